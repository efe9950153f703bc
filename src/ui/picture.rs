//! The pictures of questions: lines over months, bins of draws, a map over two sliders.

mod bins;
mod map;
mod months;

use super::Theme;
use super::pane::framed;
use crate::answers::Picture;
use crate::app::{App, FIGURES};
use crate::report::measure::metric_name;
use ratatui::Frame;
use ratatui::layout::Rect;

/// Columns of a money axis.
const AXIS: u16 = 10;

/// Draws the picture of what was found, in a frame.
pub fn draw(app: &App, theme: &Theme, area: Rect, frame: &mut Frame) {
    let title = match &app.questions.shown.picture {
        Picture::None => return,
        Picture::Months { .. } => "Cost and revenue by months".to_owned(),
        Picture::Bins { of, .. } => format!("{of}: how often"),
        Picture::Map { .. } => {
            let figure = FIGURES[app.questions.asked.mapped];
            format!("Map of the {}", metric_name(&app.catalog, app.plan(), figure))
        }
    };
    let inside = framed(frame, theme, area, &title, false);
    if inside.width < AXIS + 12 || inside.height < 4 {
        return;
    }
    match &app.questions.shown.picture {
        Picture::None => {}
        Picture::Months { points, cliffs } => months::draw(points, cliffs, theme, (area, inside), frame),
        Picture::Bins { bins, marks, .. } => bins::draw(bins, marks, theme, inside, frame),
        Picture::Map { across, up, cells, less_is_better } => {
            map::draw(
                app,
                &map::Map { across, up, cells, less_is_better: *less_is_better },
                theme,
                (area, inside),
                frame,
            );
        }
    }
}

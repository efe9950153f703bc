//! Views 2, 4, 5 and 6: what is moved, the answer in a sentence, its rows, and a picture beside or below them.

use super::pane::{corner, framed, inner};
use super::table::Table;
use super::{Theme, picture, what_if};
use crate::amount::money;
use crate::answers::Picture;
use crate::app::{App, DRAWS, FIGURES, HORIZONS, Msg, Overlay, Part, Row, View};
use crate::report::measure::metric_name;
use ratatui::Frame;
use ratatui::layout::{Position, Rect};

/// Where the parts stand.
struct Areas {
    pane: Rect,
    /// The slider that leads, inside the pane.
    slider: Rect,
    /// The sentence and the rows, inside the pane.
    table: Rect,
    /// The picture; none where there is no room for it, or there is none.
    picture: Option<Rect>,
}

/// Columns from which the picture stands beside the rows, and those of the slider.
const BESIDE: u16 = 150;
const SLIDER: u16 = 64;

/// Rows of a body from which a picture stands below the rows, and rows that a picture takes at least.
const BELOW: u16 = 20;
const PICTURE: u16 = 8;

impl Areas {
    fn of(app: &App, body: Rect) -> Self {
        let maps = matches!(app.questions.shown.picture, Picture::Map { .. });
        let none = matches!(app.questions.shown.picture, Picture::None);
        let (pane, picture) = if none {
            (body, None)
        } else if body.width >= BESIDE {
            let x = body.width / 2;
            (Rect { width: x, ..body }, Some(Rect { x: body.x + x, width: body.width - x, ..body }))
        } else if maps || body.height >= BELOW {
            let part = if maps { body.height * 2 / 3 } else { body.height * 2 / 5 };
            let height = part.max(PICTURE).min(body.height.saturating_sub(6));
            let y = body.height - height;
            (Rect { height: y, ..body }, Some(Rect { y: body.y + y, height, ..body }))
        } else {
            (body, None)
        };
        let inside = inner(pane);
        let slider = Rect { width: inside.width.min(SLIDER), height: 1, ..inside };
        let table = Rect { y: inside.y + 1, height: inside.height.saturating_sub(1), ..inside };
        Areas { pane, slider, table, picture }
    }
}

/// Draws the view.
pub fn draw(app: &App, theme: &Theme, body: Rect, frame: &mut Frame) {
    let areas = Areas::of(app, body);
    framed(frame, theme, areas.pane, &title(app), true);
    if let Some(row) = led(app) {
        what_if::draw_row(app, row, false, theme, areas.slider, frame);
    }
    table(app, theme).draw(theme, areas.pane, areas.table, frame);
    if let Some(area) = areas.picture {
        picture::draw(app, theme, area, frame);
    }
    if app.questions.work.is_late() {
        // What is shown answers what was asked before.
        frame.buffer_mut().set_style(areas.table, theme.dim());
        areas.picture.into_iter().for_each(|area| frame.buffer_mut().set_style(area, theme.dim()));
    }
    if let Some(percent) = app.questions.work.percent {
        let edge = Rect { y: areas.pane.bottom().saturating_sub(1), height: 1, ..areas.pane };
        corner(frame, theme, edge, &format!("looking, {percent} %: Esc stops"), theme.accent());
    }
}

/// The row of the slider that leads.
fn led(app: &App) -> Option<Row> {
    app.catalog.driver_index(app.led()).map(Row::Slider)
}

/// The view with what is asked in it: `Sensitivity: ‹What matters› Seek  Best levers  Map · cost a month, ±20 %`.
fn title(app: &App) -> String {
    let (asked, part) = (&app.questions.asked, app.questions.part);
    let figure = |at: usize| metric_name(&app.catalog, app.plan(), FIGURES[at]);
    match app.view {
        View::Compare => {
            let name = match asked.column.checked_sub(2) {
                None if asked.column == 0 => "Baseline",
                None => "Now",
                Some(at) => app.session.pinned.get(at).map_or("Now", |pin| pin.name.as_str()),
            };
            format!("Compare · {name} is selected")
        }
        View::Sensitivity => {
            let parts = Part::ALL.map(|other| match other == part {
                true => format!("‹{}›", other.name()),
                false => format!(" {} ", other.name()),
            });
            let of = match part {
                Part::Tornado if asked.own => format!("{}, ranges of the document", figure(asked.figure)),
                Part::Tornado => format!("{}, ±{}", figure(asked.figure), crate::amount::percent_short(asked.by)),
                Part::Seek => asked.goal.to_string(),
                Part::Levers => if asked.cards { "and cards" } else { "on this card" }.to_owned(),
                Part::Map => figure(asked.mapped),
            };
            format!("{}· {of}", parts.concat())
        }
        View::Forecast => {
            let parts = if asked.events { " Months ‹What happens›" } else { "‹Months› What happens " };
            let roadmap = asked.roadmap.and_then(|at| app.plan().roadmaps.get(at));
            let by = roadmap.map(|map| format!(", by {}", map.name)).unwrap_or_default();
            let cash = if asked.cash.is_zero() { String::new() } else { format!(", {} at hand", money(asked.cash)) };
            format!("{parts}· {} months{by}{cash}", HORIZONS[asked.horizon])
        }
        _ => {
            let draws = crate::amount::grouped(DRAWS[asked.draws].into(), 0);
            let how = if asked.together { "ranges together" } else { "each range by itself" };
            format!("Risk · {draws} draws, {how}")
        }
    }
}

/// The rows as a table.
fn table<'a>(app: &'a App, theme: &Theme) -> Table<'a> {
    let shown = &app.questions.shown;
    let entry = match &app.overlay {
        Overlay::Entry(entry) => Some(entry),
        _ => None,
    };
    Table {
        blocks: &shown.blocks,
        heading: (&shown.answer, 3),
        style: theme.plain(),
        selected: app.questions.at,
        focused: true,
        folded: "more columns: Space",
        entry,
    }
}

/// What a press, or a drag, at a cell of the view means.
pub fn hit(app: &App, body: Rect, at: Position, drag: bool) -> Option<Msg> {
    let areas = Areas::of(app, body);
    if areas.slider.contains(at) {
        let row = led(app).and_then(|led| app.rows().iter().position(|row| *row == led));
        return row.zip(what_if::part_of_track(areas.slider, at)).map(|(row, part)| Msg::Drag(row, part));
    }
    let theme = Theme::new(false, false); // where rows stand is the same in every look
    (areas.table.contains(at) && !drag).then(|| Msg::PointRow(table(app, &theme).row_at(areas.table, at)))
}

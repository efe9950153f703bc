//! Cost and revenue by months, the money logarithmic, with the months in which stages begin.

use super::AXIS;
use crate::amount::compact;
use crate::answers::Point;
use crate::ui::Theme;
use crate::ui::axes::Axes;
use crate::ui::canvas::Canvas;
use crate::ui::curve::legend;
use crate::ui::pane::{put, put_down, put_right};
use ratatui::Frame;
use ratatui::layout::Rect;

/// Draws the lines inside a frame.
pub fn draw(points: &[Point], cliffs: &[f64], theme: &Theme, (area, inside): (Rect, Rect), frame: &mut Frame) {
    let plot = Rect { x: inside.x + AXIS, width: inside.width - AXIS - 1, height: inside.height - 1, ..inside };
    let mut canvas = Canvas::new(plot, theme.glyphs.braille);
    let (first, last) = (points.first().map_or(0.0, |p| p.month), points.last().map_or(0.0, |p| p.month));
    let money = points.iter().flat_map(|point| [point.cost, point.revenue]);
    let Some(axes) = Axes::of((first, last), money, canvas.size()).filter(|_| last > first) else {
        put(frame, inside, 1, 0, "nothing is charged and nothing comes in: no line to draw", theme.dim());
        return;
    };
    legend(theme, area, frame);
    for cliff in cliffs {
        let column = (axes.x(*cliff) * i32::from(plot.width) / axes.size.0.max(1)) as u16;
        put_down(frame, plot, column, theme.glyphs.rule.0, theme.dim());
    }
    for pair in points.windows(2) {
        let [a, b] = [pair[0], pair[1]];
        let (from, to) = (axes.x(a.month), axes.x(b.month));
        if a.revenue > 0.0 && b.revenue > 0.0 {
            canvas.line((from, axes.y(a.revenue)), (to, axes.y(b.revenue)), 1, 2);
        }
        canvas.line((from, axes.y(a.cost)), (to, axes.y(b.cost)), 0, 0);
    }
    canvas.draw(plot, &[theme.strong(), theme.good()], frame);
    axes.label_money(theme, inside, AXIS, plot.height, frame);
    put(frame, inside, AXIS, plot.height, "now", theme.dim());
    let months: Vec<f64> = (1..=last as u32).map(f64::from).filter(|month| month % 6.0 == 0.0).collect();
    for month in months {
        let column = AXIS + (axes.x(month) * i32::from(plot.width) / axes.size.0.max(1)) as u16;
        put_right(frame, inside, (column + 2).min(inside.width - 1), plot.height, &compact(month), theme.dim());
    }
}

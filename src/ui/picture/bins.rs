//! How many draws lie where: columns in eighths, a loss told from a gain, and P10, P50 and P90 below.

use crate::amount::compact;
use crate::text::width;
use crate::ui::Theme;
use crate::ui::pane::{put, put_down, put_right};
use ratatui::Frame;
use ratatui::layout::Rect;

/// Draws the bins inside a frame; what is below nothing is drawn as a loss.
pub fn draw(bins: &[(f64, f64, usize)], marks: &[(&str, f64)], theme: &Theme, inside: Rect, frame: &mut Frame) {
    let (Some(first), Some(last)) = (bins.first(), bins.last()) else { return };
    let plot = Rect { x: inside.x + 1, width: inside.width - 2, height: inside.height - 2, ..inside };
    let most = bins.iter().map(|bin| bin.2).max().unwrap_or(1).max(1);
    let steps = theme.glyphs.rise.len() - 1;
    let place = |value: f64| {
        let part = if last.1 > first.0 { (value - first.0) / (last.1 - first.0) } else { 0.5 };
        (part.clamp(0.0, 1.0) * f64::from(plot.width - 1)).round() as u16
    };
    for x in 0..plot.width {
        let at = usize::from(x) * bins.len() / usize::from(plot.width);
        let (from, to, count) = bins[at.min(bins.len() - 1)];
        let style = if (from + to) / 2.0 < 0.0 { theme.bad() } else { theme.trace() };
        let high = count * steps * usize::from(plot.height) / most;
        for row in 0..plot.height {
            let below = usize::from(plot.height - 1 - row) * steps;
            let filled = high.saturating_sub(below).min(steps);
            if filled > 0 {
                put(frame, plot, x, row, theme.glyphs.rise[filled], style);
            }
        }
    }
    if first.0 < 0.0 && last.1 > 0.0 {
        let zero = place(0.0);
        put_down(frame, plot, zero, theme.glyphs.rule.0, theme.dim());
    }
    axis(marks, (first.0, last.1), &place, theme, plot, frame);
}

/// The marked figures under their places, the first of them in any case; the ends of the bins beside them.
fn axis(
    marks: &[(&str, f64)],
    ends: (f64, f64),
    place: &dyn Fn(f64) -> u16,
    theme: &Theme,
    plot: Rect,
    frame: &mut Frame,
) {
    let below = Rect { height: plot.height + 2, ..plot };
    let mut taken: Vec<(u16, u16)> = Vec::new();
    for (name, value) in marks {
        let words = format!("{name} ${}", compact(*value)).replace("$-", "−$");
        let wide = width(&words) as u16;
        let x = place(*value).saturating_sub(wide / 2).min(plot.width.saturating_sub(wide));
        if taken.iter().all(|(from, to)| x + wide < *from || x > *to) {
            put(frame, below, place(*value), plot.height, theme.glyphs.signs.up, theme.accent());
            put(frame, below, x, plot.height + 1, &theme.text(&words), theme.accent());
            taken.push((x, x + wide));
        }
    }
    let end = |value: f64| format!("${}", compact(value)).replace("$-", "−$");
    put(frame, below, 0, plot.height, &theme.text(&end(ends.0)), theme.dim());
    put_right(frame, below, plot.width, plot.height, &theme.text(&end(ends.1)), theme.dim());
}

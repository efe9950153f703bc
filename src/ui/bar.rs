//! Bars in parts of a cell, what trails behind them, and swings to both sides.

use super::Theme;
use super::pane::put;
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;

/// Fills a part of the area; hatched, by whole cells. The column after it.
pub(super) fn fill(part: f64, hatched: bool, style: Style, theme: &Theme, area: Rect, frame: &mut Frame) -> u16 {
    let cells = theme.glyphs.bar;
    let steps = cells.len() - 1;
    let filled = lit(part, theme, area);
    let (full, rest) = (filled / steps, filled % steps);
    let whole = if hatched { theme.glyphs.hatched } else { cells[steps] };
    let x = put(frame, area, 0, 0, &whole.repeat(full), style);
    if rest > 0 && !hatched { put(frame, area, x, 0, cells[rest], style) } else { x }
}

/// Goes on from a column with a sign, up to a part of the area.
pub(super) fn trail(x: u16, part: f64, (sign, style): (&str, Style), theme: &Theme, area: Rect, frame: &mut Frame) {
    let end = lit(part, theme, area).div_ceil(theme.glyphs.bar.len() - 1);
    put(frame, area, x, 0, &sign.repeat(end.saturating_sub(x.into())), style);
}

/// The parts of cells that a part of the area has.
fn lit(part: f64, theme: &Theme, area: Rect) -> usize {
    (part.clamp(0.0, 1.0) * f64::from(area.width) * (theme.glyphs.bar.len() - 1) as f64) as usize
}

/// Fills from one part of the area to another, with a mark where things stand: less is one style, more another.
pub(super) fn swing((from, base, to): (f64, f64, f64), theme: &Theme, area: Rect, frame: &mut Frame) {
    let last = f64::from(area.width.saturating_sub(1));
    let cell = |part: f64| (part.clamp(0.0, 1.0) * last).round() as u16;
    let (start, middle, end) = (cell(from), cell(base), cell(to));
    let full = theme.glyphs.bar[theme.glyphs.bar.len() - 1];
    for x in start..=end {
        let (sign, style) = if x < middle { (full, theme.trace()) } else { (theme.glyphs.less_full, theme.plain()) };
        put(frame, area, x, 0, sign, style);
    }
    put(frame, area, middle, 0, theme.glyphs.rule.1, theme.strong());
}

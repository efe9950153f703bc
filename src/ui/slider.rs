//! One slider: a track with its thumb, and where it stood at the baseline.

use super::{Theme, pane::put};
use crate::amount::Decimal;
use crate::catalog::Slider;
use ratatui::Frame;
use ratatui::layout::Rect;

/// Draws a track across the area's first row.
pub fn draw(
    slider: &Slider,
    value: Decimal,
    was: Decimal,
    focused: bool,
    theme: &Theme,
    area: Rect,
    frame: &mut Frame,
) {
    if area.width < 3 {
        return;
    }
    let cell = |value: Decimal| (slider.position(value) * f64::from(area.width - 1)).round() as u16;
    let (thumb, mark) = (cell(value), cell(was));
    let (done, rest) = theme.glyphs.track;
    let style = if focused { theme.trace() } else { theme.plain() };
    put(frame, area, 0, 0, &done.repeat(thumb.into()), style);
    put(frame, area, thumb, 0, &rest.repeat((area.width - thumb).into()), theme.dim());
    if mark != thumb {
        put(frame, area, mark, 0, theme.glyphs.was, theme.strong());
    }
    put(frame, area, thumb, 0, theme.glyphs.thumb, if focused { theme.accent() } else { theme.strong() });
}

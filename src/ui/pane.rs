//! Frames, and the one way text reaches the screen: without what acts, clipped to its area, column by column.

use super::Theme;
use crate::text::{clean, is_plain};
use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::widgets::{Block, Clear, Widget};

/// Puts text at a column and row of an area; what does not fit is left out, and nothing shines through of what was
/// there. The column after it.
pub fn put(frame: &mut Frame, area: Rect, x: u16, y: u16, text: &str, style: Style) -> u16 {
    let area = area.intersection(frame.area());
    if x >= area.width || y >= area.height {
        return x;
    }
    let (room, style) = (usize::from(area.width - x), Style::reset().patch(style));
    let (x, y) = (area.x + x, area.y + y);
    let end = match is_plain(text) {
        true => put_ascii(frame.buffer_mut(), (x, y), &text[..text.len().min(room)], style),
        false => frame.buffer_mut().set_stringn(x, y, clean(text), room, style).0,
    };
    end - area.x
}

/// Puts text of which each byte is a cell: most of a screen is, and needs no look at what belongs together.
fn put_ascii(buffer: &mut Buffer, (x, y): (u16, u16), text: &str, style: Style) -> u16 {
    let mut end = x;
    for at in 0..text.len() {
        buffer[(end, y)].set_symbol(&text[at..=at]).set_style(style);
        end += 1;
    }
    end
}

/// Puts text so that it ends before column `end`.
pub fn put_right(frame: &mut Frame, area: Rect, end: u16, y: u16, text: &str, style: Style) {
    let width = u16::try_from(crate::text::width(text)).unwrap_or(u16::MAX);
    put(frame, area, end.saturating_sub(width), y, text, style);
}

/// Puts pieces of text one after the other; the column after them.
pub fn put_all(frame: &mut Frame, area: Rect, x: u16, y: u16, pieces: &[(&str, Style)]) -> u16 {
    pieces.iter().fold(x, |x, (text, style)| put(frame, area, x, y, text, *style))
}

/// Puts a sign down a whole column of an area.
pub fn put_down(frame: &mut Frame, area: Rect, x: u16, sign: &str, style: Style) {
    for y in 0..area.height {
        put(frame, area, x, y, sign, style);
    }
}

/// A frame with a title; the area inside it.
pub fn framed(frame: &mut Frame, theme: &Theme, area: Rect, title: &str, focused: bool) -> Rect {
    let style = if focused { theme.trace() } else { theme.dim() };
    let heading = if focused { theme.accent() } else { theme.plain() };
    let block = Block::bordered().border_set(theme.glyphs.border).border_style(style);
    let inner = block.inner(area);
    let area = area.intersection(frame.area());
    block.render(area, frame.buffer_mut());
    if !title.is_empty() {
        let room = usize::from(area.width.saturating_sub(4));
        let title = crate::text::cut(title, room.saturating_sub(2));
        put(frame, area, 2, 0, &theme.text(&format!(" {title} ")), heading);
    }
    inner.intersection(area)
}

/// The area inside a frame.
pub fn inner(area: Rect) -> Rect {
    Rect { x: area.x + 1, y: area.y + 1, width: area.width.saturating_sub(2), height: area.height.saturating_sub(2) }
}

/// A note in the top border of a frame, at its right end.
pub fn corner(frame: &mut Frame, theme: &Theme, area: Rect, words: &str, style: Style) {
    put_right(frame, area, area.width.saturating_sub(2), 0, &theme.text(&format!(" {words} ")), style);
}

/// The first row shown of a list in so many rows, so that the selected one is in view.
pub fn first_row(selected: usize, height: u16) -> usize {
    selected.saturating_sub(usize::from(height.max(1)) - 1)
}

/// Points at the selected row of a pane.
pub fn point(frame: &mut Frame, theme: &Theme, row: Rect, focused: bool) {
    put(frame, row, 0, 0, theme.glyphs.point, if focused { theme.accent() } else { theme.dim() });
}

/// How many of all rows there are above and below those that a frame shows, in its bottom border. The cells it takes.
pub fn more(frame: &mut Frame, theme: &Theme, area: Rect, first: usize, all: usize) -> u16 {
    let shown = usize::from(area.height.saturating_sub(2));
    let words = match (first, all.saturating_sub(first + shown)) {
        (0, 0) => return 0,
        (0, below) => format!("{below} more below"),
        (above, 0) => format!("{above} more above"),
        (above, below) => format!("{above} more above, {below} below"),
    };
    corner(frame, theme, bottom(area), &words, theme.dim());
    u16::try_from(words.len()).unwrap_or(u16::MAX).saturating_add(4)
}

/// A note in the bottom border of a frame, at its left end, in what other notes leave.
pub fn remark(frame: &mut Frame, theme: &Theme, area: Rect, words: &str, taken: u16) {
    let room = usize::from(area.width.saturating_sub(taken + 4));
    if !words.is_empty() && room >= 20 {
        let words = crate::text::cut(words, room.saturating_sub(2));
        put(frame, bottom(area), 2, 0, &theme.text(&format!(" {words} ")), theme.dim());
    }
}

fn bottom(area: Rect) -> Rect {
    Rect { y: area.bottom().saturating_sub(1), height: 1, ..area }
}

/// A framed box over everything else, centred, at most so large; the area inside it, one column in.
pub fn over(frame: &mut Frame, theme: &Theme, area: Rect, (width, height): (u16, u16), title: &str) -> Rect {
    let (width, height) = (width.min(area.width), height.min(area.height));
    let place = Rect { x: area.x + (area.width - width) / 2, y: area.y + (area.height - height) / 2, width, height };
    Clear.render(place.intersection(frame.area()), frame.buffer_mut());
    let inner = framed(frame, theme, place, title, true);
    Rect { x: inner.x + 1, width: inner.width.saturating_sub(2), ..inner }
}

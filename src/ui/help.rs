//! The help: the key table, row by row.

use super::Theme;
use super::pane::{over, put};
use crate::keys::{KEYS, Place};
use crate::text::wrap;
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;

/// Columns of the keys.
const CHORDS: u16 = 16;

/// Draws the help over the panes, from a row on.
pub fn draw(scroll: usize, theme: &Theme, area: Rect, frame: &mut Frame) {
    let width = area.width.saturating_sub(4).min(76);
    let rows = wrapped(rows(theme), usize::from(width.saturating_sub(4)));
    let inner = over(frame, theme, area, (width, (rows.len() as u16).saturating_add(2).min(area.height)), "Keys");
    let scroll = scroll.min(rows.len().saturating_sub(inner.height.into()));
    for (y, (chords, words, style)) in (0..inner.height).zip(rows.iter().skip(scroll)) {
        put(frame, inner, 0, y, &theme.text(chords), *style);
        put(frame, inner, CHORDS + 1, y, &theme.text(words), theme.plain());
    }
}

/// Rows whose words fit beside their keys; a heading takes the whole width.
fn wrapped(rows: Vec<(String, String, Style)>, room: usize) -> Vec<(String, String, Style)> {
    let beside = room.saturating_sub(usize::from(CHORDS) + 1);
    let broken = rows.into_iter().flat_map(|(chords, words, style)| {
        let (lines, heading) =
            if words.is_empty() { (wrap(&chords, room), true) } else { (wrap(&words, beside), false) };
        let row = move |(n, line): (usize, String)| match (heading, n) {
            (true, _) => (line, String::new(), style),
            (false, 0) => (chords.clone(), line, style),
            (false, _) => (String::new(), line, style),
        };
        lines.into_iter().enumerate().map(row).collect::<Vec<_>>()
    });
    broken.collect()
}

/// Keys, what they do, and the style of the keys; a heading has no words.
fn rows(theme: &Theme) -> Vec<(String, String, Style)> {
    let mut rows = Vec::new();
    let places = [
        (Place::Panes, "On the panes"),
        (Place::Entry, "While typing"),
        (Place::Overlay, "In a list or a help"),
        (Place::Everywhere, "Everywhere"),
    ];
    for (place, heading) in places {
        if place != Place::Panes {
            rows.push((String::new(), String::new(), theme.plain()));
        }
        rows.push((heading.to_owned(), String::new(), theme.strong()));
        if place == Place::Panes {
            rows.push((
                "0-9 $ .".to_owned(),
                "type a value: 12k, 1.5M, 5%; on a line 12 items or $50".to_owned(),
                theme.accent(),
            ));
        }
        for key in KEYS.iter().filter(|key| key.place == place && !key.help.is_empty()) {
            let chords: Vec<String> = key.chords().map(|chord| chord.to_string()).collect();
            rows.push((chords.join(" "), key.help.to_owned(), theme.accent()));
        }
    }
    rows.push((String::new(), String::new(), theme.plain()));
    rows.push((
        "The mouse points, drags sliders and turns values with its wheel.".to_owned(),
        String::new(),
        theme.dim(),
    ));
    rows
}

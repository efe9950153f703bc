//! A file that comes in, over the whole screen: how far it is, what is wrong with it, or its rows.

use super::Theme;
use super::pane::{corner, over, put};
use super::table::Table;
use crate::amount::{Decimal, grouped};
use crate::app::{App, Incoming, State};
use crate::text::cut;
use ratatui::Frame;
use ratatui::layout::Rect;

/// Draws it.
pub fn draw(app: &App, theme: &Theme, area: Rect, frame: &mut Frame) {
    let Some(incoming) = &app.incoming else { return };
    let title = format!("Import · {}", incoming.file);
    let inside = over(frame, theme, area, (area.width, area.height), &title);
    match &incoming.state {
        State::Reading(rows) => {
            let rows = grouped(Decimal::from(*rows), 0);
            put(frame, inside, 1, 0, &theme.text(&format!("reading, {rows} rows so far; Esc stops it")), theme.plain());
        }
        State::Refused(why) => draw_words(why, incoming.at, theme, (area, inside), frame),
        State::Estimate(..) | State::Bill(..) => table(incoming, theme).draw(theme, area, inside, frame),
    }
    // Why the selected line follows what it follows, where there is no room for a column of that.
    if let State::Estimate(estimate, _) = &incoming.state
        && let Some(item) = estimate.items.get(incoming.at).filter(|item| item.priced)
    {
        let edge = Rect { y: area.bottom().saturating_sub(1), height: 1, ..area };
        let words = format!(" follows {}: {} ", item.follows.id(), item.because);
        put(frame, edge, 2, 0, &theme.text(&cut(&words, usize::from(area.width).saturating_sub(30))), theme.dim());
    }
}

/// What is wrong, with its carets, from a line on.
fn draw_words(why: &str, first: usize, theme: &Theme, (pane, inside): (Rect, Rect), frame: &mut Frame) {
    let lines: Vec<&str> = why.lines().collect();
    for (y, line) in (0..inside.height).zip(lines.iter().skip(first)) {
        let style = if line.starts_with("error") { theme.bad() } else { theme.plain() };
        put(frame, inside, 0, y, &theme.text(&cut(line, inside.width.into())), style);
    }
    if lines.len() > usize::from(inside.height) {
        corner(frame, theme, pane, &format!("{} of {} lines", first + 1, lines.len()), theme.dim());
    }
}

fn table<'a>(incoming: &'a Incoming, theme: &Theme) -> Table<'a> {
    Table {
        blocks: &incoming.blocks,
        heading: (&incoming.answer, 5),
        style: theme.plain(),
        selected: incoming.at,
        focused: true,
        folded: "more at a wider screen",
        entry: None,
    }
}

//! The bottom line: what was said or refused, else the keys that matter here.

use super::Theme;
use super::pane::put;
use crate::app::{App, Command, OnDisk, Overlay, Side, Typed, View};
use crate::catalog::AskedUnit;
use crate::keys::{KEYS, Key, Place, leads};
use crate::text::{cut, width};
use ratatui::Frame;
use ratatui::layout::Rect;

/// Draws the line.
pub fn draw(app: &App, theme: &Theme, area: Rect, frame: &mut Frame) {
    if let Some(words) = refused(app) {
        let words = format!("{} {words}", theme.glyphs.signs.bad);
        put(frame, area, 1, 0, &theme.text(&cut(&words, usize::from(area.width) - 2)), theme.bad());
    } else if let Some(words) = &app.said {
        put(frame, area, 1, 0, &theme.text(&cut(words, usize::from(area.width) - 2)), theme.plain());
    } else if let OnDisk::Failed(why) = &app.on_disk {
        let words = format!("{} not saved: {why}", theme.glyphs.signs.bad);
        put(frame, area, 1, 0, &theme.text(&cut(&words, usize::from(area.width) - 2)), theme.bad());
    } else {
        draw_keys(app, theme, area, frame);
    }
}

fn refused(app: &App) -> Option<&str> {
    match &app.overlay {
        Overlay::Entry(entry) => entry.refused.as_deref(),
        _ => None,
    }
}

/// Movement first, then the rows of the table that have words for this line, as far as there is room.
fn draw_keys(app: &App, theme: &Theme, area: Rect, frame: &mut Frame) {
    let (place, lead): (_, &[(&str, &str)]) = match &app.overlay {
        Overlay::None if app.view == View::Sources => (Place::Panes, in_sources(app)),
        Overlay::None if app.view == View::Cards => (Place::Panes, IN_CARDS),
        Overlay::None => (Place::Panes, leads(app.focus)),
        Overlay::Entry(entry) => (Place::Entry, example(app, &entry.typed)),
        Overlay::Explain { .. } | Overlay::Help { .. } | Overlay::Notes { .. } => {
            return draw_pairs(
                vec![("↑↓".into(), "scroll".into()), ("Esc".into(), "close".into())],
                theme,
                area,
                frame,
            );
        }
        _ => (Place::Overlay, &[("↑↓", "choose")]),
    };
    let shown =
        |key: &Key| (key.chords().next().map(|chord| chord.to_string()).unwrap_or_default(), key.footer.to_owned());
    let last = |key: &&Key| match key.command {
        Command::Look(view) => area.width >= 60 && view != app.view,
        command => matches!(command, Command::Help | Command::Quit),
    };
    let works = |key: &&Key| app.view == View::Explore || place != Place::Panes || works_elsewhere(key.command);
    let rows = || KEYS.iter().filter(|key| key.place == place && !key.footer.is_empty()).filter(works);
    let tail: Vec<(String, String)> = rows().filter(last).map(shown).collect();
    let mut pairs: Vec<(String, String)> = lead.iter().map(|(k, w)| ((*k).to_owned(), (*w).to_owned())).collect();
    pairs.extend(rows().filter(|key| !last(key)).map(shown));
    // The ways to the sources, to the help and out are always there; the rest as far as there is room.
    let cells =
        |pairs: &[(String, String)]| -> usize { pairs.iter().map(|(k, w)| width(&theme.text(k)) + width(w) + 3).sum() };
    let end = usize::from(area.width).saturating_sub(cells(&tail));
    while cells(&pairs) > end {
        pairs.pop();
    }
    pairs.extend(tail);
    draw_pairs(pairs, theme, area, frame);
}

fn draw_pairs(pairs: Vec<(String, String)>, theme: &Theme, area: Rect, frame: &mut Frame) {
    let mut x = 1;
    for (chord, words) in pairs {
        x = put(frame, area, x, 0, &theme.text(&chord), theme.accent()) + 1;
        x = put(frame, area, x, 0, &theme.text(&words), theme.dim()) + 2;
    }
}

/// What the keys do in view 7, by the side and the row that have them.
fn in_sources(app: &App) -> &'static [(&'static str, &'static str)] {
    use crate::rows::Handle;
    let handle = app.sources.row().and_then(|row| row.handle.as_ref());
    match (app.sources.side, handle) {
        (Side::Sections, _) => &[("↑↓", "sections"), ("Enter", "its rows"), ("Esc", "explore")],
        (Side::Rows, Some(Handle::Tick(_))) => {
            &[("↑↓", "rows"), ("Space", "tick"), ("Tab", "sections"), ("Enter", "all of it"), ("Esc", "explore")]
        }
        (Side::Rows, Some(Handle::Input(_))) => {
            &[("↑↓", "rows"), ("0-9", "type"), ("⌫", "take back"), ("Tab", "sections"), ("Enter", "all of it")]
        }
        (Side::Rows, None) => &[("↑↓", "rows"), ("Tab", "sections"), ("Enter", "all of it"), ("Esc", "explore")],
    }
}

/// What the keys do in view 3.
const IN_CARDS: &[(&str, &str)] = &[
    ("↑↓", "cards"),
    ("Enter", "choose"),
    ("Space", "all of it"),
    ("<>", "order"),
    ("←→", "users"),
    ("⌫", "as documented"),
    ("Esc", "explore"),
];

/// Keys of the bottom line that do in other views what they do on the panes.
fn works_elsewhere(command: Command) -> bool {
    !matches!(command, Command::Explain | Command::Toggle | Command::Baseline)
}

/// What can be typed.
fn example(app: &App, typed: &Typed) -> &'static [(&'static str, &'static str)] {
    match typed {
        Typed::Share(_) if app.lever().is_some_and(|(lever, _)| lever.part) => {
            &[("Of how much?", "30% of what it touches")]
        }
        Typed::Share(_) if app.lever().is_some_and(|(lever, _)| lever.asks()) => {
            &[("How much does it save?", "30% of what it touches")]
        }
        Typed::Share(_) => &[("70%", "of what it touches")],
        Typed::Answer(id) => match app.catalog.asked.iter().find(|asked| asked.id == *id).map(|asked| asked.unit) {
            Some(AskedUnit::YesNo) => &[("yes", "or"), ("no", "")],
            Some(AskedUnit::Percent) => &[("70.1", "percent: what it is today")],
            _ => &[("3", "what it is today")],
        },
        Typed::Slider(_) => &[("12k 1.5M 5% $2.50", "are numbers")],
        Typed::Input(_) => &[("12k 1.5 5%", "are numbers")],
        Typed::Line(_) => &[("12", "as quantity"), ("$50", "as amount")],
        Typed::SaveAs | Typed::Rename | Typed::Note => &[],
    }
}

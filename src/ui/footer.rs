//! The bottom line: what was said or refused, else the keys that matter here.

use super::Theme;
use super::pane::put;
use crate::app::{App, Command, OnDisk, Overlay, Part, Side, State, Typed, View};
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
        let words = format!("{} {why}", theme.glyphs.signs.bad);
        put(frame, area, 1, 0, &theme.text(&cut(&words, usize::from(area.width) - 2)), theme.bad());
    } else if let Some(why) = &app.catalog_fault {
        let words = format!("{} your catalog is wrong, the last good one counts: {why}", theme.glyphs.signs.bad);
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

/// A key and what it does here.
type Pair = (String, String);

/// Columns from which the views are spoken of.
const VIEWS: u16 = 60;

/// Movement first, then the rows of the table that have words for this line, as far as there is room.
fn draw_keys(app: &App, theme: &Theme, area: Rect, frame: &mut Frame) {
    let (place, lead) = lead(app);
    let (rest, tail) = of_the_table(app, place, area.width);
    let mut pairs: Vec<Pair> = lead.iter().map(|(key, words)| ((*key).to_owned(), (*words).to_owned())).collect();
    pairs.extend(rest);
    let cells = |pairs: &[Pair]| -> usize { pairs.iter().map(|(k, w)| width(&theme.text(k)) + width(w) + 3).sum() };
    let end = usize::from(area.width).saturating_sub(cells(&tail));
    while cells(&pairs) > end {
        pairs.pop();
    }
    pairs.extend(tail);
    let mut x = 1;
    for (chord, words) in pairs {
        x = put(frame, area, x, 0, &theme.text(&chord), theme.accent()) + 1;
        x = put(frame, area, x, 0, &theme.text(&words), theme.dim()) + 2;
    }
}

/// Which part of the table counts now, and what keys do there first of all.
fn lead(app: &App) -> (Place, &'static [(&'static str, &'static str)]) {
    match (&app.overlay, app.view) {
        (Overlay::None, View::Sources) => (Place::Panes, in_sources(app)),
        (Overlay::None, View::Cards) => (Place::Panes, IN_CARDS),
        (Overlay::None, View::Compare | View::Sensitivity | View::Forecast | View::Risk) => {
            (Place::Panes, in_questions(app))
        }
        (Overlay::None, View::Explore) => (Place::Panes, leads(app.focus)),
        (Overlay::Incoming, _) => (Place::Incoming, in_incoming(app)),
        (Overlay::Entry(entry), _) => (Place::Entry, example(app, &entry.typed)),
        (Overlay::Explain { .. } | Overlay::Help { .. } | Overlay::Notes { .. }, _) => {
            (Place::Everywhere, &[("↑↓", "scroll"), ("Esc", "close")])
        }
        (Overlay::Plans { .. } | Overlay::Sessions { .. } | Overlay::Exports { .. }, _) => {
            (Place::Overlay, &[("↑↓", "choose")])
        }
    }
}

/// The rows of the table that have words for this line, and those of them that are always there: the ways to other views,
/// to the help and out.
fn of_the_table(app: &App, place: Place, columns: u16) -> (Vec<Pair>, Vec<Pair>) {
    let shown =
        |key: &Key| (key.chords().next().map(|chord| chord.to_string()).unwrap_or_default(), key.footer.to_owned());
    let works = |key: &&Key| match key.command {
        Command::Look(_) => false,
        command => app.view == View::Explore || place != Place::Panes || works_elsewhere(command),
    };
    let always = |key: &&Key| matches!(key.command, Command::Help | Command::Quit);
    let here = KEYS.iter().filter(|key| key.place == place && !key.footer.is_empty()).filter(works);
    let (tail, rest): (Vec<&Key>, Vec<&Key>) = here.partition(always);
    let views = (place == Place::Panes && columns >= VIEWS).then(|| ("F1-F7".to_owned(), "views".to_owned()));
    (rest.into_iter().map(shown).collect(), views.into_iter().chain(tail.into_iter().map(shown)).collect())
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
        (Side::Rows, _) => &[("↑↓", "rows"), ("Tab", "sections"), ("Enter", "all of it"), ("Esc", "explore")],
    }
}

/// What the keys do in the views of questions.
fn in_questions(app: &App) -> &'static [(&'static str, &'static str)] {
    match (app.view, app.questions.part) {
        (View::Compare, _) => &[
            ("P", "pin"),
            ("+", "pin a session"),
            ("Tab", "select"),
            ("Enter", "take"),
            ("⌫", "unpin"),
            ("←→", "users"),
        ],
        (View::Sensitivity, Part::Tornado) => &[
            ("Tab", "next"),
            ("<>", "figure"),
            ("0-9", "by how much"),
            ("t", "own ranges"),
            ("Space", "all of it"),
            ("←→", "users"),
        ],
        (View::Sensitivity, Part::Seek) => &[
            ("Tab", "next"),
            ("0-9", "how much"),
            ("<>", "figure"),
            ("t", "more or less"),
            ("Enter", "take"),
            ("/", "type"),
        ],
        (View::Sensitivity, Part::Levers) => {
            &[("Tab", "next"), ("Enter", "take them"), ("t", "with cards"), ("←→", "users")]
        }
        (View::Sensitivity, Part::Map) => &[("Tab", "next"), ("<>", "figure"), ("←→", "users"), ("↑↓", "concurrency")],
        (View::Forecast, _) => &[
            ("Tab", "what happens"),
            ("<>", "months"),
            ("←→", "move"),
            ("t", "growth, users"),
            ("m", "roadmap"),
            ("$", "cash"),
        ],
        _ => &[
            ("Enter", "spread"),
            ("⌫", "take away"),
            ("<>", "draws"),
            ("t", "together"),
            ("$", "budget"),
            ("Space", "all of it"),
        ],
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

/// What the keys do while a file comes in.
fn in_incoming(app: &App) -> &'static [(&'static str, &'static str)] {
    match app.incoming.as_ref().map(|incoming| &incoming.state) {
        Some(State::Estimate(..)) => {
            &[("Enter", "take"), ("←→", "follows"), ("↑↓", "lines"), ("0-9", "users"), ("⇧←→", "its category")]
        }
        Some(State::Bill(_, Some(_))) => &[("Enter", "take the factors"), ("↑↓", "rows"), ("t", "used, invoiced")],
        Some(State::Bill(_, None)) => &[("↑↓", "rows"), ("t", "used, invoiced")],
        Some(State::Refused(_)) => &[("Enter", "another file"), ("↑↓", "scroll")],
        Some(State::Reading(_)) | None => &[],
    }
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
        Typed::Spread(_) => &[("10k to 50k", "in 9 of 10 cases,"), ("uniform 1 to 3", "")],
        Typed::Goal => &[("margin_percent >= 80", "or"), ("cost <= $1k", "")],
        Typed::By => &[("20%", "down and up")],
        Typed::Cash => &[("$50k", "at hand"), ("$-2k", "owed")],
        Typed::Budget => &[("$5k", "a month"), ("Enter", "on nothing: the plan's own")],
        Typed::Months if app.questions.asked.growth => &[("20%", "every month"), ("30%, 20%, 5%", "one by one")],
        Typed::Months => &[("50k", "now"), ("50k, 60k, 80k", "one by one")],
        Typed::Import => &[("Tab", "complete"), ("estimate.json", "an estimate"), ("bill.csv.gz", "a bill")],
        Typed::EstimateUsers => &[("5k", "users")],
        Typed::PlanName => &[("Enter", "writes the plan"), ("a-z 0-9 - _", "its id")],
        Typed::Export(..) => &[("Tab", "complete"), ("~/", "your home")],
        Typed::SaveAs | Typed::Rename | Typed::Note | Typed::Pin => &[],
    }
}

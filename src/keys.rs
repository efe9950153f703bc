//! Every key: where it works, what it does, what the help says of it. One table.

mod chord;

pub use chord::{Chord, Code, UnknownKey, named};

use crate::app::{Command, Pane, View};
use std::sync::LazyLock;
use tui_input::InputRequest;

/// Where a key works.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// On the panes.
    Panes,
    /// While a file that comes in is looked at.
    Incoming,
    /// In a list, a help or an explanation that lies over the panes.
    Overlay,
    /// While something is typed.
    Entry,
    /// Everywhere.
    Everywhere,
}

/// One row of the table.
pub struct Key {
    chords: &'static str,
    /// Where it works.
    pub place: Place,
    /// What it does.
    pub command: Command,
    /// What the help says.
    pub help: &'static str,
    /// What the bottom line says, if it is shown there.
    pub footer: &'static str,
}

const fn key(place: Place, chords: &'static str, command: Command, help: &'static str, footer: &'static str) -> Key {
    Key { chords, place, command, help, footer }
}

use Place::{Entry, Everywhere, Incoming, Overlay, Panes};

/// All keys, in the order of the help. Digits, `$` and `.` start typing and need no row.
pub const KEYS: &[Key] = &[
    key(Panes, "right l", Command::Adjust { up: true, coarse: false }, "more, or the next choice", ""),
    key(Panes, "left h", Command::Adjust { up: false, coarse: false }, "less, or the choice before", ""),
    key(Panes, "shift-right L", Command::Adjust { up: true, coarse: true }, "much more", ""),
    key(Panes, "shift-left H", Command::Adjust { up: false, coarse: true }, "much less", ""),
    key(Panes, "home", Command::End { high: false }, "the lowest, or the first choice", ""),
    key(Panes, "end", Command::End { high: true }, "the highest, or the last choice", ""),
    key(Panes, "down j", Command::Move(1), "next row", ""),
    key(Panes, "up k", Command::Move(-1), "row above", ""),
    key(Panes, "tab", Command::Pane { back: false }, "next pane", ""),
    key(Panes, "shift-tab", Command::Pane { back: true }, "pane before", ""),
    key(Panes, "enter", Command::Explain, "explain this figure: formula, source, reason", "explain"),
    key(Panes, "space", Command::Toggle, "switch a lever; leave a line out, take it in again; the next choice", ""),
    key(Panes, "backspace delete", Command::Restore, "back to where the plan has it; take an answer back", ""),
    key(Panes, "t", Command::Try, "on Watch: try the levers that silence this rule", ""),
    key(Panes, "u", Command::Undo, "undo, without limit", "undo"),
    key(Panes, "U ctrl-r", Command::Redo, "redo", ""),
    key(Panes, "c", Command::Curve, "the curve by the selected slider, and by users again", ""),
    key(Panes, "b", Command::Baseline, "compare with how things are now: the new baseline", "baseline"),
    key(Panes, "p", Command::Plans, "choose a plan", "plans"),
    key(Panes, "o", Command::Sessions, "open a session", "open"),
    key(Panes, "s", Command::Save, "save now (changes are saved by themselves)", "save"),
    key(Panes, "S", Command::SaveAs, "save under another name", ""),
    key(Panes, "R", Command::Rename, "rename this session", ""),
    key(Panes, "i", Command::Import, "import: an estimate becomes a plan, a bill is held against this one", "import"),
    key(Panes, "e", Command::Export, "export: a session, a table, a report for others", "export"),
    key(Panes, "y", Command::Copy, "copy what this view answers, as text", ""),
    key(Panes, "n", Command::Notes, "the notes of this session", ""),
    key(Panes, "N", Command::AddNote, "add a line to them", ""),
    key(Panes, "P", Command::Pin, "pin this scenario beside the others, for Compare", ""),
    key(Panes, "+", Command::PinSession, "pin a saved session", ""),
    key(Panes, "/", Command::Ask, "in Sensitivity, Seek: type what is wanted, such as cost <= 1k", ""),
    key(Panes, "m", Command::Roadmap, "in Forecast: follow the next roadmap of the plan, or the growth slider", ""),
    key(Panes, "pagedown", Command::Move(10), "ten rows on", ""),
    key(Panes, "pageup", Command::Move(-10), "ten rows back", ""),
    key(Panes, "f1 alt-1", Command::Look(View::Explore), "view 1, Explore: sliders, bill and curve", ""),
    key(
        Panes,
        "f2 alt-2",
        Command::Look(View::Compare),
        "view 2, Compare: baseline, now and what is pinned; there Tab selects one, Enter takes it, Del unpins it",
        "",
    ),
    key(
        Panes,
        "f3 alt-3",
        Command::Look(View::Cards),
        "view 3, Cards: every provider at these sliders; there Enter chooses one, Space tells all of it",
        "",
    ),
    key(
        Panes,
        ">",
        Command::Order { back: false },
        "in Cards: the next order; in questions: the next figure, horizon, number of draws",
        "",
    ),
    key(Panes, "<", Command::Order { back: true }, "the one before", ""),
    key(
        Panes,
        "f4 alt-4",
        Command::Look(View::Sensitivity),
        "view 4, Sensitivity: what matters, seek, best levers, map; there Tab goes through them, Enter takes a row",
        "",
    ),
    key(
        Panes,
        "f5 alt-5",
        Command::Look(View::Forecast),
        "view 5, Forecast: the months ahead; there Tab tells what happens, t moves users or growth, $ types the cash",
        "",
    ),
    key(
        Panes,
        "f6 alt-6",
        Command::Look(View::Risk),
        "view 6, Risk: how sure it is; there Enter gives a slider a spread, t puts ranges together, $ types a budget",
        "",
    ),
    key(
        Panes,
        "f7 alt-7",
        Command::Look(View::Sources),
        "view 7, Sources: what the document says; there Space ticks, and a number changes an input",
        "",
    ),
    key(Panes, "esc", Command::Cancel, "from another view back to Explore", ""),
    key(Panes, "?", Command::Help, "this help", "help"),
    key(Panes, "q", Command::Quit, "quit; nothing is lost and nothing is asked", "quit"),
    key(Incoming, "down j", Command::Move(1), "", ""),
    key(Incoming, "up k", Command::Move(-1), "", ""),
    key(Incoming, "pagedown space", Command::Move(10), "", ""),
    key(Incoming, "pageup", Command::Move(-10), "", ""),
    key(Incoming, "right l", Command::Adjust { up: true, coarse: false }, "of an estimate: what the line follows", ""),
    key(Incoming, "left h", Command::Adjust { up: false, coarse: false }, "", ""),
    key(Incoming, "shift-right L", Command::Adjust { up: true, coarse: true }, "what all of its category follows", ""),
    key(Incoming, "shift-left H", Command::Adjust { up: false, coarse: true }, "", ""),
    key(Incoming, "t", Command::Try, "of a bill: what was invoiced, or what was used", ""),
    key(Incoming, "enter", Command::Accept, "take it", ""),
    key(Incoming, "esc q", Command::Cancel, "leave it", "leave it"),
    key(Overlay, "down j right l", Command::Move(1), "next row", ""),
    key(Overlay, "up k left h", Command::Move(-1), "row above", ""),
    key(Overlay, "pagedown space", Command::Move(10), "ten rows on", ""),
    key(Overlay, "pageup", Command::Move(-10), "ten rows back", ""),
    key(Overlay, "enter", Command::Accept, "take it, or close", "take"),
    key(Overlay, "f1 alt-1", Command::Look(View::Explore), "", ""),
    key(Overlay, "f2 alt-2", Command::Look(View::Compare), "", ""),
    key(Overlay, "f3 alt-3", Command::Look(View::Cards), "", ""),
    key(Overlay, "f4 alt-4", Command::Look(View::Sensitivity), "", ""),
    key(Overlay, "f5 alt-5", Command::Look(View::Forecast), "", ""),
    key(Overlay, "f6 alt-6", Command::Look(View::Risk), "", ""),
    key(Overlay, "f7 alt-7", Command::Look(View::Sources), "", ""),
    key(Overlay, "esc q ?", Command::Cancel, "close", "close"),
    key(Entry, "enter down up", Command::Accept, "take what was typed", "take"),
    key(Entry, "tab", Command::Complete, "complete the name of a file; else take what was typed", ""),
    key(Entry, "esc", Command::Cancel, "leave things as they were", "cancel"),
    key(Entry, "left", Command::Edit(InputRequest::GoToPrevChar), "", ""),
    key(Entry, "right", Command::Edit(InputRequest::GoToNextChar), "", ""),
    key(Entry, "home ctrl-a", Command::Edit(InputRequest::GoToStart), "", ""),
    key(Entry, "end ctrl-e", Command::Edit(InputRequest::GoToEnd), "", ""),
    key(Entry, "backspace", Command::Edit(InputRequest::DeletePrevChar), "", ""),
    key(Entry, "delete", Command::Edit(InputRequest::DeleteNextChar), "", ""),
    key(Entry, "ctrl-w", Command::Edit(InputRequest::DeletePrevWord), "", ""),
    key(Entry, "ctrl-u", Command::Edit(InputRequest::DeleteLine), "", ""),
    key(Everywhere, "ctrl-z", Command::Suspend, "suspend; fg comes back", ""),
    key(Everywhere, "ctrl-l", Command::Redraw, "draw the screen anew", ""),
    key(Everywhere, "ctrl-c", Command::Quit, "quit", ""),
];

/// What the bottom line says first on each pane: what the keys of the table do there.
pub fn leads(pane: Pane) -> &'static [(&'static str, &'static str)] {
    match pane {
        Pane::WhatIf => &[("←→", "adjust"), ("Tab", "panes"), ("↑↓", "choose"), ("0-9", "type"), ("⇧←→", "coarse")],
        Pane::Levers => &[("Tab", "panes"), ("Space", "switch"), ("←→", "share"), ("↑↓", "choose"), ("0-9", "type")],
        Pane::Watch => {
            &[("Tab", "panes"), ("t", "try levers"), ("↑↓", "choose"), ("0-9 Space", "answer"), ("⌫", "take back")]
        }
        Pane::Bill => &[("←→", "adjust"), ("Tab", "panes"), ("Space", "drop line"), ("↑↓", "choose"), ("0-9", "type")],
        Pane::Month => &[("↑↓", "choose"), ("Tab", "panes")],
    }
}

impl Key {
    /// The chords of the row.
    pub fn chords(&self) -> impl Iterator<Item = Chord> {
        self.chords.split(' ').filter_map(|text| text.parse().ok())
    }
}

static CHORDS: LazyLock<Vec<(Place, Chord, Command)>> =
    LazyLock::new(|| KEYS.iter().flat_map(|key| key.chords().map(|chord| (key.place, chord, key.command))).collect());

/// What a chord does at a place.
pub fn find(place: Place, chord: Chord) -> Option<Command> {
    let here = |at: Place| at == place || at == Everywhere;
    CHORDS.iter().find(|(at, other, _)| here(*at) && *other == chord).map(|(_, _, command)| *command)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_chord_is_bound_twice_at_one_place_and_every_one_parses() {
        for key in KEYS {
            assert_eq!(key.chords().count(), key.chords.split(' ').count(), "{}", key.chords);
        }
        for (i, (place, chord, _)) in CHORDS.iter().enumerate() {
            for (other_place, other, _) in &CHORDS[i + 1..] {
                let meet = place == other_place || *place == Everywhere || *other_place == Everywhere;
                assert!(!(meet && chord == other), "{chord} is bound twice");
            }
        }
    }
}

//! `update`: one message, and what becomes of the explorer.

use super::panes::{moved, next_pane};
use super::{App, Command, Effect, Entry, Msg, OnDisk, Overlay, Pane, Selected, Typed, View};
use crate::scenario::Scenario;
use crate::session::{Kept, KeptReport};
use crate::text::shown;

/// Takes one message; what the world has to do for it is returned.
pub fn update(app: &mut App, msg: Msg) -> Option<Effect> {
    match msg {
        Msg::Do(command) => {
            app.said = None;
            if !app.stale {
                app.before = None;
            }
            if app.asks_the_quote(command) {
                app.refresh();
            }
            command_given(app, command)
        }
        Msg::Type(c) => app.typed(c),
        Msg::Paste(text) => app.pasted(&text),
        Msg::Point(pane, row) => {
            app.refresh();
            app.point(pane, row);
            None
        }
        Msg::PointCard(row) => {
            app.refresh();
            app.point_at_card(row)
        }
        Msg::PointRow(row) => {
            app.point_at_row(row);
            None
        }
        Msg::WentOn(number, percent) => {
            app.went_on(number, percent);
            None
        }
        Msg::Answered(number, found) => {
            app.answered(number, found);
            None
        }
        Msg::Pinned(session) => app.pin(&session.name, session.scenario().clone()),
        Msg::PointSources(side, row) => {
            app.point_in_sources(side, row);
            None
        }
        Msg::Drag(row, thousandths) => app.drag(row, thousandths),
        Msg::Listed(list, pin) => {
            let at = list.iter().position(|listed| listed.path == app.path).unwrap_or(0);
            app.overlay = Overlay::Sessions { list, pin, at };
            None
        }
        Msg::Opened(opening) => app.opened(*opening),
        Msg::Reloaded(read) => {
            app.reloaded(read);
            None
        }
        Msg::Moved(path, name) => {
            app.say(format!("this is {name} now"));
            (app.path, app.session.name, app.on_disk) = (path, name, OnDisk::Saved);
            None
        }
        Msg::Kept(report) => {
            app.heard(report);
            None
        }
        Msg::Completed(text) => {
            app.completed(&text);
            None
        }
        Msg::ReadsOn(rows) => {
            app.reads_on(rows);
            None
        }
        Msg::CameIn(came) => {
            app.came_in(came);
            None
        }
        Msg::PlanAdded(catalog, id) => app.plan_added(catalog, &id),
        Msg::ThereAlready(leaving, file) => {
            app.ask_to_replace(leaving, file);
            None
        }
        Msg::Said(words) => {
            app.say(words);
            None
        }
    }
}

fn command_given(app: &mut App, command: Command) -> Option<Effect> {
    match command {
        Command::Quit => return Some(Effect::Quit),
        Command::Suspend => return Some(Effect::Suspend),
        Command::Redraw => return Some(Effect::Redraw),
        Command::Look(view) => {
            app.look_at(view);
            return None;
        }
        _ => {}
    }
    match app.overlay {
        Overlay::None => match app.view {
            View::Explore => on_panes(app, command),
            View::Cards => app.in_cards(command),
            View::Compare | View::Sensitivity | View::Forecast | View::Risk => app.in_questions(command),
            View::Sources => app.in_sources(command),
        },
        Overlay::Entry(_) => app.in_entry(command),
        Overlay::Incoming => app.in_incoming(command),
        _ => on_overlay(app, command),
    }
}

pub(super) fn on_panes(app: &mut App, command: Command) -> Option<Effect> {
    match command {
        Command::Adjust { up, coarse } => return app.adjust(up, coarse),
        Command::End { high } => return app.go_to_end(high),
        Command::Toggle => return app.toggle(),
        Command::Restore => return app.restore(),
        Command::Try => return app.try_silencers(),
        Command::Order { .. } => app.say("the order of the cards: F3 goes there"),
        Command::Curve => app.turn_curve(),
        Command::Ask => app.ask_goal(None),
        Command::Roadmap => app.next_roadmap(),
        Command::Pin => app.ask_pin(),
        Command::PinSession => return Some(Effect::ListSessions { pin: true }),
        Command::Undo if app.session.undo() => return app.changed(),
        Command::Redo if app.session.redo() => return app.changed(),
        Command::Undo => app.say("nothing to undo"),
        Command::Redo => app.say("nothing to redo"),
        Command::Baseline => return app.rebase(),
        Command::Move(by) => app.move_by(by),
        Command::Pane { back } => app.give_keys(next_pane(app.focus, back)),
        Command::Explain if app.focus == Pane::Watch => return app.explain_watched(),
        Command::Explain => app.overlay = Overlay::Explain { scroll: 0 },
        Command::Help => app.overlay = Overlay::Help { scroll: 0 },
        Command::Notes => app.overlay = Overlay::Notes { scroll: 0 },
        Command::AddNote => app.overlay = Overlay::Entry(Entry::new(Typed::Note, "")),
        Command::Plans => {
            let at = app.catalog.plans.iter().position(|plan| plan.id == app.plan().id).unwrap_or(0);
            app.overlay = Overlay::Plans { at };
        }
        Command::Import => app.ask_import(),
        Command::Export => app.overlay = Overlay::Exports { at: 0 },
        Command::Copy => return Some(Effect::Copy(app.copied())),
        Command::Sessions => return Some(Effect::ListSessions { pin: false }),
        Command::Save => return Some(Effect::Save),
        Command::SaveAs => app.overlay = Overlay::Entry(Entry::new(Typed::SaveAs, "")),
        Command::Rename => app.overlay = Overlay::Entry(Entry::new(Typed::Rename, &app.session.name)),
        Command::Quit
        | Command::Suspend
        | Command::Redraw
        | Command::Look(_)
        | Command::Accept
        | Command::Complete
        | Command::Cancel
        | Command::Edit(_) => {}
    }
    None
}

fn on_overlay(app: &mut App, command: Command) -> Option<Effect> {
    match command {
        Command::Move(by) => app.scroll(by),
        Command::Accept => return app.accept(),
        Command::Cancel => app.overlay = Overlay::None,
        _ => {}
    }
    None
}

impl App {
    /// Whether a command needs the answer to the scenario as it is; moving a slider, and taking it back, do not.
    fn asks_the_quote(&self, command: Command) -> bool {
        match command {
            Command::Undo | Command::Redo => false,
            Command::Adjust { .. } if self.view == View::Cards || self.view.asks() => false,
            Command::Adjust { .. } | Command::End { .. } => {
                self.focus != Pane::WhatIf || self.selected.what_if >= self.sliders.len()
            }
            _ => true,
        }
    }

    fn scroll(&mut self, by: isize) {
        let (plans, exports) = (self.catalog.plans.len(), self.exports().len());
        match &mut self.overlay {
            Overlay::Explain { scroll } | Overlay::Help { scroll } | Overlay::Notes { scroll } => {
                *scroll = moved(*scroll, by, usize::MAX)
            }
            Overlay::Plans { at } => *at = moved(*at, by, plans),
            Overlay::Exports { at } => *at = moved(*at, by, exports),
            Overlay::Sessions { list, at, .. } => *at = moved(*at, by, list.len()),
            Overlay::None | Overlay::Entry(_) | Overlay::Incoming => {}
        }
    }

    fn accept(&mut self) -> Option<Effect> {
        match std::mem::replace(&mut self.overlay, Overlay::None) {
            Overlay::Plans { at } => {
                if self.catalog.plans[at].id == self.plan().id {
                    return None; // what was chosen of it stays
                }
                let plan = Scenario::of(&self.catalog.clone().plans[at]);
                self.selected = Selected::default();
                let left = self.plan().name.clone();
                self.say(format!("{left} is left; u takes it back, S keeps this under another name"));
                self.change(|scenario| *scenario = plan)
            }
            Overlay::Exports { at } => {
                self.ask_export(at);
                None
            }
            Overlay::Sessions { list, pin, at } => {
                let path = list.into_iter().nth(at)?.path;
                Some(if pin { Effect::Pin(path) } else { Effect::Open(path) })
            }
            _ => None,
        }
    }

    fn rebase(&mut self) -> Option<Effect> {
        self.session.baseline = self.scenario().clone();
        self.baseline = self.quote.clone();
        self.on_disk = OnDisk::Pending;
        self.say("this is the new baseline");
        Some(Effect::Keep)
    }

    fn heard(&mut self, report: KeptReport) {
        if report.path != self.path {
            return;
        }
        self.on_disk = match report.state {
            Kept::Saved => OnDisk::Saved,
            // The path is last: it is long, and its end is the first thing that a narrow line goes without.
            Kept::Failed(why) => {
                OnDisk::Failed(format!("not saved: {why}; kept in memory, tried again: {}", shown(&self.path)))
            }
            Kept::ChangedOutside => OnDisk::Failed(
                "not saved: another program changed the file; S saves this under another name".to_owned(),
            ),
        };
    }
}

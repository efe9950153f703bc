//! Pins: scenarios that stand beside the baseline in a comparison.

use super::super::{App, Effect, Entry, OnDisk, Overlay, Typed};
use crate::amount;
use crate::scenario::Scenario;
use crate::session::{MOST_PINNED, Pinned};

impl App {
    /// Asks for the name to pin the scenario under.
    pub(in crate::app) fn ask_pin(&mut self) {
        if self.session.pinned.len() == MOST_PINNED {
            return self.say(format!("{MOST_PINNED} are pinned already: in Compare, Tab and Del take one away"));
        }
        self.overlay = Overlay::Entry(Entry::new(Typed::Pin, ""));
    }

    /// What a pin is called that was given no name: `50,000 students`, `50,000 students on Hetzner`.
    pub fn pin_name(&self) -> String {
        let users = amount::grouped(self.value_of("users").unwrap_or_default(), 0);
        let card = self.card().map(|card| format!(" on {}", card.name)).unwrap_or_default();
        format!("{users} {}{card}", self.plan().scale)
    }

    /// Pins a scenario beside the others.
    pub(in crate::app) fn pin(&mut self, name: &str, scenario: Scenario) -> Option<Effect> {
        if self.session.pinned.len() == MOST_PINNED {
            self.say(format!("{MOST_PINNED} are pinned already: in Compare, Tab and Del take one away"));
            return None;
        }
        self.session.pinned.push(Pinned { name: name.to_owned(), scenario });
        self.say(format!("{name} is pinned: F2 compares"));
        self.kept()
    }

    /// Takes the selected scenario of the comparison.
    pub(super) fn take_column(&mut self) -> Option<Effect> {
        let (name, scenario) = self.compared().into_iter().nth(self.questions.asked.column)?;
        let effect = self.change(|now| *now = scenario);
        match effect {
            Some(_) => self.say(format!("{name} now; u takes it back")),
            None => self.say("this is how things are now: Tab selects another"),
        }
        effect
    }

    /// Takes away the pin of the selected scenario.
    pub(super) fn unpin(&mut self) -> Option<Effect> {
        let Some(at) = self.questions.asked.column.checked_sub(2).filter(|at| *at < self.session.pinned.len()) else {
            self.say("Tab selects what is pinned; Del takes that away");
            return None;
        };
        let pin = self.session.pinned.remove(at);
        self.questions.asked.column = 1;
        self.say(format!("{} is pinned no more; u takes it back", pin.name));
        self.questions.unpinned = Some((at, pin));
        self.kept()
    }

    /// Takes back that a scenario was unpinned: pins are no part of the scenario's history.
    pub(super) fn pin_again(&mut self) -> Option<Effect> {
        let (at, pin) = self.questions.unpinned.take()?;
        self.say(format!("{} is pinned again", pin.name));
        self.session.pinned.insert(at, pin);
        self.kept()
    }

    /// What was pinned is kept, as notes are: it is no part of the scenario.
    fn kept(&mut self) -> Option<Effect> {
        self.on_disk = OnDisk::Pending;
        self.read_questions();
        Some(Effect::Keep)
    }
}

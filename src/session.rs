//! Sessions: a named scenario with its baseline, notes and every step back, kept as TOML in `saves/`.

mod file;
mod history;
mod keeper;
pub mod store;

pub use keeper::{Keeper, Kept, KeptReport, Pace};

use crate::catalog::{Carried, Catalog};
use crate::engine::levers_fit;
use crate::faults::{Faults, Source};
use crate::scenario::{Override, Scenario};
use crate::text::clean;
use history::Stack;
use std::collections::BTreeSet;
use std::sync::Arc;

/// A scenario that is kept beside the one that is moved.
#[derive(Clone, Debug, PartialEq)]
pub struct Pinned {
    /// What it is called.
    pub name: String,
    /// What was chosen.
    pub scenario: Scenario,
}

/// The most scenarios that are pinned beside the baseline.
pub const MOST_PINNED: usize = 4;

/// A question, as far as it has been followed. A copy costs nearly nothing, however long the history.
#[derive(Clone, Debug, PartialEq)]
pub struct Session {
    /// What it is called.
    pub name: String,
    /// What its author wrote about it, in any number of lines.
    pub notes: String,
    /// What was ticked of the plan's checklists and procedures, `note/item`. Ticks of notes that a catalog does not have
    /// stay: catalogs change.
    pub ticks: BTreeSet<String>,
    /// Whether it is there to be opened first and kept as it is: changes are made to a [`Session::copy`].
    pub example: bool,
    /// What the scenario is compared with.
    pub baseline: Scenario,
    /// Scenarios to compare with, beside the baseline.
    pub pinned: Vec<Pinned>,
    /// Whether its file had more steps back or forth than this catalog has the names for: the nearest are here.
    pub older_steps_lost: bool,
    /// Files of a catalog that it brings along, over those there are: with them it costs the same everywhere.
    pub carried: Vec<Carried>,
    /// The format of the file it was read from.
    read_in: u64,
    /// The text that it was read from, where somebody added to that what the program would not write.
    as_read: Option<Arc<str>>,
    scenario: Arc<Scenario>,
    undo: Stack,
    redo: Stack,
}

impl Session {
    /// A session that starts with a scenario, compared with itself.
    pub fn new(name: &str, scenario: Scenario) -> Self {
        Session {
            name: clean(name),
            notes: String::new(),
            ticks: BTreeSet::new(),
            example: false,
            baseline: scenario.clone(),
            pinned: Vec::new(),
            older_steps_lost: false,
            carried: Vec::new(),
            read_in: file::FORMAT,
            as_read: None,
            scenario: Arc::new(scenario),
            undo: Stack::default(),
            redo: Stack::default(),
        }
    }

    /// An example to go on with under a name of its own.
    pub fn copy(&self) -> Self {
        Session { name: format!("{}, mine", self.name), example: false, ..self.clone() }
    }

    /// The format of the file that it was read from, where that is older than what is written.
    pub(crate) fn older_format(&self) -> Option<u64> {
        (self.read_in < file::FORMAT).then_some(self.read_in)
    }

    /// What the user should know of how it was read.
    pub fn told_when_opened(&self) -> Option<&'static str> {
        match (self.older_steps_lost, self.carried.is_empty()) {
            (true, _) => Some("older steps of the history no longer fit this catalog and are left out"),
            (false, false) => Some("it is priced by the plans and prices it carries"),
            (false, true) => None,
        }
    }

    /// The catalog that prices it: with what it carries over the one there is, and without what another carried. An error
    /// is what is wrong with the files it carries.
    pub fn catalog(&self, there: &Arc<Catalog>) -> Result<Arc<Catalog>, Faults> {
        if there.carries(&self.carried) { Ok(there.clone()) } else { there.carrying(&self.carried).map(Arc::new) }
    }

    /// The same with the user's own files that any of its scenarios needs.
    pub fn carrying(&self, catalog: &Catalog) -> Session {
        let plans = self.scenarios().map(|scenario| scenario.plan.as_str()).collect();
        let cards = self.scenarios().map(|scenario| scenario.card.as_str()).collect();
        Session { carried: catalog.needed(&plans, &cards), ..self.clone() }
    }

    /// The scenario now, those it is compared with, and all that it was and may be again.
    fn scenarios(&self) -> impl Iterator<Item = &Scenario> {
        let kept = [&*self.scenario, &self.baseline].into_iter().chain(self.pinned.iter().map(|pin| &pin.scenario));
        kept.chain(self.undo.iter()).chain(self.redo.iter())
    }

    /// Whether a catalog has all the names in what is chosen now and in what it is compared with. Steps of the history
    /// from the first that has other names on are left out.
    pub fn fit(&mut self, catalog: &Catalog) -> bool {
        let known = |scenario: &Scenario| scenario.unknown(catalog).is_empty() && levers_fit(catalog, scenario).is_ok();
        let mut kept = [&*self.scenario, &self.baseline].into_iter().chain(self.pinned.iter().map(|pin| &pin.scenario));
        if !kept.all(known) {
            return false;
        }
        for stack in [&mut self.undo, &mut self.redo] {
            let fitting = stack.iter().take_while(|scenario| known(scenario)).count();
            if fitting < stack.depth() {
                *stack = Stack::of(stack.iter().take(fitting).cloned().map(Arc::new).collect());
                self.older_steps_lost = true;
            }
        }
        true
    }

    /// What is chosen now.
    pub fn scenario(&self) -> &Scenario {
        &self.scenario
    }

    /// The one gate: every change of the scenario goes through here, so that it can be taken back. False if nothing
    /// changed. The edit leaves only names that the catalog has, or the session can't be opened again.
    pub fn change(&mut self, edit: impl FnOnce(&mut Scenario)) -> bool {
        let mut next = Scenario::clone(&self.scenario);
        edit(&mut next);
        next.overrides.retain(|_, change| *change != Override::default());
        if next == *self.scenario {
            return false;
        }
        self.undo.push(std::mem::replace(&mut self.scenario, Arc::new(next)));
        self.redo = Stack::default();
        true
    }

    /// The same as it is now, without the way there and back.
    pub(crate) fn without_history(&self) -> Session {
        let (undo, redo) = (Stack::default(), Stack::default());
        Session { undo, redo, carried: Vec::new(), as_read: None, read_in: file::FORMAT, ..self.clone() }
    }

    /// Whether another says the same now, whatever led there.
    pub(crate) fn same_now(&self, other: &Session) -> bool {
        let now = |of: &Session| Session { carried: Vec::new(), example: false, ..of.without_history() };
        now(self) == now(other)
    }

    /// Goes to where another is now, as a change that can be taken back.
    pub(crate) fn go_to(&mut self, other: &Session) {
        self.change(|scenario| *scenario = other.scenario().clone());
        (self.name, self.notes, self.ticks) = (other.name.clone(), other.notes.clone(), other.ticks.clone());
        (self.baseline, self.pinned) = (other.baseline.clone(), other.pinned.clone());
    }

    /// Goes back one change; false at the first.
    pub fn undo(&mut self) -> bool {
        let Some(back) = self.undo.pop() else { return false };
        self.redo.push(std::mem::replace(&mut self.scenario, back));
        true
    }

    /// Takes one step back back; false where there is none.
    pub fn redo(&mut self) -> bool {
        let Some(forth) = self.redo.pop() else { return false };
        self.undo.push(std::mem::replace(&mut self.scenario, forth));
        true
    }

    /// How many changes can be taken back.
    pub fn undo_depth(&self) -> usize {
        self.undo.depth()
    }

    /// How many steps back can be taken back.
    pub fn redo_depth(&self) -> usize {
        self.redo.depth()
    }

    /// The text of its file. Of a very long history the farthest steps stay out, so that the file can be read again.
    pub fn to_toml(&self) -> String {
        file::write(self)
    }

    /// A session from the text of its file, or every fault in it. Steps of the history that the catalog no longer has
    /// the names for are no fault: [`Session::older_steps_lost`].
    pub fn from_toml(source: &Arc<Source>, catalog: &Catalog) -> Result<Session, Faults> {
        file::read(source, catalog)
    }
}

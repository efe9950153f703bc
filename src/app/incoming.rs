//! What comes in while the explorer is open: a file is read beside the keys, looked at, and taken or left.

use super::{App, Command, Effect, Entry, Overlay, Typed};
use crate::amount::{self, Decimal};
use crate::answers::incoming;
use crate::catalog::Catalog;
use crate::engine;
use crate::explore::calibrate::{self, Calibration, CannotCalibrate};
use crate::import::bill::{Bill, Cost};
use crate::import::own::{id_of, name_of};
use crate::import::{self, Choices, Estimate, Follow};
use crate::rows::Block;
use crate::scenario::Scenario;

/// What was read.
#[derive(Debug)]
pub enum CameIn {
    /// An estimate.
    Estimate(Box<Estimate>),
    /// A bill, held against the plan; or why it can't be.
    Bill(Box<Bill>, Result<Box<Calibration>, String>),
}

impl CameIn {
    /// A bill beside the plan of a scenario, by its latest complete month, else by its latest.
    pub fn bill(catalog: &Catalog, scenario: &Scenario, bill: Bill) -> Self {
        let held = |asked| match engine::plan_of(catalog, scenario) {
            Some(plan) => calibrate::calibrate(catalog, plan, scenario, &bill, &asked),
            None => Err(CannotCalibrate::NoLines),
        };
        let latest = calibrate::Asked { month: bill.months.last().map(|covered| covered.month), ..Default::default() };
        let held = held(calibrate::Asked::default()).or_else(|_| held(latest));
        CameIn::Bill(Box::new(bill), held.map(Box::new).map_err(|why| why.to_string()))
    }
}

/// A file that comes in.
#[derive(Debug)]
pub struct Incoming {
    /// The file, as it was typed.
    pub file: String,
    /// How far it is.
    pub state: State,
    /// What is shown of it: a sentence and rows.
    pub answer: String,
    /// The rows.
    pub blocks: Vec<Block>,
    /// The selected row; of words the first that is shown.
    pub at: usize,
}

/// How far a file is.
#[derive(Debug)]
pub enum State {
    /// It is being read: so many rows so far.
    Reading(u64),
    /// It can't be read; why.
    Refused(String),
    /// It is an estimate, for so many users.
    Estimate(Box<Estimate>, Decimal),
    /// It is a bill, held against the plan where that can be.
    Bill(Box<Bill>, Option<Box<Calibration>>),
}

impl App {
    /// Asks for a file.
    pub(super) fn ask_import(&mut self) {
        self.overlay = Overlay::Entry(Entry::new(Typed::Import, ""));
    }

    pub(super) fn take_import(&mut self, file: &str) -> Result<Option<Effect>, String> {
        // A file that is dragged into a terminal comes in quotes.
        let quoted = |mark: char| file.strip_prefix(mark)?.strip_suffix(mark);
        let file = quoted('\'').or_else(|| quoted('"')).unwrap_or(file);
        if file.is_empty() {
            return Err("type the name of a file: an estimate or a bill".to_owned());
        }
        Ok(self.read_in(file.to_owned(), Cost::default()))
    }

    fn read_in(&mut self, file: String, cost: Cost) -> Option<Effect> {
        let state = State::Reading(0);
        self.incoming = Some(Incoming { file: file.clone(), state, answer: String::new(), blocks: Vec::new(), at: 0 });
        Some(Effect::Import(file, cost))
    }

    /// Where the screen goes when what was typed is taken or left.
    pub(super) fn under_entry(&self) -> Overlay {
        if self.incoming.is_some() { Overlay::Incoming } else { Overlay::None }
    }

    /// So many rows of the file are read.
    pub(super) fn reads_on(&mut self, rows: u64) {
        if let Some(Incoming { state: State::Reading(read), .. }) = &mut self.incoming {
            *read = rows;
        }
    }

    /// The file is read. Where nobody waits for it any more, it is nobody's.
    pub(super) fn came_in(&mut self, came: Result<CameIn, String>) {
        let Some(mut incoming) = self.incoming.take() else { return };
        incoming.state = match came {
            Err(why) => State::Refused(why),
            Ok(CameIn::Estimate(estimate)) => {
                let users = Choices::of("", &self.catalog).users;
                State::Estimate(estimate, users)
            }
            Ok(CameIn::Bill(bill, held)) => {
                incoming.answer = held.as_ref().err().cloned().unwrap_or_default();
                State::Bill(bill, held.ok())
            }
        };
        self.incoming = Some(incoming);
        self.show_incoming();
    }

    fn show_incoming(&mut self) {
        let Some(incoming) = &mut self.incoming else { return };
        match &incoming.state {
            State::Reading(_) | State::Refused(_) => {}
            State::Estimate(estimate, users) => {
                (incoming.answer, incoming.blocks) = incoming::estimate(estimate, *users);
            }
            State::Bill(bill, Some(held)) => (incoming.answer, incoming.blocks) = incoming::held(bill, held),
            State::Bill(bill, None) => incoming.blocks = incoming::bill(bill),
        }
    }

    /// A key of the table while a file comes in.
    pub(super) fn in_incoming(&mut self, command: Command) -> Option<Effect> {
        let catalog = self.catalog.clone();
        let incoming = self.incoming.as_mut()?;
        let last = match &incoming.state {
            State::Refused(why) => why.lines().count().saturating_sub(1),
            _ => incoming.blocks.iter().map(|block| block.rows.len()).sum::<usize>().saturating_sub(1),
        };
        match (command, &mut incoming.state) {
            (Command::Cancel, state) => {
                let reads = matches!(state, State::Reading(_));
                (self.incoming, self.overlay) = (None, Overlay::None);
                return reads.then_some(Effect::StopReading);
            }
            (Command::Move(by), _) => incoming.at = incoming.at.saturating_add_signed(by).min(last),
            (Command::Adjust { up, coarse }, State::Estimate(estimate, _)) => {
                follow_next(estimate, incoming.at, &catalog, (up, coarse));
                self.show_incoming();
            }
            (Command::Accept, State::Estimate(estimate, _)) => {
                let id = id_of(&estimate.title);
                let id = self.free_id(&id);
                self.overlay = Overlay::Entry(Entry::new(Typed::PlanName, &id));
            }
            (Command::Accept, State::Bill(_, Some(held))) => {
                let factors = held.factors();
                (self.incoming, self.overlay) = (None, Overlay::None);
                self.say("the bill's factors are taken; u takes them back, F6 draws their ranges");
                return self.change(|scenario| scenario.factors = factors);
            }
            (Command::Accept, State::Bill(_, None)) => {
                self.said = Some("there are no factors to take".to_owned());
            }
            (Command::Accept, State::Refused(_)) => {
                let file = std::mem::take(&mut incoming.file);
                self.incoming = None;
                self.overlay = Overlay::Entry(Entry::new(Typed::Import, &file));
            }
            (Command::Try, State::Bill(bill, _)) => {
                let other = if bill.cost == Cost::Effective { Cost::Billed } else { Cost::Effective };
                let file = incoming.file.clone();
                return self.read_in(file, other);
            }
            _ => {}
        }
        None
    }

    /// A digit while an estimate is looked at: the users that it is for.
    pub(super) fn start_in_incoming(&mut self, text: &str) {
        if let Some(Incoming { state: State::Estimate(..), .. }) = &self.incoming {
            self.overlay = Overlay::Entry(Entry::new(Typed::EstimateUsers, text));
        }
    }

    pub(super) fn take_estimate_users(&mut self, text: &str) -> Result<Option<Effect>, String> {
        let slider = self.catalog.slider("users").cloned();
        let value = amount::entry(text, false).map_err(|bad| bad.to_string())?;
        if let Some(slider) = slider.filter(|slider| !(Decimal::ONE..=slider.max).contains(&value)) {
            return Err(format!("from 1 to {}", slider.show(slider.max)));
        }
        if !value.is_integer() {
            return Err("whole numbers only".to_owned());
        }
        if let Some(Incoming { state: State::Estimate(_, users), .. }) = &mut self.incoming {
            *users = value;
        }
        self.show_incoming();
        Ok(None)
    }

    /// Makes the plan; the world writes it, and answers with the catalog that has it.
    pub(super) fn take_plan_name(&self, id: &str) -> Result<Option<Effect>, String> {
        let Some(Incoming { state: State::Estimate(estimate, users), .. }) = &self.incoming else { return Ok(None) };
        if id != id_of(id) || id.is_empty() {
            return Err(format!("lower-case letters, digits, - and _: {}", self.free_id(&id_of(id))));
        }
        let choices = Choices { users: *users, name: name_of(id), ..Choices::of(id, &self.catalog) };
        let text = import::plan(&self.catalog, estimate, &choices).map_err(|wrong| wrong.join("; "))?;
        let total = estimate.total().map_err(|overflow| overflow.to_string())?;
        Ok(Some(Effect::AddPlan { id: id.to_owned(), text, total }))
    }

    /// An id that no plan has: `shop`, `shop-2`…
    fn free_id(&self, id: &str) -> String {
        let id = if id.is_empty() { "estimate" } else { id };
        let others = (2..1000).map(|n| format!("{id}-{n}"));
        let mut all = std::iter::once(id.to_owned()).chain(others);
        all.find(|id| self.catalog.plan(id).is_none()).unwrap_or_else(|| id.to_owned())
    }
}

/// Lets the selected line, or all of its category, follow the next of what can be followed.
fn follow_next(estimate: &mut Estimate, at: usize, catalog: &Catalog, (up, category): (bool, bool)) {
    let all = Follow::all(catalog);
    let Some(selected) = estimate.items.get(at).filter(|item| item.priced) else { return };
    let (now, id, of) = (selected.follows.clone(), selected.id.clone(), selected.category.clone());
    let place = all.iter().position(|follow| *follow == now).unwrap_or(0);
    let next = &all[(place + if up { 1 } else { all.len() - 1 }) % all.len()];
    let meant = estimate.items.iter_mut().filter(|item| if category { item.category == of } else { item.id == id });
    meant.for_each(|item| item.choose(next.clone()));
}

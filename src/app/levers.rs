//! The rows of the levers pane, and how keys switch levers and set their shares.

use super::{App, Effect, Entry, Overlay, Typed};
use crate::amount::{self, Decimal, Number, percent_short};
use crate::catalog::{self, Lever};
use crate::explore::worth::{self, Worth, Worths};
use crate::scenario::Scenario;

/// A row of the levers pane.
#[derive(Clone, Debug)]
pub struct LeverRow {
    /// What the lever is worth, and its place in the plan.
    pub worth: Worth,
    /// How it stands on this bill.
    pub standing: Standing,
}

/// How a lever stands on a bill, in the order of the pane.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// It saves something, and the document says how much.
    Acts,
    /// It would save something once the user says how much, or of how much.
    Asks,
    /// The printed figures hold it already.
    Claimed,
    /// Nothing that it touches is bought here.
    Idle,
}

/// Steps of a share, fine and coarse.
const STEPS: (i64, i64) = (5, 25);

/// The rows: what is worth most by itself first, so that switching one never moves another.
pub(super) fn rows(plan: &catalog::Plan, worths: &Worths) -> Vec<LeverRow> {
    let standing = |worth: &Worth| match (&plan.levers[worth.lever].effect, worth.alone) {
        (catalog::Effect::Claims(_), _) => Standing::Claimed,
        (_, None) => Standing::Idle,
        (_, Some(alone)) if alone.is_zero() => Standing::Idle,
        _ if plan.levers[worth.lever].asks() => Standing::Asks,
        _ => Standing::Acts,
    };
    let row = |worth: &Worth| LeverRow { standing: standing(worth), worth: worth.clone() };
    let mut rows: Vec<LeverRow> = worths.levers.iter().map(row).collect();
    // What the document gives no figure for stays in the document's order: what it touches says nothing of its worth.
    let unknown = |row: &LeverRow| matches!(plan.levers[row.worth.lever].effect, catalog::Effect::Asks);
    let ranked = |row: &LeverRow| row.worth.alone.filter(|_| !unknown(row));
    rows.sort_by(|a, b| a.standing.cmp(&b.standing).then(ranked(b).cmp(&ranked(a))));
    rows
}

impl App {
    /// The selected lever; none where the plan has none.
    pub fn lever(&self) -> Option<(&Lever, &LeverRow)> {
        let row = self.levers.get(self.selected.levers)?;
        Some((self.plan().levers.get(row.worth.lever)?, row))
    }

    /// The levers that are on in the same group, with their shares: what leaves a lever less than the whole.
    pub fn sharing(&self, lever: &Lever) -> Vec<(&Lever, Decimal)> {
        let same = |other: &&Lever| other.id != lever.id && lever.group.is_some() && other.group == lever.group;
        let others = self.plan().levers.iter().filter(same);
        others.filter_map(|other| Some((other, *self.scenario().levers.get(&other.id)?))).collect()
    }

    /// The share that its group leaves to a lever.
    pub fn room(&self, lever: &Lever) -> Decimal {
        worth::room(self.plan(), self.scenario(), lever).unwrap_or_default()
    }

    /// Switches the selected lever: on for what its group leaves, or off.
    pub(super) fn toggle_lever(&mut self) -> Option<Effect> {
        let (lever, row) = self.lever()?;
        match (row.worth.on, lever.acts(), lever.asks()) {
            (_, false, _) => self.refuse("the printed figures hold this already: it is shown, and never applied"),
            (Some(_), ..) => self.set_share(Decimal::ZERO),
            (None, _, true) if !self.room(lever).is_zero() => self.ask_share(""),
            (None, ..) => self.set_share(self.room(lever)),
        }
    }

    /// Moves the selected lever's share by a step, onto the grid of the step.
    pub(super) fn adjust_lever(&mut self, up: bool, coarse: bool) -> Option<Effect> {
        let (lever, row) = self.lever()?;
        let now = row.worth.on.unwrap_or_default();
        if up && row.worth.on.is_none() && lever.asks() && !self.room(lever).is_zero() {
            return self.ask_share("");
        }
        let step = Decimal::new(if coarse { STEPS.1 } else { STEPS.0 }, 2);
        let steps = now.over(step).ok()?;
        let next = if up { steps.floor() + Decimal::ONE } else { steps.ceil() - Decimal::ONE };
        self.set_share(next.times(step).ok()?.min(self.room(lever)).max(Decimal::ZERO))
    }

    /// Moves it to an end: off, or all that its group leaves.
    pub(super) fn end_lever(&mut self, high: bool) -> Option<Effect> {
        let (lever, row) = self.lever()?;
        if high && row.worth.on.is_none() && lever.asks() {
            return self.adjust_lever(true, false);
        }
        let end = if high { self.room(lever) } else { Decimal::ZERO };
        self.set_share(end)
    }

    /// Opens the entry for the selected lever's share.
    pub(super) fn ask_share(&mut self, text: &str) -> Option<Effect> {
        let (lever, _) = self.lever()?;
        if !lever.acts() {
            return self.refuse("the printed figures hold this already: it is shown, and never applied");
        }
        self.overlay = Overlay::Entry(Entry::new(Typed::Share(lever.id.clone()), text));
        None
    }

    /// Takes a typed share, unless its group leaves less.
    pub(super) fn take_share(&mut self, id: &str, text: &str) -> Result<Option<Effect>, String> {
        let share = amount::entry(text, true).map_err(|bad| bad.to_string())?;
        let lever = self.plan().levers.iter().find(|lever| lever.id == id).ok_or("this lever is gone")?;
        let room = self.room(lever);
        if share < Decimal::ZERO || share > room {
            return Err(match room < Decimal::ONE {
                true => format!("{} is left for this: {}", percent_short(room), self.taken_words(lever)),
                false => "from 0 % to 100 %".to_owned(),
            });
        }
        Ok(self.set_share(share))
    }

    /// The one way to a share of the selected lever; 0 is off. What its group does not leave is refused in words.
    fn set_share(&mut self, share: Decimal) -> Option<Effect> {
        let (lever, row) = self.lever()?;
        let (id, idle) = (lever.id.clone(), row.standing == Standing::Idle);
        if !lever.acts() {
            return self.refuse("the printed figures hold this already: it is shown, and never applied");
        }
        if share.is_zero() && row.worth.on.is_none() && self.room(lever).is_zero() {
            let words = format!("nothing is left for this: {}; lower that first", self.taken_words(lever));
            return self.refuse(&words);
        }
        let full = row.worth.on == Some(share) && !share.is_zero() && share < Decimal::ONE;
        if full && share == self.room(lever) {
            let words = format!("no more is left for this: {}", self.taken_words(lever));
            return self.refuse(&words);
        }
        let effect = self.change(|scenario| put(scenario, &id, share));
        if effect.is_some() && idle && !share.is_zero() {
            self.say("on, though nothing that it touches is bought here");
        }
        effect
    }

    /// `Spot instances has 70 %, Committed use discounts 30 %`.
    fn taken_words(&self, lever: &Lever) -> String {
        let sharing = self.sharing(lever);
        let words = sharing.iter().map(|(other, share)| format!("{} has {}", other.name, percent_short(*share)));
        words.collect::<Vec<_>>().join(", ")
    }

    fn refuse(&mut self, words: &str) -> Option<Effect> {
        self.say(words);
        None
    }
}

/// Sets a lever's share; 0 switches it off.
pub(super) fn put(scenario: &mut Scenario, id: &str, share: Decimal) {
    if share.is_zero() {
        scenario.levers.remove(id);
    } else {
        scenario.levers.insert(id.to_owned(), share.normalize());
    }
}

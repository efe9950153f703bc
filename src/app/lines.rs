//! The lines of the bill, and how keys change them.

use super::{App, Effect};
use crate::catalog::{Line, Price};
use crate::scenario::{self, Override, Scenario};
use std::sync::Arc;

impl App {
    /// How many rows the bill has: priced lines, then those left out.
    pub fn bill_rows(&self) -> usize {
        self.quote.lines.len() + self.quote.dropped.len()
    }

    /// The selected line of the bill.
    pub fn line(&self) -> Option<Arc<Line>> {
        let at = self.selected.bill;
        let priced = self.quote.lines.get(at).map(|line| line.line.clone());
        priced.or_else(|| self.quote.dropped.get(at.checked_sub(self.quote.lines.len())?).cloned())
    }

    /// A line's quantity by a step, from what it is now.
    pub(super) fn adjust_quantity(&mut self, up: bool, coarse: bool) -> Option<Effect> {
        let line = self.quote.lines.get(self.selected.bill)?;
        if matches!(line.line.price, Price::Percent { .. }) {
            self.say("a share follows what it is of; type $50 to put an amount in its place");
            return None;
        }
        let next = scenario::stepped_count(line.own_quantity.ok()?, up, coarse)?;
        let key = self.change_key(&line.line);
        self.change(|scenario| entry(scenario, &key).quantity = Some(next))
    }

    /// What a change of a line is kept under: a line of a stage is that stage's own, one of an add-on is everywhere's.
    pub(super) fn change_key(&self, line: &Line) -> String {
        let stage = &self.plan().stages[self.quote.stage.index];
        let own = stage.variants.iter().flat_map(|variant| &variant.lines).any(|other| other.id == line.id);
        if own { format!("{}/{}", stage.id, line.id) } else { line.id.clone() }
    }

    /// The selection stays on the line, wherever it goes.
    pub(super) fn toggle_line(&mut self) -> Option<Effect> {
        let line = self.line()?;
        let key = self.change_key(&line);
        let effect = self.change(|scenario| {
            let change = entry(scenario, &key);
            change.drop = !change.drop;
        });
        self.refresh();
        let lines = self.quote.lines.iter().map(|priced| &priced.line).chain(&self.quote.dropped);
        self.selected.bill = lines.into_iter().position(|other| other.id == line.id).unwrap_or(self.selected.bill);
        effect
    }

    /// Puts the selected line back to how the plan has it.
    pub(super) fn restore_line(&mut self) -> Option<Effect> {
        let line = self.line()?;
        let key = self.change_key(&line);
        self.change(|scenario| {
            scenario.overrides.remove(&key);
            scenario.overrides.remove(&line.id);
        })
    }
}

/// The change of a line at its stage, begun from what is changed of it at every stage.
pub(super) fn entry<'a>(scenario: &'a mut Scenario, key: &str) -> &'a mut Override {
    let everywhere = key.split_once('/').and_then(|(_, line)| scenario.overrides.get(line)).cloned();
    scenario.overrides.entry(key.to_owned()).or_insert_with(|| everywhere.unwrap_or_default())
}

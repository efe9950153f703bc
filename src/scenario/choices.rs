//! A scenario as `key=value` texts, and the way from one to another.

use super::factor::factor_text;
use super::{Basis, Scenario};
use crate::amount::Decimal;
use crate::catalog::{DOCUMENTED, Purchase};
use std::collections::HashMap;

impl Scenario {
    /// Every choice that is not the default, as key and value, in the order of a session file.
    pub fn choices(&self) -> Vec<(String, String)> {
        let mut out = vec![("plan".to_owned(), self.plan.clone())];
        let mut add = |key: &str, value: String| out.push((key.to_owned(), value));
        let number = |value: Decimal| value.normalize().to_string();
        let single = [
            ("stage", self.stage.clone()),
            ("variant", self.variant.clone()),
            ("addons", (!self.addons.is_empty()).then(|| self.addons.join(" "))),
            ("card", (self.card != DOCUMENTED).then(|| self.card.clone())),
            ("region", self.region.clone()),
            ("purchase", (self.purchase != Purchase::default()).then(|| self.purchase.id().to_owned())),
            ("basis", (self.basis != Basis::default()).then(|| self.basis.id().to_owned())),
            ("elastic", (!self.elastic).then(|| "false".to_owned())),
            ("buffer", self.buffer.map(number)),
            ("hours", self.hours.map(number)),
        ];
        for (key, value) in single {
            value.into_iter().for_each(|value| add(key, value));
        }
        for (id, value) in &self.sliders {
            add(&format!("sliders.{id}"), number(*value));
        }
        for (id, spread) in &self.spreads {
            add(&format!("spreads.{id}"), spread.to_string());
        }
        for (group, values) in [("levers", &self.levers), ("answers", &self.answers), ("inputs", &self.inputs)] {
            for (id, value) in values {
                add(&format!("{group}.{id}"), number(*value));
            }
        }
        for (line, change) in &self.overrides {
            let numbers = [("quantity", change.quantity), ("amount", change.amount), ("unit_price", change.unit_price)];
            for (what, value) in numbers.into_iter().chain([("drop", change.drop.then_some(Decimal::ONE))]) {
                if let Some(value) = value {
                    add(&format!("overrides.{line}.{what}"), number(value));
                }
            }
        }
        for (category, factor) in &self.factors {
            add(&format!("factors.{category}"), factor_text(factor));
        }
        out
    }

    /// The choices that lead from here to `to`; an empty value takes one back.
    pub fn steps_to(&self, to: &Scenario) -> Vec<(String, String)> {
        let (from, to) = (self.choices(), to.choices());
        let by_key = |choices: &[(String, String)]| choices.iter().cloned().collect::<HashMap<String, String>>();
        let (before, after) = (by_key(&from), by_key(&to));
        let gone = from.into_iter().filter(|(key, _)| !after.contains_key(key)).map(|(key, _)| (key, String::new()));
        gone.chain(to.into_iter().filter(|(key, value)| before.get(key) != Some(value))).collect()
    }
}

//! Scenarios by chance over a model: what is chosen, as texts that both the program and the oracle read.

use crate::dice::Dice;
use crate::model::{CATEGORIES, Model, Reach, number};
use costtui::catalog::Catalog;
use costtui::scenario::{Scenario, put};

/// What of a line the user changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    Quantity(String),
    Amount(String),
    UnitPrice(String),
    Drop,
}

#[derive(Clone, Debug)]
pub struct Choices {
    pub users: String,
    pub concurrency: String,
    pub elastic: bool,
    pub card: bool,
    pub hours: Option<String>,
    pub buffer: Option<String>,
    /// What the user's bill asks of each category: low, expected and high.
    pub factors: [Option<[String; 3]>; 2],
    pub change: Option<(usize, Change)>,
    /// The share of each lever that is on.
    pub levers: Vec<Option<String>>,
}

fn factor(dice: &mut Dice) -> [String; 3] {
    let places = dice.below(100);
    [0, 1, 1 + dice.below(2)].map(|whole| format!("{whole}.{places:02}"))
}

impl Choices {
    pub fn any(dice: &mut Dice, reach: Reach, model: &Model) -> Choices {
        let users = match (reach, dice.below(8)) {
            (_, 0) => "0".to_owned(),
            (Reach::Far, 1) => "10000000000".to_owned(),
            (Reach::Far, _) => number(dice, 10, 0),
            (Reach::Usual, _) => number(dice, 7, 0),
        };
        let change = dice.once_in(3).then(|| {
            let value = number(dice, 3, 1);
            let changes = [Change::Quantity(value.clone()), Change::Amount(value.clone()), Change::UnitPrice(value)];
            let change = changes.into_iter().nth(dice.below(4) as usize).unwrap_or(Change::Drop);
            (dice.below(model.lines.len() as u64) as usize, change)
        });
        // Four levers of one group are all of it at most: more is refused before anything is priced.
        let share = |dice: &mut Dice| dice.once_in(2).then(|| format!("0.{:02}", 1 + dice.below(25)));
        Choices {
            users,
            concurrency: format!("0.{:03}", dice.below(1000)),
            elastic: !dice.once_in(4),
            card: dice.once_in(2),
            hours: dice.once_in(4).then(|| number(dice, 2, 1)),
            buffer: dice.once_in(4).then(|| format!("0.{:02}", dice.below(100))),
            factors: [0, 1].map(|_| dice.once_in(4).then(|| factor(dice))),
            change,
            levers: model.levers.iter().map(|_| share(dice)).collect(),
        }
    }

    /// The same for the program.
    pub fn scenario(&self, catalog: &Catalog) -> Scenario {
        let mut scenario = Scenario::of(&catalog.plans[0]);
        let mut choose = |key: &str, value: &str| {
            put(&mut scenario, catalog, key, value).unwrap_or_else(|bad| panic!("{key} = {value}: {bad}"));
        };
        choose("sliders.users", &self.users);
        choose("sliders.concurrency", &self.concurrency);
        choose("elastic", if self.elastic { "true" } else { "false" });
        choose("card", if self.card { "c" } else { "documented" });
        choose("hours", self.hours.as_deref().unwrap_or_default());
        choose("buffer", self.buffer.as_deref().unwrap_or_default());
        for (category, factor) in CATEGORIES.iter().zip(&self.factors) {
            let text = factor.as_ref().map(|[low, expected, high]| format!("{low}..{expected}..{high}"));
            choose(&format!("factors.{category}"), text.as_deref().unwrap_or_default());
        }
        if let Some((line, change)) = &self.change {
            let (what, value) = match change {
                Change::Quantity(value) => ("quantity", value.as_str()),
                Change::Amount(value) => ("amount", value.as_str()),
                Change::UnitPrice(value) => ("unit_price", value.as_str()),
                Change::Drop => ("drop", "1"),
            };
            choose(&format!("overrides.l{line}.{what}"), value);
        }
        for (at, share) in self.levers.iter().enumerate() {
            choose(&format!("levers.v{at}"), share.as_deref().unwrap_or_default());
        }
        scenario
    }
}

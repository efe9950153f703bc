//! A month of a scenario: what is bought and what that leaves, without what lies ahead and what the rules say.

use super::bill::Bill;
use super::{Demand, Economics, QuoteLine};
use crate::amount::{Decimal, Estimate, Overflow};
use crate::catalog::{Catalog, Plan, Stage};
use crate::scenario::Scenario;

/// A month of a scenario: the part of [`quote`](super::quote) without what lies ahead and what the rules say.
#[derive(Clone, Debug)]
pub struct Month {
    /// What is bought.
    pub lines: Vec<QuoteLine>,
    /// What it costs.
    pub cost: Result<Estimate, Overflow>,
    /// What that means per user and against revenue.
    pub economics: Economics,
    /// The share of the cost that the chosen card priced.
    pub priced_by_card: Option<Decimal>,
}

/// Which size of a thing a card prices, of those that fit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sizes {
    /// The cheapest.
    Cheapest,
    /// The very one that the document names, where the card has it: what the document is held against.
    AsNamed,
}

/// A month of a scenario.
pub fn month(catalog: &Catalog, scenario: &Scenario) -> Month {
    let Some(plan) = super::plan_of(catalog, scenario) else {
        let quote = super::nothing();
        return Month { lines: quote.lines, cost: quote.cost, economics: quote.economics, priced_by_card: None };
    };
    let (index, _) = super::road::stage_at(plan, scenario, Demand::<Decimal>::of(catalog, scenario).users());
    month_at(catalog, plan, &plan.stages[index], scenario, Sizes::Cheapest)
}

/// A month at a stage, whatever the users.
pub fn month_at(catalog: &Catalog, plan: &Plan, stage: &Stage, scenario: &Scenario, sizes: Sizes) -> Month {
    let demand = Demand::of(catalog, scenario);
    let priced = Bill::with_sizes(catalog, plan, stage, scenario, sizes).price(&demand);
    let economics = Economics::of(&demand, priced.total, catalog.ratings_of(plan));
    Month { priced_by_card: priced.by_card(scenario), lines: priced.lines, cost: priced.total, economics }
}

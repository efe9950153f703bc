//! What each lever that is on saves now, and what a bill costs with other levers.

use super::bill::{Bill, Combined};
use super::demand::Demand;
use super::levers::Factors;
use crate::amount::{Decimal, Number, Overflow};
use crate::catalog::{Catalog, Lever, Plan, Stage};
use crate::scenario::Scenario;
use std::collections::BTreeMap;

/// What each lever saves now of the expected cost: without it, the others as they are, minus with it.
pub(super) fn of(
    catalog: &Catalog,
    plan: &Plan,
    stage: &Stage,
    scenario: &Scenario,
    demand: &Demand,
) -> Vec<(String, Result<Decimal, Overflow>)> {
    if scenario.levers.is_empty() {
        return Vec::new();
    }
    let cost = |scenario: &Scenario| Bill::of(catalog, plan, stage, scenario).expected(demand);
    let with = cost(scenario);
    let on = plan.levers.iter().filter(|lever| scenario.levers.contains_key(&lever.id));
    on.map(|lever| {
        let mut without = scenario.clone();
        without.levers.remove(&lever.id);
        (lever.id.clone(), cost(&without).and_then(|without| without.minus(with?)))
    })
    .collect()
}

/// The bill of a scenario, prepared once to be asked what it costs with other levers.
pub struct Switched<'c> {
    plan: &'c Plan,
    bill: Bill<'c>,
    demand: Demand,
}

impl<'c> Switched<'c> {
    /// The bill of a scenario; none in an empty catalog.
    pub fn of(catalog: &'c Catalog, scenario: &Scenario) -> Option<Self> {
        let plan = super::plan_of(catalog, scenario)?;
        let demand = Demand::of(catalog, scenario);
        let (index, _) = super::road::stage_at(plan, scenario, demand.users());
        let bill = Bill::of(catalog, plan, &plan.stages[index], scenario);
        Some(Switched { plan, bill, demand })
    }

    /// What a month costs with levers on for these shares. As in a quote, none of them acts where they exceed a group.
    pub fn cost(&mut self, shares: &BTreeMap<String, Decimal>) -> Result<Decimal, Overflow> {
        self.bill.switch(&Factors::with(self.plan, shares).unwrap_or_default())?;
        self.bill.expected(&self.demand)
    }

    /// How many lines the bill has.
    pub fn lines(&self) -> usize {
        self.bill.lines()
    }

    /// Whether a lever does anything to a line of the bill: not where nothing of what it touches is bought, nor where the
    /// prices hold what it saves already.
    pub fn is_touched_by(&self, lever: &Lever) -> bool {
        self.bill.is_touched_by(self.plan, lever)
    }

    /// The bill with settings of groups of levers to combine: each setting is the shares of a group's levers.
    pub fn combined(self, groups: &[Vec<BTreeMap<String, Decimal>>]) -> Result<Combined<'c>, Overflow> {
        Combined::of(self.plan, self.bill, self.demand, groups)
    }
}

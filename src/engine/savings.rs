//! What each lever that is on saves now.

use super::bill::Bill;
use super::demand::Demand;
use crate::amount::{Decimal, Number, Overflow};
use crate::catalog::{Catalog, Plan, Stage};
use crate::scenario::Scenario;

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

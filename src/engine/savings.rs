//! What each lever that is on saves now.

use super::bill::Bill;
use super::demand::Demand;
use crate::amount::{Decimal, Estimate, Number, Overflow};
use crate::catalog::{Catalog, Plan, Stage};
use crate::scenario::Scenario;

/// What each lever saves now: the cost without it, the others as they are, minus the cost with it.
pub(super) fn of(
    catalog: &Catalog,
    plan: &Plan,
    stage: &Stage,
    scenario: &Scenario,
    demand: &Demand,
) -> Vec<(String, Result<Estimate, Overflow>)> {
    if scenario.levers.is_empty() {
        return Vec::new();
    }
    let cost = |scenario: &Scenario| Bill::of(catalog, plan, stage, scenario).cost(demand);
    let with = cost(scenario);
    let on = plan.levers.iter().filter(|lever| scenario.levers.contains_key(&lever.id));
    on.map(|lever| {
        let mut without = scenario.clone();
        without.levers.remove(&lever.id);
        let saved = cost(&without).and_then(|without| with.and_then(|with| saving(without, with)));
        (lever.id.clone(), saved)
    })
    .collect()
}

/// The least saving is between the high ends, where each lever saves least.
fn saving(without: Estimate, with: Estimate) -> Result<Estimate, Overflow> {
    let at = |pick: fn(&Estimate) -> Decimal| pick(&without).minus(pick(&with));
    let (a, b) = (at(|e| e.low)?, at(|e| e.high)?);
    Ok(Estimate { low: a.min(b), expected: at(|e| e.expected)?, high: a.max(b) })
}

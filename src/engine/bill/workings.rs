//! What a bill was worked out of, beside its terms: what each lever does to each line, and how much of a meter it buys.

use super::pricing::Pricer;
use super::{Bill, bought, in_meter};
use crate::amount::{Decimal, Overflow};
use crate::catalog::Catalog;
use crate::engine::demand::Demand;
use crate::engine::levers::{Acting, Factors};
use crate::engine::{self, rates::Rate};
use crate::scenario::Scenario;
use std::collections::BTreeMap;

/// What every lever of the plan does to each line of a quote, in its order: on for its share, off for 0.
pub fn acting(catalog: &Catalog, scenario: &Scenario) -> Result<Vec<Vec<Acting>>, Overflow> {
    bill_of(catalog, scenario).map_or(Ok(Vec::new()), |(bill, _)| bill.acting(scenario))
}

/// How much of its meter each line of a quote buys, in its order and whatever prices it; none of a line without one.
pub fn metered(catalog: &Catalog, scenario: &Scenario) -> Vec<Option<Result<Decimal, Overflow>>> {
    bill_of(catalog, scenario).map_or_else(Vec::new, |(bill, demand)| bill.metered(scenario, &demand))
}

/// The bill of the stage that users pick, or the pin, with the demand that it is priced at; none in an empty catalog.
fn bill_of<'c>(catalog: &'c Catalog, scenario: &Scenario) -> Option<(Bill<'c>, Demand)> {
    let plan = engine::plan_of(catalog, scenario)?;
    let demand = Demand::of(catalog, scenario);
    let (index, _) = engine::road::stage_at(plan, scenario, demand.users());
    Some((Bill::of(catalog, plan, &plan.stages[index], scenario), demand))
}

impl Bill<'_> {
    /// What every lever of the plan does to each line: on for its share, off for 0. Nothing where shares exceed a group,
    /// since none of them acts then.
    fn acting(&self, scenario: &Scenario) -> Result<Vec<Vec<Acting>>, Overflow> {
        let share = |id: &String| scenario.levers.get(id).copied().unwrap_or_default();
        let shares: BTreeMap<String, Decimal> =
            self.plan.levers.iter().map(|lever| (lever.id.clone(), share(&lever.id))).collect();
        let factors = Factors::with(self.plan, &shares).unwrap_or_default();
        let lines = self.entries.iter().zip(&self.terms);
        lines
            .map(|(entry, term)| {
                if matches!(term.rate, Rate::Share { .. }) {
                    return Ok(Vec::new());
                }
                let mut acting = factors.acting(entry.line, bought(&entry.listed))?;
                for lever in &mut acting {
                    lever.free = in_meter(lever.free, entry.line, &entry.listed)?;
                }
                Ok(acting)
            })
            .collect()
    }

    /// How much of its meter each line buys, whatever prices it; none of a line without one.
    fn metered(&self, scenario: &Scenario, demand: &Demand) -> Vec<Option<Result<Decimal, Overflow>>> {
        let pricer = Pricer { catalog: self.catalog, stage: self.stage, scenario, card: None, priced: &[] };
        let lines = self.entries.iter();
        lines
            .map(|entry| {
                entry.line.meter.as_ref()?;
                let count = match &entry.line.metered {
                    Some(metered) => pricer.metered_of(metered, entry.line),
                    None => Ok(entry.own.clone()),
                };
                Some(count.and_then(|count| count.at(demand)).and_then(|ratio| ratio.value()))
            })
            .collect()
    }
}

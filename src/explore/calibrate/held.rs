//! One month of a bill beside the plan, category by category.

use super::{CannotCalibrate, Without};
use crate::amount::{Decimal, Estimate, Number, Overflow};
use crate::catalog::{Catalog, Plan, Quantity};
use crate::date::Date;
use crate::engine::{self, LineBasis, QuoteLine};
use crate::import::bill::{Bill, Total};
use crate::scenario::Scenario;
use std::collections::BTreeMap;

/// A month of a bill beside the plan.
pub(super) struct Held {
    pub month: Date,
    pub users: Option<Decimal>,
    /// The scenario of the plan, without factors.
    pub scenario: Scenario,
    /// The categories whose factor is 0.
    at_nothing: Vec<String>,
    planned: BTreeMap<String, Planned>,
    billed: BTreeMap<String, Billed>,
}

/// The lines of a category.
#[derive(Default)]
struct Planned {
    all: Decimal,
    /// Of that the lines that a factor multiplies.
    multiplied: Decimal,
    follows: Vec<String>,
}

/// What a bill asks for a category.
#[derive(Default)]
struct Billed {
    all: Decimal,
    services: BTreeMap<String, Decimal>,
}

impl Held {
    pub(super) fn of(
        catalog: &Catalog,
        plan: &Plan,
        scenario: &Scenario,
        bill: &Bill,
        month: Date,
        users: Option<Decimal>,
    ) -> Result<Self, CannotCalibrate> {
        let nothing = scenario.factors.iter().filter(|(_, factor)| **factor == Estimate::exact(Decimal::ZERO));
        let at_nothing = nothing.map(|(name, _)| name.clone()).collect();
        let mut scenario = Scenario { factors: BTreeMap::new(), ..scenario.clone() };
        if let (Some(users), Some(slider)) = (users, catalog.slider("users")) {
            scenario.set(catalog, slider, users);
        }
        let planned = planned(catalog, plan, &scenario)?;
        Ok(Held { month, users, scenario, at_nothing, planned, billed: billed(catalog, bill, month)? })
    }

    /// Whether the plan has a line that counts.
    pub(super) fn has_lines(&self) -> bool {
        !self.planned.is_empty()
    }

    /// The categories of the plan in the order of the catalog, then those that only the bill has, most first.
    pub(super) fn categories(&self, catalog: &Catalog) -> Vec<String> {
        let own = catalog.categories.iter().map(|category| &category.id);
        let mut names: Vec<String> = own.filter(|id| self.planned.contains_key(*id)).cloned().collect();
        let mut others: Vec<(&String, &Billed)> =
            self.billed.iter().filter(|(id, _)| !self.planned.contains_key(*id)).collect();
        others.sort_by_key(|(_, billed)| std::cmp::Reverse(billed.all));
        names.extend(others.into_iter().map(|(id, _)| id.clone()));
        names
    }

    pub(super) fn planned(&self, category: &str) -> Option<Decimal> {
        self.planned.get(category).map(|planned| planned.all)
    }

    /// The categories of the plan.
    pub(super) fn planned_names(&self) -> impl Iterator<Item = &String> {
        self.planned.keys()
    }

    /// The categories that the bill does not have and the user left out of the plan by a factor of 0: they stay left out.
    pub(super) fn left_out(&self) -> impl Iterator<Item = &String> {
        self.at_nothing.iter().filter(|name| self.without(name) == Some(Without::NotBilled))
    }

    /// Why a category can have no factor, whatever the others have.
    pub(super) fn without(&self, category: &str) -> Option<Without> {
        let Some(planned) = self.planned.get(category) else { return Some(Without::NotPlanned) };
        match self.billed(category).filter(|bill| !bill.is_zero()) {
            None => Some(Without::NotBilled),
            Some(_) if planned.multiplied.is_zero() => Some(Without::NotMultiplied),
            Some(bill) if bill < Decimal::ZERO => Some(Without::Negative),
            Some(_) => None,
        }
    }

    pub(super) fn billed(&self, category: &str) -> Option<Decimal> {
        self.billed.get(category).map(|billed| billed.all)
    }

    /// The services of a category, the dearest first.
    pub(super) fn services(&self, category: &str) -> Vec<String> {
        let mut services: Vec<(&String, &Decimal)> =
            self.billed.get(category).into_iter().flat_map(|billed| &billed.services).collect();
        services.sort_by_key(|(_, cost)| std::cmp::Reverse(**cost));
        services.into_iter().map(|(name, _)| name.clone()).collect()
    }

    /// What the lines of a category follow, in the words of the catalog.
    pub(super) fn follows(&self, catalog: &Catalog, category: &str) -> Vec<String> {
        let follows = self.planned.get(category).map_or(&[][..], |planned| &planned.follows);
        let label = |id: &String| {
            let driver = catalog.drivers.iter().find(|driver| driver.id == *id).map(|driver| driver.label.clone());
            driver
                .or_else(|| catalog.slider(id).map(|slider| slider.label.to_lowercase()))
                .unwrap_or_else(|| id.clone())
        };
        follows.iter().map(label).collect()
    }

    pub(super) fn plan_total(&self) -> Result<Decimal, Overflow> {
        self.planned.values().try_fold(Decimal::ZERO, |sum, of| sum.plus(of.all))
    }

    pub(super) fn bill_total(&self) -> Result<Decimal, Overflow> {
        self.billed.values().try_fold(Decimal::ZERO, |sum, of| sum.plus(of.all))
    }
}

/// The lines that are in the total.
fn counted(catalog: &Catalog, scenario: &Scenario) -> impl Iterator<Item = QuoteLine> + use<> {
    engine::month(catalog, scenario).lines.into_iter().filter(|line| line.basis != LineBasis::Headline)
}

fn planned(catalog: &Catalog, plan: &Plan, scenario: &Scenario) -> Result<BTreeMap<String, Planned>, Overflow> {
    // Which lines a factor multiplies, the bill itself tells: with a factor on everything.
    let two = Estimate::exact(Decimal::TWO);
    let all = plan.lines().map(|line| (line.category.clone(), two)).collect();
    let probe = counted(catalog, &Scenario { factors: all, ..scenario.clone() });
    let mut planned: BTreeMap<String, Planned> = BTreeMap::new();
    for (line, probed) in counted(catalog, scenario).zip(probe) {
        let of = planned.entry(line.line.category.clone()).or_default();
        let cost = line.cost?.after.expected;
        of.all = of.all.plus(cost)?;
        if probed.factor().is_some() {
            of.multiplied = of.multiplied.plus(cost)?;
        }
        if let Quantity::Follows(follows) = &line.line.quantity
            && scenario.elastic
            && !of.follows.contains(&follows.of)
        {
            of.follows.push(follows.of.clone());
        }
    }
    Ok(planned)
}

/// What the lines of each category cost.
pub(super) fn costs(catalog: &Catalog, scenario: &Scenario) -> Result<BTreeMap<String, Decimal>, Overflow> {
    let mut costs: BTreeMap<String, Decimal> = BTreeMap::new();
    for line in counted(catalog, scenario) {
        let of = costs.entry(line.line.category.clone()).or_default();
        *of = of.plus(line.cost?.after.expected)?;
    }
    Ok(costs)
}

/// The category of a total: by the name of its service, else by its category; what nobody knows keeps the bill's own.
fn category_of(catalog: &Catalog, service: &str, category: &str) -> String {
    let known = catalog.service(&[service, category]);
    known.map_or_else(|| category.to_owned(), |service| service.category.clone())
}

fn billed(catalog: &Catalog, bill: &Bill, month: Date) -> Result<BTreeMap<String, Billed>, Overflow> {
    let counts = |total: &Total| total.month == month && total.charge.is_planned();
    let names = bill.sums_by(|total| counts(total).then_some((total.service.as_str(), total.category.as_str())))?;
    let mut billed: BTreeMap<String, Billed> = BTreeMap::new();
    for ((service, category), cost) in names {
        let of = billed.entry(category_of(catalog, service, category)).or_default();
        of.all = of.all.plus(cost)?;
        let name = if service.is_empty() { category } else { service };
        let service = of.services.entry(name.to_owned()).or_default();
        *service = service.plus(cost)?;
    }
    Ok(billed)
}

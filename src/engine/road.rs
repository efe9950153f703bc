//! The road: the bills of every stage that a slider leads through, prepared once to be asked anywhere along it.

use super::bill::Bill;
use super::demand::Demand;
use super::gauge::Gauge;
use crate::amount::{Decimal, Number, Overflow};
use crate::catalog::{Catalog, Metric, Plan};
use crate::scenario::Scenario;

/// The bills along a slider. Users lead from stage to stage; every other slider stays on the one that users pick.
pub struct Road<'c> {
    /// The slider, by its place in the catalog.
    pub slider: usize,
    /// The stretches, by rising values; together they are the whole slider.
    pub stretches: Vec<Stretch<'c>>,
    /// Where the sliders stand.
    pub demand: Demand,
}

/// A stretch of a slider on one stage.
pub struct Stretch<'c> {
    /// What it costs there.
    pub bill: Bill<'c>,
    /// The stage, by its place in the plan.
    pub stage: usize,
    /// The stage's name.
    pub name: &'c str,
    /// The first value; of users the first whole number.
    pub from: Decimal,
    /// The last one.
    pub to: Decimal,
    /// Whether the plan's last band ends before it does.
    pub beyond: Option<Decimal>,
}

/// The expected figures at a value of a slider.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Point {
    /// The value.
    pub value: Decimal,
    /// The stage, by its place in the plan.
    pub stage: usize,
    /// What a month costs.
    pub cost: Result<Decimal, Overflow>,
    /// What comes in.
    pub revenue: Result<Decimal, Overflow>,
}

/// Which stage a number of users falls into, and whether it is beyond the last band. A pinned stage stays.
pub(super) fn stage_at(plan: &Plan, scenario: &Scenario, users: Decimal) -> (usize, bool) {
    let pinned = scenario.stage.as_deref().and_then(|id| plan.stages.iter().position(|stage| stage.id == id));
    if let Some(index) = pinned {
        return (index, false);
    }
    let banded = || plan.stages.iter().enumerate().filter(|(_, stage)| stage.low.is_some());
    match banded().find(|(_, stage)| stage.high.is_none_or(|high| users <= high)) {
        Some((index, _)) => (index, false),
        None => (banded().next_back().map_or(0, |(index, _)| index), true),
    }
}

impl<'c> Road<'c> {
    /// The road along the users slider; none in an empty catalog.
    pub fn of(catalog: &'c Catalog, scenario: &Scenario) -> Option<Self> {
        Road::along(catalog, scenario, catalog.driver_index("users").unwrap_or_default())
    }

    /// The road along a slider, by its place in the catalog; none where there is no such slider, or no plan.
    pub fn along(catalog: &'c Catalog, scenario: &Scenario, slider: usize) -> Option<Self> {
        let (plan, of) = (super::plan_of(catalog, scenario)?, catalog.sliders.get(slider)?);
        let demand = Demand::of(catalog, scenario);
        let stretches = if of.id == "users" {
            bands(catalog, plan, scenario, of.max)
        } else {
            let (stage, _) = stage_at(plan, scenario, demand.users());
            vec![stretch(catalog, plan, scenario, stage, (of.min, of.max))]
        };
        Some(Road { slider, stretches, demand })
    }

    /// The stretch that a value lies on; beyond all of them the last.
    pub fn at(&self, value: Decimal) -> Option<&Stretch<'c>> {
        self.stretches.iter().find(|stretch| value <= stretch.to).or(self.stretches.last())
    }

    /// A metric at a value; none where it is undefined there, or does not follow from the sliders.
    pub fn metric(&mut self, metric: Metric, value: Decimal) -> Option<Decimal> {
        self.demand.set(self.slider, value);
        let gauge = Gauge::of(metric)?;
        gauge.value(&gauge.parts(&self.at(value)?.bill, &self.demand).ok()?)
    }

    /// The expected figures at a value; none on an empty road.
    pub fn point(&mut self, value: Decimal) -> Option<Point> {
        self.demand.set(self.slider, value);
        let stretch = self.at(value)?;
        let (cost, revenue) = (stretch.bill.expected(&self.demand), self.demand.revenue());
        Some(Point { value, stage: stretch.stage, cost, revenue })
    }
}

impl Stretch<'_> {
    /// Whether a number of users is beyond the plan's last band.
    pub fn is_beyond(&self, users: Decimal) -> bool {
        self.beyond.is_some_and(|end| users > end)
    }
}

fn stretch<'c>(
    catalog: &'c Catalog,
    plan: &'c Plan,
    scenario: &Scenario,
    index: usize,
    (from, to): (Decimal, Decimal),
) -> Stretch<'c> {
    let stage = &plan.stages[index];
    Stretch {
        bill: Bill::of(catalog, plan, stage, scenario),
        stage: index,
        name: &stage.name,
        from,
        to,
        beyond: stage.high.filter(|high| *high < to && scenario.stage.is_none()),
    }
}

/// The stretches of whole users from 0 to the slider's end: one for a pinned stage, else one for each band.
fn bands<'c>(catalog: &'c Catalog, plan: &'c Plan, scenario: &Scenario, end: Decimal) -> Vec<Stretch<'c>> {
    let first = stage_at(plan, scenario, Decimal::ZERO).0;
    if scenario.stage.as_deref() == Some(plan.stages[first].id.as_str()) {
        return vec![stretch(catalog, plan, scenario, first, (Decimal::ZERO, end))];
    }
    let indices: Vec<usize> = (0..plan.stages.len()).filter(|&i| plan.stages[i].low.is_some()).collect();
    let mut out: Vec<Stretch> = Vec::new();
    for (n, &index) in indices.iter().enumerate() {
        let from = out.last().map_or(Decimal::ZERO, |before| before.to + Decimal::ONE);
        let last = n + 1 == indices.len();
        let to = plan.stages[index].high.filter(|_| !last).map_or(end, |high| high.down().min(end));
        if from <= to {
            out.push(stretch(catalog, plan, scenario, index, (from, to)));
        }
    }
    out
}

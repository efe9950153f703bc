//! Samples: a scenario at one place, of which any metric can be read, as it is and with one range at an end.

use super::bill::Bill;
use super::{Demand, Economics, plan_of, road, verdict};
use crate::amount::{Decimal, End, Estimate, Overflow};
use crate::catalog::{Catalog, Line, Metric, Plan};
use crate::scenario::Scenario;
use std::sync::Arc;

/// A scenario prepared to be asked for metrics: its bill and what quantities follow, without what a quote tells of them.
pub struct Sample<'c> {
    plan: &'c Plan,
    stage: usize,
    bill: Bill<'c>,
    demand: Demand,
}

/// A line whose cost is a range.
#[derive(Clone, Debug)]
pub struct Ranged<'c> {
    /// Its place, for [`Sample::metric_with`].
    pub place: usize,
    /// The line; none where it is the printed total that stands in for the lines.
    pub line: Option<&'c Arc<Line>>,
    /// The least and the most that it costs a month, after its levers.
    pub ends: [Decimal; 2],
}

impl<'c> Sample<'c> {
    /// A scenario, prepared; none in an empty catalog.
    pub fn of(catalog: &'c Catalog, scenario: &Scenario) -> Option<Self> {
        let plan = plan_of(catalog, scenario)?;
        let demand = Demand::of(catalog, scenario);
        let (stage, _) = road::stage_at(plan, scenario, demand.users());
        Some(Sample { plan, stage, bill: Bill::of(catalog, plan, &plan.stages[stage], scenario), demand })
    }

    /// The stage that is priced, by its place in the plan.
    pub fn stage(&self) -> usize {
        self.stage
    }

    /// The stage's name.
    pub fn stage_name(&self) -> &'c str {
        &self.plan.stages[self.stage].name
    }

    /// A metric by the formulas of a quote, as expected. None where it is undefined, asked of the user, or of a rule.
    pub fn metric(&self, metric: Metric) -> Option<Decimal> {
        let of_category = |category: &str| self.bill.category(&self.demand, category);
        self.follows(metric, self.bill.expected(&self.demand), of_category)
    }

    /// The same with one line, or the printed total, at an end of its range.
    pub fn metric_with(&self, metric: Metric, place: usize, end: End) -> Option<Decimal> {
        let of_category = |category: &str| self.bill.category_with_line_at(&self.demand, category, (place, end));
        self.follows(metric, self.bill.with_line_at(&self.demand, place, end), of_category)
    }

    fn follows(
        &self,
        metric: Metric,
        cost: Result<Decimal, Overflow>,
        of_category: impl Fn(&str) -> Result<Decimal, Overflow>,
    ) -> Option<Decimal> {
        // What a share of revenue is called is not asked for.
        let economics = Economics::of(&self.demand, cost.map(Estimate::exact), &[]);
        verdict::follows(metric, &self.demand, &economics, cost.ok(), of_category)
    }

    /// The lines of the bill whose amount, or what levers save of it, is a range.
    pub fn ranges(&self) -> Vec<Ranged<'c>> {
        let ends = |place: usize| {
            let at = |end| self.bill.place_at(&self.demand, place, end).ok();
            Some([at(End::Low)?, at(End::High)?])
        };
        let ranges = self.bill.ranges();
        ranges.filter_map(|(place, line)| Some(Ranged { place, line, ends: ends(place)? })).collect()
    }
}

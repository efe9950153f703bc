//! A plan as its document prints it: lines, sums and totals, whatever the sliders say.

use super::bill::Bill;
use super::demand::Demand;
use crate::amount::{Decimal, Estimate, Overflow};
use crate::catalog::{Catalog, Line, Plan, Stage, Variant};
use crate::scenario::Scenario;
use std::sync::Arc;

/// A variant or add-on as printed.
#[derive(Clone, Debug)]
pub struct Printed {
    /// Its lines with what a month of each costs; a share of others as stated, where it is.
    pub lines: Vec<(Arc<Line>, Estimate)>,
    /// Their sum, low with low and high with high.
    pub sum: Estimate,
}

impl Printed {
    /// A variant of a stage, or an add-on at it, as printed.
    pub fn of(catalog: &Catalog, plan: &Plan, stage: &Stage, group: &Variant) -> Result<Self, Overflow> {
        Self::at(catalog, plan, stage, group, None)
    }

    /// The same with other hours a month.
    pub fn at(
        catalog: &Catalog,
        plan: &Plan,
        stage: &Stage,
        group: &Variant,
        hours: Option<Decimal>,
    ) -> Result<Self, Overflow> {
        let scenario = Scenario {
            stage: Some(stage.id.clone()),
            variant: Some(group.id.clone()),
            elastic: false,
            hours,
            ..Scenario::of(plan)
        };
        let demand = Demand::of(catalog, &scenario);
        let priced = Bill::of(catalog, plan, stage, &scenario).price(&demand);
        let lines = priced.lines.iter().map(|line| Ok((line.line.clone(), line.cost?.after)));
        let lines: Vec<(Arc<Line>, Estimate)> = lines.collect::<Result<_, Overflow>>()?;
        let sum = sum(lines.iter().map(|(_, cost)| *cost))?;
        Ok(Printed { lines, sum })
    }

    /// The sum of some of the lines.
    pub fn sum_of(&self, which: impl Fn(&Line) -> bool) -> Result<Estimate, Overflow> {
        sum(self.lines.iter().filter(|(line, _)| which(line)).map(|(_, cost)| *cost))
    }

    /// What a month of a line costs.
    pub fn cost_of(&self, id: &str) -> Option<Estimate> {
        self.lines.iter().find(|(line, _)| line.id == id).map(|(_, cost)| *cost)
    }
}

fn sum(mut costs: impl Iterator<Item = Estimate>) -> Result<Estimate, Overflow> {
    costs.try_fold(Estimate::ZERO, Estimate::plus)
}

/// The stage that a variant or add-on is printed at: its own, else the first.
pub fn stage_of<'c>(plan: &'c Plan, group: &Variant) -> Option<&'c Stage> {
    let own = plan.stages.iter().find(|stage| stage.variants.iter().any(|variant| std::ptr::eq(variant, group)));
    own.or_else(|| group.stage.as_ref().and_then(|id| plan.stage(id))).or(plan.stages.first())
}

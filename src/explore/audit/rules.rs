//! Targets, budgets and alerts against what the stages cost as printed.

use super::tables::Table;
use super::{Checks, Finding, Kind};
use crate::amount::{Decimal, Estimate, Number, Overflow};
use crate::catalog::{Catalog, Metric, Plan, Rule, Stage};

pub(super) fn check(catalog: &Catalog, plan: &Plan, tables: &[Table], checks: &mut Checks) -> Result<(), Overflow> {
    for rule in plan.rules.iter().filter(|rule| !rule.kind.moves()) {
        let Some(metric) = catalog.metric(&rule.metric) else { continue };
        let here = |stage: &&Stage| rule.stage.as_ref().is_none_or(|id| *id == stage.id);
        for stage in plan.stages.iter().filter(here) {
            // The first variant is what a stage costs unless another is chosen.
            if let Some(table) = tables.iter().find(|table| table.stage == stage.id && !table.addon && table.count > 0)
            {
                held(rule, metric, plan, stage, table, checks)?;
            }
        }
    }
    Ok(())
}

/// A rule at a stage's printed cost; a cost per user at both edges of the band.
fn held(
    rule: &Rule,
    metric: Metric,
    plan: &Plan,
    stage: &Stage,
    table: &Table,
    checks: &mut Checks,
) -> Result<(), Overflow> {
    let cost = table.sum.expected;
    let category = |name: &str| table.categories.iter().find(|part| part.name == name).map(|part| part.sum.expected);
    let figures: Vec<(Decimal, String)> = match metric {
        Metric::Cost { day: false } => vec![(cost, String::new())],
        Metric::Cost { day: true } => vec![(cost.over(Decimal::from(30))?, String::new())],
        Metric::Category(name) => vec![(category(name).unwrap_or_default(), String::new())],
        Metric::CostPerUser => {
            let low = stage.low.map(|low| low.max(Decimal::ONE)).filter(|low| Some(*low) != stage.high);
            let at = |users: Decimal| {
                let unit = if users == Decimal::ONE { plan.scale.trim_end_matches('s') } else { &plan.scale };
                Ok((cost.over(users)?, format!(" at {} {unit}", crate::amount::grouped(users, 0))))
            };
            stage.high.into_iter().chain(low).map(at).collect::<Result<_, Overflow>>()?
        }
        _ => return Ok(()),
    };
    for (value, at) in figures {
        let (value, unit) = match budget(rule, plan) {
            Some(budget) => (value.times(Decimal::ONE_HUNDRED)?.over(budget)?, "%"),
            None => (value, "$"),
        };
        let stated = Estimate::exact(rule.is.threshold);
        let speaks = rule.is.holds(value) == rule.kind.fires();
        let outside = rule.stated.filter(|range| value < range.low || value > range.high);
        let finding = |stated: Estimate, says: String| Finding {
            unit: unit.to_owned(),
            ..Finding::of(Kind::Rule, table.name(), says, stated, Estimate::exact(value))
                .at([rule.lines.as_deref(), table.stated_lines.as_deref()])
        };
        let word = rule.kind.id();
        match (speaks, outside) {
            (true, _) if rule.kind.fires() => {
                checks.find(finding(stated, format!("the {word} \"{}\" fires{at}", rule.name)))
            }
            (true, _) => checks
                .find(finding(rule.stated.unwrap_or(stated), format!("the {word} \"{}\" is missed{at}", rule.name))),
            (false, Some(range)) => {
                checks.find(finding(range, format!("outside the printed range of \"{}\"{at}", rule.name)))
            }
            (false, None) => checks.agree(Kind::Rule),
        }
    }
    Ok(())
}

fn budget(rule: &Rule, plan: &Plan) -> Option<Decimal> {
    let id = rule.of.as_ref()?;
    plan.rules.iter().find(|other| other.id == *id).map(|budget| budget.is.threshold)
}

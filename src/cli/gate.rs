//! Gates: figures that fail a script, by exit code 1.

use super::Failure;
use crate::amount::Decimal;
use crate::catalog::{Catalog, Goal, Metric, Plan};
use crate::engine;
use crate::report::measure;
use crate::scenario::Scenario;
use clap::Args;

/// What must not be so.
#[derive(Args, Clone, Debug, Default)]
pub struct GateArgs {
    /// Fail with exit code 1 where a figure is so, such as "infra_percent > 20" or "cost >= 5k"; may be repeated
    #[arg(long = "fail-on", value_name = "FIGURE > N")]
    pub fail_on: Vec<String>,
}

impl GateArgs {
    /// The goals that are named, or all that is wrong with them.
    pub fn goals(&self, catalog: &Catalog) -> Result<Vec<Goal>, Vec<String>> {
        let (mut goals, mut faults) = (Vec::new(), Vec::new());
        for text in &self.fail_on {
            match catalog.goal(text) {
                Ok(goal) => goals.push(goal),
                Err(bad) => faults.push(format!("--fail-on {bad}")),
            }
        }
        if faults.is_empty() { Ok(goals) } else { Err(faults) }
    }
}

/// Fails where one of the goals is so in a scenario, with all of those that are. A figure that nobody can tell fails too:
/// a gate that can't be read is no gate.
pub(super) fn hold(catalog: &Catalog, plan: &Plan, scenario: &Scenario, goals: &[Goal]) -> Result<(), Failure> {
    let told: Vec<(&Goal, Option<Decimal>)> =
        goals.iter().map(|goal| (goal, engine::metric(catalog, scenario, &goal.metric))).collect();
    answered(catalog, told.iter().filter(|(_, value)| value.is_none()).map(|(goal, _)| *goal))?;
    let failed: Vec<String> = told.iter().filter_map(|(goal, value)| fails(catalog, plan, goal, *value)).collect();
    if failed.is_empty() { Ok(()) } else { Err(Failure::gate(failed)) }
}

/// Fails where one of the goals of which no figure is told is one that the user has to say.
pub(super) fn answered<'g>(catalog: &Catalog, untold: impl Iterator<Item = &'g Goal>) -> Result<(), Failure> {
    let asked: Vec<String> = untold.filter_map(|goal| asks(catalog, goal)).collect();
    if asked.is_empty() { Ok(()) } else { Err(Failure::wrong(asked)) }
}

/// Why a figure can't be told where the user has to say it.
fn asks(catalog: &Catalog, goal: &Goal) -> Option<String> {
    match catalog.metric(&goal.metric)? {
        Metric::Asked(_) => Some(format!("--fail-on {goal}: say what it is, with --answer {}=…", goal.metric)),
        Metric::NextStageRatio => Some(format!("--fail-on {goal}: it belongs to a rule, which names the stage")),
        _ => None,
    }
}

/// What is said of a goal that is so, or undefined.
pub(super) fn fails(catalog: &Catalog, plan: &Plan, goal: &Goal, value: Option<Decimal>) -> Option<String> {
    let name = measure::metric_name(catalog, plan, &goal.metric);
    match value {
        None => Some(format!("{goal}: {name} is undefined here")),
        Some(value) if goal.is.holds(value) => {
            Some(format!("{goal}: {name} is {}", measure::metric_value(catalog, &goal.metric, value)))
        }
        Some(_) => None,
    }
}

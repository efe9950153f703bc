//! Worked results, claimed limits, roadmaps, revenues and savings.

use super::{Checks, Finding, Kind};
use crate::amount::{Decimal, Estimate, Number, Overflow};
use crate::catalog::{Calculator, Catalog, Effect, Outcome, Plan, Sign};
use crate::engine::{self, Answer};

pub(super) fn check(catalog: &Catalog, plan: &Plan, checks: &mut Checks) -> Result<(), Overflow> {
    for calculator in catalog.notes_of(plan).into_iter().flat_map(|notes| &notes.calculators) {
        let calculated = engine::calculate(catalog, plan, calculator, None);
        for (outcome, answer) in calculator.results.iter().zip(&calculated.results) {
            result(calculator, outcome, answer, checks)?;
        }
    }
    roadmaps(plan, checks);
    incomes(plan, checks)?;
    levers(plan, checks)
}

fn result(calculator: &Calculator, outcome: &Outcome, answer: &Answer, checks: &mut Checks) -> Result<(), Overflow> {
    let Some(value) = answer.value? else { return Ok(()) };
    let says = outcome.says.clone().unwrap_or_else(|| outcome.label.clone());
    let lines = [outcome.lines.as_deref().or(calculator.lines.as_deref())];
    let year = outcome.unit == YEARLY;
    let finding = |kind, says: String, stated| Finding {
        unit: if year { "$".to_owned() } else { outcome.unit.clone() },
        months: if year { 12 } else { 1 },
        ..Finding::of(kind, &calculator.id, says, stated, value).at(lines)
    };
    // A worked range that holds the printed one says no less than it.
    let holds = |stated: Estimate| value.low <= stated.low && stated.high <= value.high;
    if outcome.stated.is_some_and(holds) {
        checks.agree(Kind::Result);
    } else if let Some(stated) = outcome.stated {
        checks.hold(finding(Kind::Result, says, stated));
    } else if let (Some(limit), Some(Ok(Some(edge))), Some(holds)) = (&outcome.limit, answer.limit, answer.holds) {
        if holds {
            checks.agree(Kind::Limit);
        } else {
            let says = format!("{says}: computed should {} stated", should(limit.sign));
            checks.find(finding(Kind::Limit, says, edge));
        }
    }
    Ok(())
}

/// The unit of a year's money.
const YEARLY: &str = "$/year";

fn should(sign: Sign) -> &'static str {
    match sign {
        Sign::Below => "be below",
        Sign::AtMost => "not be above",
        Sign::Above => "be above",
        Sign::AtLeast => "not be below",
        Sign::Is => "be what is",
    }
}

/// A month of a roadmap against the headline of the stage it is in.
fn roadmaps(plan: &Plan, checks: &mut Checks) {
    for map in &plan.roadmaps {
        for step in &map.steps {
            let stage = step.stage.as_ref().and_then(|id| plan.stage(id));
            let (Some(spend), Some(stage)) = (step.spend, stage) else { continue };
            let Some(headline) = stage.headline else { continue };
            let says = format!("{}: not what its stage is headed with", step.name);
            let lines = [step.lines.as_deref(), stage.headline_lines.as_deref()];
            checks.hold(Finding::of(Kind::Roadmap, &map.id, says, spend, headline).at(lines));
        }
    }
}

/// A printed revenue against its mix of payers.
fn incomes(plan: &Plan, checks: &mut Checks) -> Result<(), Overflow> {
    for income in &plan.incomes {
        let (Some(stated), Some(users)) = (income.stated, income.stated_users) else { continue };
        let other = income.other;
        let revenue = income.per_user()?.times(users)?.try_map(|revenue| revenue.plus(other))?;
        let says = "the printed revenue is not what its payers pay";
        checks.hold(Finding::of(Kind::Income, &income.id, says, stated, revenue).at([income.lines.as_deref()]));
    }
    Ok(())
}

/// A printed saving against the one that is priced.
fn levers(plan: &Plan, checks: &mut Checks) -> Result<(), Overflow> {
    for lever in &plan.levers {
        let Some(stated) = lever.stated else { continue };
        let computed = match &lever.effect {
            Effect::Saves(saves) => *saves,
            Effect::Swaps(swaps) => match swaps.as_slice() {
                [swap] => {
                    // Of lines with one id, the dearest is what is swapped.
                    let amounts = plan.lines().filter(|line| line.id == swap.line);
                    let amounts: Vec<_> = amounts.map(|line| line.printed_amount()).collect::<Result<_, Overflow>>()?;
                    let before = amounts.iter().flatten().map(|amount| amount.expected).max();
                    let Some(before) = before.filter(|before| !before.is_zero()) else { continue };
                    Estimate::exact(before.minus(swap.amount)?.over(before)?)
                }
                _ => continue,
            },
            Effect::Asks | Effect::Claims(_) | Effect::Free { .. } | Effect::Credit(_) => continue,
        };
        // Without the places that a share has and its percent has not.
        let percent = |share: Estimate| share.try_map(|share| Ok(share.times(Decimal::ONE_HUNDRED)?.normalize()));
        let says = format!("{}: not what it is said to save", lever.name);
        let finding = Finding::of(Kind::Lever, &lever.id, says, percent(stated)?, percent(computed)?);
        checks.hold(Finding { unit: "%".to_owned(), ..finding }.at([lever.lines.as_deref()]));
    }
    Ok(())
}

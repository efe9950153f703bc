//! A calibration in words: the answer in sentences, and what has to be known to read the factors.

use crate::amount::{Decimal, Estimate, Number, Overflow, grouped, money};
use crate::engine::shown_factor;
use crate::explore::calibrate::{Calibration, OfCategory, Without};

/// Factors beyond these are told: the plan and the bill may not be of the same thing.
const USUAL: (Decimal, Decimal) = (Decimal::from_parts(5, 0, 0, false, 1), Decimal::TWO);

/// The answer: `The bill of 2026-05 is $257.00 where the plan says $319.00: 0.81 ×.`, then what only one of them has, then
/// the factors that are unlikely.
pub fn sentence(of: &Calibration) -> Result<String, Overflow> {
    let [bill, with_factors, _] = of.sums()?;
    let plan = of.months.iter().find(|month| month.month == of.month).map_or(Decimal::ZERO, |month| month.plan);
    let times = bill.over(plan).map(|times| format!(": {} ×", grouped(times, 2))).unwrap_or_default();
    let held = format!("The bill of {} is {} where the plan says {}{times}.", of.month, money(bill), money(plan));
    let parts = [Some(held), Some(not_billed(of, with_factors)?), not_planned(of)?, unlikely(of)];
    Ok(parts.into_iter().flatten().collect::<Vec<_>>().join(" "))
}

fn are(many: usize) -> &'static str {
    if many == 1 { "is" } else { "are" }
}

fn without(of: &Calibration, why: Without) -> Vec<&OfCategory> {
    of.categories.iter().filter(|of| of.without == Some(why)).collect()
}

fn sum(of: &[&OfCategory], cost: impl Fn(&OfCategory) -> Option<Decimal>) -> Result<String, Overflow> {
    of.iter().try_fold(Decimal::ZERO, |sum, of| sum.plus(cost(of).unwrap_or_default())).map(money)
}

/// What of the plan the bill lacks, and whether it is in the total with the factors.
fn not_billed(of: &Calibration, with_factors: Decimal) -> Result<String, Overflow> {
    let planned = of.categories.iter().filter(|of| of.plan.is_some()).count();
    let (lacking, total) = (without(of, Without::NotBilled), money(with_factors));
    let staying = lacking.iter().filter(|of| !of.with_factors.is_zero()).count();
    let stays = match staying {
        _ if lacking.is_empty() => {
            return Ok(format!(
                "All {planned} categories of the plan are on the bill; with the factors it is {total}."
            ));
        }
        0 => format!("{} left out of", are(lacking.len())),
        1 if lacking.len() == 1 => "stays in".to_owned(),
        all if all == lacking.len() => "stay in".to_owned(),
        some => format!("{some} of them {} in", if some == 1 { "stays" } else { "stay" }),
    };
    let (on, amount) = (planned - lacking.len(), sum(&lacking, |of| of.plan)?);
    Ok(format!(
        "{on} of {planned} categories {} on the bill; {} of the plan ({amount}) {} not, and {stays} the total with the factors \
         ({total}).",
        are(on),
        lacking.len(),
        are(lacking.len()),
    ))
}

fn not_planned(of: &Calibration) -> Result<Option<String>, Overflow> {
    let only = without(of, Without::NotPlanned);
    let amount = sum(&only, |of| of.bill)?;
    let words = format!("{} of the bill ({amount}) {} not in the plan.", only.len(), are(only.len()));
    Ok((!only.is_empty()).then_some(words))
}

/// The factors that are far from 1.
fn unlikely(of: &Calibration) -> Option<String> {
    let factor = |of: &OfCategory| {
        let factor = of.factor.filter(|of| of.expected < USUAL.0 || of.expected > USUAL.1)?;
        Some(format!("{} × {}", of.category, shown_factor(&Estimate::exact(factor.expected))))
    };
    let far: Vec<String> = of.categories.iter().filter_map(factor).collect();
    let words =
        || format!("Look at {}: below ½ or above 2 ×, plan and bill may not be of the same thing.", far.join(", "));
    (!far.is_empty()).then(words)
}

/// What has to be known to read the factors.
pub(super) fn notes(of: &Calibration, taken: Option<&str>) -> Vec<String> {
    let mut said = Vec::new();
    said.extend(taken.map(|taken| format!("the factors are in the session {taken}")));
    let stays = |of: &&OfCategory| !of.with_factors.is_zero();
    said.extend(without(of, Without::NotBilled).into_iter().find(stays).map(|of| {
        let flag = format!("costtui calibrate --factor {}=0", of.category);
        format!("what the bill lacks stays as the plan has it; `{flag}` leaves a category out")
    }));
    let given = of.months.iter().all(|month| month.users.is_some());
    said.push(match (of.months.len(), given) {
        (1, _) => "one month is compared: no factor is a range".to_owned(),
        (n, true) => format!("a range is the least to the most of {n} months, each beside the plan at its own users"),
        (n, false) => format!(
            "a range is the least to the most of {n} months beside the plan as it is: the growth of your users is in it, unless \
             `costtui calibrate --users` gives theirs"
        ),
    });
    said
}

pub(super) fn why(without: Without) -> &'static str {
    match without {
        Without::NotPlanned => "not in the plan",
        Without::NotBilled => "not in the bill",
        Without::NotMultiplied => "a share, or your own price",
        Without::Negative => "less than nothing on the bill",
        Without::Exceeded => "what stays is above the bill",
        Without::Tied => "shares tie it to another",
    }
}

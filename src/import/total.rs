//! The sum of an estimate's items beside the totals that its file prints: a difference is told, to the twelfth decimal.

use super::draft::{Found, dollars};
use super::{Estimate, Stated};
use crate::amount::{Decimal, Number, exact};

/// Items of a kind that are named in a remark; of more there is the number.
const NAMED: usize = 8;

/// What lowered the bill and was left out: a month, and ahead.
#[derive(Clone, Copy, Default)]
pub(super) struct Credited {
    month: Decimal,
    upfront: Decimal,
}

/// Tells the credits that are left out, with their sum.
pub(super) fn credits(credits: &[Found], usd: Decimal, remarks: &mut Vec<String>) -> Option<Credited> {
    let sum = |of: fn(&Found) -> Decimal| {
        let sum = credits.iter().try_fold(Decimal::ZERO, |sum, found| sum.plus(of(found)));
        sum.and_then(|sum| sum.times(usd)).ok()
    };
    let month = sum(|found| found.amount.unwrap_or_default())?;
    let credited = Credited { month, upfront: sum(|found| found.upfront)? };
    if !credits.is_empty() {
        let places = listed(credits.iter().map(|found| format!("{} ({})", found.item, found.place)));
        let both = if credited.upfront.is_zero() {
            String::new()
        } else {
            format!(", {} ahead", dollars(credited.upfront, true))
        };
        let (lines, are) = if credits.len() == 1 { ("line", "is") } else { ("lines", "are") };
        remarks.push(format!(
            "{} {lines} below zero {are} left out, {} a month{both}: a plan has none; {places}",
            credits.len(),
            dollars(credited.month, true)
        ));
    }
    Some(credited)
}

/// The first few of several, and how many more there are.
pub(super) fn listed(names: impl Iterator<Item = String>) -> String {
    let all: Vec<String> = names.collect();
    let more = all.len().saturating_sub(NAMED);
    let shown = all[..all.len() - more].join(", ");
    if more > 0 { format!("{shown} and {more} more") } else { shown }
}

/// Stated totals in US dollars.
pub(super) fn converted(stated: Stated, usd: Decimal) -> Option<Stated> {
    let dollars = |amount: Option<Decimal>| match amount {
        Some(amount) => amount.times(usd).ok().map(Some),
        None => Some(None),
    };
    Some(Stated {
        month: dollars(stated.month)?,
        upfront: dollars(stated.upfront)?,
        year: dollars(stated.year)?,
        line: stated.line,
    })
}

/// Adds what there is to tell of an estimate's sums; none where they can't be held.
pub(super) fn told(estimate: &mut Estimate, credited: Option<Credited>) -> Option<()> {
    let credited = credited?;
    let unpriced: Vec<String> = estimate
        .items
        .iter()
        .filter(|item| !item.priced)
        .map(|item| format!("{} ({})", item.item, item.place))
        .collect();
    if !unpriced.is_empty() {
        let (count, names) = (unpriced.len(), listed(unpriced.into_iter()));
        let lines = if count == 1 { "item has" } else { "items have" };
        estimate.remarks.push(format!(
            "{count} {lines} no price in the file, and {} no line: {names}",
            if count == 1 { "is" } else { "are" }
        ));
    }
    let month = estimate.total().ok()?.plus(credited.month).ok()?;
    let upfront = estimate.upfront().ok()?.plus(credited.upfront).ok()?;
    let year = month.times(Decimal::from(12)).ok()?.plus(upfront).ok()?;
    let stated = estimate.stated.clone();
    let with = if credited.month.is_zero() && credited.upfront.is_zero() { "" } else { ", with what is below zero," };
    for (what, sum, printed) in
        [("a month", month, stated.month), ("ahead", upfront, stated.upfront), ("in twelve months", year, stated.year)]
    {
        let Some(printed) = printed.filter(|printed| exact(*printed) != exact(sum)) else { continue };
        let gap = sum.minus(printed).ok()?;
        let words = format!(
            "The items{with} come to {} {what}, the file says {}: ",
            dollars(sum, false),
            dollars(printed, false)
        );
        estimate.remarks.push(words + &difference(gap));
    }
    Some(())
}

/// `+$0.004, less than a cent`.
fn difference(gap: Decimal) -> String {
    let words = dollars(gap, true);
    let cent = Decimal::new(1, 2);
    let small = if gap.abs() < cent {
        ", less than a cent"
    } else if gap.abs() == cent {
        ", a cent"
    } else {
        ""
    };
    format!("{words}{small}")
}

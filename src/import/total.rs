//! The sum of an estimate's items beside the totals that its file prints: a difference is told.

use super::draft::dollars;
use super::own::written;
use super::{Estimate, Stated};
use crate::amount::{Decimal, Number};

/// Items of a kind that are named in a remark; of more there is the number.
const NAMED: usize = 8;

/// What lowers a bill, in the file's own money.
pub(super) struct Credit {
    pub item: String,
    pub place: String,
    /// A month.
    pub month: Decimal,
    /// Ahead.
    pub upfront: Decimal,
    /// Whether nothing of its line is left beside it.
    pub whole: bool,
}

/// What lowered the bill and was left out, in US dollars: a month, and ahead.
#[derive(Clone, Copy, Default)]
pub(super) struct Credited {
    month: Decimal,
    upfront: Decimal,
}

impl Credited {
    fn of(credits: &[&Credit], usd: Decimal) -> Option<Self> {
        let sum = |of: fn(&Credit) -> Decimal| {
            let sum = credits.iter().try_fold(Decimal::ZERO, |sum, credit| sum.plus(of(credit)));
            sum.and_then(|sum| sum.times(usd)).ok()
        };
        Some(Credited { month: sum(|credit| credit.month)?, upfront: sum(|credit| credit.upfront)? })
    }

    /// `−$4.13 a month, −$10.00 ahead`.
    fn words(self) -> String {
        let month = (!self.month.is_zero()).then(|| format!("{} a month", dollars(self.month, true)));
        let ahead = (!self.upfront.is_zero()).then(|| format!("{} ahead", dollars(self.upfront, true)));
        month.into_iter().chain(ahead).collect::<Vec<_>>().join(", ")
    }
}

/// Tells the credits that are left out, with their sum: whole lines, and what is below zero in the others.
pub(super) fn credits(credits: &[Credit], usd: Decimal, remarks: &mut Vec<String>) -> Option<Credited> {
    let (whole, parts): (Vec<&Credit>, Vec<&Credit>) = credits.iter().partition(|credit| credit.whole);
    let places = |of: &[&Credit]| listed(of.iter().map(|credit| format!("{} ({})", credit.item, credit.place)));
    if !whole.is_empty() {
        let (lines, are) = if whole.len() == 1 { ("line", "is") } else { ("lines", "are") };
        let (count, sum) = (whole.len(), Credited::of(&whole, usd)?.words());
        remarks.push(format!("{count} {lines} below zero {are} left out, {sum}: a plan has none; {}", places(&whole)));
    }
    if !parts.is_empty() {
        let lines = if parts.len() == 1 { "1 line".to_owned() } else { format!("{} lines", parts.len()) };
        let sum = Credited::of(&parts, usd)?.words();
        remarks
            .push(format!("Of {lines} what is below zero is left out, {sum}, and the rest counts; {}", places(&parts)));
    }
    Credited::of(&credits.iter().collect::<Vec<_>>(), usd)
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
        Some(amount) => amount.times(usd).and_then(written).ok().map(Some),
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
        let Some(printed) = printed else { continue };
        let gap = sum.minus(printed).ok()?;
        if !is_told(gap) {
            continue;
        }
        let words = format!(
            "The items{with} come to {} {what}, the file says {}: ",
            dollars(sum, false),
            dollars(printed, false)
        );
        estimate.remarks.push(words + &difference(gap));
    }
    Some(())
}

/// Whether a difference of sums is told: a hundredth of a cent or more. Less is what twelve printed decimals cut off.
pub fn is_told(gap: Decimal) -> bool {
    gap.abs() >= Decimal::new(1, 4)
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

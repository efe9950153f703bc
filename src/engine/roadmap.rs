//! What a roadmap adds up to.

use crate::amount::{Decimal, Estimate, Number, Overflow};
use crate::catalog::{Roadmap, Step};

/// What is spent over the months of a roadmap.
#[derive(Clone, Debug)]
pub struct Spent {
    /// Each step with the months of it that count, and what they cost; none where the document gives no figure.
    pub steps: Vec<(usize, u32, Option<Estimate>)>,
    /// All of them, after the credit.
    pub total: Estimate,
    /// The first and the last month that count.
    pub months: (u32, u32),
    /// Steps that count and have no figure.
    pub without_figure: usize,
}

/// The sum over months, the first and last of them included; over the closed steps where none are given. A credit is
/// money given once: it lowers the sum, not below 0.
pub fn spent(roadmap: &Roadmap, months: Option<(u32, u32)>, credit: Decimal) -> Result<Spent, Overflow> {
    let closed = roadmap.steps.iter().filter_map(|step| step.to).max();
    let months = months.unwrap_or((1, closed.unwrap_or(1)));
    let mut spent = Spent { steps: Vec::new(), total: Estimate::ZERO, months, without_figure: 0 };
    for (at, step) in roadmap.steps.iter().enumerate() {
        let count = months_of(step, months);
        if count == 0 {
            continue;
        }
        let cost = step.spend.map(|spend| spend.times(Decimal::from(count))).transpose()?;
        spent.without_figure += usize::from(cost.is_none());
        spent.total = spent.total.plus(cost.unwrap_or(Estimate::ZERO))?;
        spent.steps.push((at, count, cost));
    }
    spent.total = spent.total.try_map(|total| Ok(total.minus(credit)?.max(Decimal::ZERO)))?;
    Ok(spent)
}

/// How many months of a step lie in a span.
fn months_of(step: &Step, (from, to): (u32, u32)) -> u32 {
    let first = step.from.max(from);
    let last = step.to.unwrap_or(u32::MAX).min(to);
    last.saturating_add(1).saturating_sub(first)
}

//! How a category moves with the users: the share of it that follows them, by a straight line through the months.
//!
//! With users u and costs c of the months, divided by their means, the least-squares line c = a + b·u has a + b = 1 at the
//! mean: b is the share of the cost that follows the users, and the rest is fixed. 1 is in proportion; above 1 it rises faster
//! than the users, below 0 it falls. It is an estimate: how well the line fits, r² says.

use super::held::Held;
use crate::amount::{Decimal, Number, Overflow};

/// Months that a line needs: through two there is always one.
const LEAST_MONTHS: usize = 3;

/// Decimal places of users and costs in parts of their means, and of what is told.
const PLACES: u32 = 9;
const TOLD_PLACES: u32 = 4;

/// How a category moves with the users. An estimate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Growth {
    /// The share of the bill that follows the users.
    pub bill: Decimal,
    /// How well a straight line fits it: 1 is exactly; none where the cost does not move.
    pub fit: Option<Decimal>,
    /// The share of the plan that does, by the same line through the plan priced for the same users; none where it has none.
    pub plan: Option<Decimal>,
    /// How many months it is of.
    pub months: usize,
}

/// The growth of a category; none of fewer than three months with users, or where the users do not move.
pub(super) fn of(category: &str, all: &[Held]) -> Result<Option<Growth>, Overflow> {
    let of = |cost: &dyn Fn(&Held) -> Option<Decimal>| -> Vec<(Decimal, Decimal)> {
        all.iter().filter_map(|held| Some((held.users?, cost(held)?))).collect()
    };
    let billed = of(&|held| Some(held.billed(category).unwrap_or_default()));
    let Some((bill, fit)) = line(&billed)? else { return Ok(None) };
    let planned = of(&|held| held.planned(category));
    let plan = if planned.len() == billed.len() { line(&planned)?.map(|(share, _)| share) } else { None };
    Ok(Some(Growth { bill, fit, plan, months: billed.len() }))
}

/// The slope of the line through points in parts of their means, and r².
fn line(points: &[(Decimal, Decimal)]) -> Result<Option<(Decimal, Option<Decimal>)>, Overflow> {
    let (Some(users), Some(costs)) =
        (parts(points.iter().map(|(users, _)| *users))?, parts(points.iter().map(|(_, c)| *c))?)
    else {
        return Ok(None);
    };
    let sum = |of: &dyn Fn(usize) -> Result<Decimal, Overflow>| {
        (0..points.len()).try_fold(Decimal::ZERO, |sum, at| sum.plus(of(at)?))
    };
    let uu = sum(&|at| users[at].times(users[at]))?;
    let uc = sum(&|at| users[at].times(costs[at]))?;
    let cc = sum(&|at| costs[at].times(costs[at]))?;
    if points.len() < LEAST_MONTHS || uu.is_zero() {
        return Ok(None);
    }
    let slope = uc.over(uu)?;
    let fit = if cc.is_zero() { None } else { Some(slope.round_dp(PLACES).times(uc.over(cc)?.round_dp(PLACES))?) };
    Ok(Some((told(slope), fit.map(told))))
}

fn told(value: Decimal) -> Decimal {
    value.round_dp(TOLD_PLACES).normalize()
}

/// How far each lies from their mean, in parts of it; none where the mean is no more than 0.
fn parts(values: impl ExactSizeIterator<Item = Decimal> + Clone) -> Result<Option<Vec<Decimal>>, Overflow> {
    let many = Decimal::from(values.len());
    let sum = values.clone().try_fold(Decimal::ZERO, |sum, value| sum.plus(value))?;
    if sum <= Decimal::ZERO {
        return Ok(None);
    }
    let part = |value: Decimal| Ok(value.times(many)?.over(sum)?.minus(Decimal::ONE)?.round_dp(PLACES));
    values.map(part).collect::<Result<Vec<_>, Overflow>>().map(Some)
}

//! What lies along the users slider: the stages, the next cliff, where revenue covers cost, and the curve of both.

mod curve;

pub use curve::Curve;

use super::demand::Demand;
use super::road::{Road, Stretch};
use super::seek::{self, Interval};
use crate::amount::{Decimal, Number};
use crate::catalog::Catalog;
use crate::scenario::Scenario;

/// What lies ahead of, and around, the users slider.
#[derive(Clone, Debug, Default)]
pub struct Outlook {
    /// Where the next stage begins; none when the stage is pinned or the last.
    pub next_cliff: Option<Cliff>,
    /// All whole numbers of users at which the expected margin is 0 or more.
    pub break_even_users: Vec<Interval>,
    /// False where so many steps cross the revenue that not all of them were told apart.
    pub break_even_complete: bool,
}

/// The first number of users in the next stage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cliff {
    /// That number.
    pub users: Decimal,
    /// The next stage's name.
    pub stage: String,
    /// What that one user adds to the expected cost; below 0 where the next stage is cheaper.
    pub adds: Decimal,
    /// The same as a share of the cost before.
    pub share: Option<Decimal>,
}

impl Outlook {
    /// What lies ahead of a scenario.
    pub(super) fn of(catalog: &Catalog, scenario: &Scenario) -> Self {
        let Some(road) = Road::of(catalog, scenario) else { return Outlook::default() };
        let found = seek::break_even(&road);
        let next_cliff = next_cliff(&road.stretches, &road.demand);
        Outlook { next_cliff, break_even_users: found.spans, break_even_complete: found.complete }
    }
}

fn next_cliff(stretches: &[Stretch], demand: &Demand) -> Option<Cliff> {
    let users = demand.users();
    let here = stretches.iter().position(|stretch| users <= stretch.to)?;
    let (this, next) = (&stretches[here], stretches.get(here + 1)?);
    let before = this.bill.expected(&demand.with_users(this.to)).ok()?;
    let after = next.bill.expected(&demand.with_users(next.from)).ok()?;
    let adds = after.minus(before).ok()?;
    Some(Cliff { users: next.from, stage: next.name.to_owned(), adds, share: adds.over(before).ok() })
}

/// Months of compound growth until users reach a target, at most a hundred years; none without growth.
pub fn months_until(users: Decimal, growth: Decimal, target: Decimal) -> Option<u32> {
    let factor = Decimal::ONE.plus(growth).ok()?;
    if growth <= Decimal::ZERO || users.is_zero() {
        return None;
    }
    let mut reached = users;
    for month in 0..=1200 {
        if reached >= target {
            return Some(month);
        }
        // Users need no more places than this; a hundred months of exact 1.205^n would need hundreds.
        reached = reached.checked_mul(factor)?.round_dp(6);
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_of_growth_are_those_of_document_002() {
        // 20 % a month from 50,000: the first months over 100,000, 500,000 and 1,000,000 (golden case G128).
        let months = |target: i64| months_until(Decimal::from(50_000), Decimal::new(2, 1), Decimal::from(target));
        assert_eq!([months(100_000), months(500_000), months(1_000_000)], [Some(4), Some(13), Some(17)]);
        assert_eq!(months_until(Decimal::from(50_000), Decimal::ZERO, Decimal::from(100_000)), None);
    }
}

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

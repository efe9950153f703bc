//! What lies along the users slider: the stages, the next cliff, where revenue covers cost, and the curve of both.

mod curve;

pub use curve::Curve;

use super::bill::Bill;
use super::demand::Demand;
use crate::amount::{Decimal, Number, Overflow};
use crate::catalog::{Catalog, Plan};
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

/// Whole numbers of users, both ends in it; `to` is none where it has no end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Interval {
    /// The first.
    pub from: Decimal,
    /// The last.
    pub to: Option<Decimal>,
}

/// A stretch of whole users on one stage.
struct Band<'c> {
    bill: Bill<'c>,
    name: &'c str,
    from: Decimal,
    to: Decimal,
}

/// Which stage a number of users falls into, and whether it is beyond the last band. A pinned stage stays.
pub(super) fn stage_at(plan: &Plan, scenario: &Scenario, users: Decimal) -> (usize, bool) {
    let pinned = scenario.stage.as_deref().and_then(|id| plan.stages.iter().position(|stage| stage.id == id));
    if let Some(index) = pinned {
        return (index, false);
    }
    let banded = || plan.stages.iter().enumerate().filter(|(_, stage)| stage.low.is_some());
    match banded().find(|(_, stage)| stage.high.is_none_or(|high| users <= high)) {
        Some((index, _)) => (index, false),
        None => (banded().next_back().map_or(0, |(index, _)| index), true),
    }
}

/// The stretches of whole users from 0 to the slider's end: one for a pinned stage, else one for each band.
fn bands<'c>(catalog: &'c Catalog, plan: &'c Plan, scenario: &Scenario) -> Vec<Band<'c>> {
    let end = catalog.slider("users").map_or(Decimal::ZERO, |slider| slider.max);
    let band = |index: usize, from, to| {
        let stage = &plan.stages[index];
        Band { bill: Bill::of(catalog, plan, stage, scenario), name: &stage.name, from, to }
    };
    let first = stage_at(plan, scenario, Decimal::ZERO).0;
    if scenario.stage.as_deref() == Some(plan.stages[first].id.as_str()) {
        return vec![band(first, Decimal::ZERO, end)];
    }
    let indices: Vec<usize> = (0..plan.stages.len()).filter(|&i| plan.stages[i].low.is_some()).collect();
    let mut out: Vec<Band> = Vec::new();
    for (n, &index) in indices.iter().enumerate() {
        let from = out.last().map_or(Decimal::ZERO, |before| before.to + Decimal::ONE);
        let last = n + 1 == indices.len();
        let to = plan.stages[index].high.filter(|_| !last).map_or(end, |high| high.floor().min(end));
        if from <= to {
            out.push(band(index, from, to));
        }
    }
    out
}

impl Outlook {
    /// What lies ahead of a scenario at a demand.
    pub(super) fn of(catalog: &Catalog, plan: &Plan, scenario: &Scenario, demand: &Demand) -> Self {
        let bands = bands(catalog, plan, scenario);
        let mut search = Search { demand, found: Vec::new(), probes: 0, complete: true };
        for band in &bands {
            search.band(band);
        }
        let end = bands.last().map(|band| band.to);
        let open = |last: Decimal| (Some(last) != end).then_some(last);
        Outlook {
            next_cliff: next_cliff(&bands, demand),
            break_even_users: search.found.iter().map(|&(from, to)| Interval { from, to: open(to) }).collect(),
            break_even_complete: search.complete,
        }
    }
}

fn next_cliff(bands: &[Band], demand: &Demand) -> Option<Cliff> {
    let users = demand.users();
    let here = bands.iter().position(|band| users <= band.to)?;
    let (this, next) = (&bands[here], bands.get(here + 1)?);
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

/// Probes after which a search gives up telling steps apart.
const MOST_PROBES: usize = 4000;

/// Finds where the margin is 0 or more. Inside a band cost and revenue never fall as users rise, so the ends of a
/// stretch bound everything in it, and only stretches whose sign is open are split.
struct Search<'a> {
    demand: &'a Demand,
    found: Vec<(Decimal, Decimal)>,
    probes: usize,
    /// False once a stretch was given up: too many steps, or a figure that can't be held.
    complete: bool,
}

struct Probe {
    users: Decimal,
    cost: Decimal,
    revenue: Decimal,
    demand: Demand,
}

impl Probe {
    fn covers(&self) -> bool {
        self.revenue >= self.cost
    }
}

/// Whether nothing bends cost or revenue between two probes: what holds at both holds between them.
fn is_straight(band: &Band, a: &Probe, b: &Probe) -> bool {
    a.demand.mark().is_ok_and(|mark| b.demand.mark() == Ok(mark)) && band.bill.is_straight(&a.demand, &b.demand)
}

impl Search<'_> {
    fn band(&mut self, band: &Band) {
        match (self.probe(band, band.from), self.probe(band, band.to)) {
            (Ok(a), Ok(b)) => self.stretch(band, &a, &b),
            _ => self.complete = false,
        }
    }

    fn probe(&mut self, band: &Band, users: Decimal) -> Result<Probe, Overflow> {
        self.probes += 1;
        let demand = self.demand.with_users(users);
        let cost = band.bill.expected(&demand)?;
        Ok(Probe { users, cost, revenue: demand.revenue()?, demand })
    }

    fn stretch(&mut self, band: &Band, a: &Probe, b: &Probe) {
        if a.revenue >= b.cost {
            return self.add(a.users, b.users);
        }
        if b.revenue < a.cost {
            return;
        }
        if a.covers() == b.covers() && is_straight(band, a, b) {
            return if a.covers() {
                self.add(a.users, b.users)
            };
        }
        let middle = ((a.users + b.users) / Decimal::TWO).floor();
        if middle == a.users || self.probes >= MOST_PROBES {
            self.complete &= middle == a.users;
            for end in [a, b].into_iter().filter(|end| end.covers()) {
                self.add(end.users, end.users);
            }
            return;
        }
        match self.probe(band, middle) {
            Ok(m) => {
                self.stretch(band, a, &m);
                self.stretch(band, &m, b);
            }
            Err(Overflow) => self.complete = false,
        }
    }

    /// Adds whole users that cover their cost, joined to those before where they touch.
    fn add(&mut self, from: Decimal, to: Decimal) {
        match self.found.last_mut() {
            Some((_, last)) if from <= *last + Decimal::ONE => *last = to.max(*last),
            _ => self.found.push((from, to)),
        }
    }
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

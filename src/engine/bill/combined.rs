//! What a bill costs with any combination of lever settings, each of which is looked up once.

use super::{Bill, left_of};
use crate::amount::{Decimal, Estimate, Number, Overflow};
use crate::catalog::{Lever, Plan};
use crate::engine::demand::Demand;
use crate::engine::left::Left;
use crate::engine::levers::{Factors, carried};
use std::collections::BTreeMap;

/// A bill with the settings of groups of levers, of which one each is on; groups multiply.
pub struct Combined<'c> {
    bill: Bill<'c>,
    demand: Demand,
    groups: Vec<Settings>,
}

/// What the settings of a group leave of the lines that they touch, by the lines' places.
struct Settings {
    each: Vec<Vec<(usize, Left<Decimal>)>>,
    /// Of each line the least that any of them leaves.
    least: Vec<(usize, Left<Decimal>)>,
}

impl<'c> Combined<'c> {
    pub(in crate::engine) fn of(
        plan: &Plan,
        bill: Bill<'c>,
        demand: Demand,
        groups: &[Vec<BTreeMap<String, Decimal>>],
    ) -> Result<Self, Overflow> {
        let settings = |settings: &Vec<BTreeMap<String, Decimal>>| {
            let each = settings.iter().map(|shares| bill.left_by(&Factors::with(plan, shares).unwrap_or_default()));
            let each = each.collect::<Result<Vec<_>, Overflow>>()?;
            Ok(Settings { least: least(&each)?, each })
        };
        let groups = groups.iter().map(settings).collect::<Result<Vec<_>, Overflow>>()?;
        Ok(Combined { bill, demand, groups })
    }

    /// How many lines are gone through for one cost, those that groups touch as often as they do.
    pub fn work(&self) -> usize {
        self.groups.iter().map(|group| group.least.len()).sum::<usize>() + self.bill.lines()
    }

    /// What to reckon with a month where each group has one of its settings, by its place. Of a group without one every
    /// line is left the least that any of its settings leaves it: no setting makes the bill cheaper than that.
    pub fn cost(&mut self, settings: &[Option<usize>]) -> Result<Decimal, Overflow> {
        self.bill.terms.iter_mut().for_each(|term| term.left = Left::ALL);
        for (group, setting) in self.groups.iter().zip(settings) {
            let left = setting.and_then(|at| group.each.get(at)).unwrap_or(&group.least);
            for (at, left) in left {
                let term = &mut self.bill.terms[*at];
                term.left = both(&term.left, left)?;
            }
        }
        self.bill.expected(&self.demand)
    }
}

impl Bill<'_> {
    /// What levers leave of each line that they do anything to.
    fn left_by(&self, factors: &Factors) -> Result<Vec<(usize, Left<Decimal>)>, Overflow> {
        let mut touched = Vec::new();
        for (at, (entry, term)) in self.entries.iter().zip(&self.terms).enumerate() {
            let left = left_of(entry.line, &term.rate, &entry.listed, factors)?;
            if left.factor.expected != left.over || !left.free.is_zero() {
                touched.push((at, left));
            }
        }
        Ok(touched)
    }

    /// How many lines it has, those of its add-ons among them.
    pub(in crate::engine) fn lines(&self) -> usize {
        self.terms.len()
    }

    /// Whether a lever that is on for all it touches does anything to a line.
    pub(in crate::engine) fn is_touched_by(&self, plan: &Plan, lever: &Lever) -> bool {
        let alone = BTreeMap::from([(lever.id.clone(), Decimal::ONE)]);
        let factors = Factors::with(plan, &alone).unwrap_or_default();
        self.left_by(&factors).is_ok_and(|touched| !touched.is_empty())
    }
}

/// What two groups leave of a line together, of what is to be reckoned with.
fn both(a: &Left<Decimal>, b: &Left<Decimal>) -> Result<Left<Decimal>, Overflow> {
    Ok(Left {
        factor: Estimate::exact(carried(a.factor.expected, b.factor.expected)?),
        over: a.over.times(b.over)?,
        free: a.free.plus(b.free)?,
    })
}

/// Of each line the least factor and the most free units of any setting; one that does not touch it leaves all.
fn least(each: &[Vec<(usize, Left<Decimal>)>]) -> Result<Vec<(usize, Left<Decimal>)>, Overflow> {
    let mut least: BTreeMap<usize, Left<Decimal>> = BTreeMap::new();
    let untouched = |at: usize| each.iter().any(|lines| lines.iter().all(|(other, _)| *other != at));
    for (at, left) in each.iter().flatten() {
        let ratio = left.factor.expected.over(left.over)?;
        let of = least.entry(*at).or_insert_with(|| {
            let most = if untouched(*at) { Decimal::ONE } else { ratio };
            Left { factor: Estimate::exact(most), over: Decimal::ONE, free: Decimal::ZERO }
        });
        *of = Left {
            factor: Estimate::exact(of.factor.expected.min(ratio)),
            over: Decimal::ONE,
            free: of.free.max(left.free),
        };
    }
    Ok(least.into_iter().collect())
}

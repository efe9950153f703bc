//! The search over all combinations of corners: what can't be cheaper than the best so far is passed over.

use super::MOST_WORK;
use super::corners::Group;
use crate::amount::{Decimal, Overflow, REPORTED_PLACES};
use crate::engine::{Combined, Switched};
use std::collections::BTreeMap;

/// How often each group is changed at least where not all combinations are priced.
const ROUNDS: usize = 3;

/// What was found.
pub(super) struct Found {
    /// The corner of each group, by its place.
    pub corners: Vec<usize>,
    /// Whether no combination is cheaper.
    pub complete: bool,
    /// How many combinations were priced.
    pub looked: usize,
}

/// What a combination is worth: its cost, to the places that every figure is right to, then how much it changes.
type Worth = (Decimal, usize);

/// The cheapest combination of one corner of each group; of several the one with the fewest changes. After `most` prices
/// what is best so far is made better group by group, until no change of one group helps.
pub(super) fn cheapest(bill: Switched, groups: &[Group], most: usize) -> Result<Found, Overflow> {
    let settings: Vec<Vec<BTreeMap<String, Decimal>>> =
        groups.iter().map(|group| group.corners.iter().map(|corner| corner.shares.clone()).collect()).collect();
    let bill = bill.combined(&settings)?;
    let most = most.min(MOST_WORK / bill.work().max(1)).max(1);
    let now: Option<Vec<usize>> = groups.iter().map(|group| group.now).collect();
    let mut search = Search { groups, bill, most, priced: 0, looked: 0, best: None, now };
    if let Some(now) = search.now.clone() {
        search.offer(&now);
    }
    let complete = search.within(&mut vec![None; groups.len()], 0, 0);
    if !complete {
        search.improve();
    }
    let (_, corners) = search.best.ok_or(Overflow)?;
    Ok(Found { corners, complete, looked: search.looked })
}

struct Search<'a, 'c> {
    groups: &'a [Group],
    bill: Combined<'c>,
    most: usize,
    /// How often the bill was asked.
    priced: usize,
    /// How many combinations it was asked for.
    looked: usize,
    best: Option<(Worth, Vec<usize>)>,
    /// The combination as things are, which is priced first.
    now: Option<Vec<usize>>,
}

impl Search<'_, '_> {
    /// What a combination costs; with open groups the least it can. None where that is too large to be held.
    fn cost(&mut self, chosen: &[Option<usize>]) -> Option<Decimal> {
        self.priced += 1;
        self.bill.cost(chosen).ok().map(|cost| cost.round_dp(REPORTED_PLACES))
    }

    /// Whether nothing with this cost and so many changes is better than the best.
    fn is_no_better(&self, worth: Worth) -> bool {
        self.best.as_ref().is_some_and(|(best, _)| worth >= *best)
    }

    /// Takes a whole combination where it is the best so far; whether it is.
    fn offer(&mut self, corners: &[usize]) -> bool {
        self.looked += 1;
        let chosen: Vec<Option<usize>> = corners.iter().copied().map(Some).collect();
        let changes = corners.iter().zip(self.groups).map(|(at, group)| group.corners[*at].changes).sum();
        let Some(cost) = self.cost(&chosen) else { return false };
        let better = !self.is_no_better((cost, changes));
        if better {
            self.best = Some(((cost, changes), corners.to_vec()));
        }
        better
    }

    /// Looks at every combination with the groups before a place as they are chosen; whether it came to the end.
    fn within(&mut self, chosen: &mut Vec<Option<usize>>, at: usize, changes: usize) -> bool {
        if self.priced >= self.most {
            return false;
        }
        let Some(group) = self.groups.get(at) else {
            let corners: Vec<usize> = chosen.iter().copied().flatten().collect();
            if self.now.as_ref() != Some(&corners) {
                self.offer(&corners);
            }
            return true;
        };
        for (corner, of) in group.corners.iter().enumerate() {
            chosen[at] = Some(corner);
            let least = if at + 1 < self.groups.len() { self.cost(chosen) } else { None };
            let hopeless = least.is_some_and(|least| self.is_no_better((least, changes + of.changes)));
            if !hopeless && !self.within(chosen, at + 1, changes + of.changes) {
                chosen[at] = None;
                return false;
            }
        }
        chosen[at] = None;
        true
    }

    /// Changes one group after the other while that helps, for as many prices again at most, and each group a few times in
    /// any case.
    fn improve(&mut self) {
        let corners: usize = self.groups.iter().map(|group| group.corners.len()).sum();
        let last = self.priced.saturating_add(self.most.max(corners.saturating_mul(ROUNDS)));
        let start = vec![0; self.groups.len()];
        if self.best.is_none() {
            self.offer(&start);
        }
        let mut better = true;
        while better {
            better = false;
            for (at, group) in self.groups.iter().enumerate() {
                for corner in 0..group.corners.len() {
                    if self.priced >= last {
                        return;
                    }
                    let Some((_, best)) = &self.best else { return };
                    let mut other = best.clone();
                    other[at] = corner;
                    better |= self.offer(&other);
                }
            }
        }
    }
}

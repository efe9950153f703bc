//! Corners: the settings of a group of levers among which the cheapest is, whatever the other groups do.
//!
//! For fixed other groups a bill is linear in the shares of one, so it is cheapest at a corner of what they may be: levers
//! at their caps, at most one at the rest that the others leave of the whole, the others off.

use super::{Allowed, is_monthly};
use crate::amount::{Decimal, Number};
use crate::catalog::{Effect, Lever, Plan};
use crate::engine::Switched;
use crate::scenario::Scenario;
use std::collections::{BTreeMap, BTreeSet};

/// Corners of one group after which no more are looked for: those of 12 levers that exclude nothing.
const MOST_CORNERS: usize = 4096;

/// What all corners of a group leave of lines at most, since it is kept: of a plan with many lines there are fewer corners.
const MOST_LEFT: usize = 200_000;

/// Levers that exclude one another together; a lever without a group by itself.
pub(super) struct Group {
    /// Their ids.
    pub levers: Vec<String>,
    /// The settings to choose from.
    pub corners: Vec<Corner>,
    /// The setting that they have now, by its place; none where it is not allowed.
    pub now: Option<usize>,
    /// Whether the cheapest setting is certainly among them.
    pub complete: bool,
}

/// A setting of a group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Corner {
    /// The shares of the levers that are on.
    pub shares: BTreeMap<String, Decimal>,
    /// How many levers stand otherwise than now.
    pub changes: usize,
}

/// A lever with the most that it may be on for.
type Capped<'c> = (&'c Lever, Decimal);

/// The groups of a plan's levers of which any may be on, or is.
pub(super) fn of(plan: &Plan, scenario: &Scenario, allowed: &Allowed, bill: &mut Switched) -> Vec<Group> {
    let mut groups: Vec<Vec<Capped>> = Vec::new();
    for lever in plan.levers.iter().filter(|lever| is_monthly(lever)) {
        let on = scenario.levers.get(&lever.id).copied();
        let cap = allowed.cap(lever, on);
        if on.is_none() && (cap.is_zero() || !bill.is_touched_by(lever)) {
            continue;
        }
        let same = groups.iter_mut().find(|group| lever.group.is_some() && group[0].0.group == lever.group);
        match same {
            Some(group) => group.push((lever, cap)),
            None => groups.push(vec![(lever, cap)]),
        }
    }
    groups.into_iter().map(|group| corners_of(group, &scenario.levers, bill)).collect()
}

fn corners_of(mut levers: Vec<Capped>, on: &BTreeMap<String, Decimal>, bill: &mut Switched) -> Group {
    // Those that save most stand first, so that a good set is found early and what can't be better is passed over.
    levers.sort_by_cached_key(|(lever, cap)| bill.cost(&BTreeMap::from([(lever.id.clone(), *cap)])).ok());
    let most = (MOST_LEFT / bill.lines().max(1)).min(MOST_CORNERS).max(levers.len() + 1);
    let mut filling = Filling { levers: &levers, on, most, corners: Vec::new(), seen: BTreeSet::new(), complete: true };
    filling.fill(0, Decimal::ONE, BTreeMap::new());
    let now: BTreeMap<String, Decimal> = on.clone().into_iter().filter(|(id, _)| is_of(&levers, id)).collect();
    if levers.iter().all(|(lever, cap)| now.get(&lever.id).is_none_or(|share| share <= cap)) {
        filling.add(now.clone());
    }
    let (corners, complete) = (filling.corners, filling.complete);
    // Free units bend the bill where they are used up: beside others of its group such a lever may be best in between.
    let bends = levers.len() > 1 && levers.iter().any(|(lever, _)| matches!(lever.effect, Effect::Free { .. }));
    Group {
        levers: levers.iter().map(|(lever, _)| lever.id.clone()).collect(),
        now: corners.iter().position(|corner| corner.shares == now),
        corners,
        complete: complete && !bends,
    }
}

fn is_of(levers: &[Capped], id: &str) -> bool {
    levers.iter().any(|(lever, _)| lever.id == id)
}

/// Fills the whole with caps, in every order that comes to something else.
struct Filling<'a, 'c> {
    levers: &'a [Capped<'c>],
    on: &'a BTreeMap<String, Decimal>,
    most: usize,
    corners: Vec<Corner>,
    seen: BTreeSet<BTreeMap<String, Decimal>>,
    complete: bool,
}

impl Filling<'_, '_> {
    /// Adds every corner with levers from a place on, where so much of the whole is left by those before.
    fn fill(&mut self, at: usize, left: Decimal, shares: BTreeMap<String, Decimal>) {
        if self.corners.len() >= self.most {
            self.complete = false;
            return;
        }
        let Some((lever, cap)) = self.levers.get(at) else {
            return self.add_with_rest(left, shares);
        };
        if !cap.is_zero() && *cap <= left {
            let mut with = shares.clone();
            with.insert(lever.id.clone(), *cap);
            self.fill(at + 1, left.minus(*cap).unwrap_or_default(), with);
        }
        self.fill(at + 1, left, shares);
    }

    /// Adds a corner, and those where one lever more fills what is left.
    fn add_with_rest(&mut self, left: Decimal, shares: BTreeMap<String, Decimal>) {
        let partly = |(lever, cap): &&Capped| !left.is_zero() && *cap > left && !shares.contains_key(&lever.id);
        for (lever, _) in self.levers.iter().filter(partly) {
            let mut with = shares.clone();
            with.insert(lever.id.clone(), left);
            self.add(with);
        }
        self.add(shares);
    }

    fn add(&mut self, shares: BTreeMap<String, Decimal>) {
        if !self.seen.insert(shares.clone()) {
            return;
        }
        let changed = |(lever, _): &&Capped| self.on.get(&lever.id) != shares.get(&lever.id);
        let changes = self.levers.iter().filter(changed).count();
        self.corners.push(Corner { shares, changes });
    }
}

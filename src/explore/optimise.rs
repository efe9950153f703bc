//! Optimise: the cheapest set of levers that the rules allow, as things are and on every card.

mod corners;
mod elsewhere;
mod search;
mod steps;

pub use elsewhere::Elsewhere;
pub use steps::Step;

use crate::amount::{Decimal, Number, Overflow};
use crate::catalog::{Catalog, Effect, Lever, Plan};
use crate::engine::Switched;
use crate::scenario::Scenario;
use std::collections::BTreeMap;

/// How many combinations are priced before the search goes on group by group: a second's work where none can be passed over.
pub const MOST: usize = 250_000;

/// How many lines are gone through for all prices of a search: a second's work too. Of a plan with many lines fewer
/// combinations are priced.
const MOST_WORK: usize = 20_000_000;

/// What may be done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Allowed {
    /// The most that levers may be on for, by their ids; 0 forbids one. Of a lever that is not named all that it touches,
    /// unless the user has to say how much that is: such a one may be on for what it is on for already.
    pub shares: BTreeMap<String, Decimal>,
    /// Whether other cards, regions and ways to buy are looked at too.
    pub cards: bool,
    /// How many combinations are priced before the search goes on group by group.
    pub most: usize,
}

impl Default for Allowed {
    fn default() -> Self {
        Allowed { shares: BTreeMap::new(), cards: false, most: MOST }
    }
}

/// Why a lever is not in the set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unused {
    /// The user has to say what it saves, or how large the part is that it acts on.
    Asks,
    /// The user forbade it.
    Forbidden,
    /// Its saving is in the document's figures already.
    Claimed,
    /// It is money given once.
    Once,
    /// Nothing that it touches is bought, or the price holds its saving already.
    Untouched,
    /// Others save as much or more of the same.
    NoHelp,
}

/// The cheapest set of levers, and the way to it.
#[derive(Clone, Debug)]
pub struct Optimum {
    /// What a month of the scenario costs now, as expected.
    pub now: Decimal,
    /// What it costs with the set.
    pub then: Decimal,
    /// Now minus then.
    pub saves: Decimal,
    /// Whether nothing cheaper can be; else one group after the other was changed for as long as that helped and a few
    /// seconds allow.
    pub exhaustive: bool,
    /// How many combinations were priced; the others can't be cheaper where it is exhaustive.
    pub looked: usize,
    /// How many combinations there are.
    pub combinations: u128,
    /// The changes, each that saves most where the ones before are made; of very many the last in the order of the plan.
    pub steps: Vec<Step>,
    /// The levers of the plan that are off in the end, by their places, with why.
    pub unused: Vec<(usize, Unused)>,
    /// The scenario with the set.
    pub scenario: Scenario,
    /// The same on other cards, regions and ways to buy, the cheapest first; empty unless they were to be looked at.
    pub elsewhere: Vec<Elsewhere>,
}

/// The cheapest set of levers under what is allowed: shares of a group add up to at most 100 %, a lever is on for no more
/// than it may. Of two sets that cost the same the one with fewer changes, so that a lever that saves nothing stays off.
pub fn optimise(catalog: &Catalog, plan: &Plan, scenario: &Scenario, allowed: &Allowed) -> Result<Optimum, Overflow> {
    let best = set(catalog, plan, scenario, allowed)?;
    let Some(mut bill) = Switched::of(catalog, scenario) else { return Err(Overflow) };
    let now = bill.cost(&scenario.levers)?;
    let then = bill.cost(&best.levers)?;
    let steps = steps::to(plan, &mut bill, &scenario.levers, &best.levers)?;
    let off = plan.levers.iter().enumerate().filter(|(_, lever)| !best.levers.contains_key(&lever.id));
    let unused = off.map(|(at, lever)| (at, unused(lever, &bill, allowed))).collect();
    Ok(Optimum {
        now,
        then,
        saves: now.minus(then)?,
        exhaustive: best.exhaustive,
        looked: best.looked,
        combinations: best.combinations,
        steps,
        unused,
        scenario: Scenario { levers: best.levers, ..scenario.clone() },
        elsewhere: if allowed.cards { elsewhere::all(catalog, plan, scenario, allowed) } else { Vec::new() },
    })
}

/// The cheapest shares of levers, and how they were found.
struct Set {
    levers: BTreeMap<String, Decimal>,
    exhaustive: bool,
    looked: usize,
    combinations: u128,
}

fn set(catalog: &Catalog, plan: &Plan, scenario: &Scenario, allowed: &Allowed) -> Result<Set, Overflow> {
    let Some(mut bill) = Switched::of(catalog, scenario) else { return Err(Overflow) };
    let groups = corners::of(plan, scenario, allowed, &mut bill);
    // What no group holds stays on: money given once.
    let held = |id: &String| groups.iter().any(|group| group.levers.contains(id));
    let mut levers = scenario.levers.clone();
    levers.retain(|id, _| !held(id));
    let found = search::cheapest(bill, &groups, allowed.most)?;
    for (group, corner) in groups.iter().zip(&found.corners) {
        levers.extend(group.corners[*corner].shares.clone());
    }
    let counts = groups.iter().map(|group| group.corners.len() as u128);
    let combinations = counts.fold(1, u128::saturating_mul);
    Ok(Set {
        levers,
        exhaustive: found.complete && groups.iter().all(|group| group.complete),
        // Group by group one may be priced again.
        looked: found.looked.min(usize::try_from(combinations).unwrap_or(usize::MAX)),
        combinations,
    })
}

impl Allowed {
    /// The most that a lever may be on for, where it is on for a share now.
    fn cap(&self, lever: &Lever, on: Option<Decimal>) -> Decimal {
        let unless_said = if lever.asks() { on.unwrap_or(Decimal::ZERO) } else { Decimal::ONE };
        self.shares.get(&lever.id).copied().unwrap_or(unless_said).min(Decimal::ONE)
    }
}

/// Whether a lever does anything to a month.
fn is_monthly(lever: &Lever) -> bool {
    !matches!(lever.effect, Effect::Claims(_) | Effect::Credit(_))
}

fn unused(lever: &Lever, bill: &Switched, allowed: &Allowed) -> Unused {
    match &lever.effect {
        Effect::Claims(_) => Unused::Claimed,
        Effect::Credit(_) => Unused::Once,
        _ if allowed.shares.get(&lever.id).is_some_and(Decimal::is_zero) => Unused::Forbidden,
        _ if !bill.is_touched_by(lever) => Unused::Untouched,
        _ if allowed.cap(lever, None).is_zero() => Unused::Asks,
        _ => Unused::NoHelp,
    }
}

//! The way from the levers as they are to the cheapest set, what saves most first.

use super::MOST_WORK;
use crate::amount::{Decimal, Number, Overflow};
use crate::catalog::{Lever, Plan};
use crate::engine::Switched;
use std::collections::BTreeMap;

/// One lever switched on, off, or to another share.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// The lever, by its place in the plan.
    pub lever: usize,
    /// The share before; none where it was off.
    pub from: Option<Decimal>,
    /// The share after; none where it is off.
    pub to: Option<Decimal>,
    /// What it saves a month at this step; below 0 where it makes room for another, or was forbidden.
    pub saves: Decimal,
    /// What a month costs after it.
    pub cost: Decimal,
}

type Shares = BTreeMap<String, Decimal>;

/// The changes from one set to another, each the one that saves most of those that the shares of its group have room for;
/// of very many lines and levers the last ones in the order of the plan.
pub(super) fn to(plan: &Plan, bill: &mut Switched, from: &Shares, to: &Shares) -> Result<Vec<Step>, Overflow> {
    let mut now = from.clone();
    let mut cost = bill.cost(&now)?;
    let mut left: Vec<usize> =
        (0..plan.levers.len()).filter(|at| from.get(&plan.levers[*at].id) != to.get(&plan.levers[*at].id)).collect();
    let mut steps = Vec::new();
    // A price goes through every line, and every lever on each.
    let mut prices = MOST_WORK / (bill.lines() * plan.levers.len()).max(1);
    while !left.is_empty() {
        let mut best: Option<(usize, Shares, Decimal)> = None;
        for (place, lever) in left.iter().map(|at| &plan.levers[*at]).enumerate() {
            let other = changed(&now, &lever.id, to.get(&lever.id));
            // Less of a lever always fits, and once nothing is to be lessened the rest is within the set.
            if !has_room(plan, lever, &other) {
                continue;
            }
            let cost = bill.cost(&other)?;
            prices = prices.saturating_sub(1);
            if best.as_ref().is_none_or(|(_, _, least)| cost < *least) {
                best = Some((place, other, cost));
            }
            if prices == 0 {
                break;
            }
        }
        let Some((place, other, after)) = best else { break };
        let lever = left.remove(place);
        let id = &plan.levers[lever].id;
        let (from, to) = (now.get(id).copied(), to.get(id).copied());
        steps.push(Step { lever, from, to, saves: cost.minus(after)?, cost: after });
        (now, cost) = (other, after);
    }
    Ok(steps)
}

fn changed(shares: &Shares, id: &str, to: Option<&Decimal>) -> Shares {
    let mut other = shares.clone();
    match to {
        Some(share) => other.insert(id.to_owned(), *share),
        None => other.remove(id),
    };
    other
}

/// Whether the shares of a lever's group stay within the whole.
fn has_room(plan: &Plan, lever: &Lever, shares: &Shares) -> bool {
    let same = plan.levers.iter().filter(|other| lever.group.is_some() && other.group == lever.group);
    same.filter_map(|other| shares.get(&other.id)).sum::<Decimal>() <= Decimal::ONE
}

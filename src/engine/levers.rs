//! Savings: what the levers that are on leave of each line.

mod acting;
mod parted;

pub use acting::Acting;
pub(super) use parted::Parted;

use super::left::Left;
use crate::amount::{CARRIED_PLACES, Decimal, End, Estimate, Number, Overflow};
use crate::catalog::{Catalog, Effect, Lever, Line, Plan};
use crate::scenario::Scenario;
use std::collections::BTreeMap;

/// Levers of one group are on for more than the whole.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("exclusive levers exceed 100 %: {levers} touch the same, and add up to {sum}")]
pub struct LeverError {
    /// The levers with their shares.
    pub levers: String,
    /// The shares, added.
    pub sum: String,
}

/// The levers that are on, with their shares.
#[derive(Default)]
pub(super) struct Factors<'c>(Vec<(&'c Lever, Decimal)>);

/// What a line's price on a card holds already.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Bought {
    /// Whether it is a spot or reserved price.
    pub committed: bool,
    /// Whether its first units are free.
    pub allowance: bool,
}

impl Bought {
    /// Whether a lever's saving is in the price: it would be counted twice.
    fn holds(self, lever: &Lever) -> bool {
        (self.committed && lever.purchase) || (self.allowance && matches!(lever.effect, Effect::Free { .. }))
    }
}

impl<'c> Factors<'c> {
    /// The scenario's levers, unless the shares of a group exceed 100 %.
    pub(super) fn of(plan: &'c Plan, scenario: &Scenario) -> Result<Self, LeverError> {
        Factors::with(plan, &scenario.levers)
    }

    /// The levers of a plan that are on for these shares.
    pub(super) fn with(plan: &'c Plan, shares: &BTreeMap<String, Decimal>) -> Result<Self, LeverError> {
        let on = plan.levers.iter().filter_map(|lever| Some((lever, *shares.get(&lever.id)?)));
        let factors = Factors(on.collect());
        for group in factors.groups() {
            let sum = group.iter().map(|(_, share)| *share).try_fold(Decimal::ZERO, |sum, share| sum.plus(share));
            if !matches!(sum, Ok(sum) if sum <= Decimal::ONE) {
                let share =
                    |(lever, share): &(&Lever, Decimal)| format!("{} {}", lever.id, crate::amount::percent(*share));
                let levers = group.iter().map(share).collect::<Vec<_>>().join(" and ");
                let sum = sum.map_or("—".to_owned(), crate::amount::percent);
                return Err(LeverError { levers, sum });
            }
        }
        Ok(factors)
    }

    /// Levers that exclude one another together; a lever without a group is a group of its own.
    fn groups(&self) -> Vec<Vec<(&'c Lever, Decimal)>> {
        let mut groups: Vec<Vec<(&Lever, Decimal)>> = Vec::new();
        for &(lever, share) in &self.0 {
            let same = groups.iter_mut().find(|group| lever.group.is_some() && group[0].0.group == lever.group);
            match same {
                Some(group) => group.push((lever, share)),
                None => groups.push(vec![(lever, share)]),
            }
        }
        groups
    }

    /// What is left of a line: Π over groups of (1 − Σ share × saving), after the units that are free.
    pub(super) fn on(&self, line: &Line, bought: Bought) -> Result<Left<Decimal>, Overflow> {
        let acts = |lever: &Lever| touches(lever, line) && !bought.holds(lever);
        let touching: Vec<&(&Lever, Decimal)> = self.0.iter().filter(|(lever, _)| acts(lever)).collect();
        if touching.is_empty() {
            return Ok(Left::ALL);
        }
        self.left_of(line, &touching)
    }

    /// Whether a lever that is on does nothing to a line because its price holds the saving already.
    pub(super) fn is_idle_on(&self, line: &Line, bought: Bought) -> bool {
        self.0.iter().any(|(lever, share)| !share.is_zero() && touches(lever, line) && bought.holds(lever))
    }

    fn left_of(&self, line: &Line, touching: &[&(&Lever, Decimal)]) -> Result<Left<Decimal>, Overflow> {
        let acts = |lever: &Lever| touching.iter().any(|(other, _)| std::ptr::eq(*other, lever));
        // A swap is below the bar: what the line costs as printed.
        let mut over = Decimal::ONE;
        for (lever, _) in touching {
            over = over.times(swapped(lever, line).map_or(Decimal::ONE, |(before, _)| before))?;
        }
        let mut ends = [Decimal::ONE; 3];
        for end in End::ALL {
            // Each rest is over its part of the bar's foot: what is left is a product, divided once and last.
            let mut factor = Decimal::ONE;
            for group in self.groups() {
                let mut rest = Decimal::ONE;
                let mut below = Decimal::ONE;
                for (lever, share) in group.iter().filter(|(lever, _)| acts(lever)) {
                    let (saved, of) = saving(lever, line, end)?;
                    rest = rest.times(of)?.minus(share.times(saved)?.times(below)?)?;
                    below = below.times(of)?;
                }
                factor = carried(factor, rest.max(Decimal::ZERO))?;
            }
            ends[end as usize] = factor;
        }
        let mut free = Decimal::ZERO;
        for (lever, share) in touching {
            if let Effect::Free { units, .. } = &lever.effect {
                free = free.plus(units.times(*share)?)?;
            }
        }
        let [low, expected, high] = ends;
        Ok(Left { factor: Estimate { low, expected, high }, over, free })
    }
}

/// A product of shares, each of which has more digits than the one before: where 28 don't hold it exactly, it is carried
/// to as many places as a quotient that repeats.
pub(super) fn carried(a: Decimal, b: Decimal) -> Result<Decimal, Overflow> {
    let rounded = || a.checked_mul(b).filter(|product| product.scale() >= CARRIED_PLACES).ok_or(Overflow);
    a.times(b).or_else(|_| rounded())
}

/// Whether a lever does anything to a line.
pub(super) fn touches(lever: &Lever, line: &Line) -> bool {
    let named = lever.on.iter().any(|name| *name == line.id || *name == line.category || name == "all");
    named
        && match &lever.effect {
            Effect::Free { unit, .. } => line.unit.as_ref() == Some(unit),
            Effect::Swaps(_) => swapped(lever, line).is_some(),
            Effect::Saves(_) | Effect::Asks => true,
            Effect::Claims(_) | Effect::Credit(_) => false,
        }
}

/// A line's printed amount and what comes in its place, where a lever swaps it.
fn swapped(lever: &Lever, line: &Line) -> Option<(Decimal, Decimal)> {
    let Effect::Swaps(swaps) = &lever.effect else { return None };
    let swap = swaps.iter().find(|swap| swap.line == line.id)?;
    let before = line.printed_amount().ok().flatten()?.expected;
    (!before.is_zero()).then_some((before, swap.amount))
}

/// What a lever saves of a line, as a quotient. Low cost is after the largest saving.
fn saving(lever: &Lever, line: &Line, end: End) -> Result<(Decimal, Decimal), Overflow> {
    Ok(match &lever.effect {
        Effect::Saves(saves) => match end {
            End::Low => (saves.high, Decimal::ONE),
            End::Expected => (saves.expected, Decimal::ONE),
            End::High => (saves.low, Decimal::ONE),
        },
        Effect::Swaps(_) => match swapped(lever, line) {
            Some((before, after)) => (before.minus(after)?, before),
            None => (Decimal::ZERO, Decimal::ONE),
        },
        // The share that the user gives is the saving.
        Effect::Asks => (Decimal::ONE, Decimal::ONE),
        Effect::Free { .. } | Effect::Claims(_) | Effect::Credit(_) => (Decimal::ZERO, Decimal::ONE),
    })
}

/// Whether a scenario's levers can be on together: the shares of a group stay within 100 %.
pub fn levers_fit(catalog: &Catalog, scenario: &Scenario) -> Result<(), LeverError> {
    super::plan_of(catalog, scenario).map_or(Ok(()), |plan| Factors::of(plan, scenario).map(drop))
}

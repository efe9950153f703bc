//! The factors of one month: those with which each category of the plan costs what the bill asks, shares of lines included.
//!
//! A category costs what its lines cost, and a share moves with the lines it is of, of whatever category. So what category a
//! costs is kₐ + Σ mₐᵦ·fᵦ, with the factors f of all categories: as many equations as factors. The k and m are told by the
//! quote itself, with factors of 0 and 1. Nearly always there is an order in which each equation has one factor that is not
//! known yet; where categories hold shares of each other, they are eliminated.

use super::Without;
use super::held::{self, Held};
use crate::amount::{Decimal, Estimate, Number, Overflow};
use crate::catalog::Catalog;
use crate::scenario::Scenario;
use std::collections::BTreeMap;

/// Decimal places of a factor; one below a tenth has as many digits that count.
const FACTOR_PLACES: u32 = 4;

/// Decimal places while eliminating, which keeps products within 28 digits; what a factor is rounded to is far above.
const PLACES: u32 = 9;

/// The factor of each category of the plan, or why it has none.
pub(super) type Fitted = BTreeMap<String, Result<Decimal, Without>>;

/// What a category costs.
#[derive(Clone, Debug)]
struct Equation {
    /// Its place among the categories that are to have a factor.
    of: usize,
    /// What its factors are to make: the bill, less what no factor moves.
    target: Decimal,
    /// How it rises with the factor of each.
    terms: Vec<Decimal>,
}

/// Why the equations are not solved: the category that is to go without a factor.
enum Unsolved {
    Without(usize, Without),
    TooLarge,
}

impl From<Overflow> for Unsolved {
    fn from(_: Overflow) -> Self {
        Unsolved::TooLarge
    }
}

/// The factors of a month.
pub(super) fn factors(catalog: &Catalog, held: &Held) -> Result<Fitted, Overflow> {
    let mut without: BTreeMap<String, Without> = BTreeMap::new();
    let mut open: Vec<String> = Vec::new();
    for name in held.planned_names() {
        match held.without(name) {
            Some(why) => drop(without.insert(name.clone(), why)),
            None => open.push(name.clone()),
        }
    }
    loop {
        let mut found = vec![Decimal::ZERO; open.len()];
        match solve(equations(catalog, held, &open)?, &mut found) {
            Ok(()) => {
                let known = open.into_iter().zip(found.into_iter().map(Ok));
                return Ok(known.chain(without.into_iter().map(|(name, why)| (name, Err(why)))).collect());
            }
            // The others are fitted beside it as the plan has it.
            Err(Unsolved::Without(at, why)) => drop(without.insert(open.remove(at), why)),
            Err(Unsolved::TooLarge) => return Err(Overflow),
        }
    }
}

/// The equations of the categories that are to have a factor, those of all others as they stay.
fn equations(catalog: &Catalog, held: &Held, open: &[String]) -> Result<Vec<Equation>, Overflow> {
    let costs = |at_one: Option<usize>| {
        let others = open.iter().enumerate().filter(|(at, _)| Some(*at) != at_one);
        let none = others.map(|(_, name)| (name.clone(), Estimate::exact(Decimal::ZERO)));
        let factors = held.left_out().map(|name| (name.clone(), Estimate::exact(Decimal::ZERO))).chain(none).collect();
        held::costs(catalog, &Scenario { factors, ..held.scenario.clone() })
    };
    let stays = costs(None)?;
    let moved = (0..open.len()).map(|at| costs(Some(at))).collect::<Result<Vec<_>, _>>()?;
    let of = |costs: &BTreeMap<String, Decimal>, name: &String| costs.get(name).copied().unwrap_or_default();
    let equation = |(at, name): (usize, &String)| {
        let stays = of(&stays, name);
        let terms = moved.iter().map(|costs| of(costs, name).minus(stays)).collect::<Result<Vec<_>, _>>()?;
        Ok(Equation { of: at, target: held.billed(name).unwrap_or_default().minus(stays)?, terms })
    };
    open.iter().enumerate().map(equation).collect()
}

/// Finds the factors, each as it is told: one that rests on others makes up for their rounding.
fn solve(mut open: Vec<Equation>, found: &mut [Decimal]) -> Result<(), Unsolved> {
    // First off, found last, is what the fewest others hold shares of: mostly none.
    let holders = |of: usize| open.iter().filter(|other| other.of != of && !other.terms[of].is_zero()).count();
    let Some(at) = (0..open.len()).min_by_key(|at| holders(open[*at].of)) else { return Ok(()) };
    let it = open.swap_remove(at);
    let own = it.terms[it.of];
    if own <= Decimal::ZERO {
        return Err(Unsolved::Without(it.of, Without::Tied));
    }
    for other in open.iter_mut().filter(|other| !other.terms[it.of].is_zero()) {
        let share = other.terms[it.of].over(own)?.round_dp(PLACES);
        let less =
            |of: Decimal, by: Decimal| Ok::<_, Overflow>(of.minus(share.times(by.round_dp(PLACES))?)?.round_dp(PLACES));
        other.target = less(other.target, it.target)?;
        for (at, term) in other.terms.iter_mut().enumerate() {
            *term = if at == it.of { Decimal::ZERO } else { less(*term, it.terms[at])? };
        }
    }
    let rest: Vec<usize> = open.iter().map(|other| other.of).collect();
    solve(open, found)?;
    let target = rest.into_iter().try_fold(it.target, |target, at| target.minus(it.terms[at].times(found[at])?))?;
    if target < Decimal::ZERO {
        return Err(Unsolved::Without(it.of, Without::Exceeded));
    }
    found[it.of] = told(target.over(own)?);
    Ok(())
}

fn told(factor: Decimal) -> Decimal {
    let small = factor < Decimal::new(1, 1);
    let rounded = if small { factor.round_sf(FACTOR_PLACES) } else { Some(factor.round_dp(FACTOR_PLACES)) };
    rounded.unwrap_or(factor).normalize()
}

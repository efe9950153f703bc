//! What each lever of a plan is worth now, and which levers would silence a rule.

use crate::amount::{Decimal, Number};
use crate::catalog::{Catalog, Effect, Lever, Plan};
use crate::engine::{self, Verdict};
use crate::scenario::Scenario;

/// A lever as it stands.
#[derive(Clone, Debug)]
pub struct Worth {
    /// Its place in the plan.
    pub lever: usize,
    /// The share that is on; none where it is off.
    pub on: Option<Decimal>,
    /// What it saves a month: of one that is on the quote without it minus the quote with it, of one that is off the
    /// other way round, at the share that its group has left. None where it has no figure yet, or nothing is left of its group.
    pub saves: Option<Decimal>,
    /// Whether that is the most it could save, because nobody has said how large the part is that it acts on.
    pub at_most: bool,
}

/// What each lever is worth, in the plan's order.
pub fn levers(catalog: &Catalog, plan: &Plan, scenario: &Scenario) -> Vec<Worth> {
    let now = engine::cost(catalog, scenario);
    let worth = |(lever, of): (usize, &Lever)| {
        let on = scenario.levers.get(&of.id).copied();
        let other = match on {
            Some(_) => without(scenario, of),
            None => match room(plan, scenario, of).and_then(|share| with(scenario, of, share)) {
                Some(other) => other,
                None => return Worth { lever, on, saves: None, at_most: false },
            },
        };
        let (a, b) = (engine::cost(catalog, &other), now);
        let (before, after) = if on.is_some() { (a, b) } else { (b, a) };
        Worth {
            lever,
            on,
            saves: before.and_then(|before| before.minus(after?)).ok(),
            at_most: on.is_none() && of.part,
        }
    };
    plan.levers.iter().enumerate().map(worth).collect()
}

fn without(scenario: &Scenario, lever: &Lever) -> Scenario {
    let mut other = scenario.clone();
    other.levers.remove(&lever.id);
    other
}

/// The scenario with a lever on; none for one that needs a figure from the user, or does nothing to a month.
fn with(scenario: &Scenario, lever: &Lever, share: Decimal) -> Option<Scenario> {
    match lever.effect {
        Effect::Saves(_) | Effect::Swaps(_) | Effect::Free { .. } => {
            let mut other = scenario.clone();
            other.levers.insert(lever.id.clone(), share);
            Some(other)
        }
        Effect::Asks | Effect::Claims(_) | Effect::Credit(_) => None,
    }
}

/// The share of what it touches that its group leaves to a lever; none where that is nothing.
pub fn room(plan: &Plan, scenario: &Scenario, lever: &Lever) -> Option<Decimal> {
    let same = |other: &&Lever| other.id != lever.id && lever.group.is_some() && other.group == lever.group;
    let taken: Decimal = plan.levers.iter().filter(same).filter_map(|other| scenario.levers.get(&other.id)).sum();
    let left = Decimal::ONE - taken;
    (left > Decimal::ZERO).then_some(left)
}

/// Levers to switch on, with their shares.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Silencers {
    /// The levers, most telling first.
    pub levers: Vec<(String, Decimal)>,
    /// Whether the rule is silent with all of them on.
    pub silent: bool,
}

/// The levers that move what a speaking rule measures the most, one after the other, until it is silent. Conditions of
/// levers are for the user to judge.
pub fn silencers(catalog: &Catalog, plan: &Plan, scenario: &Scenario, rule: usize) -> Silencers {
    let mut scenario = scenario.clone();
    let mut found = Silencers::default();
    let told = |scenario: &Scenario| told(&engine::verdicts(catalog, scenario), rule);
    let Some((mut value, mut speaks)) = told(&scenario) else { return found };
    // A target is silenced from below, or from above: whichever way its comparison wants.
    let falls = wants_less(plan, rule);
    while speaks {
        let off = plan.levers.iter().filter(|lever| !lever.asks() && !scenario.levers.contains_key(&lever.id));
        let tries = off.filter_map(|lever| {
            let share = room(plan, &scenario, lever)?;
            let other = with(&scenario, lever, share)?;
            let (value, speaks) = told(&other)?;
            Some((lever, share, other, value, speaks))
        });
        let better = |a: Decimal, b: Decimal| if falls { a < b } else { a > b };
        let best = tries.reduce(|best, next| if better(next.3, best.3) { next } else { best });
        let Some((lever, share, other, new, still)) = best.filter(|best| better(best.3, value)) else { return found };
        found.levers.push((lever.id.clone(), share));
        (scenario, value, speaks) = (other, new, still);
    }
    found.silent = true;
    found
}

fn told(verdicts: &[Verdict], rule: usize) -> Option<(Decimal, bool)> {
    let verdict = verdicts.iter().find(|verdict| verdict.rule == rule)?;
    Some((verdict.value?, verdict.speaks?))
}

fn wants_less(plan: &Plan, rule: usize) -> bool {
    use crate::catalog::Sign::{Above, AtLeast};
    let rule = &plan.rules[rule];
    matches!(rule.is.sign, Above | AtLeast) == rule.kind.fires()
}

//! What each lever of a plan is worth now, and which levers would silence a rule.

use crate::amount::{Decimal, Number, Overflow};
use crate::catalog::{Catalog, Effect, Lever, Plan};
use crate::engine::{self, Switched, Verdict};
use crate::scenario::Scenario;
use std::collections::BTreeMap;

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
    /// What it takes off the bill by itself, on for all that it touches: what ranks it, whatever else is on. Of a lever
    /// that asks, all that it touches. None where it never takes anything off a month.
    pub alone: Option<Decimal>,
}

/// What the levers of a plan are worth now.
#[derive(Clone, Debug, Default)]
pub struct Worths {
    /// Each, in the plan's order.
    pub levers: Vec<Worth>,
    /// What those that are on save together; none where none is on.
    pub together: Option<Decimal>,
}

/// What each lever is worth, and all that are on together.
pub fn levers(catalog: &Catalog, plan: &Plan, scenario: &Scenario) -> Worths {
    let Some(mut bill) = Switched::of(catalog, scenario) else { return Worths::default() };
    let (none, on) = (BTreeMap::new(), &scenario.levers);
    let none_on = bill.cost(&none);
    let now = if on.is_empty() { none_on } else { bill.cost(on) };
    let mut worth = |(lever, of): (usize, &Lever)| {
        let mut cost = |shares: Option<Shares>| shares.map(|shares| bill.cost(&shares));
        let share = on.get(&of.id).copied();
        let alone = saved(Some(none_on), cost(on_for(&none, of, Decimal::ONE)));
        let saves = match (share, room(plan, scenario, of)) {
            (Some(_), _) => saved(cost(Some(without(on, of))), Some(now)),
            // Without any other lever on, that is what was just asked.
            (None, _) if on.is_empty() => alone.filter(|_| !of.asks()),
            (None, Some(room)) => saved(Some(now), cost(with(on, of, room))),
            (None, None) => None,
        };
        Worth { lever, on: share, saves, alone }
    };
    let levers = plan.levers.iter().enumerate().map(&mut worth).collect();
    let together = saved(Some(none_on), Some(now)).filter(|_| !on.is_empty());
    Worths { levers, together }
}

/// Before minus after, where both can be told.
fn saved(before: Option<Result<Decimal, Overflow>>, after: Option<Result<Decimal, Overflow>>) -> Option<Decimal> {
    before?.ok()?.minus(after?.ok()?).ok()
}

/// What each line of the bill loses by a lever, by the line's place: now, where it is on, else by what [`levers`] says
/// it would save. Lines that lose nothing are left out.
pub fn by_line(catalog: &Catalog, plan: &Plan, scenario: &Scenario, lever: &Lever) -> Vec<(usize, Decimal)> {
    let on = scenario.levers.contains_key(&lever.id);
    let other = match (on, room(plan, scenario, lever)) {
        (true, _) => Some(without(&scenario.levers, lever)),
        (false, share) => share.and_then(|share| with(&scenario.levers, lever, share)),
    };
    let Some(levers) = other else { return Vec::new() };
    let other = Scenario { levers, ..scenario.clone() };
    let costs = |scenario: &Scenario| {
        let lines = engine::lines(catalog, scenario).into_iter();
        lines.map(|line| line.cost.map(|cost| cost.after.expected)).collect::<Vec<_>>()
    };
    let (now, other) = (costs(scenario), costs(&other));
    let (before, after) = if on { (other, now) } else { (now, other) };
    let lost = before.into_iter().zip(after).map(|(before, after)| before?.minus(after?));
    lost.enumerate().filter_map(|(at, lost)| Some((at, lost.ok().filter(|lost| !lost.is_zero())?))).collect()
}

/// Shares of levers.
type Shares = BTreeMap<String, Decimal>;

fn without(shares: &Shares, lever: &Lever) -> Shares {
    let mut other = shares.clone();
    other.remove(&lever.id);
    other
}

/// The shares with a lever on; none for one that needs a figure from the user, or does nothing to a month.
fn with(shares: &Shares, lever: &Lever, share: Decimal) -> Option<Shares> {
    on_for(shares, lever, share).filter(|_| !lever.asks())
}

/// The same, with the share standing for the figure that the user would give.
fn on_for(shares: &Shares, lever: &Lever, share: Decimal) -> Option<Shares> {
    if matches!(lever.effect, Effect::Claims(_) | Effect::Credit(_)) {
        return None;
    }
    let mut other = shares.clone();
    other.insert(lever.id.clone(), share);
    Some(other)
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
        let tries = plan.levers.iter().filter(|lever| !scenario.levers.contains_key(&lever.id)).filter_map(|lever| {
            let share = room(plan, &scenario, lever)?;
            let other = Scenario { levers: with(&scenario.levers, lever, share)?, ..scenario.clone() };
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

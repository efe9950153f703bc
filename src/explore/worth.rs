//! What each lever of a plan is worth now, and which levers would silence a rule.

use crate::amount::{Decimal, Number, Overflow};
use crate::catalog::{Catalog, Effect, Lever, Plan};
use crate::engine::{self, Switched};
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
    /// What it takes off the bill by itself, on for all that it touches: what ranks it, whatever else is on, and the most
    /// that one which acts on a part can save. Of a lever that asks what it saves, all that it touches. None where it
    /// never takes anything off a month.
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
        let lines = engine::month(catalog, scenario).lines.into_iter();
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
    pub levers: Vec<Silencer>,
    /// Whether the rule is silent with all of them on.
    pub silent: bool,
}

/// A lever that helps to silence a rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Silencer {
    /// The lever.
    pub lever: String,
    /// The share to switch it on at.
    pub share: Decimal,
    /// Whether that is a share of a part that the user alone knows: the least that is enough, in whole percent, or all.
    pub assumed: bool,
}

/// The levers that move what a speaking rule measures the most, one after the other, until it is silent: those that act
/// on all of what they touch first, then those that act on a part of it. Conditions of levers are for the user to judge.
pub fn silencers(catalog: &Catalog, plan: &Plan, scenario: &Scenario, rule: usize) -> Silencers {
    let mut search = Search { catalog, plan, rule, scenario: scenario.clone(), found: Silencers::default() };
    let Some((value, speaks)) = search.told(scenario) else { return search.found };
    search.found.silent = !speaks;
    let mut value = value;
    for part in [false, true] {
        while !search.found.silent {
            let Some(new) = search.step(value, part) else { break };
            value = new;
        }
    }
    search.found
}

struct Search<'c> {
    catalog: &'c Catalog,
    plan: &'c Plan,
    rule: usize,
    scenario: Scenario,
    found: Silencers,
}

impl Search<'_> {
    /// What the rule measures, and whether it speaks.
    fn told(&self, scenario: &Scenario) -> Option<(Decimal, bool)> {
        let verdicts = engine::verdicts(self.catalog, scenario);
        let verdict = verdicts.iter().find(|verdict| verdict.rule == self.rule)?;
        Some((verdict.value?, verdict.speaks?))
    }

    /// The scenario with a lever on; none for one whose saving the user alone knows.
    fn with(&self, lever: &Lever, share: Decimal) -> Option<Scenario> {
        let levers = on_for(&self.scenario.levers, lever, share).filter(|_| !matches!(lever.effect, Effect::Asks))?;
        Some(Scenario { levers, ..self.scenario.clone() })
    }

    /// Switches the most telling lever on; what is measured then. None where none helps.
    fn step(&mut self, value: Decimal, part: bool) -> Option<Decimal> {
        let better = if self.wants_less() { |a: Decimal, b: Decimal| a < b } else { |a: Decimal, b: Decimal| a > b };
        let off =
            self.plan.levers.iter().filter(|lever| lever.part == part && !self.scenario.levers.contains_key(&lever.id));
        let tries = off.filter_map(|lever| {
            let share = room(self.plan, &self.scenario, lever)?;
            let (value, speaks) = self.told(&self.with(lever, share)?)?;
            Some((lever, share, value, speaks))
        });
        let best = tries.reduce(|best, next| if better(next.2, best.2) { next } else { best });
        let (lever, share, new, speaks) = best.filter(|best| better(best.2, value))?;
        let share = if part && !speaks { self.least(lever, share) } else { share };
        self.scenario.levers.insert(lever.id.clone(), share);
        self.found.levers.push(Silencer { lever: lever.id.clone(), share, assumed: part });
        self.found.silent = !speaks;
        Some(new)
    }

    /// The least share, in whole percent, with which a lever silences the rule; it does with `most`.
    fn least(&self, lever: &Lever, most: Decimal) -> Decimal {
        let percent = |n: i64| Decimal::new(n, 2);
        let speaks = |share: Decimal| {
            let other = self.with(lever, share);
            other.and_then(|other| self.told(&other)).is_none_or(|(_, speaks)| speaks)
        };
        let shares: Vec<Decimal> = (1..=100).map(percent).take_while(|share| *share < most).collect();
        let at = shares.partition_point(|share| speaks(*share));
        shares.get(at).copied().unwrap_or(most)
    }

    /// A rule is silenced from below, or from above: whichever way its comparison wants.
    fn wants_less(&self) -> bool {
        use crate::catalog::Sign::{Above, AtLeast};
        let rule = &self.plan.rules[self.rule];
        matches!(rule.is.sign, Above | AtLeast) == rule.kind.fires()
    }
}

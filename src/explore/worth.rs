//! What each lever of a plan is worth now, and which levers would silence a rule.

use crate::amount::{Decimal, Number};
use crate::catalog::{Catalog, Effect, Lever, Plan};
use crate::engine;
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

    /// Switches the most telling lever on; what is measured then. None where none helps.
    fn step(&mut self, value: Decimal, part: bool) -> Option<Decimal> {
        let better = if self.wants_less() { |a: Decimal, b: Decimal| a < b } else { |a: Decimal, b: Decimal| a > b };
        let off =
            self.plan.levers.iter().filter(|lever| lever.part == part && !self.scenario.levers.contains_key(&lever.id));
        let tries = off.filter_map(|lever| {
            let share = room(self.plan, &self.scenario, lever)?;
            let other = with(&self.scenario, lever, share)?;
            let (value, speaks) = self.told(&other)?;
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
            let other = with(&self.scenario, lever, share);
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

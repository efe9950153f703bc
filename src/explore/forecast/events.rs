//! What happens in the months ahead: stages, rules that begin to speak, moves, budgets, and what is left of the cash.

use super::{Ahead, Month, Timing};
use crate::amount::Decimal;
use crate::catalog::{Plan, RuleKind};
use crate::engine::{Flag, Stages};

/// Something that happens in a month.
#[derive(Clone, Debug, PartialEq)]
pub struct Event {
    /// The month; 0 where it is so already.
    pub month: u32,
    /// What it is.
    pub what: What,
}

/// What happens.
#[derive(Clone, Debug, PartialEq)]
pub enum What {
    /// Users lead into another stage.
    Stage {
        /// The stage, by its place in the plan.
        stage: usize,
        /// The first number of users in it, coming from where they were.
        users: Decimal,
        /// What that one step adds to the expected cost.
        adds: Option<Decimal>,
    },
    /// The roadmap, or its end, puts the plan at another stage.
    Pinned {
        /// The stage, by its place in the plan.
        stage: usize,
        /// What that adds at the users of the month.
        adds: Option<Decimal>,
    },
    /// Users go beyond the plan's last band.
    Beyond {
        /// Where that ends.
        high: Option<Decimal>,
    },
    /// Users reach the slider's end: from here on they do not grow.
    End,
    /// A trigger, alert, budget or target begins to speak.
    Rule {
        /// The rule, by its place in the plan.
        rule: usize,
        /// What it measures then.
        value: Decimal,
        /// Whether it spoke before, and had stopped.
        again: bool,
    },
    /// The plan's rules begin to suggest a move.
    Move {
        /// The stage it leads to, by its id; none where it leads beyond the plan.
        to: Option<String>,
        /// Whether it was suggested before, and no longer was.
        again: bool,
    },
    /// The cost goes above the budget that was asked about.
    OverBudget {
        /// What the month costs.
        cost: Decimal,
        /// Whether it was above it before, and came back.
        again: bool,
    },
    /// The margin, which was below 0, is no longer.
    BreakEven {
        /// The margin.
        margin: Decimal,
    },
    /// The margin goes below 0.
    Loss {
        /// The margin.
        margin: Decimal,
    },
    /// Cash goes below 0.
    CashOut {
        /// What is left of it.
        cash: Decimal,
        /// Whether it was below 0 before, and came back.
        again: bool,
    },
    /// Cash is at its least, below 0: what has to be found elsewhere.
    DeepestNeed {
        /// What is missing.
        need: Decimal,
    },
}

/// The events of months, in their order.
pub(super) fn of(stages: &Stages, plan: &Plan, ahead: &Ahead, months: &[Month], timings: &[Timing]) -> Vec<Event> {
    let deepest = super::least_cash(months).filter(|(_, cash)| *cash < Decimal::ZERO);
    let mut log = Log { plan, months, events: Vec::new() };
    for (at, now) in months.iter().enumerate() {
        let before = at.checked_sub(1).map(|at| &months[at]);
        log.events.extend(before.into_iter().flat_map(|before| changes(stages, before, now, timings)));
        let began = |is_so: fn(&Month) -> bool| is_so(now) && before.is_none_or(|before| !is_so(before));
        if began(|month| month.flags.contains(&Flag::Beyond)) {
            log.add(now, What::Beyond { high: plan.stages[now.stage].high });
        }
        if began(|month| month.at_end) {
            log.add(now, What::End);
        }
        log.moves(at);
        log.rules(at);
        log.money(at, ahead);
        if let Some((_, cash)) = deepest.filter(|(month, _)| *month == now.number) {
            log.add(now, What::DeepestNeed { need: -cash });
        }
    }
    log.events
}

/// The stages that begin between two months: by the users, or where a roadmap puts either month.
fn changes(stages: &Stages, before: &Month, now: &Month, timings: &[Timing]) -> Vec<Event> {
    let event = |what| Event { month: now.number, what };
    if before.pin.is_none() && now.pin.is_none() {
        let crossings = stages.crossings(before.priced_users, now.priced_users).into_iter();
        return crossings.map(|at| event(What::Stage { stage: at.stage, users: at.users, adds: at.adds })).collect();
    }
    let timing = timings.iter().filter(|timing| timing.month == now.number);
    timing
        .map(|timing| event(What::Pinned { stage: timing.to, adds: timing.later.costs.map(|costs| -costs) }))
        .collect()
}

struct Log<'a> {
    plan: &'a Plan,
    months: &'a [Month],
    events: Vec<Event>,
}

impl Log<'_> {
    fn add(&mut self, month: &Month, what: What) {
        self.events.push(Event { month: month.number, what });
    }

    /// Whether something begins to be so in a month, by its place; then whether it was so before, and had stopped.
    fn begins(&self, at: usize, is_so: impl Fn(&Month) -> bool) -> Option<bool> {
        let begins = is_so(&self.months[at]) && !at.checked_sub(1).is_some_and(|before| is_so(&self.months[before]));
        begins.then(|| self.months[..at].iter().any(is_so))
    }

    fn rules(&mut self, at: usize) {
        let now = &self.months[at];
        for verdict in &now.verdicts {
            use RuleKind::{Alert, Budget, Target, Trigger};
            if !matches!(self.plan.rules[verdict.rule].kind, Trigger | Alert | Budget | Target) {
                continue;
            }
            let speaks = |month: &Month| {
                month.verdicts.iter().any(|other| other.rule == verdict.rule && other.speaks == Some(true))
            };
            if let (Some(again), Some(value)) = (self.begins(at, speaks), verdict.value) {
                self.add(now, What::Rule { rule: verdict.rule, value, again });
            }
        }
    }

    fn moves(&mut self, at: usize) {
        let now = &self.months[at];
        for next in &now.moves {
            // From another stage it is another move, though it may lead to the same one.
            let suggested = |month: &Month| {
                month.stage == now.stage && month.moves.iter().any(|other| other.to == next.to && other.suggested)
            };
            if let Some(again) = self.begins(at, suggested) {
                self.add(now, What::Move { to: next.to.clone(), again });
            }
        }
    }

    /// The budget, the sign of the margin, and the cash.
    fn money(&mut self, at: usize, ahead: &Ahead) {
        let now = &self.months[at];
        let cost = now.cost.ok().map(|cost| cost.expected);
        let over =
            |month: &Month| month.cost.is_ok_and(|cost| ahead.budget.is_some_and(|budget| cost.expected > budget));
        if let (Some(again), Some(cost)) = (self.begins(at, over), cost) {
            self.add(now, What::OverBudget { cost, again });
        }
        let margin = |month: &Month| month.economics.margin.map(|margin| margin.expected);
        let before = at.checked_sub(1).and_then(|before| margin(&self.months[before]));
        if let (Some(before), Some(margin)) = (before, margin(now)) {
            match (before < Decimal::ZERO, margin < Decimal::ZERO) {
                (true, false) => self.add(now, What::BreakEven { margin }),
                (false, true) => self.add(now, What::Loss { margin }),
                _ => {}
            }
        }
        let out = |month: &Month| month.cash.is_some_and(|cash| cash < Decimal::ZERO);
        if let (Some(again), Some(cash)) = (self.begins(at, out), now.cash) {
            self.add(now, What::CashOut { cash, again });
        }
    }
}

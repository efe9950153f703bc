//! The watch: what the rules of a quote say and whether it is time to move, what speaks first.

use crate::amount::{Decimal, Number};
use crate::catalog::{Catalog, Plan, Rule, RuleKind, Sign};
use crate::engine::{Quote, Verdict};
use std::cmp::Reverse;

/// A row of the watch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Watched {
    /// What it is about.
    pub of: Subject,
    /// How it stands.
    pub says: Says,
    /// Whether it is looked at from time to time only: a measure of success, or a review.
    pub aside: bool,
}

/// What a row of the watch is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subject {
    /// A move to another stage, by its place in the quote.
    Move(usize),
    /// A rule, by the place of its verdict in the quote.
    Rule(usize),
}

/// How a row stands, in the order of the watch.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Says {
    /// It is time for the move.
    Suggested,
    /// An alert or a budget fires, a target is missed.
    Speaks,
    /// A trigger of a move is true.
    Fired,
    /// It is not time for the move.
    NotYet,
    /// Something that would fire does not.
    Near,
    /// A target is met.
    Holds,
    /// The user has not answered.
    Asked,
    /// What it measures is undefined: divided by nothing, or too large.
    Undefined,
}

impl Watched {
    /// Whether it is what a reader has to know: it speaks, and not only from time to time.
    pub fn is_loud(&self) -> bool {
        self.says == Says::Speaks && !self.aside
    }

    /// The rule and its verdict, where it is about one.
    pub fn rule<'q>(&self, plan: &'q Plan, quote: &'q Quote) -> Option<(&'q Rule, &'q Verdict)> {
        let Subject::Rule(at) = self.of else { return None };
        let verdict = quote.verdicts.get(at)?;
        Some((plan.rules.get(verdict.rule)?, verdict))
    }
}

/// The rows: worst first; of those that do not fire, the nearest to it first.
pub fn rows(catalog: &Catalog, plan: &Plan, quote: &Quote) -> Vec<Watched> {
    let moves = quote.moves.iter().enumerate().map(|(at, of)| {
        let says = if of.suggested { Says::Suggested } else { Says::NotYet };
        Watched { of: Subject::Move(at), says, aside: false }
    });
    let rules = quote.verdicts.iter().enumerate().map(|(at, verdict)| {
        let rule = &plan.rules[verdict.rule];
        let aside = matches!(rule.kind, RuleKind::Kpi | RuleKind::Review);
        Watched { of: Subject::Rule(at), says: says(catalog, rule, verdict), aside }
    });
    let mut rows: Vec<Watched> = moves.chain(rules).collect();
    let warns = |row: &Watched| row.rule(plan, quote).is_some_and(|(rule, _)| rule.kind.fires());
    rows.sort_by_cached_key(|row| (urgency(row), row.says, Reverse(warns(row)), Reverse(ratio(plan, quote, row))));
    rows
}

/// What speaks comes before what does not, measures of success after the rest of either.
fn urgency(row: &Watched) -> u8 {
    match (row.says, row.aside) {
        (Says::Suggested, _) => 0,
        (Says::Speaks, false) | (Says::Fired, _) => 1,
        (Says::Speaks, true) => 2,
        (_, false) => 3,
        (_, true) => 4,
    }
}

fn says(catalog: &Catalog, rule: &Rule, verdict: &Verdict) -> Says {
    match (verdict.speaks, rule.kind) {
        (None, _) if catalog.asks(rule).is_some() => Says::Asked,
        (None, _) => Says::Undefined,
        (Some(true), RuleKind::Trigger) => Says::Fired,
        (Some(true), RuleKind::Justification) => Says::Near,
        (Some(true), _) => Says::Speaks,
        (Some(false), kind) if kind.fires() => Says::Near,
        (Some(false), _) => Says::Holds,
    }
}

/// How far a rule is: value ÷ threshold of what fires above it or is near to it; of what should be above, and is not, the
/// other way round. Nothing of any other row.
fn ratio(plan: &Plan, quote: &Quote, row: &Watched) -> Option<Decimal> {
    let (rule, verdict) = row.rule(plan, quote).filter(|_| matches!(row.says, Says::Near | Says::Speaks))?;
    let (value, threshold) = (verdict.value?, rule.is.threshold);
    let rises = matches!(rule.is.sign, Sign::Above | Sign::AtLeast) == rule.kind.fires();
    if rises { value.over(threshold).ok() } else { threshold.over(value).ok() }
}

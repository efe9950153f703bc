//! What rules say, in the contract: alerts, triggers, targets and moves.

use crate::amount::exact;
use crate::catalog::{self, Catalog, RuleKind};
use crate::engine::{self, Quote, Verdict};
use crate::scenario::Scenario;
use serde::Serialize;

/// What a rule says. `value` is null where it is undefined or not answered, and `fired` with it.
#[derive(Serialize)]
pub(super) struct Rule {
    id: String,
    kind: &'static str,
    metric: String,
    value: Option<String>,
    comparison: &'static str,
    threshold: String,
    fired: Option<bool>,
    to: Option<String>,
    action: Option<String>,
    lines: Option<String>,
}

/// Whether it is time for another stage.
#[derive(Serialize)]
pub(super) struct Move {
    to: Option<String>,
    reasons: Vec<Reason>,
    suggested: bool,
}

#[derive(Serialize)]
struct Reason {
    group: &'static str,
    met: usize,
    of: usize,
    speaks: bool,
}

/// What the rules of some kinds say, in the plan's order.
pub(super) fn rules(catalog: &Catalog, scenario: &Scenario, quote: &Quote, kinds: fn(RuleKind) -> bool) -> Vec<Rule> {
    let Some(plan) = engine::plan_of(catalog, scenario) else { return Vec::new() };
    let told = quote.verdicts.iter().map(|verdict| (&plan.rules[verdict.rule], verdict));
    let rule = |(rule, verdict): (&catalog::Rule, &Verdict)| Rule {
        id: rule.id.clone(),
        kind: rule.kind.id(),
        metric: rule.metric.clone(),
        value: verdict.value.map(exact),
        comparison: rule.is.sign.sign(),
        threshold: exact(rule.is.threshold),
        fired: verdict.speaks,
        to: rule.to.clone(),
        action: rule.action.clone(),
        lines: rule.lines.clone(),
    };
    told.filter(|(rule, _)| kinds(rule.kind)).map(rule).collect()
}

impl Move {
    pub(super) fn of(next: &engine::Move) -> Self {
        let reason = |r: &engine::Reason| Reason { group: r.group.id(), met: r.met, of: r.of, speaks: r.speaks };
        Move { to: next.to.clone(), reasons: next.reasons.iter().map(reason).collect(), suggested: next.suggested }
    }
}

//! What the rules of a plan say, worst first, in words that screen and reports share.

use super::sheet::{Answer, Cell, Column, Sheet};
use crate::amount::{Decimal, Estimate, Number, exact, grouped, money};
use crate::catalog::{AskedUnit, Catalog, Metric, Plan, Rule, SliderUnit};
use crate::engine::{Move, Quote, Verdict};
use crate::explore::worth::{self, Silencer, Silencers};
use crate::scenario::Scenario;

/// What is counted by a metric: how its values are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// `$1,250.00`
    Money,
    /// `42 %`, a number of percent
    Percent,
    /// `20 %`, a fraction
    Share,
    /// `2.35×`
    Times,
    /// `yes`
    YesNo,
    /// `5,000`
    Count,
}

/// The unit of what a rule measures.
pub fn unit_of(catalog: &Catalog, rule: &Rule) -> Unit {
    if rule.of.is_some() {
        return Unit::Percent;
    }
    match catalog.metric(&rule.metric) {
        Some(Metric::Revenue { .. } | Metric::Cost { .. } | Metric::CostPerUser | Metric::Category(_)) => Unit::Money,
        Some(Metric::InfraPercent | Metric::MarginPercent) => Unit::Percent,
        Some(Metric::NextStageRatio) => Unit::Times,
        Some(Metric::Asked(asked)) => match asked.unit {
            AskedUnit::Count => Unit::Count,
            AskedUnit::Percent => Unit::Percent,
            AskedUnit::YesNo => Unit::YesNo,
        },
        Some(Metric::Driver(at)) => match catalog.sliders.get(at).map(|slider| slider.unit) {
            Some(SliderUnit::Money) => Unit::Money,
            Some(SliderUnit::Share) => Unit::Share,
            Some(SliderUnit::Count) | None => Unit::Count,
        },
        None => Unit::Count,
    }
}

impl Unit {
    /// A value in its unit.
    pub fn show(self, value: Decimal) -> String {
        let places = |value: Decimal, most: u32| {
            let rounded = value.round_dp(most).normalize();
            grouped(rounded, rounded.scale())
        };
        match self {
            Unit::Money if value.abs() < Decimal::ONE && !value.is_zero() => crate::amount::money_fine(value),
            Unit::Money => money(value),
            Unit::Percent => format!("{} %", places(value, 2)),
            Unit::Share => crate::amount::percent(value),
            Unit::Times => format!("{}×", places(value, 2)),
            Unit::YesNo => if value.is_zero() { "no" } else { "yes" }.to_owned(),
            Unit::Count => places(value, 2),
        }
    }
}

/// A value of what a rule measures, with its unit.
pub fn shown(catalog: &Catalog, rule: &Rule, value: Decimal) -> String {
    let figure = unit_of(catalog, rule).show(value);
    match catalog.metric(&rule.metric) {
        Some(Metric::Asked(crate::catalog::Asked { of: Some(of), .. })) => format!("{figure} {of}"),
        _ => figure,
    }
}

/// What a rule is held against: `> 70 %`, `yes`.
pub fn threshold(catalog: &Catalog, rule: &Rule) -> String {
    let figure = shown(catalog, rule, rule.is.threshold);
    if unit_of(catalog, rule) == Unit::YesNo { figure } else { format!("{} {figure}", rule.is.sign.sign()) }
}

/// How worth watching a verdict is: what speaks first, then what is near, then what holds, then what is not answered;
/// measures of success and reviews after the rest.
pub fn rank(rule: &Rule, verdict: &Verdict) -> (u8, std::cmp::Reverse<Option<Decimal>>) {
    use crate::catalog::RuleKind::{Alert, Budget, Justification, Kpi, Review, Target, Trigger};
    let (last, first) = match rule.kind {
        Kpi | Review => (10, 0),
        Alert | Budget => (0, 0),
        Target => (0, 1),
        Trigger | Justification => (0, 2),
    };
    let place = match verdict.speaks {
        Some(true) => first,
        Some(false) => 5,
        None => 8,
    };
    (last + place, std::cmp::Reverse(nearness(rule, verdict)))
}

/// How near a rule is to speaking: 1 where it does.
fn nearness(rule: &Rule, verdict: &Verdict) -> Option<Decimal> {
    use crate::catalog::Sign::{Above, AtLeast};
    let (value, threshold) = (verdict.value?, rule.is.threshold);
    let rises = matches!(rule.is.sign, Above | AtLeast) == rule.kind.fires();
    if rises { value.over(threshold).ok() } else { threshold.over(value).ok() }
}

/// The verdicts of a quote, worst first.
pub fn ordered<'q>(plan: &Plan, quote: &'q Quote) -> Vec<&'q Verdict> {
    let mut verdicts: Vec<&Verdict> = quote.verdicts.iter().collect();
    verdicts.sort_by_key(|verdict| rank(&plan.rules[verdict.rule], verdict));
    verdicts
}

/// `time for 2 Growth: business 2 of 4, technical 1 of 5`.
pub fn move_words(plan: &Plan, next: &Move) -> String {
    let to = next.to.as_ref().and_then(|id| plan.stages.iter().position(|stage| stage.id == *id));
    let to = to.map_or("what is beyond this plan".to_owned(), |at| format!("{} {}", at + 1, plan.stages[at].name));
    let reasons: Vec<String> =
        next.reasons.iter().map(|reason| format!("{} {} of {}", reason.group.id(), reason.met, reason.of)).collect();
    let time = if next.suggested { "time for" } else { "not yet time for" };
    format!("{time} {to}: {}", reasons.join(", "))
}

/// The rules as a table.
pub fn rules(catalog: &Catalog, plan: &Plan, scenario: &Scenario, quote: &Quote, title: String) -> Answer {
    let columns = vec![
        Column::text("speaks", "Speaks"),
        Column::text("name", "Rule"),
        Column::text("kind", "Kind"),
        Column::figure("now", "Now"),
        Column::figure("is", "Threshold"),
        Column::text("lines", "Lines"),
        Column::below("action"),
        Column::hidden("silenced_by"),
        Column::hidden("silent_then"),
        Column::hidden("id"),
        Column::hidden("metric"),
        Column::hidden("value"),
        Column::hidden("threshold"),
    ];
    let rows = ordered(plan, quote).into_iter().map(|verdict| {
        let speaks = verdict.speaks == Some(true) && !plan.rules[verdict.rule].kind.moves();
        let silencers = speaks.then(|| worth::silencers(catalog, plan, scenario, verdict.rule));
        row(catalog, &plan.rules[verdict.rule], verdict, silencers)
    });
    let rules = Sheet {
        id: "rules",
        title: "What the rules say here, worst first".to_owned(),
        columns,
        rows: rows.collect(),
        empty: "The plan has no rule for this stage.",
        detail: false,
    };
    let moves = Sheet {
        id: "moves",
        title: "Whether it is time for another stage".to_owned(),
        columns: vec![Column::text("words", "Move"), Column::hidden("to"), Column::hidden("suggested")],
        rows: quote
            .moves
            .iter()
            .map(|next| {
                vec![Cell::Text(move_words(plan, next)), Cell::words(next.to.clone()), Cell::Flag(next.suggested)]
            })
            .collect(),
        empty: "No trigger is known for this stage.",
        detail: false,
    };
    Answer { title, facts: vec![("plan", Cell::Text(plan.id.clone()))], sheets: vec![rules, moves] }
}

/// `spot 50 %, reserved 50 %`: levers to switch on, with their shares.
pub fn levers_named(silencers: &Silencers) -> String {
    let lever = |found: &Silencer| {
        let of = if found.assumed { " of what it touches" } else { "" };
        format!("{} {}{of}", found.lever, crate::amount::percent(found.share))
    };
    silencers.levers.iter().map(lever).collect::<Vec<_>>().join(", ")
}

/// What to do, and which levers would help.
fn advice(rule: &Rule, silencers: Option<&Silencers>) -> Option<String> {
    let levers = silencers.filter(|found| !found.levers.is_empty()).map(|found| {
        let word = if found.silent { "silenced by" } else { "eased, not silenced, by" };
        format!("{word} {}", levers_named(found))
    });
    let said: Vec<String> = rule.action.clone().into_iter().chain(levers).collect();
    (!said.is_empty()).then(|| said.join("; "))
}

fn row(catalog: &Catalog, rule: &Rule, verdict: &Verdict, silencers: Option<Silencers>) -> Vec<Cell> {
    let speaks = match (verdict.speaks, rule.kind.fires()) {
        (Some(true), true) => "! fires",
        (Some(true), false) => "! missed",
        (Some(false), _) => "no",
        (None, _) => "? not told",
    };
    vec![
        Cell::Text(speaks.to_owned()),
        Cell::Text(rule.name.clone()),
        Cell::Text(rule.kind.id().to_owned()),
        Cell::words(verdict.value.map(|value| shown(catalog, rule, value))),
        Cell::Text(threshold(catalog, rule)),
        Cell::words(rule.lines.clone()),
        Cell::words(advice(rule, silencers.as_ref())),
        Cell::words(silencers.as_ref().map(levers_named)),
        silencers.map_or(Cell::None, |found| Cell::Flag(found.silent)),
        Cell::Text(rule.id.clone()),
        Cell::Text(rule.metric.clone()),
        verdict.value.map_or(Cell::None, |value| Cell::Text(exact(value))),
        Cell::Number(Estimate::exact(rule.is.threshold)),
    ]
}

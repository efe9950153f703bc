//! What the rules of a plan say, worst first, in words that screen and reports share.

use super::measure;
use super::sheet::{Answer, Cell, Column, Sheet};
use crate::amount::{Estimate, exact, percent_short};
use crate::catalog::{Catalog, Group, Plan, Rule};
use crate::engine::{Move, Quote, Reason, Verdict};
use crate::explore::watch::{self, Says};
use crate::explore::worth::{self, Silencer, Silencers};
use crate::scenario::Scenario;

/// `time for 2 Growth: business 2 of 4, technical 1 of 5, justified`.
pub fn move_words(plan: &Plan, next: &Move) -> String {
    let place = next.to.as_ref().and_then(|id| plan.stages.iter().position(|stage| stage.id == *id));
    let to = match place {
        Some(at) => format!("{} {}", at + 1, plan.stages[at].name),
        None => "a step beyond this plan".to_owned(),
    };
    let reason = |reason: &Reason| match reason.group {
        Group::Cost if reason.speaks => "justified".to_owned(),
        Group::Cost => "not justified".to_owned(),
        group => format!("{} {} of {}", group.id(), reason.met, reason.of),
    };
    let reasons: Vec<String> = next.reasons.iter().map(reason).collect();
    format!("{}time for {to}: {}", if next.suggested { "" } else { "not yet " }, reasons.join(", "))
}

/// `Spot instances 50 %, Materialised views 42 % of what it touches`: levers to switch on, with their shares.
pub fn levers_named<'a>(levers: &'a [Silencer], name: impl Fn(&'a str) -> &'a str) -> String {
    let words = levers.iter().map(|found| {
        let of = if found.assumed { " of what it touches" } else { "" };
        format!("{} {}{of}", name(&found.lever), percent_short(found.share))
    });
    words.collect::<Vec<_>>().join(", ")
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
    let rows = watch::rows(catalog, plan, quote).into_iter().filter_map(|watched| {
        let (rule, verdict) = watched.rule(plan, quote)?;
        let speaks = watched.says == Says::Speaks;
        let silencers = speaks.then(|| worth::silencers(catalog, plan, scenario, verdict.rule));
        Some(row(catalog, rule, verdict, watched.says, silencers))
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

/// What to do, and which levers would help.
fn advice(rule: &Rule, silencers: Option<&Silencers>) -> Option<String> {
    let levers = silencers.filter(|found| !found.levers.is_empty()).map(|found| {
        let word = if found.silent { "silenced by" } else { "eased, not silenced, by" };
        format!("{word} {}", levers_named(&found.levers, |id| id))
    });
    let said: Vec<String> = rule.action.clone().into_iter().chain(levers).collect();
    (!said.is_empty()).then(|| said.join("; "))
}

fn row(catalog: &Catalog, rule: &Rule, verdict: &Verdict, says: Says, silencers: Option<Silencers>) -> Vec<Cell> {
    let speaks = match says {
        Says::Speaks if rule.kind.fires() => "! fires",
        Says::Speaks => "! missed",
        Says::Suggested | Says::Fired => "^ true",
        Says::NotYet | Says::Near => "no",
        Says::Holds => "met",
        Says::Asked => "? asked",
        Says::Undefined => "- undefined",
    };
    vec![
        Cell::Text(speaks.to_owned()),
        Cell::Text(rule.name.clone()),
        Cell::Text(rule.kind.id().to_owned()),
        Cell::words(verdict.value.map(|value| measure::measured(catalog, rule, value))),
        Cell::Text(measure::comparison(catalog, rule)),
        Cell::words(rule.lines.clone()),
        Cell::words(advice(rule, silencers.as_ref())),
        Cell::words(silencers.as_ref().map(|found| levers_named(&found.levers, |id| id))),
        silencers.map_or(Cell::None, |found| Cell::Flag(found.silent)),
        Cell::Text(rule.id.clone()),
        Cell::Text(rule.metric.clone()),
        verdict.value.map_or(Cell::None, |value| Cell::Text(exact(value))),
        Cell::Number(Estimate::exact(rule.is.threshold)),
    ]
}

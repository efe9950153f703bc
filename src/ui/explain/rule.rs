//! A rule or a move to another stage, explained.

use super::{Kind, Paragraph};
use crate::app::App;
use crate::catalog::{Catalog, Rule, RuleKind, Sign};
use crate::engine::{Move, Verdict};
use crate::explore::watch::{Says, Subject, Watched};
use crate::report::measure::{comparison, measured, metric_words, standing, stated};
use crate::report::rules::move_words;
use crate::text::at_lines;

pub(super) fn about_watched(app: &App) -> Vec<Paragraph> {
    match (app.watched(), app.watched_rule()) {
        (Some(row), Some((rule, verdict))) => about_rule(app, row, rule, verdict),
        (Some(Watched { of: Subject::Move(at), .. }), _) => {
            app.quote.moves.get(at).map(|of| about_move(app, of)).unwrap_or_default()
        }
        _ => vec![("This plan has no rules for this stage.".to_owned(), Kind::Plain)],
    }
}

fn about_rule(app: &App, row: Watched, rule: &Rule, verdict: &Verdict) -> Vec<Paragraph> {
    let mut out = vec![(rule.name.clone(), Kind::Title)];
    let catalog = &app.catalog;
    out.push((held(catalog, rule, verdict, "—"), Kind::Formula));
    out.push((stands(rule, row.says), Kind::Plain));
    let how = if catalog.asks(rule).is_some() { "Asked of you" } else { "Measured" };
    out.push((format!("{how}: {}.", metric_words(catalog, app.plan(), rule)), Kind::Plain));
    if app.scenario().answers.contains_key(&rule.metric) {
        out.push(("Answered by you: type another, or Backspace takes it back.".to_owned(), Kind::Plain));
    }
    out.extend(rule.action.iter().map(|action| (format!("What to do: {action}."), Kind::Plain)));
    out.extend(silencers(app).map(|words| (words, Kind::Plain)));
    out.extend(stated(catalog, rule).map(|range| (format!("The document prints {range}."), Kind::Aside)));
    out.extend(rule.note.iter().map(|note| (format!("Note: {note}"), Kind::Aside)));
    let place = rule.lines.as_ref().map(|lines| format!("{}, {} · ", app.plan().source, at_lines(lines)));
    out.push((format!("{}{} · id {}", place.unwrap_or_default(), rule.kind.id(), rule.id), Kind::Aside));
    out
}

/// What the rule measures against its threshold: `$3,250 ≥ $3,000`.
fn held(catalog: &Catalog, rule: &Rule, verdict: &Verdict, unknown: &str) -> String {
    match verdict.value {
        Some(value) => format!("{} {}", measured(catalog, rule, value), standing(catalog, rule, value)),
        None => format!("{unknown} {}", comparison(catalog, rule)),
    }
}

/// What the rule says, in a sentence.
fn stands(rule: &Rule, says: Says) -> String {
    let words = match (says, rule.kind) {
        (Says::Speaks, RuleKind::Budget) => "The budget is used up.",
        (Says::Speaks, RuleKind::Alert) => "The alert fires.",
        (Says::Speaks, _) => "The target is missed.",
        (Says::Fired, _) => "True: it speaks for the move.",
        (Says::Near, RuleKind::Justification) => "Not so: the move does not pay by this rule.",
        (Says::Near, RuleKind::Trigger) => "Not so yet: it does not speak for the move.",
        (Says::Near, _) => "Quiet.",
        (Says::Holds, RuleKind::Justification) => "True: by this rule the move pays.",
        (Says::Holds, _) => "Met.",
        (Says::Asked, _) => "Not answered yet: Enter or a digit answers, Space says yes.",
        (Says::Undefined, _) => "Undefined: divided by nothing.",
        (Says::Suggested | Says::NotYet, _) => "",
    };
    let strict = matches!(rule.is.sign, Sign::Above | Sign::Below) && rule.kind.moves();
    format!("{words}{}", if strict { " The threshold itself is not enough." } else { "" })
}

/// Which levers would silence a rule that speaks.
fn silencers(app: &App) -> Option<String> {
    let found = app.silencers()?;
    if found.silent {
        let words = app.levers_named(&found.levers);
        return Some(format!(
            "t switches on what would silence it: {words}. Whether they can be had is yours to judge."
        ));
    }
    let rest = match found.levers.as_slice() {
        [] => String::new(),
        some => format!(" What comes nearest: {}.", app.levers_named(some)),
    };
    Some(format!("No set of levers silences it.{rest}"))
}

/// A move, with every rule that speaks for or against it.
fn about_move(app: &App, of: &Move) -> Vec<Paragraph> {
    let catalog = &app.catalog;
    let mut out = vec![(move_words(app.plan(), of), Kind::Title)];
    let groups: Vec<&str> = app.plan().moves_on.iter().map(|group| group.id()).collect();
    let how = match groups.as_slice() {
        [] => "Suggested when one of its triggers is true.".to_owned(),
        groups => format!("Suggested when each of these speaks for it: {}.", groups.join(", ")),
    };
    out.push((how, Kind::Plain));
    for verdict in &app.quote.verdicts {
        let rule = &app.plan().rules[verdict.rule];
        if !rule.kind.moves() || rule.to != of.to {
            continue;
        }
        let stands = held(catalog, rule, verdict, "not answered");
        let sign = match verdict.value.map(|value| rule.is.holds(value)) {
            Some(true) => "✓",
            Some(false) => "·",
            None => "?",
        };
        let group = rule.group.map_or("cost", |group| group.id());
        out.push((format!("{sign} {group}: {} {stands}", rule.name), Kind::Aside));
    }
    out
}

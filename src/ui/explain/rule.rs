//! A rule or a move to another stage, explained.

use super::{Kind, Paragraph};
use crate::amount::{money_short, percent_short};
use crate::app::{App, Says, Subject, Watched, lever_words, relation};
use crate::catalog::{Metric, Rule, RuleKind, Sign};
use crate::engine::{Move, Verdict};
use crate::text::at_lines;
use crate::ui::watch::move_words;

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
    let threshold = app.threshold(rule);
    let formula = match verdict.value {
        Some(value) => {
            format!("{} {} {threshold}", app.measured(rule, value), relation(rule.is.sign, rule.is.holds(value)))
        }
        None => format!("— {} {threshold}", relation(rule.is.sign, true)),
    };
    out.push((formula, Kind::Formula));
    out.push((stands(rule, row.says), Kind::Plain));
    let how = if app.asked(rule).is_some() { "Asked of you" } else { "Measured" };
    out.push((format!("{how}: {}.", app.metric_words(rule)), Kind::Plain));
    if app.scenario().answers.contains_key(&rule.metric) {
        out.push(("Answered by you: type another, or Backspace takes it back.".to_owned(), Kind::Plain));
    }
    out.extend(rule.action.iter().map(|action| (format!("What to do: {action}."), Kind::Plain)));
    out.extend(silencers(app).map(|words| (words, Kind::Plain)));
    out.extend(stated(app, rule).map(|words| (words, Kind::Aside)));
    out.extend(rule.note.iter().map(|note| (format!("Note: {note}"), Kind::Aside)));
    let place = rule.lines.as_ref().map(|lines| format!("{}, {} · ", app.plan().source, at_lines(lines)));
    out.push((format!("{}{} · id {}", place.unwrap_or_default(), rule.kind.id(), rule.id), Kind::Aside));
    out
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
        let words = lever_words(app.plan(), &found.levers);
        return Some(format!(
            "t switches on what would silence it: {words}. Whether they can be had is yours to judge."
        ));
    }
    let rest = match found.levers.as_slice() {
        [] => String::new(),
        some => format!(" What comes nearest: {}.", lever_words(app.plan(), some)),
    };
    Some(format!("No set of levers silences it.{rest}"))
}

/// The printed range, in the metric's unit.
fn stated(app: &App, rule: &Rule) -> Option<String> {
    let stated = rule.stated?;
    let money = matches!(
        app.catalog.metric(&rule.metric),
        Some(Metric::Cost { .. } | Metric::CostPerUser | Metric::Category(_) | Metric::Revenue { .. })
    );
    let share = matches!(app.catalog.metric(&rule.metric), Some(Metric::Driver(at))
        if app.catalog.sliders.get(at).is_some_and(|s| s.unit == crate::catalog::SliderUnit::Share));
    let show = match (money, share) {
        (true, _) => money_short,
        (_, true) => percent_short,
        _ => crate::amount::plain,
    };
    Some(format!("The document prints {} to {}.", show(stated.low), show(stated.high)))
}

/// A move, with every rule that speaks for or against it.
fn about_move(app: &App, of: &Move) -> Vec<Paragraph> {
    let mut out = vec![(move_words(app, of), Kind::Title)];
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
        let value = verdict.value.map_or("not answered".to_owned(), |value| app.measured(rule, value));
        let holds = verdict.value.map(|value| rule.is.holds(value));
        let sign = match holds {
            Some(true) => "✓",
            Some(false) => "·",
            None => "?",
        };
        let relation = relation(rule.is.sign, holds.unwrap_or(true));
        let group = rule.group.map_or("cost", |group| group.id());
        out.push((format!("{sign} {group}: {} {value} {relation} {}", rule.name, app.threshold(rule)), Kind::Aside));
    }
    out
}

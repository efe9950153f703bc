//! Rules: the decision matrix of a plan, then its other rules by kind.

use super::{Facts, Kind, Section};
use crate::catalog::{Rule, RuleKind, Stage};
use crate::report::measure::{comparison, measured, stated};
use crate::rows::{Block, Cell, Column, Row, Words};

/// Kinds in the order of the screen.
const KINDS: [(RuleKind, &str, &str); 7] = [
    (RuleKind::Trigger, "Triggers", "time to leave the stage"),
    (RuleKind::Justification, "Justifications", "hold before a move"),
    (RuleKind::Target, "Targets", "should hold"),
    (RuleKind::Kpi, "Measures of success", "should hold"),
    (RuleKind::Budget, "Budgets", "speak when they are reached"),
    (RuleKind::Alert, "Alerts", "speak when they are reached"),
    (RuleKind::Review, "Reviews", "should hold, looked at from time to time"),
];

pub(super) fn section(facts: &Facts) -> Section {
    let mut blocks = Vec::new();
    let lines = lines_of_matrix(facts);
    if !lines.is_empty() {
        blocks.push(matrix(facts, &lines));
    }
    let in_matrix = |rule: &Rule| lines.iter().any(|line| line.holds(rule));
    let others: Vec<&Rule> = facts.plan.rules.iter().filter(|rule| !in_matrix(rule)).collect();
    if !others.is_empty() {
        blocks.push(by_kind(facts, &others));
    }
    let count = facts.plan.rules.len().to_string();
    let heading = match lines.is_empty() {
        true => "What the document sets for its figures, and what it says to do.",
        false => "What the document sets: first what changes from stage to stage, then the rest.",
    };
    Section { kind: Kind::Rules, count, heading: heading.to_owned(), blocks }
}

/// A line of the matrix: one metric that rules of one kind hold at several stages.
struct Line<'a> {
    kind: RuleKind,
    metric: &'a str,
    rules: Vec<&'a Rule>,
}

impl Line<'_> {
    fn holds(&self, rule: &Rule) -> bool {
        self.kind == rule.kind && self.metric == rule.metric && rule.stage.is_some()
    }
}

fn lines_of_matrix<'a>(facts: &Facts<'a>) -> Vec<Line<'a>> {
    let mut lines: Vec<Line> = Vec::new();
    for rule in facts.plan.rules.iter().filter(|rule| rule.stage.is_some()) {
        match lines.iter_mut().find(|line| line.holds(rule)) {
            Some(line) => line.rules.push(rule),
            None => lines.push(Line { kind: rule.kind, metric: &rule.metric, rules: vec![rule] }),
        }
    }
    lines.retain(|line| line.rules.iter().any(|rule| rule.stage != line.rules[0].stage));
    lines
}

fn matrix(facts: &Facts, lines: &[Line]) -> Block {
    let used =
        |stage: &&Stage| lines.iter().flat_map(|line| &line.rules).any(|rule| rule.stage.as_ref() == Some(&stage.id));
    let stages: Vec<&Stage> = facts.plan.stages.iter().filter(used).collect();
    let mut columns = vec![Column::words("Stage by stage", 9)];
    columns.extend(stages.iter().map(|stage| Column::words(&stage.name, 5)));
    let mut rows = Vec::new();
    for (kind, name, words) in KINDS {
        let of_kind: Vec<&Line> = lines.iter().filter(|line| line.kind == kind).collect();
        if !of_kind.is_empty() {
            rows.push(Row::heading(name, Cell::dim(words)).told([Words::title(name), Words::plain(words)]));
            rows.extend(of_kind.into_iter().map(|line| matrix_row(facts, line, &stages)));
        }
    }
    Block { columns, rows }
}

fn matrix_row(facts: &Facts, line: &Line, stages: &[&Stage]) -> Row {
    let at = |stage: &Stage| {
        let here = line.rules.iter().filter(|rule| rule.stage.as_ref() == Some(&stage.id));
        here.map(|rule| comparison(facts.catalog, rule)).collect::<Vec<_>>().join(", ")
    };
    let name = line.rules[0].name.split([',', ':']).next().unwrap_or_default().to_owned();
    let mut cells = vec![Cell::plain(name.clone())];
    cells.extend(stages.iter().map(|stage| match at(stage) {
        text if text.is_empty() => Cell::dim("—"),
        text => Cell::plain(text),
    }));
    let mut detail = vec![Words::title(name)];
    for rule in &line.rules {
        let stage = rule.stage.as_ref().map_or(String::new(), |id| facts.stage_name(id));
        detail.push(Words::figure(format!("{stage}: {}", comparison(facts.catalog, rule))));
        detail.extend(about(facts, rule));
    }
    Row::new(cells).told(detail)
}

fn by_kind(facts: &Facts, rules: &[&Rule]) -> Block {
    let columns = vec![
        Column::words("Rule", 9),
        Column::words("Holds at", 8),
        Column::words("Now", 7),
        Column::words("Stage", 4),
        Column::words("Lines", 5),
    ];
    let mut rows = Vec::new();
    for (kind, name, words) in KINDS {
        let of_kind: Vec<&Rule> = rules.iter().copied().filter(|rule| rule.kind == kind).collect();
        if !of_kind.is_empty() {
            rows.push(Row::heading(name, Cell::dim(words)).told([Words::title(name), Words::plain(words)]));
            rows.extend(of_kind.into_iter().map(|rule| row(facts, rule)));
        }
    }
    Block { columns, rows }
}

fn row(facts: &Facts, rule: &Rule) -> Row {
    let cells = [
        Cell::plain(&*rule.name),
        Cell::plain(comparison(facts.catalog, rule)),
        now(facts, rule),
        Cell::dim(rule.stage.as_ref().map_or(String::new(), |id| facts.stage_name(id))),
        Cell::dim(rule.lines.clone().unwrap_or_default()),
    ];
    let title = [Words::title(&*rule.name), Words::figure(comparison(facts.catalog, rule))];
    Row::new(cells).above(rule.action.clone().unwrap_or_default()).told(title).told(about(facts, rule))
}

/// What it measures now, where it has something to say at the stage that is priced.
fn now(facts: &Facts, rule: &Rule) -> Cell {
    let verdict = facts.quote.verdicts.iter().find(|verdict| std::ptr::eq(&facts.plan.rules[verdict.rule], rule));
    match verdict.map(|verdict| (verdict.value, verdict.speaks)) {
        Some((Some(value), Some(speaks))) => Cell::plain(measured(facts.catalog, rule, value)).judged(!speaks),
        Some(_) => Cell::dim("not known"),
        None => Cell::dim("—"),
    }
}

/// What else there is to say of a rule.
fn about(facts: &Facts, rule: &Rule) -> Vec<Words> {
    let of = rule.of.as_ref().and_then(|id| facts.plan.rules.iter().find(|other| other.id == *id));
    let leads = match (&rule.stage, &rule.to, rule.kind.moves()) {
        (Some(from), Some(to), true) => {
            format!("Leads from {} to {}.", facts.stage_name(from), facts.stage_name(to))
        }
        (Some(from), None, true) => format!("Leads from {} beyond the plan.", facts.stage_name(from)),
        (Some(stage), ..) => format!("At the stage {}.", facts.stage_name(stage)),
        (None, ..) => String::new(),
    };
    let stated = stated(facts.catalog, rule).map(|range| format!("Printed as {range}."));
    vec![
        Words::plain(of.map(|of| format!("As percent of “{}”.", of.name)).unwrap_or_default()),
        Words::plain(leads),
        Words::plain(rule.action.as_ref().map(|action| format!("What to do: {action}.")).unwrap_or_default()),
        Words::plain(stated.unwrap_or_default()),
        Words::plain(rule.note.clone().unwrap_or_default()),
        Words::place(rule.lines.as_deref()),
    ]
}

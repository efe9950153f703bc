//! Roadmaps: what the document expects to spend month by month, beside what its own tables cost over the same months.

use super::figure::dollars;
use super::{Facts, Kind, Section};
use crate::amount::{Decimal, Estimate, money};
use crate::catalog::{Roadmap, Step};
use crate::engine;
use crate::report::{credit, stage_lines};
use crate::rows::{Cell, Column, Row, Words};
use crate::text::at_lines;

pub(super) fn section(facts: &Facts) -> Section {
    let columns = vec![
        Column::words("Step", 9),
        Column::words("Months", 6),
        Column::figures("Spend a month", 5),
        Column::figures("Adds up to", 8),
        Column::words("Stage", 3),
        Column::figures("A month of them", 2),
        Column::figures("By its lines", 7),
    ];
    let rows = facts.plan.roadmaps.iter().flat_map(|map| rows(facts, map)).collect();
    let heading = "What is spent when, beside what the lines of each stage make over the same months.";
    Section::new(Kind::Roadmaps, facts.plan.roadmaps.len(), heading, columns, rows)
}

fn rows(facts: &Facts, map: &Roadmap) -> Vec<Row> {
    let mut rows = vec![
        Row::heading(&*map.name, Cell::dim(map.lines.as_deref().map_or(String::new(), at_lines)))
            .told([Words::title(&*map.name), Words::plain(map.note.clone().unwrap_or_default())])
            .told([Words::place(map.lines.as_deref())]),
    ];
    let mut lines_total = Ok(Estimate::ZERO);
    let mut missing = Vec::new();
    for step in &map.steps {
        let lines = stage_lines(facts.catalog, facts.plan, step.stage.as_deref()).ok().flatten();
        match (over_months(step, lines), step.to) {
            (Some(sum), Some(_)) => lines_total = lines_total.and_then(|total| total.plus(sum)),
            (None, Some(_)) => missing.push(step.name.as_str()),
            (_, None) => {}
        }
        rows.push(row(facts, step, lines));
    }
    let credit = credit(facts.plan, facts.scenario).unwrap_or_default();
    if let Ok(spent) = engine::spent(map, None, credit) {
        let (from, to) = spent.months;
        let figures = map.steps.iter().any(|step| step.spend.is_some());
        let total = if figures { Cell::plain(dollars(spent.total)).strong() } else { Cell::dim("—") };
        let by_lines = lines_total.map_or(Cell::dim("too large"), |total| Cell::plain(dollars(total)).strong());
        let beside = if missing.is_empty() { String::new() } else { format!("without {}", missing.join(", ")) };
        let cells = [
            Cell::plain("All of it").strong(),
            Cell::plain(months(from, Some(to))),
            Cell::empty(),
            total,
            Cell::dim(beside.clone()),
            Cell::empty(),
            by_lines,
        ];
        rows.push(Row::new(cells).told(sum_detail(map, &spent, lines_total.ok(), &beside, credit)));
    }
    rows
}

fn row(facts: &Facts, step: &Step, lines: Option<Estimate>) -> Row {
    let figure = |figure: Option<Estimate>| figure.map_or(Cell::dim("—"), |figure| Cell::plain(dollars(figure)));
    let stage = step.stage.as_ref().map_or("—".to_owned(), |id| facts.stage_name(id));
    let cells = [
        Cell::plain(&*step.name),
        Cell::plain(months(step.from, step.to)),
        figure(step.spend),
        figure(over_months(step, step.spend)),
        Cell::dim(stage.clone()),
        figure(lines),
        figure(over_months(step, lines)),
    ];
    let said = |figure: Option<Estimate>| figure.map_or("no figure".to_owned(), dollars);
    Row::new(cells).told([
        Words::title(&*step.name),
        Words::figure(format!("Months {}: {} a month", months(step.from, step.to), said(step.spend))),
        Words::plain(format!("Stage {stage}: its printed lines add up to {} a month.", said(lines))),
        Words::plain(step.note.clone().unwrap_or_default()),
        Words::place(step.lines.as_deref()),
    ])
}

/// A month's figure over the months of a step; none where it goes on for ever.
fn over_months(step: &Step, month: Option<Estimate>) -> Option<Estimate> {
    let count = step.to?.checked_sub(step.from)? + 1;
    month?.times(Decimal::from(count)).ok()
}

fn months(from: u32, to: Option<u32>) -> String {
    match to {
        Some(to) if to == from => from.to_string(),
        Some(to) => format!("{from}–{to}"),
        None => format!("{from} on"),
    }
}

fn sum_detail(
    map: &Roadmap,
    spent: &engine::Spent,
    lines: Option<Estimate>,
    beside: &str,
    credit: Decimal,
) -> Vec<Words> {
    let (from, to) = spent.months;
    let without = match spent.without_figure {
        0 => String::new(),
        1 => " One step has no figure.".to_owned(),
        n => format!(" {n} steps have no figure."),
    };
    let lines = lines.map_or(String::new(), |lines| {
        let beside = if beside.is_empty() { String::new() } else { format!(", {beside}") };
        format!("The printed lines of the stages make {} over the same months{beside}.", dollars(lines))
    });
    vec![
        Words::title(format!("{}, months {from} to {to}", map.name)),
        Words::figure(format!("{} by the roadmap's own figures", dollars(spent.total))),
        Words::plain(format!("Steps without an end are left out.{without}")),
        Words::plain(lines),
        Words::plain(if credit.is_zero() { String::new() } else { format!("After a credit of {}.", money(credit)) }),
    ]
}

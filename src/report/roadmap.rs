//! Roadmaps as tables: what is spent when, what it adds up to, and what the stages' own lines would.

use super::sheet::{Answer, Cell, Column, Sheet};
use crate::amount::{Decimal, Estimate, Number, Overflow};
use crate::catalog::{Catalog, Effect, Plan, Roadmap};
use crate::engine::printed::Printed;
use crate::engine::{Spent, spent};
use crate::scenario::Scenario;

/// A roadmap over some months, or over its closed steps; starting credits that are on lower its sum.
pub fn roadmap(
    catalog: &Catalog,
    plan: &Plan,
    map: &Roadmap,
    months: Option<(u32, u32)>,
    scenario: &Scenario,
) -> Result<Answer, Overflow> {
    let credit = credit(plan, scenario)?;
    let sum = spent(map, months, credit)?;
    let mut rows = Vec::new();
    let mut of_lines: Option<Estimate> = None;
    let mut without_lines = Vec::new();
    for &(at, count, cost) in &sum.steps {
        let step = &map.steps[at];
        let lines = stage_lines(catalog, plan, step.stage.as_deref())?;
        let by_lines = lines.map(|month| month.times(Decimal::from(count))).transpose()?;
        match by_lines {
            Some(cost) => of_lines = Some(of_lines.unwrap_or(Estimate::ZERO).plus(cost)?),
            None => without_lines.push(step.name.as_str()),
        }
        rows.push(vec![
            Cell::Text(step.name.clone()),
            Cell::Text(step.to.map_or(format!("{}–", step.from), |to| format!("{}–{to}", step.from))),
            Cell::count(count as usize),
            Cell::count(step.from as usize),
            step.to.map_or(Cell::None, |to| Cell::count(to as usize)),
            Cell::money(step.spend),
            Cell::money(cost),
            Cell::words(step.stage.clone()),
            Cell::money(by_lines),
            Cell::words(step.lines.clone()),
        ]);
    }
    let columns = vec![
        Column::text("step", "Step"),
        Column::text("months", "Months"),
        Column::figure("count", "Counted"),
        Column::hidden("from"),
        Column::hidden("to"),
        Column::figure("spend", "A month"),
        Column::figure("cost", "Together"),
        Column::text("stage", "Stage"),
        Column::figure("by_lines", "By its lines"),
        Column::text("lines", "Lines"),
    ];
    let sheet = Sheet {
        id: "steps",
        title: title(map, &sum, credit, of_lines, &without_lines),
        columns,
        rows,
        empty: "No step lies in these months.",
        detail: false,
    };
    let facts = vec![
        ("plan", Cell::Text(plan.id.clone())),
        ("roadmap", Cell::Text(map.id.clone())),
        ("from", Cell::count(sum.months.0 as usize)),
        ("to", Cell::count(sum.months.1 as usize)),
        ("credit", Cell::Money(Estimate::exact(credit))),
        ("total", Cell::Money(sum.total)),
        ("by_lines", Cell::money(of_lines)),
        ("without_figure", Cell::count(sum.without_figure)),
    ];
    Ok(Answer { title: format!("{}: {} ({})", plan.name, map.name, plan.source), facts, sheets: vec![sheet] })
}

/// The starting credits that are on, each at its share.
pub fn credit(plan: &Plan, scenario: &Scenario) -> Result<Decimal, Overflow> {
    let on = plan.levers.iter().filter_map(|lever| Some((lever, *scenario.levers.get(&lever.id)?)));
    let mut sum = Decimal::ZERO;
    for (lever, share) in on {
        if let Effect::Credit(credit) = lever.effect {
            sum = sum.plus(credit.times(share)?)?;
        }
    }
    Ok(sum)
}

fn title(map: &Roadmap, sum: &Spent, credit: Decimal, of_lines: Option<Estimate>, without: &[&str]) -> String {
    let money = crate::amount::money_range;
    let less =
        if credit.is_zero() { String::new() } else { format!(", less {} of credit", crate::amount::money(credit)) };
    let open = match sum.without_figure {
        0 => String::new(),
        n => format!("; {n} of {} steps without a figure", map.steps.len()),
    };
    let without = if without.is_empty() { String::new() } else { format!(" without {}", without.join(", ")) };
    let lines =
        of_lines.map(|lines| format!("; by the lines of its stages {}{without}", money(lines))).unwrap_or_default();
    format!("Months {}–{}: {}{less}{open}{lines}", sum.months.0, sum.months.1, money(sum.total))
}

/// What a month of a stage costs by its own lines, first variant; none where it has none.
pub fn stage_lines(catalog: &Catalog, plan: &Plan, stage: Option<&str>) -> Result<Option<Estimate>, Overflow> {
    let Some(stage) = stage.and_then(|id| plan.stage(id)) else { return Ok(None) };
    let Some(variant) = stage.variants.first().filter(|variant| !variant.lines.is_empty()) else { return Ok(None) };
    Printed::of(catalog, plan, stage, variant).map(|printed| Some(printed.sum))
}

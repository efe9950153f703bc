//! Scenarios side by side as tables: what differs in money and percent, line by line, and which choices part them.

use super::measure::metric_name;
use super::sheet::{Answer, Cell, Column, Sheet};
use crate::amount::Estimate;
use crate::catalog::{Catalog, MetricUnit};
use crate::engine;
use crate::explore::compare::{Change, Compared, Comparison, LineRow, delta, delta_share};
use crate::text::{capital, cut};

/// What columns of scenarios are called by scripts: the first is `base`, the others follow in order.
const IDS: [&str; 5] = ["base", "b", "c", "d", "e"];
const DELTAS: [&str; 5] = ["", "b_delta", "c_delta", "d_delta", "e_delta"];
const PERCENTS: [&str; 5] = ["", "b_delta_percent", "c_delta_percent", "d_delta_percent", "e_delta_percent"];
const CHANGES: [&str; 5] = ["", "b_change", "c_change", "d_change", "e_change"];

/// Cells of a name above its column.
const WIDEST: usize = 26;

impl Change {
    /// Its name in reports.
    pub fn id(self) -> &'static str {
        match self {
            Change::Same => "same",
            Change::Added => "added",
            Change::Removed => "removed",
            Change::Changed => "changed",
            Change::Absent => "absent",
        }
    }
}

/// Scenarios against the first of them.
pub fn compare(catalog: &Catalog, columns: &[Compared], comparison: &Comparison) -> Answer {
    let short: Vec<String> = columns.iter().map(|column| cut(&column.name, WIDEST)).collect();
    let names: Vec<&str> = short.iter().map(String::as_str).collect();
    let compared = columns.iter().zip(IDS).map(|(column, id)| scenario(catalog, column, id));
    let scenarios = Sheet {
        id: "scenarios",
        title: "What is compared".to_owned(),
        columns: vec![
            Column::text("name", "Scenario"),
            Column::text("of", "Plan, stage and variant"),
            Column::hidden("column"),
            Column::hidden("plan"),
            Column::hidden("stage"),
        ],
        rows: compared.collect(),
        empty: "Nothing.",
        detail: false,
    };
    let sheets = vec![
        figures(catalog, columns, &names, comparison),
        lines(&names, comparison),
        choices(&names, comparison),
        scenarios,
    ];
    Answer { title: format!("{} beside {}", names[1..].join(", "), names[0]), facts: Vec::new(), sheets }
}

fn scenario(catalog: &Catalog, column: &Compared, id: &str) -> Vec<Cell> {
    vec![
        Cell::Text(column.name.clone()),
        Cell::Text(super::title(catalog, &column.scenario, &column.quote)),
        Cell::Text(id.to_owned()),
        Cell::Text(column.scenario.plan.clone()),
        Cell::Text(column.quote.stage.stage.clone()),
    ]
}

/// A column for each scenario, behind all but the first what it differs by.
fn beside(first: Column, names: &[&str], changes: bool) -> Vec<Column> {
    let mut columns = vec![first];
    for (at, name) in names.iter().enumerate() {
        columns.push(Column::figure(IDS[at], "").named(*name));
        if at > 0 {
            columns.push(Column::figure(DELTAS[at], "Difference"));
            columns.push(Column::figure(PERCENTS[at], "%"));
            columns.extend(changes.then(|| Column::hidden(CHANGES[at])));
        }
    }
    columns
}

/// A value in each scenario with its differences to the first, in its unit.
fn across(values: &[Option<Estimate>], unit: MetricUnit) -> Vec<Vec<Cell>> {
    let figure = |value: Option<Estimate>| match (value, unit) {
        (None, _) => Cell::None,
        (Some(value), MetricUnit::Money) => Cell::Expected(value),
        (Some(value), MetricUnit::Percent) => Cell::Percent(value.expected),
        (Some(value), _) => Cell::Number(value),
    };
    let gap = |at: usize| match (delta(values[0], values[at]), unit) {
        (None, _) => Cell::None,
        (Some(gap), MetricUnit::Money) => Cell::Gap(gap),
        (Some(gap), _) => Cell::Points(gap),
    };
    let cells = values.iter().enumerate().map(|(at, value)| match at {
        0 => vec![figure(*value)],
        _ => {
            let percent =
                if unit == MetricUnit::Percent { Cell::None } else { Cell::share(delta_share(values[0], *value)) };
            vec![figure(*value), gap(at), percent.or_empty()]
        }
    });
    cells.collect()
}

fn figures(catalog: &Catalog, columns: &[Compared], names: &[&str], comparison: &Comparison) -> Sheet {
    let plan = engine::plan_of(catalog, &columns[0].scenario);
    let rows = comparison.figures.iter().map(|row| {
        let unit = catalog.metric(row.metric).map_or(MetricUnit::Money, |metric| catalog.metric_unit(metric));
        let name = plan.map_or_else(String::new, |plan| capital(&metric_name(catalog, plan, row.metric)));
        let mut cells = vec![Cell::Text(name), Cell::Text(row.metric.to_owned())];
        cells.extend(across(&row.values, unit).concat());
        cells
    });
    let mut all = beside(Column::text("figure", "A month"), names, false);
    all.insert(1, Column::hidden("metric"));
    Sheet {
        id: "figures",
        title: answer(comparison, names),
        columns: all,
        rows: rows.collect(),
        empty: "Nothing.",
        detail: false,
    }
}

/// The answer in a sentence: which is the cheapest, and by how much.
pub fn answer(comparison: &Comparison, names: &[&str]) -> String {
    let Some(costs) = comparison.figures.first().map(|row| &row.values) else { return String::new() };
    let known = costs.iter().zip(names).filter_map(|(cost, name)| Some((cost.as_ref()?.expected, *name)));
    let mut known: Vec<_> = known.collect();
    known.sort_by_key(|(cost, _)| *cost);
    match known.as_slice() {
        [(least, _), .., (most, _)] if least == most => "All cost the same a month.".to_owned(),
        [(least, cheapest), .., (most, dearest)] => {
            let gap = crate::amount::money(most - least);
            format!("{cheapest} is the cheapest: {gap} a month less than {dearest}.")
        }
        _ => "There is one to look at, and nothing beside it.".to_owned(),
    }
}

fn lines(names: &[&str], comparison: &Comparison) -> Sheet {
    let row = |row: &LineRow| {
        let mut cells = vec![Cell::Text(row.item.clone()), Cell::Text(row.id.clone())];
        for (at, mut group) in across(&row.costs, MetricUnit::Money).into_iter().enumerate() {
            if at > 0 {
                let change = row.change(at);
                if matches!(change, Change::Same | Change::Absent) {
                    group[1] = Cell::Text(String::new());
                    group[2] = Cell::Text(String::new());
                }
                group.push(Cell::Text(change.id().to_owned()));
            }
            cells.extend(group);
        }
        cells
    };
    let mut columns = beside(Column::text("item", "Line"), names, true);
    columns.insert(1, Column::hidden("line"));
    Sheet {
        id: "lines",
        title: "Line by line".to_owned(),
        columns,
        rows: comparison.lines.iter().map(row).collect(),
        empty: "No line is priced.",
        detail: false,
    }
}

fn choices(names: &[&str], comparison: &Comparison) -> Sheet {
    let mut columns = vec![Column::text("choice", "Choice")];
    columns.extend(names.iter().zip(IDS).map(|(name, id)| Column::text(id, "").named(*name)));
    let rows = comparison.choices.iter().map(|choice| {
        let said = |value: &Option<String>| value.clone().unwrap_or_else(|| "as the plan has it".to_owned());
        let values = choice.values.iter().map(|value| Cell::Text(said(value)));
        std::iter::once(Cell::Text(choice.key.clone())).chain(values).collect()
    });
    Sheet {
        id: "choices",
        title: "What was chosen otherwise".to_owned(),
        columns,
        rows: rows.collect(),
        empty: "Nothing: the same is chosen in all.",
        detail: false,
    }
}

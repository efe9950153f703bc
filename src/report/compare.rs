//! Scenarios side by side as tables: what differs in money and percent, line by line, and which choices part them.

use super::rows::signed_percent;
use super::sheet::{Answer, Cell, Column, Sheet};
use crate::amount::{Estimate, signed_money};
use crate::catalog::{Catalog, MetricUnit};
use crate::explore::compare::{Change, Compared, Comparison, LineRow, delta, delta_share};
use crate::text::cut;

/// What columns of scenarios are called by scripts: the first is `base`, the others follow in order.
const IDS: [&str; 6] = ["base", "b", "c", "d", "e", "f"];
const DELTAS: [&str; 6] = ["", "b_delta", "c_delta", "d_delta", "e_delta", "f_delta"];
const PERCENTS: [&str; 6] =
    ["", "b_delta_percent", "c_delta_percent", "d_delta_percent", "e_delta_percent", "f_delta_percent"];
const CHANGES: [&str; 6] = ["", "b_change", "c_change", "d_change", "e_change", "f_change"];

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
    let sheets =
        vec![figures(catalog, &names, comparison), lines(&names, comparison), choices(&names, comparison), scenarios];
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

fn figures(catalog: &Catalog, names: &[&str], comparison: &Comparison) -> Sheet {
    let rows = comparison.figures.iter().map(|row| {
        let unit = catalog.metric(row.metric).map_or(MetricUnit::Money, |metric| catalog.metric_unit(metric));
        let mut cells = vec![Cell::Text(label(row.metric).to_owned()), Cell::Text(row.metric.to_owned())];
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

/// What a figure is called in the narrow column beside its values.
fn label(metric: &str) -> &'static str {
    match metric {
        "cost" => "Cost",
        "cost_per_user" => "Per user",
        "cost_per_concurrent_user" => "Per concurrent user",
        "revenue" => "Revenue",
        "margin" => "Margin",
        "margin_percent" => "Margin of revenue",
        "infra_percent" => "Cost of revenue",
        "cost_per_year" => "Cost a year",
        _ => "Break-even, a paying user",
    }
}

/// The answer in a sentence: what each costs against the first.
pub fn answer(comparison: &Comparison, names: &[&str]) -> String {
    let Some(costs) = comparison.figures.first().map(|row| &row.values) else { return String::new() };
    let told = costs.iter().zip(names).skip(1).map(|(cost, name)| match (delta(costs[0], *cost), *cost) {
        (_, None) | (None, _) => format!("{name} can't be told"),
        (Some(gap), _) if gap.is_zero() => format!("{name} costs the same"),
        (Some(gap), _) => {
            let share = delta_share(costs[0], *cost).map(|share| format!(" ({})", signed_percent(share)));
            format!("{name} {}{}", signed_money(gap), share.unwrap_or_default())
        }
    });
    format!("A month against {}: {}.", names[0], told.collect::<Vec<_>>().join(", "))
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

//! The months ahead: what was worked out by hand, what can't be asked, and the laws that hold for any scenario.

mod binary;
#[path = "forecast/asked.rs"]
mod asked;
#[path = "forecast/growth.rs"]
mod growth;
#[path = "forecast/known.rs"]
mod known;
#[path = "scenarios/laws.rs"]
mod laws;
#[path = "forecast/over_any.rs"]
mod over_any;
mod scenarios;
#[path = "forecast/steps.rs"]
mod steps;

use costtui::amount::{Decimal, decimal};
use costtui::catalog::Catalog;
use costtui::explore::forecast::{Ahead, Forecast, Growth, Month, Wrong};
use costtui::scenario::{Scenario, put};
use std::collections::HashMap;

/// A forecast of a plan with choices as they stand in a session.
fn asked_of(catalog: &Catalog, plan: &str, choices: &[(&str, &str)], ahead: &Ahead) -> Result<Forecast, Vec<Wrong>> {
    let plan = catalog.plan(plan).expect("a plan of the test");
    let mut scenario = Scenario::of(plan);
    for (key, value) in choices {
        put(&mut scenario, catalog, key, value).unwrap_or_else(|bad| panic!("{key} = {value}: {bad}"));
    }
    costtui::explore::forecast::forecast(catalog, plan, &scenario, ahead)
}

/// The same of a shipped plan, which can be told.
fn shipped(plan: &str, choices: &[(&str, &str)], ahead: &Ahead) -> Forecast {
    asked_of(scenarios::catalog(), plan, choices, ahead).unwrap_or_else(|wrong| panic!("{wrong:?}"))
}

/// So many months by a kind of growth.
fn ahead(months: u32, growth: Growth) -> Ahead {
    Ahead { months, growth, ..Ahead::default() }
}

/// Rows of a data file of these tests, each by the names of its columns.
fn rows(text: &str) -> Vec<HashMap<String, String>> {
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    reader.deserialize().collect::<Result<_, _>>().expect("a row has a cell for each column")
}

/// The expected figures of a month, as the data files have them: users, cost, revenue, margin, cash.
fn figures(month: &Month) -> [Option<Decimal>; 5] {
    [
        Some(month.priced_users),
        month.cost.ok().map(|cost| cost.expected),
        month.economics.revenue,
        month.economics.margin.map(|margin| margin.expected),
        month.cash,
    ]
}

/// The same from a row.
fn worked(row: &HashMap<String, String>) -> [Option<Decimal>; 5] {
    ["users", "cost", "revenue", "margin", "cash"].map(|column| Some(d(&row[column])))
}

fn d(text: &str) -> Decimal {
    decimal(text).expect("a figure of the test")
}

#[test]
fn the_months_ahead_read_well() {
    insta::assert_snapshot!(
        "forecast_text",
        asked::told("--plan edunerve --fixed --months 17 --cash -$20k --budget $50k")
    );
}

#[test]
fn the_months_ahead_of_a_plan_with_rules_read_well_as_markdown() {
    insta::assert_snapshot!(
        "forecast_markdown",
        asked::told("--plan business-os --fixed --users 5 --growth 50%,200% --months 5 --format markdown")
    );
}

//! Compare: scenarios side by side, figure by figure and line by line, and which choices part them.

use crate::amount::{Decimal, Estimate, Number};
use crate::catalog::Catalog;
use crate::engine::{self, Quote, QuoteLine};
use crate::scenario::Scenario;

/// The most scenarios beside the first.
pub const MOST_BESIDE: usize = 5;

/// A scenario with its name and its quote.
#[derive(Clone, Debug)]
pub struct Compared {
    /// What it is called.
    pub name: String,
    /// What was chosen.
    pub scenario: Scenario,
    /// What that costs.
    pub quote: Quote,
}

impl Compared {
    /// A scenario, priced.
    pub fn of(catalog: &Catalog, name: impl Into<String>, scenario: Scenario) -> Self {
        Compared { name: name.into(), quote: engine::quote(catalog, &scenario), scenario }
    }
}

/// Scenarios side by side; the first is what the others are held against.
#[derive(Clone, Debug)]
pub struct Comparison {
    /// What a month costs, and what it leaves.
    pub figures: Vec<Figures>,
    /// The lines of all of them, in the order of the first that has each.
    pub lines: Vec<LineRow>,
    /// The choices in which they differ.
    pub choices: Vec<Choice>,
}

/// A metric in each scenario.
#[derive(Clone, Debug)]
pub struct Figures {
    /// The metric's name.
    pub metric: &'static str,
    /// What it is in each: none where it is undefined.
    pub values: Vec<Option<Estimate>>,
}

/// A line in each scenario.
#[derive(Clone, Debug)]
pub struct LineRow {
    /// The line's id.
    pub id: String,
    /// Its name.
    pub item: String,
    /// What it costs in each, after levers; none where it is not there, or can't be held.
    pub costs: Vec<Option<Estimate>>,
}

/// How a line of a scenario stands to the first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// As much as there.
    Same,
    /// Not there.
    Added,
    /// There and not here.
    Removed,
    /// Another cost.
    Changed,
    /// In neither.
    Absent,
}

/// A choice that is not the same in all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// The choice: `sliders.users`.
    pub key: String,
    /// What is chosen in each; none where nothing is.
    pub values: Vec<Option<String>>,
}

/// The figures that are compared.
const METRICS: [&str; 9] = [
    "cost",
    "cost_per_user",
    "cost_per_concurrent_user",
    "revenue",
    "margin",
    "margin_percent",
    "infra_percent",
    "break_even_revenue_per_user",
    "cost_per_year",
];

/// Holds scenarios against the first of them.
pub fn compare(catalog: &Catalog, columns: &[Compared]) -> Comparison {
    let figures = METRICS
        .into_iter()
        .map(|metric| Figures { metric, values: columns.iter().map(|column| figure(&column.quote, metric)).collect() });
    Comparison { figures: figures.collect(), lines: lines(columns), choices: choices(catalog, columns) }
}

/// A figure of a quote, with its range where it has one.
fn figure(quote: &Quote, metric: &str) -> Option<Estimate> {
    let economics = &quote.economics;
    let percent = |share: Option<Decimal>| share?.times(Decimal::ONE_HUNDRED).ok().map(Estimate::exact);
    match metric {
        "cost" => quote.cost.ok(),
        "cost_per_year" => economics.cost_per_year,
        "cost_per_user" => economics.cost_per_user,
        "cost_per_concurrent_user" => economics.cost_per_concurrent_user,
        "revenue" => economics.revenue.map(Estimate::exact),
        "margin" => economics.margin,
        "margin_percent" => percent(economics.margin_share),
        "infra_percent" => percent(economics.infra_share),
        _ => economics.break_even_revenue_per_user.map(Estimate::exact),
    }
}

fn lines(columns: &[Compared]) -> Vec<LineRow> {
    let mut rows: Vec<LineRow> = Vec::new();
    for (at, column) in columns.iter().enumerate() {
        // A line that was in a column before stays where it stands there; a new one follows its neighbour.
        let mut place = 0;
        for line in &column.quote.lines {
            let cost = cost(line);
            match rows.iter().position(|row| row.id == line.line.id) {
                Some(found) => {
                    rows[found].costs[at] = cost;
                    place = found + 1;
                }
                None => {
                    let mut costs = vec![None; columns.len()];
                    costs[at] = cost;
                    let row = LineRow { id: line.line.id.clone(), item: line.line.item.clone(), costs };
                    rows.insert(place, row);
                    place += 1;
                }
            }
        }
    }
    rows
}

fn cost(line: &QuoteLine) -> Option<Estimate> {
    line.cost.ok().map(|cost| cost.after)
}

impl LineRow {
    /// How the line stands in a column to the first.
    pub fn change(&self, column: usize) -> Change {
        match (self.costs[0], self.costs[column]) {
            (None, None) => Change::Absent,
            (None, Some(_)) => Change::Added,
            (Some(_), None) => Change::Removed,
            (Some(first), Some(here)) if first == here => Change::Same,
            _ => Change::Changed,
        }
    }
}

/// Here minus there, of what to reckon with; nothing counts as 0 where only one of them is there.
pub fn delta(there: Option<Estimate>, here: Option<Estimate>) -> Option<Decimal> {
    let expected = |of: Option<Estimate>| of.map_or(Decimal::ZERO, |of| of.expected);
    (there.is_some() || here.is_some()).then(|| expected(here).minus(expected(there)).ok())?
}

/// The same as a share of there; none where nothing is there.
pub fn delta_share(there: Option<Estimate>, here: Option<Estimate>) -> Option<Decimal> {
    delta(there, here)?.over(there?.expected.abs()).ok()
}

fn choices(catalog: &Catalog, columns: &[Compared]) -> Vec<Choice> {
    let all: Vec<Vec<(String, String)>> = columns.iter().map(|column| said(catalog, column)).collect();
    let mut keys: Vec<&String> = Vec::new();
    for (key, _) in all.iter().flatten() {
        if !keys.contains(&key) {
            keys.push(key);
        }
    }
    let value = |of: &[(String, String)], key: &str| of.iter().find(|(k, _)| k == key).map(|(_, value)| value.clone());
    let rows =
        keys.into_iter().map(|key| Choice { key: key.clone(), values: all.iter().map(|of| value(of, key)).collect() });
    rows.filter(|row| row.values.iter().any(|value| *value != row.values[0])).collect()
}

/// The choices of a scenario; sliders all of them, as the screen writes them, and the stage that is priced.
fn said(catalog: &Catalog, column: &Compared) -> Vec<(String, String)> {
    let scenario = &column.scenario;
    let mut said: Vec<(String, String)> =
        scenario.choices().into_iter().filter(|(key, _)| !key.starts_with("sliders.")).collect();
    said.retain(|(key, _)| !matches!(key.as_str(), "stage" | "variant"));
    said.insert(1.min(said.len()), ("stage".to_owned(), column.quote.stage.stage.clone()));
    said.extend(column.quote.stage.variant.iter().map(|variant| ("variant".to_owned(), variant.clone())));
    let sliders = catalog.sliders.iter();
    said.extend(sliders.map(|of| (format!("sliders.{}", of.id), of.show(scenario.value(catalog, of)))));
    said
}

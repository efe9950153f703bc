//! Every table of the five documents: its lines, summed, against the sums that an audit of the documents computed.

use costtui::amount::{Decimal, Estimate, decimal};
use costtui::catalog::{Catalog, Plan};
use costtui::engine::{Flag, Quote, quote};
use costtui::scenario::{Basis, Scenario, put};
use std::collections::HashMap;

/// `tests/golden/tables.csv`: section 1 of the audit, with its columns. A row ending in `o` leaves out what the document
/// calls optional, one ending in `b` adds the printed buffer.
const TABLES: &str = include_str!("golden/tables.csv");

type Row = HashMap<String, String>;

/// The plan of each document.
const PLANS: [(&str, &str); 5] = [
    ("000", "zero-to-planetary"),
    ("001", "business-os"),
    ("002", "edunerve"),
    ("003", "barum-aws"),
    ("004", "lean-markets"),
];

struct Table<'c> {
    catalog: &'c Catalog,
    plan: &'c Plan,
    row: &'c Row,
}

impl Table<'_> {
    /// `stage / variant`, and what the audit leaves out or adds.
    fn names(&self) -> (&str, &str) {
        let (stage, option) = self.row["stage / option"].split_once(" / ").expect("a stage and an option");
        (stage, option.split(' ').next().unwrap_or(option))
    }

    fn scenario(&self, basis: Basis) -> Scenario {
        let (stage, variant) = self.names();
        let mut scenario = Scenario::of(self.plan);
        scenario.stage = Some(stage.to_owned());
        scenario.variant = Some(variant.to_owned());
        scenario.elastic = false;
        scenario.basis = basis;
        assert_eq!(scenario.unknown(self.catalog), [], "{}", self.row["id"]);
        if self.row["id"].ends_with('o') {
            for line in self.plan.stage(stage).unwrap().variant(Some(variant)).unwrap().lines.iter() {
                if line.optional {
                    put(&mut scenario, self.catalog, &format!("overrides.{}.drop", line.id), "1").unwrap();
                }
            }
        }
        scenario
    }

    fn quote(&self, basis: Basis) -> Quote {
        quote(self.catalog, &self.scenario(basis))
    }

    /// A cell such as `$2,550–6,000 (L72)`; none where it has no figure.
    fn cell(&self, column: &str) -> Option<(Decimal, Decimal)> {
        let text = self.row[column].split(" (").next()?.strip_prefix('$')?.replace(',', "");
        let (low, high) = text.split_once('–').unwrap_or((&text, &text));
        Some((decimal(low).unwrap(), decimal(high).unwrap()))
    }
}

fn ends(cost: Estimate) -> (Decimal, Decimal) {
    (cost.low, cost.high)
}

/// Runs a check over all tables; counts them, so that none is passed over.
fn each_table(check: impl Fn(&Table)) {
    let catalog = costtui::catalog::load(None).expect("the shipped catalog is sound");
    let rows: Vec<Row> = csv::Reader::from_reader(TABLES.as_bytes()).into_deserialize().map(Result::unwrap).collect();
    assert_eq!(rows.len(), 26, "22 tables, one of them buffered, three without what is optional");
    for row in &rows {
        let plan = PLANS.iter().find(|(doc, _)| *doc == row["doc"]).and_then(|(_, id)| catalog.plan(id));
        check(&Table { catalog: &catalog, plan: plan.expect("the plan of a document"), row });
    }
}

#[test]
fn the_lines_of_every_table_add_up_as_audited() {
    each_table(|table| {
        let id = &table.row["id"];
        let basis = if id.ends_with('b') { Basis::Buffered } else { Basis::Lines };
        let quote = table.quote(basis);
        assert_eq!(quote.cost.ok().map(ends), table.cell("sum of lines"), "{id}");
        // The plan's own users may lie outside a pinned band; nothing else is to be known about a printed table.
        let flags: Vec<Flag> = quote.flags.into_iter().filter(|flag| *flag != Flag::OutsideBand).collect();
        assert_eq!(flags, [], "{id}");
        if !table.row["n"].is_empty() {
            assert_eq!(quote.lines.len().to_string(), table.row["n"], "{id}");
        }
    });
}

#[test]
fn every_stated_total_is_the_printed_one() {
    let mut stated = std::cell::Cell::new(0);
    each_table(|table| {
        let id = &table.row["id"];
        let Some(printed) = table.cell("stated total (line)") else { return };
        stated.set(stated.get() + 1);
        if id.ends_with('b') {
            let (stage, variant) = table.names();
            let variant = table.plan.stage(stage).unwrap().variant(Some(variant)).unwrap();
            assert_eq!(variant.buffer_stated, Some(printed.0), "{id}");
        } else {
            assert_eq!(table.quote(Basis::Stated).cost.ok().map(ends), Some(printed), "{id}");
        }
    });
    assert_eq!(*stated.get_mut(), 20);
}

#[test]
fn every_headline_is_the_printed_one() {
    each_table(|table| {
        let id = &table.row["id"];
        // The audit prints no headline beside the add-ons: the stage's is not theirs.
        let Some(printed) = table.cell("headline (line)") else {
            return assert!(matches!(id.as_str(), "T13" | "T14"), "{id} has no headline");
        };
        assert_eq!(table.quote(Basis::Headline).cost.ok().map(ends), Some(printed), "{id}");
    });
}

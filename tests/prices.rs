//! List prices: known ones, worked by hand from the price book, and the laws by which a card prices a line.

mod binary;
#[path = "prices/choice.rs"]
mod choice;
#[path = "prices/dates.rs"]
mod dates;
#[path = "prices/known.rs"]
mod known;
#[path = "prices/purchase.rs"]
mod purchase;
#[path = "prices/tiers.rs"]
mod tiers;
#[path = "prices/yours.rs"]
mod yours;

use costtui::amount::{Decimal, decimal};
use costtui::catalog::{self, Catalog};
use costtui::engine::{Quote, QuoteLine, quote};
use costtui::faults::Source;
use costtui::scenario::{Scenario, put};
use std::sync::OnceLock;

/// A plan with a line of every kind that a card can make a difference to.
const BASKET: &str = include_str!("prices/basket.toml");

/// A card whose sizes cost the same, and whose prices have all kinds of dates.
const CORNER: &str = include_str!("prices/corner.toml");

/// The shipped catalog with a folder of these files over it.
fn with(files: &[&str]) -> Catalog {
    let source = |(at, text): (usize, &&str)| Source { name: format!("own-{at}.toml"), text: (*text).to_owned() };
    let own = files.iter().enumerate().map(source).collect();
    catalog::parse(&[catalog::embedded(), own]).unwrap_or_else(|faults| panic!("{faults}"))
}

/// The shipped catalog with the basket and the corner shop over it, read once.
fn shop() -> &'static Catalog {
    static CATALOG: OnceLock<Catalog> = OnceLock::new();
    CATALOG.get_or_init(|| with(&[BASKET, CORNER]))
}

/// A plan with choices as they stand in a session.
fn quoted(catalog: &Catalog, plan: &str, choices: &[(&str, &str)]) -> Quote {
    let mut scenario = Scenario::of(catalog.plan(plan).expect("a plan of the test"));
    for (key, value) in choices {
        put(&mut scenario, catalog, key, value).unwrap_or_else(|bad| panic!("{key} = {value}: {bad}"));
    }
    assert_eq!(scenario.unknown(catalog), [], "{choices:?}");
    quote(catalog, &scenario)
}

fn line<'q>(quote: &'q Quote, id: &str) -> &'q QuoteLine {
    quote.lines.iter().find(|line| line.line.id == id).expect("a line of the test")
}

/// What a month of a line costs, before levers and after them.
fn costs(quote: &Quote, id: &str) -> (Decimal, Decimal) {
    let cost = line(quote, id).cost.expect("a line of the test fits");
    assert!(cost.before.is_exact() && cost.after.is_exact(), "{id}");
    (cost.before.expected, cost.after.expected)
}

/// What a month of a line costs.
fn month(quote: &Quote, id: &str) -> Decimal {
    costs(quote, id).1
}

/// The product that a card sells for a line.
fn product<'q>(quote: &'q Quote, id: &str) -> Option<&'q str> {
    line(quote, id).card_price.as_ref().and_then(|price| price.name.as_deref())
}

fn d(text: &str) -> Decimal {
    decimal(text).expect("a figure of the test")
}

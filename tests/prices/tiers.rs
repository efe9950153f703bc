//! Rates by quantity: every rate of every shipped card against a sum that is made here from the text of the card.

use super::{d, line, quoted, with};
use costtui::amount::Decimal;
use costtui::catalog;
use toml::{Table, Value};

/// More than there is.
const MOST: &str = "10000000000";

/// The shipped files of a folder, as TOML.
fn files(folder: &str) -> Vec<Table> {
    let shipped = catalog::embedded().into_iter().filter(|source| source.name.contains(folder));
    shipped.map(|source| source.text.parse().expect("a shipped file is TOML")).collect()
}

fn figure(table: &Table, key: &str) -> Option<Decimal> {
    table.get(key).and_then(Value::as_str).map(d)
}

fn list<'t>(table: &'t Table, key: &str) -> impl Iterator<Item = &'t Table> {
    table.get(key).and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_table)
}

fn text<'t>(table: &'t Table, key: &str) -> Option<&'t str> {
    table.get(key).and_then(Value::as_str)
}

/// What one unit of a currency is worth by the newest rate.
fn dollars(currency: &str) -> Decimal {
    let file = files("currencies").remove(0);
    let rates = list(&file, "currency").find(|other| text(other, "id") == Some(currency));
    let newest = rates.and_then(|rates| list(rates, "rates").max_by_key(|rate| text(rate, "as_of")));
    newest.map_or(Decimal::ONE, |rate| figure(rate, "usd").expect("a rate has a figure"))
}

/// What so many units cost a month: every part of them at the price of its tier.
fn sum(rate: &Table, units: Decimal, dollars: Decimal) -> Decimal {
    let hours = match rate.get("hourly").and_then(Value::as_bool) {
        Some(true) => d("730"),
        _ => figure(rate, "hours").unwrap_or(Decimal::ONE),
    };
    let mut edge = Decimal::ZERO;
    let mut cost = figure(rate, "price").unwrap_or_default() * units;
    for tier in list(rate, "tiers") {
        let end = figure(tier, "up_to").unwrap_or(units);
        let inside = end.min(units) - edge.min(units);
        cost += inside.max(Decimal::ZERO) * figure(tier, "price").expect("a tier has a price");
        edge = end;
    }
    cost * dollars * hours / figure(rate, "per").unwrap_or(Decimal::ONE)
}

/// Nothing, one, the edge of every tier with one unit below and above it, and more than there is.
fn quantities(rate: &Table) -> Vec<Decimal> {
    let edges = list(rate, "tiers").filter_map(|tier| figure(tier, "up_to"));
    let near = edges.flat_map(|edge| [edge - Decimal::ONE, edge, edge + Decimal::ONE]);
    let mut all: Vec<Decimal> = [Decimal::ZERO, Decimal::ONE, d(MOST)].into_iter().chain(near).collect();
    all.sort();
    all.dedup();
    all
}

/// A plan with a line for each meter that is bought by quantity.
fn plan() -> String {
    let meters = files("meters").remove(0);
    let line = |meter: &Table| {
        let id = text(meter, "id").expect("a meter has an id");
        format!(
            "[[stage.variant.line]]\nid = \"{id}\"\nitem = \"{id}\"\ncategory = \"storage\"\nlines = \"1\"\n\
             amount = \"987654\"\nmeter = \"{id}\"\n"
        )
    };
    let bought = list(&meters, "meter").filter(|meter| meter.get("sized").is_none()).map(line);
    let head = "id = \"meters\"\nname = \"Meters\"\nsource = \"me\"\nscale = \"users\"\nabout = \"One of each.\"\n\
                [[stage]]\nid = \"only\"\nname = \"Only\"\nlow = \"0\"\n[[stage.variant]]\nid = \"one\"\nname = \"One\"\n";
    bought.fold(head.to_owned(), |plan, line| plan + &line)
}

#[test]
fn every_rate_costs_what_its_tiers_add_up_to_and_more_never_costs_less() {
    let catalog = with(&[&plan()]);
    let (mut graduated, mut compared) = (0, 0);
    for card in files("cards").iter().filter(|card| card.get("plan").is_none()) {
        let name = text(card, "id").expect("a card has an id");
        let dollars = dollars(text(card, "currency").expect("a card has a currency"));
        for rate in list(card, "rate") {
            let meter = text(rate, "meter").expect("a rate has a meter");
            let (region, key) = (text(rate, "region").unwrap_or_default(), format!("overrides.{meter}.quantity"));
            graduated += usize::from(rate.get("tiers").is_some());
            let mut before = Decimal::ZERO;
            for units in quantities(rate) {
                let choices = [("card", name), ("region", region), (&key, &units.to_string())];
                let quote = quoted(&catalog, "meters", &choices);
                let cost =
                    line(&quote, meter).cost.unwrap_or_else(|_| panic!("{name}: {units} of {meter} are too many"));
                let known = sum(rate, units, dollars);
                assert_eq!(cost.after.expected, known, "{name} {region}: {units} of {meter}");
                assert!(before <= known, "{name} {region}: {units} of {meter} cost less than fewer");
                before = known;
                compared += 1;
            }
        }
    }
    assert!(graduated >= 16 && compared >= 340, "{graduated} graduated rates, {compared} sums");
}

#[test]
fn a_graduated_price_is_explained_tier_by_tier() {
    let catalog = with(&[&plan()]);
    let explained = |card: &str, meter: &str, units: &str| {
        let quantity = format!("overrides.{meter}.quantity");
        line(&quoted(&catalog, "meters", &[("card", card), (&quantity, units)]), meter).explain()
    };
    assert_eq!(explained("aws", "cdn_gb", "2000"), "1,024 free + 976 × $0.085 = $82.96");
    assert_eq!(explained("aws", "cdn_gb", "1024"), "1,024 free = $0.00");
    assert_eq!(explained("aws", "log_gb", "0"), "0 free = $0.00");
    assert_eq!(explained("gcp", "transfer_gb", "10001"), "1,000 × $0.12 + 9,000 × $0.11 + 1 × $0.08 = $1,110.08");
}

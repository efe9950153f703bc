//! What leaves and comes in again, of any scenario of the shipped plans: sessions byte for byte, a bill as CSV to its total, a bill
//! as JSON to each of its digits.
//!
//! `COSTTUI_ROUNDS=1000000 cargo test --release --test round_trips` makes so many.

mod scenarios;
#[allow(dead_code, reason = "users are left as they come")]
#[path = "scenarios/laws.rs"]
mod laws;

use costtui::amount::{Decimal, End, Estimate, REPORTED_PLACES, decimal, exact};
use costtui::engine::{Quote, quote};
use costtui::faults::Source;
use costtui::import;
use costtui::report::{self, Format};
use costtui::scenario::{Basis, Scenario, hint_at_key};
use costtui::session::Session;
use laws::always;
use proptest::prelude::*;
use scenarios::catalog;
use serde_json::Value;
use std::sync::Arc;

/// A part of ten thousand round trips, or of as many as are asked for.
fn one_of(parts: u32) -> u32 {
    let asked = std::env::var("COSTTUI_ROUNDS").ok();
    let all =
        asked.map_or(10_000, |asked| asked.parse().unwrap_or_else(|_| panic!("COSTTUI_ROUNDS is no number: {asked}")));
    all / parts
}

fn read(text: String) -> Session {
    let source = Arc::new(Source { name: "round.toml".to_owned(), text });
    Session::from_toml(&source, catalog()).unwrap_or_else(|faults| panic!("{faults}\n{}", source.text))
}

#[test]
fn a_session_is_read_and_written_again_to_the_same_bytes() {
    let plan = &catalog().plans[0];
    always(one_of(2), |scenario| {
        let mut session = Session::new("Round", Scenario::of(plan));
        session.change(|chosen| *chosen = scenario.clone());
        session.baseline = scenario.clone();
        session.undo();
        session.redo();
        let text = session.to_toml();
        let mut again = read(text.clone());
        prop_assert_eq!(again.to_toml(), text);
        prop_assert_eq!(again.scenario(), scenario);
        let slips = scenario.choices().into_iter().filter(|(key, _)| !hint_at_key(key).is_empty());
        prop_assert_eq!(slips.collect::<Vec<_>>(), [], "a key of the program is no slip");
        prop_assert_eq!(again.undo_depth(), session.undo_depth());
        again.undo();
        session.undo();
        prop_assert_eq!(again.scenario(), session.scenario());
        Ok(())
    });
}

/// A scenario and its bill, written so.
fn written(scenario: &Scenario, format: Format) -> (Quote, String) {
    let quote = quote(catalog(), scenario);
    let text = report::write(format, catalog(), scenario, &quote);
    (quote, text)
}

#[test]
fn a_bill_as_csv_comes_in_again_to_its_total() {
    always(one_of(4), |scenario| {
        // A buffer is a choice of the scenario and no line.
        let scenario = Scenario { basis: Basis::Lines, buffer: None, ..scenario.clone() };
        let (quote, text) = written(&scenario, Format::Csv);
        let cost = quote.lines.iter().map(|line| line.cost.unwrap().after.expected).sum::<Decimal>();
        let came = match import::estimate("quote.csv", text.clone().into_bytes(), catalog()) {
            Ok(estimate) => estimate.total().unwrap(),
            Err(wrong) => {
                prop_assert!(cost.is_zero() && wrong.to_string().contains("nothing to import"), "{}\n{}", wrong, text);
                Decimal::ZERO
            }
        };
        // Each line is written to twelve places.
        let off = Decimal::new(quote.lines.len() as i64 + 1, REPORTED_PLACES);
        prop_assert!((came - cost).abs() < off, "{} came in as {}\n{}", exact(cost), exact(came), text);
        Ok(())
    });
}

/// The figures of a line or of a total in JSON are these, in full.
fn tells(json: &Value, cost: Estimate) -> bool {
    let ends = [("low", End::Low), ("expected", End::Expected), ("high", End::High)];
    ends.iter()
        .all(|(name, end)| json[name].as_str().and_then(|text| decimal(text).ok()) == Some(reported(cost.at(*end))))
}

fn reported(figure: Decimal) -> Decimal {
    figure.round_dp(REPORTED_PLACES)
}

#[test]
fn a_bill_as_json_has_every_digit_of_its_figures() {
    always(one_of(4), |scenario| {
        let (quote, text) = written(scenario, Format::Json);
        let json: Value = serde_json::from_str(&text).unwrap();
        prop_assert!(tells(&json["cost"], quote.cost.unwrap()), "{}", json["cost"]);
        for (line, json) in quote.lines.iter().zip(json["lines"].as_array().unwrap()) {
            prop_assert!(json["id"] == line.line.id.as_str() && tells(json, line.cost.unwrap().after), "{}", json);
        }
        prop_assert_eq!(json["lines"].as_array().unwrap().len(), quote.lines.len());
        Ok(())
    });
}

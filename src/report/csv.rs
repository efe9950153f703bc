//! A quote as CSV: the lines of the contract as rows, then the total. No text of a catalog becomes a formula.

use super::json::Line;
use crate::amount::{Decimal, Estimate, exact};
use crate::engine::Quote;
use crate::scenario::Scenario;
use crate::text::neutral;

/// The rows of a quote under their header.
pub(super) fn write(scenario: &Scenario, quote: &Quote) -> String {
    let mut writer = csv::Writer::from_writer(Vec::new());
    for row in quote.lines.iter().map(Line::of).chain([total(scenario, quote)]) {
        writer.serialize(neutral_row(row)).expect("a row of texts has as many columns as its header");
    }
    finished(writer)
}

/// What was written, as the text that it is.
pub(crate) fn finished(writer: csv::Writer<Vec<u8>>) -> String {
    let bytes = writer.into_inner().expect("a vector takes every byte");
    String::from_utf8(bytes).expect("texts written whole are UTF-8")
}

fn total(scenario: &Scenario, quote: &Quote) -> Line {
    let part = |pick: fn(&Estimate) -> Decimal| quote.cost.ok().map(|cost| exact(pick(&cost)));
    let notes: Vec<&str> = quote.flags.iter().map(|flag| flag.words()).collect();
    Line {
        id: "total".to_owned(),
        item: "Total".to_owned(),
        category: String::new(),
        quantity: None,
        unit: None,
        basis: scenario.basis.id(),
        price: None,
        low: part(|e| e.low),
        expected: part(|e| e.expected),
        high: part(|e| e.high),
        before_levers: None,
        source: String::new(),
        as_of: None,
        explain: notes.join("; "),
        product: None,
        runner_up: None,
        purchase: None,
        trust: None,
        at_most: None,
        stands_in: None,
        currency: None,
        exchange_rate: None,
        exchange_date: None,
        note: None,
        yours: None,
        unpriced: None,
        factor: None,
    }
}

/// Text cells are neutralised; numbers stay numbers, a negative one too.
fn neutral_row(mut row: Line) -> Line {
    let texts = [&mut row.id, &mut row.item, &mut row.category, &mut row.source, &mut row.explain];
    let given = [&mut row.unit, &mut row.as_of, &mut row.product, &mut row.runner_up, &mut row.note, &mut row.yours];
    let given = given.into_iter().chain([&mut row.stands_in, &mut row.currency]);
    for text in texts.into_iter().chain(given.flatten()) {
        *text = neutral(text);
    }
    row
}

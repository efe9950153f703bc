//! The lines of an estimate whose growth nobody vouched for: what they follow was guessed by their names.

use crate::catalog::Catalog;
use crate::engine::{Quote, QuoteLine};
use crate::import::NOTHING;
use crate::report::page::{Row, Table};

/// The lines that are guesses.
fn guessed(quote: &Quote) -> impl Iterator<Item = &QuoteLine> {
    quote.lines.iter().filter(|line| line.line.guessed)
}

/// `What makes more of 8 of 10 lines is a guess by their names: …`; nothing where nothing is guessed.
pub(in crate::export) fn sentence(catalog: &Catalog, quote: &Quote) -> Option<String> {
    let (count, all) = (guessed(quote).count(), quote.lines.len());
    let still = guessed(quote).filter(|line| follows(catalog, line) == NOTHING).count();
    let rest = match still {
        0 => String::new(),
        still => format!("; {still} of them are taken to cost the same however many come"),
    };
    let lines = if all == 1 { "line" } else { "lines" };
    (count > 0).then(|| {
        format!("what makes more of {count} of {all} {lines} is guessed by name{rest}; look at each before you rely on the growth")
    })
}

/// Each with what it follows, and why.
pub(super) fn table(catalog: &Catalog, quote: &Quote) -> Option<Table> {
    let row = |line: &QuoteLine| {
        let why = line.line.why.as_deref().unwrap_or_default();
        let why = why.split_once(": ").map_or(why, |(_, why)| why);
        Row { cells: vec![line.line.item.clone(), follows(catalog, line), why.to_owned()], ..Row::default() }
    };
    let rows: Vec<Row> = guessed(quote).map(row).collect();
    let columns = ["Line", "Follows", "Why"].map(|name| (name.to_owned(), false)).into();
    let caption = "Lines whose growth is guessed".to_owned();
    (!rows.is_empty()).then(|| Table { caption, columns, rows, empty: String::new() })
}

/// What a line follows, as people call it.
fn follows(catalog: &Catalog, line: &QuoteLine) -> String {
    let Some(id) = line.line.quantity.driver() else { return NOTHING.to_owned() };
    let driver = catalog.drivers.iter().find(|driver| driver.id == id).map(|driver| driver.label.clone());
    driver.or_else(|| catalog.slider(id).map(|slider| slider.label.clone())).unwrap_or_else(|| id.to_owned())
}

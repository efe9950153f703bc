//! The bill, each line with where its figure is from.

use super::Section;
use crate::catalog::Plan;
use crate::date::Date;
use crate::engine::{CardPrice, LineBasis, Quote, QuoteLine, Unpriced};
use crate::report::page::{Row, Table};
use crate::report::rows;
use crate::scenario::Scenario;
use crate::text::at_lines;

pub(super) fn section(scenario: &Scenario, plan: Option<&Plan>, quote: &Quote, today: Date) -> Section {
    let estimate = plan.is_some_and(|plan| plan.estimate.is_some());
    let mut columns: Vec<(String, bool)> = rows::COLUMNS.map(|(name, figures)| (name.to_owned(), figures)).into();
    columns.push(("Source".to_owned(), false));
    let bill = rows::bill(scenario, quote);
    let last = bill.len().saturating_sub(1);
    let row = |(at, cells): (usize, rows::Cells)| {
        let source = quote.lines.get(at).map(|line| source(line, estimate, today)).unwrap_or_default();
        Row { cells: cells.into_iter().chain([source]).collect(), total: at == last, ..Row::default() }
    };
    let rows = bill.into_iter().enumerate().map(row).collect();
    let lead = [left_out(quote), missing(quote)].into_iter().flatten().collect::<Vec<_>>().join(" ");
    let table = Table { caption: "The bill of a month".to_owned(), columns, rows, empty: String::new() };
    Section { title: "The bill", lead, tables: vec![table] }
}

fn left_out(quote: &Quote) -> Option<String> {
    let dropped: Vec<&str> = quote.dropped.iter().map(|line| line.item.as_str()).collect();
    (!dropped.is_empty()).then(|| format!("Left out: {}.", dropped.join(", ")))
}

/// Why lines that the card does not price stand as documented.
fn missing(quote: &Quote) -> Option<String> {
    let missing: Vec<&QuoteLine> = quote.lines.iter().filter(|line| line.basis == LineBasis::Missing).collect();
    let of = |why: Unpriced| {
        let count = missing.iter().filter(|line| line.unpriced == Some(why)).count();
        (count > 0).then(|| format!("{count} × {}", why.words()))
    };
    let reasons: Vec<String> = Unpriced::ALL.into_iter().filter_map(of).collect();
    (!missing.is_empty()).then(|| format!("What is missing on the card stands as documented: {}.", reasons.join(", ")))
}

/// `line 96` of the document, `estimate, line 96` of an estimate; of a list price the list and when it was read, `AWS, 2026-10-13`.
fn source(line: &QuoteLine, estimate: bool, today: Date) -> String {
    if let Some(price) = &line.card_price {
        return format!("{}, {}", price.card, when(price, today));
    }
    let printed = if line.line.lines.is_empty() { line.source.clone() } else { at_lines(&line.line.lines) };
    let printed = if estimate { format!("estimate, {printed}") } else { printed };
    if line.basis == LineBasis::Override { format!("yours; printed: {printed}") } else { printed }
}

/// `2026-10-13`, `2024-07-01 (old)`, `now`.
pub(super) fn when(price: &CardPrice, today: Date) -> String {
    match price.as_of {
        None if price.is_of_now() => "now".to_owned(),
        date if price.is_old(today) => format!("{} (old)", crate::date::words(date)),
        date => crate::date::words(date),
    }
}

//! Provenance: where each line of the current bill is from, and how old its price is.

use super::{Facts, Kind, Section};
use crate::amount::money;
use crate::catalog::Trust;
use crate::engine::{LineBasis, QuoteLine, Unpriced, shown_factor};
use crate::rows::{Cell, Column, Row};
use crate::text::at_lines;

pub(super) fn section(facts: &Facts) -> Section {
    let columns = vec![
        Column::words("Line of the bill", 9),
        Column::figures("A month", 4),
        Column::words("Price", 8),
        Column::words("Where", 6),
        Column::words("As of", 7),
    ];
    let mut rows: Vec<Row> = facts.quote.lines.iter().map(|line| row(facts, line)).collect();
    rows.extend(facts.quote.dropped.iter().map(|line| {
        let place = at_lines(&line.lines);
        Row::new([Cell::dim(&*line.item), Cell::dim("left out"), Cell::empty(), Cell::dim(place), Cell::empty()])
    }));
    let stage = &facts.plan.stages[facts.quote.stage.index];
    let old = facts.quote.lines.iter().filter_map(|line| line.card_price.as_ref());
    let old = match old.filter(|price| price.is_old(facts.today)).count() {
        0 => String::new(),
        1 => " 1 price is old.".to_owned(),
        n => format!(" {n} prices are old."),
    };
    let heading = match facts.quote.lines.is_empty() {
        true => format!("{}: no lines; the stage is priced from its headline.", stage.name),
        false => format!("{}, from {}.{old}", stage.name, facts.plan.source),
    };
    Section::new(Kind::Provenance, rows.len(), heading, columns, rows)
}

fn row(facts: &Facts, line: &QuoteLine) -> Row {
    let card = line.card_price.as_ref();
    let product = card.map(|price| price.yours.as_ref().or(price.name.as_ref()).unwrap_or(&price.card));
    let price = match line.basis {
        LineBasis::Documented => Cell::plain("as documented"),
        LineBasis::Card => Cell::plain(product.cloned().unwrap_or_default()),
        LineBasis::Missing => Cell::plain(line.unpriced.map_or("not on the card", Unpriced::words)).judged(false),
        LineBasis::Override => Cell::plain("yours").strong(),
        LineBasis::Headline => Cell::dim("not in the total"),
    };
    let price = match line.factor().filter(|_| line.basis != LineBasis::Headline) {
        Some(factor) => Cell::plain(format!("your bill: × {}", shown_factor(factor))).strong(),
        None => price,
    };
    let as_of = match (line.basis, line.card_price.as_ref().and_then(|price| price.as_of)) {
        (_, Some(date)) if date.is_old(facts.today) => Cell::plain(format!("old: {date}")).judged(false),
        (_, Some(date)) => Cell::plain(date.to_string()),
        (LineBasis::Card, None) => Cell::plain("old: no date").judged(false),
        (LineBasis::Override, None) => Cell::dim("now"),
        _ => Cell::dim("as printed"),
    };
    let place = match &line.card_price {
        Some(price) if price.trust == Some(Trust::Low) => format!("low trust: {}", price.source),
        Some(price) => price.source.clone(),
        None => at_lines(&line.line.lines),
    };
    let cost = line.cost.map_or_else(|_| "too large".to_owned(), |cost| money(cost.after.expected));
    Row::new([Cell::plain(&*line.line.item), Cell::plain(cost), price, Cell::dim(place), as_of])
}

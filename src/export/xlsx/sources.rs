//! The sheet of sources: where each figure stands, when it was read, and what to know about it.

use super::factors;
use super::look::Kind;
use super::matter::Matter;
use super::page::Page;
use super::places::{HEAD, SOURCES, row_of};
use crate::catalog::{Price, Trust};
use crate::date;
use crate::engine::{QuoteLine, Unpriced};

const HEADS: [&str; 9] =
    ["Line", "In the document", "Printed there", "Price from", "As of", "Old", "Worth", "Converted at", "What to know"];

/// The columns of sentences, and how many characters stand in a line of them.
const FROM: u16 = 3;
const FROM_WIDTH: u8 = 40;
const NOTES: u16 = 8;
const NOTES_WIDTH: u8 = 70;

pub(super) fn page(matter: &Matter) -> Page {
    let about =
        format!("A price is old when it was read more than {} months before {}.", date::OLD_MONTHS, matter.today);
    let widths = [30.0, 30.0, 18.0, f64::from(FROM_WIDTH), 10.0, 6.0, 12.0, 24.0, f64::from(NOTES_WIDTH)];
    let mut page = Page::new(SOURCES, "Where the figures are from", &about, &widths);
    page.head(HEAD, &HEADS, &[]);
    for (at, line) in matter.lines() {
        row(&mut page, matter, at, line);
    }
    let below = row_of(matter.quote.lines.len()) + 1;
    page.words(below, 0, "The plan", Kind::Words);
    page.words(below, 1, &matter.plan.source, Kind::Words);
    page.prose(below, &[(NOTES, &matter.plan.about, usize::from(NOTES_WIDTH))]);
    page
}

fn row(page: &mut Page, matter: &Matter, at: usize, line: &QuoteLine) {
    let row = row_of(at);
    let printed = match &line.line.price {
        Price::Percent { share, .. } => crate::amount::percent_short(*share),
        _ => line.line.printed_amount().ok().flatten().map(crate::amount::money_range).unwrap_or_default(),
    };
    let (mut price, mut as_of, mut old, mut worth, mut converted) =
        <(String, String, String, String, String)>::default();
    if let Some(card) = line.card_price.as_deref() {
        price = format!("{}: {}", card.card, card.source);
        as_of = date::words(card.as_of);
        old = if date::is_old(card.as_of, matter.today) && !card.is_of_now() { "old" } else { "" }.to_owned();
        worth = card.trust.map(Trust::id).unwrap_or_default().to_owned();
        converted = card.exchange.as_ref().map(|exchange| exchange.words()).unwrap_or_default();
    }
    let cells = [&line.line.item, &line.source, &printed, &price, &as_of, &old, &worth, &converted];
    for (column, words) in (0..).zip(cells) {
        page.words(row, column, words, Kind::Words);
    }
    page.prose(
        row,
        &[(FROM, &price, usize::from(FROM_WIDTH)), (NOTES, &known(matter, at, line), usize::from(NOTES_WIDTH))],
    );
}

/// What to know about a line, in sentences.
fn known(matter: &Matter, at: usize, line: &QuoteLine) -> String {
    let card = line.card_price.as_deref();
    let said = [
        line.unpriced.map(Unpriced::words).map(|why| format!("Not priced by the card: {why}")),
        card.map(|card| card.product()),
        card.and_then(|card| card.not_the_same()),
        card.filter(|card| card.at_most).map(|_| "At most that: the list is not known for so much".to_owned()),
        card.and_then(|card| card.yours.clone()),
        card.and_then(|card| card.note.clone()),
        factors::words(matter, at).map(|words| format!("The price {words}")),
        line.follows(),
        line.line.spec.clone(),
        line.line.why.clone(),
        line.line.note.clone(),
    ];
    let sentences = said.into_iter().flatten().map(|said| said.trim_end_matches('.').to_owned());
    sentences.filter(|said| !said.is_empty()).collect::<Vec<_>>().join(". ")
}

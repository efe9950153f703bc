//! The sheet of the bill: a row a line, then the total.

mod total;

pub(super) use total::total_row;

use super::formula::{EXPECTED, Wanted};
use super::look::{Kind, Look};
use super::matter::{Matter, cost_of};
use super::page::{At, Page};
use super::places::{BILL, HEAD, RANGE, row_of};
use super::{factors, levers, places, quantities, range};
use crate::amount::{Decimal, Number, exact};
use crate::engine::{QuoteLine, Rate, units};

pub(super) const CATEGORY: u16 = 1;
const PART: u16 = 2;
const QUANTITY: u16 = 3;
const UNIT: u16 = 4;
pub(super) const PRICE: u16 = 5;
pub(super) const PER: u16 = 6;
pub(super) const HOURS: u16 = 7;
const BEFORE: u16 = 8;
const LEFT: u16 = 9;
pub(super) const MONTH: u16 = 10;
const LOW: u16 = 11;
const HOW: u16 = 13;
const BASIS: u16 = 14;
const SOURCE: u16 = 15;
const AS_OF: u16 = 16;

const WIDTHS: [f64; 17] =
    [34.0, 13.0, 22.0, 13.0, 14.0, 14.0, 10.0, 10.0, 14.0, 10.0, 14.0, 14.0, 14.0, 46.0, 12.0, 36.0, 12.0];

const HEADS: [&str; 17] = [
    "Line",
    "Category",
    "Part of",
    "Quantity",
    "Unit",
    "Price",
    "For so many",
    "Hours",
    "Before levers",
    "Levers leave",
    "A month",
    "At least",
    "At most",
    "When this was written",
    "Priced by",
    "Source",
    "As of",
];

pub(super) fn page(matter: &Matter) -> Page {
    let factor = if matter.places.factors.is_empty() { "" } else { ", times what your bill asks" };
    let about = format!(
        "Quantity × price × hours, for so many units{factor}; a percent line is a share of what other lines come to after levers."
    );
    let mut page = Page::new(BILL, "The bill of a month", &about, &WIDTHS);
    page.head(HEAD, &HEADS, &[(3, 3), (5, 12)]);
    for (at, line) in matter.lines() {
        words(&mut page, matter, at, line);
        prices(&mut page, row_of(at), line);
        figures(&mut page, matter, at, line);
    }
    total::rows(&mut page, matter);
    // In print without what explains it: that is on the sheet of sources.
    page.keep(|sheet| sheet.set_print_area(0, 0, total_row(matter), HOW - 1).map(drop));
    page
}

/// What the price of a line is, in the unit of the sheet: of one unit or of so many, of an hour, an amount, or a share.
/// None where it has none of its own: graduated, or along a range.
pub(super) fn price(line: &QuoteLine) -> Option<Decimal> {
    match (line.term.rate.own(), line.unit_price) {
        (Rate::Share { share, .. }, _) => Some(*share),
        (Rate::Proportional { .. }, Some(each)) => Some(each.price),
        (Rate::Still(amount) | Rate::Proportional { amount, .. }, _) => Some(amount.expected),
        (Rate::Along { .. } | Rate::Tiers { .. } | Rate::TooLarge | Rate::Billed { .. }, _) => None,
    }
}

fn words(page: &mut Page, matter: &Matter, at: usize, line: &QuoteLine) {
    let row = row_of(at);
    page.words(row, 0, &line.line.item, Kind::Words);
    page.words(row, CATEGORY, &line.line.category, Kind::Words);
    page.words(row, PART, line.addon.as_deref().map_or_else(|| matter.variant(), |id| matter.addon(id)), Kind::Words);
    let unit = line.unit.as_deref().map(|unit| units(line.quantity, unit)).unwrap_or_default();
    page.words(row, UNIT, &unit, Kind::Words);
    page.words(row, HOW, &line.explain(), Kind::Words);
    page.words(row, BASIS, line.basis.id(), Kind::Words);
    let source =
        factors::words(matter, at).into_iter().fold(line.origin().to_owned(), |of, times| format!("{of} {times}"));
    page.words(row, SOURCE, source.trim_start(), Kind::Words);
    let as_of = line.card_price.as_ref().and_then(|price| price.as_of);
    page.words(row, AS_OF, &as_of.map(|date| date.to_string()).unwrap_or_default(), Kind::Words);
}

fn prices(page: &mut Page, row: u32, line: &QuoteLine) {
    let cell = |column| At { sheet: RANGE, column, row }.name();
    match (line.term.rate.own(), price(line)) {
        (Rate::Share { .. }, Some(share)) => page.figure(row, PRICE, share, Look::input(Kind::Share)),
        (Rate::Still(amount) | Rate::Proportional { amount, .. }, Some(price)) if !amount.is_exact() => {
            let middle = format!("=({}+{})/2", cell(range::PRICE), cell(range::PRICE + 1));
            page.live(row, PRICE, &middle, price, Look::of(Kind::Price));
        }
        (_, Some(price)) => page.figure(row, PRICE, price, Look::input(Kind::Price)),
        (Rate::Tiers { .. }, None) => page.words(row, PRICE, "see Tiers", Kind::Words),
        (_, None) => page.words(row, PRICE, "see Range", Kind::Words),
    }
    match line.term.rate.own() {
        Rate::Proportional { of, .. } => page.figure(row, PER, *of, Look::of(Kind::Count)),
        Rate::Tiers { per, .. } => page.figure(row, PER, *per, Look::of(Kind::Count)),
        _ => {}
    }
    let is_by_unit = matches!(line.term.rate.own(), Rate::Proportional { .. });
    if let Some(hours) = line.unit_price.and_then(|each| each.hours).filter(|_| is_by_unit) {
        let formula = format!("=IF(ISNUMBER({0}),{0},{1})", places::HOURS, exact(hours));
        page.live(row, HOURS, &formula, hours, Look::of(Kind::Count));
    }
}

fn figures(page: &mut Page, matter: &Matter, at: usize, line: &QuoteLine) {
    let (row, cost, left) = (row_of(at), cost_of(line), &line.term.left);
    page.live(
        row,
        QUANTITY,
        &format!("={}", quantities::units(at, BILL)),
        line.quantity.ok(),
        Look::of(quantities::kind(line)),
    );
    let wanted = Wanted { matter, line: at, end: EXPECTED, sheet: BILL };
    page.live(row, BEFORE, &wanted.before(), cost.before.expected, Look::of(Kind::Money));
    let factor = left.factor.expected.over(left.over).ok();
    page.live(row, LEFT, &levers::left(matter, at, EXPECTED, BILL), factor, Look::of(Kind::Share));
    let formula = wanted.after(page.at(BEFORE, row), page.at(LEFT, row));
    page.live(row, MONTH, &formula, cost.after.expected, Look::of(Kind::Money));
    for (beside, end) in [(0, cost.after.low), (1, cost.after.high)] {
        let cell = At { sheet: RANGE, column: range::LOW + beside, row }.name();
        page.live(row, LOW + beside, &format!("={cell}"), end, Look::of(Kind::Money));
    }
}

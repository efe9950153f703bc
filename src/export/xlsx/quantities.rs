//! The sheet of quantities: how many of each line, by what it follows.

use super::levers;
use super::look::{Kind, Look};
use super::matter::Matter;
use super::page::{At, Page};
use super::places::{HEAD, QUANTITIES, row_of};
use crate::amount::Number;
use crate::engine::{Count, QuoteLine};

const IS: u16 = 1;
const WHEN: u16 = 2;
const FOLLOWS: u16 = 3;
const NOW: u16 = 4;
const LEAST: u16 = 5;
const MOST: u16 = 6;
const WHOLE: u16 = 7;
const QUANTITY: u16 = 8;
const FREE: u16 = 9;
const PAID: u16 = 10;
const OVER: u16 = 11;

pub(super) fn page(matter: &Matter) -> Page {
    let about = "So many when what they follow stands at so much, in proportion otherwise.";
    let widths = [34.0, 12.0, 14.0, 22.0, 14.0, 10.0, 12.0, 12.0, 14.0, 12.0, 14.0, 16.0];
    let mut page = Page::new(QUANTITIES, "How many", about, &widths);
    let heads = [
        "Line",
        "So many",
        "When it is",
        "Follows",
        "Now",
        "At least",
        "Planned up to",
        "Rounded up",
        "Quantity",
        "Free units",
        "Paid units",
        "Over capacity",
    ];
    page.head(HEAD, &heads, &[(1, 2), (4, 6), (8, 10)]);
    for (at, line) in matter.lines() {
        row(&mut page, matter, at, line);
    }
    page
}

/// The units of a line that are counted, as a formula on a sheet calls them.
pub(super) fn units(line: usize, sheet: &str) -> String {
    At { sheet: QUANTITIES, column: QUANTITY, row: row_of(line) }.on(sheet)
}

/// The units of a line that are paid for.
pub(super) fn paid(line: usize, sheet: &str) -> String {
    At { sheet: QUANTITIES, column: PAID, row: row_of(line) }.on(sheet)
}

/// How the quantity of a line looks: with places where it may have some.
pub(super) fn kind(line: &QuoteLine) -> Kind {
    match &line.term.count {
        Count::Fixed(fixed) if fixed.is_integer() => Kind::Whole,
        Count::Follows { whole: true, min, .. } if min.is_none_or(|min| min.is_integer()) => Kind::Whole,
        _ => Kind::Count,
    }
}

fn row(page: &mut Page, matter: &Matter, at: usize, line: &QuoteLine) {
    let row = row_of(at);
    let number = Look::of(kind(line));
    page.words(row, 0, &line.line.item, Kind::Words);
    let formula = match &line.term.count {
        Count::Fixed(fixed) => {
            page.figure(row, IS, *fixed, Look::input(kind(line)));
            format!("={}", page.at(IS, row).here())
        }
        count @ Count::Follows { .. } => follows(page, matter, row, count),
    };
    let quantity = line.quantity.ok();
    page.live(row, QUANTITY, &formula, quantity, number);
    let (units, free) = (page.at(QUANTITY, row).here(), page.at(FREE, row).here());
    match levers::free(matter, at, QUANTITIES) {
        Some(formula) => {
            let paid = quantity.and_then(|units| units.minus(line.term.left.free).ok());
            page.live(row, FREE, &formula, line.term.left.free, number);
            page.live(row, PAID, &format!("=MAX(0,{units}-{free})"), paid.map(|paid| paid.max(Number::ZERO)), number);
        }
        None => page.live(row, PAID, &format!("={units}"), quantity, number),
    }
}

/// Writes what a quantity follows; the formula of how many that is.
fn follows(page: &mut Page, matter: &Matter, row: u32, count: &Count<crate::amount::Decimal>) -> String {
    let Count::Follows { is, at, driver, whole, min, max } = count else { return "=0".to_owned() };
    let units = if *whole && is.is_integer() { Kind::Whole } else { Kind::Count };
    page.figure(row, IS, *is, Look::input(units));
    page.figure(row, WHEN, *at, Look::input(Kind::Count));
    page.words(row, FOLLOWS, label(matter, *driver), Kind::Words);
    page.live(
        row,
        NOW,
        &format!("={}", matter.places.named(*driver, QUANTITIES)),
        matter.value(*driver),
        Look::of(Kind::Count),
    );
    let cell = |column| At { sheet: QUANTITIES, column, row }.here();
    let (is_at, now, when) = (cell(IS), cell(NOW), cell(WHEN));
    let mut formula = format!("{is_at}*{now}/{when}");
    if *whole {
        page.words(row, WHOLE, "whole units", Kind::Words);
        // A binary float may stand above a whole number by its last bit, which is no unit more.
        formula = format!("ROUNDUP(ROUND({formula},9),0)");
    }
    if let Some(min) = min {
        page.figure(row, LEAST, *min, Look::input(units));
        formula = format!("MAX({},{formula})", cell(LEAST));
    }
    if let Some(max) = max {
        page.figure(row, MOST, *max, Look::input(units));
        let over = format!("=IF(ROUND({now}*{is_at}-{}*{when},9)>0,\"yes\",\"no\")", cell(MOST));
        let is_over = matter.quote.lines[(row - row_of(0)) as usize].over_capacity.is_some();
        page.live(row, OVER, &over, if is_over { "yes" } else { "no" }, Look::of(Kind::Words));
    }
    format!("={formula}")
}

/// What a slider or driver is called.
fn label<'m>(matter: &'m Matter, index: usize) -> &'m str {
    let sliders = &matter.catalog.sliders;
    match index.checked_sub(sliders.len()) {
        None => &sliders[index].label,
        Some(driver) => &matter.catalog.drivers[driver].label,
    }
}

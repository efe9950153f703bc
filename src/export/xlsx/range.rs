//! The sheet of ranges: what each line costs at least and at most.

use super::bill;
use super::formula::Wanted;
use super::levers;
use super::look::{Kind, Look};
use super::matter::{Matter, cost_of};
use super::page::{At, Page};
use super::places::{BILL, HEAD, RANGE, row_of};
use crate::amount::{End, Number};
use crate::engine::{QuoteLine, Rate};

/// The low price; the high one stands beside it, as of every pair here.
pub(super) const PRICE: u16 = 1;
pub(super) const FROM: u16 = 3;
pub(super) const TO: u16 = 4;
const BEFORE: u16 = 5;
const LEFT: u16 = 7;
pub(super) const LOW: u16 = 9;

pub(super) fn page(matter: &Matter) -> Page {
    let about = "Low is everything at its low end together, and after the largest savings; high is the other end.";
    let widths = [34.0, 14.0, 14.0, 12.0, 12.0, 14.0, 14.0, 12.0, 12.0, 14.0, 14.0];
    let mut page = Page::new(RANGE, "At least and at most", about, &widths);
    let heads = [
        "Line",
        "Price, low",
        "Price, high",
        "Low at units",
        "High at units",
        "Before levers, low",
        "Before levers, high",
        "Left, low",
        "Left, high",
        "A month, low",
        "A month, high",
    ];
    page.head(HEAD, &heads, &[(1, 10)]);
    for (at, line) in matter.lines() {
        page.words(row_of(at), 0, &line.line.item, Kind::Words);
        prices(&mut page, row_of(at), line);
        ends(&mut page, matter, at, line);
    }
    page
}

/// What is printed as a range; else the one price that stands in the bill.
fn prices(page: &mut Page, row: u32, line: &QuoteLine) {
    let range = match line.term.rate.own() {
        Rate::Along { from, to, low, high } => {
            page.figure(row, FROM, *from, Look::input(Kind::Count));
            page.figure(row, TO, *to, Look::input(Kind::Count));
            Some((*low, *high))
        }
        Rate::Still(amount) | Rate::Proportional { amount, .. } if !amount.is_exact() => {
            Some((amount.low, amount.high))
        }
        Rate::Tiers { .. } => return,
        _ => None,
    };
    for column in [PRICE, PRICE + 1] {
        match range {
            Some((low, high)) => {
                page.figure(row, column, if column == PRICE { low } else { high }, Look::input(Kind::Price));
            }
            None => {
                let kind = if matches!(line.term.rate.own(), Rate::Share { .. }) { Kind::Share } else { Kind::Price };
                let cell = At { sheet: BILL, column: bill::PRICE, row }.name();
                page.live(row, column, &format!("={cell}"), bill::price(line), Look::of(kind));
            }
        }
    }
}

/// What it costs at both ends.
fn ends(page: &mut Page, matter: &Matter, at: usize, line: &QuoteLine) {
    let (row, cost, left) = (row_of(at), cost_of(line), &line.term.left);
    for (beside, end, place) in [(0, 0, End::Low), (1, 2, End::High)] {
        let wanted = Wanted { matter, line: at, end, sheet: RANGE };
        page.live(row, BEFORE + beside, &wanted.before(), cost.before.at(place), Look::of(Kind::Money));
        let factor = left.factor.at(place).over(left.over).ok();
        page.live(row, LEFT + beside, &levers::left(matter, at, end, RANGE), factor, Look::of(Kind::Share));
        let formula = wanted.after(page.at(BEFORE + beside, row), page.at(LEFT + beside, row));
        page.live(row, LOW + beside, &formula, cost.after.at(place), Look::of(Kind::Money));
    }
}

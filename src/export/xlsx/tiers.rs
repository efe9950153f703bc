//! The sheet of graduated prices: each part of a quantity at the price of its tier.

use super::look::{Kind, Look};
use super::matter::Matter;
use super::page::{Page, letters};
use super::places::{HEAD, TIERS};
use crate::amount::{Decimal, Number};
use crate::engine::Rate;

const FROM: u16 = 1;
const PRICE: u16 = 3;
/// How much more it is than that of the tier below.
const STEP: u16 = 4;

pub(super) fn page(matter: &Matter) -> Page {
    let about = "Above each edge a unit costs so much more, or less, than below it. An hour's price is a month's here.";
    let mut page = Page::new(TIERS, "Graduated prices", about, &[34.0, 14.0, 14.0, 14.0, 18.0]);
    page.head(HEAD, &["Line", "Above", "Up to", "Price", "Against the tier below"], &[(1, 1), (3, 4)]);
    for (at, line) in matter.lines() {
        let Rate::Tiers { tiers, .. } = line.term.rate.own() else { continue };
        let (mut edge, mut below) = (Decimal::ZERO, None);
        for (row, (up_to, price)) in matter.places.tiers_of(at).zip(tiers) {
            page.words(row, 0, &line.line.item, Kind::Words);
            page.figure(row, FROM, edge, Look::input(Kind::Count));
            match up_to {
                Some(up_to) => {
                    edge = *up_to;
                    page.live(
                        row,
                        FROM + 1,
                        &format!("={}", page.at(FROM, row + 1).here()),
                        edge,
                        Look::of(Kind::Count),
                    );
                }
                None => page.words(row, FROM + 1, "and more", Kind::Words),
            }
            page.figure(row, PRICE, *price, Look::input(Kind::Price));
            let here = page.at(PRICE, row).here();
            let (formula, step) = match below {
                None => (format!("={here}"), Some(*price)),
                Some(below) => (format!("={here}-{}", page.at(PRICE, row - 1).here()), price.minus(below).ok()),
            };
            page.live(row, STEP, &formula, step, Look::of(Kind::Price));
            below = Some(*price);
        }
    }
    page
}

/// What so many units cost, before they are divided by what a price is for: the units above each edge at its step.
pub(super) fn graduated(matter: &Matter, line: usize, units: &str) -> String {
    let rows = matter.places.tiers_of(line);
    let column = |column: u16| format!("{TIERS}!{0}{1}:{0}{2}", letters(column), rows.start + 1, rows.end);
    format!("SUMPRODUCT(({units}>{0})*({units}-{0})*{1})", column(FROM), column(STEP))
}

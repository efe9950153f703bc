//! What the lines of a bill come to: their sum or a printed figure, add-ons, the buffer, the total.

use super::{LOW, MONTH};
use crate::amount::{Decimal, End, Estimate, Number};
use crate::engine::QuoteLine;
use crate::export::xlsx::look::{Kind, Look};
use crate::export::xlsx::matter::{Matter, cost_of};
use crate::export::xlsx::page::{At, Page, letters};
use crate::export::xlsx::places::{BILL, BUFFER, row_of};
use crate::scenario::Basis;

/// The columns of a figure: to be reckoned with, low, high.
const COLUMNS: [(u16, End); 3] = [(MONTH, End::Expected), (LOW, End::Low), (LOW + 1, End::High)];

/// The row of the total.
pub(in crate::export::xlsx) fn total_row(matter: &Matter) -> u32 {
    let parts = 1 + u32::from(printed(matter).is_some()) + u32::from(first_addon(matter).is_some());
    own_row(matter) + parts + 1
}

/// The row of what the lines come to, below them.
fn own_row(matter: &Matter) -> u32 {
    row_of(matter.quote.lines.len()) + 1
}

pub(super) fn rows(page: &mut Page, matter: &Matter) {
    let lines = &matter.quote.lines;
    let own = first_addon(matter).unwrap_or(lines.len());
    let mut row = own_row(matter);
    let printed = printed(matter);
    let name = if printed.is_some() { "The lines, which the next row stands in for" } else { "The lines" };
    let mut base = vec![row];
    sum(page, row, name, &lines[..own], 0);
    if let Some((figure, name)) = printed {
        row += 1;
        base = vec![row];
        page.strong(row, 0, name);
        for (column, end) in COLUMNS {
            page.figure(row, column, figure.at(end), Look::input(Kind::Money));
        }
    }
    if own < lines.len() {
        row += 1;
        base.push(row);
        sum(page, row, "Add-ons", &lines[own..], own);
    }
    buffered(page, matter, row + 1, &base);
}

/// A row that sums up lines.
fn sum(page: &mut Page, row: u32, name: &str, lines: &[QuoteLine], first: usize) {
    page.strong(row, 0, name);
    for (column, end) in COLUMNS {
        let all = lines.iter().try_fold(Decimal::ZERO, |sum, line| sum.plus(cost_of(line).after.at(end)).ok());
        let (from, to) = (row_of(first) + 1, row_of(first + lines.len()));
        let column_name = letters(column);
        let formula =
            if lines.is_empty() { "=0".to_owned() } else { format!("=SUM({column_name}{from}:{column_name}{to})") };
        page.live(row, column, &formula, all, Look::sum(Kind::Money));
    }
}

/// The buffer, and the total with it.
fn buffered(page: &mut Page, matter: &Matter, row: u32, base: &[u32]) {
    page.strong(row, 0, "Buffer");
    page.strong(row + 1, 0, "Total");
    let share = matter.quote.total_from.buffer.unwrap_or_default();
    for (column, end) in COLUMNS {
        let cells: Vec<String> = base.iter().map(|row| At { sheet: BILL, column, row: *row }.here()).collect();
        let total = matter.cost.at(end);
        // What it is a buffer of: the total is that and its share.
        let of = share.plus(Decimal::ONE).and_then(|all| total.over(all));
        let buffer = of.and_then(|of| total.minus(of)).ok();
        page.live(row, column, &format!("=({})*{BUFFER}", cells.join("+")), buffer, Look::sum(Kind::Money));
        let formula = format!("={}+{}", cells.join("+"), page.at(column, row).here());
        page.live(row + 1, column, &formula, total, Look::sum(Kind::Money));
    }
}

/// The printed figure that stands in for the lines of the variant, and what it is.
fn printed(matter: &Matter) -> Option<(Estimate, &'static str)> {
    let headline = matter.quote.total_from.basis == Basis::Headline;
    let name = if headline { "The headline of the stage" } else { "The total that the document prints" };
    matter.quote.total_from.printed.map(|printed| (printed, name))
}

/// The place of the first line of an add-on; none where there is none.
fn first_addon(matter: &Matter) -> Option<usize> {
    matter.quote.lines.iter().position(|line| line.addon.is_some())
}

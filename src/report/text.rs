//! A quote as an aligned table for a terminal or a pipe, without colour.

use super::facts;
use super::rows::{self, COLUMNS, Cells};
use crate::catalog::Catalog;
use crate::engine::Quote;
use crate::scenario::Scenario;
use crate::text::{cut, width};

/// Cells that the widest column may take; a longer item ends in `…`.
const WIDEST: usize = 40;

/// Title, lines with their total, and what they mean.
pub(super) fn write(catalog: &Catalog, scenario: &Scenario, quote: &Quote) -> String {
    let title = rows::title(catalog, scenario, quote);
    let mut out = format!("{title}\n{}\n\n", rows::terms(catalog, scenario, quote));
    out.push_str(&table(rows::bill(scenario, quote)));
    out.push('\n');
    let facts = facts::facts(catalog, scenario, quote);
    let widest = facts.iter().map(|fact| width(fact.label)).max().unwrap_or_default();
    for fact in facts {
        out.push_str(&format!("{:widest$}  {}\n", fact.label, fact.words()));
    }
    out
}

/// Lines under their header, the last one, the total, under a rule.
fn table(mut bill: Vec<Cells>) -> String {
    for cell in bill.iter_mut().flatten() {
        *cell = cut(cell, WIDEST);
    }
    let header: Cells = COLUMNS.map(|(name, _)| name.to_owned());
    let used = |column: usize| bill.iter().any(|row| !row[column].is_empty());
    let widths: [usize; COLUMNS.len()] = std::array::from_fn(|column| {
        let cells = bill.iter().map(|row| width(&row[column])).max().unwrap_or_default();
        if used(column) { cells.max(width(&header[column])) } else { 0 }
    });
    let figures = COLUMNS.map(|(_, number)| number);
    let mut out = line(&header, &widths, &figures);
    let gaps = 2 * widths.iter().filter(|&&wide| wide > 0).count().saturating_sub(1);
    let rule = "─".repeat(widths.iter().sum::<usize>() + gaps);
    let (total, lines) = bill.split_last().map_or((None, &[][..]), |(total, lines)| (Some(total), lines));
    lines.iter().for_each(|row| out.push_str(&line(row, &widths, &figures)));
    out.push_str(&format!("{rule}\n"));
    total.into_iter().for_each(|row| out.push_str(&line(row, &widths, &figures)));
    out
}

/// One row: texts to the left, figures to the right, columns of no width left out.
pub fn line(row: &[String], widths: &[usize], figures: &[bool]) -> String {
    let mut out = String::new();
    for ((cell, &wide), &number) in row.iter().zip(widths).zip(figures).filter(|((_, wide), _)| **wide > 0) {
        if !out.is_empty() {
            out.push_str("  ");
        }
        let gap = " ".repeat(wide.saturating_sub(width(cell)));
        out.push_str(&if number { gap + cell } else { cell.clone() + &gap });
    }
    format!("{}\n", out.trim_end())
}

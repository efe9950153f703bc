//! A quote as an aligned table for a terminal or a pipe, without colour.

use super::facts;
use super::rows::{self, COLUMNS, Cells};
use crate::catalog::Catalog;
use crate::engine::Quote;
use crate::scenario::Scenario;
use crate::text::{cut, width};

/// Cells that the widest column may take where the terminal has no more for it; a longer item ends in `…`.
const WIDEST: usize = 40;

/// Title, lines with their total, and what they mean.
pub(super) fn write(terminal: Option<usize>, catalog: &Catalog, scenario: &Scenario, quote: &Quote) -> String {
    let title = rows::title(catalog, scenario, quote);
    let mut out = format!("{title}\n{}\n\n", rows::terms(catalog, scenario, quote));
    out.push_str(&table(rows::bill(scenario, quote), terminal));
    out.push('\n');
    let facts = facts::facts(catalog, scenario, quote);
    let widest = facts.iter().map(|fact| width(fact.label)).max().unwrap_or_default();
    for fact in facts {
        out.push_str(&format!("{:widest$}  {}\n", fact.label, fact.words()));
    }
    out
}

/// Lines under their header, the last one, the total, under a rule.
fn table(mut bill: Vec<Cells>, terminal: Option<usize>) -> String {
    let header: Cells = COLUMNS.map(|(name, _)| name.to_owned());
    let wide = |bill: &[Cells]| -> Vec<usize> {
        let cells = |column: usize| bill.iter().map(|row| width(&row[column])).max().unwrap_or_default();
        let wide = |column: usize| match cells(column) {
            0 => 0,
            cells => cells.max(width(&header[column])),
        };
        (0..COLUMNS.len()).map(wide).collect()
    };
    let natural = wide(&bill);
    let gaps = 2 * natural.iter().filter(|&&wide| wide > 0).count().saturating_sub(1);
    let most = widths(&natural, WIDEST, terminal.map(|columns| columns.saturating_sub(gaps)));
    bill.iter_mut().for_each(|row| cut_all(row, &most));
    let widths = wide(&bill);
    let figures = COLUMNS.map(|(_, number)| number);
    let mut out = line(&header, &widths, &figures);
    let rule = "─".repeat(widths.iter().sum::<usize>() + gaps);
    let (total, lines) = bill.split_last().map_or((None, &[][..]), |(total, lines)| (Some(total), lines));
    lines.iter().for_each(|row| out.push_str(&line(row, &widths, &figures)));
    out.push_str(&format!("{rule}\n"));
    total.into_iter().for_each(|row| out.push_str(&line(row, &widths, &figures)));
    out
}

/// Cells of columns that would like so many: at most `widest` each, and more from the first on of what a terminal has left.
pub fn widths(natural: &[usize], widest: usize, room: Option<usize>) -> Vec<usize> {
    let mut widths: Vec<usize> = natural.iter().map(|&wide| wide.min(widest)).collect();
    let mut left = room.unwrap_or_default().saturating_sub(widths.iter().sum());
    for (wide, natural) in widths.iter_mut().zip(natural) {
        let more = left.min(natural - *wide);
        *wide += more;
        left -= more;
    }
    widths
}

/// Each cell in at most so many.
pub fn cut_all(row: &mut [String], most: &[usize]) {
    row.iter_mut().zip(most).for_each(|(cell, most)| *cell = cut(cell, *most));
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_terminal_has_left_goes_to_the_first_columns_that_are_cut() {
        assert_eq!(widths(&[60, 10, 50], 40, None), [40, 10, 40]);
        assert_eq!(widths(&[60, 10, 50], 40, Some(80)), [40, 10, 40]);
        assert_eq!(widths(&[60, 10, 50], 40, Some(100)), [50, 10, 40]);
        assert_eq!(widths(&[60, 10, 50], 40, Some(115)), [60, 10, 45]);
        assert_eq!(widths(&[60, 10, 50], 40, Some(500)), [60, 10, 50]);
    }
}

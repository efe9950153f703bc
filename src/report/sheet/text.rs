//! Sheets as aligned tables for a terminal or a pipe, without colour.

use super::{Answer, Cell, Look, Sheet};
use crate::report::text::{cut_all, line, widths};
use crate::text::{width, wrap};

/// Cells that the widest column may take where the terminal has no more for it; a longer text ends in `…`.
const WIDEST: usize = 44;

/// Cells of a line of prose.
const PROSE: usize = 110;

pub(super) fn write(answer: &Answer, terminal: Option<usize>) -> String {
    let mut out = format!("{}\n", answer.title);
    for sheet in answer.shown() {
        out.push_str(&format!("\n{}\n", sheet.title));
        out.push_str(&table(sheet, terminal));
    }
    out
}

fn table(sheet: &Sheet, terminal: Option<usize>) -> String {
    if sheet.rows.is_empty() {
        return format!("  {}\n", sheet.empty);
    }
    // A column without a cell says nothing.
    let used = |at: &usize| sheet.rows.iter().any(|row| row[*at].says());
    let read = |at: &usize| matches!(sheet.columns[*at].look, Look::Text | Look::Figure);
    let shown: Vec<usize> = (0..sheet.columns.len()).filter(|at| read(at) && used(at)).collect();
    let below = sheet.columns.iter().position(|column| column.look == Look::Below);
    let cells = |row: &Vec<Cell>| -> Vec<String> { shown.iter().map(|at| row[*at].shown()).collect() };
    let header: Vec<String> = shown.iter().map(|at| sheet.columns[*at].name.to_string()).collect();
    let mut rows: Vec<Vec<String>> = sheet.rows.iter().map(cells).collect();
    let wide = |rows: &[Vec<String>]| -> Vec<usize> {
        let wide = |at: usize| rows.iter().map(|row| width(&row[at])).chain([width(&header[at])]).max();
        (0..shown.len()).map(|at| wide(at).unwrap_or_default()).collect()
    };
    let natural = wide(&rows);
    // Nothing stands behind the last column that it could move.
    let (last, others) = natural.split_last().map_or((0, &[][..]), |(last, others)| (*last, others));
    let room = terminal.map(|columns| columns.saturating_sub(2 * natural.len() + last));
    let most = widths(others, WIDEST, room);
    rows.iter_mut().for_each(|row| cut_all(row, &most));
    let widths = wide(&rows);
    let figures: Vec<bool> = shown.iter().map(|at| sheet.columns[*at].look == Look::Figure).collect();
    let mut out = format!("  {}", line(&header, &widths, &figures));
    for (row, cells) in rows.iter().zip(&sheet.rows) {
        out.push_str(&format!("  {}", line(row, &widths, &figures)));
        if let Some(Cell::Text(words)) = below.map(|at| &cells[at]) {
            wrap(words, PROSE).iter().for_each(|part| out.push_str(&format!("      {part}\n")));
        }
    }
    out
}

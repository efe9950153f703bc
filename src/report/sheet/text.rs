//! Sheets as aligned tables for a terminal or a pipe, without colour.

use super::{Answer, Cell, Look, Sheet};
use crate::report::text::line;
use crate::text::{cut, width, wrap};

/// Cells that the widest column may take; a longer text ends in `…`.
const WIDEST: usize = 44;

/// Cells of a line of prose.
const PROSE: usize = 110;

pub(super) fn write(answer: &Answer) -> String {
    let mut out = format!("{}\n", answer.title);
    for sheet in answer.shown() {
        out.push_str(&format!("\n{}\n", sheet.title));
        out.push_str(&table(sheet));
    }
    out
}

fn table(sheet: &Sheet) -> String {
    if sheet.rows.is_empty() {
        return format!("  {}\n", sheet.empty);
    }
    // A column without a cell says nothing.
    let used = |at: &usize| sheet.rows.iter().any(|row| row[*at].says());
    let read = |at: &usize| matches!(sheet.columns[*at].look, Look::Text | Look::Figure);
    let shown: Vec<usize> = (0..sheet.columns.len()).filter(|at| read(at) && used(at)).collect();
    let below = sheet.columns.iter().position(|column| column.look == Look::Below);
    // Nothing stands behind the last column that it could move.
    let widest = |at: &usize| if shown.last() == Some(at) { usize::MAX } else { WIDEST };
    let cells =
        |row: &Vec<Cell>| -> Vec<String> { shown.iter().map(|at| cut(&row[*at].shown(), widest(at))).collect() };
    let header: Vec<String> = shown.iter().map(|at| sheet.columns[*at].name.to_string()).collect();
    let rows: Vec<Vec<String>> = sheet.rows.iter().map(cells).collect();
    let widths: Vec<usize> = (0..shown.len())
        .map(|at| rows.iter().map(|row| width(&row[at])).chain([width(&header[at])]).max().unwrap_or_default())
        .collect();
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

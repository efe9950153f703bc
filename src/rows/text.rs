//! Rows as aligned text, for who takes them along.

use super::{Block, Cell, Row};
use crate::report::aligned;
use crate::text::width;

/// Blocks under their headings, a line a row; headings of rows stand alone, sentences below their row.
pub fn text(blocks: &[Block]) -> String {
    blocks.iter().map(block).collect::<Vec<_>>().join("\n")
}

fn block(block: &Block) -> String {
    let header: Vec<String> = block.columns.iter().map(|column| column.title.clone()).collect();
    let cells = |row: &Row| -> Vec<String> {
        (0..header.len()).map(|at| row.cells.get(at).map_or_else(String::new, words)).collect()
    };
    let rows: Vec<(&Row, Vec<String>)> = block.rows.iter().map(|row| (row, cells(row))).collect();
    let plain = || rows.iter().filter(|(row, _)| !row.heads);
    let widest = |at: usize| plain().map(|(_, cells)| width(&cells[at])).max().unwrap_or(0);
    // A column of bars has nothing to read, and no width.
    let wide = |at: usize| if widest(at) == 0 { 0 } else { widest(at).max(width(&header[at])) };
    let widths: Vec<usize> = (0..header.len()).map(wide).collect();
    let figures: Vec<bool> = block.columns.iter().map(|column| column.figures).collect();
    let mut out = if header.iter().all(String::is_empty) { String::new() } else { aligned(&header, &widths, &figures) };
    for (row, cells) in &rows {
        if row.heads {
            out += &format!("{}\n", row.cells.iter().map(words).collect::<Vec<_>>().join("  ").trim_end());
        } else {
            out += &aligned(cells, &widths, &figures);
        }
        if !row.below.is_empty() {
            out += &format!("    {}\n", row.below);
        }
    }
    out
}

fn words(cell: &Cell) -> String {
    if cell.unit.is_empty() { cell.text.clone() } else { format!("{} {}", cell.text, cell.unit) }
}

//! Sheets as Markdown.

use super::{Answer, Cell, Column, Look, Sheet};
use crate::report::markdown::{escaped, paragraph, row};

pub(super) fn write(answer: &Answer) -> String {
    let mut out = format!("### {}\n", escaped(&answer.title));
    for sheet in answer.shown() {
        out.push_str(&format!("\n{}\n\n", paragraph(&sheet.title)));
        out.push_str(&table(sheet));
    }
    out
}

fn table(sheet: &Sheet) -> String {
    if sheet.rows.is_empty() {
        return format!("{}\n", sheet.empty);
    }
    let shown: Vec<usize> = (0..sheet.columns.len()).filter(|at| sheet.columns[*at].look != Look::Hidden).collect();
    let of = |pick: &dyn Fn(&Column) -> String| row(shown.iter().map(|at| pick(&sheet.columns[*at])));
    let mut out = of(&|column| if column.look == Look::Below { "What".to_owned() } else { column.name.to_string() });
    out.push_str(&of(&|column| if column.look == Look::Figure { "---:" } else { "---" }.to_owned()));
    for cells in &sheet.rows {
        let cell = |cell: &Cell| escaped(&cell.shown());
        out.push_str(&row(shown.iter().map(|at| cell(&cells[*at]))));
    }
    out
}

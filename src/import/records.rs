//! Rows of a CSV with their lines and the places of their cells.

use super::cut::{Cut, Cuts, MOST_CELLS, Wrong, said};
use super::document::{Document, MOST, TOO_MANY};
use crate::text::clean;
use csv::StringRecord;
use std::ops::Range;

/// What parts cells.
const PARTS: [u8; 3] = [b',', b';', b'\t'];

/// One row.
pub(super) struct Record<'a> {
    document: &'a Document,
    cells: StringRecord,
    /// Its bytes, without its line end.
    pub span: Range<usize>,
    /// The line it begins in.
    pub line: usize,
    part: u8,
}

/// The sign that parts the cells of a text: the one that its first rows have most of.
pub(super) fn part_of(text: &str) -> u8 {
    let head: Vec<&str> = text.lines().filter(|line| !line.trim().is_empty()).take(3).collect();
    let count =
        |part: u8| head.iter().map(|line| outside_quotes(line).filter(|byte| *byte == part).count()).sum::<usize>();
    PARTS.into_iter().rev().max_by_key(|part| count(*part)).unwrap_or(b',')
}

/// The bytes outside of quotes, of which one opens where a cell may begin.
fn outside_quotes(line: &str) -> impl Iterator<Item = u8> {
    let (mut quoted, mut before) = (false, PARTS[0]);
    line.bytes().filter(move |byte| {
        quoted ^= *byte == b'"' && (quoted || before == b'"' || PARTS.contains(&before));
        before = *byte;
        !quoted
    })
}

/// The first rows of a text, as they are, but for those that are wrong.
pub(super) fn head(text: &str, rows: usize) -> Vec<Vec<String>> {
    let cells = |row: Cut| row.cells.into_iter().map(|at| clean(said(&text[at]).trim())).collect();
    Cuts::of(text, part_of(text)).take(rows).filter(|row| row.wrong.is_none()).map(cells).collect()
}

/// Every row that has anything in it; what is wrong with the others is a fault.
pub(super) fn records<'a>(document: &'a Document, part: u8) -> Vec<Record<'a>> {
    let text = document.text();
    let mut records = Vec::new();
    let mut wrongs = 0;
    for row in Cuts::of(text, part) {
        if records.len() + wrongs == MOST {
            let label = format!("expected at most {MOST} rows");
            document.fault(row.span.start..row.span.start, TOO_MANY, label);
            break;
        }
        if let Some(wrong) = row.wrong {
            document.has_row(row.span.clone());
            wrongs += 1;
            refuse(document, &row, wrong);
            continue;
        }
        let says = |at: &Range<usize>| said(&text[at.clone()]);
        if row.cells.iter().any(|cell| !says(cell).trim().is_empty()) {
            let cells: StringRecord = row.cells.iter().map(says).collect();
            let line = document.line(row.span.start);
            document.has_row(row.span.clone());
            records.push(Record { document, cells, span: row.span, line, part });
        }
    }
    records
}

/// Says what is wrong with a row that has no end.
fn refuse(document: &Document, row: &Cut, wrong: Wrong) {
    let line = document.line(row.span.start);
    let from = row.cells.last().map_or(row.span.start, |cell| cell.start);
    let first = |from: usize| from + document.text()[from..row.span.end].lines().next().unwrap_or_default().len();
    match wrong {
        Wrong::Open => {
            let label = "a quote opens in this row and does not close: was the file cut off?";
            document.fault(row.span.start..first(row.span.start), "the file ends in the middle", label);
        }
        Wrong::Behind(at) => {
            let title = format!("row {line}, column {}: text stands behind a closing quote", row.cells.len());
            let label = match document.line(at) {
                closed if closed == document.line(from) => "a quote in a quoted text is written twice".to_owned(),
                closed => format!("this quote closes in line {closed}, amid a text: does it close too late, or not?"),
            };
            document.fault(from..first(from), title, label);
        }
        Wrong::Wide => {
            let title = format!("row {line}: more than {MOST_CELLS} cells");
            document.fault(row.span.start..row.span.start, title, "an estimate has fewer columns");
        }
    }
}

impl<'a> Record<'a> {
    pub(super) fn len(&self) -> usize {
        self.cells.len()
    }

    /// The cells without the spaces around them.
    pub(super) fn cells(&self) -> impl Iterator<Item = &str> {
        self.cells.iter().map(str::trim)
    }

    /// A cell as it is; nothing where the row is too short.
    pub(super) fn raw(&self, column: usize) -> &str {
        self.cells.get(column).unwrap_or_default().trim()
    }

    /// A cell as text that is safe to show.
    pub(super) fn text(&self, column: Option<usize>) -> Option<String> {
        column.map(|at| clean(self.raw(at))).filter(|text| !text.is_empty())
    }

    /// Where a cell stands in the file.
    pub(super) fn cell(&self, column: usize) -> Range<usize> {
        let row = &self.document.text()[self.span.clone()];
        let cells = Cuts::of(row, self.part).next().map(|row| row.cells).unwrap_or_default();
        let at = cells.get(column).cloned().unwrap_or(row.len()..row.len());
        self.span.start + at.start..self.span.start + at.end
    }

    /// Adds a fault at a cell; the title names row and column.
    pub(super) fn fault(&self, column: usize, name: &str, what: &str, label: impl Into<String>) {
        let title = format!("row {}, column `{}`: {what}", self.line, clean(name));
        self.document.fault(self.cell(column), title, label);
    }

    /// Whether it has as many cells as there are columns; a fault where it has fewer, or more with anything in them.
    pub(super) fn fits(&self, columns: usize) -> bool {
        let more = self.cells().skip(columns).any(|cell| !cell.is_empty());
        if self.len() >= columns && !more {
            return true;
        }
        let title = format!("row {}: {} cells in place of {columns}", self.line, self.len());
        let label = match more {
            true => "expected as many as there are columns: is a comma in a text without quotes?",
            false => "expected as many as there are columns: was the file cut off here?",
        };
        let first = self.document.text()[self.span.clone()].lines().next().unwrap_or_default().len();
        self.document.fault(self.span.start..self.span.start + first, title, label);
        false
    }
}

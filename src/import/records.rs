//! Rows of a CSV with their lines and the places of their cells.

use super::document::Document;
use crate::text::clean;
use csv::{ReaderBuilder, StringRecord};
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

fn outside_quotes(line: &str) -> impl Iterator<Item = u8> {
    let mut quoted = false;
    line.bytes().filter(move |byte| {
        quoted ^= *byte == b'"';
        !quoted
    })
}

/// The first rows of a text, as they are.
pub(super) fn head(text: &str, rows: usize) -> Vec<Vec<String>> {
    let reader = reader(text, part_of(text));
    let cells = |record: StringRecord| record.iter().map(|cell| clean(cell.trim())).collect();
    reader.into_records().take(rows).map_while(Result::ok).map(cells).collect()
}

fn reader(text: &str, part: u8) -> csv::Reader<&[u8]> {
    ReaderBuilder::new().delimiter(part).has_headers(false).flexible(true).from_reader(text.as_bytes())
}

/// Every row that has anything in it; one that the file ends in the middle of is a fault, and left out.
pub(super) fn records<'a>(document: &'a Document, part: u8) -> Vec<Record<'a>> {
    let text = document.text();
    let mut reader = reader(text, part);
    let (mut records, mut cells) = (Vec::new(), StringRecord::new());
    while let Ok(true) = reader.read_record(&mut cells) {
        let start = cells.position().map_or(0, |position| position.byte() as usize);
        let end = reader.position().byte() as usize;
        let blank = text[start..end].len() - text[start..end].trim_start_matches(['\r', '\n']).len();
        let start = start + blank;
        let span = start..start + text[start..end].trim_end_matches(['\r', '\n']).len();
        if text[span.clone()].bytes().filter(|byte| *byte == b'"').count() % 2 == 1 {
            let first = text[span.clone()].lines().next().unwrap_or_default().len();
            let label = "a quote opens in this row and does not close: was the file cut off?";
            document.fault(span.start..span.start + first, "the file ends in the middle", label);
        } else if cells.iter().any(|cell| !cell.trim().is_empty()) {
            let line = document.line(span.start);
            records.push(Record { document, cells: cells.clone(), span, line, part });
        }
    }
    records
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
        let (mut quoted, mut starts) = (false, vec![0]);
        for (at, byte) in row.bytes().enumerate() {
            quoted ^= byte == b'"';
            if byte == self.part && !quoted {
                starts.push(at + 1);
            }
        }
        let start = starts.get(column).copied().unwrap_or(row.len());
        let end = starts.get(column + 1).map_or(row.len(), |next| next - 1);
        self.span.start + start..self.span.start + end.max(start)
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

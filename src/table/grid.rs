//! A table written as one text: the names of its columns in the first row, cells parted by `|`. A hundred thousand rows
//! of it are read in a fraction of the time that as many inline tables take.

use super::Table;
use super::numbers::not_negative;
use crate::amount::{self, Decimal};
use crate::faults::{Named, Place};
use crate::text::{clean, did_you_mean};
use std::ops::Range;

/// A table written as one text.
pub struct Grid<'t> {
    table: &'t Table<'t>,
    text: &'t str,
    /// Where the text begins in its source; none where it stands there in another form, with escapes.
    begins: Option<usize>,
    whole: Place,
    /// The places of the wanted columns among those of the text.
    columns: Vec<Option<usize>>,
    count: usize,
}

/// One of its rows.
pub struct GridRow<'g> {
    grid: &'g Grid<'g>,
    line: Range<usize>,
    cells: Vec<Range<usize>>,
}

impl Table<'_> {
    /// The table under a key, with these columns at most; the rest is a fault.
    pub fn grid(&self, key: &'static str, wanted: &[&'static str]) -> Option<Grid<'_>> {
        let value = self.get(key)?;
        let Some(text) = value.get_ref().as_str() else {
            self.wrong_kind(key, value, "a text of several lines");
            return None;
        };
        let begins = self.source.text[value.span()].find(text).map(|at| value.span().start + at);
        let whole = self.at(value.span());
        let mut grid = Grid { table: self, text, begins, whole, columns: Vec::new(), count: 0 };
        let Some(head) = lines(text).next() else {
            let label = format!("expected the names of its columns: {}", wanted.join(" | "));
            self.fault(grid.whole, format!("`{key}` is empty"), label);
            return None;
        };
        let names = cells(text, head);
        for (at, name) in names.iter().enumerate() {
            let word = &text[name.clone()];
            let twice = names[..at].iter().any(|other| text[other.clone()] == *word);
            let title = format!("`{}` is no column here", clean(word));
            if !wanted.contains(&word) {
                let label = format!("expected a column{}", did_you_mean(word, wanted.iter().copied()));
                self.fault(grid.place(name.clone()), title, label);
            } else if twice {
                self.fault(
                    grid.place(name.clone()),
                    format!("the column `{word}` is given twice"),
                    "leave one of them out",
                );
            }
        }
        grid.columns = wanted.iter().map(|want| names.iter().position(|name| text[name.clone()] == **want)).collect();
        grid.count = names.len();
        Some(grid)
    }
}

/// The lines of a text that are not blank, as ranges.
fn lines(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut start = 0;
    text.split_inclusive('\n').filter_map(move |line| {
        let range = start..start + line.trim_end().len();
        start += line.len();
        (!line.trim().is_empty()).then_some(range)
    })
}

/// The cells of a line, without the spaces around them.
fn cells(text: &str, line: Range<usize>) -> Vec<Range<usize>> {
    let mut start = line.start;
    let cell = |cell: &str| {
        let lead = cell.len() - cell.trim_start().len();
        let range = start + lead..start + lead + cell.trim().len();
        start += cell.len() + 1;
        range
    };
    text[line].split('|').map(cell).collect()
}

impl Grid<'_> {
    fn place(&self, range: Range<usize>) -> Place {
        let span = self.begins.map(|begins| begins + range.start..begins + range.end);
        span.map_or_else(|| self.whole.clone(), |span| self.table.at(span))
    }

    /// Whether it has a column, by its place among the wanted ones.
    pub fn has(&self, column: usize) -> bool {
        self.columns[column].is_some()
    }

    /// Where its names of columns stand.
    pub fn head(&self) -> Place {
        lines(self.text).next().map_or_else(|| self.whole.clone(), |head| self.place(head))
    }

    /// Whether anything stands below the names of its columns.
    pub fn has_rows(&self) -> bool {
        lines(self.text).nth(1).is_some()
    }

    /// Its rows; one with more or fewer cells than there are columns is a fault, and left out.
    pub fn rows(&self) -> impl Iterator<Item = GridRow<'_>> {
        lines(self.text).skip(1).filter_map(|line| {
            let cells = cells(self.text, line.clone());
            if cells.len() != self.count {
                let title = format!("a row of {} cells", cells.len());
                self.table.fault(self.place(line), title, format!("expected {}, as there are columns", self.count));
                return None;
            }
            Some(GridRow { grid: self, line, cells })
        })
    }
}

impl GridRow<'_> {
    /// The cell of a column; none where there is nothing in it, or no such column.
    pub fn text(&self, column: usize) -> Option<Named> {
        let cell = self.cell(column)?;
        Some(Named { text: clean(&self.grid.text[cell.clone()]), place: self.grid.place(cell) })
    }

    /// Whether there is nothing in the cell of a column.
    pub fn is_empty(&self, column: usize) -> bool {
        self.cell(column).is_none()
    }

    /// The whole row.
    pub fn place(&self) -> Place {
        self.grid.place(self.line.clone())
    }

    /// A decimal that is not below zero.
    pub fn decimal(&self, column: usize) -> Option<(Decimal, Place)> {
        let cell = self.cell(column)?;
        let place = || self.grid.place(cell.clone());
        match amount::decimal(&self.grid.text[cell.clone()]).and_then(not_negative) {
            Ok(number) => Some((number, place())),
            Err(bad) => {
                self.grid.table.fault(place(), "this cell is a decimal", bad.to_string());
                None
            }
        }
    }

    /// Adds a fault at a place in it.
    pub fn fault(&self, place: Place, title: impl Into<String>, label: impl Into<String>) {
        self.grid.table.fault(place, title, label);
    }

    fn cell(&self, column: usize) -> Option<Range<usize>> {
        let cell = self.cells[self.grid.columns[column]?].clone();
        (!cell.is_empty()).then_some(cell)
    }
}

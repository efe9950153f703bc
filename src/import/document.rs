//! A file that comes in: its text, where its lines begin, and what is wrong with it.

use crate::faults::{Fault, Faults, Place, Source};
use crate::table::Collected;
use crate::text::clean;
use std::cell::{Cell, RefCell};
use std::fmt;
use std::ops::Range;
use std::sync::Arc;

/// Faults that are shown of one file; of the rest there is the number.
pub(super) const MOST_FAULTS: usize = 40;

/// What an estimate may have of rows, or of entries in one list or object. The shortest line of a plan has some hundred bytes, so
/// that the plan of more would be no file of a catalog; most have thrice that, and [`super::plan`] says how many fit.
pub(super) const MOST: usize = 100_000;

/// Objects of JSON that are looked into.
const MOST_OBJECTS: usize = 4 * MOST;

/// What is said of a file with more than that.
pub(super) const TOO_MANY: &str = "there is more in this file than a plan can hold";

/// A text with its lines counted once, so that each of a hundred thousand items can say where it stands.
pub(super) struct Document {
    source: Arc<Source>,
    /// The bytes at which lines begin.
    starts: Vec<usize>,
    faults: Collected,
    /// How many objects were looked into.
    objects: Cell<usize>,
    /// The rows with something to import in them.
    rows: RefCell<Vec<Range<usize>>>,
}

/// What is wrong with a file, and how much more there is of it.
#[derive(Clone, Debug)]
pub struct Refused {
    /// The first of it, in the order of the file.
    pub faults: Faults,
    /// How many more there are.
    pub more: usize,
    /// What of its rows was sound; none where they were not read.
    pub rows: Option<Rows>,
}

/// What of the rows of a file was sound.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rows {
    /// How many were.
    pub sound: usize,
    /// Of how many.
    pub of: usize,
    /// The last row before the first that was not; none where that is the first.
    pub up_to: Option<usize>,
}

impl fmt::Display for Rows {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Rows { sound, of, up_to } = self;
        match sound {
            0 => write!(f, "none of {of} rows was sound")?,
            1 => write!(f, "1 of {of} rows was sound")?,
            _ => write!(f, "{sound} of {of} rows were sound")?,
        }
        up_to.map_or(Ok(()), |row| write!(f, ", among them all up to row {row}"))
    }
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.faults)?;
        if self.more > 0 {
            write!(f, ", and {} more", self.more)?;
        }
        match &self.rows {
            Some(rows) => write!(f, ": {rows}; nothing is imported"),
            None => write!(f, ": nothing is imported"),
        }
    }
}

impl Document {
    pub(super) fn of(name: &str, text: String) -> Self {
        let starts = std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect();
        let source = Arc::new(Source { name: clean(name), text });
        Document { source, starts, faults: Collected::default(), objects: Cell::new(0), rows: RefCell::default() }
    }

    pub(super) fn text(&self) -> &str {
        &self.source.text
    }

    /// The line of a byte, from 1.
    pub(super) fn line(&self, at: usize) -> usize {
        self.starts.partition_point(|start| *start <= at)
    }

    /// The byte at which a line and a column begin, both from 1 and the column in bytes, as parsers count them.
    pub(super) fn byte(&self, line: usize, column: usize) -> usize {
        let start = self.starts.get(line.saturating_sub(1)).copied().unwrap_or(self.text().len());
        (start + column.saturating_sub(1)).min(self.text().len())
    }

    /// Where a part of its own text stands in it.
    pub(super) fn span(&self, part: &str) -> Range<usize> {
        let start = (part.as_ptr() as usize).saturating_sub(self.text().as_ptr() as usize).min(self.text().len());
        start..(start + part.len()).min(self.text().len())
    }

    pub(super) fn fault(&self, span: Range<usize>, title: impl Into<String>, label: impl Into<String>) {
        let place = Place { source: self.source.clone(), span };
        self.faults.push(Fault { title: title.into(), label: label.into(), place });
    }

    /// Whether one more object may be looked into; a fault at the first that may not.
    pub(super) fn looks_into(&self, span: Range<usize>) -> bool {
        self.objects.set(self.objects.get() + 1);
        if self.objects.get() == MOST_OBJECTS + 1 {
            self.fault(span.start..span.start + 1, TOO_MANY, format!("this is object {} of it", MOST_OBJECTS + 1));
        }
        self.objects.get() <= MOST_OBJECTS
    }

    pub(super) fn is_sound(&self) -> bool {
        self.faults.is_empty()
    }

    /// A row is read, whatever is in it.
    pub(super) fn has_row(&self, span: Range<usize>) {
        self.rows.borrow_mut().push(span);
    }

    /// Only the rows that begin in a span are to be imported.
    pub(super) fn keeps_rows(&self, of: Range<usize>) {
        self.rows.borrow_mut().retain(|row| of.contains(&row.start));
    }

    /// What of its rows is sound; none where the faults are of something else.
    fn sound_rows(&self, faults: &Faults) -> Option<Rows> {
        let rows = self.rows.borrow();
        let mut wrong = faults.kept.iter().map(|fault| fault.place.span.start).peekable();
        let mut is_sound = |row: &Range<usize>| {
            while wrong.next_if(|at| *at < row.start).is_some() {}
            wrong.peek().is_none_or(|at| *at > row.end)
        };
        let sound: Vec<bool> = rows.iter().map(&mut is_sound).collect();
        let first = sound.iter().position(|sound| !sound).filter(|_| faults.beside == 0 && rows.len() > 1)?;
        let up_to = first.checked_sub(1).map(|last| self.line(rows[last].start));
        Some(Rows { sound: sound.iter().filter(|sound| **sound).count(), of: rows.len(), up_to })
    }

    /// What is wrong with it.
    pub(super) fn refused(mut self) -> Refused {
        let faults = std::mem::take(&mut self.faults).in_order();
        let rows = self.sound_rows(&faults);
        Refused::of(faults, rows)
    }
}

impl Refused {
    /// The first of some faults.
    pub(super) fn of(faults: Faults, rows: Option<Rows>) -> Self {
        let (faults, more) = faults.first(MOST_FAULTS);
        Refused { faults, more, rows }
    }
}

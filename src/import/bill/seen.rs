//! What of the rows has to be told beside their sums, with the first of a kind.

use super::cell;
use super::columns::{Cells, Part};
use super::moment::Moment;
use super::told::Told;
use crate::text::clean;

/// What is told of the rows.
#[derive(Default)]
pub(super) struct Seen {
    pub rows: u64,
    american: Option<(String, u64, String)>,
    negative: Option<(String, u64)>,
    negatives: u64,
    rounded: u64,
    nameless: u64,
}

/// A row that was added.
pub(super) struct Added<'a> {
    pub file: &'a str,
    pub row: u64,
    pub cells: &'a Cells<'a>,
    pub period: (Moment, Moment),
    /// Whether digits of its cost were rounded off.
    pub rounded: bool,
    /// Whether it is less than nothing for use or a purchase.
    pub negative: bool,
}

impl Seen {
    /// Looks at a row.
    pub(super) fn add(&mut self, added: &Added) {
        self.rounded += u64::from(added.rounded);
        let nameless = |part: Part| cell::is_null(added.cells[part as usize]);
        self.nameless += u64::from([Part::Category, Part::Service, Part::Provider].into_iter().any(nameless));
        if added.negative {
            self.negatives += 1;
            self.negative.get_or_insert_with(|| (added.file.to_owned(), added.row));
        }
        let (start, end) = added.period;
        if (start.american || end.american) && self.american.is_none() {
            let part = if start.american { Part::Start } else { Part::End };
            let example = clean(String::from_utf8_lossy(added.cells[part as usize]).trim());
            self.american = Some((added.file.to_owned(), added.row, example));
        }
    }

    /// What to know of how the rows are written.
    pub(super) fn of_rows(&self) -> impl Iterator<Item = Told> {
        let american = self.american.clone().map(|(file, row, example)| Told::American { file, row, example });
        let rows = self.negatives;
        let negative = self.negative.clone().map(|(file, row)| Told::Negative { file, row, rows });
        american.into_iter().chain(negative)
    }

    /// What to know of what is in them.
    pub(super) fn of_cells(&self) -> impl Iterator<Item = Told> {
        let rounded = (self.rounded > 0).then_some(Told::Rounded { rows: self.rounded });
        let nameless = (self.nameless > 0).then_some(Told::Nameless { rows: self.nameless });
        rounded.into_iter().chain(nameless)
    }
}

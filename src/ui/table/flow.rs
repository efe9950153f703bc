//! The lines of a table on the screen: headings of columns, and rows whose texts wrap.

use super::columns::{Columns, indent, sign_width};
use crate::rows::{Block, Row};
use crate::text::{cut, wrap};

/// Lines that one row takes at most.
const TALLEST: usize = 3;

/// A line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Line {
    /// Nothing, between two blocks.
    Gap,
    /// The headings of a block's columns.
    Head(usize),
    /// A part of a row.
    Row {
        /// The block it is in.
        block: usize,
        /// Its place among all rows of the table.
        row: usize,
        /// Which of its lines.
        part: usize,
    },
    /// A part of the sentence below a row.
    Below {
        /// The block it is in.
        block: usize,
        /// The row's place.
        row: usize,
        /// Which of its lines.
        part: usize,
    },
}

impl Line {
    /// The row that it belongs to.
    pub(super) fn row(self) -> Option<usize> {
        match self {
            Line::Gap | Line::Head(_) => None,
            Line::Row { row, .. } | Line::Below { row, .. } => Some(row),
        }
    }
}

/// A row broken to a width.
pub(super) struct Broken<'a> {
    /// The row.
    pub row: &'a Row,
    /// The lines of its first cell.
    pub texts: Vec<String>,
    /// The lines of what stands below.
    pub below: Vec<String>,
}

/// A table broken to a width.
pub(super) struct Flow<'a> {
    /// Its blocks, with where their columns stand.
    pub blocks: Vec<(&'a Block, Columns)>,
    /// All rows.
    pub rows: Vec<Broken<'a>>,
    lines: Vec<Line>,
}

impl<'a> Flow<'a> {
    pub(super) fn of(blocks: &'a [Block], room: u16) -> Self {
        let mut flow = Flow { blocks: Vec::new(), rows: Vec::new(), lines: Vec::new() };
        for (at, block) in blocks.iter().enumerate() {
            // One cell for what points at the selected row, one before the frame.
            let columns = Columns::of(block, room.saturating_sub(2));
            if columns.shown.iter().any(|place| !block.columns[place.column].title.is_empty()) {
                flow.lines.extend((!flow.lines.is_empty()).then_some(Line::Gap));
                flow.lines.push(Line::Head(at));
            }
            for row in &block.rows {
                let broken = Broken::of(block, row, &columns, room);
                let place = flow.rows.len();
                flow.lines.extend((0..broken.texts.len()).map(|part| Line::Row { block: at, row: place, part }));
                flow.lines.extend((0..broken.below.len()).map(|part| Line::Below { block: at, row: place, part }));
                flow.rows.push(broken);
            }
            flow.blocks.push((block, columns));
        }
        flow
    }

    /// Whether columns are folded away somewhere.
    pub(super) fn folds(&self) -> bool {
        self.blocks.iter().any(|(_, columns)| columns.folds)
    }

    /// The lines that are shown where so many fit: the selected row is among them, the headings above all.
    pub(super) fn shown(&self, selected: usize, height: u16) -> Vec<Line> {
        let height = usize::from(height);
        let end = self.lines.iter().rposition(|line| line.row() == Some(selected)).unwrap_or(0) + 1;
        if end <= height || height < 3 {
            let first = end.saturating_sub(height);
            return self.lines.iter().skip(first).take(height).copied().collect();
        }
        let first = end + 1 - height;
        // What stood above a gap is over.
        if self.lines[first] == Line::Gap {
            return self.lines.iter().skip(first + 1).take(height).copied().collect();
        }
        let head = self.lines[..=first].iter().rev().find(|line| matches!(line, Line::Head(_))).copied();
        let rest = self.lines[first..].iter().copied().filter(|line| Some(*line) != head);
        head.into_iter().chain(rest).take(height).collect()
    }
}

impl<'a> Broken<'a> {
    fn of(block: &Block, row: &'a Row, columns: &Columns, room: u16) -> Self {
        let texts = match row.cells.first() {
            None => vec![String::new()],
            // A heading has a line of its own.
            Some(cell) if row.heads => vec![cut(&cell.text, usize::from(room.saturating_sub(2)))],
            Some(cell) => {
                let width = columns.shown.first().map_or(1, |place| place.width);
                broken(&cell.text, usize::from(width).saturating_sub(usize::from(indent(block)) + sign_width(cell)))
            }
        };
        let start = usize::from(below(block, row)) + 2;
        let below =
            if row.below.is_empty() { Vec::new() } else { broken(&row.below, usize::from(room).saturating_sub(start)) };
        Broken { row, texts, below }
    }
}

/// Where what stands below a row begins.
pub(super) fn below(block: &Block, row: &Row) -> u16 {
    indent(block) + row.cells.first().map_or(0, |cell| sign_width(cell) as u16)
}

/// A text in at most so many lines of a width; cut where it is longer.
fn broken(text: &str, room: usize) -> Vec<String> {
    let room = room.max(1);
    let mut texts = wrap(text, room);
    if texts.len() > TALLEST {
        texts.truncate(TALLEST);
        if let Some(end) = texts.last_mut() {
            end.push('…');
        }
    }
    texts.iter().map(|text| cut(text, room)).collect()
}

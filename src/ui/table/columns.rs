//! Where the columns of a block stand: the first takes the room that is left, those of least worth fold away.

use crate::rows::{Block, Cell, Sign};
use crate::text::width;

/// Columns between two columns.
const GAP: u16 = 2;

/// Cells that a column of words takes at most, but for the first.
const WIDEST: usize = 34;

/// Cells that the first column takes at least beside another.
const NARROWEST: u16 = 14;

/// Cells of a bar.
const SHORTEST_BAR: u16 = 7;
const LONGEST_BAR: u16 = 24;

/// A column that is shown.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place {
    /// Its place among the columns of the block.
    pub column: usize,
    /// Where it starts, and how wide it is.
    pub x: u16,
    pub width: u16,
    /// Of figures: cells behind the decimal point, and of the unit behind those.
    pub fraction: u16,
    pub unit: u16,
}

impl Place {
    /// Takes no more than so many cells: first of the unit's.
    fn shrink(&mut self, most: u16) {
        let over = self.width.saturating_sub(most);
        self.width -= over;
        self.unit -= over.min(self.unit);
    }
}

/// The columns of a block at a width.
#[derive(Clone, Debug)]
pub(super) struct Columns {
    /// Those that are shown, left to right.
    pub shown: Vec<Place>,
    /// Whether some are folded away.
    pub folds: bool,
}

impl Columns {
    pub(super) fn of(block: &Block, room: u16) -> Self {
        let mut rest: Vec<Place> = (1..block.columns.len()).map(|column| natural(block, column, room)).collect();
        rest.retain(|place| place.width > 0);
        let indent = indent(block);
        let first = block.rows.iter().filter(|row| !row.heads).filter_map(|row| row.cells.first());
        let widest = first.map(|cell| width(&cell.text) + sign_width(cell)).max().unwrap_or(0);
        let widest = widest.max(width(&block.columns[0].title)).saturating_add(indent.into());
        let widest = u16::try_from(widest).unwrap_or(u16::MAX).saturating_add(1);
        let taken = |rest: &[Place]| rest.iter().map(|place| place.width + GAP).sum::<u16>();
        let least = if block.columns[0].whole { room / 2 } else { (room / 4).max(20) };
        let least = widest.min(least);
        let before = rest.len();
        while rest.len() > 1 && taken(&rest) + least > room {
            let worth = |place: &Place| block.columns[place.column].worth;
            // The last of equals goes first.
            let at = (0..rest.len()).rev().min_by_key(|at| worth(&rest[*at])).unwrap_or(0);
            rest.remove(at);
        }
        // The column of most worth stays, beside a narrow first one, and is cut if it has to be.
        if let [only] = rest.as_mut_slice() {
            only.shrink(room.saturating_sub(least.min(NARROWEST) + GAP));
        }
        let mut place =
            Place { column: 0, x: 0, width: widest.min(room - taken(&rest).min(room)), fraction: 0, unit: 0 };
        let folds = rest.len() < before;
        let mut over = room.saturating_sub(place.width + taken(&rest));
        // What is left goes to words that were cut; and a bar says the more the longer it is.
        for wider in &mut rest {
            let wanted = if bars(block, wider.column) { LONGEST_BAR } else { words(block, wider.column) };
            let more = over.min(wanted.saturating_sub(wider.width));
            wider.width += more;
            over -= more;
        }
        let mut shown = vec![place];
        for next in rest {
            place = Place { x: place.x + place.width + GAP, ..next };
            shown.push(place);
        }
        Columns { shown, folds }
    }
}

/// Cells of the longest text of a column of words; nothing of figures, which are never wider than they need.
fn words(block: &Block, column: usize) -> u16 {
    let cells = block.rows.iter().filter(|row| !row.heads).filter_map(|row| row.cells.get(column));
    let longest = cells.map(|cell| width(&cell.text) + sign_width(cell)).max().unwrap_or(0);
    if block.columns[column].figures { 0 } else { u16::try_from(longest).unwrap_or(u16::MAX) }
}

/// Whether a column has bars.
fn bars(block: &Block, column: usize) -> bool {
    block.rows.iter().filter_map(|row| row.cells.get(column)).any(|cell| cell.bar.is_some())
}

/// How far the rows below a heading are moved in.
pub(super) fn indent(block: &Block) -> u16 {
    if block.rows.iter().any(|row| row.heads) { 2 } else { 0 }
}

/// Cells of a sign and the space behind it.
pub(super) fn sign_width(cell: &Cell) -> usize {
    match cell.sign {
        None => 0,
        Some(Sign::Good | Sign::Bad | Sign::Up | Sign::Down | Sign::Here | Sign::Blank) => 2,
        Some(Sign::Box(_)) => 4,
    }
}

/// Whether a figure is a range, which ends where the column's figures end: it has two decimal points.
pub(super) fn is_range(text: &str) -> bool {
    text.contains('–')
}

/// A figure before its decimal point, and from there on.
pub(super) fn at_point(text: &str) -> (&str, &str) {
    match text.rfind('.') {
        Some(at) if text[at + 1..].bytes().all(|b| b.is_ascii_digit()) && at + 1 < text.len() => text.split_at(at),
        _ => (text, ""),
    }
}

/// A column as wide as its cells; nothing where it has none.
fn natural(block: &Block, column: usize, room: u16) -> Place {
    let cells = || block.rows.iter().filter(|row| !row.heads).filter_map(move |row| row.cells.get(column));
    let most = |of: &dyn Fn(&Cell) -> usize| cells().map(of).max().unwrap_or(0);
    let title = width(&block.columns[column].title);
    if bars(block, column) {
        return Place { column, x: 0, width: SHORTEST_BAR.max(title as u16), fraction: 0, unit: 0 };
    }
    let (whole, fraction, unit) = if block.columns[column].figures {
        let fraction = most(&|cell| width(at_point(&cell.text).1));
        // A long range is cut rather than let it take the room of all the others.
        let longest = usize::from(room / 5).max(14);
        let ranges =
            most(&|cell| if is_range(&cell.text) { width(&cell.text).min(longest) + sign_width(cell) } else { 0 });
        let whole = most(&|cell| {
            if is_range(&cell.text) { 0 } else { width(at_point(&cell.text).0) + sign_width(cell) }
        });
        let unit = most(&|cell| if cell.unit.is_empty() { 0 } else { width(&cell.unit) + 1 });
        (whole.max(ranges.saturating_sub(fraction)), fraction, unit.min(14))
    } else {
        (most(&|cell| width(&cell.text) + sign_width(cell)).min(WIDEST), 0, 0)
    };
    let all = whole + fraction + unit;
    let wide = if all == 0 { 0 } else { all.max(title) };
    let cells = |n: usize| u16::try_from(n).unwrap_or(u16::MAX);
    Place { column, x: 0, width: cells(wide), fraction: cells(fraction), unit: cells(unit) }
}

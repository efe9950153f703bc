//! Answers of reports as rows of the screen: the same columns and figures, by one hand. Pure.

pub mod incoming;
mod picture;
mod show;

pub use picture::{Picture, Point};
pub use show::{Shown, show};

use crate::amount::Estimate;
use crate::report::sheet::{self, Look, Sheet};
use crate::rows::{Block, Cell, Column, Row, Words};

/// A sheet as a block: its columns that people read, those on the left of most worth, and in the detail of each row all.
fn block(sheet: &Sheet) -> Block {
    let read: Vec<usize> = (0..sheet.columns.len()).filter(|at| is_read(sheet, *at)).collect();
    let columns = read.iter().enumerate().map(|(place, at)| {
        let column = &sheet.columns[*at];
        let worth = 100 - u8::try_from(place).unwrap_or(99).min(99);
        match column.look {
            Look::Figure if place > 0 => Column::figures(&column.name, worth),
            _ => Column::words(&column.name, worth).whole(),
        }
    });
    let row = |cells: &Vec<sheet::Cell>| {
        let mut shown: Vec<Cell> = read.iter().map(|at| cell(&cells[*at], sheet.columns[*at].look)).collect();
        // The first column has no room of its own for units.
        if let (Some(first), Some(at)) = (shown.first_mut(), read.first()) {
            *first = Cell { text: cells[*at].shown(), unit: String::new(), ..std::mem::take(first) };
        }
        let below = (0..cells.len()).filter(|at| sheet.columns[*at].look == Look::Below && cells[*at].says());
        let below: Vec<String> = below.map(|at| cells[at].shown()).collect();
        Row::new(shown).above(below.join(" ")).told(detail(sheet, &read, cells))
    };
    Block { columns: columns.collect(), rows: sheet.rows.iter().map(row).collect() }
}

/// Sheets as blocks; one without a row says nothing here.
pub fn blocks<'s>(sheets: impl IntoIterator<Item = &'s Sheet>) -> Vec<Block> {
    sheets.into_iter().filter(|sheet| !sheet.rows.is_empty()).map(block).collect()
}

/// Whether people read a column: it is theirs, and any of its cells says something.
fn is_read(sheet: &Sheet, at: usize) -> bool {
    let theirs = matches!(sheet.columns[at].look, Look::Text | Look::Figure);
    theirs && sheet.rows.iter().any(|row| row[at].says())
}

/// All that is said of a row: what it is, then each figure under its name, then its sentences.
fn detail(sheet: &Sheet, read: &[usize], cells: &[sheet::Cell]) -> Vec<Words> {
    let named = |at: &usize| {
        let (name, shown) = (&sheet.columns[*at].name, cells[*at].shown());
        match (name.is_empty(), shown.is_empty()) {
            (_, true) => Words::plain(""),
            (true, false) => Words::plain(shown),
            (false, false) => Words::plain(format!("{name}: {shown}")),
        }
    };
    // A figure says by its column's name what it is: `Month: 3`.
    let title = read.first().map(|at| match (sheet.columns[*at].look, named(at)) {
        (Look::Figure, words) => Words::title(words.text),
        _ => Words::title(cells[*at].shown()),
    });
    let below = (0..cells.len()).filter(|at| sheet.columns[*at].look == Look::Below && cells[*at].says());
    let below = below.map(|at| Words::aside(cells[at].shown()));
    title.into_iter().chain(read.iter().skip(1).map(named)).chain(below).collect()
}

/// A cell as the screen shows it; a figure below nothing as a loss, which its minus says too.
fn cell(cell: &sheet::Cell, look: Look) -> Cell {
    let shown = cell.shown();
    match cell {
        sheet::Cell::None if look == Look::Figure => Cell::dim("—"),
        sheet::Cell::None => Cell::empty(),
        sheet::Cell::Percent(percent) => percents(&shown).or_loss(*percent),
        sheet::Cell::Money(Estimate { expected, .. }) | sheet::Cell::Expected(Estimate { expected, .. }) => {
            Cell::plain(shown).or_loss(*expected)
        }
        sheet::Cell::Shown(..) if shown.ends_with(" %") => percents(&shown),
        sheet::Cell::Gap(gap) if gap.is_zero() => Cell::dim("0"),
        _ => Cell::plain(shown),
    }
}

fn percents(shown: &str) -> Cell {
    Cell::plain(shown.trim_end_matches(" %")).of("%")
}

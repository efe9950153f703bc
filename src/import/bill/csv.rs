//! Rows of CSV, cut out of a buffer without being copied.

mod cut;

use super::accumulate::Accumulator;
use super::columns::{Cells, Part};
use super::open::cut_short;
use super::wrong::ReadError;
use cut::{Cut, Look, look};
use std::io::{self, ErrorKind, Read};

/// Bytes of the buffer at first; it grows to hold the longest row.
const BUFFER: usize = 1 << 20;

/// The longest row there is: a quote that is never closed would else take the whole file.
const LONGEST: usize = 1 << 22;

/// Rows of nothing in succession: a spreadsheet ends a file with a million.
const MOST_EMPTY: u64 = 1 << 21;

/// Rows between two looks at whether to go on.
const ROWS_BETWEEN_LOOKS: u64 = 1 << 16;

/// Reads the rows of a file into the totals.
pub(super) fn read(
    reader: Box<dyn Read>,
    accumulator: &mut Accumulator,
    watch: &mut dyn FnMut(u64) -> bool,
) -> Result<(), ReadError> {
    let mut rows = Rows {
        reader,
        buffer: vec![0; BUFFER],
        from: 0,
        to: 0,
        ended: false,
        failed: None,
        row: 0,
        empty: 0,
        scratch: Vec::new(),
    };
    let header = match rows.header(watch) {
        Ok(Some(header)) => header,
        Ok(None) => return Err(ReadError::Stopped),
        Err(uncut) => {
            uncut.note(&rows, accumulator);
            return Ok(());
        }
    };
    if header.len() == 1 && header[0].contains([';', '\t']) {
        accumulator.wrong.of_file("columns are parted by semicolons or tabs; expected commas".to_owned());
        return Ok(());
    }
    if header.is_empty() {
        accumulator.wrong.of_file("this is empty; expected a header with the names of FOCUS columns".to_owned());
        return Ok(());
    }
    let Some(columns) = accumulator.header(&header) else { return Ok(()) };
    loop {
        match rows.next(&columns.parts) {
            Ok(Some(cut)) if rows.is_empty(&cut) => rows.empty += 1,
            Ok(Some(cut)) if cut.cells == header.len() => {
                rows.empty = 0;
                rows.unescape(&cut);
                accumulator.row(rows.row, &rows.cells(&cut));
            }
            Ok(Some(cut)) => {
                let (has, expected) = (cut.cells, header.len());
                let words = match cut.open && has < expected {
                    true => format!("the file ends in the middle of this row: {has} cells of {expected}"),
                    false => format!("expected {expected} cells, as the header has, not {has}"),
                };
                accumulator.wrong.of_row(rows.row, words);
            }
            Ok(None) => return Ok(()),
            Err(uncut) => {
                uncut.note(&rows, accumulator);
                return Ok(());
            }
        }
        if rows.empty > MOST_EMPTY {
            accumulator.wrong.of_row(rows.row, format!("{MOST_EMPTY} rows of nothing; expected the end of the file"));
            return Ok(());
        }
        if accumulator.full {
            return Ok(());
        }
        if (rows.row - 1).is_multiple_of(ROWS_BETWEEN_LOOKS) && !watch(accumulator.rows()) {
            return Err(ReadError::Stopped);
        }
    }
}

/// The rows of a file.
struct Rows {
    reader: Box<dyn Read>,
    buffer: Vec<u8>,
    /// What of the buffer is still to be read.
    from: usize,
    to: usize,
    ended: bool,
    /// Why it can't be read on, once what was read before that is cut.
    failed: Option<io::Error>,
    /// The row that was read last; the header is the first.
    row: u64,
    /// How many there were of nothing in succession.
    empty: u64,
    /// Cells whose doubled quotes are single again.
    scratch: Vec<u8>,
}

/// Why a row can't be cut.
enum Uncut {
    /// The file ends in a quoted cell that is the `n`th of the row.
    Open(usize),
    /// The row does not end within the longest there is.
    Endless,
    /// Something stands behind the closing quote of the `n`th cell.
    Behind(usize),
    /// The file could not be read on.
    Io(io::Error),
}

impl Uncut {
    fn note(self, rows: &Rows, accumulator: &mut Accumulator) {
        let row = rows.row + 1;
        let words = match self {
            Uncut::Open(cell) => {
                format!("the file ends in the middle of this row: the quote of cell {cell} is not closed")
            }
            Uncut::Endless => format!("no end within {} MiB; is a quote not closed?", LONGEST >> 20),
            Uncut::Behind(cell) => {
                format!("text behind the closing quote of cell {cell}; a quote in a cell is doubled")
            }
            Uncut::Io(error) => cut_short(&error),
        };
        accumulator.wrong.of_row(row, words);
    }
}

impl Rows {
    /// The names of the columns; the first row that is not empty. None if stopped.
    fn header(&mut self, watch: &mut dyn FnMut(u64) -> bool) -> Result<Option<Vec<String>>, Uncut> {
        while self.row < MOST_EMPTY {
            if self.row.is_multiple_of(ROWS_BETWEEN_LOOKS) && self.row > 0 && !watch(0) {
                return Ok(None);
            }
            let Some(cut) = self.next(&[])? else { return Ok(Some(Vec::new())) };
            if !cut.whole.is_empty() {
                let text = String::from_utf8_lossy(&self.buffer[cut.whole]).into_owned();
                let mut reader = ::csv::ReaderBuilder::new().has_headers(false).from_reader(text.as_bytes());
                let mut names = ::csv::StringRecord::new();
                let read = reader.read_record(&mut names).unwrap_or(false);
                return Ok(Some(if read { names.iter().map(str::to_owned).collect() } else { Vec::new() }));
            }
        }
        Ok(Some(Vec::new())) // rows of nothing, and no end of them
    }

    /// The next row; none at the end.
    fn next(&mut self, parts: &[Option<Part>]) -> Result<Option<Cut>, Uncut> {
        loop {
            match look(&self.buffer[..self.to], self.from, parts, self.ended) {
                Look::Row(cut, next) => {
                    self.from = next;
                    self.row += 1;
                    return Ok(Some(cut));
                }
                Look::Behind(cell) => return Err(Uncut::Behind(cell)),
                Look::More(None) if self.ended => return Ok(None),
                Look::More(Some(cell)) if self.ended => return Err(Uncut::Open(cell)),
                Look::More(_) => self.fill()?,
            }
        }
    }

    /// Reads on behind what is left in the buffer until that is full, so that a long row is not looked through again for
    /// each few bytes of it.
    fn fill(&mut self) -> Result<(), Uncut> {
        if let Some(error) = self.failed.take() {
            return Err(Uncut::Io(error));
        }
        self.buffer.copy_within(self.from..self.to, 0);
        (self.from, self.to) = (0, self.to - self.from);
        if self.to == self.buffer.len() {
            if self.buffer.len() >= LONGEST {
                return Err(Uncut::Endless);
            }
            self.buffer.resize(self.buffer.len() * 2, 0);
        }
        while self.to < self.buffer.len() && !self.ended && self.failed.is_none() {
            match self.reader.read(&mut self.buffer[self.to..]) {
                Ok(0) => self.ended = true,
                Ok(read) => self.to += read,
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) => self.failed = Some(error),
            }
        }
        Ok(())
    }

    /// Whether a row has nothing in it but commas, quotes and spaces.
    fn is_empty(&self, cut: &Cut) -> bool {
        let nothing = |byte: &u8| matches!(byte, b',' | b'"' | b' ');
        cut.whole.is_empty()
            || (self.buffer[cut.whole.start] == b',' && self.buffer[cut.whole.clone()].iter().all(nothing))
    }

    /// Makes single quotes of doubled ones in the cells that are read.
    fn unescape(&mut self, cut: &Cut) {
        self.scratch.clear();
        for (_, part) in cut.parts.iter().enumerate().filter(|(at, _)| cut.doubled & (1 << at) != 0) {
            let mut quoted = false;
            for &byte in &self.buffer[part.clone()] {
                quoted = byte == b'"' && !quoted;
                if !quoted {
                    self.scratch.push(byte);
                }
            }
        }
    }

    fn cells(&self, cut: &Cut) -> Cells<'_> {
        let mut used = 0;
        std::array::from_fn(|at| {
            let cell = &self.buffer[cut.parts[at].clone()];
            if cut.doubled & (1 << at) == 0 {
                return cell;
            }
            let quotes = cell.iter().filter(|byte| **byte == b'"').count();
            let from = used;
            used += cell.len() - quotes / 2;
            &self.scratch[from..used]
        })
    }
}

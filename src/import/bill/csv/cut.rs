//! Where a row of CSV (RFC 4180) and its cells stand in a buffer.

use crate::import::bill::columns::{PARTS, Part};
use std::ops::Range;

/// A row as places in the buffer.
#[derive(Clone, Default)]
pub(super) struct Cut {
    /// Where the parts stand.
    pub parts: [Range<usize>; PARTS],
    /// Which of them have doubled quotes in them.
    pub doubled: u16,
    /// How many cells the row has.
    pub cells: usize,
    /// All of it, without its end.
    pub whole: Range<usize>,
    /// Whether the file ends with it, in place of a line end.
    pub open: bool,
}

/// What a look at the buffer finds.
pub(super) enum Look {
    /// A row, and where the next one begins.
    Row(Cut, usize),
    /// It goes on behind the buffer; in a quoted cell that is the `n`th.
    More(Option<usize>),
    /// Something stands behind the closing quote of the `n`th cell.
    Behind(usize),
}

/// Looks for a whole row from a place on.
pub(super) fn look(bytes: &[u8], from: usize, parts: &[Option<Part>], ended: bool) -> Look {
    let mut cut = Cut::default();
    let mut at = from;
    if at == bytes.len() {
        return Look::More(None);
    }
    loop {
        let (cell, next, doubled) = match bytes.get(at) {
            Some(b'"') => match quoted(bytes, at + 1) {
                Some((end, doubled)) => (at + 1..end, end + 1, doubled),
                None => return Look::More(Some(cut.cells + 1)),
            },
            _ => {
                let end = bytes[at..].iter().position(|&byte| byte == b',' || byte == b'\n');
                match end {
                    Some(end) => (at..at + end, at + end, false),
                    None if ended => (at..bytes.len(), bytes.len(), false),
                    None => return Look::More(None),
                }
            }
        };
        cut.cells += 1;
        let ends = match &bytes[next..] {
            [b',', ..] => None,
            [b'\n', ..] => Some(next + 1),
            [b'\r', b'\n', ..] => Some(next + 2),
            [] | [b'\r'] if ended => Some(bytes.len()),
            [] | [b'\r'] => return Look::More(None),
            _ => return Look::Behind(cut.cells),
        };
        // What is not quoted runs up to the end of its line, of which `\r\n` is one.
        let carriage = ends.is_some() && cell.end == next && cell.end > cell.start && bytes[cell.end - 1] == b'\r';
        let cell = if carriage { cell.start..cell.end - 1 } else { cell };
        if let Some(Some(part)) = parts.get(cut.cells - 1) {
            cut.doubled |= u16::from(doubled) << *part as u16;
            cut.parts[*part as usize] = cell;
        }
        match ends {
            None => at = next + 1,
            Some(end) => {
                cut.whole = from..if carriage { next - 1 } else { next };
                cut.open = next == bytes.len();
                return Look::Row(cut, end);
            }
        }
    }
}

/// Where a quoted cell ends, and whether it has doubled quotes; none where it does not end here.
fn quoted(bytes: &[u8], from: usize) -> Option<(usize, bool)> {
    let (mut at, mut doubled) = (from, false);
    loop {
        let end = at + bytes[at..].iter().position(|&byte| byte == b'"')?;
        if bytes.get(end + 1) != Some(&b'"') {
            return Some((end, doubled));
        }
        doubled = true;
        at = end + 2;
    }
}

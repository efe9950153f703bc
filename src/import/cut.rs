//! Where the rows of a CSV (RFC 4180) and their cells stand in a text: a quote counts where it opens a cell.

use std::borrow::Cow;
use std::ops::Range;

/// Cells of a row; a row of more is no row of an estimate.
pub(super) const MOST_CELLS: usize = 256;

/// One row as places in the text.
pub(super) struct Cut {
    /// Its cells, with their quotes; those before what is wrong, where something is.
    pub cells: Vec<Range<usize>>,
    /// All of it, without its line end.
    pub span: Range<usize>,
    /// What is wrong with it.
    pub wrong: Option<Wrong>,
}

/// Why a row has no end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Wrong {
    /// The text ends in a quoted cell.
    Open,
    /// Something stands at this byte, behind the closing quote of its last cell.
    Behind(usize),
    /// It has more than [`MOST_CELLS`].
    Wide,
}

/// The rows of a text, but for empty lines. Behind one that is wrong the next line goes on.
pub(super) struct Cuts<'a> {
    text: &'a str,
    part: u8,
    at: usize,
}

impl<'a> Cuts<'a> {
    /// Those of a text whose cells are parted by a sign.
    pub(super) fn of(text: &'a str, part: u8) -> Self {
        Cuts { text, part, at: 0 }
    }

    fn byte(&self, at: usize) -> Option<u8> {
        self.text.as_bytes().get(at).copied()
    }

    /// Where a byte of a kind stands next, else where the text ends.
    fn next_of(&self, from: usize, is_it: impl Fn(u8) -> bool) -> usize {
        let rest = &self.text.as_bytes()[from..];
        from + rest.iter().position(|byte| is_it(*byte)).unwrap_or(rest.len())
    }

    /// Where the cell ends that begins at a byte.
    fn end_of_cell(&self, from: usize) -> Result<usize, Wrong> {
        let ends = |byte: u8| byte == self.part || ends_line(byte);
        if self.byte(from) != Some(b'"') {
            return Ok(self.next_of(from, ends));
        }
        let mut at = from + 1;
        loop {
            at = self.next_of(at, |byte| byte == b'"');
            match (self.byte(at), self.byte(at + 1)) {
                (None, _) => return Err(Wrong::Open),
                (_, Some(b'"')) => at += 2,
                _ => break,
            }
        }
        let behind = self.next_of(at + 1, |byte| byte != b' ');
        match self.byte(behind) {
            Some(byte) if !ends(byte) => Err(Wrong::Behind(behind)),
            _ => Ok(behind),
        }
    }
}

fn ends_line(byte: u8) -> bool {
    matches!(byte, b'\r' | b'\n')
}

impl Iterator for Cuts<'_> {
    type Item = Cut;

    fn next(&mut self) -> Option<Cut> {
        let start = self.next_of(self.at, |byte| !ends_line(byte));
        let (mut at, mut cells) = (start, Vec::new());
        self.byte(start)?;
        let wrong = loop {
            let end = match self.end_of_cell(at) {
                Ok(end) => end,
                Err(wrong) => {
                    cells.push(at..at);
                    break Some(wrong);
                }
            };
            cells.push(at..end);
            at = end;
            if self.byte(at) != Some(self.part) {
                break None;
            }
            at += 1;
            if cells.len() == MOST_CELLS {
                break Some(Wrong::Wide);
            }
        };
        let end = match wrong {
            None => at,
            Some(Wrong::Open) => self.text.len(),
            Some(Wrong::Behind(behind)) => self.next_of(behind, ends_line),
            Some(Wrong::Wide) => self.next_of(at, ends_line),
        };
        self.at = end;
        Some(Cut { cells, span: start..end, wrong })
    }
}

/// What a cell says: without its quotes, and one for each two of them.
pub(super) fn said(cell: &str) -> Cow<'_, str> {
    let quoted = cell.strip_prefix('"').and_then(|rest| rest.trim_end_matches(' ').strip_suffix('"'));
    match quoted {
        Some(inner) if inner.contains('"') => Cow::Owned(inner.replace("\"\"", "\"")),
        Some(inner) => Cow::Borrowed(inner),
        None => Cow::Borrowed(cell),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(text: &str) -> Vec<(Vec<String>, Option<Wrong>)> {
        let cells = |cut: Cut| (cut.cells.iter().map(|at| said(&text[at.clone()]).into_owned()).collect(), cut.wrong);
        Cuts::of(text, b',').map(cells).collect()
    }

    #[test]
    fn a_quote_counts_where_it_opens_a_cell() {
        let cases: [(&str, &[&[&str]]); 8] = [
            ("a,b\nc,d", &[&["a", "b"], &["c", "d"]]),
            ("SSD 3.5\",20\n\r\nx,\"y\"\r\n", &[&["SSD 3.5\"", "20"], &["x", "y"]]),
            ("\"a,\"\"b\"\"\n\",1\n", &[&["a,\"b\"\n", "1"]]),
            ("\"a\" ,1", &[&["a", "1"]]),
            ("\"\",\"\"\"\"", &[&["", "\""]]),
            (",\n,,", &[&["", ""], &["", "", ""]]),
            ("a \"b\", \"c", &[&["a \"b\"", " \"c"]]),
            ("\n\r\n", &[]),
        ];
        for (text, expected) in cases {
            let found = rows(text);
            assert!(found.iter().all(|(_, wrong)| wrong.is_none()), "{text:?}");
            let found: Vec<Vec<String>> = found.into_iter().map(|(cells, _)| cells).collect();
            assert_eq!(found, expected, "{text:?}");
        }
    }

    #[test]
    fn behind_what_is_wrong_the_next_line_goes_on() {
        let found = rows("\"A,5\nB,6\n\"C,7\nd,8\n");
        assert_eq!(found[0].1, Some(Wrong::Behind(10)));
        assert_eq!(found[1], (vec!["d".to_owned(), "8".to_owned()], None));
        assert_eq!(rows("a,1\nb,\"2\n3,4\n").last().unwrap().1, Some(Wrong::Open));
        let wide = ",".repeat(MOST_CELLS - 1);
        assert_eq!(
            rows(&format!("{wide}\n{wide},\nx\n")).iter().map(|row| row.1).collect::<Vec<_>>(),
            [None, Some(Wrong::Wide), None]
        );
    }
}

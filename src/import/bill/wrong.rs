//! What is wrong with a bill: file, row, column and what was expected, the first of many and how many more.

use crate::text::{clean, shown};
use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

/// Problems that are told by name; of others how many there are.
const TOLD: usize = 20;

/// Why there is no bill.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// A file could not be opened or read.
    #[error("{}: {error}", shown(path))]
    Io {
        /// Which.
        path: PathBuf,
        /// Why not.
        error: io::Error,
    },
    /// What was read is wrong.
    #[error("{0}")]
    Wrong(Wrong),
    /// `watch` said to stop.
    #[error("stopped before the last row")]
    Stopped,
}

/// Everything that is wrong with the files of a bill. Nothing of them is kept.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wrong {
    /// The first problems, as they were met.
    pub problems: Vec<Problem>,
    /// How many there are beside those.
    pub more: u64,
    /// How many rows were sound.
    pub sound: u64,
    /// The last row before the first problem, with its file.
    pub up_to: Option<(String, u64)>,
    /// The file that is read.
    file: String,
}

/// One thing wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The file, as the user would write it.
    pub file: String,
    /// The row: of CSV as a spreadsheet counts them, the header being the first; none where it is the whole file.
    pub row: Option<u64>,
    /// The name of the column; none where it is the whole row.
    pub column: Option<String>,
    /// What is wrong, and what was expected.
    pub words: String,
}

impl Wrong {
    /// What follows is of this file.
    pub(super) fn begin(&mut self, path: &Path) {
        self.file = shown(path);
    }

    /// The file that is read.
    pub(super) fn file(&self) -> &str {
        &self.file
    }

    /// Whether nothing is wrong.
    pub(super) fn is_empty(&self) -> bool {
        self.problems.is_empty()
    }

    /// A row is sound.
    #[inline]
    pub(super) fn sound(&mut self, row: u64) {
        self.sound += 1;
        if !self.problems.is_empty() {
            return;
        }
        match &mut self.up_to {
            Some((file, last)) if *file == self.file => *last = row,
            up_to => *up_to = Some((self.file.clone(), row)),
        }
    }

    /// The whole file is wrong.
    pub(super) fn of_file(&mut self, words: String) {
        self.add(None, None, words);
    }

    /// A row is.
    pub(super) fn of_row(&mut self, row: u64, words: String) {
        self.add(Some(row), None, words);
    }

    /// A cell is.
    pub(super) fn of_cell(&mut self, row: u64, column: &str, words: String) {
        self.add(Some(row), Some(column.to_owned()), words);
    }

    fn add(&mut self, row: Option<u64>, column: Option<String>, words: String) {
        if self.problems.len() < TOLD {
            self.problems.push(Problem { file: self.file.clone(), row, column, words });
        } else {
            self.more += 1;
        }
    }

    /// A sentence for each problem, then what else there is to say.
    pub fn sentences(&self) -> Vec<String> {
        let mut sentences: Vec<String> = self.problems.iter().map(Problem::to_string).collect();
        let number = |n: u64| crate::amount::grouped(n.into(), 0);
        let s = |n: u64| if n == 1 { "" } else { "s" };
        if self.more > 0 {
            sentences.push(format!("and {} problem{} more", number(self.more), s(self.more)));
        }
        sentences.push(match &self.up_to {
            None => "no row was sound; nothing of the bill is kept".to_owned(),
            Some((file, row)) => format!(
                "{} row{} sound, among them all up to row {} of {file}; nothing of the bill is kept",
                number(self.sound),
                if self.sound == 1 { " was" } else { "s were" },
                number(*row)
            ),
        });
        sentences
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let row = self.row.map(|row| format!(", row {}", crate::amount::grouped(row.into(), 0))).unwrap_or_default();
        match &self.column {
            Some(column) => write!(f, "{}{row}: {} {}", self.file, clean(column), clean(&self.words)),
            None => write!(f, "{}{row}: {}", self.file, clean(&self.words)),
        }
    }
}

impl fmt::Display for Wrong {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.sentences().join("\n"))
    }
}

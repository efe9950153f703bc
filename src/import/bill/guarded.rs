//! Keeps a panic of the Parquet reader, which a damaged file can bring about, to the file.

use parquet::errors::{ParquetError, Result};
use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind};

thread_local! {
    static GUARDED: Cell<bool> = const { Cell::new(false) };
}

/// Whether a panic of this thread is told as what is wrong with a file: nothing of the program is broken then.
pub fn is_guarded() -> bool {
    GUARDED.get()
}

/// Does what a damaged file may stop. What it was about is let go after an error.
pub(super) fn guarded<T>(work: impl FnOnce() -> Result<T>) -> Result<T> {
    let before = GUARDED.replace(true);
    let done = catch_unwind(AssertUnwindSafe(work));
    GUARDED.set(before);
    done.unwrap_or_else(|_| Err(ParquetError::General("it is damaged".to_owned())))
}

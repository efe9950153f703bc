//! The text of a file parsed, once it is known not to be too much.

use super::{Table, bounds};
use crate::faults::{Collected, Fault, Place, Source};
use std::{ops::Range, sync::Arc};
use toml::de::DeTable;

/// A file larger than this is refused before it is parsed: 8 MiB.
pub const LARGEST_FILE: usize = 8 << 20;

/// A text of more bytes is looked through before it is parsed; what is shorter is parsed in no time, whatever it is.
const SHORT: usize = 64 << 10;

/// Bytes behind the first syntax error in which others are looked for.
const WRONG: usize = 128 << 10;

/// Parses a source and hands its root table to `read`; syntax errors and what `read` finds are collected.
pub fn read<T>(source: &Arc<Source>, faults: &Collected, read: impl FnOnce(&Table) -> T) -> Option<T> {
    let fault =
        |(span, title, label)| faults.push(Fault { title, label, place: Place { source: source.clone(), span } });
    if let Some((at, title, label)) = too_much(&source.text) {
        fault((at..at, title, label));
        return None;
    }
    match DeTable::parse(&source.text) {
        Ok(root) => {
            let table = Table::new(root.get_ref(), 0..0, source, faults);
            let value = read(&table);
            table.finish();
            Some(value)
        }
        Err(first) => {
            wrong(&source.text, &first).into_iter().for_each(fault);
            None
        }
    }
}

/// What there is too much of in the text of a file: the byte where it is, what it is, and what was expected.
pub fn too_much(text: &str) -> Option<(usize, String, String)> {
    if text.len() > LARGEST_FILE {
        let title = format!("the file is {} MiB large", text.len() >> 20);
        return Some((0, title, format!("the limit is {} MiB", LARGEST_FILE >> 20)));
    }
    if text.len() <= SHORT {
        return None;
    }
    bounds::look(text).err().map(|much| (much.at, much.title.to_owned(), much.label))
}

/// All that is wrong with the syntax of a text whose first error is known; in a long one, all that is near to that.
fn wrong(text: &str, first: &toml::de::Error) -> Vec<(Range<usize>, String, String)> {
    if let Err(much) = bounds::look(text) {
        return vec![(much.at..much.at, much.title.to_owned(), much.label)];
    }
    let start = first.span().map_or(0, |span| span.start);
    let near = bounds::part(text, start + WRONG);
    // One text of megabytes with a fault in each byte of it is told once.
    let errors = if near.len() > start + 2 * WRONG { Vec::new() } else { DeTable::parse_recoverable(near).1 };
    let first = errors.is_empty().then(|| first.clone());
    let told = |error: toml::de::Error| {
        (error.span().unwrap_or(0..0), "this is not TOML".to_owned(), error.message().to_owned())
    };
    first.into_iter().chain(errors).map(told).collect()
}

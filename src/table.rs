//! A TOML table read key by key: what is missing, misspelt or of the wrong kind becomes a fault, and reading goes on.

mod bounds;
mod grid;
mod leaves;
mod numbers;
mod parse;
mod texts;

pub use grid::{Grid, GridRow};
pub use leaves::Leaf;
pub use parse::{LARGEST_FILE, read, too_much};

pub use crate::faults::Collected;

use crate::faults::{Fault, Faults, Named, Place, Source};
use crate::text::{clean, did_you_mean, is_slip};
use std::{cell::RefCell, collections::HashSet, ops::Range, sync::Arc};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// A text as TOML writes it.
pub fn quoted(text: &str) -> String {
    toml::Value::String(text.to_owned()).to_string()
}

/// Tables of one list, where it is not of lines or prices.
const MOST_LISTED: usize = 2_000;

/// One table being read. [`Table::finish`] reports the keys nobody asked for.
pub struct Table<'a> {
    entries: &'a DeTable<'a>,
    span: Range<usize>,
    source: &'a Arc<Source>,
    faults: &'a Collected,
    asked: RefCell<Vec<&'static str>>,
    /// Keys that nobody has to ask for.
    others: RefCell<HashSet<String>>,
}

impl<'a> Table<'a> {
    fn new(entries: &'a DeTable<'a>, span: Range<usize>, source: &'a Arc<Source>, faults: &'a Collected) -> Self {
        Table { entries, span, source, faults, asked: RefCell::default(), others: RefCell::default() }
    }

    /// Where the table stands.
    pub fn place(&self) -> Place {
        self.at(self.span.clone())
    }

    fn at(&self, span: Range<usize>) -> Place {
        Place { source: self.source.clone(), span }
    }

    /// Adds a fault at a place.
    pub fn fault(&self, place: Place, title: impl Into<String>, label: impl Into<String>) {
        self.faults.push(Fault { title: title.into(), label: label.into(), place });
    }

    /// What is looked for to mend the next fault; nothing where there are many before it.
    pub fn hint(&self, look: impl FnOnce() -> String) -> String {
        self.faults.hint(look)
    }

    fn get(&self, key: &'static str) -> Option<&'a Spanned<DeValue<'a>>> {
        self.asked.borrow_mut().push(key);
        self.entries.iter().find(|(name, _)| name.get_ref() == key).map(|(_, value)| value)
    }

    /// Whether the key stands there as a table rather than a single value.
    pub fn is_table(&self, key: &'static str) -> bool {
        self.get(key).is_some_and(|value| value.get_ref().is_table())
    }

    /// Whether the key stands there as a list, such as `[[key]]`.
    pub fn is_list(&self, key: &'static str) -> bool {
        self.get(key).is_some_and(|value| value.get_ref().is_array())
    }

    /// Whether the key is there.
    pub fn has(&self, key: &'static str) -> bool {
        self.get(key).is_some()
    }

    /// Where the value of a key stands; none where the key is missing.
    pub fn place_of(&self, key: &'static str) -> Option<Place> {
        self.get(key).map(|value| self.at(value.span()))
    }

    /// Whether the key stands there as a list of nothing.
    pub fn is_empty_list(&self, key: &'static str) -> bool {
        self.get(key).and_then(|value| value.get_ref().as_array()).is_some_and(|items| items.is_empty())
    }

    fn wrong_kind(&self, key: &str, value: &Spanned<DeValue>, expected: &str) {
        let found = value.get_ref().type_str();
        let number = value.get_ref().is_float() || value.get_ref().is_integer();
        let label = match number && expected.contains("quoted") {
            true => {
                "write it in quotes: TOML reads a bare number as a binary float, and it would not stay exact".into()
            }
            false if value.get_ref().is_datetime() => format!("expected {expected}: write the date in quotes"),
            false => format!("expected {expected}, found {found}"),
        };
        self.fault(self.at(value.span()), format!("`{key}` is {expected}"), label);
    }

    fn missing(&self, key: &str, expected: &str) {
        let span = self.span.start..self.span.end.min(self.span.start + 80);
        self.fault(self.at(span), format!("`{key}` is missing"), format!("expected `{key}`, {expected}"));
    }

    /// Reads a value that must be there; none where it is missing or wrong, with a fault.
    pub fn need<T>(
        &self,
        key: &'static str,
        expected: &str,
        get: impl Fn(&Self, &'static str) -> Option<T>,
    ) -> Option<T> {
        if !self.has(key) {
            self.missing(key, expected);
            return None;
        }
        get(self, key)
    }

    /// `true` or `false`; false where the key is missing.
    pub fn flag(&self, key: &'static str) -> bool {
        let Some(value) = self.get(key) else { return false };
        value.get_ref().as_bool().unwrap_or_else(|| {
            self.wrong_kind(key, value, "true or false");
            false
        })
    }

    /// A table under the key.
    pub fn table(&self, key: &'static str) -> Option<Table<'a>> {
        let value = self.get(key)?;
        self.sub(key, value)
    }

    fn sub(&self, key: &str, value: &'a Spanned<DeValue<'a>>) -> Option<Table<'a>> {
        match value.get_ref().as_table() {
            Some(entries) => Some(Table::new(entries, value.span(), self.source, self.faults)),
            None => {
                self.wrong_kind(key, value, "a table");
                None
            }
        }
    }

    /// The tables of `[[key]]`, or of an array of inline tables: as many as anybody has of what is gone through for each of
    /// many others.
    pub fn tables(&self, key: &'static str) -> Vec<Table<'a>> {
        self.tables_up_to(key, MOST_LISTED)
    }

    /// The same of what there may be as many of as a file holds.
    pub fn all_tables(&self, key: &'static str) -> Vec<Table<'a>> {
        self.tables_up_to(key, usize::MAX)
    }

    /// The same up to a number; where there are more, that is the fault, and none of them is read.
    pub fn tables_up_to(&self, key: &'static str, most: usize) -> Vec<Table<'a>> {
        let Some(value) = self.get(key) else { return Vec::new() };
        let Some(items) = value.get_ref().as_array() else {
            self.wrong_kind(key, value, "a list of tables");
            return Vec::new();
        };
        if let Some(beyond) = items.get(most) {
            let place = self.at(beyond.span());
            self.fault(place, format!("there are too many of `{key}` here"), format!("expected at most {most}"));
            return Vec::new();
        }
        items.iter().filter_map(|item| self.sub(key, item)).collect()
    }

    /// Every entry, for tables whose keys are names of something else: the names and their values as text.
    pub fn pairs(&self) -> Vec<(Named, Named)> {
        let read = |(name, value): (&Spanned<std::borrow::Cow<str>>, &Spanned<DeValue>)| {
            let value = self.quoted(name.get_ref(), value, "a quoted decimal or text")?;
            Some((Named { text: clean(name.get_ref()), place: self.at(name.span()) }, value))
        };
        self.entries.iter().filter_map(read).collect()
    }

    /// Leaves keys alone that are none of these nor a slip of any: they are somebody's own.
    pub fn leave_others(&self, known: &[&'static str]) {
        let others = self.entries.iter().map(|(name, _)| name.get_ref().as_ref());
        let others = others.enumerate().filter(|(at, key): &(usize, &str)| {
            // Of thousands nobody misspelt one.
            *at >= MOST_LISTED || !known.iter().any(|known| is_slip(key, known))
        });
        self.others.borrow_mut().extend(others.map(|(_, key)| key.to_owned()));
    }

    /// Reports the keys nobody asked for, each with the nearest that is known.
    pub fn finish(&self) {
        let asked = self.asked.borrow();
        for (name, _) in self.entries.iter() {
            let key: &str = name.get_ref();
            if !asked.contains(&key) && !self.others.borrow().contains(key) {
                let hint = self.hint(|| did_you_mean(key, asked.iter().copied()));
                self.fault(
                    self.at(name.span()),
                    format!("unknown key `{}`", clean(key)),
                    format!("not a key here{hint}"),
                );
            }
        }
    }
}

/// The collected faults as an error, unless there are none.
pub fn sound<T>(value: T, faults: Collected) -> Result<T, Faults> {
    if faults.is_empty() { Ok(value) } else { Err(faults.in_order()) }
}

//! Reading what a session is made of: a version, prose, steps, and nested tables flattened to dotted keys.

use super::Table;
use crate::faults::Named;
use crate::text::{clean, clean_prose};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// How deep keys may nest: a table, the name of a line, what is changed of it, and one to spare.
const DEEPEST: usize = 4;

/// A value of a nested table: its keys joined by points, and the value as text.
#[derive(Clone, Debug)]
pub struct Leaf {
    /// The dotted key, and where its last part stands.
    pub key: Named,
    /// The value; `true` and `false` as `1` and `0`, several texts parted by spaces.
    pub value: Named,
}

impl Table<'_> {
    /// A whole number that is not below zero, unquoted: the version of a format.
    pub fn whole(&self, key: &'static str) -> Option<(u64, Named)> {
        let value = self.get(key)?;
        let digits = value.get_ref().as_integer().and_then(|n| u64::from_str_radix(n.as_str(), n.radix()).ok());
        match digits {
            Some(number) => Some((number, Named { text: number.to_string(), place: self.at(value.span()) })),
            None => {
                self.wrong_kind(key, value, "a whole number");
                None
            }
        }
    }

    /// A text of any length that may have several lines.
    pub fn prose(&self, key: &'static str) -> Option<Named> {
        self.uncut(key, self.get(key)?)
    }

    /// A list of texts of any length; none where the key is missing.
    pub fn proses(&self, key: &'static str) -> Vec<Named> {
        let Some(value) = self.get(key) else { return Vec::new() };
        match value.get_ref().as_array() {
            Some(items) => items.iter().filter_map(|item| self.uncut(key, item)).collect(),
            None => {
                self.wrong_kind(key, value, "a list of texts");
                Vec::new()
            }
        }
    }

    fn uncut(&self, key: &str, value: &Spanned<DeValue>) -> Option<Named> {
        match value.get_ref().as_str() {
            Some(text) => Some(Named { text: clean_prose(text), place: self.at(value.span()) }),
            None => self.quoted(key, value, "a text"),
        }
    }

    /// Every value under this table, however its keys are nested.
    pub fn leaves(&self) -> Vec<Leaf> {
        let mut found = Vec::new();
        self.gather("", self.entries, DEEPEST, &mut found);
        found
    }

    fn gather(&self, prefix: &str, entries: &DeTable, deeper: usize, found: &mut Vec<Leaf>) {
        for (name, value) in entries.iter() {
            let key = format!("{prefix}{}", clean(name.get_ref()));
            let key = Named { text: key, place: self.at(name.span()) };
            match value.get_ref().as_table() {
                Some(below) if deeper > 0 => self.gather(&format!("{}.", key.text), below, deeper - 1, found),
                _ => found.extend(self.value_of(&key.text, value).map(|value| Leaf { key, value })),
            }
        }
    }

    fn value_of(&self, key: &str, value: &Spanned<DeValue>) -> Option<Named> {
        let place = self.at(value.span());
        match value.get_ref() {
            DeValue::Boolean(flag) => Some(Named { text: if *flag { "1" } else { "0" }.to_owned(), place }),
            DeValue::Array(items) => {
                let texts: Option<Vec<Named>> =
                    items.iter().map(|item| self.quoted(key, item, "a list of texts")).collect();
                let texts: Vec<String> = texts?.into_iter().map(|named| named.text).collect();
                Some(Named { text: texts.join(" "), place })
            }
            _ => self.quoted(key, value, "a quoted decimal or text"),
        }
    }
}

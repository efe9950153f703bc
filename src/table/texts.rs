//! Texts, and what is more than a text: names and ids.

use super::Table;
use crate::faults::Named;
use crate::text::clean;
use toml::Spanned;
use toml::de::DeValue;

impl Table<'_> {
    /// A text, if the key is there.
    pub fn text(&self, key: &'static str) -> Option<Named> {
        let value = self.get(key)?;
        self.quoted(key, value, "a text")
    }

    pub(super) fn quoted(&self, key: &str, value: &Spanned<DeValue>, expected: &str) -> Option<Named> {
        match value.get_ref().as_str() {
            Some(text) => Some(Named { text: clean(text), place: self.at(value.span()) }),
            None => {
                self.wrong_kind(key, value, expected);
                None
            }
        }
    }

    /// A text that must be there, and say something.
    pub fn need_text(&self, key: &'static str) -> Named {
        self.name(key).unwrap_or_else(|| {
            if !self.has(key) {
                self.missing(key, "a text");
            }
            Named { text: String::new(), place: self.place() }
        })
    }

    /// A name, if the key is there: a text that says something.
    pub fn name(&self, key: &'static str) -> Option<Named> {
        let name = self.text(key)?;
        self.not_empty(key, &name);
        Some(name)
    }

    fn not_empty(&self, key: &str, text: &Named) {
        if text.text.is_empty() {
            self.fault(text.place.clone(), format!("`{key}` is empty"), "expected a text");
        }
    }

    /// An id that must be there: lower-case letters, digits, `-` and `_`.
    pub fn need_id(&self, key: &'static str) -> Named {
        let id = self.need_text(key);
        let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '-' | '_');
        if !id.text.chars().all(plain) {
            self.fault(id.place.clone(), format!("`{key}` is no id"), "expected lower-case letters, digits, - and _");
        }
        id
    }

    /// Several texts; none where the key is missing.
    pub fn texts(&self, key: &'static str) -> Vec<Named> {
        let Some(value) = self.get(key) else { return Vec::new() };
        let items = value.get_ref().as_array().map_or_else(|| vec![value], |items| items.iter().collect());
        let texts: Vec<Named> =
            items.into_iter().filter_map(|item| self.quoted(key, item, "a list of texts")).collect();
        texts.iter().for_each(|text| self.not_empty(key, text));
        texts
    }
}

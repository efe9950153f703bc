//! JSON read one level at a time, with the place of every value and every digit of every number.

mod entries;

use super::document::{Document, MOST, TOO_MANY};
use super::number;
use crate::amount::Decimal;
use crate::text::{clean, did_you_mean};
use entries::{Entries, Items};
use serde_json::value::RawValue;
use std::borrow::Cow;
use std::collections::HashSet;
use std::ops::Range;

/// A value that is not null.
#[derive(Clone)]
pub(super) struct Node<'a> {
    document: &'a Document,
    raw: &'a str,
    /// Where it stands from the root on, such as `projects[0].name`.
    pub path: String,
}

/// An object, read one level deep.
pub(super) struct Object<'a> {
    node: Node<'a>,
    entries: Vec<(Cow<'a, str>, &'a str)>,
}

/// The root of a document; none, with a fault, where it is no JSON.
pub(super) fn root(document: &Document) -> Option<Node<'_>> {
    // A raw value is skipped without recursion, however deep it nests.
    match serde_json::from_str::<&RawValue>(document.text()) {
        Ok(raw) => Some(Node { document, raw: raw.get(), path: String::new() }),
        Err(error) => {
            let at = document.byte(error.line(), error.column());
            let words = words_of(&error);
            // Inside of a text the place is that of the byte before.
            let at = at + usize::from(words.starts_with("control character") && error.column() > 0);
            let title = if error.is_eof() { "the file ends in the middle" } else { "this is not JSON" };
            let label = match error.is_eof() {
                true => format!("{words}: it was cut off; export it again"),
                false => words,
            };
            document.fault(at..at, title, label);
            None
        }
    }
}

/// What is wrong with JSON, without the place: that is told in our own words.
fn words_of(error: &serde_json::Error) -> String {
    let words = error.to_string();
    words.split(" at line ").next().unwrap_or_default().to_owned()
}

/// The keys of a root object, and those of the first of its `projects`; nothing where it is no JSON object.
pub(super) fn outline(text: &str) -> (Vec<String>, Vec<String>) {
    let Ok(root) = serde_json::from_str::<Entries>(text) else { return Default::default() };
    let keys = |entries: &Entries| entries.0.iter().map(|(key, _)| key.to_string()).collect();
    let projects = root.0.iter().find(|(key, _)| key == "projects").map(|(_, raw)| raw.get());
    let first = projects.and_then(|raw| serde_json::from_str::<Items>(raw).ok()?.0.first().map(|raw| raw.get()));
    let first = first.and_then(|raw| serde_json::from_str::<Entries>(raw).ok());
    (keys(&root), first.as_ref().map(keys).unwrap_or_default())
}

impl<'a> Node<'a> {
    pub(super) fn span(&self) -> Range<usize> {
        let span = self.document.span(self.raw);
        let first = self.raw.lines().next().unwrap_or_default().len();
        span.start..span.start + first // the caret is under its first line
    }

    pub(super) fn line(&self) -> usize {
        self.document.line(self.span().start)
    }

    fn kind(&self) -> &'static str {
        match self.raw.as_bytes().first() {
            Some(b'{') => "an object",
            Some(b'[') => "a list",
            Some(b'"') => "a text",
            Some(b't' | b'f') => "true or false",
            _ => "a number",
        }
    }

    pub(super) fn is_object(&self) -> bool {
        self.raw.starts_with('{')
    }

    fn wrong(&self, expected: &str) {
        let name = self.path.rsplit('.').next().unwrap_or_default();
        let title = if name.is_empty() { "the file".to_owned() } else { format!("`{}`", clean(name)) };
        self.document.fault(self.span(), format!("{title} is {expected}"), format!("this is {}", self.kind()));
    }

    /// Says what is wrong inside of it: JSON it is, but a text in it is none, such as half of a pair of surrogates.
    fn broken(&self, error: &serde_json::Error) {
        self.document.fault(self.span(), "this is no text", words_of(error));
    }

    /// Its text.
    pub(super) fn text(&self) -> Option<String> {
        match serde_json::from_str::<String>(self.raw) {
            Ok(text) => Some(clean(&text)),
            Err(error) => {
                match self.kind() {
                    "a text" => self.broken(&error),
                    _ => self.wrong("a text"),
                }
                None
            }
        }
    }

    /// Its number, in quotes or bare, with every digit.
    pub(super) fn number(&self) -> Option<Decimal> {
        let text = match self.kind() {
            "a text" => self.text()?,
            "a number" => self.raw.to_owned(),
            _ => {
                self.wrong("a number");
                return None;
            }
        };
        match number::exact(&text) {
            Ok(number) => Some(number),
            Err(bad) => {
                let name = self.path.rsplit('.').next().unwrap_or_default();
                self.document.fault(self.span(), format!("`{}` is a number", clean(name)), bad.to_string());
                None
            }
        }
    }

    /// Its items; those that are null are left out.
    pub(super) fn list(&self) -> Vec<Node<'a>> {
        let items = match serde_json::from_str::<Items<'a>>(self.raw) {
            Ok(items) => self.few(items.0, items.1),
            _ => {
                self.wrong("a list");
                return Vec::new();
            }
        };
        let nodes =
            items.into_iter().zip(0..).map(|(raw, at): (&RawValue, usize)| self.below(raw.get(), &format!("[{at}]")));
        nodes.flatten().collect()
    }

    /// What was kept of it; a fault where that is not all.
    fn few<T>(&self, kept: Vec<T>, all: bool) -> Vec<T> {
        if !all {
            let start = self.span().start;
            self.document.fault(start..start + 1, TOO_MANY, format!("expected at most {MOST} entries in here"));
        }
        kept
    }

    fn below(&self, raw: &'a str, step: &str) -> Option<Node<'a>> {
        (raw != "null").then(|| Node { document: self.document, raw, path: format!("{}{step}", self.path) })
    }

    /// Its entries; none, with a fault, where it is no object.
    pub(super) fn object(&self) -> Option<Object<'a>> {
        if !self.document.looks_into(self.span()) {
            return None;
        }
        match serde_json::from_str::<Entries<'a>>(self.raw) {
            Ok(Entries(entries, all)) => {
                let entries = self.few(entries, all);
                let mut given = HashSet::new();
                if let Some((key, raw)) = entries.iter().find(|(key, _)| !given.insert(key.clone())) {
                    let title = format!("`{}` is given twice", clean(key));
                    self.document.fault(self.document.span(raw.get()), title, "nobody knows which of them is meant");
                }
                let entries = entries.into_iter().map(|(key, raw)| (key, raw.get())).collect();
                Some(Object { node: self.clone(), entries })
            }
            Err(error) => {
                if self.is_object() {
                    self.broken(&error)
                } else {
                    self.wrong("an object")
                }
                None
            }
        }
    }
}

impl<'a> Object<'a> {
    pub(super) fn node(&self) -> &Node<'a> {
        &self.node
    }

    pub(super) fn keys(&self) -> impl Iterator<Item = String> {
        self.entries.iter().map(|(key, _)| clean(key))
    }

    /// The value of a key; none where it is missing or null.
    pub(super) fn get(&self, key: &str) -> Option<Node<'a>> {
        let (_, raw) = self.entries.iter().find(|(name, _)| name == key)?;
        self.node.below(raw, &self.step(key))
    }

    fn step(&self, key: &str) -> String {
        if self.node.path.is_empty() { clean(key) } else { format!(".{}", clean(key)) }
    }

    /// The value of a key that has to be there.
    pub(super) fn need(&self, key: &str, what: &str) -> Option<Node<'a>> {
        let node = self.get(key);
        if node.is_none() {
            let near = did_you_mean(key, self.entries.iter().map(|(name, _)| name.as_ref()));
            let near = if near.starts_with("; did") { near } else { String::new() };
            let brace = self.node.span();
            let title = format!("`{key}` is missing");
            self.node.document.fault(brace.start..brace.start + 1, title, format!("expected `{key}`, {what}{near}"));
        }
        node
    }

    /// The keys that are there with objects under them.
    pub(super) fn objects(&self) -> Vec<(String, Node<'a>)> {
        let below = |(key, raw): &(Cow<str>, &'a str)| Some((clean(key), self.node.below(raw, &self.step(key))?));
        self.entries.iter().filter_map(below).filter(|(_, node)| node.is_object()).collect()
    }

    /// Every entry whose value is a text or a number, as text.
    pub(super) fn words(&self) -> Vec<(String, String)> {
        let word = |(key, raw): &(Cow<str>, &str)| {
            let text = serde_json::from_str::<String>(raw).unwrap_or_else(|_| (*raw).to_owned());
            (!raw.starts_with(['{', '[']) && *raw != "null").then(|| (clean(key), clean(&text)))
        };
        self.entries.iter().filter_map(word).collect()
    }

    pub(super) fn text(&self, key: &str) -> Option<String> {
        self.get(key)?.text()
    }

    pub(super) fn number(&self, key: &str) -> Option<Decimal> {
        self.get(key)?.number()
    }

    /// Whether the key says true.
    pub(super) fn says(&self, key: &str) -> bool {
        self.get(key).is_some_and(|node| node.raw == "true")
    }

    /// The items of a list; none where the key is missing.
    pub(super) fn list(&self, key: &str) -> Vec<Node<'a>> {
        self.get(key).map(|node| node.list()).unwrap_or_default()
    }

    pub(super) fn object(&self, key: &str) -> Option<Object<'a>> {
        self.get(key)?.object()
    }
}

//! What somebody added to the file of a session by hand (comments, keys of their own, an order of their own) stays when it is saved.

use toml_edit::{DocumentMut, Item, Table, TableLike};

/// The new text of a session laid over the text that it was read from: what the program writes is as it is now, what it does
/// not know stays. None where either is no TOML.
pub(super) fn over(old: &str, new: &str, known: &[&str]) -> Option<String> {
    let (mut document, new) = (old.parse::<DocumentMut>().ok()?, new.parse::<DocumentMut>().ok()?);
    lay(document.as_table_mut(), new.as_table(), known);
    Some(ended_like(old, document.to_string()))
}

/// Whether two texts of a session say the same under these keys.
pub(super) fn say_the_same(one: &str, other: &str, keys: &[&str]) -> bool {
    let read = |text: &str| text.strip_prefix('\u{feff}').unwrap_or(text).parse::<toml::Table>().ok();
    let same = |(one, other): (toml::Table, toml::Table)| {
        keys.iter().all(|key| match (one.get(*key), other.get(*key)) {
            (Some(one), Some(other)) => same(one, other),
            (one, other) => one.is_none() && other.is_none(),
        })
    };
    read(one).zip(read(other)).is_some_and(same)
}

/// Values that are read as the same: a number may stand without its quotes.
fn same(one: &toml::Value, other: &toml::Value) -> bool {
    use toml::Value::{Array, String, Table};
    match (one, other) {
        (Table(one), Table(other)) => {
            one.len() == other.len()
                && one.iter().all(|(key, value)| other.get(key).is_some_and(|other| same(value, other)))
        }
        (Array(one), Array(other)) => one.len() == other.len() && one.iter().zip(other).all(|(a, b)| same(a, b)),
        (String(one), String(other)) => one == other,
        (String(text), value) | (value, String(text)) => *text == value.to_string(),
        (one, other) => one == other,
    }
}

/// Lays a table over another. At the root keys that are nobody's stay; inside, all keys are the program's.
fn lay(old: &mut dyn TableLike, new: &dyn TableLike, known: &[&str]) {
    let gone = |key: &str| !new.contains_key(key) && (known.is_empty() || known.contains(&key));
    let gone: Vec<String> = old.iter().map(|(key, _)| key.to_owned()).filter(|key| gone(key)).collect();
    gone.iter().for_each(|key| drop(old.remove(key)));
    for (key, item) in new.iter() {
        match old.get_mut(key) {
            Some(there) => replace(there, item),
            None => drop(old.insert(key, item.clone())),
        }
    }
}

/// An item in the place of another, with the comments around it.
fn replace(there: &mut Item, item: &Item) {
    if let (Some(old), Some(new)) = (there.as_array_of_tables_mut(), item.as_array_of_tables()) {
        while old.len() > new.len() {
            old.remove(old.len() - 1);
        }
        for (at, table) in new.iter().enumerate() {
            match old.get_mut(at) {
                Some(old) => lay(old, table, &[]),
                None => old.push(table.clone()),
            }
        }
    } else if let (Some(old), Some(new)) = (table_of(there), item.as_table_like()) {
        lay(old, new, &[]);
    } else if let (Some(old), Some(new)) = (there.as_value_mut(), item.as_value()) {
        // A value that says the same is left as it was written.
        if plain(old) != plain(new) {
            let around = old.decor().clone();
            *old = new.clone();
            *old.decor_mut() = around;
        }
    } else {
        *there = item.clone();
    }
}

fn table_of(item: &mut Item) -> Option<&mut Table> {
    item.as_table_mut()
}

/// A value without what stands around it.
fn plain(value: &toml_edit::Value) -> String {
    let mut value = value.clone();
    value.decor_mut().clear();
    if let Some(array) = value.as_array() {
        return array.iter().map(plain).collect::<Vec<_>>().join("\n");
    }
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

/// With the mark of bytes and the line ends that the old text had.
fn ended_like(old: &str, new: String) -> String {
    let new = if old.contains("\r\n") { new.replace("\r\n", "\n").replace('\n', "\r\n") } else { new };
    match old.strip_prefix('\u{feff}') {
        Some(_) if !new.starts_with('\u{feff}') => format!("\u{feff}{new}"),
        _ => new,
    }
}

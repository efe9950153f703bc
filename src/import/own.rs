//! Plans of one's own: what they may be called, where they stand, and how they are written there.

use super::document::MOST_FAULTS;
use crate::amount::{Decimal, Overflow};
use crate::catalog::{self, Catalog};
use crate::disk::{self, WriteError};
use crate::faults::{Fault, Faults, Source};
use crate::table::{self, LARGEST_FILE};
use crate::text::{clean, shown};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use toml::de::DeTable;

/// Letters of an id that is made of a name.
const LONGEST: usize = 48;

/// A plan to begin with.
pub const TEMPLATE: &str = include_str!("../../catalog/template/plan.toml");

/// Why a plan is not written.
#[derive(Debug, thiserror::Error)]
pub enum OwnError {
    /// It can't be called so; says why, and what would be right.
    #[error("{0}")]
    Name(String),
    /// It would be no sound catalog with it: the first faults, and how many more there are.
    #[error("{}{}: nothing is written", .0, more(.1))]
    Unsound(Faults, usize),
    /// There is a file already.
    #[error("{} is there already", shown(.0))]
    Kept(PathBuf),
    /// A file of the folder can't be read.
    #[error("{}: {}", shown(.0), .1)]
    Read(PathBuf, io::Error),
    /// The folder or the file can't be written, or the disk did not confirm it.
    #[error("{}", .1.words(.0))]
    Write(PathBuf, WriteError),
}

fn more(faults: &usize) -> String {
    if *faults > 0 { format!(", and {faults} more") } else { String::new() }
}

/// An id made of a name: lower-case letters, digits, `-` and `_`; empty where there is no letter or digit in it.
pub fn id_of(name: &str) -> String {
    let mut id = String::new();
    for sign in name.chars() {
        match sign {
            'a'..='z' | '0'..='9' | '_' => id.push(sign),
            'A'..='Z' => id.push(sign.to_ascii_lowercase()),
            _ if id.is_empty() || id.ends_with('-') => {}
            _ => id.push('-'),
        }
    }
    let cut = id.get(..LONGEST).map_or(id.as_str(), |short| short.rsplit_once('-').map_or(short, |(whole, _)| whole));
    cut.trim_matches(['-', '_']).to_owned()
}

/// A name made of an id: `my-shop` is `My shop`.
pub fn name_of(id: &str) -> String {
    crate::text::capital(&id.replace(['-', '_'], " "))
}

/// Where a plan of a catalog folder stands.
pub fn place(folder: &Path, id: &str) -> PathBuf {
    folder.join("plans").join(format!("{id}.toml"))
}

/// Whether a plan may be called so: an id as [`id_of`] makes them, that no plan has unless it is the user's own and to be
/// replaced.
pub fn may_be_called(id: &str, catalog: &Catalog, folder: &Path, replace: bool) -> Result<(), OwnError> {
    if id.is_empty() || id != id_of(id) {
        let near = Some(id_of(id)).filter(|near| !near.is_empty());
        let near = near.map(|near| format!(": {near}")).unwrap_or_default();
        let words = format!("`{}` is no name of a plan: expected lower-case letters, digits, - and _{near}", clean(id));
        return Err(OwnError::Name(words));
    }
    let path = place(folder, id);
    let held = held(&path).map_err(|error| OwnError::Read(path.clone(), error))?;
    if let Some(other) = held.as_ref().filter(|other| *other != id) {
        let path = shown(&path);
        let what = if other.is_empty() { "no plan".to_owned() } else { format!("the plan `{}`", clean(other)) };
        return Err(OwnError::Name(format!("{path} holds {what}: choose another name, or rename that file")));
    }
    let of_program = || text_of(id, None).is_some();
    if !replace && held.is_some() && !of_program() {
        return Err(OwnError::Kept(path));
    }
    if !replace && catalog.plan(id).is_some() {
        return Err(OwnError::Name(format!("there is a plan `{id}` already: choose another name")));
    }
    Ok(())
}

/// The id of the plan in a file: nothing where it is no plan; none where there is no file.
fn held(path: &Path) -> io::Result<Option<String>> {
    match disk::read(path, LARGEST_FILE) {
        Ok(bytes) => Ok(Some(id_in(&String::from_utf8_lossy(&bytes)).unwrap_or_default())),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

/// A text of more bytes is a plan only where it is sound: to read on behind each fault of a large one takes long.
const SMALL: usize = 256 << 10;

/// The id of the plan that a text is; none where it is no plan.
fn id_in(text: &str) -> Option<String> {
    let root = match text.len() {
        small if small <= SMALL => DeTable::parse_recoverable(text).0,
        _ if table::too_much(text).is_some() => return None,
        _ => DeTable::parse(text).ok()?,
    };
    let root = root.get_ref();
    let value = |key: &str| root.iter().find(|(name, _)| name.get_ref() == key).map(|(_, value)| value.get_ref());
    value("stage")?;
    value("id")?.as_str().map(str::to_owned)
}

/// A plan's text under another id and name, its comments kept; none where the text is no plan.
pub fn renamed(text: &str, id: &str, name: &str) -> Option<String> {
    let (root, errors) = DeTable::parse_recoverable(text);
    let value =
        |key: &str| root.get_ref().iter().find(|(name, _)| name.get_ref() == key).map(|(_, value)| value.span());
    let mut parts = [(value("id")?, id), (value("name")?, name)];
    parts.sort_by_key(|(span, _)| std::cmp::Reverse(span.start));
    let mut text = text.to_owned();
    for (span, with) in parts {
        text.replace_range(span, &quoted(with));
    }
    errors.is_empty().then_some(text)
}

/// The text of a plan of the catalog, as its file has it: of the folder, else of the program.
pub fn text_of(id: &str, folder: Option<&Path>) -> Option<String> {
    let layers = catalog::layers(folder).ok()?;
    let is_it = |source: &&Source| id_in(&source.text).as_deref() == Some(id);
    layers.iter().rev().flatten().find(is_it).map(|source| source.text.clone())
}

/// The catalog as it would be with a plan of this text in the folder, in the place of one that stands there.
pub fn with(text: &str, id: &str, folder: &Path) -> Result<Catalog, OwnError> {
    let path = place(folder, id);
    let there = Some(folder).filter(|folder| folder.is_dir() && catalog::holds_files(folder));
    let mut layers = catalog::layers(there).map_err(|error| match error {
        catalog::LoadError::Read { path, error } => OwnError::Read(path, error),
        catalog::LoadError::Wrong(faults) => unsound(faults, id),
    })?;
    let source = Source { name: path.display().to_string(), text: text.to_owned() };
    match layers.get_mut(1) {
        Some(own) => {
            own.retain(|other| other.name != source.name);
            own.push(source);
        }
        None => layers.push(vec![source]),
    }
    catalog::parse(&layers).map_err(|faults| unsound(faults, id))
}

/// Why a catalog is not sound with a plan of this id: in a sentence where only files of the program's own speak of another.
fn unsound(faults: Faults, id: &str) -> OwnError {
    let shipped = catalog::embedded();
    let of_program = |fault: &Fault| shipped.iter().any(|source| source.name == fault.place.source.name);
    if faults.kept.iter().all(of_program) && text_of(id, None).is_some() {
        return OwnError::Name(format!(
            "the program has a plan `{id}`, and notes on lines of it that yours has not: choose another name"
        ));
    }
    let (faults, more) = faults.first(MOST_FAULTS);
    OwnError::Unsound(faults, more)
}

/// Writes a plan into a catalog folder, which is made where there is none; where it is.
pub fn write(text: &str, id: &str, folder: &Path, replace: bool) -> Result<PathBuf, OwnError> {
    let path = place(folder, id);
    let plans = disk::folder_of(&path).to_owned();
    fs::create_dir_all(&plans).map_err(|error| OwnError::Write(plans, WriteError::Io(error)))?;
    match disk::write(&path, text.as_bytes(), |there| Ok(replace && held(there)?.as_deref() == Some(id))) {
        Ok(()) => Ok(path),
        Err(WriteError::Kept) => Err(OwnError::Kept(path)),
        Err(error) => Err(OwnError::Write(path, error)),
    }
}

/// A number that a file can hold with all its digits: a sum or a product may have one more than the 28 that are read.
pub(super) fn written(value: Decimal) -> Result<Decimal, Overflow> {
    let most = 10u128.pow(28);
    (value.normalize().mantissa().unsigned_abs() < most).then_some(value).ok_or(Overflow)
}

/// A text as TOML has it, without what acts.
pub(super) fn quoted(text: &str) -> String {
    table::quoted(&clean(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_made_of_any_name() {
        let cases = [
            ("My Estimate", "my-estimate"),
            ("aws_instance.web[0]: Instance usage", "aws_instance-web-0-instance-usage"),
            ("  -- ", ""),
            ("日本語", ""),
            ("../../etc/passwd", "etc-passwd"),
            ("Ünlü", "nl"),
        ];
        for (name, id) in cases {
            assert_eq!(id_of(name), id, "{name}");
        }
        assert_eq!(id_of(&"long words ".repeat(20)), "long-words-long-words-long-words-long-words");
        assert_eq!(name_of("my-shop"), "My shop");
    }

    #[test]
    fn a_plan_is_renamed_with_its_comments() {
        let text = "# mine\nname = 'Old' # the name\nid = \"old\"\nscale = \"users\"\n";
        let new = renamed(text, "new", "New \"shop\"").unwrap();
        assert_eq!(new, "# mine\nname = 'New \"shop\"' # the name\nid = \"new\"\nscale = \"users\"\n");
        assert!(renamed("id = \"x\"", "new", "New").is_none());
    }
}

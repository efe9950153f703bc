//! Plans of one's own: what they may be called, where they stand, and how they are written there.

use crate::catalog::{self, Catalog};
use crate::disk::{self, WriteError};
use crate::faults::{Faults, Source};
use crate::text::clean;
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
    /// It would be no sound catalog with it.
    #[error("{0}")]
    Unsound(Faults),
    /// There is a file already.
    #[error("{} is there already", clean(&.0.display().to_string()))]
    Kept(PathBuf),
    /// The folder or the file can't be written, or the disk did not confirm it.
    #[error("{} is not written: {}", clean(&.0.display().to_string()), .1)]
    Write(PathBuf, io::Error),
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

/// Whether a plan may be called so: an id, and none that the catalog has unless it is to be replaced.
pub fn may_be_called(id: &str, catalog: &Catalog, folder: &Path, replace: bool) -> Result<(), OwnError> {
    let plain = |sign: char| sign.is_ascii_lowercase() || sign.is_ascii_digit() || matches!(sign, '-' | '_');
    if id.is_empty() || !id.chars().all(plain) || id.len() > 100 {
        let near = Some(id_of(id)).filter(|near| !near.is_empty());
        let near = near.map(|near| format!(": {near}")).unwrap_or_default();
        let words = format!("`{}` is no name of a plan: expected lower-case letters, digits, - and _{near}", clean(id));
        return Err(OwnError::Name(words));
    }
    if !replace && place(folder, id).exists() {
        return Err(OwnError::Kept(place(folder, id)));
    }
    if !replace && catalog.plan(id).is_some() {
        return Err(OwnError::Name(format!(
            "there is a plan `{id}` already: choose another name, or --replace stands yours before it"
        )));
    }
    Ok(())
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
    let is_it = |source: &&Source| {
        let (root, _) = DeTable::parse_recoverable(&source.text);
        let root = root.get_ref();
        let own = root.iter().find(|(name, _)| name.get_ref() == "id").and_then(|(_, value)| value.get_ref().as_str());
        own == Some(id) && root.iter().any(|(name, _)| name.get_ref() == "stage")
    };
    layers.iter().rev().flatten().find(is_it).map(|source| source.text.clone())
}

/// The catalog as it would be with a plan of this text in the folder, in the place of one that stands there.
pub fn with(text: &str, id: &str, folder: &Path) -> Result<Catalog, OwnError> {
    let path = place(folder, id);
    let there = Some(folder).filter(|folder| folder.is_dir() && catalog::holds_files(folder));
    let mut layers = catalog::layers(there).map_err(|error| match error {
        catalog::LoadError::Read { path, error } => OwnError::Write(path, error),
        catalog::LoadError::Wrong(faults) => OwnError::Unsound(faults),
    })?;
    let source = Source { name: path.display().to_string(), text: text.to_owned() };
    match layers.get_mut(1) {
        Some(own) => {
            own.retain(|other| other.name != source.name);
            own.push(source);
        }
        None => layers.push(vec![source]),
    }
    catalog::parse(&layers).map_err(OwnError::Unsound)
}

/// Writes a plan into a catalog folder, which is made where there is none; where it is.
pub fn write(text: &str, id: &str, folder: &Path, replace: bool) -> Result<PathBuf, OwnError> {
    let path = place(folder, id);
    let plans = disk::folder_of(&path).to_owned();
    fs::create_dir_all(&plans).map_err(|error| OwnError::Write(plans, error))?;
    match disk::write(&path, text.as_bytes(), |_| Ok(replace)) {
        Ok(()) => Ok(path),
        Err(WriteError::Kept) => Err(OwnError::Kept(path)),
        Err(WriteError::Io(error) | WriteError::Unsure(error)) => Err(OwnError::Write(path, error)),
    }
}

/// A text as TOML has it.
pub(super) fn quoted(text: &str) -> String {
    format!("\"{}\"", clean(text).replace('\\', "\\\\").replace('"', "\\\""))
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
        assert_eq!(new, "# mine\nname = \"New \\\"shop\\\"\" # the name\nid = \"new\"\nscale = \"users\"\n");
        assert!(renamed("id = \"x\"", "new", "New").is_none());
    }
}

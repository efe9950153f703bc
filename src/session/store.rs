//! Sessions on disk: where they are, and how they are read, listed, written whole or not at all, and renamed.

mod begin;
mod journal;
mod lock;
mod save;

pub use begin::{Begun, begin, begin_new};
pub use journal::{Held, Journal, Recovered, recover};
pub use lock::{InUse, Lock};
pub use save::{Kept, SaveError, backup_of, rename, save};

use super::Session;
use crate::catalog::Catalog;
use crate::disk;
use crate::faults::{Fault, Faults, decode};
use crate::table::LARGEST_FILE;
use crate::text::{acts, clean, nearest, shown};
use etcetera::BaseStrategy;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// A file of the folder, as the list of sessions shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// Where it is.
    pub path: PathBuf,
    /// The session's name; of a file that can't be read, the file's.
    pub name: String,
    /// The plan; empty where the file can't be read.
    pub plan: String,
    /// Its notes.
    pub notes: String,
    /// Why it can't be read.
    pub fault: Option<String>,
}

/// Why a session was not opened.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// There is no such file.
    #[error("no session at {}{}", shown(path), hint(near))]
    NotFound {
        /// Where it was looked for.
        path: PathBuf,
        /// Sessions of that folder with a like name.
        near: Vec<String>,
    },
    /// It could not be read.
    #[error("{}: {error}", shown(path))]
    Read {
        /// Which.
        path: PathBuf,
        /// Why not.
        error: io::Error,
    },
    /// What was read is wrong.
    #[error(transparent)]
    Wrong(#[from] Faults),
}

/// A hidden file beside a session's: `.name.toml.lock`. One for all links to it. None for a path without a name.
fn beside(session: &Path, kind: &str) -> Option<PathBuf> {
    let session = disk::target(session).unwrap_or_else(|_| session.to_owned());
    let name = session.file_name()?.to_string_lossy().into_owned();
    Some(session.with_file_name(format!(".{name}.{kind}")))
}

fn hint(near: &[String]) -> String {
    let names: Vec<String> = near.iter().map(|name| format!("`{name}`")).collect();
    if names.is_empty() { String::new() } else { format!("; did you mean {}?", names.join(" or ")) }
}

/// Where sessions are: what the user named, else `./saves` if it is there, else in the user's data folder.
pub fn folder(given: Option<PathBuf>) -> PathBuf {
    let here = PathBuf::from("saves");
    if let Some(given) = given.filter(|given| !given.as_os_str().is_empty()) {
        return given;
    }
    if here.is_dir() {
        return here;
    }
    etcetera::choose_base_strategy().map_or(here, |base| base.data_dir().join("costtui").join("saves"))
}

/// The file for a session of this name: lower-case, dashes for what is neither letter nor digit. None for a name that
/// has neither.
pub fn path_of(folder: &Path, name: &str) -> Option<PathBuf> {
    let mut file = String::new();
    for c in name.chars().filter(|c| !matches!(c, ',' | '\'' | '’' | '$')).flat_map(char::to_lowercase) {
        if file.len() >= 200 {
            break; // file systems take 255 bytes
        }
        match c.is_alphanumeric() && !acts(c) {
            true => file.push(c),
            false if !file.is_empty() && !file.ends_with('-') => file.push('-'),
            false => {}
        }
    }
    let file = file.trim_end_matches('-');
    (!file.is_empty()).then(|| folder.join(format!("{file}.toml")))
}

/// The file that a user means by a word: a path if it looks like one, else the session of that name; where there is none, the
/// file of that path, or a session of that name in the current folder.
pub fn find(folder: &Path, word: impl AsRef<Path>) -> PathBuf {
    let given = word.as_ref();
    let word = given.to_string_lossy();
    if word.contains(std::path::MAIN_SEPARATOR) || word.ends_with(".toml") {
        return given.to_owned();
    }
    let there = path_of(folder, &word).unwrap_or_else(|| folder.join(given));
    if there.exists() {
        return there;
    }
    let here = [given.to_owned(), PathBuf::from(format!("{word}.toml"))];
    here.into_iter().find(|file| file.is_file()).unwrap_or(there)
}

/// The first path of this name that is free, from a number on: `plan.toml`, `plan-2.toml`, `plan-3.toml`…; with the name that goes
/// with it, so that no two in a list are twins: `Plan`, `Plan 2`…
pub fn free(folder: &Path, name: &str, from: usize) -> Option<(PathBuf, String)> {
    let first = path_of(folder, name)?;
    let stem = first.file_stem()?.to_string_lossy().into_owned();
    let numbered = |n: usize| match n {
        1 => (first.clone(), name.to_owned()),
        n => (folder.join(format!("{stem}-{n}.toml")), format!("{name} {n}")),
    };
    (from..=10_000).map(numbered).find(|(path, _)| fs::symlink_metadata(path).is_err())
}

/// The sessions of a folder in the order of their file names, those that can't be read among them.
pub fn list(folder: &Path, catalog: &Catalog) -> Vec<Listed> {
    files(folder).into_iter().map(|path| listed(path, catalog)).collect()
}

/// The names by which the sessions of a folder are opened.
pub fn names(folder: &Path) -> Vec<String> {
    files(folder).iter().map(|path| stem(path)).collect()
}

fn listed(path: PathBuf, catalog: &Catalog) -> Listed {
    match open(&path, catalog) {
        Ok((session, _)) => {
            let plan = session.scenario().plan.clone();
            Listed { path, name: session.name, plan, notes: session.notes, fault: None }
        }
        Err(error) => {
            let words = match &error {
                OpenError::Wrong(faults) => faults.kept.first().map_or_else(String::new, first_words),
                other => other.to_string(),
            };
            Listed { name: stem(&path), path, plan: String::new(), notes: String::new(), fault: Some(words) }
        }
    }
}

fn first_words(fault: &Fault) -> String {
    let (line, column) = fault.place.line_column();
    clean(&format!("line {line}, column {column}: {}: {}", fault.title, fault.label))
}

fn stem(path: &Path) -> String {
    clean(&path.file_stem().unwrap_or_default().to_string_lossy())
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let mut paths: Vec<PathBuf> = entries.filter_map(Result::ok).map(|entry| entry.path()).collect();
    paths.retain(|path| path.extension().is_some_and(|ext| ext == "toml") && !disk::is_hidden(path));
    paths.sort();
    paths
}

/// Reads a session, and the bytes it was read from: [`save`] wants them back. The file is not touched.
pub fn open(path: &Path, catalog: &Catalog) -> Result<(Session, Vec<u8>), OpenError> {
    let bytes = disk::read(path, LARGEST_FILE).map_err(|error| match error.kind() {
        io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => {
            let known: Vec<String> = files(path.parent().unwrap_or(Path::new("."))).iter().map(|p| stem(p)).collect();
            let near = nearest(&stem(path), known.iter().map(String::as_str));
            OpenError::NotFound { path: path.to_owned(), near: near.into_iter().map(str::to_owned).collect() }
        }
        _ => OpenError::Read { path: path.to_owned(), error },
    })?;
    let source = Arc::new(decode(&path.display().to_string(), bytes.clone())?);
    Ok((Session::from_toml(&source, catalog)?, bytes))
}

/// Whether a file holds exactly these bytes now.
pub(super) fn holds(path: &Path, bytes: &[u8]) -> bool {
    disk::read(path, LARGEST_FILE).is_ok_and(|there| there == bytes)
}

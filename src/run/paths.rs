//! Names of files as they are typed: `~/` before them, and what completes them.

use crate::disk;
use std::path::{Path, PathBuf};

/// The name of a file as far as all that begin like it are alike; a folder that is the only one gets its `/`.
pub(super) fn complete(text: &str) -> String {
    let path = at_home(text);
    let (folder, begin) = match text.is_empty() || text.ends_with('/') {
        true => (if text.is_empty() { Path::new(".") } else { path.as_path() }, String::new()),
        false => (disk::folder_of(&path), path.file_name().unwrap_or_default().to_string_lossy().into_owned()),
    };
    let named = |entry: std::fs::DirEntry| {
        let name = entry.file_name().into_string().ok()?;
        let slash = if entry.path().is_dir() { "/" } else { "" };
        let hidden = name.starts_with('.') && begin.is_empty();
        (name.starts_with(&begin) && !hidden && !name.chars().any(crate::text::acts)).then(|| name + slash)
    };
    let mut names = std::fs::read_dir(folder).into_iter().flatten().filter_map(Result::ok).filter_map(named);
    let Some(first) = names.next() else { return text.to_owned() };
    let alike = |a: String, b: String| a.chars().zip(b.chars()).take_while(|(a, b)| a == b).map(|(a, _)| a).collect();
    let common: String = names.fold(first, alike);
    format!("{}{common}", text.strip_suffix(begin.as_str()).unwrap_or_default())
}

/// `~/` is the user's home, as in a shell.
pub(super) fn at_home(file: &str) -> PathBuf {
    let home = file.strip_prefix("~/").and_then(|rest| Some(etcetera::home_dir().ok()?.join(rest)));
    home.unwrap_or_else(|| PathBuf::from(file))
}

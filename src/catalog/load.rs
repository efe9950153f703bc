//! The files of a catalog: those in the binary, and those of a folder over them.

use super::{Catalog, parse};
use crate::disk;
use crate::faults::{Faults, Source, decode};
use crate::table::{self, Collected};
use std::path::{Path, PathBuf};
use std::{fs, io};

include!(concat!(env!("OUT_DIR"), "/embedded_catalog.rs"));

/// Why there is no catalog.
#[derive(Debug, thiserror::Error)]
pub enum LoadError {
    /// A folder or file could not be read.
    #[error("{}: {error}", crate::text::shown(path))]
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

/// The catalog in the binary, with the TOML files of `folder` over it.
pub fn load(folder: Option<&Path>) -> Result<Catalog, LoadError> {
    Ok(parse(&layers(folder)?)?)
}

/// The files of the catalog in the binary, and those of `folder` over them.
pub fn layers(folder: Option<&Path>) -> Result<Vec<Vec<Source>>, LoadError> {
    let mut layers = vec![embedded()];
    if let Some(folder) = folder {
        layers.push(read_folder(folder)?);
    }
    Ok(layers)
}

/// The files compiled into the binary, named as they stand in the repository.
pub fn embedded() -> Vec<Source> {
    let source = |(name, text): &(&str, &str)| Source { name: (*name).to_owned(), text: (*text).to_owned() };
    EMBEDDED.iter().map(source).collect()
}

/// The TOML files of a folder: `*.toml`, and those of its `plans`, `cards` and `notes`, in the order of their names; not the
/// hidden ones.
fn read_folder(folder: &Path) -> Result<Vec<Source>, LoadError> {
    let failed = |path: &Path| {
        let path = path.to_owned();
        move |error| LoadError::Read { path, error }
    };
    let (mut sources, wrong) = (Vec::new(), Collected::default());
    for path in files(folder)? {
        let bytes = disk::read(&path, table::LARGEST_FILE).map_err(failed(&path))?;
        match decode(&path.display().to_string(), bytes) {
            Ok(source) => sources.push(source),
            Err(faults) => faults.kept.into_iter().for_each(|fault| wrong.push(fault)),
        }
    }
    if sources.is_empty() && wrong.is_empty() {
        let words = "a catalog folder without a TOML file in it, in its plans, cards or notes";
        return Err(failed(folder)(io::Error::new(io::ErrorKind::NotFound, words)));
    }
    Ok(table::sound(sources, wrong)?)
}

/// Whether a folder holds anything of a catalog, or can't be read to tell.
pub fn holds_files(folder: &Path) -> bool {
    !matches!(files(folder), Ok(files) if files.is_empty())
}

fn files(folder: &Path) -> Result<Vec<PathBuf>, LoadError> {
    let mut files = Vec::new();
    for part in [folder.to_owned(), folder.join("plans"), folder.join("cards"), folder.join("notes")] {
        if part != folder && !part.is_dir() {
            continue;
        }
        let entries = fs::read_dir(&part).map_err(|error| LoadError::Read { path: part.clone(), error })?;
        let mut paths: Vec<PathBuf> = entries.filter_map(Result::ok).map(|entry| entry.path()).collect();
        paths.retain(|path| path.extension().is_some_and(|ext| ext == "toml") && !disk::is_hidden(path));
        paths.sort();
        files.extend(paths);
    }
    Ok(files)
}

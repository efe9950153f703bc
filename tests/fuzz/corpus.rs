//! The inputs that a target begins from.

use crate::{Target, bills};
use std::fs;
use std::path::{Path, PathBuf};

fn repository(path: &str) -> PathBuf {
    // The keys that are tried may save and export: the folder that is worked in is another.
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// The folder of a target's corpus.
pub fn folder(target: &str) -> PathBuf {
    repository("tests/fuzz/corpus").join(target)
}

fn files(path: PathBuf) -> Vec<(PathBuf, Vec<u8>)> {
    let mut paths = match path.is_dir() {
        true => fs::read_dir(&path).unwrap().map(|entry| entry.unwrap().path()).filter(|path| path.is_file()).collect(),
        false => vec![path],
    };
    paths.sort();
    paths.into_iter().map(|path| (path.clone(), fs::read(&path).unwrap())).collect()
}

/// Its corpus, in the order of the names.
pub fn own(target: &Target) -> Vec<(PathBuf, Vec<u8>)> {
    let mut own = files(folder(target.name));
    if target.name == "bill-parquet" {
        own.extend(bills::columns().into_iter().map(|(name, bytes)| (PathBuf::from(name), bytes)));
    }
    own
}

/// All that it begins from.
pub fn inputs(target: &Target) -> Vec<Vec<u8>> {
    let more = target.more.iter().flat_map(|path| files(repository(path)));
    own(target).into_iter().chain(more).map(|(_, bytes)| bytes).collect()
}

/// A file of the repository that inputs are read beside.
pub fn beside(name: &str) -> String {
    fs::read_to_string(repository("tests/fuzz/base").join(name)).unwrap()
}

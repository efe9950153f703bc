//! Writing a session: whole or not at all, never over what somebody else wrote, and confirmed by the disk.

use super::InUse;
use crate::disk::{self, WriteError, says};
use crate::table::LARGEST_FILE;
use crate::text::shown;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

/// What is kept of the file that a save replaces.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kept {
    /// It as it was when it was opened, as `name.toml.bak`: one generation.
    Opened,
    /// It as an older format has it, as `name.toml.v1`: for ever.
    Format(u64),
}

impl Kept {
    fn keep(self, target: &Path) -> io::Result<()> {
        match self {
            Kept::Opened => disk::keep_as(target, &named(target, BACKUP)),
            Kept::Format(number) => {
                let to = named(target, &format!(".v{number}"));
                if to.exists() { Ok(()) } else { disk::keep_as(target, &to) }
            }
        }
    }
}

/// The ending of a backup.
const BACKUP: &str = ".bak";

fn named(target: &Path, ending: &str) -> PathBuf {
    let mut name = target.as_os_str().to_owned();
    name.push(ending);
    PathBuf::from(name)
}

/// The backup of a session's file, where there is one.
pub fn backup_of(path: &Path) -> Option<PathBuf> {
    let backup = named(&disk::target(path).ok()?, BACKUP);
    backup.is_file().then_some(backup)
}

/// Why a session was not saved. The file is as it was before, but for [`SaveError::Unsure`].
#[derive(Debug, thiserror::Error)]
pub enum SaveError {
    /// The file no longer holds what was read from it or last written to it, or is there where none was.
    #[error("{} was changed outside: not overwritten", shown(path))]
    Changed {
        /// Which.
        path: PathBuf,
    },
    /// It is open in another program.
    #[error("{} is {in_use}", shown(path))]
    InUse {
        /// Which.
        path: PathBuf,
        /// Where.
        in_use: InUse,
    },
    /// It could not be written.
    #[error("{} is not saved: {error}", shown(path))]
    Io {
        /// Which.
        path: PathBuf,
        /// Why not.
        error: io::Error,
    },
    /// It is written, but the disk did not confirm it.
    #[error("{} is written, but the disk does not confirm it: {error}", shown(path))]
    Unsure {
        /// Which.
        path: PathBuf,
        /// What the disk said.
        error: io::Error,
        /// What the file holds now.
        written: Vec<u8>,
    },
}

impl SaveError {
    /// Why, without the path, for where that stands by itself.
    pub fn why(&self) -> String {
        match self {
            SaveError::Changed { .. } => "it was changed outside and is not overwritten".to_owned(),
            SaveError::InUse { in_use, .. } => in_use.to_string(),
            SaveError::Io { error, .. } => error.to_string(),
            SaveError::Unsure { error, .. } => format!("the disk does not confirm it: {error}"),
        }
    }
}

/// Writes a session in place of the file that held `loaded`, or where there is no file, as [`disk::write`] does. Returns
/// what the file holds now.
///
/// What the file held before is kept first where that is wanted.
pub fn save(path: &Path, text: &str, loaded: Option<&[u8]>, kept: Option<Kept>) -> Result<Vec<u8>, SaveError> {
    let failed = |error| SaveError::Io { path: path.to_owned(), error };
    if text.len() > LARGEST_FILE {
        return Err(failed(says(ErrorKind::FileTooLarge, "larger than 8 MiB")));
    }
    disk::make_folder(disk::folder_of(path)).map_err(failed)?;
    let written = text.as_bytes().to_vec();
    let replaced = |target: &Path| {
        let ours = holds(target, loaded, text)?;
        if let Some(kept) = kept.filter(|_| ours) {
            kept.keep(target)?;
        }
        Ok(ours)
    };
    match disk::write(path, &written, replaced) {
        Ok(()) => Ok(written),
        Err(WriteError::Kept) => Err(SaveError::Changed { path: path.to_owned() }),
        Err(WriteError::Io(error)) => Err(failed(error)),
        Err(WriteError::Unsure(error)) => Err(SaveError::Unsure { path: path.to_owned(), error, written }),
    }
}

/// Whether the file holds what it is supposed to hold, or already what is to be written.
fn holds(target: &Path, loaded: Option<&[u8]>, text: &str) -> io::Result<bool> {
    let there = match disk::read(target, LARGEST_FILE) {
        Ok(there) => there,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(true),
        Err(error) if error.kind() == ErrorKind::FileTooLarge => return Ok(false),
        Err(error) => return Err(error),
    };
    Ok(Some(there.as_slice()) == loaded || there == text.as_bytes())
}

/// Gives a session's file another name; a file that has that name already stays.
pub fn rename(from: &Path, to: &Path) -> Result<(), SaveError> {
    let failed = |error| SaveError::Io { path: to.to_owned(), error };
    if from == to {
        return Ok(());
    }
    disk::rename_new(from, to).map_err(|error| match error.kind() {
        ErrorKind::AlreadyExists => failed(says(ErrorKind::AlreadyExists, "there is a session of this name")),
        _ => failed(error),
    })?;
    disk::confirm(disk::folder_of(to)).map_err(failed)
}

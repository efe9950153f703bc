//! Writing a session: whole or not at all, never over what somebody else wrote, and confirmed by the disk.

use super::shown;
use crate::disk::{self, WriteError, says};
use crate::table::LARGEST_FILE;
use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

/// Why a session was not saved. The file is as it was before, but for [`SaveError::Unsure`].
#[derive(Debug, thiserror::Error)]
pub enum SaveError {
    /// The file no longer holds what was read from it or last written to it, or is there where none was.
    #[error("{} was changed outside: not overwritten", shown(path))]
    Changed {
        /// Which.
        path: PathBuf,
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

/// Writes a session in place of the file that held `loaded`, or where there is no file, as [`disk::write`] does. Returns
/// what the file holds now.
pub fn save(path: &Path, text: &str, loaded: Option<&[u8]>) -> Result<Vec<u8>, SaveError> {
    let failed = |error| SaveError::Io { path: path.to_owned(), error };
    if text.len() > LARGEST_FILE {
        return Err(failed(says(ErrorKind::FileTooLarge, "larger than 8 MiB")));
    }
    fs::create_dir_all(disk::folder_of(path)).map_err(failed)?;
    let written = text.as_bytes().to_vec();
    match disk::write(path, &written, |target| holds(target, loaded, text)) {
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
    match fs::hard_link(from, to) {
        Ok(()) => fs::remove_file(from).map_err(failed)?,
        Err(error) if error.kind() == ErrorKind::AlreadyExists => {
            return Err(failed(says(ErrorKind::AlreadyExists, "there is a session of this name")));
        }
        Err(error) if fs::symlink_metadata(from).is_err() => return Err(failed(error)),
        Err(_) if fs::symlink_metadata(to).is_ok() => {
            return Err(failed(says(ErrorKind::AlreadyExists, "there is a session of this name")));
        }
        Err(_) => fs::rename(from, to).map_err(failed)?, // a file system without hard links
    }
    disk::confirm(disk::folder_of(to)).map_err(failed)
}

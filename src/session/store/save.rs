//! Writing a session: whole or not at all, never over what somebody else wrote, and confirmed by the disk.

use super::{says, shown};
use crate::table::LARGEST_FILE;
use std::fs::{self, File, Metadata};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};
use tempfile::NamedTempFile;

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

/// Writes a session in place of the file that held `loaded`, or where there is no file. Returns what the file holds now.
///
/// A temporary file in the same folder is written, confirmed and renamed; then the folder is confirmed. A link stays a
/// link, and the mode of the file stays. Whatever fails before the rename leaves the old file byte for byte.
pub fn save(path: &Path, text: &str, loaded: Option<&[u8]>) -> Result<Vec<u8>, SaveError> {
    let failed = |error| SaveError::Io { path: path.to_owned(), error };
    if text.len() > LARGEST_FILE {
        return Err(failed(says(ErrorKind::FileTooLarge, "larger than 8 MiB")));
    }
    let target = target(path).map_err(failed)?;
    let folder = match target.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    };
    fs::create_dir_all(folder).map_err(failed)?;
    let old = writable(&target).map_err(failed)?;
    let beside = write_beside(folder, text, old.as_ref()).map_err(failed)?;
    // As near to the rename as can be.
    if old.is_some() && !holds(&target, loaded, text).map_err(failed)? {
        return Err(SaveError::Changed { path: path.to_owned() });
    }
    let renamed = if old.is_some() { beside.persist(&target) } else { beside.persist_noclobber(&target) };
    match renamed {
        Ok(_) => {}
        Err(refused) if refused.error.kind() == ErrorKind::AlreadyExists => {
            return Err(SaveError::Changed { path: path.to_owned() });
        }
        Err(refused) => return Err(failed(plain(&refused.error))),
    }
    let written = text.as_bytes().to_vec();
    match confirm(folder) {
        Ok(()) => Ok(written),
        Err(error) => Err(SaveError::Unsure { path: path.to_owned(), error, written }),
    }
}

/// The file itself where the path is a link to it.
fn target(path: &Path) -> io::Result<PathBuf> {
    match fs::symlink_metadata(path) {
        Ok(meta) if meta.is_symlink() => fs::canonicalize(path),
        _ => Ok(path.to_owned()),
    }
}

/// What is there now, if it may be replaced.
fn writable(target: &Path) -> io::Result<Option<Metadata>> {
    let old = match fs::metadata(target) {
        Ok(old) => old,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(error),
    };
    if !old.is_file() {
        return Err(says(ErrorKind::InvalidInput, "not a regular file"));
    }
    if old.permissions().readonly() {
        return Err(says(ErrorKind::PermissionDenied, "the file is read-only"));
    }
    Ok(Some(old))
}

fn write_beside(folder: &Path, text: &str, old: Option<&Metadata>) -> io::Result<NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".").suffix(".tmp");
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(if old.is_some() { 0o600 } else { 0o666 }));
    let mut beside = builder.tempfile_in(folder).map_err(|error| plain(&error))?;
    beside.write_all(text.as_bytes()).map_err(|error| plain(&error))?;
    if let Some(old) = old {
        like(beside.as_file(), old)?;
    }
    beside.as_file().sync_all()?;
    Ok(beside)
}

/// Owner and mode of the file that is replaced.
fn like(file: &File, old: &Metadata) -> io::Result<()> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::{MetadataExt, fchown};
        let _ = fchown(file, Some(old.uid()), Some(old.gid())); // only root may give a file away; others keep their own
    }
    file.set_permissions(old.permissions())
}

/// Whether the file holds what it is supposed to hold, or already what is to be written.
fn holds(target: &Path, loaded: Option<&[u8]>, text: &str) -> io::Result<bool> {
    let there = match super::read(target) {
        Ok(there) => there,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(true),
        Err(error) if error.kind() == ErrorKind::FileTooLarge => return Ok(false),
        Err(error) => return Err(error),
    };
    Ok(Some(there.as_slice()) == loaded || there == text.as_bytes())
}

/// The error without the temporary file's name, so that the same trouble is told in the same words.
fn plain(error: &io::Error) -> io::Error {
    error.raw_os_error().map_or_else(|| io::Error::from(error.kind()), io::Error::from_raw_os_error)
}

/// Has the disk confirm the names in a folder. A file system that can't say is taken at its word.
fn confirm(folder: &Path) -> io::Result<()> {
    let Ok(opened) = File::open(folder) else { return Ok(()) };
    match opened.sync_all() {
        Err(error) if !matches!(error.kind(), ErrorKind::InvalidInput | ErrorKind::Unsupported) => Err(error),
        _ => Ok(()),
    }
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
    confirm(to.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))).map_err(failed)
}

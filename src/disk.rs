//! Files: read up to a limit, and written whole or not at all, never over what may not be replaced.

use crate::text::clean;
use std::fs::{self, File, Metadata};
use std::io::{self, ErrorKind, Read, Write};
use std::path::{Path, PathBuf};
use tempfile::NamedTempFile;

/// Why a file was not written. It is as it was before, but for [`WriteError::Unsure`].
#[derive(Debug)]
pub enum WriteError {
    /// There is a file that may not be replaced.
    Kept,
    /// It could not be written.
    Io(io::Error),
    /// It is written, but the disk did not confirm it.
    Unsure(io::Error),
}

impl WriteError {
    /// What to say of it.
    pub fn words(&self, path: &Path) -> String {
        let path = clean(&path.display().to_string());
        match self {
            WriteError::Kept => format!("{path} is there already"),
            WriteError::Io(error) => format!("{path} is not written: {error}"),
            WriteError::Unsure(error) => format!("{path} is written, but the disk does not confirm it: {error}"),
        }
    }
}

/// A regular file of at most so many bytes.
pub fn read(path: &Path, most: usize) -> io::Result<Vec<u8>> {
    if !fs::metadata(path)?.is_file() {
        return Err(says(ErrorKind::InvalidInput, "not a regular file"));
    }
    let mut bytes = Vec::new();
    File::open(path)?.take(most as u64 + 1).read_to_end(&mut bytes)?;
    match bytes.len() > most {
        true => Err(says(ErrorKind::FileTooLarge, &format!("larger than {} MiB", most >> 20))),
        false => Ok(bytes),
    }
}

/// Writes a file; where there is one already, only if it may be replaced, which is asked as late as can be.
///
/// A temporary file in the same folder is written, confirmed and renamed; then the folder is confirmed. A link stays a
/// link, and the mode of the file stays. Whatever fails before the rename leaves the old file byte for byte.
pub fn write(path: &Path, bytes: &[u8], may_replace: impl FnOnce(&Path) -> io::Result<bool>) -> Result<(), WriteError> {
    let target = target(path).map_err(WriteError::Io)?;
    let folder = folder_of(&target);
    fs::metadata(folder).map_err(WriteError::Io)?; // in the system's own words
    let old = replaceable(&target).map_err(WriteError::Io)?;
    let beside = write_beside(folder, bytes, old.as_ref()).map_err(WriteError::Io)?;
    if old.is_some() && !may_replace(&target).map_err(WriteError::Io)? {
        return Err(WriteError::Kept);
    }
    let renamed = if old.is_some() { beside.persist(&target) } else { beside.persist_noclobber(&target) };
    match renamed {
        Ok(_) => confirm(folder).map_err(WriteError::Unsure),
        Err(refused) if refused.error.kind() == ErrorKind::AlreadyExists => Err(WriteError::Kept),
        Err(refused) => Err(WriteError::Io(plain(&refused.error))),
    }
}

/// Writes files into a folder, which is made where there is none; over files that are there only with `replace`. None is
/// written where one may not be: all of those are named.
pub fn write_files(folder: &Path, files: &[(&str, String)], replace: bool) -> Result<(), Vec<(PathBuf, WriteError)>> {
    let paths = files.iter().map(|(name, _)| folder.join(name));
    let kept: Vec<_> =
        paths.clone().filter(|path| path.exists() && !replace).map(|path| (path, WriteError::Kept)).collect();
    if !kept.is_empty() {
        return Err(kept);
    }
    fs::create_dir_all(folder).map_err(|error| vec![(folder.to_owned(), WriteError::Io(error))])?;
    for (path, (_, text)) in paths.zip(files) {
        write(&path, text.as_bytes(), |_| Ok(replace)).map_err(|error| vec![(path, error)])?;
    }
    Ok(())
}

/// Whether a path names a folder: it is one, or ends as one.
pub fn is_folder(path: &Path) -> bool {
    path.is_dir() || path.to_string_lossy().ends_with(std::path::is_separator)
}

/// The folder that a path stands in.
pub fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// Has the disk confirm the names in a folder. A file system that can't say is taken at its word.
pub fn confirm(folder: &Path) -> io::Result<()> {
    let Ok(opened) = File::open(folder) else { return Ok(()) };
    match opened.sync_all() {
        Err(error) if !matches!(error.kind(), ErrorKind::InvalidInput | ErrorKind::Unsupported) => Err(error),
        _ => Ok(()),
    }
}

/// An error in words of ours.
pub fn says(kind: ErrorKind, words: &str) -> io::Error {
    io::Error::new(kind, words.to_owned())
}

/// The file itself where the path is a link to it.
fn target(path: &Path) -> io::Result<PathBuf> {
    match fs::symlink_metadata(path) {
        Ok(meta) if meta.is_symlink() => fs::canonicalize(path),
        _ => Ok(path.to_owned()),
    }
}

/// What is there now, if it may be replaced.
fn replaceable(target: &Path) -> io::Result<Option<Metadata>> {
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

fn write_beside(folder: &Path, bytes: &[u8], old: Option<&Metadata>) -> io::Result<NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".").suffix(".tmp");
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(if old.is_some() { 0o600 } else { 0o666 }));
    let mut beside = builder.tempfile_in(folder).map_err(|error| plain(&error))?;
    beside.write_all(bytes).map_err(|error| plain(&error))?;
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

/// The error without the temporary file's name, so that the same trouble is told in the same words.
fn plain(error: &io::Error) -> io::Error {
    error.raw_os_error().map_or_else(|| io::Error::from(error.kind()), io::Error::from_raw_os_error)
}

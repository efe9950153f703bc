//! Files: read up to a limit, and written whole or not at all, never over what may not be replaced.

mod beside;
mod folder;

pub use beside::{keep_as, open_own, sweep};
pub use folder::{Folder, confirm, folder_of, make_folder};

use crate::text::shown;
use std::fs::{self, File, Metadata};
use std::io::{self, ErrorKind, Read};
use std::path::{Path, PathBuf};

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
        let path = shown(path);
        match self {
            WriteError::Kept => format!("{path} is there already"),
            WriteError::Io(error) => format!("{path} is not written: {error}"),
            WriteError::Unsure(error) => format!("{path} is written, but the disk does not confirm it: {error}"),
        }
    }
}

/// A regular file of at most so many bytes.
pub fn read(path: &Path, most: usize) -> io::Result<Vec<u8>> {
    let file = open_regular(path)?;
    let bytes = file.metadata()?.len();
    let too_large = || says(ErrorKind::FileTooLarge, &format!("larger than {} MiB", most >> 20));
    if bytes > most as u64 {
        return Err(too_large());
    }
    let mut bytes = Vec::with_capacity(bytes as usize);
    file.take(most as u64 + 1).read_to_end(&mut bytes)?; // it may have grown
    if bytes.len() > most { Err(too_large()) } else { Ok(bytes) }
}

/// A regular file to read. What is none is not opened: a device may act on that. What became another meanwhile is not waited for:
/// a pipe would block until somebody writes to it.
pub fn open_regular(path: &Path) -> io::Result<File> {
    let none = || says(ErrorKind::InvalidInput, "not a regular file");
    if !fs::metadata(path)?.is_file() {
        return Err(none());
    }
    let mut options = File::options();
    options.read(true);
    #[cfg(unix)]
    {
        use rustix::fs::OFlags;
        let at_once = OFlags::NONBLOCK | OFlags::NOCTTY;
        std::os::unix::fs::OpenOptionsExt::custom_flags(
            &mut options,
            i32::try_from(at_once.bits()).unwrap_or_default(),
        );
    }
    let file = options.open(path)?;
    if file.metadata()?.is_file() { Ok(file) } else { Err(none()) }
}

/// Writes a file; where there is one already, only if it may be replaced, which is asked as late as can be.
///
/// A temporary file in the same folder is written, confirmed by the disk, read back and renamed; then the folder is
/// confirmed. A link stays a link, owner and mode of the file stay. Whatever fails before the rename leaves the old file
/// byte for byte.
pub fn write(path: &Path, bytes: &[u8], may_replace: impl FnOnce(&Path) -> io::Result<bool>) -> Result<(), WriteError> {
    let target = target(path).map_err(WriteError::Io)?;
    // Opened first: nothing that runs out meanwhile stands between the rename and its confirmation.
    let folder = Folder::open(folder_of(&target)).map_err(WriteError::Io)?;
    let old = replaceable(&target).map_err(WriteError::Io)?;
    let beside = beside::write(&target, bytes, old.as_ref()).map_err(WriteError::Io)?;
    if old.is_some() && !may_replace(&target).map_err(WriteError::Io)? {
        return Err(WriteError::Kept);
    }
    let renamed = if old.is_some() { beside.persist(&target) } else { beside.persist_noclobber(&target) };
    match renamed {
        Ok(_) => folder.confirm().map_err(WriteError::Unsure),
        Err(refused) if refused.error.kind() == ErrorKind::AlreadyExists => Err(WriteError::Kept),
        Err(refused) => Err(WriteError::Io(refused.error)),
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

/// Whether a name begins with a dot: what editors and systems put beside files of people.
pub fn is_hidden(path: &Path) -> bool {
    path.file_name().is_some_and(|name| name.as_encoded_bytes().starts_with(b"."))
}

/// Gives a file another name, in one step, where none has that name.
pub fn rename_new(from: &Path, to: &Path) -> io::Result<()> {
    #[cfg(any(target_os = "linux", target_os = "macos"))]
    {
        use rustix::fs::{CWD, RenameFlags, renameat_with};
        use rustix::io::Errno;
        match renameat_with(CWD, from, CWD, to, RenameFlags::NOREPLACE) {
            Err(Errno::INVAL | Errno::NOSYS | Errno::NOTSUP) => {} // a file system that knows no such rename
            done => return Ok(done?),
        }
    }
    rename_by_link(from, to)
}

/// The same where the system has no such rename, or the file system none.
fn rename_by_link(from: &Path, to: &Path) -> io::Result<()> {
    match fs::hard_link(from, to) {
        Ok(()) => fs::remove_file(from),
        Err(error) if error.kind() == ErrorKind::AlreadyExists || fs::symlink_metadata(from).is_err() => Err(error),
        Err(_) if fs::symlink_metadata(to).is_ok() => Err(ErrorKind::AlreadyExists.into()),
        Err(_) => fs::rename(from, to), // a file system without hard links
    }
}

/// An error in words of ours.
pub fn says(kind: ErrorKind, words: &str) -> io::Error {
    io::Error::new(kind, words.to_owned())
}

/// The file itself where the path is a link to it.
pub fn target(path: &Path) -> io::Result<PathBuf> {
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
    // A rename asks only the folder. The file is asked too, as if it were written in its place.
    File::options().write(true).open(target)?;
    if beside::has_other_names(target, &old) {
        let words = "it has another name too (a hard link), which would keep the old text";
        return Err(says(ErrorKind::InvalidInput, words));
    }
    Ok(Some(old))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_such_a_rename_a_file_gets_a_name_that_is_free_by_a_link() {
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| folder.path().join(name);
        let kind = |from: &str, to: &str| rename_by_link(&path(from), &path(to)).map_err(|error| error.kind());
        fs::write(path("one"), "1").unwrap();
        fs::write(path("two"), "2").unwrap();
        assert_eq!(kind("one", "two"), Err(ErrorKind::AlreadyExists));
        assert_eq!((kind("none", "two"), kind("none", "other")), (Err(ErrorKind::NotFound), Err(ErrorKind::NotFound)));
        assert_eq!(kind("one", "other"), Ok(()));
        assert!(!path("one").exists());
        assert_eq!((fs::read(path("two")).unwrap(), fs::read(path("other")).unwrap()), (b"2".to_vec(), b"1".to_vec()));
        // What takes no second name, as folders do not.
        fs::create_dir(path("folder")).unwrap();
        assert_eq!(kind("folder", "two"), Err(ErrorKind::AlreadyExists));
        assert_eq!(kind("folder", "moved"), Ok(()));
        assert!(path("moved").is_dir() && !path("folder").exists());
    }
}

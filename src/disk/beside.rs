//! The files of the program's own that stand beside somebody's: those that are being written, and what they leave.

use super::{folder_of, says};
use std::fs::{self, File, Metadata, OpenOptions};
use std::io::{self, ErrorKind, Read, Seek, Write};
use std::path::Path;
use std::time::Duration;
use tempfile::{Builder, NamedTempFile};

/// What the name of a file that is being written begins with.
const PREFIX: &str = ".costtui-";

/// What it ends with.
const SUFFIX: &str = ".tmp";

/// Nothing takes so long to write.
const ABANDONED: Duration = Duration::from_secs(60);

/// The beginning of the names that are for the writing of one file: however long its own, these fit.
fn prefix(target: &Path) -> String {
    let name = target.file_name().unwrap_or_default();
    format!("{PREFIX}{:08x}-", crc32fast::hash(name.as_encoded_bytes()))
}

/// A file of the program's own, opened for reading and writing, and made where there is none: never through a link that
/// somebody laid there, and nothing but a file.
pub fn open_own(path: &Path, mode: u32) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.read(true).write(true).create(true).truncate(false);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        let unled = rustix::fs::OFlags::NOFOLLOW | rustix::fs::OFlags::NONBLOCK; // a pipe would wait for its reader
        options.mode(mode).custom_flags(i32::try_from(unled.bits()).unwrap_or_default());
    }
    let open = |options: &OpenOptions| options.open(path);
    let file = match open(&options) {
        // Another user's; reading is enough for a lock.
        Err(error) if error.kind() == ErrorKind::PermissionDenied => open(options.write(false).create(false))?,
        opened => opened?,
    };
    let meta = file.metadata()?;
    if !meta.is_file() || names_of(&meta) > 1 {
        return Err(says(ErrorKind::InvalidInput, "not a file of the program's own"));
    }
    Ok(file)
}

/// Something new in a folder under a name that is for the writing of a file, which goes with what is returned.
fn made<T>(target: &Path, folder: &Path, make: impl Fn(&Path) -> io::Result<T>) -> io::Result<NamedTempFile<T>> {
    let mut why = None;
    let noted = |path: &Path| make(path).inspect_err(|error| why = error.raw_os_error());
    let made = Builder::new().prefix(&prefix(target)).suffix(SUFFIX).make_in(folder, noted);
    // In the system's words, without the name that nobody knows: the same trouble is told in the same words.
    made.map_err(|error| why.map_or_else(|| error.kind().into(), io::Error::from_raw_os_error))
}

/// A new file that only its owner reads as long as it has not the mode of another.
fn new_file(path: &Path, private: bool) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.read(true).write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, if private { 0o600 } else { 0o666 });
    options.open(path)
}

/// Bytes in a temporary file beside the one they are for, with its owner and mode, confirmed by the disk and read back.
pub(super) fn write(target: &Path, bytes: &[u8], old: Option<&Metadata>) -> io::Result<NamedTempFile> {
    let beside = made(target, folder_of(target), |path| new_file(path, old.is_some()))?;
    let mut file = beside.as_file();
    file.write_all(bytes)?;
    if let Some(old) = old {
        like(file, old)?;
    }
    file.sync_all()?;
    let mut kept = Vec::with_capacity(bytes.len());
    file.rewind()?;
    file.read_to_end(&mut kept)?;
    match kept == bytes {
        true => Ok(beside),
        false => Err(says(ErrorKind::WriteZero, "the disk does not hold what was written")),
    }
}

/// Keeps the file of one name under another too, in the place of what had that, at no moment without either.
pub fn keep_as(from: &Path, to: &Path) -> io::Result<()> {
    if is_same(from, to) {
        return Ok(()); // a save that did not come to its end kept it; and a rename of a file to itself leaves both names
    }
    let linked = made(from, folder_of(to), |beside| fs::hard_link(from, beside));
    match linked {
        Ok(beside) => beside.into_temp_path().persist(to).map_err(|refused| refused.error),
        // A file system without hard links.
        Err(_) => {
            let beside = made(from, folder_of(to), |path| new_file(path, true))?;
            let mut file = beside.as_file();
            io::copy(&mut File::open(from)?, &mut file)?;
            like(file, &fs::metadata(from)?)?;
            file.sync_all()?;
            beside.persist(to).map(drop).map_err(|refused| refused.error)
        }
    }
}

/// Takes away what killed writes left in the folder of a file that only this program may write now: of that file all, of
/// others what nobody can be writing any more.
pub fn sweep(target: &Path) {
    let ours = prefix(target);
    let left = |entry: &fs::DirEntry| {
        let name = entry.file_name().to_string_lossy().into_owned();
        let meta = entry.metadata().ok().filter(Metadata::is_file);
        let old = || meta.as_ref()?.modified().ok()?.elapsed().ok();
        let one = meta.is_some() && name.starts_with(PREFIX) && name.ends_with(SUFFIX);
        one && (name.starts_with(&ours) || old().is_some_and(|age| age > ABANDONED))
    };
    let entries = fs::read_dir(folder_of(target)).into_iter().flatten().filter_map(Result::ok);
    entries.filter(left).for_each(|entry| drop(fs::remove_file(entry.path())));
}

/// Owner and mode of the file that is replaced.
fn like(file: &File, old: &Metadata) -> io::Result<()> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::{MetadataExt, PermissionsExt, fchown};
        // Only root may give a file away. Whose group can't be the same gives that group nothing.
        let _ = fchown(file, Some(old.uid()), Some(old.gid())).or_else(|_| fchown(file, None, Some(old.gid())));
        let same_group = file.metadata()?.gid() == old.gid();
        let mode = old.mode() & if same_group { 0o777 } else { 0o707 };
        file.set_permissions(fs::Permissions::from_mode(mode))
    }
    #[cfg(not(unix))]
    file.set_permissions(old.permissions())
}

/// Under how many names a file stands.
fn names_of(meta: &Metadata) -> u64 {
    #[cfg(unix)]
    return std::os::unix::fs::MetadataExt::nlink(meta);
    #[cfg(not(unix))]
    return {
        let _ = meta;
        1
    };
}

/// Whether two names are of one file.
fn is_same(one: &Path, other: &Path) -> bool {
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt;
        let of = |path| fs::symlink_metadata(path).ok().map(|meta| (meta.dev(), meta.ino()));
        of(one).is_some_and(|file| of(other) == Some(file))
    }
    #[cfg(not(unix))]
    return {
        let _ = (one, other);
        false
    };
}

/// Whether a file has names that are not from here: a backup of it has, and what a killed write left.
#[cfg(unix)]
pub(super) fn has_other_names(target: &Path, meta: &Metadata) -> bool {
    use std::os::unix::fs::MetadataExt;
    if meta.nlink() < 2 {
        return false;
    }
    let own = format!("{}.", target.file_name().unwrap_or_default().to_string_lossy());
    let same = |entry: &fs::DirEntry| {
        let name = entry.file_name().to_string_lossy().into_owned();
        let here = name.starts_with(&own) || name.starts_with(PREFIX);
        here && entry.metadata().is_ok_and(|other| (other.dev(), other.ino()) == (meta.dev(), meta.ino()))
    };
    let ours = fs::read_dir(folder_of(target)).into_iter().flatten().filter_map(Result::ok).filter(same).count();
    meta.nlink() > 1 + ours as u64
}

#[cfg(not(unix))]
pub(super) fn has_other_names(_: &Path, _: &Metadata) -> bool {
    false
}

#[cfg(test)]
mod tests {
    #[test]
    #[cfg(unix)]
    fn a_file_of_the_program_s_own_is_no_link_no_second_name_and_no_folder() {
        use super::open_own;
        use std::fs;
        use std::os::unix::fs::symlink;
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| folder.path().join(name);
        drop(open_own(&path("own"), 0o600).unwrap());
        assert!(open_own(&path("own"), 0o600).is_ok(), "it is there already");
        fs::write(path("theirs"), "precious").unwrap();
        symlink(path("theirs"), path("link")).unwrap();
        symlink(path("nowhere"), path("dangling")).unwrap();
        fs::hard_link(path("own"), path("second")).unwrap();
        for name in ["link", "dangling", "second", "."] {
            assert!(open_own(&path(name), 0o600).is_err(), "{name}");
        }
        assert!(!path("nowhere").exists());
    }
}

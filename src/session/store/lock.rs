//! One program at a session: a lock beside its file, which the system frees however the program ends.

use super::beside;
use crate::disk;
use std::fs::{self, File, TryLockError};
use std::io::{self, Read, Seek, Write};
use std::path::{Path, PathBuf};

/// The right to write a session. Dropped, it is given back, and its file goes.
#[derive(Debug)]
pub struct Lock {
    path: PathBuf,
    file: File,
}

/// A session is open elsewhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("open in another costtui{}", .by.map(|by| format!(" (process {by})")).unwrap_or_default())]
pub struct InUse {
    /// The process that has it, where it says so.
    pub by: Option<u32>,
}

/// How often a lock is tried whose file goes away meanwhile.
const TRIES: usize = 16;

impl Lock {
    /// Takes the lock of a session's file; none where the folder takes no lock: then nobody is kept out.
    pub fn take(session: &Path) -> Result<Option<Lock>, InUse> {
        let Some(path) = beside(session, "lock") else { return Ok(None) };
        for _ in 0..TRIES {
            let Ok(mut file) = disk::open_own(&path, 0o666) else { return Ok(None) };
            match file.try_lock() {
                // Whoever had it last may have taken its file away: then this lock is of nothing.
                Ok(()) if is_still(&file, &path) => {
                    let _ = sign(&mut file); // who has it is a courtesy
                    return Ok(Some(Lock { path, file }));
                }
                Ok(()) => {}
                Err(TryLockError::WouldBlock) => return Err(InUse { by: signed(&mut file) }),
                Err(TryLockError::Error(_)) => return Ok(None),
            }
        }
        Ok(None)
    }
}

impl Lock {
    /// Whether it is still the lock of that session: folders go, and come back without it.
    pub fn holds(&self) -> bool {
        is_still(&self.file, &self.path)
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        if self.holds() {
            let _ = fs::remove_file(&self.path);
        }
        let _ = self.file.unlock();
    }
}

fn sign(file: &mut File) -> io::Result<()> {
    file.set_len(0)?;
    file.write_all(std::process::id().to_string().as_bytes())
}

fn signed(file: &mut File) -> Option<u32> {
    let mut text = String::new();
    file.rewind().ok()?;
    file.take(16).read_to_string(&mut text).ok()?;
    text.trim().parse().ok()
}

/// Whether a file is the one of that name now.
#[cfg(unix)]
pub(super) fn is_still(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let same = |a: fs::Metadata, b: fs::Metadata| (a.dev(), a.ino()) == (b.dev(), b.ino());
    file.metadata().ok().zip(fs::symlink_metadata(path).ok()).is_some_and(|(a, b)| same(a, b))
}

#[cfg(not(unix))]
pub(super) fn is_still(_: &File, path: &Path) -> bool {
    path.exists()
}

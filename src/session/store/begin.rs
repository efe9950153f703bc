//! A session opened to go on with it: its file locked, what a crash left taken in; a copy where it is not one's own to change.

use super::journal::forget;
use super::{Lock, OpenError, free, open, recover, save};
use crate::catalog::Catalog;
use crate::disk;
use crate::session::Session;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// A session, and what keeps it.
#[derive(Debug)]
pub struct Begun {
    /// The session.
    pub session: Session,
    /// Its file, which need not be there yet.
    pub path: PathBuf,
    /// What that held when it was read; none where there is no file yet.
    pub loaded: Option<Vec<u8>>,
    /// The right to write it; none where the folder gives none, or where it was not asked for.
    pub lock: Option<Lock>,
    /// What the user should know.
    pub said: Option<String>,
    /// Whether it is not on disk as it is.
    pub changed: bool,
}

/// Opens the session of a file. An example is copied, and so is one that is open in another program; with `to_write` it is
/// locked and gets what a crash left in its journal.
pub fn begin(path: &Path, folder: &Path, catalog: &Arc<Catalog>, to_write: bool) -> Result<Begun, OpenError> {
    // Locked before it is read, but nothing is made beside a file that is not there.
    let lock = if to_write && path.is_file() { Lock::take(path) } else { Ok(None) };
    let (session, bytes) = open(path, catalog)?;
    match lock {
        _ if session.example => Ok(copy(&session, path, folder, None, to_write)),
        Err(in_use) => {
            let words = format!("{} is {in_use}: this is a copy of it", session.name);
            Ok(copy(&session, path, folder, Some(words), to_write))
        }
        Ok(lock) => {
            let begun = Begun { session, path: path.to_owned(), loaded: Some(bytes), lock, said: None, changed: false };
            recovered(begun, folder, catalog)
        }
    }
}

/// A session that has no file yet, with what a crash left of it; under another name where that is in use.
pub fn begin_new(session: Session, path: PathBuf, catalog: &Arc<Catalog>, to_write: bool) -> Result<Begun, OpenError> {
    let lock = if to_write { Lock::take(&path) } else { Ok(None) };
    match lock {
        Ok(lock) => {
            let folder = disk::folder_of(&path).to_owned();
            recovered(Begun { session, path, loaded: None, lock, said: None, changed: false }, &folder, catalog)
        }
        Err(in_use) => {
            let folder = disk::folder_of(&path);
            let said = Some(format!("{} is {in_use}: this is another one", session.name));
            let (path, name) = free(folder, &session.name, 2).unwrap_or_else(|| (path.clone(), session.name.clone()));
            let lock = Lock::take(&path).ok().flatten();
            Ok(Begun { session: Session { name, ..session }, path, loaded: None, lock, said, changed: false })
        }
    }
}

/// A copy under a name of its own, which has no file before it is changed.
fn copy(session: &Session, path: &Path, folder: &Path, said: Option<String>, to_write: bool) -> Begun {
    let mut session = session.copy();
    let free = free(folder, &session.name, 1);
    let (path, name) = free.unwrap_or_else(|| (path.to_owned(), session.name.clone()));
    session.name = name;
    let lock = if to_write { Lock::take(&path).ok().flatten() } else { None };
    Begun { session, path, loaded: None, lock, said, changed: false }
}

/// The same with what a crash left, where this program is the one that may write it.
fn recovered(mut begun: Begun, folder: &Path, catalog: &Arc<Catalog>) -> Result<Begun, OpenError> {
    if begun.lock.is_some() {
        disk::sweep(&disk::target(&begun.path).unwrap_or_else(|_| begun.path.clone()));
        let priced = begun.session.catalog(catalog)?;
        let found = recover(&begun.path, &mut begun.session, begun.loaded.as_deref(), &priced);
        if found.apart {
            return Ok(apart(begun, folder));
        }
        let changes = found.changes;
        if changes > 0 {
            let many =
                if changes == 1 { "a change that was".to_owned() } else { format!("{changes} changes that were") };
            begun.said = Some(format!("{many} not saved came back; u goes back"));
            begun.changed = true;
        }
    }
    Ok(begun)
}

/// What a crash left of a session whose file another program changed meanwhile: it stands beside that, so that neither is lost.
fn apart(begun: Begun, folder: &Path) -> Begun {
    let Begun { mut session, path: original, .. } = begun;
    let said =
        Some(format!("another program changed {}: what was not saved of it came back in this copy", session.name));
    let free = free(folder, &session.name, 2);
    let (path, name) = free.unwrap_or_else(|| (original.clone(), session.name.clone()));
    session.name = name;
    let lock = Lock::take(&path).ok().flatten();
    match save(&path, &session.to_toml(), None, None) {
        Ok(written) => {
            forget(&original);
            Begun { session, path, loaded: Some(written), lock, said, changed: false }
        }
        // It is still in the journal that it came from.
        Err(_) => Begun { session, path, loaded: None, lock, said, changed: true },
    }
}

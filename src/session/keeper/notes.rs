//! What is noted of a session the moment it changes, on the thread that shows it, while another saves what was noted before.

use crate::disk;
use crate::session::Session;
use crate::session::store::{Held, Journal, Lock};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// The journal of a session's file, and the right to write both; for the thread that notes and the one that saves.
#[derive(Clone, Default)]
pub(super) struct Notes(Arc<Mutex<Noted>>);

#[derive(Default)]
struct Noted {
    path: PathBuf,
    /// Before the lock: whoever has that next makes a journal of the same name.
    journal: Option<Journal>,
    lock: Option<Lock>,
    /// What the file holds.
    held: Held,
    /// The number of the newest note.
    newest: u64,
    /// Whether the journal has that.
    has_newest: bool,
}

/// The notes of the session that is open, as both threads know them.
#[derive(Clone, Default)]
pub(super) struct OpenNotes(Arc<Mutex<Notes>>);

impl OpenNotes {
    pub(super) fn set(&self, notes: &Notes) {
        *held(&self.0) = notes.clone();
    }

    pub(super) fn notes(&self) -> Notes {
        held(&self.0).clone()
    }
}

impl Notes {
    /// For a session's file that holds these bytes, or is none yet; without its lock nothing is noted.
    pub(super) fn of(path: &Path, holds: Option<&[u8]>, lock: Option<Lock>) -> Notes {
        Notes(Arc::new(Mutex::new(Noted { path: path.to_owned(), held: Held::of(holds), lock, ..Noted::default() })))
    }

    /// The file holds these bytes now.
    pub(super) fn note_held(&self, bytes: Option<&[u8]>) {
        held(&self.0).held = Held::of(bytes);
    }

    /// Notes the session as it is; the number of the note. Where that can't be, the file itself is soon there.
    pub(super) fn add(&self, session: &Session) -> u64 {
        let noted = &mut *held(&self.0);
        noted.newest += 1;
        noted.come_back();
        noted.has_newest = noted.journal.as_mut().is_some_and(|journal| journal.add(session, &noted.held).is_ok());
        noted.newest
    }

    /// Whether the newest note is on disk.
    pub(super) fn has_newest(&self) -> bool {
        held(&self.0).has_newest
    }

    /// What was noted up to a number is on disk elsewhere.
    pub(super) fn settle(&self, number: u64) {
        let mut noted = held(&self.0);
        if number < noted.newest {
            return; // its newer notes are not; the older ones among them are no changes when it is read
        }
        noted.has_newest = false;
        if let Some(journal) = &mut noted.journal {
            let _ = journal.clear();
        }
    }

    /// All that was noted is on disk elsewhere, or of no more use.
    pub(super) fn settle_all(&self) {
        self.settle(u64::MAX);
    }
}

impl Noted {
    /// Opens the journal at the first note, and again where the folder went away with it. A session that was never saved
    /// may be the first of its folder.
    fn come_back(&mut self) {
        let folder = disk::folder_of(&self.path);
        let lost = self.lock.as_ref().map_or_else(|| !folder.exists(), |lock| !lock.holds());
        if lost && disk::make_folder(folder).is_ok() {
            (self.journal, self.lock) = (None, Lock::take(&self.path).ok().flatten());
        }
        let here = self.journal.as_ref().is_some_and(Journal::holds);
        if let Some(journal) = self.lock.as_ref().filter(|_| !here).and_then(|_| Journal::open(&self.path).ok()) {
            self.journal = Some(journal); // until it can be, what went away with the folder is written on
        }
    }
}

fn held<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

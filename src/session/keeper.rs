//! Autosave on a thread of its own: the newest state, after a moment of quiet, again and again until it is on disk.

mod notes;
mod work;

use super::Session;
use super::store::{Lock, SaveError};
use notes::{Notes, OpenNotes};
use std::path::PathBuf;
use std::sync::mpsc::{self, Sender, SyncSender};
use std::thread::{self, JoinHandle};
use std::time::Duration;
use work::Work;

/// How long the keeper waits.
#[derive(Clone, Copy, Debug)]
pub struct Pace {
    /// For quiet after a change.
    pub quiet: Duration,
    /// For quiet at most, while changes go on.
    pub longest: Duration,
    /// After a failure.
    pub retry: Duration,
}

impl Default for Pace {
    fn default() -> Self {
        let (quiet, longest, retry) = (Duration::from_millis(300), Duration::from_secs(2), Duration::from_secs(5));
        Pace { quiet, longest, retry }
    }
}

/// How it stands with the file of a session.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kept {
    /// The file holds the session.
    Saved,
    /// It does not, and why; the keeper goes on trying.
    Failed(String),
    /// Somebody else wrote to the file: it is left alone until the session has another path, or these bytes are followed.
    ChangedOutside,
}

/// News about the file of a session.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptReport {
    /// The file.
    pub path: PathBuf,
    /// How it stands.
    pub state: Kept,
}

/// Keeps sessions on disk. Dropped, it writes what is left and waits for it.
pub struct Keeper {
    orders: Option<Sender<Order>>,
    thread: Option<JoinHandle<()>>,
    open: OpenNotes,
}

enum Order {
    Follow(PathBuf, Option<Vec<u8>>, Notes),
    /// The session, and the number of its note.
    Keep(Box<Session>, u64),
    Flush(SyncSender<Option<Result<(), SaveError>>>),
    SaveAs(PathBuf, Box<Session>, SyncSender<Result<(), SaveError>>),
    Rename(PathBuf, Box<Session>, SyncSender<Result<(), SaveError>>),
}

impl Keeper {
    /// Starts the thread; `report` is called on it.
    pub fn start(report: impl Fn(KeptReport) + Send + 'static) -> Keeper {
        Keeper::paced(Pace::default(), report)
    }

    /// The same at another pace.
    pub fn paced(pace: Pace, report: impl Fn(KeptReport) + Send + 'static) -> Keeper {
        let (orders, received) = mpsc::channel();
        let open = OpenNotes::default();
        let work = Work::new(pace, open.clone(), report);
        let thread = thread::Builder::new().name("keeper".into()).spawn(move || work.go_on(received));
        Keeper { orders: Some(orders), thread: thread.ok(), open }
    }

    /// From now on sessions go to this file, which holds `loaded`; none where there is no file yet. Nothing is written
    /// by this. What could not be written to another file so far is still tried, unless that was changed outside.
    /// With its lock there is a journal beside the file, of every state that is to be kept and is not yet.
    pub fn follow(&self, path: PathBuf, loaded: Option<Vec<u8>>, lock: Option<Lock>) {
        let notes = Notes::of(&path, loaded.as_deref(), lock);
        self.open.set(&notes);
        self.send(Order::Follow(path, loaded, notes));
    }

    /// Keeps this state of the session, in place of those before it. In the journal it is when this returns, whatever is
    /// being written meanwhile: what is shown after that, no kill loses.
    pub fn keep(&self, session: Session) {
        let number = self.open.notes().add(&session);
        self.send(Order::Keep(Box::new(session), number));
    }

    /// Whether the session as it was last handed over is in the journal: then the next start has it, saved or not.
    pub fn is_noted(&self) -> bool {
        self.open.notes().has_newest()
    }

    /// Writes what is left at once, and waits; none where nothing was left.
    pub fn flush(&self) -> Option<Result<(), SaveError>> {
        let (done, wait) = mpsc::sync_channel(1);
        self.send(Order::Flush(done));
        wait.recv().unwrap_or_else(|_| Some(Err(stopped())))
    }

    /// Writes this state of the session to another file, and goes on there. A file of that name stays; then, and
    /// whatever else fails, the keeper goes on with the file it has.
    pub fn save_as(&self, to: PathBuf, session: Session) -> Result<(), SaveError> {
        self.ask(|done| Order::SaveAs(to, Box::new(session), done))
    }

    /// Gives the file another name, writes this state of the session there, and goes on there: all of it or nothing. A
    /// file of that name stays, and a file that was changed outside is not moved.
    pub fn rename(&self, to: PathBuf, session: Session) -> Result<(), SaveError> {
        self.ask(|done| Order::Rename(to, Box::new(session), done))
    }

    fn ask(&self, order: impl FnOnce(SyncSender<Result<(), SaveError>>) -> Order) -> Result<(), SaveError> {
        let (done, wait) = mpsc::sync_channel(1);
        self.send(order(done));
        wait.recv().unwrap_or_else(|_| Err(stopped()))
    }

    fn send(&self, order: Order) {
        if let Some(orders) = &self.orders {
            let _ = orders.send(order); // a thread that stopped is told by `flush`
        }
    }
}

fn stopped() -> SaveError {
    let error = std::io::Error::other("the thread that saves has stopped");
    SaveError::Io { path: PathBuf::from("the session"), error }
}

impl Drop for Keeper {
    fn drop(&mut self) {
        drop(self.orders.take()); // the thread writes what is left when nobody can send any more
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

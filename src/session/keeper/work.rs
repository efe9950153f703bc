//! The keeper's thread: which file waits for what, and when it is due.

use super::notes::{Notes, OpenNotes};
use super::{Kept, KeptReport, Order, Pace};
use crate::session::Session;
use crate::session::store::{self, Lock, SaveError};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::time::{Duration, Instant};

/// Everything the thread knows.
pub(super) struct Work<R> {
    pace: Pace,
    report: R,
    files: BTreeMap<PathBuf, Target>,
    current: PathBuf,
    open: OpenNotes,
}

/// A file, and what should be in it.
#[derive(Default)]
struct Target {
    holds: Option<Vec<u8>>,
    waiting: Option<Session>,
    /// The number of its note.
    number: u64,
    waits_since: Option<Instant>,
    due: Option<Instant>,
    state: Option<Kept>,
    /// Whether what the file held when it was opened is kept.
    kept: bool,
    /// What is to be kept and is not yet, on disk; and the right to write both.
    notes: Notes,
    /// Whether that was reported since the last change: the same trouble is told once for each.
    told: bool,
}

impl<R: Fn(KeptReport)> Work<R> {
    pub(super) fn new(pace: Pace, open: OpenNotes, report: R) -> Self {
        Work { pace, report, files: BTreeMap::new(), current: PathBuf::new(), open }
    }

    /// Sleeps until there is an order or something is due: with nothing to do, for ever.
    pub(super) fn go_on(mut self, orders: Receiver<Order>) {
        loop {
            let now = Instant::now();
            self.write(|target| target.due.is_some_and(|due| due <= now));
            let order = match self.files.values().filter_map(|target| target.due).min() {
                None => orders.recv().map_err(|_| RecvTimeoutError::Disconnected),
                Some(due) => orders.recv_timeout(due.saturating_duration_since(Instant::now())),
            };
            match order {
                Ok(order) => self.obey(order),
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => break,
            }
        }
        self.write(|_| true);
    }

    fn obey(&mut self, order: Order) {
        match order {
            Order::Follow(path, holds, notes) => {
                self.files.remove(&path);
                self.write(|_| true);
                self.go_to(path, Target { holds, notes, ..Target::default() });
            }
            Order::Keep(session, number) => {
                let now = Instant::now();
                let Some(target) = self.files.get_mut(&self.current) else { return };
                let since = *target.waits_since.get_or_insert(now);
                (target.waiting, target.number) = (Some(*session), number);
                target.told = false;
                target.due = Some((now + self.pace.quiet).min(since + self.pace.longest).max(now));
            }
            Order::Flush(done) => {
                let _ = done.send(self.write(|_| true));
            }
            Order::SaveAs(to, session, done) => {
                let _ = done.send(self.save_as(to, *session));
            }
            Order::Rename(to, session, done) => {
                let _ = done.send(self.rename(to, *session));
            }
        }
    }

    /// From now on this file is the session's. What could not be written to others is still tried, unless they were
    /// changed outside.
    fn go_to(&mut self, path: PathBuf, target: Target) {
        let given_up = |target: &Target| target.state == Some(Kept::ChangedOutside);
        self.files.retain(|_, target| target.waiting.is_some() && !given_up(target));
        self.files.insert(path.clone(), target);
        self.current = path;
    }

    /// The same where who keeps the session waits for it: what changes next is noted there.
    fn move_to(&mut self, path: PathBuf, target: Target) {
        self.open.set(&target.notes);
        self.go_to(path, target);
    }

    fn save_as(&mut self, to: PathBuf, session: Session) -> Result<(), SaveError> {
        if to == self.current {
            return self.save_here(session);
        }
        self.write(|_| true);
        let mut target = Target::locked(&to, session)?;
        target.write(&to, self.pace.retry)?;
        // What the other file has not is in this one.
        self.files.get_mut(&self.current).into_iter().for_each(|target| target.notes.settle_all());
        self.move_to(to, target);
        Ok(())
    }

    /// Writes to the current file what the session will be: if that fails, what waited before still waits.
    fn save_here(&mut self, session: Session) -> Result<(), SaveError> {
        let Some(current) = self.files.get_mut(&self.current) else { return Ok(()) };
        let (holds, kept) = (current.holds.clone(), current.kept);
        let mut target = Target { holds, kept, waiting: Some(session), ..Target::default() };
        let result = target.write(&self.current, self.pace.retry);
        match result {
            Ok(()) => {
                current.notes.note_held(target.holds.as_deref());
                current.notes.settle_all();
                *current = Target { notes: current.notes.clone(), ..target };
            }
            Err(_) => current.holds = target.holds, // also where the disk did not confirm it
        }
        result
    }

    fn rename(&mut self, to: PathBuf, session: Session) -> Result<(), SaveError> {
        let from = self.current.clone();
        if to == from {
            return self.save_here(session);
        }
        let kept = self.files.get(&from).is_some_and(|target| target.kept);
        let holds = self.files.get(&from).and_then(|target| target.holds.clone());
        let Some(holds) = holds.filter(|_| from.exists()) else { return self.save_instead(to, session) };
        if !store::holds(&from, &holds) {
            return Err(SaveError::Changed { path: from });
        }
        let mut target = Target { holds: Some(holds), kept, ..Target::locked(&to, session)? };
        store::rename(&from, &to)?;
        if let Err(error) = target.write(&to, self.pace.retry) {
            let back = store::rename(&to, &from);
            if let Some(current) = self.files.get_mut(&from).filter(|_| back.is_ok()) {
                current.holds = target.holds; // also where the disk did not confirm it
            }
            return Err(error);
        }
        self.files.get_mut(&from).into_iter().for_each(|target| target.notes.settle_all());
        self.files.remove(&from);
        self.move_to(to, target);
        Ok(())
    }

    /// A rename where there is no file of ours yet: the current one is never written, as this session has it all.
    fn save_instead(&mut self, to: PathBuf, session: Session) -> Result<(), SaveError> {
        let mut target = Target::locked(&to, session)?;
        target.write(&to, self.pace.retry)?;
        self.files.get_mut(&self.current).into_iter().for_each(|target| target.notes.settle_all());
        self.files.remove(&self.current);
        self.move_to(to, target);
        Ok(())
    }

    /// Writes what waits in the files that are chosen; the first failure among them, or none where nothing waited.
    fn write(&mut self, chosen: impl Fn(&Target) -> bool) -> Option<Result<(), SaveError>> {
        let mut all = None;
        for (path, target) in self.files.iter_mut().filter(|(_, target)| target.waiting.is_some() && chosen(target)) {
            let result = target.write(path, self.pace.retry);
            let state = match &result {
                Ok(()) => Kept::Saved,
                Err(SaveError::Changed { .. }) => Kept::ChangedOutside,
                Err(error) => Kept::Failed(error.why()),
            };
            if state == Kept::Saved || !target.told || target.state.as_ref() != Some(&state) {
                (self.report)(KeptReport { path: path.clone(), state: state.clone() });
                target.told = true;
            }
            target.state = Some(state);
            all = match all {
                Some(Err(first)) => Some(Err(first)),
                _ => Some(result),
            };
        }
        all
    }
}

impl Target {
    /// Another file, with the right to write it.
    fn locked(path: &Path, session: Session) -> Result<Self, SaveError> {
        let in_use = |in_use| SaveError::InUse { path: path.to_owned(), in_use };
        let notes = Notes::of(path, None, Lock::take(path).map_err(in_use)?);
        Ok(Target { waiting: Some(session), notes, ..Target::default() })
    }

    fn write(&mut self, path: &Path, retry: Duration) -> Result<(), SaveError> {
        let Some(session) = &self.waiting else { return Ok(()) };
        let text = session.to_toml();
        self.waits_since = None;
        self.due = None;
        let failed_before = matches!(self.state, Some(Kept::Failed(_)));
        let written = self.holds.as_deref() == Some(text.as_bytes()) && !failed_before;
        if written && store::holds(path, text.as_bytes()) {
            self.waiting = None;
            self.notes.settle(self.number);
            return Ok(());
        }
        let kept = session.older_format().map_or(store::Kept::Opened, store::Kept::Format);
        match store::save(path, &text, self.holds.as_deref(), (!self.kept).then_some(kept)) {
            Ok(written) => {
                self.notes.note_held(Some(&written));
                self.holds = Some(written);
                self.waiting = None;
                self.kept = true;
                self.notes.settle(self.number);
                Ok(())
            }
            Err(error) => {
                if let SaveError::Unsure { written, .. } = &error {
                    self.notes.note_held(Some(written));
                    self.holds = Some(written.clone());
                }
                if !matches!(error, SaveError::Changed { .. }) {
                    self.due = Some(Instant::now() + retry);
                }
                Err(error)
            }
        }
    }
}

//! The keeper's thread: which file waits for what, and when it is due.

use super::{Kept, KeptReport, Order, Pace};
use crate::session::Session;
use crate::session::store::{self, SaveError};
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
}

/// A file, and what should be in it.
#[derive(Default)]
struct Target {
    holds: Option<Vec<u8>>,
    waiting: Option<Session>,
    waits_since: Option<Instant>,
    due: Option<Instant>,
    state: Option<Kept>,
    /// Whether that was reported since the last change: the same trouble is told once for each.
    told: bool,
}

impl<R: Fn(KeptReport)> Work<R> {
    pub(super) fn new(pace: Pace, report: R) -> Self {
        Work { pace, report, files: BTreeMap::new(), current: PathBuf::new() }
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
            Order::Follow(path, holds) => {
                self.files.remove(&path);
                self.write(|_| true);
                let given_up = |target: &Target| target.state == Some(Kept::ChangedOutside);
                self.files.retain(|_, target| target.waiting.is_some() && !given_up(target));
                self.files.insert(path.clone(), Target { holds, ..Target::default() });
                self.current = path;
            }
            Order::Keep(session) => {
                let now = Instant::now();
                let Some(target) = self.files.get_mut(&self.current) else { return };
                let since = *target.waits_since.get_or_insert(now);
                target.waiting = Some(*session);
                target.told = false;
                target.due = Some((now + self.pace.quiet).min(since + self.pace.longest).max(now));
            }
            Order::Flush(done) => {
                let _ = done.send(self.write(|_| true));
            }
            Order::Rename(to, done) => {
                let _ = done.send(self.rename(to));
            }
        }
    }

    fn rename(&mut self, to: PathBuf) -> Result<(), SaveError> {
        self.write(|_| true);
        let Some(target) = self.files.get(&self.current) else { return Ok(()) };
        if target.waiting.is_some() || to == self.current {
            return self.write(|_| true).unwrap_or(Ok(()));
        }
        if target.holds.is_some() {
            store::rename(&self.current, &to)?;
        }
        let target = self.files.remove(&self.current).unwrap_or_default();
        self.files.insert(to.clone(), target);
        self.current = to;
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
                Err(error) => Kept::Failed(error.to_string()),
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
    fn write(&mut self, path: &Path, retry: Duration) -> Result<(), SaveError> {
        let Some(session) = &self.waiting else { return Ok(()) };
        let text = session.to_toml();
        self.waits_since = None;
        self.due = None;
        let failed_before = matches!(self.state, Some(Kept::Failed(_)));
        if self.holds.as_deref() == Some(text.as_bytes()) && !failed_before {
            self.waiting = None;
            return Ok(());
        }
        match store::save(path, &text, self.holds.as_deref()) {
            Ok(written) => {
                self.holds = Some(written);
                self.waiting = None;
                Ok(())
            }
            Err(error) => {
                if let SaveError::Unsure { written, .. } = &error {
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

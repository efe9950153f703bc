//! A thread for the newest question: told to stop when another is asked, its answer sent to the loop when that is not at once.

use super::Happened;
use super::asked::panic_if_asked;
use crate::app::Msg;
use crate::catalog::Catalog;
use crate::explore::question::{Found, Question};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering::Relaxed};
use std::sync::mpsc::{SendError, Sender, sync_channel};
use std::thread;
use std::time::Duration;

/// How long the loop waits for an answer, so that a quick one is drawn with the key that asked for it.
const AT_ONCE: Duration = Duration::from_millis(4);

/// Percent between two pieces of news.
const NEWS: usize = 4;

/// Starts threads for questions.
pub(super) struct Worker {
    /// The number of the question that is looked for; threads for others stop.
    newest: Arc<AtomicU64>,
    news: Sender<Happened>,
}

impl Worker {
    /// Sends news to the loop.
    pub(super) fn new(news: Sender<Happened>) -> Self {
        Worker { newest: Arc::default(), news }
    }

    /// Where news go.
    pub(super) fn news(&self) -> Sender<Happened> {
        self.news.clone()
    }

    /// From now on only this question is looked for.
    pub(super) fn only(&self, number: u64) {
        self.newest.store(number, Relaxed);
    }

    /// Looks for an answer; what came of it, if that is at once, else it is sent to the loop.
    pub(super) fn start(&self, catalog: Arc<Catalog>, number: u64, question: Question) -> Option<Msg> {
        let (at_once, answer) = sync_channel(0);
        let (newest, news) = (self.newest.clone(), self.news.clone());
        let look = move || {
            let told = AtomicUsize::new(0);
            let watch = |done: usize| {
                let percent = question.steps().map_or(0, |steps| done.saturating_mul(100) / steps.max(1));
                if told.fetch_max(percent, Relaxed) / NEWS < percent / NEWS {
                    drop(news.send(Happened::Looked(Msg::WentOn(number, percent))));
                }
                newest.load(Relaxed) == number
            };
            let ask = || {
                panic_if_asked("question");
                question.ask(&catalog, &watch)
            };
            match catch_unwind(AssertUnwindSafe(ask)) {
                Ok(found) => hand_over(number, found, &at_once, &news),
                Err(panic) => drop(news.send(Happened::Panicked(panic))),
            }
        };
        thread::Builder::new().name("question".into()).spawn(look).ok()?;
        answer.recv_timeout(AT_ONCE).ok().map(|found| Msg::Answered(number, found))
    }
}

/// To who waits for it, else to the loop.
fn hand_over(
    number: u64,
    found: Option<Found>,
    at_once: &std::sync::mpsc::SyncSender<Option<Found>>,
    news: &Sender<Happened>,
) {
    if let Err(SendError(found)) = at_once.send(found) {
        drop(news.send(Happened::Looked(Msg::Answered(number, found))));
    }
}

//! Work that threads share: each takes the next item, and the results stand in the order of the items.

use std::sync::{Mutex, PoisonError};

/// The most threads that are started.
const MOST: usize = 64;

/// Does `work` on every item, in so many threads, each with a state of its own.
pub(super) fn share<I: Send, S, O: Send>(
    threads: usize,
    items: Vec<I>,
    state: impl Fn() -> S + Sync,
    work: impl Fn(&mut S, I) -> O + Sync,
) -> Vec<O> {
    let threads = threads.clamp(1, MOST).min(items.len());
    if threads <= 1 {
        let mut state = state();
        return items.into_iter().map(|item| work(&mut state, item)).collect();
    }
    let queue = Mutex::new(items.into_iter().enumerate());
    let results = Mutex::new(Vec::new());
    let take = || queue.lock().unwrap_or_else(PoisonError::into_inner).next();
    let run = || {
        let mut state = state();
        while let Some((at, item)) = take() {
            let result = work(&mut state, item);
            results.lock().unwrap_or_else(PoisonError::into_inner).push((at, result));
        }
    };
    std::thread::scope(|scope| {
        for _ in 1..threads {
            scope.spawn(run);
        }
        run();
    });
    let mut results = results.into_inner().unwrap_or_else(PoisonError::into_inner);
    results.sort_unstable_by_key(|(at, _)| *at);
    results.into_iter().map(|(_, result)| result).collect()
}

//! Faults as they are met while something is read: so many are kept, and the rest is counted.

use super::{Fault, Faults, Source};
use std::cell::{Cell, RefCell};
use std::sync::Arc;

/// Faults that are kept of what is read; of the rest there is the number.
const MOST_KEPT: usize = 10_000;

/// Faults for which the nearest right name is looked for: of hundreds, nobody misspelt a name.
pub const MOST_HINTED: usize = 100;

/// Collects faults while something is read.
#[derive(Default)]
pub struct Collected {
    kept: RefCell<Vec<Fault>>,
    beside: Cell<usize>,
}

impl Collected {
    /// Adds a fault.
    pub fn push(&self, fault: Fault) {
        self.add(|| fault);
    }

    /// Adds a fault that is made only where it is kept.
    pub fn add(&self, fault: impl FnOnce() -> Fault) {
        if self.kept.borrow().len() < MOST_KEPT {
            let fault = fault();
            self.kept.borrow_mut().push(fault);
        } else {
            self.beside.set(self.beside.get() + 1);
        }
    }

    /// Whether nothing is wrong so far.
    pub fn is_empty(&self) -> bool {
        self.kept.borrow().is_empty()
    }

    /// What is looked for to mend the next fault; nothing where there are many before it.
    pub fn hint(&self, look: impl FnOnce() -> String) -> String {
        if self.kept.borrow().len() < MOST_HINTED { look() } else { String::new() }
    }

    /// Those that are kept, as they were met.
    pub fn into_inner(self) -> Vec<Fault> {
        self.kept.into_inner()
    }

    /// All of them, file by file as they were read, each from its top.
    pub fn in_order(self) -> Faults {
        let beside = self.beside.get();
        let mut kept = self.into_inner();
        let mut files: Vec<*const Source> = Vec::new();
        let mut place = |fault: &Fault| {
            let file = Arc::as_ptr(&fault.place.source);
            let known = files.iter().rposition(|other| *other == file);
            let place = known.unwrap_or_else(|| {
                files.push(file);
                files.len() - 1
            });
            (place, fault.place.span.start)
        };
        kept.sort_by_cached_key(|fault| place(fault));
        Faults { kept, beside }
    }
}

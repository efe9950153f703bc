//! A stack of scenarios that copies in no time: copies share what is below.

use crate::scenario::Scenario;
use std::fmt;
use std::sync::Arc;

/// Scenarios, the nearest on top.
#[derive(Clone, Default)]
pub(super) struct Stack(Option<Arc<Entry>>);

struct Entry {
    scenario: Arc<Scenario>,
    depth: usize,
    below: Stack,
}

impl Stack {
    pub(super) fn push(&mut self, scenario: Arc<Scenario>) {
        let below = std::mem::take(self);
        self.0 = Some(Arc::new(Entry { scenario, depth: below.depth() + 1, below }));
    }

    pub(super) fn pop(&mut self) -> Option<Arc<Scenario>> {
        let top = self.0.take()?;
        *self = top.below.clone();
        Some(top.scenario.clone())
    }

    pub(super) fn depth(&self) -> usize {
        self.0.as_ref().map_or(0, |top| top.depth)
    }

    /// From the nearest to the farthest.
    pub(super) fn iter(&self) -> impl Iterator<Item = &Scenario> {
        let entries = std::iter::successors(self.0.as_deref(), |entry| entry.below.0.as_deref());
        entries.map(|entry| &*entry.scenario)
    }

    /// A stack of scenarios given from the nearest to the farthest.
    pub(super) fn of(nearest_first: Vec<Arc<Scenario>>) -> Self {
        let mut stack = Stack::default();
        nearest_first.into_iter().rev().for_each(|scenario| stack.push(scenario));
        stack
    }
}

impl Drop for Stack {
    /// Entry by entry: left to itself, a long history would be dropped by as deep a recursion.
    fn drop(&mut self) {
        let mut next = self.0.take();
        while let Some(mut entry) = next.and_then(Arc::into_inner) {
            next = entry.below.0.take();
        }
    }
}

impl PartialEq for Stack {
    fn eq(&self, other: &Self) -> bool {
        self.depth() == other.depth() && self.iter().eq(other.iter())
    }
}

impl fmt::Debug for Stack {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.iter()).finish()
    }
}

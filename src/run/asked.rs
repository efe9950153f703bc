//! Ends that only tests ask for, by `COSTTUI_PANIC`: a panic in the thread of that name, with the words behind it, at F12 where
//! it takes keys; in the loop also a stack that runs over and memory that is refused. Releases don't have them.

use crossterm::event::{Event, KeyCode};
use std::alloc::{Layout, handle_alloc_error};
use std::hint::black_box;

/// The words behind the end, where it is asked for.
fn asked(end: &str) -> Option<String> {
    let asked = std::env::var("COSTTUI_PANIC").ok().filter(|_| cfg!(debug_assertions))?;
    let (named, words) = asked.split_once(' ').unwrap_or((&asked, ""));
    (named == end).then(|| words.to_owned())
}

pub(super) fn panic_if_asked(thread: &str) {
    let asked = asked(thread);
    assert!(asked.is_none(), "asked for by COSTTUI_PANIC {}", asked.unwrap_or_default());
}

pub(super) fn panic_at_f12(thread: &str, event: &Event) {
    if event.as_key_press_event().is_some_and(|key| key.code == KeyCode::F(12)) {
        panic_if_asked(thread);
        if asked("stack").is_some() {
            black_box(run_over(&[0; 64]));
        }
        if asked("memory").is_some() {
            handle_alloc_error(Layout::new::<u64>());
        }
    }
}

fn run_over(before: &[u64; 64]) -> u64 {
    let deeper = black_box(*before);
    if deeper.contains(&1) { 0 } else { run_over(&deeper) + deeper.iter().sum::<u64>() }
}

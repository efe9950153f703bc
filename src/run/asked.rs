//! Ends that only tests ask for, by `COSTTUI_PANIC`: a panic in the thread of that name, at F12 where it takes keys; in the
//! loop also a stack that runs over and memory that is refused. Releases don't have them.

use crossterm::event::{Event, KeyCode};
use std::alloc::{Layout, handle_alloc_error};
use std::hint::black_box;

fn is_asked(end: &str) -> bool {
    cfg!(debug_assertions) && std::env::var("COSTTUI_PANIC").is_ok_and(|asked| asked == end)
}

pub(super) fn panic_if_asked(thread: &str) {
    assert!(!is_asked(thread), "asked for by COSTTUI_PANIC");
}

pub(super) fn panic_at_f12(thread: &str, event: &Event) {
    if event.as_key_press_event().is_some_and(|key| key.code == KeyCode::F(12)) {
        panic_if_asked(thread);
        if is_asked("stack") {
            black_box(run_over(&[0; 64]));
        }
        if is_asked("memory") {
            handle_alloc_error(Layout::new::<u64>());
        }
    }
}

fn run_over(before: &[u64; 64]) -> u64 {
    let deeper = black_box(*before);
    if deeper[0] == 1 { 0 } else { run_over(&deeper) + deeper[63] }
}

//! Gives the terminal back when the program aborts: a stack that ran over or memory that was refused runs no hook and drops
//! nothing, but it raises SIGABRT, and a handler of that can still write.

use super::TAKEN;
use rustix::stdio::{stderr, stdin, stdout};
use rustix::termios::{OptionalActions, Termios, tcgetattr, tcsetattr};
use signal_hook::{consts::SIGABRT, low_level};
use std::sync::OnceLock;
use std::sync::atomic::Ordering;

/// What a handler has to do, made while there is time.
struct Before {
    modes: Option<Termios>,
    leave: Vec<u8>,
}

static BEFORE: OnceLock<Before> = OnceLock::new();

const WORDS: &[u8] =
    b"\ncosttui was aborted: where it was not told to be, it ran out of stack or memory, which is a bug of costtui.\n\
The session is on disk up to the last key.\n";

/// Called before the terminal is taken over; `leave` are the bytes that give its screen back. Later calls change nothing.
pub(super) fn guard(leave: impl FnOnce() -> Vec<u8>) {
    BEFORE.get_or_init(|| {
        give_back_at_abort();
        Before { modes: tcgetattr(stdin()).ok(), leave: leave() }
    });
}

#[allow(unsafe_code, reason = "what a handler calls must be safe in one, which no type can say")]
fn give_back_at_abort() {
    // SAFETY: it reads two statics that are set before, and makes system calls: no lock is taken, nothing is allocated,
    // nothing panics.
    let installed = unsafe { low_level::register(SIGABRT, give_back) };
    drop(installed); // without it, the terminal of a program that aborts stays as it is
}

fn give_back() {
    if let Some(before) = BEFORE.get().filter(|_| TAKEN.swap(false, Ordering::SeqCst)) {
        let _ = rustix::io::write(stdout(), &before.leave);
        if let Some(modes) = &before.modes {
            let _ = tcsetattr(stdin(), OptionalActions::Now, modes);
        }
        let _ = rustix::io::write(stderr(), WORDS);
    }
    let _ = low_level::emulate_default_handler(SIGABRT); // a signal from outside would else be answered by going on
}

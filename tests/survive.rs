//! Sessions survive: kills at any instant, calls that fail, full disks, power cuts, folders of every kind, a second program.
//!
//! Short forms by default, each with its figures printed (`cargo test --test survive -- --nocapture`); the long ones by
//! `tests/survive/long.sh`. What a machine can't do is said and left out, but where `CI` is set and it is a matter of a
//! program that can be installed.
#![cfg(target_os = "linux")]

mod survive {
    mod calls;
    mod folders;
    mod full;
    mod journals;
    mod kill;
    mod power;
    pub mod sessions;
    pub mod strace;
    mod together;
}

#[allow(dead_code, reason = "the tests of the terminal itself use the rest")]
#[path = "pty/terminal.rs"]
mod terminal;

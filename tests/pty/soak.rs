//! Bytes by chance into the real terminal: keys, broken sequences, mouse reports of nowhere, pastes and window sizes.
//!
//! `COSTTUI_SOAK=100000` asks for so many groups, and `COSTTUI_SEED=7` for others.

use super::terminal::{Terminal, costtui};
use crate::dice::Dice;
use std::thread::sleep;
use std::time::{Duration, Instant};

/// What terminals send, what they should not, and what begins and never ends.
const NASTY: [&str; 40] = [
    "\x1b[C",
    "\x1b[D",
    "\x1b[A",
    "\x1b[B",
    "\x1b[1;2C",
    "\x1b[H",
    "\x1b[F",
    "\x1b[5~",
    "\x1b[6~",
    "\t",
    "\x1b[Z",
    "\r",
    "\x1b",
    "\x1bOP",
    "\x1b[18~",
    "\x1b[15~",
    "\x1b3",
    "\x7f",
    "\x1b[3~",
    "\x15",
    "\x1b[<0;0;5M",
    "\x1b[<0;5;0M",
    "\x1b[M   ",
    "\x1b[32;0;5M",
    "\x1b[0;0R",
    "\x1b[<0;65535;65535M",
    "\x1b[<64;3;3M",
    "\x1b[<35;99999999;1M",
    "\x1b[200~12k\x1b[201~",
    "\x1b[200~\x1b[2J\x07\x1b[201~",
    "\x1b]52;c;AAAA\x07",
    "\x1bP1$r\x1b\\",
    "\x1b[?1;2c",
    "\x1b[99999999999999999999m",
    "\x1b[1;2;3;4;5;6;7;8;9u",
    "\x1b[<",
    "\x1b[I",
    "\x1b[O",
    "\u{fffd}",
    "\u{202e}",
];

/// Some keys that lead everywhere; none that leaves.
const KEYS: &[u8] = b"hjklHLtuUcbpsSRieynNP+m<>? 0123456789$.-%";

const SIZES: [(u16, u16); 8] = [(120, 36), (80, 24), (40, 12), (39, 11), (1, 1), (0, 0), (200, 60), (500, 200)];

fn asked(name: &str, otherwise: u64) -> u64 {
    std::env::var(name).ok().and_then(|asked| asked.parse().ok()).unwrap_or(otherwise)
}

/// A group of bytes; neither `/` nor what ends or stops the program is among them.
fn group(dice: &mut Dice) -> Vec<u8> {
    match dice.below(20) {
        0..=8 => dice.one_of(&NASTY).into(),
        9..=17 => vec![dice.one_of(KEYS)],
        18 => (0..dice.below(6)).map(|_| dice.below(256) as u8).filter(|b| !b"q/~\x03\x1a".contains(b)).collect(),
        _ => [0x1b, b'['].into_iter().chain((0..4).map(|_| b'0' + dice.below(16) as u8)).collect(),
    }
}

fn quits(mut terminal: Terminal, seed: u64) {
    // What ends any sequence and paste that was only begun: to crossterm one that begins with `ESC [ ?` ends at a `c` or `u`
    // alone, and one with `ESC [ <` at an `m` or `M`, and so long every key is a part of it.
    for end in ["mM", "c", "\x1b\\", "\x1b[201~"] {
        terminal.press(end);
        sleep(Duration::from_millis(20));
    }
    terminal.press("\x03");
    assert_eq!(terminal.ends(), 0, "COSTTUI_SEED={seed}");
    terminal.is_given_back();
}

#[test]
fn bytes_and_sizes_by_chance_end_nothing_and_break_nothing() {
    let (groups, first) = (asked("COSTTUI_SOAK", 2_000), asked("COSTTUI_SEED", 1));
    let (begun, mut done, mut most) = (Instant::now(), 0, 0);
    for seed in first.. {
        let mut dice = Dice::of(seed);
        let mut terminal = costtui(["--plan", "edunerve"]).run();
        terminal.shows("q quit");
        let end = groups.min(done + 5_000);
        while done < end {
            let bytes: Vec<u8> = (0..50).flat_map(|_| group(&mut dice)).collect();
            terminal.press(bytes);
            done += 50;
            // As from a hand: else all of it is one frame.
            sleep(Duration::from_millis(10));
            if dice.once_in(4) {
                let (columns, rows) = dice.one_of(&SIZES);
                terminal.resize(columns, rows);
            }
            assert!(terminal.lives(), "COSTTUI_SEED={seed} ends it:\n{}", terminal.screen());
        }
        terminal.resize(120, 36);
        most = most.max(terminal.memory());
        quits(terminal, seed);
        if done >= groups {
            break;
        }
    }
    eprintln!("{done} groups in {:.1} s, at most {} MB", begun.elapsed().as_secs_f64(), most >> 20);
    assert!(most < 300 << 20, "{most} bytes");
}

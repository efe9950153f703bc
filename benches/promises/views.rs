//! One key in each view that asks a question of many quotes: recomputed, looked into, answered and drawn, 200 × 60.

use super::screen::Explorer;
use super::{SHIPPED, largest};
use costtui::app::{Command, View};
use costtui::scenario::put;
use divan::Bencher;

/// Users up and down by turns in a view, after keys that choose what it asks.
fn key(bencher: Bencher, view: View, keys: &[Command]) {
    let mut scenario = largest();
    put(&mut scenario, &SHIPPED, "spreads.users", "500k to 2M").unwrap_or_else(|bad| panic!("{bad}"));
    let mut explorer = Explorer::new(&SHIPPED, scenario);
    explorer.give(Command::Look(view));
    keys.iter().for_each(|command| explorer.give(*command));
    explorer.answer();
    bencher.bench_local(|| {
        explorer.press();
        explorer.answer()
    });
}

const NEXT_PART: Command = Command::Pane { back: false };

#[divan::bench]
fn compare(bencher: Bencher) {
    key(bencher, View::Compare, &[]);
}

#[divan::bench]
fn tornado(bencher: Bencher) {
    key(bencher, View::Sensitivity, &[]);
}

#[divan::bench]
fn seek(bencher: Bencher) {
    key(bencher, View::Sensitivity, &[NEXT_PART]);
}

#[divan::bench]
fn best_levers(bencher: Bencher) {
    key(bencher, View::Sensitivity, &[NEXT_PART; 2]);
}

#[divan::bench]
fn best_levers_on_every_card(bencher: Bencher) {
    key(bencher, View::Sensitivity, &[NEXT_PART, NEXT_PART, Command::Try]);
}

#[divan::bench]
fn map(bencher: Bencher) {
    key(bencher, View::Sensitivity, &[NEXT_PART; 3]);
}

/// With `t`, so that the key moves users and not their growth.
#[divan::bench]
fn forecast(bencher: Bencher) {
    key(bencher, View::Forecast, &[Command::Try]);
}

/// With `<`: 10,000 draws.
#[divan::bench]
fn risk_of_10_000(bencher: Bencher) {
    key(bencher, View::Risk, &[Command::Order { back: true }]);
}

#[divan::bench]
fn risk_of_100_000(bencher: Bencher) {
    key(bencher, View::Risk, &[]);
}

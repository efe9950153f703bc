//! Monte Carlo: a million draws of five uncertain inputs, with percentiles of cost, cost per user, margin and margin percent.

use super::{REF_20, reference};
use costtui::explore::simulate::{Risk, simulate};
use divan::Bencher;

#[path = "../ref-20/uncertain.rs"]
mod uncertain;

/// A million draws find what was published.
pub fn check() {
    uncertain::check(&REF_20, 1_000_000);
}

fn risk(count: usize, threads: usize) -> Risk {
    let scenario = uncertain::scenario(&REF_20);
    simulate(&REF_20, &scenario, &uncertain::draws(count, threads), &|_| true).expect("so many draws are taken")
}

#[divan::bench(args = [1, 2], sample_count = 10)]
fn million_draws(bencher: Bencher, threads: usize) {
    bencher.bench_local(|| risk(1_000_000, threads));
}

#[divan::bench(sample_count = 20)]
fn hundred_thousand_draws(bencher: Bencher) {
    bencher.bench_local(|| risk(100_000, 2));
}

//! Price lists: a card of a hundred thousand machines is read once, and a quote does not feel its size.

use super::{SHIPPED, largest};
use costtui::catalog::{self, Catalog};
use costtui::engine;
use costtui::explore::cards::{Order, offers};
use costtui::faults::Source;
use costtui::scenario::Scenario;
use divan::{Bencher, black_box};
use std::fmt::Write;

/// A made-up card of so many machines: ten counts of vCPU, four ratios of memory, prices around what each part costs.
fn card(machines: u64) -> Source {
    let mut text = String::from(
        "id = \"big\"\nname = \"Big\"\ncurrency = \"USD\"\nsource = \"made up\"\nas_of = \"2026-11-22\"\n\
         [[sizes]]\nmeter = \"machine\"\nhourly = true\ntable = \"\"\"\nname | vcpu | memory_gb | price\n",
    );
    let mut dice = 7_u64;
    for n in 0..machines {
        // A linear congruential generator: the same card on every machine.
        dice = dice.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let vcpu = [1, 2, 4, 8, 16, 32, 48, 64, 96, 128][(dice >> 60) as usize % 10];
        let memory = vcpu * [1, 2, 4, 8][(dice >> 40) as usize % 4];
        let noise = 70 + (dice >> 20) % 90;
        let price = (vcpu * 200 + memory * 40) * noise; // in millionths of a dollar
        writeln!(text, "m{n} | {vcpu} | {memory} | {}.{:06}", price / 1_000_000, price % 1_000_000)
            .expect("a string takes all");
    }
    text.push_str("\"\"\"\n");
    Source { name: "big.toml".to_owned(), text }
}

fn with(card: &Source) -> Catalog {
    catalog::parse(&[catalog::embedded(), vec![card.clone()]]).unwrap_or_else(|faults| panic!("{faults}"))
}

/// The largest shipped stage on a card.
fn on(card: &str) -> Scenario {
    Scenario { card: card.to_owned(), ..largest() }
}

const MACHINES: [u64; 3] = [1_000, 10_000, 100_000];

#[divan::bench(args = MACHINES)]
fn load_of_machines(bencher: Bencher, machines: u64) {
    let card = card(machines);
    bencher.bench_local(|| with(black_box(&card)));
}

#[divan::bench(args = MACHINES)]
fn quote_on_machines(bencher: Bencher, machines: u64) {
    let catalog = with(&card(machines));
    let scenario = on("big");
    let quote = engine::quote(&catalog, &scenario);
    assert!(quote.lines.iter().any(|line| line.card_price.is_some()), "the card prices nothing");
    bencher.bench_local(|| engine::quote(&catalog, black_box(&scenario)));
}

#[divan::bench]
fn quote_as_documented(bencher: Bencher) {
    let scenario = on(catalog::DOCUMENTED);
    bencher.bench_local(|| engine::quote(&SHIPPED, black_box(&scenario)));
}

#[divan::bench]
fn quote_on_aws(bencher: Bencher) {
    let scenario = on("aws");
    bencher.bench_local(|| engine::quote(&SHIPPED, black_box(&scenario)));
}

#[divan::bench]
fn every_card_and_region(bencher: Bencher) {
    let scenario = largest();
    let plan = SHIPPED.plan("edunerve").expect("it is shipped");
    bencher.bench_local(|| offers(&SHIPPED, plan, black_box(&scenario), Order::Total));
}

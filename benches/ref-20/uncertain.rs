//! REF-20 with five uncertain inputs, and what twenty runs of a million draws found. Shared by benches and tests.

use super::reference;
use costtui::catalog::Catalog;
use costtui::explore::simulate::Draws;
use costtui::scenario::{Scenario, put};

/// The inputs: of `users` the logarithm has the mean ln 50,000 and the standard deviation 0.5, of `gb_per_user` ln 1.8 and
/// 0.35. P5 and P95 of them are mean × exp(∓1.6448536269514722 × deviation).
const SPREADS: [(&str, &str); 5] = [
    ("users", "lognormal 21968.205246374626 to 113800.830425715846"),
    ("gb_per_user", "lognormal 1.0121612493442287 to 3.2010709776719573"),
    ("concurrency", "triangular 1% to 3% to 8%"),
    ("cache_hit", "uniform 40% to 80%"),
    ("revenue_per_user", "triangular 6 to 9 to 12"),
];

/// The base inputs, five of them spread.
pub fn scenario(catalog: &Catalog) -> Scenario {
    let mut scenario = reference::base(catalog);
    for (slider, spread) in SPREADS {
        put(&mut scenario, catalog, &format!("spreads.{slider}"), spread).unwrap_or_else(|bad| panic!("{bad}"));
    }
    scenario
}

/// So many draws of it, in so many threads.
pub fn draws(count: usize, threads: usize) -> Draws {
    Draws { count, seed: 1, together: false, budget: None, threads }
}

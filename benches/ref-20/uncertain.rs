//! REF-20 with five uncertain inputs, and what twenty runs of a million draws found. Shared by benches and tests.

use super::reference;
use costtui::amount::Number;
use costtui::catalog::Catalog;
use costtui::explore::simulate::{Drawn, Draws, Risk, simulate};
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

/// Asserts that so many draws find what was published, within four of its standard deviations: those of a million draws,
/// wider by √(1,000,000 ÷ count) for fewer. Answers what they found.
pub fn check(catalog: &Catalog, count: usize) -> Risk {
    let found = simulate(catalog, &scenario(catalog), &draws(count, 2), &|_| true).expect("so many draws are taken");
    let mut published =
        csv::ReaderBuilder::new().comment(Some(b'#')).from_reader(include_bytes!("uncertain.csv").as_slice());
    for row in published.records() {
        let row = row.expect("the table is sound");
        let number = |at: usize| row[at].parse::<f64>().unwrap_or_else(|bad| panic!("{row:?}: {bad}"));
        let figure = if &row[0] == "cost" { Drawn::Cost } else { Drawn::MarginPercent };
        let distribution = found.figures[figure as usize].distribution.as_ref().expect("it is defined");
        let drawn = f64::of(distribution.percentile(number(1) as u8).expect("it is told").value);
        let bound = 4.0 * number(3) * (1e6 / count as f64).sqrt();
        assert!((drawn - number(2)).abs() <= bound, "{drawn} was drawn of {count}, within {bound} of {row:?}");
    }
    found
}

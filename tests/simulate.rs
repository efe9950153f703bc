//! Monte Carlo against distributions that are known, a published run, and the exact quote.

mod binary;
#[path = "../benches/ref-20/reference.rs"]
#[expect(dead_code, reason = "its own test holds the results that it is known to have")]
mod reference;
#[expect(dead_code, reason = "other tests use the rest")]
#[path = "scenarios/laws.rs"]
mod laws;
mod scenarios;
#[path = "../benches/ref-20/uncertain.rs"]
mod uncertain;

use binary::costtui;
use costtui::amount::{Decimal, Number};
use costtui::catalog::{self, Catalog};
use costtui::engine::{Range, RangeOf, Uncertain, quote};
use costtui::explore::simulate::{Chance, Distribution, Drawn, Draws, NoRisk, Open, Risk, budget, simulate};
use costtui::faults::Source;
use costtui::scenario::{Scenario, put};
use laws::always;
use proptest::prelude::*;
use scenarios::{any_scenario, runner};
use std::sync::OnceLock;

/// Draws of a test; in steps of four times more each error halves.
const DRAWS: usize = 40_000;

/// Standard errors that a sampled figure may be off: fewer than 1 in 100,000 are, and the seed is fixed.
const ERRORS: f64 = 4.5;

/// A made-up plan whose distributions are known, beside what is shipped.
fn open() -> &'static Catalog {
    static CATALOG: OnceLock<Catalog> = OnceLock::new();
    CATALOG.get_or_init(|| {
        let source = Source { name: "open.toml".into(), text: include_str!("simulate/open.toml").to_owned() };
        catalog::parse(&[catalog::embedded(), vec![source]]).unwrap_or_else(|faults| panic!("{faults}"))
    })
}

fn chosen(choices: &[(&str, &str)]) -> Scenario {
    let mut scenario = Scenario::of(open().plan("open").expect("it was read"));
    for (key, value) in choices {
        put(&mut scenario, open(), key, value).unwrap_or_else(|bad| panic!("{bad}"));
    }
    scenario
}

fn draws() -> Draws {
    uncertain::draws(DRAWS, 2)
}

fn risk(scenario: &Scenario, draws: &Draws) -> Risk {
    simulate(open(), scenario, draws, &|_| true).expect("so many draws are taken")
}

fn of(risk: &Risk, figure: Drawn) -> &Distribution {
    risk.figures[figure as usize].distribution.as_ref().expect("it is defined")
}

fn percentile(of: &Distribution, percent: u8) -> f64 {
    f64::of(of.percentile(percent).expect("it is told").value)
}

/// The rows of a table with a comment above it, as numbers and words.
fn rows(text: &str) -> Vec<csv::StringRecord> {
    let mut reader = csv::ReaderBuilder::new().comment(Some(b'#')).from_reader(text.as_bytes());
    reader.records().collect::<Result<_, _>>().expect("the table is sound")
}

fn number(row: &csv::StringRecord, at: usize) -> f64 {
    row[at].parse().unwrap_or_else(|bad| panic!("{row:?}: {bad}"))
}

/// The standard error of a percentile of so many draws, where the distribution has this density.
fn error(percent: f64, draws: usize, density: f64) -> f64 {
    let share = percent / 100.0;
    (share * (1.0 - share) / draws as f64).sqrt() / density
}

fn near(drawn: f64, known: f64, error: f64, told: &str) {
    // What is told is rounded to cents.
    assert!((drawn - known).abs() <= ERRORS * error + 0.005, "{told}: {drawn} drawn, {known} known, error {error}");
}

// ── What is known ─────────────────────────────────────────────────────────────────────────────────────────────────────

#[test]
fn sums_of_ranges_are_distributed_as_irwin_and_hall_say() {
    let variants = [("2", "two"), ("3", "three"), ("4", "four")];
    let each = variants.map(|(lines, variant)| (lines, chosen(&[("variant", variant)])));
    for (lines, scenario) in each {
        let (apart, together) = (risk(&scenario, &draws()), risk(&scenario, &Draws { together: true, ..draws() }));
        assert_eq!((apart.inputs.len(), together.inputs.len()), (lines.parse().unwrap(), 1));
        for row in rows(include_str!("simulate/sums.csv")).iter().filter(|row| &row[0] == lines) {
            let percent = number(row, 1);
            let told = format!("P{percent} of {lines} lines");
            let bound = error(percent, DRAWS, number(row, 3) / 100.0);
            near(percentile(of(&apart, Drawn::Cost), percent as u8), number(row, 2), bound, &told);
            // Together it is uniform on 0 to 100 × lines.
            let bound = error(percent, DRAWS, 1.0 / (100.0 * lines.parse::<f64>().unwrap()));
            near(percentile(of(&together, Drawn::Cost), percent as u8), number(row, 4), bound, &told);
        }
        // Each of n alike explains 1 ÷ n of the variance; the standard error of r² is below 2·√(r²(1−r²)²÷n) < 0.005.
        let share = 1.0 / apart.inputs.len() as f64;
        assert!(apart.inputs.iter().all(|input| (f64::of(input.of_cost.unwrap()) - share).abs() < 0.02));
        assert_eq!(together.inputs[0].of_cost, Some(Decimal::ONE));
    }
}

#[test]
fn a_normal_revenue_has_the_quantiles_of_the_tables() {
    let scenario = chosen(&[("variant", "flat"), ("spreads.revenue_per_user", "normal 4 ± 1")]);
    let risk = risk(&scenario, &draws());
    let margin = of(&risk, Drawn::Margin);
    for row in rows(include_str!("simulate/normal.csv")) {
        let percent = number(&row, 0);
        let bound = error(percent, DRAWS, number(&row, 2));
        near(percentile(margin, percent as u8), number(&row, 1), bound, &format!("P{percent}"));
    }
    // The standard error of a mean is deviation ÷ √n, of a standard deviation deviation ÷ √2n.
    near(f64::of(margin.mean), 300.0, 100.0 / (DRAWS as f64).sqrt(), "mean");
    near(f64::of(margin.deviation), 100.0, 100.0 / (2.0 * DRAWS as f64).sqrt(), "deviation");
    assert_eq!(of(&risk, Drawn::Cost).deviation, Decimal::ZERO, "100 users at $1 cost the same in every draw");
    assert_eq!(risk.inputs[0].of_cost, None, "there is nothing to explain");
    assert_eq!(risk.inputs[0].of_margin, Some(Decimal::ONE));
}

#[test]
fn the_chances_of_a_loss_and_of_a_broken_budget_are_their_shares_of_the_spread() {
    // $1 a user: at revenue uniform on $0.50 to $3.00 a loss is below $1.00, 0.50 ÷ 2.50 = 20 %. Users uniform on 50 to 150,
    // whole ones: the cost is above $124.50 from 125 users on, 25 ÷ 100 = 25 %.
    let spreads = [("spreads.revenue_per_user", "uniform $0.50 to $3"), ("spreads.users", "uniform 50 to 150")];
    let choices: Vec<(&str, &str)> = [("variant", "flat")].into_iter().chain(spreads).collect();
    let risk = risk(&chosen(&choices), &Draws { budget: Some(Decimal::new(12450, 2)), ..draws() });
    let held = |chance: Option<Chance>, known: f64| {
        let chance = chance.expect("it can be told");
        let error = (known * (1.0 - known) / DRAWS as f64).sqrt();
        assert!((f64::of(chance.share) - known).abs() <= ERRORS * error, "{chance:?}, {known} known");
        assert!((f64::of(chance.error) - error).abs() < 0.05 * error, "{chance:?}, error {error}");
    };
    held(risk.loss, 0.2);
    held(risk.over_budget.expect("a budget was given").1, 0.25);
}

#[test]
fn a_lever_saves_the_same_share_of_all_it_touches_in_a_draw() {
    // $100 and $300 at a saving uniform on 20 % to 60 %: $400 × (1 − s), uniform on $160 to $320. Were each line drawn by
    // itself, P5 would be above $180.
    let risk = risk(&chosen(&[("variant", "saved"), ("levers.spot", "100%")]), &draws());
    for (percent, known) in [(5, 168.0), (10, 176.0), (50, 240.0), (90, 304.0), (95, 312.0)] {
        let told = format!("P{percent}");
        near(percentile(of(&risk, Drawn::Cost), percent), known, error(percent.into(), DRAWS, 1.0 / 160.0), &told);
    }
    assert_eq!(risk.inputs.len(), 1);
}

#[test]
fn a_stated_total_that_is_a_range_is_drawn_in_place_of_its_lines() {
    // Uniform on $300 to $500.
    let risk = risk(&chosen(&[("variant", "stated"), ("basis", "stated")]), &draws());
    for (percent, known) in [(5, 310.0), (50, 400.0), (95, 490.0)] {
        let told = format!("P{percent}");
        near(percentile(of(&risk, Drawn::Cost), percent), known, error(percent.into(), DRAWS, 1.0 / 200.0), &told);
    }
    assert_eq!(risk.inputs.len(), 1, "the line that the total stands for is no input");
}

#[test]
fn the_published_percentiles_of_the_reference_workload_are_met() {
    // A build for tests is slow: fewer draws, within a wider bound.
    let risk = uncertain::check(&reference::catalog(), if cfg!(debug_assertions) { 100_000 } else { 1_000_000 });
    assert!(risk.figures.iter().all(|figure| figure.undefined == 0));
    let first = risk.inputs.first().expect("five inputs");
    assert!(matches!(first.of, Open::Slider(0, _)), "users explain most: {first:?}");
}

// ── Laws ──────────────────────────────────────────────────────────────────────────────────────────────────────────────

#[test]
fn nothing_drawn_is_the_quote_and_all_ends_are_its_ends() {
    always(256, |scenario| {
        let cost = quote(scenarios::catalog(), scenario).cost.expect("a total of a shipped plan fits");
        for together in [false, true] {
            let mut model = Uncertain::of(scenarios::catalog(), scenario, together).unwrap().unwrap();
            model.move_to([]);
            for (place, known) in [(0.0, cost.low), (0.5, cost.expected), (1.0, cost.high)] {
                // A factor is expected wherever its month stands between its ends; all else in the middle.
                let in_range = |range: &Range| match scenario.factors.get(&range.name) {
                    Some(of) if range.of == RangeOf::Factor && place == 0.5 => {
                        (f64::of(of.expected) - f64::of(of.low)) / (f64::of(of.high) - f64::of(of.low))
                    }
                    _ => place,
                };
                let places: Vec<f64> = model.ranges().iter().map(in_range).collect();
                let drawn = model.at(&places).cost.expect("it fits");
                // Levers that save a range are apart from the lines.
                let known = f64::of(known);
                prop_assert!((drawn - known).abs() <= 1e-9 * known.abs(), "{place}: {drawn} drawn, {known} quoted");
            }
        }
        Ok(())
    });
}

#[test]
fn half_of_the_draws_lie_between_low_and_high_as_do_all() {
    let few = Draws { count: 200, ..draws() };
    let law = |scenario: Scenario| {
        let risk = simulate(scenarios::catalog(), &scenario, &few, &|_| true).expect("so many are taken");
        let cost = risk.quote.cost.expect("a total of a shipped plan fits");
        let cent = Decimal::new(1, 2);
        for percentile in &of(&risk, Drawn::Cost).percentiles {
            prop_assert!(percentile.value >= cost.low - cent && percentile.value <= cost.high + cent);
            prop_assert!(percentile.low <= percentile.value && percentile.value <= percentile.high);
        }
        let bins = &of(&risk, Drawn::Cost).bins;
        prop_assert_eq!(bins.iter().map(|bin| bin.count).sum::<usize>(), 200);
        Ok(())
    };
    runner(64).run(&any_scenario(), law).unwrap_or_else(|fault| panic!("{fault}"));
}

/// All of an answer but the quote and how it was drawn.
fn drawn(risk: &Risk) -> String {
    format!("{:?}", (&risk.figures, &risk.loss, &risk.over_budget, &risk.inputs, &risk.stages))
}

#[test]
fn the_same_seed_gives_the_same_answer_in_any_number_of_threads_and_another_does_not() {
    let scenario = chosen(&[("variant", "four"), ("spreads.users", "50 to 500")]);
    let threads = |threads: usize| drawn(&risk(&scenario, &Draws { count: 60_001, threads, ..draws() }));
    let one = threads(1);
    assert!([2, 7].map(threads).iter().all(|other| *other == one));
    let other = risk(&scenario, &Draws { count: 60_001, seed: 2, ..draws() });
    assert_ne!(drawn(&other), one);
}

#[test]
fn figures_that_are_undefined_are_counted_and_left_out() {
    // Whole users uniform on −100 to 100, held to 0: those below 1 are none, 101 ÷ 200 of the draws.
    let risk = risk(&chosen(&[("variant", "flat"), ("spreads.users", "uniform -100 to 100")]), &draws());
    let undefined = risk.figures.each_ref().map(|figure| figure.undefined);
    let [cost, per_user, margin, percent] = undefined;
    assert_eq!((cost, margin, per_user), (0, 0, percent));
    let share = per_user as f64 / DRAWS as f64;
    assert!((share - 0.505).abs() < ERRORS * 0.5 / (DRAWS as f64).sqrt(), "{share}");
    assert_eq!(of(&risk, Drawn::CostPerUser).mean, Decimal::ONE, "$1 wherever there are users");
}

#[test]
fn where_nothing_is_uncertain_every_percentile_is_the_quote() {
    let risk = risk(&chosen(&[("variant", "flat")]), &draws());
    assert!(risk.inputs.is_empty());
    for figure in Drawn::ALL {
        let quoted = figure.quoted(&risk.quote).expect("it is defined");
        assert!(of(&risk, figure).percentiles.iter().all(|percentile| percentile.value == quoted));
        assert_eq!((of(&risk, figure).mean, of(&risk, figure).deviation), (quoted, Decimal::ZERO));
    }
    assert_eq!(risk.loss.map(|chance| chance.count), Some(0), "100 users at $1 cost as much as they bring");
}

#[test]
fn drawing_stops_when_it_is_told_to() {
    let scenario = chosen(&[("variant", "two")]);
    let stopped = simulate(open(), &scenario, &Draws { count: 1_000_000, ..draws() }, &|done| done < 20_000);
    assert_eq!(stopped.err(), Some(NoRisk::Cancelled));
    let told = std::sync::Mutex::new(Vec::new());
    let watch = |done: usize| {
        told.lock().unwrap().push(done);
        true
    };
    simulate(open(), &scenario, &draws(), &watch).expect("so many are taken");
    assert_eq!(told.into_inner().unwrap().into_iter().max(), Some(DRAWS), "progress ends with all of them");
}

#[test]
fn too_few_and_too_many_draws_are_refused() {
    let scenario = chosen(&[]);
    for count in [0, 10_000_001, 1_000_000_000_000] {
        let refused = simulate(open(), &scenario, &Draws { count, ..draws() }, &|_| true);
        assert_eq!(refused.err(), Some(NoRisk::Draws(count)));
    }
    let one = risk(&chosen(&[("variant", "two")]), &Draws { count: 1, ..draws() });
    assert_eq!(of(&one, Drawn::Cost).deviation, Decimal::ZERO, "one draw has no deviation");
}

#[test]
fn the_budget_of_a_plan_is_the_one_that_it_sets_for_a_month() {
    let catalog = scenarios::catalog();
    let plan = |id: &str| catalog.plan(id).expect("it is shipped");
    // Document 001 L532: alert at $3,000 a month; its $100 a day is none of a month.
    assert_eq!(budget(catalog, plan("business-os"), "s2-growth"), Some(Decimal::from(3000)));
    assert_eq!(budget(catalog, plan("edunerve"), "u50k"), None);
}

// ── As a script and a reader ask ──────────────────────────────────────────────────────────────────────────────────────

/// What a command line prints, its exit code, and what it says on stderr.
fn asked(arguments: &[&str]) -> (String, Option<i32>, String) {
    let output = costtui(arguments.iter().copied()).output().expect("the binary runs");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("words are UTF-8");
    (text(output.stdout), output.status.code(), text(output.stderr))
}

/// One line is a range, $50 to $150, so the cost is uniform on $442.22 to $542.22, and 5,000 users bring $500: a loss in 42.22 %
/// of the draws, a cost above $520 in 22.22 %. P5 is $447.22, the standard deviation 100 ÷ √12 = $28.87.
const KNOWN: [&str; 9] = [
    "simulate",
    "--plan",
    "zero-to-planetary",
    "--users",
    "5k",
    "--revenue-per-user=0.10",
    "--budget",
    "$520",
    "--draws=20k",
];

#[test]
fn the_answer_reads_well_as_text() {
    let (text, code, _) = asked(&KNOWN);
    assert_eq!(code, Some(0));
    insta::assert_snapshot!("simulate_text", text);
}

#[test]
fn a_script_is_told_how_it_was_drawn_and_what_is_undefined() {
    let (text, ..) = asked(&[&KNOWN[..], &["--format", "json", "--spread", "users=0 to 10k", "--seed=7"]].concat());
    let answer: serde_json::Value = serde_json::from_str(&text).expect("the answer is JSON");
    assert_eq!((&answer["sampled"], &answer["draws"], &answer["seed"]), (&true.into(), &"20000".into(), &"7".into()));
    assert_eq!(answer["budget"]["expected"], "520");
    assert_eq!(answer["cost_undefined"], "0");
    let without: f64 = answer["cost_per_user_undefined"].as_str().unwrap().parse().unwrap();
    // Normal about 5,000 with P5 at 0: 5 % of the draws are below 0, and held to no users.
    assert!((without / 20_000.0 - 0.05).abs() < 0.01, "{without}");
    let drawn = answer["drawn"].as_array().unwrap();
    assert!(drawn.iter().any(|row| row["spread"] == "0 to 10000"), "{drawn:?}");
    assert_eq!(answer["percentiles"][0]["percent"], "5");
}

#[test]
fn everything_that_is_wrong_is_told_at_once() {
    let wrong = ["simulate", "--draws=0", "--budget=-5", "--spread", "users=50k to 10k", "--spread", "usrs=1 to 2"];
    let (out, code, said) = asked(&wrong);
    assert_eq!((out.as_str(), code), ("", Some(2)));
    for words in [
        "users: `50k to 10k`: expected the low end first, below the high end, not 50,000 to 10,000",
        "`usrs` is no slider; did you mean `users`?",
        "--draws: expected a whole number from 1 to 10,000,000, not 0",
        "--budget: expected money above 0, not −$5.00",
    ] {
        assert!(said.contains(words), "{words:?} is not in {said}");
    }
    let (_, code, said) = asked(&["simulate", "--draws", "1000000000000"]);
    assert!(code == Some(2) && said.contains("from 1 to 10,000,000, not 1,000,000,000,000"), "{said}");
    let (_, code, said) = asked(&["simulate", "--spread", "users"]);
    assert!(code == Some(2) && said.contains("expected SLIDER=SPREAD"), "{said}");
}

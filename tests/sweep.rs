//! Sweeps: every point is a quote, every cliff stands at the very user, and a map over two sliders breaks even where it does.

mod binary;
mod scenarios;

use binary::costtui;
use costtui::amount::{Decimal, decimal};
use costtui::catalog::{self, Catalog, Metric, Scale};
use costtui::engine;
use costtui::explore::heat::heat_map;
use costtui::explore::sweep::{Along, Sweep, sweep};
use costtui::scenario::Scenario;
use proptest::prelude::*;
use scenarios::{any_scenario, runner};
use std::path::Path;

fn d(text: &str) -> Decimal {
    decimal(text).expect("a number")
}

fn steps() -> Catalog {
    catalog::load(Some(Path::new("tests/steps"))).unwrap_or_else(|error| panic!("{error}"))
}

fn along(catalog: &Catalog, slider: &str, (from, to): (&str, &str), points: usize) -> Along {
    let slider = catalog.driver_index(slider).expect("a slider");
    Along { slider, from: d(from), to: d(to), points, spacing: Scale::Linear }
}

fn swept(catalog: &Catalog, of: &Along) -> Sweep {
    sweep(catalog, &Scenario::of(catalog.plan("steps").unwrap()), of).unwrap()
}

#[test]
fn the_curve_jumps_at_the_very_user_and_by_what_that_one_adds() {
    let catalog = steps();
    let found = swept(&catalog, &along(&catalog, "users", ("500", "2500"), 3));
    let points: Vec<(Decimal, Decimal, Decimal, usize)> =
        found.points.iter().map(|p| (p.value, p.cost.unwrap(), p.revenue.unwrap(), p.stage)).collect();
    // 50 up to 1,000 users; above that 150 and 10 a node of 2,000 users.
    let expected = [
        ("500", "50", "50", 0),
        ("1000", "50", "100", 0),
        ("1001", "160", "100.10", 1),
        ("1500", "160", "150", 1),
        ("2500", "170", "250", 1),
    ];
    assert_eq!(points, expected.map(|(users, cost, revenue, stage)| (d(users), d(cost), d(revenue), stage)));
    let [cliff] = found.cliffs.as_slice() else { panic!("{:?}", found.cliffs) };
    assert_eq!((cliff.at, cliff.from, cliff.to), (d("1001"), 0, 1));
    assert_eq!((cliff.adds, cliff.share), (Some(d("110")), Some(d("2.2"))), "160 - 50, and 110 / 50");
}

#[test]
fn another_slider_stays_on_its_stage() {
    let catalog = steps();
    let found = swept(&catalog, &along(&catalog, "revenue_per_user", ("0", "1"), 3));
    let revenue: Vec<Decimal> = found.points.iter().map(|point| point.revenue.unwrap()).collect();
    assert_eq!(revenue, ["0", "400", "800"].map(d), "800 users at 0, 0.50 and 1");
    assert!(found.points.iter().all(|point| point.cost == Ok(d("50")) && point.stage == 0));
    assert!(found.cliffs.is_empty());
}

#[test]
fn points_are_quotes_whatever_the_slider_and_however_many_threads_priced_them() {
    let catalog = scenarios::catalog();
    let sliders = ["users", "concurrency", "revenue_per_user", "gb_per_user", "paid_share"];
    let law = |(scenario, slider, points): (Scenario, &str, usize)| {
        let plan = engine::plan_of(catalog, &scenario).unwrap();
        let at = catalog.driver_index(slider).unwrap();
        let found = sweep(catalog, &scenario, &Along::of(catalog, plan, &scenario, at, points)).unwrap();
        prop_assert!(found.points.is_sorted_by_key(|point| point.value));
        let of = &catalog.sliders[at];
        for point in found.points.iter().step_by(found.points.len().div_ceil(5)) {
            let mut there = scenario.clone();
            there.set(catalog, of, point.value);
            let quote = engine::quote(catalog, &there);
            prop_assert_eq!(point.cost.ok(), quote.cost.ok().map(|cost| cost.expected), "{} {}", slider, point.value);
            prop_assert_eq!(point.revenue.ok(), quote.economics.revenue);
            prop_assert_eq!(point.stage, quote.stage.index);
        }
        Ok(())
    };
    let cases = (any_scenario(), prop::sample::select(sliders.to_vec()), prop_oneof![Just(7usize), Just(5000)]);
    runner(48).run(&cases, law).unwrap_or_else(|fault| panic!("{fault}"));
}

#[test]
fn a_map_over_users_and_concurrency_has_the_margin_in_each_cell_and_breaks_even_where_each_row_does() {
    let catalog = steps();
    let scenario = Scenario::of(catalog.plan("steps").unwrap());
    let (across, up) = (along(&catalog, "users", ("1000", "3000"), 3), along(&catalog, "concurrency", ("0", "0.1"), 2));
    let map = heat_map(&catalog, &scenario, Metric::Margin, (&across, &up), |_| true).unwrap();
    assert_eq!(map.across, ["1000", "2000", "3000"].map(d));
    // Nobody at once: 150 above 1,000. A tenth at once: a node for each 1,000 users.
    let margins: Vec<Vec<Decimal>> =
        map.rows.iter().map(|row| row.cells.iter().map(|cell| cell.unwrap()).collect()).collect();
    assert_eq!(margins, [["50", "50", "150"].map(d).to_vec(), ["50", "30", "120"].map(d).to_vec()]);
    let covered: Vec<Vec<(Decimal, Option<Decimal>)>> =
        map.rows.iter().map(|row| row.covered.iter().map(|span| (span.from, span.to)).collect()).collect();
    // 0.10 a user: 500 cover 50, 1,500 cover 150; with nodes 1,700 cover 170 and carry up to 2,000 users, 2,001 cover 180.
    assert_eq!(covered[0], [(d("500"), Some(d("1000"))), (d("1500"), None)]);
    assert_eq!(covered[1], [(d("500"), Some(d("1000"))), (d("1700"), None)]);
    let stopped = heat_map(&catalog, &scenario, Metric::Margin, (&across, &up), |row| row < 1);
    assert!(stopped.is_none(), "it stops where it is asked to");
}

fn told(arguments: &str) -> String {
    let output = costtui(arguments.split(' ')).output().unwrap();
    assert!(output.status.success(), "{arguments}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn a_sweep_and_a_map_read_well() {
    let of = |more: &str| told(&format!("sweep --catalog tests/steps --plan steps {more}"));
    insta::assert_snapshot!("sweep_text", of("--from 500 --to 2500 --points 3 --spacing linear"));
    insta::assert_snapshot!("sweep_csv", of("--from 500 --to 2500 --points 3 --spacing linear --format csv"));
    insta::assert_snapshot!(
        "sweep_map",
        of("--from 1000 --to 3000 --points 3 --spacing linear --and concurrency --and-from 0 --and-to 10%")
    );
}

#[test]
fn what_can_not_be_swept_is_told() {
    let refused = |arguments: &str| {
        let output = costtui(arguments.split(' ')).output().unwrap();
        assert_eq!((output.status.code(), output.stdout.len()), (Some(2), 0), "{arguments}");
        String::from_utf8(output.stderr).unwrap()
    };
    for (arguments, words) in [
        ("sweep --by usrs", "`users`"),
        ("sweep --from 10k --to 5k", "expected to go up, not from 10,000 to 5,000"),
        ("sweep --points 0", "expected 2 to 1,000,000, not 0"),
        ("sweep --points 1000000000000", "expected 2 to 1,000,000"),
        ("sweep --points many", "expected 2 to 1,000,000, not many"),
        ("sweep --by concurrency --to 200%", "concurrency: expected 0.0 % to 100.0 %, not 200%"),
        ("sweep --and users", "another slider than --by"),
        ("sweep --and concurrency --figure margn", "`margin`"),
        ("sweep --and concurrency --figure cpu_percent", "you answer it"),
        ("sweep --and concurrency --points 5000", "at most 1000000 cells"),
    ] {
        let said = refused(arguments);
        assert!(said.contains(words), "{arguments}: {said}");
    }
}

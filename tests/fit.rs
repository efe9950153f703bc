//! Factors of plans with shares, worked out by hand: with them each category costs what the bill asks.

mod binary;
#[expect(dead_code, reason = "other tests use the rest")]
#[path = "scenarios/laws.rs"]
mod laws;
mod scenarios;

use binary::costtui;
use costtui::amount::{Decimal, Number, exact};
use costtui::catalog::{self, Catalog};
use costtui::engine::{LineBasis, quote};
use costtui::explore::calibrate::{Asked, Calibration, OfCategory, Without, calibrate};
use costtui::faults::Source;
use costtui::import::bill::{self, Bill, Cost};
use costtui::report;
use costtui::scenario::{Basis, Scenario, put};
use laws::always;
use proptest::prelude::*;
use std::fs;
use std::path::Path;
use std::sync::OnceLock;

fn shares() -> &'static Catalog {
    static CATALOG: OnceLock<Catalog> = OnceLock::new();
    CATALOG.get_or_init(|| {
        let source = Source { name: "shares.toml".into(), text: include_str!("fit/shares.toml").to_owned() };
        catalog::parse(&[catalog::embedded(), vec![source]]).unwrap_or_else(|faults| panic!("{faults}"))
    })
}

/// A bill of May: so much of each category, under the catalog's own name for it.
fn written(of: &[(&str, String)], at: &Path) {
    let mut text = "EffectiveCost,BillingCurrency,ChargeCategory,ChargePeriodStart,ChargePeriodEnd,ProviderName,ServiceName,ServiceCategory\n\
                    0,USD,Usage,2026-05-01,2026-05-02,AWS,,compute\n0,USD,Usage,2026-05-31,2026-06-01,AWS,,compute\n"
        .to_owned();
    for (category, cost) in of {
        text += &format!("{cost},USD,Usage,2026-05-01,2026-05-02,AWS,,{category}\n");
    }
    fs::write(at, text).unwrap();
}

fn billed(catalog: &Catalog, of: &[(&str, String)]) -> Bill {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("bill.csv");
    written(of, &file);
    bill::read(&[file], Cost::Effective, catalog, &mut |_| true).unwrap_or_else(|error| panic!("{error}"))
}

/// The calibration of a variant with choices, against a bill of so much for each category.
fn held(choices: &[(&str, &str)], bill: &[(&str, u32)]) -> Calibration {
    let plan = shares().plan("shares").unwrap();
    let mut scenario = Scenario::of(plan);
    for (key, value) in choices {
        put(&mut scenario, shares(), key, value).unwrap_or_else(|bad| panic!("{bad}"));
    }
    let bill: Vec<(&str, String)> = bill.iter().map(|(category, cost)| (*category, cost.to_string())).collect();
    calibrate(shares(), plan, &scenario, &billed(shares(), &bill), &Asked::default()).unwrap()
}

type Found<'a> = (&'a str, Result<String, Without>, String, String);

/// Of each category its factor or why it has none, what it costs with all factors, and what is left of the bill.
fn found(of: &Calibration) -> Vec<Found<'_>> {
    let row = |of: &'_ OfCategory| {
        let factor = of.factor.map(|factor| exact(factor.expected));
        (factor.ok_or_else(|| of.without.unwrap()), exact(of.with_factors), exact(of.rest))
    };
    let categories = of.categories.iter().map(|of| (of.category.as_str(), row(of)));
    categories.map(|(category, (factor, with, rest))| (category, factor, with, rest)).collect()
}

fn row<'a>(id: &'a str, factor: Result<&str, Without>, with: &str, rest: &str) -> Found<'a> {
    (id, factor.map(str::to_owned), with.to_owned(), rest.to_owned())
}

#[test]
fn a_share_within_its_category_moves_with_the_lines_it_is_of() {
    // Compute is 100 and a fifth of it: 180 ÷ 120. Help is a tenth of 150 and of 100, 25, so that the desk is 64 − 25 = 39 of 30.
    let of = held(&[], &[("compute", 180), ("database", 100), ("support", 64)]);
    let expected = [
        row("compute", Ok("1.5"), "180", "0"),
        row("database", Ok("2"), "100", "0"),
        row("support", Ok("1.3"), "64", "0"),
    ];
    assert_eq!(found(&of), expected);
    assert_eq!(exact(quote(shares(), &of.scenario).cost.unwrap().expected), "344");
    let words = "The bill of 2026-05 is $344.00 where the plan says $215.00: 1.60 ×. All 3 categories of the plan are on the \
                 bill; with the factors it is $344.00.";
    assert_eq!(report::calibrate::sentence(&of).unwrap(), words);
}

#[test]
fn a_share_makes_up_for_the_rounding_of_what_it_is_of() {
    // 100 ÷ 120 is 0.8333: compute 99.996. Help is a tenth of 83.33 and of 50, 13.333, and the desk 46.667 of 30 is 1.5556.
    let of = held(&[], &[("compute", 100), ("database", 50), ("support", 60)]);
    let expected = [
        row("compute", Ok("0.8333"), "99.996", "0.004"),
        row("database", Ok("1"), "50", "0"),
        row("support", Ok("1.5556"), "60.001", "-0.001"),
    ];
    assert_eq!(found(&of), expected);
}

#[test]
fn shares_that_ask_more_than_the_bill_leave_their_category_without_a_factor() {
    // Help alone is 25 of the bill's 20; the desk stays at 30.
    let of = held(&[], &[("compute", 180), ("database", 100), ("support", 20)]);
    assert_eq!(found(&of)[2], row("support", Err(Without::Exceeded), "55", "-35"));
    assert_eq!(found(&of)[..2], [row("compute", Ok("1.5"), "180", "0"), row("database", Ok("2"), "100", "0")]);
    // And where the desk is the user's own, no factor moves it.
    let of = held(&[("overrides.desk.amount", "10")], &[("compute", 180), ("database", 100), ("support", 64)]);
    assert_eq!(found(&of)[2], row("support", Err(Without::NotMultiplied), "35", "29"));
}

#[test]
fn categories_that_hold_shares_of_each_other_are_solved_together() {
    // 100·c + 50·d = 200 and 50·c + 100·d = 250: c = 1, d = 2.
    let of = held(&[("variant", "mutual")], &[("compute", 200), ("database", 250)]);
    assert_eq!(found(&of), [row("compute", Ok("1"), "200", "0"), row("database", Ok("2"), "250", "0")]);
    // 100·c + 100·d is both: for 200 and 300 there are none, and one of them stays as the plan has it.
    let of = held(&[("variant", "tied")], &[("compute", 200), ("database", 300)]);
    let without: Vec<Option<Without>> = of.categories.iter().map(|of| of.without).collect();
    assert!(without.contains(&Some(Without::Tied)) && without.contains(&None), "{of:?}");
}

#[test]
fn what_the_bill_lacks_stays_unless_it_is_left_out() {
    let bill = [("compute", 360), ("support", 34), ("queue", 7)];
    let of = held(&[], &bill);
    // Help is a tenth of 300 and of 50, so that nothing is above 34 for the desk: 35.
    let expected = [
        row("compute", Ok("3"), "360", "0"),
        row("database", Err(Without::NotBilled), "50", "-50"),
        row("support", Err(Without::Exceeded), "65", "-31"),
        row("queue", Err(Without::NotPlanned), "0", "7"),
    ];
    assert_eq!(found(&of), expected);
    let words = "The bill of 2026-05 is $401.00 where the plan says $215.00: 1.87 ×. 2 of 3 categories are on the bill; 1 of the \
                 plan ($50.00) is not, and stays in the total with the factors ($475.00). 1 of the bill ($7.00) is not in the \
                 plan. Look at compute × 3: below ½ or above 2 ×, plan and bill may not be of the same thing.";
    assert_eq!(report::calibrate::sentence(&of).unwrap(), words);
    // Without the tables help is 30, and the desk 4 of 30.
    let of = held(&[("factors.database", "0"), ("factors.compute", "0")], &bill);
    assert_eq!(found(&of)[1], row("database", Err(Without::NotBilled), "0", "0"));
    assert_eq!(found(&of)[2], row("support", Ok("0.1333"), "33.999", "0.001"));
    assert_eq!(exact(of.scenario.factors["database"].expected), "0");
    let words = report::calibrate::sentence(&of).unwrap();
    assert!(
        words.contains("1 of the plan ($50.00) is not, and is left out of the total with the factors ($394.00)"),
        "{words}"
    );
}

/// The machines of the document are $2,088, and a fifth of them for scaling up: $2,505.60.
#[test]
fn the_compute_of_a_shipped_plan_costs_what_the_bill_asks() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("bill.csv");
    written(&[("compute", "3700".to_owned())], &file);
    let flags = ["--plan", "edunerve", "--users", "50k", "--format", "json"];
    let answered = |arguments: &[&str]| {
        let output = costtui([arguments, &flags].concat()).output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        serde_json::from_slice::<serde_json::Value>(&output.stdout).unwrap()
    };
    let of = answered(&["calibrate", "--bill", file.to_str().unwrap()]);
    let compute = &of["categories"][0];
    // 3,700 ÷ 2,505.60 = 1.47669…; 2,505.60 × 1.4767 = 3,700.01952.
    assert_eq!((&compute["category"], &compute["factor"]), (&"compute".into(), &"1.4767".into()));
    assert_eq!(compute["with_factors"]["expected"], "3700.01952");
    assert_eq!(answered(&["quote", "--factor", "compute=1.4767"])["lines"][1]["expected"], "616.66992");
}

#[test]
fn with_the_factors_a_plan_whose_categories_are_all_billed_costs_the_bill() {
    let catalog = scenarios::catalog();
    let cost = |scenario: &Scenario| quote(catalog, scenario).cost;
    let mut held = 0;
    let seen = std::cell::RefCell::new(&mut held);
    always(96, |scenario| {
        let plain = Scenario { factors: Default::default(), basis: Basis::Lines, buffer: None, ..scenario.clone() };
        let lines = quote(catalog, &plain).lines;
        // A printed total is no sum of lines.
        if lines.is_empty() || lines.iter().any(|line| line.basis == LineBasis::Headline) || cost(&plain).is_err() {
            return Ok(());
        }
        // A third more for each than for the one before, of what it costs: so shares are moved by others than their own.
        let mut bill: Vec<(&str, Decimal)> = Vec::new();
        for line in &lines {
            let amount = line.cost.unwrap().after.expected;
            match bill.iter_mut().find(|(category, _)| *category == line.line.category) {
                Some((_, sum)) => *sum = sum.plus(amount).unwrap(),
                None => bill.push((&line.line.category, amount)),
            }
        }
        for (at, (_, sum)) in bill.iter_mut().enumerate() {
            *sum = (*sum * Decimal::new(10 + 3 * at as i64, 1)).round_dp(2);
        }
        let cells: Vec<(&str, String)> = bill.iter().map(|(category, cost)| (*category, exact(*cost))).collect();
        let plan = catalog.plan(&plain.plan).unwrap();
        let of = calibrate(catalog, plan, &plain, &billed(catalog, &cells), &Asked::default());
        let of = of.unwrap_or_else(|why| panic!("{why}"));
        for of in of.categories.iter().filter(|of| of.factor.is_some()) {
            // Half of the last place of a factor, of what is multiplied, at most the whole category.
            let rounding = of.plan.unwrap() * Decimal::new(5, 5) + Decimal::new(1, 2);
            prop_assert!(of.rest.abs() <= rounding, "{of:?}");
        }
        if of.categories.iter().all(|of| of.factor.is_some()) {
            let asked = bill.iter().fold(Decimal::ZERO, |sum, (_, cost)| sum + cost);
            let off = (cost(&of.scenario).unwrap().expected - asked).abs();
            let most = cost(&plain).unwrap().expected * Decimal::new(5, 5) + Decimal::new(1, 1);
            prop_assert!(off <= most, "{off} off {asked}, {most} at most");
            **seen.borrow_mut() += 1;
        }
        Ok(())
    });
    assert!(held > 20, "{held} plans were held whole");
}

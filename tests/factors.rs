//! What a bill asks, as a multiple of what a plan or a card asks: of whole categories, before levers, never twice.

mod binary;
#[expect(dead_code, reason = "other tests use the rest")]
#[path = "scenarios/laws.rs"]
mod laws;
mod scenarios;

use binary::costtui;
use costtui::amount::{Decimal, Estimate, Number, exact};
use costtui::catalog::{self, Catalog};
use costtui::engine::{Flag, LineBasis, Quote, quote};
use costtui::explore::sensitivity::{Input, Setting, Swing, sensitivity};
use costtui::explore::simulate::{Drawn, Draws, simulate};
use costtui::faults::Source;
use costtui::scenario::{Scenario, factor_text, put};
use laws::always;
use proptest::prelude::*;
use std::sync::OnceLock;

fn held() -> &'static Catalog {
    static CATALOG: OnceLock<Catalog> = OnceLock::new();
    CATALOG.get_or_init(|| {
        let source = Source { name: "plan.toml".into(), text: include_str!("calibrate/plan.toml").to_owned() };
        catalog::parse(&[catalog::embedded(), vec![source]]).unwrap_or_else(|faults| panic!("{faults}"))
    })
}

/// The made-up plan at 1,000 users: compute 100, storage 40, database 50, and 10 % of them.
fn chosen(choices: &[(&str, &str)]) -> Scenario {
    let mut scenario = Scenario::of(held().plan("held").unwrap());
    for (key, value) in choices {
        put(&mut scenario, held(), key, value).unwrap_or_else(|bad| panic!("{bad}"));
    }
    scenario
}

fn costs(of: &Quote) -> Vec<String> {
    of.lines.iter().map(|line| exact(line.cost.unwrap().after.expected)).collect()
}

fn total(choices: &[(&str, &str)]) -> [String; 3] {
    let cost = quote(held(), &chosen(choices)).cost.unwrap();
    [cost.low, cost.expected, cost.high].map(exact)
}

/// The scenario with one factor on every category.
fn all_at(scenario: &Scenario, factor: Decimal) -> Scenario {
    let categories = scenarios::catalog().categories.iter();
    let factors = categories.map(|category| (category.id.clone(), Estimate::exact(factor))).collect();
    Scenario { factors, ..scenario.clone() }
}

#[test]
fn a_factor_of_one_changes_nothing() {
    always(256, |scenario| {
        let without = quote(scenarios::catalog(), &Scenario { factors: Default::default(), ..scenario.clone() });
        let with = quote(scenarios::catalog(), &all_at(scenario, Decimal::ONE));
        prop_assert_eq!(without.cost, with.cost);
        prop_assert_eq!(costs(&without), costs(&with));
        prop_assert!(with.lines.iter().all(|line| line.factor().is_none()));
        Ok(())
    });
}

#[test]
fn factors_multiply_what_they_touch_and_nothing_else() {
    let law = |scenario: &Scenario, factor: Decimal| -> Result<usize, TestCaseError> {
        let plain = quote(scenarios::catalog(), &Scenario { factors: Default::default(), ..scenario.clone() });
        let with = quote(scenarios::catalog(), &all_at(scenario, factor));
        let mut multiplied = 0;
        for (plain, line) in plain.lines.iter().zip(&with.lines) {
            let (was, is) = (plain.cost.unwrap(), line.cost.unwrap());
            if line.factor().is_some() {
                multiplied += 1;
                for (was, is) in [(was.before, is.before), (was.after, is.after)] {
                    prop_assert_eq!(exact(was.low.times(factor).unwrap()), exact(is.low), "{}", line.line.id);
                    prop_assert_eq!(exact(was.high.times(factor).unwrap()), exact(is.high), "{}", line.line.id);
                }
            } else if line.basis == LineBasis::Override {
                prop_assert_eq!(was.after, is.after);
            }
        }
        Ok(multiplied)
    };
    always(256, |scenario| law(scenario, Decimal::new(25, 1)).map(drop));
    let plan = scenarios::catalog().plan("edunerve").unwrap();
    assert!(law(&Scenario::of(plan), Decimal::new(125, 2)).unwrap() > 5);
}

#[test]
fn a_share_of_other_lines_gets_the_factor_through_them_and_not_twice() {
    // (100 × 1.5 + 40 + 50) × 1.1, whether support has a factor or not; all doubled is double.
    assert_eq!(total(&[("factors.compute", "1.5")]), ["264"; 3]);
    assert_eq!(total(&[("factors.compute", "1.5"), ("factors.support", "5")]), ["264"; 3]);
    let doubled = ["compute", "storage", "database", "support"].map(|id| format!("factors.{id}"));
    assert_eq!(total(&doubled.each_ref().map(|key| (key.as_str(), "2"))), ["418"; 3]);
}

#[test]
fn low_and_high_of_a_factor_are_carried_through_the_quote() {
    // 100 × 0.8, × 1, × 1.2, with 90 beside it, × 1.1; the middle is expected where none is given.
    assert_eq!(total(&[("factors.compute", "0.8..1.2")]), ["187", "209", "231"]);
    assert_eq!(total(&[("factors.compute", "0.8..1.1..1.2")]), ["187", "220", "231"]);
}

#[test]
fn what_the_user_prices_and_what_is_printed_in_total_stay() {
    let own = [("factors.compute", "2"), ("overrides.machines.unit_price", "30")];
    assert_eq!(costs(&quote(held(), &chosen(&own)))[0], "30");
    // A quantity is not a price: three of them at the bill's.
    let three = [("factors.compute", "2"), ("overrides.machines.quantity", "3")];
    assert_eq!(costs(&quote(held(), &chosen(&three)))[0], "600");
    let printed = quote(held(), &chosen(&[("factors.compute", "2"), ("basis", "headline")]));
    assert_eq!(exact(printed.cost.unwrap().expected), "500");
    assert!(printed.flags.contains(&Flag::FactorIdle));
    assert!(!quote(held(), &chosen(&[("factors.compute", "2")])).flags.contains(&Flag::FactorIdle));
}

#[test]
fn a_factor_is_a_choice_like_any_other() {
    let mut scenario = chosen(&[("factors.compute", "1.05 .. 1.30"), ("factors.storage", "115%")]);
    let factors: Vec<String> = scenario.factors.values().map(factor_text).collect();
    assert_eq!(factors, ["1.05..1.3", "1.15"]);
    let again = chosen(&scenario.choices().iter().skip(1).map(|(k, v)| (k.as_str(), v.as_str())).collect::<Vec<_>>());
    assert_eq!(again, scenario);
    put(&mut scenario, held(), "factors.compute", "").unwrap();
    assert_eq!(scenario.factors.len(), 1);
    for wrong in ["-1", "1.3..1.05", "1..2..3..4", "1..3..2", "x", "1..", "1,5"] {
        assert!(put(&mut scenario, held(), "factors.compute", wrong).is_err(), "{wrong}");
    }
    put(&mut scenario, held(), "factors.compte", "2").unwrap();
    let unknown: Vec<String> = scenario.unknown(held()).iter().map(ToString::to_string).collect();
    assert_eq!(unknown, ["`compte` is no category; did you mean `compute` or `compliance`?"]);
}

#[test]
fn the_risk_draws_a_factor_once_for_all_lines_of_its_category() {
    let draws = Draws { count: 40_000, seed: 1, together: false, budget: None, threads: 2 };
    let drawn = |choices: &[(&str, &str)]| simulate(held(), &chosen(choices), &draws, &|_| true).unwrap();
    let percentile = |choices: &[(&str, &str)], percent: u8| {
        let risk = drawn(choices);
        f64::of(risk.figures[Drawn::Cost as usize].distribution.as_ref().unwrap().percentile(percent).unwrap().value)
    };
    // Uniform from 187 to 231: P10 is 191.4, P90 226.6, with a standard error of 44 × √(0.1 × 0.9 ÷ 40,000) = 0.066.
    let even = [("factors.compute", "0.8..1.2")];
    assert!((percentile(&even, 10) - 191.4).abs() < 0.3 && (percentile(&even, 90) - 226.6).abs() < 0.3);
    // As even wherever the quote stands, be it at an end: no end takes more draws than its width, P95 is 228.8 and no 231.
    for skewed in ["0.8..1.1..1.2", "0.8..1.2..1.2", "0.8..0.8..1.2"] {
        let skewed = [("factors.compute", skewed)];
        for (percent, known) in [(10, 191.4), (50, 209.0), (90, 226.6), (95, 228.8)] {
            let drawn = percentile(&skewed, percent);
            assert!((drawn - known).abs() < 0.5, "{skewed:?}: P{percent} {drawn}");
        }
    }
    assert_eq!(drawn(&even).inputs.len(), 1);
    assert!(drawn(&[("factors.compute", "1.2")]).inputs.is_empty());
}

#[test]
fn the_tornado_has_a_bar_for_a_factor_that_is_a_range() {
    let scenario = chosen(&[("factors.compute", "0.8..1.1..1.2"), ("factors.storage", "2")]);
    let plan = held().plan("held").unwrap();
    let tornado = sensitivity(held(), plan, &scenario, &Swing::default()).unwrap();
    let bars: Vec<_> =
        tornado.bars.iter().filter(|bar| matches!(bar.input, Input::Factor(_) | Input::Line(_))).collect();
    assert_eq!(bars.len(), 1);
    // (110 + 80 + 50) × 1.1 = 264 as expected; 80 and 120 in the place of 110.
    assert_eq!(exact(tornado.base), "264");
    let sides = [&bars[0].low, &bars[0].high].map(|side| (side.set, side.metric.map(exact).unwrap()));
    let at = |tenths: i64| Setting::Factor(Decimal::new(tenths, 1));
    assert_eq!(sides, [(at(8), "231".to_owned()), (at(12), "275".to_owned())]);
    assert_eq!(bars[0].label, "Your bill for compute");
}

#[test]
fn the_price_that_is_told_is_the_lists_and_the_cost_is_times_the_factor() {
    let lines = |factors: &[&str]| {
        let flags = ["quote", "--plan", "edunerve", "--users", "60k", "--card", "aws", "--format", "json"];
        let output = costtui([&flags, factors].concat()).output().unwrap();
        serde_json::from_slice::<serde_json::Value>(&output.stdout).unwrap()["lines"].as_array().unwrap().clone()
    };
    let (plain, billed) = (lines(&[]), lines(&["--factor", "compute=1.25", "--factor", "storage=2"]));
    let figure = |line: &serde_json::Value, key: &str| costtui::amount::decimal(line[key].as_str().unwrap()).unwrap();
    for (plain, billed) in plain.iter().zip(&billed) {
        assert_eq!(billed["price"], plain["price"], "{}", plain["id"]);
        let times = billed["factor"].as_str().map_or(Decimal::ONE, |factor| factor.parse().unwrap());
        assert_eq!(exact(figure(plain, "expected") * times), exact(figure(billed, "expected")), "{}", plain["id"]);
    }
    // An hour of machines, and storage by its tiers.
    let of = |id: &str| billed.iter().find(|line| line["id"] == id).unwrap();
    assert_eq!([&of("aks-cluster")["factor"], &of("azure-blob-aws-s3")["factor"]], ["1.25", "2"]);
}

#[test]
fn the_factor_is_marked_wherever_the_line_is_shown() {
    let answered = |arguments: &[&str]| {
        let output = costtui(arguments).output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    };
    let flags = ["--plan", "edunerve", "--users", "50k", "--factor", "compute=1.05..1.3", "--factor", "cache=2"];
    let text = answered(&[&["quote"][..], &flags].concat());
    assert!(text.contains("documented × 1.05–1.3, your bill") && text.contains("documented × 2, your bill"), "{text}");
    let screen = answered(&[&["--print", "--size", "120x40"][..], &flags].concat());
    assert!(screen.lines().any(|line| line.contains("Redis") && line.contains("bill")), "{screen}");
    let risk = answered(&[&["simulate", "--draws", "1000"][..], &flags].concat());
    assert!(risk.contains("Your bill for compute") && risk.contains("uniform, × 1.05 to 1.3  × 1.175"), "{risk}");
    let wrong =
        costtui(["quote", "--factor", "compte=1", "--factor", "compute", "--factor", "cache=-2"]).output().unwrap();
    let said = String::from_utf8(wrong.stderr).unwrap();
    let expected = "error: --factor: expected CATEGORY=N, such as compute=1.05..1.3, not `compute`\n\
                    error: factors.cache: expected 0 or more, not -2\n\
                    error: `compte` is no category; did you mean `compute` or `compliance`?\n";
    assert_eq!(said, expected);
}

#[test]
fn a_session_with_a_factor_of_no_category_is_refused_where_it_stands() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("wrong.toml");
    let text = "format = 1\nname = \"x\"\n\n[scenario]\nplan = \"edunerve\"\n\n[scenario.factors]\ncompte = \"1.5\"\ncache = \"2..1\"\n";
    std::fs::write(&file, text).unwrap();
    let output = costtui(["quote", file.to_str().unwrap()]).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    let said = String::from_utf8(output.stderr).unwrap();
    for words in [":8:1", "`compte` is no category", "did you mean `compute`", ":9:9", "the low end first, not 2..1"] {
        assert!(said.contains(words), "{words}: {said}");
    }
}

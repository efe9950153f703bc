//! Seek: all values of a slider at which a figure is as wanted, against sums worked by hand and every value asked by itself.

mod binary;
mod scenarios;

use binary::costtui;
use costtui::amount::{Decimal, Number, decimal};
use costtui::catalog::{self, Catalog, Goal, Slider};
use costtui::engine;
use costtui::explore::question::Question;
use costtui::explore::seek::{Reach, Sought, Span, seek};
use costtui::scenario::{Scenario, put};
use proptest::prelude::*;
use scenarios::{any_scenario, runner};
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};

fn d(text: &str) -> Decimal {
    decimal(text).expect("a number")
}

fn sought(catalog: &Catalog, scenario: &Scenario, goal: &str, slider: &str) -> Sought {
    let slider = catalog.driver_index(slider).expect("a slider");
    seek(catalog, scenario, &catalog.goal(goal).expect("a goal"), slider).expect("it can be sought")
}

/// `500..1000;1600..`; `none` where there is none.
fn spans(of: &Sought) -> String {
    let edge = |edge: &Option<costtui::explore::seek::Edge>| edge.map(|edge| edge.at.normalize().to_string());
    let span = |span: &Span| {
        let (from, to) = (edge(&span.from), edge(&span.to));
        format!("{}..{}", from.unwrap_or_default(), to.unwrap_or_default())
    };
    let all: Vec<String> = of.spans.iter().map(span).collect();
    if all.is_empty() { "none".to_owned() } else { all.join(";") }
}

fn steps() -> Catalog {
    catalog::load(Some(Path::new("tests/steps"))).unwrap_or_else(|error| panic!("{error}"))
}

fn steps_at(catalog: &Catalog, users: &str) -> Scenario {
    let mut scenario = Scenario::of(catalog.plan("steps").expect("it is there"));
    put(&mut scenario, catalog, "sliders.users", users).expect("users are a number");
    scenario
}

#[test]
fn every_span_that_was_worked_by_hand_is_found_and_no_other() {
    let catalog = steps();
    let mut wrong = String::new();
    let mut known = 0;
    for row in csv::Reader::from_path("tests/seek/known.csv").unwrap().records() {
        let row = row.unwrap();
        let [users, goal, slider, expected, why] = [0, 1, 2, 3, 4].map(|at| &row[at]);
        let found = sought(&catalog, &steps_at(&catalog, users), goal, slider);
        if spans(&found) != expected || !found.complete {
            wrong += &format!("{goal} by {slider}: {}, not {expected} ({why})\n", spans(&found));
        }
        known += 1;
    }
    assert!(wrong.is_empty(), "\n{wrong}");
    assert_eq!(known, 30, "a case was lost");
}

#[test]
fn what_a_slider_cannot_move_is_told_and_what_it_reaches() {
    let catalog = steps();
    let still = sought(&catalog, &steps_at(&catalog, "800"), "cost > 60", "revenue_per_user");
    assert_eq!(still.reach, Reach::Still(d("50")));
    let nobody = sought(&catalog, &steps_at(&catalog, "0"), "margin_percent > 5", "revenue_per_user");
    assert_eq!(nobody.reach, Reach::Undefined);
    let reached = sought(&catalog, &steps_at(&catalog, "800"), "cost <= 40", "users");
    let Reach::Moves([least, most]) = reached.reach else { panic!("{reached:?}") };
    assert_eq!((least.at, least.metric), (d("0"), d("50")));
    assert!(most.metric > d("150"), "{most:?}");
}

/// A goal that a scenario is near to: a metric, at what it is there or beside that.
fn any_goal() -> impl Strategy<Value = (&'static str, &'static str, i64)> {
    (prop::sample::select(METRICS.as_slice()), prop::sample::select(SIGNS.as_slice()), -50..=50i64)
}

const METRICS: [&str; 8] = [
    "cost",
    "margin",
    "margin_percent",
    "infra_percent",
    "cost_per_user",
    "compute_cost",
    "revenue",
    "break_even_revenue_per_user",
];

const SIGNS: [&str; 4] = ["<", "<=", ">", ">="];

const SLIDERS: [&str; 6] =
    ["users", "concurrency", "revenue_per_user", "paid_share", "gb_per_user", "requests_per_user"];

/// The slider set to a value of its grain.
fn with(catalog: &Catalog, scenario: &Scenario, slider: &Slider, value: Decimal) -> Scenario {
    let mut other = scenario.clone();
    other.set(catalog, slider, value);
    other
}

#[test]
fn what_is_found_holds_at_its_ends_and_not_a_step_outside() {
    let catalog = scenarios::catalog();
    let law = |(scenario, (metric, sign, off), slider, part): (Scenario, _, &str, f64)| {
        let of = catalog.slider(slider).unwrap();
        let at = |value: Decimal| engine::metric(catalog, &with(catalog, &scenario, of, value), metric);
        let now = scenario.value(catalog, of);
        prop_assume!(at(now).is_some());
        let threshold = (at(now).unwrap() * (Decimal::ONE + Decimal::new(off, 2))).round_dp(2);
        let text = format!("{metric} {sign} {threshold}");
        let goal: Goal = catalog.goal(&text).unwrap();
        let found = seek(catalog, &scenario, &goal, catalog.driver_index(slider).unwrap()).unwrap();
        prop_assume!(found.complete);
        let holds = |value: Decimal| at(value).is_some_and(|value| goal.is.holds(value));
        for span in &found.spans {
            for (edge, out) in [(span.from, -of.grain()), (span.to, of.grain())] {
                let Some(edge) = edge else { continue };
                prop_assert!(holds(edge.at), "{text} by {slider}: not at {}", edge.at);
                prop_assert!(!holds(edge.at + out), "{text} by {slider}: also at {}", edge.at + out);
            }
        }
        // A value anywhere on the slider is inside a span exactly where the figure is as wanted.
        let grains = (of.at(part).over(of.grain()).unwrap()).round();
        let value = of.clamp(grains * of.grain());
        let inside = found
            .spans
            .iter()
            .any(|span| span.from.is_none_or(|edge| edge.at <= value) && span.to.is_none_or(|edge| value <= edge.at));
        prop_assert_eq!(inside, holds(value), "{} by {} at {}", text, slider, value);
        Ok(())
    };
    let cases = (any_scenario(), any_goal(), prop::sample::select(SLIDERS.as_slice()), 0.0..=1.0f64);
    runner(512).run(&cases, law).unwrap_or_else(|fault| panic!("{fault}"));
}

fn told(arguments: &[&str]) -> String {
    let output = costtui(arguments).output().unwrap();
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn the_answer_is_a_sentence_above_a_table() {
    let of = |more: &[&str]| told(&[&["seek", "--catalog", "tests/steps", "--plan", "steps"], more].concat());
    insta::assert_snapshot!("seek_every_slider", of(&["--goal", "margin >= 0"]));
    insta::assert_snapshot!("seek_two_spans", of(&["--goal", "margin_percent >= 50", "--by", "users"]));
    insta::assert_snapshot!("seek_nowhere", of(&["--goal", "cost <= 40", "--by", "users"]));
    insta::assert_snapshot!("seek_json", of(&["--goal", "margin >= 0", "--by", "users", "--format", "json"]));
}

#[test]
fn what_was_stopped_on_the_way_is_no_answer() {
    let catalog = steps();
    let question = Question::Seek(steps_at(&catalog, "800"), catalog.goal("cost <= 100").expect("a goal"));
    let asked = AtomicUsize::new(0);
    let stops_at_the_third = |_| asked.fetch_add(1, Ordering::Relaxed) < 2;
    assert!(question.ask(&catalog, &stops_at_the_third).is_none());
    assert!(question.ask(&catalog, &|_| true).is_some());
}

#[test]
fn what_a_hand_can_set_is_told_before_a_crowd_of_spans_beyond_the_plan() {
    // The plan's bands end at 1,000,000 users; machines are whole, so that the margin crosses 80 % many times further out.
    let shown = told(&["seek", "--plan", "edunerve", "--users", "50k", "--goal", "margin_percent >= 80"]);
    let sentence = shown.lines().find(|line| line.contains("≥ 80.0 %")).expect("a sentence");
    let (price, users) = (sentence.find("revenue per user $2.75 or more"), sentence.find("users in "));
    assert!(price.is_some() && price < users && sentence.ends_with(" or more, beyond the last stage."), "{sentence}");
    // However near they lie, both sides of an edge read as on theirs: the first is as wanted, the other is not.
    let rows: Vec<&str> = shown.lines().filter(|line| line.starts_with("  Users ")).collect();
    assert!(rows.len() > 4, "{shown}");
    for row in rows {
        let words: Vec<&str> = row.split_whitespace().collect();
        let percents: Vec<&str> = words.windows(2).filter(|pair| pair[1] == "%").map(|pair| pair[0]).collect();
        assert!(percents.len() == 2 && d(percents[0]) >= d("80") && d(percents[1]) < d("80"), "{row}");
    }
}

#[test]
fn the_price_at_which_edunerve_fully_loaded_makes_thirty_percent_is_one_command_away() {
    // Lines of u1m $97,180 (document 002 L312-330) with operations $18,500 (L412) and what is hidden: 70 % of the revenue
    // of 200,000 who pay has to cover that.
    let quote = told(
        &"quote --plan edunerve --users 1m --fixed --addon operations --addon hidden --format json"
            .split(' ')
            .collect::<Vec<_>>(),
    );
    let quote: serde_json::Value = serde_json::from_str(&quote).unwrap();
    let cost = d(quote["cost"]["expected"].as_str().unwrap());
    let cents = (cost / (d("0.7") * d("200000")) * d("100")).ceil() / d("100");
    let answer = told(&[
        "seek",
        "--plan",
        "edunerve",
        "--users",
        "1m",
        "--fixed",
        "--addon",
        "operations",
        "--addon",
        "hidden",
        "--by",
        "revenue_per_user",
        "--goal",
        "margin_percent >= 30",
    ]);
    assert!(answer.contains(&format!("with revenue per user ${cents} or more.")), "{cents}\n{answer}");
}

#[test]
fn what_is_asked_wrongly_is_told_all_at_once_with_the_nearest_right_names() {
    let refused = |arguments: &[&str]| {
        let output = costtui(arguments).output().unwrap();
        assert_eq!((output.status.code(), output.stdout.len()), (Some(2), 0), "{arguments:?}");
        String::from_utf8(output.stderr).unwrap()
    };
    let both = refused(&["seek", "--goal", "margn > 3", "--by", "usrs"]);
    assert!(both.contains("`margin`") && both.contains("`users`"), "{both}");
    let asked = refused(&["seek", "--goal", "cpu_percent > 70"]);
    assert!(asked.contains("you answer it (--answer)"), "{asked}");
    let rule = refused(&["seek", "--goal", "next_stage_cost_ratio > 2"]);
    assert!(rule.contains("belongs to a rule"), "{rule}");
    let number = refused(&["seek", "--goal", "cost >"]);
    assert_eq!(number, "error: --goal `cost >`: type a number, such as 5000, 12k or 1.5M\n");
    let form = refused(&["seek", "--goal", "thirty percent"]);
    assert!(form.contains("such as `margin_percent >= 80`"), "{form}");
}

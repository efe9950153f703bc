//! Triggers and alerts of the worked cases: a metric at a value, and what the rules of the plan say of it.

use super::{Case, agrees, cases, check, quoted};
use costtui::catalog::Catalog;
use serde_json::Value;
use std::fmt::Write;

/// A metric of a case as flags, and as the plan calls it. Revenue and requests are made with the sliders, what those can't
/// know is answered.
fn metric(case: &Case) -> (&'static str, Vec<String>) {
    let value = &case["scale"];
    let texts = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect::<Vec<_>>();
    let answered = |metric: &'static str| (metric, vec!["--answer".to_owned(), format!("{metric}={value}")]);
    match case["metric"].as_str() {
        "users" => ("users", texts(&["--users", value])),
        "mrr" => {
            ("mrr", texts(&["--users", "1", "--revenue-per-user", "0", "--set", &format!("other_income={value}")]))
        }
        "requests_per_day" => ("requests_per_day", texts(&["--users", value, "--set", "requests_per_user=1"])),
        "team" => answered("team_size"),
        "memory_pct" => answered("memory_percent"),
        "uptime_required_pct" => answered("uptime_required_percent"),
        other => panic!("{}: {other} is no metric", case["id"]),
    }
}

/// `trigger_1_2=yes`: whether the trigger of this metric calls for the stage after.
fn trigger_faults(_: &Catalog, case: &Case) -> String {
    let (metric, flags) = metric(case);
    let place = ["--plan", &case["plan"], "--stage", &case["stage"]].map(str::to_owned);
    let answer = quoted(&place.into_iter().chain(flags).collect::<Vec<_>>());
    let triggers = answer["triggers"].as_array().expect("triggers are a list");
    let [trigger] = triggers.iter().filter(|trigger| trigger["metric"] == metric).collect::<Vec<_>>()[..] else {
        return format!("{}: no trigger of {metric}: {triggers:?}\n", case["id"]);
    };
    let mut wrong = String::new();
    if !agrees(&case["scale"], trigger["value"].as_str()) {
        writeln!(wrong, "{}: {metric} is {}, not {}", case["id"], trigger["value"], case["scale"]).unwrap();
    }
    let (_, said) = case["other"].split_once('=').expect("a case says whether its trigger fires");
    if trigger["fired"] != (said == "yes") {
        writeln!(wrong, "{}: {trigger}", case["id"]).unwrap();
    }
    wrong
}

/// `alerts=100,500`: the thresholds of all alerts that fire at a spend, which is made with the price of the one line there is.
fn alert_faults(catalog: &Catalog, case: &Case) -> String {
    let plan = catalog.plan(&case["plan"]).expect("the plan of a case");
    let stage = &plan.stages[0];
    let [line] = &stage.variants[0].lines[..] else { panic!("{}: the first stage has one line", plan.id) };
    let spend = format!("{}.amount={}", line.id, case["scale"]);
    let flags = ["--fixed", "--plan", &plan.id, "--stage", &stage.id, "--override", &spend].map(str::to_owned);
    let answer = quoted(&flags);
    let alerts = answer["alerts"].as_array().expect("alerts are a list");
    let fired = alerts.iter().filter(|alert| alert["metric"] == "cost" && alert["fired"] == true);
    let thresholds: Vec<&str> = fired.filter_map(|alert| alert["threshold"].as_str()).collect();
    let mut wrong = String::new();
    if !agrees(&case["scale"], answer.pointer("/cost/expected").and_then(Value::as_str)) {
        writeln!(wrong, "{}: it costs {}", case["id"], answer["cost"]).unwrap();
    }
    if case["other"] != format!("alerts={}", thresholds.join(",")) {
        writeln!(wrong, "{}: {}, not {thresholds:?}", case["id"], case["other"]).unwrap();
    }
    wrong
}

#[test]
fn the_binary_tells_every_worked_trigger() {
    let cases = cases("trigger");
    assert_eq!(cases.len(), 12, "a case was lost");
    check(&cases, trigger_faults);
}

#[test]
fn the_binary_fires_every_worked_alert() {
    let cases = cases("alert");
    assert_eq!(cases.len(), 3, "a case was lost");
    check(&cases, alert_faults);
}

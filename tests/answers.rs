//! The worked cases that are no plain price: comparisons, timelines, policies, examples, quotas, growth, revenue. Each is
//! asked of the binary.

mod binary;

use binary::costtui;
use costtui::amount::{Decimal, decimal};
use serde_json::Value;
use std::collections::{BTreeSet, HashMap};
use std::fmt::Write;

/// The cases, word for word; `other` holds `key=value` pairs worked out by hand, parted by `; `.
const CASES: &str = include_str!("golden/questions.csv");

/// For each figure of a case, what to ask, and where in the answer it stands: `results:CALCULATOR/RESULT` (its value),
/// `agrees:CALCULATOR/RESULT` (whether its limit holds), `alerts:ID` (its value), `fired` (the ids of all that fire), or a
/// JSON pointer.
const ANSWERS: &str = include_str!("golden/answers.csv");

type Row = HashMap<String, String>;

fn rows(text: &str) -> Vec<Row> {
    let rows = csv::Reader::from_reader(text.as_bytes()).into_deserialize::<Row>();
    rows.map(|row| row.expect("the cases are CSV")).collect()
}

/// What a case says of a key: a column of its own, or a part of `other`.
fn expected(case: &Row, key: &str) -> String {
    if let Some(figure) = case.get(key).filter(|figure| !figure.is_empty()) {
        return figure.clone();
    }
    let parts = case["other"].split("; ").filter_map(|part| part.split_once('='));
    let found = parts.into_iter().find(|(name, _)| *name == key);
    found.unwrap_or_else(|| panic!("{} says nothing of {key}", case["id"])).1.to_owned()
}

fn asked(ask: &str) -> Value {
    let output = costtui(ask.split(' ').chain(["--format", "json"])).output().expect("the binary runs");
    assert!(output.status.success(), "{ask}: {}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).expect("the answer is JSON")
}

/// A figure of an answer as text; a range as its expected figure.
fn found(answer: &Value, at: &str) -> Option<String> {
    let text = |value: &Value| match value {
        Value::Object(range) => range.get("expected").and_then(Value::as_str).map(str::to_owned),
        value => value.as_str().map(str::to_owned),
    };
    let result = |id: &str| {
        let (calculator, result) = id.split_once('/')?;
        let rows = answer["results"].as_array()?;
        rows.iter().find(|row| row["calculator"] == calculator && row["id"] == result)
    };
    match at.split_once(':') {
        Some(("results", id)) => text(&result(id)?["value"]),
        Some(("agrees", id)) => Some(if result(id)?["agrees"] == "yes" { "fits" } else { "over" }.to_owned()),
        Some(("alerts", id)) => {
            let alerts = answer["alerts"].as_array()?;
            text(&alerts.iter().find(|alert| alert["id"] == id)?["value"])
        }
        _ if at == "fired" => {
            let alerts = answer["alerts"].as_array()?.iter().filter(|alert| alert["fired"] == true);
            let fired = alerts.filter(|alert| alert["kind"] == "alert").map(|alert| alert["metric"].as_str());
            let fired: Vec<&str> = fired.collect::<Option<_>>()?;
            Some(if fired.is_empty() { "none".to_owned() } else { fired.join(", ") })
        }
        _ => text(answer.pointer(at)?),
    }
}

/// A figure stands for itself, unless it repeats: then the case rounds it to six places. Words are compared up to what
/// stands in brackets or behind a colon.
fn agrees(said: &str, found: &str) -> bool {
    match (decimal(said), decimal(found)) {
        (Ok(said), Ok(found)) if said.scale() <= 6 && found.scale() > 6 => (said - found).abs() <= Decimal::new(5, 7),
        (Ok(said), Ok(found)) => said == found,
        _ => {
            let bare = said.split(", ").map(|word| word.split([':', '(']).next().unwrap_or(word));
            bare.collect::<Vec<_>>().join(", ") == found
        }
    }
}

#[test]
fn every_worked_case_of_every_other_kind_is_answered_by_the_binary() {
    let cases: HashMap<String, Row> = rows(CASES).into_iter().map(|case| (case["id"].clone(), case)).collect();
    let answers = rows(ANSWERS);
    let answered: BTreeSet<&String> = answers.iter().map(|answer| &answer["case"]).collect();
    assert_eq!((cases.len(), answered.len()), (35, 35), "a case was lost");
    let mut told: HashMap<&str, Value> = HashMap::new();
    let mut wrong = String::new();
    for row in &answers {
        let answer = told.entry(&row["ask"]).or_insert_with(|| asked(&row["ask"]));
        let said = expected(&cases[&row["case"]], &row["key"]);
        let found = found(answer, &row["at"]);
        if !found.as_ref().is_some_and(|found| agrees(&said, found)) {
            writeln!(wrong, "{} {}: {said}, not {found:?} ({})", row["case"], row["key"], row["ask"]).unwrap();
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}

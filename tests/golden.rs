//! The worked cases of the five documents, each asked of the binary: every price, every choice of a stage, every
//! lever, trigger and alert.

mod binary;
#[path = "golden/levers.rs"]
mod levers;
#[path = "golden/verdicts.rs"]
mod verdicts;

use binary::costtui;
use costtui::amount::{Decimal, decimal};
use costtui::catalog::{Catalog, Line};
use serde_json::Value;
use std::collections::HashMap;
use std::fmt::Write;

/// `tests/golden/golden.csv`: the rows of the worked cases that a quote answers, word for word. What its columns and the
/// short forms in `overrides` mean is said where they are read.
const CASES: &str = include_str!("golden/golden.csv");

type Case = HashMap<String, String>;

fn cases(kind: &str) -> Vec<Case> {
    let rows = csv::Reader::from_reader(CASES.as_bytes()).into_deserialize::<Case>();
    rows.map(|row| row.expect("the cases are CSV")).filter(|row| row["type"] == kind).collect()
}

fn shipped() -> Catalog {
    costtui::catalog::load(None).expect("the shipped catalog is sound")
}

#[test]
fn the_binary_prices_every_worked_case() {
    let cases = cases("price");
    assert_eq!(cases.len(), 64, "a case was lost");
    check(&cases, price_faults);
}

#[test]
fn the_binary_picks_the_stage_of_every_worked_case() {
    let cases = cases("select");
    assert_eq!(cases.len(), 19, "a case was lost");
    check(&cases, stage_faults);
}

/// Asks all cases in a few threads, and shows everything that is wrong at once.
fn check(cases: &[Case], faults: fn(&Catalog, &Case) -> String) {
    let catalog = shipped();
    let wrong: String = std::thread::scope(|scope| {
        let parts = cases.chunks(cases.len().div_ceil(4));
        let threads: Vec<_> =
            parts.map(|part| scope.spawn(|| part.iter().map(|case| faults(&catalog, case)).collect())).collect();
        threads.into_iter().map(|thread| -> String { thread.join().expect("a case ended in a panic") }).collect()
    });
    assert!(wrong.is_empty(), "\n{wrong}");
}

fn quoted(arguments: &[String]) -> Value {
    let output = costtui(["quote", "--format", "json"]).args(arguments).output().expect("the binary runs");
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).expect("the answer is JSON")
}

fn price_faults(catalog: &Catalog, case: &Case) -> String {
    figure_faults(case, &quoted(&price_arguments(catalog, case)))
}

/// Every figure that a case gives, against the answer's.
fn figure_faults(case: &Case, answer: &Value) -> String {
    let mut wrong = String::new();
    let figures = [
        ("cost_low", "/cost/low"),
        ("cost_exp", "/cost/expected"),
        ("cost_high", "/cost/high"),
        ("unit_low", "/cost_per_user/low"),
        ("unit_exp", "/cost_per_user/expected"),
        ("unit_high", "/cost_per_user/high"),
        ("margin_pct", "/margin_percent"),
        ("infra_pct", "/infra_percent"),
        ("breakeven_unit", "/break_even_revenue_per_user"),
        ("revenue", "/revenue"),
    ];
    for (column, path) in figures {
        let found = answer.pointer(path).and_then(Value::as_str);
        if !agrees(&case[column], found) {
            writeln!(wrong, "{}: {column} is {}, not {found:?}", case["id"], case[column]).unwrap();
        }
    }
    if case["scale"] == "0" {
        for path in ["/cost_per_user", "/break_even_revenue_per_user"] {
            if answer.pointer(path) != Some(&Value::Null) {
                writeln!(wrong, "{}: {path} is defined at 0 users", case["id"]).unwrap();
            }
        }
    }
    wrong + &other_faults(case, answer)
}

/// A figure stands for itself, unless it repeats: then the case rounds it to six places, whose zeros it cuts. An empty
/// cell gives no figure.
fn agrees(printed: &str, found: Option<&str>) -> bool {
    if printed.is_empty() {
        return true;
    }
    let expected = decimal(printed).expect("a figure of a case");
    let Some(found) = found.and_then(|text| decimal(text).ok()) else { return false };
    let rounded = found.scale() > 6 && expected.scale() <= 6;
    if rounded { (found - expected).abs() <= Decimal::new(5, 7) } else { found == expected }
}

fn stage_faults(_: &Catalog, case: &Case) -> String {
    let answer = quoted(&["--plan", &case["plan"], "--users", &case["scale"]].map(str::to_owned));
    let mut wrong = other_faults(case, &answer);
    if answer["scenario"]["stage"] != case["stage"].as_str() {
        writeln!(wrong, "{}: stage {}, not {}", case["id"], case["stage"], answer["scenario"]["stage"]).unwrap();
    }
    wrong
}

/// `rating=good(<15); annual=4940.28; stage=…; beyond=yes`: what else a case says of the answer. Its remarks, and the
/// rules of other questions (a document's own targets), are left to the tests of those.
fn other_faults(case: &Case, answer: &Value) -> String {
    let mut wrong = String::new();
    let flags = answer["flags"].as_array().expect("flags are a list");
    for (key, said) in case["other"].split("; ").filter_map(|part| part.split_once('=')) {
        let said = said.split('(').next().unwrap_or(said);
        let right = match key {
            "rating" => answer["rating"] == said,
            "annual" => agrees(said, answer["cost_per_year"]["expected"].as_str()),
            "stage" => answer["scenario"]["stage"] == said,
            "beyond" => flags.contains(&"beyond".into()) == (said == "yes"),
            _ => true,
        };
        if !right {
            writeln!(wrong, "{}: {key} is not {said}: {answer:#}", case["id"]).unwrap();
        }
    }
    wrong
}

/// A case as flags. An option of `-` is the stage's headline, without a variant.
fn price_arguments(catalog: &Catalog, case: &Case) -> Vec<String> {
    let mut flags = vec!["--fixed".to_owned()];
    let mut add = |flag: &str, value: &str| flags.extend([flag.to_owned(), value.to_owned()]);
    add("--plan", &case["plan"]);
    add("--stage", &case["stage"]);
    add("--basis", &case["basis"]);
    add("--users", &case["scale"]);
    if case["option"] != "-" {
        add("--variant", &case["option"]);
    }
    if !case["revenue_per_unit"].is_empty() {
        add("--revenue-per-user", &case["revenue_per_unit"]);
    }
    if !case["paid_share"].is_empty() {
        add("--set", &format!("paid_share={}", case["paid_share"]));
    }
    for change in case["overrides"].split("; ").filter(|change| !change.is_empty()) {
        flags.extend(change_flags(catalog, case, change));
    }
    flags
}

/// One of `L77.qty=87`, `L48=50`, `L78=20%ofL77` (the share computed, in place of its rounded print), `drop=L63+L64`,
/// `buffer=30` (percent) and `add=hidden+operations`; lines are named by where they stand in the document.
fn change_flags(catalog: &Catalog, case: &Case, change: &str) -> Vec<String> {
    let (what, value) = change.split_once('=').expect("a change has a value");
    let line = |name: &str| line_at(catalog, case, name);
    let texts = |flag: &str, values: Vec<String>| values.into_iter().flat_map(|v| [flag.to_owned(), v]).collect();
    match (what, what.strip_suffix(".qty"), value.split_once("%ofL")) {
        ("buffer", ..) => texts("--buffer", vec![format!("{value}%")]),
        ("add", ..) => texts("--addon", value.split('+').map(str::to_owned).collect()),
        ("drop", ..) => texts("--override", value.split('+').map(|name| format!("{}.drop", line(name).id)).collect()),
        (_, Some(name), _) => texts("--override", vec![format!("{}.quantity={value}", line(name).id)]),
        (_, _, Some((_, of))) => computed(case, &format!("L{of}"), line(&format!("L{of}"))),
        _ => texts("--override", vec![format!("{}.amount={value}", line(what).id)]),
    }
}

/// A percent line is computed once the line it is of is changed; a change to its printed quantity will do.
fn computed(case: &Case, name: &str, of: &Line) -> Vec<String> {
    if case["overrides"].split("; ").any(|change| change.starts_with(name)) {
        return Vec::new();
    }
    let printed = match &of.quantity {
        costtui::catalog::Quantity::Fixed(n) => *n,
        costtui::catalog::Quantity::Follows(follows) => follows.is,
    };
    vec!["--override".to_owned(), format!("{}.quantity={printed}", of.id)]
}

/// The line of the priced stage that stands at `L65` of the document.
fn line_at<'c>(catalog: &'c Catalog, case: &Case, name: &str) -> &'c Line {
    let at: u32 = name.strip_prefix('L').and_then(|n| n.parse().ok()).expect("a line is L and a number");
    let plan = catalog.plan(&case["plan"]).expect("the plan of a case");
    let stage = plan.stage(&case["stage"]).expect("the stage of a case");
    let variant = stage.variants.iter().find(|variant| variant.id == case["option"]);
    let within = |lines: &str| {
        lines.split(", ").any(|span| {
            let (from, to) = span.split_once('-').unwrap_or((span, span));
            (from.parse().unwrap()..=to.parse().unwrap()).contains(&at)
        })
    };
    let lines = variant.into_iter().chain(&plan.addons).flat_map(|variant| &variant.lines);
    lines.into_iter().find(|line| within(&line.lines)).unwrap_or_else(|| panic!("{}: no line at {name}", case["id"]))
}

//! Scenarios side by side: what differs in money, line by line and choice by choice; and gates that hold a figure.

mod binary;

use binary::costtui;
use costtui::amount::{Decimal, decimal};
use costtui::catalog::{self, Catalog};
use costtui::explore::compare::{Change, Compared, compare, delta, delta_share};
use costtui::scenario::{Scenario, put};
use std::fs;
use std::path::Path;

fn d(text: &str) -> Decimal {
    decimal(text).expect("a number")
}

fn steps() -> Catalog {
    catalog::load(Some(Path::new("tests/steps"))).unwrap_or_else(|error| panic!("{error}"))
}

fn with(catalog: &Catalog, choices: &[(&str, &str)]) -> Scenario {
    let mut scenario = Scenario::of(catalog.plan("steps").unwrap());
    for (key, value) in choices {
        put(&mut scenario, catalog, key, value).unwrap_or_else(|bad| panic!("{bad}"));
    }
    scenario
}

#[test]
fn lines_are_added_removed_and_changed_and_the_totals_differ_by_their_sum() {
    let catalog = steps();
    let columns = [
        Compared::of(&catalog, "small", with(&catalog, &[])),
        Compared::of(&catalog, "large", with(&catalog, &[("sliders.users", "3000")])),
        Compared::of(&catalog, "bare", with(&catalog, &[("sliders.users", "3000"), ("overrides.base.drop", "1")])),
    ];
    let found = compare(&catalog, &columns);
    let changes: Vec<(&str, Change, Change)> =
        found.lines.iter().map(|line| (line.id.as_str(), line.change(1), line.change(2))).collect();
    // 50; 150 and two nodes of 10; the two nodes alone.
    assert_eq!(changes, [("base", Change::Changed, Change::Removed), ("nodes", Change::Added, Change::Added)]);
    let costs = &found.figures[0].values;
    assert_eq!(found.figures[0].metric, "cost");
    assert_eq!((delta(costs[0], costs[1]), delta_share(costs[0], costs[1])), (Some(d("120")), Some(d("2.4"))));
    assert_eq!((delta(costs[0], costs[2]), delta_share(costs[0], costs[2])), (Some(d("-30")), Some(d("-0.6"))));
    let by_lines: Decimal = found.lines.iter().filter_map(|line| delta(line.costs[0], line.costs[1])).sum();
    assert_eq!(by_lines, d("120"), "the lines differ by what the totals do");
    let choices: Vec<&str> = found.choices.iter().map(|choice| choice.key.as_str()).collect();
    assert_eq!(choices, ["stage", "sliders.users", "overrides.base.drop"]);
    assert_eq!(found.choices[1].values, ["800", "3,000", "3,000"].map(|value| Some(value.to_owned())));
}

#[test]
fn what_has_no_users_differs_by_nothing_that_can_be_told() {
    let catalog = steps();
    let columns = [
        Compared::of(&catalog, "nobody", with(&catalog, &[("sliders.users", "0")])),
        Compared::of(&catalog, "somebody", with(&catalog, &[])),
    ];
    let found = compare(&catalog, &columns);
    let per_user = found.figures.iter().find(|row| row.metric == "cost_per_user").unwrap();
    assert_eq!(per_user.values[0], None);
    assert_eq!(delta_share(per_user.values[0], per_user.values[1]), None);
}

/// A session of the plan of steps in a folder.
fn session(folder: &Path, name: &str, text: &str) {
    fs::write(folder.join(format!("{name}.toml")), text).unwrap();
}

const SMALL: &str = "format = 1\nname = \"Small\"\n[scenario]\nplan = \"steps\"\n";
const LARGE: &str = "format = 1\nname = \"Large\"\n[scenario]\nplan = \"steps\"\n[scenario.sliders]\nusers = \"3000\"\n\
                     [baseline]\nplan = \"steps\"\n[[pinned]]\nname = \"Larger\"\n[pinned.scenario]\nplan = \"steps\"\n\
                     [pinned.scenario.sliders]\nusers = \"5000\"\n";

fn compared(folder: &Path, arguments: &[&str]) -> std::process::Output {
    let fixed = ["compare", "--catalog", "tests/steps", "--saves", folder.to_str().unwrap()];
    costtui(fixed.iter().chain(arguments)).output().unwrap()
}

#[test]
fn sessions_stand_side_by_side_and_one_alone_beside_its_baseline_and_its_pins() {
    let folder = tempfile::tempdir().unwrap();
    session(folder.path(), "small", SMALL);
    session(folder.path(), "large", LARGE);
    let told = |arguments: &[&str]| {
        let output = compared(folder.path(), arguments);
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    };
    insta::assert_snapshot!("compare_text", told(&["small", "large"]));
    insta::assert_snapshot!("compare_alone", told(&["large"]));
    insta::assert_snapshot!("compare_csv", told(&["small", "large", "--format", "csv"]));
    let json: serde_json::Value = serde_json::from_str(&told(&["small", "large", "--format", "json"])).unwrap();
    assert_eq!(json["figures"][0]["b_delta"], "120");
    assert_eq!(json["figures"][0]["b_delta_percent"], "240");
    assert_eq!(json["lines"][1]["b_change"], "added");
}

#[test]
fn a_session_that_can_not_be_compared_is_told_with_its_fault() {
    let folder = tempfile::tempdir().unwrap();
    session(folder.path(), "small", SMALL);
    session(folder.path(), "other", &SMALL.replace("steps", "stairs"));
    let output = compared(folder.path(), &["small", "other"]);
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!((output.status.code(), output.stdout.len()), (Some(2), 0));
    assert!(said.contains("`stairs` is no plan") && said.contains("other.toml:4:8"), "{said}");
    let six = compared(folder.path(), &["small"; 7]);
    assert!(String::from_utf8(six.stderr).unwrap().contains("at most 6 sessions"));
}

#[test]
fn a_session_of_a_plan_that_changed_is_told_with_line_and_caret_by_every_question() {
    let folder = tempfile::tempdir().unwrap();
    let text = "format = 1\nname = \"gone\"\n\n[scenario]\nplan = \"steps\"\nstage = \"three\"\n\n[scenario.levers]\nspt = \"50%\"\n\n\
                [scenario.overrides]\n\"one/nodes\".quantity = \"3\"\n";
    fs::write(folder.path().join("gone.toml"), text).unwrap();
    let saves = folder.path().to_string_lossy().into_owned();
    let asked = "compare quote forecast simulate sensitivity optimise sweep levers rules cards seek";
    for question in asked.split(' ') {
        let goal = if question == "seek" { &["--goal", "cost > 5"][..] } else { &[] };
        let arguments = [&[question, "--catalog", "tests/steps", "--saves", &saves, "gone"], goal].concat();
        let output = costtui(&arguments).output().unwrap();
        let said = String::from_utf8(output.stderr).unwrap();
        assert_eq!((output.status.code(), output.stdout.len()), (Some(2), 0), "{question}: {said}");
        for (place, what) in [
            ("6:9", "`three` is no stage"),
            ("9:1", "`spt` is no lever"),
            ("12:13", "`nodes` is no line of this stage"),
        ] {
            assert!(said.contains(&format!("gone.toml:{place}\n")) && said.contains(what), "{question}: {said}");
        }
        assert!(said.contains("^^^"), "{question}: {said}");
    }
}

/// A quote under gates: exit code, stdout, stderr.
fn gated(arguments: &str) -> (Option<i32>, String, String) {
    let fixed = ["quote", "--catalog", "tests/steps", "--plan", "steps"];
    let output =
        costtui(fixed.into_iter().chain(arguments.split('|').filter(|word| !word.is_empty()))).output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (output.status.code(), text(output.stdout), text(output.stderr))
}

#[test]
fn a_gate_fails_with_every_figure_that_is_so_and_nothing_else_is_said() {
    // 800 users: cost 50, revenue 80, margin 30: 62.5 % of the revenue is cost.
    let (code, out, err) = gated("--fail-on|infra_percent > 60|--fail-on|cost >= $50|--fail-on|margin < 30");
    assert_eq!((code, out.as_str()), (Some(1), ""));
    assert_eq!(
        err,
        "failed: infra_percent > 60: cost as percent of revenue is 62.5 %\nfailed: cost >= 50: cost a month is $50.00\n"
    );
    let (code, out, err) = gated("--fail-on|infra_percent > 62.5|--fail-on|cost > 50");
    assert_eq!((code, err.as_str()), (Some(0), ""));
    assert!(out.contains("Total"), "{out}");
}

#[test]
fn a_gate_that_nobody_can_read_is_no_pass() {
    let (code, _, err) = gated("--users|0|--fail-on|infra_percent > 20");
    assert_eq!(
        (code, err.as_str()),
        (Some(1), "failed: infra_percent > 20: cost as percent of revenue is undefined here\n")
    );
    let (code, _, err) = gated("--fail-on|cpu_percent > 70");
    assert!(code == Some(2) && err.contains("--answer cpu_percent=…"), "{err}");
    let (code, _, _) = gated("--fail-on|cpu_percent > 70|--answer|cpu_percent=71");
    assert_eq!(code, Some(1));
    let (code, out, err) = gated("--fail-on|infra_percnt > 20|--fail-on|cost 20");
    assert_eq!((code, out.as_str()), (Some(2), ""));
    assert!(err.contains("`infra_percent`") && err.contains("such as `margin_percent >= 80`"), "{err}");
}

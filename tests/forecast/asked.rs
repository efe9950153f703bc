//! The subcommand `forecast`, asked as a script and a reader would.

use crate::binary::costtui;
use crate::rows;
use serde_json::Value;

/// What a command line of `forecast` says: its exit code, stdout and stderr.
fn run(arguments: &[&str]) -> (Option<i32>, String, String) {
    let output = costtui(["forecast"].iter().chain(arguments)).output().expect("the binary runs");
    let text = |bytes| String::from_utf8(bytes).expect("an answer is UTF-8");
    (output.status.code(), text(output.stdout), text(output.stderr))
}

/// What an answer says; it has to end well.
pub fn told(arguments: &str) -> String {
    let (code, out, err) = run(&arguments.split(' ').collect::<Vec<_>>());
    assert_eq!((code, err.as_str()), (Some(0), ""), "{arguments}");
    out
}

/// What is said on stderr where there is no answer; stdout stays empty.
fn refused(code: i32, arguments: &[&str]) -> String {
    let (ended, out, err) = run(arguments);
    assert_eq!((ended, out.as_str()), (Some(code), ""), "{arguments:?}");
    err
}

fn json(arguments: &str) -> Value {
    serde_json::from_str(&told(&format!("{arguments} --format json"))).expect("the answer is JSON")
}

#[test]
fn a_spreadsheet_has_the_months_as_they_were_worked_by_hand() {
    let hand = rows(include_str!("edunerve.csv"));
    let months = rows(&told("--plan edunerve --fixed --format csv"));
    assert_eq!(months.len(), hand.len());
    for (row, month) in hand.iter().zip(&months) {
        let same = ["month", "users", "cost", "revenue", "margin", "cash"].map(|column| (&row[column], &month[column]));
        assert!(same.iter().all(|(hand, told)| hand == told), "{same:?}");
        assert_eq!(
            (&month["stage_id"], &month["cost_low"], &month["cost_high"]),
            (&row["stage"], &row["cost"], &row["cost"])
        );
    }
    assert_eq!(months[17]["users_exact"], "1109305.553370218496");
    assert_eq!((months[16]["flags"].as_str(), months[17]["flags"].as_str()), ("", "beyond"));
}

#[test]
fn a_script_is_told_months_events_moves_and_sums() {
    let answer = json("--plan edunerve --fixed --budget 50k --growth 20%");
    assert_eq!((&answer["growth"], &answer["budget"]["expected"]), (&"each".into(), &"50000".into()));
    assert_eq!(answer["months"][4]["margin"]["expected"], "-48");
    let events = answer["events"].as_array().unwrap();
    let over = events.iter().find(|event| event["kind"] == "over_budget").unwrap();
    assert_eq!((&over["month"], &over["value"], &over["threshold"]), (&"13".into(), &"97180".into(), &"50000".into()));
    assert_eq!(answer["moves"][2]["later"], "-55660");
    let cost = answer["sums"].as_array().unwrap().iter().find(|row| row["id"] == "cost").unwrap();
    assert_eq!(cost["expected"]["expected"], "1577160");
}

#[test]
fn users_and_rates_by_the_month_are_read_as_people_type_them() {
    let users = |arguments: &str| -> Vec<String> {
        let answer = json(&format!("--plan edunerve --months 3 {arguments}"));
        answer["months"].as_array().unwrap().iter().map(|month| month["users"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(users("--users-by-month 60k,1.5M"), ["50000", "60000", "1500000", "1500000"]);
    assert_eq!(users("--growth 30,-0.5,-100%"), ["50000", "65000", "32500", "0"]);
    let spaced = run(&["--plan", "edunerve", "--months", "2", "--users-by-month", "100, 250", "--format", "csv"]);
    assert_eq!(rows(&spaced.1)[2]["users"], "250");
    let both = refused(2, &["--users-by-month", "50,000,60,000"]);
    assert!(both.contains("`50,000,60,000` can be read in two ways"), "{both}");
}

#[test]
fn everything_wrong_is_told_at_once_with_what_was_expected() {
    let words = refused(
        2,
        &[
            "--months",
            "0",
            "--cash",
            "much",
            "--growth",
            "fast",
            "--users-by-month",
            "1k,many",
            "--fail-on",
            "margn < 0",
            "--plan",
            "edunrve",
        ],
    );
    for expected in [
        "`edunrve` is no plan; did you mean `edunerve`?",
        "--months: expected a whole number from 1 to 120, not `0`",
        "--cash: \"much\" is no number",
        "--growth: month 1: \"fast\" is no number",
        "--users-by-month: month 2: \"many\" is no number",
        "--growth and --users-by-month say twice how users grow: give one",
        "--fail-on `margn` is no figure of a quote; did you mean",
    ] {
        assert!(words.contains(expected), "{expected}: {words}");
    }
    assert_eq!(words.lines().count(), 7, "{words}");
    let million = refused(2, &["--months", "1000000"]);
    assert_eq!(million, "error: --months: expected a whole number from 1 to 120, not `1000000`\n");
}

#[test]
fn growth_is_given_once() {
    let twice = |arguments: &[&str]| refused(2, &[&["--plan", "business-os"], arguments].concat());
    let words = twice(&["--growth", "5%", "--set", "growth=10%"]);
    assert_eq!(words, "error: --growth and --set growth say twice how users grow: give one\n");
    let words = twice(&["--users-by-month", "50", "--roadmap", "philosophy"]);
    assert!(
        words.contains("--users-by-month and --roadmap say twice") && words.contains("--set growth=30%"),
        "{words}"
    );
    told("--plan business-os --roadmap philosophy --set growth=30%");
    let words = twice(&["--roadmap", "philosofy"]);
    assert_eq!(words, "error: `philosofy` is no roadmap of `business-os`; did you mean `philosophy`?\n");
}

#[test]
fn a_gate_names_the_first_month_that_reaches_it() {
    let gate = |code, goals: &[&str]| {
        let goals = goals.iter().flat_map(|goal| ["--fail-on", goal]);
        refused(code, &["--plan", "edunerve", "--fixed"].into_iter().chain(goals).collect::<Vec<_>>())
    };
    // Month 1: 12,440 of 24,000 is 51.83 %; month 4: 41,520 of 41,472.
    let words = gate(1, &["infra_percent > 50"]);
    assert_eq!(words, "failed: infra_percent > 50: cost as percent of revenue is 51.8 % in month 1\n");
    let words = gate(1, &["margin < 0", "cost > 100k", "users > 1M"]);
    let expected = "failed: margin < 0: margin a month is −$48.00 in month 4\n\
                    failed: users > 1000000: users is 1,109,305 in month 17\n";
    assert_eq!(words, expected);
    assert!(gate(2, &["cpu_percent > 70"]).contains("say what it is, with --answer cpu_percent="));
    told("--plan edunerve --fixed --fail-on cost>97180");
}

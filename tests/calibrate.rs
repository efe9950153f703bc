//! A bill beside a plan, worked out by hand: factors, what they leave, what follows the users, and the session that has them.

mod binary;

use binary::costtui;
use costtui::amount::{Decimal, Estimate, decimal, exact};
use costtui::catalog::{self, Catalog};
use costtui::date::Date;
use costtui::engine::quote;
use costtui::explore::calibrate::{Asked, Calibration, CannotCalibrate, OfCategory, Without, calibrate};
use costtui::faults::Source;
use costtui::import::bill::{self, Bill, Cost};
use costtui::scenario::{Scenario, put};
use std::fs;
use std::path::PathBuf;
use std::sync::OnceLock;
use tempfile::tempdir;

fn catalog() -> &'static Catalog {
    static CATALOG: OnceLock<Catalog> = OnceLock::new();
    CATALOG.get_or_init(|| {
        let source = Source { name: "plan.toml".into(), text: include_str!("calibrate/plan.toml").to_owned() };
        catalog::parse(&[catalog::embedded(), vec![source]]).unwrap_or_else(|faults| panic!("{faults}"))
    })
}

const BILL: &str = "tests/calibrate/bill.csv";

fn read() -> Bill {
    let files = [PathBuf::from(BILL)];
    bill::read(&files, Cost::Effective, catalog(), &mut |_| true).unwrap_or_else(|error| panic!("{error}"))
}

fn month(text: &str) -> Date {
    text.parse().unwrap()
}

fn asked(users: &[(&str, u64)]) -> Asked {
    let users = users.iter().map(|(of, users)| (month(of), Decimal::from(*users))).collect();
    Asked { month: None, users }
}

fn scenario(choices: &[(&str, &str)]) -> Scenario {
    let mut scenario = Scenario::of(catalog().plan("held").unwrap());
    for (key, value) in choices {
        put(&mut scenario, catalog(), key, value).unwrap_or_else(|bad| panic!("{bad}"));
    }
    scenario
}

fn held(scenario: &Scenario, asked: &Asked) -> Result<Calibration, CannotCalibrate> {
    calibrate(catalog(), catalog().plan("held").unwrap(), scenario, &read(), asked)
}

fn category<'a>(of: &'a Calibration, id: &str) -> &'a OfCategory {
    of.categories.iter().find(|category| category.category == id).unwrap_or_else(|| panic!("no {id} in {of:?}"))
}

fn estimate(low: &str, expected: &str, high: &str) -> Estimate {
    let number = |text| decimal(text).unwrap();
    Estimate { low: number(low), expected: number(expected), high: number(high) }
}

/// The users of the months whose plan costs 100, 150 and 200 for compute.
const USERS: [(&str, u64); 3] = [("2026-03", 1000), ("2026-04", 1500), ("2026-05", 2000)];

#[test]
fn the_factor_is_the_bill_of_the_latest_complete_month_and_its_range_that_of_all() {
    // At 1,000 users the plan has $100 for compute; the bill 120, 150 and 180. June ends on the 12th.
    let of = held(&scenario(&[]), &Asked::default()).unwrap();
    assert_eq!(of.month, month("2026-05"));
    assert_eq!(category(&of, "compute").factor, Some(estimate("1.2", "1.8", "1.8")));
    assert_eq!(category(&of, "storage").factor, Some(estimate("1.25", "1.25", "1.25")));
    assert_eq!(of.months.len(), 3);
}

#[test]
fn beside_the_plan_at_its_own_users_growth_is_no_part_of_the_range() {
    // Plan 100, 150, 200; bill 120, 150, 180: 1.2, 1 and 0.9.
    let of = held(&scenario(&[]), &asked(&USERS)).unwrap();
    assert_eq!(category(&of, "compute").factor, Some(estimate("0.9", "0.9", "1.2")));
    assert_eq!(exact(of.scenario.sliders["users"]), "2000");
    let plans: Vec<String> = of.months.iter().map(|month| exact(month.plan)).collect();
    // (100 + 40 + 50) × 1.1, (150 + 90) × 1.1, (200 + 90) × 1.1.
    assert_eq!(plans, ["209", "264", "319"]);
}

#[test]
fn what_the_factors_leave_is_told_and_adds_up_to_the_bill() {
    let of = held(&scenario(&[]), &asked(&USERS)).unwrap();
    // With factors: compute 200 × 0.9 = 180, storage 40 × 1.25 = 50, database 50, support a tenth of 280 = 28: 308.
    // On the bill: 180 + 50 + 20 of support + 7 of AI = 257.
    let rests: Vec<(&str, String, Option<Without>)> =
        of.categories.iter().map(|of| (of.category.as_str(), exact(of.rest), of.without)).collect();
    let expected = [
        ("compute", "0".to_owned(), None),
        ("database", "-50".to_owned(), Some(Without::NotBilled)),
        ("storage", "0".to_owned(), None),
        ("support", "-8".to_owned(), Some(Without::NotMultiplied)),
        ("ai", "7".to_owned(), Some(Without::NotPlanned)),
    ];
    assert_eq!(rests, expected);
    assert_eq!(of.sums().unwrap().map(exact), ["257", "308", "-51"]);
    let cost = quote(catalog(), &of.scenario).cost.unwrap();
    // At the high end compute is 200 × 1.2 = 240: (240 + 50 + 50) × 1.1 = 374.
    assert_eq!([cost.low, cost.expected, cost.high].map(exact), ["308", "308", "374"]);
    let apart: Vec<String> =
        of.apart.iter().map(|(charge, cost)| format!("{} {}", charge.id(), exact(*cost))).collect();
    assert_eq!(apart, ["Tax 12.5", "Credit -5"]);
}

#[test]
fn what_follows_the_users_is_told_beside_what_the_plan_says() {
    let of = held(&scenario(&[]), &asked(&USERS)).unwrap();
    let growth = |id: &str| {
        let growth = category(&of, id).growth.clone().unwrap();
        (exact(growth.bill), growth.fit.map(exact), growth.plan.map(exact))
    };
    let some = |text: &str| Some(text.to_owned());
    // 120, 150, 180 at 1,000, 1,500, 2,000 users is 60 + 0.06 a user: at the mean 90 of 150 follow. The plan's is in proportion.
    assert_eq!(growth("compute"), ("0.6".to_owned(), some("1"), some("1")));
    assert_eq!(growth("storage"), ("0".to_owned(), None, some("0")));
    // 0, 0, 7: in parts of the mean −1, −1, 2 at −⅓, 0, ⅓: 1 ÷ (2 ÷ 9) = 4.5, and 1 ÷ (2 ÷ 9 × 6) = 0.75.
    assert_eq!(growth("ai"), ("4.5".to_owned(), some("0.75"), None));
    assert_eq!(category(&of, "compute").follows, ["users"]);
    assert!(held(&scenario(&[]), &asked(&USERS[1..])).unwrap().categories.iter().all(|of| of.growth.is_none()));
}

#[test]
fn levers_and_own_prices_are_left_as_they_are() {
    // Machines at the user's own 150 of the bill's 180: no line of compute is multiplied.
    let own = held(&scenario(&[("overrides.machines.amount", "150")]), &Asked::default()).unwrap();
    assert_eq!(category(&own, "compute").without, Some(Without::NotMultiplied));
    assert_eq!(exact(category(&own, "compute").rest), "30");
    // A factor that is there already is no part of the plan that is held.
    let again = held(&scenario(&[("factors.compute", "3")]), &Asked::default()).unwrap();
    assert_eq!(category(&again, "compute").factor, Some(estimate("1.2", "1.8", "1.8")));
}

#[test]
fn a_month_that_is_not_there_or_not_complete_is_said() {
    let of_month = |text: &str| Asked { month: Some(month(text)), ..Asked::default() };
    let june = held(&scenario(&[]), &of_month("2026-06")).unwrap();
    assert_eq!(category(&june, "compute").factor, Some(estimate("0.06", "0.06", "1.8")));
    let said = |found: Result<Calibration, CannotCalibrate>| found.unwrap_err().to_string();
    let known = "2026-07 is no month of this bill; it has 2026-03, 2026-04, 2026-05, 2026-06";
    assert_eq!(said(held(&scenario(&[]), &of_month("2026-07"))), known);
    assert_eq!(said(held(&scenario(&[]), &asked(&[("2026-07", 5)]))), known);
    let missing = "the users of 2026-05 are missing, which is the month that is held against the plan";
    assert_eq!(said(held(&scenario(&[]), &asked(&USERS[..2]))), missing);
    assert_eq!(held(&scenario(&[("basis", "headline")]), &Asked::default()).unwrap_err(), CannotCalibrate::NoLines);
}

/// A folder with the plan as a private catalog, and one for sessions.
fn folders() -> (tempfile::TempDir, String, String) {
    let folder = tempdir().unwrap();
    fs::create_dir_all(folder.path().join("catalog/plans")).unwrap();
    fs::copy("tests/calibrate/plan.toml", folder.path().join("catalog/plans/held.toml")).unwrap();
    let path = |name: &str| folder.path().join(name).display().to_string();
    let (catalog, saves) = (path("catalog"), path("saves"));
    (folder, catalog, saves)
}

fn answered(arguments: &[&str], (catalog, saves): (&str, &str)) -> String {
    let output = costtui([arguments, &["--catalog", catalog, "--saves", saves]].concat()).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

const MONTHS: &str = "2026-03=1k,2026-04=1.5k,2026-05=2k";

#[test]
fn factors_are_taken_into_a_session_that_is_compared_with_what_it_was() {
    let (_folder, catalog, saves) = folders();
    let at = (catalog.as_str(), saves.as_str());
    let told = answered(&["calibrate", "--plan", "held", "--bill", BILL, "--users", MONTHS, "--take", "As billed"], at);
    assert!(told.contains("the factors are in the session As billed ("), "{told}");
    let file = fs::read_to_string(format!("{saves}/as-billed.toml")).unwrap();
    insta::assert_snapshot!("calibrate_session", file);
    let quoted = answered(&["quote", "as-billed", "--format", "json"], at);
    let quoted: serde_json::Value = serde_json::from_str(&quoted).unwrap();
    assert_eq!((&quoted["cost"]["expected"], &quoted["cost"]["high"]), (&"308".into(), &"374".into()));
    assert_eq!(quoted["scenario"]["factors"]["compute"], "0.9..0.9..1.2");
    assert_eq!(quoted["lines"][0]["factor"], "0.9..0.9..1.2");
    assert_eq!(quoted["lines"][1]["explain"], "as printed × 1.25, from your bill, = $50.00");
    // A session that is there stays.
    let again = [
        "calibrate",
        "--plan",
        "held",
        "--bill",
        BILL,
        "--take",
        "as BILLED",
        "--catalog",
        &catalog,
        "--saves",
        &saves,
    ];
    let output = costtui(again).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8(output.stderr).unwrap().contains("as-billed.toml; give it another name"));
    assert_eq!(fs::read_to_string(format!("{saves}/as-billed.toml")).unwrap(), file);
}

#[test]
fn a_calibration_reads_well_in_every_format() {
    let (_folder, catalog, saves) = folders();
    let told = |more: &[&str]| {
        answered(
            &[&["calibrate", "--plan", "held", "--bill", BILL, "--users", MONTHS], more].concat(),
            (&catalog, &saves),
        )
    };
    insta::assert_snapshot!("calibrate_text", told(&[]));
    insta::assert_snapshot!("calibrate_csv", told(&["--format", "csv"]));
    let json: serde_json::Value = serde_json::from_str(&told(&["--format", "json"])).unwrap();
    assert_eq!(json["categories"][0]["factor"], "0.9..0.9..1.2");
    assert_eq!(json["growth"][0]["bill_percent"], "60");
    assert_eq!(json["rest"]["expected"], "-51");
}

#[test]
fn everything_that_is_wrong_with_what_is_asked_is_told_at_once() {
    let users = "2026-03=1k,May=5,2026-03=2,2026-04=1.5,7";
    let asked =
        ["calibrate", "--bill", BILL, "--users", users, "--month", "2026-05-01", "--take", "…", "--card", "awss"];
    let output = costtui(asked).output().unwrap();
    assert_eq!((output.status.code(), output.stdout.len()), (Some(2), 0));
    insta::assert_snapshot!("calibrate_wrong", String::from_utf8(output.stderr).unwrap());
}

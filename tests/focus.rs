//! The months ahead as a bill keep to the rules of FOCUS, and add up to the forecast.

mod binary;

use binary::costtui;
use costtui::amount::{Decimal, decimal, exact};
use serde_json::Value;
use std::collections::BTreeMap;

/// The mandatory columns of FOCUS 1.2, and whether one may be null.
const MANDATORY: [(&str, bool); 21] = [
    ("BilledCost", false),
    ("BillingAccountId", false),
    ("BillingAccountName", true),
    ("BillingCurrency", false),
    ("BillingPeriodEnd", false),
    ("BillingPeriodStart", false),
    ("ChargeCategory", false),
    ("ChargeClass", true),
    ("ChargeDescription", true),
    ("ChargePeriodEnd", false),
    ("ChargePeriodStart", false),
    ("ContractedCost", false),
    ("EffectiveCost", false),
    ("InvoiceIssuerName", false),
    ("ListCost", false),
    ("PricingQuantity", true),
    ("PricingUnit", true),
    ("ProviderName", false),
    ("PublisherName", false),
    ("ServiceCategory", false),
    ("ServiceName", false),
];

const OWN: [&str; 8] =
    ["x_Scenario", "x_Stage", "x_LineId", "x_LowCost", "x_HighCost", "x_PriceSource", "x_PriceAsOf", "x_IsForecast"];

/// The values that `ServiceCategory` may have.
const SERVICES: [&str; 19] = [
    "AI and Machine Learning",
    "Analytics",
    "Business Applications",
    "Compute",
    "Databases",
    "Developer Tools",
    "Multicloud",
    "Identity",
    "Integration",
    "Internet of Things",
    "Management and Governance",
    "Media",
    "Migration",
    "Mobile",
    "Networking",
    "Security",
    "Storage",
    "Web",
    "Other",
];

const COSTS: [&str; 6] = ["BilledCost", "ContractedCost", "EffectiveCost", "ListCost", "x_LowCost", "x_HighCost"];

type Row = BTreeMap<String, String>;

fn answered(arguments: &[&str]) -> String {
    let output = costtui(arguments).output().unwrap();
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

fn rows(scenario: &[&str]) -> Vec<Row> {
    let text = answered(&[&["export", "--to", "-", "--format", "focus"], scenario].concat());
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let names: Vec<String> = reader.headers().unwrap().iter().map(str::to_owned).collect();
    let wanted: Vec<&str> = MANDATORY.iter().map(|(name, _)| *name).chain(OWN).collect();
    assert_eq!(names, wanted);
    assert!(!text.contains(",\"\","), "a null is no empty text: {text}");
    let rows = reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect::<Vec<_>>());
    rows.map(|row| names.iter().cloned().zip(row).collect()).collect()
}

/// A number as NumericFormat has it: digits, at most one point, a minus where it is below 0.
fn number(text: &str) -> Decimal {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let (whole, places) = digits.split_once('.').unwrap_or((digits, "0"));
    let all_digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    assert!(all_digits(whole) && all_digits(places), "{text} is no bare number");
    text.parse().unwrap()
}

/// The first of a month as DateTimeFormat has it, as year and month.
fn month(text: &str) -> (i32, i32) {
    let bytes = text.as_bytes();
    assert!(bytes.len() == 20 && text.ends_with("-01T00:00:00Z") && bytes[4] == b'-', "{text} is no first of a month");
    (text[..4].parse().unwrap(), text[5..7].parse().unwrap())
}

fn keeps_the_rules(row: &Row) {
    for (name, nullable) in MANDATORY {
        assert!(nullable || !row[name].is_empty(), "{name} is null in {row:?}");
    }
    for name in COSTS {
        number(&row[name]);
    }
    let (start, end) = (month(&row["ChargePeriodStart"]), month(&row["ChargePeriodEnd"]));
    assert_eq!(start.0 * 12 + start.1 + 1, end.0 * 12 + end.1, "{row:?}");
    assert_eq!(
        [&row["BillingPeriodStart"], &row["BillingPeriodEnd"]],
        [&row["ChargePeriodStart"], &row["ChargePeriodEnd"]]
    );
    assert_eq!([&row["ChargeCategory"], &row["BillingCurrency"], &row["x_IsForecast"]], ["Usage", "USD", "true"]);
    assert!(row["ChargeClass"].is_empty(), "nothing is a correction");
    assert!(SERVICES.contains(&row["ServiceCategory"].as_str()), "{row:?}");
    // Of usage neither is null.
    assert!(number(&row["PricingQuantity"]) >= Decimal::ZERO);
    let unit = row["PricingUnit"].trim_start_matches("1000000 ");
    assert!(unit.starts_with(|c: char| c.is_ascii_uppercase() || c == '\''), "{unit} has no capital");
    assert!(row.values().all(|text| !text.starts_with(['=', '+', '@']) && !text.contains(['\n', '\u{1b}'])), "{row:?}");
    assert!(row.iter().all(|(name, text)| !text.starts_with('-') || COSTS.contains(&name.as_str())), "{row:?}");
    assert_eq!([&row["BilledCost"], &row["ContractedCost"]], [&row["EffectiveCost"], &row["EffectiveCost"]]);
}

/// Scenarios with every kind of total and of price.
const SCENARIOS: [&[&str]; 10] = [
    &["--plan", "edunerve", "--users", "50k"],
    &["--plan", "edunerve", "--users", "50k", "--lever", "spot=50%", "--addon", "operations"],
    &["--plan", "edunerve", "--users", "50k", "--basis", "stated", "--addon", "hidden", "--buffer", "12%"],
    &["--plan", "edunerve", "--users", "60k", "--card", "aws"],
    &["--plan", "zero-to-planetary", "--users", "900", "--concurrency", "7.7%"],
    &["--plan", "zero-to-planetary", "--users", "900", "--basis", "headline", "--set", "growth=3%"],
    &["--plan", "business-os", "--users", "777", "--basis", "buffered"],
    &["saves/barum-on-aws-is-it-time-for-phase-2.toml"],
    &[
        "--plan",
        "edunerve",
        "--users",
        "50k",
        "--factor",
        "compute=1.05..1.3",
        "--factor",
        "cdn=0.9",
        "--lever",
        "spot=50%",
    ],
    &["--plan", "business-os", "--users", "777", "--basis", "buffered", "--card", "aws", "--factor", "compute=1.15"],
];

#[test]
fn each_row_keeps_the_rules_and_the_rows_of_a_month_add_up_to_the_forecast() {
    for scenario in SCENARIOS {
        let rows = rows(scenario);
        rows.iter().for_each(keeps_the_rules);
        let forecast: Value =
            serde_json::from_str(&answered(&[&["forecast", "--format", "json"], scenario].concat())).unwrap();
        let months = &forecast["months"].as_array().unwrap()[1..];
        assert_eq!(months.len(), 24);
        // The tests run on 2026-11-22: the first month ahead begins on 2026-12-01.
        for (at, month) in (11..).zip(months) {
            let begin = format!("{}-{:02}-01T00:00:00Z", 2026 + at / 12, at % 12 + 1);
            let of_month: Vec<&Row> = rows.iter().filter(|row| row["ChargePeriodStart"] == begin).collect();
            for (column, key) in [("EffectiveCost", "cost"), ("x_LowCost", "cost_low"), ("x_HighCost", "cost_high")] {
                let sum: Decimal = of_month.iter().map(|row| number(&row[column])).sum();
                let wanted = month[key]["expected"].as_str().unwrap();
                assert_eq!(exact(sum), wanted, "{scenario:?}, {begin}, {column}");
            }
            assert!(of_month.iter().all(|row| row["x_Stage"] == month["stage_id"].as_str().unwrap()));
        }
        let last = rows.iter().map(|row| row["ChargePeriodEnd"].as_str()).max();
        assert_eq!(last, Some("2028-12-01T00:00:00Z"));
    }
}

#[test]
fn levers_are_in_what_is_paid_and_not_in_the_list_cost() {
    let rows = rows(&["--plan", "edunerve", "--users", "50k", "--set", "growth=0", "--lever", "spot=50%"]);
    let machines = rows.iter().find(|row| row["x_LineId"] == "azure-container-instances").unwrap();
    // Document 002: 29 × $0.10 × 720 hours; half of them save 70 to 80 %.
    let costs = ["ListCost", "EffectiveCost", "x_LowCost", "x_HighCost"].map(|name| machines[name].as_str());
    assert_eq!(costs, ["2088", "1305", "1252.8", "1357.2"]);
    assert_eq!([&machines["PricingQuantity"], &machines["PricingUnit"]], ["29", "Instances"]);
}

#[test]
fn what_a_bill_multiplies_is_paid_and_the_list_cost_is_without_it() {
    let scenario = ["--plan", "edunerve", "--users", "50k", "--set", "growth=0", "--lever", "spot=50%"];
    let rows = rows(&[&scenario[..], &["--factor", "compute=1.05..1.3", "--factor", "cache=2"]].concat());
    let of = |id: &str| rows.iter().find(|row| row["x_LineId"] == id).unwrap();
    let costs = |id: &str| ["ListCost", "EffectiveCost", "x_LowCost", "x_HighCost"].map(|name| of(id)[name].as_str());
    // Document 002 lists $2,088: × 1.175 × (1 − 0.5 × 0.75), × 1.05 × (1 − 0.5 × 0.8), × 1.3 × (1 − 0.5 × 0.7).
    assert_eq!(costs("azure-container-instances"), ["2088", "1533.375", "1315.44", "1764.36"]);
    assert_eq!(costs("redis-premium-p3"), ["400", "800", "800", "800"]);
    assert_eq!(costs("key-vault"), ["25"; 4]);
    // 20 % of what the machines are paid is what is asked for the buffer.
    assert_eq!(costs("auto-scaling-buffer"), ["306.675", "306.675", "263.088", "352.872"]);
    let source = |id: &str| of(id)["x_PriceSource"].as_str();
    assert!(source("azure-container-instances").ends_with(":77, × 1.05–1.3 from your bill"));
    assert!(source("redis-premium-p3").ends_with(":81, × 2 from your bill"));
    assert!(source("auto-scaling-buffer").ends_with(":78"));
}

#[test]
fn a_card_lists_the_same_whatever_the_bill_asks() {
    let scenario = ["--plan", "edunerve", "--users", "60k", "--card", "aws", "--set", "growth=0"];
    let factors = ["compute", "cdn", "network", "storage", "database"].map(|id| format!("{id}=1.25"));
    let flags: Vec<&str> = factors.iter().flat_map(|factor| ["--factor", factor]).collect();
    let (plain, billed) = (rows(&scenario), rows(&[&scenario[..], &flags].concat()));
    let mut graduated = 0;
    for (plain, billed) in plain.iter().zip(&billed) {
        let is_billed = billed["x_PriceSource"].ends_with(", × 1.25 from your bill");
        let times = if is_billed { decimal("1.25").unwrap() } else { Decimal::ONE };
        if is_billed || billed["EffectiveCost"] == plain["EffectiveCost"] {
            assert_eq!(billed["ListCost"], plain["ListCost"]);
            assert_eq!(exact(number(&plain["EffectiveCost"]) * times), exact(number(&billed["EffectiveCost"])));
        } else {
            assert_eq!(billed["x_LineId"], "auto-scaling-buffer", "{billed:?}");
        }
        graduated += usize::from(is_billed && billed["ChargeDescription"].contains(" + "));
    }
    assert!(graduated > 0, "no price has tiers");
}

#[test]
fn a_buffer_and_a_printed_total_are_rows_of_their_own() {
    let scenario =
        ["--plan", "edunerve", "--users", "50k", "--set", "growth=0", "--basis", "stated", "--buffer", "10%"];
    let rows = rows(&scenario);
    let december: Vec<&Row> = rows.iter().filter(|row| row["ChargePeriodStart"].starts_with("2026-12")).collect();
    let told: Vec<[&str; 2]> =
        december.iter().map(|row| [row["ServiceName"].as_str(), &row["EffectiveCost"]]).collect();
    assert_eq!(told, [["printed total", "4481"], ["buffer", "448.1"]]);
    assert!(december.iter().all(|row| row["x_LineId"].is_empty()));
}

#[test]
fn a_price_of_a_card_has_its_provider_source_and_date() {
    let rows = rows(&["--plan", "edunerve", "--users", "50k", "--set", "growth=0", "--card", "aws"]);
    let database = rows.iter().find(|row| row["x_LineId"] == "postgresql-hyperscale").unwrap();
    assert_eq!([&database["ProviderName"], &database["ServiceCategory"]], ["AWS", "Databases"]);
    assert!(database["ServiceName"].starts_with("db."), "{}", database["ServiceName"]);
    assert!(database["x_PriceSource"].starts_with("AWS Price List"), "{}", database["x_PriceSource"]);
    assert!(decimal(&database["x_PriceAsOf"][..4]).is_ok());
    let documented = rows.iter().find(|row| row["x_LineId"] == "redis-premium-p3").unwrap();
    assert_eq!([&documented["ProviderName"], &documented["x_PriceAsOf"]], ["EduNerve", ""]);
}

#[test]
fn what_a_plan_says_is_neither_run_nor_breaks_the_rows() {
    let rows = rows(&["--catalog", "tests/sly", "--plan", "sly", "--users", "50"]);
    rows.iter().for_each(keeps_the_rules);
    assert_eq!(rows[0]["ServiceName"], "'=HYPERLINK(\"x\")\u{fffd}injected: 5");
    assert_eq!(rows.len(), 2 * 24);
}

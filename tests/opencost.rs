//! The prices of a card leave as a custom price file of OpenCost: parts of a machine that make up its price.

mod binary;

use binary::costtui;
use serde_json::Value;

/// The keys of OpenCost's `configs/default.json`.
const KEYS: [&str; 16] = [
    "provider",
    "description",
    "CPU",
    "spotCPU",
    "RAM",
    "spotRAM",
    "GPU",
    "storage",
    "zoneNetworkEgress",
    "regionNetworkEgress",
    "internetNetworkEgress",
    "natGatewayEgress",
    "natGatewayIngress",
    "firstFiveForwardingRulesCost",
    "additionalForwardingRuleCost",
    "LBIngressDataCost",
];

fn exported(scenario: &[&str]) -> Value {
    let arguments = [&["export", "--to", "-", "--format", "opencost"], scenario].concat();
    let output = costtui(&arguments).output().unwrap();
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    let file: Value = serde_json::from_slice(&output.stdout).unwrap();
    let keys: Vec<&str> = file.as_object().unwrap().keys().map(String::as_str).collect();
    assert_eq!(keys, KEYS);
    for key in &KEYS[2..] {
        let price = file[key].as_str().unwrap();
        assert!(
            price.chars().all(|c| c.is_ascii_digit() || c == '.') && price.parse::<f64>().is_ok(),
            "{key}: {price}"
        );
    }
    file
}

fn price(file: &Value, key: &str) -> f64 {
    file[key].as_str().unwrap().parse().unwrap()
}

fn assert_near(found: f64, wanted: f64) {
    assert!((found - wanted).abs() < 1e-9, "{found}, not {wanted}");
}

/// Refused, with what stderr says.
fn refused(scenario: &[&str]) -> String {
    let arguments = [&["export", "--to", "-", "--format", "opencost"], scenario].concat();
    let output = costtui(&arguments).output().unwrap();
    assert_eq!((output.status.code(), output.stdout.len()), (Some(2), 0));
    String::from_utf8(output.stderr).unwrap()
}

const EDUNERVE: [&str; 4] = ["--plan", "edunerve", "--users", "60k"];

#[test]
fn the_parts_of_a_machine_make_up_its_price_in_opencosts_own_ratio() {
    let file = exported(&[&EDUNERVE[..], &["--card", "aws"]].concat());
    let (cpu, ram) = (price(&file, "CPU"), price(&file, "RAM"));
    // The nodes need 8 vCPU and 32 GB; the cheapest that has them on the list is m7g.2xlarge at $0.3264 an hour.
    assert_near(8.0 * cpu + 32.0 * ram, 0.3264);
    assert_near(cpu / ram, 0.031611 / 0.004237);
    // By hand: 8 × 0.031611 + 32 × 0.004237 = 0.388472, of which 0.3264 is 84.02 %.
    assert_near(cpu, 0.3264 / 0.388472 * 0.031611);
    let told = file["description"].as_str().unwrap();
    assert!(told.starts_with("AWS, N. Virginia, by costtui"), "{told}");
    assert!(told.contains("CPU and RAM: m7g.2xlarge, 8 vCPU, 32 GB, N. Virginia, AWS Price List AmazonEC2"), "{told}");
    assert!(told.contains("(2026-10-13)"), "{told}");
    assert!(price(&file, "spotCPU") < cpu && price(&file, "spotRAM") < ram);
}

#[test]
fn it_is_the_machine_that_the_bill_buys() {
    let scenario = [&EDUNERVE[..], &["--card", "gcp"]].concat();
    let file = exported(&scenario);
    let output = costtui([&["quote", "--format", "json"], &scenario[..]].concat()).output().unwrap();
    let quote: Value = serde_json::from_slice(&output.stdout).unwrap();
    let nodes = quote["lines"].as_array().unwrap().iter().find(|line| line["id"] == "aks-cluster").unwrap();
    let each: f64 = nodes["price"].as_str().unwrap().parse().unwrap();
    assert_near(8.0 * price(&file, "CPU") + 32.0 * price(&file, "RAM"), each);
    assert!(file["description"].as_str().unwrap().contains(nodes["product"].as_str().unwrap()));
}

#[test]
fn storage_is_an_hours_and_what_leaves_a_gigabytes() {
    let file = exported(&[&EDUNERVE[..], &["--card", "aws"]].concat());
    // EBS gp3 is $0.08 a GB and month; the first 100 GB that leave are free, and the next cost $0.09.
    assert_near(price(&file, "storage"), 0.08 / 730.0);
    assert_near(price(&file, "internetNetworkEgress"), 0.09);
    let told = file["description"].as_str().unwrap();
    assert!(told.contains("the first 100 GB a month free"), "{told}");
}

#[test]
fn what_the_card_has_no_price_of_is_said_and_never_free() {
    let file = exported(&[&EDUNERVE[..], &["--card", "hetzner"]].concat());
    let told = file["description"].as_str().unwrap();
    assert!(told.contains("as on demand, since the card has no spot price of it"), "{told}");
    assert!(told.contains("not on this card, and at OpenCost's own default: GPU, zoneNetworkEgress"), "{told}");
    assert_eq!(file["spotCPU"], file["CPU"]);
    assert_eq!([&file["GPU"], &file["zoneNetworkEgress"]], ["0.95", "0.01"]);
}

#[test]
fn a_reserved_or_spot_scenario_prices_on_demand_and_spot_all_the_same() {
    let on_demand = exported(&[&EDUNERVE[..], &["--card", "aws"]].concat());
    for purchase in ["spot", "reserved_1y"] {
        let file = exported(&[&EDUNERVE[..], &["--card", "aws", "--purchase", purchase]].concat());
        assert_eq!([&file["CPU"], &file["spotCPU"]], [&on_demand["CPU"], &on_demand["spotCPU"]]);
    }
}

#[test]
fn list_prices_are_without_what_a_bill_asks_and_that_is_said() {
    let scenario = [&EDUNERVE[..], &["--card", "aws"]].concat();
    let plain = exported(&scenario);
    let billed = exported(&[&scenario[..], &["--factor", "compute=1.05..1.3", "--factor", "storage=2"]].concat());
    for key in &KEYS[2..] {
        assert_eq!(billed[key], plain[key], "{key}");
    }
    let [plain, billed] = [&plain, &billed].map(|file| file["description"].as_str().unwrap());
    let said = "; list prices, without what your bill asks: compute × 1.05–1.3, storage × 2";
    assert_eq!(billed, format!("{plain}{said}"));
}

#[test]
fn a_bill_without_machines_takes_the_cheapest_for_its_parts_on_the_card() {
    let file = exported(&["--plan", "lean-markets", "--users", "80k", "--card", "aws"]);
    let bought = exported(&[&EDUNERVE[..], &["--card", "aws"]].concat());
    assert!(price(&file, "RAM") > 0.0 && price(&file, "RAM") <= price(&bought, "RAM"));
}

#[test]
fn without_a_card_or_without_machines_on_it_nothing_is_invented() {
    let documented = refused(&EDUNERVE);
    assert!(documented.contains("choose a card, such as --card aws"), "{documented}");
    let models = refused(&[&EDUNERVE[..], &["--card", "anthropic"]].concat());
    assert!(models.contains("none of known vCPU and memory is on Anthropic"), "{models}");
}

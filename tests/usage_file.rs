//! What a plan counts leaves as a usage file of Infracost: the figures are those of the bill, and the form is plain YAML.

mod binary;

use binary::costtui;
use std::collections::BTreeMap;

fn written(scenario: &[&str]) -> String {
    let arguments = [&["export", "--to", "-", "--format", "infracost-usage"], scenario].concat();
    let output = costtui(&arguments).output().unwrap();
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

/// The figures of a file by their path. Reads mappings of plain words and numbers, two spaces a level, and comments on lines
/// of their own: all else is refused, since that is all there is to be.
fn figures(file: &str) -> BTreeMap<String, f64> {
    let mut found = BTreeMap::new();
    let mut path: Vec<String> = Vec::new();
    let mut may_go_in = true;
    for line in file.lines() {
        let text = line.trim_start_matches(' ');
        let indent = line.len() - text.len();
        if text.starts_with("# ") {
            continue;
        }
        assert!(indent.is_multiple_of(2) && indent / 2 <= path.len(), "{line:?} is indented oddly");
        assert!(may_go_in || indent / 2 < path.len(), "{line:?} stands below a figure");
        path.truncate(indent / 2);
        let (key, value) = text.split_once(':').unwrap_or_else(|| panic!("{line:?} has no key"));
        let is_word = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
        assert!(
            key.starts_with(|c: char| c.is_ascii_lowercase()) && key.chars().all(is_word),
            "{line:?} has no plain key"
        );
        path.push(key.to_owned());
        may_go_in = value.is_empty();
        if !may_go_in {
            let figure = value.strip_prefix(' ').unwrap_or_else(|| panic!("{line:?} has no space"));
            assert!(figure.chars().all(|c| c.is_ascii_digit() || c == '.'), "{line:?} is no plain number");
            assert!(found.insert(path.join("/"), figure.parse().unwrap()).is_none(), "{line:?} stands twice");
        }
    }
    found
}

/// Checks that a file has these figures as defaults of resource types.
fn assert_has(scenario: &[&str], wanted: &[(&str, f64)]) -> BTreeMap<String, f64> {
    let file = written(scenario);
    let figures = figures(&file);
    assert_eq!(figures.get("version"), Some(&0.1));
    for (attribute, figure) in wanted {
        let path = format!("resource_type_default_usage/{attribute}");
        assert_eq!(figures.get(&path), Some(figure), "{attribute} of {scenario:?} in\n{file}");
    }
    figures
}

#[test]
fn what_a_document_prints_is_what_infracost_is_told() {
    // Document 002 L82-89 for 50,000 users: 50 TB stored, 500 TB sent, 2 M tokens, 100 GB of logs.
    let printed = [
        ("aws_s3_bucket/standard/storage_gb", 50_000.0),
        ("azurerm_storage_account/storage_gb", 50_000.0),
        ("google_storage_bucket/storage_gb", 50_000.0),
        ("aws_cloudfront_distribution/monthly_data_transfer_to_internet_gb/us", 500_000.0),
        ("azurerm_cdn_endpoint/monthly_outbound_gb", 500_000.0),
        ("azurerm_cognitive_deployment/monthly_language_input_tokens", 2_000_000.0),
        ("aws_cloudwatch_log_group/monthly_data_ingested_gb", 100.0),
    ];
    let figures = assert_has(&["--plan", "edunerve", "--users", "50k"], &printed);
    assert!(figures.keys().all(|path| !path.contains("requests")), "nothing in that plan follows requests");
    let half: Vec<(&str, f64)> = printed.iter().map(|(attribute, figure)| (*attribute, figure / 2.0)).collect();
    assert_has(&["--plan", "edunerve", "--users", "25k"], &half);
}

#[test]
fn a_card_or_a_lever_changes_nothing_of_what_is_used() {
    let as_printed = figures(&written(&["--plan", "edunerve", "--users", "50k"]));
    let cheaper = ["--plan", "edunerve", "--users", "50k", "--card", "aws", "--lever", "spot=50%"];
    assert_eq!(figures(&written(&cheaper)), as_printed);
}

#[test]
fn lines_of_one_kind_add_up_and_requests_are_a_months() {
    // Document 003: a master and a worker; 10,000 users × 10 requests a day × 30 days.
    assert_has(
        &["--plan", "barum-aws", "--users", "10k"],
        &[
            ("aws_autoscaling_group/instances", 2.0),
            ("aws_lambda_function/monthly_requests", 3_000_000.0),
            ("google_cloud_run_v2_service/monthly_requests", 3_000_000.0),
            ("aws_cloudwatch_log_group/monthly_data_ingested_gb", 20.0),
        ],
    );
    let busier = ["--plan", "barum-aws", "--users", "10k", "--set", "requests_per_user=12.5"];
    assert_has(&busier, &[("aws_lambda_function/monthly_requests", 3_750_000.0)]);
}

#[test]
fn a_quantity_of_ones_own_is_told_and_is_in_the_comment() {
    let scenario = ["--plan", "edunerve", "--users", "50k", "--override", "cdn-premium.quantity=800"];
    assert_has(&scenario, &[("azurerm_cdn_endpoint/monthly_outbound_gb", 800_000.0)]);
    let file = written(&scenario);
    assert!(file.contains("    # CDN Premium: 800,000 GB\n    monthly_outbound_gb: 800000\n"), "{file}");
    assert!(file.contains("    # Log Analytics: 100 GB, with users at 50,000\n"), "{file}");
    assert!(file.contains("#   PostgreSQL Hyperscale: 1 database\n"), "{file}");
}

#[test]
fn what_a_plan_says_stays_in_its_comment() {
    let scenario = ["--catalog", "tests/sly", "--plan", "sly", "--users", "50"];
    let figures = assert_has(&scenario, &[("aws_s3_bucket/standard/storage_gb", 3.0)]);
    assert!(figures.keys().all(|path| !path.contains("injected") && !path.contains("comment")));
    assert!(!written(&scenario).contains('\u{1b}'));
}

#[test]
fn a_plan_that_counts_nothing_is_a_file_without_figures() {
    let file = written(&["--plan", "lean-markets", "--users", "200"]);
    let (before, _) = file.split_once("resource_type_default_usage: {}\n").unwrap_or_else(|| panic!("{file}"));
    assert!(before.ends_with("version: 0.1\n"));
}

#[test]
fn what_a_bill_asks_is_a_price_and_counts_nothing() {
    let scenario = ["--plan", "edunerve", "--users", "60k", "--card", "aws"];
    let billed = [&scenario[..], &["--factor", "compute=1.05..1.3", "--factor", "storage=2"]].concat();
    assert_eq!(written(&billed), written(&scenario));
}

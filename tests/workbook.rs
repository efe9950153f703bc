//! A workbook is reckoned again by another program, Gnumeric, and every figure is the engine's; its formulas are live.

mod archive;
mod binary;

use archive::Part;
use binary::costtui;
use serde_json::Value;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;
use tempfile::tempdir;

/// A sheet as rows of texts.
type Sheet = Vec<Vec<String>>;

/// Whether there is Gnumeric. Where changes are tested there has to be; elsewhere it is said that there is none.
fn has_gnumeric() -> bool {
    let found = Command::new("ssconvert").arg("--version").output().is_ok();
    assert!(found || std::env::var_os("CI").is_none(), "ssconvert, of the package gnumeric, is not on the path");
    if !found {
        eprintln!("skipped: ssconvert, of the package gnumeric, is not on the path");
    }
    found
}

fn answered(arguments: &[&str]) -> Vec<u8> {
    let output = costtui(arguments).output().unwrap();
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    output.stdout
}

fn exported(scenario: &[&str]) -> Vec<u8> {
    answered(&[&["export", "--to", "-", "--format", "xlsx"], scenario].concat())
}

fn quoted(scenario: &[&str]) -> Value {
    serde_json::from_slice(&answered(&[&["quote", "--format", "json"], scenario].concat())).unwrap()
}

/// The names of the sheets, in their order.
fn names(parts: &[Part]) -> Vec<String> {
    let workbook = text(parts, "xl/workbook.xml");
    workbook.split("<sheet name=\"").skip(1).map(|rest| rest.split('"').next().unwrap().to_owned()).collect()
}

fn text(parts: &[Part], name: &str) -> String {
    let part = parts.iter().find(|part| part.name == name).unwrap_or_else(|| panic!("no {name}"));
    String::from_utf8(part.bytes.clone()).unwrap()
}

/// The sheets as Gnumeric reckons them, in their order, with every digit.
fn recalculated(workbook: &[u8]) -> BTreeMap<String, Sheet> {
    let folder = tempdir().unwrap();
    let file = folder.path().join("book.xlsx");
    fs::write(&file, workbook).unwrap();
    let mut command = Command::new("ssconvert");
    command.args(["--recalc", "-T", "Gnumeric_stf:stf_assistant", "-O", "format=raw", "-S"]);
    let output = command.arg(&file).arg(folder.path().join("sheet-%n.csv")).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let names = names(&archive::parts(workbook));
    names
        .into_iter()
        .enumerate()
        .map(|(at, name)| (name, read(&folder.path().join(format!("sheet-{at}.csv")))))
        .collect()
}

fn read(path: &Path) -> Sheet {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_path(path).unwrap();
    reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect()
}

/// The texts that the program wrote as results of formulas: sheet, column and row from 0, result.
fn written(workbook: &[u8]) -> Vec<(String, usize, usize, String)> {
    let parts = archive::parts(workbook);
    let mut found = Vec::new();
    for (at, name) in names(&parts).into_iter().enumerate() {
        let sheet = text(&parts, &format!("xl/worksheets/sheet{}.xml", at + 1));
        for cell in sheet.split("<c r=\"").skip(1).filter(|cell| cell.split("</c>").next().unwrap().contains("<f>")) {
            let place = cell.split('"').next().unwrap();
            let letters = place.trim_end_matches(|c: char| c.is_ascii_digit());
            let column = letters.bytes().fold(0, |column, letter| column * 26 + usize::from(letter - b'A') + 1) - 1;
            let row = place[letters.len()..].parse::<usize>().unwrap() - 1;
            let result = cell.split("<v>").nth(1).unwrap().split("</v>").next().unwrap();
            found.push((name.clone(), column, row, result.to_owned()));
        }
    }
    found
}

/// How many formulas of a workbook multiply by what a bill asks.
fn multiplied(workbook: &[u8]) -> usize {
    let parts = archive::parts(workbook);
    let sheets = parts.iter().filter(|part| part.name.starts_with("xl/worksheets/sheet"));
    sheets.map(|part| String::from_utf8_lossy(&part.bytes).matches("*Factor_").count()).sum()
}

/// Whether two figures are one to far below a cent; words are one where they are the same.
fn same(a: &str, b: &str) -> bool {
    match (a.parse::<f64>(), b.parse::<f64>()) {
        (Ok(a), Ok(b)) => (a - b).abs() <= 1e-6 + 1e-11 * a.abs().max(b.abs()),
        _ => a == b,
    }
}

fn cell(sheet: &Sheet, row: usize, column: usize) -> &str {
    sheet.get(row).and_then(|row| row.get(column)).map_or("", String::as_str)
}

/// The row of a sheet that begins with a name.
fn row_of(sheet: &Sheet, name: &str) -> usize {
    sheet.iter().position(|row| row[0] == name).unwrap_or_else(|| panic!("no row {name}"))
}

/// The bill, the total and the economics on the sheets are those of a quote.
fn assert_is(sheets: &BTreeMap<String, Sheet>, quote: &Value, told: &str) {
    let (bill, economics) = (&sheets["Bill"], &sheets["Economics"]);
    let expect = |found: &str, wanted: &Value, what: &str| {
        let wanted = wanted.as_str().unwrap_or("—");
        assert!(same(found, wanted), "{told}, {what}: {found} on the sheet, {wanted} in the quote");
    };
    let lines = quote["lines"].as_array().unwrap();
    for (at, line) in lines.iter().enumerate() {
        let row = 4 + at;
        assert_eq!(cell(bill, row, 0), line["item"].as_str().unwrap(), "{told}");
        for (column, key) in [(8, "before_levers"), (10, "expected"), (11, "low"), (12, "high"), (3, "quantity")] {
            expect(cell(bill, row, column), &line[key], &format!("{}, {key}", line["item"]));
        }
    }
    let total = row_of(bill, "Total");
    for (column, end) in [(10, "expected"), (11, "low"), (12, "high")] {
        expect(cell(bill, total, column), &quote["cost"][end], &format!("total, {end}"));
    }
    let figure = |name: &str, column: usize| cell(economics, row_of(economics, name), column).to_owned();
    for (column, end) in [(1, "expected"), (2, "low"), (3, "high")] {
        expect(&figure("Cost a month", column), &quote["cost"][end], "cost");
        expect(&figure("Cost a year", column), &quote["cost_per_year"][end], "cost a year");
        expect(&figure("Cost of a user", column), &quote["cost_per_user"][end], "cost of a user");
        expect(&figure("Margin a month", column), &quote["margin"][end], "margin");
    }
    expect(&figure("Revenue a month", 1), &quote["revenue"], "revenue");
    expect(&figure("What that is called", 1), &quote["rating"], "rating");
    expect(&figure("Revenue per user to break even", 1), &quote["break_even_revenue_per_user"], "break even");
    for (name, key) in [("Margin, of revenue", "margin_percent"), ("Infrastructure, of revenue", "infra_percent")] {
        let share = figure(name, 1).parse::<f64>().map_or_else(|_| "—".to_owned(), |share| (share * 100.0).to_string());
        expect(&share, &quote[key], key);
    }
}

/// Scenarios beside those of `saves/`: each kind of line, price, lever and total there is.
const SCENARIOS: [&[&str]; 19] = [
    &["--plan", "edunerve", "--users", "50k", "--lever", "spot=50%", "--lever", "reserved-3y=30%"],
    &["--plan", "edunerve", "--users", "1m", "--addon", "operations", "--addon", "hidden", "--lever", "spot=20%"],
    &["--plan", "edunerve", "--users", "40k", "--hours", "730"],
    &["--plan", "edunerve", "--users", "50k", "--basis", "stated", "--addon", "operations", "--buffer", "12.5%"],
    &["--plan", "edunerve", "--users", "37k", "--card", "aws"],
    &[
        "--plan",
        "edunerve",
        "--users",
        "500k",
        "--card",
        "gcp",
        "--region",
        "europe-west1",
        "--purchase",
        "reserved_3y",
    ],
    &["--plan", "zero-to-planetary", "--users", "5k"],
    &["--plan", "zero-to-planetary", "--users", "12k", "--basis", "headline"],
    &["--plan", "zero-to-planetary", "--users", "7777", "--basis", "buffered", "--concurrency", "7.3%"],
    &["--plan", "zero-to-planetary", "--users", "0"],
    &[
        "--plan",
        "zero-to-planetary",
        "--users",
        "800",
        "--lever",
        "free-aws-ec2",
        "--lever",
        "free-oracle-databases=50%",
    ],
    &[
        "--plan",
        "lean-markets",
        "--users",
        "150k",
        "--variant",
        "current",
        "--lever",
        "lean-infrastructure=50%",
        "--lever",
        "lean-data",
    ],
    &["--plan", "zero-to-planetary", "--users", "300k", "--card", "aws", "--lever", "free-aws-s3"],
    &["--plan", "business-os", "--users", "2000", "--basis", "buffered"],
    &["--plan", "business-os", "--users", "333", "--card", "hetzner", "--buffer", "30%"],
    &["--plan", "barum-aws", "--users", "9999", "--set", "requests_per_user=13"],
    &["--plan", "barum-aws", "--users", "10k", "--fixed", "--revenue-per-user", "0"],
    &["--plan", "lean-markets", "--users", "80k", "--set", "other_income=1500"],
    &[
        "--plan",
        "edunerve",
        "--users",
        "45k",
        "--override",
        "cdn-premium.quantity=800",
        "--override",
        "key-vault.amount=31",
    ],
];

/// Scenarios with what a bill asks: one figure, a range, nothing; of each kind of price, with levers, and what they leave alone.
const BILLED: [&str; 13] = [
    "--plan edunerve --users 50k --factor compute=1.15",
    "--plan edunerve --users 50k --factor compute=1.05..1.3 --factor cache=2 --lever spot=50% --lever reserved-3y=30%",
    "--plan edunerve --users 1m --addon operations --addon hidden --factor compute=0 --factor ai=0.7..1.1..1.2",
    "--plan edunerve --users 50k --basis stated --addon operations --buffer 12.5% --factor compute=1.05..1.3",
    "--plan edunerve --users 45k --override cdn-premium.quantity=800 --override key-vault.amount=31 \
     --factor cdn=1.3 --factor security=2",
    "--plan edunerve --users 60k --card aws --factor compute=1.05..1.3 --factor cdn=0.8..1.1..1.2 --factor storage=1.07",
    "--plan zero-to-planetary --users 5k --factor compute=1.05..1.3 --factor storage=1.15 --factor cdn=0.9",
    "--plan zero-to-planetary --users 12k --fixed --basis headline --factor compute=1.05..1.3 --factor cache=1.15",
    "--plan zero-to-planetary --users 800 --lever free-aws-ec2=50% --factor compute=1.05..1.3",
    "--plan zero-to-planetary --users 9001 --basis buffered --factor network=1.15 --factor data=1.05..1.3",
    "--plan business-os --users 1500 --basis buffered --factor compute=1.05..1.3 --factor database=0.93",
    "--plan business-os --users 333 --card hetzner --buffer 30% --factor compute=1.15 --factor storage=1.05..1.3",
    "--plan lean-markets --users 150k --variant current --lever lean-infrastructure=50% --factor compute=1.05..1.3",
];

/// Every session of `saves/`, and the scenarios above.
fn scenarios() -> Vec<Vec<String>> {
    let files = fs::read_dir("saves").unwrap().map(|file| file.unwrap().path().display().to_string());
    let mut files: Vec<Vec<String>> = files.filter(|file| file.ends_with(".toml")).map(|file| vec![file]).collect();
    files.sort();
    assert!(files.len() >= 10, "saves/ has sessions");
    files.extend(SCENARIOS.iter().map(|flags| flags.iter().map(|flag| flag.to_string()).collect()));
    files.extend(BILLED.iter().map(|flags| flags.split_whitespace().map(str::to_owned).collect()));
    files
}

#[test]
fn another_program_reckons_every_figure_as_the_engine_does() {
    if !has_gnumeric() {
        return;
    }
    let mut formulas = 0;
    for scenario in scenarios() {
        let arguments: Vec<&str> = scenario.iter().map(String::as_str).collect();
        let told = arguments.join(" ");
        let workbook = exported(&arguments);
        let has_factor = arguments.contains(&"--factor");
        assert_eq!(multiplied(&workbook) > 0, has_factor, "{told}: no formula multiplies by a factor, or one does");
        let sheets = recalculated(&workbook);
        assert_is(&sheets, &quoted(&arguments), &told);
        for (sheet, column, row, result) in written(&workbook) {
            let found = cell(&sheets[&sheet], row, column);
            assert!(same(found, &result), "{told}: {sheet} row {} column {column}: {found}, not {result}", row + 1);
            formulas += 1;
        }
    }
    assert!(formulas > 10_000, "only {formulas} formulas");
}

/// The same workbook with another figure in a yellow cell of the inputs, and with another in the place of each result that
/// the program wrote, so that nothing of them can be seen.
fn with(workbook: &[u8], input: &str, value: &str) -> Vec<u8> {
    let mut parts = archive::parts(workbook);
    let inputs = recalculated(workbook).remove("Inputs").unwrap();
    let cell = format!("<c r=\"B{}\"", row_of(&inputs, input) + 1);
    let at = names(&parts).iter().position(|name| name == "Inputs").unwrap() + 1;
    for part in parts.iter_mut().filter(|part| part.name.starts_with("xl/worksheets/sheet")) {
        let mut sheet = String::from_utf8(part.bytes.clone()).unwrap();
        if part.name.ends_with(&format!("/sheet{at}.xml")) {
            let (before, rest) = sheet.split_once(&cell).unwrap();
            let (format, after) = rest.split_once('>').unwrap();
            // An empty cell ends where it begins.
            let after = if format.ends_with('/') { after } else { after.split_once("</c>").unwrap().1 };
            sheet = format!("{before}{cell}{}><v>{value}</v></c>{after}", format.trim_end_matches('/'));
        }
        let cells = sheet.split_inclusive("</c>").map(|cell| match cell.split_once("</f>") {
            Some((formula, _)) => format!("{formula}</f><v>987654321</v></c>"),
            None => cell.to_owned(),
        });
        part.bytes = cells.collect::<String>().into_bytes();
    }
    archive::archive(&parts)
}

/// A scenario, the input to change, what is typed, and the flags that say the same.
const CHANGES: [(&[&str], &str, &str, &[&str]); 14] = [
    (&["--plan", "edunerve", "--users", "50k", "--lever", "spot=50%"], "Users", "31234", &["--users", "31234"]),
    (&["--plan", "edunerve", "--users", "60k", "--card", "aws"], "Users", "98765", &["--users", "98765"]),
    (&["--plan", "zero-to-planetary", "--users", "5k"], "Users", "9001", &["--users", "9001"]),
    (
        &["--plan", "zero-to-planetary", "--users", "5k", "--card", "gcp"],
        "Concurrency",
        "0.11",
        &["--concurrency", "11%"],
    ),
    (&["--plan", "business-os", "--users", "1500", "--basis", "buffered"], "Users", "777", &["--users", "777"]),
    (&["--plan", "business-os", "--users", "1500"], "Buffer on the total", "0.25", &["--buffer", "25%"]),
    (&["--plan", "edunerve", "--users", "50k"], "Hours a month", "730", &["--hours", "730"]),
    (&["--plan", "edunerve", "--users", "1m"], "Spot instances", "0.35", &["--lever", "spot=35%"]),
    (&["--plan", "edunerve", "--users", "50k"], "Revenue per user", "3.5", &["--revenue-per-user", "3.50"]),
    (
        &["--plan", "edunerve", "--users", "50k", "--factor", "compute=1.15", "--lever", "spot=50%"],
        "Your bill: compute",
        "0.85",
        &["--factor", "compute=0.85"],
    ),
    // The middle is expected, and moves with the ends.
    (
        &["--plan", "edunerve", "--users", "60k", "--card", "aws", "--factor", "compute=1.05..1.3"],
        "Your bill: compute, at least",
        "0.9",
        &["--factor", "compute=0.9..1.3"],
    ),
    (
        &["--plan", "business-os", "--users", "1500", "--basis", "buffered", "--factor", "compute=1.05..1.3"],
        "Your bill: compute, at most",
        "1.7",
        &["--factor", "compute=1.05..1.7"],
    ),
    (
        &["--plan", "edunerve", "--users", "50k", "--factor", "compute=1.05..1.1..1.3"],
        "Your bill: compute",
        "1.2",
        &["--factor", "compute=1.05..1.2..1.3"],
    ),
    (
        &["--plan", "edunerve", "--users", "50k", "--factor", "compute=1.05..1.3"],
        "Users",
        "31234",
        &["--users", "31234"],
    ),
];

#[test]
fn a_cell_that_is_changed_changes_the_bill_as_the_program_would() {
    if !has_gnumeric() {
        return;
    }
    for (scenario, input, value, flags) in CHANGES {
        let told = format!("{} with {input} {value}", scenario.join(" "));
        let (before, after) = (quoted(scenario), quoted(&changed(scenario, flags)));
        assert_eq!(before["scenario"]["stage"], after["scenario"]["stage"], "{told} is another stage");
        assert_ne!(before["margin"], after["margin"], "{told} changes nothing");
        assert_is(&recalculated(&with(&exported(scenario), input, value)), &after, &told);
    }
}

/// The flags of a scenario with others in the place of those that say the same.
fn changed<'f>(scenario: &[&'f str], flags: &[&'f str]) -> Vec<&'f str> {
    let pairs = scenario.chunks(2).filter(|pair| pair[0] != flags[0] || flags[0] == "--lever");
    pairs.flatten().chain(flags).copied().collect()
}

#[test]
fn a_line_that_a_bill_multiplies_says_so_and_its_factor_has_a_name() {
    let factors = ["--factor", "compute=1.05..1.3", "--factor", "cache=2"];
    let workbook = exported(&[&["--plan", "edunerve", "--users", "50k"], &factors[..]].concat());
    let parts = archive::parts(&workbook);
    let names = text(&parts, "xl/workbook.xml");
    for name in ["Factor_compute", "Factor_compute_low", "Factor_compute_high", "Factor_cache"] {
        assert!(names.contains(&format!("name=\"{name}\">Inputs!$B$")), "no {name} in {names}");
    }
    assert!(!names.contains("Factor_cache_low"), "one figure is one cell");
    if has_gnumeric() {
        let sheets = recalculated(&workbook);
        let bill = &sheets["Bill"];
        let source = |line: &str| cell(bill, row_of(bill, line), 15).to_owned();
        assert!(source("Azure Container Instances").ends_with(":77 × Factor_compute from your bill"));
        assert!(source("Redis Premium P3").ends_with(":81 × Factor_cache from your bill"));
        // A share of other lines has it from those.
        assert!(source("Auto-scaling buffer").ends_with(":78"), "{}", source("Auto-scaling buffer"));
        let said = sheets["Summary"].iter().filter(|row| row[0].starts_with("Your bill: the lines of ")).count();
        assert_eq!(said, 2);
    }
}

#[test]
fn a_workbook_is_the_same_each_time() {
    let scenario = ["--plan", "edunerve", "--users", "50k"];
    assert!(exported(&scenario) == exported(&scenario));
}

#[test]
fn what_a_plan_says_is_text_and_no_formula() {
    let workbook = exported(&["--catalog", "tests/sly", "--plan", "sly", "--users", "50"]);
    for part in archive::parts(&workbook).iter().filter(|part| part.name.ends_with(".xml")) {
        let text = String::from_utf8(part.bytes.clone()).unwrap();
        let formulas = text.split("<f>").skip(1).map(|rest| rest.split("</f>").next().unwrap());
        formulas.for_each(|formula| assert!(!formula.contains("HYPERLINK") && !formula.contains("1+1"), "{formula}"));
        assert!(!text.contains('\u{1b}'), "{} has a control character", part.name);
    }
    if has_gnumeric() {
        let bill = recalculated(&workbook).remove("Bill").unwrap();
        assert_eq!(cell(&bill, 4, 0), "=HYPERLINK(\"x\")\u{fffd}injected: 5");
        assert_eq!(cell(&bill, 5, 0), "a </t></si><f>1</f> b & c: {[*&!|>'%@`");
    }
}

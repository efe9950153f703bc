//! `costtui import`: what it says, what it writes, and what it refuses.

use crate::binary::costtui;
use std::fs;
use std::path::Path;
use tempfile::{TempDir, tempdir};

/// An answer of the binary with a catalog folder of its own.
pub(crate) fn answered(folder: &Path, arguments: &[&str]) -> String {
    let output = costtui(arguments).env("COSTTUI_CATALOG", folder).output().unwrap();
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    assert!(output.stderr.is_empty(), "{arguments:?} wrote on stderr");
    let shown = String::from_utf8(output.stdout).unwrap();
    assert!(!shown.chars().any(|sign| sign.is_control() && sign != '\n' && sign != '\r'), "{shown:?}");
    shown
}

/// What stderr says of something that is refused, and the exit code.
pub(crate) fn refused(folder: &Path, arguments: &[&str]) -> (String, Option<i32>) {
    let output = costtui(arguments).env("COSTTUI_CATALOG", folder).output().unwrap();
    assert!(output.stdout.is_empty() && !output.status.success(), "{arguments:?} answered");
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(!said.chars().any(|sign| sign.is_control() && sign != '\n'), "{said:?}");
    (said, output.status.code())
}

fn total(folder: &Path, arguments: &[&str]) -> String {
    let json = answered(folder, &[&["quote", "--format", "json"], arguments].concat());
    let quote: serde_json::Value = serde_json::from_str(&json).unwrap();
    quote["cost"]["expected"].as_str().unwrap().to_owned()
}

/// A folder that is not there yet, in one that goes away.
fn nowhere() -> (TempDir, std::path::PathBuf) {
    let parent = tempdir().unwrap();
    let folder = parent.path().join("mine");
    (parent, folder)
}

#[test]
fn an_estimate_answers_what_ten_times_the_users_cost() {
    let (_parent, folder) = nowhere();
    let shown = answered(&folder, &["import", "tests/import/good/infracost.json", "--users", "2k", "--name", "forum"]);
    insta::assert_snapshot!("import_text", shown.replace(folder.to_str().unwrap(), "FOLDER"));
    assert_eq!(total(&folder, &["--plan", "forum"]), "322.6165");
    // 265.7565 of it follow users, as the test of ten times the users works out by hand.
    assert_eq!(total(&folder, &["--plan", "forum", "--users", "20k"]), "2714.425");
    assert!(answered(&folder, &["check"]).contains("the catalog is sound"));
    let plan = fs::read_to_string(folder.join("plans/forum.toml")).unwrap();
    insta::assert_snapshot!("import_plan", plan);
}

#[test]
fn a_dry_run_writes_nothing_and_scripts_read_every_figure() {
    let (_parent, folder) = nowhere();
    let file = "tests/import/good/calculator.json";
    let json = answered(&folder, &["import", file, "--dry-run", "--format", "json"]);
    let taken: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(taken["totals"][1]["lines"]["expected"], "7847.82");
    assert_eq!(taken["written_to"], serde_json::Value::Null);
    assert_eq!(taken["lines"].as_array().unwrap().len(), 13);
    let markdown = answered(&folder, &["import", file, "--dry-run", "--format", "markdown"]);
    assert!(markdown.starts_with("### Three stages") && markdown.contains("| Business support plan |"), "{markdown}");
    let hostile = answered(&folder, &["import", "tests/import/good/plain-money.csv", "--dry-run", "--format", "csv"]);
    assert!(hostile.starts_with("item,category,amount,follows,"), "{hostile}");
    assert!(!folder.exists(), "a dry run made a folder");
}

#[test]
fn a_plan_that_is_there_is_replaced_only_when_asked() {
    let (_parent, folder) = nowhere();
    let import = ["import", "tests/import/good/plain.csv"];
    answered(&folder, &import);
    let path = folder.join("plans/plain.toml");
    let before = fs::read(&path).unwrap();
    let (said, code) = refused(&folder, &import);
    assert_eq!(said, format!("error: {} is there already: --replace writes over it\n", path.display()));
    assert_eq!(code, Some(2));
    assert_eq!(fs::read(&path).unwrap(), before);
    answered(&folder, &[&import[..], &["--replace", "--users", "100"]].concat());
    assert_ne!(fs::read(&path).unwrap(), before);
    assert_eq!(fs::read_dir(folder.join("plans")).unwrap().count(), 1, "something was left beside the plan");
}

#[test]
fn a_file_that_holds_another_plan_is_never_replaced() {
    let (_parent, folder) = nowhere();
    answered(&folder, &["new", "bbb"]);
    let (from, to) = (folder.join("plans/bbb.toml"), folder.join("plans/a.toml"));
    fs::rename(from, &to).unwrap();
    let before = fs::read(&to).unwrap();
    for flags in [&["--replace"][..], &[]] {
        let import = ["import", "tests/import/good/plain.csv", "--name", "a"];
        let (said, code) = refused(&folder, &[&import[..], flags].concat());
        let words = "holds the plan `bbb`: choose another name, or rename that file";
        assert_eq!((said, code), (format!("error: {} {words}\n", to.display()), Some(2)));
    }
    assert_eq!(fs::read(&to).unwrap(), before);
    let written = costtui::import::own::write("id = 'a'", "a", &folder, true);
    assert!(written.unwrap_err().to_string().ends_with("is there already"));
    assert_eq!(fs::read(&to).unwrap(), before);
}

#[test]
fn no_estimate_stands_before_a_plan_of_the_program_that_has_notes() {
    let (_parent, folder) = nowhere();
    for plan in ["zero-to-planetary", "edunerve", "lean-markets", "business-os", "barum-aws"] {
        let import = ["import", "tests/import/good/plain.csv", "--name", plan];
        let (said, code) = refused(&folder, &import);
        assert_eq!((said, code), (format!("error: there is a plan `{plan}` already: choose another name\n"), Some(2)));
        let (said, code) = refused(&folder, &[&import[..], &["--replace"]].concat());
        assert_eq!((said.lines().count(), code), (1, Some(2)), "{said}");
        assert!(said.contains(&format!("the program has a plan `{plan}`, and notes on lines of it")), "{said}");
    }
    assert!(!folder.exists());
}

#[test]
fn everything_wrong_with_the_flags_is_said_at_once() {
    let (_parent, folder) = nowhere();
    let file = "tests/import/good/plain.csv";
    let flags = ["--users", "5%", "--concurrency", "x", "--follow", "computer=users", "--follow", "compute=user"];
    let (said, code) = refused(&folder, &[&["import", file][..], &flags].concat());
    assert_eq!(code, Some(2));
    assert_eq!(said.lines().count(), 4, "{said}");
    assert!(said.contains("did you mean `compute`?") && said.contains("did you mean `users`"), "{said}");
    let (said, _) = refused(&folder, &["import", file, "--concurrency", "0"]);
    assert!(said.contains("concurrent_users is 0 at 5,000 users"), "{said}");
    for flags in [&["--users", "0"][..], &["--users", "0", "--follow", "*=nothing"]] {
        let (said, _) = refused(&folder, &[&["import", file][..], flags].concat());
        assert!(said.contains("error: users: expected 1 to 10,000,000,000, not 0\n"), "{said}");
    }
    let (said, _) = refused(&folder, &["import", file, "--users", "99999999999"]);
    assert_eq!(said, "error: users: expected 1 to 10,000,000,000, not 99999999999\n");
    let (said, _) = refused(&folder, &["import", file, "--name", "My shop/.."]);
    assert!(said.ends_with("expected lower-case letters, digits, - and _: my-shop\n"), "{said}");
    let (said, _) = refused(&folder, &["import", file, "--name", "edunerve"]);
    assert!(said.contains("there is a plan `edunerve` already"), "{said}");
    assert!(!folder.exists());
}

#[test]
fn a_bill_is_added_up_and_makes_no_plan() {
    let (_parent, folder) = nowhere();
    let file = "tests/bill/cloud-1.4.csv";
    let output = |arguments: &[&str]| costtui(arguments).output().unwrap().stdout;
    let added = output(&["import", file]);
    assert!(!added.is_empty() && added == output(&["bill", file]));
    assert!(!folder.exists());
    let (said, code) = refused(&folder, &["import", file, "--users", "5k", "--follow", "compute=users"]);
    let words =
        "this is a bill, of which no plan is made: --name, --users, --concurrency and --follow are for estimates";
    assert!(said.contains(words) && code == Some(2), "{said}");
}

#[test]
fn nothing_half_imported_is_kept() {
    let (_parent, folder) = nowhere();
    for (file, last) in [
        ("numbers.json", "7 faults in 1 file: nothing is imported"),
        ("cut.csv", "1 fault in 1 file: 1 of 2 rows was sound, among them all up to row 2; nothing is imported"),
        ("latin.csv", "1 fault in 1 file: nothing is imported"),
        ("bill.csv", "nothing of the bill is kept"),
    ] {
        let (said, code) = refused(&folder, &["import", &format!("tests/import/bad/{file}")]);
        assert!(said.trim_end().ends_with(last) && code == Some(2), "{file}: {said}");
    }
    assert!(!folder.exists());
    let (said, code) = refused(&folder, &["import", "/nowhere/estimate.csv"]);
    assert!(
        said.starts_with("error: /nowhere/estimate.csv: No such file")
            && said.ends_with("is its path right?\n")
            && code == Some(3),
        "{said}"
    );
    let large = tempdir().unwrap().path().join("x");
    fs::create_dir_all(large.parent().unwrap()).unwrap();
    fs::File::create(&large).unwrap().set_len((64 << 20) + 1).unwrap();
    let (said, code) = refused(&folder, &["import", large.to_str().unwrap()]);
    let words = "larger than 64 MiB, and an estimate is smaller: is it one?\n";
    assert!(said.ends_with(words) && code == Some(3), "{said}");
    fs::remove_dir_all(large.parent().unwrap()).unwrap();
}

#[test]
fn the_csv_of_a_quote_comes_in_again_with_the_same_total() {
    let (parent, folder) = nowhere();
    answered(&folder, &["new", "first"]);
    let scenarios: [&[&str]; 5] = [
        &["--plan", "zero-to-planetary", "--users", "2k"],
        &["--plan", "edunerve", "--users", "60k", "--lever", "spot=50%", "--card", "hetzner"],
        &["--plan", "lean-markets", "--users", "100k"],
        &["--plan", "business-os", "--users", "700"],
        &["--plan", "barum-aws", "--card", "aws"],
    ];
    for (n, scenario) in scenarios.into_iter().enumerate() {
        let file = parent.path().join(format!("quote-{n}.csv"));
        let to = file.to_str().unwrap();
        answered(&folder, &[&["export", "--to", to], scenario].concat());
        answered(&folder, &["import", to]);
        let id = format!("quote-{n}");
        assert_eq!(total(&folder, &["--plan", &id]), total(&folder, scenario), "{scenario:?}");
        // And out again: the same lines at the same figures.
        let again = parent.path().join("again.csv");
        answered(&folder, &["export", "--plan", &id, "--to", again.to_str().unwrap(), "--replace"]);
        let figures = |path: &Path| {
            let mut reader = csv::Reader::from_path(path).unwrap();
            let names = reader.headers().unwrap().clone();
            let at = |name: &str| names.iter().position(|other| other == name).unwrap();
            let (category, expected) = (at("category"), at("expected"));
            let rows = reader.records().map(|row| row.unwrap());
            rows.map(|row| (row[category].to_owned(), row[expected].to_owned())).collect::<Vec<_>>()
        };
        assert_eq!(figures(&again), figures(&file), "{scenario:?}");
    }
    // Where a line has no end of decimals, the file has twelve of them: their sum may be off by the last, which is nothing to tell.
    let file = parent.path().join("thirds.csv");
    let to = file.to_str().unwrap();
    let scenario = ["--plan", "zero-to-planetary", "--users", "60k"];
    answered(&folder, &[&["export", "--to", to][..], &scenario].concat());
    let shown = answered(&folder, &["import", to]);
    assert!(!shown.contains("come to") && !shown.contains("$0.000"), "{shown}");
    let json: serde_json::Value =
        serde_json::from_str(&answered(&folder, &["import", to, "--replace", "--format", "json"])).unwrap();
    let sums = &json["totals"][0];
    assert_ne!(sums["lines"]["expected"], sums["stated"]["expected"], "the sums agree: the test tests nothing");
    assert_eq!(sums["difference"], "");
    assert_eq!(total(&folder, &["--plan", "thirds"])[..14], total(&folder, &scenario)[..14]);
}

#[test]
fn names_that_act_or_look_like_toml_are_only_names() {
    let (parent, folder) = nowhere();
    let file = parent.path().join("hostile.csv");
    let rows = "item,category,unit,note,month\n\
        \"a\u{1b}[2J\u{202e}b\",compute,\"\"\"x\"\"\",\"[[stage]]\nid = 1\",1\n\
        \"\\u0041 \\\",\"\"\"\",'''',=cmd(),2\n\
        \"]]\",people,,\"# not a comment\",4\n";
    fs::write(&file, rows).unwrap();
    let shown = answered(&folder, &["import", file.to_str().unwrap()]);
    assert!(shown.contains("[2J"), "{shown}");
    assert_eq!(total(&folder, &["--plan", "hostile"]), "7");
    let csv = answered(&folder, &["quote", "--plan", "hostile", "--format", "csv"]);
    assert!(csv.contains("\\u0041"), "{csv}");
}

#[test]
fn a_folder_that_is_named_is_written_to_and_named_in_what_to_type_next() {
    let (parent, folder) = nowhere();
    let other = parent.path().join("an other");
    let to = other.to_str().unwrap();
    let shown = answered(&folder, &["import", "tests/import/good/plain.csv", "--to", to]);
    assert!(shown.contains(&format!("costtui --plan plain --catalog '{to}'")), "{shown}");
    assert!(other.join("plans/plain.toml").is_file() && !folder.exists());
    let shown = answered(&folder, &["import", "tests/import/good/plain.csv", "--catalog", to, "--replace"]);
    assert!(shown.contains(&format!("--catalog '{to}'")), "{shown}");
}

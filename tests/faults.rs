//! Wrong catalogs, one file a kind: each refused whole, with every fault at once, each with file, line, column and caret.

mod binary;

use binary::costtui;
use costtui::catalog::{embedded, parse};
use costtui::faults::Source;
use std::fs;
use std::path::PathBuf;

fn wrong_catalogs() -> Vec<PathBuf> {
    let folder = PathBuf::from("tests/catalog_faults");
    let mut paths: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths
}

#[test]
fn every_wrong_catalog_says_what_is_wrong_and_what_would_be_right() {
    let paths = wrong_catalogs();
    assert_eq!(paths.len(), 27, "a kind of fault was lost");
    for path in paths {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let source = Source { name: name.clone(), text: fs::read_to_string(&path).unwrap() };
        let faults = parse(&[embedded(), vec![source]]).expect_err(&name).to_string();
        assert!(!faults.chars().any(|c| c.is_control() && c != '\n'), "{name}: {faults:?}");
        insta::assert_snapshot!(name.trim_end_matches(".toml"), faults);
    }
}

#[test]
fn check_shows_the_faults_of_all_files_at_once() {
    let output = costtui(["check", "--catalog", "tests/catalog_faults"]).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(output.stdout.is_empty());
    let shown = String::from_utf8(output.stderr).unwrap();
    for path in wrong_catalogs() {
        assert!(shown.contains(&format!("{}:", path.display())), "{} is not in:\n{shown}", path.display());
    }
    assert!(shown.trim_end().ends_with("in 27 files"), "{shown}");
}

#[test]
fn a_wrong_catalog_prices_nothing() {
    let output = costtui(["quote", "--catalog", "tests/catalog_faults"]).output().unwrap();
    assert_eq!((output.status.code(), output.stdout.len()), (Some(2), 0));
}

#[test]
fn a_catalog_that_is_not_there_is_a_failure_to_read() {
    let output = costtui(["check", "--catalog", "/nowhere/at all"]).output().unwrap();
    assert_eq!((output.status.code(), output.stdout.len()), (Some(3), 0));
    assert!(String::from_utf8(output.stderr).unwrap().contains("/nowhere/at all"));
}

#[test]
fn the_shipped_catalog_is_sound_and_says_how_much_it_holds() {
    let output = costtui(["check"]).output().unwrap();
    let shown = String::from_utf8(output.stdout).unwrap();
    let (warned, held) = shown.trim_end().rsplit_once('\n').unwrap_or_default();
    assert!(output.status.success() && held.starts_with("the catalog is sound: 5 plans, "), "{shown}");
    assert!(held.ends_with(&format!(", {} warnings", warned.lines().count())), "{shown}");
    assert!(warned.lines().all(|line| line.contains(": warning: the prices of card `")), "{shown}");
    assert!(output.stderr.is_empty());
}

#[test]
fn check_warns_of_what_is_odd_in_your_folder_each_once_and_of_nothing_else() {
    let output = costtui(["check", "--catalog", "tests/catalog_warnings"]).output().unwrap();
    assert!(output.status.success() && output.stderr.is_empty());
    let shown = String::from_utf8(output.stdout).unwrap();
    assert!(!shown.contains("cards/sound.toml"), "{shown}");
    let (warned, held) = shown.trim_end().rsplit_once('\n').unwrap();
    assert!(held.ends_with(&format!(", {} warnings", warned.lines().count())), "{held}");
    insta::assert_snapshot!("warnings", warned);
}

#[test]
fn a_copy_of_what_the_program_has_is_your_folder_too() {
    let undated = |name: &str| {
        let named = source(
            name,
            "id = \"c\"\nname = \"C\"\nsource = \"me\"\ncurrency = \"USD\"\n\n[[rate]]\nmeter = \"transfer_gb\"\nprice = \"0.1\"\n",
        );
        parse(&[embedded(), vec![named]]).unwrap().warnings.len()
    };
    assert_eq!((undated("mine.toml"), undated("catalog/cards/aws.toml")), (1, 1));
}

#[test]
fn a_folder_adds_a_plan_and_the_variable_names_it_too() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("plans")).unwrap();
    let plan = "id = \"mine\"\nname = \"Mine\"\nsource = \"me\"\nscale = \"users\"\nabout = \"Mine.\"\n\n[[stage]]\nid = \"only\"\nname = \"Only\"\nlow = \"0\"\nheadline = \"7\"\n";
    fs::write(folder.path().join("plans/mine.toml"), plan).unwrap();
    let mut command = costtui(["quote", "--plan", "mine", "--format", "csv"]);
    let output = command.env("COSTTUI_CATALOG", folder.path()).output().unwrap();
    assert!(String::from_utf8(output.stdout).unwrap().contains("total,Total,,,,lines,,7,7,7"));
}

fn source(name: &str, text: &str) -> Source {
    Source { name: name.to_owned(), text: text.to_owned() }
}

/// A plan `mine` of one line that follows `of`.
fn plan_of(of: &str) -> String {
    format!(
        "id = \"mine\"\nname = \"Mine\"\nsource = \"me\"\nscale = \"users\"\nabout = \"Mine.\"\n\n\
         [[stage]]\nid = \"only\"\nname = \"Only\"\nlow = \"0\"\n\n\
         [[stage.variant]]\nid = \"one\"\nname = \"One\"\n\n\
         [[stage.variant.line]]\nid = \"a\"\nitem = \"A\"\ncategory = \"compute\"\nlines = \"1\"\namount = \"1\"\n\
         quantity = {{ is = \"1\", at = \"1\", of = \"{of}\" }}\n"
    )
}

#[test]
fn what_is_replaced_is_no_longer_checked() {
    let old = [
        source("plan.toml", &plan_of("gone")),
        source(
            "card.toml",
            "id = \"c\"\nname = \"C\"\nsource = \"me\"\ncurrency = \"USD\"\nplan = \"gone\"\n\n[[rate]]\nmeter = \"gone\"\nprice = \"1\"\n",
        ),
        source("demand.toml", "[[driver]]\nid = \"d\"\nlabel = \"d\"\ntimes = [\"gone\"]\n"),
    ];
    let new = [
        source("plan.toml", &plan_of("d")),
        source(
            "card.toml",
            "id = \"c\"\nname = \"C\"\nsource = \"me\"\ncurrency = \"USD\"\n\n[[rate]]\nmeter = \"transfer_gb\"\nprice = \"1\"\n",
        ),
        source("demand.toml", "[[driver]]\nid = \"d\"\nlabel = \"d\"\ntimes = [\"users\"]\n"),
    ];
    let layers = [embedded(), old.to_vec(), new.to_vec()];
    assert_eq!(parse(&layers[..2]).expect_err("names lead nowhere").kept.len(), 4);
    parse(&layers).unwrap_or_else(|faults| panic!("{faults}"));
}

#[test]
fn a_catalog_without_a_plan_is_none() {
    let meter = source("meters.toml", "[[meter]]\nid = \"m\"\nlabel = \"M\"\nunit = \"piece\"\n");
    for (layers, place) in [(vec![], "catalog:1:1"), (vec![vec![meter]], "meters.toml:1:1")] {
        let faults = parse(&layers).expect_err("there is no plan").to_string();
        assert!(faults.contains("error: a catalog needs at least one plan") && faults.contains(place), "{faults}");
    }
}

#[test]
fn a_folder_without_a_catalog_in_it_is_no_catalog() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("plans")).unwrap();
    fs::write(folder.path().join("plans/mine.tml"), plan_of("users")).unwrap();
    let output = costtui(["check", "--catalog"]).arg(folder.path()).output().unwrap();
    assert_eq!((output.status.code(), output.stdout.len()), (Some(3), 0));
    let shown = String::from_utf8(output.stderr).unwrap();
    assert!(shown.contains("without a TOML file") && shown.contains(&*folder.path().to_string_lossy()), "{shown}");
}

#[test]
fn hidden_files_of_editors_and_systems_are_no_files_of_a_catalog() {
    let folder = tempfile::tempdir().unwrap();
    let plans = folder.path().join("plans");
    fs::create_dir(&plans).unwrap();
    fs::write(plans.join("mine.toml"), plan_of("users")).unwrap();
    fs::write(plans.join("._mine.toml"), b"\0\x05\x16\x07").unwrap();
    fs::write(plans.join(".#mine.toml"), "ann@host.1234").unwrap();
    let check = || costtui(["check", "--catalog"]).arg(folder.path()).output().unwrap();
    assert!(check().status.success(), "{:?}", check());
    fs::write(plans.join("stray.toml"), "ann@host.1234").unwrap();
    assert_eq!(check().status.code(), Some(2), "one that is seen counts");
}

//! What leaves: files that others can use, holding what the screen and the other subcommands say.

mod binary;

use binary::costtui;
use std::fs;
use std::path::Path;
use tempfile::tempdir;

fn answered<S: AsRef<std::ffi::OsStr>>(arguments: &[S]) -> String {
    let output = costtui(arguments).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

/// Exports and is refused; what stderr says, and the exit code.
fn refused(arguments: &[&str]) -> (String, Option<i32>) {
    let output = costtui(arguments).output().unwrap();
    assert!(output.stdout.is_empty() && !output.status.success(), "{arguments:?} answered");
    (String::from_utf8(output.stderr).unwrap(), output.status.code())
}

const SCENARIO: [&str; 7] = ["--plan", "edunerve", "--users", "60k", "--lever", "spot=50%", "--fixed"];

#[test]
fn a_file_has_what_the_quote_says() {
    let folder = tempdir().unwrap();
    for format in ["json", "csv"] {
        let file = folder.path().join(format!("bill.{format}"));
        let to = file.to_str().unwrap();
        assert_eq!(answered(&[&["export", "--to", to][..], &SCENARIO].concat()), "");
        let quoted = answered(&[&["quote", "--format", format][..], &SCENARIO].concat());
        assert_eq!(fs::read_to_string(&file).unwrap(), quoted);
        let piped = answered(&[&["export", "--to", "-", "--format", format][..], &SCENARIO].concat());
        assert_eq!(piped, quoted);
    }
}

#[test]
fn an_exported_session_opens_elsewhere_with_the_same_quote() {
    let folder = tempdir().unwrap();
    let file = folder.path().join("moved.toml");
    let (to, session) = (file.to_str().unwrap(), "saves/edunerve-1m-what-saves-most.toml");
    answered(&["export", session, "--revenue-per-user", "0.70", "--to", to]);
    let quote = |session: &str, more: &[&str]| answered(&[&["quote", session, "--format", "json"], more].concat());
    assert_eq!(quote(to, &[]), quote(session, &["--revenue-per-user", "0.70"]));
    let again = answered(&["export", to, "--to", "-", "--format", "toml"]);
    assert_eq!(again, fs::read_to_string(&file).unwrap());
}

#[test]
fn nothing_is_written_over_without_being_asked() {
    let folder = tempdir().unwrap();
    let file = folder.path().join("bill.csv");
    fs::write(&file, "mine").unwrap();
    let to = file.to_str().unwrap();
    let (said, code) = refused(&["export", "--to", to]);
    assert_eq!((said, code), (format!("error: {to} is there already: --replace writes over it\n"), Some(2)));
    assert_eq!(fs::read_to_string(&file).unwrap(), "mine");
    answered(&["export", "--to", to, "--replace"]);
    assert!(fs::read_to_string(&file).unwrap().starts_with("id,item,"));
    let others: Vec<_> = fs::read_dir(folder.path()).unwrap().collect();
    assert_eq!(others.len(), 1, "something was left beside the file");
}

#[test]
fn what_can_t_be_written_is_named() {
    let (said, code) = refused(&["export", "--to", "/nowhere/bill.csv"]);
    assert_eq!(code, Some(3));
    assert!(said.starts_with("error: /nowhere/bill.csv is not written: No such file"), "{said}");
    let (said, code) = refused(&["export", "--to", "bill.pdf"]);
    assert_eq!(code, Some(2));
    assert!(said.starts_with("error: --to bill.pdf: expected a name that ends in .toml, .json, "), "{said}");
    assert!(!Path::new("bill.pdf").exists());
}

#[test]
fn a_folder_takes_one_file_a_table_as_the_subcommands_write_them() {
    let folder = tempdir().unwrap();
    let tables = folder.path().join("new/tables");
    let to = format!("{}/", tables.display());
    let export = [&["export", "--format", "csv", "--to", &to][..], &SCENARIO].concat();
    assert_eq!(answered(&export), "");
    let files: [(&str, &[&str]); 4] = [
        ("bill.csv", &["quote"]),
        ("cards.csv", &["cards"]),
        ("forecast.csv", &["forecast"]),
        ("sweep.csv", &["sweep", "--by", "users"]),
    ];
    for (name, subcommand) in files {
        let asked = answered(&[subcommand, &["--format", "csv"][..], &SCENARIO].concat());
        assert_eq!(fs::read_to_string(tables.join(name)).unwrap(), asked, "{name}");
        assert!(asked.lines().count() > 10, "{name} has hardly a row");
    }
    assert_eq!(fs::read_dir(&tables).unwrap().count(), files.len());
}

#[test]
fn of_several_files_none_is_written_where_one_is_there_already() {
    let folder = tempdir().unwrap();
    let (bill, to) = (folder.path().join("cards.csv"), folder.path().to_str().unwrap());
    fs::write(&bill, "mine").unwrap();
    let (said, code) = refused(&["export", "--format", "csv", "--to", to]);
    assert_eq!(said, format!("error: {to}/cards.csv is there already: --replace writes over it\n"));
    assert_eq!((code, fs::read_dir(folder.path()).unwrap().count()), (Some(2), 1));
    answered(&["export", "--format", "csv", "--to", to, "--replace"]);
    assert!(fs::read_to_string(&bill).unwrap().starts_with("name,cost,"));
    for wrong in [&["export", "--to", to][..], &["export", "--to", to, "--format", "html"]] {
        let (said, code) = refused(wrong);
        assert!(said.contains("a folder takes one file a table, of --format csv") && code == Some(2), "{said}");
    }
}

#[test]
fn the_longest_ending_of_a_name_says_what_is_written() {
    let folder = tempdir().unwrap();
    let begins = |name: &str| {
        let file = folder.path().join(name);
        answered(&[&["export", "--card", "aws", "--to", file.to_str().unwrap()][..], &SCENARIO].concat());
        String::from_utf8_lossy(&fs::read(&file).unwrap()[..12]).into_owned()
    };
    assert_eq!(begins("bill.csv"), "id,item,cate");
    assert_eq!(begins("bill.focus.csv"), "BilledCost,B");
    assert_eq!(begins("focus.csv"), "BilledCost,B");
    assert_eq!(begins("bill.json"), "{\n  \"format\"");
    assert_eq!(begins("bill.opencost.json"), "{\n  \"provide");
    assert_eq!(begins("infracost-usage.yml"), "# Usage of E");
    assert!(begins("Bill.XLSX").starts_with("PK"));
}

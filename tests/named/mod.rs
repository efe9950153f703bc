//! The names of the tests that stand in sources, for what names them: documents, and what breaks the program on purpose.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// The names of all tests in a file, or below a folder, if it is there, but those that run only when they are asked for.
pub fn tests_in(path: &Path) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    look(path, &mut found);
    found
}

fn look(path: &Path, found: &mut BTreeSet<String>) {
    if path.is_dir() {
        fs::read_dir(path).unwrap().for_each(|entry| look(&entry.unwrap().path(), found));
    } else if path.is_file() && path.extension().is_some_and(|ext| ext == "rs") {
        found.extend(tests_of(&fs::read_to_string(path).unwrap()).map(str::to_owned));
    }
}

/// The tests of a text. Between the attribute and the function stand other attributes at most.
fn tests_of(text: &str) -> impl Iterator<Item = &str> {
    let functions = text.split("#[test]").skip(1).filter_map(|after| after.split_once("fn "));
    let run = functions.filter(|(attributes, _)| !attributes.contains("#[ignore"));
    run.filter_map(|(_, function)| function.split('(').next())
}

#[test]
fn a_test_that_is_left_out_is_none() {
    let text =
        "#[test]\nfn one() {}\n#[test]\n#[ignore = \"slow\"]\nfn two() {}\n#[test]\n#[cfg(unix)]\nfn three() {}\n";
    assert_eq!(tests_of(text).collect::<Vec<_>>(), ["one", "three"]);
}

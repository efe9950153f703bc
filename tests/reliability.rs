//! What docs/reliability.md promises, row by row: each names the tests that try to break it, and they are there.

mod named;

use named::tests_in;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

#[test]
fn every_row_of_what_may_go_wrong_names_tests_that_are_there() {
    let tests: BTreeSet<String> = ["tests", "src"].into_iter().flat_map(|folder| tests_in(Path::new(folder))).collect();
    assert!(tests.len() > 700, "only {} tests were found", tests.len());
    let document = fs::read_to_string("docs/reliability.md").unwrap();
    let rows = document.lines().filter_map(|line| line.strip_prefix("| "));
    let rows: Vec<Vec<&str>> =
        rows.map(|row| row.split(" | ").collect()).filter(|row: &Vec<&str>| row[0] != "#").collect();
    let numbers: Vec<String> = (1..=rows.len()).map(|number| number.to_string()).collect();
    assert_eq!(rows.iter().map(|row| row[0]).collect::<Vec<_>>(), numbers, "a row is missing or stands twice");
    assert_eq!(rows.len(), 58);
    let mut wrong = Vec::new();
    for row in &rows {
        assert_eq!(row.len(), 4, "{row:?}");
        let named: Vec<&str> = row[3].split('`').skip(1).step_by(2).collect();
        if named.is_empty() {
            wrong.push(format!("row {} is shown by nothing", row[0]));
        }
        let missing = named.iter().filter(|name| !tests.contains(**name));
        wrong.extend(missing.map(|name| format!("row {}: there is no test {name}", row[0])));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

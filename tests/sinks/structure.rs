//! The structure of what comes out: it has to be that of a harmless file, whatever the texts in it say.

use serde_json::Value;

/// How many of each sign of Markdown a line has that acts, and what the line begins as.
pub fn of_markdown(text: &str) -> Vec<String> {
    let line = |line: &str| {
        let mut shape = String::new();
        let body = line.strip_prefix("> ").unwrap_or(line);
        let digits = body.trim_start_matches(|c: char| c.is_ascii_digit());
        let begins = match body.chars().next() {
            Some('#' | '-' | '+' | '=' | '|' | '>') => body.split([' ', '\\']).next().unwrap_or_default(),
            _ if digits != body && digits.starts_with(". ") => "1.",
            _ if body.starts_with("    ") => return "code".to_owned(),
            _ => "",
        };
        shape.push_str(begins);
        let mut chars = line.chars();
        while let Some(c) = chars.next() {
            match c {
                '\\' => drop(chars.next()),
                '|' | '*' | '_' | '`' | '[' | ']' | '<' | '&' | '~' => shape.push(c),
                _ => {}
            }
        }
        shape
    };
    text.lines().map(line).collect()
}

/// The keys of a JSON and what kind their values are.
pub fn of_json(value: &Value) -> String {
    match value {
        Value::Object(map) => {
            let parts: Vec<String> = map.iter().map(|(key, value)| format!("{key}:{}", of_json(value))).collect();
            format!("{{{}}}", parts.join(","))
        }
        Value::Array(items) => format!("[{}]", items.iter().map(of_json).collect::<Vec<_>>().join(",")),
        Value::String(_) => "text".to_owned(),
        other => other.to_string(),
    }
}

/// The keys of a TOML, down to the values.
pub fn of_toml(value: &toml::Value) -> String {
    match value {
        toml::Value::Table(table) => {
            let parts: Vec<String> = table.iter().map(|(key, value)| format!("{key}:{}", of_toml(value))).collect();
            format!("{{{}}}", parts.join(","))
        }
        toml::Value::Array(items) => format!("[{}]", items.iter().map(of_toml).collect::<Vec<_>>().join(",")),
        other => other.type_str().to_owned(),
    }
}

/// The lines of a YAML without what its comments say; panics where one is neither a comment nor a key with a number.
pub fn of_yaml(text: &str) -> Vec<String> {
    let line = |line: &str| {
        let body = line.trim_start();
        if body.starts_with("# ") {
            return "#".to_owned();
        }
        let (key, value) = body.split_once(':').unwrap_or_else(|| panic!("{line:?} has no key"));
        assert!(key.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_'), "{line:?}");
        assert!(value.trim().bytes().all(|b| b.is_ascii_digit() || b".{}".contains(&b)), "{line:?} is no number");
        line.to_owned()
    };
    text.lines().map(line).collect()
}

/// Panics where a spreadsheet would run a cell; a number is none.
pub fn assert_is_not_run(cell: &str) {
    let begins = cell.starts_with(['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠']);
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit() || b == b'.');
    assert!(!begins || cell.strip_prefix('-').is_some_and(digits), "a spreadsheet runs {cell:?}");
}

/// How many cells each row of a CSV has. Panics where a spreadsheet would run one of them.
pub fn of_csv(text: &str) -> Vec<usize> {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
    let row = |row: csv::StringRecord| {
        row.iter().for_each(assert_is_not_run);
        row.len()
    };
    reader.records().map(Result::unwrap).map(row).collect()
}

#[test]
fn a_text_that_is_taken_for_structure_is_seen() {
    assert_ne!(of_markdown("| a | b |"), of_markdown("| a | b | c |"));
    assert_ne!(of_markdown("# a"), of_markdown("a"));
    assert_ne!(of_markdown("1. a"), of_markdown("a"));
    assert_eq!(of_markdown(r"a \| \*b\*"), of_markdown("a"));
    assert!(std::panic::catch_unwind(|| of_csv("a,=1\n")).is_err());
    assert_eq!(of_csv("a,-1.5\n'=1,b\n"), [2, 2]);
    assert!(std::panic::catch_unwind(|| of_yaml("a: b\n")).is_err());
    assert_eq!(of_yaml("# x\na_1: 5\n"), ["#", "a_1: 5"]);
}

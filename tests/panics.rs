//! What may panic in `src` outside tests, counted: each by hand says why it never does, and no new one slips in.

use std::fs;
use std::path::{Path, PathBuf};

fn rust_files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            rust_files(&path, found);
        } else if path.extension().is_some_and(|ext| ext == "rs") {
            found.push(path);
        }
    }
}

/// Lines of code that are not of tests, without comments and without what stands in quotes; with where each is from.
fn code() -> Vec<(String, String, String)> {
    let mut paths = Vec::new();
    rust_files(Path::new("src"), &mut paths);
    paths.sort();
    let mut lines = Vec::new();
    for path in paths {
        let text = fs::read_to_string(&path).unwrap();
        let text = text.split("#[cfg(test)]").next().unwrap_or_default();
        for (at, line) in text.lines().enumerate() {
            let place = format!("{}:{}", path.display(), at + 1);
            lines.push((place, bare(line), line.trim().to_owned()));
        }
    }
    assert!(lines.len() > 20_000, "only {} lines were read", lines.len());
    lines
}

/// A line of code without its strings and its comment.
fn bare(line: &str) -> String {
    let (mut out, mut inside, mut before) = (String::new(), false, ' ');
    for c in line.chars() {
        let quote = c == '"' && before != '\\' && before != '\'';
        inside ^= quote;
        if !inside && !quote {
            out.push(c);
        }
        before = if before == '\\' { ' ' } else { c };
    }
    out.split("//").next().unwrap_or_default().to_owned()
}

/// Where something is indexed or sliced: a bracket behind a name, a call or another bracket. `[..]` takes all and is none.
fn indexes(code: &str) -> usize {
    if code.trim_start().starts_with('#') {
        return 0;
    }
    let behind = |at: usize| code[..at].ends_with(|c: char| c.is_alphanumeric() || matches!(c, '_' | ')' | ']'));
    let all = |at: usize| code[at..].starts_with("[..]");
    code.match_indices('[').filter(|(at, _)| behind(*at) && !all(*at) && !is_keyword(&code[..*at])).count()
}

/// Whether a bracket behind these words begins a list: `in [1, 2]`, `return [a, b]`, `&mut [..]`.
fn is_keyword(before: &str) -> bool {
    let word = before.rsplit(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap_or_default();
    ["in", "return", "mut", "match", "else", "move", "as", "dyn"].contains(&word)
}

#[test]
fn nothing_is_unwrapped_and_what_is_expected_says_why_it_is_there() {
    let mut wrong = Vec::new();
    let mut reasons = 0;
    for (place, code, line) in code() {
        let banned = [".unwrap()", ".unwrap_err()", "todo!(", "unimplemented!(", "panic!(", "unwrap_unchecked"];
        wrong.extend(banned.iter().filter(|word| code.contains(**word)).map(|word| format!("{place}: {word}")));
        let with_reason = [".expect(", "unreachable!(", "assert!(", "assert_eq!(", "assert_ne!("];
        let given = with_reason.iter().filter(|word| code.contains(**word) && !code.contains("debug_")).count();
        reasons += given;
        // Four words say why; `"texts are written as JSON"` does, `"works"` does not.
        let reason = |line: &str| line.rsplit('"').nth(1).map_or(0, |words| words.split(' ').count());
        if given > 0 && reason(&line) < 4 {
            wrong.push(format!("{place}: no reason in {line}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(reasons <= MOST_EXPECTED, "{reasons} places may panic; {MOST_EXPECTED} did: find another way, or a reason");
}

/// Calls that panic where their reason is wrong.
const MOST_EXPECTED: usize = 16;

/// Places that are indexed by something that was found in the same list, or that is held below its length: a slider by its
/// place in the catalog, a stage by the one that was picked, a column by those that are shown. An engine that asks each time
/// whether the list has what it just said would be slower and say nothing more; the soak tests go through all of them.
const MOST_INDEXED: [(&str, usize); 20] = [
    ("amount", 2),
    ("answers", 33),
    ("app", 34),
    ("catalog", 39),
    ("cli", 3),
    ("date", 4),
    ("engine", 78),
    ("explore", 93),
    ("export", 51),
    ("faults", 5),
    ("import", 96),
    ("report", 74),
    ("rows", 2),
    ("run", 3),
    ("scenario", 1),
    ("session", 4),
    ("sources", 4),
    ("table", 11),
    ("text", 4),
    ("ui", 69),
];

#[test]
fn no_new_place_is_indexed_without_a_look_at_its_length() {
    let mut found: Vec<(String, usize)> = Vec::new();
    for (place, code, _) in code() {
        let module = place.split(['/', '.', ':']).nth(1).unwrap_or_default().to_owned();
        match found.iter_mut().find(|(name, _)| *name == module) {
            Some((_, count)) => *count += indexes(&code),
            None => found.push((module, indexes(&code))),
        }
    }
    let most = |name: &str| MOST_INDEXED.iter().find(|(other, _)| *other == name).map_or(0, |(_, most)| *most);
    let more: Vec<String> = found
        .iter()
        .filter(|(name, count)| *count > most(name))
        .map(|(name, count)| format!("{name}: {count}, {} before", most(name)))
        .collect();
    assert!(more.is_empty(), "use `get`, or count them in with a reason: {}", more.join("; "));
}

#[test]
fn the_count_sees_what_it_is_to_see() {
    assert_eq!(indexes("let a = list[0] + map(x)[1] + rows[a][b];"), 4);
    assert_eq!(indexes("for x in [1, 2] { let y: [u8; 4] = [0; 4]; &all[..]; }"), 0);
    assert_eq!(indexes("#[derive(Debug)]"), 0);
    assert_eq!(bare(r#"let a = "x[0].unwrap()"; b // c.unwrap()"#).trim(), "let a = ; b");
    assert_eq!(bare(r#"'"' => list[0],"#), r#"'"' => list[0],"#);
}

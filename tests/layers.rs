//! The ladder of modules in `src/lib.rs` holds: a module uses only what stands above it.

use std::fs;
use std::path::{Path, PathBuf};

/// The modules in the order of `src/lib.rs`.
fn ladder() -> Vec<String> {
    let lib = fs::read_to_string("src/lib.rs").unwrap();
    let names: Vec<String> =
        lib.lines().filter_map(|line| line.strip_prefix("pub mod ")?.strip_suffix(';')).map(str::to_owned).collect();
    assert!(names.len() >= 10, "src/lib.rs lists its modules as `pub mod name;`, one a line");
    names
}

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

/// Source files with the module each belongs to; `lib.rs` and `main.rs` stand outside the ladder.
fn files() -> Vec<(String, PathBuf, String)> {
    let mut paths = Vec::new();
    rust_files(Path::new("src"), &mut paths);
    let module = |path: &Path| {
        let first = path.strip_prefix("src").unwrap().iter().next().unwrap().to_string_lossy().into_owned();
        first.trim_end_matches(".rs").to_owned()
    };
    let files = paths.into_iter().map(|path| (module(&path), path.clone(), fs::read_to_string(&path).unwrap()));
    files.filter(|(module, _, _)| module != "lib" && module != "main").collect()
}

/// Code without its comments, so that words in them are no uses.
fn code(text: &str) -> String {
    text.lines().map(|line| line.split("//").next().unwrap_or_default()).collect::<Vec<_>>().join("\n")
}

fn mentions(code: &str, module: &str) -> bool {
    let direct = code
        .match_indices(&format!("crate::{module}"))
        .any(|(at, found)| !code[at + found.len()..].starts_with(|c: char| c.is_ascii_alphanumeric() || c == '_'));
    let listed = code.split("crate::{").skip(1).any(|rest| {
        let list = rest.split(';').next().unwrap_or_default();
        list.split([',', '{', '}', ' ', '\n']).any(|word| word.split("::").next() == Some(module))
    });
    direct || listed
}

#[test]
fn every_module_uses_only_what_stands_above_it() {
    let ladder = ladder();
    let mut wrong = Vec::new();
    for (module, path, text) in files() {
        let place = ladder.iter().position(|name| *name == module);
        let place = place.unwrap_or_else(|| panic!("{} belongs to no module of src/lib.rs", path.display()));
        for below in &ladder[place + 1..] {
            if mentions(&code(&text), below) {
                wrong.push(format!("{} uses {below}, which comes after {module} in src/lib.rs", path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn layers_lack_what_they_are_said_to_lack() {
    let forbidden: [(&str, &[&str]); 5] = [
        ("engine", &["std::fs", "std::time", "std::env", "ratatui", "crossterm", "toml::", "serde"]),
        ("scenario", &["std::fs", "std::time", "std::env", "ratatui", "crossterm", "toml::"]),
        ("app", &["std::fs", "std::time", "std::env", "ratatui", "crossterm", "toml::"]),
        ("keys", &["std::fs", "std::time", "ratatui", "crossterm"]),
        ("ui", &["std::fs", "std::time", "std::env", "toml::", "&mut App"]),
    ];
    let mut wrong = Vec::new();
    for (module, path, text) in files() {
        for word in forbidden.iter().filter(|(name, _)| *name == module).flat_map(|(_, words)| *words) {
            if code(&text).contains(word) {
                wrong.push(format!("{} uses {word}, which {module} does without", path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn files_open_with_one_sentence_and_nobody_is_called_util() {
    for (_, path, text) in files() {
        assert!(text.starts_with("//! "), "{} opens without saying what it is", path.display());
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        let vague = ["util", "utils", "helper", "helpers", "common", "manager", "misc", "types"];
        assert!(!vague.contains(&name.as_str()), "{} has a name that says nothing", path.display());
    }
}

#[test]
fn the_check_sees_an_upward_use() {
    assert!(mentions("use crate::ui::draw;", "ui"));
    assert!(mentions("use crate::{amount::Decimal, ui};", "ui"));
    assert!(!mentions("use crate::uix;", "ui"));
    assert!(!mentions(&code("// crate::ui"), "ui"));
}

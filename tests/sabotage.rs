//! Tests of the tests: each promise in tests/sabotage/mutants.toml is broken on purpose in a copy of the project, and the test
//! that is said to catch that has to fail. `cargo test --test sabotage -- --ignored --nocapture`; a build for each.

mod named;

use named::tests_in;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

struct Mutant {
    broken: String,
    file: String,
    from: String,
    to: String,
    /// The file of tests, or `lib`, and the test.
    caught: (String, String),
}

fn mutants() -> Vec<Mutant> {
    let table: toml::Table = fs::read_to_string("tests/sabotage/mutants.toml").unwrap().parse().unwrap();
    let text = |value: &toml::Value| value.as_str().unwrap().to_owned();
    let mutant = |entry: &toml::Value| Mutant {
        broken: text(&entry["broken"]),
        file: text(&entry["file"]),
        from: text(&entry["from"]),
        to: text(&entry["to"]),
        caught: (text(&entry["caught"][0]), text(&entry["caught"][1])),
    };
    table["mutant"].as_array().unwrap().iter().map(mutant).collect()
}

fn copy(from: &Path, to: &Path) {
    if from.is_dir() {
        fs::create_dir_all(to).unwrap();
        for entry in fs::read_dir(from).unwrap().map(|entry| entry.unwrap()) {
            copy(&entry.path(), &to.join(entry.file_name()));
        }
    } else {
        fs::copy(from, to).unwrap();
    }
}

/// What a project is made of.
const PARTS: [&str; 9] =
    ["Cargo.toml", "Cargo.lock", "build.rs", "src", "catalog", "saves", "tests", "benches", "README.md"];

/// The project as it is, beside what is built of it.
fn project() -> PathBuf {
    let to = Path::new(env!("CARGO_TARGET_TMPDIR")).join("sabotage");
    fs::create_dir_all(&to).unwrap();
    for (from, to) in PARTS.map(|name| (Path::new(name), to.join(name))) {
        if to.is_dir() {
            fs::remove_dir_all(&to).unwrap(); // else what was taken away here would still be there
        }
        copy(from, &to);
    }
    to
}

/// Whether the test passes in a copy; none where that can't be built.
fn passes(project: &Path, (file, name): &(String, String)) -> Option<bool> {
    let cargo = |more: &[&str]| {
        let mut command = Command::new(env!("CARGO"));
        command.args(["test", "--locked", "--manifest-path"]).arg(project.join("Cargo.toml")).current_dir(project);
        match file.as_str() {
            "lib" => command.arg("--lib"),
            file => command.args(["--test", file]),
        };
        command.args(more).env("CARGO_TARGET_DIR", project.join("target")).output().unwrap()
    };
    if !cargo(&["--no-run"]).status.success() {
        return None;
    }
    let output = cargo(&["--", name]);
    let told = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(told.contains(&format!("{name} ... ")), "no such test: {file}: {name}\n{told}");
    Some(output.status.success())
}

#[test]
#[ignore = "builds the project once a mutant"]
fn every_promise_that_is_broken_is_caught() {
    let (project, mutants) = (project(), mutants());
    for mutant in &mutants {
        assert_eq!(passes(&project, &mutant.caught), Some(true), "before anything is broken: {:?}", mutant.caught);
    }
    let mut missed = Vec::new();
    for mutant in mutants {
        let path = project.join(&mutant.file);
        let sound = fs::read_to_string(&path).unwrap();
        fs::write(&path, sound.replacen(&mutant.from, &mutant.to, 1)).unwrap();
        let passes = passes(&project, &mutant.caught);
        fs::write(&path, sound).unwrap();
        println!("{}: {}", mutant.broken, if passes == Some(false) { "caught" } else { "missed" });
        match passes {
            Some(false) => {}
            Some(true) => missed.push(mutant.broken),
            None => missed.push(format!("{}, which can't be built", mutant.broken)),
        }
    }
    assert!(missed.is_empty(), "nobody noticed: {missed:#?}");
}

/// Whether a file of tests, or `lib`, has a test.
fn is_there((file, name): &(String, String)) -> bool {
    let paths = match file.as_str() {
        "lib" => vec!["src".to_owned()],
        file => vec![format!("tests/{file}.rs"), format!("tests/{file}")],
    };
    paths.iter().any(|path| tests_in(Path::new(path)).contains(name))
}

#[test]
fn what_is_to_be_broken_stands_once_where_it_is_said_to_and_so_does_the_test_that_catches_it() {
    let mutants = mutants();
    assert!(mutants.len() >= 10, "{}", mutants.len());
    for mutant in mutants {
        let text = fs::read_to_string(&mutant.file).unwrap();
        assert_eq!(text.matches(&mutant.from).count(), 1, "{}: {}", mutant.file, mutant.broken);
        assert_ne!(mutant.from, mutant.to, "{}", mutant.broken);
        assert!(is_there(&mutant.caught), "no such test: {:?}", mutant.caught);
    }
}

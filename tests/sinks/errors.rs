//! What stderr says of wrong files and of wrong arguments: no byte of them acts, and what can be read of them is there.

use super::acting::first;
use super::answers::{folder, lines};
use super::hostile::{Hostile, Payload, hostile_name, marked, written_for};
use crate::binary::costtui;
use std::fs;
use std::path::Path;
use std::sync::Mutex;

/// What is amiss with how a wrong question is refused.
fn amiss(arguments: &[String], folder: &Path) -> Option<String> {
    let output = costtui(arguments).env("COSTTUI_SAVES", folder).output().unwrap();
    let (out, words) = (String::from_utf8(output.stdout).unwrap(), String::from_utf8(output.stderr).unwrap());
    if output.status.success() {
        return Some(format!("is fine: {out}"));
    }
    let acts = first(&words).or_else(|| first(&out));
    let given = arguments.iter().flat_map(|argument| argument.split("qx").skip(1).step_by(2)).map(marked);
    // Of a path the folder is not always told.
    let missing = given.filter(|word| !words.contains(word) && *word != marked("folder")).collect::<Vec<_>>();
    let silent = || (!words.contains("qx") || !missing.is_empty()).then(|| format!("it does not say {missing:?}"));
    acts.or_else(silent).map(|what| format!("{what}:\n{words}"))
}

/// Asks what is wrong on two threads: each refusal has a word of the payload in it, and nothing that acts.
fn refused(all: Vec<Vec<String>>, folder: &Path) {
    let (rest, found) = (Mutex::new(all.into_iter()), Mutex::new(Vec::new()));
    let ask = || {
        while let Some(arguments) = { rest.lock().unwrap().next() } {
            let amiss = amiss(&arguments, folder).map(|amiss| format!("{arguments:?}: {amiss}"));
            found.lock().unwrap().extend(amiss);
        }
    };
    std::thread::scope(|scope| drop([scope.spawn(ask), scope.spawn(ask)]));
    let found = found.into_inner().unwrap();
    assert!(found.is_empty(), "{} of them:\n{}", found.len(), found.join("\n"));
}

/// The words of a line with the payload in them; words are parted before, since a payload has spaces of its own.
fn filled(line: &str, payload: &Payload, folder: &Path) -> Vec<String> {
    let word = |word: &str| {
        let mut parts = word.split("@@").map(|part| part.replace("FOLDER", folder.to_str().unwrap()));
        let mut out = parts.next().unwrap();
        while let (Some(word), Some(rest)) = (parts.next(), parts.next()) {
            out += &(hostile_name(&word, payload) + &rest);
        }
        out
    };
    line.split(' ').map(word).collect()
}

#[test]
fn no_argument_that_is_wrong_is_echoed_raw() {
    let hostile = Hostile::of("acts");
    let (_outer, folder) = folder(hostile);
    let all = lines(include_str!("wrong_arguments.txt")).map(|line| filled(line, &hostile.payload, &folder)).collect();
    refused(all, &folder);
}

/// The command that reads a file, by how its name begins.
fn reading(name: &str, path: &Path, folder: &Path) -> Vec<String> {
    let (path, folder) = (path.to_str().unwrap(), folder.to_str().unwrap());
    let words: &[&str] = match name.split('-').next().unwrap() {
        "plan" | "card" | "notes" => &["check", "--catalog", folder],
        "session" => &["quote", path],
        "estimate" => &["import", path, "--dry-run", "--to", folder],
        _ => &["bill", path],
    };
    words.iter().map(|word| (*word).to_owned()).collect()
}

/// Each wrong file under a hostile name, as its format escapes the payload, or as it is. NUL is no text in any of them.
fn wrong_files(raw: bool) {
    let payload = &Hostile::of("acts").payload;
    let outer = tempfile::tempdir().unwrap();
    let mut all = Vec::new();
    for entry in fs::read_dir("tests/sinks/wrong").unwrap() {
        let template = entry.unwrap().path();
        let name = template.file_name().unwrap().to_str().unwrap().to_owned();
        let (stem, kind) = name.split_once('.').unwrap();
        let folder = outer.path().join(hostile_name(stem, payload));
        fs::create_dir(&folder).unwrap();
        let path = folder.join(format!("{}.{kind}", hostile_name("file", payload)));
        fs::write(&path, written_for(kind, raw, &fs::read_to_string(&template).unwrap(), payload)).unwrap();
        all.push(reading(&name, &path, &folder));
    }
    assert!(all.len() > 10);
    refused(all, outer.path());
}

#[test]
fn no_file_that_is_wrong_is_shown_raw() {
    wrong_files(false);
    wrong_files(true);
}

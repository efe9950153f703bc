//! What the program itself says on stdout and stderr of hostile files, in folders and files with hostile names.

use super::acting::assert_none;
use super::hostile::{Hostile, fill_file, hostile_name};
use crate::binary::costtui;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use tempfile::TempDir;

/// The hostile files in a folder of a hostile name.
pub fn folder(hostile: &Hostile) -> (TempDir, PathBuf) {
    let outer = tempfile::tempdir().unwrap();
    let folder = outer.path().join(hostile_name("folder", &hostile.payload));
    std::fs::rename(hostile.folder().keep(), &folder).unwrap();
    for file in ["estimate.csv", "infracost.json", "bill.csv"] {
        fill_file(file, &hostile.payload, &folder.join(file));
    }
    (outer, folder)
}

/// The lines of a data file that are no comments.
pub fn lines(text: &str) -> impl Iterator<Item = &str> {
    text.lines().filter(|line| !line.starts_with('#'))
}

/// The words of a line, with the folder.
pub fn words(line: &str, folder: &Path) -> Vec<String> {
    line.split_whitespace().map(|word| word.replace("FOLDER", folder.to_str().unwrap())).collect()
}

/// What the program says, on stdout and on stderr.
fn said(arguments: &[String], folder: &Path) -> String {
    let mut command = costtui(arguments);
    command.env("COSTTUI_CATALOG", folder.join("catalog")).env("COSTTUI_SAVES", folder);
    let output = command.output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    let (out, notes) = (text(output.stdout), text(output.stderr));
    assert!(output.status.success(), "{arguments:?}: {notes}");
    assert_none(&notes, &format!("stderr of {arguments:?}"));
    assert_none(&out, &format!("stdout of {arguments:?}"));
    out
}

#[test]
fn every_answer_shows_the_words_and_nothing_that_acts() {
    let (_outer, folder) = folder(Hostile::of("acts"));
    let asked = lines(include_str!("asked.txt")).map(|line| words(line, &folder)).collect::<Vec<_>>();
    let rest = Mutex::new(asked.into_iter());
    std::thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                while let Some(arguments) = { rest.lock().unwrap().next() } {
                    let out = said(&arguments, &folder);
                    assert!(out.contains("qx"), "{arguments:?} shows no word:\n{out}");
                }
            });
        }
    });
}

#[cfg(unix)]
#[test]
fn a_program_of_a_hostile_name_does_not_say_it_raw() {
    use std::os::unix::process::CommandExt;
    let name = hostile_name("name", &Hostile::of("acts").payload);
    for arguments in [&["--help"][..], &["quote", "--help"], &["--nope"], &["--version"]] {
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_costtui"));
        let output = command.arg0(&name).args(arguments).output().unwrap();
        let said = String::from_utf8([output.stdout, output.stderr].concat()).unwrap();
        assert_none(&said, &format!("{arguments:?}"));
        assert!(said.contains("costtui") || said.contains("Usage"), "{said}");
    }
}

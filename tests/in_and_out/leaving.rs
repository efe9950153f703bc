//! What leaves the explorer: keys in, a file or a text out.

use crate::binary::costtui;
use crate::screens::app::{app, app_with, ascii, screen, screen_of};
use costtui::app::{App, Command, Effect, Msg, Overlay, update};
use costtui::run::World;
use std::fs;
use tempfile::tempdir;

const SIZE: (u16, u16) = (100, 30);

fn said(app: &App) -> &str {
    app.said.as_deref().unwrap_or_default()
}

/// Keys that ask for a file of a format, by its place in the list.
fn keys(at: usize, file: &str) -> String {
    format!("e {} enter ctrl-u lit:{file} enter", "down ".repeat(at))
}

fn text_copied(app: &mut App) -> String {
    match update(app, Msg::Do(Command::Copy)) {
        Some(Effect::Copy(text)) => text,
        other => panic!("{other:?}"),
    }
}

#[test]
fn the_list_says_what_each_format_is() {
    let shown = screen("edunerve", "e", SIZE);
    insta::assert_snapshot!("exports", shown);
    let plain = ascii("edunerve", "e", SIZE);
    assert!(plain.is_ascii() && plain.contains("> Session"), "{plain}");
}

#[test]
fn a_file_is_asked_for_and_holds_what_the_subcommand_writes() {
    let folder = tempdir().unwrap();
    let file = folder.path().join("bill.csv");
    let (mut app, mut world) = app("edunerve");
    let asked = screen_of(&mut app, &mut world, "e down*2 enter", SIZE);
    assert!(asked.contains("Export to the file") && asked.contains("untitled.csv"), "{asked}");
    screen_of(&mut app, &mut world, &format!("ctrl-u lit:{} enter", file.display()), SIZE);
    assert_eq!(said(&app), format!("written to {}", file.display()));
    let other = costtui(["export", "--plan", "edunerve", "--to", "-", "--format", "csv"]).output().unwrap();
    assert_eq!(fs::read(&file).unwrap(), other.stdout);
}

#[test]
fn a_file_that_is_there_is_written_over_only_where_that_is_asked_for() {
    let folder = tempdir().unwrap();
    let (file, other) = (folder.path().join("a.csv"), folder.path().join("b.csv"));
    fs::write(&file, "mine").unwrap();
    fs::write(&other, "mine too").unwrap();
    let (mut app, mut world) = app("edunerve");
    let write = |app: &mut App, world: &mut World, keys: &str| screen_of(app, world, keys, (120, 30));
    let shown = write(&mut app, &mut world, &keys(2, &file.display().to_string()));
    assert!(shown.contains("is there already: Enter writes over it"), "{shown}");
    assert_eq!(fs::read_to_string(&file).unwrap(), "mine");
    // Another name is another question.
    write(&mut app, &mut world, &format!("ctrl-u lit:{} enter", other.display()));
    assert_eq!(fs::read_to_string(&other).unwrap(), "mine too");
    write(&mut app, &mut world, "enter");
    assert_eq!(
        (fs::read_to_string(&file).unwrap().as_str(), said(&app)),
        ("mine", format!("written to {}", other.display()).as_str())
    );
    assert!(fs::read_to_string(&other).unwrap().starts_with("id,item"));
    assert!(matches!(app.overlay, Overlay::None));
}

#[test]
fn a_folder_takes_a_file_a_table() {
    let folder = tempdir().unwrap();
    let (mut app, mut world) = app("edunerve");
    let to = format!("{}/tables/", folder.path().display());
    screen_of(&mut app, &mut world, &keys(2, &to), SIZE);
    assert_eq!(said(&app), format!("written to {to}"));
    let mut names: Vec<_> = fs::read_dir(&to).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    names.sort();
    assert_eq!(names, ["bill.csv", "cards.csv", "forecast.csv", "sweep.csv"]);
    let shown = screen_of(&mut app, &mut world, &keys(2, &to), (120, 30));
    assert!(shown.contains("is there already"), "{shown}");
}

#[test]
fn what_can_not_be_written_is_said() {
    let (mut app, mut world) = app("edunerve");
    screen_of(&mut app, &mut world, &keys(2, "/nowhere/at-all.csv"), SIZE);
    assert!(said(&app).starts_with("/nowhere/at-all.csv is not written: No such file"), "{}", said(&app));
    let shown = screen_of(&mut app, &mut world, "e enter ctrl-u enter", SIZE);
    assert!(shown.contains("type the name of a file"), "{shown}");
}

#[test]
fn a_session_of_a_private_plan_can_take_it_along() {
    let folder = tempdir().unwrap();
    let file = folder.path().join("whole.toml");
    let (mut app, mut world) = app_with("tests/steps", "steps");
    let shown = screen_of(&mut app, &mut world, "lit:3k enter e", SIZE);
    assert!(shown.contains("what it needs of your own catalog"), "{shown}");
    screen_of(&mut app, &mut world, &format!("down enter ctrl-u lit:{} enter", file.display()), SIZE);
    let quote = |arguments: &[&str]| costtui(arguments).output().unwrap().stdout;
    let there = quote(&["quote", file.to_str().unwrap(), "--format", "csv"]);
    let here = quote(&["quote", "--catalog", "tests/steps", "--plan", "steps", "--users", "3k", "--format", "csv"]);
    assert!(!here.is_empty() && there == here, "{}", String::from_utf8_lossy(&there));
}

#[test]
fn what_is_copied_is_what_the_view_answers() {
    let (mut app, mut world) = app("edunerve");
    screen_of(&mut app, &mut world, "lit:50k enter", SIZE);
    let bill = text_copied(&mut app);
    let quoted = costtui(["quote", "--plan", "edunerve", "--users", "50k"]).output().unwrap().stdout;
    assert_eq!(bill, String::from_utf8(quoted).unwrap());
    for (key, words) in [("f3", "Hetzner"), ("f4", "Users"), ("f5", "$9,864.00"), ("f7", "$39,000.00")] {
        let shown = screen_of(&mut app, &mut world, key, (200, 60));
        let copied = text_copied(&mut app);
        assert!(shown.contains(words) && copied.contains(words), "{key}: {copied}");
        assert!(!copied.chars().any(|c| c.is_control() && c != '\n'), "{copied:?}");
    }
}

#[test]
fn copied_rows_stand_under_their_columns() {
    let (mut app, mut world) = app_with("tests/steps", "steps");
    screen_of(&mut app, &mut world, "f5", (200, 60));
    insta::assert_snapshot!("copied_forecast", text_copied(&mut app));
}

//! A session and others at it while it is open: a second explorer, an editor, somebody who deletes it or takes its folder away.

use super::sessions::{FIRST, Place, STEP, names_in, session, users_in};
use crate::terminal::{self, Terminal};
use std::fs;

const RIGHT: &str = "\x1b[C";

/// The explorer on a session.
fn explorer(path: &std::path::Path) -> Terminal {
    let folder = path.parent().unwrap().display();
    let line = format!("exec \"$0\" {} --saves {folder}", path.display());
    terminal::costtui([]).by_shell(&line).run()
}

/// The same, with users one step to the right.
fn changed(path: &std::path::Path, users: &str) -> Terminal {
    let mut terminal = explorer(path);
    terminal.shows("q quit");
    terminal.press(RIGHT);
    terminal.shows(users);
    terminal
}

fn quits(mut terminal: Terminal, code: u32) -> String {
    terminal.press("q");
    assert_eq!(terminal.ends(), code, "{}", terminal.screen());
    terminal.screen()
}

#[test]
fn of_two_explorers_at_a_session_the_second_is_told_and_both_are_on_disk() {
    let place = Place::new();
    let first = changed(&place.path, "5,100");
    first.shows("saved ✓");
    let mut second = explorer(&place.path);
    second.shows("Mine is open in another costtui (process ");
    second.shows("this is a copy of it");
    second.press(RIGHT.repeat(2));
    second.shows("5,300");
    quits(second, 0);
    quits(first, 0);
    assert_eq!(names_in(place.home.path()), ["mine-mine.toml", "mine.toml", "mine.toml.bak"]);
    assert_eq!(users_in(&place.path), Some(FIRST + STEP));
    assert_eq!(users_in(&place.home.path().join("mine-mine.toml")), Some(FIRST + 3 * STEP));
}

#[test]
fn the_session_that_is_open_is_not_taken_for_one_of_somebody_else() {
    let place = Place::new();
    let mut terminal = changed(&place.path, "5,100");
    terminal.shows("saved ✓");
    terminal.press("o");
    terminal.shows("Sessions");
    terminal.press("\r");
    terminal.shows("Mine is open already");
    terminal.press(RIGHT);
    terminal.shows("5,200");
    quits(terminal, 0);
    assert_eq!(names_in(place.home.path()), ["mine.toml", "mine.toml.bak"]);
    assert_eq!(users_in(&place.path), Some(FIRST + 2 * STEP));
}

#[test]
fn an_edit_from_outside_while_it_is_open_is_told_and_both_are_kept() {
    let place = Place::new();
    let mut terminal = changed(&place.path, "5,100");
    terminal.shows("saved ✓");
    let theirs = session(FIRST + 40 * STEP).to_toml();
    fs::write(&place.path, &theirs).unwrap();
    terminal.press(RIGHT);
    terminal.shows("another program changed the file");
    let screen = quits(terminal, 4);
    assert!(screen.contains("is left as it is; your session is"), "{screen}");
    assert_eq!(fs::read_to_string(&place.path).unwrap(), theirs);
    assert_eq!(users_in(&place.home.path().join("mine-2.toml")), Some(FIRST + 2 * STEP));
}

#[test]
fn a_session_that_is_deleted_while_it_is_open_is_written_again() {
    let place = Place::new();
    let mut terminal = changed(&place.path, "5,100");
    terminal.shows("saved ✓");
    fs::remove_file(&place.path).unwrap();
    terminal.press(RIGHT);
    terminal.shows("5,200");
    quits(terminal, 0);
    assert_eq!(users_in(&place.path), Some(FIRST + 2 * STEP));
}

#[test]
fn a_session_that_is_deleted_after_its_last_change_is_written_again_at_the_end() {
    let place = Place::new();
    let terminal = changed(&place.path, "5,100");
    terminal.shows("saved ✓");
    fs::remove_file(&place.path).unwrap();
    quits(terminal, 0);
    assert_eq!(users_in(&place.path), Some(FIRST + STEP));
}

#[test]
fn a_folder_that_vanishes_while_it_is_open_is_made_again_with_what_is_on_the_screen() {
    let place = Place::new();
    let (folder, away) = (place.home.path().join("saves"), place.home.path().join("away"));
    fs::create_dir(&folder).unwrap();
    fs::copy(&place.path, folder.join("mine.toml")).unwrap();
    let mut terminal = changed(&folder.join("mine.toml"), "5,100");
    terminal.shows("saved ✓");
    fs::rename(&folder, &away).unwrap();
    terminal.press(RIGHT);
    terminal.shows("5,200");
    quits(terminal, 0);
    assert_eq!(users_in(&folder.join("mine.toml")), Some(FIRST + 2 * STEP));
    assert_eq!(users_in(&away.join("mine.toml")), Some(FIRST + STEP), "what went away is as it was");
    assert!(!names_in(&folder).iter().any(|name| name.starts_with('.')), "{:?}", names_in(&folder));
}

#[test]
fn a_folder_that_vanishes_and_comes_back_is_saved_in_by_itself() {
    let place = Place::new();
    // As a disk that is taken out and put in again: the folder is behind a link.
    let (real, away, folder) =
        (place.home.path().join("disk"), place.home.path().join("away"), place.home.path().join("saves"));
    fs::create_dir(&real).unwrap();
    std::os::unix::fs::symlink("disk", &folder).unwrap();
    fs::copy(&place.path, real.join("mine.toml")).unwrap();
    let mut terminal = changed(&folder.join("mine.toml"), "5,100");
    terminal.shows("saved ✓");
    fs::rename(&real, &away).unwrap();
    terminal.press(RIGHT);
    terminal.shows("not saved:");
    fs::rename(&away, &real).unwrap();
    terminal.until("that it is saved by itself", |s| s.contains("saved ✓") && !s.contains("not saved"));
    assert_eq!(users_in(&real.join("mine.toml")), Some(FIRST + 2 * STEP));
    quits(terminal, 0);
    assert_eq!(names_in(&real), ["mine.toml", "mine.toml.bak"]);
}

//! What the next start makes of a journal: taken in where it is whole and one's own, else put aside, and never in the way.

use super::sessions::{FIRST, Place, STEP, names_in, next_start, session};
use costtui::session::store::{self, Held, Journal};
use std::fs::{self, OpenOptions};
use std::io::Write;
use std::path::{Path, PathBuf};

/// What the file of a session holds.
fn held(path: &Path) -> Held {
    Held::of(fs::read(path).ok().as_deref())
}

/// A place with a journal of so many changes, which a crash left.
fn crashed(changes: u64) -> (Place, PathBuf) {
    let place = Place::new();
    let mut journal = Journal::open(&place.path).unwrap();
    (1..=changes).for_each(|n| journal.add(&session(FIRST + n * STEP), &held(&place.path)).unwrap());
    let path = place.home.path().join(".mine.toml.journal");
    (place, path)
}

#[test]
fn an_empty_journal_and_one_of_something_else_are_no_reason_not_to_start() {
    for (bytes, aside) in
        [(&b""[..], false), (b"\0\0\0\0\0\0\0\0", true), (b"format = 2\n", true), (&[0xff; 5000], true)]
    {
        let place = Place::new();
        fs::write(place.home.path().join(".mine.toml.journal"), bytes).unwrap();
        assert_eq!(next_start(&place.path), (FIRST, None));
        let bad = place.home.path().join(".mine.toml.journal.bad");
        assert_eq!(
            fs::read(&bad).ok().as_deref(),
            Some(bytes).filter(|_| aside),
            "what can't be read is put aside whole"
        );
    }
}

#[test]
fn a_journal_of_a_newer_format_is_put_aside_whole() {
    let place = Place::new();
    let newer = session(FIRST + STEP).to_toml().replace("format = 2", "format = 99");
    let text = format!("# costtui journal {} {:08x}\n{newer}", newer.len(), crc32fast::hash(newer.as_bytes()));
    fs::write(place.home.path().join(".mine.toml.journal"), &text).unwrap();
    assert_eq!(next_start(&place.path), (FIRST, None));
    assert_eq!(fs::read_to_string(place.home.path().join(".mine.toml.journal.bad")).unwrap(), text);
}

#[test]
fn a_record_that_a_kill_cut_short_does_not_hide_those_that_come_after_it() {
    let (place, path) = crashed(2);
    let whole = fs::read(&path).unwrap();
    let mut file = OpenOptions::new().append(true).open(&path).unwrap();
    file.write_all(&whole[..whole.len() / 3]).unwrap();
    assert_eq!(next_start(&place.path).0, FIRST + 2 * STEP);
    // Killed again before it was saved, after another key.
    Journal::open(&place.path).unwrap().add(&session(FIRST + 3 * STEP), &held(&place.path)).unwrap();
    assert_eq!(next_start(&place.path).0, FIRST + 3 * STEP);
    assert_eq!(names_in(place.home.path()), [".mine.toml.journal", "mine.toml"], "nothing is put aside");
}

#[test]
fn a_journal_stays_until_what_it_has_is_saved() {
    let (place, _) = crashed(2);
    for _ in 0..3 {
        let (users, said) = next_start(&place.path);
        assert_eq!(users, FIRST + 2 * STEP);
        assert_eq!(said.as_deref(), Some("2 changes that were not saved came back; u goes back"));
    }
}

#[test]
fn another_user_s_journal_is_left_to_him() {
    if !rustix::process::geteuid().is_root() {
        return println!("left out: only root may give a file to somebody else");
    }
    let (place, path) = crashed(1);
    std::os::unix::fs::chown(&path, Some(65534), Some(65534)).unwrap();
    let before = fs::read(&path).unwrap();
    assert_eq!(next_start(&place.path), (FIRST, None));
    assert!(Journal::open(&place.path).is_err());
    assert_eq!(fs::read(&path).unwrap(), before);
}

#[test]
fn a_torn_session_is_refused_with_its_place_and_its_backup_is_offered() {
    let place = Place::new();
    let held = fs::read(&place.path).unwrap();
    store::save(&place.path, &session(FIRST + STEP).to_toml(), Some(&held), Some(store::Kept::Opened)).unwrap();
    let half = fs::read(&place.path).unwrap();
    fs::write(&place.path, &half[..half.len() / 2]).unwrap();
    let words = store::open(&place.path, &super::sessions::CATALOG).unwrap_err().to_string();
    assert!(words.contains("mine.toml:"), "{words}");
    let output = super::sessions::costtui().arg(&place.path).arg("--print").output().unwrap();
    let told = String::from_utf8_lossy(&output.stderr);
    assert!(
        told.contains("mine.toml:")
            && told.contains("before it was last changed is ")
            && told.contains("mine.toml.bak"),
        "{told}"
    );
    assert_eq!(super::sessions::users_in(&place.home.path().join("mine.toml.bak")), Some(FIRST));
}

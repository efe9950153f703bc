//! Sessions that survive: what a crash left unsaved comes back, two programs do not write one file, what somebody added by hand
//! stays, and what a save replaces is kept.

use costtui::catalog::{self, Catalog};
use costtui::scenario::{Scenario, put};
use costtui::session::store::{self, Begun, Held, Journal, Lock};
use costtui::session::{Keeper, Pace, Session};
use proptest::prelude::*;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, LazyLock};
use std::time::Duration;

static CATALOG: LazyLock<Arc<Catalog>> =
    LazyLock::new(|| Arc::new(catalog::load(None).expect("the shipped catalog is sound")));

fn session(users: &str) -> Session {
    let mut session = Session::new("Mine", Scenario::of(CATALOG.plan("edunerve").unwrap()));
    choose(&mut session, users);
    session
}

fn choose(session: &mut Session, users: &str) {
    session.change(|scenario| put(scenario, &CATALOG, "sliders.users", users).unwrap());
}

fn users(session: &Session) -> String {
    session.scenario().sliders["users"].to_string()
}

fn begun(path: &Path) -> Begun {
    store::begin(path, path.parent().unwrap(), &CATALOG, true).unwrap_or_else(|error| panic!("{error}"))
}

fn saved(folder: &Path, users: &str) -> PathBuf {
    let path = folder.join("mine.toml");
    fs::write(&path, session(users).to_toml()).unwrap();
    path
}

/// A keeper that saves only when it is asked to.
fn slow() -> Keeper {
    let never = Duration::from_secs(3600);
    Keeper::paced(Pace { quiet: never, longest: never, retry: never }, |_| {})
}

fn names_in(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap();
    let mut names: Vec<String> = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

// ── Two programs ──────────────────────────────────────────────────────────────────────────────────────────────────────

#[test]
fn the_second_program_at_a_session_gets_a_copy_and_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let path = saved(folder.path(), "1000");
    let first = begun(&path);
    assert!(first.lock.is_some() && first.said.is_none());
    let second = begun(&path);
    let said = format!("Mine is open in another costtui (process {}): this is a copy of it", std::process::id());
    assert_eq!(second.said.as_deref(), Some(said.as_str()));
    assert_eq!((second.path.clone(), second.loaded), (folder.path().join("mine-mine.toml"), None));
    assert_eq!(second.session.scenario(), first.session.scenario());
    drop((first.lock, second.lock));
    assert_eq!(names_in(folder.path()), ["mine.toml"], "locks go with those who had them");
    assert_eq!(begun(&path).path, path);
}

#[test]
fn no_two_copies_have_the_same_name() {
    let folder = tempfile::tempdir().unwrap();
    let path = saved(folder.path(), "1000");
    let _first = begun(&path);
    let mut named = Vec::new();
    for _ in 0..3 {
        let copy = begun(&path);
        fs::write(&copy.path, copy.session.to_toml()).unwrap();
        named.push((copy.session.name, copy.path.file_name().unwrap().to_str().unwrap().to_owned()));
    }
    let expected =
        [("Mine, mine", "mine-mine.toml"), ("Mine, mine 2", "mine-mine-2.toml"), ("Mine, mine 3", "mine-mine-3.toml")];
    assert_eq!(named, expected.map(|(name, file)| (name.to_owned(), file.to_owned())));
    for (name, file) in named {
        assert_eq!(store::find(folder.path(), &name), folder.path().join(file), "it is opened by its name");
    }
    // Nor has a new one beside one of its name that is open.
    let taken = folder.path().join("new.toml");
    let _lock = Lock::take(&taken).unwrap();
    let mut new = session("5");
    new.name = "New".to_owned();
    let begun = store::begin_new(new, taken, &CATALOG, true).unwrap();
    assert_eq!((begun.session.name.as_str(), begun.path), ("New 2", folder.path().join("new-2.toml")));
}

#[test]
fn what_only_looks_on_takes_no_lock_and_leaves_no_file() {
    let folder = tempfile::tempdir().unwrap();
    let path = saved(folder.path(), "1000");
    let first = begun(&path);
    let looking = store::begin(&path, folder.path(), &CATALOG, false).unwrap();
    assert_eq!((looking.path, looking.said, looking.lock.is_none()), (path, None, true));
    assert!(store::begin(&folder.path().join("none.toml"), folder.path(), &CATALOG, true).is_err());
    drop(first);
    assert_eq!(names_in(folder.path()), ["mine.toml"]);
}

#[test]
fn at_no_moment_two_have_the_lock_of_a_session() {
    let folder = tempfile::tempdir().unwrap();
    let path = saved(folder.path(), "1000");
    let (holders, taken, twice) = (AtomicUsize::new(0), AtomicUsize::new(0), AtomicUsize::new(0));
    let take = || {
        while taken.load(Ordering::SeqCst) < 500 {
            let Ok(Some(lock)) = Lock::take(&path) else { continue };
            taken.fetch_add(1, Ordering::SeqCst);
            twice.fetch_add(usize::from(holders.fetch_add(1, Ordering::SeqCst) > 0), Ordering::SeqCst);
            std::thread::yield_now();
            holders.fetch_sub(1, Ordering::SeqCst);
            drop(lock); // its file goes, which another may be about to lock
        }
    };
    std::thread::scope(|scope| (0..4).for_each(|_| drop(scope.spawn(take))));
    assert_eq!(twice.into_inner(), 0, "of {}", taken.into_inner());
}

#[test]
fn a_lock_that_a_killed_program_left_is_nobody_s() {
    let folder = tempfile::tempdir().unwrap();
    let path = saved(folder.path(), "1000");
    fs::write(folder.path().join(".mine.toml.lock"), "4194304").unwrap();
    assert!(begun(&path).lock.is_some());
}

#[test]
fn a_session_is_not_saved_under_the_name_of_one_that_is_open_elsewhere() {
    let folder = tempfile::tempdir().unwrap();
    let other = folder.path().join("other.toml");
    let lock = Lock::take(&other).unwrap();
    let keeper = slow();
    keeper.follow(saved(folder.path(), "1000"), None, None);
    let refused = keeper.save_as(other.clone(), session("2000")).unwrap_err().to_string();
    assert!(refused.contains("is open in another costtui"), "{refused}");
    drop(lock);
    keeper.save_as(other, session("2000")).unwrap();
}

#[test]
fn an_example_is_copied_and_stays_as_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let path = saved(folder.path(), "1000");
    let text = fs::read_to_string(&path).unwrap().replacen("name = ", "example = true\nname = ", 1);
    fs::write(&path, &text).unwrap();
    let copy = begun(&path);
    assert_eq!((copy.path, copy.loaded, copy.said), (folder.path().join("mine-mine.toml"), None, None));
    assert!(copy.lock.is_some() && !copy.session.example);
    assert_eq!((fs::read_to_string(&path).unwrap(), names_in(folder.path()).len()), (text, 2));
}

// ── Crashes ───────────────────────────────────────────────────────────────────────────────────────────────────────────

/// What a program that is killed after some changes leaves: its file as it was, and its journal.
fn crashed(path: &Path, changes: &[&str]) {
    let Begun { mut session, lock, loaded, .. } = begun(path);
    let mut journal = Journal::open(path).unwrap();
    for users in changes {
        choose(&mut session, users);
        journal.add(&session, &Held::of(loaded.as_deref())).unwrap();
    }
    drop((journal, lock));
}

#[test]
fn every_change_since_the_last_save_comes_back_to_the_last_key() {
    let folder = tempfile::tempdir().unwrap();
    let path = saved(folder.path(), "1000");
    crashed(&path, &["2000", "3000", "4000"]);
    let mut back = begun(&path);
    assert_eq!(back.said.as_deref(), Some("3 changes that were not saved came back; u goes back"));
    assert!(back.changed && users(&back.session) == "4000");
    assert!(back.session.undo() && users(&back.session) == "3000", "each of them is a step back");
}

#[test]
fn a_saved_session_leaves_no_journal() {
    let folder = tempfile::tempdir().unwrap();
    let path = saved(folder.path(), "1000");
    let Begun { mut session, loaded, lock, .. } = begun(&path);
    let keeper = slow();
    keeper.follow(path.clone(), loaded, lock);
    choose(&mut session, "2000");
    keeper.keep(session.clone());
    let journal = folder.path().join(".mine.toml.journal");
    while fs::metadata(&journal).map_or(0, |meta| meta.len()) == 0 {
        std::thread::yield_now(); // the keeper has a thread of its own
    }
    #[cfg(unix)]
    assert_eq!(std::os::unix::fs::PermissionsExt::mode(&fs::metadata(&journal).unwrap().permissions()) & 0o777, 0o600);
    keeper.flush().unwrap().unwrap();
    assert_eq!(fs::metadata(&journal).unwrap().len(), 0);
    drop(keeper);
    assert_eq!(names_in(folder.path()), ["mine.toml", "mine.toml.bak"]);
    let back = begun(&path);
    assert_eq!((users(&back.session), back.said), ("2000".to_owned(), None));
}

#[test]
fn a_journal_that_nothing_empties_keeps_to_some_megabytes_and_its_newest_record() {
    let folder = tempfile::tempdir().unwrap();
    let path = saved(folder.path(), "1000");
    let Begun { mut session, lock, loaded, .. } = begun(&path);
    let mut journal = Journal::open(&path).unwrap();
    let size = || fs::metadata(folder.path().join(".mine.toml.journal")).unwrap().len();
    session.notes = "x".repeat(10_000);
    let (mut sizes, mut emptied) = (vec![0], 0);
    // It ends with the record that makes it too large for the third time.
    while emptied < 2 || sizes[sizes.len() - 1] <= 4 << 20 {
        choose(&mut session, &(2_000 + sizes.len()).to_string());
        journal.add(&session, &Held::of(loaded.as_deref())).unwrap();
        emptied += usize::from(size() < sizes[sizes.len() - 1]);
        sizes.push(size());
        assert!(size() <= (4 << 20) + sizes[1] && sizes.len() < 2_000, "{} bytes, emptied {emptied} times", size());
    }
    drop((journal, lock));
    assert_eq!(users(&begun(&path).session), (2_000 + sizes.len() - 1).to_string());
}

#[test]
fn a_journal_and_a_lock_whose_files_went_are_those_of_the_session_no_more() {
    let folder = tempfile::tempdir().unwrap();
    let path = saved(folder.path(), "1000");
    let (journal, lock) = (Journal::open(&path).unwrap(), Lock::take(&path).unwrap().unwrap());
    assert!(journal.holds() && lock.holds());
    let files = [".mine.toml.journal", ".mine.toml.lock"].map(|name| folder.path().join(name));
    for file in &files {
        fs::remove_file(file).unwrap();
    }
    assert!(!journal.holds() && !lock.holds());
    // What another made in their place is left to it.
    files.iter().for_each(|file| fs::write(file, "theirs").unwrap());
    drop((journal, lock));
    assert!(files.iter().all(|file| fs::read_to_string(file).unwrap() == "theirs"));
}

#[test]
fn what_was_saved_before_the_journal_could_be_emptied_is_no_change() {
    let folder = tempfile::tempdir().unwrap();
    let path = saved(folder.path(), "1000");
    crashed(&path, &["2000", "3000"]);
    fs::write(&path, session("3000").to_toml()).unwrap();
    let back = begun(&path);
    assert_eq!((back.said, back.changed), (None, false));
}

#[test]
fn what_another_program_wrote_between_a_crash_and_the_next_start_stays_and_so_does_what_was_not_saved() {
    let folder = tempfile::tempdir().unwrap();
    let path = saved(folder.path(), "1000");
    crashed(&path, &["2000", "3000"]);
    let theirs = session("42000").to_toml();
    fs::write(&path, &theirs).unwrap();
    let mut back = begun(&path);
    let said = "another program changed Mine: what was not saved of it came back in this copy";
    assert_eq!((back.said.as_deref(), back.changed), (Some(said), false));
    assert_eq!((back.session.name.as_str(), &back.path), ("Mine 2", &folder.path().join("mine-2.toml")));
    assert_eq!(users(&back.session), "3000");
    assert_eq!(fs::read(&back.path).ok(), back.loaded, "it is on disk at once");
    assert!(back.session.undo() && back.session.undo());
    assert_eq!(users(&back.session), "42000", "back lead to theirs");
    drop(back.lock);
    assert_eq!(names_in(folder.path()), ["mine-2.toml", "mine.toml"], "the journal has nothing any more");
    let again = begun(&path);
    assert_eq!((users(&again.session).as_str(), again.said, again.path), ("42000", None, path.clone()));
    assert_eq!(fs::read_to_string(&path).unwrap(), theirs);
}

#[test]
fn a_record_of_before_that_says_nothing_of_its_file_comes_back_too() {
    let folder = tempfile::tempdir().unwrap();
    let path = saved(folder.path(), "1000");
    let text = session("2000").to_toml();
    let record = format!("# costtui journal {} {:08x}\n{text}", text.len(), crc32fast::hash(text.as_bytes()));
    fs::write(folder.path().join(".mine.toml.journal"), record).unwrap();
    let back = begun(&path);
    assert_eq!((users(&back.session).as_str(), back.path, back.changed), ("2000", path, true));
}

#[test]
fn a_session_that_was_never_saved_comes_back_too() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("untitled.toml");
    let fresh = || Session::new("untitled", Scenario::of(CATALOG.plan("edunerve").unwrap()));
    let mut changed = fresh();
    choose(&mut changed, "7000");
    Journal::open(&path).unwrap().add(&changed, &Held::of(None)).unwrap();
    let back = store::begin_new(fresh(), path, &CATALOG, true).unwrap();
    assert!(back.changed && users(&back.session) == "7000");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    /// Cut anywhere, or with any byte changed, a journal gives back what was whole of it, and never stops anybody.
    #[test]
    fn a_damaged_journal_gives_back_what_is_whole(cut in 0..4000_usize, flip in 0..4000_usize, bit in 0..8_u32) {
        let folder = tempfile::tempdir().unwrap();
        let path = saved(folder.path(), "1000");
        crashed(&path, &["2000", "3000", "4000"]);
        let journal = folder.path().join(".mine.toml.journal");
        let mut bytes = fs::read(&journal).unwrap();
        let flip = flip % bytes.len();
        bytes[flip] ^= 1 << bit;
        bytes.truncate(cut.min(bytes.len()));
        fs::write(&journal, bytes).unwrap();
        let back = begun(&path);
        prop_assert!(["1000", "2000", "3000", "4000"].contains(&users(&back.session).as_str()));
        prop_assert_eq!(back.changed, users(&back.session) != "1000");
    }
}

// ── What a save replaces ──────────────────────────────────────────────────────────────────────────────────────────────

#[test]
fn the_session_as_it_was_opened_is_kept_beside_it() {
    let folder = tempfile::tempdir().unwrap();
    let path = saved(folder.path(), "1000");
    let opened = fs::read_to_string(&path).unwrap();
    for users in ["2000", "3000"] {
        let Begun { mut session, loaded, lock, .. } = begun(&path);
        let keeper = slow();
        keeper.follow(path.clone(), loaded, lock);
        for _ in 0..3 {
            choose(&mut session, &format!("{users}0"));
            keeper.keep(session.clone());
            keeper.flush().unwrap().unwrap();
            choose(&mut session, users);
            keeper.keep(session.clone());
            keeper.flush().unwrap().unwrap();
        }
        let backup = fs::read_to_string(folder.path().join("mine.toml.bak")).unwrap();
        let expected = if users == "2000" { "1000" } else { "2000" };
        assert!(backup.contains(&format!("users = \"{expected}\"")), "{backup}");
        assert_eq!(users == "2000", backup == opened);
    }
    assert_eq!(names_in(folder.path()), ["mine.toml", "mine.toml.bak"]);
}

#[test]
fn a_session_of_the_format_before_is_migrated_and_its_file_kept() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("old.toml");
    let old = fs::read_to_string("tests/session/format-1.toml").unwrap();
    fs::write(&path, &old).unwrap();
    let Begun { mut session, loaded, lock, .. } = begun(&path);
    assert_eq!(fs::read_to_string(&path).unwrap(), old, "opening changes nothing");
    let keeper = slow();
    keeper.follow(path.clone(), loaded, lock);
    choose(&mut session, "2000");
    keeper.keep(session);
    keeper.flush().unwrap().unwrap();
    let new = fs::read_to_string(&path).unwrap();
    assert!(new.starts_with("format = 2\nname = \"Lean, by hand\"\n") && new.contains("users = \"2000\""), "{new}");
    assert_eq!(fs::read_to_string(folder.path().join("old.toml.v1")).unwrap(), old);
}

#[test]
fn what_killed_saves_left_goes_and_what_may_be_written_now_stays() {
    let folder = tempfile::tempdir().unwrap();
    let path = saved(folder.path(), "1000");
    let (old, new) = (folder.path().join(".costtui-old.tmp"), folder.path().join(".costtui-new.tmp"));
    fs::write(&old, "").unwrap();
    fs::write(&new, "").unwrap();
    let long_ago = std::time::SystemTime::now() - Duration::from_secs(600);
    fs::File::options().write(true).open(&old).unwrap().set_modified(long_ago).unwrap();
    drop(begun(&path));
    assert_eq!(names_in(folder.path()), [".costtui-new.tmp", "mine.toml"]);
}

// ── What somebody added by hand ───────────────────────────────────────────────────────────────────────────────────────

const BY_HAND: &str = "\
# Ours, for the board.
owner = 'Ann'      # not a key of the program
format = 2
name = \"Mine\"    # what it is called

# what we pay for
[scenario]
plan = \"edunerve\" # the school one

[scenario.sliders]
# agreed on Monday
users = \"50000\"

[board]
date = \"2026-12-01\"
";

fn read(text: &str) -> Session {
    let source = costtui::faults::Source { name: "mine.toml".into(), text: text.into() };
    Session::from_toml(&Arc::new(source), &CATALOG).unwrap_or_else(|faults| panic!("{faults}"))
}

#[test]
fn untouched_a_file_is_written_back_byte_for_byte() {
    for text in [BY_HAND.to_owned(), BY_HAND.replace('\n', "\r\n"), format!("\u{feff}{BY_HAND}")] {
        let written = read(&text).to_toml();
        assert_eq!(written, text);
    }
}

#[test]
fn comments_and_keys_of_somebody_s_own_stay_when_something_changes() {
    let mut session = read(BY_HAND);
    choose(&mut session, "60000");
    session.notes = "Said in the meeting.".to_owned();
    let written = session.to_toml();
    for kept in [
        "# Ours, for the board.\nowner = 'Ann'      # not a key of the program\n",
        "name = \"Mine\"    # what it is called\n",
        "# what we pay for\n[scenario]\nplan = \"edunerve\" # the school one\n",
        "# agreed on Monday\nusers = \"60000\"\n",
        "[board]\ndate = \"2026-12-01\"\n",
        "notes = \"Said in the meeting.\"\n",
    ] {
        assert!(written.contains(kept), "{kept:?} is not in\n{written}");
    }
    let again = read(&written);
    assert_eq!((users(&again), again.notes.as_str(), again.undo_depth()), ("60000".into(), "Said in the meeting.", 1));
    assert_eq!(again.to_toml(), written);
}

#[test]
fn what_the_program_takes_away_goes() {
    let mut session = read(BY_HAND);
    choose(&mut session, "60000");
    let mut again = read(&session.to_toml());
    assert!(again.undo());
    let back = again.to_toml();
    assert!(back.contains("[board]") && back.contains("# agreed on Monday") && back.contains("redo"), "{back}");
    assert!(!back.contains("undo = ["), "{back}");
}

#[test]
fn a_key_that_is_like_one_of_the_program_is_a_slip_and_told() {
    let text = BY_HAND.replace("[board]", "[basline]");
    let source = costtui::faults::Source { name: "mine.toml".into(), text };
    let told = Session::from_toml(&Arc::new(source), &CATALOG).unwrap_err().to_string();
    assert!(told.contains("unknown key `basline`") && told.contains("did you mean `baseline`"), "{told}");
}

#[test]
fn keys_of_somebody_s_own_that_are_only_a_little_like_one_of_the_program_stay() {
    for own in ["mine", "quotes", "team", "examples_of_ours"] {
        let mut session = read(&BY_HAND.replace("[board]", &format!("[{own}]")));
        choose(&mut session, "60000");
        let written = session.to_toml();
        assert!(written.contains(&format!("[{own}]\ndate = \"2026-12-01\"\n")), "{written}");
    }
    for (slip, key) in [("nmae", "name"), ("scenaro", "scenario"), ("histroy", "history")] {
        let source = costtui::faults::Source { name: "mine.toml".into(), text: format!("{slip} = 1\n{BY_HAND}") };
        let told = Session::from_toml(&Arc::new(source), &CATALOG).unwrap_err().to_string();
        let words = [format!("unknown key `{slip}`"), format!("did you mean `{key}`")];
        assert!(words.iter().all(|words| told.contains(words)), "{told}");
    }
}

#[test]
fn one_change_that_was_not_saved_is_told_in_the_singular() {
    let folder = tempfile::tempdir().unwrap();
    let path = saved(folder.path(), "50000");
    crashed(&path, &["60000"]);
    assert_eq!(begun(&path).said.as_deref(), Some("a change that was not saved came back; u goes back"));
}

//! Sessions on disk: written whole or not at all, never over somebody else's work, and tried again until they are there.

use costtui::catalog::{self, Catalog};
use costtui::scenario::{Scenario, put};
use costtui::session::store::{self, OpenError, SaveError};
use costtui::session::{Keeper, Kept, KeptReport, Pace, Session};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{LazyLock, mpsc};
use std::time::Duration;

static CATALOG: LazyLock<Catalog> = LazyLock::new(|| catalog::load(None).expect("the shipped catalog is sound"));

fn of(plan: &str) -> Scenario {
    Scenario::of(CATALOG.plan(plan).expect("a shipped plan"))
}

fn choose(session: &mut Session, key: &str, value: &str) -> bool {
    session.change(|scenario| put(scenario, &CATALOG, key, value).expect("a right choice"))
}

fn shipped() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("saves")
}

fn folder() -> tempfile::TempDir {
    tempfile::tempdir().expect("a temporary folder")
}

fn names_in(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).expect("a folder");
    let mut names: Vec<String> = entries.map(|e| e.unwrap().file_name().to_string_lossy().into_owned()).collect();
    names.retain(|name| !name.ends_with(".lock")); // of who is at it
    names.sort();
    names
}

// ── Where sessions are ────────────────────────────────────────────────────────────────────────────────────────────────

#[test]
fn a_session_is_filed_under_its_name() {
    let file = |name| store::path_of(Path::new("s"), name).map(|path| path.display().to_string());
    assert_eq!(file("Lean plan, at 100K — $6,700!").as_deref(), Some("s/lean-plan-at-100k-6700.toml"));
    assert_eq!(file("../../etc/passwd").as_deref(), Some("s/etc-passwd.toml"));
    assert_eq!(file("Größe 日本").as_deref(), Some("s/größe-日本.toml"));
    assert_eq!((file(""), file(" . / ")), (None, None));
    // The fillers of Hangul are letters to Unicode, and seen by nobody.
    assert_eq!((file("a\u{3164}b\u{ffa0}").as_deref(), file("\u{115f}\u{1160}")), (Some("s/a-b.toml"), None));
    assert!(file(&"ж".repeat(500)).unwrap().len() < 240);
    let folder = folder();
    assert_eq!(store::free(folder.path(), "A b", 1), Some((folder.path().join("a-b.toml"), "A b".to_owned())));
    fs::write(folder.path().join("a-b.toml"), "").unwrap();
    assert_eq!(store::free(folder.path(), "A b", 1), Some((folder.path().join("a-b-2.toml"), "A b 2".to_owned())));
}

#[test]
fn a_session_that_is_not_there_is_answered_with_the_nearest() {
    let error = store::open(&store::find(&shipped(), "edunerve 50k as sumed"), &CATALOG).unwrap_err();
    assert!(matches!(error, OpenError::NotFound { .. }));
    assert!(error.to_string().contains("did you mean `edunerve-50k-as-summed`"), "{error}");
}

#[test]
fn the_folder_is_the_one_named() {
    assert_eq!(store::folder(Some("elsewhere".into())), PathBuf::from("elsewhere"));
    assert_eq!(store::folder(Some("".into())), store::folder(None));
}

#[test]
fn a_wrong_file_is_left_byte_for_byte_and_listed_with_its_first_fault() {
    let folder = folder();
    let wrong: [(&str, &[u8]); 5] = [
        ("a-not-toml.toml", b"format = 1\nname = \"x"),
        ("b-newer.toml", b"format = 7\n"),
        ("c-gone.toml", b"format = 1\nname = 'x'\n[scenario]\nplan = 'gone'\n"),
        ("d-not-text.toml", b"format = 1\nname = '\xff\xfe'\n"),
        ("e-empty.toml", b""),
    ];
    for (name, bytes) in wrong {
        fs::write(folder.path().join(name), bytes).unwrap();
    }
    fs::create_dir(folder.path().join("f-folder.toml")).unwrap();
    fs::write(folder.path().join(".hidden.toml"), "x").unwrap();
    let listed = store::list(folder.path(), &CATALOG);
    assert_eq!(listed.len(), 6, "{listed:?}");
    assert!(listed.iter().all(|file| file.fault.is_some()), "{listed:?}");
    assert_eq!(listed[2].name, "c-gone");
    assert!(listed[2].fault.as_ref().unwrap().starts_with("line 4, column 8: `gone` is no plan"), "{listed:?}");
    assert!(listed[3].fault.as_ref().unwrap().contains("line 2, column 9"), "{listed:?}");
    for (name, bytes) in wrong {
        assert_eq!(fs::read(folder.path().join(name)).unwrap(), bytes);
    }
    assert_eq!(store::list(&folder.path().join("none"), &CATALOG), []);
    let names = ["a-not-toml", "b-newer", "c-gone", "d-not-text", "e-empty", "f-folder"];
    assert_eq!(
        (store::names(folder.path()), store::names(&folder.path().join("none"))),
        (names.map(str::to_owned).to_vec(), vec![])
    );
}

// ── Whole or not at all ───────────────────────────────────────────────────────────────────────────────────────────────

#[test]
fn a_file_that_somebody_made_too_large_to_read_is_not_overwritten() {
    let folder = folder();
    let path = folder.path().join("x.toml");
    let held = store::save(&path, "one", None, None).unwrap();
    let theirs = "#".repeat((8 << 20) + 1);
    fs::write(&path, &theirs).unwrap();
    let refused = store::save(&path, "two", Some(&held), None);
    assert!(matches!(refused, Err(SaveError::Changed { .. })), "{refused:?}");
    assert!(fs::read_to_string(&path).unwrap() == theirs, "it is theirs to the last byte");
    // Nor is one written that could not be read again.
    let refused = store::save(&path, &theirs, Some(theirs.as_bytes()), None).unwrap_err();
    assert!(refused.to_string().ends_with("x.toml is not saved: larger than 8 MiB"), "{refused}");
}

#[test]
fn saving_makes_the_folder_and_leaves_one_file() {
    let folder = folder();
    let path = folder.path().join("data/saves/x.toml");
    let held = store::save(&path, "one", None, None).unwrap();
    assert_eq!((held.as_slice(), fs::read(&path).unwrap().as_slice()), (&b"one"[..], &b"one"[..]));
    let held = store::save(&path, "two", Some(&held), None).unwrap();
    assert_eq!(fs::read(&path).unwrap(), held);
    assert_eq!(names_in(path.parent().unwrap()), ["x.toml"]);
}

#[cfg(unix)]
#[test]
fn saving_keeps_the_mode_and_the_link() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let folder = folder();
    fs::create_dir(folder.path().join("real")).unwrap();
    let (real, link) = (folder.path().join("real/x.toml"), folder.path().join("x.toml"));
    fs::write(&real, "one").unwrap();
    fs::set_permissions(&real, fs::Permissions::from_mode(0o640)).unwrap();
    symlink("real/x.toml", &link).unwrap();
    store::save(&link, "two", Some(b"one"), None).unwrap();
    assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
    assert_eq!(fs::read_to_string(&real).unwrap(), "two");
    assert_eq!(fs::metadata(&real).unwrap().permissions().mode() & 0o777, 0o640);
    assert_eq!((names_in(folder.path()).len(), names_in(&folder.path().join("real")).len()), (2, 1));
    let dangling = folder.path().join("dangling.toml");
    symlink("none/there.toml", &dangling).unwrap();
    assert!(matches!(store::save(&dangling, "x", None, None), Err(SaveError::Io { .. })));
    assert!(fs::symlink_metadata(&dangling).unwrap().is_symlink());
}

#[test]
fn what_somebody_else_wrote_is_not_overwritten() {
    let folder = folder();
    let path = folder.path().join("x.toml");
    fs::write(&path, "theirs").unwrap();
    for loaded in [None, Some(&b"mine"[..])] {
        let error = store::save(&path, "new", loaded, None).unwrap_err();
        assert!(matches!(error, SaveError::Changed { .. }), "{error}");
        assert_eq!(fs::read_to_string(&path).unwrap(), "theirs");
    }
    assert_eq!(names_in(folder.path()), ["x.toml"]);
    store::save(&path, "theirs", None, None).expect("it already holds that");
    fs::remove_file(&path).unwrap();
    store::save(&path, "new", Some(b"theirs"), None).expect("a file that was deleted is written again");
}

#[test]
fn a_save_that_fails_leaves_the_old_file_and_nothing_beside_it() {
    let folder = folder();
    let (file, path) = (folder.path().join("file"), folder.path().join("x.toml"));
    fs::write(&file, "in the way").unwrap();
    let error = store::save(&file.join("x.toml"), "new", None, None).unwrap_err();
    assert!(matches!(error, SaveError::Io { .. }), "{error}");
    fs::write(&path, "old").unwrap();
    let large = "x".repeat((8 << 20) + 1);
    assert!(store::save(&path, &large, Some(b"old"), None).unwrap_err().to_string().contains("larger than 8 MiB"));
    let mut locked = fs::metadata(&path).unwrap().permissions();
    locked.set_readonly(true);
    fs::set_permissions(&path, locked).unwrap();
    assert!(store::save(&path, "new", Some(b"old"), None).unwrap_err().to_string().contains("read-only"));
    assert_eq!(fs::read_to_string(&path).unwrap(), "old");
    assert_eq!(names_in(folder.path()), ["file", "x.toml"]);
    assert!(store::save(Path::new("/dev/full"), "x", None, None).is_err());
}

#[test]
fn a_rename_overwrites_nothing() {
    let folder = folder();
    let (a, b, c) = (folder.path().join("a.toml"), folder.path().join("b.toml"), folder.path().join("c.toml"));
    fs::write(&a, "a").unwrap();
    fs::write(&b, "b").unwrap();
    assert!(store::rename(&a, &b).unwrap_err().to_string().contains("there is a session of this name"));
    store::rename(&a, &c).unwrap();
    assert_eq!(names_in(folder.path()), ["b.toml", "c.toml"]);
    assert!(store::rename(&a, &c).is_err() && fs::read_to_string(&c).unwrap() == "a");
}

// ── The keeper ────────────────────────────────────────────────────────────────────────────────────────────────────────

fn keeper(quiet: u64) -> (Keeper, mpsc::Receiver<KeptReport>) {
    let pace =
        Pace { quiet: Duration::from_millis(quiet), longest: Duration::from_secs(2), retry: Duration::from_millis(20) };
    let (tell, told) = mpsc::channel();
    let report = move |news| tell.send(news).unwrap_or(());
    (Keeper::paced(pace, report), told)
}

fn next(told: &mpsc::Receiver<KeptReport>) -> Kept {
    told.recv_timeout(Duration::from_secs(20)).expect("news from the keeper").state
}

#[test]
fn the_keeper_writes_only_the_newest_and_not_what_is_there_already() {
    let folder = folder();
    let path = folder.path().join("x.toml");
    let (keeper, told) = keeper(60_000);
    keeper.follow(path.clone(), None, None);
    assert!(keeper.flush().is_none() && !path.exists());
    let mut session = Session::new("x", of("edunerve"));
    for users in ["1000", "2000", "3000"] {
        choose(&mut session, "sliders.users", users);
        keeper.keep(session.clone());
    }
    keeper.flush().expect("something was left").unwrap();
    assert_eq!(next(&told), Kept::Saved);
    assert_eq!(store::open(&path, &CATALOG).unwrap().0, session);
    let written = || fs::metadata(&path).unwrap().modified().unwrap();
    let before = written();
    std::thread::sleep(Duration::from_millis(20));
    keeper.keep(session.clone());
    keeper.flush().expect("something was left").unwrap();
    assert_eq!(written(), before, "what is on disk is not written again");
    choose(&mut session, "sliders.users", "4000");
    keeper.keep(session.clone());
    drop(keeper);
    assert_eq!(store::open(&path, &CATALOG).unwrap().0, session, "a dropped keeper writes what is left");
}

#[test]
fn the_keeper_saves_by_itself_and_tries_again_after_a_failure() {
    let folder = folder();
    let file = folder.path().join("saves");
    fs::write(&file, "in the way").unwrap();
    let path = file.join("x.toml");
    let (keeper, told) = keeper(1);
    keeper.follow(path.clone(), None, None);
    let session = Session::new("x", of("edunerve"));
    keeper.keep(session.clone());
    assert!(matches!(next(&told), Kept::Failed(words) if !words.is_empty() && !words.contains("x.toml")));
    assert!(keeper.flush().expect("it is still left").is_err());
    assert!(told.try_recv().is_err(), "the same failure is told once");
    fs::remove_file(&file).unwrap();
    assert_eq!(next(&told), Kept::Saved);
    assert_eq!(store::open(&path, &CATALOG).unwrap().0, session);
    assert!(keeper.flush().is_none());
}

#[test]
fn the_keeper_leaves_alone_what_was_changed_outside() {
    let folder = folder();
    let path = folder.path().join("x.toml");
    let (keeper, told) = keeper(1);
    keeper.follow(path.clone(), None, None);
    let mut session = Session::new("x", of("edunerve"));
    keeper.keep(session.clone());
    assert_eq!(next(&told), Kept::Saved);
    fs::write(&path, "theirs").unwrap();
    choose(&mut session, "sliders.users", "1000");
    keeper.keep(session.clone());
    assert_eq!(next(&told), Kept::ChangedOutside);
    assert!(matches!(keeper.flush(), Some(Err(SaveError::Changed { .. }))));
    let (beside, _) = store::free(folder.path(), "x", 1).unwrap();
    keeper.follow(beside.clone(), None, None);
    keeper.keep(session.clone());
    assert!(keeper.flush().is_none_or(|result| result.is_ok()));
    assert_eq!(fs::read_to_string(&path).unwrap(), "theirs");
    assert_eq!(store::open(&beside, &CATALOG).unwrap().0, session);
}

#[test]
fn the_keeper_renames_the_file_it_follows() {
    let folder = folder();
    let path = |name: &str| folder.path().join(name);
    let (keeper, _told) = keeper(60_000);
    keeper.follow(path("a.toml"), None, None);
    let mut session = Session::new("a", of("edunerve"));
    keeper.keep(session.clone());
    fs::write(path("b.toml"), "theirs").unwrap();
    session.name = "c".into();
    keeper.flush().expect("it was left").unwrap();
    assert!(keeper.rename(path("b.toml"), session.clone()).is_err());
    assert_eq!(names_in(folder.path()), ["a.toml", "b.toml"]);
    assert_eq!(store::open(&path("a.toml"), &CATALOG).unwrap().0.name, "a", "the name goes with the file");
    choose(&mut session, "sliders.users", "1000");
    keeper.rename(path("c.toml"), session.clone()).unwrap();
    assert_eq!(names_in(folder.path()), ["b.toml", "c.toml"]);
    assert_eq!(store::open(&path("c.toml"), &CATALOG).unwrap().0, session);
    session.name = "C!".into();
    keeper.rename(path("c.toml"), session.clone()).expect("another name of the same file");
    assert_eq!(store::open(&path("c.toml"), &CATALOG).unwrap().0, session);
    choose(&mut session, "sliders.users", "2000");
    keeper.keep(session.clone());
    drop(keeper);
    assert_eq!(names_in(folder.path()), ["b.toml", "c.toml"]);
    assert_eq!(store::open(&path("c.toml"), &CATALOG).unwrap().0, session);
}

#[test]
fn a_rename_before_the_first_save_went_well_says_whether_it_happened() {
    let folder = folder();
    let (saves, file) = (folder.path().join("saves"), |name: &str| folder.path().join("saves").join(name));
    fs::write(&saves, "in the way").unwrap();
    let (keeper, told) = keeper(1);
    keeper.follow(file("a.toml"), None, None);
    let mut session = Session::new("a", of("edunerve"));
    keeper.keep(session.clone());
    assert!(matches!(next(&told), Kept::Failed(_)));
    session.name = "b".into();
    assert!(keeper.rename(file("b.toml"), session.clone()).is_err());
    fs::remove_file(&saves).unwrap();
    keeper.rename(file("b.toml"), session.clone()).unwrap();
    assert_eq!(store::open(&file("b.toml"), &CATALOG).unwrap().0, session);
    choose(&mut session, "sliders.users", "1000");
    keeper.keep(session.clone());
    drop(keeper);
    assert_eq!(store::open(&file("b.toml"), &CATALOG).unwrap().0, session, "it goes on under the new name");
}

#[test]
fn a_rename_leaves_alone_what_was_changed_outside() {
    let folder = folder();
    let (a, b) = (folder.path().join("a.toml"), folder.path().join("b.toml"));
    let (keeper, _told) = keeper(60_000);
    keeper.follow(a.clone(), None, None);
    let session = Session::new("a", of("edunerve"));
    keeper.save_as(a.clone(), session.clone()).unwrap();
    fs::write(&a, "theirs").unwrap();
    assert!(matches!(keeper.rename(b.clone(), session.clone()), Err(SaveError::Changed { .. })));
    assert_eq!((fs::read_to_string(&a).unwrap().as_str(), b.exists()), ("theirs", false));
    fs::remove_file(&a).unwrap();
    keeper.rename(b.clone(), session).expect("a file that was deleted is written under the new name");
    assert_eq!(names_in(folder.path()), ["b.toml"]);
}

#[test]
fn a_save_under_another_name_that_fails_leaves_the_keeper_with_the_file_it_had() {
    let folder = folder();
    let path = |name: &str| folder.path().join(name);
    fs::write(path("file"), "in the way").unwrap();
    fs::write(path("theirs.toml"), "theirs").unwrap();
    let (keeper, _told) = keeper(60_000);
    keeper.follow(path("a.toml"), None, None);
    let mut session = Session::new("a", of("edunerve"));
    let named = |name: &str, session: &Session| {
        let mut session = session.clone();
        session.name = name.into();
        session
    };
    for wrong in ["file/b.toml", "theirs.toml"] {
        assert!(keeper.save_as(path(wrong), named("b", &session)).is_err());
    }
    choose(&mut session, "sliders.users", "1000");
    keeper.keep(session.clone());
    keeper.flush().expect("something was left").unwrap();
    assert_eq!(store::open(&path("a.toml"), &CATALOG).unwrap().0, session);
    assert_eq!(fs::read_to_string(path("theirs.toml")).unwrap(), "theirs");
    keeper.save_as(path("c.toml"), named("c", &session)).unwrap();
    let mut next = named("c", &session);
    choose(&mut next, "sliders.users", "2000");
    keeper.keep(next.clone());
    drop(keeper);
    assert_eq!(store::open(&path("a.toml"), &CATALOG).unwrap().0, session, "the old file stays");
    assert_eq!(store::open(&path("c.toml"), &CATALOG).unwrap().0, next);
}

#[test]
fn saved_is_said_only_where_the_disk_has_it() {
    let folder = folder();
    let path = folder.path().join("x.toml");
    let (keeper, told) = keeper(60_000);
    keeper.follow(path.clone(), None, None);
    let session = Session::new("x", of("edunerve"));
    let save = || {
        keeper.keep(session.clone());
        keeper.flush().expect("something was left")
    };
    save().unwrap();
    fs::remove_file(&path).unwrap();
    save().unwrap();
    assert_eq!(store::open(&path, &CATALOG).unwrap().0, session, "what was deleted is written again");
    assert_eq!((next(&told), next(&told)), (Kept::Saved, Kept::Saved));
    fs::write(&path, "theirs").unwrap();
    assert!(matches!(save(), Err(SaveError::Changed { .. })));
    assert_eq!(next(&told), Kept::ChangedOutside);
    assert_eq!(fs::read_to_string(&path).unwrap(), "theirs");
}

//! Files are read up to a limit and written whole or not at all, and what may not be replaced stays: the calls themselves, one by one.
//! What becomes of sessions by them, where calls fail and programs are killed, is in `tests/survive.rs`.
#![cfg(unix)]

use costtui::disk::{self, Folder, WriteError};
use std::fs::{self, File};
use std::io::{Error, ErrorKind};
use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};
use std::path::{Path, PathBuf};
use std::sync::Barrier;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, SystemTime};
use tempfile::TempDir;

/// An empty folder.
struct Place(TempDir);

impl Place {
    fn new() -> Self {
        Place(tempfile::tempdir().unwrap())
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    /// A file that holds these words.
    fn file(&self, name: &str, words: &str) -> PathBuf {
        fs::write(self.path(name), words).unwrap();
        self.path(name)
    }

    fn names(&self) -> Vec<String> {
        let mut names: Vec<String> = names_in(self.0.path()).collect();
        names.sort();
        names
    }
}

fn names_in(folder: &Path) -> impl Iterator<Item = String> {
    fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap())
}

fn held(path: &Path) -> String {
    fs::read_to_string(path).unwrap()
}

fn mode(path: &Path) -> u32 {
    fs::metadata(path).unwrap().mode() & 0o7777
}

/// Writes over what is there.
fn replace(path: &Path, words: &str) -> Result<(), WriteError> {
    disk::write(path, words.as_bytes(), |_| Ok(true))
}

fn io(result: Result<(), WriteError>) -> Error {
    match result {
        Err(WriteError::Io(error)) => error,
        other => panic!("{other:?}"),
    }
}

// ── Reading ───────────────────────────────────────────────────────────────────────────────────────────────────────────

#[test]
fn a_file_is_read_up_to_the_limit_and_what_is_larger_is_refused_with_it() {
    let place = Place::new();
    let file = place.file("x", &"y".repeat(3 << 20));
    assert_eq!(disk::read(&file, 3 << 20).unwrap().len(), 3 << 20);
    assert_eq!(disk::read(&place.file("small", "12"), 3).unwrap(), b"12");
    let refused = disk::read(&file, (3 << 20) - 1).unwrap_err();
    assert_eq!((refused.kind(), refused.to_string()), (ErrorKind::FileTooLarge, "larger than 2 MiB".to_owned()));
}

#[test]
#[cfg(target_os = "linux")]
fn a_file_that_grew_since_it_was_asked_for_its_size_is_read_up_to_the_limit_too() {
    // Of these the system says that they hold nothing.
    assert_eq!(fs::metadata("/proc/self/status").unwrap().len(), 0);
    assert!(disk::read(Path::new("/proc/self/status"), 1 << 20).unwrap().starts_with(b"Name:"));
    assert_eq!(disk::read(Path::new("/proc/self/status"), 10).unwrap_err().kind(), ErrorKind::FileTooLarge);
}

#[test]
fn only_a_regular_file_is_opened() {
    let place = Place::new();
    assert!(disk::open_regular(&place.file("x", "")).is_ok());
    for other in [place.0.path(), Path::new("/dev/null")] {
        let refused = disk::open_regular(other).unwrap_err();
        assert_eq!(refused.to_string(), "not a regular file", "{other:?}");
    }
    assert_eq!(disk::open_regular(&place.path("none")).unwrap_err().kind(), ErrorKind::NotFound);
}

// ── Writing ───────────────────────────────────────────────────────────────────────────────────────────────────────────

#[test]
fn a_file_is_written_new_and_replaced_only_where_it_may_be() {
    let place = Place::new();
    let file = place.path("x");
    disk::write(&file, b"one", |_| panic!("there is nothing to replace")).unwrap();
    assert_eq!(held(&file), "one");
    let kept = disk::write(&file, b"two", |there| Ok(held(there) != "one"));
    assert!(matches!(kept, Err(WriteError::Kept)), "{kept:?}");
    assert_eq!(io(disk::write(&file, b"two", |_| Err(ErrorKind::TimedOut.into()))).kind(), ErrorKind::TimedOut);
    assert_eq!((held(&file), place.names()), ("one".to_owned(), vec!["x".to_owned()]));
    replace(&file, "two").unwrap();
    assert_eq!((held(&file), place.names()), ("two".to_owned(), vec!["x".to_owned()]));
}

/// Dropped, also by a test that fails, it ends what another thread does.
struct Over<'a>(&'a AtomicBool);

impl Drop for Over<'_> {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

#[test]
fn a_file_that_comes_while_it_is_written_stays() {
    let place = Place::new();
    let (file, over) = (place.path("x"), &AtomicBool::new(false));
    let bytes = vec![b'y'; 4 << 20];
    std::thread::scope(|scope| {
        // Somebody who writes a file of that name as soon as ours is on its way.
        let other = || {
            while !over.load(Ordering::Relaxed) {
                if names_in(place.0.path()).any(|name| name.ends_with(".tmp")) && !file.exists() {
                    fs::write(&file, "theirs").unwrap();
                }
            }
        };
        scope.spawn(other);
        let _over = Over(over);
        let mut kept = 0;
        for _ in 0..200 {
            match disk::write(&file, &bytes, |_| Ok(false)) {
                Err(WriteError::Kept) => kept += usize::from(held(&file) == "theirs"),
                Ok(()) => {}
                Err(other) => panic!("{other:?}"),
            }
            if kept == 3 {
                break;
            }
            fs::remove_file(&file).unwrap();
        }
        assert_eq!(kept, 3, "nobody was ever quicker");
    });
}

#[test]
fn a_folder_that_goes_while_a_file_is_written_is_told_as_what_it_is() {
    let place = Place::new();
    let folder = place.path("saves");
    fs::create_dir(&folder).unwrap();
    fs::write(folder.join("x"), "one").unwrap();
    let gone = disk::write(&folder.join("x"), b"two", |_| fs::remove_dir_all(&folder).map(|()| true));
    assert_eq!(io(gone).kind(), ErrorKind::NotFound);
    assert_eq!(io(replace(&folder.join("x"), "three")).kind(), ErrorKind::NotFound);
    fs::write(&folder, "no folder").unwrap();
    assert_eq!(io(replace(&folder.join("x"), "three")).kind(), ErrorKind::NotADirectory);
}

#[test]
fn a_link_stays_a_link_and_its_file_is_written() {
    let place = Place::new();
    fs::create_dir(place.path("real")).unwrap();
    let (file, link) = (place.file("real/x", "one"), place.path("link"));
    symlink("real/x", &link).unwrap();
    replace(&link, "two").unwrap();
    assert_eq!((held(&file), fs::read_link(&link).unwrap()), ("two".to_owned(), PathBuf::from("real/x")));
    assert_eq!(disk::target(&link).unwrap(), file.canonicalize().unwrap());
    // What is no link is named as it was given.
    assert_eq!(disk::target(&place.path("real/../real/x")).unwrap(), place.path("real/../real/x"));
    assert_eq!(disk::target(&place.path("none")).unwrap(), place.path("none"));
    symlink("nowhere", place.path("dangling")).unwrap();
    assert_eq!(io(replace(&place.path("dangling"), "two")).kind(), ErrorKind::NotFound);
}

#[test]
fn the_mode_of_a_file_stays_and_a_new_one_has_the_usual() {
    let place = Place::new();
    for kept in [0o640, 0o604, 0o666, 0o700] {
        let file = place.file("x", "one");
        fs::set_permissions(&file, fs::Permissions::from_mode(kept)).unwrap();
        replace(&file, "two").unwrap();
        assert_eq!(mode(&file), kept, "{kept:o}");
    }
    replace(&place.path("new"), "one").unwrap();
    assert_eq!(mode(&place.path("new")), mode(&place.file("usual", "")));
}

#[test]
fn what_is_read_only_or_no_file_or_has_another_name_elsewhere_is_not_replaced() {
    let place = Place::new();
    let refused = |file: &Path| io(replace(file, "two")).to_string();
    let file = place.file("x", "one");
    fs::set_permissions(&file, fs::Permissions::from_mode(0o444)).unwrap();
    assert_eq!((refused(&file), held(&file)), ("the file is read-only".to_owned(), "one".to_owned()));
    fs::set_permissions(&file, fs::Permissions::from_mode(0o644)).unwrap();
    assert_eq!(refused(place.0.path()), "not a regular file");
    for other in ["a", "b"] {
        fs::hard_link(&file, place.path(other)).unwrap();
        assert_eq!(refused(&file), "it has another name too (a hard link), which would keep the old text");
        assert_eq!(held(&file), "one");
    }
    ["a", "b"].iter().for_each(|other| fs::remove_file(place.path(other)).unwrap());
    replace(&file, "two").unwrap();
    assert_eq!(held(&file), "two");
}

#[test]
fn many_files_are_written_all_or_none() {
    let place = Place::new();
    let folder = place.path("new/tables");
    let files = |words: &str| [("a.csv", words.to_owned()), ("b.csv", words.to_owned())];
    let in_folder = || ["a.csv", "b.csv"].map(|name| fs::read_to_string(folder.join(name)).ok());
    let both = |words: &str| [Some(words.to_owned()), Some(words.to_owned())];
    disk::write_files(&folder, &files("one"), false).unwrap();
    assert_eq!(in_folder(), both("one"));
    let kept = disk::write_files(&folder, &files("two"), false).unwrap_err();
    assert_eq!(
        kept.iter().map(|(path, _)| path.clone()).collect::<Vec<_>>(),
        [folder.join("a.csv"), folder.join("b.csv")]
    );
    assert!(kept.iter().all(|(_, error)| matches!(error, WriteError::Kept)), "{kept:?}");
    fs::remove_file(folder.join("a.csv")).unwrap();
    assert_eq!(disk::write_files(&folder, &files("two"), false).unwrap_err().len(), 1);
    assert_eq!(in_folder(), [None, Some("one".to_owned())]);
    disk::write_files(&folder, &files("two"), true).unwrap();
    assert_eq!(in_folder(), both("two"));
}

#[test]
fn why_a_file_is_not_written_is_said_with_its_name_and_nothing_in_that_acts() {
    let words = |error: WriteError| error.words(Path::new("a\u{1b}[31m.csv"));
    let full = || Error::from(ErrorKind::StorageFull);
    assert_eq!(words(WriteError::Kept), "a�[31m.csv is there already");
    assert_eq!(words(WriteError::Io(full())), format!("a�[31m.csv is not written: {}", full()));
    assert_eq!(
        words(WriteError::Unsure(full())),
        format!("a�[31m.csv is written, but the disk does not confirm it: {}", full())
    );
}

// ── Beside a file ─────────────────────────────────────────────────────────────────────────────────────────────────────

#[test]
fn a_file_is_kept_under_another_name_and_a_backup_in_its_way_goes() {
    let place = Place::new();
    let (file, backup) = (place.file("x", "one"), place.file("x.bak", "older"));
    disk::keep_as(&file, &backup).unwrap();
    disk::keep_as(&file, &backup).unwrap();
    assert_eq!((held(&file), held(&backup)), ("one".to_owned(), "one".to_owned()));
    assert_eq!(place.names(), ["x", "x.bak"]);
    // A backup is no name of somebody else's.
    replace(&file, "two").unwrap();
    assert_eq!((held(&file), held(&backup)), ("two".to_owned(), "one".to_owned()));
    disk::keep_as(&file, &backup).unwrap();
    assert_eq!(held(&backup), "two");
    assert_eq!(disk::keep_as(&place.path("none"), &backup).unwrap_err().kind(), ErrorKind::NotFound);
    assert_eq!(place.names(), ["x", "x.bak"]);
}

#[test]
fn what_killed_writes_left_is_swept_and_nothing_else() {
    let place = Place::new();
    let file = place.file("mine.toml", "one");
    // The name that such a file has, as somebody sees it who looks.
    let mut seen = None;
    let looks = |_: &Path| {
        seen = names_in(place.0.path()).find(|name| name != "mine.toml");
        Ok(true)
    };
    disk::write(&file, b"two", looks).unwrap();
    let left = seen.expect("it is written beside the file");
    assert!(left.starts_with(".costtui-") && left.ends_with(".tmp"), "{left}");
    let age = |name: &str, seconds| {
        let then = SystemTime::now() - Duration::from_secs(seconds);
        File::options().write(true).open(place.path(name)).unwrap().set_modified(then).unwrap();
    };
    let (theirs, abandoned) = (".costtui-00000000-theirs.tmp", ".costtui-00000000-abandoned.tmp");
    let others = [".costtui-00000000-old.toml", ".old.tmp", "old.tmp"];
    for name in [left.as_str(), theirs, abandoned].iter().chain(&others) {
        place.file(name, "");
    }
    let folder = ".costtui-00000000-folder.tmp";
    fs::create_dir(place.path(folder)).unwrap();
    others.iter().chain(&[abandoned]).for_each(|name| age(name, 100));
    age(theirs, 20);
    disk::sweep(&file);
    let mut stay = vec!["mine.toml", theirs, folder];
    stay.extend(others);
    stay.sort_unstable();
    assert_eq!(place.names(), stay);
}

#[test]
fn a_file_of_the_program_s_own_is_made_for_its_user_and_opened_again() {
    let place = Place::new();
    let file = place.path(".x.lock");
    drop(disk::open_own(&file, 0o600).unwrap());
    assert_eq!(mode(&file), 0o600);
    fs::write(&file, "12").unwrap();
    drop(disk::open_own(&file, 0o600).unwrap());
    assert_eq!(held(&file), "12");
    // In the words of the system where that has better ones.
    assert_eq!(disk::open_own(place.0.path(), 0o600).unwrap_err().kind(), ErrorKind::IsADirectory);
    assert_eq!(disk::open_own(&place.path("none/x"), 0o600).unwrap_err().kind(), ErrorKind::NotFound);
}

#[test]
#[cfg(target_os = "linux")]
fn a_file_that_may_only_be_read_is_opened_for_that() {
    // Not even root may write to this one.
    let read_only = Path::new("/proc/sys/kernel/osrelease");
    assert_eq!(File::options().write(true).open(read_only).unwrap_err().kind(), ErrorKind::PermissionDenied);
    assert!(disk::open_own(read_only, 0o600).is_ok());
}

// ── Names and folders ─────────────────────────────────────────────────────────────────────────────────────────────────

#[test]
fn a_file_gets_a_name_that_is_free_and_no_other() {
    let place = Place::new();
    let (from, to) = (place.file("from", "one"), place.path("to"));
    disk::rename_new(&from, &to).unwrap();
    assert_eq!((place.names(), held(&to)), (vec!["to".to_owned()], "one".to_owned()));
    assert_eq!(disk::rename_new(&from, &to).unwrap_err().kind(), ErrorKind::NotFound);
    place.file("from", "two");
    assert_eq!(disk::rename_new(&from, &to).unwrap_err().kind(), ErrorKind::AlreadyExists);
    assert_eq!((held(&from), held(&to)), ("two".to_owned(), "one".to_owned()));
}

#[test]
fn a_path_names_a_folder_where_there_is_one_or_it_ends_as_one() {
    let place = Place::new();
    assert!(disk::is_folder(place.0.path()) && disk::is_folder(Path::new("nowhere/")));
    assert!(!disk::is_folder(&place.file("x", "")) && !disk::is_folder(Path::new("nowhere")));
    assert!(disk::is_hidden(Path::new("a/.x.toml")) && !disk::is_hidden(Path::new(".a/x.toml")));
    let of = |path: &'static str| disk::folder_of(Path::new(path));
    assert_eq!([of("a/b/x"), of("x"), of("/x")], ["a/b", ".", "/"].map(Path::new));
}

#[test]
fn a_folder_is_made_with_those_it_stands_in_and_no_file_goes_for_it() {
    let place = Place::new();
    for _ in 0..2 {
        disk::make_folder(&place.path("a/b/c")).unwrap();
        assert!(place.path("a/b/c").is_dir());
    }
    let file = place.file("x", "one");
    assert!(disk::make_folder(&file).is_err() && disk::make_folder(&file.join("y")).is_err());
    assert_eq!(held(&file), "one");
}

#[test]
fn a_folder_that_two_make_at_once_is_made_for_both() {
    let (place, barrier) = (Place::new(), Barrier::new(2));
    let make = || {
        let folders = (0..200).map(|at| place.path(&at.to_string()));
        folders.map(|folder| (barrier.wait(), disk::make_folder(&folder)).1.is_ok()).filter(|made| *made).count()
    };
    let made = std::thread::scope(|scope| [scope.spawn(make), scope.spawn(make)].map(|thread| thread.join().unwrap()));
    assert_eq!((made, place.names().len()), ([200, 200], 200));
}

#[test]
fn a_folder_is_opened_to_confirm_its_names_and_nothing_else_is() {
    let place = Place::new();
    let kind = |path: &Path| Folder::open(path).map(drop).map_err(|error| error.kind());
    assert_eq!(kind(place.0.path()), Ok(()));
    assert_eq!(kind(&place.file("x", "")), Err(ErrorKind::NotADirectory));
    assert_eq!(kind(&place.path("none")), Err(ErrorKind::NotFound));
    disk::confirm(place.0.path()).unwrap();
    assert_eq!(disk::confirm(&place.path("none")).unwrap_err().kind(), ErrorKind::NotFound);
}

#[test]
#[cfg(target_os = "linux")]
fn a_file_system_that_cannot_confirm_is_taken_at_its_word() {
    let proc = File::open("/proc").unwrap();
    assert_eq!(proc.sync_all().unwrap_err().kind(), ErrorKind::InvalidInput);
    disk::confirm(Path::new("/proc")).unwrap();
}

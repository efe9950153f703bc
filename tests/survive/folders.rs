//! Sessions in folders of every kind: read-only, somebody else's, links, pipes; what stays as it was and what is said.

use super::sessions::{FIRST, Place, STEP, clean, costtui, names_in, saves, session, users_in};
use crate::terminal;
use costtui::session::store::{self, SaveError};
use std::fs::{self, Permissions};
use std::os::unix::fs::{MetadataExt, PermissionsExt, chown, symlink};
use std::path::Path;
use std::process::{Command, Output};
use std::time::{Duration, Instant};

/// A user who is nobody and owns what he is given.
const NOBODY: u32 = 65534;

fn am_root() -> bool {
    rustix::process::geteuid().is_root()
}

/// The binary as a user whom modes hold back: root is not.
fn as_nobody() -> Command {
    if !am_root() {
        return costtui();
    }
    let mut command = Command::new("setpriv");
    command.args(["--reuid=65534", "--regid=65534", "--clear-groups"]).arg(env!("CARGO_BIN_EXE_costtui"));
    clean(command)
}

/// A place that belongs to that user.
fn of_nobody() -> Place {
    let place = Place::new();
    if am_root() {
        for path in [place.home.path(), &place.path] {
            chown(path, Some(NOBODY), Some(NOBODY)).unwrap();
        }
    }
    place
}

fn set_mode(path: &Path, mode: u32) {
    fs::set_permissions(path, Permissions::from_mode(mode)).unwrap();
}

fn mode(path: &Path) -> u32 {
    fs::metadata(path).unwrap().mode() & 0o7777
}

/// Saves once; the last line of the screen, or what was said instead of one.
fn saved_by(mut command: Command, path: &Path) -> String {
    let start = Instant::now();
    let output: Output = command.args(saves(path, 1)).output().unwrap();
    assert!(start.elapsed() < Duration::from_secs(10), "it waits for something");
    let (out, error) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    match output.status.code() {
        Some(0) => out.trim_end().lines().last().unwrap_or_default().trim().to_owned(),
        code => format!("{code:?} {error}{out}"),
    }
}

/// A save that is refused: why, and that nothing is changed or left.
fn refused(command: Command, place: &Place, why: &str) {
    let before = (fs::read(&place.path).unwrap(), mode(&place.path), names_in(place.home.path()));
    let words = saved_by(command, &place.path);
    assert!(words.starts_with("not saved: ") && words.contains(why), "{words}");
    assert!(words.contains(&place.path.display().to_string()), "it does not say which: {words}");
    assert_eq!((fs::read(&place.path).unwrap(), mode(&place.path), names_in(place.home.path())), before);
}

#[test]
fn a_read_only_file_is_not_replaced_though_its_folder_would_let_it() {
    let place = of_nobody();
    set_mode(&place.path, 0o444);
    refused(as_nobody(), &place, "the file is read-only");
    refused(costtui(), &place, "the file is read-only");
}

#[test]
fn a_file_that_this_user_may_not_write_is_not_replaced_through_its_folder() {
    if !am_root() {
        return println!("left out: only root may give a file to somebody else");
    }
    let place = of_nobody();
    chown(&place.path, Some(0), Some(0)).unwrap();
    set_mode(&place.path, 0o644);
    refused(as_nobody(), &place, "Permission denied");
}

#[test]
fn in_a_read_only_folder_the_file_stays_and_it_is_said() {
    let place = of_nobody();
    set_mode(place.home.path(), 0o555);
    refused(as_nobody(), &place, "Permission denied");
    set_mode(place.home.path(), 0o755);
    assert!(saved_by(as_nobody(), &place.path).starts_with("saved in"));
}

#[test]
fn in_a_folder_that_may_be_written_but_not_listed_it_is_saved() {
    let place = of_nobody();
    set_mode(place.home.path(), 0o300);
    let words = saved_by(as_nobody(), &place.path);
    set_mode(place.home.path(), 0o755);
    assert!(words.starts_with("saved in"), "{words}");
    assert_eq!(users_in(&place.path), Some(FIRST + STEP));
}

#[test]
fn an_immutable_file_stays_and_it_is_said() {
    let place = Place { home: tempfile::tempdir().unwrap(), path: Path::new("").to_owned() };
    let place = Place { path: place.home.path().join("mine.toml"), ..place };
    place.again();
    let attribute =
        |flag: &str| Command::new("chattr").arg(flag).arg(&place.path).output().is_ok_and(|o| o.status.success());
    if !attribute("+i") {
        return println!("left out: no file can be made immutable here");
    }
    refused(costtui(), &place, "Operation not permitted");
    assert!(attribute("-i"));
}

#[test]
fn owner_and_mode_of_a_file_stay_when_it_is_replaced() {
    let place = of_nobody();
    for wanted in [0o600, 0o640, 0o664] {
        set_mode(&place.path, wanted);
        for command in [as_nobody(), costtui()] {
            assert!(saved_by(command, &place.path).starts_with("saved in"));
            assert_eq!(mode(&place.path), wanted);
            if am_root() {
                let meta = fs::metadata(&place.path).unwrap();
                assert_eq!((meta.uid(), meta.gid()), (NOBODY, NOBODY));
            }
        }
    }
    assert_eq!(users_in(&place.path), Some(FIRST + 6 * STEP));
}

#[test]
fn a_link_to_a_session_stays_a_link_also_to_another_file_system() {
    let (place, other) = (Place::new(), tempfile::tempdir().unwrap());
    let real = other.path().join("real.toml");
    fs::copy(&place.path, &real).unwrap();
    set_mode(&real, 0o640);
    fs::remove_file(&place.path).unwrap();
    symlink(&real, &place.path).unwrap();
    let apart = fs::metadata(other.path()).unwrap().dev() != fs::metadata(place.home.path()).unwrap().dev();
    println!("the link leads to {} file system", if apart { "another" } else { "the same" });
    assert!(saved_by(costtui(), &place.path).starts_with("saved in"));
    assert_eq!(fs::read_link(&place.path).unwrap(), real);
    assert_eq!((users_in(&real), mode(&real)), (Some(FIRST + STEP), 0o640));
    assert_eq!(names_in(place.home.path()), ["mine.toml"]);
    assert_eq!(names_in(other.path()), ["real.toml", "real.toml.bak"]);
}

#[test]
fn what_is_no_file_is_refused_at_once_and_left_as_it_is() {
    let place = Place::new();
    let at = |name: &str| place.home.path().join(name);
    symlink("nowhere.toml", at("dangling.toml")).unwrap();
    symlink("round.toml", at("round.toml")).unwrap();
    fs::create_dir(at("folder.toml")).unwrap();
    assert!(Command::new("mkfifo").arg(at("pipe.toml")).status().unwrap().success());
    symlink("/dev/zero", at("device.toml")).unwrap();
    let before = names_in(place.home.path());
    for (name, why) in [
        ("dangling", "no session at"),
        ("round", "Too many levels of symbolic links"),
        ("folder", "not a regular file"),
        ("pipe", "not a regular file"),
        ("device", "not a regular file"),
    ] {
        let words = saved_by(costtui(), &at(&format!("{name}.toml")));
        assert!(words.starts_with("Some(") && words.contains(why) && words.contains(name), "{name}: {words}");
    }
    assert_eq!(names_in(place.home.path()), before);
}

#[test]
fn a_hard_link_is_not_broken_it_is_said_and_another_name_is_the_way_out() {
    let place = Place::new();
    let other = place.home.path().join("other.toml");
    fs::hard_link(&place.path, &other).unwrap();
    refused(costtui(), &place, "it has another name too (a hard link)");
    assert_eq!(fs::metadata(&place.path).unwrap().ino(), fs::metadata(&other).unwrap().ino());
    fs::remove_file(&other).unwrap();
    assert!(saved_by(costtui(), &place.path).starts_with("saved in"));
}

/// A kill between a backup and the save it is for leaves both names on one file.
#[test]
fn a_backup_that_a_killed_save_left_is_no_hard_link_of_somebody_s() {
    let place = Place::new();
    for name in ["mine.toml.bak", ".costtui-00000000-abcdef.tmp"] {
        fs::hard_link(&place.path, place.home.path().join(name)).unwrap();
    }
    assert!(saved_by(costtui(), &place.path).starts_with("saved in"));
    assert_eq!(users_in(&place.path), Some(FIRST + STEP));
    assert_eq!(users_in(&place.home.path().join("mine.toml.bak")), Some(FIRST));
}

/// Sessions come from strangers, with all that stands beside them.
#[test]
fn links_that_somebody_laid_where_the_lock_the_journal_and_the_backup_go_lead_nowhere() {
    let place = Place::new();
    let victim = tempfile::NamedTempFile::new().unwrap();
    fs::write(victim.path(), "precious").unwrap();
    for name in [".mine.toml.lock", ".mine.toml.journal", ".mine.toml.journal.bad", "mine.toml.bak"] {
        symlink(victim.path(), place.home.path().join(name)).unwrap();
    }
    let mut terminal = terminal::costtui([]).by_shell(&format!("exec \"$0\" {}", place.path.display())).run();
    terminal.shows("q quit");
    terminal.press("\x1b[C");
    terminal.shows("saved ✓");
    terminal.press("q");
    assert_eq!(terminal.ends(), 0);
    assert_eq!(fs::read_to_string(victim.path()).unwrap(), "precious");
    assert_eq!(users_in(&place.path), Some(FIRST + STEP));
    assert_eq!(users_in(&place.home.path().join("mine.toml.bak")), Some(FIRST), "a backup takes the place of the link");
}

#[test]
fn a_pipe_where_the_journal_goes_holds_nobody_up() {
    let place = Place::new();
    for name in [".mine.toml.journal", ".mine.toml.lock"] {
        assert!(Command::new("mkfifo").arg(place.home.path().join(name)).status().unwrap().success());
    }
    let mut terminal = terminal::costtui([]).by_shell(&format!("exec \"$0\" {}", place.path.display())).run();
    terminal.shows("q quit");
    terminal.press("\x1b[C");
    terminal.shows("saved ✓");
}

#[test]
fn an_edit_from_outside_is_seen_by_what_it_says_not_by_its_clock() {
    let place = Place::new();
    let (loaded, time) = (fs::read(&place.path).unwrap(), fs::metadata(&place.path).unwrap().modified().unwrap());
    let theirs = session(FIRST + 7 * STEP).to_toml();
    let year = Duration::from_secs(365 * 24 * 3600);
    // As old as before, older, and from years that clocks are wrongly set to: 2038 and on, and before 1970.
    let clocks = [time, time - year, time + year, std::time::UNIX_EPOCH + 80 * year, std::time::UNIX_EPOCH - year];
    for clock in clocks {
        fs::write(&place.path, &theirs).unwrap();
        fs::File::options().write(true).open(&place.path).unwrap().set_modified(clock).unwrap();
        let saved = store::save(&place.path, "mine", Some(&loaded), None);
        assert!(matches!(saved, Err(SaveError::Changed { .. })), "{clock:?}: {saved:?}");
        assert_eq!(fs::read_to_string(&place.path).unwrap(), theirs);
        // And one that says the same is nobody's edit, whenever it was made.
        fs::write(&place.path, &loaded).unwrap();
        fs::File::options().write(true).open(&place.path).unwrap().set_modified(clock).unwrap();
        store::save(&place.path, "mine", Some(&loaded), None).unwrap();
    }
}

#[test]
fn paths_with_spaces_dashes_and_bytes_that_are_no_text_are_saved_too() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;
    let place = Place::new();
    for name in [
        &b"of ours, 2.toml"[..],
        b"-x.toml",
        b"\xff\xfe.toml",
        "größe ☃.toml".as_bytes(),
        &[b"n".repeat(230), b".toml".to_vec()].concat(),
    ] {
        let folder = place.home.path().join(OsStr::from_bytes(&name[..name.len().min(9)])).join("deep");
        fs::create_dir_all(&folder).unwrap();
        let path = folder.join(OsStr::from_bytes(name));
        fs::write(&path, session(FIRST).to_toml()).unwrap();
        let mut command = costtui();
        command.current_dir(&folder).arg("--keys=right s").arg("--print").arg("--").arg(OsStr::from_bytes(name));
        let output = command.output().unwrap();
        assert!(String::from_utf8_lossy(&output.stdout).contains("saved in"), "{name:?}: {output:?}");
        assert_eq!(users_in(&path), Some(FIRST + STEP), "{name:?}");
    }
}

#[test]
fn without_a_home_it_saves_where_it_is_told_and_says_where_it_can_not() {
    let place = Place::new();
    let mut bare = Command::new(env!("CARGO_BIN_EXE_costtui"));
    bare.env_clear();
    assert!(saved_by(bare, &place.path).starts_with("saved in"));
    let mut unwritable = costtui();
    unwritable.env("XDG_DATA_HOME", "/proc/nowhere").env("HOME", "/proc/nowhere").current_dir(place.home.path());
    let output = unwritable.args(["--keys", "right s", "--print"]).output().unwrap();
    let screen = String::from_utf8_lossy(&output.stdout);
    assert!(screen.contains("not saved: /proc/nowhere/costtui/saves/untitled.toml"), "{screen}");
}

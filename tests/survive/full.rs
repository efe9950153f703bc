//! A disk that is full, for real: a small one in memory, with less and less room, so that each write of a save fails in turn.

use super::sessions::{FIRST, STEP, costtui, names_in, saves, session, users_in};
use crate::terminal;
use std::fs::{self, File};
use std::io::Write;
use std::path::Path;
use std::process::Command;
use std::time::Instant;

/// A file system of its own, of so many bytes.
struct SmallDisk(tempfile::TempDir);

impl SmallDisk {
    /// None where this user may not have one: said.
    fn new(options: &str) -> Option<SmallDisk> {
        let folder = tempfile::tempdir().unwrap();
        let mut mount = Command::new("mount");
        let mounted = mount.args(["-t", "tmpfs", "-o", options, "costtui-test"]).arg(folder.path()).output();
        if mounted.is_ok_and(|output| output.status.success()) {
            return Some(SmallDisk(folder));
        }
        println!("left out: only root may mount a small disk; tests/survive/full_disk.sh asks for that");
        None
    }

    fn path(&self) -> &Path {
        self.0.path()
    }

    /// Fills it up, and leaves so many bytes.
    fn fill(&self, leave: u64) {
        let mut filler = File::create(self.path().join("filler")).unwrap();
        while filler.write_all(&[0; 4096]).is_ok() {}
        let length = filler.metadata().unwrap().len();
        filler.set_len(length.saturating_sub(leave)).unwrap();
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg(self.path()).status();
    }
}

/// A session whose file takes a few pages of the disk.
fn large() -> String {
    let mut session = session(FIRST);
    session.notes = "Said in the meeting, and noted here. ".repeat(1000);
    session.to_toml()
}

#[test]
fn on_a_full_disk_the_old_session_stays_at_whichever_write_it_is_full() {
    let Some(disk) = SmallDisk::new("size=256k") else { return };
    let start = Instant::now();
    let path = disk.path().join("mine.toml");
    let (text, mut full, mut saved) = (large(), 0, 0);
    let pages = text.len() as u64 / 4096 + 4;
    for page in 0..pages {
        for name in names_in(disk.path()) {
            fs::remove_file(disk.path().join(name)).unwrap();
        }
        fs::write(&path, &text).unwrap();
        disk.fill(page * 4096);
        let output = costtui().args(saves(&path, 1)).output().unwrap();
        let screen = String::from_utf8_lossy(&output.stdout).into_owned();
        let words = screen.trim_end().lines().last().unwrap_or_default().trim().to_owned();
        let left: Vec<String> = names_in(disk.path()).into_iter().filter(|name| name.starts_with('.')).collect();
        assert!(left.is_empty(), "{page} pages free: left {left:?}");
        match words.starts_with("saved in") {
            true => {
                assert_eq!(users_in(&path), Some(FIRST + STEP), "{page} pages free");
                saved += 1;
            }
            false => {
                assert!(
                    words.starts_with("not saved:") && words.contains("No space left on device"),
                    "{page}: {words}"
                );
                assert_eq!(fs::read_to_string(&path).unwrap(), text, "{page} pages free");
                full += 1;
            }
        }
    }
    println!("{full} full disks and {saved} with room enough, in {:.1?}", start.elapsed());
    assert!(full >= 9 && saved >= 1, "{full} full, {saved} saved");
}

#[test]
fn on_a_disk_without_room_for_another_name_the_old_session_stays() {
    // The folder itself, the session, and no third.
    let Some(disk) = SmallDisk::new("size=256k,nr_inodes=2") else { return };
    let path = disk.path().join("mine.toml");
    fs::write(&path, session(FIRST).to_toml()).unwrap();
    let output = costtui().args(saves(&path, 1)).output().unwrap();
    let screen = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(screen.contains("not saved:") && screen.contains("No space left on device"), "{screen}");
    assert_eq!((users_in(&path), names_in(disk.path())), (Some(FIRST), vec!["mine.toml".to_owned()]));
}

#[test]
fn the_explorer_says_that_the_disk_is_full_and_saves_by_itself_when_it_is_not() {
    let Some(disk) = SmallDisk::new("size=256k") else { return };
    let path = disk.path().join("mine.toml");
    fs::write(&path, session(FIRST).to_toml()).unwrap();
    disk.fill(0);
    let mut terminal = terminal::costtui([]).by_shell(&format!("exec \"$0\" {}", path.display())).run();
    terminal.shows("q quit");
    terminal.press("\x1b[C");
    let screen = terminal.shows("not saved:");
    assert!(screen.contains("✗ not saved") || screen.contains("not saved"), "{screen}");
    terminal.shows("No space left on device");
    assert_eq!(users_in(&path), Some(FIRST));
    fs::remove_file(disk.path().join("filler")).unwrap();
    terminal.until("that it is saved by itself", |screen| screen.contains("saved ✓") && !screen.contains("not saved"));
    assert_eq!(users_in(&path), Some(FIRST + STEP));
    terminal.press("q");
    assert_eq!(terminal.ends(), 0);
    assert_eq!(names_in(disk.path()), ["mine.toml", "mine.toml.bak"]);
}

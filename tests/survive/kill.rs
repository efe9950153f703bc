//! Kills at random instants: what is on disk is one of the states that were saved, and what was seen on the screen is not lost.

use super::sessions::{
    FIRST, Place, STEP, asked, costtui, names_in, next_start, next_start_anew, random, saves, session, users_in,
};
use crate::terminal::{self, Terminal, wait};
use rustix::process::Signal;
use std::fs;
use std::os::unix::fs::MetadataExt;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};
use std::{env, thread};

/// Saves of a program that is killed among them.
const SAVES: usize = 40;

/// Programs that are killed at the same time.
const AT_ONCE: usize = 2;

/// What kills did.
#[derive(Debug, Default)]
struct Tally {
    kills: usize,
    /// Files that were no whole session.
    torn: usize,
    /// Files that held less than what had been read from them before.
    lost: usize,
    /// Programs that ended before they were killed.
    too_late: usize,
    /// Different states that were found.
    states: std::collections::BTreeSet<u64>,
}

/// Kills programs that save a session again and again, each at a random instant after the first save.
fn kill(kills: usize, seed: u64, saver: &(dyn Fn(&Path) -> Command + Sync), check: &(dyn Fn(&Place) + Sync)) -> Tally {
    let (place, mut seed, mut tally) = (Place::new(), seed, Tally::default());
    let mut span = Duration::from_millis(20);
    while tally.kills < kills {
        place.again();
        let before = stamp(&fs::metadata(&place.path).unwrap());
        let mut child = saver(&place.path).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        assert!(wait_for(|| fs::metadata(&place.path).is_ok_and(|meta| stamp(&meta) != before)), "nothing is saved");
        let first = Instant::now();
        thread::sleep(Duration::from_nanos(random(&mut seed, span.as_nanos() as u64)));
        let seen = users_in(&place.path).unwrap_or(0);
        if ended(&mut child) {
            // It saves faster than was thought.
            (tally.too_late, span) = (tally.too_late + 1, span.min(first.elapsed()) * 3 / 4);
            continue;
        }
        child.kill().unwrap();
        child.wait().unwrap();
        tally.kills += 1;
        match users_in(&place.path) {
            None => tally.torn += 1,
            Some(users) if users < seen => tally.lost += 1,
            Some(users) => {
                tally.states.insert(users);
                check(&place);
            }
        }
    }
    tally
}

/// What changes with every write.
fn stamp(meta: &fs::Metadata) -> (u64, i64, i64, u64) {
    (meta.ino(), meta.mtime(), meta.mtime_nsec(), meta.len())
}

fn ended(child: &mut Child) -> bool {
    child.try_wait().unwrap().is_some()
}

fn wait_for(holds: impl Fn() -> bool) -> bool {
    let start = Instant::now();
    while !holds() {
        if start.elapsed() > Duration::from_secs(20) {
            return false;
        }
        thread::sleep(Duration::from_micros(200));
    }
    true
}

/// The same by some threads.
fn killed(kills: usize, saver: &(dyn Fn(&Path) -> Command + Sync), check: &(dyn Fn(&Place) + Sync)) -> Tally {
    let mut all = Tally::default();
    thread::scope(|scope| {
        let seeds = (1..=AT_ONCE as u64).map(|n| 0x9e37_79b9_7f4a_7c15 >> n);
        let share = kills.div_ceil(AT_ONCE);
        let threads: Vec<_> = seeds.map(|seed| scope.spawn(move || kill(share, seed, saver, check))).collect();
        for tally in threads.into_iter().map(|thread| thread.join().unwrap()) {
            (all.kills, all.torn, all.lost) = (all.kills + tally.kills, all.torn + tally.torn, all.lost + tally.lost);
            all.too_late += tally.too_late;
            all.states.extend(tally.states);
        }
    });
    all
}

#[test]
fn killed_at_any_instant_of_saving_a_session_is_old_or_new_and_opens() {
    let start = Instant::now();
    let saver = |path: &Path| {
        let mut command = costtui();
        command.args(saves(path, SAVES));
        command
    };
    let check = |place: &Place| {
        let on_disk = users_in(&place.path).unwrap();
        assert_eq!(next_start(&place.path), (on_disk, None));
        assert_eq!(names_in(place.home.path()), ["mine.toml", "mine.toml.bak"], "left behind");
    };
    let tally = killed(asked("COSTTUI_KILLS", 1000), &saver, &check);
    println!("{tally:?} in {:.1?}", start.elapsed());
    assert_eq!((tally.torn, tally.lost), (0, 0));
    let possible: Vec<u64> = (0..=SAVES as u64).map(|n| FIRST + n * STEP).collect();
    assert!(tally.states.iter().all(|state| possible.contains(state)), "{:?}", tally.states);
    assert!(tally.states.len() > 3, "all killed at the same place: {:?}", tally.states);
}

/// The loop itself: it catches a program that writes in place.
#[test]
fn the_same_kills_tear_a_file_that_is_written_in_place() {
    let saver = |path: &Path| {
        let mut command = Command::new(env::current_exe().unwrap());
        command.args(["survive::kill::a_writer_in_place", "--exact", "--ignored"]).env("COSTTUI_IN_PLACE", path);
        command
    };
    let tally = killed(asked("COSTTUI_KILLS", 100).min(1000), &saver, &|_| {});
    println!("in place: {tally:?}");
    assert!(tally.torn > 0, "{tally:?}");
}

#[test]
#[ignore = "the program that the test before this kills"]
fn a_writer_in_place() {
    let Some(path) = env::var_os("COSTTUI_IN_PLACE") else { return };
    let texts: Vec<String> = (1..=SAVES as u64).map(|n| session(FIRST + n * STEP).to_toml()).collect();
    let end = Instant::now() + Duration::from_secs(10);
    for text in texts.iter().cycle().take_while(|_| Instant::now() < end) {
        fs::write(&path, text).unwrap();
    }
}

// ── The explorer ──────────────────────────────────────────────────────────────────────────────────────────────────────

const RIGHT: &str = "\x1b[C";

/// The number of users that the screen shows.
fn shown(terminal: &Terminal) -> u64 {
    let screen = terminal.screen();
    let row = screen.lines().find(|line| line.contains("▸Users")).unwrap_or_default();
    let cell = row.split('│').find(|cell| cell.contains("▸Users")).unwrap_or_default();
    cell.split_whitespace().last().unwrap_or_default().replace(',', "").parse().unwrap_or(0)
}

/// Keys at random distances, some of them saves; after a random time it is killed. What the screen showed last, and what the
/// next start has.
fn explorer_killed(seed: &mut u64) -> (u64, u64) {
    let mut terminal = terminal::costtui([]).run();
    terminal.shows("q quit");
    let end = Instant::now() + Duration::from_millis(random(seed, 600));
    loop {
        terminal.press(if random(seed, 4) == 0 { "s" } else { RIGHT });
        thread::sleep(Duration::from_millis(random(seed, 25)));
        if Instant::now() > end {
            break;
        }
    }
    let shown = shown(&terminal);
    terminal.signal(Signal::KILL);
    assert_eq!(terminal.ends_or_dies(), None);
    let (path, folder) = (terminal.saves.join("untitled.toml"), terminal.saves.clone());
    if !folder.is_dir() {
        return (shown, FIRST); // no key had come to it, so there is nothing to note
    }
    // Killed before the first save, the journal alone has it.
    let users = if path.exists() { next_start(&path).0 } else { next_start_anew(&path) };
    let left = names_in(&folder);
    assert!(
        !left.iter().any(|name| name.ends_with(".bad") || name.ends_with(".tmp") || name.ends_with(".lock")),
        "{left:?}"
    );
    (shown, users)
}

#[test]
fn killed_at_any_instant_the_explorer_loses_no_key_that_the_screen_showed() {
    let start = Instant::now();
    let kills = asked("COSTTUI_KILLS", 320).div_ceil(8);
    let kill = |mut seed: u64| (0..kills.div_ceil(4)).map(|_| explorer_killed(&mut seed)).collect::<Vec<_>>();
    let found: Vec<(u64, u64)> = thread::scope(|scope| {
        let threads: Vec<_> = (1..=4).map(|n| scope.spawn(move || kill(0x2545_f491_4f6c_dd1d >> n))).collect();
        threads.into_iter().flat_map(|thread| thread.join().unwrap()).collect()
    });
    let changed = found.iter().filter(|(shown, _)| *shown > FIRST).count();
    println!("explorer: {} kills, {changed} of them after a change, in {:.1?}", found.len(), start.elapsed());
    assert!(changed * 2 > found.len(), "hardly any was changed: {found:?}");
    let lost: Vec<_> = found.iter().filter(|(shown, users)| users < shown).collect();
    assert!(lost.is_empty(), "shown, and gone: {lost:?}");
}

/// Calls that change what is on disk, or are on the way there.
const THAT_CHANGE: [&str; 10] =
    ["openat", "write", "fsync", "ftruncate", "unlink", "linkat", "renameat", "fchmod", "fchown", "flock"];

/// Two keys and the end, killed at one call: what the screen showed last and what the next start has; none where there are not
/// so many calls.
fn killed_at(name: &str, nth: usize) -> Option<(u64, u64)> {
    let place = Place::new();
    let inject = format!("-e trace={name} -e inject={name}:signal=SIGKILL:when={nth}");
    let line = format!("exec strace -f --quiet=all -o /dev/null {inject} \"$0\" {}", place.path.display());
    let mut terminal = terminal::costtui([]).by_shell(&line).run();
    for (key, users) in [("", FIRST), (RIGHT, FIRST + STEP), (RIGHT, FIRST + 2 * STEP), ("q", 0)] {
        if !terminal.has_ended() {
            terminal.press(key);
            wait(|| terminal.has_ended() || shown(&terminal) == users);
        }
    }
    let killed = terminal.ends_or_dies().is_none();
    let (users, _) = next_start(&place.path);
    let left = names_in(place.home.path());
    assert!(
        !left.iter().any(|name| name.starts_with(".costtui") || name.ends_with(".bad") || name.ends_with(".lock")),
        "{left:?}"
    );
    killed.then(|| (shown(&terminal), users))
}

#[test]
fn killed_at_each_call_that_changes_something_the_explorer_loses_no_key_that_the_screen_showed() {
    if !super::strace::there() {
        return;
    }
    let start = Instant::now();
    let of = |name: &'static str| (1..).map_while(move |nth| killed_at(name, nth).map(|found| (name, nth, found)));
    let found: Vec<_> = thread::scope(|scope| {
        let threads: Vec<_> = THAT_CHANGE.map(|name| scope.spawn(move || of(name).collect::<Vec<_>>())).into();
        threads.into_iter().flat_map(|thread| thread.join().unwrap()).collect()
    });
    println!("explorer killed at {} calls in {:.1?}", found.len(), start.elapsed());
    let lost: Vec<_> = found.iter().filter(|(_, _, (shown, users))| users < shown).collect();
    assert!(lost.is_empty(), "shown, and gone: {lost:?}");
    let states: std::collections::BTreeSet<u64> = found.iter().map(|(_, _, (_, users))| *users).collect();
    assert_eq!(states.into_iter().collect::<Vec<_>>(), [FIRST, FIRST + STEP, FIRST + 2 * STEP]);
    // How many there are depends on how much a save has to take along; of each kind there is one.
    let never = THAT_CHANGE.iter().find(|name| !found.iter().any(|(met, ..)| met == *name));
    assert_eq!(never, None, "of {found:?}");
}

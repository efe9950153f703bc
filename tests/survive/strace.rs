//! The calls that the binary makes to the system, as `strace` sees them, and runs in which one of them kills it or fails.

use super::sessions::{clean, saves};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::Mutex;

/// A call to the system.
#[derive(Clone, Debug)]
pub struct Call {
    /// Which.
    pub name: String,
    /// The how manieth of that name in its thread: as `strace` counts.
    pub nth: usize,
    /// The line that shows it, with the files that its numbers stand for.
    pub line: String,
    /// How many saves were renamed into place before it.
    pub saved: usize,
}

/// Whether `strace` is there and may be used; said where not. Where `CI` is set it has to be.
pub fn there() -> bool {
    let works =
        Command::new("strace").args(["-f", "-o", "/dev/null", "true"]).status().is_ok_and(|status| status.success());
    assert!(works || std::env::var_os("CI").is_none(), "strace is needed here: the package of that name has it");
    if !works {
        println!("left out: there is no strace that works");
    }
    works
}

/// A way to save: what is there before, and how the binary is told.
#[derive(Clone, Copy)]
pub struct Flow {
    /// In plain words.
    pub name: &'static str,
    /// Lays out an empty folder; where the session is then.
    pub prepare: fn(&Path) -> PathBuf,
    /// How many saves; the last is looked at.
    pub saves: usize,
}

impl Flow {
    /// The folder laid out anew, and the command that saves there.
    pub fn command(&self, home: &Path) -> (PathBuf, Vec<String>) {
        for entry in fs::read_dir(home).unwrap().map(|entry| entry.unwrap()) {
            match entry.file_type().unwrap().is_dir() {
                true => fs::remove_dir_all(entry.path()).unwrap(),
                false => fs::remove_file(entry.path()).unwrap(),
            }
        }
        let path = (self.prepare)(home);
        let mut arguments = saves(&path, self.saves).to_vec();
        if !path.exists() {
            arguments.splice(0..1, ["--saves".to_owned(), path.parent().unwrap().display().to_string()]);
        }
        (path, arguments)
    }

    /// The calls of the thread that saves, in the last save; those that another thread makes as often are not among them, as
    /// nothing can be done to the one and not to the other.
    pub fn calls(&self, home: &Path) -> Vec<Call> {
        let (path, arguments) = self.command(home);
        let trace = home.join("trace");
        let status = strace(&["-y", "-s", "64", "-o", &trace.display().to_string()], &arguments).status;
        assert!(status.success(), "{status}");
        let real = path.canonicalize().unwrap();
        let all = parse(&fs::read_to_string(&trace).unwrap(), &real);
        let main = all[0].0;
        let saver = all.iter().find(|(_, call)| call.name == "fsync").expect("a save waits for the disk").0;
        let mut elsewhere: BTreeMap<&str, usize> = BTreeMap::new();
        for (_, call) in all.iter().filter(|(thread, _)| *thread == main) {
            *elsewhere.entry(&call.name).or_default() += 1;
        }
        let last = |(thread, call): &&(u32, Call)| *thread == saver && call.saved + 1 >= self.saves;
        let calls =
            all.iter().filter(last).skip_while(|(_, call)| self.saves > 1 && !is_end(&call.line)).map(|(_, call)| call);
        let alone = |call: &&Call| call.nth > elsewhere.get(call.name.as_str()).copied().unwrap_or(0);
        // How often threads wait for each other is another matter each time; memory is no matter of files.
        let by_chance = ["futex", "sched_yield", "mmap", "munmap", "madvise", "mprotect", "brk"];
        calls.filter(alone).filter(|call| !by_chance.contains(&call.name.as_str())).cloned().collect()
    }
}

/// Whether a call confirms the names of a folder, which a save ends with.
pub fn is_end(line: &str) -> bool {
    line.starts_with("fsync(") && !line.contains(".tmp>")
}

/// The calls in a trace with their threads. A save is done when a file gets the name of the session.
fn parse(trace: &str, session: &Path) -> Vec<(u32, Call)> {
    let (mut counts, mut saved, mut calls) = (BTreeMap::new(), 0, Vec::new());
    let named = format!("\"{}\"", session.display());
    for line in trace.lines() {
        let Some((thread, line)) = line.split_once(' ').map(|(thread, line)| (thread.parse().unwrap(), line.trim()))
        else {
            continue;
        };
        let Some((name, _)) = line.split_once('(') else { continue };
        if line.starts_with("<...") || !name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_') {
            continue;
        }
        let nth = counts.entry((thread, name.to_owned())).and_modify(|nth| *nth += 1).or_insert(1_usize);
        calls.push((thread, Call { name: name.to_owned(), nth: *nth, line: line.to_owned(), saved }));
        let to = line.rsplit(", ").find(|part| part.starts_with('"')).unwrap_or_default();
        let to = to.split(')').next().unwrap_or_default();
        saved += usize::from(name.starts_with("rename") && to == named);
    }
    calls
}

/// The binary under `strace`.
pub fn strace(options: &[&str], arguments: &[String]) -> Output {
    let mut command = Command::new("strace");
    command.args(["-f", "--quiet=all"]).args(options).arg(env!("CARGO_BIN_EXE_costtui")).args(arguments);
    clean(command).output().unwrap()
}

/// The same with something done at one call: `signal=SIGKILL`, `error=EIO:when=3`, `retval=100:when=3+`. What it said, and
/// whether that call was met.
pub fn injected(home: &Path, name: &str, what: &str, arguments: &[String]) -> (Output, bool) {
    let trace = home.join("trace");
    let inject = format!("inject={name}:{what}");
    let only = format!("trace={name}");
    let output = strace(&["-e", &only, "-e", &inject, "-o", &trace.display().to_string()], arguments);
    let log = fs::read_to_string(&trace).unwrap_or_default();
    let _ = fs::remove_file(&trace);
    (output, log.contains("(INJECTED)") || log.contains("killed by SIGKILL"))
}

/// Every case done, by two threads; what went wrong.
pub fn each<T: Sync>(cases: &[T], check: impl Fn(&Path, &T) -> Result<(), String> + Sync) -> Vec<String> {
    let (next, wrong) = (Mutex::new(0), Mutex::new(Vec::new()));
    std::thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                let place = super::sessions::Place::new();
                loop {
                    let at = {
                        let mut next = next.lock().unwrap();
                        *next += 1;
                        *next - 1
                    };
                    let Some(case) = cases.get(at) else { return };
                    if let Err(words) = check(place.home.path(), case) {
                        wrong.lock().unwrap().push(words);
                    }
                }
            });
        }
    });
    wrong.into_inner().unwrap()
}

//! The real binary in a pseudo-terminal: keys in, and what an emulator shows of what comes out.

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, SlavePty, native_pty_system};
use rustix::process::{Pid, Signal, WaitId, WaitIdOptions, kill_process, waitid};
use std::collections::BTreeMap;
use std::io::{Read, Write};
use std::num::NonZeroU16;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};
use std::{fs, thread};

/// Keys as a terminal sends them.
pub const RIGHT: &str = "\x1b[C";
pub const LEFT: &str = "\x1b[D";
pub const DOWN: &str = "\x1b[B";
pub const F3: &str = "\x1bOR";
pub const F6: &str = "\x1b[17~";
pub const F7: &str = "\x1b[18~";
/// Where builds that are not released panic.
#[cfg(debug_assertions)]
pub const F12: &str = "\x1b[24~";

/// How long a screen may take to show something: generous, since other work may hold the processors.
const PATIENCE: Duration = Duration::from_secs(20);

/// What came out of the terminal so far.
struct Seen {
    emulator: vt100::Parser,
    bytes: Vec<u8>,
}

/// A program in a terminal, with a folder of its own.
pub struct Terminal {
    child: Box<dyn Child + Send + Sync>,
    pid: Pid,
    seen: Arc<Mutex<Seen>>,
    /// Tells the reader to let go of the terminal when it has read once more.
    leave: Arc<AtomicBool>,
    master: Option<Box<dyn MasterPty + Send>>,
    keys: Option<Box<dyn Write + Send>>,
    /// Held so that the terminal outlives the program, as a shell's does.
    _slave: Box<dyn SlavePty + Send>,
    modes_before: String,
    /// Folder of the sessions.
    pub saves: PathBuf,
    _home: tempfile::TempDir,
}

/// How a program is started.
pub struct Start {
    program: Vec<String>,
    env: Vec<(&'static str, Option<&'static str>)>,
    size: (u16, u16),
    home: tempfile::TempDir,
}

/// The explorer with arguments, on its own folder of sessions.
pub fn costtui<'a>(arguments: impl IntoIterator<Item = &'a str>) -> Start {
    let home = tempfile::tempdir().unwrap();
    let mut program = vec![env!("CARGO_BIN_EXE_costtui").to_owned()];
    program.extend(arguments.into_iter().map(str::to_owned));
    program.extend(["--saves".to_owned(), saves_in(home.path()).display().to_string()]);
    Start { program, env: Vec::new(), size: (120, 36), home }
}

fn saves_in(home: &Path) -> PathBuf {
    home.join("saves")
}

impl Start {
    /// Started by a shell; `$0 "$@"` is the explorer.
    pub fn by_shell(mut self, line: &str) -> Start {
        self.program.splice(0..0, ["sh", "-c", line].map(str::to_owned));
        self
    }

    /// With a variable, or without.
    pub fn env(mut self, name: &'static str, value: Option<&'static str>) -> Start {
        self.env.push((name, value));
        self
    }

    /// In a window of that many columns and rows.
    pub fn size(mut self, columns: u16, rows: u16) -> Start {
        self.size = (columns, rows);
        self
    }

    /// With something done to the folder of sessions, which is not there yet.
    pub fn with_saves(self, prepare: impl FnOnce(&Path)) -> Start {
        prepare(&saves_in(self.home.path()));
        self
    }

    /// Starts it.
    pub fn run(self) -> Terminal {
        let pty = native_pty_system().openpty(window(self.size)).unwrap();
        let mut command = CommandBuilder::from_argv(self.program.iter().map(Into::into).collect());
        for name in ["NO_COLOR", "COSTTUI_CATALOG", "COSTTUI_SAVES", "RUST_BACKTRACE", "LC_CTYPE", "LANG"] {
            command.env_remove(name);
        }
        for (name, value) in [("TERM", "xterm-256color"), ("LC_ALL", "C.UTF-8"), ("XDG_CONFIG_HOME", "/nowhere")] {
            command.env(name, value);
        }
        for (name, value) in self.env {
            match value {
                Some(value) => command.env(name, value),
                None => command.env_remove(name),
            }
        }
        command.cwd(self.home.path());
        let modes_before = modes(&*pty.master);
        let child = pty.slave.spawn_command(command).unwrap();
        let seen = Seen { emulator: emulator(self.size), bytes: Vec::new() };
        let (seen, leave) = (Arc::new(Mutex::new(seen)), Arc::new(AtomicBool::new(false)));
        read(pty.master.try_clone_reader().unwrap(), seen.clone(), leave.clone());
        Terminal {
            pid: Pid::from_raw(child.process_id().unwrap().try_into().unwrap()).unwrap(),
            child,
            seen,
            leave,
            keys: Some(pty.master.take_writer().unwrap()),
            master: Some(pty.master),
            _slave: pty.slave,
            modes_before,
            saves: saves_in(self.home.path()),
            _home: self.home,
        }
    }
}

fn window((cols, rows): (u16, u16)) -> PtySize {
    PtySize { rows, cols, pixel_width: 0, pixel_height: 0 }
}

/// An emulator has at least one cell.
fn cells((columns, rows): (u16, u16)) -> (NonZeroU16, NonZeroU16) {
    (NonZeroU16::new(rows).unwrap_or(NonZeroU16::MIN), NonZeroU16::new(columns).unwrap_or(NonZeroU16::MIN))
}

fn emulator(size: (u16, u16)) -> vt100::Parser {
    let (rows, columns) = cells(size);
    vt100::Parser::new(rows, columns, 0)
}

fn modes(master: &(dyn MasterPty + Send)) -> String {
    format!("{:?}", master.get_termios().unwrap())
}

fn read(mut out: Box<dyn Read + Send>, seen: Arc<Mutex<Seen>>, leave: Arc<AtomicBool>) {
    thread::spawn(move || {
        let mut buffer = [0; 65536];
        while let Ok(count @ 1..) = out.read(&mut buffer) {
            let mut seen = seen.lock().unwrap();
            seen.emulator.process(&buffer[..count]);
            seen.bytes.extend_from_slice(&buffer[..count]);
            if leave.load(Ordering::SeqCst) {
                return;
            }
        }
    });
}

/// Waits until something holds; false when that takes too long.
pub fn wait(mut holds: impl FnMut() -> bool) -> bool {
    let start = Instant::now();
    while !holds() {
        if start.elapsed() > PATIENCE {
            return false;
        }
        thread::sleep(Duration::from_millis(5));
    }
    true
}

impl Terminal {
    /// Keys, as the bytes that a terminal sends for them.
    pub fn press(&mut self, bytes: impl AsRef<[u8]>) {
        self.keys.as_mut().unwrap().write_all(bytes.as_ref()).unwrap();
    }

    /// The screen now.
    pub fn screen(&self) -> String {
        self.seen.lock().unwrap().emulator.screen().contents()
    }

    /// Every byte that was written so far.
    pub fn bytes(&self) -> Vec<u8> {
        self.seen.lock().unwrap().bytes.clone()
    }

    /// Waits until the screen fits.
    pub fn until(&self, what: &str, fits: impl Fn(&str) -> bool) -> String {
        let found = wait(|| fits(&self.screen()));
        let screen = self.screen();
        assert!(found, "the screen does not show {what}:\n{screen}");
        screen
    }

    /// Waits until the screen shows a text.
    pub fn shows(&self, text: &str) -> String {
        self.until(text, |screen| screen.contains(text))
    }

    /// The row of the screen that holds a text, and the column where that starts; both from 1, as the mouse counts.
    pub fn place(&self, text: &str) -> (usize, usize) {
        let screen = self.shows(text);
        let rows = screen.lines().enumerate();
        let mut found = rows.filter_map(|(y, row)| row.find(text).map(|at| (row[..at].chars().count() + 1, y + 1)));
        found.next().unwrap()
    }

    /// Another window size.
    pub fn resize(&mut self, columns: u16, rows: u16) {
        let (height, width) = cells((columns, rows));
        // The emulator first and under one lock: what is drawn for the new size is never read at the old one.
        let mut seen = self.seen.lock().unwrap();
        seen.emulator.set_size(height, width);
        self.master.as_ref().unwrap().resize(window((columns, rows))).unwrap();
    }

    /// A window that says to be so large, to the program alone.
    pub fn claims(&self, columns: u16, rows: u16) {
        let (height, width) = cells((columns.min(1000), rows.min(500)));
        self.seen.lock().unwrap().emulator.set_size(height, width);
        self.master.as_ref().unwrap().resize(window((columns, rows))).unwrap();
    }

    /// Whether it has not ended yet.
    pub fn lives(&mut self) -> bool {
        self.child.try_wait().unwrap().is_none()
    }

    /// Bytes of memory that the program holds.
    pub fn memory(&self) -> usize {
        let status = fs::read_to_string(format!("/proc/{}/statm", self.pid.as_raw_nonzero())).unwrap();
        let pages: usize = status.split(' ').nth(1).and_then(|pages| pages.parse().ok()).unwrap();
        pages * 4096
    }

    /// Sends a signal.
    pub fn signal(&self, signal: Signal) {
        kill_process(self.pid, signal).unwrap();
    }

    /// Waits until the program has stopped, and not ended.
    pub fn stops(&self) {
        let stopped = || waitid(WaitId::Pid(self.pid), WaitIdOptions::STOPPED | WaitIdOptions::NOHANG).unwrap();
        assert!(wait(|| stopped().is_some()), "it does not stop:\n{}", self.screen());
    }

    /// Whether the program has ended by now.
    pub fn has_ended(&mut self) -> bool {
        self.child.try_wait().unwrap().is_some()
    }

    /// Waits for the end; the exit code, or none where a signal killed it.
    pub fn ends_or_dies(&mut self) -> Option<u32> {
        let mut status = None;
        wait(|| {
            status = self.child.try_wait().unwrap();
            status.is_some()
        });
        let status = status.unwrap_or_else(|| panic!("it does not end:\n{}", self.screen()));
        self.all_is_read();
        status.signal().is_none().then(|| status.exit_code())
    }

    /// Waits for the end; the exit code.
    pub fn ends(&mut self) -> u32 {
        self.ends_or_dies().unwrap_or_else(|| panic!("it is killed:\n{}", self.screen()))
    }

    /// What a terminal holds when the program ends is still on its way to us.
    fn all_is_read(&self) {
        let quiet = Duration::from_millis(50);
        let (mut count, mut since) = (self.bytes().len(), Instant::now());
        while since.elapsed() < quiet {
            thread::sleep(Duration::from_millis(5));
            let now = self.bytes().len();
            if now != count {
                (count, since) = (now, Instant::now());
            }
        }
    }

    /// The terminal is as it was: its modes, the screen, the cursor, mouse and paste.
    pub fn is_given_back(&self) {
        let back = wait(|| self.left_on().is_empty());
        assert!(back, "still on: {:?}", self.left_on());
        assert_eq!(modes(&**self.master.as_ref().unwrap()), self.modes_before);
    }

    /// Private modes that are not as they were: all off but the cursor.
    fn left_on(&self) -> Vec<String> {
        let mut last = BTreeMap::new();
        for (name, set) in sequences(&self.bytes()).iter().filter_map(|(body, end)| match end {
            'h' | 'l' => Some((body.strip_prefix('?')?.to_owned(), *end == 'h')),
            _ => None,
        }) {
            last.insert(name, set);
        }
        last.into_iter().filter(|(name, set)| *set != (name == "25")).map(|(name, _)| name).collect()
    }

    /// Whether the program has the terminal: another screen, no line editing.
    pub fn is_taken(&self) -> bool {
        self.seen.lock().unwrap().emulator.screen().alternate_screen()
            && modes(&**self.master.as_ref().unwrap()) != self.modes_before
    }

    /// What a shell does to the terminal of a program that was stopped behind its back: line editing, the normal
    /// screen, text.
    pub fn spoil(&self) {
        let name = self.master.as_ref().unwrap().tty_name().unwrap();
        let mut tty = fs::File::options().read(true).write(true).open(name).unwrap();
        tty.write_all(b"\x1b[?1049l\x1b[?25hspoilt").unwrap();
        assert!(Command::new("stty").arg("sane").stdin(tty).status().unwrap().success());
        self.shows("spoilt");
    }

    /// The window is closed: some last keys, and with their answer the terminal is gone.
    pub fn hang_up(&mut self, last: &str) {
        self.leave.store(true, Ordering::SeqCst);
        self.press(last);
        let leaving = Arc::downgrade(&self.seen);
        drop((self.keys.take(), self.master.take()));
        assert!(wait(|| leaving.strong_count() == 1), "nothing answers {last:?}");
    }

    /// The file of the session that has no name.
    pub fn session(&self) -> String {
        fs::read_to_string(self.saves.join("untitled.toml")).unwrap_or_default()
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        if let Ok(None) = self.child.try_wait() {
            let _ = kill_process(self.pid, Signal::KILL);
            let _ = self.child.wait();
        }
    }
}

/// The control sequences among bytes: what stands between `ESC [` and the letter, and the letter.
pub fn sequences(bytes: &[u8]) -> Vec<(String, char)> {
    let text = String::from_utf8_lossy(bytes);
    text.split("\x1b[")
        .skip(1)
        .filter_map(|rest| {
            let at = rest.find(|c: char| ('@'..='~').contains(&c))?;
            Some((rest[..at].to_owned(), rest[at..].chars().next()?))
        })
        .collect()
}

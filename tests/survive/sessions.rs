//! Sessions to be saved, killed and read again.

use costtui::catalog::{self, Catalog};
use costtui::faults::Source;
use costtui::scenario::{Scenario, put};
use costtui::session::Session;
use costtui::session::store;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::{Arc, LazyLock};

pub static CATALOG: LazyLock<Arc<Catalog>> =
    LazyLock::new(|| Arc::new(catalog::load(None).expect("the shipped catalog is sound")));

/// Users of a session before the first key, and of its plan; each key to the right is a step more.
pub const FIRST: u64 = 5000;

/// What the slider moves by at a key.
pub const STEP: u64 = 100;

/// A session of that many users.
pub fn session(users: u64) -> Session {
    let mut session = Session::new("Mine", Scenario::of(CATALOG.plan("zero-to-planetary").unwrap()));
    session.change(|scenario| put(scenario, &CATALOG, "sliders.users", &users.to_string()).unwrap());
    session
}

/// A folder, and in it the session of [`FIRST`] users.
pub struct Place {
    pub home: tempfile::TempDir,
    pub path: PathBuf,
}

impl Place {
    pub fn new() -> Place {
        // In memory, unless told otherwise: a kill leaves the same there, and the disk is not waited for.
        let memory = Path::new("/dev/shm");
        let in_memory = std::env::var_os("TMPDIR").is_none() && memory.is_dir();
        let home = if in_memory { tempfile::tempdir_in(memory) } else { tempfile::tempdir() }.unwrap();
        let path = home.path().join("mine.toml");
        let place = Place { home, path };
        place.again();
        place
    }

    /// As it was at first.
    pub fn again(&self) {
        for entry in fs::read_dir(self.home.path()).unwrap() {
            fs::remove_file(entry.unwrap().path()).unwrap();
        }
        fs::write(&self.path, session(FIRST).to_toml()).unwrap();
    }
}

/// How many users a text of a session has; none where it is no whole session.
pub fn users_of(bytes: &[u8]) -> Option<u64> {
    let text = std::str::from_utf8(bytes).ok()?.to_owned();
    let session = Session::from_toml(&Arc::new(Source { name: "it".to_owned(), text }), &CATALOG).ok()?;
    users(&session)
}

pub fn users(session: &Session) -> Option<u64> {
    session.scenario().sliders.get("users").map_or(Some(FIRST), |users| users.to_string().parse().ok())
}

/// Users in a file; none where it is not there or torn.
pub fn users_in(path: &Path) -> Option<u64> {
    users_of(&fs::read(path).ok()?)
}

/// Opens a session as the next start does: with its lock and what the journal has. Users, and what is said.
pub fn next_start(path: &Path) -> (u64, Option<String>) {
    let begun = store::begin(path, path.parent().unwrap(), &CATALOG, true).unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(begun.path, path, "{:?}: a lock is left", begun.said);
    assert!(begun.lock.is_some(), "no lock can be had");
    (users(&begun.session).unwrap(), begun.said)
}

/// The same where there is no file yet; users.
pub fn next_start_anew(path: &Path) -> u64 {
    let begun =
        store::begin_new(session(FIRST), path.to_owned(), &CATALOG, true).unwrap_or_else(|error| panic!("{error}"));
    assert!(begun.path == path && begun.lock.is_some(), "{:?}: a lock is left", begun.said);
    users(&begun.session).unwrap()
}

/// Names in a folder, hidden ones too.
pub fn names_in(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap();
    let mut names: Vec<String> =
        entries.map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

/// The binary, away from the folders of whoever runs the tests.
pub fn costtui() -> Command {
    clean(Command::new(env!("CARGO_BIN_EXE_costtui")))
}

/// A command without what the tests' own surroundings would tell the binary.
pub fn clean(mut command: Command) -> Command {
    command.env_remove("COSTTUI_CATALOG").env_remove("COSTTUI_SAVES");
    command.env("XDG_CONFIG_HOME", "/nowhere").env("XDG_DATA_HOME", "/nowhere").env("LC_ALL", "C.UTF-8");
    command
}

/// Arguments that move the slider and save, so many times, and print the screen.
pub fn saves(path: &Path, times: usize) -> [String; 4] {
    let keys = vec!["right s"; times].join(" ");
    [path.display().to_string(), "--keys".to_owned(), keys, "--print".to_owned()]
}

/// A number that a variable gives, or another.
pub fn asked(variable: &str, otherwise: usize) -> usize {
    std::env::var(variable).ok().map_or(otherwise, |text| text.parse().expect("a whole number"))
}

/// Whether the long forms are asked for.
pub fn long() -> bool {
    asked("COSTTUI_LONG", 0) > 0
}

/// A number from 0 to below `most`, by xorshift: the same again from the same seed.
pub fn random(state: &mut u64, most: u64) -> u64 {
    *state ^= *state << 13;
    *state ^= *state >> 7;
    *state ^= *state << 17;
    *state % most.max(1)
}

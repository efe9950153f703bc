//! Files that nobody means well: each is refused in its own words, at its place, in little time, memory and text.
//!
//! `tests/hostile/cases.csv` says of each file of those folders where it is wrong and what is said of it; `generated` makes what
//! is too large, too deep or too odd to be kept as a file; `bounded` gives the heaviest of all to the binary, in bounds of time and
//! memory. `cargo test --release --test hostile -- --ignored --nocapture` gives it all wrong files that are kept anywhere in tests/,
//! and tells which took the longest and the most.

#[path = "hostile/bounded.rs"]
mod bounded;
#[path = "hostile/generated.rs"]
mod generated;

use costtui::catalog::{self, Catalog, parse};
use costtui::faults::{Source, decode};
use costtui::import::{self, bill};
use costtui::session::store;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, LazyLock};

static CATALOG: LazyLock<Arc<Catalog>> =
    LazyLock::new(|| Arc::new(catalog::load(None).expect("the shipped catalog is sound")));

/// A small catalog that wrong files are laid over: the program's own takes far longer to read than any of them.
static BASE: LazyLock<Vec<Source>> = LazyLock::new(|| {
    let source = |name: &str| decode(name, fs::read(format!("tests/hostile/base/{name}")).unwrap()).unwrap();
    ["words.toml", "plan.toml", "card.toml"].map(source).to_vec()
});

/// What the program reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// A file of a catalog: a plan, words, a card, notes, prices of one's own.
    Catalog,
    Session,
    Estimate,
    Bill,
}

impl Kind {
    fn of(folder: &str) -> Kind {
        match folder {
            "session" => Kind::Session,
            "estimate" => Kind::Estimate,
            "bill" => Kind::Bill,
            _ => Kind::Catalog,
        }
    }
}

/// Why a file is refused; none where it is taken for sound.
fn refused(kind: Kind, path: &Path) -> Option<String> {
    let name = path.display().to_string();
    match kind {
        Kind::Catalog => decode(&name, fs::read(path).unwrap())
            .and_then(|source| parse(&[BASE.clone(), vec![source]]))
            .err()
            .map(|faults| faults.to_string()),
        Kind::Session => store::open(path, &CATALOG).err().map(|error| error.to_string()),
        Kind::Estimate => import::read(path, &CATALOG).err().map(|error| error.to_string()),
        Kind::Bill => bill::read(&[path.to_owned()], bill::Cost::default(), &CATALOG, &mut |_| true)
            .err()
            .map(|error| error.to_string()),
    }
}

/// A file that is wrong, where, and what is said of it.
struct Case {
    kind: Kind,
    path: PathBuf,
    /// `line:column`, `row n` of a bill; nothing where it is the whole file.
    place: String,
    says: String,
}

impl Case {
    /// What is not as it should be in the words of a refusal.
    fn wrong_with(&self, shown: &str) -> Option<String> {
        let name = self.path.display();
        let place = match self.place.as_str() {
            "" | "-" => String::new(),
            row if row.starts_with("row") => format!("{name}, {row}:"),
            place => format!("{name}:{place}\n"),
        };
        let steers = shown.chars().any(|c| c != '\n' && costtui::text::acts(c));
        let why = match () {
            () if steers => "what steers a terminal",
            () if shown.len() > 64 << 10 => "too many words",
            () if !shown.contains(&place) => "another place",
            () if !shown.contains(&self.says) => "other words",
            () => return None,
        };
        let shown: String = shown.chars().take(2000).collect();
        Some(format!("{name}: {why} than {place:?} and {:?}:\n{shown}\n", self.says))
    }
}

fn files() -> Vec<Case> {
    let mut table = csv::Reader::from_path("tests/hostile/cases.csv").unwrap();
    let case = |row: csv::StringRecord| Case {
        kind: Kind::of(&row[0]),
        path: Path::new("tests/hostile").join(&row[0]).join(&row[1]),
        place: row[2].to_owned(),
        says: row[3].to_owned(),
    };
    table.records().map(|row| case(row.unwrap())).collect()
}

fn all_are_refused(cases: &[Case]) {
    let sound = |case: &Case| Some(format!("{} is taken for sound\n", case.path.display()));
    let wrong =
        |case: &Case| refused(case.kind, &case.path).map_or_else(|| sound(case), |shown| case.wrong_with(&shown));
    let wrong: Vec<String> = cases.iter().filter_map(wrong).collect();
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), cases.len(), wrong.join("\n"));
}

#[test]
fn every_file_is_refused_at_its_place_in_its_own_words() {
    let cases = files();
    assert!(cases.len() >= 220, "only {} files", cases.len());
    all_are_refused(&cases);
}

#[test]
fn every_file_of_the_folders_is_a_case() {
    let known: Vec<PathBuf> = files().into_iter().map(|case| case.path).collect();
    for folder in ["plan", "words", "card", "notes", "own", "session", "estimate", "bill"] {
        for entry in fs::read_dir(Path::new("tests/hostile").join(folder)).unwrap() {
            let path = entry.unwrap().path();
            assert!(known.contains(&path), "{} is in no line of cases.csv", path.display());
        }
    }
}

//! Files of which every text is an attack, around a word that nothing else has.

use costtui::catalog::{self, Catalog};
use costtui::export::Subject;
use costtui::faults::Source;
use costtui::session::Session;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::sync::{Arc, LazyLock};
use tempfile::TempDir;

const FOLDER: &str = "tests/sinks";
/// Those of the catalog.
const FILES: [&str; 4] =
    ["catalog/plans/hostile.toml", "catalog/cards/hostile.toml", "catalog/notes/hostile.toml", "catalog/words.toml"];

/// That of the session.
const SESSION: &str = "session.toml";

/// What stands before and behind each word.
#[derive(Clone)]
pub struct Payload {
    pub name: String,
    pub before: String,
    pub after: String,
}

fn payloads() -> Vec<Payload> {
    let text = fs::read_to_string(Path::new(FOLDER).join("payloads.toml")).unwrap();
    let table: toml::Table = text.parse().unwrap();
    let part = |of: &toml::Value, key: &str| of[key].as_str().unwrap().to_owned();
    let payload = |(name, of): (&String, &toml::Value)| Payload {
        name: name.clone(),
        before: part(of, "before"),
        after: part(of, "after"),
    };
    table.iter().map(payload).collect()
}

/// The word as it is sought in what comes out.
pub fn marked(word: &str) -> String {
    format!("qx{word}qx")
}

/// A template with each `@@word@@` within a payload, written as its file needs it.
pub fn filled(template: &str, payload: &Payload, written: impl Fn(&str) -> String) -> String {
    let mut parts = template.split("@@");
    let mut out = parts.next().unwrap().to_owned();
    while let (Some(word), Some(rest)) = (parts.next(), parts.next()) {
        let mut text = format!("{}{}{}", payload.before, marked(word), payload.after);
        if word == "notes" {
            text = text.replace('\n', " "); // there a line end is one, and begins another paragraph
        }
        out += &written(&text);
        out += rest;
    }
    out
}

/// A text within the quotes of TOML.
pub fn in_toml(text: &str) -> String {
    let escaped = |c: char| match c {
        '"' | '\\' => format!("\\{c}"),
        c if c.is_control() => format!("\\u{:04x}", u32::from(c)),
        c => c.to_string(),
    };
    text.chars().map(escaped).collect()
}

/// The same where TOML takes it as it is: no line end and no code of ASCII.
fn in_comment(text: &str) -> String {
    text.chars().filter(|c| !c.is_ascii_control()).collect()
}

/// A catalog and a session of hostile texts.
pub struct Hostile {
    pub payload: Payload,
    pub catalog: Arc<Catalog>,
    pub session: Session,
    files: Vec<Source>,
}

/// The hostile files of every payload, read once.
static ALL: LazyLock<Vec<Hostile>> = LazyLock::new(|| payloads().into_iter().map(Hostile::new).collect());

impl Hostile {
    /// With the payload of a name.
    pub fn of(name: &str) -> &'static Self {
        ALL.iter().find(|hostile| hostile.payload.name == name).unwrap()
    }

    /// With each payload.
    pub fn all() -> &'static [Self] {
        &ALL
    }

    fn new(payload: Payload) -> Self {
        let filled = |file: &str| filled(&template(file), &payload, in_toml);
        let own = FILES.map(|file| Source { name: file.to_owned(), text: filled(file) });
        let catalog = catalog::parse(&[catalog::embedded(), own.to_vec()]).unwrap_or_else(|wrong| panic!("{wrong}"));
        let session = Source { name: SESSION.to_owned(), text: session(&payload) };
        let files = own.into_iter().chain([session.clone()]).collect();
        let session = Session::from_toml(&Arc::new(session), &catalog).unwrap_or_else(|wrong| panic!("{wrong}"));
        Hostile { payload, catalog: Arc::new(catalog), session, files }
    }

    /// What is exported of it.
    pub fn subject(&self) -> Subject<'_> {
        Subject { catalog: &self.catalog, session: &self.session, today: "2026-11-22".parse().unwrap() }
    }

    /// A folder with its files in it.
    pub fn folder(&self) -> TempDir {
        let folder = tempfile::tempdir().unwrap();
        for file in &self.files {
            let place = folder.path().join(&file.name);
            fs::create_dir_all(place.parent().unwrap()).unwrap();
            fs::write(place, &file.text).unwrap();
        }
        folder
    }

    /// Whether one of its files has a text.
    pub fn says(&self, text: &str) -> bool {
        self.files.iter().any(|file| file.text.contains(text))
    }
}

/// The session; in a comment TOML takes no escapes.
fn session(payload: &Payload) -> String {
    let template = template(SESSION);
    let (comment, rest) = template.split_once('\n').unwrap();
    format!("{}\n{}", filled(comment, payload, in_comment), filled(rest, payload, in_toml))
}

/// A template filled as a kind of file escapes texts, or raw: then without NUL, for which the whole file would be refused.
pub fn written_for(kind: &str, raw: bool, template: &str, payload: &Payload) -> String {
    let written = |text: &str| match kind {
        _ if raw => text.replace('\0', ""),
        "toml" => in_toml(text),
        "json" => in_json(text),
        _ => format!("\"{}\"", text.replace('"', "\"\"").replace('\0', "")),
    };
    filled(template, payload, written)
}

/// A file of another kind than TOML, filled and written.
pub fn fill_file(file: &str, payload: &Payload, to: &Path) {
    let kind = file.rsplit('.').next().unwrap();
    fs::write(to, written_for(kind, false, &template(file), payload)).unwrap();
}

/// A text within the quotes of JSON.
fn in_json(text: &str) -> String {
    let quoted = serde_json::Value::from(text).to_string();
    quoted[1..quoted.len() - 1].to_owned()
}

/// A word within a payload as the name of a file or an argument, which have no NUL, and a name no slash.
pub fn hostile_name(word: &str, payload: &Payload) -> String {
    format!("{}{}{}", payload.before, marked(word), payload.after).replace(['\0', '/'], "")
}

fn template(file: &str) -> String {
    fs::read_to_string(Path::new(FOLDER).join(file)).unwrap()
}

/// The words that a sink has to show, by `shown.csv`.
pub fn words_of(sink: &str) -> BTreeSet<String> {
    let text = template("shown.csv");
    let rows = text.lines().filter_map(|line| line.split_once(','));
    let words: BTreeSet<String> =
        rows.filter(|(of, _)| *of == sink).flat_map(|(_, words)| words.split(' ')).map(str::to_owned).collect();
    assert!(!words.is_empty(), "shown.csv does not say what {sink} shows");
    words
}

/// Checks that a text shows every word that it has to.
pub fn assert_shows(text: &str, sink: &str, what: &str) {
    let missing: Vec<String> = words_of(sink).into_iter().filter(|word| !text.contains(&marked(word))).collect();
    assert!(missing.is_empty(), "{what} lacks {missing:?}");
}

//! Sessions, and journals of what a crash left of one.

use crate::{Came, laws};
use costtui::catalog::{self, Catalog};
use costtui::faults::{Faults, Source};
use costtui::scenario::Scenario;
use costtui::session::Session;
use costtui::session::store::recover;
use std::fs;
use std::sync::{Arc, LazyLock};

pub static CATALOG: LazyLock<Arc<Catalog>> =
    LazyLock::new(|| Arc::new(catalog::load(None).expect("the shipped catalog is sound")));

fn read(text: String) -> Result<Session, Faults> {
    Session::from_toml(&Arc::new(Source { name: "fuzzed.toml".to_owned(), text }), &CATALOG)
}

/// What is chosen, and what was and may be again, from there on. A step that a person wrote and that changes nothing is none.
fn way(session: &Session, step: fn(&mut Session) -> bool) -> Vec<Scenario> {
    let mut session = session.clone();
    let mut way = vec![session.scenario().clone()];
    while step(&mut session) {
        way.push(session.scenario().clone());
    }
    way.dedup();
    way
}

/// A session: what is read is written and read again to the same, its history too, and is priced.
pub fn session(bytes: &[u8]) -> Came {
    let session = match read(laws::text(bytes)) {
        Ok(session) => session,
        Err(faults) => {
            laws::faults_stand_in(&faults, "fuzzed.toml");
            return Came::refused(&faults.kept[0].title);
        }
    };
    let text = session.to_toml();
    let again = read(text.clone()).unwrap_or_else(|faults| panic!("what is written is not read: {faults}\n{text}"));
    assert_eq!(again.to_toml(), text, "written again it is another");
    assert_eq!((&again.name, &again.notes, &again.ticks), (&session.name, &session.notes, &session.ticks));
    assert_eq!(
        (again.scenario(), &again.baseline, &again.pinned),
        (session.scenario(), &session.baseline, &session.pinned)
    );
    assert_eq!((&again.carried, again.example), (&session.carried, session.example));
    assert_eq!(way(&again, Session::undo), way(&session, Session::undo));
    assert_eq!(way(&again, Session::redo), way(&session, Session::redo));
    laws::nothing_acts(&session.name);
    laws::nothing_acts(&session.notes);
    let catalog = session.catalog(&CATALOG).unwrap_or_else(|faults| panic!("it was read by it: {faults}"));
    laws::a_quote_adds_up(&catalog, session.scenario());
    let chosen: Vec<String> = session.scenario().choices().into_iter().map(|(key, _)| key).collect();
    Came::taken((
        chosen,
        session.pinned.len(),
        session.carried.len(),
        session.undo_depth().min(3),
        session.redo_depth().min(3),
    ))
}

/// A journal of the texts between `---`, each with its length and sum; or the bytes themselves where they begin like one.
fn journal_of(bytes: &[u8]) -> Vec<u8> {
    if bytes.starts_with(b"#") {
        return bytes.to_vec();
    }
    let record =
        |text: &str| format!("# costtui journal {} {:08x}\n{text}", text.len(), crc32fast::hash(text.as_bytes()));
    laws::text(bytes).split("---\n").map(record).collect::<String>().into_bytes()
}

/// A journal: what can be read of it is taken in once, what can't be is put aside whole, and the session goes on.
pub fn journal(bytes: &[u8]) -> Came {
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str| folder.path().join(name);
    let journal = journal_of(bytes);
    fs::write(file(".x.toml.journal"), &journal).unwrap();
    let mut session = read("format = 2\nname = \"x\"\n\n[scenario]\nplan = \"edunerve\"\n".to_owned()).unwrap();
    let before = session.clone();
    let changes = recover(&file("x.toml"), &mut session, None, &CATALOG).changes;
    assert!(changes > 0 || session == before, "no change is told");
    let left = fs::read(file(".x.toml.journal")).unwrap();
    assert!(journal.starts_with(&left), "what is left is no beginning of it");
    let aside = fs::read(file(".x.toml.journal.bad")).ok();
    assert!(aside.as_ref().is_none_or(|aside| *aside == journal), "not all of it is put aside");
    let (scenario, name) = (session.scenario().clone(), session.name.clone());
    assert_eq!(recover(&file("x.toml"), &mut session, None, &CATALOG).changes, 0, "it is taken in twice");
    assert_eq!((session.scenario(), &session.name), (&scenario, &name));
    let text = session.to_toml();
    read(text.clone()).unwrap_or_else(|faults| panic!("it can't be opened again: {faults}\n{text}"));
    let came = (changes, left.len().min(1), aside.is_some());
    if aside.is_some() { Came { taken: false, ..Came::taken(came) } } else { Came::taken(came) }
}

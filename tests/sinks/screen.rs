//! What is drawn: every view of a hostile plan, in letters and as a picture, in Unicode and in ASCII.

use super::acting::assert_none;
use super::hostile::{Hostile, marked, words_of};
use super::markup;
use costtui::app::App;
use costtui::run::{self, Look, World};
use costtui::text::width;
use costtui::ui::Theme;
use std::collections::BTreeSet;
use tempfile::TempDir;

/// Keys that lead to each view, pane and box, from the beginning each.
const WAYS: [&str; 30] = [
    "enter",
    "down*7 enter",
    "down*9 enter",
    "down*11 enter",
    "tab down enter",
    "tab down*2 enter",
    "tab*2 enter",
    "tab*3 enter",
    "tab*3 down enter",
    "n",
    "?",
    "p",
    "o",
    "e",
    "P",
    "S lit:x",
    "F2",
    "F3 space",
    "F5",
    "F7",
    "F7 down",
    "F7 down*2",
    "F7 down*3",
    "F7 down*4",
    "F7 down*5",
    "F7 down*6",
    "F7 down*7",
    "F7 down*8",
    "F7 down*9",
    "F7 down*11",
];

/// Those that are answered by much reckoning.
const LONG_WAYS: [&str; 2] = ["F4", "F6"];

/// The explorer on the session, in a folder with its files.
pub fn explorer(hostile: &Hostile, folder: &TempDir) -> (App, World) {
    let path = folder.path().join("session.toml");
    let world = World::new(folder.path().to_owned(), (path.clone(), None, None), false, |_| {});
    (App::new(hostile.catalog.clone(), hostile.session.clone(), path, "2026-11-22".parse().unwrap()), world)
}

/// The rows of a screen after keys.
pub fn drawn(app: &mut App, world: &mut World, keys: &str, size: (u16, u16), (look, ascii): (Look, bool)) -> String {
    let chords = run::script(keys).unwrap();
    look.write(&run::frame(app, &Theme::new(true, ascii), world, &chords, size))
}

/// Looks at some views at a size, and notes the words that are seen.
fn look(hostile: &Hostile, ways: &[&str], size: (u16, u16), form: (Look, bool), seen: &mut BTreeSet<String>) {
    let all = words_of("screen");
    let folder = hostile.folder();
    for keys in ways {
        let (mut app, mut world) = explorer(hostile, &folder);
        let shown = drawn(&mut app, &mut world, keys, size, form);
        let what = format!("{keys:?} at {size:?} with {}:\n{shown}", hostile.payload.name);
        assert_none(&shown, &what);
        if form.0 == Look::Svg {
            markup::elements(&shown);
            continue;
        }
        assert!(!form.1 || shown.is_ascii(), "{what}");
        assert!(shown.lines().all(|row| width(row) <= size.0.into()), "{what}");
        seen.extend(all.iter().filter(|word| shown.contains(&marked(word))).cloned());
    }
}

#[test]
fn every_view_shows_the_words_and_nothing_that_acts() {
    let hostile = Hostile::of("acts");
    let mut seen = BTreeSet::new();
    look(hostile, &WAYS, (200, 60), (Look::Text, false), &mut seen);
    let missing: Vec<String> = words_of("screen").difference(&seen).cloned().collect();
    assert!(missing.is_empty(), "no view shows {missing:?}");
    look(hostile, &WAYS, (80, 24), (Look::Text, true), &mut seen);
    look(hostile, &LONG_WAYS, (120, 36), (Look::Text, false), &mut seen);
}

#[test]
fn a_picture_of_every_view_keeps_its_elements() {
    look(Hostile::of("markup"), &WAYS, (120, 36), (Look::Svg, false), &mut BTreeSet::new());
}

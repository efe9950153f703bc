//! Every character there is, and strings by chance, through each cleaner and through what each sink writes.

use super::acting::{assert_none, first};
use super::hostile::Hostile;
use super::screen::{drawn, explorer};
use super::{markup, structure};
use crate::dice::Dice;
use costtui::app::{Incoming, Overlay, State};
use costtui::catalog::{Catalog, Line};
use costtui::export::{Format, Subject, export, tables};
use costtui::report;
use costtui::report::markdown;
use costtui::report::sheet::{self, Answer, Cell, Column, Sheet};
use costtui::run::Look;
use costtui::session::Session;
use costtui::table;
use costtui::text::{clean, clean_prose, clean_source, cut, meant, neutral, width};
use std::sync::{Arc, LazyLock};

/// Characters of a text: as many as [`clean`] keeps of one, with a sign before each that bears it if it is a mark.
const PACKED: usize = 2048;

/// Every character, each behind a letter, in texts that are cut nowhere.
static ALL: LazyLock<Vec<String>> = LazyLock::new(|| {
    let all: Vec<char> = (0..=0x10ffff).filter_map(char::from_u32).collect();
    assert_eq!(all.len(), 1_112_064);
    all.chunks(PACKED).map(|chunk| chunk.iter().flat_map(|c| ['a', *c]).collect()).collect()
});

/// Those of them that anything acts in, for what takes its time; all of them where many strings are asked for.
static SOME: LazyLock<Vec<String>> = LazyLock::new(|| {
    let acts = |text: &&String| strings() > 100_000 || first(text).is_some();
    ALL.iter().filter(acts).cloned().collect()
});

/// Whether a text is only words that are read, and cleaning it again changes nothing.
fn is_clean(once: &str, cleaner: fn(&str) -> String) -> bool {
    first(once).is_none() && cleaner(once) == once
}

#[test]
fn no_character_acts_behind_a_cleaner_and_each_letter_stays() {
    for text in ALL.iter() {
        let letters = |of: &str| of.matches('a').count();
        for cleaner in [clean, clean_prose, clean_source] {
            let once = cleaner(text);
            assert!(is_clean(&once, cleaner), "{:?} in {text:?}", first(&once));
            assert!(letters(&once) >= PACKED.min(letters(text)), "a letter is lost of {text:?}");
        }
        assert_eq!(clean_source(text).len(), text.len());
        assert_eq!(clean(text).chars().count(), text.chars().count());
    }
}

/// What makes a text hard to clean: what acts, marks, what chooses a form, letters of flags, wide and narrow signs.
const HARD: [&str; 40] = [
    "\u{1b}",
    "\u{7}",
    "\r",
    "\n",
    "\t",
    "\0",
    "\u{7f}",
    "\u{85}",
    "\u{9b}",
    "\u{ad}",
    "\u{301}",
    "\u{308}",
    "\u{20e3}",
    "\u{34f}",
    "\u{5b0}",
    "\u{94d}",
    "\u{e34}",
    "\u{1160}",
    "\u{1161}",
    "\u{11a8}",
    "\u{200b}",
    "\u{200d}",
    "\u{202e}",
    "\u{2028}",
    "\u{2066}",
    "\u{fe0e}",
    "\u{fe0f}",
    "\u{feff}",
    "\u{ffff}",
    "\u{1f3fd}",
    "\u{e0041}",
    "\u{e0100}",
    "❤",
    "👍",
    "🇩",
    "日",
    "ل",
    "ا",
    "=",
    "'",
];

fn by_chance(dice: &mut Dice) -> String {
    let length = dice.below(24);
    let sign = |dice: &mut Dice| match dice.below(8) {
        0 => char::from_u32(dice.below(0x11_0000) as u32).unwrap_or('�').to_string(),
        1 | 2 => char::from(b'!' + dice.below(90) as u8).to_string(),
        _ => dice.one_of(&HARD).to_owned(),
    };
    (0..length).map(|_| sign(dice)).collect()
}

/// How many strings by chance each cleaner is given: more with COSTTUI_STRINGS.
fn strings() -> u64 {
    std::env::var("COSTTUI_STRINGS").ok().and_then(|count| count.parse().ok()).unwrap_or(100_000)
}

#[test]
fn no_string_by_chance_acts_behind_a_cleaner() {
    let look = |seed: u64, count: u64| {
        let mut dice = Dice::of(seed);
        for _ in 0..count {
            let text = by_chance(&mut dice);
            for cleaner in [clean, clean_prose, clean_source] {
                assert!(is_clean(&cleaner(&text), cleaner), "{text:?}");
            }
            assert_eq!(clean_source(&text).len(), text.len(), "{text:?}");
            let cells = dice.below(12) as usize;
            assert!(width(&cut(&clean(&text), cells)) <= cells, "{text:?} in {cells}");
            assert_eq!(meant(&neutral(&text)), text);
            structure::assert_is_not_run(&neutral(&clean(&text)));
        }
    };
    std::thread::scope(|scope| {
        let halves = [(7, strings() / 2), (11, strings() - strings() / 2)];
        let threads = halves.map(|(seed, count)| scope.spawn(move || look(seed, count)));
        threads.into_iter().for_each(|thread| thread.join().unwrap());
    });
}

/// A catalog whose lines are called as no file could call them: past what cleans a text as it is read.
fn unread(texts: &[String]) -> (Catalog, Session) {
    let hostile = Hostile::of("plain");
    let (mut catalog, mut session) = ((*hostile.catalog).clone(), hostile.session.clone());
    let plan = catalog.plans.iter_mut().find(|plan| plan.id == "hostile").unwrap();
    let lines = &mut plan.stages[0].variants[0].lines;
    let first = lines[0].clone();
    let line = |text: &String| Arc::new(Line { item: text.clone(), ..(*first).clone() });
    lines.extend(texts.iter().map(line));
    (plan.name, plan.source) = (ALL[0].clone(), ALL[1].clone());
    session.name = ALL[0].clone();
    session.notes = texts.join("\n");
    (catalog, session)
}

/// Checks what a format says of texts.
fn leaves(format: Format, texts: &[String]) {
    let (catalog, session) = unread(texts);
    let subject = Subject { catalog: &catalog, session: &session, today: "2026-11-22".parse().unwrap() };
    let text = String::from_utf8(export(format, &subject).unwrap()).unwrap();
    assert_none(&text, format.name());
    let letters = text.matches('a').count();
    assert!(letters > texts.len() * PACKED / 2, "of {} texts {} says {letters} letters", texts.len(), format.name());
    match format {
        Format::Json => drop(serde_json::from_str::<serde_json::Value>(&text).unwrap()),
        Format::Toml => drop(text.parse::<toml::Table>().unwrap()),
        Format::InfracostUsage => drop(structure::of_yaml(&text)),
        _ => drop(structure::of_csv(&text)),
    }
}

#[test]
fn no_character_acts_in_what_leaves_were_it_never_cleaned_before() {
    [Format::Toml, Format::Csv].into_iter().for_each(|format| leaves(format, &ALL));
    let more = [Format::Json, Format::Focus, Format::InfracostUsage];
    more.into_iter().for_each(|format| leaves(format, &SOME));
    let (catalog, session) = unread(&SOME);
    let subject = Subject { catalog: &catalog, session: &session, today: "2026-11-22".parse().unwrap() };
    for (name, table) in tables(&subject).unwrap() {
        assert_none(&table, name);
        structure::of_csv(&table);
    }
}

#[test]
fn no_character_acts_in_an_answer() {
    let row = |text: &String| vec![Cell::Text(text.clone()), Cell::Text(text.chars().take(9).collect())];
    let sheet = Sheet {
        id: "all",
        title: ALL[0].clone(),
        columns: vec![Column::text("text", "Text"), Column::below("below")],
        rows: ALL.iter().map(row).collect(),
        empty: "",
        detail: false,
    };
    let answer =
        [Answer { title: ALL[0].clone(), facts: vec![("text", Cell::Text(ALL[0].clone()))], sheets: vec![sheet] }];
    let written = |format| sheet::write(format, &answer);
    // What a terminal or a file gets of it goes through one more gate.
    let page = written(report::Format::Html);
    assert_none(&page, "the page");
    assert_eq!(markup::elements(&page).iter().filter(|name| *name == "tr").count(), 2 * ALL.len() + 1);
    let table = written(report::Format::Markdown);
    assert_none(&table, "the table");
    let rows = structure::of_markdown(&table);
    assert_eq!(rows.iter().filter(|row| *row == "||||").count(), ALL.len() + 2, "a row is torn");
    let rows = structure::of_csv(&clean_prose(&written(report::Format::Csv)));
    assert!(rows.len() == ALL.len() + 1 && rows.iter().all(|cells| *cells == 2));
    let value: serde_json::Value = serde_json::from_str(&clean_prose(&written(report::Format::Json))).unwrap();
    assert_eq!(value["all"].as_array().unwrap().len(), ALL.len());
    assert_none(&clean_prose(&written(report::Format::Text)), "the text");
    for text in ALL.iter() {
        let paragraph = markdown::paragraph(text);
        assert!(paragraph.len() >= text.matches('a').count() && first(&paragraph).is_none());
    }
}

#[test]
fn what_the_program_writes_as_toml_is_read_as_it_was() {
    for text in ALL.iter() {
        let read: toml::Table = format!("text = {}", table::quoted(text)).parse().unwrap();
        assert_eq!(read["text"].as_str(), Some(text.as_str()));
    }
}

/// Letters in a row of a screen: with the character behind it a letter takes three cells at most.
const ROW: usize = 333;

#[test]
fn no_character_acts_on_the_screen_were_it_never_cleaned_before() {
    let hostile = Hostile::of("plain");
    let folder = hostile.folder();
    let (mut app, mut world) = explorer(hostile, &folder);
    let all: Vec<char> = SOME.iter().flat_map(|text| text.chars()).filter(|c| *c != '\n').collect();
    let rows: Vec<String> = all.chunks(2 * ROW).map(|row| row.iter().collect()).collect();
    let mut letters = 0;
    for rows in rows.chunks(490) {
        let (state, overlay) = (State::Refused(rows.join("\n")), Overlay::Incoming);
        let incoming = Incoming { file: String::new(), state, answer: String::new(), blocks: Vec::new(), at: 0 };
        (app.incoming, app.overlay) = (Some(incoming), overlay);
        let shown = drawn(&mut app, &mut world, "", (1000, 500), (Look::Text, false));
        assert_none(&shown, "the screen");
        letters += shown.matches('a').count();
    }
    assert!(letters > SOME.len() * PACKED * 9 / 10, "only {letters} of the letters are seen");
}

//! What leaves into a file: each format with each payload, beside the same without one.

use super::acting::assert_none;
use super::hostile::{Hostile, assert_shows, marked, words_of};
use super::{markup, structure};
use crate::archive;
use costtui::catalog;
use costtui::export::{Format, export, tables};
use costtui::faults::Source;
use costtui::session::Session;
use std::sync::Arc;

fn plain() -> &'static Hostile {
    Hostile::of("plain")
}

fn written(hostile: &Hostile, format: Format) -> String {
    let bytes = export(format, &hostile.subject()).unwrap();
    let text = String::from_utf8(bytes).unwrap();
    let what = format!("{} with {}", format.name(), hostile.payload.name);
    assert_none(&text, &what);
    assert_shows(&text, format.extension(), &what);
    text
}

/// Checks a format with some payloads, by its structure: that of the same without a payload.
fn keeps<S: PartialEq + std::fmt::Debug>(format: Format, payloads: &[&str], structure: impl Fn(&str) -> Vec<S>) {
    let harmless = structure(&written(plain(), format));
    for name in payloads {
        let found = structure(&written(Hostile::of(name), format));
        let other = found.iter().zip(&harmless).position(|(found, harmless)| found != harmless);
        let at = other.unwrap_or(found.len().min(harmless.len()));
        assert!(
            found == harmless,
            "{} with {name} parts at {at}: {:?} in place of {:?}",
            format.name(),
            found.get(at),
            harmless.get(at)
        );
    }
}

/// What acts in a text that people read, and what a spreadsheet would run.
const READ: [&str; 4] = ["acts", "markup", "heading", "item"];
const RUN: [&str; 7] = ["acts", "markup", "equals", "plus", "minus", "at", "wide"];

#[test]
fn a_report_keeps_its_headings_lists_and_tables() {
    keeps(Format::Markdown, &READ, structure::of_markdown);
}

#[test]
fn a_page_and_its_pictures_keep_their_elements() {
    keeps(Format::Html, &READ[..2], markup::elements);
}

#[test]
fn figures_for_scripts_keep_their_form() {
    let json = |text: &str| vec![structure::of_json(&serde_json::from_str(text).unwrap())];
    keeps(Format::Json, &READ[..2], json);
    keeps(Format::OpenCost, &READ[..2], json);
    keeps(Format::InfracostUsage, &READ, structure::of_yaml);
}

#[test]
fn cells_keep_their_rows_and_none_is_run() {
    keeps(Format::Csv, &RUN, structure::of_csv);
    keeps(Format::Focus, &RUN, structure::of_csv);
    for hostile in Hostile::all() {
        for ((name, table), (_, plain)) in
            tables(&hostile.subject()).unwrap().iter().zip(tables(&plain().subject()).unwrap())
        {
            let what = format!("{name} with {}", hostile.payload.name);
            assert_none(table, &what);
            assert_shows(table, name, &what);
            assert_eq!(structure::of_csv(table), structure::of_csv(&plain), "{what}");
        }
    }
}

#[test]
fn a_session_is_read_again_as_it_was() {
    keeps(Format::Toml, &READ, |text| vec![structure::of_toml(&text.parse::<toml::Table>().unwrap().into())]);
    for hostile in Hostile::all() {
        let text = written(hostile, Format::Toml);
        let again =
            Session::from_toml(&Arc::new(Source { name: "again.toml".into(), text }), &hostile.catalog).unwrap();
        let said = |of: &Session| (of.name.clone(), of.notes.clone(), of.pinned[0].name.clone(), of.scenario().clone());
        assert_eq!(said(&again), said(&hostile.session));
    }
}

#[test]
fn a_session_that_takes_its_catalog_along_holds_nothing_that_acts() {
    for hostile in Hostile::all() {
        let whole = hostile.session.carrying(&hostile.catalog);
        let subject = costtui::export::Subject { session: &whole, ..hostile.subject() };
        let text = String::from_utf8(export(Format::Toml, &subject).unwrap()).unwrap();
        assert_none(&text, &hostile.payload.name);
        assert_shows(&text, "carried", &hostile.payload.name);
        let elsewhere = catalog::load(None).unwrap();
        let again = Session::from_toml(&Arc::new(Source { name: "again.toml".into(), text }), &elsewhere).unwrap();
        assert_eq!(again.carried.len(), 4);
    }
}

#[test]
fn a_workbook_has_words_where_words_are_and_its_own_formulas() {
    let formulas = |parts: &[archive::Part]| -> Vec<String> {
        let sheets = parts.iter().filter(|part| part.name.contains("worksheets/sheet"));
        let text = sheets.map(|part| String::from_utf8(part.bytes.clone()).unwrap()).collect::<String>();
        text.split("<f>").skip(1).map(|rest| rest.split("</f>").next().unwrap().to_owned()).collect()
    };
    let book = |hostile: &Hostile| archive::parts(&export(Format::Xlsx, &hostile.subject()).unwrap());
    let own = formulas(&book(plain()));
    assert!(own.len() > 100, "{own:?}");
    for hostile in Hostile::all() {
        let parts = book(hostile);
        assert_eq!(formulas(&parts), own, "{}", hostile.payload.name);
        let mut all = String::new();
        for part in parts.iter().filter(|part| part.name.ends_with(".xml")) {
            let text = String::from_utf8(part.bytes.clone()).unwrap();
            assert_none(&text.replace("\r\n", "\n"), &format!("{} with {}", part.name, hostile.payload.name));
            all.push_str(&text);
        }
        assert_shows(&all, "xlsx", &hostile.payload.name);
    }
}

#[test]
fn what_is_sought_in_a_sink_is_in_the_files() {
    let words = words_of("md").into_iter().chain(words_of("screen"));
    words.for_each(|word| assert!(plain().says(&marked(&word)), "no file says {word}"));
}

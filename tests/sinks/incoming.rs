//! Files that come in: what the explorer shows of them, what an export keeps of their names, and names of any length.

use super::acting::assert_none;
use super::hostile::{Hostile, fill_file, marked, written_for};
use super::screen::{drawn, explorer};
use crate::busy::timed;
use costtui::catalog::Line;
use costtui::engine;
use costtui::import;
use costtui::report::{self, Format};
use costtui::run::{self, Look};
use costtui::text::width;
use costtui::ui::Theme;
use std::fs;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

const SIZE: (u16, u16) = (120, 36);

/// The screen of a file that comes in.
fn shown(file: &Path, keys: &str, size: (u16, u16)) -> String {
    let hostile = Hostile::of("acts");
    let folder = hostile.folder();
    let (mut app, mut world) = explorer(hostile, &folder);
    drawn(&mut app, &mut world, &format!("i lit:{} enter {keys}", file.display()), size, (Look::Text, false))
}

#[test]
fn what_comes_in_is_shown_and_does_not_act() {
    let folder = tempfile::tempdir().unwrap();
    let payload = &Hostile::of("acts").payload;
    let cases = [("estimate.csv", "item"), ("infracost.json", "resource"), ("bill.csv", "servicecategory")];
    for (file, word) in cases {
        let path = folder.path().join(file);
        fill_file(file, payload, &path);
        for (keys, size) in [("", SIZE), ("down", (80, 24)), ("right", (40, 12))] {
            let screen = shown(&path, keys, size);
            assert_none(&screen, file);
            assert!(screen.lines().all(|row| width(row) <= size.0.into()), "{screen}");
            assert!(size != SIZE || screen.contains(&marked(word)), "no {word} in\n{screen}");
        }
    }
}

#[test]
fn what_is_wrong_with_a_file_that_comes_in_is_shown_and_does_not_act() {
    let folder = tempfile::tempdir().unwrap();
    let payload = &Hostile::of("acts").payload;
    let mut looked_at = 0;
    for entry in fs::read_dir("tests/sinks/wrong").unwrap() {
        let template = entry.unwrap().path();
        let name = template.file_name().unwrap().to_str().unwrap().to_owned();
        let kind = name.rsplit('.').next().unwrap();
        if kind == "toml" {
            continue;
        }
        for raw in [false, true] {
            let path = folder.path().join(&name);
            fs::write(&path, written_for(kind, raw, &fs::read_to_string(&template).unwrap(), payload)).unwrap();
            let screen = shown(&path, "", SIZE);
            assert_none(&screen, &name);
            assert!(raw || screen.contains("qx"), "{name} shows no word:\n{screen}");
            looked_at += 1;
        }
    }
    assert!(looked_at > 12);
}

#[test]
fn names_that_begin_as_a_formula_does_come_back_from_a_spreadsheet_as_they_were() {
    let names = ["=1+1", "-x", "@SUM", "'quoted", "'=quoted", "''=twice", "+1", "-5", "＝1", "'90s", "plain"];
    let hostile = Hostile::of("plain");
    let mut catalog = (*hostile.catalog).clone();
    let lines = &mut catalog.plans.iter_mut().find(|plan| plan.id == "hostile").unwrap().stages[0].variants[0].lines;
    let of = |(at, name): (usize, &&str)| {
        Arc::new(Line { id: format!("line-{at}"), item: (*name).to_owned(), ..(*lines[1]).clone() })
    };
    *lines = names.iter().enumerate().map(of).collect();
    let scenario = costtui::scenario::Scenario::of(catalog.plan("hostile").unwrap());
    let csv = report::write(Format::Csv, &catalog, &scenario, &engine::quote(&catalog, &scenario));
    assert!(
        csv.contains("'=1+1") && csv.contains("'-x") && csv.contains("'@SUM") && csv.contains("''=quoted"),
        "{csv}"
    );
    let estimate = import::estimate("quote.csv", csv.into_bytes(), &catalog).unwrap_or_else(|wrong| panic!("{wrong}"));
    let back: Vec<&str> = estimate.items.iter().map(|item| item.item.as_str()).collect();
    assert_eq!(back, names);
}

#[test]
fn a_name_of_any_length_is_cut_and_drawn_at_once() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("wide.csv");
    let (wide, marks) = ("日本".repeat(10 << 18), format!("e{}", "\u{301}".repeat(1 << 19)));
    assert!(wide.len() > 10 << 20 && marks.len() > 1 << 20);
    fs::write(&path, format!("item,month\n{wide},5\n{marks},6\nx{marks}y,7\n")).unwrap();
    let hostile = Hostile::of("plain");
    let files = hostile.folder();
    let (mut app, mut world) = explorer(hostile, &files);
    drawn(&mut app, &mut world, &format!("i lit:{} enter", path.display()), SIZE, (Look::Text, false));
    let (frame, took) = timed(|| run::frame(&mut app, &Theme::new(true, false), &mut world, &[], SIZE));
    assert!(took.is_none_or(|took| took < Duration::from_secs(1)), "a frame takes {took:?}");
    let longest = frame.content().iter().map(|cell| cell.symbol().len()).max().unwrap();
    assert!(longest <= 32, "a cell of {longest} bytes");
    let screen = Look::Text.write(&frame);
    assert!(screen.lines().all(|row| width(row) <= 120), "{screen}");
    assert!(screen.lines().any(|row| row.contains("日本日本") && row.contains('…')), "{screen}");
    assert!(screen.lines().any(|row| row.contains("e\u{301}\u{301}\u{301}\u{301}\u{fffd}")), "{screen}");
}

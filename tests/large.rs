//! Lists of 5,000: a plan of so many lines, a folder of so many sessions. A frame takes little longer than one of ten.

mod busy;
#[path = "soak/laws.rs"]
#[allow(dead_code, reason = "only what is drawn is looked at")]
mod laws;

use busy::timed;
use costtui::app::{App, Command, Msg, update};
use costtui::catalog::{self, Catalog, Line};
use costtui::scenario::Scenario;
use costtui::session::Session;
use costtui::session::store::Listed;
use costtui::ui::{self, Theme};
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::buffer::Buffer;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

const MANY: usize = 5_000;

/// A frame of 200 × 50 may take as long; builds that are not released take their time.
const LONGEST_FRAME: Duration = Duration::from_millis(if cfg!(debug_assertions) { 200 } else { 16 });

/// The catalog, in which the first line of a plan's first stage stands so many times.
fn catalog_of(lines: usize) -> Catalog {
    let mut catalog = catalog::load(None).unwrap();
    let plan = catalog.plans.iter_mut().find(|plan| plan.id == "edunerve").unwrap();
    let first = plan.stages[0].variants[0].lines[0].clone();
    let line = |n: usize| Line { id: format!("line-{n}"), item: format!("Line {n}"), ..(*first).clone() };
    plan.stages[0].variants[0].lines = (0..lines).map(|n| Arc::new(line(n))).collect();
    catalog
}

fn app_of(lines: usize) -> App {
    let catalog = Arc::new(catalog_of(lines));
    let scenario = Scenario { stage: Some("u50k".to_owned()), ..Scenario::of(catalog.plan("edunerve").unwrap()) };
    let session = Session::new("untitled", scenario);
    App::new(catalog, session, PathBuf::from("untitled.toml"), "2026-11-22".parse().unwrap())
}

fn drawn(app: &App) -> Buffer {
    let mut terminal = Terminal::new(TestBackend::new(200, 50)).unwrap();
    terminal.draw(|frame| ui::draw(app, &Theme::new(true, false), frame)).unwrap().buffer.clone()
}

/// Frames that are timed together: the system counts in ticks of some milliseconds.
const FRAMES: u32 = 20;

/// A frame, and how long one takes where the system tells.
fn frame(app: &App) -> (String, Option<Duration>) {
    let (frames, took) = timed(|| (0..FRAMES).map(|_| drawn(app)).collect::<Vec<Buffer>>());
    laws::nothing_drawn_acts(&frames[0]);
    (costtui::run::Look::Text.write(&frames[0]), took.map(|took| took / FRAMES))
}

/// Checks that a frame of many takes little longer than one of few.
fn nearly_as_fast(many: Option<Duration>, few: Option<Duration>) {
    if let (Some(many), Some(few)) = (many, few) {
        assert!(many < LONGEST_FRAME && many < few * 6 + Duration::from_millis(2), "{many:?}, of ten {few:?}");
    }
}

fn press(app: &mut App, command: Command) {
    update(app, Msg::Do(command));
    app.refresh();
}

#[test]
fn a_bill_of_5000_lines_is_drawn_nearly_as_fast_as_one_of_ten_wherever_it_is_scrolled() {
    let (mut many, mut few) = (app_of(MANY), app_of(10));
    for app in [&mut many, &mut few] {
        (0..3).for_each(|_| press(app, Command::Pane { back: false }));
    }
    let (_, plain) = frame(&few);
    for (rows, last) in [(0, "Line 0 "), (4_000, "Line 4000 "), (100_000, "Line 4999 ")] {
        press(&mut many, Command::Move(rows));
        let (shown, took) = frame(&many);
        assert!(shown.contains(last), "{shown}");
        nearly_as_fast(took, plain);
    }
    laws::what_is_selected_is_there(&many);
    laws::the_answer_is_of_the_scenario(&many);
}

#[test]
fn of_5000_sessions_the_last_is_chosen_and_drawn_nearly_as_fast_as_of_ten() {
    let listed = |n: usize| Listed {
        path: PathBuf::from(format!("saves/{n}.toml")),
        name: format!("Session {n}"),
        plan: "edunerve".to_owned(),
        notes: "Notes.".to_owned(),
        fault: None,
    };
    let of = |many: usize| {
        let mut app = app_of(10);
        update(&mut app, Msg::Listed((0..many).map(listed).collect(), false));
        press(&mut app, Command::Move(100_000));
        app
    };
    let ((_, plain), (shown, took)) = (frame(&of(10)), frame(&of(MANY)));
    assert!(shown.contains("Session 4999"), "{shown}");
    nearly_as_fast(took, plain);
}

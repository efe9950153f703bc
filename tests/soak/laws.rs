//! What holds of the explorer after anything.

#[path = "../sinks/acting.rs"]
pub mod acting;

use acting::assert_none;
use costtui::amount::{Decimal, Estimate, Number};
use costtui::app::{App, Figure, Overlay};
use costtui::engine::{self, LineBasis, Quote};
use costtui::faults::Source;
use costtui::scenario::{Basis, Scenario};
use costtui::session::Session;
use ratatui::buffer::Buffer;
use std::sync::Arc;
use unicode_width::UnicodeWidthStr;

/// What is shown is the answer to what is chosen.
pub fn the_answer_is_of_the_scenario(app: &App) {
    let fresh = engine::quote(&app.catalog, app.scenario());
    assert_eq!(fresh.cost, app.quote.cost);
    let costs = |quote: &Quote| -> Vec<_> {
        quote.lines.iter().map(|line| (line.line.id.clone(), line.cost.map(|cost| (cost.before, cost.after)))).collect()
    };
    assert_eq!(costs(&fresh), costs(&app.quote));
    assert_eq!(fresh.economics.margin, app.quote.economics.margin);
    assert_eq!((&fresh.stage, &fresh.flags), (&app.quote.stage, &app.quote.flags));
    the_lines_sum_to_the_total(app.scenario(), &app.quote);
}

/// Lines sum to the total, with the buffer that is on them.
pub fn the_lines_sum_to_the_total(scenario: &Scenario, quote: &Quote) {
    let printed = quote.lines.is_empty() || quote.lines.iter().any(|line| line.basis == LineBasis::Headline);
    if scenario.basis != Basis::Lines || printed || quote.total_from.printed.is_some() {
        return;
    }
    let sum = quote.lines.iter().try_fold(Estimate::ZERO, |sum, line| sum.plus(line.cost?.after));
    let buffered = quote.total_from.buffer.map_or(Ok(Decimal::ONE), |buffer| buffer.plus(Decimal::ONE));
    assert_eq!(sum.and_then(|sum| sum.times(buffered?)), quote.cost);
}

/// What is selected is there.
pub fn what_is_selected_is_there(app: &App) {
    let inside = |at: usize, rows: usize, what: &str| assert!(at < rows.max(1), "{what}: {at} of {rows}");
    let selected = &app.selected;
    inside(selected.what_if, app.rows().len(), "what if");
    inside(selected.levers, app.levers.len(), "levers");
    inside(selected.watch, app.watch.len(), "watch");
    inside(selected.month, Figure::ALL.len(), "month");
    inside(selected.bill, app.quote.lines.len() + app.quote.dropped.len(), "bill");
    inside(app.cards.at, app.cards.offers.len(), "cards");
    inside(app.sources.section, app.sources.sections.len(), "sections");
    match &app.overlay {
        Overlay::Plans { at } => inside(*at, app.catalog.plans.len(), "plans"),
        Overlay::Exports { at } => inside(*at, app.exports().len(), "exports"),
        Overlay::Sessions { list, at, .. } => inside(*at, list.len(), "sessions"),
        Overlay::Entry(entry) => assert!(entry.input.value().chars().count() <= 4096, "what is typed is cut"),
        _ => {}
    }
}

/// The session is what its text says, and steps back lead forth again.
pub fn the_session_is_whole(app: &App) {
    let text = app.session.to_toml();
    let source = Arc::new(Source { name: "session.toml".to_owned(), text });
    let read = Session::from_toml(&source, &app.catalog).unwrap_or_else(|faults| panic!("{faults}"));
    assert_eq!(read.scenario(), app.scenario());
    assert_eq!((read.undo_depth(), read.redo_depth()), (app.session.undo_depth(), app.session.redo_depth()));
    assert_eq!(read.to_toml(), source.text);
    let mut session = app.session.clone();
    let steps = session.undo_depth().min(30);
    assert!((0..steps).all(|_| session.undo()));
    assert_eq!(session.undo_depth() + steps, app.session.undo_depth());
    assert!((0..steps).all(|_| session.redo()));
    assert!(session == app.session, "undo and redo lead elsewhere");
}

/// Nothing in a cell steers a terminal, and no cell holds more than one sign with some marks.
pub fn nothing_drawn_acts(buffer: &Buffer) {
    for cell in &buffer.content {
        let symbol = cell.symbol();
        assert_none(symbol, "a cell");
        assert!(!symbol.contains('\n') && symbol.len() <= 32, "{symbol:?}");
        assert!(symbol.width() <= 2, "{symbol:?}");
    }
}

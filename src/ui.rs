//! `draw`: splits the screen and calls the parts. Reads the app, writes nothing back.

mod axes;
mod bar;
mod bill;
mod cards;
mod canvas;
mod curve;
mod explain;
mod footer;
mod header;
mod help;
mod hit;
mod incoming;
mod layout;
mod levers;
mod lists;
mod month;
mod pane;
mod picture;
mod questions;
mod slider;
mod sources;
mod table;
mod theme;
mod watch;
mod what_if;

pub use hit::hit;
pub use layout::{Parts, SMALLEST};
pub use theme::Theme;

use crate::app::{App, Overlay, View};
use ratatui::Frame;
use ratatui::layout::Rect;

/// Draws one frame.
pub fn draw(app: &App, theme: &Theme, frame: &mut Frame) {
    let area = frame.area();
    let Some(parts) = Parts::of(app, area) else {
        return too_small(area, theme, frame);
    };
    header::draw(app, theme, parts.header, frame);
    match app.view {
        View::Explore => draw_panes(app, theme, &parts, frame),
        View::Cards => cards::draw(app, theme, parts.body, frame),
        View::Compare | View::Sensitivity | View::Forecast | View::Risk => {
            questions::draw(app, theme, parts.body, frame);
        }
        View::Sources => sources::draw(app, theme, parts.body, frame),
    }
    footer::draw(app, theme, parts.footer, frame);
    // The bottom line stays in view: it says how to leave what lies over the rest.
    draw_overlay(app, theme, Rect { height: area.height - 1, ..area }, frame);
}

fn draw_panes(app: &App, theme: &Theme, parts: &Parts, frame: &mut Frame) {
    if let Some(area) = parts.what_if {
        what_if::draw(app, parts.watch.is_none(), theme, area, frame);
    }
    if let Some(area) = parts.levers {
        levers::draw(app, theme, area, frame);
    }
    if let Some(area) = parts.watch {
        watch::draw(app, theme, area, frame);
    }
    if let Some(area) = parts.month {
        month::draw(app, theme, area, frame);
    }
    if let Some(area) = parts.bill {
        bill::draw(app, theme, area, frame);
    }
    if let Some(area) = parts.about {
        explain::draw_pane(app, theme, area, frame);
    }
    if let Some(area) = parts.curve {
        curve::draw(app, theme, area, frame);
    }
}

fn draw_overlay(app: &App, theme: &Theme, area: Rect, frame: &mut Frame) {
    if matches!(app.overlay, Overlay::Entry(_)) && app.incoming.is_some() {
        incoming::draw(app, theme, area, frame);
    }
    match &app.overlay {
        Overlay::None => {}
        Overlay::Incoming => incoming::draw(app, theme, area, frame),
        Overlay::Entry(entry) => lists::draw_name(app, entry, theme, area, frame),
        Overlay::Explain { scroll } => explain::draw_overlay(app, *scroll, theme, area, frame),
        Overlay::Notes { scroll } => explain::draw_notes(app, *scroll, theme, area, frame),
        Overlay::Help { scroll } => help::draw(*scroll, theme, area, frame),
        Overlay::Exports { at } => lists::draw_exports(app, *at, theme, area, frame),
        Overlay::Plans { at } => lists::draw_plans(app, *at, theme, area, frame),
        Overlay::Sessions { list, pin, at } => lists::draw_sessions(app, (list, *pin), *at, theme, area, frame),
    }
}

fn too_small(area: Rect, theme: &Theme, frame: &mut Frame) {
    let words = format!("costtui needs {}×{}; this is {}×{}", SMALLEST.0, SMALLEST.1, area.width, area.height);
    pane::put(frame, area, 0, 0, &crate::text::cut(&words, area.width.into()), theme.plain());
}

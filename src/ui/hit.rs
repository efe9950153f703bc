//! What the mouse points at.

use super::pane::{first_row, inner};
use super::{Parts, cards, header, month, questions, sources, what_if};
use crate::app::{App, Command, Msg, Overlay, Pane, Row, View};
use ratatui::layout::{Position, Rect};

/// The message of a press, or of a drag, at a cell of a screen.
pub fn hit(app: &App, screen: Rect, column: u16, row: u16, drag: bool) -> Option<Msg> {
    let at = Position { x: column, y: row };
    let parts = Parts::of(app, screen)?;
    if !matches!(app.overlay, Overlay::None) {
        return None;
    }
    if parts.header.contains(at) {
        return header::view_at(app, parts.header, at.x).filter(|_| !drag).map(|view| Msg::Do(Command::Look(view)));
    }
    match app.view {
        View::Explore => {}
        View::Cards => return cards::hit(app, parts.body, at, drag),
        View::Compare | View::Sensitivity | View::Forecast | View::Risk => {
            return questions::hit(app, parts.body, at, drag);
        }
        View::Sources => return sources::hit(app, parts.body, at).filter(|_| !drag),
    }
    let inside = |area: Option<Rect>| area.map(inner).filter(|area| area.contains(at));
    if let Some(area) = inside(parts.what_if) {
        let first = first_row(app.selected.what_if, area.height);
        let row = first + usize::from(at.y - area.y);
        let slider = matches!(app.rows().get(row), Some(Row::Slider(_)));
        if let Some(part) = what_if::part_of_track(area, at).filter(|_| slider) {
            return Some(Msg::Drag(row, part));
        }
        return (!drag).then_some(Msg::Point(Pane::WhatIf, row));
    }
    let lists = [
        (parts.bill, Pane::Bill, app.selected.bill),
        (parts.levers, Pane::Levers, app.selected.levers),
        (parts.watch, Pane::Watch, app.selected.watch),
    ];
    for (area, pane, selected) in lists {
        if let Some(area) = inside(area).filter(|_| !drag) {
            return Some(Msg::Point(pane, first_row(selected, area.height) + usize::from(at.y - area.y)));
        }
    }
    let area = inside(parts.month).filter(|_| !drag)?;
    let row = month::places(area).iter().position(|place| place.contains(at))?;
    Some(Msg::Point(Pane::Month, row))
}

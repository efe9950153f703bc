//! View 7: the sections on the left, the rows of the chosen one on the right, and below them what is selected.

mod columns;
mod flow;
mod row;

use super::pane::{corner, framed, point, put, put_right};
use super::{Theme, explain};
use crate::app::{App, Msg, Side};
use crate::text::{cut, width};
use flow::Flow;
use ratatui::Frame;
use ratatui::layout::{Position, Rect};

/// Where the parts stand; none where there is room for one side only.
struct Areas {
    sections: Option<Rect>,
    rows: Option<Rect>,
    about: Option<Rect>,
}

/// Rows of the part that tells all of what is selected, with its frame.
const ABOUT: u16 = 10;

impl Areas {
    fn of(app: &App, body: Rect) -> Self {
        if body.width < 72 {
            let at = |side: Side| (app.sources.side == side).then_some(body);
            return Areas { sections: at(Side::Sections), rows: at(Side::Rows), about: None };
        }
        let list = if body.width >= 100 { 26 } else { 20 };
        let right = Rect { x: body.x + list, width: body.width - list, ..body };
        let about = if body.height >= 30 { ABOUT } else { 0 };
        let rows = Rect { height: body.height - about, ..right };
        let below = Rect { y: rows.bottom(), height: about, ..right };
        let sections = Rect { width: list, ..body };
        Areas { sections: Some(sections), rows: Some(rows), about: Some(below).filter(|below| below.height > 0) }
    }
}

/// Draws the view.
pub fn draw(app: &App, theme: &Theme, body: Rect, frame: &mut Frame) {
    let areas = Areas::of(app, body);
    if let Some(area) = areas.sections {
        draw_sections(app, theme, area, frame);
    }
    if let Some(area) = areas.rows {
        draw_rows(app, theme, area, frame);
    }
    if let Some(area) = areas.about {
        explain::draw_pane(app, theme, area, frame);
    }
}

/// What a press at a cell of the view means.
pub fn hit(app: &App, body: Rect, at: Position) -> Option<Msg> {
    let areas = Areas::of(app, body);
    if let Some(area) = areas.sections.map(inner).filter(|area| area.contains(at)) {
        let row = first_section(app, area.height) + usize::from(at.y - area.y);
        return Some(Msg::PointSources(Side::Sections, Some(row)));
    }
    let area = areas.rows.map(inner).filter(|area| area.contains(at))?;
    let (_, flow) = parts(app, area);
    let shown = Flow::of(app.sources.section()?, flow.width).shown(app.sources.selected(), flow.height);
    let line = usize::from(at.y.checked_sub(flow.y)?);
    let row = shown.get(line).and_then(|line| line.row());
    Some(Msg::PointSources(Side::Rows, row))
}

fn inner(area: Rect) -> Rect {
    Rect { x: area.x + 1, y: area.y + 1, width: area.width.saturating_sub(2), height: area.height.saturating_sub(2) }
}

/// The first section shown, so that the chosen one is in view.
fn first_section(app: &App, height: u16) -> usize {
    (app.sources.section + 1).saturating_sub(usize::from(height.max(1)))
}

fn draw_sections(app: &App, theme: &Theme, area: Rect, frame: &mut Frame) {
    let focused = app.sources.side == Side::Sections;
    let area_inside = framed(frame, theme, area, "Sources", focused);
    let first = first_section(app, area_inside.height);
    let shown = app.sources.sections.iter().enumerate().skip(first);
    for (y, (at, section)) in (0..area_inside.height).zip(shown) {
        let row = Rect { y: area_inside.y + y, height: 1, ..area_inside };
        let chosen = at == app.sources.section;
        let style = match (chosen, focused) {
            (true, true) => theme.accent(),
            (true, false) => theme.strong(),
            _ => theme.plain(),
        };
        if chosen {
            point(frame, theme, row, focused);
        }
        let room = usize::from(row.width).saturating_sub(width(&section.count) + 3);
        put(frame, row, 1, 0, &theme.text(&cut(section.kind.name(), room)), style);
        put_right(frame, row, row.width.saturating_sub(1), 0, &theme.text(&section.count), theme.dim());
    }
}

/// The rows that a sentence takes above the others, and what is left of the area.
fn parts(app: &App, area: Rect) -> (Vec<String>, Rect) {
    let heading = app.sources.section().map_or("", |section| section.heading.as_str());
    let room = usize::from(area.width.saturating_sub(2)).max(1);
    let mut words = if heading.is_empty() { Vec::new() } else { crate::text::wrap(heading, room) };
    // On a low screen the rows matter more than what is said of them.
    words.truncate(if area.height >= 12 { 2 } else { 0 });
    let taken = words.len() as u16;
    (words, Rect { y: area.y + taken, height: area.height.saturating_sub(taken), ..area })
}

fn draw_rows(app: &App, theme: &Theme, area: Rect, frame: &mut Frame) {
    let Some(section) = app.sources.section() else { return };
    let focused = app.sources.side == Side::Rows;
    let inside = framed(frame, theme, area, section.kind.name(), focused);
    let (words, flow_area) = parts(app, inside);
    for (y, words) in (0..inside.height).zip(&words) {
        put(frame, inside, 1, y, &theme.text(words), theme.dim());
    }
    let count = section.rows().count();
    if count == 0 {
        put(frame, flow_area, 1, 0, "Nothing here.", theme.dim());
        return;
    }
    let selected = app.sources.selected();
    corner(frame, theme, area, &format!("{} of {count}", selected + 1), theme.dim());
    let flow = Flow::of(section, flow_area.width);
    for (y, line) in (0..flow_area.height).zip(flow.shown(selected, flow_area.height)) {
        let place = Rect { y: flow_area.y + y, height: 1, ..flow_area };
        row::draw(app, &flow, line, focused, theme, place, frame);
    }
    if flow.folds() {
        let edge = Rect { y: area.bottom().saturating_sub(1), height: 1, ..area };
        corner(frame, theme, edge, "more columns: Enter", theme.dim());
    }
}

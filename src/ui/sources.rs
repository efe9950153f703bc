//! View 7: the sections on the left, the rows of the chosen one on the right, and below them what is selected.

use super::pane::{framed, inner, point, put, put_right};
use super::table::Table;
use super::{Theme, explain};
use crate::app::{App, Msg, Overlay, Side};
use crate::sources::Section;
use crate::text::{cut, width};
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
    let theme = Theme::new(false, false); // where rows stand is the same in every look
    let row = table(app, app.sources.section()?, &theme).row_at(area, at);
    Some(Msg::PointSources(Side::Rows, row))
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

/// The rows of the chosen section as a table.
fn table<'a>(app: &'a App, section: &'a Section, theme: &Theme) -> Table<'a> {
    let entry = match &app.overlay {
        Overlay::Entry(entry) => Some(entry),
        _ => None,
    };
    Table {
        blocks: &section.blocks,
        heading: (&section.heading, 4),
        style: theme.dim(),
        selected: app.sources.selected(),
        focused: app.sources.side == Side::Rows,
        folded: "more columns: Enter",
        entry,
    }
}

fn draw_rows(app: &App, theme: &Theme, area: Rect, frame: &mut Frame) {
    let Some(section) = app.sources.section() else { return };
    let table = table(app, section, theme);
    let inside = framed(frame, theme, area, section.kind.name(), table.focused);
    table.draw(theme, area, inside, frame);
}

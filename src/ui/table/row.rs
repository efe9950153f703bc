//! One line of a table: the headings of columns, or a row.

use super::Table;
use super::columns::{Place, at_point, indent, is_range, sign_width};
use super::flow::{Broken, Flow, Line, below};
use crate::app::Typed;
use crate::rows::{Bar, Block, Cell, Handle, Row, Sign, Tone};
use crate::text::{cut, width};
use crate::ui::pane::{point, put, put_right};
use crate::ui::what_if::draw_entry;
use crate::ui::{Theme, bar};
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;

/// Draws a line over one row of the pane.
pub(super) fn draw(table: &Table, flow: &Flow, line: Line, theme: &Theme, area: Rect, frame: &mut Frame) {
    let inside = Rect { x: area.x + 1, width: area.width.saturating_sub(1), ..area };
    match line {
        Line::Below { block, row, part } => {
            let (Some((block, _)), Some(broken)) = (flow.blocks.get(block), flow.rows.get(row)) else { return };
            let text = broken.below.get(part).map_or("", String::as_str);
            put(frame, inside, below(block, broken.row), 0, &theme.text(text), theme.dim());
        }
        Line::Gap => {}
        Line::Head(at) => {
            let Some((block, columns)) = flow.blocks.get(at) else { return };
            columns.shown.iter().for_each(|place| draw_title(block, place, theme, inside, frame));
        }
        Line::Row { block, row: at, part } => {
            let (Some((block, columns)), Some(Broken { row, texts, .. })) = (flow.blocks.get(block), flow.rows.get(at))
            else {
                return;
            };
            let selected = at == table.selected;
            if selected && part == 0 {
                point(frame, theme, area, table.focused);
            }
            let text = texts.get(part).map_or("", String::as_str);
            draw_first(block, row, (text, part), selected && table.focused, theme, inside, frame);
            if part > 0 || row.heads {
                return;
            }
            for place in columns.shown.iter().skip(1) {
                if let Some(cell) = row.cells.get(place.column) {
                    let figures = block.columns[place.column].figures;
                    draw_cell(cell, figures, place, theme, inside, frame);
                }
            }
            if let (Some(entry), Some(place)) = (entry(table, row), columns.shown.get(1)) {
                let area = Rect { width: (place.x + place.width).min(inside.width), ..inside };
                draw_entry(&entry.input, place.width.max(12), theme, area, frame);
            }
        }
    }
}

/// What is being typed for the row.
fn entry<'a>(table: &Table<'a>, row: &Row) -> Option<&'a crate::app::Entry> {
    let Some(Handle::Input(key)) = &row.handle else { return None };
    table.entry.filter(|entry| entry.typed == Typed::Input(key.clone()))
}

fn draw_title(block: &Block, place: &Place, theme: &Theme, area: Rect, frame: &mut Frame) {
    let column = &block.columns[place.column];
    let title = cut(&column.title, place.width.into());
    if column.figures && place.column > 0 {
        // Over the figures, not over their units.
        let end = place.x + place.width.saturating_sub(place.unit).max(width(&title) as u16);
        put_right(frame, area, end, 0, &theme.text(&title), theme.dim());
    } else {
        put(frame, area, place.x, 0, &theme.text(&title), theme.dim());
    }
}

/// The first cell; of a heading, also what stands behind its name.
fn draw_first(
    block: &Block,
    row: &Row,
    (text, part): (&str, usize),
    chosen: bool,
    theme: &Theme,
    area: Rect,
    frame: &mut Frame,
) {
    let Some(cell) = row.cells.first() else { return };
    let style = if chosen { theme.accent() } else { style(cell.tone, theme) };
    let start = if row.heads { 0 } else { indent(block) };
    if part == 0 {
        draw_sign(cell, start, theme, area, frame);
    }
    let end = put(frame, area, start + sign_width(cell) as u16, 0, &theme.text(text), style);
    if let (true, Some(note)) = (row.heads, row.cells.get(1)) {
        draw_sign(note, end + 2, theme, area, frame);
        let room = usize::from(area.width.saturating_sub(end + 2)).saturating_sub(sign_width(note));
        let words = cut(&note.text, room);
        put(frame, area, end + 2 + sign_width(note) as u16, 0, &theme.text(&words), self::style(note.tone, theme));
    }
}

fn draw_cell(cell: &Cell, figures: bool, place: &Place, theme: &Theme, area: Rect, frame: &mut Frame) {
    if let Some(bar) = cell.bar {
        return draw_bar(bar, Rect { x: area.x + place.x, width: place.width, ..area }, theme, frame);
    }
    let style = style(cell.tone, theme);
    if !figures {
        draw_sign(cell, place.x, theme, area, frame);
        let room = usize::from(place.width).saturating_sub(sign_width(cell));
        put(frame, area, place.x + sign_width(cell) as u16, 0, &theme.text(&cut(&cell.text, room)), style);
        return;
    }
    let end = place.x + place.width.saturating_sub(place.unit);
    let (whole, fraction) = if is_range(&cell.text) { (&*cell.text, "") } else { at_point(&cell.text) };
    let point = if is_range(&cell.text) { end } else { end.saturating_sub(place.fraction) };
    let whole = cut(whole, usize::from(point.saturating_sub(place.x)).saturating_sub(sign_width(cell)));
    let start = point.saturating_sub(width(&whole) as u16);
    draw_sign(cell, start.saturating_sub(sign_width(cell) as u16), theme, area, frame);
    put(frame, area, start, 0, &theme.text(&whole), style);
    put(frame, area, point, 0, fraction, style);
    let behind = point + width(fraction) as u16 + 1;
    let unit = cut(&cell.unit, usize::from((place.x + place.width).saturating_sub(behind)));
    put(frame, area, behind, 0, &theme.text(&unit), theme.dim());
}

/// What was priced, and behind it, hatched, what was not; or a swing.
fn draw_bar(bar: Bar, area: Rect, theme: &Theme, frame: &mut Frame) {
    match bar {
        Bar::Share { filled, whole } => {
            let x = bar::fill(filled, false, theme.trace(), theme, area, frame);
            bar::trail(x, whole, (theme.glyphs.hatched, theme.dim()), theme, area, frame);
        }
        Bar::Swing { from, base, to } => bar::swing((from, base, to), theme, area, frame),
    }
}

fn draw_sign(cell: &Cell, x: u16, theme: &Theme, area: Rect, frame: &mut Frame) {
    let signs = &theme.glyphs.signs;
    let (sign, style) = match cell.sign {
        None | Some(Sign::Blank) => return,
        Some(Sign::Good) => (signs.good, theme.good()),
        Some(Sign::Bad) => (signs.bad, theme.bad()),
        Some(Sign::Up) => (signs.up, style(cell.tone, theme)),
        Some(Sign::Down) => (signs.down, style(cell.tone, theme)),
        Some(Sign::Here) => (theme.glyphs.thumb, theme.accent()),
        Some(Sign::Box(true)) => ("[x]", theme.good()),
        Some(Sign::Box(false)) => ("[ ]", theme.plain()),
    };
    put(frame, area, x, 0, sign, style);
}

fn style(tone: Tone, theme: &Theme) -> Style {
    match tone {
        Tone::Plain => theme.plain(),
        Tone::Strong => theme.strong(),
        Tone::Dim => theme.dim(),
        Tone::Good => theme.good(),
        Tone::Bad => theme.bad(),
    }
}

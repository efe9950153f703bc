//! The what-if pane: sliders, then the choices there are.

use super::pane::{corner, first_row, framed, point, put, put_right};
use super::{Theme, slider, watch};
use crate::app::{App, Overlay, Pane, Row, Typed};
use crate::text::{capital, cut, width};
use ratatui::Frame;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;

/// Columns of a value.
const VALUE: u16 = 12;

/// Columns of a label.
fn label_width(area: Rect) -> u16 {
    if area.width >= 42 { 20 } else { 19 }
}

/// Where the track of a slider lies inside the pane.
fn track(inner: Rect, y: u16) -> Rect {
    let label = label_width(inner);
    Rect { x: inner.x + label, y, width: inner.width.saturating_sub(label + VALUE), height: 1 }
}

/// The part of a slider's track that a cell stands at, in thousandths.
pub(super) fn part_of_track(inner: Rect, at: Position) -> Option<u16> {
    let track = track(inner, at.y);
    let cells = track.width.checked_sub(1).filter(|cells| *cells > 0 && track.contains(at))?;
    Some((u32::from(at.x - track.x) * 1000 / u32::from(cells)) as u16)
}

/// Draws the pane; where levers and the watch are folded away, it says what goes on in them.
pub fn draw(app: &App, folds: bool, theme: &Theme, area: Rect, frame: &mut Frame) {
    let focused = app.focus == Pane::WhatIf;
    let inner = framed(frame, theme, area, "What if", focused);
    if let Some((words, style)) = folded(app, folds, theme) {
        corner(frame, theme, area, &words, style);
    }
    let rows = app.rows();
    let first = first_row(app.selected.what_if, inner.height);
    for (y, (at, row)) in (0..inner.height).zip(rows.iter().enumerate().skip(first)) {
        let line = Rect { y: inner.y + y, height: 1, ..inner };
        let selected = at == app.selected.what_if;
        draw_row(app, *row, selected && focused, theme, line, frame);
    }
}

/// What goes on in panes that are folded away.
fn folded(app: &App, folds: bool, theme: &Theme) -> Option<(String, Style)> {
    let on = app.scenario().levers.len();
    let levers = (on > 0).then(|| format!("{on} lever{} on", if on == 1 { "" } else { "s" }));
    let (loud, style) = match watch::loud(app) {
        Some(words) => (Some(format!("{} {words}", theme.glyphs.signs.bad)), theme.bad()),
        None => (None, theme.dim()),
    };
    let words: Vec<String> = levers.into_iter().chain(loud).collect();
    (folds && !words.is_empty()).then(|| (words.join(", "), style))
}

pub(super) fn draw_row(app: &App, row: Row, focused: bool, theme: &Theme, area: Rect, frame: &mut Frame) {
    if focused {
        point(frame, theme, area, true);
    }
    let label = label_of(app, row);
    let style = if focused { theme.accent() } else { theme.plain() };
    let room = label_width(area);
    put(frame, area, 1, 0, &theme.text(&cut(&label, usize::from(room) - 1)), style);
    if let Row::Slider(at) = row {
        draw_slider(app, at, focused, theme, area, frame);
    } else {
        draw_choice(app, row, focused, theme, area, frame);
    }
}

fn label_of(app: &App, row: Row) -> String {
    match row {
        Row::Slider(at) if app.catalog.sliders[at].id == "users" => capital(&app.plan().scale),
        Row::Slider(at) => app.catalog.sliders[at].label.clone(),
        Row::Income => "Income".to_owned(),
        Row::Card => "Card".to_owned(),
        Row::Region => "  Region".to_owned(),
        Row::Purchase => "  Purchase".to_owned(),
        Row::Stage => "Stage".to_owned(),
        Row::Variant => "Variant".to_owned(),
        Row::Addon(at) => format!("+ {}", app.plan().addons[at].name),
        Row::Basis => "Basis".to_owned(),
        Row::Elastic => "Elastic".to_owned(),
    }
}

fn draw_slider(app: &App, at: usize, focused: bool, theme: &Theme, area: Rect, frame: &mut Frame) {
    let slider = &app.catalog.sliders[at];
    let value = app.scenario().value(&app.catalog, slider);
    let was = app.session.baseline.value(&app.catalog, slider);
    slider::draw(slider, value, was, focused, theme, track(area, area.y), frame);
    match &app.overlay {
        Overlay::Entry(entry) if entry.typed == Typed::Slider(at) => {
            draw_entry(&entry.input, VALUE, theme, area, frame);
        }
        _ => draw_value(&slider.show(value), focused, theme, area, frame),
    }
}

/// Values end in one column, their units behind it.
fn draw_value(shown: &str, focused: bool, theme: &Theme, area: Rect, frame: &mut Frame) {
    let style = if focused { theme.accent() } else { theme.plain() };
    let (figure, unit) = shown.strip_suffix(" %").map_or((shown, ""), |figure| (figure, " %"));
    let end = area.width.saturating_sub(2);
    put_right(frame, area, end, 0, &theme.text(figure), style);
    put(frame, area, end, 0, unit, theme.dim());
}

/// A typed text with its cursor, at the right end of the area.
pub(super) fn draw_entry(input: &tui_input::Input, room: u16, theme: &Theme, area: Rect, frame: &mut Frame) {
    let start = area.width.saturating_sub(room);
    let scroll = input.visual_scroll(usize::from(room.saturating_sub(2)));
    let shown: String = input.value().chars().skip(scroll).collect();
    put(frame, area, start, 0, &" ".repeat(room.into()), theme.plain());
    put(frame, area, start + 1, 0, &shown, theme.accent());
    let cursor = start + 1 + u16::try_from(input.visual_cursor().saturating_sub(scroll)).unwrap_or(0);
    let under = shown.chars().nth(input.visual_cursor().saturating_sub(scroll)).unwrap_or(' ').to_string();
    put(frame, area, cursor, 0, &under, theme.chosen());
}

/// What comes of the way to buy, in words and in fewer.
fn bought(app: &App) -> Vec<String> {
    match app.bought_so() {
        None => Vec::new(),
        Some((0, _)) => vec!["none: on demand".to_owned(), "none".to_owned()],
        Some((so, all)) => vec![format!("{so} of {all} prices"), format!("{so}/{all}")],
    }
}

fn draw_choice(app: &App, row: Row, focused: bool, theme: &Theme, area: Rect, frame: &mut Frame) {
    let Some((choices, at)) = app.choices(row) else { return };
    let start = label_width(area);
    let (open, close) = theme.glyphs.choice;
    let style = if focused { theme.accent() } else { theme.plain() };
    let note = match row {
        Row::Stage if app.scenario().stage.is_none() => {
            format!("{} of {}", app.quote.stage.index + 1, app.plan().stages.len())
        }
        Row::Card if choices.len() == 1 => "the only card".to_owned(),
        _ => String::new(),
    };
    let room = usize::from(area.width.saturating_sub(start));
    let label = cut(&choices[at].1, room.saturating_sub(4));
    let mut x = start;
    if choices.len() > 1 {
        x = put(frame, area, x, 0, open, theme.dim()) + 1;
    }
    x = put(frame, area, x, 0, &theme.text(&label), style);
    if choices.len() > 1 {
        x = put(frame, area, x + 1, 0, close, theme.dim());
    }
    x += if choices.len() > 1 { 1 } else { 2 };
    let fits = |note: &&String| usize::from(x) + width(note) <= usize::from(area.width);
    let notes = if row == Row::Purchase { bought(app) } else { vec![note] };
    if let Some(note) = notes.iter().find(fits) {
        put(frame, area, x, 0, &theme.text(note), theme.dim());
    }
}

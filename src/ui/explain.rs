//! How the selected figure came about: formula, source, reason. Beside the panes where there is room, else over them.

mod figure;
mod income;
mod lever;
mod line;
mod row;
mod rule;

pub(super) use income::price;

use super::Theme;
use super::pane::{corner, framed, over, put};
use crate::app::{App, Figure, Pane, View};
use crate::rows::{Row, Voice};
use crate::sources;
use crate::text::wrap;
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;

/// One paragraph, in a style.
type Paragraph = (String, Kind);

/// What a paragraph is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Title,
    Formula,
    Plain,
    Aside,
}

/// Draws what is selected as a pane of its own.
pub fn draw_pane(app: &App, theme: &Theme, area: Rect, frame: &mut Frame) {
    let inner = framed(frame, theme, area, "About this", false);
    let inner = Rect { x: inner.x + 1, width: inner.width.saturating_sub(2), ..inner };
    let mut words = paragraphs(app);
    let noted = notes(app);
    if !noted.is_empty() && app.view == View::Explore {
        words.push((String::new(), Kind::Plain));
        words.push(("Notes of this session".to_owned(), Kind::Title));
        words.extend(noted.into_iter().map(|(line, _)| (line, Kind::Aside)));
    }
    write(&words, 0, theme, inner, frame);
    if app.view != View::Explore && wrapped(&words, inner.width.into()).len() > inner.height.into() {
        let edge = Rect { y: area.bottom().saturating_sub(1), height: 1, ..area };
        let key = if app.view == View::Cards { "Space" } else { "Enter" };
        corner(frame, theme, edge, &format!("{key}: all of it"), theme.dim());
    }
}

/// Draws it over the panes, from a row on.
pub fn draw_overlay(app: &App, scroll: usize, theme: &Theme, area: Rect, frame: &mut Frame) {
    draw_over("About this", &paragraphs(app), scroll, theme, area, frame);
}

/// Draws the notes of the session over the panes.
pub fn draw_notes(app: &App, scroll: usize, theme: &Theme, area: Rect, frame: &mut Frame) {
    let mut words = notes(app);
    if words.is_empty() {
        words.push(("Nothing is noted yet: N adds a line.".to_owned(), Kind::Aside));
    }
    draw_over(&app.session.name, &words, scroll, theme, area, frame);
}

fn draw_over(title: &str, paragraphs: &[Paragraph], scroll: usize, theme: &Theme, area: Rect, frame: &mut Frame) {
    let width = area.width.saturating_sub(4).min(84);
    let rows = wrapped(paragraphs, usize::from(width.saturating_sub(4))).len() as u16;
    let inner = over(frame, theme, area, (width, rows.saturating_add(2).max(5)), title);
    let scroll = scroll.min(usize::from(rows.saturating_sub(inner.height)));
    write(paragraphs, scroll, theme, inner, frame);
}

fn notes(app: &App) -> Vec<Paragraph> {
    app.session.notes.lines().map(|line| (line.to_owned(), Kind::Plain)).collect()
}

fn write(paragraphs: &[Paragraph], scroll: usize, theme: &Theme, area: Rect, frame: &mut Frame) {
    let rows = wrapped(paragraphs, area.width.into());
    for (y, (text, kind)) in (0..area.height).zip(rows.iter().skip(scroll)) {
        put(frame, area, 0, y, &theme.text(text), style(*kind, theme));
    }
}

fn style(kind: Kind, theme: &Theme) -> Style {
    match kind {
        Kind::Title => theme.strong(),
        Kind::Formula => theme.accent(),
        Kind::Plain => theme.plain(),
        Kind::Aside => theme.dim(),
    }
}

/// Paragraphs broken at spaces to a width.
fn wrapped(paragraphs: &[Paragraph], room: usize) -> Vec<(String, Kind)> {
    paragraphs.iter().flat_map(|(text, kind)| wrap(text, room).into_iter().map(|row| (row, *kind))).collect()
}

fn paragraphs(app: &App) -> Vec<Paragraph> {
    match (app.view, app.sources.section().map(|section| section.kind)) {
        (View::Sources, Some(sources::Kind::Provenance)) => return bill_line(app, app.sources.selected()),
        (View::Sources, _) => return told(app.sources.row()),
        (View::Cards, _) => return told(app.cards.row()),
        (View::Compare | View::Sensitivity | View::Forecast | View::Risk, _) => return told(app.question_row()),
        (View::Explore, _) => {}
    }
    match app.focus {
        Pane::WhatIf => row::about_row(app),
        Pane::Levers => lever::about_lever(app),
        Pane::Watch => rule::about_watched(app),
        Pane::Month => figure::about_figure(app, Figure::ALL[app.selected.month.min(Figure::ALL.len() - 1)]),
        Pane::Bill => bill_line(app, app.selected.bill),
    }
}

/// A line of the bill, priced or left out; a bill without lines has its headline.
fn bill_line(app: &App, at: usize) -> Vec<Paragraph> {
    let (lines, dropped) = (&app.quote.lines, &app.quote.dropped);
    match (lines.get(at), at.checked_sub(lines.len()).and_then(|at| dropped.get(at))) {
        (Some(line), _) => line::about_line(app, line),
        (None, Some(line)) => line::about_dropped(line),
        (None, None) => line::about_headline(app),
    }
}

/// All there is to say of the selected row of a table.
fn told(row: Option<&Row>) -> Vec<Paragraph> {
    let kind = |voice: Voice| match voice {
        Voice::Title => Kind::Title,
        Voice::Figure => Kind::Formula,
        Voice::Plain => Kind::Plain,
        Voice::Aside => Kind::Aside,
    };
    let detail = row.map_or(&[][..], |row| &row.detail);
    detail.iter().map(|words| (words.text.clone(), kind(words.voice))).collect()
}

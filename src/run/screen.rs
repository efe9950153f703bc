//! A frame without a terminal: keys in, text or SVG out, through the same update and draw.

use super::{World, input};
use crate::app::{App, Effect, update};
use crate::keys::Chord;
use crate::ui::{self, Theme};
use ratatui::backend::TestBackend;
use ratatui::buffer::Buffer;

/// How a frame is written down.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Look {
    /// Its characters, a row a line.
    Text,
    /// A picture, with colours.
    Svg,
}

/// Plays chords, then draws one frame of a size. Nothing is saved but what the chords save.
pub fn frame(app: &mut App, theme: &Theme, world: &mut World, chords: &[Chord], (width, height): (u16, u16)) -> Buffer {
    play(app, world, chords);
    let mut terminal = match ratatui::Terminal::new(TestBackend::new(width, height)) {
        Ok(terminal) => terminal,
        Err(never) => match never {},
    };
    match terminal.draw(|frame| ui::draw(app, theme, frame)) {
        Ok(done) => done.buffer.clone(),
        Err(never) => match never {},
    }
}

/// Plays chords one after the other, as slowly as a person would; leaving ends it.
pub(super) fn play(app: &mut App, world: &mut World, chords: &[Chord]) {
    for chord in chords {
        for msg in input::scripted(app, *chord) {
            let mut msg = Some(msg);
            while let Some(next) = msg.take() {
                match update(app, next) {
                    Some(Effect::Quit) => return,
                    Some(Effect::Suspend) | None => {}
                    Some(effect) => msg = world.perform(app, effect),
                }
            }
        }
        app.refresh();
    }
}

impl Look {
    /// The frame as text or as a picture.
    pub fn write(self, buffer: &Buffer) -> String {
        match self {
            Look::Text => text(buffer),
            Look::Svg => svg(buffer),
        }
    }
}

/// Rows without trailing blanks.
fn text(buffer: &Buffer) -> String {
    let mut out = String::new();
    for y in 0..buffer.area.height {
        let row: String = (0..buffer.area.width).map(|x| buffer[(x, y)].symbol()).collect();
        out.push_str(row.trim_end());
        out.push('\n');
    }
    out
}

/// Cell size of the picture, and its colours: those of a dark terminal.
const CELL: (f64, f64) = (8.4, 17.0);
const INK: &str = "#d8dee9";
const PAPER: &str = "#1b1f27";

fn svg(buffer: &Buffer) -> String {
    use std::fmt::Write;
    let (width, height) = (f64::from(buffer.area.width) * CELL.0, f64::from(buffer.area.height) * CELL.1);
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {:.0} {:.0}\" font-family=\"'DejaVu Sans Mono', Menlo, Consolas, monospace\" font-size=\"14\">\n\
         <rect width=\"100%\" height=\"100%\" rx=\"8\" fill=\"{PAPER}\"/>\n",
        width + 20.0,
        height + 20.0
    );
    for y in 0..buffer.area.height {
        for x in 0..buffer.area.width {
            let cell = &buffer[(x, y)];
            if cell.symbol() == " " && !cell.modifier.contains(ratatui::style::Modifier::REVERSED) {
                continue;
            }
            let (left, top) = (10.0 + f64::from(x) * CELL.0, 10.0 + f64::from(y) * CELL.1);
            let _ = write!(out, "{}", glyph(cell, left, top));
        }
        out.push('\n');
    }
    out.push_str("</svg>\n");
    out
}

/// One cell, placed by itself: a fallback font of another width then moves nothing else.
fn glyph(cell: &ratatui::buffer::Cell, left: f64, top: f64) -> String {
    use ratatui::style::{Color, Modifier};
    let ink = match cell.fg {
        Color::Cyan => "#6cc7d9",
        Color::Green => "#8fc97f",
        Color::Magenta => "#e08acb",
        _ => INK,
    };
    let holds = |modifier| cell.modifier.contains(modifier);
    let (fill, back) = if holds(Modifier::REVERSED) { (PAPER, Some(ink)) } else { (ink, None) };
    let back = back.map(|back| {
        format!(
            "<rect x=\"{left:.1}\" y=\"{top:.1}\" width=\"{:.1}\" height=\"{:.1}\" fill=\"{back}\"/>",
            CELL.0, CELL.1
        )
    });
    let weight = if holds(Modifier::BOLD) { " font-weight=\"bold\"" } else { "" };
    let faint = if holds(Modifier::DIM) { " opacity=\"0.6\"" } else { "" };
    let symbol = cell.symbol().replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    format!(
        "{}<text x=\"{left:.1}\" y=\"{:.1}\" fill=\"{fill}\"{weight}{faint}>{symbol}</text>",
        back.unwrap_or_default(),
        top + 13.0
    )
}

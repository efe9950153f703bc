//! A frame without a terminal: keys in, text or SVG out, through the same update and draw.

mod svg;

use super::{Flow, World, input, pass};
use crate::app::App;
use crate::keys::Chord;
use crate::text::width;
use crate::ui::{self, Theme};
use crossterm::event::Event;
use ratatui::backend::TestBackend;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use std::convert::Infallible;

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
    world.look_into(app);
    let mut terminal = match ratatui::Terminal::new(TestBackend::new(width, height)) {
        Ok(terminal) => terminal,
        Err(never) => match never {},
    };
    match terminal.draw(|frame| ui::draw(app, theme, frame)) {
        Ok(done) => done.buffer.clone(),
        Err(never) => match never {},
    }
}

/// One event of a terminal of a size, taken as the loop takes it; whether the explorer goes on. There is nothing to suspend.
pub fn happen(app: &mut App, world: &mut World, event: &Event, (width, height): (u16, u16)) -> bool {
    for msg in input::messages(app, Rect::new(0, 0, width, height), event) {
        let Ok(flow) = pass(app, msg, world, |_, _| Ok::<(), Infallible>(()));
        if let Flow::Ended(_) = flow {
            return false;
        }
    }
    true
}

/// Plays chords one after the other, as slowly as a person would; leaving ends it. There is nothing to suspend.
pub(super) fn play(app: &mut App, world: &mut World, chords: &[Chord]) -> Flow {
    for chord in chords {
        for msg in input::scripted(app, *chord) {
            let Ok(flow) = pass(app, msg, world, |_, _| Ok::<(), Infallible>(()));
            if let Flow::Ended(_) = flow {
                return flow;
            }
        }
        world.look_into(app);
    }
    Flow::On
}

impl Look {
    /// The frame as text or as a picture.
    pub fn write(self, buffer: &Buffer) -> String {
        match self {
            Look::Text => text(buffer),
            Look::Svg => svg::write(buffer),
        }
    }
}

/// Rows without trailing blanks.
fn text(buffer: &Buffer) -> String {
    let mut out = String::new();
    for y in 0..buffer.area.height {
        let (mut row, mut x) = (String::new(), 0);
        while let Some(cell) = buffer.cell((x, y)) {
            row.push_str(cell.symbol());
            x += u16::try_from(width(cell.symbol())).unwrap_or(1).max(1); // a wide sign lies over the cell behind it
        }
        out.push_str(row.trim_end());
        out.push('\n');
    }
    out
}

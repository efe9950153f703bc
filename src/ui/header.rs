//! The top line: where in which plan, priced by what, and whether it is saved.

use super::Theme;
use super::pane::{put, put_right};
use crate::app::{App, OnDisk};
use crate::text::{cut, width};
use ratatui::Frame;
use ratatui::layout::Rect;

/// Columns before the place: the program's name and what stands around it.
const BEFORE: usize = 10;

/// Draws the line.
pub fn draw(app: &App, theme: &Theme, area: Rect, frame: &mut Frame) {
    let (state, style) = match &app.on_disk {
        OnDisk::Untouched => (String::new(), theme.dim()),
        OnDisk::Pending => (format!("{} saving", theme.glyphs.signs.dot), theme.dim()),
        OnDisk::Saved => (format!("saved {}", theme.glyphs.signs.good), theme.dim()),
        OnDisk::Failed(_) => (format!("{} not saved", theme.glyphs.signs.bad), theme.bad()),
    };
    let place = place(app, theme);
    // The name takes what the place leaves, and a quarter in any case.
    let left = usize::from(area.width).saturating_sub(BEFORE + width(&place) + width(&state) + 6);
    let session = cut(&app.session.name, left.max(usize::from(area.width / 4)));
    let tail = if state.is_empty() { session } else { format!("{session}  {state}") };
    put_right(frame, area, area.width.saturating_sub(1), 0, &theme.text(&tail), style);
    let room = usize::from(area.width).saturating_sub(width(&tail) + 3);
    let start = put(frame, area, 1, 0, "costtui", theme.accent()) + 2;
    let place = cut(&place, room.saturating_sub(usize::from(start)));
    put(frame, area, start, 0, &theme.text(&place), theme.plain());
}

/// `Zero to planetary scale › 2 Growing community › Typical setup`.
fn place(app: &App, theme: &Theme) -> String {
    let plan = app.plan();
    let choice = &app.quote.stage;
    let stage = &plan.stages[choice.index];
    let groups = stage.variants.iter().chain(&plan.addons);
    let variant = groups.clone().find(|group| Some(&group.id) == choice.variant.as_ref());
    let path = theme.glyphs.path;
    let variant = variant.map(|variant| format!(" {path} {}", variant.name)).unwrap_or_default();
    format!("{} {path} {} of {} {}{variant}", plan.name, choice.index + 1, plan.stages.len(), stage.name)
}

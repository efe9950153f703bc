//! The top line: the views, where in which plan, and whether it is saved.

use super::Theme;
use super::pane::{put, put_right};
use crate::app::{App, OnDisk, View};
use crate::text::{cut, width};
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;

/// Columns before what follows the program's name.
const BEFORE: u16 = 10;

/// Columns of a view in the strip: its digit and name, with room for the mark of the current one.
fn cells(view: View) -> u16 {
    width(view.name()) as u16 + 4
}

/// Draws the line.
pub fn draw(app: &App, theme: &Theme, area: Rect, frame: &mut Frame) {
    let tail = Tail::of(app, theme, area);
    put_right(frame, area, area.width.saturating_sub(1), 0, &theme.text(&tail.text), tail.style);
    put(frame, area, 1, 0, "costtui", theme.accent());
    let mut x = BEFORE;
    if let Some(views) = strip(app, area) {
        for (view, start) in &views {
            draw_view(*view, *view == app.view, *start, theme, area, frame);
        }
        x = views.last().map_or(x, |(view, start)| start + cells(*view) + 1);
    }
    let room = usize::from(area.width).saturating_sub(width(&tail.text) + 3);
    let place = cut(&place(app, theme), room.saturating_sub(usize::from(x)));
    put(frame, area, x, 0, &theme.text(&place), theme.plain());
}

fn draw_view(view: View, current: bool, x: u16, theme: &Theme, area: Rect, frame: &mut Frame) {
    let (open, close) = if current { theme.glyphs.choice } else { (" ", " ") };
    let style = if current { theme.accent() } else { theme.dim() };
    put(frame, area, x, 0, &format!("{open}{} {}{close}", view.digit(), view.name()), style);
}

/// The view that the strip has at a column of the screen.
pub(super) fn view_at(app: &App, area: Rect, column: u16) -> Option<View> {
    let at = column.checked_sub(area.x)?;
    let views = strip(app, area)?;
    views.into_iter().find(|(view, start)| (*start..start + cells(*view)).contains(&at)).map(|(view, _)| view)
}

/// Where each view stands; none where the place and the session's name need the room.
fn strip(app: &App, area: Rect) -> Option<Vec<(View, u16)>> {
    let theme = Theme::new(false, false); // signs of both forms are as wide
    let wide: u16 = View::ALL.iter().map(|view| cells(*view)).sum();
    let words = width(&place(app, &theme)) + width(&app.session.name) + STATE;
    let needed = usize::from(BEFORE + wide + 1) + words + 4;
    let mut x = BEFORE - 1;
    let mut at = |view: &View| {
        let start = x;
        x += cells(*view);
        (*view, start)
    };
    (needed <= usize::from(area.width)).then(|| View::ALL.iter().map(&mut at).collect())
}

/// Columns of the longest word about the disk, so that the strip stays while a session is saved.
const STATE: usize = 13;

/// The session's name and how it stands with the disk.
struct Tail {
    text: String,
    style: Style,
}

impl Tail {
    fn of(app: &App, theme: &Theme, area: Rect) -> Self {
        let (state, style) = match &app.on_disk {
            OnDisk::Untouched => (String::new(), theme.dim()),
            OnDisk::Pending => (format!("{} saving", theme.glyphs.signs.dot), theme.dim()),
            OnDisk::Saved => (format!("saved {}", theme.glyphs.signs.good), theme.dim()),
            OnDisk::Failed(_) => (format!("{} not saved", theme.glyphs.signs.bad), theme.bad()),
        };
        // The name takes what the place leaves, and a quarter in any case.
        let taken = usize::from(BEFORE) + width(&place(app, theme)) + width(&state) + 6;
        let left = usize::from(area.width).saturating_sub(taken);
        let session = cut(&app.session.name, left.max(usize::from(area.width / 4)));
        let text = if state.is_empty() { session } else { format!("{session}  {state}") };
        Tail { text, style }
    }
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

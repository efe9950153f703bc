//! Lists to choose from, and the box in which a name is typed.

use super::Theme;
use super::pane::{over, put, put_right};
use super::what_if::draw_entry;
use crate::app::{App, Entry, Typed};
use crate::session::store::Listed;
use crate::text::cut;
use ratatui::Frame;
use ratatui::layout::Rect;

/// Draws the plans: name and stages, what each is about.
pub fn draw_plans(app: &App, at: usize, theme: &Theme, area: Rect, frame: &mut Frame) {
    let rows: Vec<(String, String)> = app
        .catalog
        .plans
        .iter()
        .map(|plan| {
            let stages = plan.stages.len();
            let stages = if stages == 1 { "1 stage".to_owned() } else { format!("{stages} stages") };
            (plan.name.clone(), format!("{stages} by {} · {}", plan.scale, plan.about))
        })
        .collect();
    draw_rows(&rows, at, "Plans", theme, area, frame);
}

/// Draws what the session can leave as.
pub fn draw_exports(app: &App, at: usize, theme: &Theme, area: Rect, frame: &mut Frame) {
    let rows: Vec<(String, String)> = app.exports().into_iter().map(|(name, about)| (name, about.to_owned())).collect();
    draw_rows(&rows, at, "Export", theme, area, frame);
}

/// Draws the sessions of the folder.
pub fn draw_sessions(
    app: &App,
    (list, pin): (&[Listed], bool),
    at: usize,
    theme: &Theme,
    area: Rect,
    frame: &mut Frame,
) {
    let about = |listed: &Listed| match (&listed.fault, listed.path == app.path) {
        (Some(fault), _) => format!("! {fault}"),
        (None, open) => {
            let notes = listed.notes.lines().next().unwrap_or_default();
            let notes = if notes.is_empty() { String::new() } else { format!(" · {notes}") };
            format!("{}{}{notes}", if open { "open now · " } else { "" }, listed.plan)
        }
    };
    let rows: Vec<(String, String)> = list.iter().map(|listed| (listed.name.clone(), about(listed))).collect();
    if rows.is_empty() {
        let inner = over(frame, theme, area, (60, 4), "Sessions");
        put(frame, inner, 0, 0, "None yet: s saves this one, S under a name.", theme.dim());
        return;
    }
    draw_rows(&rows, at, if pin { "Pin a session" } else { "Sessions" }, theme, area, frame);
}

/// Two rows for each choice: its name, and below it what it is.
fn draw_rows(rows: &[(String, String)], at: usize, title: &str, theme: &Theme, area: Rect, frame: &mut Frame) {
    let size = (
        area.width.saturating_sub(4).min(96),
        (rows.len() as u16).saturating_mul(2).saturating_add(2).min(area.height),
    );
    let inner = over(frame, theme, area, size, title);
    let visible = usize::from(inner.height / 2).max(1);
    let first = (at + 1).saturating_sub(visible);
    for (n, (name, about)) in rows.iter().enumerate().skip(first).take(visible) {
        let y = ((n - first) * 2) as u16;
        let room = usize::from(inner.width).saturating_sub(2);
        let chosen = n == at;
        if chosen {
            put(frame, inner, 0, y, theme.glyphs.point, theme.accent());
        }
        put(frame, inner, 2, y, &theme.text(&cut(name, room)), if chosen { theme.accent() } else { theme.strong() });
        put(frame, inner, 2, y + 1, &theme.text(&cut(about, room)), theme.dim());
    }
    let place = format!("{} of {}", at + 1, rows.len());
    let outer = Rect { y: inner.y.saturating_sub(1), height: 1, ..inner };
    put_right(frame, outer, outer.width, 0, &format!(" {place} "), theme.dim());
}

/// Draws the box for a session's name; values are typed where they stand.
pub fn draw_name(app: &App, entry: &Entry, theme: &Theme, area: Rect, frame: &mut Frame) {
    let title = match entry.typed {
        Typed::SaveAs => "Save as",
        Typed::Rename => "Rename this session",
        Typed::Note => "Add to the notes",
        Typed::Export(..) => "Export to the file",
        Typed::Import => "Import the file",
        Typed::EstimateUsers => "Users that the estimate is for",
        Typed::PlanName => "A plan of yours, by the name of",
        Typed::Pin => "Pin as",
        Typed::Goal => "What is wanted",
        Typed::By => "Move sliders by",
        Typed::Cash => "Cash before the first month",
        Typed::Budget => "What a month may cost",
        Typed::Months if app.questions.asked.growth => "Growth a month",
        Typed::Months => "Users",
        Typed::Spread(_) => "Spread",
        Typed::Slider(_) | Typed::Share(_) | Typed::Answer(_) | Typed::Line(_) | Typed::Input(_) => return,
    };
    let width = if matches!(entry.typed, Typed::Note | Typed::Export(..) | Typed::Import) { 96 } else { 56 };
    let inner = over(frame, theme, area, (width, 3), title);
    draw_entry(&entry.input, inner.width, theme, inner, frame);
    if let Some(full) = entry.full() {
        let border = Rect { y: inner.y.saturating_sub(1), height: 1, ..inner };
        put_right(frame, border, border.width, 0, &format!(" {full} "), theme.bad());
    }
    if entry.typed == Typed::Pin && entry.input.value().is_empty() {
        put(frame, inner, 2, 0, &theme.text(&cut(&app.pin_name(), usize::from(inner.width) - 2)), theme.dim());
    }
}

//! The top line: the views, where in which plan, and whether it is saved.

use super::Theme;
use super::pane::{put, put_right};
use crate::app::{App, OnDisk, View};
use crate::catalog::at_region;
use crate::text::{cut, width};
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;

/// Columns before what follows the program's name.
const BEFORE: u16 = 10;

/// A view in the strip: where it stands, and how it is written.
struct Tab {
    view: View,
    start: u16,
    text: String,
}

impl Tab {
    fn end(&self) -> u16 {
        self.start + width(&self.text) as u16
    }
}

/// Draws the line.
pub fn draw(app: &App, theme: &Theme, area: Rect, frame: &mut Frame) {
    let (strip, place) = parts(app, theme, area);
    put(frame, area, 1, 0, "costtui", theme.accent());
    for tab in &strip {
        let style = if tab.view == app.view { theme.accent() } else { theme.dim() };
        put(frame, area, tab.start, 0, &tab.text, style);
    }
    let x = strip.last().map_or(BEFORE, |tab| tab.end() + 1);
    let tail = Tail::of(app, theme, area, usize::from(x) + width(&place));
    put_right(frame, area, area.width.saturating_sub(1), 0, &theme.text(&tail.text), tail.style);
    let room = usize::from(area.width).saturating_sub(width(&tail.text) + 3);
    put(frame, area, x, 0, &theme.text(&cut(&place, room.saturating_sub(usize::from(x)))), theme.plain());
}

/// The view that the strip has at a column of the screen.
pub(super) fn view_at(app: &App, area: Rect, column: u16) -> Option<View> {
    let at = column.checked_sub(area.x)?;
    let (tabs, _) = parts(app, &Theme::new(false, false), area);
    tabs.into_iter().find(|tab| (tab.start..tab.end()).contains(&at)).map(|tab| tab.view)
}

/// The views, the current one marked; the others by their names, or by their digits alone.
fn strip(app: &App, theme: &Theme, named: bool) -> Vec<Tab> {
    let mut start = BEFORE - 1;
    let tab = |view: &View| {
        let current = *view == app.view;
        let (open, close) = if current { theme.glyphs.choice } else { (" ", " ") };
        let name = if named || current { format!(" {}", view.name()) } else { String::new() };
        let tab = Tab { view: *view, start, text: format!("{open}{}{name}{close}", view.digit()) };
        start = tab.end();
        tab
    };
    View::ALL.iter().map(tab).collect()
}

/// Where each view stands, and where in which plan this is, in the longest forms that there is room for: the views without
/// their names before the place without its variant, and no views where none of that fits.
fn parts(app: &App, theme: &Theme, area: Rect) -> (Vec<Tab>, String) {
    let forms = places(app);
    let words = width(&tail_words(app));
    let fits = |start: u16, form: &str, words: usize| {
        usize::from(start) + width(form) + words + STATE + 4 <= usize::from(area.width)
    };
    // The card's and the session's names are cut before the stage's, and before the views go.
    let least = words.min(usize::from(area.width / 4));
    for (form, words) in forms.iter().map(|form| (form, words)).chain(forms.last().map(|form| (form, least))) {
        for named in [true, false] {
            let strip = strip(app, theme, named);
            if strip.last().is_some_and(|tab| fits(tab.end() + 1, form, words)) {
                return (strip, form.clone());
            }
        }
    }
    let words = least;
    let form = forms.iter().find(|form| fits(BEFORE, form, words)).unwrap_or(&forms[1]);
    (Vec::new(), form.clone())
}

/// Columns of the longest word about the disk, so that the strip stays while a session is saved.
const STATE: usize = 13;

/// The card that prices, where that is not the plan itself, and the session's name.
fn tail_words(app: &App) -> String {
    let card = card(app).map(|card| format!("card: {card}  ")).unwrap_or_default();
    format!("{card}{}", app.session.name)
}

/// `AWS, Frankfurt`; nothing where the plan's own figures stand.
fn card(app: &App) -> Option<String> {
    let card = app.card()?;
    Some(at_region(&card.name, app.scenario().region_on(card)))
}

/// The session's name and how it stands with the disk.
struct Tail {
    text: String,
    style: Style,
}

impl Tail {
    fn of(app: &App, theme: &Theme, area: Rect, taken: usize) -> Self {
        let (state, style) = match &app.on_disk {
            OnDisk::Untouched => (String::new(), theme.dim()),
            OnDisk::Pending => (format!("{} saving", theme.glyphs.signs.dot), theme.dim()),
            OnDisk::Saved => (format!("saved {}", theme.glyphs.signs.good), theme.dim()),
            OnDisk::Failed(_) => (format!("{} not saved", theme.glyphs.signs.bad), theme.bad()),
        };
        // The words take what the place leaves, and a quarter in any case.
        let left = usize::from(area.width).saturating_sub(taken + width(&state) + 6);
        let words = cut(&tail_words(app), left.max(usize::from(area.width / 4)));
        let text = if state.is_empty() { words } else { format!("{words}  {state}") };
        Tail { text, style }
    }
}

/// `Zero to planetary scale › 2 of 5 Growing community › Typical setup`, and the same without the variant.
fn places(app: &App) -> [String; 2] {
    let plan = app.plan();
    let choice = &app.quote.stage;
    let stage = &plan.stages[choice.index];
    let mut groups = stage.variants.iter().chain(&plan.addons);
    let variant = groups.find(|group| Some(&group.id) == choice.variant.as_ref());
    let variant = variant.map(|variant| format!(" › {}", variant.name)).unwrap_or_default();
    let named = format!("{} › {} of {} {}", plan.name, choice.index + 1, plan.stages.len(), stage.name);
    [format!("{named}{variant}"), named]
}

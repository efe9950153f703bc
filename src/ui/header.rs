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
    let Parts { strip, place, least } = Parts::of(app, theme, area);
    put(frame, area, 1, 0, "costtui", theme.accent());
    for tab in &strip {
        let style = if tab.view == app.view { theme.accent() } else { theme.dim() };
        put(frame, area, tab.start, 0, &tab.text, style);
    }
    let x = after(&strip);
    let tail = Tail::of(app, theme, area, usize::from(x) + width(&place), least);
    put_right(frame, area, area.width.saturating_sub(1), 0, &theme.text(&tail.text), tail.style);
    let room = usize::from(area.width).saturating_sub(width(&tail.text) + 3);
    put(frame, area, x, 0, &theme.text(&cut(&place, room.saturating_sub(usize::from(x)))), theme.plain());
}

/// The view that the strip has at a column of the screen.
pub(super) fn view_at(app: &App, area: Rect, column: u16) -> Option<View> {
    let at = column.checked_sub(area.x)?;
    let strip = Parts::of(app, &Theme::new(false, false), area).strip;
    strip.into_iter().find(|tab| (tab.start..tab.end()).contains(&at)).map(|tab| tab.view)
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

/// The column that follows the views.
fn after(strip: &[Tab]) -> u16 {
    strip.last().map_or(BEFORE, |tab| tab.end() + 1)
}

/// What shares the line.
struct Parts {
    /// Where each view stands; none where there is no room.
    strip: Vec<Tab>,
    /// Where in which plan this is.
    place: String,
    /// Cells that the card's and the session's names have in any case.
    least: usize,
}

impl Parts {
    /// The longest forms that there is room for. The place gives way first, then the names of the views but the current
    /// one, and their digits where all else is as short as can be.
    fn of(app: &App, theme: &Theme, area: Rect) -> Self {
        let place = Place::of(app);
        let words = width(&tail_words(app));
        let quarter = usize::from(area.width / 4);
        let room =
            |start: u16, words: usize| usize::from(area.width).checked_sub(usize::from(start) + words + STATE + 4);
        for (named, least_place) in [(true, PLACE_BESIDE_NAMES), (false, PLACE)] {
            let strip = strip(app, theme, named);
            let start = after(&strip);
            let whole = room(start, words).and_then(|room| place.whole(room));
            if let Some(place) = whole {
                return Parts { strip, place, least: quarter };
            }
            // The names on the right are cut before the stage's.
            let stage = width(&place.stage);
            for (least, room_for) in [(words, stage), (quarter, least_place), (WORDS.min(quarter), least_place)] {
                let room = room(start, words.min(least)).filter(|room| *room >= room_for.max(least_place));
                if let Some(room) = room {
                    return Parts { strip, place: place.within(room), least };
                }
            }
        }
        let place = room(BEFORE, words.min(quarter)).and_then(|room| place.whole(room)).unwrap_or_else(|| place.bare());
        Parts { strip: Vec::new(), place, least: quarter }
    }
}

/// Cells of a place beside the names of all views, and beside their digits: with less, these go. Which plan this is says more than
/// digits, which the help has too.
const PLACE_BESIDE_NAMES: usize = 32;
const PLACE: usize = 24;

/// Cells of the card's and the session's names where the views would have to go for more.
const WORDS: usize = 14;

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
    fn of(app: &App, theme: &Theme, area: Rect, taken: usize, least: usize) -> Self {
        let (state, style) = match &app.on_disk {
            OnDisk::Untouched => (String::new(), theme.dim()),
            OnDisk::Pending => (format!("{} saving", theme.glyphs.signs.dot), theme.dim()),
            OnDisk::Saved => (format!("saved {}", theme.glyphs.signs.good), theme.dim()),
            OnDisk::Failed(_) => (format!("{} not saved", theme.glyphs.signs.bad), theme.bad()),
        };
        // The words take what the place leaves.
        let left = usize::from(area.width).saturating_sub(taken + width(&state) + 6);
        let words = cut(&tail_words(app), left.max(least));
        let text = if state.is_empty() { words } else { format!("{words}  {state}") };
        Tail { text, style }
    }
}

/// `Zero to planetary scale › 2 of 5 Growing community › Typical setup`, in its pieces.
struct Place<'a> {
    plan: &'a str,
    stage: String,
    variant: Option<&'a str>,
}

impl<'a> Place<'a> {
    fn of(app: &'a App) -> Self {
        let plan = app.plan();
        let choice = &app.quote.stage;
        let stage = &plan.stages[choice.index];
        let mut groups = stage.variants.iter().chain(&plan.addons);
        let variant = groups.find(|group| Some(&group.id) == choice.variant.as_ref());
        let stage = format!("{} of {} {}", choice.index + 1, plan.stages.len(), stage.name);
        Place { plan: &plan.name, stage, variant: variant.map(|variant| variant.name.as_str()) }
    }

    fn bare(&self) -> String {
        format!("{} › {}", self.plan, self.stage)
    }

    /// With its variant or without, as far as that fits whole.
    fn whole(&self, cells: usize) -> Option<String> {
        let bare = self.bare();
        let full = self.variant.map(|variant| format!("{bare} › {variant}"));
        full.into_iter().chain([bare]).find(|form| width(form) <= cells)
    }

    /// The longest form in so many cells: the plan's name is cut before the stage, which moves with the sliders.
    fn within(&self, cells: usize) -> String {
        let left = cells.saturating_sub(width(&self.stage) + width(" › "));
        let named = || format!("{} › {}", cut(self.plan, left), self.stage);
        self.whole(cells).unwrap_or_else(|| if left >= NAME { named() } else { cut(&self.stage, cells) })
    }
}

/// Cells of a plan's name that say anything.
const NAME: usize = 8;

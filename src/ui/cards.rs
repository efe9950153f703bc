//! View 3: the users, the answer in a sentence, every card and region below it, and what is selected.

use super::pane::{framed, inner};
use super::table::Table;
use super::{Theme, explain, what_if};
use crate::app::{App, Msg, Row};
use ratatui::Frame;
use ratatui::layout::{Position, Rect};

/// Where the parts stand.
struct Areas {
    pane: Rect,
    /// The users slider, inside the pane.
    users: Rect,
    /// The sentence and the rows, inside the pane.
    table: Rect,
    /// All of what is selected; none where there is no room for it.
    about: Option<Rect>,
}

/// Rows of the part that tells all of what is selected, with its frame.
const ABOUT: u16 = 10;

/// Rows of the table that are no offers: frame, users, the answer, the names of columns.
const AROUND: u16 = 7;

/// Columns of that part where it stands beside the table, and those that the table keeps.
const BESIDE: u16 = 58;
const TABLE: u16 = 130;

/// Columns of the slider.
const USERS: u16 = 64;

impl Areas {
    /// Below the table where that is narrow: the rows that it leaves, and some in any case where the screen is high.
    fn of(app: &App, body: Rect) -> Self {
        let offers = u16::try_from(app.cards.offers.len()).unwrap_or(u16::MAX);
        let left = body.height.saturating_sub(offers.saturating_add(AROUND));
        let below = left.max(if body.height >= 30 { ABOUT } else { 0 });
        let (pane, about) = if body.width >= TABLE + BESIDE {
            let x = body.width - BESIDE;
            (Rect { width: x, ..body }, Some(Rect { x: body.x + x, width: BESIDE, ..body }))
        } else if below >= ABOUT && body.width >= 72 {
            let y = body.height - below;
            (Rect { height: y, ..body }, Some(Rect { y: body.y + y, height: below, ..body }))
        } else {
            (body, None)
        };
        let inside = inner(pane);
        let users = Rect { width: inside.width.min(USERS), height: 1, ..inside };
        let table = Rect { y: inside.y + 1, height: inside.height.saturating_sub(1), ..inside };
        Areas { pane, users, table, about }
    }
}

/// Draws the view.
pub fn draw(app: &App, theme: &Theme, body: Rect, frame: &mut Frame) {
    let areas = Areas::of(app, body);
    framed(frame, theme, areas.pane, &format!("Cards, {}", app.cards.order.words()), true);
    if let Some(at) = app.users_slider() {
        what_if::draw_row(app, Row::Slider(at), false, theme, areas.users, frame);
    }
    table(app, theme).draw(theme, areas.pane, areas.table, frame);
    if let Some(area) = areas.about {
        explain::draw_pane(app, theme, area, frame);
    }
}

/// The offers as a table.
fn table<'a>(app: &'a App, theme: &Theme) -> Table<'a> {
    Table {
        blocks: &app.cards.blocks,
        heading: (&app.cards.answer, 3),
        style: theme.plain(),
        selected: app.cards.at,
        focused: true,
        folded: "more: Space",
        entry: None,
    }
}

/// What a press, or a drag, at a cell of the view means.
pub fn hit(app: &App, body: Rect, at: Position, drag: bool) -> Option<Msg> {
    let areas = Areas::of(app, body);
    if areas.users.contains(at) {
        let row = app.users_slider().and_then(|users| app.rows().iter().position(|row| *row == Row::Slider(users)));
        return row.zip(what_if::part_of_track(areas.users, at)).map(|(row, part)| Msg::Drag(row, part));
    }
    let theme = Theme::new(false, false); // where rows stand is the same in every look
    (areas.table.contains(at) && !drag).then(|| Msg::PointCard(table(app, &theme).row_at(areas.table, at)))
}

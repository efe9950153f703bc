//! Where each part stands: parts fold away in order of worth as the screen gets smaller.

use crate::app::{App, Figure, Pane};
use ratatui::layout::Rect;

/// The smallest screen that is drawn.
pub const SMALLEST: (u16, u16) = (40, 12);

/// The area of each part; none where it is folded away.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Parts {
    /// Plan, stage, variant; whether it is saved.
    pub header: Rect,
    /// All between the top line and the bottom line: what a view other than Explore fills.
    pub body: Rect,
    /// Sliders and choices.
    pub what_if: Option<Rect>,
    /// The month in figures.
    pub month: Option<Rect>,
    /// The lines.
    pub bill: Option<Rect>,
    /// The selected figure, explained.
    pub about: Option<Rect>,
    /// Cost and revenue by users.
    pub curve: Option<Rect>,
    /// Keys, or what was said.
    pub footer: Rect,
}

/// Rows that a curve needs to say anything.
const CURVE: u16 = 9;

impl Parts {
    /// The parts of a screen; none when it is smaller than [`SMALLEST`].
    pub fn of(app: &App, area: Rect) -> Option<Self> {
        if area.width < SMALLEST.0 || area.height < SMALLEST.1 {
            return None;
        }
        let row = |y: u16| Rect { y: area.y + y, height: 1, ..area };
        let body = Rect { y: area.y + 1, height: area.height - 2, ..area };
        let bare = Parts {
            header: row(0),
            body,
            what_if: None,
            month: None,
            bill: None,
            about: None,
            curve: None,
            footer: row(area.height - 1),
        };
        Some(match (area.width, area.height) {
            (100.., 28..) => bare.wide(app, body),
            (72.., 18..) => bare.middling(app, body),
            _ => bare.narrow(app, body),
        })
    }

    /// Two columns: what is moved on the left, what comes of it on the right.
    fn wide(self, app: &App, body: Rect) -> Self {
        let left_width = (body.width * 2 / 5).clamp(46, 70);
        let (left, right) = (columns(body, 0, left_width), columns(body, left_width, body.width - left_width));
        let what_if_height = (rows_of(app) + 2).min(left.height);
        let (what_if, about) = split(left, what_if_height);
        let (month, below) = split(right, figures() + 2);
        let wanted = u16::try_from(app.bill_rows()).unwrap_or(u16::MAX).saturating_add(2).max(5);
        let bill_height = if below.height >= CURVE + 5 { wanted.min(below.height - CURVE) } else { below.height };
        let (bill, curve) = split(below, bill_height);
        Parts {
            what_if: Some(what_if),
            month: Some(month),
            bill: Some(bill),
            about: Some(about).filter(|area| area.height >= 4),
            curve: Some(curve).filter(|area| area.height >= CURVE),
            ..self
        }
    }

    /// The month across, below it what is moved beside the bill; the curve last, where there is room.
    fn middling(self, app: &App, body: Rect) -> Self {
        let (month, below) = split(body, figures().div_ceil(2) + 2);
        let panes = (rows_of(app) + 2).max(u16::try_from(app.bill_rows()).unwrap_or(u16::MAX).saturating_add(2));
        let height = if below.height >= panes.saturating_add(CURVE) { panes } else { below.height };
        let (upper, curve) = split(below, height);
        let left = (upper.width * 9 / 20).max(38).min(upper.width / 2 + 2);
        Parts {
            month: Some(month),
            what_if: Some(columns(upper, 0, left)),
            bill: Some(columns(upper, left, upper.width - left)),
            curve: Some(curve).filter(|area| area.height >= CURVE),
            ..self
        }
    }

    /// One pane at a time under the two figures that matter most.
    fn narrow(self, app: &App, body: Rect) -> Self {
        if app.focus == Pane::Month {
            return Parts { month: Some(body), ..self };
        }
        let (month, pane) = split(body, 2);
        let (what_if, bill) = if app.focus == Pane::Bill { (None, Some(pane)) } else { (Some(pane), None) };
        Parts { month: Some(month), what_if, bill, ..self }
    }
}

fn rows_of(app: &App) -> u16 {
    u16::try_from(app.rows().len()).unwrap_or(u16::MAX)
}

/// Figures of the month pane.
fn figures() -> u16 {
    Figure::ALL.len() as u16
}

fn columns(area: Rect, x: u16, width: u16) -> Rect {
    Rect { x: area.x + x, width, ..area }
}

fn split(area: Rect, height: u16) -> (Rect, Rect) {
    let height = height.min(area.height);
    (Rect { height, ..area }, Rect { y: area.y + height, height: area.height - height, ..area })
}

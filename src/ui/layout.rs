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
    /// Savings that can be switched on.
    pub levers: Option<Rect>,
    /// What the rules say.
    pub watch: Option<Rect>,
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

/// Rows that levers and the watch keep, however much there is to move.
const LEAST: u16 = 5;

/// Rows that an explanation beside the panes needs to say anything.
const ABOUT: u16 = 7;

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
            levers: None,
            watch: None,
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
        let left_width = (body.width * 2 / 5).clamp(46, 80);
        let (left, right) = (columns(body, 0, left_width), columns(body, left_width, body.width - left_width));
        let [what_if, levers, watch, about] = left_column(app, left);
        let (month, below) = split(right, figures() + 2);
        let wanted = u16::try_from(app.bill_rows()).unwrap_or(u16::MAX).saturating_add(2).max(5);
        let bill_height = if below.height >= CURVE + 5 { wanted.min(below.height - CURVE) } else { below.height };
        let (bill, curve) = split(below, bill_height);
        Parts {
            what_if: Some(what_if),
            levers: Some(levers),
            watch: Some(watch),
            month: Some(month),
            bill: Some(bill),
            about: Some(about).filter(|area| area.height >= ABOUT),
            curve: Some(curve).filter(|area| area.height >= CURVE),
            ..self
        }
    }

    /// The month across, below it what is moved beside the bill: sliders, levers or the watch, whichever had the keys
    /// last. The curve last, where there is room.
    fn middling(self, app: &App, body: Rect) -> Self {
        let (month, below) = split(body, figures().div_ceil(2) + 2);
        let panes =
            (rows_of(app, app.left) + 2).max(u16::try_from(app.bill_rows()).unwrap_or(u16::MAX).saturating_add(2));
        let height = if below.height >= panes.saturating_add(CURVE) { panes } else { below.height };
        let (upper, curve) = split(below, height);
        let left = (upper.width * 9 / 20).max(38).min(upper.width / 2 + 2);
        Parts {
            month: Some(month),
            bill: Some(columns(upper, left, upper.width - left)),
            curve: Some(curve).filter(|area| area.height >= CURVE),
            ..self
        }
        .with(app.left, columns(upper, 0, left))
    }

    /// One pane at a time under the two figures that matter most.
    fn narrow(self, app: &App, body: Rect) -> Self {
        if app.focus == Pane::Month {
            return Parts { month: Some(body), ..self };
        }
        let (month, pane) = split(body, 2);
        Parts { month: Some(month), ..self }.with(app.focus, pane)
    }

    /// With one pane more.
    fn with(mut self, pane: Pane, area: Rect) -> Self {
        let place = match pane {
            Pane::WhatIf => &mut self.what_if,
            Pane::Levers => &mut self.levers,
            Pane::Watch => &mut self.watch,
            Pane::Bill => &mut self.bill,
            Pane::Month => &mut self.month,
        };
        *place = Some(area);
        self
    }
}

/// Sliders, levers and the watch, each as high as it needs where there is room, and what is left over. Where there is
/// not, the sliders stay whole as long as the others keep a few rows, and those share what is left.
fn left_column(app: &App, left: Rect) -> [Rect; 4] {
    let [what_if, levers, watch] =
        [Pane::WhatIf, Pane::Levers, Pane::Watch].map(|pane| rows_of(app, pane).saturating_add(2));
    let kept = levers.min(LEAST) + watch.min(LEAST);
    let (what_if, rest) = split(left, what_if.min(left.height.saturating_sub(kept)));
    let half = (rest.height / 2).max(rest.height.saturating_sub(watch));
    let (levers, rest) = split(rest, levers.min(half));
    let over = rest.height.saturating_sub(watch);
    let (watch, about) = split(rest, if over >= ABOUT { watch } else { rest.height });
    [what_if, levers, watch, about]
}

/// Rows that a pane of the left would fill; an empty one says why in one.
fn rows_of(app: &App, pane: Pane) -> u16 {
    let rows = match pane {
        Pane::Levers => app.levers.len(),
        Pane::Watch => app.watch.len(),
        _ => app.rows().len(),
    };
    u16::try_from(rows.max(1)).unwrap_or(u16::MAX)
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

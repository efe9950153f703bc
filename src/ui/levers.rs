//! The levers: what can be switched on, for what share, and what it saves now.

use super::Theme;
use super::pane::{corner, first_row, framed, more, point, put, put_right, remark};
use super::what_if::draw_entry;
use crate::amount::{Decimal, money, percent_short};
use crate::app::{App, LeverRow, Overlay, Pane, Standing, Typed};
use crate::catalog::{Effect, Lever};
use crate::scenario::Basis;
use crate::text::{cut, width};
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;

/// Columns before a name: the pointer and the box.
const NAME: u16 = 5;

/// Columns of a share.
const SHARE: u16 = 7;

/// Columns of what is typed.
const TYPED: u16 = 14;

/// Least columns of a condition that is shown.
const CONDITION: u16 = 26;

/// Draws the pane.
pub fn draw(app: &App, theme: &Theme, area: Rect, frame: &mut Frame) {
    let focused = app.focus == Pane::Levers;
    let inner = framed(frame, theme, area, "Levers", focused);
    if app.levers.is_empty() {
        return put_empty(theme, inner, frame);
    }
    if let Some(saved) = app.saved {
        let on = app.levers.iter().filter(|row| row.worth.on.is_some()).count();
        corner(frame, theme, area, &format!("{on} on, {}", loses(saved)), theme.good());
    } else if app.quote.total_from.basis != Basis::Lines {
        corner(frame, theme, area, "the total is a printed one", theme.dim());
    }
    let first = first_row(app.selected.levers, inner.height);
    let worths: Vec<(String, Look)> = app.levers.iter().map(|row| worth(app, row)).collect();
    let columns = Columns::of(app, &worths, inner.width);
    let rows = app.levers.iter().zip(&worths).enumerate().skip(first);
    for (y, (at, (row, worth))) in (0..inner.height).zip(rows) {
        let place = Rect { y: inner.y + y, height: 1, ..inner };
        let selected = at == app.selected.levers;
        if selected && focused {
            point(frame, theme, place, true);
        }
        if let Some(lever) = app.plan().levers.get(row.worth.lever) {
            Row { app, lever, row, worth, focused: selected && focused }.draw(theme, &columns, place, frame);
        }
    }
    let taken = more(frame, theme, area, first, app.levers.len());
    let condition = app.lever().and_then(|(lever, _)| lever.condition.clone()).unwrap_or_default();
    if focused {
        remark(frame, theme, area, &condition, taken);
    }
}

fn put_empty(theme: &Theme, area: Rect, frame: &mut Frame) {
    put(frame, area, 1, 0, &cut("no levers: [[lever]] in its file adds one", usize::from(area.width) - 2), theme.dim());
}

/// Columns behind the box.
struct Columns {
    name: u16,
    condition: u16,
    amount: u16,
}

impl Columns {
    /// The amounts as wide as the widest figure; words in place of one, or before it, run into the room of the share, which they
    /// never stand beside. What the longest name leaves is for conditions.
    fn of(app: &App, worths: &[(String, Look)], room: u16) -> Self {
        let wide = |(text, look): &(String, Look)| match look {
            Look::Aside => 0,
            Look::AtMost => (width(text) as u16).saturating_sub(SHARE),
            Look::Saved | Look::Offered => width(text) as u16,
        };
        let amount = worths.iter().map(wide).max().unwrap_or(0).min(room / 2).max(8) + 1;
        let name = app.plan().levers.iter().map(|lever| width(&lever.name) as u16).max().unwrap_or(0);
        let left = room.saturating_sub(NAME + SHARE + amount);
        let condition = left.saturating_sub(name + 2);
        let condition = if condition >= CONDITION { condition } else { 0 };
        Columns { name: if condition > 0 { name } else { left }, condition, amount }
    }
}

/// A lever, and what the pane knows of it.
struct Row<'a> {
    app: &'a App,
    lever: &'a Lever,
    row: &'a LeverRow,
    /// What it saves, or words for it.
    worth: &'a (String, Look),
    focused: bool,
}

impl Row<'_> {
    fn draw(&self, theme: &Theme, columns: &Columns, area: Rect, frame: &mut Frame) {
        let on = self.row.worth.on;
        let able = matches!(self.row.standing, Standing::Acts | Standing::Asks);
        let style = match (self.focused, able || on.is_some()) {
            (true, _) => theme.accent(),
            (false, true) => theme.plain(),
            (false, false) => theme.dim(),
        };
        let sign = match (self.lever.acts(), on) {
            (false, _) => "   ",
            (true, Some(_)) => "[x]",
            (true, None) => "[ ]",
        };
        put(frame, area, 1, 0, sign, if on.is_some() { theme.strong() } else { style });
        let (amount, look) = self.worth;
        let share = on.map(percent_short).unwrap_or_default();
        // A name may run on where there is no share behind it, and no long words.
        let end = area.width.saturating_sub(1);
        let taken = if share.is_empty() { width(amount) as u16 + 1 } else { columns.amount + SHARE };
        let taken = if self.is_typed() { TYPED } else { taken };
        let room = if columns.condition > 0 { columns.name } else { end.saturating_sub(NAME + taken) };
        put(frame, area, NAME, 0, &theme.text(&cut(&self.lever.name, room.into())), style);
        if columns.condition > 0 {
            let words = self.lever.condition.as_deref().unwrap_or_default();
            put(
                frame,
                area,
                NAME + columns.name + 2,
                0,
                &theme.text(&cut(words, usize::from(columns.condition) - 1)),
                theme.dim(),
            );
        }
        if self.is_typed() {
            return self.draw_entry(theme, area, frame);
        }
        // Words in the place of a figure may be longer than any: the share stands before them.
        let amount_end = end.saturating_sub(columns.amount.max(width(amount) as u16 + 1));
        put_right(frame, area, amount_end, 0, &theme.text(&share), theme.plain());
        put_right(frame, area, end, 0, &theme.text(amount), look.style(theme));
    }

    fn is_typed(&self) -> bool {
        matches!(&self.app.overlay, Overlay::Entry(entry) if entry.typed == Typed::Share(self.lever.id.clone()))
    }

    fn draw_entry(&self, theme: &Theme, area: Rect, frame: &mut Frame) {
        if let Overlay::Entry(entry) = &self.app.overlay {
            draw_entry(&entry.input, TYPED.min(area.width), theme, area, frame);
        }
    }
}

/// How a saving is written.
#[derive(Clone, Copy)]
enum Look {
    Saved,
    Offered,
    /// The most it could be.
    AtMost,
    Aside,
}

impl Look {
    fn style(self, theme: &Theme) -> Style {
        match self {
            Look::Saved => theme.good(),
            Look::Offered => theme.plain(),
            Look::AtMost | Look::Aside => theme.dim(),
        }
    }
}

/// What a lever saves now, or why that is no figure.
fn worth(app: &App, row: &LeverRow) -> (String, Look) {
    let lever = app.plan().levers.get(row.worth.lever);
    match (row.standing, row.worth.saves, lever.map(|lever| &lever.effect)) {
        (_, _, Some(Effect::Claims(claim))) => match claim {
            Some(claim) if claim.is_exact() => (format!("claims {}", percent_short(claim.expected)), Look::Aside),
            Some(claim) => (format!("claims {}", claim_range(claim.low, claim.high)), Look::Aside),
            None => ("claims".to_owned(), Look::Aside),
        },
        (_, _, Some(Effect::Credit(credit))) => (format!("once {}", money(*credit)), Look::Aside),
        (Standing::Idle, ..) => ("nothing here".to_owned(), Look::Aside),
        (Standing::Asks, None, Some(Effect::Asks)) if row.worth.on.is_none() => ("asks".to_owned(), Look::Aside),
        // It acts on a part that the user alone knows.
        (Standing::Asks, None, _) if row.worth.on.is_none() => {
            (format!("up to {}", row.worth.alone.map(loses).unwrap_or_default()), Look::AtMost)
        }
        (_, Some(saves), _) if row.worth.on.is_some() => (loses(saves), Look::Saved),
        (_, Some(saves), _) if is_alternative(app, row) => (format!("or {}", loses(saves)), Look::Offered),
        (_, Some(saves), _) => (loses(saves), Look::Offered),
        (_, None, _) => ("none left".to_owned(), Look::Aside),
    }
}

/// Whether a lever above it would take the same, and neither is on: the two do not add up.
fn is_alternative(app: &App, row: &LeverRow) -> bool {
    let shared = app.plan().levers.get(row.worth.lever).is_some_and(|lever| !app.sharing(lever).is_empty());
    if shared {
        return false; // what is shown is what the others leave
    }
    let group = |row: &LeverRow| app.plan().levers.get(row.worth.lever).and_then(|lever| lever.group.as_ref());
    let mut above = app.levers.iter().take_while(|other| other.worth.lever != row.worth.lever);
    group(row).is_some() && above.any(|other| group(other) == group(row) && other.standing != Standing::Idle)
}

/// `30–50 %`.
fn claim_range(low: Decimal, high: Decimal) -> String {
    let low = percent_short(low);
    format!("{}–{}", low.trim_end_matches(" %"), percent_short(high))
}

/// What is saved, as what it does to the bill: `−$70.00`; a lever that costs more adds.
pub(super) fn loses(saves: Decimal) -> String {
    crate::amount::signed_money(-saves)
}

//! One line of the bill.

use super::{Columns, lost};
use crate::amount::{Decimal, Number, money_within, whole_percent};
use crate::app::{App, Overlay, Typed};
use crate::catalog::Trust;
use crate::engine::{LineBasis, QuoteLine};
use crate::text::{cut, width};
use crate::ui::levers::loses;
use crate::ui::pane::{put, put_right};
use crate::ui::what_if::draw_entry;
use crate::ui::{Theme, bar};
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};

/// A line, and what the bill knows of it.
pub(super) struct Row<'a> {
    app: &'a App,
    line: &'a QuoteLine,
    /// Its share of the total; none where it is not in the total.
    share: Option<Decimal>,
    /// Whether its cost rose or fell with the last change.
    change: Option<bool>,
    focused: bool,
}

impl<'a> Row<'a> {
    /// A line of the bill as it is now.
    pub(super) fn of(app: &'a App, line: &'a QuoteLine, focused: bool) -> Self {
        let total = app.quote.cost.map_or(Decimal::ZERO, |cost| cost.expected);
        let counts = line.basis != LineBasis::Headline;
        let share = line.cost.ok().filter(|_| counts).and_then(|cost| cost.after.expected.over(total).ok());
        Row { app, line, share, change: changed(app, line), focused }
    }

    /// Draws it over one row of the pane.
    pub(super) fn draw(&self, theme: &Theme, columns: &Columns, row: Rect, frame: &mut Frame) {
        let name = if self.focused { theme.accent() } else { theme.plain() };
        let name = if self.change.is_some() { name.add_modifier(Modifier::BOLD) } else { name };
        let mut end = columns.item + 1 + columns.quantity;
        let most = usize::from(columns.item + columns.quantity).saturating_sub(width(&self.line.line.item) + 4).max(15);
        let quantity = if columns.quantity > 0 { self.quantity(most, theme) } else { None };
        // The name may run on into the room that its quantity leaves.
        let taken = quantity.as_ref().map_or(0, |(text, _)| width(text) + 1);
        let room = usize::from(columns.item + columns.quantity).saturating_sub(taken + 2);
        put(frame, row, 1, 0, &theme.text(&cut(&self.line.line.item, room)), name);
        if let Some((text, style)) = quantity {
            put_right(frame, row, end.saturating_sub(1), 0, &theme.text(&text), style);
        }
        end += columns.amount;
        self.draw_amount(usize::from(columns.amount) - 1, theme, Rect { width: end, ..row }, frame);
        end += columns.loss;
        if let Some(lost) = lost(self.line).filter(|_| columns.loss > 0) {
            put_right(frame, row, end, 0, &theme.text(&loses(lost)), theme.good());
        }
        self.draw_bar(theme, Rect { x: row.x + end + 1, width: columns.bar.saturating_sub(2), ..row }, frame);
        end += columns.bar;
        if columns.share > 0 {
            let shown = self.share.map_or("—".to_owned(), |share| format!("{} %", whole_percent(share)));
            put_right(frame, row, end + columns.share, 0, &theme.text(&shown), theme.dim());
            end += columns.share;
        }
        if columns.basis > 0 {
            let (words, style) = basis(self.line, theme);
            put(frame, row, end + 1, 0, &theme.text(words), style);
        }
        if let Some(entry) = self.entry() {
            draw_entry(&entry.input, 14, theme, row, frame);
        }
    }

    /// What is being typed for the line.
    fn entry(&self) -> Option<&'a crate::app::Entry> {
        match &self.app.overlay {
            Overlay::Entry(entry) if matches!(&entry.typed, Typed::Line(id) if *id == self.line.line.id) => Some(entry),
            _ => None,
        }
    }

    /// How many, in at most so many cells, where that says something: not of one thing, nor where a price runs along the users.
    fn quantity(&self, most: usize, theme: &Theme) -> Option<(String, Style)> {
        let line = self.line;
        let over = line.over_capacity.is_some();
        let one = line.unit.is_none() && line.quantity == Ok(Decimal::ONE);
        let users = line.unit.as_deref().is_some_and(|unit| unit.ends_with("user")) && !over;
        if one || users || self.entry().is_some() {
            return None;
        }
        let text = cut(&line.counted(), most);
        let marked = (format!("{} {text}", theme.glyphs.signs.bad), theme.bad());
        Some(if over { marked } else { (text, theme.dim()) })
    }

    /// What it costs, in at most so many cells, with the way it moved.
    fn draw_amount(&self, cells: usize, theme: &Theme, area: Rect, frame: &mut Frame) {
        let Ok(cost) = self.line.cost else {
            return put_right(frame, area, area.width, 0, "too large", theme.bad());
        };
        let replaced = self.line.basis == LineBasis::Headline;
        let style = if replaced { theme.dim() } else { theme.plain() };
        let text = money_within(cost.after.expected, cells);
        put_right(
            frame,
            area,
            area.width,
            0,
            &theme.text(&text),
            if self.change.is_some() { theme.strong() } else { style },
        );
        let signs = &theme.glyphs.signs;
        let sign = match self.change {
            Some(true) => (signs.up, theme.bad()),
            Some(false) => (signs.down, theme.good()),
            None if !cost.after.is_exact() => ("~", theme.dim()),
            None => return,
        };
        let before = area.width.saturating_sub(width(&text) as u16 + 2);
        put(frame, area, before, 0, sign.0, sign.1);
    }

    /// A bar in parts of a cell; hatched where the card has no price for the line. Behind it what levers took: the
    /// whole is what the bill would be without them, so that a bar stays where it is and thins out.
    fn draw_bar(&self, theme: &Theme, area: Rect, frame: &mut Frame) {
        let total = self.app.quote.cost.map_or(Decimal::ZERO, |cost| cost.expected);
        let whole = total.plus(self.app.saved.unwrap_or_default()).map_or(0.0, f64::of);
        let part_of = |money: Decimal| if whole > 0.0 { f64::of(money) / whole } else { 0.0 };
        let after = self.share.and_then(|_| self.line.cost.ok()).map_or(Decimal::ZERO, |cost| cost.after.expected);
        let hatched = self.line.basis == LineBasis::Missing;
        let style = if self.line.basis == LineBasis::Headline { theme.dim() } else { theme.trace() };
        let x = bar::fill(part_of(after), hatched, style, theme, area, frame);
        if let Some(lost) = lost(self.line).filter(|lost| lost.is_sign_positive()) {
            let sign = (theme.glyphs.lost, theme.good());
            bar::trail(x, part_of(after) + part_of(lost), sign, theme, area, frame);
        }
    }
}

/// Whether the line's cost moved with the last change, and which way.
fn changed(app: &App, line: &QuoteLine) -> Option<bool> {
    let before = app.before.as_ref()?.lines.iter().find(|other| other.line.id == line.line.id)?;
    let (was, is) = (before.cost.ok()?.after.expected, line.cost.ok()?.after.expected);
    (was != is).then_some(is > was)
}

/// Whether a card's price of a line is the user's own.
pub(super) fn is_yours(line: &QuoteLine) -> bool {
    line.basis == LineBasis::Card && line.card_price.as_ref().is_some_and(|price| price.yours.is_some())
}

/// What priced a line, in one word; a card's price that is the user's own, or hearsay, says that instead, and any
/// price that the user's bill multiplies says that.
pub(super) fn basis(line: &QuoteLine, theme: &Theme) -> (&'static str, Style) {
    let price = line.card_price.as_ref();
    match line.basis {
        LineBasis::Documented | LineBasis::Card | LineBasis::Missing if line.factor().is_some() => {
            ("bill", theme.accent())
        }
        LineBasis::Card if is_yours(line) => ("yours", theme.accent()),
        LineBasis::Card if price.is_some_and(|price| price.trust == Some(Trust::Low)) => ("low", theme.bad()),
        LineBasis::Documented => ("doc", theme.dim()),
        LineBasis::Card => ("card", theme.plain()),
        LineBasis::Override => ("you", theme.accent()),
        LineBasis::Headline => ("—", theme.dim()),
        LineBasis::Missing => ("doc?", theme.bad()),
    }
}

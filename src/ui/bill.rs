//! The bill: what is bought, how many, what it costs, its share as a bar, and what priced it.

use super::Theme;
use super::pane::{corner, framed, put, put_right};
use super::what_if::draw_entry;
use crate::amount::{Decimal, Number, money, percent, whole_percent};
use crate::app::{App, Overlay, Pane, Typed};
use crate::catalog::Line;
use crate::engine::{Flag, LineBasis, QuoteLine};
use crate::text::{cut, width};
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};

/// Columns, right to left; the item takes what is left.
struct Columns {
    item: u16,
    quantity: u16,
    amount: u16,
    bar: u16,
    share: u16,
    basis: u16,
}

impl Columns {
    /// The item first, then the amount; the rest as far as there is room.
    fn of(width: u16) -> Self {
        let amount = 13;
        let basis = if width >= 50 { 5 } else { 0 };
        let share = if width >= 36 { 5 } else { 0 };
        let quantity = if width >= 62 { 16 } else { 0 };
        let left = width.saturating_sub(1 + amount + basis + share + quantity);
        let bar = if left >= 28 { (left / 3).min(40) } else { 0 };
        Columns { item: (left - bar).min(44), quantity, amount, bar, share, basis }
    }
}

/// The first line shown, so that the selected one is in view.
pub(super) fn first_row(app: &App, height: u16) -> usize {
    app.selected.bill.saturating_sub(usize::from(height.max(1)) - 1)
}

/// Draws the pane.
pub fn draw(app: &App, theme: &Theme, area: Rect, frame: &mut Frame) {
    let focused = app.focus == Pane::Bill;
    let inner = framed(frame, theme, area, "The bill", focused);
    let note = cut(&note(app), usize::from(area.width).saturating_sub(18));
    if !note.is_empty() {
        corner(frame, theme, area, &note, theme.dim());
    }
    let first = first_row(app, inner.height);
    let (lines, dropped) = (&app.quote.lines, app.dropped());
    if lines.is_empty() && dropped.is_empty() {
        return draw_empty(app, theme, inner, frame);
    }
    let columns = Columns::of(inner.width);
    let total = app.quote.cost.map_or(Decimal::ZERO, |cost| cost.expected);
    for y in 0..inner.height {
        let at = first + usize::from(y);
        let row = Rect { y: inner.y + y, height: 1, ..inner };
        let selected = at == app.selected.bill;
        if selected {
            put(frame, row, 0, 0, theme.glyphs.point, if focused { theme.accent() } else { theme.dim() });
        }
        match (lines.get(at), at.checked_sub(lines.len()).and_then(|at| dropped.get(at))) {
            (Some(line), _) => draw_line(app, line, total, selected && focused, theme, &columns, row, frame),
            (None, Some(line)) => draw_dropped(line, theme, &columns, row, frame),
            (None, None) => {}
        }
    }
}

/// What to know of the whole bill: flags first, else how much the card priced.
fn note(app: &App) -> String {
    let quote = &app.quote;
    if let Some(flag) = quote.flags.iter().find(|flag| **flag != Flag::HeadlineOpen) {
        return flag.words().to_owned();
    }
    match quote.priced_by_card {
        Some(share) if app.scenario().card != crate::catalog::DOCUMENTED => {
            format!("{} of it priced by the card", percent(share))
        }
        _ => String::new(),
    }
}

fn draw_empty(app: &App, theme: &Theme, area: Rect, frame: &mut Frame) {
    let stage = &app.plan().stages[app.quote.stage.index];
    let words = [
        "The document prices no lines here: the stage is priced".to_owned(),
        format!(
            "from its headline, {}.",
            stage.headline_lines.as_deref().map_or("as printed".to_owned(), |l| format!("line {l}"))
        ),
        stage.note.clone().unwrap_or_default(),
    ];
    for (y, words) in (0..area.height).zip(words) {
        put(frame, area, 1, y, &theme.text(&cut(&words, usize::from(area.width) - 2)), theme.dim());
    }
}

fn draw_line(
    app: &App,
    line: &QuoteLine,
    total: Decimal,
    focused: bool,
    theme: &Theme,
    columns: &Columns,
    row: Rect,
    frame: &mut Frame,
) {
    let change = changed(app, line);
    let name = if focused { theme.accent() } else { theme.plain() };
    let name = if change.is_some() { name.add_modifier(Modifier::BOLD) } else { name };
    put(frame, row, 1, 0, &theme.text(&cut(&line.line.item, usize::from(columns.item) - 1)), name);
    let mut end = columns.item + 1 + columns.quantity;
    if columns.quantity > 0 {
        draw_quantity(app, line, theme, Rect { width: end.saturating_sub(1), ..row }, frame);
    }
    end += columns.amount;
    draw_amount(line, change, theme, Rect { width: end, ..row }, frame);
    let share = line.cost.ok().and_then(|cost| cost.after.expected.over(total).ok());
    draw_bar(line, share, theme, Rect { x: row.x + end + 1, width: columns.bar.saturating_sub(1), ..row }, frame);
    end += columns.bar;
    if columns.share > 0 {
        let shown = share.map_or("—".to_owned(), |share| format!("{} %", whole_percent(share)));
        put_right(frame, row, end + columns.share, 0, &theme.text(&shown), theme.dim());
        end += columns.share;
    }
    if columns.basis > 0 {
        let (words, style) = basis(line.basis, theme);
        put(frame, row, end + 1, 0, words, style);
    }
    draw_typed(app, line, theme, row, frame);
}

/// Whether the line's cost moved with the last change, and which way.
fn changed(app: &App, line: &QuoteLine) -> Option<bool> {
    let before = app.before.as_ref()?.lines.iter().find(|other| other.line.id == line.line.id)?;
    let (was, is) = (before.cost.ok()?.after.expected, line.cost.ok()?.after.expected);
    (was != is).then_some(is > was)
}

fn draw_quantity(app: &App, line: &QuoteLine, theme: &Theme, area: Rect, frame: &mut Frame) {
    let plain = line.unit.is_none() && line.quantity == Ok(Decimal::ONE);
    if plain || matches!(app.overlay, Overlay::Entry(ref e) if e.typed == Typed::Line(line.line.id.clone())) {
        return;
    }
    let over = line.over_capacity.is_some();
    let text = cut(&line.counted(), 15);
    let text = if over { format!("{} {text}", theme.glyphs.signs.bad) } else { text };
    put_right(frame, area, area.width, 0, &theme.text(&text), if over { theme.bad() } else { theme.dim() });
}

fn draw_amount(line: &QuoteLine, change: Option<bool>, theme: &Theme, area: Rect, frame: &mut Frame) {
    let Ok(cost) = line.cost else {
        return put_right(frame, area, area.width, 0, "too large", theme.bad());
    };
    let replaced = line.basis == LineBasis::Headline;
    let style = if replaced { theme.dim() } else { theme.plain() };
    let text = money(cost.after.expected);
    put_right(frame, area, area.width, 0, &theme.text(&text), if change.is_some() { theme.strong() } else { style });
    let signs = &theme.glyphs.signs;
    let sign = match change {
        Some(true) => (signs.up, theme.bad()),
        Some(false) => (signs.down, theme.good()),
        None if !cost.after.is_exact() => ("~", theme.dim()),
        None => return,
    };
    let before = area.width.saturating_sub(width(&text) as u16 + 2);
    put(frame, area, before, 0, sign.0, sign.1);
}

/// A bar in parts of a cell; hatched where the card has no price for the line.
fn draw_bar(line: &QuoteLine, share: Option<Decimal>, theme: &Theme, area: Rect, frame: &mut Frame) {
    let cells = theme.glyphs.bar;
    let steps = cells.len() - 1;
    let filled = share.map_or(0.0, f64::of).clamp(0.0, 1.0) * f64::from(area.width) * steps as f64;
    let (full, part) = (filled as usize / steps, filled as usize % steps);
    let hatched = line.basis == LineBasis::Missing && theme.glyphs.braille;
    let whole = if hatched { "░" } else { cells[steps] };
    let style = if line.basis == LineBasis::Headline { theme.dim() } else { theme.trace() };
    let x = put(frame, area, 0, 0, &whole.repeat(full), style);
    if part > 0 && !hatched {
        put(frame, area, x, 0, cells[part], style);
    }
}

/// What priced a line, in four letters.
fn basis(basis: LineBasis, theme: &Theme) -> (&'static str, Style) {
    match basis {
        LineBasis::Documented => ("doc", theme.dim()),
        LineBasis::Card => ("card", theme.plain()),
        LineBasis::Override => ("you", theme.accent()),
        LineBasis::Headline => ("—", theme.dim()),
        LineBasis::Missing => ("doc?", theme.bad()),
    }
}

fn draw_dropped(line: &Line, theme: &Theme, columns: &Columns, row: Rect, frame: &mut Frame) {
    let style = theme.dim().add_modifier(Modifier::CROSSED_OUT);
    put(frame, row, 1, 0, &theme.text(&cut(&line.item, usize::from(columns.item) - 1)), style);
    let end = columns.item + 1 + columns.quantity + columns.amount;
    put_right(frame, row, end, 0, "left out", theme.dim());
}

fn draw_typed(app: &App, line: &QuoteLine, theme: &Theme, row: Rect, frame: &mut Frame) {
    if let Overlay::Entry(entry) = &app.overlay
        && entry.typed == Typed::Line(line.line.id.clone())
    {
        draw_entry(&entry.input, 14, theme, row, frame);
    }
}

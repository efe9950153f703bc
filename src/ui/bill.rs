//! The bill: what is bought, how many, what it costs, its share as a bar, and what priced it.

mod line;

use super::Theme;
use super::levers::loses;
use super::pane::{corner, first_row, framed, more, point, put, put_right};
use crate::amount::{Decimal, Number, money, money_range, percent, whole_percent};
use crate::app::{App, Pane};
use crate::catalog::Line;
use crate::engine::{Flag, LineBasis, QuoteLine};
use crate::scenario::Basis;
use crate::text::{at_lines, cut, width};
use line::Row;
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Modifier;

/// Columns, right to left; the item takes what is left.
struct Columns {
    item: u16,
    quantity: u16,
    amount: u16,
    /// What levers took; no column where they took nothing.
    loss: u16,
    bar: u16,
    share: u16,
    basis: u16,
}

impl Columns {
    /// The item first, then the amount, which takes what the `widest` needs as far as the item can spare it; the rest as far
    /// as there is room. What levers took comes before how many. What priced a line takes one `word`, its `share` so many cells.
    fn of(width: u16, widest: u16, lost: u16, word: u16, share: u16) -> Self {
        let least = if width >= 62 && lost == 0 { 16 } else { 13 };
        let amount = (widest + 1).clamp(least, if width >= 62 { 21 } else { 16 });
        let loss = if lost > 0 && width >= 30 + amount + lost { lost + 1 } else { 0 };
        let basis = if width >= 50 { word + 1 } else { 0 };
        let share = if width >= 36 { share } else { 0 };
        let quantity = if width >= 62 + 2 * loss { 16 } else { 0 };
        let left = width.saturating_sub(1 + amount + loss + basis + share + quantity);
        let bar = if left >= 28 { (left / 3).min(40) } else { 0 };
        Columns { item: (left - bar).min(44), quantity, amount, loss, bar, share, basis }
    }
}

/// Draws the pane.
pub fn draw(app: &App, theme: &Theme, area: Rect, frame: &mut Frame) {
    let focused = app.focus == Pane::Bill;
    let inner = framed(frame, theme, area, "The bill", focused);
    let note = cut(&note(app), usize::from(area.width).saturating_sub(18));
    if !note.is_empty() {
        corner(frame, theme, area, &note, theme.dim());
    }
    let first = first_row(app.selected.bill, inner.height);
    let (lines, dropped) = (&app.quote.lines, &app.quote.dropped);
    if lines.is_empty() && dropped.is_empty() {
        return draw_empty(app, theme, inner, frame);
    }
    let word = lines.iter().map(|line| width(line::basis(line, theme).0)).max().unwrap_or(0).max(3) as u16 + 1;
    let (widest, share) = widest(app);
    let columns = Columns::of(inner.width, widest, widest_loss(app), word, share);
    for y in 0..inner.height {
        let at = first + usize::from(y);
        let row = Rect { y: inner.y + y, height: 1, ..inner };
        let selected = at == app.selected.bill;
        if selected && focused {
            point(frame, theme, row, true);
        }
        match (lines.get(at), at.checked_sub(lines.len()).and_then(|at| dropped.get(at))) {
            (Some(line), _) => Row::of(app, line, selected && focused).draw(theme, &columns, row, frame),
            (None, Some(line)) => draw_dropped(line, theme, &columns, row, frame),
            (None, None) => {}
        }
    }
    more(frame, theme, area, first, app.bill_rows());
}

/// What to know of the whole bill: flags first, then what levers save or what the document adds up wrongly, else how
/// much the card priced.
fn note(app: &App) -> String {
    let quote = &app.quote;
    // An open headline stands in its figure, and a way to buy that does nothing at its row.
    let told = |flag: &&Flag| !matches!(flag, Flag::HeadlineOpen | Flag::PurchaseIdle);
    if let Some(flag) = quote.flags.iter().find(told) {
        return flag.words().to_owned();
    }
    if let Some(saved) = app.saved {
        return format!("levers save {}", money(saved));
    }
    match (app.card(), quote.priced_by_card) {
        (Some(_), share) => {
            share.map(|share| format!("{} of it priced by the card", percent(share))).unwrap_or_default()
        }
        (None, _) => match app.wrong_total().filter(|_| app.scenario().basis == Basis::Lines) {
            Some(stated) => format!("F7: stated {}, not their sum", money_range(stated)),
            None => String::new(),
        },
    }
}

/// Cells of the widest amount, and of the widest share with the gap before it.
fn widest(app: &App) -> (u16, u16) {
    let amounts = || app.quote.lines.iter().filter_map(|line| Some(line.cost.ok()?.after.expected));
    let (least, most) = (amounts().min().unwrap_or_default(), amounts().max().unwrap_or_default());
    let total = app.quote.cost.map_or(Decimal::ZERO, |cost| cost.expected);
    let whole = most.over(total).is_ok_and(|share| whole_percent(share).len() > 2);
    (width(&money(least)).max(width(&money(most))) as u16, if whole { 6 } else { 5 })
}

/// Cells of the largest loss; none where levers took nothing.
fn widest_loss(app: &App) -> u16 {
    let losses = app.quote.lines.iter().filter_map(lost);
    losses.map(|lost| width(&loses(lost)) as u16).max().unwrap_or(0)
}

/// What levers took from a line; a line that they made dearer lost less than nothing.
fn lost(line: &QuoteLine) -> Option<Decimal> {
    let cost = line.cost.ok().filter(|_| line.basis != LineBasis::Headline)?;
    cost.before.expected.minus(cost.after.expected).ok().filter(|lost| !lost.is_zero())
}

fn draw_empty(app: &App, theme: &Theme, area: Rect, frame: &mut Frame) {
    let stage = &app.plan().stages[app.quote.stage.index];
    let words = [
        "The document prices no lines here: the stage is priced".to_owned(),
        format!("from its headline, {}.", stage.headline_lines.as_deref().map_or("as printed".to_owned(), at_lines)),
        stage.note.clone().unwrap_or_default(),
    ];
    for (y, words) in (0..area.height).zip(words) {
        put(frame, area, 1, y, &theme.text(&cut(&words, usize::from(area.width) - 2)), theme.dim());
    }
}

fn draw_dropped(line: &Line, theme: &Theme, columns: &Columns, row: Rect, frame: &mut Frame) {
    let style = theme.dim().add_modifier(Modifier::CROSSED_OUT);
    put(frame, row, 1, 0, &theme.text(&cut(&line.item, usize::from(columns.item) - 1)), style);
    let end = columns.item + 1 + columns.quantity + columns.amount;
    put_right(frame, row, end, 0, "left out", theme.dim());
}

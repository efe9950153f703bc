//! The month in figures: what it costs, what is left, and what lies ahead.

use super::Theme;
use super::pane::{corner, framed, put, put_right};
use crate::amount::{
    Decimal, Estimate, Number, grouped, money, money_fine, money_within, percent, signed_money, signed_money_within,
    whole_percent,
};
use crate::app::{App, Figure, Pane};
use crate::catalog::Health;
use crate::engine::{Quote, months_until};
use crate::text::{cut, width};
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;

/// Columns of a label, and of a figure that ends at the same column in every row.
const LABEL: u16 = 12;
const FIGURE: u16 = 15;

/// Cells that a figure has behind its label.
fn room(label: &str) -> usize {
    usize::from(LABEL + FIGURE).saturating_sub(width(label) + 2)
}

/// Cells of a difference in the border.
const DIFFERENCE: usize = 18;

/// One row: the figure, then words that go with it.
struct Shown {
    label: &'static str,
    figure: String,
    style: Style,
    words: Vec<(String, Style)>,
}

/// Draws the pane; without a frame where only two rows are left of it.
pub fn draw(app: &App, theme: &Theme, area: Rect, frame: &mut Frame) {
    let focused = app.focus == Pane::Month;
    if area.height <= 2 {
        return draw_short(app, theme, area, frame);
    }
    let inner = framed(frame, theme, area, "This month", focused);
    if let Some((words, style)) = since_baseline(app, theme) {
        corner(frame, theme, area, &words, style);
    }
    for (at, place) in places(inner).into_iter().enumerate() {
        let selected = focused && at == app.selected.month;
        draw_row(&shown(app, theme, Figure::ALL[at]), selected, theme, place, frame);
    }
}

/// Where each figure stands: one under the other, or in two columns where the pane is low.
pub(super) fn places(inner: Rect) -> Vec<Rect> {
    let count = Figure::ALL.len() as u16;
    let rows = if inner.height >= count { count } else { count.div_ceil(2) };
    let left = inner.width * 9 / 20;
    let place = |at: u16| {
        let y = inner.y + at % rows;
        let (x, width) = match (rows == count, at < rows) {
            (true, _) => (0, inner.width),
            (false, true) => (0, left),
            (false, false) => (left, inner.width - left),
        };
        Rect { x: inner.x + x, y, width, height: 1 }
    };
    (0..count).map(place).filter(|place| place.y < inner.bottom()).collect()
}

fn draw_row(row: &Shown, selected: bool, theme: &Theme, area: Rect, frame: &mut Frame) {
    if selected {
        put(frame, area, 0, 0, theme.glyphs.point, theme.accent());
    }
    put(frame, area, 1, 0, &theme.text(row.label), if selected { theme.accent() } else { theme.dim() });
    let end = (LABEL + FIGURE).min(area.width);
    put_right(frame, area, end, 0, &theme.text(&row.figure), row.style);
    let mut x = end + 2;
    for (words, style) in &row.words {
        let room = usize::from(area.width.saturating_sub(x));
        if width(words) <= room || room >= 24 {
            x = put(frame, area, x, 0, &theme.text(&cut(words, room)), *style) + 2;
        }
    }
}

/// The two figures that matter most, on two bare rows.
fn draw_short(app: &App, theme: &Theme, area: Rect, frame: &mut Frame) {
    for (y, figure) in (0..area.height).zip([Figure::Cost, Figure::Margin]) {
        let place = Rect { y: area.y + y, height: 1, ..area };
        draw_row(&shown(app, theme, figure), false, theme, place, frame);
    }
}

fn shown(app: &App, theme: &Theme, figure: Figure) -> Shown {
    let quote = &app.quote;
    match figure {
        Figure::Cost => cost(app, theme),
        Figure::PerUser => per_user(app, theme),
        Figure::Revenue => Shown {
            label: "Revenue",
            figure: quote.economics.revenue.map_or("—".to_owned(), |revenue| money_within(revenue, room("Revenue"))),
            style: theme.plain(),
            words: Vec::new(),
        },
        Figure::Margin => margin(quote, theme),
        Figure::Infra => infra(app, theme),
        Figure::BreakEven => break_even(app, theme),
        Figure::NextCliff => next_cliff(app, theme),
    }
}

fn cost(app: &App, theme: &Theme) -> Shown {
    let cost = app.quote.cost;
    let words = cost.ok().and_then(|cost| spread(cost, money)).map(|text| (text, theme.dim())).into_iter().collect();
    let figure = cost.map_or_else(|_| "too large".to_owned(), |cost| money_within(cost.expected, room("Cost")));
    Shown { label: "Cost", figure, style: theme.strong(), words }
}

/// `$419.00–$644.00` of an estimate; nothing of an exact figure.
fn spread(estimate: Estimate, show: fn(Decimal) -> String) -> Option<String> {
    (!estimate.is_exact()).then(|| format!("{} – {}", show(estimate.low), show(estimate.high)))
}

/// What changed since the baseline, with a sign and a colour that mean less or more to pay.
fn since_baseline(app: &App, theme: &Theme) -> Option<(String, Style)> {
    let signs = &theme.glyphs.signs;
    let (now, was) = (app.quote.cost.ok()?.expected, app.baseline.cost.ok()?.expected);
    let difference = now.minus(was).ok()?;
    let (sign, style) = match difference {
        d if d.is_zero() => return None,
        d if d.is_sign_positive() => (signs.up, theme.bad()),
        _ => (signs.down, theme.good()),
    };
    Some((format!("{sign} {} since baseline", signed_money_within(difference, DIFFERENCE)), style))
}

fn per_user(app: &App, theme: &Theme) -> Shown {
    let economics = &app.quote.economics;
    let dash = || "—".to_owned();
    let figure = economics.cost_per_user.map_or_else(dash, |cost| money_fine(cost.expected));
    let concurrent = economics.cost_per_concurrent_user.map_or_else(dash, |cost| money_fine(cost.expected));
    let words = vec![(format!("{concurrent} per concurrent user"), theme.dim())];
    let label = if app.plan().scale == "customers" { "Per customer" } else { "Per user" };
    Shown { label: if label.len() < LABEL.into() { label } else { "Per cust." }, figure, style: theme.plain(), words }
}

fn margin(quote: &Quote, theme: &Theme) -> Shown {
    let economics = &quote.economics;
    let loss = economics.margin.is_some_and(|margin| margin.expected < Decimal::ZERO);
    let style = if loss { theme.bad() } else { theme.plain() };
    let mut words = Vec::new();
    if let Some(share) = economics.margin_share {
        words.push((percent(share), if loss { theme.bad() } else { theme.plain() }));
    }
    if loss {
        words.push((format!("{} a loss", theme.glyphs.signs.bad), theme.bad()));
    }
    words.extend(economics.margin.and_then(|margin| spread(margin, money)).map(|text| (text, theme.dim())));
    let figure = economics.margin.map_or("—".to_owned(), |m| money_within(m.expected, room("Margin")));
    Shown { label: "Margin", figure, style, words }
}

fn infra(app: &App, theme: &Theme) -> Shown {
    let quote = &app.quote;
    let signs = &theme.glyphs.signs;
    let mut words = Vec::new();
    if let Some(rating) = &quote.economics.rating {
        let (sign, style) = match rating.health(app.catalog.ratings_of(app.plan())) {
            Health::Good => (signs.good, theme.good()),
            Health::Fair => (signs.dot, theme.plain()),
            Health::Bad => (signs.bad, theme.bad()),
        };
        words.push((format!("{sign} {}", rating.id), style));
        words.push((format!("{} of revenue", rating.words), theme.dim()));
    }
    let figure = quote.economics.infra_share.map_or("—".to_owned(), percent);
    Shown { label: "Infra", figure, style: theme.plain(), words }
}

fn break_even(app: &App, theme: &Theme) -> Shown {
    let quote = &app.quote;
    let figure = quote.economics.break_even_revenue_per_user.map_or("—".to_owned(), money_fine);
    let paying = app.value_of("paid_share").is_none_or(|share| share < Decimal::ONE);
    let unit = app.plan().scale.trim_end_matches('s').to_owned();
    let mut words = vec![(format!("a {}{unit}", if paying { "paying " } else { "" }), theme.dim())];
    words.extend(against_price(app, theme));
    words.push((format!("or at {}", covered(quote, &app.plan().scale)), theme.dim()));
    Shown { label: "Break-even", figure, style: theme.plain(), words }
}

/// How break-even stands to the range of prices of the preset that the sliders stand at: `✓ below its $2–5`.
fn against_price(app: &App, theme: &Theme) -> Option<(String, Style)> {
    let (price, even) = (app.price_range()?, app.quote.economics.break_even_revenue_per_user?);
    let signs = &theme.glyphs.signs;
    let (sign, words, style) = match even {
        even if even < price.low => (signs.good, "below", theme.good()),
        even if even <= price.high => (signs.dot, "within", theme.plain()),
        _ => (signs.bad, "above", theme.bad()),
    };
    Some((format!("{sign} {words} its {}", super::explain::price(price)), style))
}

/// Stretches of users that are named one by one; steps of whole nodes can make dozens.
const MOST_STRETCHES: usize = 3;

/// Where revenue covers cost, in words: `1,064+ users`, `500–1,000, 1,240+ users`.
pub(super) fn covered(quote: &Quote, scale: &str) -> String {
    let whole = |users: Decimal| grouped(users, 0);
    let parts: Vec<String> = quote
        .outlook
        .break_even_users
        .iter()
        .map(|interval| match interval.to {
            None if interval.from <= Decimal::ONE => "any number of".to_owned(),
            None => format!("{}+", whole(interval.from)),
            Some(to) => format!("{}–{}", whole(interval.from), whole(to)),
        })
        .collect();
    if parts.is_empty() {
        return format!("no number of {scale}");
    }
    let (shown, rest) = parts.split_at(parts.len().min(MOST_STRETCHES));
    let more = match (rest.len(), quote.outlook.break_even_complete) {
        (0, true) => String::new(),
        (0, false) => " and more".to_owned(),
        (n, complete) => format!(" and {n}{} more stretches of", if complete { "" } else { " or" }),
    };
    format!("{}{more} {scale}", shown.join(", "))
}

fn next_cliff(app: &App, theme: &Theme) -> Shown {
    let Some(cliff) = &app.quote.outlook.next_cliff else {
        let pinned = app.scenario().stage.is_some();
        let words = if pinned { "none: the stage is pinned" } else { "none: this is the last stage" };
        let words = vec![(words.to_owned(), theme.dim())];
        return Shown { label: "Next cliff", figure: "—".to_owned(), style: theme.plain(), words };
    };
    let style = if cliff.adds < Decimal::ZERO { theme.good() } else { theme.bad() };
    let signs = &theme.glyphs.signs;
    let sign = if cliff.adds < Decimal::ZERO { signs.down } else { signs.up };
    let mut words = vec![(format!("{sign} {}", signed_money(cliff.adds)), style)];
    words.extend(when(app).map(|text| (text, theme.dim())));
    words.extend(cliff.share.map(|share| (format!("{} %", signed_percent(share)), theme.dim())));
    Shown { label: "Next cliff", figure: grouped(cliff.users, 0), style: theme.plain(), words }
}

/// A share as whole percent with a sign either way, without the unit.
fn signed_percent(share: Decimal) -> String {
    let text = whole_percent(share);
    if share.is_sign_negative() { text } else { format!("+{text}") }
}

/// How long growth takes to the cliff: `in 4 months`.
fn when(app: &App) -> Option<String> {
    let cliff = app.quote.outlook.next_cliff.as_ref()?;
    let months = months_until(app.value_of("users")?, app.value_of("growth")?, cliff.users)?;
    Some(format!("in {months} month{}", if months == 1 { "" } else { "s" }))
}

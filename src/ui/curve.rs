//! Cost and revenue by users, both axes logarithmic, with the cliffs of the stages and where the slider stands.

use super::Theme;
use super::canvas::Canvas;
use super::pane::{framed, put, put_all, put_right};
use crate::amount::{Number, compact, grouped};
use crate::app::App;
use crate::text::width;
use ratatui::Frame;
use ratatui::layout::Rect;

/// Columns of the money axis.
const AXIS: u16 = 9;

/// Layers of the picture, drawn in this order.
const REVENUE: usize = 1;
const COST: usize = 0;

/// Two logarithmic axes over dots.
struct Axes {
    users: (f64, f64),
    money: (f64, f64),
    size: (i32, i32),
}

impl Axes {
    fn of(app: &App, size: (i32, i32)) -> Option<Self> {
        let points = &app.curve.points;
        let (first, last) = (points.first()?.0, points.last()?.0);
        let positive = || points.iter().flat_map(|(_, cost, revenue)| [*cost, *revenue]).filter(|money| *money > 0.0);
        let least = positive().fold(f64::INFINITY, f64::min);
        let most = positive().fold(0.0, f64::max);
        let usable = first > 0.0 && last > first && least.is_finite() && most > 0.0;
        // Whole decades, so that the axis begins and ends at round figures.
        let low = 10f64.powf(least.max(most / 1e7).log10().floor());
        let high = 10f64.powf(most.log10().ceil()).max(low * 10.0);
        usable.then_some(Axes { users: (first, last), money: (low, high), size })
    }

    fn x(&self, users: f64) -> i32 {
        let part = (users / self.users.0).ln() / (self.users.1 / self.users.0).ln();
        (part * f64::from(self.size.0 - 1)).round() as i32
    }

    /// Rows count down; what costs nothing lies on the lowest.
    fn y(&self, money: f64) -> i32 {
        let part = (money.max(self.money.0) / self.money.0).ln() / (self.money.1 / self.money.0).ln();
        ((1.0 - part) * f64::from(self.size.1 - 1)).round() as i32
    }
}

/// Draws the pane.
pub fn draw(app: &App, theme: &Theme, area: Rect, frame: &mut Frame) {
    let title = format!("Cost and revenue by {}", app.plan().scale);
    let inner = framed(frame, theme, area, &title, false);
    if inner.width < AXIS + 10 || inner.height < 3 {
        return;
    }
    legend(theme, area, frame);
    let plot = Rect { x: inner.x + AXIS, width: inner.width - AXIS - 1, height: inner.height - 1, ..inner };
    let mut canvas = Canvas::new(plot, theme.glyphs.braille);
    let Some(axes) = Axes::of(app, canvas.size()) else {
        put(frame, inner, 1, 0, "nothing is charged and nothing comes in: no curve to draw", theme.dim());
        return;
    };
    rules(app, &axes, theme, plot, frame);
    trace(app, &axes, &mut canvas);
    canvas.draw(plot, &[theme.strong(), theme.good()], frame);
    labels(&axes, theme, inner, plot, frame);
    here(app, &axes, theme, inner, plot, frame);
}

fn legend(theme: &Theme, area: Rect, frame: &mut Frame) {
    let (cost, revenue) = if theme.glyphs.braille { ("⠤⠤", "⠄⠄") } else { ("**", "oo") };
    let pieces = [
        (" ", theme.dim()),
        (cost, theme.strong()),
        (" cost  ", theme.dim()),
        (revenue, theme.good()),
        (" revenue  ", theme.dim()),
        (theme.glyphs.rule.0, theme.dim()),
        (" cliff ", theme.dim()),
    ];
    let room: usize = pieces.iter().map(|(text, _)| width(text)).sum();
    let start = area.width.saturating_sub(room as u16 + 2);
    if start > 34 {
        put_all(frame, area, start, 0, &pieces);
    }
}

/// Upright lines: a cliff at each stage, and the cursor.
fn rules(app: &App, axes: &Axes, theme: &Theme, plot: Rect, frame: &mut Frame) {
    let column = |users: f64| (axes.x(users) * i32::from(plot.width) / axes.size.0.max(1)) as u16;
    for y in 0..plot.height {
        for cliff in &app.curve.cliffs {
            put(frame, plot, column(*cliff), y, theme.glyphs.rule.0, theme.dim());
        }
        if let Some(users) = now(app, axes) {
            put(frame, plot, column(users), y, theme.glyphs.rule.1, theme.trace());
        }
    }
}

/// Where the slider stands, if the curve reaches there.
fn now(app: &App, axes: &Axes) -> Option<f64> {
    let users = app.value_of("users").map(f64::of)?;
    (axes.users.0..=axes.users.1).contains(&users).then_some(users)
}

fn trace(app: &App, axes: &Axes, canvas: &mut Canvas) {
    for pair in app.curve.points.windows(2) {
        let (a, b) = (pair[0], pair[1]);
        let (from, to) = (axes.x(a.0), axes.x(b.0));
        if a.2 > 0.0 && b.2 > 0.0 {
            canvas.line((from, axes.y(a.2)), (to, axes.y(b.2)), REVENUE, 2);
        }
        canvas.line((from, axes.y(a.1)), (to, axes.y(b.1)), COST, 0);
    }
}

fn labels(axes: &Axes, theme: &Theme, inner: Rect, plot: Rect, frame: &mut Frame) {
    let money = |value: f64| format!("${}", compact(value));
    let middle = (axes.money.0 * axes.money.1).sqrt();
    put_right(frame, inner, AXIS - 1, 0, &money(axes.money.1), theme.dim());
    put_right(frame, inner, AXIS - 1, plot.height - 1, &money(axes.money.0), theme.dim());
    let decade = 10f64.powf(middle.log10().round());
    if plot.height >= 7 && decade > axes.money.0 && decade < axes.money.1 {
        let row = (axes.y(decade) * i32::from(plot.height) / axes.size.1) as u16;
        put_right(frame, inner, AXIS - 1, row, &money(decade), theme.dim());
    }
    put(frame, inner, AXIS, plot.height, &compact(axes.users.0.round()), theme.dim());
    put_right(frame, inner, inner.width - 1, plot.height, &compact(axes.users.1.round()), theme.dim());
}

/// The users slider's value under its line, between the ends of the axis.
fn here(app: &App, axes: &Axes, theme: &Theme, inner: Rect, plot: Rect, frame: &mut Frame) {
    let Some(users) = now(app, axes) else { return };
    let text = app.value_of("users").map_or_else(String::new, |users| grouped(users, 0));
    let column = AXIS + (axes.x(users) * i32::from(plot.width) / axes.size.0.max(1)) as u16;
    let start =
        column.saturating_sub(width(&text) as u16 / 2).clamp(AXIS + 8, inner.width.saturating_sub(16).max(AXIS + 8));
    put(frame, inner, start, plot.height, &text, theme.accent());
}

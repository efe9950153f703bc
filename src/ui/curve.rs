//! Cost and revenue by users, both axes logarithmic, with the cliffs of the stages and where the slider stands.

use super::Theme;
use super::axes::{Axes, at_end};
use super::canvas::Canvas;
use super::pane::{framed, put, put_all, put_down, put_right};
use crate::amount::Number;
use crate::app::App;
use crate::catalog::Scale;
use crate::text::width;
use ratatui::Frame;
use ratatui::layout::Rect;

/// Columns of the money axis.
const AXIS: u16 = 9;

/// Layers of the picture, drawn in this order.
const REVENUE: usize = 1;
const COST: usize = 0;

/// Draws the pane.
pub fn draw(app: &App, theme: &Theme, area: Rect, frame: &mut Frame) {
    let slider = &app.catalog.sliders[app.curve.slider];
    let by = if slider.id == "users" { app.plan().scale.clone() } else { slider.label.to_lowercase() };
    let title = format!("Cost and revenue by {by}");
    let inner = framed(frame, theme, area, &title, false);
    if inner.width < AXIS + 10 || inner.height < 3 {
        return;
    }
    legend(theme, area, frame);
    let plot = Rect { x: inner.x + AXIS, width: inner.width - AXIS - 1, height: inner.height - 1, ..inner };
    let mut canvas = Canvas::new(plot, theme.glyphs.braille);
    let Some(axes) = axes(app, canvas.size()) else {
        put(frame, inner, 1, 0, "nothing is charged and nothing comes in: no curve to draw", theme.dim());
        return;
    };
    rules(app, &axes, theme, plot, frame);
    trace(app, &axes, &mut canvas);
    canvas.draw(plot, &[theme.strong(), theme.good()], frame);
    labels(app, &axes, theme, inner, plot, frame);
    here(app, &axes, theme, inner, plot, frame);
}

/// Axes over the curve: both logarithmic where its slider is.
fn axes(app: &App, size: (i32, i32)) -> Option<Axes> {
    let points = &app.curve.points;
    let money = points.iter().flat_map(|(_, cost, revenue)| [*cost, *revenue]);
    let axes = Axes::of((points.first()?.0, points.last()?.0), money, size)?;
    match app.catalog.sliders.get(app.curve.slider)?.scale {
        Scale::Log => axes.logarithmic(),
        Scale::Linear => Some(axes),
    }
}

/// What cost, revenue and cliffs are drawn as, in the border of a frame.
pub(super) fn legend(theme: &Theme, area: Rect, frame: &mut Frame) {
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
    for cliff in &app.curve.cliffs {
        put_down(frame, plot, column(*cliff), theme.glyphs.rule.0, theme.dim());
    }
    if let Some(users) = now(app, axes) {
        put_down(frame, plot, column(users), theme.glyphs.rule.1, theme.trace());
    }
}

/// Where the slider stands, if the curve reaches there.
fn now(app: &App, axes: &Axes) -> Option<f64> {
    let slider = app.catalog.sliders.get(app.curve.slider)?;
    let value = f64::of(app.scenario().value(&app.catalog, slider));
    axes.holds(value).then_some(value)
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

fn labels(app: &App, axes: &Axes, theme: &Theme, inner: Rect, plot: Rect, frame: &mut Frame) {
    axes.label_money(theme, inner, AXIS, plot.height, frame);
    let slider = &app.catalog.sliders[app.curve.slider];
    let (first, last) = axes.ends();
    put(frame, inner, AXIS, plot.height, &at_end(slider, first), theme.dim());
    put_right(frame, inner, inner.width - 1, plot.height, &at_end(slider, last), theme.dim());
}

/// The slider's value under its line, between the ends of the axis.
fn here(app: &App, axes: &Axes, theme: &Theme, inner: Rect, plot: Rect, frame: &mut Frame) {
    let Some(value) = now(app, axes) else { return };
    let slider = &app.catalog.sliders[app.curve.slider];
    let text = slider.show(app.scenario().value(&app.catalog, slider));
    let ends = |end| width(&at_end(slider, end)) as u16;
    let (first, last) = (ends(axes.ends().0), ends(axes.ends().1));
    let (least, wide) = (AXIS + first.max(6) + 2, width(&text) as u16);
    let most = inner.width.saturating_sub(last + 3 + wide).min(inner.width.saturating_sub(16)).max(least);
    let column = AXIS + (axes.x(value) * i32::from(plot.width) / axes.size.0.max(1)) as u16;
    let start = column.saturating_sub(wide / 2).clamp(least, most);
    put(frame, inner, start, plot.height, &text, theme.accent());
}

//! A map over two sliders: gain in shades, loss in signs of its own, the contour where one becomes the other, and a cross.

use super::AXIS;
use crate::amount::{Decimal, Number};
use crate::app::App;
use crate::text::width;
use crate::ui::Theme;
use crate::ui::axes::at_end;
use crate::ui::pane::{corner, put, put_right};
use ratatui::Frame;
use ratatui::layout::Rect;

/// A figure over two sliders.
pub struct Map<'a> {
    pub across: &'a (usize, Vec<Decimal>),
    pub up: &'a (usize, Vec<Decimal>),
    pub cells: &'a [Vec<Option<f64>>],
    pub less_is_better: bool,
}

/// Draws the map inside a frame, with a cross where the sliders stand.
pub fn draw(app: &App, map: &Map, theme: &Theme, (area, inside): (Rect, Rect), frame: &mut Frame) {
    let plot = Rect { x: inside.x + AXIS, width: inside.width - AXIS - 1, height: inside.height - 1, ..inside };
    let (wide, high) = (map.across.1.len(), map.up.1.len());
    if wide == 0 || high == 0 {
        return;
    }
    let levels = Levels::of(map);
    let place = |at: u16, cells: u16, of: usize| usize::from(at) * of / usize::from(cells.max(1));
    for y in 0..plot.height {
        let row = high - 1 - place(y, plot.height, high).min(high - 1);
        for x in 0..plot.width {
            let column = place(x, plot.width, wide).min(wide - 1);
            let value = map.cells.get(row).and_then(|cells| cells.get(column).copied().flatten());
            let (sign, style) = match value {
                None => (" ", theme.dim()),
                Some(value) if levels.loses(value) => (theme.glyphs.losses[levels.of_loss(value)], theme.bad()),
                Some(value) => (theme.glyphs.shades[levels.of_gain(value)], theme.good()),
            };
            put(frame, plot, x, y, sign, style);
        }
    }
    corner(frame, theme, area, &levels.words(theme), theme.dim());
    cross(app, map, theme, plot, frame);
    labels(app, map, theme, inside, plot, frame);
}

/// How strong a gain or a loss is, by quarters of the cells; of a figure that is no margin less or more is shaded alone.
struct Levels {
    gains: [f64; 3],
    losses: [f64; 3],
    signed: bool,
}

impl Levels {
    fn of(map: &Map) -> Self {
        let all = || map.cells.iter().flatten().filter_map(|cell| *cell);
        let signed = !map.less_is_better;
        let gains: Vec<f64> = all().filter(|value| !signed || *value >= 0.0).collect();
        let losses: Vec<f64> = all().filter(|value| signed && *value < 0.0).map(|value| -value).collect();
        Levels { gains: quarters(gains), losses: quarters(losses), signed }
    }

    fn loses(&self, value: f64) -> bool {
        self.signed && value < 0.0
    }

    fn of_gain(&self, value: f64) -> usize {
        self.gains.iter().filter(|edge| value > **edge).count()
    }

    fn of_loss(&self, value: f64) -> usize {
        self.losses.iter().filter(|edge| -value > **edge).count()
    }

    fn words(&self, theme: &Theme) -> String {
        let (gain, loss) = (theme.glyphs.shades, theme.glyphs.losses);
        match self.signed {
            true => format!("{}{} loss  {}{}{} gain", loss[3], loss[0], gain[0], gain[2], gain[3]),
            false => format!("{} little  {} much", gain[0], gain[3]),
        }
    }
}

/// The figures at a quarter, a half and three quarters of all.
fn quarters(mut values: Vec<f64>) -> [f64; 3] {
    values.sort_by(f64::total_cmp);
    let at = |part: usize| values.get(values.len() * part / 4).copied().unwrap_or(0.0);
    [at(1), at(2), at(3)]
}

/// The place of a value among rising ones.
fn among(values: &[Decimal], value: Decimal) -> usize {
    values.iter().filter(|other| **other <= value).count().saturating_sub(1)
}

fn cross(app: &App, map: &Map, theme: &Theme, plot: Rect, frame: &mut Frame) {
    let value = |slider: usize| app.scenario().value(&app.catalog, &app.catalog.sliders[slider]);
    let (x, y) = (among(&map.across.1, value(map.across.0)), among(&map.up.1, value(map.up.0)));
    let cell = |at: usize, of: usize, cells: u16| ((at * usize::from(cells) + usize::from(cells) / 2) / of) as u16;
    let (x, y) = (cell(x, map.across.1.len(), plot.width), cell(y, map.up.1.len(), plot.height));
    put(
        frame,
        plot,
        x.min(plot.width - 1),
        plot.height - 1 - y.min(plot.height - 1),
        theme.glyphs.thumb,
        theme.chosen(),
    );
}

fn labels(app: &App, map: &Map, theme: &Theme, inside: Rect, plot: Rect, frame: &mut Frame) {
    let (across, up) = (&app.catalog.sliders[map.across.0], &app.catalog.sliders[map.up.0]);
    let short = |slider, value| at_end(slider, f64::of(value));
    let ends =
        |values: &[Decimal]| (values.first().copied().unwrap_or_default(), values.last().copied().unwrap_or_default());
    let ((left, right), (low, high)) = (ends(&map.across.1), ends(&map.up.1));
    put_right(frame, inside, AXIS - 1, 0, &short(up, high), theme.dim());
    put_right(frame, inside, AXIS - 1, plot.height - 1, &short(up, low), theme.dim());
    put(frame, inside, AXIS, plot.height, &short(across, left), theme.dim());
    put_right(frame, inside, inside.width - 1, plot.height, &short(across, right), theme.dim());
    let now = |slider: &crate::catalog::Slider| slider.show(app.scenario().value(&app.catalog, slider));
    let name = if across.id == "users" { app.plan().scale.clone() } else { across.label.to_lowercase() };
    let words = format!("{} {name}, {} {}", now(across), now(up), up.label.to_lowercase());
    let middle = AXIS + (plot.width.saturating_sub(width(&words) as u16)) / 2;
    put(frame, inside, middle, plot.height, &theme.text(&words), theme.accent());
}

//! Axes: where values lie among dots, the money logarithmic, its labels on the left.

use super::Theme;
use super::pane::put_right;
use crate::amount::{Decimal, compact};
use crate::catalog::{Slider, SliderUnit};
use ratatui::Frame;
use ratatui::layout::Rect;

/// A slider's value at the end of an axis: short where it counts, `$0.50` or `5.0 %` else.
pub fn at_end(slider: &Slider, value: f64) -> String {
    match slider.unit {
        SliderUnit::Count => compact(if slider.whole { value.round() } else { value }),
        _ => slider.show(Decimal::try_from(value).unwrap_or_default().round_dp(4)),
    }
}

/// Two axes over dots.
pub struct Axes {
    across: (f64, f64),
    log_across: bool,
    money: (f64, f64),
    /// Dots across and down.
    pub size: (i32, i32),
}

impl Axes {
    /// Axes over all the money there is, from a first to a last value across; none where no money is above nothing.
    pub fn of(across: (f64, f64), money: impl Iterator<Item = f64>, size: (i32, i32)) -> Option<Self> {
        let positive: Vec<f64> = money.filter(|money| *money > 0.0).collect();
        let least = positive.iter().copied().fold(f64::INFINITY, f64::min);
        let most = positive.iter().copied().fold(0.0, f64::max);
        let usable = across.1 > across.0 && least.is_finite() && most > 0.0;
        // Whole decades, so that the axis begins and ends at round figures.
        let low = 10f64.powf(least.max(most / 1e7).log10().floor());
        let high = 10f64.powf(most.log10().ceil()).max(low * 10.0);
        usable.then_some(Axes { across, log_across: false, money: (low, high), size })
    }

    /// The same with equal ratios across; none from nothing.
    pub fn logarithmic(self) -> Option<Self> {
        (self.across.0 > 0.0).then_some(Axes { log_across: true, ..self })
    }

    /// Where a value lies across.
    pub fn x(&self, value: f64) -> i32 {
        let (first, last) = self.across;
        let part = match self.log_across {
            true => (value / first).ln() / (last / first).ln(),
            false => (value - first) / (last - first),
        };
        (part * f64::from(self.size.0 - 1)).round() as i32
    }

    /// Rows count down; what costs nothing lies on the lowest.
    pub fn y(&self, money: f64) -> i32 {
        let part = (money.max(self.money.0) / self.money.0).ln() / (self.money.1 / self.money.0).ln();
        ((1.0 - part) * f64::from(self.size.1 - 1)).round() as i32
    }

    /// Whether a value lies on it.
    pub fn holds(&self, value: f64) -> bool {
        (self.across.0..=self.across.1).contains(&value)
    }

    /// The ends across.
    pub fn ends(&self) -> (f64, f64) {
        self.across
    }

    /// The ends of the money, and a decade between them where there is room, before the plot.
    pub fn label_money(&self, theme: &Theme, inside: Rect, axis: u16, height: u16, frame: &mut Frame) {
        let money = |value: f64| format!("${}", compact(value));
        let middle = (self.money.0 * self.money.1).sqrt();
        put_right(frame, inside, axis - 1, 0, &money(self.money.1), theme.dim());
        put_right(frame, inside, axis - 1, height - 1, &money(self.money.0), theme.dim());
        let decade = 10f64.powf(middle.log10().round());
        if height >= 7 && decade > self.money.0 && decade < self.money.1 {
            let row = (self.y(decade) * i32::from(height) / self.size.1) as u16;
            put_right(frame, inside, axis - 1, row, &money(decade), theme.dim());
        }
    }
}

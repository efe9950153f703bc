//! Axes: their ends, and the round values that are labelled between them.

use super::Scaled;
use crate::amount::compact;
use plotters::coord::ranged1d::{DefaultFormatting, KeyPointHint, Ranged};

/// An axis with its labels.
#[derive(Clone)]
pub(super) struct Axis {
    from: f64,
    to: f64,
    ticks: Vec<f64>,
    scaled: Scaled,
}

/// Most labels of an axis of equal ratios before it has decades alone.
const MOST_LABELS: usize = 6;

impl Axis {
    /// An axis from one value to another; the first is above nothing where it is of equal ratios.
    pub fn of(scaled: Scaled, from: f64, to: f64) -> Self {
        let ticks = match scaled {
            Scaled::Linear => linear(from, to),
            Scaled::Log => logarithmic(from, to),
        };
        Axis { from, to, ticks, scaled }
    }

    /// The same with labels at multiples of a step, or with none where there is no step.
    pub fn every(self, step: Option<f64>) -> Self {
        Axis { ticks: step.map(|step| multiples(self.from, self.to, step)).unwrap_or_default(), ..self }
    }

    /// How much of the axis lies before a value.
    pub fn part(&self, value: f64) -> f64 {
        let of = |value: f64| if self.scaled == Scaled::Log { value.ln() } else { value };
        let value = value.clamp(self.from, self.to);
        (of(value) - of(self.from)) / (of(self.to) - of(self.from))
    }
}

impl Ranged for Axis {
    type FormatOption = DefaultFormatting;
    type ValueType = f64;

    fn map(&self, value: &f64, (first, last): (i32, i32)) -> i32 {
        first + (f64::from(last - first) * self.part(*value)).round() as i32
    }

    fn key_points<Hint: KeyPointHint>(&self, _: Hint) -> Vec<f64> {
        self.ticks.clone()
    }

    fn range(&self) -> std::ops::Range<f64> {
        self.from..self.to
    }
}

/// Money in short: `$1.25 M`, `−$50 k`; beyond what has a short name `$1e15`.
pub(super) fn money(value: f64) -> String {
    let sign = if value <= -0.005 { "−" } else { "" };
    match value.abs() {
        beyond if beyond >= 1e13 => format!("{sign}${beyond:.0e}"),
        value => format!("{sign}${}", compact(value)),
    }
}

/// Multiples of 1, 2 or 5 and a power of ten, about five of them.
fn linear(from: f64, to: f64) -> Vec<f64> {
    let rough = (to - from) / 4.0;
    let decade = 10f64.powf(rough.log10().floor());
    let step = [1.0, 2.0, 5.0, 10.0].map(|n| n * decade).into_iter().find(|step| *step >= rough * 0.999);
    multiples(from, to, step.unwrap_or(rough))
}

fn multiples(from: f64, to: f64, step: f64) -> Vec<f64> {
    let (first, last) = ((from / step).ceil() as i64, (to / step).floor() as i64);
    (first..=last).map(|n| n as f64 * step).collect()
}

/// Decades; where few of them lie between the ends, 2 and 5 of each as well.
fn logarithmic(from: f64, to: f64) -> Vec<f64> {
    let decades = (from.log10().floor() as i32)..=(to.log10().ceil() as i32);
    let within = |of: &[f64]| -> Vec<f64> {
        let all = decades.clone().flat_map(|decade| of.iter().map(move |n| n * 10f64.powi(decade)));
        all.filter(|tick| (from * 0.999..=to * 1.001).contains(tick)).collect()
    };
    let fine = within(&[1.0, 2.0, 5.0]);
    if fine.len() <= MOST_LABELS { fine } else { within(&[1.0]) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_stand_at_round_values() {
        assert_eq!(linear(0.0, 24.0), [0.0, 10.0, 20.0]);
        assert_eq!(linear(-3_200.0, 14_000.0), [0.0, 5_000.0, 10_000.0]);
        assert_eq!(logarithmic(900.0, 30_000.0), [1_000.0, 2_000.0, 5_000.0, 10_000.0, 20_000.0]);
        assert_eq!(logarithmic(50.0, 4e6), [100.0, 1_000.0, 10_000.0, 100_000.0, 1_000_000.0]);
        assert_eq!(Axis::of(Scaled::Linear, 0.0, 24.0).every(Some(6.0)).ticks, [0.0, 6.0, 12.0, 18.0, 24.0]);
    }

    #[test]
    fn money_is_short_and_has_its_sign_in_front() {
        assert_eq!([money(1_250_000.0), money(-50_000.0), money(0.0)], ["$1.25 M", "−$50 k", "$0"]);
        assert_eq!(money(-5e15), "−$5e15");
    }
}

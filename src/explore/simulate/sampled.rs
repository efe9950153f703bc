//! What is told of one figure over all draws: percentiles with their sampling error, moments, and a histogram.

use super::{Drawn, Sampled, order};
use crate::amount::Decimal;
use rust_decimal::RoundingStrategy::MidpointAwayFromZero;

/// The percentiles that are told.
const PERCENTILES: [u8; 5] = [5, 10, 50, 90, 95];

/// The ends of a histogram, as shares; what lies outside them is counted in its end bins.
const TAILS: [f64; 2] = [0.005, 0.995];

/// The most bins of a histogram.
const BINS: usize = 40;

/// A figure over the draws in which it is defined. Money is rounded to cents, what a user costs to four places.
#[derive(Clone, Debug, PartialEq)]
pub struct Distribution {
    /// How many draws those are.
    pub count: usize,
    /// P5, P10, P50, P90 and P95.
    pub percentiles: Vec<Percentile>,
    /// The mean.
    pub mean: Decimal,
    /// The standard deviation (n − 1).
    pub deviation: Decimal,
    /// The standard error of the mean: standard deviation ÷ √n.
    pub error: Decimal,
    /// How many draws lie in bins of one width from P0.5 to P99.5; the end bins hold the tails too.
    pub bins: Vec<Bin>,
}

/// A percentile, with the interval that holds it in 19 of 20 samples.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Percentile {
    /// Which, in percent.
    pub percent: u8,
    /// The value, by linear interpolation between order statistics.
    pub value: Decimal,
    /// The low end of its interval.
    pub low: Decimal,
    /// The high end.
    pub high: Decimal,
}

/// A bin of a histogram.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bin {
    /// Where it begins.
    pub from: Decimal,
    /// Where it ends.
    pub to: Decimal,
    /// How many draws lie in it.
    pub count: usize,
}

/// How many of the draws something is true of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Chance {
    /// So many.
    pub count: usize,
    /// Of so many.
    pub of: usize,
    /// As a share, to six places.
    pub share: Decimal,
    /// The standard error of the share: √(p·(1−p)÷n). It is 0 where none or all are so; the chance is then below, or within,
    /// 3 ÷ n of that in 19 of 20 cases.
    pub error: Decimal,
}

impl Chance {
    /// So many of so many; none of none.
    pub(super) fn of(count: usize, of: usize) -> Option<Self> {
        let share = count as f64 / of as f64;
        let error = (share * (1.0 - share) / of as f64).sqrt();
        (of > 0).then(|| Chance { count, of, share: rounded(share, 6), error: rounded(error, 6) })
    }
}

impl Distribution {
    /// One value in every draw.
    pub(super) fn certain(value: Decimal, count: usize) -> Self {
        let percentile = |percent| Percentile { percent, value, low: value, high: value };
        Distribution {
            count,
            percentiles: PERCENTILES.map(percentile).to_vec(),
            mean: value,
            deviation: Decimal::ZERO,
            error: Decimal::ZERO,
            bins: vec![Bin { from: value, to: value, count }],
        }
    }

    /// The percentile of this number, if it is told.
    pub fn percentile(&self, percent: u8) -> Option<&Percentile> {
        self.percentiles.iter().find(|percentile| percentile.percent == percent)
    }

    /// Of values in the order of their draws; none of none.
    fn of(mut values: Vec<f64>, places: u32) -> Option<Self> {
        let count = values.len();
        if count == 0 {
            return None;
        }
        let round = |value: f64| rounded(value, places);
        let (mean, deviation) = moments(&values);
        let shares = PERCENTILES.map(|percent| f64::from(percent) / 100.0);
        let mut ranks: Vec<usize> = Vec::new();
        for share in shares.into_iter().chain(TAILS) {
            let ((low, high, _), (from, to)) = (order::between(count, share), order::interval(count, share));
            ranks.extend([low, high, from, to]);
        }
        ranks.sort_unstable();
        ranks.dedup();
        order::select(&mut values, &ranks);
        let value = |share: f64| {
            let (low, high, part) = order::between(count, share);
            values[low] + (values[high] - values[low]) * part
        };
        let percentile = |(percent, share): (u8, f64)| {
            let (low, high) = order::interval(count, share);
            Percentile { percent, value: round(value(share)), low: round(values[low]), high: round(values[high]) }
        };
        Some(Distribution {
            count,
            percentiles: PERCENTILES.into_iter().zip(shares).map(percentile).collect(),
            mean: round(mean),
            deviation: round(deviation),
            error: round(deviation / (count as f64).sqrt()),
            bins: bins(&values, TAILS.map(value), places),
        })
    }
}

impl Sampled {
    /// A figure from its value in each draw, which is no number where it is undefined.
    pub(super) fn of(figure: Drawn, mut values: Vec<f64>) -> Self {
        let drawn = values.len();
        values.retain(|value| !value.is_nan());
        let undefined = drawn - values.len();
        Sampled { figure, undefined, distribution: Distribution::of(values, figure.places()) }
    }
}

/// Mean and standard deviation, in two passes; off one of the values, for a sum of large ones has no digits left for how they differ.
fn moments(values: &[f64]) -> (f64, f64) {
    let n = values.len() as f64;
    let near = values.first().copied().unwrap_or_default();
    let mean = near + values.iter().map(|value| value - near).sum::<f64>() / n;
    let squares: f64 = values.iter().map(|value| (value - mean) * (value - mean)).sum();
    (mean, if n > 1.0 { (squares / (n - 1.0)).sqrt() } else { 0.0 })
}

/// The histogram between two values; one bin where they are the same to the places that are told.
fn bins(values: &[f64], [from, to]: [f64; 2], places: u32) -> Vec<Bin> {
    let grain = 10f64.powi(-(places as i32));
    let many = (((to - from) / grain).floor() as usize).clamp(1, BINS);
    let width = (to - from) / many as f64;
    let mut counts = vec![0; many];
    for value in values {
        // Below the first it is the first, above the last the last: a cast holds to what the type takes.
        let at = if width > 0.0 { ((value - from) / width) as usize } else { 0 };
        counts[at.min(many - 1)] += 1;
    }
    let edge = |at: usize| rounded(from + width * at as f64, places);
    let bin = |(at, count)| Bin { from: edge(at), to: edge(at + 1), count };
    counts.into_iter().enumerate().map(bin).collect()
}

/// A float as a decimal of so many places, half away from zero. Draws beyond what a decimal holds are undefined before.
pub(super) fn rounded(value: f64, places: u32) -> Decimal {
    let decimal = Decimal::from_f64_retain(value).unwrap_or_default();
    decimal.round_dp_with_strategy(places, MidpointAwayFromZero).normalize()
}

#[cfg(test)]
mod tests {
    use super::moments;

    #[test]
    fn large_figures_that_differ_little_keep_their_mean_and_deviation() {
        let values: Vec<f64> = (0..99_999).map(|at| 9_876_543_200_004_040.0 + f64::from(at % 3) * 10.0).collect();
        let (mean, deviation) = moments(&values);
        assert_eq!(mean, 9_876_543_200_004_050.0);
        // 10 × √(2/3), and n − 1 makes no difference to four places.
        assert!((deviation - 8.1650).abs() < 0.0001, "{deviation}");
    }
}

//! Estimates: what a figure may be at least, what to reckon with, and what it may be at most.

use super::{Decimal, Number, Overflow};

/// `low ≤ expected ≤ high`; an exact figure has all three equal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Estimate<N = Decimal> {
    /// The least it may be.
    pub low: N,
    /// What to reckon with: the midpoint of a printed range.
    pub expected: N,
    /// The most it may be.
    pub high: N,
}

/// One of the three figures of an estimate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// The least.
    Low,
    /// The expected one.
    Expected,
    /// The most.
    High,
}

impl End {
    /// All three.
    pub const ALL: [End; 3] = [End::Low, End::Expected, End::High];
}

/// A place in an estimate.
pub trait Place<N>: Copy {
    /// The figure there.
    fn of(self, estimate: &Estimate<N>) -> N;
}

impl<N: Copy> Place<N> for End {
    fn of(self, estimate: &Estimate<N>) -> N {
        match self {
            End::Low => estimate.low,
            End::Expected => estimate.expected,
            End::High => estimate.high,
        }
    }
}

/// What to reckon with, where that is known to be all that is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Expected;

impl<N: Copy> Place<N> for Expected {
    #[inline(always)]
    fn of(self, estimate: &Estimate<N>) -> N {
        estimate.expected
    }
}

/// A part of the way from the low end (0) to the high one (1), for draws; half of it is the midpoint of a printed range.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Part(pub f64);

impl Place<f64> for Part {
    #[inline(always)]
    fn of(self, estimate: &Estimate<f64>) -> f64 {
        estimate.low + (estimate.high - estimate.low) * self.0
    }
}

impl<N: Number> Estimate<N> {
    /// Nothing.
    pub const ZERO: Self = Estimate { low: N::ZERO, expected: N::ZERO, high: N::ZERO };

    /// An exact figure.
    pub fn exact(value: N) -> Self {
        Estimate { low: value, expected: value, high: value }
    }

    /// Each figure computed by itself.
    pub fn of_ends(mut figure: impl FnMut(End) -> Result<N, Overflow>) -> Result<Self, Overflow> {
        Ok(Estimate { low: figure(End::Low)?, expected: figure(End::Expected)?, high: figure(End::High)? })
    }

    /// The figure at a place: one of the three, or of floats any between them.
    pub fn at(&self, place: impl Place<N>) -> N {
        place.of(self)
    }

    /// Whether all three are one figure.
    pub fn is_exact(&self) -> bool {
        self.low == self.expected && self.expected == self.high
    }

    /// All three through one function; an exact figure is computed once.
    pub fn try_map<M: Number>(self, f: impl Fn(N) -> Result<M, Overflow>) -> Result<Estimate<M>, Overflow> {
        if self.is_exact() {
            return f(self.expected).map(Estimate::exact);
        }
        Ok(Estimate { low: f(self.low)?, expected: f(self.expected)?, high: f(self.high)? })
    }

    /// Low with low, expected with expected, high with high: the documents add their ranges end to end.
    pub fn try_with(self, other: Self, f: impl Fn(N, N) -> Result<N, Overflow>) -> Result<Self, Overflow> {
        if self.is_exact() && other.is_exact() {
            return f(self.expected, other.expected).map(Estimate::exact);
        }
        Ok(Estimate {
            low: f(self.low, other.low)?,
            expected: f(self.expected, other.expected)?,
            high: f(self.high, other.high)?,
        })
    }

    /// Sum, end to end.
    pub fn plus(self, other: Self) -> Result<Self, Overflow> {
        self.try_with(other, N::plus)
    }

    /// Each times one factor.
    pub fn times(self, factor: N) -> Result<Self, Overflow> {
        self.try_map(|value| value.times(factor))
    }
}

impl Estimate {
    /// A printed range: the expected figure is the midpoint, since no document prints another weight.
    pub fn between(low: Decimal, high: Decimal) -> Result<Self, Overflow> {
        let expected = low.plus(high)?.times(Decimal::new(5, 1))?;
        Ok(Estimate { low, expected, high })
    }

    /// The same figures as another kind of number.
    pub fn of<N: Number>(self) -> Estimate<N> {
        Estimate { low: N::of(self.low), expected: N::of(self.expected), high: N::of(self.high) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(low: i64, expected: i64, high: i64) -> Estimate {
        let [low, expected, high] = [low, expected, high].map(Decimal::from);
        Estimate { low, expected, high }
    }

    #[test]
    fn an_estimate_is_exact_where_all_three_are_one_figure() {
        assert!(of(3, 3, 3).is_exact() && Estimate::exact(Decimal::from(3)).is_exact());
        assert!(!of(2, 3, 3).is_exact() && !of(3, 3, 4).is_exact() && !of(2, 3, 4).is_exact());
    }

    #[test]
    fn ranges_add_end_to_end_and_are_multiplied_end_by_end() {
        assert_eq!(of(1, 2, 4).plus(of(10, 20, 30)), Ok(of(11, 22, 34)));
        assert_eq!(of(1, 2, 4).plus(of(10, 10, 10)), Ok(of(11, 12, 14)));
        assert_eq!(of(5, 5, 5).plus(of(10, 20, 30)), Ok(of(15, 25, 35)));
        assert_eq!(of(1, 2, 4).times(Decimal::from(3)), Ok(of(3, 6, 12)));
        assert_eq!(Estimate::between(Decimal::from(50), Decimal::from(150)), Ok(of(50, 100, 150)));
    }

    #[test]
    fn a_place_is_an_end_or_a_part_of_the_way_between_the_ends() {
        let range = of(10, 12, 30);
        let ends = End::ALL.map(|end| range.at(end));
        assert_eq!((ends, range.at(Expected)), ([10, 12, 30].map(Decimal::from), Decimal::from(12)));
        let drawn = [0.0, 0.25, 1.0].map(|part| range.of::<f64>().at(Part(part)));
        assert_eq!(drawn, [10.0, 15.0, 30.0]);
    }
}

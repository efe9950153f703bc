//! How many: fixed, or following a driver, as a quotient that is divided last.

use super::demand::Demand;
use crate::amount::{Decimal, Number, Overflow};

/// How many.
#[derive(Clone, Debug)]
pub enum Count<N> {
    /// Always as many.
    Fixed(N),
    /// `is × driver ÷ at`, rounded up where whole, at least `min`.
    Follows {
        /// The printed quantity.
        is: N,
        /// The driver's value at which it is printed.
        at: N,
        /// The driver's index.
        driver: usize,
        /// Whether only whole units are bought.
        whole: bool,
        /// The least there is.
        min: Option<N>,
        /// The most that was planned for.
        max: Option<N>,
    },
}

/// A quantity as a quotient, so that money is divided once and last.
#[derive(Clone, Copy, Debug)]
pub(super) struct Ratio<N> {
    pub num: N,
    pub den: N,
}

impl<N: Number> Ratio<N> {
    fn whole(num: N) -> Self {
        Ratio { num, den: N::ONE }
    }

    /// The quantity as one number.
    pub(super) fn value(self) -> Result<N, Overflow> {
        if self.den == N::ONE { Ok(self.num) } else { self.num.over(self.den) }
    }
}

impl<N: Number> Count<N> {
    /// How many at a demand.
    pub(super) fn at(&self, demand: &Demand<N>) -> Result<Ratio<N>, Overflow> {
        let (is, at, driver, whole, min) = match self {
            Count::Fixed(n) => return Ok(Ratio::whole(*n)),
            Count::Follows { is, at, driver, whole, min, .. } => (*is, *at, *driver, *whole, *min),
        };
        let num = is.times(demand.value(driver)?)?;
        let ratio = if whole { Ratio::whole(num.over_up(at)?) } else { Ratio { num, den: at } };
        match min {
            Some(min) if ratio.num < min.times(ratio.den)? => Ok(Ratio::whole(min)),
            _ => Ok(ratio),
        }
    }

    /// The driver's value above which the printed maximum is passed, where it is passed.
    pub(super) fn over_capacity(&self, demand: &Demand<N>) -> Option<N> {
        let Count::Follows { is, at, driver, max: Some(max), .. } = self else { return None };
        let limit = max.times(*at).ok()?.over(*is).ok()?;
        let value = demand.value(*driver).ok()?;
        (value > limit).then_some(limit)
    }
}

impl Count<Decimal> {
    pub(super) fn of<N: Number>(&self) -> Count<N> {
        match self {
            Count::Fixed(n) => Count::Fixed(N::of(*n)),
            Count::Follows { is, at, driver, whole, min, max } => Count::Follows {
                is: N::of(*is),
                at: N::of(*at),
                driver: *driver,
                whole: *whole,
                min: min.map(N::of),
                max: max.map(N::of),
            },
        }
    }
}

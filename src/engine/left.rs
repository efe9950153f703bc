//! What levers leave of a line: of its units, and of their cost.

use super::count::Ratio;
use crate::amount::{Decimal, Estimate, Number, Overflow, Place};

/// What levers leave of a line, as a quotient that is divided last, and after the units that they make free.
#[derive(Clone, Copy, Debug)]
pub struct Left<N> {
    /// Above the bar; low is after the largest saving.
    pub factor: Estimate<N>,
    /// Below it.
    pub over: N,
    /// Units that cost nothing.
    pub free: N,
}

impl<N: Number> Left<N> {
    /// Everything.
    pub const ALL: Self =
        Left { factor: Estimate { low: N::ONE, expected: N::ONE, high: N::ONE }, over: N::ONE, free: N::ZERO };

    /// What is left of a cost, at a place between its ends.
    pub(super) fn at(&self, place: impl Place<N>, cost: N) -> Result<N, Overflow> {
        let factor = self.factor.at(place);
        if factor == self.over { Ok(cost) } else { divided(cost.times(factor)?, self.over) }
    }

    /// The units that are paid for: all but those that are free.
    pub(super) fn paid(&self, units: Ratio<N>) -> Result<Ratio<N>, Overflow> {
        let num = units.num.minus(self.free.times(units.den)?)?;
        Ok(Ratio { num: if num > N::ZERO { num } else { N::ZERO }, den: units.den })
    }
}

impl Left<Decimal> {
    /// The same for another kind of number.
    pub(super) fn of<N: Number>(&self) -> Left<N> {
        Left { factor: self.factor.of(), over: N::of(self.over), free: N::of(self.free) }
    }
}

pub(super) fn divided<N: Number>(num: N, den: N) -> Result<N, Overflow> {
    if den == N::ONE { Ok(num) } else { num.over(den) }
}

//! One line of a bill: how many, at what rate, and what levers leave of it.

use super::count::{Count, Ratio};
use super::demand::Demand;
use super::left::{Left, divided};
use super::rates::{Done, Rate};
use crate::amount::{Decimal, Estimate, Number, Overflow, Place};

/// A line ready to be priced.
#[derive(Clone, Debug)]
pub struct Term<N> {
    /// How many.
    pub count: Count<N>,
    /// At what rate.
    pub rate: Rate<N>,
    /// What levers leave of it.
    pub left: Left<N>,
}

/// A line's cost.
#[derive(Clone, Copy, Debug)]
pub struct Cost<N> {
    /// Before levers, and before what the user's bill asks as a multiple: what the plan, the card or the user asks.
    pub list: Estimate<N>,
    /// Before levers.
    pub before: Estimate<N>,
    /// After levers.
    pub after: Estimate<N>,
}

impl<N: Number> Term<N> {
    /// Whether its cost is one figure, if that of the lines it may be a share of is.
    pub(super) fn is_exact(&self) -> bool {
        self.factor().is_none_or(Estimate::is_exact) && self.rate.range().is_none() && self.left.factor.is_exact()
    }

    /// What the user's bill multiplies it by.
    pub(super) fn factor(&self) -> Option<&Estimate<N>> {
        if let Rate::Billed { factor, .. } = &self.rate { Some(factor) } else { None }
    }

    /// The cost at a demand before levers, at a place between its ends.
    pub(super) fn before(&self, place: impl Place<N>, demand: &Demand<N>, done: Done<N>) -> Result<N, Overflow> {
        self.rate.cost(place, done, || self.count.at(demand), Ok)
    }

    /// The same without what the user's bill asks as a multiple.
    pub(super) fn list(&self, place: impl Place<N>, demand: &Demand<N>, done: Done<N>) -> Result<N, Overflow> {
        self.rate.own().cost(place, done, || self.count.at(demand), Ok)
    }

    /// The cost after levers, at a place between its ends.
    pub(super) fn after(&self, place: impl Place<N>, demand: &Demand<N>, done: Done<N>) -> Result<N, Overflow> {
        let before = self.before(place, demand, done)?;
        let paid = match &self.rate {
            _ if self.left.free == N::ZERO => before,
            // An amount that stands whatever the quantity is paid in part.
            rate if matches!(rate.own(), Rate::Still(_)) => match self.count.at(demand)?.num {
                all if all == N::ZERO => before,
                all => divided(before.times(self.paid(demand)?.num)?, all)?,
            },
            rate => rate.cost(place, done, || self.paid(demand), Ok)?,
        };
        self.left.at(place, paid)
    }

    /// The units that are paid for.
    fn paid(&self, demand: &Demand<N>) -> Result<Ratio<N>, Overflow> {
        self.left.paid(self.count.at(demand)?)
    }
}

impl Term<Decimal> {
    /// The same term for another kind of number.
    pub(super) fn of<N: Number>(&self) -> Term<N> {
        Term { count: self.count.of(), rate: self.rate.of(), left: self.left.of() }
    }

    /// What changes the slope of the cost as users move: equal marks at two ends of a range mean a straight line between.
    pub(super) fn mark(&self, demand: &Demand) -> Result<(Decimal, Decimal, usize), Overflow> {
        let q = self.count.at(demand)?;
        let (step, of) = match &self.count {
            Count::Follows { whole: true, .. } => (q.num, q.den),
            Count::Follows { driver, .. } if demand.is_stepped(*driver) => (q.num, q.den),
            Count::Follows { min: Some(min), .. } if q.num == *min && q.den == Decimal::ONE => {
                (Decimal::NEGATIVE_ONE, Decimal::ONE)
            }
            _ => (Decimal::ZERO, Decimal::ONE),
        };
        let tier = match self.rate.own() {
            Rate::Tiers { tiers, .. } => {
                let quantity = self.paid(demand)?.value()?;
                tiers.iter().take_while(|(up_to, _)| up_to.is_some_and(|edge| edge < quantity)).count()
            }
            // A free allowance bends the cost where it is used up, and where what is left enters a printed range.
            _ if self.left.free > Decimal::ZERO => {
                let paid = self.paid(demand)?;
                let start = if let Rate::Along { from, .. } = self.rate.own() { *from } else { Decimal::ZERO };
                usize::from(paid.num > Decimal::ZERO) + usize::from(paid.num >= start.times(paid.den)?)
            }
            _ => 0,
        };
        Ok((step, of, tier))
    }
}

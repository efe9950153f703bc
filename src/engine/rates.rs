//! What a count costs at a rate. One set of formulas for exact decimals and for pictures.

use super::count::Ratio;
use super::left::divided;
use crate::amount::{Decimal, Estimate, Number, Overflow, Place};

/// What that many cost a month.
#[derive(Clone, Debug)]
pub enum Rate<N> {
    /// Whatever the quantity.
    Still(Estimate<N>),
    /// An amount for `of` units, in proportion.
    Proportional {
        /// The amount.
        amount: Estimate<N>,
        /// The quantity it is for.
        of: N,
    },
    /// A printed range: `low` at `from` units, `high` at `to` units, the same slope beyond.
    Along {
        /// Quantity at the low end.
        from: N,
        /// Quantity at the high end.
        to: N,
        /// Amount at the low end.
        low: N,
        /// Amount at the high end.
        high: N,
    },
    /// Graduated: each part of the quantity at its tier's price, for `per` units.
    Tiers {
        /// Upper edge (none: open) and price of each tier, lowest first.
        tiers: Vec<(Option<N>, N)>,
        /// Units that a price is for.
        per: N,
    },
    /// A price that 28 digits can't hold exactly.
    TooLarge,
    /// A share of other terms of the bill, after their levers.
    Share {
        /// The share.
        share: N,
        /// Places of the other terms in the bill.
        of: Vec<usize>,
    },
    /// A rate as the user's bill multiplies it; never a share, which moves with what it is of. A variant and no field of a
    /// term: what is not multiplied, which is nearly all, is not asked for it.
    Billed {
        /// The plan's or the card's.
        rate: Box<Rate<N>>,
        /// What the bill asks, as a multiple of that.
        factor: Estimate<N>,
    },
}

/// What one unit costs, or `per` of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UnitPrice {
    /// The price; one hour's where there are hours.
    pub price: Decimal,
    /// Units that it is for.
    pub per: Decimal,
    /// Hours a month that are paid.
    pub hours: Option<Decimal>,
}

impl UnitPrice {
    /// What a month of `per` units costs.
    pub fn month(&self) -> Option<Decimal> {
        self.price.times(self.hours.unwrap_or(Decimal::ONE)).ok()
    }

    /// The price of one unit.
    pub fn of_one(&self) -> Option<Decimal> {
        self.price.over(self.per).ok()
    }

    /// What so many units cost.
    pub(super) fn rate(&self) -> Rate<Decimal> {
        let month = self.month().map(|month| Rate::Proportional { amount: Estimate::exact(month), of: self.per });
        month.unwrap_or(Rate::TooLarge)
    }
}

/// The terms of a bill before the one that is being priced.
#[derive(Clone, Copy)]
pub(super) struct Done<'a, N> {
    /// What each costs, after levers.
    pub figures: &'a [Result<N, Overflow>],
    /// What they cost together, where that is known. Lent: few terms ask for it, and a copy for each is slow to hand over.
    pub sum: Option<&'a Result<N, Overflow>>,
}

impl<N: Number> Rate<N> {
    /// What so many units cost; they are counted only where the rate asks for them. `asked` is what is done to an amount
    /// before it is divided, so that a quotient that repeats is rounded once and last.
    pub(super) fn cost(
        &self,
        place: impl Place<N>,
        done: Done<N>,
        units: impl Fn() -> Result<Ratio<N>, Overflow>,
        asked: impl Fn(N) -> Result<N, Overflow>,
    ) -> Result<N, Overflow> {
        match self {
            Rate::Still(amount) => asked(amount.at(place)),
            Rate::TooLarge => Err(Overflow),
            Rate::Proportional { amount, of } => {
                let q = units()?;
                let den = if q.den == N::ONE { *of } else { of.times(q.den)? };
                // As many as the amount is for cost that amount, whatever its quotient would be rounded to.
                let amount = asked(amount.at(place))?;
                if q.num == den { Ok(amount) } else { divided(amount.times(q.num)?, den) }
            }
            Rate::Along { from, to, low, high } => {
                let (low, high) = (asked(*low)?, asked(*high)?);
                let q = units()?;
                let start = from.times(q.den)?;
                if q.num < start {
                    return divided(low.times(q.num)?, start); // below the range in proportion: nothing costs nothing
                }
                let run = to.minus(*from)?.times(q.den)?;
                let beyond_low = q.num.minus(start)?;
                let rise = divided(high.minus(low)?.times(beyond_low)?, run)?;
                low.plus(rise)
            }
            Rate::Tiers { tiers, per } => {
                let q = units()?;
                let den = if q.den == N::ONE { *per } else { per.times(q.den)? };
                divided(asked(graduated(tiers, q)?)?, den)
            }
            Rate::Share { share, of } => {
                let each = || of.iter().try_fold(N::ZERO, |sum, &place| sum.plus(done.figures[place]?));
                let all = done.sum.filter(|_| of.len() == done.figures.len());
                all.map_or_else(each, |sum| *sum)?.times(*share)
            }
            Rate::Billed { rate, factor } => rate.billed(place, done, &units, factor),
        }
    }

    /// The same as the user's bill multiplies it.
    #[cold]
    #[inline(never)]
    fn billed(
        &self,
        place: impl Place<N>,
        done: Done<N>,
        units: &dyn Fn() -> Result<Ratio<N>, Overflow>,
        factor: &Estimate<N>,
    ) -> Result<N, Overflow> {
        let times = factor.at(place);
        self.cost(place, done, units, |amount| amount.times(times))
    }

    /// The plan's or the card's, whatever the bill makes of it.
    pub fn own(&self) -> &Self {
        if let Rate::Billed { rate, .. } = self { rate } else { self }
    }

    /// The same as the user's bill multiplies it.
    pub(super) fn times(self, factor: Option<Estimate<N>>) -> Self {
        match factor {
            Some(factor) => Rate::Billed { rate: Box::new(self), factor },
            None => self,
        }
    }

    /// The amount, where it may be anything between two.
    pub(super) fn range(&self) -> Option<Estimate<N>> {
        match self.own() {
            Rate::Still(amount) | Rate::Proportional { amount, .. } => Some(*amount).filter(|range| !range.is_exact()),
            Rate::Along { .. } | Rate::Tiers { .. } | Rate::TooLarge | Rate::Share { .. } | Rate::Billed { .. } => None,
        }
    }
}

/// What a quantity costs by its tiers, of prices that are for one unit; times what the quantity is still to be divided by.
fn graduated<N: Number>(tiers: &[(Option<N>, N)], quantity: Ratio<N>) -> Result<N, Overflow> {
    let (mut total, mut from) = (N::ZERO, N::ZERO);
    for (up_to, price) in tiers {
        let edge = match up_to {
            Some(edge) if quantity.den == N::ONE => Some(*edge),
            Some(edge) => Some(edge.times(quantity.den)?),
            None => None,
        };
        let to = edge.filter(|edge| *edge < quantity.num).unwrap_or(quantity.num);
        if to > from {
            total = total.plus(to.minus(from)?.times(*price)?)?;
            from = to;
        }
        if to >= quantity.num {
            break;
        }
    }
    Ok(total)
}

impl Rate<Decimal> {
    /// The same rate for another kind of number.
    pub(super) fn of<N: Number>(&self) -> Rate<N> {
        match self {
            Rate::Still(amount) => Rate::Still(amount.of()),
            Rate::TooLarge => Rate::TooLarge,
            Rate::Billed { rate, factor } => Rate::Billed { rate: Box::new(rate.of()), factor: factor.of() },
            Rate::Proportional { amount, of } => Rate::Proportional { amount: amount.of(), of: N::of(*of) },
            Rate::Along { from, to, low, high } => {
                Rate::Along { from: N::of(*from), to: N::of(*to), low: N::of(*low), high: N::of(*high) }
            }
            Rate::Tiers { tiers, per } => Rate::Tiers {
                tiers: tiers.iter().map(|(up_to, price)| (up_to.map(N::of), N::of(*price))).collect(),
                per: N::of(*per),
            },
            Rate::Share { share, of } => Rate::Share { share: N::of(*share), of: of.clone() },
        }
    }
}

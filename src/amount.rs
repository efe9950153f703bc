//! Exact numbers: decimals that refuse to be wrong, and estimates of three of them.

mod estimate;
mod parse;
mod show;

pub use estimate::{End, Estimate, Expected, Part, Place};
pub use parse::{BadNumber, decimal, entry, range, share};
pub use rust_decimal::Decimal;
pub use show::{
    compact, exact, grouped, money, money_fine, money_range, money_short, money_within, percent, percent_short, plain,
    signed_money, signed_money_within, whole_percent,
};

use rust_decimal::RoundingStrategy::MidpointNearestEven;

/// Decimal places that reports write (half-even), and that every figure is right to.
pub const REPORTED_PLACES: u32 = 12;

/// Decimal places that a repeating quotient carries, so that what is made of it is still right to [`REPORTED_PLACES`].
pub const CARRIED_PLACES: u32 = 18;

/// Decimal places that are left at least of what is cut: what a hundred such figures sum to is still right to [`REPORTED_PLACES`],
/// since each is wrong by half a unit of the last place at most.
const LEFT_PLACES: u32 = 14;

/// A result that 28 decimal digits can't hold exactly, or a division by zero.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("too large: the result needs more than 28 digits")]
pub struct Overflow;

/// What the arithmetic of a bill needs of a number.
///
/// `Decimal` answers exactly or refuses; `f64` draws pictures from the same formulas and is never printed as money.
pub trait Number: Copy + PartialOrd {
    /// Zero.
    const ZERO: Self;
    /// One.
    const ONE: Self;
    /// The number nearest to a decimal.
    fn of(value: Decimal) -> Self;
    /// Sum.
    fn plus(self, other: Self) -> Result<Self, Overflow>;
    /// Difference.
    fn minus(self, other: Self) -> Result<Self, Overflow>;
    /// Product.
    fn times(self, other: Self) -> Result<Self, Overflow>;
    /// Quotient; a repeating decimal carries 18 places.
    fn over(self, other: Self) -> Result<Self, Overflow>;
    /// The smallest whole number that is not below the quotient.
    fn over_up(self, other: Self) -> Result<Self, Overflow>;
    /// The largest whole number that is not above this one.
    fn down(self) -> Self;
}

impl Number for Decimal {
    const ZERO: Self = Decimal::ZERO;
    const ONE: Self = Decimal::ONE;

    fn of(value: Decimal) -> Self {
        value
    }

    // Always inlined: a bill is little but sums and products, and their results are slow to hand over in memory.
    #[inline(always)]
    fn plus(self, other: Self) -> Result<Self, Overflow> {
        kept(self.checked_add(other), self.scale().max(other.scale()), |places| sum_fits(self, other, places))
    }

    fn minus(self, other: Self) -> Result<Self, Overflow> {
        kept(self.checked_sub(other), self.scale().max(other.scale()), |places| sum_fits(self, other, places))
    }

    #[inline(always)]
    fn times(self, other: Self) -> Result<Self, Overflow> {
        kept(self.checked_mul(other), self.scale() + other.scale(), |places| product_fits(self, other, places))
    }

    fn over(self, other: Self) -> Result<Self, Overflow> {
        let quotient = self.checked_div(other).ok_or(Overflow)?;
        if quotient.scale() > CARRIED_PLACES {
            return Ok(quotient.round_dp_with_strategy(CARRIED_PLACES, MidpointNearestEven).normalize());
        }
        // Cut by 28 digits too early; where what is left ends in zeros, it looks shorter still.
        let cut_short = quotient.scale() < LEFT_PLACES && quotient.times(other) != Ok(self);
        if cut_short { Err(Overflow) } else { Ok(quotient) }
    }

    /// By the remainder: a quotient rounded to its places could hide one.
    fn over_up(self, other: Self) -> Result<Self, Overflow> {
        let rest = self.checked_rem(other).ok_or(Overflow)?;
        let whole = self.minus(rest)?.over(other)?;
        if rest > Decimal::ZERO { whole.plus(Decimal::ONE) } else { Ok(whole) }
    }

    fn down(self) -> Self {
        self.floor()
    }
}

/// `checked_add` and `checked_mul` round silently where 28 digits end. A result with fewer places than its operands
/// call for is exact only if the places that it lost were zeros. Otherwise it is refused, unless what was lost is the tail
/// that a repeating quotient carries beyond the places reported.
#[inline(always)]
fn kept(result: Option<Decimal>, places: u32, fits: impl FnOnce(u32) -> bool) -> Result<Decimal, Overflow> {
    let result = result.ok_or(Overflow)?;
    if result.scale() == places {
        return Ok(result);
    }
    let only_tail = result.scale() >= LEFT_PLACES && result.abs() >= Decimal::ONE;
    if only_tail || fits(result.scale()) { Ok(result) } else { Err(Overflow) }
}

/// Whether an exact sum has no more than so many places: those of its addends without their zeros. One of 29 digits whose own last
/// ones are zeros is refused too.
#[cold]
fn sum_fits(a: Decimal, b: Decimal, places: u32) -> bool {
    places >= a.normalize().scale().max(b.normalize().scale())
}

/// Whether an exact product has no more than so many places: whether ten divides it as often as that takes, so two and five do.
#[cold]
fn product_fits(a: Decimal, b: Decimal, places: u32) -> bool {
    let zeros = a.scale() + b.scale() - places;
    let twos = a.mantissa().trailing_zeros() + b.mantissa().trailing_zeros();
    let fives = |factor: Decimal| {
        let mut rest = factor.mantissa();
        std::iter::from_fn(|| (rest % 5 == 0).then(|| rest /= 5)).take(zeros as usize).count() as u32
    };
    twos >= zeros && fives(a) + fives(b) >= zeros
}

/// Guards the steps of whole units against the last bits of a binary float, which weigh more in a large one.
fn step_guard(value: f64) -> f64 {
    (value.abs() * 1e-14).max(1e-9)
}

impl Number for f64 {
    const ZERO: Self = 0.0;
    const ONE: Self = 1.0;

    fn of(value: Decimal) -> Self {
        f64::try_from(value).unwrap_or(f64::INFINITY)
    }

    fn plus(self, other: Self) -> Result<Self, Overflow> {
        Ok(self + other)
    }

    fn minus(self, other: Self) -> Result<Self, Overflow> {
        Ok(self - other)
    }

    fn times(self, other: Self) -> Result<Self, Overflow> {
        Ok(self * other)
    }

    fn over(self, other: Self) -> Result<Self, Overflow> {
        Ok(self / other)
    }

    fn over_up(self, other: Self) -> Result<Self, Overflow> {
        let quotient = self / other;
        Ok((quotient - step_guard(quotient)).ceil())
    }

    fn down(self) -> Self {
        (self + step_guard(self)).floor()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rust_decimal::Decimal as D;

    fn d(text: &str) -> D {
        decimal(text).unwrap()
    }

    #[test]
    fn a_sum_that_would_lose_its_cents_is_refused() {
        assert_eq!(d("9000000000000000000000000000").plus(d("0.01")), Err(Overflow));
        assert_eq!(d("9000000000000000000000000000").plus(d("1")), Ok(d("9000000000000000000000000001")));
    }

    #[test]
    fn a_product_that_would_vanish_is_refused() {
        assert_eq!(d("0.0000000000000001").times(d("0.0000000000000001")), Err(Overflow));
        assert_eq!(d("10000000000").times(d("0.085")), Ok(d("850000000")));
        assert_eq!(d("0.1000000000000000000000000000").times(d("0.50")), Ok(d("0.05")));
    }

    #[test]
    fn a_product_that_ends_in_zeros_of_its_own_is_not_too_long() {
        // By hand: …32 × …345 ends in 0, which leaves 28 places of the 29.
        let product = d("0.06477627672805632").times(d("0.906780819345"));
        assert_eq!(product, Ok(d("0.0587378852855853655989055104")));
        assert_eq!(d("0.06477627672805632").times(d("0.906780819343")), Err(Overflow));
        assert_eq!(d("0").times(d("0.0000000000000001")), Ok(d("0")));
    }

    #[test]
    fn a_third_carries_eighteen_places_and_zero_divides_nothing() {
        assert_eq!(d("1").over(d("3")), Ok(d("0.333333333333333333")));
        assert_eq!(d("1").over(d("0")), Err(Overflow));
    }

    #[test]
    fn what_is_made_of_a_third_is_right_to_the_places_reported() {
        let third_of_a_hundred_thousand = d("100000").over(d("3")).unwrap();
        assert_eq!(exact(third_of_a_hundred_thousand.times(d("12")).unwrap()), "400000");
        let large = d("1000000000000").over(d("3")).unwrap();
        assert_eq!(exact(large.times(d("1.25")).unwrap()), "416666666666.666666666667");
        assert_eq!(d("7922816251426433759354395033").over(d("3")), Err(Overflow));
    }

    #[test]
    fn a_quotient_is_refused_where_it_is_cut_so_early_that_sums_of_it_would_be_wrong() {
        // 142857 repeats: 15 and 16 digits before the point leave 14 and 13 places (29 digits that begin with a 1 are held).
        assert_eq!(exact(d("800000000000000").over(d("7")).unwrap()), "114285714285714.285714285714");
        assert_eq!(d("8000000000000000").over(d("7")), Err(Overflow));
        // …000.702702702702…: 28 digits end in 0 behind 702 702 702 7, and what is left out is more than half of the 12th place.
        assert_eq!(d("2997000000000000026").over(d("37")), Err(Overflow));
        // Every digit there is, and nothing lost.
        assert_eq!(d("9999999999999999999999999999").over(d("1")), Ok(d("9999999999999999999999999999")));
    }

    #[test]
    fn figures_that_were_cut_sum_to_what_is_right_and_those_that_are_too_large_to_be_cut_again_to_nothing() {
        let third = d("10000000000000").over(d("3")).unwrap();
        let cut = third.times(d("1.0001")).unwrap();
        let sum = |times| (0..times).try_fold(d("0"), |sum, _| sum.plus(cut));
        assert_eq!(exact(cut), "3333666666666.666666666667");
        assert_eq!(exact(sum(2).unwrap()), "6667333333333.333333333333");
        // Ten have 14 digits before the point, and 15 places behind it; a thousand would have 13 of them.
        assert_eq!(exact(sum(10).unwrap()), "33336666666666.666666666667");
        assert_eq!(sum(1000), Err(Overflow));
    }

    #[test]
    fn a_sum_of_29_digits_whose_places_are_zeros_is_exact() {
        let large = D::from_i128_with_scale(50_000_000_000_000_000_000_000_000_000, 1);
        assert_eq!(large.plus(large), Ok(d("10000000000000000000").times(d("1000000000")).unwrap()));
    }

    #[test]
    fn a_number_of_either_kind_is_the_decimal_and_goes_down_to_a_whole_one() {
        assert_eq!((<D as Number>::of(d("2.5")), d("2.5").down()), (d("2.5"), d("2")));
        assert_eq!((f64::of(d("2.5")), 2.5f64.down()), (2.5, 2.0));
        assert_eq!((2.5f64.plus(0.5), 2.5f64.minus(0.5)), (Ok(3.0), Ok(2.0)));
        assert_eq!((2.5f64.times(4.0), 5f64.over(2.0)), (Ok(10.0), Ok(2.5)));
    }

    #[test]
    fn nothing_less_nothing_is_no_loss() {
        assert!(!d("0").minus(d("0")).unwrap().is_sign_negative());
    }

    #[test]
    fn a_float_takes_no_step_for_its_last_bit() {
        assert_eq!((0.1 + 0.2) * 10.0, 3.0000000000000004);
        assert_eq!(((0.1 + 0.2) * 10.0).over_up(1.0), Ok(3.0));
        assert_eq!(17_780_000.000000004_f64.over_up(1.0), Ok(17_780_000.0));
        assert_eq!((3.1.over_up(1.0), 7f64.over_up(2.0)), (Ok(4.0), Ok(4.0)));
        assert_eq!((2.9999999999999996.down(), 3f64.down(), 2.9.down()), (3.0, 3.0, 2.0));
    }

    #[test]
    fn whole_units_are_counted_by_the_remainder() {
        assert_eq!(d("1").over_up(d("3")), Ok(d("1")));
        assert_eq!(d("1000000000000000000").over_up(d("999999999999999999")), Ok(d("2")));
        assert_eq!(d("0").over_up(d("7")), Ok(d("0")));
        assert_eq!(d("14").over_up(d("7")), Ok(d("2")));
    }
}

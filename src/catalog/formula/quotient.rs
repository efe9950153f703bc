//! A figure kept as the quotient of two exact decimals and divided only at the end, so that thirds lose nothing.

use crate::amount::{Decimal, Number, Overflow, REPORTED_PLACES};
use rust_decimal::RoundingStrategy::MidpointNearestEven;

/// What is rounded to 28 digits must keep this many; less is too small to go on with.
const FEWEST_DIGITS: u128 = 10u128.pow(17);

/// Two decimals without trailing zeros, the lower one above zero, and one wherever the quotient ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quotient {
    upper: Decimal,
    lower: Decimal,
}

impl Quotient {
    /// A decimal.
    pub fn of(value: Decimal) -> Self {
        Quotient { upper: value.normalize(), lower: Decimal::ONE }
    }

    fn new(upper: Decimal, lower: Decimal) -> Self {
        let ends = upper.checked_div(lower).filter(|whole| product(whole.normalize(), lower) == Some(upper));
        ends.map_or(Quotient { upper, lower }, Quotient::of)
    }

    /// With the other sign.
    pub fn negated(self) -> Self {
        Quotient { upper: (-self.upper).normalize(), ..self }
    }

    /// Sum: exact where 28 digits hold it, else of the two divided.
    pub fn plus(self, other: Self) -> Result<Self, Overflow> {
        let exact = || match self.lower == other.lower {
            true => Some(Quotient::new(sum(self.upper, other.upper)?, self.lower)),
            false => {
                let upper = sum(product(self.upper, other.lower)?, product(other.upper, self.lower)?)?;
                Some(Quotient::new(upper, product(self.lower, other.lower)?))
            }
        };
        exact().map_or_else(|| rounded_sum(self.divided()?, other.divided()?).map(Quotient::of), Ok)
    }

    /// Product: exact where 28 digits hold it, else of the two divided.
    pub fn times(self, other: Self) -> Result<Self, Overflow> {
        let exact = || Some(Quotient::new(product(self.upper, other.upper)?, product(self.lower, other.lower)?));
        exact().map_or_else(|| rounded_product(self.divided()?, other.divided()?).map(Quotient::of), Ok)
    }

    /// Quotient: of the four numbers where 28 digits hold their products, else of the two divided; none for zero.
    pub fn over(self, other: Self) -> Result<Option<Self>, Overflow> {
        if other.upper.is_zero() {
            return Ok(None);
        }
        let (own, other) =
            if other.upper.is_sign_negative() { (self.negated(), other.negated()) } else { (self, other) };
        let exact = || Some(Quotient::new(product(own.upper, other.lower)?, product(own.lower, other.upper)?));
        exact().map_or_else(|| Ok(Quotient::new(own.divided()?, other.divided()?)), Ok).map(Some)
    }

    /// Power: exact where 28 digits hold it, else rounded to them at each multiplication.
    pub fn power(self, exponent: u32) -> Result<Self, Overflow> {
        let exactly = |base| raised(base, exponent, |a, b| product(a, b).ok_or(Overflow));
        match (exactly(self.upper), exactly(self.lower)) {
            (Ok(upper), Ok(lower)) => Ok(Quotient::new(upper, lower)),
            _ => raised(self.divided()?, exponent, rounded_product).map(Quotient::of),
        }
    }

    /// Whether it is the higher one.
    pub fn is_above(self, other: Self) -> Result<bool, Overflow> {
        match (product(self.upper, other.lower), product(other.upper, self.lower)) {
            (Some(own), Some(others)) => Ok(own > others),
            _ => Ok(self.divided()? > other.divided()?),
        }
    }

    /// As one decimal of up to 28 digits, to go on with.
    pub fn divided(self) -> Result<Decimal, Overflow> {
        if self.lower == Decimal::ONE {
            return Ok(self.upper);
        }
        rounded(self.upper.checked_div(self.lower))
    }

    /// As one decimal, to show: one that repeats carries 18 places.
    pub fn figure(self) -> Result<Decimal, Overflow> {
        let cut = self.cut()?;
        if self.lower == Decimal::ONE { Ok(cut) } else { self.upper.over(self.lower) }
    }

    /// As it is reported, to 12 places: what is whole but for the tail of an earlier division is whole again.
    pub fn reported(self) -> Result<Decimal, Overflow> {
        Ok(self.cut()?.round_dp_with_strategy(REPORTED_PLACES, MidpointNearestEven))
    }

    /// Divided, however few of its digits are left, as long as it is right to the places reported.
    fn cut(self) -> Result<Decimal, Overflow> {
        if self.lower == Decimal::ONE {
            return Ok(self.upper);
        }
        self.upper.checked_div(self.lower).filter(|value| value.scale() > REPORTED_PLACES).ok_or(Overflow)
    }
}

/// The exact product, if 28 digits hold it.
fn product(a: Decimal, b: Decimal) -> Option<Decimal> {
    if a.is_zero() || b.is_zero() {
        return Some(Decimal::ZERO);
    }
    let places = a.scale() + b.scale();
    a.checked_mul(b).filter(|product| product.scale() == places).map(|product| product.normalize())
}

/// The exact sum, if 28 digits hold it.
fn sum(a: Decimal, b: Decimal) -> Option<Decimal> {
    let places = a.scale().max(b.scale());
    a.checked_add(b).filter(|sum| sum.scale() == places || sum.is_zero()).map(|sum| sum.normalize())
}

fn rounded_product(a: Decimal, b: Decimal) -> Result<Decimal, Overflow> {
    product(a, b).map_or_else(|| rounded(a.checked_mul(b)), Ok)
}

fn rounded_sum(a: Decimal, b: Decimal) -> Result<Decimal, Overflow> {
    sum(a, b).map_or_else(|| rounded(a.checked_add(b)), Ok)
}

/// A result that was cut to 28 digits, if enough places and digits of it are left to go on with.
fn rounded(result: Option<Decimal>) -> Result<Decimal, Overflow> {
    let enough = |value: &Decimal| value.scale() > REPORTED_PLACES && value.mantissa().unsigned_abs() >= FEWEST_DIGITS;
    result.filter(enough).map(|value| value.normalize()).ok_or(Overflow)
}

/// A power by squaring.
fn raised(
    base: Decimal,
    exponent: u32,
    times: impl Fn(Decimal, Decimal) -> Result<Decimal, Overflow>,
) -> Result<Decimal, Overflow> {
    let (mut result, mut square, mut left) = (Decimal::ONE, base, exponent);
    while left > 0 {
        if left % 2 == 1 {
            result = times(result, square)?;
        }
        left /= 2;
        if left > 0 {
            square = times(square, square)?;
        }
    }
    Ok(result)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::amount::{decimal, exact};

    fn q(text: &str) -> Quotient {
        Quotient::of(decimal(text).unwrap())
    }

    fn over(a: &str, b: &str) -> Quotient {
        q(a).over(q(b)).unwrap().unwrap()
    }

    #[test]
    fn a_power_is_exact_while_28_digits_hold() {
        let grown = q("1.2").power(17).unwrap().times(q("50000")).unwrap();
        assert_eq!(grown.figure(), Ok(decimal("1109305.553370218496").unwrap()));
        assert_eq!(q("0.1").power(28).unwrap().figure(), Ok(Decimal::new(1, 28)));
        assert_eq!(over("2", "3").power(3), Ok(over("8", "27")));
    }

    #[test]
    fn a_power_of_more_digits_is_rounded_and_right_to_the_places_reported() {
        let reported = |quotient: Result<Quotient, Overflow>| exact(quotient.unwrap().figure().unwrap());
        let grown = |base: Quotient, months| base.power(months).and_then(|power| power.times(q("50000")));
        assert_eq!(reported(grown(q("1.2"), 30)), "11868815.689988490316");
        assert_eq!(reported(grown(over("12.2", "12"), 24)), "74345.730897317987");
        assert_eq!(reported(q("0.95").power(24).and_then(|kept| kept.times(q("0.3")))), "0.087596707302");
    }

    #[test]
    fn what_would_vanish_or_lose_its_places_is_refused() {
        assert_eq!(q("0.9").power(600), Err(Overflow));
        assert_eq!(q("1.5").power(600), Err(Overflow));
        assert_eq!(q("0.0000000000000001").times(q("0.0000000000000001")), Err(Overflow));
        assert_eq!(q("9000000000000000000000000000").plus(q("0.01")), Err(Overflow));
        assert_eq!(q("9000000000000000000000000000").times(over("1", "7")).unwrap().figure(), Err(Overflow));
        assert_eq!(over("346445557929678006918144", "36500").figure(), Err(Overflow)); // ….42860274, 8 places
    }

    #[test]
    fn where_two_numbers_grow_too_long_the_quotient_is_divided_early() {
        let parts = |n: u32| (1..=n).map(|i| over("1", &(97 + 2 * i).to_string()));
        let total = parts(40).fold(q("0"), |total, part| total.plus(part).unwrap());
        let divided: f64 = (1..=40).map(|i| 1.0 / f64::from(97 + 2 * i)).sum();
        assert!((f64::of(total.figure().unwrap()) - divided).abs() < 1e-14);
    }

    #[test]
    fn what_is_almost_whole_is_reported_whole_and_the_smallest_is_no_fault() {
        let reported = |a, b| over(a, b).reported().unwrap();
        assert_eq!(reported("1000000000000000", "999999999999999"), Decimal::ONE);
        assert_eq!(reported("1", "3000000000000000"), Decimal::ZERO);
        assert_eq!(over("100000000000000000000", "3").reported(), Err(Overflow));
        assert_eq!(over("10000000000000000000000000", "1024").figure(), Ok(decimal("9765625000000000000000").unwrap()));
    }

    #[test]
    fn quotients_are_compared_exactly() {
        assert_eq!(over("1000000000000", "3").is_above(over("999999999999", "3")), Ok(true));
        assert_eq!(over("1", "3").is_above(q("0.3333333333333333333333333333")), Ok(true));
        assert_eq!(over("2", "6").is_above(over("1", "3")), Ok(false));
        assert_eq!(over("-1", "3").is_above(over("1", "-4")), Ok(false));
    }
}

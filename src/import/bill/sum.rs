//! Sums of money that lose no digit and depend on no order.

use crate::amount::{Decimal, Number, Overflow};
use std::ops::Add;

/// Decimal places that a sum is held to: all that a [`Decimal`] can have.
const PLACES: u32 = 28;

/// Money as a whole number of the 28th decimal place: up to 17 billion either way.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Sum(i128);

/// Powers of ten up to that of the last place.
const POWERS: [i128; PLACES as usize + 1] = {
    let mut powers = [1; PLACES as usize + 1];
    let mut at = 1;
    while at < powers.len() {
        powers[at] = powers[at - 1] * 10;
        at += 1;
    }
    powers
};

impl Sum {
    /// With one amount more, which is `mantissa` of its `places`th decimal place; none where that is beyond 17 billion.
    #[inline]
    pub(super) fn plus(self, mantissa: i128, places: u32) -> Option<Sum> {
        let more = mantissa.checked_mul(*POWERS.get(PLACES.checked_sub(places)? as usize)?)?;
        self.0.checked_add(more).map(Sum)
    }

    /// As a decimal, exact where it has at most 28 digits; digits beyond are rounded away from its end.
    pub(super) fn decimal(self) -> Decimal {
        let (mut mantissa, mut places) = (self.0, PLACES);
        while places > 0 && mantissa % 10 == 0 {
            (mantissa, places) = (mantissa / 10, places - 1);
        }
        loop {
            if let Ok(exact) = Decimal::try_from_i128_with_scale(mantissa, places) {
                return exact.normalize();
            }
            let (tenth, last) = (mantissa / 10, mantissa % 10);
            let up = if last.abs() >= 5 { last.signum() } else { 0 };
            (mantissa, places) = (tenth + up, places.saturating_sub(1));
        }
    }

    /// In dollars, at what one unit is worth.
    pub(super) fn at(self, rate: Decimal) -> Result<Decimal, Overflow> {
        let own = self.decimal();
        if rate == Decimal::ONE { Ok(own) } else { own.times(rate).or_else(|Overflow| own.round_dp(16).times(rate)) }
    }
}

impl Add for Sum {
    type Output = Sum;

    // Parts of a sum that was held before: none of them is beyond it, and all together are 17 billion at the most.
    fn add(self, other: Sum) -> Sum {
        Sum(self.0.saturating_add(other.0))
    }
}

impl std::iter::Sum for Sum {
    fn sum<I: Iterator<Item = Sum>>(all: I) -> Sum {
        all.fold(Sum::default(), Add::add)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::amount::decimal;

    #[test]
    fn the_smallest_part_of_a_cent_is_kept_beside_a_billion() {
        let sum = Sum::default().plus(1_000_000_000, 0).and_then(|sum| sum.plus(12, 17)).unwrap();
        assert_eq!(sum.decimal(), decimal("1000000000.00000000000000012").unwrap());
        let back = sum.plus(-1_000_000_000, 0).unwrap();
        assert_eq!(back.decimal(), decimal("0.00000000000000012").unwrap());
    }

    #[test]
    fn what_is_beyond_seventeen_billion_is_refused() {
        assert!(Sum::default().plus(17_000_000_000, 0).is_some());
        assert!(Sum::default().plus(17_100_000_000, 0).is_none());
        assert!(Sum::default().plus(1, 29).is_none());
    }

    #[test]
    fn a_sum_of_more_digits_than_a_decimal_has_loses_the_last_of_them() {
        let sum = Sum::default().plus(1_234_567_890, 0).and_then(|sum| sum.plus(-5, 28)).unwrap();
        assert_eq!(sum.decimal(), decimal("1234567890").unwrap());
        // 2^127 − 1 of the last place is 17014118346.0469231731687303715884105727: as many digits as a decimal has are left.
        let most = "17014118346.046923173168730372";
        assert_eq!(Sum(i128::MAX).decimal().to_string(), most);
        assert_eq!(Sum(-i128::MAX).decimal().to_string(), format!("-{most}"));
    }
}

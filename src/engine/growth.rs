//! Growth: how users compound from month to month, for the date of a cliff and for a forecast alike.

use crate::amount::{CARRIED_PLACES, Decimal};
use rust_decimal::RoundingStrategy::MidpointNearestEven;

/// Users after a month of growth: users × (1 + growth), with up to 18 places, fewer where 28 digits end (half to even).
/// A growth of −100 % leaves none, nor does one below it. None where the product can't be held at all.
pub fn grown(users: Decimal, growth: Decimal) -> Option<Decimal> {
    let factor = Decimal::ONE.checked_add(growth)?.max(Decimal::ZERO);
    Some(users.checked_mul(factor)?.round_dp_with_strategy(CARRIED_PLACES, MidpointNearestEven))
}

/// Months of compound growth until users reach a target, at most a hundred years; none without growth.
pub fn months_until(users: Decimal, growth: Decimal, target: Decimal) -> Option<u32> {
    if growth <= Decimal::ZERO || users.is_zero() {
        return None;
    }
    let mut reached = users;
    for month in 0..=1200 {
        if reached >= target {
            return Some(month);
        }
        reached = grown(reached, growth)?;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_of_growth_are_those_of_document_002() {
        // 20 % a month from 50,000: the first months over 100,000, 500,000 and 1,000,000 (golden case G128).
        let months = |target: i64| months_until(Decimal::from(50_000), Decimal::new(2, 1), Decimal::from(target));
        assert_eq!([months(100_000), months(500_000), months(1_000_000)], [Some(4), Some(13), Some(17)]);
        assert_eq!(months_until(Decimal::from(50_000), Decimal::ZERO, Decimal::from(100_000)), None);
    }

    #[test]
    fn a_month_of_decline_leaves_no_less_than_nobody() {
        let after = |percent: i64| grown(Decimal::from(1000), Decimal::new(percent, 2));
        assert_eq!([after(-25), after(-100), after(-300)], [750, 0, 0].map(|left| Some(Decimal::from(left))));
        assert_eq!(grown(Decimal::from(1000), Decimal::MAX), None);
    }

    #[test]
    fn the_tail_beyond_eighteen_places_goes_half_to_even() {
        // 0.0000000000000000005 is half of the last place: 1 × 1.5 of it is 1.5 of it, and goes to 2 of it.
        let last = Decimal::new(1, 18);
        assert_eq!(grown(last, Decimal::new(5, 1)), Some(Decimal::new(2, 18)));
        assert_eq!(grown(last, Decimal::new(-5, 1)), Some(Decimal::ZERO));
    }
}

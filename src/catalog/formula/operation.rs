//! What formulas do with figures: the operators and the functions.

use super::quotient::Quotient;
use crate::amount::{Decimal, Overflow};

/// The largest exponent of a power: fifty years of months.
pub const MOST_EXPONENT: u32 = 600;

/// Growth that takes longer than a thousand years never comes.
const MOST_MONTHS: u32 = 12_000;

/// An operator or a function.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Operation {
    /// `a + b`
    Plus,
    /// `a - b`
    Minus,
    /// `a * b`
    Times,
    /// `a / b`
    Over,
    /// `a ^ b`
    Power,
    /// `-a`
    Negate,
    /// The smallest whole number that is not below.
    Ceil,
    /// The largest whole number that is not above.
    Floor,
    /// The lower of two.
    Min,
    /// The higher of two.
    Max,
    /// How many months of growth go above a figure.
    Months,
}

use Operation::*;

impl Operation {
    /// The functions: their names, and how they are written.
    pub const FUNCTIONS: [(&str, Operation, &str); 5] = [
        ("ceil", Ceil, "ceil(x)"),
        ("floor", Floor, "floor(x)"),
        ("min", Min, "min(a, b)"),
        ("max", Max, "max(a, b)"),
        ("months", Months, "months(from, rate, to)"),
    ];

    /// The function of this name, and how it is written.
    pub fn function(name: &str) -> Option<(Operation, &'static str)> {
        let found = Self::FUNCTIONS.iter().find(|(known, _, _)| *known == name);
        found.map(|(_, operation, form)| (*operation, *form))
    }

    /// How many figures it takes.
    pub fn operands(self) -> usize {
        match self {
            Negate | Ceil | Floor => 1,
            Plus | Minus | Times | Over | Power | Min | Max => 2,
            Months => 3,
        }
    }

    /// What it makes of its figures; none where that is undefined.
    pub fn of(self, operands: &[Quotient]) -> Result<Option<Quotient>, Overflow> {
        let figure = match (self, operands) {
            (Plus, [a, b]) => a.plus(*b)?,
            (Minus, [a, b]) => a.plus(b.negated())?,
            (Times, [a, b]) => a.times(*b)?,
            (Over, [a, b]) => return a.over(*b),
            (Power, [a, b]) => return exponent(*b)?.map(|exponent| a.power(exponent)).transpose(),
            (Negate, [a]) => a.negated(),
            (Ceil, [a]) => Quotient::of(a.reported()?.ceil()),
            (Floor, [a]) => Quotient::of(a.reported()?.floor()),
            (Min, [a, b]) => {
                if b.is_above(*a)? {
                    *a
                } else {
                    *b
                }
            }
            (Max, [a, b]) => {
                if b.is_above(*a)? {
                    *b
                } else {
                    *a
                }
            }
            (Months, [from, rate, to]) => return months(*from, *rate, *to),
            _ => unreachable!("{self:?} takes {} figures, not {}", self.operands(), operands.len()),
        };
        Ok(Some(figure))
    }
}

/// None where it is not whole, below zero or above the limit.
fn exponent(figure: Quotient) -> Result<Option<u32>, Overflow> {
    let whole = Some(figure.reported()?).filter(Decimal::is_integer);
    Ok(whole.and_then(|number| u32::try_from(number).ok()).filter(|number| *number <= MOST_EXPONENT))
}

/// The least whole number of months after which `from`, growing by `rate` a month, is above `to`; none where that never
/// is, or where more than all of it is lost in a month. From the 28th digit on, growth is rounded.
fn months(from: Quotient, rate: Quotient, to: Quotient) -> Result<Option<Quotient>, Overflow> {
    let growth = Quotient::of(Decimal::ONE).plus(rate)?.divided()?;
    let (mut reached, to) = (from.divided()?, to.divided()?);
    for month in 0..=MOST_MONTHS {
        let whole = |months: u32| Ok(Some(Quotient::of(Decimal::from(months))));
        if reached > to {
            return whole(month);
        }
        reached = match reached.checked_mul(growth) {
            _ if growth.is_sign_negative() => return Ok(None),
            Some(next) if next == reached => return Ok(None),
            Some(next) => next.normalize(),
            // Above all decimals, and so above `to`; or below them all, for good.
            None if reached.is_sign_positive() => return whole(month + 1),
            None => return Ok(None),
        };
    }
    Ok(None)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::amount::decimal;

    fn grown(from: &str, rate: &str, to: &str) -> Option<Decimal> {
        let figure = |text| Quotient::of(decimal(text).unwrap());
        months(figure(from), figure(rate), figure(to)).unwrap().map(|n| n.divided().unwrap())
    }

    #[test]
    fn months_are_counted_until_a_figure_is_exceeded_not_reached() {
        assert_eq!(grown("100", "0.1", "120"), Some(Decimal::from(2)));
        assert_eq!(grown("100", "0.1", "121"), Some(Decimal::from(3)));
        assert_eq!(grown("100", "0", "99"), Some(Decimal::ZERO));
        assert_eq!(grown("1000", "0.2", "1000000"), Some(Decimal::from(38)));
        assert_eq!(grown("-100", "-0.5", "-20"), Some(Decimal::from(3)));
    }

    #[test]
    fn growth_that_never_comes_is_undefined() {
        assert_eq!(grown("100", "0", "100"), None);
        assert_eq!(grown("0", "0.5", "1"), None);
        assert_eq!(grown("100", "-0.1", "100"), None);
        assert_eq!(grown("-100", "0.5", "1"), None);
        assert_eq!(grown("100", "-3", "200"), None);
        assert_eq!(grown("1", "0.0000000001", "100"), None);
    }

    #[test]
    fn growth_may_leave_what_decimals_hold() {
        assert_eq!(grown("1", "1", "9999999999999999999999999999"), Some(Decimal::from(94)));
        assert_eq!(grown("9000000000000000000000000000", "100", "9999999999999999999999999999"), Some(Decimal::ONE));
        assert_eq!(grown("-9000000000000000000000000000", "100", "1"), None);
    }
}

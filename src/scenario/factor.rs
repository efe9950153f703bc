//! Factors: what a bill asks for a category, as a multiple, and the text form that people type.

use super::BadChoice;
use super::text::number;
use crate::amount::{self, Decimal, Estimate};

/// `1.15`; `1.05..1.3`, of which the middle is expected; `1.05..1.15..1.3`, of which the second is.
pub(super) fn factor(key: &str, text: &str) -> Result<Estimate, BadChoice> {
    let numbers: Result<Vec<Decimal>, BadChoice> =
        text.split("..").map(|part| number(key, amount::share(part.trim())).map(|number| number.normalize())).collect();
    let factor = match numbers?[..] {
        [one] => Some(Estimate::exact(one)),
        [low, high] => Estimate::between(low, high).ok().map(|of| Estimate { expected: of.expected.normalize(), ..of }),
        [low, expected, high] => Some(Estimate { low, expected, high }),
        _ => None,
    };
    factor.filter(|of| of.low <= of.expected && of.expected <= of.high).ok_or_else(|| {
        let form = "expected a factor such as 1.15, or a range such as 1.05..1.3, the low end first";
        BadChoice(format!("{key}: {form}, not {}", crate::text::clean(text)))
    })
}

/// A factor as [`put`](super::put) reads it.
pub fn factor_text(factor: &Estimate) -> String {
    let Estimate { low, expected, high } = *factor;
    let number = |value: Decimal| value.normalize().to_string();
    let middle = Estimate::between(low, high).is_ok_and(|of| of.expected == expected);
    match middle {
        _ if factor.is_exact() => number(expected),
        true => format!("{}..{}", number(low), number(high)),
        false => format!("{}..{}..{}", number(low), number(expected), number(high)),
    }
}

//! Comparisons as documents make them: `> 70`, `<= 20%`, `yes`.

use crate::amount::{self, BadNumber, Decimal};
use crate::faults::Named;
use crate::table::Table;

/// A comparison with a threshold, in the metric's own unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Comparison {
    /// How.
    pub sign: Sign,
    /// With what; 1 for yes.
    pub threshold: Decimal,
}

/// Signs of comparison.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sign {
    /// `<`
    Below,
    /// `<=`
    AtMost,
    /// `>`
    Above,
    /// `>=`
    AtLeast,
    /// `=`
    Is,
}

/// Longer signs first, so that `<=` is not read as `<`.
const SIGNS: [(&str, Sign); 5] =
    [("<=", Sign::AtMost), (">=", Sign::AtLeast), ("<", Sign::Below), (">", Sign::Above), ("=", Sign::Is)];

/// Other ways to write them, which are not read.
const MEANT: [(&str, Sign); 5] =
    [("=<", Sign::AtMost), ("=>", Sign::AtLeast), ("≤", Sign::AtMost), ("≥", Sign::AtLeast), ("==", Sign::Is)];

impl Sign {
    /// Whether a value compares so with another.
    pub fn holds(self, value: Decimal, with: Decimal) -> bool {
        match self {
            Sign::Below => value < with,
            Sign::AtMost => value <= with,
            Sign::Above => value > with,
            Sign::AtLeast => value >= with,
            Sign::Is => value == with,
        }
    }

    /// The sign that a text begins with, and what stands behind it.
    pub(super) fn prefix(text: &str) -> Option<(Self, &str)> {
        if Self::meant(text).is_some() {
            return None;
        }
        SIGNS.iter().find_map(|(sign, kind)| Some((*kind, text.strip_prefix(sign)?.trim_start())))
    }

    /// The sign that is meant by another way to write it.
    pub(super) fn meant(text: &str) -> Option<Self> {
        MEANT.iter().find(|(other, _)| text.starts_with(other)).map(|(_, sign)| *sign)
    }

    /// How a value really stands to a threshold, given whether the comparison holds: `<` that does not hold is `≥`.
    pub fn relation(self, holds: bool) -> &'static str {
        match (self, holds) {
            (Sign::Below, true) | (Sign::AtLeast, false) => "<",
            (Sign::AtMost, true) | (Sign::Above, false) => "≤",
            (Sign::Above, true) | (Sign::AtMost, false) => ">",
            (Sign::AtLeast, true) | (Sign::Below, false) => "≥",
            (Sign::Is, true) => "=",
            (Sign::Is, false) => "≠",
        }
    }

    /// The sign as files and scripts write it.
    pub fn sign(self) -> &'static str {
        SIGNS.iter().find(|(_, sign)| *sign == self).map_or("", |(text, _)| text)
    }
}

impl Comparison {
    /// Whether a value compares so.
    pub fn holds(&self, value: Decimal) -> bool {
        self.sign.holds(value, self.threshold)
    }

    /// Reads `> 70`, `<= 20%`, `yes`.
    pub(super) fn parse(text: &str) -> Result<Self, BadNumber> {
        match text {
            "yes" => return Ok(Comparison { sign: Sign::Is, threshold: Decimal::ONE }),
            "no" => return Ok(Comparison { sign: Sign::Is, threshold: Decimal::ZERO }),
            _ => {}
        }
        let Some((sign, number)) = Sign::prefix(text) else {
            let hint = Sign::meant(text).map_or_else(String::new, |sign| format!("; did you mean {}?", sign.sign()));
            return Err(BadNumber(format!("expected <, <=, >, >= or = and a number, or yes{hint}")));
        };
        Ok(Comparison { sign, threshold: amount::share(number.trim_end())? })
    }

    /// Reads the `is` of a rule, as a comparison and as it stands.
    pub(super) fn read(table: &Table) -> (Self, Named) {
        let text = table.need_text("is");
        let never = Comparison { sign: Sign::Is, threshold: Decimal::ZERO };
        let read = Comparison::parse(&text.text).unwrap_or_else(|bad| {
            if !text.text.is_empty() {
                table.fault(text.place.clone(), "`is` is a comparison such as \"> 70\"", bad.to_string());
            }
            never
        });
        (read, text)
    }
}

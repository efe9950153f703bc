//! Quoted numbers: decimals, shares and ranges, none of them below zero.

use super::Table;
use crate::amount::{self, BadNumber, Decimal, Estimate};

impl Table<'_> {
    /// A value in quotes through one of the readers of [`amount`].
    fn number<T>(&self, key: &'static str, expected: &str, read: fn(&str) -> Result<T, BadNumber>) -> Option<T> {
        let value = self.get(key)?;
        let text = self.quoted(key, value, expected)?;
        match read(&text.text) {
            Ok(number) => Some(number),
            Err(bad) => {
                self.fault(text.place, format!("`{key}` is {expected}"), bad.to_string());
                None
            }
        }
    }

    /// A quoted decimal that is not below zero.
    pub fn decimal(&self, key: &'static str) -> Option<Decimal> {
        self.number(key, "a quoted decimal", |text| not_negative(amount::decimal(text)?))
    }

    /// A quoted decimal or share (`"5%"`) that is not below zero.
    pub fn share(&self, key: &'static str) -> Option<Decimal> {
        self.number(key, "a quoted decimal or share", |text| not_negative(amount::share(text)?))
    }

    /// A quoted decimal or range that is not below zero.
    pub fn range(&self, key: &'static str) -> Option<Estimate> {
        self.number(key, "a quoted decimal or range", |text| {
            let estimate = amount::range(text)?;
            not_negative(estimate.low).map(|_| estimate)
        })
    }

    /// A quoted share or range of shares between 0 and 100 %: `"60%..80%"`.
    pub fn share_range(&self, key: &'static str) -> Option<Estimate> {
        self.number(key, "a quoted share or range of shares up to 100%", |text| {
            let (low, high) = text.split_once("..").unwrap_or((text, text));
            let (low, high) = (not_negative(amount::share(low)?)?, amount::share(high)?);
            if low > high || high > Decimal::ONE {
                return Err(BadNumber("expected a share up to 100%, or two with the lower first".into()));
            }
            Estimate::between(low, high).map_err(|overflow| BadNumber(overflow.to_string()))
        })
    }
}

pub(super) fn not_negative(value: Decimal) -> Result<Decimal, BadNumber> {
    if value < Decimal::ZERO {
        return Err(BadNumber("expected 0 or more: nothing is bought below nothing".into()));
    }
    Ok(value)
}

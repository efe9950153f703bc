//! Money as it is met in cells: clean, and as people and programs dirty it.

use super::cell::{is_null, shown};

/// An amount: `mantissa` of its `places`th decimal place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Money {
    pub mantissa: i128,
    pub places: u32,
    /// Whether digits beyond the 28th decimal place were rounded off.
    pub rounded: bool,
}

/// Decimal places that are kept.
const MOST_PLACES: u32 = 28;

/// Digits that surely fit into 64 bits.
const SURE_DIGITS: usize = 18;

/// The money of a cell, or what was expected.
#[inline]
pub(super) fn money(cell: &[u8]) -> Result<Money, String> {
    plain(cell).map_or_else(|| written(cell), Ok)
}

/// `-?digits[.digits]` of few digits, which is nearly all there is.
#[inline]
fn plain(cell: &[u8]) -> Option<Money> {
    let (minus, digits) = match cell {
        [b'-', digits @ ..] => (true, digits),
        digits => (false, digits),
    };
    if digits.is_empty() || digits.len() > SURE_DIGITS {
        return None;
    }
    let (mut mantissa, mut point) = (0i64, None);
    for (at, &byte) in digits.iter().enumerate() {
        match byte {
            b'0'..=b'9' => mantissa = mantissa * 10 + i64::from(byte - b'0'),
            b'.' if point.is_none() && at > 0 && at + 1 < digits.len() => point = Some(digits.len() - at - 1),
            _ => return None,
        }
    }
    let mantissa = i128::from(if minus { -mantissa } else { mantissa });
    Some(Money { mantissa, places: point.unwrap_or(0) as u32, rounded: false })
}

/// Everything else that people and programs write: `"$10,000.00 "`, `(12.50)`, `1.2E-05`, `.5`.
fn written(cell: &[u8]) -> Result<Money, String> {
    let text = std::str::from_utf8(cell).map_err(|_| "is no text; expected a number".to_owned())?.trim();
    if is_null(cell) {
        return Err("is empty; expected a number, 0 where nothing is due".to_owned());
    }
    let bad = || format!("is no amount of money: {}; expected a number such as 12.50", shown(text));
    let (minus, size) = match text.strip_prefix('(').and_then(|text| text.strip_suffix(')')) {
        Some(inside) => (true, inside.trim()),
        None => match text.strip_prefix(['-', '−']) {
            Some(size) => (true, size.trim_start()),
            None => (false, text.strip_prefix('+').unwrap_or(text)),
        },
    };
    if size.starts_with(['-', '−', '+']) {
        return Err(bad());
    }
    let size = size.strip_prefix('$').map_or(size, str::trim_start);
    let (body, exponent) = match size.split_once(['e', 'E']) {
        Some((body, exponent)) => (body, exponent.parse::<i32>().map_err(|_| bad())?),
        None => (size, 0),
    };
    let body = if body.contains(',') { grouped(body).ok_or_else(bad)? } else { body.to_owned() };
    scaled(&body, exponent, minus).ok_or_else(bad)
}

/// The commas taken out where they part thousands.
fn grouped(body: &str) -> Option<String> {
    let whole = body.split('.').next()?;
    let mut groups = whole.split(',');
    let first = (1..=3).contains(&groups.next()?.len());
    let commas = first && groups.all(|group| group.len() == 3) && !body[whole.len()..].contains(',');
    commas.then(|| body.replace(',', ""))
}

/// Digits times a power of ten: exact as far as the 28th decimal place.
fn scaled(body: &str, exponent: i32, minus: bool) -> Option<Money> {
    let (whole, fraction) = body.split_once('.').unwrap_or((body, ""));
    let digits = format!("{whole}{fraction}");
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let places = i64::try_from(fraction.len()).ok()? - i64::from(exponent);
    let digits = digits.trim_start_matches('0');
    // What lies beyond the last place that is kept decides how that is rounded.
    let beyond = usize::try_from(places - i64::from(MOST_PLACES)).unwrap_or(0);
    let (kept, dropped) = digits.split_at(digits.len().saturating_sub(beyond));
    let half_up = beyond <= digits.len() && dropped.starts_with(|digit: char| digit >= '5');
    let mut mantissa: i128 = if kept.is_empty() { 0 } else { kept.parse().ok()? };
    mantissa = mantissa.checked_add(i128::from(half_up))?;
    if places < 0 {
        let factor = 10i128.checked_pow(u32::try_from(-places).ok()?)?;
        mantissa = mantissa.checked_mul(factor)?;
    }
    let places = u32::try_from(places.clamp(0, i64::from(MOST_PLACES))).ok()?;
    let rounded = dropped.bytes().any(|digit| digit != b'0');
    Some(Money { mantissa: if minus { -mantissa } else { mantissa }, places, rounded })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::bill::sum::Sum;

    fn read(text: &str) -> Result<String, String> {
        let money = money(text.as_bytes())?;
        Ok(Sum::default().plus(money.mantissa, money.places).expect("it fits").decimal().to_string())
    }

    #[test]
    fn what_no_sum_holds_is_refused_and_does_not_run_over() {
        for text in ["17014118346.04692317316873037158841057275", "170141183460469231731687303715884105727.5", "1e40"] {
            for sign in ["", "-"] {
                let held = money(format!("{sign}{text}").as_bytes());
                let sum = held.ok().and_then(|money| Sum::default().plus(money.mantissa, money.places));
                assert!(sum.is_none_or(|sum| sum.decimal().abs() > crate::amount::Decimal::ONE), "{sign}{text}");
            }
        }
    }

    #[test]
    fn money_is_read_as_it_is_met() {
        let cases = [
            ("12.50", "12.5"),
            ("-0.01", "-0.01"),
            ("$10,000.00 ", "10000"),
            (" -$1,234.5", "-1234.5"),
            ("$ 3", "3"),
            ("(12.50)", "-12.5"),
            ("($1,000)", "-1000"),
            ("1.2E-05", "0.000012"),
            ("1.2e-5", "0.000012"),
            ("-4E3", "-4000"),
            ("1.5E+2", "150"),
            (".5", "0.5"),
            ("+7", "7"),
            ("0.1234567890123456789", "0.1234567890123456789"),
            ("00012.00", "12"),
        ];
        for (text, expected) in cases {
            assert_eq!(read(text).as_deref(), Ok(expected), "{text}");
        }
    }

    #[test]
    fn what_is_beyond_the_last_place_is_rounded_and_said() {
        let noise = money(b"1.3877787807814457E-17").unwrap();
        // 0.000000000000000013877787807814457 has 33 places: the 28th is the 2 of …13877787807|81, rounded to …808.
        assert_eq!((noise.mantissa, noise.places, noise.rounded), (138_777_878_078, 28, true));
        let nothing = money(b"3E-40").unwrap();
        assert_eq!((nothing.mantissa, nothing.rounded), (0, true));
        assert!(!money(b"1.20E-27").unwrap().rounded, "a zero is no digit");
    }

    #[test]
    fn what_is_no_money_is_refused() {
        for text in
            ["", "NULL", "null", "n/a", "--5", "1,5", "1.250,50", "12k", "5%", "1e", "1e999", "NaN", "inf", "-", "."]
        {
            assert!(read(text).is_err(), "{text:?} was read as {:?}", read(text));
        }
    }
}

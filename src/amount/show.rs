//! Numbers as the screen and the reports write them. The only place that rounds for display.

use super::{Decimal, Estimate, REPORTED_PLACES};
use rust_decimal::RoundingStrategy::{MidpointAwayFromZero, MidpointNearestEven};

/// Every digit, trailing zeros cut, at most 12 places half-even: the JSON contract.
pub fn exact(value: Decimal) -> String {
    value.round_dp_with_strategy(REPORTED_PLACES, MidpointNearestEven).normalize().to_string()
}

/// Thousands parted by commas, `places` decimals, half away from zero: `1,968.33`. Never `-0`.
pub fn grouped(value: Decimal, places: u32) -> String {
    let rounded = value.round_dp_with_strategy(places, MidpointAwayFromZero);
    let text = format!("{:.*}", places as usize, rounded.abs());
    let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
    let mut out = String::with_capacity(text.len() + text.len() / 3 + 1);
    if rounded.is_sign_negative() && !rounded.is_zero() {
        out.push('-');
    }
    for (i, digit) in whole.chars().enumerate() {
        if i > 0 && (whole.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    if !fraction.is_empty() {
        out.push('.');
        out.push_str(fraction);
    }
    out
}

/// Dollars and cents: `$1,968.33`, `−$48.20`.
pub fn money(value: Decimal) -> String {
    dollars(&grouped(value, 2))
}

/// An estimate: `$419.00–$644.00`, or the one figure it is.
pub fn money_range(estimate: Estimate) -> String {
    match estimate.is_exact() {
        true => money(estimate.expected),
        false => format!("{}–{}", money(estimate.low), money(estimate.high)),
    }
}

/// With a sign either way: `+$48.20`, `−$48.20`.
pub fn signed_money(value: Decimal) -> String {
    let text = money(value);
    if value.is_sign_negative() || value.is_zero() { text } else { format!("+{text}") }
}

/// Unit money, where cents are too coarse: four places below $1, cents above.
pub fn money_fine(value: Decimal) -> String {
    if value.abs() < Decimal::ONE { dollars(&grouped(value, 4)) } else { money(value) }
}

fn dollars(text: &str) -> String {
    match text.strip_prefix('-') {
        Some(rest) => format!("−${rest}"),
        None => format!("${text}"),
    }
}

/// A share as percent with one decimal: 0.787 is `78.7 %`.
pub fn percent(share: Decimal) -> String {
    match share.checked_mul(Decimal::ONE_HUNDRED) {
        Some(value) => format!("{} %", grouped(value, 1).replace('-', "−")),
        None => "—".to_owned(),
    }
}

/// A share with the decimals it has, at most two: 0.5 is `50 %`, 0.125 is `12.5 %`. For what was set, not computed.
pub fn percent_short(share: Decimal) -> String {
    match share.checked_mul(Decimal::ONE_HUNDRED) {
        Some(value) => format!("{} %", plain(value).replace('-', "−")),
        None => "—".to_owned(),
    }
}

/// A printed figure of money with the decimals it needs: `$3,000`, `$0.05`, `$1.50`.
pub fn money_short(value: Decimal) -> String {
    let places = value.normalize().scale().min(4);
    dollars(&grouped(value, if places == 1 { 2 } else { places }))
}

/// A count with the decimals it has, at most two: `5,000`, `99.99`.
pub fn plain(value: Decimal) -> String {
    grouped(value, value.normalize().scale().min(2))
}

/// A share as whole percent, without the unit: 0.787 is `79`.
pub fn whole_percent(share: Decimal) -> String {
    share.checked_mul(Decimal::ONE_HUNDRED).map_or("—".to_owned(), |value| grouped(value, 0).replace('-', "−"))
}

/// For axes only: `1.25 M`, `50 k`, `$2 k` without the sign.
pub fn compact(value: f64) -> String {
    let (scaled, suffix) = match value.abs() {
        v if v >= 1e9 => (value / 1e9, " B"),
        v if v >= 1e6 => (value / 1e6, " M"),
        v if v >= 1e3 => (value / 1e3, " k"),
        _ => (value, ""),
    };
    let text = format!("{scaled:.2}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    format!("{}{suffix}", if text == "-0" { "0" } else { text })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::amount::decimal;

    #[test]
    fn money_rounds_half_up_once_and_never_shows_minus_zero() {
        let shown = |text| money(decimal(text).unwrap());
        assert_eq!(shown("2.999"), "$3.00");
        assert_eq!(shown("2.345"), "$2.35");
        assert_eq!(shown("-0.004"), "$0.00");
        assert_eq!(shown("-1234.5"), "−$1,234.50");
        assert_eq!(shown("176591.838984"), "$176,591.84");
    }

    #[test]
    fn exact_text_has_every_digit_and_no_trailing_zero() {
        assert_eq!(exact(decimal("15.3300").unwrap()), "15.33");
        assert_eq!(exact(decimal("100").unwrap()), "100");
    }

    #[test]
    fn axes_are_short() {
        assert_eq!(compact(1_250_000.0), "1.25 M");
        assert_eq!(compact(50_000.0), "50 k");
        assert_eq!(compact(0.5), "0.5");
        assert_eq!((compact(-0.001), compact(-0.0), compact(-0.5)), ("0".into(), "0".into(), "-0.5".into()));
    }
}

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

/// The same, short where that takes more than so many cells, as [`money_within`] does it.
pub fn signed_money_within(value: Decimal, cells: usize) -> String {
    let sign = if value.is_sign_negative() || value.is_zero() { "" } else { "+" };
    format!("{sign}{}", money_within(value, cells.saturating_sub(sign.len())))
}

/// Dollars and cents where they fit in so many cells, else short, so that no digit is cut off: `$7.50 B`, `$1.23e15`. That takes
/// at most 13, whatever there are.
pub fn money_within(value: Decimal, cells: usize) -> String {
    let whole = money(value);
    if whole.chars().count() <= cells { whole } else { money_compact(value) }
}

/// What a size is divided by, and what it is called then.
const SIZES: [(i64, &str); 4] = [(1_000_000_000_000, " T"), (1_000_000_000, " B"), (1_000_000, " M"), (1_000, " k")];

/// `$7.50 B`; three digits and a power of ten from a thousand T on.
fn money_compact(value: Decimal) -> String {
    let size = value.abs();
    if size >= Decimal::from(1_000_000_000_000_000_i64) {
        return dollars(&scientific(value, 3));
    }
    let found = SIZES.into_iter().map(|(of, name)| (Decimal::from(of), name)).find(|(of, _)| size >= *of);
    let short = found.and_then(|(of, name)| Some(format!("{}{name}", grouped(value.checked_div(of)?, 2))));
    short.map_or_else(|| money(value), |short| dollars(&short))
}

/// Unit money, where cents are too coarse: four places below $1, more where those would leave less than two digits of it;
/// cents above. What is not nothing never reads so.
pub fn money_fine(value: Decimal) -> String {
    match value.abs() {
        size if size >= Decimal::ONE => money(value),
        size if size.is_zero() || size >= Decimal::new(1, 3) => dollars(&grouped(value, 4)),
        _ => dollars(&tiny(value)),
    }
}

/// Two digits of what is below a thousandth, a zero at the end left out: `0.0000004`; `4.1e-15` below all places reported.
fn tiny(value: Decimal) -> String {
    let digits = digits(value, 2);
    if digits.scale() > REPORTED_PLACES { scientific(value, 2) } else { grouped(digits, digits.scale().max(4)) }
}

/// So many digits of a value, half away from zero, without zeros at the end.
fn digits(value: Decimal, count: u32) -> Decimal {
    value.round_sf_with_strategy(count, MidpointAwayFromZero).unwrap_or(value).normalize()
}

/// So many digits and a power of ten: `1.23e15`, `-4e-15`.
fn scientific(value: Decimal, count: u32) -> String {
    let value = digits(value, count);
    let all = value.mantissa().unsigned_abs().to_string();
    let power = all.len() as i64 - 1 - i64::from(value.scale());
    let (first, rest) = all.split_at(1);
    let rest = rest.trim_end_matches('0');
    let sign = if value.is_sign_negative() { "-" } else { "" };
    format!("{sign}{first}{}{rest}e{power}", if rest.is_empty() { "" } else { "." })
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
    let places = value.normalize().scale();
    if places > 4 && value.abs() < Decimal::ONE {
        return money_fine(value);
    }
    let places = places.min(4);
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
        v if v >= 1e15 => {
            let text = format!("{value:.2e}");
            return text.split_once('e').map_or(text.clone(), |(digits, power)| format!("{}e{power}", trimmed(digits)));
        }
        v if v >= 1e12 => (value / 1e12, " T"),
        v if v >= 1e9 => (value / 1e9, " B"),
        v if v >= 1e6 => (value / 1e6, " M"),
        v if v >= 1e3 => (value / 1e3, " k"),
        _ => (value, ""),
    };
    let text = format!("{scaled:.2}");
    let text = trimmed(&text);
    format!("{}{suffix}", if text == "-0" { "0" } else { text })
}

/// Without the zeros at its end; it has a point.
fn trimmed(text: &str) -> &str {
    text.trim_end_matches('0').trim_end_matches('.')
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
    fn money_that_is_not_nothing_never_reads_so() {
        let cases = [
            ("0", "$0.0000"),
            ("0.5", "$0.5000"),
            ("0.0984", "$0.0984"),
            ("0.001", "$0.0010"),
            ("0.0005", "$0.0005"),
            ("0.00055", "$0.00055"),
            ("0.0009999", "$0.0010"),
            ("0.0000004", "$0.0000004"),
            ("-0.00000041499", "−$0.00000041"),
            ("0.000000000041", "$0.000000000041"),
            ("0.0000000000041", "$4.1e-12"),
            ("0.0000000000000000000000000001", "$1e-28"),
            ("1.0000004", "$1.00"),
        ];
        for (value, shown) in cases {
            assert_eq!(money_fine(decimal(value).unwrap()), shown, "{value}");
        }
        assert_eq!(money_short(decimal("0.0000004").unwrap()), "$0.0000004");
    }

    #[test]
    fn money_too_wide_for_its_place_is_shortened_and_never_cut() {
        let cases = [
            ("200000000000", 19, "$200,000,000,000.00"),
            ("200000000000", 18, "$200.00 B"),
            ("-4875000000.5", 12, "−$4.88 B"),
            ("158400000", 12, "$158.40 M"),
            ("1234.5", 8, "$1.23 k"),
            ("999.99", 3, "$999.99"),
            ("999999999999999", 12, "$1,000.00 T"),
            ("1234567800000000", 12, "$1.23e15"),
            ("79228162514264337593543950335", 12, "$7.92e28"),
        ];
        for (value, cells, shown) in cases {
            assert_eq!(money_within(decimal(value).unwrap_or(Decimal::MAX), cells), shown, "{value} in {cells}");
        }
        assert_eq!(signed_money_within(decimal("7500000000").unwrap(), 18), "+$7,500,000,000.00");
        assert_eq!(signed_money_within(decimal("7500000000").unwrap(), 17), "+$7.50 B");
    }

    #[test]
    fn a_change_of_money_has_its_sign_and_an_estimate_its_ends() {
        let of = |text| decimal(text).unwrap();
        let signed = ["48.2", "-48.2", "0"].map(|text| signed_money(of(text)));
        assert_eq!(signed, ["+$48.20", "−$48.20", "$0.00"]);
        let within = ["48.2", "-48.2", "0"].map(|text| signed_money_within(of(text), 8));
        assert_eq!(within, ["+$48.20", "−$48.20", "$0.00"]);
        assert_eq!(money_range(Estimate::between(of("419"), of("644")).unwrap()), "$419.00–$644.00");
        assert_eq!(money_range(Estimate::exact(of("531.5"))), "$531.50");
    }

    #[test]
    fn a_printed_figure_has_the_decimals_it_needs() {
        let of = |text| decimal(text).unwrap();
        let cases = [
            ("3000", "$3,000"),
            ("0.05", "$0.05"),
            ("1.5", "$1.50"),
            ("-1.25", "−$1.25"),
            ("0.1234", "$0.1234"),
            ("0.99999", "$1.0000"),
            ("1.00001", "$1.0000"),
            ("0.00012", "$0.00012"),
        ];
        for (value, shown) in cases {
            assert_eq!(money_short(of(value)), shown, "{value}");
        }
        assert_eq!(["5000", "99.994", "0.5", "-2.25"].map(|text| plain(of(text))), ["5,000", "99.99", "0.5", "-2.25"]);
    }

    #[test]
    fn a_share_is_percent_with_one_decimal_with_what_was_set_or_whole() {
        let of = |text| decimal(text).unwrap();
        let shown = |share: Decimal| [percent(share), percent_short(share), whole_percent(share)];
        assert_eq!(shown(of("0.787")), ["78.7 %", "78.7 %", "79"]);
        assert_eq!(shown(of("0.5")), ["50.0 %", "50 %", "50"]);
        assert_eq!(shown(of("-0.125")), ["−12.5 %", "−12.5 %", "−13"]);
        assert_eq!(shown(of("0.12345")), ["12.3 %", "12.35 %", "12"]);
        assert_eq!(shown(Decimal::MAX), ["—", "—", "—"]);
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
        assert_eq!(compact(2_500_000_000.0), "2.5 B");
        assert_eq!(compact(0.5), "0.5");
        assert_eq!((compact(1e12), compact(1e15), compact(-2e20)), ("1 T".into(), "1e15".into(), "-2e20".into()));
        assert_eq!((compact(1.4e15), compact(1.6e15)), ("1.4e15".into(), "1.6e15".into()));
        assert_eq!((compact(-0.001), compact(-0.0), compact(-0.5)), ("0".into(), "0".into(), "-0.5".into()));
    }
}

//! Cells of a bill as they are met: money and moments, clean and dirty.

use crate::text::clean;
use jiff::Span;
use jiff::civil::{Date, DateTime};

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

/// A moment in UTC, and how it was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Moment {
    pub at: DateTime,
    /// Whether it is a day without a time.
    pub day: bool,
    /// Whether it is `month/day/year`.
    pub american: bool,
}

/// Whether a cell says nothing: empty, or the bare word `NULL`.
#[inline]
pub(super) fn is_null(cell: &[u8]) -> bool {
    match cell.trim_ascii() {
        [] => true,
        [b'N' | b'n', ..] => cell.trim_ascii().eq_ignore_ascii_case(b"null"),
        _ => false,
    }
}

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
    mantissa += i128::from(half_up);
    if places < 0 {
        let factor = 10i128.checked_pow(u32::try_from(-places).ok()?)?;
        mantissa = mantissa.checked_mul(factor)?;
    }
    let places = u32::try_from(places.clamp(0, i64::from(MOST_PLACES))).ok()?;
    let rounded = dropped.bytes().any(|digit| digit != b'0');
    Some(Money { mantissa: if minus { -mantissa } else { mantissa }, places, rounded })
}

/// The moment of a cell, or what was expected.
#[inline]
pub(super) fn moment(cell: &[u8]) -> Result<Moment, String> {
    iso(cell).or_else(|| iso(cell.trim_ascii())).map_or_else(|| american(cell), Ok)
}

/// Up to four digits as a number.
#[inline]
fn number(digits: &[u8]) -> Option<i16> {
    if digits.len() > 4 {
        return None;
    }
    let each = |value: i16, &digit: &u8| digit.is_ascii_digit().then(|| value * 10 + i16::from(digit - b'0'));
    digits.iter().try_fold(0, each)
}

/// `2026-05-01`, `2026-05-01 00:00:00`, `2026-05-01T00:00:00.000Z`, `2026-05-01T02:00:00+02:00`.
#[inline]
fn iso(cell: &[u8]) -> Option<Moment> {
    if cell.len() < 10 || cell[4] != b'-' || cell[7] != b'-' {
        return None;
    }
    let part = |from: usize, to: usize| number(&cell[from..to]).and_then(|part| i8::try_from(part).ok());
    let date = Date::new(number(&cell[..4])?, part(5, 7)?, part(8, 10)?).ok()?;
    if cell.len() == 10 {
        return Some(Moment { at: date.at(0, 0, 0, 0), day: true, american: false });
    }
    let long = cell.len() >= 16 && matches!(cell[10], b'T' | b't' | b' ') && cell[13] == b':';
    if !long {
        return None;
    }
    let seconds = cell.len() >= 19 && cell[16] == b':';
    let second = if seconds { part(17, 19)? } else { 0 };
    let time = jiff::civil::Time::new(part(11, 13)?, part(14, 16)?, second.min(59), 0).ok()?;
    let mut rest = &cell[if seconds { 19 } else { 16 }..];
    if let [b'.', fraction @ ..] = rest {
        let digits = fraction.iter().take_while(|byte| byte.is_ascii_digit()).count();
        rest = &fraction[digits..];
    }
    Some(Moment { at: in_utc(date.to_datetime(time), rest.trim_ascii_start())?, day: false, american: false })
}

/// A moment with the offset that is written behind it taken off; none where that is no offset.
fn in_utc(at: DateTime, offset: &[u8]) -> Option<DateTime> {
    match offset {
        b"" | b"Z" | b"z" | b"UTC" => Some(at),
        [sign @ (b'+' | b'-'), digits @ ..] => {
            let (hours, minutes) = match digits {
                [_, _] => (digits, &b"0"[..]),
                [_, _, b':', ..] => (&digits[..2], &digits[3..]),
                [_, _, _, _] => digits.split_at(2),
                _ => return None,
            };
            let minutes = i64::from(number(hours)?) * 60 + i64::from(number(minutes)?);
            at.checked_sub(Span::new().minutes(if *sign == b'-' { -minutes } else { minutes })).ok()
        }
        _ => None,
    }
}

/// `5/1/25`, as spreadsheets of the United States write it and a sample of FOCUS has it: month, day, year. A time behind it is
/// read too.
fn american(cell: &[u8]) -> Result<Moment, String> {
    let text = String::from_utf8_lossy(cell).trim().to_owned();
    if is_null(cell) {
        return Err("is empty; expected a date such as 2026-05-01T00:00:00Z".to_owned());
    }
    let bad = || format!("is no date: {}; expected one such as 2026-05-01T00:00:00Z", shown(&text));
    let (day, time) = text.split_once(' ').unwrap_or((&text, ""));
    let parts: Vec<i16> =
        day.split('/').map(|part| number(part.as_bytes()).ok_or_else(bad)).collect::<Result<_, _>>()?;
    let [month, of_month, year] = parts[..] else { return Err(bad()) };
    if month > 12 && (1..=12).contains(&of_month) {
        return Err(format!("reads {}; expected month/day/year, or 2026-05-01", shown(&text)));
    }
    let year = if year < 100 { year + 2000 } else { year };
    let small = |part: i16| i8::try_from(part).map_err(|_| bad());
    let date = Date::new(year, small(month)?, small(of_month)?).map_err(|_| bad())?;
    let at = if time.is_empty() { Some(date.at(0, 0, 0, 0)) } else { clock(date, time) };
    Ok(Moment { at: at.ok_or_else(bad)?, day: time.is_empty(), american: true })
}

/// `13:00`, `13:00:30` on a day.
fn clock(date: Date, time: &str) -> Option<DateTime> {
    let parts: Vec<i8> = time
        .split(':')
        .map(|part| number(part.as_bytes()).and_then(|part| i8::try_from(part).ok()))
        .collect::<Option<_>>()?;
    let (hour, minute, second) = match parts[..] {
        [hour, minute] => (hour, minute, 0),
        [hour, minute, second] => (hour, minute, second),
        _ => return None,
    };
    jiff::civil::Time::new(hour, minute, second, 0).ok().map(|time| date.to_datetime(time))
}

/// A cell in quotes, no longer than a line can bear.
pub(super) fn shown(text: &str) -> String {
    let short: String = clean(text).chars().take(40).collect();
    format!("`{short}{}`", if text.chars().nth(40).is_some() { "…" } else { "" })
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

    #[test]
    fn moments_are_read_as_they_are_met() {
        let cases = [
            ("2026-05-01T00:00:00Z", "2026-05-01T00:00:00"),
            ("2026-05-01", "2026-05-01T00:00:00"),
            ("2026-05-01 13:30:00", "2026-05-01T13:30:00"),
            ("2026-05-01T13:30Z", "2026-05-01T13:30:00"),
            ("2026-05-01T00:00:00.000Z", "2026-05-01T00:00:00"),
            ("2026-05-01 00:00:00 UTC", "2026-05-01T00:00:00"),
            ("2026-05-01T01:30:00+02:00", "2026-04-30T23:30:00"),
            ("2026-04-30T20:00:00-0500", "2026-05-01T01:00:00"),
            ("5/1/25", "2025-05-01T00:00:00"),
            ("05/31/2025 23:00", "2025-05-31T23:00:00"),
        ];
        for (text, expected) in cases {
            assert_eq!(moment(text.as_bytes()).map(|moment| moment.at.to_string()).as_deref(), Ok(expected), "{text}");
        }
    }

    #[test]
    fn what_is_no_moment_is_refused_with_what_would_be_right() {
        for text in
            ["", "NULL", "May 2026", "2026-13-01", "2026-02-30", "13/5/25", "5/1", "2026-05-01T25:00:00Z", "45778"]
        {
            assert!(moment(text.as_bytes()).is_err(), "{text:?}");
        }
        assert_eq!(moment(b"13/5/25").unwrap_err(), "reads `13/5/25`; expected month/day/year, or 2026-05-01");
    }
}

//! Moments as they are met in cells.

use super::cell::{is_null, shown};
use jiff::Span;
use jiff::civil::{Date, DateTime};

/// A moment in UTC, and how it was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Moment {
    pub at: DateTime,
    /// Whether it is a day without a time.
    pub day: bool,
    /// Whether it is `month/day/year`.
    pub american: bool,
}

/// The moment of a cell, or what was expected.
#[inline]
pub(super) fn moment(cell: &[u8]) -> Result<Moment, String> {
    let read = iso(cell).or_else(|| iso(cell.trim_ascii())).map_or_else(|| american(cell), Ok)?;
    match YEARS.contains(&read.at.year()) {
        true => Ok(read),
        false => Err(format!(
            "is no date of a bill: {}; expected one such as 2026-05-01T00:00:00Z",
            shown(&read.at.to_string())
        )),
    }
}

/// Years of bills. Others are slips, or stand for "never".
const YEARS: std::ops::Range<i16> = 1900..9999;

/// Hours that a clock is ahead of UTC or behind it, at most.
const MOST_HOURS: i16 = 14;

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
            let (hours, minutes) = (number(hours)?, number(minutes)?);
            if hours > MOST_HOURS || minutes > 59 {
                return None;
            }
            let minutes = i64::from(hours) * 60 + i64::from(minutes);
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn years_and_clocks_that_no_bill_has_are_refused() {
        for text in [
            "9999-12-31",
            "0000-01-01T00:00:00+23:59",
            "1899-12-31",
            "2026-05-01T00:00:00+99:9999",
            "2026-05-01T00:00:00+14:60",
        ] {
            assert!(moment(text.as_bytes()).is_err(), "{text}");
        }
        assert!(moment(b"2026-05-01T00:00:00+14:00").is_ok());
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

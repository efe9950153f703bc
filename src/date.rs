//! Dates of prices, as exact as their sources give them: a year, a month or a day.

use jiff::civil;
use std::fmt;

/// A year, a month or a day. Of two, the earlier is the one that begins first: `2026` before `2026-04`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Date {
    begins: civil::Date,
    given: Given,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Given {
    Year,
    Month,
    Day,
}

/// Why a text is no date.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("expected a date such as 2026-10-28, 2026-10 or 2026")]
pub struct BadDate;

/// A price is old when it was read more months ago than these.
pub const OLD_MONTHS: i32 = 12;

impl Date {
    /// The day of a clock.
    pub fn of_day(day: civil::Date) -> Self {
        Date { begins: day, given: Given::Day }
    }

    /// The month that a day lies in.
    pub fn of_month(day: civil::Date) -> Self {
        Date { begins: day.first_of_month(), given: Given::Month }
    }

    /// Its first day, and the day after its last one, where it is a month; none of a year or a day.
    pub fn month_days(self) -> Option<(civil::Date, civil::Date)> {
        let after = self.begins.last_of_month().tomorrow().ok()?;
        (self.given == Given::Month).then_some((self.begins, after))
    }

    /// The year, month and day that it begins on.
    pub fn begins_on(self) -> (u16, u8, u8) {
        let day = self.begins;
        (day.year().unsigned_abs(), day.month().unsigned_abs(), day.day().unsigned_abs())
    }

    /// The first day of the month that comes so many months after its own.
    pub fn month_after(self, months: u32) -> Date {
        let first = self.begins.first_of_month();
        Date::of_day(first.saturating_add(jiff::Span::new().months(months)))
    }

    /// Whether it lies more than [`OLD_MONTHS`] before a day.
    pub fn is_old(self, today: Date) -> bool {
        let months = |day: civil::Date| i32::from(day.year()) * 12 + i32::from(day.month());
        let (then, now) = (self.begins, today.begins);
        (months(now) - months(then), now.day()) > (OLD_MONTHS, then.day())
    }
}

/// Whether a price with this date is old; one without is.
pub fn is_old(date: Option<Date>, today: Date) -> bool {
    date.is_none_or(|date| date.is_old(today))
}

/// A date in words; that there is none is said.
pub fn words(date: Option<Date>) -> String {
    date.map_or_else(|| "no date".to_owned(), |date| date.to_string())
}

impl std::str::FromStr for Date {
    type Err = BadDate;

    fn from_str(text: &str) -> Result<Self, BadDate> {
        let parts: Vec<&str> = text.split('-').collect();
        let number = |part: &str, digits: usize| {
            let plain = part.len() == digits && part.bytes().all(|byte| byte.is_ascii_digit());
            plain.then(|| part.parse::<i16>().ok()).flatten().ok_or(BadDate)
        };
        let (given, month, day) = match parts[1..] {
            [] => (Given::Year, 1, 1),
            [month] => (Given::Month, number(month, 2)?, 1),
            [month, day] => (Given::Day, number(month, 2)?, number(day, 2)?),
            _ => return Err(BadDate),
        };
        let begins = civil::Date::new(number(parts[0], 4)?, month as i8, day as i8).map_err(|_| BadDate)?;
        Ok(Date { begins, given })
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let day = self.begins.to_string();
        let shown = match self.given {
            Given::Year => &day[..4],
            Given::Month => &day[..7],
            Given::Day => &day[..],
        };
        f.pad(shown)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> Date {
        text.parse().unwrap()
    }

    #[test]
    fn a_date_is_shown_as_exactly_as_it_was_given() {
        for text in ["2026", "2026-04", "2026-04-30"] {
            assert_eq!(date(text).to_string(), text);
        }
        for text in ["", "26", "2026-13", "2026-02-30", "2026-4", "2026-04-01-02", "+026", "May 2026"] {
            assert_eq!(text.parse::<Date>(), Err(BadDate), "{text}");
        }
    }

    #[test]
    fn months_begin_on_their_first_day_whatever_the_day_and_year() {
        assert_eq!(date("2026-11-30").month_after(0), date("2026-11-01"));
        assert_eq!(date("2026-11-30").month_after(1), date("2026-12-01"));
        assert_eq!(date("2026-11-30").month_after(3), date("2027-02-01"));
        assert_eq!(date("2026").begins_on(), (2026, 1, 1));
    }

    #[test]
    fn a_price_is_old_after_twelve_months_and_when_nobody_knows_its_date() {
        let today = date("2026-11-22");
        assert!(!is_old(Some(date("2025-11-22")), today));
        assert!(is_old(Some(date("2025-11-21")), today));
        assert!(is_old(Some(date("2025")), today));
        assert!(!is_old(Some(date("2026-12-01")), today));
        assert!(is_old(None, today));
    }

    #[test]
    fn the_less_exact_of_two_dates_is_reckoned_the_earlier() {
        assert!(date("2026") < date("2026-01") && date("2026-01") < date("2026-01-01"));
        assert!(date("2026-04-30") < date("2026-05"));
    }
}

//! Numbers as other programs write them: JSON with exponents, spreadsheets with `$`, thousands and two kinds of points.

use crate::amount::{self, BadNumber, Decimal};
use crate::text::clean;

/// A number of JSON, such as `0.0960`, `1e-7` or `-3`: every digit, none guessed.
pub(super) fn exact(text: &str) -> Result<Decimal, BadNumber> {
    let text = text.trim();
    let (digits, exponent) = match text.split_once(['e', 'E']) {
        None => (text, 0),
        Some((digits, exponent)) => match exponent.parse::<i32>() {
            Ok(exponent) if exponent.abs() <= 60 => (digits, exponent),
            Ok(_) => return Err(BadNumber(format!("{:?} has more than 28 digits", clean(text)))),
            Err(_) => return amount::decimal(text),
        },
    };
    let (sign, size) = digits.strip_prefix('-').map_or(("", digits), |size| ("-", size));
    let (whole, fraction) = size.split_once('.').unwrap_or((size, ""));
    let plain = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || !plain(whole) || !plain(fraction) || size.ends_with('.') {
        return amount::decimal(text); // which says what is wrong with it
    }
    let (whole, fraction) = shifted(whole, fraction, exponent);
    let whole = Some(whole.trim_start_matches('0')).filter(|whole| !whole.is_empty()).unwrap_or("0");
    let fraction = fraction.trim_end_matches('0');
    let point = if fraction.is_empty() { "" } else { "." };
    amount::decimal(&format!("{sign}{whole}{point}{fraction}")).map_err(|bad| match exponent {
        0 => bad,
        _ => BadNumber(format!("{:?} has more than 28 digits", clean(text))),
    })
}

/// Digits before and behind the point, with the point moved to the right.
fn shifted(whole: &str, fraction: &str, by: i32) -> (String, String) {
    let digits = format!("{whole}{fraction}");
    let point = whole.len() as i32 + by;
    let zeros = |count: i32| "0".repeat(count.max(0) as usize);
    match point {
        ..=0 => ("0".to_owned(), zeros(-point) + &digits),
        at if at as usize >= digits.len() => (digits.clone() + &zeros(at - digits.len() as i32), String::new()),
        at => (digits[..at as usize].to_owned(), digits[at as usize..].to_owned()),
    }
}

/// What parts whole from fraction in the numbers of a spreadsheet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Point {
    /// `1,250.50`
    Dot,
    /// `1.250,50`
    Comma,
}

/// A cell of a spreadsheet with a number in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Figure {
    /// Digits with their signs, without money and spaces.
    digits: String,
    negative: bool,
    /// The currency that stands beside it.
    pub currency: Option<String>,
}

/// Signs that money has, beside its three letters.
const SIGNS: [(&str, &str); 4] = [("US$", "USD"), ("$", "USD"), ("€", "EUR"), ("£", "GBP")];

impl Figure {
    /// `$1,250.00`, `(12.50)`, `−3 EUR`, `730`: none where there is nothing in it, or a dash.
    pub(super) fn of(cell: &str) -> Option<Self> {
        let cell = cell.trim();
        if matches!(cell, "" | "-" | "–" | "—" | "n/a" | "N/A" | "NULL" | "null") {
            return None;
        }
        let inner = cell.strip_prefix('(').and_then(|rest| rest.strip_suffix(')'));
        let (mut rest, mut negative) = (inner.unwrap_or(cell), inner.is_some());
        let mut currency = None;
        loop {
            rest = rest.trim();
            if let Some(size) = rest.strip_prefix(['-', '−']).filter(|_| !negative) {
                (rest, negative) = (size, true);
            } else if let Some((other, code)) = currency.is_none().then(|| without_money(rest)).flatten() {
                (rest, currency) = (other, Some(code));
            } else {
                break;
            }
        }
        Some(Figure { digits: without_gaps(rest), negative, currency })
    }

    /// What its signs say of the point: none where they leave it open.
    pub(super) fn point(&self) -> Option<Point> {
        let (dot, comma) = (self.digits.rfind('.'), self.digits.rfind(','));
        match (dot, comma) {
            (Some(dot), Some(comma)) => Some(if dot > comma { Point::Dot } else { Point::Comma }),
            (Some(_), None) => self.only('.').map(|point| if point { Point::Dot } else { Point::Comma }),
            (None, Some(_)) => self.only(',').map(|point| if point { Point::Comma } else { Point::Dot }),
            (None, None) => None,
        }
    }

    /// Whether the one kind of sign in it parts decimals; none where three digits stand behind it, as behind a thousand.
    fn only(&self, sign: char) -> Option<bool> {
        let (before, behind) = self.digits.rsplit_once(sign)?;
        if before.contains(sign) {
            return Some(false);
        }
        let open = behind.len() == 3 && (1..=3).contains(&before.len()) && before != "0";
        (!open).then_some(true)
    }

    /// The number, where the point is known.
    pub(super) fn number(&self, point: Point) -> Result<Decimal, BadNumber> {
        let (thousand, decimal) = if point == Point::Dot { (',', '.') } else { ('.', ',') };
        let (whole, fraction) = match self.digits.split_once(decimal) {
            Some((whole, fraction)) => (whole, Some(fraction)),
            None => (self.digits.as_str(), None),
        };
        let mut groups = whole.split(thousand);
        let first = groups.next().unwrap_or_default();
        let grouped = whole.contains(thousand);
        let fits = !grouped || ((1..=3).contains(&first.len()) && groups.all(|group| group.len() == 3));
        if !fits
            || self.digits.starts_with(['-', '−'])
            || fraction.is_some_and(|fraction| fraction.contains([thousand, decimal]))
        {
            let like = if point == Point::Dot { "1,250.50" } else { "1.250,50" };
            return Err(BadNumber(format!("{:?} is no number such as {like}", clean(&self.digits))));
        }
        let whole = whole.replace(thousand, "");
        let whole = if whole.is_empty() && fraction.is_some() { "0".to_owned() } else { whole };
        let number = exact(&fraction.map_or_else(|| whole.clone(), |fraction| format!("{whole}.{fraction}")))?;
        Ok(if self.negative { -number } else { number })
    }
}

/// A number without the spaces, narrow ones too, or the apostrophes that part thousands in half of the world. Where they
/// part anything else it is as it was, which is no number.
fn without_gaps(text: &str) -> String {
    let Some(gap) = text.chars().find(|sign| [' ', '\u{a0}', '\u{202f}', '\'', '’'].contains(sign)) else {
        return text.to_owned();
    };
    let (whole, fraction) = text.split_at(text.find(['.', ',']).unwrap_or(text.len()));
    let mut groups = whole.split(gap);
    let digits = |group: &str| group.bytes().all(|byte| byte.is_ascii_digit());
    let first = groups.next().is_some_and(|first| (1..=3).contains(&first.len()) && digits(first));
    if first && groups.all(|group| group.len() == 3 && digits(group)) {
        return whole.replace(gap, "") + fraction;
    }
    text.to_owned()
}

/// A text without the sign or the letters of money before or behind it, and whose they are.
fn without_money(text: &str) -> Option<(&str, String)> {
    for (sign, code) in SIGNS {
        if let Some(rest) = text.strip_prefix(sign).or_else(|| text.strip_suffix(sign)) {
            return Some((rest, code.to_owned()));
        }
    }
    let letters = |part: &str| part.len() == 3 && part.bytes().all(|byte| byte.is_ascii_alphabetic());
    let ahead = text.get(..3).filter(|part| letters(part) && text.len() > 3);
    let behind =
        text.len().checked_sub(3).filter(|at| *at > 0).and_then(|at| text.get(at..)).filter(|part| letters(part));
    match (ahead, behind) {
        (Some(code), _) => Some((&text[3..], code.to_uppercase())),
        (None, Some(code)) => Some((&text[..text.len() - 3], code.to_uppercase())),
        (None, None) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> String {
        exact(text).map_or_else(|bad| bad.to_string(), |number| number.to_string())
    }

    #[test]
    fn every_digit_of_json_is_read_and_an_exponent_moves_the_point() {
        let cases = [
            ("0.0960", "0.096"),
            ("1361.3075", "1361.3075"),
            ("12.3456789012345678901234567", "12.3456789012345678901234567"),
            ("1e-7", "0.0000001"),
            ("1.5E+3", "1500"),
            ("-2.50e1", "-25"),
            ("100", "100"),
            ("00.10", "0.1"),
            ("1.50000000000000000000000000000000000", "1.5"),
            ("0e0", "0"),
        ];
        for (text, number) in cases {
            assert_eq!(read(text), number, "{text}");
        }
    }

    #[test]
    fn what_28_digits_do_not_hold_is_refused_and_not_rounded() {
        for text in ["1234567890.1234567890123456789", "1e28", "1e-29", "1e999999999", "1e60"] {
            assert!(read(text).contains("more than 28 digits"), "{text}: {}", read(text));
        }
        for text in ["", "abc", "1.", ".5", "1.2.3", "0x10", "NaN", "1e", "--1"] {
            assert!(exact(text).is_err(), "{text}");
        }
    }

    #[test]
    fn a_cell_is_read_with_its_money_and_its_sign() {
        let cases = [
            ("$1,250.50", Point::Dot, "1250.50", Some("USD")),
            ("(12.50)", Point::Dot, "-12.50", None),
            ("($3.00)", Point::Dot, "-3.00", Some("USD")),
            ("-$3", Point::Dot, "-3", Some("USD")),
            ("€ 1.250,50", Point::Comma, "1250.50", Some("EUR")),
            ("12,50 EUR", Point::Comma, "12.50", Some("EUR")),
            ("usd 7", Point::Dot, "7", Some("USD")),
            ("1 250,5", Point::Comma, "1250.5", None),
            ("1'250.5", Point::Dot, "1250.5", None),
            ("12\u{202f}345\u{202f}678", Point::Comma, "12345678", None),
            ("$ 1 250", Point::Dot, "1250", Some("USD")),
            ("15.000", Point::Dot, "15.000", None),
            (".5", Point::Dot, "0.5", None),
            ("1e3", Point::Dot, "1000", None),
        ];
        for (cell, point, number, currency) in cases {
            let figure = Figure::of(cell).unwrap();
            let value = figure.number(point).unwrap_or_else(|bad| panic!("{cell}: {bad}"));
            assert_eq!(value, amount::decimal(number).unwrap(), "{cell}");
            assert_eq!(figure.currency.as_deref(), currency, "{cell}");
        }
        assert!(Figure::of(" — ").is_none() && Figure::of("").is_none());
        for (cell, point) in [
            ("1,5", Point::Dot),
            ("1.250,50", Point::Dot),
            ("1,250.50", Point::Comma),
            ("12 apples", Point::Dot),
            ("10 20", Point::Dot),
            ("1 2500", Point::Dot),
            ("1250 000", Point::Dot),
            ("1'25", Point::Dot),
            ("1 250'000", Point::Dot),
            ("1.250 5", Point::Dot),
            ("10 000 00.5", Point::Dot),
            ("1  250", Point::Dot),
            ("--3", Point::Dot),
        ] {
            assert!(Figure::of(cell).unwrap().number(point).is_err(), "{cell}");
        }
    }

    #[test]
    fn three_digits_behind_a_sign_leave_its_meaning_open() {
        let point = |cell: &str| Figure::of(cell).unwrap().point();
        assert_eq!((point("1.250"), point("12,345"), point("730")), (None, None, None));
        assert_eq!(
            (point("1,5"), point("1.5"), point("0.125")),
            (Some(Point::Comma), Some(Point::Dot), Some(Point::Dot))
        );
        assert_eq!((point("1.250.000"), point("1,250,000")), (Some(Point::Comma), Some(Point::Dot)));
        assert_eq!((point("1,250.5"), point("1.250,5")), (Some(Point::Dot), Some(Point::Comma)));
    }
}

//! Numbers as people and files write them.

use super::{Decimal, Estimate, Number};

/// Why a text is no number; says what would be right.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct BadNumber(pub String);

fn bad<T>(words: impl Into<String>) -> Result<T, BadNumber> {
    Err(BadNumber(words.into()))
}

/// A plain decimal, `-?digits[.digits]`, at most 28 digits: nothing is rounded and nothing guessed.
pub fn decimal(text: &str) -> Result<Decimal, BadNumber> {
    decimal_of(text, text)
}

/// The same of a part of what was typed, which is quoted as it was.
fn decimal_of(text: &str, typed: &str) -> Result<Decimal, BadNumber> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let (whole, fraction) = digits.split_once('.').map_or((digits, None), |(whole, rest)| (whole, Some(rest)));
    let plain = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    if text.is_empty() {
        return bad("a number is missing, such as 1250 or 0.10");
    }
    if !plain(whole) || !fraction.is_none_or(plain) {
        return bad(format!("{} is no number; digits with at most one point are, such as 1250 or 0.10", quoted(typed)));
    }
    let too_long = || bad(format!("{} has more than 28 digits", quoted(typed)));
    if whole.trim_start_matches('0').len() + fraction.map_or(0, str::len) > 28 {
        return too_long();
    }
    Decimal::from_str_exact(text).or_else(|_| too_long())
}

/// A share: `"5%"` or the fraction `"0.05"`.
pub fn share(text: &str) -> Result<Decimal, BadNumber> {
    match text.strip_suffix('%') {
        Some(percent) => match decimal(percent.trim_end()) {
            Ok(number) => hundredth(number),
            Err(_) => bad(format!("{} is no share; 5% and 0.05 are", quoted(text))),
        },
        None => decimal(text),
    }
}

/// `"250"`, or `"200..400"` with the midpoint as the expected figure.
pub fn range(text: &str) -> Result<Estimate, BadNumber> {
    let Some((low, high)) = text.split_once("..") else {
        return decimal(text).map(Estimate::exact);
    };
    let (low, high) = (decimal(low.trim())?, decimal(high.trim())?);
    if low > high {
        return bad(format!("{} runs downwards; write the low end first", quoted(text)));
    }
    Estimate::between(low, high).or_else(|overflow| bad(overflow.to_string()))
}

/// A typed entry: `12k`, `1.5M`, `5%`, `$2.50`, `1,250`, `-$2k`. `as_share` reads a bare number from 1 up, or from −1 down,
/// as percent.
pub fn entry(text: &str, as_share: bool) -> Result<Decimal, BadNumber> {
    let text = text.trim();
    match text.strip_prefix(['-', '−']) {
        Some(size) if !size.starts_with(['-', '−']) => positive(size, text, as_share).map(|size| -size),
        _ => positive(text, text, as_share),
    }
}

/// What is typed behind the sign, in all that is typed.
fn positive(text: &str, typed: &str, as_share: bool) -> Result<Decimal, BadNumber> {
    let body = text.strip_prefix('$').unwrap_or(text);
    let (body, factor) = magnitude(body)?;
    if factor.is_some() && as_share {
        return bad("a share is typed as 5% or 0.05");
    }
    let body = ungrouped(body)?;
    let body = if body.starts_with('.') { format!("0{body}") } else { body };
    let number = decimal_of(&body, typed)?;
    match factor {
        // Read as it would be written out, so that it has no more digits than what is.
        Some(zeros) => decimal_of(&shifted(&body, zeros), typed),
        None if text.ends_with('%') && as_share => hundredth(number),
        None if text.ends_with('%') => bad("this is no share: type a number without %"),
        None if as_share && number >= Decimal::ONE => hundredth(number),
        None => Ok(number),
    }
}

/// A decimal with its point so many places further right.
fn shifted(text: &str, places: usize) -> String {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let (up, rest) = fraction.split_at_checked(places).unwrap_or((fraction, ""));
    let zeros = "0".repeat(places - up.len());
    let point = if rest.is_empty() { "" } else { "." };
    format!("{whole}{up}{zeros}{point}{rest}")
}

/// Splits `12k` into `12` and its 3 zeros; `5%` into `5`.
fn magnitude(text: &str) -> Result<(&str, Option<usize>), BadNumber> {
    let Some(last) = text.chars().last() else {
        return bad("type a number, such as 5000, 12k or 1.5M");
    };
    let zeros = match last {
        'k' | 'K' => 3,
        'm' | 'M' => 6,
        'b' | 'B' | 'g' | 'G' => 9,
        '%' => return Ok((text[..text.len() - 1].trim_end(), None)),
        _ => return Ok((text, None)),
    };
    let body = &text[..text.len() - 1];
    if body.ends_with(char::is_whitespace) {
        return bad(format!("{} has a space in it; type {}{last}", quoted(text), shown(body.trim_end())));
    }
    Ok((body, Some(zeros)))
}

/// Takes the commas of `1,250,000` out, and refuses those of `1,5`; `50.000` too, which half of the world reads as 50,000.
fn ungrouped(text: &str) -> Result<String, BadNumber> {
    if let Some((whole, "000")) = text.split_once('.') {
        let whole = shown(whole);
        return bad(format!("{} may mean {whole} or {whole},000: type {whole} or {whole}k", quoted(text)));
    }
    if !text.contains(',') {
        return Ok(text.to_owned());
    }
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let mut groups = whole.split(',');
    let first = groups.next().unwrap_or_default();
    if (1..=3).contains(&first.len()) && groups.all(|group| group.len() == 3) && !fraction.contains(',') {
        return Ok(text.replace(',', ""));
    }
    bad(format!("{} is no number; a comma parts thousands (1,250), a point decimals (1.25)", quoted(text)))
}

fn hundredth(number: Decimal) -> Result<Decimal, BadNumber> {
    number.times(Decimal::new(1, 2)).or_else(|overflow| bad(overflow.to_string()))
}

/// The text in quotes, control characters made visible and no longer than a line can bear.
fn quoted(text: &str) -> String {
    let (shown, dots) = start(text);
    format!("{shown:?}{dots}")
}

/// The same without quotes.
fn shown(text: &str) -> String {
    let (shown, dots) = start(text);
    format!("{shown}{dots}")
}

/// As much of a text as a line can bear, and dots where that is not all.
fn start(text: &str) -> (String, &'static str) {
    let start: String = text.chars().take(40).collect();
    let dots = if start.len() < text.len() { "…" } else { "" };
    (crate::text::clean(&start), dots)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::str::FromStr;

    #[test]
    fn what_people_type_is_read_exactly() {
        let typed = |text| entry(text, false).unwrap().to_string();
        assert_eq!(typed("12k"), "12000");
        assert_eq!(typed("1.5M"), "1500000");
        assert_eq!(typed("$2.50"), "2.50");
        assert_eq!(typed("1,250,000"), "1250000");
        assert_eq!(typed("-125,000.5"), "-125000.5");
        assert_eq!(typed("-$2k"), "-2000");
        assert_eq!(typed("−3"), "-3");
        assert_eq!(entry("-5", true).unwrap(), Decimal::from_str("-0.05").unwrap());
        assert_eq!(entry("1", true).unwrap(), Decimal::from_str("0.01").unwrap());
        assert_eq!(entry("5 %", true).unwrap(), Decimal::from_str("0.05").unwrap());
        assert_eq!(entry("5%", true).unwrap(), Decimal::from_str("0.05").unwrap());
        assert_eq!(entry("7.5", true).unwrap(), Decimal::from_str("0.075").unwrap());
        assert_eq!(entry("0.05", true).unwrap(), Decimal::from_str("0.05").unwrap());
    }

    #[test]
    fn a_number_in_thousands_has_at_most_28_digits_too() {
        let read = |text: &str| entry(text, false);
        assert!(read("12121212192233726854775808k").unwrap_err().0.contains("more than 28 digits"));
        let cases = [
            ("1212121219223372685477580k", "1212121219223372685477580000"),
            ("-1212121219223372685477.5808M", "-1212121219223372685477580800"),
            ("0.0000000000000000000000001b", "0.0000000000000001"),
            (".5k", "500"),
            ("1.2345k", "1234.5"),
            ("2.50k", "2500"),
        ];
        for (typed, expected) in cases {
            let number = read(typed).unwrap_or_else(|bad| panic!("{typed}: {bad}"));
            assert_eq!((number.to_string().as_str(), decimal(expected)), (expected, Ok(number)), "{typed}");
        }
    }

    #[test]
    fn what_is_no_number_is_refused_with_what_would_be_right() {
        for text in [
            "", "1e999", "NaN", "inf", "12 k", "5%%", "1__0", "0x10", "1,5", "1.250,50", "1.2,5", "1.5,000", "--5",
            "−-5", "-", "5 %%", "١٢",
        ] {
            assert!(entry(text, false).is_err(), "{text:?} was read as a number");
        }
        assert_eq!(entry("12 k", false).unwrap_err().0, "\"12 k\" has a space in it; type 12k");
        assert_eq!(entry("\u{10} k", false).unwrap_err().0, "\"� k\" has a space in it; type �k");
        assert!(!entry("\u{202e}.000", false).unwrap_err().0.contains('\u{202e}'));
        assert!(entry("50.000", false).unwrap_err().0.ends_with("may mean 50 or 50,000: type 50 or 50k"));
        assert!(entry("5%", false).unwrap_err().0.contains("no share"));
        assert!(entry("5kk", false).unwrap_err().0.starts_with("\"5kk\" is no number"));
        let far = format!("\"{}\"… is no number; ", "x".repeat(40));
        assert!(decimal(&"x".repeat(41)).unwrap_err().0.starts_with(&far));
        assert!(decimal(&"x".repeat(40)).unwrap_err().0.starts_with(&far.replace('…', "")));
        let long = "1234567890123456789012345678k";
        assert_eq!(entry(long, false).unwrap_err().0, format!("\"{long}\" has more than 28 digits"));
    }

    #[test]
    fn a_range_has_its_midpoint_and_runs_upwards() {
        let estimate = range("200..400").unwrap();
        assert_eq!(estimate.expected, Decimal::from(300));
        assert!(range("400..200").is_err());
        assert_eq!(range("400..400"), range("400"));
    }

    #[test]
    fn a_share_is_percent_where_it_says_so_and_else_a_fraction() {
        let read = |text| share(text).map(|share| share.to_string());
        assert_eq!(
            (read("5%"), read("0.05"), read("12.5 %")),
            (Ok("0.05".into()), Ok("0.05".into()), Ok("0.125".into()))
        );
        assert!(read("five%").unwrap_err().to_string().contains("5% and 0.05 are"));
    }
}

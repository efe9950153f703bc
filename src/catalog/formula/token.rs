//! The parts of a formula's text: numbers, names, references and signs, each with its place.

use super::FormulaError;
use crate::amount::{Decimal, decimal, share};
use std::ops::Range;

/// One part of a formula.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Token<'a> {
    /// `1440`, `0.30`, `30%`.
    Number(Decimal),
    /// `users`: an input, an earlier result or a function.
    Name(&'a str),
    /// `[s1/typical.lines]`, without the brackets.
    Reference(&'a str),
    /// `+ - * / ^ ( ) ,`
    Sign(char),
}

/// A part and its bytes in the text.
pub type Placed<'a> = (Token<'a>, Range<usize>);

/// All parts of a text.
pub fn tokens(text: &str) -> Result<Vec<Placed<'_>>, FormulaError> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(first) = text[at..].chars().next() {
        if first.is_ascii_whitespace() {
            at += 1;
            continue;
        }
        let part = match first {
            '0'..='9' | '.' => number(text, at)?,
            'a'..='z' => name(text, at),
            '[' => reference(text, at)?,
            '+' | '-' | '*' | '/' | '^' | '(' | ')' | ',' => (Token::Sign(first), at..at + 1),
            _ => return Err(FormulaError::new(at..at + first.len_utf8(), no_part(first))),
        };
        at = part.1.end;
        found.push(part);
    }
    Ok(found)
}

/// What to write in place of a character that no part begins with.
fn no_part(c: char) -> &'static str {
    match c {
        '×' | '·' => "write * to multiply",
        '÷' | ':' => "write / to divide",
        '−' | '–' => "write - to subtract",
        '%' => "% stands right after a number, such as 30%",
        '$' | '€' | '£' => "write the number alone",
        'A'..='Z' | '_' => "a name begins with a letter of a-z",
        '{' => "write ( and )",
        ']' => "this ] has no [ before it",
        _ => "expected a number, a name, a [reference] or one of + - * / ^ ( )",
    }
}

/// Where a run of such characters ends.
fn end(text: &str, at: usize, belongs: fn(char) -> bool) -> usize {
    text[at..].find(|c| !belongs(c)).map_or(text.len(), |length| at + length)
}

fn number(text: &str, at: usize) -> Result<Placed<'_>, FormulaError> {
    let end = end(text, at, |c| c.is_ascii_digit() || c == '.');
    let end = if text[end..].starts_with('%') { end + 1 } else { end };
    let digits = &text[at..end];
    let number = if digits.ends_with('%') { share(digits) } else { decimal(digits) };
    match number {
        Ok(number) => Ok((Token::Number(number), at..end)),
        Err(bad) => Err(FormulaError::new(at..end, bad.to_string())),
    }
}

fn name(text: &str, at: usize) -> Placed<'_> {
    let end = end(text, at, |c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_');
    (Token::Name(&text[at..end]), at..end)
}

fn reference(text: &str, at: usize) -> Result<Placed<'_>, FormulaError> {
    let belongs = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '_' | '.' | '/' | '-');
    let end = end(text, at + 1, belongs);
    match text[end..].chars().next() {
        Some(']') if end > at + 1 => Ok((Token::Reference(&text[at + 1..end]), at..end + 1)),
        Some(']') => Err(FormulaError::new(at..end + 1, "expected what to refer to, such as [s1/typical.lines]")),
        Some(c) if text[end..].contains(']') => {
            Err(FormulaError::new(end..end + c.len_utf8(), "a reference is made of a-z, 0-9 and _ . / -"))
        }
        _ => Err(FormulaError::new(at..end, "expected ] at the end of the reference")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_part_has_its_place() {
        let parts = tokens("a1*30% -[s1/x-y.z]").unwrap();
        let name = (Token::Name("a1"), 0..2);
        let share = (Token::Number(decimal("0.30").unwrap()), 3..6);
        assert_eq!(parts[..3], [name, (Token::Sign('*'), 2..3), share]);
        assert_eq!(parts[3..], [(Token::Sign('-'), 7..8), (Token::Reference("s1/x-y.z"), 8..18)]);
    }

    #[test]
    fn what_is_no_part_is_told_where_it_stands() {
        let refused = |text| tokens(text).map_err(|error| (error.span, error.expected)).unwrap_err();
        assert_eq!(refused("2 × 3"), (2..4, "write * to multiply".into()));
        assert_eq!(refused("5 %"), (2..3, "% stands right after a number, such as 30%".into()));
        assert_eq!(refused("a + Users"), (4..5, "a name begins with a letter of a-z".into()));
        assert_eq!(refused("a + []"), (4..6, "expected what to refer to, such as [s1/typical.lines]".into()));
        assert_eq!(refused("[s1/a b]"), (5..6, "a reference is made of a-z, 0-9 and _ . / -".into()));
        assert_eq!(refused("1+[s1/a + 2"), (2..7, "expected ] at the end of the reference".into()));
        for (text, span) in
            [("1.2.3", 0..5), ("2 + .5", 4..6), ("1.", 0..2), ("1234567890123456789012345678901", 0..31)]
        {
            assert_eq!(refused(text).0, span, "{text}");
        }
    }
}

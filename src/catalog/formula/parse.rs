//! From the text of a formula to the steps of its computation: precedence climbing, operands before what takes them.

use super::operation::{MOST_EXPONENT, Operation};
use super::token::{Placed, Token, tokens};
use super::{FormulaError, Step};
use crate::amount::Decimal;
use crate::text::did_you_mean;
use std::ops::Range;

/// More bytes than any formula needs.
const LONGEST: usize = 1_000;

/// How many parentheses, functions, minus signs and powers may stand in one another.
const DEEPEST: usize = 64;

/// A minus before an operand binds tighter than `*` and looser than `^`.
const MINUS: u8 = 5;

/// The steps of a formula.
pub fn steps(text: &str) -> Result<Vec<Step>, FormulaError> {
    if text.len() > LONGEST {
        let expected = format!("a formula has at most 1,000 bytes; this has {}", text.len());
        return Err(FormulaError::new(0..text.len(), expected));
    }
    let mut parser = Parser { tokens: tokens(text)?, next: 0, end: text.len(), depth: 0, steps: Vec::new() };
    if parser.tokens.is_empty() {
        return Err(FormulaError::new(0..text.len(), "expected a formula, such as users * 30%"));
    }
    parser.expression(0)?;
    match parser.peek() {
        None => Ok(parser.steps),
        Some(Token::Sign(')')) => parser.refuse("this ) has no ( before it"),
        Some(Token::Sign(',')) => parser.refuse("a comma parts the figures of a function only; thousands have none"),
        Some(_) => parser.refuse("expected an operator, such as + or *, or the end"),
    }
}

struct Parser<'a> {
    tokens: Vec<Placed<'a>>,
    next: usize,
    end: usize,
    depth: usize,
    steps: Vec<Step>,
}

impl<'a> Parser<'a> {
    fn peek(&self) -> Option<Token<'a>> {
        self.tokens.get(self.next).map(|(token, _)| *token)
    }

    /// Where the next part stands, or the end.
    fn span(&self) -> Range<usize> {
        self.tokens.get(self.next).map_or(self.end..self.end, |(_, span)| span.clone())
    }

    /// From a place to the end of the last part taken.
    fn since(&self, start: usize) -> Range<usize> {
        start..self.tokens[..self.next].last().map_or(start, |(_, span)| span.end)
    }

    fn refuse<T>(&self, expected: &str) -> Result<T, FormulaError> {
        Err(FormulaError::new(self.span(), expected))
    }

    fn take(&mut self, sign: char) -> bool {
        let found = self.peek() == Some(Token::Sign(sign));
        self.next += usize::from(found);
        found
    }

    /// Operands and the operators between them that bind at least so tight.
    fn expression(&mut self, least: u8) -> Result<(), FormulaError> {
        self.operand()?;
        while let Some((operation, left, right)) = self.peek().and_then(operator)
            && left >= least
        {
            let sign = self.span();
            self.next += 1;
            match operation {
                Operation::Power => self.nested(sign, |parser| parser.exponent(right))?,
                _ => self.expression(right)?,
            }
            self.steps.push(Step::Apply(operation));
        }
        Ok(())
    }

    fn operand(&mut self) -> Result<(), FormulaError> {
        let span = self.span();
        let inner = span.start + 1..span.end.saturating_sub(1);
        let step = match self.peek() {
            Some(Token::Number(number)) => Step::Number(number),
            Some(Token::Reference(_)) => Step::Reference(inner),
            Some(Token::Name(name)) => {
                self.next += 1;
                return self.named(name, span);
            }
            Some(Token::Sign('(')) => {
                self.next += 1;
                return self.nested(span, Self::parenthesis);
            }
            Some(Token::Sign('-')) => {
                self.next += 1;
                self.nested(span, |parser| parser.expression(MINUS))?;
                self.steps.push(Step::Apply(Operation::Negate));
                return Ok(());
            }
            _ => return self.refuse("expected a number, a name, a [reference] or ("),
        };
        self.next += 1;
        self.steps.push(step);
        Ok(())
    }

    /// One level further in.
    fn nested(
        &mut self,
        opening: Range<usize>,
        inner: impl FnOnce(&mut Self) -> Result<(), FormulaError>,
    ) -> Result<(), FormulaError> {
        if self.depth == DEEPEST {
            return Err(FormulaError::new(opening, format!("this nests deeper than {DEEPEST}")));
        }
        self.depth += 1;
        inner(self)?;
        self.depth -= 1;
        Ok(())
    }

    fn parenthesis(&mut self) -> Result<(), FormulaError> {
        self.expression(0)?;
        if self.take(')') { Ok(()) } else { self.refuse("expected an operator or )") }
    }

    /// What is raised to. Written as a number it can be checked here; otherwise its value decides.
    fn exponent(&mut self, least: u8) -> Result<(), FormulaError> {
        let (start, before) = (self.span().start, self.steps.len());
        self.expression(least)?;
        let sound = match &self.steps[before..] {
            [Step::Number(number)] => number.is_integer() && *number <= Decimal::from(MOST_EXPONENT),
            [Step::Number(_), Step::Apply(Operation::Negate)] => false,
            _ => true,
        };
        if sound {
            return Ok(());
        }
        Err(FormulaError::new(self.since(start), format!("an exponent is a whole number from 0 to {MOST_EXPONENT}")))
    }

    /// A name, or a function with its figures in parentheses.
    fn named(&mut self, name: &str, span: Range<usize>) -> Result<(), FormulaError> {
        let function = Operation::function(name);
        match (self.peek() == Some(Token::Sign('(')), function) {
            (false, None) => {
                self.steps.push(Step::Name(span));
                Ok(())
            }
            (false, Some((_, form))) => Err(FormulaError::new(span, format!("a function: write {form}"))),
            (true, None) => {
                let hint = did_you_mean(name, Operation::FUNCTIONS.iter().map(|(name, _, _)| *name));
                Err(FormulaError::new(span, format!("no function is called so{hint}")))
            }
            (true, Some((operation, form))) => self.nested(span, |parser| parser.call(operation, form)),
        }
    }

    fn call(&mut self, operation: Operation, form: &str) -> Result<(), FormulaError> {
        let start = self.tokens[self.next - 1].1.start;
        self.next += 1;
        self.expression(0)?;
        let mut figures = 1;
        while self.take(',') {
            self.expression(0)?;
            figures += 1;
        }
        if !self.take(')') {
            return self.refuse("expected an operator, a comma or )");
        }
        if figures != operation.operands() {
            return Err(FormulaError::new(
                self.since(start),
                format!("expected {form}, found {figures} in parentheses"),
            ));
        }
        self.steps.push(Step::Apply(operation));
        Ok(())
    }
}

/// An operator between operands, with how tight it binds to its left and to its right.
fn operator(token: Token) -> Option<(Operation, u8, u8)> {
    match token {
        Token::Sign('+') => Some((Operation::Plus, 1, 2)),
        Token::Sign('-') => Some((Operation::Minus, 1, 2)),
        Token::Sign('*') => Some((Operation::Times, 3, 4)),
        Token::Sign('/') => Some((Operation::Over, 3, 4)),
        Token::Sign('^') => Some((Operation::Power, 7, 6)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(text: &str) -> (Range<usize>, String) {
        steps(text).map_err(|error| (error.span, error.expected)).unwrap_err()
    }

    #[test]
    fn what_is_missing_is_asked_for_where_it_should_stand() {
        assert_eq!(refused(""), (0..0, "expected a formula, such as users * 30%".into()));
        assert_eq!(refused("a +"), (3..3, "expected a number, a name, a [reference] or (".into()));
        assert_eq!(refused("a + * b"), (4..5, "expected a number, a name, a [reference] or (".into()));
        assert_eq!(refused("(a + b"), (6..6, "expected an operator or )".into()));
        assert_eq!(refused("min(a b)"), (6..7, "expected an operator, a comma or )".into()));
        assert_eq!(refused("12 users"), (3..8, "expected an operator, such as + or *, or the end".into()));
    }

    #[test]
    fn what_is_too_much_is_pointed_at() {
        assert_eq!(refused("a)"), (1..2, "this ) has no ( before it".into()));
        assert_eq!(
            refused("1,000"),
            (1..2, "a comma parts the figures of a function only; thousands have none".into())
        );
        assert_eq!(refused("1 + min(1, 2, 3)"), (4..16, "expected min(a, b), found 3 in parentheses".into()));
        assert_eq!(refused("ceil()"), (5..6, "expected a number, a name, a [reference] or (".into()));
    }

    #[test]
    fn functions_are_known_by_name_and_need_their_figures() {
        assert_eq!(refused("2 * ceiling(3)"), (4..11, "no function is called so; did you mean `ceil`?".into()));
        assert_eq!(refused("months + 1"), (0..6, "a function: write months(from, rate, to)".into()));
    }

    #[test]
    fn an_exponent_written_as_a_number_is_whole_and_not_too_large() {
        let expected = "an exponent is a whole number from 0 to 600";
        for (text, span) in [("2^0.5", 2..5), ("2 ^ -1", 4..6), ("2^(601) * 3", 2..7), ("2^30%", 2..5)] {
            assert_eq!(refused(text), (span, expected.into()), "{text}");
        }
        assert!(steps("2^600 + 2^years + 2^-years").is_ok());
    }
}

//! Formulas of calculators: read from one line of text, and computed exactly from named and referenced figures.

mod operation;
mod parse;
mod quotient;
mod token;

use crate::amount::{Decimal, Overflow};
use operation::Operation;
use quotient::Quotient;
use std::ops::Range;

/// A figure; none where it is undefined, as what is divided by zero is.
pub type Figure = Result<Option<Decimal>, Overflow>;

/// Why a text is no formula: where, and what was expected there.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{expected}")]
pub struct FormulaError {
    /// Bytes of the text, on the borders of characters; nothing at its end where something is missing there.
    pub span: Range<usize>,
    /// The words for under the caret.
    pub expected: String,
}

impl FormulaError {
    fn new(span: Range<usize>, expected: impl Into<String>) -> Self {
        FormulaError { span, expected: expected.into() }
    }
}

/// What is computed, such as `symbols * 1440 / ttl` or `ceil([s1/typical.lines] * 30%)`.
///
/// - Numbers `1440`, `0.30` and `30%`; names of `a-z`, `0-9` and `_`; references in square brackets.
/// - `+ - * /`, and `^` to a whole exponent from 0 to 600, which binds tighter than a minus before it: `-2^2` is −4.
/// - `ceil(x)`, `floor(x)`, `min(a, b)`, `max(a, b)`, and `months(from, rate, to)`: the least whole number of months
///   after which `from`, growing by `rate` a month, is above `to`.
///
/// A formula has at most 1,000 bytes and nests at most 64 deep. It is kept as the steps of its computation, operands
/// before what is done with them, so that neither its value nor its end recurses.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Formula {
    text: String,
    steps: Vec<Step>,
}

/// Puts one figure on the pile: a new one, or one made of those on top.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Step {
    Number(Decimal),
    Name(Range<usize>),
    Reference(Range<usize>),
    Apply(Operation),
}

impl Default for Formula {
    /// Nothing: 0.
    fn default() -> Self {
        Formula { text: "0".to_owned(), steps: vec![Step::Number(Decimal::ZERO)] }
    }
}

impl Formula {
    /// Reads a formula. Whether its names and references lead anywhere is for who knows them to check.
    pub fn parse(text: &str) -> Result<Self, FormulaError> {
        Ok(Formula { text: text.to_owned(), steps: parse::steps(text)? })
    }

    /// The text it was read from.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The bare names, each as often as it stands there, and their bytes in the text.
    pub fn names(&self) -> impl Iterator<Item = (&str, Range<usize>)> {
        self.spans(|step| if let Step::Name(span) = step { Some(span) } else { None })
    }

    /// The references without their brackets, each as often as it stands there, and their bytes in the text.
    pub fn references(&self) -> impl Iterator<Item = (&str, Range<usize>)> {
        self.spans(|step| if let Step::Reference(span) = step { Some(span) } else { None })
    }

    fn spans(&self, pick: fn(&Step) -> Option<&Range<usize>>) -> impl Iterator<Item = (&str, Range<usize>)> {
        self.steps.iter().filter_map(pick).map(|span| (&self.text[span.clone()], span.clone()))
    }

    /// The value, given those of its names and its references. What is made of something undefined is undefined.
    ///
    /// Sums, products, quotients and powers are exact while 28 digits hold them: a quotient stays two numbers until the
    /// end, so that `a / b * b` is `a`, and only there does a repeating one carry 18 places. What 28 digits don't hold is
    /// rounded to them, and refused where less than 12 places or 18 digits of it would be left. `ceil`, `floor` and the
    /// exponents of powers take a figure as it is reported, to 12 places: 1.9999999999999999 is 2 to them.
    pub fn value(&self, name: &dyn Fn(&str) -> Figure, reference: &dyn Fn(&str) -> Figure) -> Figure {
        let mut pile: Vec<Option<Quotient>> = Vec::new();
        for step in &self.steps {
            let figure = match step {
                Step::Number(number) => Some(Quotient::of(*number)),
                Step::Name(span) => name(&self.text[span.clone()])?.map(Quotient::of),
                Step::Reference(span) => reference(&self.text[span.clone()])?.map(Quotient::of),
                Step::Apply(operation) => {
                    let operands = pile.split_off(pile.len() - operation.operands());
                    match operands.into_iter().collect::<Option<Vec<Quotient>>>() {
                        Some(operands) => operation.of(&operands)?,
                        None => None,
                    }
                }
            };
            pile.push(figure);
        }
        pile.pop().flatten().map(Quotient::figure).transpose()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::amount::decimal;
    use proptest::prelude::*;

    fn figure(text: &str) -> Figure {
        let name = |name: &str| match name {
            "users" => Ok(Some(Decimal::from(50_000))),
            "third" => Ok(Some(decimal("0.333333333333333333").unwrap())),
            "huge" => Err(Overflow),
            _ => Ok(None),
        };
        let reference = |text: &str| Ok((text == "s1/typical.lines").then(|| Decimal::from(400)));
        Formula::parse(text)
            .unwrap_or_else(|error| panic!("{text}: {error} at {:?}", error.span))
            .value(&name, &reference)
    }

    fn value(text: &str) -> String {
        figure(text).unwrap().map_or("undefined".to_owned(), |value| value.normalize().to_string())
    }

    #[test]
    fn operators_bind_as_they_do_on_paper() {
        assert_eq!(value("2 + 3 * 4"), "14");
        assert_eq!(value("(2 + 3) * 4"), "20");
        assert_eq!(value("10 - 4 - 3"), "3");
        assert_eq!(value("100 / 10 / 5"), "2");
        assert_eq!(value("-2^2"), "-4");
        assert_eq!(value("2^3^2"), "512");
        assert_eq!(value("2 * -3 - -4"), "-2");
        assert_eq!(value("(0 - 2)^3 + 7^0 + 0^0"), "-6");
    }

    #[test]
    fn names_references_and_percent_are_figures() {
        assert_eq!(value("users * 30%"), "15000");
        assert_eq!(value("ceil([s1/typical.lines] / 0.30)"), "1334");
        assert_eq!(value("floor(7 / 2) + min(3, 2) + max(3, 2) + floor(-0.5)"), "7");
        assert_eq!(value("ceil(-0.5) * -1"), "0");
        assert_eq!(value("months(5000, 20%, users)"), "13");
    }

    #[test]
    fn names_and_references_say_where_they_stand() {
        let formula = Formula::parse("users*[s1/a.b] + ceil( users )").unwrap();
        assert_eq!(formula.names().collect::<Vec<_>>(), [("users", 0..5), ("users", 23..28)]);
        assert_eq!(formula.references().collect::<Vec<_>>(), [("s1/a.b", 7..13)]);
        assert_eq!(formula.text(), "users*[s1/a.b] + ceil( users )");
    }

    #[test]
    fn what_is_divided_and_multiplied_again_is_exact() {
        assert_eq!(value("1 / 3 * 3"), "1");
        assert_eq!(value("1 / 3 + 1 / 6 + 1 / 2"), "1");
        assert_eq!(value("ceil(users / 7 * 7)"), "50000");
        assert_eq!(value("floor(1.1 / 0.7 * 0.7 * 10)"), "11");
        assert_eq!(value("1 / 3"), "0.333333333333333333");
        assert_eq!(value("2^20 / 2^40"), "0.00000095367431640625");
    }

    #[test]
    fn an_earlier_result_that_repeats_is_whole_again_where_whole_units_are_counted() {
        assert_eq!(value("floor(third * 3)"), "1");
        assert_eq!(value("ceil((1 - third) * 3)"), "2");
        assert_eq!(value("2^(third * 9)"), "8");
    }

    #[test]
    fn what_is_divided_by_zero_is_undefined_and_so_is_all_that_is_made_of_it() {
        assert_eq!(value("users / (1 - 1)"), "undefined");
        assert_eq!(value("0 * ceil(1 / 0)"), "undefined");
        assert_eq!(value("max(1, elsewhere)"), "undefined");
        assert_eq!(value("2^(1 / 2) + 1"), "undefined");
        assert_eq!(value("2^(0 - 1)"), "undefined");
        assert_eq!(value("2^(600 + 1)"), "undefined");
    }

    #[test]
    fn a_figure_too_large_is_refused_even_where_it_is_not_needed() {
        assert_eq!(figure("10^40"), Err(Overflow));
        assert_eq!(figure("min(1, huge)"), Err(Overflow));
        assert_eq!(figure("1 / 0 + huge"), Err(Overflow));
    }

    #[test]
    fn no_depth_overflows_the_stack() {
        let error = |text: String| Formula::parse(&text).unwrap_err();
        for (opening, at) in [("(", 64), ("-", 64), ("2^", 129), ("ceil(", 320), ("-(", 64)] {
            let error = error(opening.repeat(900 / opening.len()));
            assert_eq!(error.expected, "this nests deeper than 64", "{opening}");
            assert_eq!(error.span.start, at, "{opening}");
        }
        assert_eq!(value(&format!("{}7{}", "(".repeat(64), ")".repeat(64))), "7");
        assert_eq!(value(&format!("1{}", "+1".repeat(499))), "500");
        let long = error(format!("1{}", "+1".repeat(500)));
        assert_eq!((long.span, long.expected.as_str()), (0..1001, "a formula has at most 1,000 bytes; this has 1001"));
    }

    proptest! {
        #[test]
        fn any_text_is_read_or_refused_at_a_place_in_it(
            text in prop_oneof!["[-+*/^(),a-c0-9.%\\[\\] ]{0,40}", "(ceil\\(|min\\(|a|1|,|\\)|\\+|\\^|-){0,30}", ".{0,20}"],
        ) {
            match Formula::parse(&text) {
                Ok(formula) => drop(formula.value(&|_| Ok(Some(Decimal::TEN)), &|_| Ok(Some(Decimal::TEN)))),
                Err(error) => prop_assert!(text.get(error.span.clone()).is_some(), "{:?} in {text:?}", error.span),
            }
        }

        #[test]
        fn dividing_takes_back_what_multiplying_did(a in 1i64..10_000_000_000, b in 1i64..100_000, c in 1i64..100_000) {
            let (a, b, c) = (Decimal::new(a, 4), Decimal::new(b, 3), Decimal::new(c, 2));
            let text = format!("{a} / {b} / {c} * {b} * {c}");
            prop_assert_eq!(figure(&text), Ok(Some(a.normalize())), "{}", text);
        }
    }
}

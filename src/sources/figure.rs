//! Figures as their unit calls for: money, percent, counts of something.

use crate::amount::{Decimal, Estimate, Overflow, grouped, money, money_fine, money_range};
use crate::rows::Cell;

/// A figure with its unit behind it: money, `%`, or a word.
pub(super) fn cell(figure: Estimate, unit: &str) -> Cell {
    match unit {
        "$" => Cell::plain(dollars(figure)),
        "$/year" => Cell::plain(dollars(figure)).of("a year"),
        unit => Cell::plain(range(figure, number)).of(unit),
    }
}

/// The same of a figure that may be undefined or too large.
pub(super) fn cell_of(figure: Result<Option<Estimate>, Overflow>, unit: &str) -> Cell {
    match figure {
        Ok(Some(figure)) => cell(figure, unit),
        Ok(None) => Cell::dim("—"),
        Err(Overflow) => Cell::dim("too large"),
    }
}

/// A figure in a sentence: `$5,480.60`, `45 %`, `96 calls`.
pub(super) fn said(figure: Estimate, unit: &str) -> String {
    let Cell { text, unit, .. } = cell(figure, unit);
    if unit.is_empty() { text } else { format!("{text} {unit}") }
}

/// Money: cents where there are any in a range, more places where a price has them.
pub(super) fn dollars(figure: Estimate) -> String {
    let whole = |value: Decimal| value.fract().is_zero();
    if figure.is_exact() {
        return exact_dollars(figure.expected);
    }
    match whole(figure.low) && whole(figure.high) {
        true => range(figure, |value| money(value).trim_end_matches(".00").to_owned()),
        false => money_range(figure),
    }
}

fn exact_dollars(value: Decimal) -> String {
    let places = value.normalize().scale();
    match value.abs() < Decimal::ONE && places > 2 {
        true if places <= 4 => money_fine(value),
        true if value.abs() < Decimal::new(1, 6) => money_fine(value),
        true => format!("{}${}", if value.is_sign_negative() { "−" } else { "" }, grouped(value.abs(), places.min(7))),
        false => money(value),
    }
}

fn range(figure: Estimate, show: impl Fn(Decimal) -> String) -> String {
    if figure.is_exact() { show(figure.expected) } else { format!("{}–{}", show(figure.low), show(figure.high)) }
}

/// A number with at most two decimals; a small one with more.
pub(super) fn number(value: Decimal) -> String {
    let most = if value.abs() < Decimal::ONE { 5 } else { 2 };
    grouped(value, value.normalize().scale().min(most)).replace('-', "−")
}

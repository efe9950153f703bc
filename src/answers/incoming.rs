//! What comes in as rows of the screen: the lines of an estimate with what they follow, a bill beside the plan.

use super::blocks;
use crate::amount::{Decimal, grouped, money};
use crate::explore::calibrate::Calibration;
use crate::import::Estimate;
use crate::import::bill::{Bill, Group};
use crate::report;
use crate::rows::Block;

/// An estimate for so many users: a sentence, and its lines.
pub fn estimate(estimate: &Estimate, users: Decimal) -> (String, Vec<Block>) {
    let sum = |sum: Result<Decimal, _>| sum.map_or_else(|_| "more than can be held".to_owned(), money);
    let stated = estimate.stated.month.filter(|stated| estimate.total().ok() != Some(*stated));
    let stated = stated.map(|stated| format!(", where the file says {}", money(stated))).unwrap_or_default();
    let ahead = estimate.upfront().ok().filter(|ahead| !ahead.is_zero());
    let ahead = ahead.map(|ahead| format!(", and {} once, ahead", money(ahead))).unwrap_or_default();
    let lines = estimate.lines().count();
    let words = format!(
        "{}: {lines} lines, {} a month{stated}{ahead}. Say for how many users that is, and what makes more of each line: then \
         the sliders move it. Now it is for {} users.",
        estimate.kind.name(),
        sum(estimate.total()),
        grouped(users, 0),
    );
    let remarks: String = estimate.remarks.iter().map(|remark| format!(" {}.", crate::text::capital(remark))).collect();
    let mut rows = blocks([&report::estimate_lines(estimate)]);
    for column in rows.iter_mut().flat_map(|block| &mut block.columns) {
        // What can be chosen here stays longest.
        column.worth = match column.title.as_str() {
            "Follows" => 99,
            "A month" => 98,
            _ => column.worth.min(90),
        };
    }
    (words + &remarks, rows)
}

/// A bill beside the plan: a sentence, what it asks for each category, and the months.
pub fn held(bill: &Bill, held: &Calibration) -> (String, Vec<Block>) {
    let title = report::bill::title(bill);
    let Ok(answer) = report::calibrate::calibrate(held, bill, None, String::new()) else {
        return ("A figure needs more than 28 digits.".to_owned(), Vec::new());
    };
    let sums = held.sums().map(|[bill, with, _]| {
        format!(" {} is {} on the bill; the plan with these factors is {}.", held.month, money(bill), money(with))
    });
    let words = format!("{title}.{} Enter takes the factors into the scenario.", sums.unwrap_or_default());
    (words, blocks(&answer.sheets))
}

/// A bill that can't be held against the plan: its months and categories.
pub fn bill(bill: &Bill) -> Vec<Block> {
    report::bill::bill(bill, Group::Month).map_or_else(|_| Vec::new(), |answer| blocks(&answer.sheets))
}

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

/// A bill beside the plan: the answer in sentences, what it asks for each category, and the months.
pub fn held(bill: &Bill, held: &Calibration) -> (String, Vec<Block>) {
    let told = report::calibrate::calibrate(held, bill, None, String::new());
    let (Ok(answer), Ok(sentence)) = (told, report::calibrate::sentence(held)) else {
        return ("A figure needs more than 28 digits.".to_owned(), Vec::new());
    };
    // What Enter does, the foot says: five lines have to do where there is little room.
    let words = format!("{sentence} {}.", report::bill::title(bill));
    let mut rows = blocks(&answer.sheets);
    for column in rows.first_mut().into_iter().flat_map(|block| &mut block.columns) {
        // What the factors are of and what they leave stays longest.
        column.worth = match column.title.as_str() {
            "Category" => 100,
            "Bill" => 99,
            "× Factor" => 98,
            "Left" => 97,
            "With factors" => 96,
            _ => column.worth.min(95),
        };
    }
    (words, rows)
}

/// A bill that can't be held against the plan: its months and categories.
pub fn bill(bill: &Bill) -> Vec<Block> {
    report::bill::bill(bill, Group::Month).map_or_else(|_| Vec::new(), |answer| blocks(&answer.sheets))
}

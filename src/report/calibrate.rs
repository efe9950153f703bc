//! A bill held against a plan, as tables: factors, what they leave, months, and how categories move with the users.

mod words;

pub use words::sentence;

use super::bill::{or_nameless, told};
use super::sheet::{Answer, Cell, Column, Sheet};
use crate::amount::{Decimal, Estimate, Overflow};
use crate::engine::shown_factor;
use crate::explore::calibrate::{Calibration, OfCategory, Without};
use crate::import::bill::{Bill, Charge};
use crate::scenario::factor_text;
use words::why;

/// A calibration; `taken` says where its factors were saved.
pub fn calibrate(of: &Calibration, bill: &Bill, taken: Option<&str>, title: String) -> Result<Answer, Overflow> {
    let mut notes = told(bill);
    notes.rows.splice(0..0, words::notes(of, taken).into_iter().map(|words| vec![Cell::Text(words)]));
    notes.empty = "";
    let [billed, with_factors, rest] = of.sums()?.map(|sum| Cell::Money(Estimate::exact(sum)));
    let facts = vec![
        ("plan", Cell::Text(of.scenario.plan.clone())),
        ("cost", Cell::Text(bill.cost.id().to_owned())),
        ("month", Cell::Text(of.month.to_string())),
        ("bill", billed),
        ("with_factors", with_factors),
        ("rest", rest),
        ("taken", Cell::words(taken)),
    ];
    let mut sheets = vec![factors(of)?, left(of)?];
    sheets.extend((of.months.len() > 1).then(|| months(of)));
    sheets.extend(of.categories.iter().any(|of| of.growth.is_some()).then(|| growth(of)));
    sheets.push(notes);
    Ok(Answer {
        title: format!(
            "{title}, held against {}, {}",
            super::bill::title(bill).replacen("Bill", "the bill", 1),
            of.month
        ),
        facts,
        sheets,
    })
}

fn name(of: &OfCategory) -> String {
    if of.known { of.category.clone() } else { or_nameless(&of.category) }
}

fn exactly(amount: Decimal) -> Cell {
    Cell::Money(Estimate::exact(amount))
}

fn factors(of: &Calibration) -> Result<Sheet, Overflow> {
    let row = |of: &OfCategory| {
        let factor = match (of.factor, of.without) {
            (Some(factor), _) => Cell::Text(shown_factor(&Estimate::exact(factor.expected))),
            (None, Some(Without::NotBilled)) if of.with_factors.is_zero() && of.rest.is_zero() => {
                Cell::Text("left out".to_owned())
            }
            (None, without) => Cell::words(without.map(why)),
        };
        let range = of.factor.filter(|factor| !factor.is_exact()).map(|factor| shown_factor(&factor));
        vec![
            Cell::Text(name(of)),
            Cell::money(of.plan.map(Estimate::exact)),
            Cell::money(of.bill.map(Estimate::exact)),
            factor,
            Cell::words(range).or_empty(),
            exactly(of.with_factors),
            Cell::Gap(of.rest),
            Cell::Text(of.services.join(", ")),
            Cell::words(of.factor.as_ref().map(factor_text)),
            Cell::words(of.without.map(why)),
        ]
    };
    Ok(Sheet {
        id: "categories",
        title: sentence(of)?,
        columns: vec![
            Column::text("category", "Category"),
            Column::figure("plan", "Plan"),
            Column::figure("bill", "Bill"),
            Column::figure("factor_words", "× Factor"),
            Column::figure("range", "Range"),
            Column::figure("with_factors", "With factors"),
            Column::figure("rest", "Left"),
            Column::text("services", "On the bill as"),
            Column::hidden("factor"),
            Column::hidden("without"),
        ],
        rows: of.categories.iter().map(row).collect(),
        empty: "Nothing is on the bill, and nothing in the plan.",
        detail: false,
    })
}

/// From the plan with its factors to the whole bill, in steps that add up.
fn left(of: &Calibration) -> Result<Sheet, Overflow> {
    use crate::amount::Number;
    let [billed, with_factors, _] = of.sums()?;
    let rest = |why: &dyn Fn(&OfCategory) -> bool| {
        of.categories.iter().filter(|of| why(of)).try_fold(Decimal::ZERO, |sum, of| sum.plus(of.rest))
    };
    let steps = [
        ("what the plan does not have", rest(&|of| of.without == Some(Without::NotPlanned))?),
        ("what the bill does not have", rest(&|of| of.without == Some(Without::NotBilled))?),
        (
            "shares of other lines, and your own prices",
            rest(&|of| of.factor.is_none() && !matches!(of.without, Some(Without::NotPlanned | Without::NotBilled)))?,
        ),
        ("factors are rounded", rest(&|of| of.factor.is_some())?),
    ];
    let mut rows = vec![vec![Cell::Text("the plan's lines, with factors".to_owned()), exactly(with_factors)]];
    let there = steps.into_iter().filter(|(_, amount)| !amount.is_zero());
    rows.extend(there.map(|(words, amount)| vec![Cell::Text(words.to_owned()), Cell::Gap(amount)]));
    rows.push(vec![Cell::Text("use and purchases on the bill".to_owned()), exactly(billed)]);
    let mut all = billed;
    for (charge, amount) in &of.apart {
        let words = match charge {
            Charge::Tax => "tax, which no plan prices",
            Charge::Credit => "credits",
            _ => "adjustments",
        };
        rows.push(vec![Cell::Text(words.to_owned()), Cell::Gap(*amount)]);
        all = all.plus(*amount)?;
    }
    rows.extend((!of.apart.is_empty()).then(|| vec![Cell::Text("the whole bill".to_owned()), exactly(all)]));
    Ok(Sheet {
        id: "left",
        title: format!("From the plan to the bill of {}", of.month),
        columns: vec![Column::text("what", "What"), Column::figure("amount", "Amount")],
        rows,
        empty: "",
        detail: false,
    })
}

fn months(of: &Calibration) -> Sheet {
    use crate::amount::Number;
    let rows = of.months.iter().map(|month| {
        vec![
            Cell::Text(month.month.to_string()),
            month.users.map_or(Cell::None, |users| Cell::Number(Estimate::exact(users))),
            exactly(month.plan),
            exactly(month.bill),
            month.bill.over(month.plan).map_or(Cell::None, Cell::Times),
        ]
    });
    Sheet {
        id: "months",
        title: "Months, the plan without factors".to_owned(),
        columns: vec![
            Column::text("month", "Month"),
            Column::figure("users", "Users"),
            Column::figure("plan", "Plan"),
            Column::figure("bill", "Bill"),
            Column::figure("times", "Bill ÷ plan"),
        ],
        rows: rows.collect(),
        empty: "",
        detail: false,
    }
}

fn growth(of: &Calibration) -> Sheet {
    let row = |of: &OfCategory| {
        let growth = of.growth.as_ref()?;
        Some(vec![
            Cell::Text(name(of)),
            Cell::share(Some(growth.bill)),
            Cell::share(growth.fit),
            Cell::share(growth.plan),
            Cell::Text(if of.follows.is_empty() { "nothing".to_owned() } else { of.follows.join(", ") }),
        ])
    };
    let months = of.categories.iter().find_map(|of| Some(of.growth.as_ref()?.months)).unwrap_or_default();
    Sheet {
        id: "growth",
        title: format!(
            "What follows the users, estimated by a straight line through {months} months: 100 % is in proportion, 0 % fixed, more \
             than 100 % faster than the users"
        ),
        columns: vec![
            Column::text("category", "Category"),
            Column::figure("bill_percent", "Of the bill"),
            Column::figure("fit_percent", "Fit (r²)"),
            Column::figure("plan_percent", "Of the plan"),
            Column::text("follows", "Lines of the plan follow"),
        ],
        rows: of.categories.iter().filter_map(row).collect(),
        empty: "",
        detail: false,
    }
}

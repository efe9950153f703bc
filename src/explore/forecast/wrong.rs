//! What can't be asked of a forecast, each with what was expected.

use super::{Ahead, Growth, MOST_MONTHS};
use crate::amount::{Decimal, percent_short, plain};
use crate::catalog::Plan;
use crate::text::{clean, did_you_mean};

/// Something wrong with what was asked.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Wrong {
    /// So many months are none, or too many.
    #[error("{0} months can't be looked at: expected 1 to {MOST_MONTHS}")]
    Months(u32),
    /// Growth is given by the month, but for none.
    #[error("growth is given by the month, but for no month")]
    NoMonth,
    /// More is given than there are months.
    #[error("figures of {given} months are given for a forecast of {months}: leave some out, or look further ahead")]
    TooMany {
        /// How many are given.
        given: usize,
        /// How many months are looked at.
        months: u32,
    },
    /// More users would leave than there are.
    #[error("month {month}: a growth of {} is none: expected −100 % or more", percent_short(*.rate))]
    Rate {
        /// The month.
        month: usize,
        /// The rate, as a share.
        rate: Decimal,
    },
    /// Fewer users than none.
    #[error("month {month}: {} users are none: expected 0 or more", plain(*.users).replace('-', "−"))]
    Users {
        /// The month.
        month: usize,
        /// The users.
        users: Decimal,
    },
    /// The plan has no such roadmap.
    #[error("`{id}` is no roadmap of `{plan}`{hint}")]
    Roadmap {
        /// The name.
        id: String,
        /// The plan.
        plan: String,
        /// The nearest right ones, or that there are none.
        hint: String,
    },
    /// A budget below 0.
    #[error("a budget is 0 or more, not {}", plain(*.0).replace('-', "−"))]
    Budget(Decimal),
    /// The catalog has no users slider, so nothing grows.
    #[error("the catalog has no slider `users`, so nothing grows")]
    NoUsers,
}

/// Everything that is wrong with what is asked of a plan.
pub(super) fn all(plan: &Plan, ahead: &Ahead) -> Vec<Wrong> {
    let mut wrong = Vec::new();
    let sound = (1..=MOST_MONTHS).contains(&ahead.months);
    wrong.extend((!sound).then_some(Wrong::Months(ahead.months)));
    let below = |given: &[Decimal], least: Decimal| {
        let below = given.iter().enumerate().filter(|(_, value)| **value < least);
        below.map(|(at, value)| (at + 1, *value)).collect::<Vec<_>>()
    };
    match &ahead.growth {
        Growth::Rate => {}
        Growth::Each(rates) => {
            let rates = below(rates, Decimal::NEGATIVE_ONE).into_iter();
            wrong.extend(rates.map(|(month, rate)| Wrong::Rate { month, rate }));
        }
        Growth::Users(counts) => {
            let counts = below(counts, Decimal::ZERO).into_iter();
            wrong.extend(counts.map(|(month, users)| Wrong::Users { month, users }));
        }
        Growth::Roadmap(id) if plan.roadmaps.iter().any(|map| map.id == *id) => {}
        Growth::Roadmap(id) => {
            let known: Vec<&str> = plan.roadmaps.iter().map(|map| map.id.as_str()).collect();
            let hint = if known.is_empty() { "; it has none".to_owned() } else { did_you_mean(id, known) };
            wrong.push(Wrong::Roadmap { id: clean(id), plan: plan.id.clone(), hint });
        }
    }
    if let Growth::Each(given) | Growth::Users(given) = &ahead.growth {
        let (given, months) = (given.len(), ahead.months);
        wrong.extend((given == 0).then_some(Wrong::NoMonth));
        wrong.extend((sound && given > months as usize).then_some(Wrong::TooMany { given, months }));
    }
    wrong.extend(ahead.budget.filter(|budget| *budget < Decimal::ZERO).map(Wrong::Budget));
    wrong
}

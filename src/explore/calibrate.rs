//! Calibration: a bill beside a plan, what the bill asks for each category as a multiple of the plan, and what is left.
//!
//! The plan is priced as the scenario has it, without factors; of the bill what a plan prices counts: use and purchases.
//! The factors make each category cost what the bill of one month asks, the latest complete one unless another is asked for:
//! the scenario is how things are now. The low and high end of a factor are the least and the most of all complete months. Where the users of the
//! months are given, the plan of a month is priced for those, so that growth is no part of the spread.

mod fit;
mod growth;
mod held;

pub use growth::Growth;

use crate::amount::{Decimal, Estimate, Number, Overflow};
use crate::catalog::{Catalog, Plan};
use crate::date::Date;
use crate::import::bill::{Bill, Charge};
use crate::scenario::Scenario;
use held::Held;
use std::collections::BTreeMap;

/// What is asked beside the bill.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Asked {
    /// The month that is held against the plan; the latest complete one unless given.
    pub month: Option<Date>,
    /// The users of months.
    pub users: BTreeMap<Date, Decimal>,
}

/// Why there is no answer.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CannotCalibrate {
    /// The bill has no such month.
    #[error("{month} is no month of this bill; it has {known}")]
    NoMonth {
        /// The month.
        month: Date,
        /// Those it has.
        known: String,
    },
    /// No month of the bill is complete.
    #[error("no month of this bill is complete; it has {0}: --month says which to take as it is")]
    NoCompleteMonth(String),
    /// No users are given for the month.
    #[error("the users of {0} are missing, which is the month that is held against the plan")]
    NoUsers(Date),
    /// The total of the scenario is a printed one.
    #[error(
        "the total of this scenario is a printed one, and a bill is held against lines: try --basis lines, or another stage"
    )]
    NoLines,
    /// A figure can't be held.
    #[error("a figure needs more than 28 digits")]
    TooLarge,
}

impl From<Overflow> for CannotCalibrate {
    fn from(_: Overflow) -> Self {
        CannotCalibrate::TooLarge
    }
}

/// A bill held against a plan.
#[derive(Clone, Debug)]
pub struct Calibration {
    /// The month whose factors are told.
    pub month: Date,
    /// The months that are compared, the earliest first: the complete ones, and that one.
    pub months: Vec<OfMonth>,
    /// The categories of the plan, in the order of the catalog, then those that only the bill has, most first.
    pub categories: Vec<OfCategory>,
    /// What of that month's bill is for nothing that a plan prices, by kind of charge.
    pub apart: Vec<(Charge, Decimal)>,
    /// The scenario that was held, with the users of the month where they are given, and the factors in place of any it had;
    /// a category that the bill does not have and the user's factor of 0 left out stays left out.
    pub scenario: Scenario,
}

/// A month of the bill beside the plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OfMonth {
    /// The month.
    pub month: Date,
    /// Its users, where they are given.
    pub users: Option<Decimal>,
    /// What the lines of the plan cost, without factors.
    pub plan: Decimal,
    /// What of the bill is use and purchases.
    pub bill: Decimal,
}

/// A category of the bill beside that of the plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OfCategory {
    /// Its id; where the catalog has none for it, what the bill calls it, in quotes of the report's.
    pub category: String,
    /// Whether it is one of the catalog's.
    pub known: bool,
    /// What the plan's lines cost, without factors; none where it has none.
    pub plan: Option<Decimal>,
    /// What the bill asks; none where it has none.
    pub bill: Option<Decimal>,
    /// What the bill asks as a multiple of the plan, rounded to four places; none where there is none.
    pub factor: Option<Estimate>,
    /// Why there is none.
    pub without: Option<Without>,
    /// What the plan's lines cost with all factors.
    pub with_factors: Decimal,
    /// The bill less that: what the factors leave.
    pub rest: Decimal,
    /// The services of the bill in it, the dearest first.
    pub services: Vec<String>,
    /// How it moves with the users; none where less than three months have users.
    pub growth: Option<Growth>,
    /// What its lines follow in the plan.
    pub follows: Vec<String>,
}

/// Why a category has no factor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Without {
    /// The plan has no line of it.
    NotPlanned,
    /// The bill has nothing of it.
    NotBilled,
    /// All of its lines are shares of others, or priced by the user.
    NotMultiplied,
    /// The bill is less than nothing.
    Negative,
    /// What no factor of its own moves, own prices and shares of other categories, is more than the bill.
    Exceeded,
    /// It and another category are shares of each other, so that no factor of its own moves it.
    Tied,
}

impl Calibration {
    /// What the bill asks for each category, as a multiple of the plan.
    pub fn factors(&self) -> BTreeMap<String, Estimate> {
        self.categories.iter().filter_map(|of| Some((of.category.clone(), of.factor?))).collect()
    }

    /// What of the month's bill counts, what the lines of the plan cost with the factors, and what is left between them.
    pub fn sums(&self) -> Result<[Decimal; 3], Overflow> {
        let sum = |of: &dyn Fn(&OfCategory) -> Decimal| {
            self.categories.iter().try_fold(Decimal::ZERO, |sum, category| sum.plus(of(category)))
        };
        Ok([sum(&|of| of.bill.unwrap_or_default())?, sum(&|of| of.with_factors)?, sum(&|of| of.rest)?])
    }
}

/// Holds a bill against the plan of a scenario.
///
/// # Errors
///
/// A month that the bill does not have, or of which the users are missing; a scenario whose total is no sum of lines.
pub fn calibrate(
    catalog: &Catalog,
    plan: &Plan,
    scenario: &Scenario,
    bill: &Bill,
    asked: &Asked,
) -> Result<Calibration, CannotCalibrate> {
    let (month, compared) = months(bill, asked)?;
    let held = |month: &Date| Held::of(catalog, plan, scenario, bill, *month, asked.users.get(month).copied());
    let all = compared.iter().map(held).collect::<Result<Vec<Held>, _>>()?;
    let now = all.iter().find(|held| held.month == month).ok_or(CannotCalibrate::NoLines)?;
    if !now.has_lines() {
        return Err(CannotCalibrate::NoLines);
    }
    let mut taken = now.scenario.clone();
    let names = now.categories(catalog);
    let factors = factors(catalog, now, &all)?;
    taken.factors = factors.iter().filter_map(|(name, factor)| Some((name.clone(), (*factor).ok()?))).collect();
    taken.factors.extend(now.left_out().map(|name| (name.clone(), Estimate::exact(Decimal::ZERO))));
    let with = held::costs(catalog, &taken)?;
    let category = |name: &String| {
        let (plan, bill) = (now.planned(name), now.billed(name));
        let with_factors = with.get(name).copied().unwrap_or_default();
        let factor = factors.get(name).copied().unwrap_or(Err(Without::NotPlanned));
        Ok(OfCategory {
            category: name.clone(),
            known: catalog.categories.iter().any(|known| known.id == *name),
            plan,
            bill,
            factor: factor.ok(),
            without: factor.err(),
            with_factors,
            rest: bill.unwrap_or_default().minus(with_factors)?,
            services: now.services(name),
            growth: growth::of(name, &all)?,
            follows: now.follows(catalog, name),
        })
    };
    let categories = names.iter().map(category).collect::<Result<Vec<OfCategory>, Overflow>>()?;
    let of_month = |held: &Held| {
        Ok(OfMonth { month: held.month, users: held.users, plan: held.plan_total()?, bill: held.bill_total()? })
    };
    let months = all.iter().map(of_month).collect::<Result<Vec<OfMonth>, Overflow>>()?;
    Ok(Calibration { month, months, categories, apart: apart(bill, month)?, scenario: taken })
}

/// The month whose factors are told, and the months that are compared.
fn months(bill: &Bill, asked: &Asked) -> Result<(Date, Vec<Date>), CannotCalibrate> {
    let all: Vec<Date> = bill.months.iter().map(|covered| covered.month).collect();
    let known = || all.iter().map(Date::to_string).collect::<Vec<_>>().join(", ");
    if let Some(month) = asked.month.iter().chain(asked.users.keys()).find(|month| !all.contains(month)) {
        return Err(CannotCalibrate::NoMonth { month: *month, known: known() });
    }
    let month = asked.month.or_else(|| bill.complete_months().next_back());
    let month = month.ok_or_else(|| CannotCalibrate::NoCompleteMonth(known()))?;
    let has_users = |month: &Date| asked.users.is_empty() || asked.users.contains_key(month);
    if !has_users(&month) {
        return Err(CannotCalibrate::NoUsers(month));
    }
    let mut compared: Vec<Date> = bill.complete_months().chain([month]).filter(has_users).collect();
    compared.sort();
    compared.dedup();
    Ok((month, compared))
}

/// The factors of a month, each with the least and the most of all months; or why there is none.
fn factors(
    catalog: &Catalog,
    now: &Held,
    all: &[Held],
) -> Result<BTreeMap<String, Result<Estimate, Without>>, Overflow> {
    let each = all.iter().map(|held| fit::factors(catalog, held)).collect::<Result<Vec<fit::Fitted>, _>>()?;
    let ranged = |name: &String, expected: Decimal| {
        let known = each.iter().filter_map(|fitted| fitted.get(name)?.ok());
        let (low, high) = known.fold((expected, expected), |(low, high), of| (low.min(of), high.max(of)));
        Estimate { low, expected, high }
    };
    let fitted = fit::factors(catalog, now)?.into_iter();
    Ok(fitted.map(|(name, factor)| (name.clone(), factor.map(|expected| ranged(&name, expected)))).collect())
}

fn apart(bill: &Bill, month: Date) -> Result<Vec<(Charge, Decimal)>, Overflow> {
    let kinds = Charge::ALL.into_iter().filter(|charge| !charge.is_planned());
    let there = |charge: &Charge| bill.totals.iter().any(|of| of.month == month && of.charge == *charge);
    let sum = |charge: Charge| Ok((charge, bill.sum_of(|of| of.month == month && of.charge == charge)?));
    kinds.filter(there).map(sum).collect()
}

//! Months ahead: what a scenario costs and leaves while its users grow, month by month, and what happens on the way.

mod events;
mod timing;
mod typed;
mod users;
mod wrong;

pub use events::{Event, What};
pub use timing::{Acted, Timing};
pub use typed::by_month;
pub use wrong::Wrong;

use crate::amount::{Decimal, Estimate, Number, Overflow};
use crate::catalog::{Catalog, Plan, Roadmap};
use crate::engine::{Economics, Flag, Move, Stages, Standing, Verdict};
use crate::scenario::Scenario;
use users::Course;

/// The most months that a forecast looks ahead: ten years.
pub const MOST_MONTHS: u32 = 120;

/// How far to look, and what to expect.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ahead {
    /// How many months after this one: 1 to [`MOST_MONTHS`].
    pub months: u32,
    /// How users grow.
    pub growth: Growth,
    /// Cash before the first of those months; below 0 it is owed.
    pub cash: Decimal,
    /// What a month may cost.
    pub budget: Option<Decimal>,
}

impl Default for Ahead {
    fn default() -> Self {
        Ahead { months: 24, growth: Growth::default(), cash: Decimal::ZERO, budget: None }
    }
}

/// How users grow from month to month; this month is month 0.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Growth {
    /// By the growth slider: users of month m = users now × (1 + growth)^m.
    #[default]
    Rate,
    /// By a rate a month, as a share, from month 1; the last goes on. Not below −1.
    Each(Vec<Decimal>),
    /// So many users a month, from month 1; the last stay.
    Users(Vec<Decimal>),
    /// By the growth slider, each month at the stage that a roadmap of the plan, by its id, has it in. Month 1 of the
    /// roadmap is month 1 of the forecast.
    Roadmap(String),
}

/// The months ahead, and what happens in them.
#[derive(Clone, Debug)]
pub struct Forecast {
    /// This month, as month 0, and those ahead.
    pub months: Vec<Month>,
    /// What happens, in the order of the months.
    pub events: Vec<Event>,
    /// What it costs to change the stage a month earlier or later, for each month that does.
    pub timings: Vec<Timing>,
    /// All months ahead together; month 0 is not among them.
    pub sums: Sums,
    /// The month with the least cash, and how much that is; none where it can't be told.
    pub least_cash: Option<(u32, Decimal)>,
    /// What was asked.
    pub ahead: Ahead,
}

/// A month.
#[derive(Clone, Debug)]
pub struct Month {
    /// Its number: 0 for this month.
    pub number: u32,
    /// Its users with every digit: up to 18 places, fewer where 28 digits end (half to even).
    pub users: Decimal,
    /// The whole users that it is priced at: rounded down, since the slider is whole.
    pub priced_users: Decimal,
    /// Whether users have reached the slider's end, where the forecast stops growing.
    pub at_end: bool,
    /// The stage, by its place in the plan.
    pub stage: usize,
    /// The stage that the roadmap pins, by its place in the plan.
    pub pin: Option<usize>,
    /// What it costs.
    pub cost: Result<Estimate, Overflow>,
    /// What that means per user and against revenue.
    pub economics: Economics,
    /// Starting cash and the expected margins of the months up to this one; of month 0 the starting cash alone. None
    /// from the first month on whose margin can't be told.
    pub cash: Option<Decimal>,
    /// What the roadmap's document prints that this month costs.
    pub printed: Option<Estimate>,
    /// What to know about it.
    pub flags: Vec<Flag>,
    /// What its rules say.
    pub verdicts: Vec<Verdict>,
    /// Whether it is time for another stage.
    pub moves: Vec<Move>,
}

/// All months ahead together; none where one of them can't be told.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sums {
    /// What they cost.
    pub cost: Option<Estimate>,
    /// What comes in.
    pub revenue: Option<Decimal>,
    /// What is left.
    pub margin: Option<Estimate>,
    /// What the roadmap's document prints of those months that it has a figure for; none without one.
    pub printed: Option<Estimate>,
}

/// The months ahead of a scenario of a plan; else everything that is wrong with what was asked.
pub fn forecast(catalog: &Catalog, plan: &Plan, scenario: &Scenario, ahead: &Ahead) -> Result<Forecast, Vec<Wrong>> {
    let wrong = wrong::all(plan, ahead);
    if !wrong.is_empty() {
        return Err(wrong);
    }
    let (Some(mut stages), Some(course)) = (Stages::of(catalog, plan, scenario), Course::of(catalog, scenario, ahead))
    else {
        return Err(vec![Wrong::NoUsers]);
    };
    let map = match &ahead.growth {
        Growth::Roadmap(id) => plan.roadmaps.iter().find(|map| map.id == *id),
        _ => None,
    };
    let mut months: Vec<Month> = Vec::with_capacity(ahead.months as usize + 1);
    for (number, now) in (0..=ahead.months).zip(course) {
        let (pin, printed) = map.map_or((None, None), |map| step(plan, map, number));
        let standing = stages.at(now.priced, pin);
        let cash = match months.last() {
            None => Some(ahead.cash),
            Some(before) => {
                before.cash.zip(standing.economics.margin).and_then(|(cash, margin)| cash.plus(margin.expected).ok())
            }
        };
        months.push(Month::of(number, now, (pin, printed), standing, cash));
    }
    let timings = timing::of(&mut stages, &months);
    Ok(Forecast {
        events: events::of(&stages, plan, ahead, &months, &timings),
        timings,
        sums: Sums::of(&months[1..]),
        least_cash: least_cash(&months),
        months,
        ahead: ahead.clone(),
    })
}

/// The stage that a roadmap has a month in, by its place in the plan, and what the document prints for it.
fn step(plan: &Plan, map: &Roadmap, month: u32) -> (Option<usize>, Option<Estimate>) {
    let step = map.steps.iter().find(|step| step.from <= month && step.to.is_none_or(|to| month <= to));
    let stage = step.and_then(|step| step.stage.as_ref());
    let place = stage.and_then(|id| plan.stages.iter().position(|stage| stage.id == *id));
    (place, step.and_then(|step| step.spend))
}

/// The first month with the least cash; none where the cash of a month can't be told.
fn least_cash(months: &[Month]) -> Option<(u32, Decimal)> {
    let told: Option<Vec<(u32, Decimal)>> = months.iter().map(|month| Some((month.number, month.cash?))).collect();
    told?.into_iter().min_by_key(|(_, cash)| *cash)
}

impl Month {
    fn of(
        number: u32,
        now: users::Now,
        (pin, printed): (Option<usize>, Option<Estimate>),
        standing: Standing,
        cash: Option<Decimal>,
    ) -> Self {
        let Standing { stage, cost, economics, verdicts, moves, flags } = standing;
        let users::Now { users, priced: priced_users, at_end } = now;
        Month {
            number,
            users,
            priced_users,
            at_end,
            stage,
            pin,
            cost,
            economics,
            cash,
            printed,
            flags,
            verdicts,
            moves,
        }
    }

    /// The scenario of this month: what a quote of it prices.
    pub fn scenario(&self, catalog: &Catalog, plan: &Plan, of: &Scenario) -> Scenario {
        let mut scenario = of.clone();
        if let Some(users) = catalog.slider("users") {
            scenario.set(catalog, users, self.priced_users);
        }
        if let Some(stage) = self.pin.and_then(|at| plan.stages.get(at)) {
            scenario.stage = Some(stage.id.clone());
        }
        scenario
    }
}

impl Sums {
    fn of(months: &[Month]) -> Self {
        let sum = |figure: fn(&Month) -> Option<Estimate>| {
            months.iter().try_fold(Estimate::ZERO, |sum, month| sum.plus(figure(month)?).ok())
        };
        let printed = |month: &Month| Some(month.printed.unwrap_or(Estimate::ZERO));
        Sums {
            cost: sum(|month| month.cost.ok()),
            revenue: sum(|month| month.economics.revenue.map(Estimate::exact)).map(|sum| sum.expected),
            margin: sum(|month| month.economics.margin),
            printed: sum(printed).filter(|_| months.iter().any(|month| month.printed.is_some())),
        }
    }
}

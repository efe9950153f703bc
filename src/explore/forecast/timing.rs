//! Earlier or later: what a change of stage costs a month before its time, or a month after it.

use super::Month;
use crate::amount::{Decimal, Number};
use crate::engine::{Flag, Stages};

/// A month that begins another stage, and what it would cost to act at another time.
#[derive(Clone, Debug)]
pub struct Timing {
    /// The month in which the stage begins.
    pub month: u32,
    /// The stage before, by its place in the plan.
    pub from: usize,
    /// The stage that begins.
    pub to: usize,
    /// A month earlier: the new stage at the users of the month before, less what that month costs.
    pub earlier: Acted,
    /// A month later: the old stage at the users of this month, less what this month costs.
    pub later: Acted,
}

/// A month at another stage than its own.
#[derive(Clone, Debug)]
pub struct Acted {
    /// What it costs more, as expected; below 0 it costs less. None where that can't be told.
    pub costs: Option<Decimal>,
    /// What the month would be flagged with: a stage that is too small is outside its band, or over its capacity.
    pub flags: Vec<Flag>,
}

/// The changes of stage among months.
pub(super) fn of(stages: &mut Stages, months: &[Month]) -> Vec<Timing> {
    let pairs = months.iter().zip(&months[1..]).filter(|(before, now)| before.stage != now.stage);
    let timing = |(before, now): (&Month, &Month)| Timing {
        month: now.number,
        from: before.stage,
        to: now.stage,
        earlier: acted(stages, before, now.stage),
        later: acted(stages, now, before.stage),
    };
    pairs.map(timing).collect()
}

/// A month at a stage that it is not in.
fn acted(stages: &mut Stages, month: &Month, stage: usize) -> Acted {
    let other = stages.at(month.priced_users, Some(stage));
    let costs = other.cost.and_then(|cost| cost.expected.minus(month.cost?.expected));
    Acted { costs: costs.ok(), flags: other.flags }
}

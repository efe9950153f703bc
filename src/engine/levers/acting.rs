//! What each lever does to a line, one by one: the parts of the factor, for who reckons it again.

use super::{Bought, Factors, saving, touches};
use crate::amount::{Decimal, End, Overflow};
use crate::catalog::{Effect, Line};

/// What one lever does to one line. Of the levers of a group the savings add up; groups multiply.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Acting {
    /// The lever's id.
    pub lever: String,
    /// Its group, by its place among those of the bill.
    pub group: usize,
    /// The share that it is on for; 0 where it is off.
    pub share: Decimal,
    /// What it saves where it is on for all of the line, above a bar: the largest, to be reckoned with, and the smallest.
    pub saves: [Decimal; 3],
    /// Below the bar.
    pub of: Decimal,
    /// Units that cost nothing where it is on for all of the line.
    pub free: Decimal,
}

impl Factors<'_> {
    /// What each of the levers does to a line.
    pub(in crate::engine) fn acting(&self, line: &Line, bought: Bought) -> Result<Vec<Acting>, Overflow> {
        let groups = self.groups();
        let all = groups.iter().enumerate().flat_map(|(group, levers)| levers.iter().map(move |of| (group, of)));
        let acts = all.filter(|(_, (lever, _))| touches(lever, line) && !bought.holds(lever));
        acts.map(|(group, (lever, share))| {
            let ends = End::ALL.map(|end| saving(lever, line, end));
            let [(largest, of), (expected, _), (smallest, _)] = [ends[0]?, ends[1]?, ends[2]?];
            let free = if let Effect::Free { units, .. } = &lever.effect { *units } else { Decimal::ZERO };
            let saves = [largest, expected, smallest];
            Ok(Acting { lever: lever.id.clone(), group, share: *share, saves, of, free })
        })
        .collect()
    }
}

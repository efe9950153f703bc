//! Savings: what the levers that are on leave of each line.

use crate::amount::{Decimal, Estimate, Number, Overflow};
use crate::catalog::{Catalog, Lever, Line, Plan};
use crate::scenario::Scenario;

/// Levers of one group are on for more than the whole.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("exclusive levers exceed 100 %: the shares in group `{group}` add up to {sum}")]
pub struct LeverError {
    /// The group.
    pub group: String,
    /// The shares, added.
    pub sum: String,
}

/// The levers that are on, with their shares.
#[derive(Default)]
pub(super) struct Factors<'c>(Vec<(&'c Lever, Decimal)>);

impl<'c> Factors<'c> {
    /// The scenario's levers, unless the shares of a group exceed 100 %.
    pub(super) fn of(plan: &'c Plan, scenario: &Scenario) -> Result<Self, LeverError> {
        let on = plan.levers.iter().filter_map(|lever| Some((lever, *scenario.levers.get(&lever.id)?)));
        let factors = Factors(on.collect());
        for group in factors.groups() {
            let sum = group.iter().map(|(_, share)| *share).try_fold(Decimal::ZERO, |sum, share| sum.plus(share));
            if !matches!(sum, Ok(sum) if sum <= Decimal::ONE) {
                let name = group[0].0.group.clone().unwrap_or_else(|| group[0].0.id.clone());
                let sum = sum.map_or("—".to_owned(), crate::amount::percent);
                return Err(LeverError { group: name, sum });
            }
        }
        Ok(factors)
    }

    /// Levers that exclude one another together; a lever without a group is a group of its own.
    fn groups(&self) -> Vec<Vec<(&'c Lever, Decimal)>> {
        let mut groups: Vec<Vec<(&Lever, Decimal)>> = Vec::new();
        for &(lever, share) in &self.0 {
            let same = groups.iter_mut().find(|group| lever.group.is_some() && group[0].0.group == lever.group);
            match same {
                Some(group) => group.push((lever, share)),
                None => groups.push(vec![(lever, share)]),
            }
        }
        groups
    }

    /// What is left of a line: Π over groups of (1 − Σ share × saving). Low is after the largest saving.
    pub(super) fn on(&self, line: &Line) -> Estimate {
        let touches =
            |lever: &Lever| lever.on.iter().any(|name| *name == line.id || *name == line.category || name == "all");
        let left = |pick: fn(&Estimate) -> Decimal| -> Result<Decimal, Overflow> {
            let mut factor = Decimal::ONE;
            for group in self.groups() {
                let mut rest = Decimal::ONE;
                for (lever, share) in group.iter().filter(|(lever, _)| touches(lever)) {
                    rest = rest.minus(share.times(pick(&lever.saves))?)?;
                }
                factor = factor.times(rest.max(Decimal::ZERO))?;
            }
            Ok(factor)
        };
        if self.0.is_empty() {
            return Estimate::exact(Decimal::ONE);
        }
        let none_saved = Decimal::ONE;
        Estimate {
            low: left(|saves| saves.high).unwrap_or(none_saved),
            expected: left(|saves| saves.expected).unwrap_or(none_saved),
            high: left(|saves| saves.low).unwrap_or(none_saved),
        }
    }
}

/// Whether a scenario's levers can be on together: the shares of a group stay within 100 %.
pub fn levers_fit(catalog: &Catalog, scenario: &Scenario) -> Result<(), LeverError> {
    super::plan_of(catalog, scenario).map_or(Ok(()), |plan| Factors::of(plan, scenario).map(drop))
}

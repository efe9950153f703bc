//! What is counted while drawing: losses, broken budgets, stages, and how inputs and figures vary together.

use super::Chance;
use super::sampled::rounded;
use crate::amount::Decimal;
use crate::engine::Outcome;

/// Counts and sums of some draws. Those of other draws can be added.
#[derive(Clone, Debug, Default)]
pub(super) struct Tally {
    /// Draws with a cost, and with a margin.
    costs: usize,
    margins: usize,
    losses: usize,
    over: usize,
    /// Draws in each stage of the plan.
    stages: Vec<usize>,
    /// Sums of cost and margin, and of each input.
    cost: Sums,
    margin: Sums,
    inputs: Vec<InputSums>,
}

/// Sums of a figure, off a centre that is near its mean so that no digits are lost.
#[derive(Clone, Copy, Debug, Default)]
struct Sums {
    one: f64,
    squared: f64,
}

/// Sums of an input, and of its products with the figures.
#[derive(Clone, Copy, Debug, Default)]
struct InputSums {
    own: Sums,
    with_cost: f64,
    with_margin: f64,
}

/// Figures beyond this are not told: a decimal holds 28 digits.
const MOST: f64 = 7e27;

/// A figure that can be told, else no number.
fn told(value: f64) -> f64 {
    if value.abs() < MOST { value } else { f64::NAN }
}

/// A share of a figure within which the last bits of a float are no difference.
const NOISE: f64 = 1e-12;

impl Tally {
    /// Room for so many inputs.
    pub(super) fn of(inputs: usize) -> Self {
        Tally { inputs: vec![InputSums::default(); inputs], ..Tally::default() }
    }

    /// Counts a draw: in a stage, with its outcome, and how far the inputs were from their centres. Answers cost, cost per
    /// user, margin and margin percent, no number where undefined.
    pub(super) fn count(
        &mut self,
        (stage, outcome): (usize, Outcome),
        budget: Option<f64>,
        centre: [f64; 2],
        off: impl Iterator<Item = f64>,
    ) -> [f64; 4] {
        if stage >= self.stages.len() {
            self.stages.resize(stage + 1, 0);
        }
        self.stages[stage] += 1;
        let Some(cost) = outcome.cost.filter(|cost| cost.abs() < MOST) else { return [f64::NAN; 4] };
        let Outcome { revenue, users, .. } = outcome;
        self.costs += 1;
        self.over += usize::from(budget.is_some_and(|budget| cost > budget + budget.abs() * NOISE));
        let margin = told(revenue - cost);
        if !margin.is_nan() {
            self.margins += 1;
            self.losses += usize::from(margin < -NOISE * cost.abs());
            self.vary([cost - centre[0], margin - centre[1]], off);
        }
        let per_user = if users > 0.0 { told(cost / users) } else { f64::NAN };
        let percent = if revenue > 0.0 { told(100.0 * margin / revenue) } else { f64::NAN };
        [cost, per_user, margin, percent]
    }

    fn vary(&mut self, [cost, margin]: [f64; 2], off: impl Iterator<Item = f64>) {
        self.cost.add(cost);
        self.margin.add(margin);
        for (sums, off) in self.inputs.iter_mut().zip(off) {
            sums.own.add(off);
            sums.with_cost += off * cost;
            sums.with_margin += off * margin;
        }
    }

    /// Both together.
    pub(super) fn plus(mut self, other: Tally) -> Self {
        self.costs += other.costs;
        self.margins += other.margins;
        self.losses += other.losses;
        self.over += other.over;
        self.stages.resize(self.stages.len().max(other.stages.len()), 0);
        for (sum, more) in self.stages.iter_mut().zip(other.stages) {
            *sum += more;
        }
        self.cost.plus(other.cost);
        self.margin.plus(other.margin);
        for (sums, more) in self.inputs.iter_mut().zip(other.inputs) {
            sums.own.plus(more.own);
            sums.with_cost += more.with_cost;
            sums.with_margin += more.with_margin;
        }
        self
    }

    /// The chance of a loss: a margin below 0.
    pub(super) fn loss(&self) -> Option<Chance> {
        Chance::of(self.losses, self.margins)
    }

    /// The chance of a cost above the budget.
    pub(super) fn over_budget(&self) -> Option<Chance> {
        Chance::of(self.over, self.costs)
    }

    /// The stages that any draw fell into, with how many did.
    pub(super) fn stages(&self) -> Vec<(usize, usize)> {
        self.stages.iter().copied().enumerate().filter(|(_, count)| *count > 0).collect()
    }

    /// The shares of the variance of cost and margin that a straight line in an input explains.
    pub(super) fn explained(&self, input: usize) -> [Option<Decimal>; 2] {
        let of = &self.inputs[input];
        let n = self.margins as f64;
        [(of.with_cost, &self.cost), (of.with_margin, &self.margin)].map(|(with, figure)| {
            let (own, theirs) = (of.own.variance(n)?, figure.variance(n)?);
            let together = n * with - of.own.one * figure.one;
            Some(rounded((together * together / (own * theirs)).min(1.0), 6))
        })
    }
}

impl Sums {
    fn add(&mut self, value: f64) {
        self.one += value;
        self.squared += value * value;
    }

    fn plus(&mut self, other: Sums) {
        self.one += other.one;
        self.squared += other.squared;
    }

    /// n² × the variance; none where nothing but the last bits of floats varies.
    fn variance(&self, n: f64) -> Option<f64> {
        let variance = n * self.squared - self.one * self.one;
        (variance > NOISE * n * self.squared).then_some(variance)
    }
}

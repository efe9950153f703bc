//! Monte Carlo: what a scenario costs where sliders are spread, and what documents print as ranges lies anywhere in them.

mod draw;
mod order;
mod sampled;
mod tally;
mod threads;

pub use sampled::{Bin, Chance, Distribution, Percentile};

use crate::amount::{Decimal, Number, Overflow};
use crate::catalog::{Catalog, Metric, Plan, RuleKind};
use crate::engine::{self, Quote, Range, Uncertain};
use crate::scenario::{Scenario, Spread};
use draw::Drawer;
use std::ops::RangeInclusive;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering::Relaxed};
use tally::Tally;

/// How many draws there can be; each takes 32 bytes until the answer is there.
pub const DRAWS: RangeInclusive<usize> = 1..=10_000_000;

/// Draws that follow one another from one state of the generator. Their number is fixed, so that the answer does not
/// depend on how many threads share them.
const BLOCK: usize = 8192;

/// How to draw.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draws {
    /// How many, within [`DRAWS`].
    pub count: usize,
    /// The same seed gives the same draws.
    pub seed: u64,
    /// One draw for all ranges of lines and totals, in place of one each: all low together, as documents add their lows.
    /// What levers save is drawn by itself either way.
    pub together: bool,
    /// What a month may cost; the plan's own budget unless given, see [`budget`].
    pub budget: Option<Decimal>,
    /// Threads to draw in; at least 1.
    pub threads: usize,
}

/// Why there is no answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoRisk {
    /// Too few or too many draws.
    #[error("draws: expected 1 to 10,000,000, not {0}")]
    Draws(usize),
    /// The catalog is empty.
    #[error("the catalog has no plan")]
    NoPlan,
    /// What levers leave can't be held.
    #[error("a figure needs more than 28 digits")]
    TooLarge,
    /// `watch` said to stop.
    #[error("stopped before the last draw")]
    Cancelled,
}

/// A figure that is drawn. Of money, what is told is rounded to cents, of a user to four places.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Drawn {
    /// What a month costs.
    Cost,
    /// What a user costs; undefined without users.
    CostPerUser,
    /// Revenue minus cost.
    Margin,
    /// The margin as percent of revenue; undefined without revenue.
    MarginPercent,
}

/// What a scenario may cost, and how likely that is. All but the quote is sampled.
#[derive(Clone, Debug)]
pub struct Risk {
    /// How it was drawn.
    pub draws: Draws,
    /// The exact answer where everything is as expected.
    pub quote: Quote,
    /// Cost, cost per user, margin and margin percent, in the order of [`Drawn::ALL`].
    pub figures: [Sampled; 4],
    /// Of draws with a margin, how many make a loss.
    pub loss: Option<Chance>,
    /// The budget, with how many of the draws with a cost break it.
    pub over_budget: Option<(Decimal, Option<Chance>)>,
    /// What is uncertain, by what it explains of the variance of the cost, most first. Empty where nothing is.
    pub inputs: Vec<Input>,
    /// How many draws fell into each stage of the plan that any fell into.
    pub stages: Vec<(usize, usize)>,
}

/// One figure over all draws.
#[derive(Clone, Debug)]
pub struct Sampled {
    /// Which.
    pub figure: Drawn,
    /// Draws in which it is undefined; they are left out.
    pub undefined: usize,
    /// The others; none where there are none.
    pub distribution: Option<Distribution>,
}

/// Something uncertain.
#[derive(Clone, Debug)]
pub struct Input {
    /// What it is, and what it was drawn from.
    pub of: Open,
    /// The share of the variance of the cost that a straight line in this input alone explains (r²). Shares of several
    /// inputs need not sum to 1: what is curved, steps, or acts together is in none of them. None where nothing varies.
    pub of_cost: Option<Decimal>,
    /// The same of the margin.
    pub of_margin: Option<Decimal>,
}

/// What can be uncertain.
#[derive(Clone, Debug)]
pub enum Open {
    /// A slider, by its place in the catalog, with the user's spread.
    Slider(usize, Spread),
    /// A printed range, uniform between its ends: no document prints another weight. Or a factor, uniform from the least of
    /// its months to the most: which of them the quote stands at says nothing of how likely the others are.
    Range(Range),
}

impl Drawn {
    /// All of them.
    pub const ALL: [Drawn; 4] = [Drawn::Cost, Drawn::CostPerUser, Drawn::Margin, Drawn::MarginPercent];

    /// Decimal places that what is told of it is rounded to.
    fn places(self) -> u32 {
        if self == Drawn::CostPerUser { 4 } else { 2 }
    }

    /// Its exact value in a quote; none where it is undefined.
    pub fn quoted(self, quote: &Quote) -> Option<Decimal> {
        let economics = &quote.economics;
        match self {
            Drawn::Cost => quote.cost.ok().map(|cost| cost.expected),
            Drawn::CostPerUser => economics.cost_per_user.map(|cost| cost.expected),
            Drawn::Margin => economics.margin.map(|margin| margin.expected),
            Drawn::MarginPercent => economics.margin_share?.times(Decimal::ONE_HUNDRED).ok(),
        }
    }
}

/// The budget that the plan sets for a month of a stage, if it sets one.
pub fn budget(catalog: &Catalog, plan: &Plan, stage: &str) -> Option<Decimal> {
    let cost = |metric: &str| matches!(catalog.metric(metric), Some(Metric::Cost { day: false }));
    let here = |of: &Option<String>| of.as_ref().is_none_or(|of| of == stage);
    let mut budgets = plan.rules.iter().filter(|rule| rule.kind == RuleKind::Budget && rule.of.is_none());
    budgets.find(|rule| cost(&rule.metric) && here(&rule.stage)).map(|rule| rule.is.threshold)
}

/// Draws what is uncertain in a scenario. `watch` is told how many draws are done, from any of the threads, and answers
/// whether to go on.
pub fn simulate(
    catalog: &Catalog,
    scenario: &Scenario,
    draws: &Draws,
    watch: &(dyn Fn(usize) -> bool + Sync),
) -> Result<Risk, NoRisk> {
    if !DRAWS.contains(&draws.count) {
        return Err(NoRisk::Draws(draws.count));
    }
    let plan = engine::plan_of(catalog, scenario).ok_or(NoRisk::NoPlan)?;
    let model = Uncertain::of(catalog, scenario, draws.together).ok_or(NoRisk::NoPlan)?;
    let drawer = Drawer::of(catalog, scenario, model.map_err(|Overflow| NoRisk::TooLarge)?);
    let quote = engine::quote(catalog, scenario);
    let budget = draws.budget.or_else(|| budget(catalog, plan, &quote.stage.stage));
    if drawer.draws_nothing() {
        return Ok(certain(draws, quote, budget));
    }
    let (columns, tally) = drawn(&drawer, draws, budget, watch).ok_or(NoRisk::Cancelled)?;
    let of_each = threads::share(
        draws.threads,
        Drawn::ALL.into_iter().zip(columns).collect(),
        || (),
        |(), (figure, values)| Sampled::of(figure, values),
    );
    let Ok(figures) = <[Sampled; 4]>::try_from(of_each) else { return Err(NoRisk::Cancelled) };
    Ok(Risk {
        draws: draws.clone(),
        quote,
        figures,
        loss: tally.loss(),
        over_budget: budget.map(|budget| (budget, tally.over_budget())),
        inputs: drawer.inputs(&tally),
        stages: tally.stages(),
    })
}

/// All draws, in blocks that threads share: a column for each figure, and what is counted on the way. None if stopped.
fn drawn(
    drawer: &Drawer,
    draws: &Draws,
    budget: Option<Decimal>,
    watch: &(dyn Fn(usize) -> bool + Sync),
) -> Option<([Vec<f64>; 4], Tally)> {
    let mut columns = Drawn::ALL.map(|_| vec![f64::NAN; draws.count]);
    let (done, stopped) = (AtomicUsize::new(0), AtomicBool::new(false));
    let [cost, per_user, margin, percent] = &mut columns;
    let money = cost.chunks_mut(BLOCK).zip(margin.chunks_mut(BLOCK));
    let relative = per_user.chunks_mut(BLOCK).zip(percent.chunks_mut(BLOCK));
    let blocks = draw::generators(draws.seed).zip(money.zip(relative)).collect();
    let tallies = threads::share(
        draws.threads,
        blocks,
        || drawer.clone(),
        |drawer, (generator, ((cost, margin), (per_user, percent)))| {
            if stopped.load(Relaxed) {
                return None;
            }
            let count = cost.len();
            let tally = drawer.block(generator, budget.map(f64::of), [cost, per_user, margin, percent]);
            let before = done.fetch_add(count, Relaxed);
            if !watch(before + count) {
                stopped.store(true, Relaxed);
            }
            Some(tally)
        },
    );
    if stopped.load(Relaxed) && done.load(Relaxed) < draws.count {
        return None;
    }
    // In the order of the blocks: sums of floats depend on it.
    let tally = tallies.into_iter().collect::<Option<Vec<Tally>>>()?.into_iter().reduce(Tally::plus)?;
    Some((columns, tally))
}

/// The answer where nothing is uncertain: the quote, exactly, in every draw.
fn certain(draws: &Draws, quote: Quote, budget: Option<Decimal>) -> Risk {
    let count = draws.count;
    let figure = |figure: Drawn| {
        let distribution = figure.quoted(&quote).map(|value| Distribution::certain(value, count));
        Sampled { figure, undefined: if distribution.is_some() { 0 } else { count }, distribution }
    };
    let always = |is: bool| Chance::of(if is { count } else { 0 }, count);
    let figures = Drawn::ALL.map(figure);
    let loss = Drawn::Margin.quoted(&quote).and_then(|margin| always(margin < Decimal::ZERO));
    let over = |budget: Decimal| Drawn::Cost.quoted(&quote).and_then(|cost| always(cost > budget));
    let over_budget = budget.map(|budget| (budget, over(budget)));
    let stages = vec![(quote.stage.index, count)];
    Risk { draws: draws.clone(), quote, figures, loss, over_budget, inputs: Vec::new(), stages }
}

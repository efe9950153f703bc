//! Sweep: what a month costs and leaves along a slider, with the stages and the cliffs between them at the very value.

use crate::amount::{Decimal, Number};
use crate::catalog::{Catalog, Plan, Scale, Slider};
use crate::engine::{Point, Road};
use crate::scenario::Scenario;
use std::thread;

/// Where a sweep looks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Along {
    /// The slider, by its place in the catalog.
    pub slider: usize,
    /// The first value.
    pub from: Decimal,
    /// The last value.
    pub to: Decimal,
    /// How many values, the ends among them.
    pub points: usize,
    /// Whether they stand in equal ratios or equal differences.
    pub spacing: Scale,
}

/// What a sweep found.
#[derive(Clone, Debug)]
pub struct Sweep {
    /// The slider, by its place in the catalog.
    pub slider: usize,
    /// The values that were looked at, rising; at each cliff the last value before it and the first behind it are among
    /// them.
    pub points: Vec<Point>,
    /// Where stages begin.
    pub cliffs: Vec<Step>,
    /// Where the plan's last band ends, if that is within the sweep.
    pub beyond: Option<Decimal>,
}

/// The first value of a stage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// The value.
    pub at: Decimal,
    /// The stage that ends before it, by its place in the plan.
    pub from: usize,
    /// The stage that begins with it.
    pub to: usize,
    /// What that step adds to the expected cost; below 0 where the next stage is cheaper. None where it can't be held.
    pub adds: Option<Decimal>,
    /// The same as a share of the cost before.
    pub share: Option<Decimal>,
}

/// The most values of a sweep.
pub const MOST_POINTS: usize = 1_000_000;

/// Values from which on two threads are worth starting.
const WORTH_THREADS: usize = 4_000;

impl Along {
    /// The whole of what a plan speaks of along a slider: of users its bands and a little beyond; of another slider a
    /// tenth to ten times of where it stands, or all of a linear one.
    pub fn of(catalog: &Catalog, plan: &Plan, scenario: &Scenario, slider: usize, points: usize) -> Self {
        let of = &catalog.sliders[slider];
        let now = scenario.value(catalog, of);
        let (from, to) = match of.scale {
            Scale::Linear => (of.min, of.max),
            Scale::Log if of.id == "users" => users_of(plan, now),
            Scale::Log => around(of, now),
        };
        Along { slider, from: of.clamp(from), to: of.clamp(to), points, spacing: of.scale }
    }

    /// The values: on the slider's grain, each once.
    pub fn values(&self, slider: &Slider) -> Vec<Decimal> {
        let (from, to) = (f64::of(self.from), f64::of(self.to));
        let steps = self.points.saturating_sub(1).max(1) as f64;
        let place = |at: usize| match self.spacing {
            Scale::Log if from > 0.0 => from * ((to / from).ln() / steps * at as f64).exp(),
            _ => from + (to - from) / steps * at as f64,
        };
        let grain = slider.grain();
        let on_grain = |value: f64| {
            let grains = Decimal::try_from(value / f64::of(grain)).ok()?.round();
            grains.times(grain).ok().map(|value| value.clamp(self.from, self.to))
        };
        let inner = (1..self.points.saturating_sub(1)).filter_map(|at| on_grain(place(at)));
        let mut values: Vec<Decimal> = std::iter::once(self.from).chain(inner).chain([self.to]).collect();
        values.dedup();
        values
    }
}

/// Users from a tenth of the plan's first edge to four times its last.
fn users_of(plan: &Plan, now: Decimal) -> (Decimal, Decimal) {
    let edges = plan.stages.iter().flat_map(|stage| [stage.low, stage.high]).flatten().chain([now]);
    let edges: Vec<Decimal> = edges.filter(|edge| *edge > Decimal::ZERO).collect();
    let least = edges.iter().copied().min().unwrap_or(Decimal::ONE);
    let most = edges.iter().copied().max().unwrap_or(Decimal::ONE);
    let tenth = least.over(Decimal::TEN).map_or(least, |least| least.round().max(Decimal::ONE));
    (tenth, most.times(Decimal::from(4)).unwrap_or(most))
}

fn around(slider: &Slider, now: Decimal) -> (Decimal, Decimal) {
    let now = if now.is_zero() { slider.least.max(Decimal::ONE) } else { now };
    let tenth = now.over(Decimal::TEN).unwrap_or(now).max(slider.least);
    (tenth, now.times(Decimal::TEN).unwrap_or(now))
}

/// The expected figures along a slider, and the cliffs. None in a catalog without plans.
pub fn sweep(catalog: &Catalog, scenario: &Scenario, along: &Along) -> Option<Sweep> {
    let road = Road::along(catalog, scenario, along.slider)?;
    let inside = |value: &Decimal| (along.from..=along.to).contains(value);
    let edges = road.stretches.iter().flat_map(|on| [on.from, on.to]).filter(|edge| inside(edge));
    let mut values = along.values(&catalog.sliders[along.slider]);
    values.extend(edges);
    values.sort_unstable();
    values.dedup();
    let points = points(catalog, scenario, along.slider, &values);
    let beyond = road.stretches.last().and_then(|last| last.beyond).filter(inside);
    Some(Sweep { slider: along.slider, points, cliffs: cliffs(road, inside), beyond })
}

/// Each value priced, by as many threads as there are cores where that is worth it.
fn points(catalog: &Catalog, scenario: &Scenario, slider: usize, values: &[Decimal]) -> Vec<Point> {
    let priced = |values: &[Decimal]| -> Vec<Point> {
        let Some(mut road) = Road::along(catalog, scenario, slider) else { return Vec::new() };
        values.iter().filter_map(|value| road.point(*value)).collect()
    };
    let cores = if values.len() < WORTH_THREADS { 1 } else { thread::available_parallelism().map_or(1, usize::from) };
    if cores == 1 {
        return priced(values);
    }
    thread::scope(|scope| {
        let parts = values.chunks(values.len().div_ceil(cores));
        let threads: Vec<_> = parts.map(|part| scope.spawn(|| priced(part))).collect();
        let done =
            threads.into_iter().map(|thread| thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)));
        done.flatten().collect()
    })
}

fn cliffs(mut road: Road, inside: impl Fn(&Decimal) -> bool) -> Vec<Step> {
    let pairs: Vec<(Decimal, Decimal)> =
        road.stretches.windows(2).map(|pair| (pair[0].to, pair[1].from)).filter(|(_, from)| inside(from)).collect();
    let steps = pairs.into_iter().filter_map(|(last, first)| {
        let (before, after) = (road.point(last)?, road.point(first)?);
        let adds = after.cost.and_then(|after| after.minus(before.cost?)).ok();
        let share = adds.zip(before.cost.ok()).and_then(|(adds, before)| adds.over(before).ok());
        Some(Step { at: first, from: before.stage, to: after.stage, adds, share })
    });
    steps.collect()
}

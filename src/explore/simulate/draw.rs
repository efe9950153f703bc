//! Drawing: random numbers to sliders and places in ranges, in blocks that each have a stretch of the generator to themselves.

use super::tally::Tally;
use super::{Input, Open};
use crate::amount::Number;
use crate::catalog::{Catalog, Slider};
use crate::engine::Uncertain;
use crate::scenario::{Law, Scenario, Spread};
use rand_distr::{Distribution, StandardNormal};
use rand_xoshiro::Xoshiro256PlusPlus;
use rand_xoshiro::rand_core::{Rng, SeedableRng};
use std::cmp::Reverse;

/// The generator of each block: 2^128 numbers after that of the block before, so that none is ever drawn twice.
pub(super) fn generators(seed: u64) -> impl Iterator<Item = Xoshiro256PlusPlus> {
    let next = |before: &Xoshiro256PlusPlus| {
        let mut next = before.clone();
        next.jump();
        Some(next)
    };
    std::iter::successors(Some(Xoshiro256PlusPlus::seed_from_u64(seed)), next)
}

/// A slider that is drawn.
#[derive(Clone, Debug)]
struct Drawn {
    at: usize,
    spread: Spread,
    law: Law,
    min: f64,
    max: f64,
    whole: bool,
}

/// A scenario with the room that a draw takes: nothing is allocated while drawing.
#[derive(Clone)]
pub(super) struct Drawer {
    model: Uncertain,
    sliders: Vec<Drawn>,
    /// Where the sliders stand, and the place in each range.
    values: Vec<f64>,
    places: Vec<f64>,
    /// Near the means of the sliders, of the cost and of the margin.
    centres: Vec<f64>,
    centre: [f64; 2],
}

/// The middle of a range.
const MIDDLE: f64 = 0.5;

impl Drawer {
    pub(super) fn of(catalog: &Catalog, scenario: &Scenario, mut model: Uncertain) -> Self {
        let drawn = |(at, slider): (usize, &Slider)| Some(Drawn::of(at, slider, scenario.spreads.get(&slider.id)?));
        let sliders: Vec<Drawn> = catalog.sliders.iter().enumerate().filter_map(drawn).collect();
        let centres: Vec<f64> = sliders.iter().map(Drawn::centre).collect();
        let places = vec![MIDDLE; model.ranges().len()];
        model.move_to(sliders.iter().map(|slider| slider.at).zip(centres.iter().copied()));
        let middle = model.at(&places);
        let finite = |value: f64| if value.is_finite() { value } else { 0.0 };
        let centre = middle.cost.map_or([0.0; 2], |cost| [cost, finite(middle.revenue - cost)]);
        Drawer { model, values: centres.clone(), sliders, places, centres, centre }
    }

    /// Whether nothing is uncertain.
    pub(super) fn draws_nothing(&self) -> bool {
        self.sliders.is_empty() && self.places.is_empty()
    }

    /// Draws a block: a value of each figure for each draw.
    pub(super) fn block(
        &mut self,
        mut generator: Xoshiro256PlusPlus,
        budget: Option<f64>,
        [cost, per_user, margin, percent]: [&mut [f64]; 4],
    ) -> Tally {
        let mut tally = Tally::of(self.sliders.len() + self.places.len());
        let money = cost.iter_mut().zip(margin);
        for ((cost, margin), (per_user, percent)) in money.zip(per_user.iter_mut().zip(percent)) {
            [*cost, *per_user, *margin, *percent] = self.draw(&mut generator, budget, &mut tally);
        }
        tally
    }

    fn draw(&mut self, generator: &mut Xoshiro256PlusPlus, budget: Option<f64>, tally: &mut Tally) -> [f64; 4] {
        for (value, slider) in self.values.iter_mut().zip(&self.sliders) {
            *value = slider.draw(generator);
        }
        let moved = self.sliders.iter().map(|slider| slider.at).zip(self.values.iter().copied());
        let open = self.model.move_to(moved);
        for place in open.iter().flat_map(|open| open.clone()) {
            self.places[place] = unit(generator);
        }
        let outcome = self.model.at(&self.places);
        let sliders = self.values.iter().zip(&self.centres).map(|(value, centre)| value - centre);
        let off = sliders.chain(self.places.iter().map(|place| place - MIDDLE));
        let figures = tally.count((self.model.stage(), outcome), budget, self.centre, off);
        // What is in the range of another stage says nothing of the next draw.
        self.places[open[1].clone()].fill(MIDDLE);
        figures
    }

    /// What is uncertain in the stages that were met, by what it explains of the cost, most first.
    pub(super) fn inputs(&self, tally: &Tally) -> Vec<Input> {
        let sliders = self.sliders.iter().map(|slider| Open::Slider(slider.at, slider.spread.clone()));
        let met = tally.stages();
        let all = sliders.chain(self.model.ranges().iter().cloned().map(Open::Range)).enumerate();
        let is_met = |of: &Open| match of {
            Open::Range(range) => range.stage.is_none_or(|stage| met.iter().any(|(met, _)| *met == stage)),
            Open::Slider(..) => true,
        };
        let mut inputs: Vec<Input> = all
            .filter(|(_, of)| is_met(of))
            .map(|(at, of)| {
                let [of_cost, of_margin] = tally.explained(at);
                Input { of, of_cost, of_margin }
            })
            .collect();
        inputs.sort_by_key(|input| Reverse((input.of_cost, input.of_margin)));
        inputs
    }
}

impl Drawn {
    fn of(at: usize, slider: &Slider, spread: &Spread) -> Self {
        let (min, max) = (f64::of(slider.min), f64::of(slider.max));
        Drawn { at, spread: spread.clone(), law: spread.law(), min, max, whole: slider.whole }
    }

    /// A value, held to the slider's ends, and rounded down where it takes only whole numbers.
    fn draw(&self, generator: &mut Xoshiro256PlusPlus) -> f64 {
        let normal = |generator: &mut Xoshiro256PlusPlus| -> f64 { StandardNormal.sample(generator) };
        self.held(match self.law {
            Law::Uniform { low, high } => low + (high - low) * unit(generator),
            Law::Triangular { low, mode, high } => triangular(low, mode, high, unit(generator)),
            Law::Normal { mean, deviation } => mean + deviation * normal(generator),
            Law::Lognormal { mean, deviation } => (mean + deviation * normal(generator)).exp(),
        })
    }

    fn held(&self, value: f64) -> f64 {
        let value = value.clamp(self.min, self.max);
        if self.whole { value.floor() } else { value }
    }

    /// A value near the middle of it.
    fn centre(&self) -> f64 {
        self.held(match self.law {
            Law::Uniform { low, high } => low + (high - low) * MIDDLE,
            Law::Triangular { mode, .. } => mode,
            Law::Normal { mean, .. } => mean,
            Law::Lognormal { mean, .. } => mean.exp(),
        })
    }
}

/// A number from 0 up to 1: the 53 high bits of the next 64.
fn unit(generator: &mut Xoshiro256PlusPlus) -> f64 {
    (generator.next_u64() >> 11) as f64 * (1.0 / (1u64 << 53) as f64)
}

/// The value that a share of a triangular distribution lies below: the inverse of its distribution function.
fn triangular(low: f64, mode: f64, high: f64, share: f64) -> f64 {
    let width = high - low;
    let below = (mode - low) / width;
    if share < below {
        low + (share * width * (mode - low)).sqrt()
    } else {
        high - ((1.0 - share) * width * (high - mode)).sqrt()
    }
}

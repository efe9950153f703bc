//! A whole scenario as floats, compiled once to be priced at many places of what is uncertain in it: what draws are made on.

use super::bill::{Drawn, Figures};
use super::demand::Demand;
use super::levers::{Factors, Parted};
use super::rates::Rate;
use super::road::{Road, Stretch};
use crate::amount::{Decimal, Estimate, Number, Overflow, Part};
use crate::catalog::{Catalog, Effect};
use crate::scenario::Scenario;
use std::ops;
use std::sync::Arc;

/// What is left open: by a document that prints a range, or by the months of a bill.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Range {
    /// Whose range it is.
    pub of: RangeOf,
    /// The stage it belongs to, by its place in the plan; none of what belongs to all of them.
    pub stage: Option<usize>,
    /// What it is called.
    pub name: String,
    /// Its ends: of a line or total the amount that is printed, of a lever the share that it saves, of a factor itself. None of
    /// several at once.
    pub ends: Option<(Decimal, Decimal)>,
}

/// Whose range it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RangeOf {
    /// The amount of a line.
    Line,
    /// A stated total, or a headline.
    Total,
    /// What a lever saves.
    Lever,
    /// What a bill asks for a category, as a multiple: all of its lines at once.
    Factor,
    /// Every line and total: all are low together, and high together.
    Together,
}

/// The figures at one place of everything. A cost is none where it can't be held.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Outcome {
    /// What a month costs.
    pub cost: Option<f64>,
    /// What comes in.
    pub revenue: f64,
    /// Users, or customers.
    pub users: f64,
}

/// A scenario ready to be priced anywhere in what is uncertain: the same terms as a quote, as floats. A copy is independent.
#[derive(Clone)]
pub struct Uncertain {
    demand: Demand<f64>,
    road: Vec<Compiled>,
    here: usize,
    ranges: Arc<[Range]>,
    /// How many of them belong to all stages: those of levers and factors, which come first.
    shared: usize,
    done: Figures<f64>,
}

/// A stretch of the road.
#[derive(Clone)]
struct Compiled {
    /// The last value of users on it.
    to: f64,
    /// Its stage, by its place in the plan.
    stage: usize,
    bill: Drawn,
    /// Of each term, and of a printed total after them, the range it is in; none where it is in none.
    ranges: Vec<Option<usize>>,
    /// Its own ranges.
    own: ops::Range<usize>,
    /// What levers with a range leave of terms.
    parted: Vec<(usize, Parted)>,
    /// Of terms that a range of the bill multiplies, the range, and the factor.
    factors: Vec<(usize, usize, Estimate<f64>)>,
}

impl Uncertain {
    /// The scenario; all ranges of lines are one if `together`. None in an empty catalog.
    pub fn of(catalog: &Catalog, scenario: &Scenario, together: bool) -> Option<Result<Self, Overflow>> {
        let (road, plan) = (Road::of(catalog, scenario)?, super::plan_of(catalog, scenario)?);
        let factors = Factors::of(plan, scenario).unwrap_or_default();
        // Without a spread of users only one stage is ever met.
        let all = scenario.spreads.contains_key("users");
        let met = road.at(road.demand.users()).map(|stretch| stretch.from);
        let stretches = road.stretches.iter().filter(|stretch| all || Some(stretch.from) == met);
        Some(Compiler { together, ranges: Vec::new() }.compile(&factors, stretches.collect()).map(|(road, ranges)| {
            let shared = ranges.iter().filter(|range| matches!(range.of, RangeOf::Lever | RangeOf::Factor)).count();
            let demand = Demand::<f64>::of(catalog, scenario);
            Uncertain { demand, road, here: 0, ranges: ranges.into(), shared, done: Vec::new() }
        }))
    }

    /// What the documents leave open. Each has a place from 0, the low end of the cost, to 1.
    pub fn ranges(&self) -> &[Range] {
        &self.ranges
    }

    /// Moves sliders, by their places in the catalog, and says in which ranges the figures then stand: those of levers and factors
    /// come first, those of the stage that users pick are the second part.
    pub fn move_to(&mut self, sliders: impl IntoIterator<Item = (usize, f64)>) -> [ops::Range<usize>; 2] {
        self.demand.set_all(sliders);
        let users = self.demand.users().floor();
        // Beyond all of them the last.
        self.here =
            self.road.iter().position(|stretch| users <= stretch.to).unwrap_or(self.road.len().saturating_sub(1));
        [0..self.shared, self.road.get(self.here).map_or(0..0, |stretch| stretch.own.clone())]
    }

    /// The stage that users pick, by its place in the plan.
    pub fn stage(&self) -> usize {
        self.road.get(self.here).map_or(0, |stretch| stretch.stage)
    }

    /// The figures where the sliders stand, with the place in each range.
    pub fn at(&mut self, places: &[f64]) -> Outcome {
        let (revenue, users) = (self.demand.revenue().unwrap_or(f64::NAN), self.demand.users());
        let Some(stretch) = self.road.get_mut(self.here) else { return Outcome { cost: None, revenue, users } };
        for (term, parted) in &stretch.parted {
            let left = &mut stretch.bill.terms[*term].left;
            left.factor = Estimate::exact(parted.left(places) * left.over);
        }
        for (term, range, factor) in &stretch.factors {
            let between = along(*factor, places[*range]);
            if let Rate::Billed { factor, .. } = &mut stretch.bill.terms[*term].rate {
                *factor = Estimate::exact(between);
            }
        }
        let part = |term: usize| Part(stretch.ranges[term].map_or(0.5, |range| places[range]));
        let cost = stretch.bill.cost_at(part, &self.demand, &mut self.done).filter(|cost| cost.is_finite());
        Outcome { cost, revenue, users }
    }
}

/// A place in a factor: even from end to end, whichever of its months is the expected one. Were each side of that drawn as
/// often as the other, half of all draws would lie at the end where it is the least or the most.
fn along(factor: Estimate<f64>, place: f64) -> f64 {
    factor.low + (factor.high - factor.low) * place
}

struct Compiler {
    together: bool,
    ranges: Vec<Range>,
}

impl Compiler {
    fn compile(mut self, factors: &Factors, stretches: Vec<&Stretch>) -> Result<(Vec<Compiled>, Vec<Range>), Overflow> {
        let mut parted = stretches.iter().map(|stretch| stretch.bill.parted(factors)).collect::<Result<Vec<_>, _>>()?;
        for (at, lever) in factors.ranged().into_iter().enumerate() {
            let moved = parted.iter_mut().flatten().flat_map(|(_, parted)| parted.levers()).filter(|of| **of == at);
            let moved: Vec<&mut usize> = moved.collect();
            // One that touches nothing here is nothing to draw.
            if let (Effect::Saves(saves), false) = (&lever.effect, moved.is_empty()) {
                moved.into_iter().for_each(|of| *of = self.ranges.len());
                let ends = Some((saves.low, saves.high));
                self.ranges.push(Range { of: RangeOf::Lever, stage: None, name: lever.name.clone(), ends });
            }
        }
        let open = stretches.iter().flat_map(|stretch| stretch.bill.open_factors());
        for (_, category, factor) in open {
            if self.factor_of(category).is_none() {
                let (name, ends) = (category.to_owned(), Some((factor.low, factor.high)));
                self.ranges.push(Range { of: RangeOf::Factor, stage: None, name, ends });
            }
        }
        let shared = self.ranges.len();
        let road =
            stretches.iter().zip(parted).map(|(stretch, parted)| self.stretch(stretch, parted, shared)).collect();
        Ok((road, self.ranges))
    }

    /// The place of the range of a category's factor.
    fn factor_of(&self, category: &str) -> Option<usize> {
        self.ranges.iter().position(|range| range.of == RangeOf::Factor && range.name == category)
    }

    fn stretch(&mut self, stretch: &Stretch, parted: Vec<(usize, Parted)>, shared: usize) -> Compiled {
        let bill = stretch.bill.drawn();
        let mut ranges = vec![None; bill.terms.len() + 1];
        let from = if self.together { shared } else { self.ranges.len() };
        let printed = stretch.bill.printed_range().map(|range| (bill.terms.len(), None, range));
        let lines = stretch.bill.open_lines().map(|(at, line, range)| (at, Some(line.item.as_str()), range));
        for (at, line, range) in lines.chain(printed) {
            ranges[at] = Some(self.range_of(shared, stretch, line, range));
        }
        let own = from..self.ranges.len();
        let factors = stretch.bill.open_factors();
        let factors = factors.filter_map(|(at, category, factor)| Some((at, self.factor_of(category)?, factor.of())));
        let factors = factors.collect();
        Compiled { to: f64::of(stretch.to), stage: stretch.stage, bill, ranges, own, parted, factors }
    }

    /// The place of a range among all of them.
    fn range_of(&mut self, shared: usize, stretch: &Stretch, line: Option<&str>, range: Estimate) -> usize {
        if self.together {
            if self.ranges.len() == shared {
                let name = "every range of a line or total".to_owned();
                self.ranges.push(Range { of: RangeOf::Together, stage: None, name, ends: None });
            }
            return shared;
        }
        let (of, name) = line.map_or((RangeOf::Total, "printed total"), |line| (RangeOf::Line, line));
        let (stage, ends) = (Some(stretch.stage), Some((range.low, range.high)));
        self.ranges.push(Range { of, stage, name: name.to_owned(), ends });
        self.ranges.len() - 1
    }
}

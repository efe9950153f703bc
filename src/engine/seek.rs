//! Where along a slider a metric is as wanted: every span of values, exact to the slider's grain.
//!
//! Inside a stage all that a metric is made of rises with what quantities follow. So the ends of a stretch bound
//! everything in it, and only stretches whose sign is open are split: no step is walked, and none is jumped over.

use super::bill::Bill;
use super::demand::Demand;
use super::gauge::{Gauge, Parts, Wanted};
use super::road::{Road, Stretch};
use crate::amount::{Decimal, Number, Overflow};
use crate::catalog::{Catalog, Comparison, Metric};
use crate::scenario::Scenario;

/// Values of a slider, both ends in it; `to` is none where it goes on to the slider's end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Interval {
    /// The first.
    pub from: Decimal,
    /// The last.
    pub to: Option<Decimal>,
}

/// Where a metric is as wanted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// All spans of values, by rising values.
    pub spans: Vec<Interval>,
    /// False where so many steps cross the threshold that not all of them were told apart.
    pub complete: bool,
    /// The least and the most that the metric was at the values that were looked at, and where.
    pub tried: Option<[Tried; 2]>,
}

/// A metric at a value of the slider.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tried {
    /// The value.
    pub at: Decimal,
    /// The metric there.
    pub metric: Decimal,
}

/// All values of a slider, by its place in the catalog, at which a metric compares as wanted, the rest of the scenario as
/// it is. None where the metric can't be asked so: the user answers it, or it belongs to a rule.
pub fn seek(
    catalog: &Catalog,
    scenario: &Scenario,
    (metric, is): (Metric, Comparison),
    slider: usize,
) -> Option<Result<Found, Overflow>> {
    let gauge = Gauge::of(metric)?;
    let road = Road::along(catalog, scenario, slider)?;
    let grain = catalog.sliders.get(slider)?.grain();
    Some(Wanted::of(gauge, is).map(|wanted| Search::of(&road, &wanted, grain, true).found()))
}

/// Where the expected margin is 0 or more, along the users of a road.
pub(super) fn break_even(road: &Road) -> Found {
    let covers = Comparison { sign: crate::catalog::Sign::AtLeast, threshold: Decimal::ZERO };
    match Wanted::of(Gauge::margin(), covers) {
        Ok(wanted) => Search::of(road, &wanted, Decimal::ONE, false).found(),
        Err(Overflow) => Found::default(),
    }
}

/// Probes after which a search gives up telling steps apart.
const MOST_PROBES: usize = 4000;

struct Search<'a, 'c> {
    road: &'a Road<'c>,
    wanted: &'a Wanted<'c>,
    grain: Decimal,
    /// Whether what quantities follow rises with the slider throughout, so that a stretch is bounded by its ends as they are.
    rises: bool,
    /// Whether it is in proportion to the slider.
    linear: bool,
    /// Whether to look at what the metric itself is.
    looks: bool,
    /// Spans in grains.
    spans: Vec<(Decimal, Decimal)>,
    probes: usize,
    complete: bool,
    tried: Option<[Tried; 2]>,
}

struct Probe {
    /// The value in grains.
    at: Decimal,
    parts: Parts,
    /// Whether the metric is as wanted; none where it is undefined.
    holds: Option<bool>,
    demand: Demand,
}

impl<'a, 'c> Search<'a, 'c> {
    fn of(road: &'a Road<'c>, wanted: &'a Wanted<'c>, grain: Decimal, looks: bool) -> Self {
        let course = road.demand.course(road.slider);
        let (rises, linear) = (!course.falls, course.degree <= 1);
        Search { road, wanted, grain, rises, linear, looks, spans: Vec::new(), probes: 0, complete: true, tried: None }
    }

    fn found(mut self) -> Found {
        let road = self.road;
        let mut last = None;
        for stretch in &road.stretches {
            let ends =
                stretch.from.over_up(self.grain).and_then(|from| Ok((from, stretch.to.over(self.grain)?.down())));
            match ends {
                Ok((from, to)) if from <= to => {
                    self.stretch_of(stretch, from, to);
                    last = Some(to);
                }
                Ok(_) => {}
                Err(Overflow) => self.complete = false,
            }
        }
        let interval = |&(from, to): &(Decimal, Decimal)| {
            let to = if Some(to) == last { None } else { Some(to.times(self.grain).ok()?) };
            Some(Interval { from: from.times(self.grain).ok()?, to })
        };
        let spans = self.spans.iter().filter_map(interval).collect();
        Found { spans, complete: self.complete, tried: self.tried }
    }

    fn stretch_of(&mut self, stretch: &Stretch<'c>, from: Decimal, to: Decimal) {
        let bill = &stretch.bill;
        match (self.probe(bill, from), self.probe(bill, to)) {
            (Ok(a), Ok(b)) => self.look(bill, &a, &b),
            _ => self.complete = false,
        }
    }

    fn probe(&mut self, bill: &Bill, at: Decimal) -> Result<Probe, Overflow> {
        self.probes += 1;
        let value = at.times(self.grain)?;
        let mut demand = self.road.demand.clone();
        demand.set(self.road.slider, value);
        let parts = self.wanted.gauge.parts(bill, &demand)?;
        if self.looks {
            self.remember(value, &parts);
        }
        Ok(Probe { at, holds: self.wanted.holds(&parts)?, parts, demand })
    }

    fn remember(&mut self, at: Decimal, parts: &Parts) {
        let Some(metric) = self.wanted.gauge.value(parts) else { return };
        let new = Tried { at, metric };
        let [least, most] = self.tried.unwrap_or([new, new]);
        self.tried =
            Some([if metric < least.metric { new } else { least }, if metric > most.metric { new } else { most }]);
    }

    /// Whether the metric is as wanted wherever the slider lies between two probes; none where that is open.
    fn between(&self, bill: &Bill, a: &Probe, b: &Probe) -> Result<Option<bool>, Overflow> {
        if self.rises {
            return self.wanted.between(&a.parts, &b.parts);
        }
        let (low, high) = a.demand.hull(self.road.slider, &b.demand);
        let parts = |demand: &Demand| self.wanted.gauge.parts(bill, demand);
        self.wanted.between(&parts(&low)?, &parts(&high)?)
    }

    /// Whether nothing bends between two probes: what holds at both holds between them.
    fn is_straight(&self, bill: &Bill, a: &Probe, b: &Probe) -> bool {
        self.linear
            && self.wanted.is_convex(a.holds == Some(true))
            && a.demand.mark().is_ok_and(|mark| b.demand.mark() == Ok(mark))
            && bill.is_straight(&a.demand, &b.demand)
    }

    fn look(&mut self, bill: &Bill, a: &Probe, b: &Probe) {
        let same = match self.between(bill, a, b) {
            Ok(Some(holds)) => Some(holds),
            // Undefined at one end alone, it may be as wanted right beside that.
            Ok(None) => (a.holds == b.holds && self.is_straight(bill, a, b)).then_some(a.holds == Some(true)),
            Err(Overflow) => None,
        };
        if let Some(holds) = same {
            return if holds {
                self.add(a.at, b.at)
            };
        }
        let Some(middle) = middle(a.at, b.at) else {
            self.complete = false;
            return;
        };
        if middle == a.at || self.probes >= MOST_PROBES {
            self.complete &= middle == a.at;
            for end in [a, b].into_iter().filter(|end| end.holds == Some(true)) {
                self.add(end.at, end.at);
            }
            return;
        }
        match self.probe(bill, middle) {
            Ok(m) => {
                self.look(bill, a, &m);
                self.look(bill, &m, b);
            }
            Err(Overflow) => self.complete = false,
        }
    }

    /// Adds values, joined to those before where they touch.
    fn add(&mut self, from: Decimal, to: Decimal) {
        match self.spans.last_mut() {
            Some((_, last)) if last.plus(Decimal::ONE).is_ok_and(|next| from <= next) => *last = to.max(*last),
            _ => self.spans.push((from, to)),
        }
    }
}

/// The whole number in the middle of two, rounded down; none where their sum is too large.
fn middle(a: Decimal, b: Decimal) -> Option<Decimal> {
    Some(a.plus(b).ok()?.over(Decimal::TWO).ok()?.down())
}

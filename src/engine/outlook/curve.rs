//! The curve: cost and revenue along a slider, as floats.

use crate::amount::{Decimal, Number};
use crate::catalog::{Catalog, Scale};
use crate::engine::bill::Drawn;
use crate::engine::demand::Demand;
use crate::engine::road::Road;
use crate::scenario::Scenario;

/// Cost and revenue along a slider, for a picture.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Curve {
    /// The slider, by its place in the catalog.
    pub slider: usize,
    /// Its value, expected cost and revenue, by rising values; two points at each cliff, one on either side.
    pub points: Vec<(f64, f64, f64)>,
    /// Users at which a stage begins.
    pub cliffs: Vec<f64>,
}

impl Curve {
    /// The curve of a scenario over `from..=to` of a slider, in `count` steps of equal ratio, or equal difference where
    /// the slider is linear.
    pub fn of(catalog: &Catalog, scenario: &Scenario, slider: usize, (from, to): (f64, f64), count: usize) -> Self {
        let Some(road) = Road::along(catalog, scenario, slider) else { return Curve::default() };
        let edge = |value: Decimal| f64::of(value);
        let cliffs: Vec<f64> = road
            .stretches
            .iter()
            .skip(1)
            .map(|on| edge(on.from))
            .filter(|&value| value > from && value <= to)
            .collect();
        let steps = count.max(1) as f64;
        let place = |i: usize| match catalog.sliders[slider].scale {
            Scale::Log => from * ((to / from).ln() / steps * i as f64).exp(),
            Scale::Linear => from + (to - from) / steps * i as f64,
        };
        let mut values: Vec<f64> = (0..=count).map(place).collect();
        values.extend(cliffs.iter().flat_map(|&cliff| [cliff - 1.0, cliff]));
        values.sort_by(f64::total_cmp);
        let drawn: Vec<(f64, Drawn)> = road.stretches.iter().map(|on| (edge(on.to), on.bill.drawn())).collect();
        let mut demand = Demand::<f64>::of(catalog, scenario);
        let mut done = Vec::new();
        let points = values.into_iter().filter_map(|value| {
            demand.set(slider, value);
            // Between the last whole user of a band and the first of the next, the band ends at the whole number.
            let (_, drawn) = drawn.iter().find(|(to, _)| value.floor() <= *to).or(drawn.last())?;
            Some((value, drawn.cost(&demand, &mut done)?, demand.revenue().ok()?))
        });
        Curve { slider, points: points.collect(), cliffs }
    }
}

//! The curve: cost and revenue along the users slider, as floats.

use super::bands;
use crate::amount::{Decimal, Number};
use crate::catalog::Catalog;
use crate::engine::bill::Drawn;
use crate::engine::demand::Demand;
use crate::engine::plan_of;
use crate::scenario::Scenario;

/// Cost and revenue along the users slider, for a picture.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Curve {
    /// Users, expected cost and revenue, by rising users; two points at each cliff, one on either side.
    pub points: Vec<(f64, f64, f64)>,
    /// Users at which a stage begins.
    pub cliffs: Vec<f64>,
}

impl Curve {
    /// The curve of a scenario over `from..=to` users, in `count` steps of equal ratio.
    pub fn of(catalog: &Catalog, scenario: &Scenario, from: f64, to: f64, count: usize) -> Self {
        let Some(plan) = plan_of(catalog, scenario) else { return Curve::default() };
        let bands = bands(catalog, plan, scenario);
        let edge = |users: Decimal| f64::of(users);
        let cliffs: Vec<f64> =
            bands.iter().skip(1).map(|band| edge(band.from)).filter(|&u| u > from && u <= to).collect();
        let ratio = (to / from).ln() / count.max(1) as f64;
        let mut users: Vec<f64> = (0..=count).map(|i| from * (ratio * i as f64).exp()).collect();
        users.extend(cliffs.iter().flat_map(|&cliff| [cliff - 1.0, cliff]));
        users.sort_by(f64::total_cmp);
        let drawn: Vec<(f64, Drawn)> = bands.iter().map(|band| (edge(band.to), band.bill.drawn())).collect();
        let mut demand = Demand::<f64>::of(catalog, scenario);
        let mut done = Vec::new();
        let points = users.into_iter().filter_map(|users| {
            demand.move_users(users);
            // Between the last whole user of a band and the first of the next, the band ends at the whole number.
            let (_, drawn) = drawn.iter().find(|(to, _)| users.floor() <= *to).or(drawn.last())?;
            Some((users, drawn.cost(&demand, &mut done)?, demand.revenue().ok()?))
        });
        Curve { points: points.collect(), cliffs }
    }
}

//! Heat map: a figure over two sliders at once, exact in every cell, with where it breaks even.

use super::sweep::Along;
use crate::amount::Decimal;
use crate::catalog::{Catalog, Comparison, Metric, Sign};
use crate::engine::{self, Interval, Road};
use crate::scenario::Scenario;

/// A figure over two sliders.
#[derive(Clone, Debug, Default)]
pub struct HeatMap {
    /// The values across.
    pub across: Vec<Decimal>,
    /// The rows, from the lowest value of the slider that leads up.
    pub rows: Vec<Row>,
}

/// The figures at one value of the slider that leads up.
#[derive(Clone, Debug)]
pub struct Row {
    /// That value.
    pub at: Decimal,
    /// The figure at each value across; none where it is undefined.
    pub cells: Vec<Option<Decimal>>,
    /// The spans across in which revenue covers cost, exact to the slider's grain.
    pub covered: Vec<Interval>,
    /// False where so many steps cross the revenue that not all spans were told apart.
    pub complete: bool,
}

/// The most cells of a heat map.
pub const MOST_CELLS: usize = 1_000_000;

/// A metric over two sliders, row by row. `watch` is told how many rows are done, and answers whether to go on: none where
/// it does not, or the metric does not follow from the sliders.
pub fn heat_map(
    catalog: &Catalog,
    scenario: &Scenario,
    metric: Metric,
    (across, up): (&Along, &Along),
    mut watch: impl FnMut(usize) -> bool,
) -> Option<HeatMap> {
    let leads = &catalog.sliders[up.slider];
    let (columns, rows) = (across.values(&catalog.sliders[across.slider]), up.values(leads));
    let covers = Comparison { sign: Sign::AtLeast, threshold: Decimal::ZERO };
    let mut map = HeatMap { across: columns, rows: Vec::with_capacity(rows.len()) };
    for (done, at) in rows.into_iter().enumerate() {
        if !watch(done) {
            return None;
        }
        let mut here = scenario.clone();
        here.set(catalog, leads, at);
        let mut road = Road::along(catalog, &here, across.slider)?;
        let cells = map.across.iter().map(|value| road.metric(metric, *value)).collect();
        let covered = engine::seek(catalog, &here, (Metric::Margin, covers), across.slider);
        let covered = covered.and_then(Result::ok).unwrap_or_default();
        map.rows.push(Row { at, cells, covered: covered.spans, complete: covered.complete });
    }
    Some(map)
}

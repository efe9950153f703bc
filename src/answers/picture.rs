//! What is drawn beside the rows of an answer, as floats: lines over months, bins of draws, a map over two sliders.

use crate::amount::{Decimal, Number};
use crate::explore::forecast::Forecast;
use crate::explore::heat::HeatMap;
use crate::explore::simulate::{Drawn, Risk};

/// A picture.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Picture {
    /// None.
    #[default]
    None,
    /// Cost and revenue by months.
    Months {
        /// The months, by their numbers.
        points: Vec<Point>,
        /// Months in which another stage begins.
        cliffs: Vec<f64>,
    },
    /// How many draws lie where.
    Bins {
        /// What was drawn.
        of: &'static str,
        /// Where each bin begins and ends, and how many draws lie in it.
        bins: Vec<(f64, f64, usize)>,
        /// Figures to mark, with their names.
        marks: Vec<(&'static str, f64)>,
    },
    /// A figure over two sliders, by their places in the catalog.
    Map {
        /// The slider that leads across, and its values.
        across: (usize, Vec<Decimal>),
        /// The slider that leads up, and its values.
        up: (usize, Vec<Decimal>),
        /// The figure, row by row from the lowest; none where it is undefined.
        cells: Vec<Vec<Option<f64>>>,
        /// Whether less of the figure is better.
        less_is_better: bool,
    },
}

/// A month.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Point {
    /// Its number.
    pub month: f64,
    /// What it costs.
    pub cost: f64,
    /// What comes in.
    pub revenue: f64,
}

impl Picture {
    /// Cost and revenue of the months ahead.
    pub fn months(forecast: &Forecast) -> Self {
        let point = |month: &crate::explore::forecast::Month| {
            let (cost, revenue) = (month.cost.ok()?.expected, month.economics.revenue?);
            Some(Point { month: month.number.into(), cost: f64::of(cost), revenue: f64::of(revenue) })
        };
        let stages = forecast.months.windows(2).filter(|pair| pair[0].stage != pair[1].stage);
        let cliffs = stages.map(|pair| pair[1].number.into()).collect();
        Picture::Months { points: forecast.months.iter().filter_map(point).collect(), cliffs }
    }

    /// How many draws of a figure lie where, with P10, P50 and P90.
    pub fn bins(risk: &Risk, figure: Drawn, of: &'static str) -> Self {
        let Some(found) = &risk.figures[figure as usize].distribution else { return Picture::None };
        let bins = found.bins.iter().map(|bin| (f64::of(bin.from), f64::of(bin.to), bin.count)).collect();
        let named = |percent: u8| match percent {
            10 => Some("P10"),
            50 => Some("P50"),
            90 => Some("P90"),
            _ => None,
        };
        let marks = found.percentiles.iter().filter_map(|p| Some((named(p.percent)?, f64::of(p.value))));
        let mut marks: Vec<(&'static str, f64)> = marks.collect();
        // The median has its place before the others.
        marks.sort_by_key(|(name, _)| *name != "P50");
        Picture::Bins { of, bins, marks }
    }

    /// A figure over two sliders.
    pub fn map(map: &HeatMap, (across, up): (usize, usize), less_is_better: bool) -> Self {
        let cells = map.rows.iter().map(|row| row.cells.iter().map(|cell| cell.map(f64::of)).collect()).collect();
        let values = map.rows.iter().map(|row| row.at).collect();
        Picture::Map { across: (across, map.across.clone()), up: (up, values), cells, less_is_better }
    }
}

//! Charts of a page: pictures of floats, drawn as SVG that takes the colours of the page it stands in.

mod axis;
mod bins;
mod curve;
mod mesh;
mod paper;
mod tornado;

use crate::amount::Number;
use crate::answers::Picture;
use crate::explore::sensitivity::{Input, Tornado};
use crate::report::sheet::Sheet;

/// What is drawn.
#[derive(Clone, Debug, PartialEq)]
pub enum Chart {
    /// Cost and revenue along something.
    Curve(Curved),
    /// How far inputs move a figure.
    Tornado(Swings),
    /// How many draws lie where.
    Bins(Binned),
}

/// Cost and revenue along something.
#[derive(Clone, Debug, PartialEq)]
pub struct Curved {
    /// Where, the cost there, and the revenue.
    pub points: Vec<(f64, f64, f64)>,
    /// Where stages begin, and their numbers.
    pub stages: Vec<(f64, String)>,
    /// Where things stand now, and how that is called.
    pub here: Option<((f64, f64), String)>,
    /// How the way is spread.
    pub across: Scaled,
    /// What is counted along it.
    pub name: String,
}

/// How values are spread along an axis.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scaled {
    /// Equal distances are equal differences.
    Linear,
    /// Equal distances are equal ratios.
    Log,
}

/// How far inputs move a figure.
#[derive(Clone, Debug, PartialEq)]
pub struct Swings {
    /// The figure as it is.
    pub base: f64,
    /// The inputs, the farthest first.
    pub bars: Vec<Swung>,
}

/// An input at both its ends.
#[derive(Clone, Debug, PartialEq)]
pub struct Swung {
    /// Its name.
    pub name: String,
    /// The figure at its low end, and what that end is.
    pub low: (f64, String),
    /// The same at its high end.
    pub high: (f64, String),
}

/// How many draws of a figure lie where.
#[derive(Clone, Debug, PartialEq)]
pub struct Binned {
    /// Where each bin begins and ends, and how many draws lie in it.
    pub bins: Vec<(f64, f64, usize)>,
    /// Figures to mark, with their names.
    pub marks: Vec<(&'static str, f64)>,
    /// What was drawn.
    pub of: &'static str,
}

/// Inputs that a tornado has room for.
const MOST_BARS: usize = 8;

impl Chart {
    /// A tornado with the rows that are told beside it. To choose another card is another question, and would flatten all
    /// other bars.
    pub fn tornado(tornado: &Tornado, sheet: &Sheet) -> Self {
        let base = f64::of(tornado.base);
        let cell = |row: &[crate::report::sheet::Cell], id: &str| {
            let at = sheet.columns.iter().position(|column| column.id == id);
            at.map(|at| row[at].shown()).unwrap_or_default()
        };
        let others = tornado.bars.iter().zip(&sheet.rows).filter(|(bar, _)| !matches!(bar.input, Input::Card { .. }));
        let swung = others.map(|(bar, row)| Swung {
            name: bar.label.clone(),
            low: (bar.low.metric.map_or(base, f64::of), cell(row, "low")),
            high: (bar.high.metric.map_or(base, f64::of), cell(row, "high")),
        });
        Chart::Tornado(Swings { base, bars: swung.take(MOST_BARS).collect() })
    }

    /// A histogram; none of another picture.
    pub fn bins(picture: Picture) -> Option<Self> {
        match picture {
            Picture::Bins { of, bins, marks } => Some(Chart::Bins(Binned { bins, marks, of })),
            _ => None,
        }
    }

    /// Whether there is anything to draw.
    pub fn says(&self) -> bool {
        match self {
            Chart::Curve(curve) => {
                curve.points.len() > 1 && curve.points.iter().any(|point| point.1.max(point.2) > 0.0)
            }
            Chart::Tornado(swings) => !swings.bars.is_empty(),
            Chart::Bins(binned) => binned.bins.len() > 1,
        }
    }

    /// How it is to be read.
    pub fn key(&self) -> &'static str {
        match self {
            Chart::Curve(_) => {
                "Solid: cost a month. Dashed: revenue. Dotted: a stage begins, with its number. Money on a log scale."
            }
            Chart::Tornado(_) => "Hollow: the low end. Filled: the high end. The line: as it is now.",
            Chart::Bins(_) => "P10: in one of ten draws it is below. P50: in half of them. P90: in nine of ten.",
        }
    }

    /// The picture as SVG with this text for who can't see it; none where there is nothing to draw.
    pub fn draw(&self, label: &str) -> Option<String> {
        match self {
            _ if !self.says() => None,
            Chart::Curve(curve) => paper::picture(label, |paper| curve::draw(curve, paper)),
            Chart::Tornado(swings) => paper::picture(label, |paper| tornado::draw(swings, paper)),
            Chart::Bins(binned) => paper::picture(label, |paper| bins::draw(binned, paper)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Numbers of an attribute of each drawn thing that has all of some words.
    fn drawn(svg: &str, words: &[&str], attribute: &str) -> Vec<Vec<f64>> {
        let has = |line: &&str| words.iter().all(|word| line.contains(word));
        let of = |line: &str| {
            let text = line.split_once(&format!(" {attribute}=\"")).unwrap().1.split_once('"').unwrap().0;
            text.split([' ', ',']).filter_map(|number| number.parse().ok()).collect()
        };
        svg.lines().filter(has).map(of).collect()
    }

    #[test]
    fn money_on_the_curve_stands_in_equal_ratios_and_stages_where_they_begin() {
        let chart = Chart::Curve(Curved {
            points: vec![(1.0, 10.0, 1.0), (10.0, 100.0, 10.0), (100.0, 1000.0, 100.0)],
            stages: vec![(10.0, "2".to_owned())],
            here: Some(((10.0, 100.0), "now".to_owned())),
            across: Scaled::Log,
            name: "users".to_owned(),
        });
        let svg = chart.draw("words <for> who can't see").unwrap();
        let [line] = &drawn(&svg, &["<polyline", "var(--cost)"], "points")[..] else { panic!("{svg}") };
        let [x1, y1, x2, y2, x3, y3] = line[..] else { panic!("{line:?}") };
        assert!((x2 - x1 - (x3 - x2)).abs() <= 1.0 && (y1 - y2 - (y2 - y3)).abs() <= 1.0, "{line:?}");
        let stage = drawn(&svg, &["<polyline", "stroke-linecap=\"round\""], "points");
        assert_eq!((stage.len(), stage[0][0]), (1, x2));
        assert_eq!(drawn(&svg, &["<circle", "var(--here)"], "cx"), [[x2]]);
        assert!(
            svg.contains("stroke=\"var(--revenue)\" stroke-dasharray"),
            "revenue is told from cost by colour alone"
        );
        assert!(svg.starts_with("<svg viewBox=\"0 0 1840 1200\" role=\"img\" aria-label=\"words &lt;for&gt; who"));
        assert!(!svg.contains('#') && !svg.contains("http"), "a colour or an address is left: {svg}");
    }

    #[test]
    fn bars_are_as_long_as_the_figure_moves() {
        let side = |value: f64| (value, value.to_string());
        let bar = |name: &str, low, high| Swung { name: name.to_owned(), low: side(low), high: side(high) };
        let bars = vec![bar("one", 60.0, 120.0), bar("two", 100.0, 110.0)];
        let svg = Chart::Tornado(Swings { base: 100.0, bars }).draw("").unwrap();
        let filled = drawn(&svg, &["<rect", "fill=\"var(--cost)\""], "width");
        let hollow = drawn(&svg, &["<rect", "fill=\"none\"", "var(--cost)"], "width");
        assert_eq!((filled.len(), hollow.len()), (2, 1), "a side that does not move is drawn");
        assert!((filled[0][0] - 2.0 * filled[1][0]).abs() <= 2.0, "{filled:?}");
        assert!((hollow[0][0] - 2.0 * filled[0][0]).abs() <= 2.0, "{hollow:?}");
    }

    #[test]
    fn bins_are_as_high_as_their_draws_and_a_loss_is_hollow() {
        let bins = vec![(-10.0, 0.0, 25), (0.0, 10.0, 50), (10.0, 20.0, 100)];
        let marks = vec![("P50", 8.0), ("P10", 7.9), ("P90", 8.1)];
        let svg = Chart::Bins(Binned { bins, marks, of: "margin" }).draw("").unwrap();
        let filled = drawn(&svg, &["<rect", "fill=\"var(--cost)\""], "height");
        let loss = drawn(&svg, &["<rect", "fill=\"none\"", "var(--bad)"], "height");
        assert!((filled[1][0] - 2.0 * filled[0][0]).abs() <= 2.0 && (filled[0][0] - 2.0 * loss[0][0]).abs() <= 2.0);
        let rows: std::collections::BTreeSet<String> =
            drawn(&svg, &["<text", "var(--ink)"], "y").iter().map(|y| format!("{y:?}")).collect();
        assert_eq!(rows.len(), 3, "names of near figures stand on one another");
    }

    #[test]
    fn what_has_nothing_to_show_is_not_drawn() {
        let nothing = Curved {
            points: vec![(1.0, 0.0, 0.0); 3],
            stages: vec![],
            here: None,
            across: Scaled::Log,
            name: String::new(),
        };
        assert_eq!(Chart::Curve(nothing).draw(""), None);
        assert_eq!(Chart::Tornado(Swings { base: 1.0, bars: vec![] }).draw(""), None);
        assert_eq!(Chart::Bins(Binned { bins: vec![(1.0, 1.0, 9)], marks: vec![], of: "margin" }).draw(""), None);
    }
}

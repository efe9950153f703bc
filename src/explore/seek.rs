//! Seek: at which values of a slider a figure is as wanted, all of them, with what holds just inside and outside.

use crate::amount::{Decimal, Number, Overflow};
use crate::catalog::{Catalog, Goal, Metric, Plan, Slider};
use crate::engine::{self, Found, Interval, Road, Tried};
use crate::scenario::Scenario;

/// Where a slider makes a figure as wanted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sought {
    /// The slider, by its place in the catalog.
    pub slider: usize,
    /// All spans of its values, by rising values, exact to its grain.
    pub spans: Vec<Span>,
    /// False where so many steps cross the threshold that not all spans were told apart.
    pub complete: bool,
    /// How the slider stands to the figure.
    pub reach: Reach,
    /// Where the slider stands.
    pub now: Decimal,
}

/// Values that are as wanted, both ends in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Span {
    /// Its first value; none where it begins with the slider.
    pub from: Option<Edge>,
    /// Its last value; none where it goes on to the slider's end.
    pub to: Option<Edge>,
}

/// An end of a span.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Edge {
    /// The last value that is as wanted.
    pub at: Decimal,
    /// The figure there.
    pub inside: Option<Decimal>,
    /// The figure one grain outside.
    pub outside: Option<Decimal>,
    /// The stage there, by its place in the plan.
    pub stage: usize,
}

/// How a slider stands to a figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// It moves it: the least and the most of the values that were looked at.
    Moves([Tried; 2]),
    /// It does not: the figure is this throughout.
    Still(Decimal),
    /// The figure is undefined throughout.
    Undefined,
}

/// Why a figure can't be sought.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CannotSeek {
    /// The user answers it.
    #[error("`{0}` does not follow from the sliders: you answer it (--answer)")]
    Asked(String),
    /// It is a rule's.
    #[error("`{0}` belongs to a rule, which names the stage that it compares")]
    OfARule(String),
    /// It needs more digits than there are.
    #[error("a figure needs more than 28 digits")]
    TooLarge,
}

impl From<Overflow> for CannotSeek {
    fn from(_: Overflow) -> Self {
        CannotSeek::TooLarge
    }
}

/// Whether a metric can be sought.
pub fn can_seek(catalog: &Catalog, metric: &str) -> Result<(), CannotSeek> {
    match catalog.metric(metric) {
        Some(Metric::NextStageRatio) => Err(CannotSeek::OfARule(metric.to_owned())),
        Some(Metric::Asked(_)) | None => Err(CannotSeek::Asked(metric.to_owned())),
        Some(_) => Ok(()),
    }
}

/// The sliders of a plan that can lead to a goal, by their places: all but the one that is the figure itself, and growth,
/// which moves no month.
pub fn sliders(catalog: &Catalog, plan: &Plan, goal: &Goal) -> Vec<usize> {
    let places = catalog.sliders_of(plan).filter(|slider| slider.id != goal.metric && slider.id != "growth");
    places.filter_map(|slider| catalog.driver_index(&slider.id)).collect()
}

/// Where a slider, by its place in the catalog, makes a goal true, the rest of the scenario as it is.
pub fn seek(catalog: &Catalog, scenario: &Scenario, goal: &Goal, slider: usize) -> Result<Sought, CannotSeek> {
    can_seek(catalog, &goal.metric)?;
    let asked = || CannotSeek::Asked(goal.metric.clone());
    let metric = catalog.metric(&goal.metric).ok_or_else(asked)?;
    let found = engine::seek(catalog, scenario, (metric, goal.is), slider).ok_or_else(asked)??;
    let mut road = Road::along(catalog, scenario, slider).ok_or_else(asked)?;
    let of = &catalog.sliders[slider];
    let mut edges = Edges { road: &mut road, metric, slider: of };
    let spans = found.spans.iter().map(|span| edges.span(span)).collect();
    let now = scenario.value(catalog, of);
    let reach = reach(&found, edges.road.metric(metric, now));
    Ok(Sought { slider, spans, complete: found.complete, reach, now })
}

fn reach(found: &Found, now: Option<Decimal>) -> Reach {
    match (found.tried, now) {
        (None, None) => Reach::Undefined,
        (Some([least, most]), now) if least.metric == most.metric && now.is_none_or(|now| now == least.metric) => {
            Reach::Still(least.metric)
        }
        (Some(tried), _) => Reach::Moves(tried),
        (None, Some(now)) => Reach::Still(now),
    }
}

/// Looks at the ends of spans.
struct Edges<'a, 'c> {
    road: &'a mut Road<'c>,
    metric: Metric<'c>,
    slider: &'c Slider,
}

impl Edges<'_, '_> {
    fn span(&mut self, span: &Interval) -> Span {
        let begins = span.from.minus(self.slider.grain()).is_ok_and(|before| before < self.slider.min);
        let from = (!begins).then(|| self.edge(span.from, -self.slider.grain()));
        let to = span.to.map(|to| self.edge(to, self.slider.grain()));
        Span { from, to }
    }

    fn edge(&mut self, at: Decimal, out: Decimal) -> Edge {
        let inside = self.road.metric(self.metric, at);
        let outside = at.plus(out).ok().and_then(|out| self.road.metric(self.metric, out));
        Edge { at, inside, outside, stage: self.road.at(at).map_or(0, |stretch| stretch.stage) }
    }
}

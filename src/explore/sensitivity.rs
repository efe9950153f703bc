//! Sensitivity: what moves a metric most, each input moved by itself, and which two move it more together.

mod inputs;
mod interaction;

use crate::amount::{Decimal, End, Estimate, Number};
use crate::catalog::{Catalog, Metric, Plan};
use crate::engine::{Ranged, Sample};
use crate::scenario::Scenario;
use inputs::Sides;

/// What is asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Swing {
    /// The share that each slider is moved by, down and up: 0.2 is 20 %.
    pub by: Decimal,
    /// Whether sliders are moved to the low and the high end that the document prints in place of that, where it does.
    pub own: bool,
    /// The metric: a name of [`Catalog::metric`].
    pub metric: String,
}

impl Default for Swing {
    fn default() -> Self {
        Swing { by: Decimal::new(20, 2), own: false, metric: "cost".to_owned() }
    }
}

/// Why there is no answer.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Untold {
    /// The catalog has no such metric.
    #[error("`{0}` is no figure of a quote")]
    Unknown(String),
    /// The user answers the metric.
    #[error("`{0}` is what you answer: no slider moves it")]
    Answered(String),
    /// The metric is of a stage that only a rule names.
    #[error("`{0}` belongs to a rule: it has no figure without one")]
    OfRule(String),
    /// The metric is undefined as things are, or too large.
    #[error("`{0}` is undefined here: it is divided by 0, or needs more than 28 digits")]
    Undefined(String),
    /// Sliders can't be moved by that.
    #[error("expected to move sliders by more than 0 % and at most 100 %, such as 20%, not {}", crate::amount::percent_short(*.0))]
    By(Decimal),
}

/// What is moved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Input {
    /// A slider, by its place in the catalog.
    Slider(usize),
    /// A lever, by its place in the plan.
    Lever(usize),
    /// A line by its id; none where it is the printed total that stands in for the lines.
    Line(Option<String>),
    /// What the user's bill asks for a category, as a multiple.
    Factor(String),
    /// A card, in a region.
    Card {
        /// The card's id.
        card: String,
        /// The region's id; none where the card has one price everywhere.
        region: Option<String>,
    },
}

/// Where an input is moved to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Setting {
    /// A slider to this value.
    Value(Decimal),
    /// A lever off.
    Off,
    /// A lever on, for this share of what it touches.
    On(Decimal),
    /// A line to this cost, an end of its range.
    Cost(Decimal),
    /// A factor to this one, an end of its range.
    Factor(Decimal),
    /// The card that is chosen now.
    Now,
    /// This card.
    Chosen,
}

/// A metric with an input at one of its ends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Side {
    /// Where the input is moved to.
    pub set: Setting,
    /// The metric then; none where it is undefined.
    pub metric: Option<Decimal>,
    /// The name of the stage that is priced then, where that is another.
    pub stage: Option<String>,
}

/// What an input does to the metric.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bar {
    /// What is moved.
    pub input: Input,
    /// What that is called.
    pub label: String,
    /// The metric at its low side: a lever off, a card as it is.
    pub low: Side,
    /// The metric at its high side.
    pub high: Side,
    /// How far apart the metric is at both sides and as it is: the most minus the least of them.
    pub swing: Decimal,
}

/// Why an input is not among the bars.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Still {
    /// A share of nothing is nothing.
    AtZero,
    /// The metric is the same at both ends.
    Unmoved,
    /// Others of its group are on for all that it touches.
    NoRoom,
}

/// Two inputs that together do something else than each by itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Interaction {
    /// Their places among the bars.
    pub bars: [usize; 2],
    /// The metric with both high − with the first high − with the second high + with both low.
    pub figure: Decimal,
}

/// What moves a metric.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tornado {
    /// The metric's name.
    pub metric: String,
    /// The metric as it is.
    pub base: Decimal,
    /// Each input that moves it, the farthest first.
    pub bars: Vec<Bar>,
    /// The inputs that don't, with why.
    pub still: Vec<(String, Still)>,
    /// The two of the bars that act on each other most; none where no two do.
    pub interaction: Option<Interaction>,
}

/// What moves a metric of a scenario: each slider of the plan, each lever that can act, each line whose cost is a range,
/// each factor of a bill that is one, and each list card that prices enough lines to be compared.
pub fn sensitivity(catalog: &Catalog, plan: &Plan, scenario: &Scenario, swing: &Swing) -> Result<Tornado, Untold> {
    if swing.by <= Decimal::ZERO || swing.by > Decimal::ONE {
        return Err(Untold::By(swing.by));
    }
    let name = || swing.metric.clone();
    let metric = match catalog.metric(&swing.metric).ok_or_else(|| Untold::Unknown(name()))? {
        Metric::Asked(_) => return Err(Untold::Answered(name())),
        Metric::NextStageRatio => return Err(Untold::OfRule(name())),
        _ if scenario.answers.contains_key(&swing.metric) => return Err(Untold::Answered(name())),
        metric => metric,
    };
    // A factor moves all lines of its category, as a bar of its own: a line's bar is the line's own range.
    let sample = Sample::of(catalog, &settled(scenario)).ok_or_else(|| Untold::Undefined(name()))?;
    let base = sample.metric(metric).ok_or_else(|| Untold::Undefined(name()))?;
    let moved = Moved { catalog, plan, scenario, metric, stage: sample.stage(), base };
    let mut tornado =
        Tornado { metric: name(), base, bars: Vec::new(), still: inputs::still(&moved, swing), interaction: None };
    let of_lines = sample.ranges().into_iter().map(|range| moved.line(&sample, &range));
    let others = inputs::all(&moved, swing).into_iter().map(|sides| moved.bar(sides));
    for bar in others.chain(of_lines) {
        let unmoved = bar.swing.is_zero() && bar.low.metric.is_some() && bar.high.metric.is_some();
        if unmoved { tornado.still.push((bar.label, Still::Unmoved)) } else { tornado.bars.push(bar) }
    }
    tornado.bars.sort_by_key(|bar| std::cmp::Reverse(bar.swing));
    tornado.interaction = interaction::strongest(&moved, &tornado.bars);
    Ok(tornado)
}

/// A scenario with the factors of the bill as they are expected.
fn settled(scenario: &Scenario) -> Scenario {
    let mut settled = scenario.clone();
    settled.factors.values_mut().for_each(|factor| *factor = Estimate::exact(factor.expected));
    settled
}

/// A scenario of which one input after the other is moved.
struct Moved<'c> {
    catalog: &'c Catalog,
    plan: &'c Plan,
    scenario: &'c Scenario,
    metric: Metric<'c>,
    stage: usize,
    base: Decimal,
}

impl Moved<'_> {
    /// Moves an input of a scenario; a line stays, for it has no other amount than its document's.
    fn put(&self, scenario: &mut Scenario, input: &Input, set: Setting) {
        match (input, set) {
            (Input::Slider(at), Setting::Value(value)) => {
                scenario.set(self.catalog, &self.catalog.sliders[*at], value);
            }
            (Input::Lever(at), Setting::Off) => drop(scenario.levers.remove(&self.plan.levers[*at].id)),
            (Input::Lever(at), Setting::On(share)) => {
                scenario.levers.insert(self.plan.levers[*at].id.clone(), share);
            }
            (Input::Factor(category), Setting::Factor(factor)) => {
                scenario.factors.insert(category.clone(), Estimate::exact(factor));
            }
            (Input::Card { card, region }, Setting::Chosen) => scenario.choose_card(card, region.as_deref()),
            _ => {}
        }
    }

    /// The metric with inputs moved, and the stage that is priced then where that is another.
    fn metric_with(&self, moves: &[(&Input, Setting)]) -> (Option<Decimal>, Option<String>) {
        let mut scenario = self.scenario.clone();
        moves.iter().for_each(|(input, set)| self.put(&mut scenario, input, *set));
        let Some(sample) = Sample::of(self.catalog, &scenario) else { return (None, None) };
        let other = sample.stage() != self.stage;
        (sample.metric(self.metric), other.then(|| sample.stage_name().to_owned()))
    }

    fn bar(&self, Sides { input, label, low, high }: Sides) -> Bar {
        let side = |set: Setting| {
            let (metric, stage) = match set {
                Setting::Now => (Some(self.base), None),
                set => self.metric_with(&[(&input, set)]),
            };
            Side { set, metric, stage }
        };
        let (low, high) = (side(low), side(high));
        let swing = self.swing(low.metric, high.metric);
        Bar { input, label, low, high, swing }
    }

    /// The bar of a line whose cost is a range.
    fn line(&self, sample: &Sample, range: &Ranged) -> Bar {
        let side = |end: End, cost: Decimal| {
            let metric = sample.metric_with(self.metric, range.place, end);
            Side { set: Setting::Cost(cost), metric, stage: None }
        };
        let (low, high) = (side(End::Low, range.ends[0]), side(End::High, range.ends[1]));
        let label = range.line.map_or_else(|| "Printed total".to_owned(), |line| line.item.clone());
        let swing = self.swing(low.metric, high.metric);
        Bar { input: Input::Line(range.line.map(|line| line.id.clone())), label, low, high, swing }
    }

    /// The most minus the least of the metric as it is and at both sides; a side where it is undefined does not count.
    fn swing(&self, low: Option<Decimal>, high: Option<Decimal>) -> Decimal {
        let all = [Some(self.base), low, high].into_iter().flatten();
        let (least, most) =
            all.fold((self.base, self.base), |(least, most), metric| (least.min(metric), most.max(metric)));
        most.minus(least).unwrap_or(Decimal::MAX)
    }
}

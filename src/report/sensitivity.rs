//! What moves a metric most, as tables: each input with both its ends, and the two that act on each other.

use super::measure::{self, metric_name, metric_value};
use super::sheet::{Answer, Cell, Column, Sheet};
use crate::amount::{Decimal, Estimate, Number, money, percent_short};
use crate::catalog::{Catalog, Metric, Plan};
use crate::engine::shown_factor;
use crate::explore::sensitivity::{Bar, Input, Interaction, Setting, Side, Still, Swing, Tornado};
use crate::text::capital;

/// Where an input is moved to, for scripts: a slider's value, the percent that a lever is on for, what a line costs.
fn value(set: Setting) -> Cell {
    match set {
        Setting::Value(value) | Setting::Cost(value) | Setting::Factor(value) => Cell::Number(Estimate::exact(value)),
        Setting::On(share) => Cell::share(Some(share)),
        Setting::Off => Cell::share(Some(Decimal::ZERO)),
        Setting::Now | Setting::Chosen => Cell::None,
    }
}

/// What words and units need to know beside the tornado.
struct Told<'a> {
    catalog: &'a Catalog,
    plan: &'a Plan,
    swing: &'a Swing,
    tornado: &'a Tornado,
}

/// The answer; of the bars the first `top`, all unless given.
pub fn sensitivity(
    catalog: &Catalog,
    plan: &Plan,
    (swing, tornado): (&Swing, &Tornado),
    top: Option<usize>,
    title: String,
) -> Answer {
    let told = Told { catalog, plan, swing, tornado };
    let facts = vec![
        ("plan", Cell::Text(plan.id.clone())),
        ("figure", Cell::Text(tornado.metric.clone())),
        ("now", told.cell(Some(tornado.base))),
        ("by_percent", if swing.own { Cell::None } else { Cell::share(Some(swing.by)) }),
        ("moving", Cell::count(tornado.bars.len())),
        ("unmoving", Cell::count(tornado.still.len())),
    ];
    Answer { title, facts, sheets: vec![told.bars(top), told.interaction(), told.still()] }
}

/// What moves the metric most, in a sentence: `Cost a month follows Users most: −20 % saves $60.00, +20 % costs $6,959.00
/// more and begins National scale`.
pub fn sentence(catalog: &Catalog, plan: &Plan, swing: &Swing, tornado: &Tornado) -> String {
    Told { catalog, plan, swing, tornado }.sentence()
}

impl Told<'_> {
    fn bars(&self, top: Option<usize>) -> Sheet {
        let shown = top.unwrap_or(self.tornado.bars.len());
        Sheet {
            id: "bars",
            title: self.sentence(),
            columns: vec![
                Column::text("name", "Input"),
                Column::figure("swing", "Swing"),
                Column::figure("low", "Low"),
                Column::figure("at_low", "At low"),
                Column::figure("high", "High"),
                Column::figure("at_high", "At high"),
                Column::text("begins", "Begins"),
                Column::hidden("kind"),
                Column::hidden("id"),
                Column::hidden("low_value"),
                Column::hidden("high_value"),
                Column::hidden("low_change"),
                Column::hidden("high_change"),
                Column::hidden("low_stage"),
                Column::hidden("high_stage"),
            ],
            rows: self.tornado.bars.iter().take(shown).map(|bar| self.row(bar)).collect(),
            empty: "Nothing moves it.",
            detail: false,
        }
    }

    fn row(&self, bar: &Bar) -> Vec<Cell> {
        let (kind, id) = self.kind(&bar.input);
        let stages = [&bar.low, &bar.high].map(|side| side.stage.as_deref());
        let mut begins: Vec<&str> = stages.into_iter().flatten().collect();
        begins.dedup();
        let change = |side: &Side| self.cell(side.metric.and_then(|metric| metric.minus(self.tornado.base).ok()));
        vec![
            Cell::Text(bar.label.clone()),
            self.cell(Some(bar.swing)),
            Cell::Text(self.set(&bar.input, bar.low.set)),
            self.cell(bar.low.metric),
            Cell::Text(self.set(&bar.input, bar.high.set)),
            self.cell(bar.high.metric),
            Cell::Text(begins.join(", ")),
            Cell::Text(kind.to_owned()),
            Cell::words(id),
            value(bar.low.set),
            value(bar.high.set),
            change(&bar.low),
            change(&bar.high),
            Cell::words(stages[0]),
            Cell::words(stages[1]),
        ]
    }

    /// The kind of an input and its id, for scripts; a card with its region as `aws/us-east-1`.
    fn kind(&self, input: &Input) -> (&'static str, Option<String>) {
        match input {
            Input::Slider(at) => ("slider", Some(self.catalog.sliders[*at].id.clone())),
            Input::Lever(at) => ("lever", Some(self.plan.levers[*at].id.clone())),
            Input::Line(line) => ("line", line.clone()),
            Input::Factor(category) => ("factor", Some(category.clone())),
            Input::Card { card, region } => {
                ("card", Some(region.as_ref().map_or_else(|| card.clone(), |region| format!("{card}/{region}"))))
            }
        }
    }

    /// Where an input is moved to: `40,000`, `off`, `100 %`, `$442.22`.
    fn set(&self, input: &Input, set: Setting) -> String {
        match (input, set) {
            (Input::Slider(at), Setting::Value(value)) => self.catalog.sliders[*at].show(value),
            (_, Setting::Value(value) | Setting::Cost(value)) => money(value),
            (_, Setting::Factor(factor)) => format!("× {}", shown_factor(&Estimate::exact(factor))),
            (_, Setting::Off) => "off".to_owned(),
            (_, Setting::On(share)) => percent_short(share),
            (_, Setting::Now) => "now".to_owned(),
            (_, Setting::Chosen) => "chosen".to_owned(),
        }
    }

    /// The metric, or a difference of it, in its unit.
    fn cell(&self, value: Option<Decimal>) -> Cell {
        measure::cell(self.catalog, &self.tornado.metric, value)
    }

    /// Whether less of the metric is money saved.
    fn is_cost(&self) -> bool {
        use Metric::{Category, Cost, CostPerConcurrentUser, CostPerUser, CostPerYear};
        let metric = self.catalog.metric(&self.tornado.metric);
        matches!(metric, Some(Cost { .. } | CostPerYear | CostPerUser | CostPerConcurrentUser | Category(_)))
    }

    fn sentence(&self) -> String {
        let name = capital(&metric_name(self.catalog, self.plan, &self.tornado.metric));
        let now = metric_value(self.catalog, &self.tornado.metric, self.tornado.base);
        let is_card = |bar: &&Bar| matches!(bar.input, Input::Card { .. });
        let bars = &self.tornado.bars;
        // To choose a card is another question than how far a figure may move: it is told behind the others.
        let Some(bar) = bars.iter().find(|bar| !is_card(bar)).or(bars.first()) else {
            return format!("{name}, {now} now: nothing moves it");
        };
        let sides = [(false, &bar.low), (true, &bar.high)].into_iter();
        let sides: Vec<String> = sides.filter_map(|(high, side)| self.side(&bar.input, high, side)).collect();
        let card = bars.first().filter(|first| is_card(first) && !is_card(&bar));
        let card =
            card.and_then(|card| Some(format!("; {} {}", card.label, self.side(&card.input, true, &card.high)?)));
        let most = format!("{name}, {now} now, follows {} most: {}", bar.label, sides.join(", "));
        most + &card.unwrap_or_default()
    }

    /// What one side does: `+20 % costs $6,959.00 more and begins National scale`. None of one that is as now.
    fn side(&self, input: &Input, high: bool, side: &Side) -> Option<String> {
        // Between two shares lie points, not percent.
        let value = |change: Decimal| metric_value(self.catalog, &self.tornado.metric, change).replace(" %", " points");
        let does = match side.metric {
            None => "leaves it undefined".to_owned(),
            Some(metric) => {
                let change = metric.minus(self.tornado.base).ok().filter(|change| !change.is_zero())?;
                let more = change > Decimal::ZERO;
                match (self.is_cost(), value(change.abs())) {
                    (true, by) if more => format!("costs {by} more"),
                    (true, by) => format!("saves {by}"),
                    (false, by) if more => format!("adds {by}"),
                    (false, by) => format!("takes off {by}"),
                }
            }
        };
        let by = percent_short(self.swing.by);
        let place = match (input, side.set) {
            (Input::Slider(_), _) if !self.swing.own => format!("{}{by}", if high { "+" } else { "−" }),
            (_, Setting::On(share)) => format!("on for {}", percent_short(share)),
            (Input::Card { .. }, _) => "as card".to_owned(),
            (input, set) => self.set(input, set),
        };
        let begins = side.stage.as_ref().map(|stage| format!(" and begins {stage}")).unwrap_or_default();
        Some(format!("{place} {does}{begins}"))
    }

    fn interaction(&self) -> Sheet {
        let bar = |at: usize| &self.tornado.bars[at];
        let row = |pair: &Interaction| {
            let [first, second] = pair.bars.map(bar);
            let id = |bar: &Bar| Cell::words(self.kind(&bar.input).1);
            let label = |bar: &Bar| Cell::Text(bar.label.clone());
            vec![label(first), label(second), self.cell(Some(pair.figure)), id(first), id(second)]
        };
        Sheet {
            id: "interaction",
            title: "The two that act on each other most: both high − one high − the other high + both low".to_owned(),
            columns: vec![
                Column::text("first", "Input"),
                Column::text("second", "With"),
                Column::figure("figure", "Together beyond each"),
                Column::hidden("first_id"),
                Column::hidden("second_id"),
            ],
            rows: self.tornado.interaction.iter().map(row).collect(),
            empty: "No two of them act on each other.",
            detail: false,
        }
    }

    fn still(&self) -> Sheet {
        let why = |still: &Still| match still {
            Still::AtZero => "stands at 0",
            Still::Unmoved => "the same at both ends",
            Still::NoRoom => "others of its group are on",
        };
        let row = |(name, still): &(String, Still)| vec![Cell::Text(name.clone()), Cell::Text(why(still).to_owned())];
        Sheet {
            id: "unmoving",
            title: "What does not move it".to_owned(),
            columns: vec![Column::text("name", "Input"), Column::text("why", "Because")],
            rows: self.tornado.still.iter().map(row).collect(),
            empty: "Every input moves it.",
            detail: false,
        }
    }
}

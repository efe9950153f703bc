//! What lies around a scenario and ahead of it: the curve, what matters most, the months to come, and how sure that is.

use super::super::chart::{Chart, Curved, Scaled};
use super::Subject;
use crate::amount::{Decimal, Estimate, Number, Overflow, compact, grouped, money};
use crate::answers::Picture;
use crate::catalog::Plan;
use crate::engine::{self, Quote};
use crate::explore::forecast::{self, Ahead as Horizon};
use crate::explore::sensitivity::{self, Swing};
use crate::explore::simulate::{self, Drawn, Draws};
use crate::explore::sweep::{self, Along};
use crate::report;
use crate::report::page::Table;
use crate::text::capital;
use std::thread::available_parallelism;

/// One of them.
#[derive(Debug)]
pub struct Ahead {
    /// What it is about.
    pub title: String,
    /// The answer in a sentence.
    pub said: String,
    /// What is drawn; none where there is nothing to draw.
    pub chart: Option<Chart>,
    /// The figures of the picture.
    pub figures: Option<Table>,
}

/// Points of the curve, and rows of the table beside it.
const POINTS: usize = 240;
const ROWS: usize = 20;

/// How many times the users the curve is told at, in words.
const TIMES: [u32; 2] = [2, 10];

/// How many draws there are; as many as the questions on the screen ask for.
const DRAWS: usize = 100_000;

/// All that can be told.
pub(super) fn all(subject: &Subject, plan: &Plan, quote: &Quote) -> Vec<Ahead> {
    let curve = curve(subject, plan, quote);
    curve.into_iter().chain([matters(subject, plan), months(subject, plan), sure(subject, plan)]).collect()
}

fn curve(subject: &Subject, plan: &Plan, quote: &Quote) -> Option<Ahead> {
    let (catalog, scenario) = (subject.catalog, subject.session.scenario());
    let slider = catalog.driver_index("users")?;
    let users = scenario.value(catalog, &catalog.sliders[slider]);
    let along = Along::of(catalog, plan, scenario, slider, ROWS);
    let swept = sweep::sweep(catalog, scenario, &along)?;
    let ends = (f64::of(along.from), f64::of(along.to));
    let curve = engine::Curve::of(catalog, scenario, slider, ends, POINTS);
    let stages = swept.cliffs.iter().map(|step| (f64::of(step.at), (step.to + 1).to_string()));
    let steps: Vec<String> =
        swept.cliffs.iter().map(|step| report::sweep::step_words(catalog, plan, &swept, step)).collect();
    let begins = if steps.is_empty() { String::new() } else { format!(" Stages begin at {}.", steps.join("; ")) };
    let said = larger(subject, plan, slider, quote);
    let now = quote.cost.ok().map(|cost| (f64::of(users), f64::of(cost.expected)));
    let chart = Chart::Curve(Curved {
        points: curve.points,
        stages: stages.collect(),
        here: now.map(|at| (at, format!("now: {}", compact(at.0)))),
        across: Scaled::Log,
        name: plan.scale.clone(),
    });
    let sheet = report::sweep::sweep(catalog, plan, &swept, users, String::new()).sheets.swap_remove(0);
    Some(Ahead {
        title: format!("Cost and revenue by {}", plan.scale),
        said: format!("{said}.{begins}"),
        chart: Some(chart).filter(Chart::says),
        figures: Some(sheet.table()),
    })
}

/// What a month costs now, and at a few times the users: `$322.62 a month at 2,000 users, $599.30 at 4,000, $2,714.43 at
/// 20,000`. What is beyond the slider's end is not told.
fn larger(subject: &Subject, plan: &Plan, slider: usize, quote: &Quote) -> String {
    let (catalog, scenario) = (subject.catalog, subject.session.scenario());
    let slider = &catalog.sliders[slider];
    let users = scenario.value(catalog, slider);
    let told = |cost: Result<Estimate, Overflow>| cost.map_or("—".to_owned(), |cost| money(cost.expected));
    let mut said = format!("{} a month at {} {}", told(quote.cost), grouped(users, 0), plan.scale);
    let more = TIMES.into_iter().filter_map(|times| users.times(Decimal::from(times)).ok());
    for users in more.filter(|more| *more > users && *more <= slider.max) {
        let mut larger = scenario.clone();
        larger.set(catalog, slider, users);
        said.push_str(&format!(", {} at {}", told(engine::quote(catalog, &larger).cost), grouped(users, 0)));
    }
    said
}

fn matters(subject: &Subject, plan: &Plan) -> Ahead {
    let (catalog, scenario) = (subject.catalog, subject.session.scenario());
    let title = "What matters most".to_owned();
    let swing = Swing::default();
    match sensitivity::sensitivity(catalog, plan, scenario, &swing) {
        Err(untold) => Ahead { title, said: format!("{}.", capital(&untold.to_string())), chart: None, figures: None },
        Ok(tornado) => {
            let answer = report::sensitivity::sensitivity(catalog, plan, (&swing, &tornado), None, String::new());
            let sheet = &answer.sheets[0];
            let chart = Chart::tornado(&tornado, sheet);
            Ahead {
                title,
                said: format!("{}.", sheet.title),
                chart: Some(chart).filter(Chart::says),
                figures: Some(sheet.table()),
            }
        }
    }
}

fn months(subject: &Subject, plan: &Plan) -> Ahead {
    let (catalog, scenario) = (subject.catalog, subject.session.scenario());
    let title = "The months ahead".to_owned();
    match forecast::forecast(catalog, plan, scenario, &Horizon::default()) {
        Err(wrong) => {
            let words: Vec<String> = wrong.iter().map(|wrong| capital(&wrong.to_string())).collect();
            Ahead { title, said: format!("{}.", words.join("; ")), chart: None, figures: None }
        }
        Ok(found) => {
            let sheet = report::forecast(catalog, plan, scenario, &found).sheets.swap_remove(0);
            let points = match Picture::months(&found) {
                Picture::Months { points, .. } => points,
                _ => Vec::new(),
            };
            let begins = found.months.windows(2).filter(|pair| pair[0].stage != pair[1].stage);
            let stages = begins.map(|pair| (pair[1].number.into(), (pair[1].stage + 1).to_string()));
            let chart = Chart::Curve(Curved {
                points: points.iter().map(|point| (point.month, point.cost, point.revenue)).collect(),
                stages: stages.collect(),
                here: None,
                across: Scaled::Linear,
                name: "months from now".to_owned(),
            });
            Ahead {
                title,
                said: format!("{}.", sheet.title),
                chart: Some(chart).filter(Chart::says),
                figures: Some(sheet.table()),
            }
        }
    }
}

fn sure(subject: &Subject, plan: &Plan) -> Ahead {
    let (catalog, scenario) = (subject.catalog, subject.session.scenario());
    let title = "How sure that is".to_owned();
    let threads = available_parallelism().map_or(1, usize::from);
    let draws = Draws { count: DRAWS, seed: 1, together: false, budget: None, threads };
    match simulate::simulate(catalog, scenario, &draws, &|_| true) {
        Err(none) => Ahead { title, said: format!("{}.", capital(&none.to_string())), chart: None, figures: None },
        Ok(risk) => {
            let certain = risk.inputs.is_empty();
            let answer = report::simulate::simulate(catalog, plan, scenario, &risk, String::new());
            let chart = Chart::bins(Picture::bins(&risk, Drawn::Margin, "margin")).filter(Chart::says);
            let sampled = if chart.is_some() { " Drawn is the margin, of 100,000 samples." } else { "" };
            Ahead {
                title,
                said: format!("{}.{sampled}", report::simulate::sentence(&risk)),
                chart,
                figures: (!certain).then(|| answer.sheets[0].table()),
            }
        }
    }
}

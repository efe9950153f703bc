//! Questions: what is asked of a scenario beside its quote, as one value that a screen can hand to a thread and take back.

use super::compare::{self, Compared, Comparison};
use super::forecast::{self, Ahead, Forecast, Wrong};
use super::heat::{self, HeatMap};
use super::optimise::{self, Allowed, Optimum};
use super::seek::{self, CannotSeek, Sought};
use super::sensitivity::{self, Swing, Tornado, Untold};
use super::simulate::{self, Draws, NoRisk, Risk};
use super::sweep::Along;
use crate::amount::Overflow;
use crate::catalog::{Catalog, Goal};
use crate::engine;
use crate::scenario::Scenario;

/// A question about a scenario.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Question {
    /// How scenarios stand beside the first of them.
    Compare(Vec<(String, Scenario)>),
    /// What moves a figure most.
    Sensitivity(Scenario, Swing),
    /// Where each slider makes a figure as wanted.
    Seek(Scenario, Goal),
    /// The cheapest levers that are allowed.
    Optimise(Scenario, Allowed),
    /// A figure over two sliders: across and up.
    Map(Scenario, String, [Along; 2]),
    /// The months ahead.
    Forecast(Scenario, Ahead),
    /// How sure the figures are.
    Risk(Scenario, Draws),
}

/// What was found.
#[derive(Debug)]
pub enum Found {
    /// The scenarios with their quotes, and how they differ.
    Compare(Vec<Compared>, Comparison),
    /// The tornado, or why there is none.
    Sensitivity(Result<Tornado, Untold>),
    /// The spans of each slider.
    Seek(Result<Vec<Sought>, CannotSeek>),
    /// The set of levers.
    Optimise(Box<Result<Optimum, Overflow>>),
    /// The map.
    Map(HeatMap),
    /// The months, or what is wrong with what was asked.
    Forecast(Box<Result<Forecast, Vec<Wrong>>>),
    /// The draws.
    Risk(Box<Result<Risk, NoRisk>>),
}

impl Question {
    /// The scenario that it is about.
    pub fn scenario(&self) -> Option<&Scenario> {
        match self {
            Question::Compare(scenarios) => scenarios.first().map(|(_, scenario)| scenario),
            Question::Sensitivity(scenario, _)
            | Question::Seek(scenario, _)
            | Question::Optimise(scenario, _)
            | Question::Map(scenario, ..)
            | Question::Forecast(scenario, _)
            | Question::Risk(scenario, _) => Some(scenario),
        }
    }

    /// How many steps its answer takes that `watch` is told of; none where it takes one.
    pub fn steps(&self) -> Option<usize> {
        match self {
            Question::Risk(_, draws) => Some(draws.count),
            Question::Map(.., [_, up]) => Some(up.points),
            _ => None,
        }
    }

    /// Finds the answer. `watch` is told how many steps are done, and answers whether to go on; none where it does not.
    pub fn ask(&self, catalog: &Catalog, watch: &(dyn Fn(usize) -> bool + Sync)) -> Option<Found> {
        let plan = engine::plan_of(catalog, self.scenario()?)?;
        Some(match self {
            Question::Compare(scenarios) => {
                let priced = scenarios.iter().map(|(name, scenario)| Compared::of(catalog, name, scenario.clone()));
                let columns: Vec<Compared> = priced.collect();
                let comparison = compare::compare(catalog, &columns);
                Found::Compare(columns, comparison)
            }
            Question::Sensitivity(scenario, swing) => {
                Found::Sensitivity(sensitivity::sensitivity(catalog, plan, scenario, swing))
            }
            Question::Seek(scenario, goal) => {
                let sliders = seek::sliders(catalog, plan, goal).into_iter();
                let sought = sliders.take_while(|_| watch(0)).map(|slider| seek::seek(catalog, scenario, goal, slider));
                let found = Found::Seek(sought.collect());
                // Some of the sliders are no answer.
                return watch(0).then_some(found);
            }
            Question::Optimise(scenario, allowed) => {
                Found::Optimise(Box::new(optimise::optimise(catalog, plan, scenario, allowed)))
            }
            Question::Map(scenario, metric, [across, up]) => {
                let metric = catalog.metric(metric)?;
                Found::Map(heat::heat_map(catalog, scenario, metric, (across, up), watch)?)
            }
            Question::Forecast(scenario, ahead) => {
                Found::Forecast(Box::new(forecast::forecast(catalog, plan, scenario, ahead)))
            }
            Question::Risk(scenario, draws) => match simulate::simulate(catalog, scenario, draws, watch) {
                Err(NoRisk::Cancelled) => return None,
                risk => Found::Risk(Box::new(risk)),
            },
        })
    }
}

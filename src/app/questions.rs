//! Views 2, 4, 5 and 6: what is asked there, what was found, which row is selected, and what keys do.

mod keys;
mod pins;
mod typed;
mod work;

pub use work::Work;

use super::{App, View};
use crate::amount::Decimal;
use crate::answers::{self, Shown};
use crate::catalog::{Comparison, Goal, Sign};
use crate::explore::forecast::{Ahead, Growth};
use crate::explore::optimise::Allowed;
use crate::explore::question::{Found, Question};
use crate::explore::sensitivity::Swing;
use crate::explore::simulate::Draws;
use crate::explore::sweep::Along;
use crate::rows::{Handle, Row};
use crate::session::Pinned;

/// What a question view shows.
#[derive(Debug, Default)]
pub struct Questions {
    /// The answer, as rows and a picture.
    pub shown: Shown,
    /// The selected row.
    pub at: usize,
    /// The part of view 4 that is shown.
    pub part: Part,
    /// What is asked.
    pub asked: Asked,
    /// What was found, and what is being looked for.
    pub work: Work,
    /// What was unpinned last, and where it stood, as long as nothing was changed since.
    unpinned: Option<(usize, Pinned)>,
}

/// A part of view 4.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Part {
    /// What moves a figure most.
    #[default]
    Tornado,
    /// Where each slider makes a figure as wanted.
    Seek,
    /// The cheapest levers.
    Levers,
    /// A figure over users and concurrency.
    Map,
}

impl Part {
    /// All of them, in the order of Tab.
    pub const ALL: [Part; 4] = [Part::Tornado, Part::Seek, Part::Levers, Part::Map];

    /// Its name on the screen.
    pub fn name(self) -> &'static str {
        match self {
            Part::Tornado => "What matters",
            Part::Seek => "Seek",
            Part::Levers => "Best levers",
            Part::Map => "Map",
        }
    }
}

/// The figures that `<` and `>` go through.
pub const FIGURES: [&str; 5] = ["cost", "cost_per_user", "margin", "margin_percent", "infra_percent"];

/// How far a forecast looks.
pub const HORIZONS: [u32; 5] = [6, 12, 24, 36, 60];

/// How many draws there are.
pub const DRAWS: [usize; 3] = [10_000, 100_000, 1_000_000];

/// Values across and up a map.
const MAP: (usize, usize) = (96, 28);

/// What is asked.
#[derive(Debug)]
pub struct Asked {
    /// The figure of the tornado, by its place among [`FIGURES`].
    pub figure: usize,
    /// The figure of the map.
    pub mapped: usize,
    /// What sliders are moved by, down and up.
    pub by: Decimal,
    /// Whether they are moved to the ends of the document's own ranges instead.
    pub own: bool,
    /// What is sought.
    pub goal: Goal,
    /// Whether other cards are looked at for the cheapest levers.
    pub cards: bool,
    /// How far the forecast looks, by its place among [`HORIZONS`].
    pub horizon: usize,
    /// The roadmap that the forecast follows, by its place in the plan.
    pub roadmap: Option<usize>,
    /// Growth or users of each month, as they were typed.
    pub by_month: Option<Growth>,
    /// Cash before the first month of the forecast.
    pub cash: Decimal,
    /// What a month may cost; the plan's own budget where none was typed.
    pub budget: Option<Decimal>,
    /// Whether what happens is shown in the place of the months.
    pub events: bool,
    /// Whether the growth is moved in the place of the users.
    pub growth: bool,
    /// How many draws, by their place among [`DRAWS`].
    pub draws: usize,
    /// Whether all ranges are low together.
    pub together: bool,
    /// The selected scenario of the comparison.
    pub column: usize,
}

impl Default for Asked {
    fn default() -> Self {
        let is = Comparison { sign: Sign::AtLeast, threshold: Decimal::new(80, 0) };
        Asked {
            figure: 0,
            mapped: 2, // the margin, of which it shows where it ends
            by: Decimal::new(20, 2),
            own: false,
            goal: Goal { metric: "margin_percent".to_owned(), is },
            cards: false,
            horizon: 2,
            roadmap: None,
            by_month: None,
            cash: Decimal::ZERO,
            budget: None,
            events: false,
            growth: true,
            draws: 1,
            together: false,
            column: 1,
        }
    }
}

impl App {
    /// The row that is selected in the view, where it is a question.
    pub fn question_row(&self) -> Option<&Row> {
        self.questions.shown.blocks.iter().flat_map(|block| &block.rows).nth(self.questions.at)
    }

    /// What was unpinned is taken back no more: another change came after it.
    pub(super) fn forget_unpinned(&mut self) {
        self.questions.unpinned = None;
    }

    /// What the view asks now; none where it is no question.
    fn question(&self) -> Option<Question> {
        let (asked, scenario) = (&self.questions.asked, self.scenario().clone());
        Some(match (self.view, self.questions.part) {
            (View::Compare, _) => Question::Compare(self.compared()),
            (View::Sensitivity, Part::Tornado) => Question::Sensitivity(
                scenario,
                Swing { by: asked.by, own: asked.own, metric: FIGURES[asked.figure].to_owned() },
            ),
            (View::Sensitivity, Part::Seek) => Question::Seek(scenario, asked.goal.clone()),
            (View::Sensitivity, Part::Levers) => {
                Question::Optimise(scenario, Allowed { cards: asked.cards, ..Allowed::default() })
            }
            (View::Sensitivity, Part::Map) => {
                let along = |id, points| {
                    let slider = self.catalog.driver_index(id)?;
                    Some(Along::of(&self.catalog, self.plan(), self.scenario(), slider, points))
                };
                Question::Map(
                    scenario,
                    FIGURES[asked.mapped].to_owned(),
                    [along("users", MAP.0)?, along("concurrency", MAP.1)?],
                )
            }
            (View::Forecast, _) => {
                let roadmap = asked.roadmap.and_then(|at| self.plan().roadmaps.get(at));
                let growth = asked.by_month.clone();
                let growth = growth.or_else(|| roadmap.map(|map| Growth::Roadmap(map.id.clone()))).unwrap_or_default();
                Question::Forecast(
                    scenario,
                    Ahead { months: HORIZONS[asked.horizon], growth, cash: asked.cash, budget: asked.budget },
                )
            }
            (View::Risk, _) => {
                let count = DRAWS[asked.draws];
                Question::Risk(
                    scenario,
                    Draws { count, seed: 1, together: asked.together, budget: asked.budget, threads: 1 },
                )
            }
            (View::Explore | View::Cards | View::Sources, _) => return None,
        })
    }

    /// The baseline, what is chosen now, and what is pinned.
    pub(super) fn compared(&self) -> Vec<(String, crate::scenario::Scenario)> {
        let first =
            [("Baseline", &self.session.baseline), ("Now", self.scenario())].map(|(n, s)| (n.to_owned(), s.clone()));
        first
            .into_iter()
            .chain(self.session.pinned.iter().map(|pin| (pin.name.clone(), pin.scenario.clone())))
            .collect()
    }

    /// Asks the question of the view, unless what was found answers it already.
    pub(super) fn read_questions(&mut self) {
        let Some(question) = self.question() else { return };
        if self.questions.work.ask(question) {
            return;
        }
        self.show_found();
    }

    /// Makes rows of what was found.
    pub(super) fn show_found(&mut self) {
        let part = usize::from(self.questions.asked.events);
        let Some((question, found)) = self.questions.work.found() else { return };
        let shown = answers::show(&self.catalog, self.plan(), question, found, part);
        // The selection stays on a slider with its spread, wherever that goes.
        let handle = self.question_row().and_then(|row| row.handle.clone());
        let same = |row: &Row| matches!(row.handle, Some(Handle::Spread(_))) && row.handle == handle;
        let mut rows = shown.blocks.iter().flat_map(|block| &block.rows);
        let at = rows.position(same).unwrap_or(self.questions.at);
        let all: usize = shown.blocks.iter().map(|block| block.rows.len()).sum();
        self.questions.at = at.min(all.saturating_sub(1));
        self.questions.shown = shown;
    }

    /// The set of levers that was found cheapest, with its scenario.
    fn best_levers(&self) -> Option<&crate::explore::optimise::Optimum> {
        match self.questions.work.found()?.1 {
            Found::Optimise(optimum) => optimum.as_ref().as_ref().ok(),
            _ => None,
        }
    }
}

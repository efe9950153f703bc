//! The explorer's state and what changes it: `update`, pure. No terminal, file or clock; the world is asked by `Effect`.

mod anew;
mod cards;
mod choices;
mod entry;
mod exports;
mod held;
mod incoming;
mod income;
mod levers;
mod lines;
mod message;
mod panes;
mod parts;
mod questions;
mod sources;
mod total;
mod track;
mod typing;
mod update;
mod view;
mod watch;

pub use cards::Cards;
pub use choices::Row;
pub use entry::{Entry, Typed};
pub use exports::Leaving;
pub use incoming::{CameIn, Incoming, State};
pub use levers::{LeverRow, Standing};
pub use message::{Command, Effect, Msg, Opening};
pub use parts::{Figure, OnDisk, Overlay, Pane, Selected};
pub use questions::{DRAWS, FIGURES, HORIZONS, Part, Questions, Work};
pub use sources::{Side, Sources};
pub use update::update;
pub use view::View;

use crate::amount::{Decimal, Number};
use crate::catalog::{Catalog, Plan, Slider};
use crate::date::Date;
use crate::engine::{self, Curve, Quote};
use crate::explore;
use crate::explore::sweep::Along;
use crate::explore::watch::{Subject, Watched};
use crate::explore::worth::{self, Silencers};
use crate::scenario::Scenario;
use crate::session::Session;
use std::path::PathBuf;
use std::sync::Arc;
use total::WrongTotal;

/// Everything the screen shows.
pub struct App {
    /// What is known.
    pub catalog: Arc<Catalog>,
    /// What the user chose, with baseline, history and notes.
    pub session: Session,
    /// The day, which tells what prices are old.
    pub today: Date,
    /// The file of the session.
    pub path: PathBuf,
    /// The answer now.
    pub quote: Quote,
    /// The answer at the baseline.
    pub baseline: Quote,
    /// The answer before the last change, for marking what just changed; none after a key that changed nothing.
    pub before: Option<Quote>,
    /// Cost and revenue along a slider, the users unless another was asked for.
    pub curve: Curve,
    /// What fills the body of the screen.
    pub view: View,
    /// What view 3 shows.
    pub cards: Cards,
    /// What views 2, 4, 5 and 6 show.
    pub questions: Questions,
    /// What view 7 shows.
    pub sources: Sources,
    /// The levers, what is worth most first.
    pub levers: Vec<LeverRow>,
    /// What the levers that are on save together; none where none is on.
    pub saved: Option<Decimal>,
    /// What the rules say, worst first.
    pub watch: Vec<Watched>,
    /// What would silence a rule, by its place in the plan; looked for where it is asked.
    silencers: Option<(usize, Silencers)>,
    wrong_total: WrongTotal,
    /// The slider that the curve goes by, by its place in the catalog, where that is not the users.
    curve_by: Option<usize>,
    /// The pane that has the keys.
    pub focus: Pane,
    /// The pane that stands on the left where there is room for one: the one of those that had the keys last.
    pub left: Pane,
    /// The selected row of each pane.
    pub selected: Selected,
    /// What lies over the panes.
    pub overlay: Overlay,
    /// Whether the session is on disk.
    pub on_disk: OnDisk,
    /// A file that comes in.
    pub incoming: Option<Incoming>,
    /// What is wrong with the user's catalog as it is now, while the last good one counts.
    pub catalog_fault: Option<String>,
    /// The last thing to say; shown until the next key.
    pub said: Option<String>,
    /// The plan's sliders, by their place in the catalog; those of `plan_shown`.
    sliders: Vec<usize>,
    plan_shown: String,
    /// Whether the scenario changed since it was priced.
    stale: bool,
}

/// Steps of the curve.
pub const CURVE_STEPS: usize = 400;

impl App {
    /// The explorer on a session.
    pub fn new(catalog: Arc<Catalog>, session: Session, path: PathBuf, today: Date) -> Self {
        let quote = engine::quote(&catalog, session.scenario());
        let mut app = App {
            baseline: engine::quote(&catalog, &session.baseline),
            before: None,
            curve: Curve::default(),
            quote,
            catalog,
            session,
            today,
            path,
            view: View::default(),
            cards: Cards::default(),
            questions: Questions::default(),
            sources: Sources::default(),
            levers: Vec::new(),
            saved: None,
            watch: Vec::new(),
            silencers: None,
            wrong_total: WrongTotal::default(),
            curve_by: None,
            focus: Pane::WhatIf,
            left: Pane::WhatIf,
            selected: Selected::default(),
            overlay: Overlay::None,
            on_disk: OnDisk::Untouched,
            incoming: None,
            catalog_fault: None,
            said: None,
            sliders: Vec::new(),
            plan_shown: String::new(),
            stale: false,
        };
        app.find_sliders();
        app.draw_curve();
        app.weigh();
        app.check_total();
        app
    }

    /// The scenario now.
    pub fn scenario(&self) -> &Scenario {
        self.session.scenario()
    }

    /// The plan now.
    pub fn plan(&self) -> &Plan {
        // A catalog without plans is refused at load.
        engine::plan_of(&self.catalog, self.scenario()).unwrap_or(&self.catalog.plans[0])
    }

    /// Prices the scenario again if it changed, keeping the answer before for the marks. A thousand keys at once are
    /// priced once: when the screen is drawn, or when a key asks about the answer.
    pub fn refresh(&mut self) {
        if std::mem::take(&mut self.stale) {
            self.price();
        }
        self.look_for_silencers();
    }

    fn price(&mut self) {
        let quote = engine::quote(&self.catalog, self.session.scenario());
        self.before = Some(std::mem::replace(&mut self.quote, quote));
        self.find_sliders();
        self.draw_curve();
        self.weigh();
        self.check_total();
        self.selected.bill = self.selected.bill.min(self.bill_rows().saturating_sub(1));
        self.selected.what_if = self.selected.what_if.min(self.rows().len().saturating_sub(1));
        self.read_cards();
        self.read_questions();
        self.read_sources();
    }

    /// What the levers are worth and what the rules say. Where the keys are, the selection stays on its lever or rule,
    /// wherever that goes.
    fn weigh(&mut self) {
        let rule_of = |row: &Watched, quote: &Quote| match row.of {
            Subject::Rule(at) => quote.verdicts.get(at).map(|verdict| verdict.rule),
            Subject::Move(_) => None,
        };
        let answered = self.before.as_ref().unwrap_or(&self.quote);
        let watched = self.watch.get(self.selected.watch).and_then(|row| rule_of(row, answered));
        let selected = self.levers.get(self.selected.levers).map(|row| row.worth.lever);
        let worths = worth::levers(&self.catalog, self.plan(), self.session.scenario());
        self.levers = levers::rows(self.plan(), &worths);
        self.saved = worths.together;
        let same = |row: &LeverRow| self.focus == Pane::Levers && Some(row.worth.lever) == selected;
        let at = self.levers.iter().position(same).unwrap_or(self.selected.levers);
        self.selected.levers = at.min(self.levers.len().saturating_sub(1));
        self.watch = explore::watch::rows(&self.catalog, self.plan(), &self.quote);
        let same =
            |row: &Watched| self.focus == Pane::Watch && watched.is_some() && rule_of(row, &self.quote) == watched;
        let at = self.watch.iter().position(same).unwrap_or(self.selected.watch);
        self.selected.watch = at.min(self.watch.len().saturating_sub(1));
        self.silencers = None;
    }

    fn find_sliders(&mut self) {
        if self.plan_shown == self.plan().id {
            return;
        }
        let place = |slider: &Slider| self.catalog.sliders.iter().position(|s| s.id == slider.id);
        self.sliders = self.catalog.sliders_of(self.plan()).filter_map(place).collect();
        self.plan_shown = self.plan().id.clone();
    }

    fn draw_curve(&mut self) {
        let Some(users) = self.catalog.driver_index("users") else { return };
        let slider = self.curve_by.filter(|at| self.sliders.contains(at)).unwrap_or(users);
        let along = Along::of(&self.catalog, self.plan(), self.session.scenario(), slider, CURVE_STEPS);
        let span = (f64::of(along.from), f64::of(along.to));
        self.curve = Curve::of(&self.catalog, self.session.scenario(), slider, span, CURVE_STEPS);
    }

    /// Draws the curve along the selected slider, or along the users again.
    fn turn_curve(&mut self) {
        let selected = match (self.focus, self.row()) {
            (Pane::WhatIf, Row::Slider(at)) if self.catalog.sliders[at].id != "users" => Some(at),
            _ => None,
        };
        self.curve_by = selected.filter(|at| self.curve_by != Some(*at));
        self.draw_curve();
        if self.curve_by.is_none() {
            self.say("the curve goes by users; on another slider c turns it to that");
        }
    }

    /// Where a slider stands.
    pub fn value_of(&self, slider: &str) -> Option<Decimal> {
        self.catalog.slider(slider).map(|slider| self.scenario().value(&self.catalog, slider))
    }

    /// The one gate for every change of the scenario: undo, prices, marks and autosave can't be forgotten.
    fn change(&mut self, edit: impl FnOnce(&mut Scenario)) -> Option<Effect> {
        if !self.session.change(edit) {
            return None;
        }
        self.changed()
    }

    fn changed(&mut self) -> Option<Effect> {
        self.stale = true;
        self.forget_unpinned();
        if self.plan_shown != self.scenario().plan {
            self.refresh();
            // Another plan's month is nothing to compare this one's with.
            if self.session.baseline.plan != self.scenario().plan {
                self.session.baseline = self.scenario().clone();
                self.baseline = self.quote.clone();
            }
        }
        self.on_disk = OnDisk::Pending;
        Some(Effect::Keep)
    }

    fn say(&mut self, words: impl Into<String>) {
        self.said = Some(words.into());
    }
}

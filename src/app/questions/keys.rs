//! What keys do in the views of questions.

use super::super::{App, Command, Effect, Entry, Overlay, Typed, View, update};
use super::{DRAWS, FIGURES, HORIZONS, Part};
use crate::amount::{self, Decimal};
use crate::catalog::{Goal, Sign};
use crate::rows::Handle;

/// The next place of so many, or the one before.
fn turned(at: usize, len: usize, back: bool) -> usize {
    (at + if back { len - 1 } else { 1 }) % len
}

impl App {
    /// A key of the table while a question is shown.
    pub(in crate::app) fn in_questions(&mut self, command: Command) -> Option<Effect> {
        match command {
            // Page keys and ends go through the rows; of a map the arrows move both sliders.
            Command::Move(by) if self.maps() && by.abs() == 1 => return self.move_slider("concurrency", by < 0, false),
            Command::Move(by) => self.select_row(self.questions.at.saturating_add_signed(by)),
            Command::End { high } => self.select_row(if high { usize::MAX } else { 0 }),
            Command::Adjust { up, coarse } => {
                let slider = self.spread_row().unwrap_or_else(|| self.led().to_owned());
                self.questions.asked.by_month = None; // the slider leads again
                return self.move_slider(&slider, up, coarse);
            }
            Command::Order { back } => self.turn(back),
            Command::Pane { back } => self.next_part(back),
            Command::Try => self.other_way(),
            Command::Explain => return self.take_row(),
            Command::Toggle => self.overlay = Overlay::Explain { scroll: 0 },
            Command::Restore => return self.give_back(),
            Command::Ask => self.ask_goal(None),
            Command::Undo if self.questions.unpinned.is_some() => return self.pin_again(),
            Command::Cancel if self.questions.work.is_late() => {
                self.questions.work.stop();
                self.say("stopped; another key looks again");
            }
            Command::Cancel => self.look_at(View::Explore),
            command => return update::on_panes(self, command),
        }
        None
    }

    fn maps(&self) -> bool {
        self.view == View::Sensitivity && self.questions.part == Part::Map
    }

    /// The slider that ← and → move, and that a number goes to.
    pub fn led(&self) -> &'static str {
        if self.view == View::Forecast && self.questions.asked.growth { "growth" } else { "users" }
    }

    /// The slider of the selected row, where that can be given a spread.
    pub(super) fn spread_row(&self) -> Option<String> {
        match self.question_row()?.handle.clone()? {
            Handle::Spread(slider) => Some(slider),
            _ => None,
        }
    }

    fn select_row(&mut self, at: usize) {
        let rows: usize = self.questions.shown.blocks.iter().map(|block| block.rows.len()).sum();
        self.questions.at = at.min(rows.saturating_sub(1));
    }

    /// A row was pointed at.
    pub(in crate::app) fn point_at_row(&mut self, row: Option<usize>) {
        if let Some(row) = row.filter(|_| self.view.asks() && matches!(self.overlay, Overlay::None)) {
            self.select_row(row);
        }
    }

    fn move_slider(&mut self, id: &str, up: bool, coarse: bool) -> Option<Effect> {
        let catalog = self.catalog.clone();
        let slider = catalog.slider(id)?;
        self.change(|scenario| scenario.nudge(&catalog, slider, up, coarse))
    }

    /// The next figure, horizon or number of draws.
    fn turn(&mut self, back: bool) {
        let asked = &mut self.questions.asked;
        match (self.view, self.questions.part) {
            (View::Sensitivity, Part::Seek) => {
                let at = FIGURES.iter().position(|figure| *figure == asked.goal.metric).unwrap_or(0);
                asked.goal = standard(FIGURES[turned(at, FIGURES.len(), back)]);
            }
            (View::Sensitivity, Part::Levers) => self.say("t looks at other cards too, and back"),
            (View::Sensitivity, Part::Map) => asked.mapped = turned(asked.mapped, FIGURES.len(), back),
            (View::Sensitivity, _) => asked.figure = turned(asked.figure, FIGURES.len(), back),
            (View::Forecast, _) => asked.horizon = turned(asked.horizon, HORIZONS.len(), back),
            (View::Risk, _) => asked.draws = turned(asked.draws, DRAWS.len(), back),
            _ => self.say("P pins this scenario, + a saved one"),
        }
        self.read_questions();
    }

    /// The next part of the view; of a comparison the next scenario.
    fn next_part(&mut self, back: bool) {
        match self.view {
            View::Sensitivity => {
                let at = Part::ALL.iter().position(|part| *part == self.questions.part).unwrap_or(0);
                self.questions.part = Part::ALL[turned(at, Part::ALL.len(), back)];
                self.questions.at = 0;
            }
            View::Forecast => {
                // Months with growth, months with users, events.
                let asked = &mut self.questions.asked;
                (asked.events, self.questions.at) = (!asked.events, 0);
                self.show_found();
            }
            View::Compare => {
                let columns = self.session.pinned.len() + 2;
                self.questions.asked.column = turned(self.questions.asked.column.min(columns - 1), columns, back);
            }
            _ => {}
        }
        self.read_questions();
    }

    /// The other way to ask: to the ends of the ranges, another comparison, with other cards or without, by a roadmap, all ranges together.
    fn other_way(&mut self) {
        let asked = &mut self.questions.asked;
        match (self.view, self.questions.part) {
            (View::Sensitivity, Part::Seek) => {
                let signs = [Sign::AtLeast, Sign::AtMost, Sign::Above, Sign::Below];
                let at = signs.iter().position(|sign| *sign == asked.goal.is.sign).unwrap_or(0);
                asked.goal.is.sign = signs[turned(at, signs.len(), false)];
            }
            (View::Sensitivity, Part::Tornado) => asked.own = !asked.own,
            (View::Sensitivity, Part::Levers) => asked.cards = !asked.cards,
            (View::Forecast, _) => (asked.growth, asked.by_month) = (!asked.growth, None),
            (View::Risk, _) => asked.together = !asked.together,
            _ => self.say("there is one way to ask this"),
        }
        self.read_questions();
    }

    /// The next source of growth: the slider, then each roadmap of the plan.
    pub(in crate::app) fn next_roadmap(&mut self) {
        let all = self.plan().roadmaps.len();
        if self.view != View::Forecast || all == 0 {
            return self.say("this plan has no roadmap to follow");
        }
        let asked = &mut self.questions.asked;
        asked.by_month = None;
        asked.roadmap = asked.roadmap.map_or(Some(0), |at| Some(at + 1)).filter(|at| *at < all);
        let words = match asked.roadmap.and_then(|at| self.plan().roadmaps.get(at)) {
            Some(map) => format!("by the roadmap: {}", map.name),
            None => "by the growth slider".to_owned(),
        };
        self.say(words);
        self.read_questions();
    }

    /// Takes what is selected: a slider at a value, the best levers, a scenario; opens the entry of a spread; else tells all.
    fn take_row(&mut self) -> Option<Effect> {
        match self.question_row().and_then(|row| row.handle.clone()) {
            Some(Handle::Set(slider, value)) => {
                let catalog = self.catalog.clone();
                let of = &catalog.sliders[slider];
                let effect = self.change(|scenario| scenario.set(&catalog, of, value));
                self.say(format!("{} {} now; u takes it back", of.label, of.show(value)));
                return effect;
            }
            Some(Handle::Spread(slider)) => {
                let text = self.scenario().spreads.get(&slider).map(ToString::to_string).unwrap_or_default();
                self.overlay = Overlay::Entry(Entry::new(Typed::Spread(slider), &text));
            }
            _ if self.view == View::Compare => return self.take_column(),
            _ if self.view == View::Sensitivity && self.questions.part == Part::Levers => return self.take_levers(),
            _ => self.overlay = Overlay::Explain { scroll: 0 },
        }
        None
    }

    fn take_levers(&mut self) -> Option<Effect> {
        let optimum = self.best_levers()?;
        let (found, saves) = (optimum.scenario.clone(), optimum.saves);
        let effect = self.change(|scenario| scenario.levers = found.levers);
        match effect {
            Some(_) => self.say(format!("on: {} a month less; u takes it back", amount::money(saves))),
            None => self.say("these are on already"),
        }
        effect
    }

    /// Takes a spread away, or the pin of the selected scenario.
    fn give_back(&mut self) -> Option<Effect> {
        if let Some(slider) = self.spread_row() {
            return self.change(|scenario| {
                scenario.spreads.remove(&slider);
            });
        }
        if self.view == View::Compare { self.unpin() } else { None }
    }
}

/// What is sought of a figure at first: the usual targets.
fn standard(metric: &str) -> Goal {
    use crate::catalog::Comparison;
    let (sign, threshold) = match metric {
        "cost" => (Sign::AtMost, 1000),
        "cost_per_user" => (Sign::AtMost, 1),
        "margin" => (Sign::AtLeast, 0),
        "margin_percent" => (Sign::AtLeast, 80),
        _ => (Sign::AtMost, 20),
    };
    Goal { metric: metric.to_owned(), is: Comparison { sign, threshold: Decimal::from(threshold) } }
}

//! View 7: which section is open, which row is selected, and what keys do there.

use super::held::Compared;
use super::{App, Command, Effect, Entry, OnDisk, Overlay, Typed, View, update};
use crate::amount::{self, Decimal};
use crate::catalog::{Calculator, Input, InputValue};
use crate::explore::audit::{self, Audit};
use crate::rows::{Handle, Row};
use crate::sources::{self, Facts, Section};

/// A side of the view.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Side {
    /// The sections.
    #[default]
    Sections,
    /// The rows of the chosen one.
    Rows,
}

/// What the view shows.
#[derive(Debug, Default)]
pub struct Sources {
    /// The sections of the plan as things are now; none before the view is opened.
    pub sections: Vec<Section>,
    /// The chosen one.
    pub section: usize,
    /// The side that has the keys.
    pub side: Side,
    /// The selected row of each section.
    selected: Vec<usize>,
    /// The plan that was audited, and its audit; none where a figure of it is too large.
    audited: Option<(String, Option<Audit>)>,
    /// What it was held against, and what came of that; none where a figure of it is too large.
    held: Option<Compared>,
}

impl Sources {
    /// The chosen section.
    pub fn section(&self) -> Option<&Section> {
        self.sections.get(self.section)
    }

    /// The selected row of the chosen section.
    pub fn selected(&self) -> usize {
        self.selected.get(self.section).copied().unwrap_or(0)
    }

    /// That row itself.
    pub fn row(&self) -> Option<&Row> {
        self.section()?.rows().nth(self.selected())
    }

    /// Goes to the place where another stood, as near as there is one.
    pub(super) fn stand_where(&mut self, other: Sources) {
        self.side = other.side;
        self.section = other.section.min(self.sections.len().saturating_sub(1));
        self.selected = other.selected;
        self.selected.resize(self.sections.len(), 0);
        self.select(self.selected());
    }

    fn rows(&self) -> usize {
        self.section().map_or(0, |section| section.rows().count())
    }

    fn select(&mut self, at: usize) {
        let last = self.rows().saturating_sub(1);
        if let Some(selected) = self.selected.get_mut(self.section) {
            *selected = at.min(last);
        }
    }

    fn move_by(&mut self, by: isize) {
        match self.side {
            Side::Sections => {
                self.section = self.section.saturating_add_signed(by).min(self.sections.len().saturating_sub(1))
            }
            Side::Rows => self.select(self.selected().saturating_add_signed(by)),
        }
    }

    fn go_to_end(&mut self, high: bool) {
        match (self.side, high) {
            (_, true) => self.move_by(isize::MAX),
            (Side::Sections, false) => self.section = 0,
            (Side::Rows, false) => self.select(0),
        }
    }
}

impl App {
    /// Shows a view.
    pub(super) fn look_at(&mut self, view: View) {
        self.overlay = Overlay::None;
        self.view = view;
        self.refresh();
        self.questions.at = 0;
        self.read_cards();
        self.read_questions();
        self.read_sources();
    }

    /// Makes the rows of view 7 anew, while it is shown. The audit is made once for a plan.
    pub(super) fn read_sources(&mut self) {
        if self.view != View::Sources {
            return;
        }
        let mut shown = std::mem::take(&mut self.sources);
        let plan = self.plan();
        let (_, audit) = match shown.audited.take().filter(|(id, _)| *id == plan.id) {
            Some(audited) => audited,
            None => {
                (shown.section, shown.selected) = (0, Vec::new());
                (plan.id.clone(), audit::audit(&self.catalog, plan).ok())
            }
        };
        let held = self.held_against(shown.held.take());
        shown.sections = sources::sections(&Facts {
            catalog: &self.catalog,
            plan,
            scenario: self.scenario(),
            quote: &self.quote,
            audit: audit.as_ref(),
            against: held.as_ref().and_then(|held| held.found.as_ref()),
            today: self.today,
            ticks: &self.session.ticks,
        });
        shown.held = held;
        shown.audited = Some((plan.id.clone(), audit));
        shown.selected.resize(shown.sections.len(), 0);
        shown.section = shown.section.min(shown.sections.len().saturating_sub(1));
        shown.select(shown.selected());
        self.sources = shown;
    }

    /// A key of the table while view 7 is shown.
    pub(super) fn in_sources(&mut self, command: Command) -> Option<Effect> {
        match command {
            Command::Move(by) => self.sources.move_by(by),
            Command::End { high } => self.sources.go_to_end(high),
            Command::Pane { .. } => {
                self.sources.side = if self.sources.side == Side::Rows { Side::Sections } else { Side::Rows }
            }
            Command::Adjust { up, .. } => self.sources.side = if up { Side::Rows } else { Side::Sections },
            Command::Explain if self.sources.side == Side::Sections => self.sources.side = Side::Rows,
            Command::Explain if self.sources.row().is_some() => self.overlay = Overlay::Explain { scroll: 0 },
            Command::Cancel => self.look_at(View::Explore),
            Command::Toggle => return self.tick(),
            Command::Restore => return self.restore_input(),
            Command::Explain | Command::Baseline => {}
            command => return update::on_panes(self, command),
        }
        None
    }

    /// A side, and one of its rows, was pointed at.
    pub(super) fn point_in_sources(&mut self, side: Side, row: Option<usize>) {
        if self.view != View::Sources || !matches!(self.overlay, Overlay::None) {
            return;
        }
        self.sources.side = side;
        match (side, row) {
            (Side::Sections, Some(row)) => {
                self.sources.section = row.min(self.sources.sections.len().saturating_sub(1))
            }
            (Side::Rows, Some(row)) => self.sources.select(row),
            (_, None) => {}
        }
    }

    fn handle(&self) -> Option<Handle> {
        self.sources.row().filter(|_| self.sources.side == Side::Rows)?.handle.clone()
    }

    /// Ticks the selected row, or takes the tick away. Like notes, ticks are no part of the scenario.
    fn tick(&mut self) -> Option<Effect> {
        let Some(Handle::Tick(tick)) = self.handle() else {
            self.say("Space ticks the rows of checklists and procedures");
            return None;
        };
        if !self.session.ticks.remove(&tick) {
            self.session.ticks.insert(tick);
        }
        self.read_sources();
        self.on_disk = OnDisk::Pending;
        Some(Effect::Keep)
    }

    /// Begins to type the value of the selected input.
    pub(super) fn start_input(&mut self, text: &str) {
        match self.handle() {
            Some(Handle::Input(key)) => {
                self.said = None;
                self.overlay = Overlay::Entry(Entry::new(Typed::Input(key), text));
            }
            _ => self.say("a number goes on an input of a calculator, marked ="),
        }
    }

    fn restore_input(&mut self) -> Option<Effect> {
        let Some(Handle::Input(key)) = self.handle() else { return None };
        self.change(|scenario| {
            scenario.inputs.remove(&key);
        })
    }

    /// What was typed for an input; the document's own value leaves no change behind.
    pub(super) fn take_input(&mut self, key: &str, text: &str) -> Result<Option<Effect>, String> {
        let input = self.input(key).ok_or("this input is gone")?;
        let share = input.is_share();
        let text = if share { text } else { text.trim_end_matches('%').trim_end() };
        let value = amount::entry(text, share).map_err(|bad| bad.to_string())?.normalize();
        if value < Decimal::ZERO {
            return Err("0 or more".to_owned());
        }
        let own = matches!(&input.value, InputValue::Number(own) if own.is_exact() && own.expected == value);
        Ok(self.change(|scenario| {
            if own {
                scenario.inputs.remove(key);
            } else {
                scenario.inputs.insert(key.to_owned(), value);
            }
        }))
    }

    fn input(&self, key: &str) -> Option<&Input> {
        let (calculator, input) = key.split_once('/')?;
        let mut all = self.catalog.notes_of(self.plan())?.calculators.iter();
        let of: &Calculator = all.find(|of| of.id == calculator)?;
        of.inputs.iter().find(|other| other.id == input)
    }
}

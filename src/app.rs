//! The explorer's state and what changes it: `update`, pure. No terminal, file or clock; the world is asked by `Effect`.

mod choices;
mod entry;

pub use choices::Row;
pub use entry::{Entry, Typed};

use crate::catalog::{Catalog, Plan, Slider};
use crate::engine::{self, Curve, Quote};
use crate::scenario::Scenario;
use crate::session::store::Listed;
use crate::session::{Kept, KeptReport, Session};
use std::path::PathBuf;
use std::sync::Arc;
use tui_input::InputRequest;

/// Everything the screen shows.
pub struct App {
    /// What is known.
    pub catalog: Arc<Catalog>,
    /// What the user chose, with baseline, history and notes.
    pub session: Session,
    /// The file of the session.
    pub path: PathBuf,
    /// The answer now.
    pub quote: Quote,
    /// The answer at the baseline.
    pub baseline: Quote,
    /// The answer before the last change, for marking what just changed; none after a key that changed nothing.
    pub before: Option<Quote>,
    /// Cost and revenue along the users slider.
    pub curve: Curve,
    /// The pane that has the keys.
    pub focus: Pane,
    /// The selected row of each pane.
    pub selected: Selected,
    /// What lies over the panes.
    pub overlay: Overlay,
    /// Whether the session is on disk.
    pub on_disk: OnDisk,
    /// The last thing to say; shown until the next key.
    pub said: Option<String>,
    /// The plan's sliders, by their place in the catalog; those of `plan_shown`.
    sliders: Vec<usize>,
    plan_shown: String,
    /// Whether the scenario changed since it was priced.
    stale: bool,
}

/// A pane that can have the keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pane {
    /// Sliders and choices.
    WhatIf,
    /// The month in figures.
    Month,
    /// The lines.
    Bill,
}

/// The selected row of each pane.
#[derive(Clone, Copy, Debug, Default)]
pub struct Selected {
    /// Of the sliders and choices.
    pub what_if: usize,
    /// Of the figures.
    pub month: usize,
    /// Of the lines.
    pub bill: usize,
}

/// What lies over the panes.
#[derive(Clone, Debug)]
pub enum Overlay {
    /// Nothing.
    None,
    /// A value or name being typed.
    Entry(Entry),
    /// How a figure came about.
    Explain {
        /// First row shown.
        scroll: usize,
    },
    /// What was noted of the session.
    Notes {
        /// First row shown.
        scroll: usize,
    },
    /// The keys.
    Help {
        /// First row shown.
        scroll: usize,
    },
    /// The plans to choose from.
    Plans {
        /// The selected one.
        at: usize,
    },
    /// The sessions to open.
    Sessions {
        /// Those in the folder.
        list: Vec<Listed>,
        /// The selected one.
        at: usize,
    },
}

/// Whether the session is on disk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OnDisk {
    /// As it was opened; nothing to write.
    Untouched,
    /// Changed since it was written.
    Pending,
    /// On disk.
    Saved,
    /// Not on disk: why, and that it is tried again.
    Failed(String),
}

/// A figure of the month that can be selected and explained.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Figure {
    /// What a month costs.
    Cost,
    /// Per user and per concurrent user.
    PerUser,
    /// What comes in.
    Revenue,
    /// What is left.
    Margin,
    /// Cost as a share of revenue, and its rating.
    Infra,
    /// Where revenue covers cost.
    BreakEven,
    /// Where the next stage begins.
    NextCliff,
}

impl Figure {
    /// All of them, in the order of the pane.
    pub const ALL: [Figure; 7] = [
        Figure::Cost,
        Figure::PerUser,
        Figure::Revenue,
        Figure::Margin,
        Figure::Infra,
        Figure::BreakEven,
        Figure::NextCliff,
    ];
}

/// What a key can ask for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Command {
    /// Move the selected slider, choice or quantity a step.
    Adjust {
        /// Towards more.
        up: bool,
        /// A coarse step.
        coarse: bool,
    },
    /// Move it to an end.
    End {
        /// The high end.
        high: bool,
    },
    /// Select another row.
    Move(isize),
    /// Give another pane the keys.
    Pane {
        /// The one before.
        back: bool,
    },
    /// Explain the selected figure.
    Explain,
    /// Drop the selected line, take it in again, or switch an add-on.
    Toggle,
    /// Put the selected slider, choice or line back to where the plan has it.
    Restore,
    /// Take the last change back.
    Undo,
    /// Make it again.
    Redo,
    /// Compare with the scenario as it is now.
    Baseline,
    /// List the plans.
    Plans,
    /// List the sessions.
    Sessions,
    /// Write the session now.
    Save,
    /// Ask for a name to write it under.
    SaveAs,
    /// Ask for its new name.
    Rename,
    /// Show what was noted of the session.
    Notes,
    /// Ask for a line to add to the notes.
    AddNote,
    /// Show the keys.
    Help,
    /// Leave.
    Quit,
    /// Stop, until the shell brings the program back.
    Suspend,
    /// Take what is typed or selected.
    Accept,
    /// Close what lies over the panes.
    Cancel,
    /// Move or delete in what is typed.
    Edit(InputRequest),
}

/// What can happen to the explorer.
#[derive(Debug)]
pub enum Msg {
    /// A key of the table.
    Do(Command),
    /// A character that is no key here.
    Type(char),
    /// Text from the clipboard.
    Paste(String),
    /// A row was pointed at.
    Point(Pane, usize),
    /// A slider was dragged to a part of its track, in thousandths.
    Drag(usize, u16),
    /// The sessions of the folder.
    Listed(Vec<Listed>),
    /// A session was opened.
    Opened(Box<Session>, PathBuf),
    /// The session has another file and name now.
    Moved(PathBuf, String),
    /// News from autosaving.
    Kept(KeptReport),
    /// Something could not be done; why.
    Said(String),
}

/// What the world is asked to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Effect {
    /// The session changed: write it when there is time.
    Keep,
    /// Write it now.
    Save,
    /// Write it under a name.
    SaveAs(String),
    /// Give its file another name.
    Rename(String),
    /// List the folder.
    ListSessions,
    /// Read a session.
    Open(PathBuf),
    /// Stop until continued.
    Suspend,
    /// End.
    Quit,
}

/// Steps of the curve.
pub const CURVE_STEPS: usize = 400;

impl App {
    /// The explorer on a session.
    pub fn new(catalog: Arc<Catalog>, session: Session, path: PathBuf) -> Self {
        let quote = engine::quote(&catalog, session.scenario());
        let mut app = App {
            baseline: engine::quote(&catalog, &session.baseline),
            before: None,
            curve: Curve::default(),
            quote,
            catalog,
            session,
            path,
            focus: Pane::WhatIf,
            selected: Selected::default(),
            overlay: Overlay::None,
            on_disk: OnDisk::Untouched,
            said: None,
            sliders: Vec::new(),
            plan_shown: String::new(),
            stale: false,
        };
        app.find_sliders();
        app.draw_curve();
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
        if !std::mem::take(&mut self.stale) {
            return;
        }
        let quote = engine::quote(&self.catalog, self.session.scenario());
        self.before = Some(std::mem::replace(&mut self.quote, quote));
        self.find_sliders();
        self.draw_curve();
        self.selected.bill = self.selected.bill.min(self.bill_rows().saturating_sub(1));
        self.selected.what_if = self.selected.what_if.min(self.rows().len().saturating_sub(1));
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
        let (from, to) = self.span();
        self.curve = Curve::of(&self.catalog, self.session.scenario(), from, to, CURVE_STEPS);
    }

    /// The users that the curve spans: the plan's bands, and where the slider stands.
    fn span(&self) -> (f64, f64) {
        use crate::amount::Number;
        let edges = self.plan().stages.iter().flat_map(|stage| [stage.low, stage.high]).flatten();
        let edges: Vec<f64> = edges.map(f64::of).filter(|users| *users > 0.0).collect();
        let users = self.value_of("users").map_or(1.0, f64::of).max(1.0);
        let least = edges.iter().copied().fold(users, f64::min);
        let most = edges.iter().copied().fold(users, f64::max);
        ((least / 10.0).max(1.0), most * 4.0)
    }

    /// Where a slider stands.
    pub fn value_of(&self, slider: &str) -> Option<crate::amount::Decimal> {
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
        if self.plan_shown != self.scenario().plan {
            self.refresh();
        }
        self.on_disk = OnDisk::Pending;
        Some(Effect::Keep)
    }

    fn say(&mut self, words: impl Into<String>) {
        self.said = Some(words.into());
    }
}

/// Takes one message; what the world has to do for it is returned.
pub fn update(app: &mut App, msg: Msg) -> Option<Effect> {
    match msg {
        Msg::Do(command) => {
            app.said = None;
            if !app.stale {
                app.before = None;
            }
            if app.asks_the_quote(command) {
                app.refresh();
            }
            command_given(app, command)
        }
        Msg::Type(c) => app.typed(c),
        Msg::Paste(text) => app.pasted(&text),
        Msg::Point(pane, row) => {
            app.refresh();
            app.point(pane, row)
        }
        Msg::Drag(row, thousandths) => app.drag(row, thousandths),
        Msg::Listed(list) => {
            let at = list.iter().position(|listed| listed.path == app.path).unwrap_or(0);
            app.overlay = Overlay::Sessions { list, at };
            None
        }
        Msg::Opened(session, path) => {
            let name = session.name.clone();
            *app = App::new(app.catalog.clone(), *session, path);
            app.say(format!("opened {name}"));
            None
        }
        Msg::Moved(path, name) => {
            app.say(format!("this is {name} now"));
            (app.path, app.session.name, app.on_disk) = (path, name, OnDisk::Saved);
            None
        }
        Msg::Kept(report) => {
            app.heard(report);
            None
        }
        Msg::Said(words) => {
            app.say(words);
            None
        }
    }
}

fn command_given(app: &mut App, command: Command) -> Option<Effect> {
    match command {
        Command::Quit => return Some(Effect::Quit),
        Command::Suspend => return Some(Effect::Suspend),
        _ => {}
    }
    match app.overlay {
        Overlay::None => on_panes(app, command),
        Overlay::Entry(_) => app.in_entry(command),
        _ => on_overlay(app, command),
    }
}

fn on_panes(app: &mut App, command: Command) -> Option<Effect> {
    match command {
        Command::Adjust { up, coarse } => return app.adjust(up, coarse),
        Command::End { high } => return app.go_to_end(high),
        Command::Toggle => return app.toggle(),
        Command::Restore => return app.restore(),
        Command::Undo if app.session.undo() => return app.changed(),
        Command::Redo if app.session.redo() => return app.changed(),
        Command::Undo => app.say("nothing to undo"),
        Command::Redo => app.say("nothing to redo"),
        Command::Baseline => return app.rebase(),
        Command::Move(by) => app.move_by(by),
        Command::Pane { back } => app.focus = next_pane(app.focus, back),
        Command::Explain => app.overlay = Overlay::Explain { scroll: 0 },
        Command::Help => app.overlay = Overlay::Help { scroll: 0 },
        Command::Notes => app.overlay = Overlay::Notes { scroll: 0 },
        Command::AddNote => app.overlay = Overlay::Entry(Entry::new(Typed::Note, "")),
        Command::Plans => {
            let at = app.catalog.plans.iter().position(|plan| plan.id == app.plan().id).unwrap_or(0);
            app.overlay = Overlay::Plans { at };
        }
        Command::Sessions => return Some(Effect::ListSessions),
        Command::Save => return Some(Effect::Save),
        Command::SaveAs => app.overlay = Overlay::Entry(Entry::new(Typed::SaveAs, &app.session.name)),
        Command::Rename => app.overlay = Overlay::Entry(Entry::new(Typed::Rename, &app.session.name)),
        Command::Quit | Command::Suspend | Command::Accept | Command::Cancel | Command::Edit(_) => {}
    }
    None
}

/// The panes in the order of Tab.
const PANES: [Pane; 3] = [Pane::WhatIf, Pane::Bill, Pane::Month];

fn next_pane(pane: Pane, back: bool) -> Pane {
    let at = PANES.iter().position(|other| *other == pane).unwrap_or(0);
    PANES[(at + if back { PANES.len() - 1 } else { 1 }) % PANES.len()]
}

fn on_overlay(app: &mut App, command: Command) -> Option<Effect> {
    match command {
        Command::Move(by) => app.scroll(by),
        Command::Accept => return app.accept(),
        Command::Cancel => app.overlay = Overlay::None,
        _ => {}
    }
    None
}

impl App {
    /// Whether a command needs the answer to the scenario as it is; moving a slider, and taking it back, do not.
    fn asks_the_quote(&self, command: Command) -> bool {
        match command {
            Command::Undo | Command::Redo => false,
            Command::Adjust { .. } | Command::End { .. } => {
                self.focus != Pane::WhatIf || self.selected.what_if >= self.sliders.len()
            }
            _ => true,
        }
    }

    fn scroll(&mut self, by: isize) {
        let plans = self.catalog.plans.len();
        match &mut self.overlay {
            Overlay::Explain { scroll } | Overlay::Help { scroll } | Overlay::Notes { scroll } => {
                *scroll = moved(*scroll, by, usize::MAX)
            }
            Overlay::Plans { at } => *at = moved(*at, by, plans),
            Overlay::Sessions { list, at } => *at = moved(*at, by, list.len()),
            Overlay::None | Overlay::Entry(_) => {}
        }
    }

    fn accept(&mut self) -> Option<Effect> {
        match std::mem::replace(&mut self.overlay, Overlay::None) {
            Overlay::Plans { at } => {
                let plan = Scenario::of(&self.catalog.clone().plans[at]);
                self.selected = Selected::default();
                let effect = self.change(|scenario| *scenario = plan)?;
                self.refresh();
                self.session.baseline = self.scenario().clone();
                self.baseline = self.quote.clone();
                Some(effect)
            }
            Overlay::Sessions { list, at } => list.into_iter().nth(at).map(|listed| Effect::Open(listed.path)),
            _ => None,
        }
    }

    /// Selects another row of the focused pane.
    fn move_by(&mut self, by: isize) {
        let rows = match self.focus {
            Pane::WhatIf => self.rows().len(),
            Pane::Month => Figure::ALL.len(),
            Pane::Bill => self.bill_rows(),
        };
        let selected = self.selected_in(self.focus);
        *selected = moved(*selected, by, rows);
    }

    fn selected_in(&mut self, pane: Pane) -> &mut usize {
        match pane {
            Pane::WhatIf => &mut self.selected.what_if,
            Pane::Month => &mut self.selected.month,
            Pane::Bill => &mut self.selected.bill,
        }
    }

    fn point(&mut self, pane: Pane, row: usize) -> Option<Effect> {
        if matches!(self.overlay, Overlay::None) {
            self.focus = pane;
            *self.selected_in(pane) = 0;
            self.move_by(row as isize);
        }
        None
    }

    fn rebase(&mut self) -> Option<Effect> {
        self.session.baseline = self.scenario().clone();
        self.baseline = self.quote.clone();
        self.on_disk = OnDisk::Pending;
        self.say("this is the new baseline");
        Some(Effect::Keep)
    }

    fn heard(&mut self, report: KeptReport) {
        if report.path != self.path {
            return;
        }
        self.on_disk = match report.state {
            Kept::Saved => OnDisk::Saved,
            Kept::Failed(why) => OnDisk::Failed(format!("{why}; kept in memory and tried again")),
            Kept::ChangedOutside => {
                OnDisk::Failed("another program changed the file; S saves this under another name".to_owned())
            }
        };
    }
}

/// A place moved within `len` rows.
fn moved(at: usize, by: isize, len: usize) -> usize {
    at.saturating_add_signed(by).min(len.saturating_sub(1))
}

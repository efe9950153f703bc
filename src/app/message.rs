//! What can happen to the explorer, and what it asks of the world.

use super::{CameIn, Leaving, Pane, Side, View};
use crate::amount::Decimal;
use crate::catalog::Catalog;
use crate::explore::question::Found;
use crate::import::bill::Cost;
use crate::session::store::Listed;
use crate::session::{KeptReport, Session};
use std::path::PathBuf;
use std::sync::Arc;
use tui_input::InputRequest;

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
    /// Show a view.
    Look(View),
    /// Explain the selected figure.
    Explain,
    /// Switch the selected lever or add-on; drop the selected line, or take it in again.
    Toggle,
    /// Put the selected slider, choice, lever or line back to where the plan has it; take an answer back.
    Restore,
    /// Switch on the levers that silence the selected rule.
    Try,
    /// Put the cards in another order; ask a question for another figure, horizon or number of draws.
    Order {
        /// The one before.
        back: bool,
    },
    /// Draw the curve along the selected slider, or along the users again.
    Curve,
    /// Type what is sought.
    Ask,
    /// Follow another roadmap.
    Roadmap,
    /// Pin the scenario beside the others.
    Pin,
    /// List the sessions to pin one.
    PinSession,
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
    /// List what the session can leave as.
    Export,
    /// Copy what the view answers.
    Copy,
    /// Ask for a file to take in.
    Import,
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
    /// Draw everything anew.
    Redraw,
    /// Take what is typed or selected.
    Accept,
    /// Complete what is typed, where that is the name of a file; else take it.
    Complete,
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
    /// A row of view 3 was pointed at, or the view itself.
    PointCard(Option<usize>),
    /// A row of a question was pointed at, or the view itself.
    PointRow(Option<usize>),
    /// A side of view 7 was pointed at, and one of its rows.
    PointSources(Side, Option<usize>),
    /// A slider was dragged to a part of its track, in thousandths.
    Drag(usize, u16),
    /// The sessions of the folder: to open one, or to pin it.
    Listed(Vec<Listed>, bool),
    /// A session was read to be pinned.
    Pinned(Box<Session>),
    /// How far the answer to a question is, by its number, in percent.
    WentOn(u64, usize),
    /// The answer to a question, by its number; none where it was stopped.
    Answered(u64, Option<Found>),
    /// A session was opened.
    Opened(Box<Opening>),
    /// The user's catalog changed: as it is now, or everything wrong with it.
    Reloaded(Result<Arc<Catalog>, String>),
    /// The session has another file and name now.
    Moved(PathBuf, String),
    /// News from autosaving.
    Kept(KeptReport),
    /// A file's name as far as it can be completed.
    Completed(String),
    /// So many rows of the file that comes in are read.
    ReadsOn(u64),
    /// A file was read, or why not.
    CameIn(Result<CameIn, String>),
    /// A plan was written: the catalog that has it, and its id.
    PlanAdded(Arc<Catalog>, String),
    /// A file to write is there already.
    ThereAlready(Leaving, String),
    /// Something could not be done; why.
    Said(String),
}

/// A session to go on with.
#[derive(Debug)]
pub struct Opening {
    /// The session.
    pub session: Session,
    /// Its file, which need not be there yet.
    pub path: PathBuf,
    /// What the user should know.
    pub said: Option<String>,
    /// Whether it is not on disk as it is.
    pub changed: bool,
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
    /// List the folder: to open a session, or to pin one.
    ListSessions {
        /// To pin one.
        pin: bool,
    },
    /// Read a session to pin it.
    Pin(PathBuf),
    /// Read a session.
    Open(PathBuf),
    /// Write it into a file for others.
    Export {
        /// As what.
        leaving: Leaving,
        /// The file, as it was typed.
        file: String,
        /// Whether a file that is there may be written over.
        replace: bool,
    },
    /// Read an estimate or a bill, of which this cost counts.
    Import(String, Cost),
    /// Complete the name of a file.
    Complete(String),
    /// Read on no more.
    StopReading,
    /// Write a plan into the user's catalog.
    AddPlan {
        /// Its id.
        id: String,
        /// Its text.
        text: String,
        /// What it has to cost, or it is not written.
        total: Decimal,
    },
    /// Give a text to the terminal's clipboard.
    Copy(String),
    /// Stop until continued.
    Suspend,
    /// Draw everything anew, over what another program wrote on the screen.
    Redraw,
    /// End.
    Quit,
}

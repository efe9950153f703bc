//! What effects ask of the world: files that are written and read, and what the loop is to do.

use super::Happened;
use super::error::first_line;
use super::paths::{at_home, complete};
use super::reader::{self, Reader};
use super::sessions::{Sessions, pin};
use super::work::Worker;
use crate::amount::Decimal;
use crate::app::{App, Effect, Leaving, Msg, update};
use crate::disk::{self, WriteError};
use crate::explore::estimate;
use crate::export::{self, Format, Subject};
use crate::import::bill::Cost;
use crate::import::own;
use crate::session::KeptReport;
use crate::session::store::Lock;
use crate::text::{clean_prose, shown};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::Sender;

/// What is outside of the program: the sessions' folder, the user's catalog, and who works beside the loop.
pub struct World {
    /// The folder of sessions, and what keeps the open one.
    pub(super) sessions: Sessions,
    /// A text that the terminal is to copy.
    to_copy: Option<String>,
    /// Whether the screen is to be drawn anew.
    redraw: bool,
    /// Where the user's own catalog is, or would be.
    own: Option<PathBuf>,
    /// Who reads a file that comes in.
    reader: Option<Reader>,
    /// Who looks for answers; none where they are waited for.
    worker: Option<Worker>,
}

impl World {
    /// The world of a session: its folder and file, the bytes that file held when it was read, its lock, and whether changes
    /// are saved by themselves. `report` is called from another thread.
    pub fn new(
        folder: PathBuf,
        open: (PathBuf, Option<Vec<u8>>, Option<Lock>),
        autosave: bool,
        report: impl Fn(KeptReport) + Send + 'static,
    ) -> Self {
        let sessions = Sessions::new(folder, open, autosave, report);
        World { sessions, to_copy: None, redraw: false, own: None, reader: None, worker: None }
    }

    /// The same with a session that is not on disk as it is: it is kept before the first key.
    pub fn with_changes(mut self) -> Self {
        self.sessions.note_change();
        self
    }

    /// The same with a place for plans of the user's own.
    pub fn with_catalog(self, own: Option<PathBuf>) -> Self {
        World { own, ..self }
    }

    /// From now on questions are looked into beside the loop, which hears of them.
    pub(super) fn work_beside(&mut self, news: Sender<Happened>) {
        self.worker = Some(Worker::new(news));
    }

    /// Prices what changed, and looks into what the screen asks: at once where nobody looks beside the loop.
    pub(super) fn look_into(&self, app: &mut App) {
        app.refresh();
        if let Some(worker) = &self.worker {
            worker.only(app.asked_number());
        }
        let Some((number, question)) = app.take_question() else { return };
        let news = match &self.worker {
            Some(worker) => worker.start(app.catalog.clone(), number, question),
            None => Some(Msg::Answered(number, question.ask(&app.catalog, &|_| true))),
        };
        drop(news.and_then(|news| update(app, news)));
    }

    /// Does what an effect asks; the message it answers with.
    pub(super) fn perform(&mut self, app: &App, effect: Effect) -> Option<Msg> {
        match effect {
            Effect::Keep => {
                self.sessions.note_change();
                None
            }
            Effect::Save => Some(Msg::Said(self.sessions.save(app))),
            Effect::SaveAs(name) => Some(self.sessions.save_as(app, &name)),
            Effect::Rename(name) => Some(self.sessions.rename(app, &name)),
            Effect::ListSessions { pin } => Some(Msg::Listed(self.sessions.list(app), pin)),
            Effect::Pin(path) => Some(pin(app, &path)),
            Effect::Open(path) => Some(self.sessions.open(app, path)),
            Effect::Export { leaving, file, replace } => Some(export(app, leaving, file, replace)),
            Effect::Import(file, cost) => self.import(app, &file, cost),
            Effect::Complete(text) => Some(Msg::Completed(complete(&text))),
            Effect::StopReading => {
                self.reader = None;
                None
            }
            Effect::AddPlan { id, text, total } => Some(self.add_plan(&id, &text, total)),
            Effect::Copy(text) => {
                let lines = text.lines().count();
                self.to_copy = Some(clean_prose(&text));
                Some(Msg::Said(format!("{lines} lines handed to the terminal's clipboard")))
            }
            Effect::Redraw => {
                self.redraw = true;
                None
            }
            Effect::Suspend | Effect::Quit => None,
        }
    }

    /// The text that was copied last, once.
    pub(super) fn take_copied(&mut self) -> Option<String> {
        self.to_copy.take()
    }

    /// Whether the screen is to be drawn anew, once.
    pub(super) fn take_redraw(&mut self) -> bool {
        std::mem::take(&mut self.redraw)
    }

    /// Reads a file: beside the loop, or at once where there is none.
    fn import(&mut self, app: &App, file: &str, cost: Cost) -> Option<Msg> {
        let path = at_home(file);
        self.reader = None;
        let Some(worker) = &self.worker else {
            return Some(Msg::CameIn(reader::read((&path, cost), (&app.catalog, app.scenario()), &mut |_| true)));
        };
        self.reader = Some(Reader::start((path, cost), (app.catalog.clone(), app.scenario().clone()), worker.news()));
        None
    }

    /// Writes a plan into the user's catalog, and reads that again with it.
    fn add_plan(&self, id: &str, text: &str, total: Decimal) -> Msg {
        let Some(folder) = &self.own else { return Msg::Said("there is no folder for plans of your own".to_owned()) };
        let catalog = match own::with(text, id, folder) {
            Ok(catalog) if estimate::costs(&catalog, id, total) => Arc::new(catalog),
            Ok(_) => return Msg::Said(estimate::DIFFERS.to_owned()),
            Err(error) => return Msg::Said(first_line(&error)),
        };
        match own::write(text, id, folder, false) {
            Ok(_) => Msg::PlanAdded(catalog, id.to_owned()),
            Err(error) => Msg::Said(first_line(&error)),
        }
    }
}

/// Writes what leaves into a file.
fn export(app: &App, leaving: Leaving, file: String, replace: bool) -> Msg {
    let whole = leaving.with_catalog.then(|| app.session.carrying(&app.catalog));
    let session = whole.as_ref().unwrap_or(&app.session);
    let subject = Subject { catalog: &app.catalog, session, today: app.today };
    let path = at_home(&file);
    let written = match leaving.format {
        Format::Csv if disk::is_folder(&path) => match export::tables(&subject) {
            Ok(tables) => disk::write_files(&path, &tables, replace).map_err(|mut wrong| wrong.swap_remove(0)),
            Err(why) => return Msg::Said(why.join("; ")),
        },
        format => match export::export(format, &subject) {
            Ok(bytes) => disk::write(&path, &bytes, |_| Ok(replace)).map_err(|error| (path.clone(), error)),
            Err(cannot) => return Msg::Said(cannot.to_string()),
        },
    };
    match written {
        Ok(()) => Msg::Said(format!("written to {}", shown(&path))),
        Err((_, WriteError::Kept)) => Msg::ThereAlready(leaving, file),
        Err((path, error)) => Msg::Said(error.words(&path)),
    }
}

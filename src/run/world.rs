//! What effects ask of the world: the sessions' folder, and the thread that keeps them on disk.

use super::reader::{self, Reader};
use super::work::Worker;
use super::{Happened, RunError, shown};
use crate::amount::Decimal;
use crate::app::{App, Effect, Leaving, Msg, OnDisk, Opening, update};
use crate::catalog::Catalog;
use crate::disk::{self, WriteError};
use crate::explore::estimate;
use crate::export::{self, Format, Subject};
use crate::import::bill::Cost;
use crate::import::own;
use crate::session::store::{self, Begun, Lock, OpenError, SaveError};
use crate::session::{Keeper, KeptReport, Session};
use crate::text::clean_prose;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::Sender;

/// The folder of sessions, and what keeps the open one.
pub struct World {
    folder: PathBuf,
    keeper: Keeper,
    autosave: bool,
    /// Whether the session changed since the keeper was given it.
    changed: bool,
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
        (path, loaded, lock): (PathBuf, Option<Vec<u8>>, Option<Lock>),
        autosave: bool,
        report: impl Fn(KeptReport) + Send + 'static,
    ) -> Self {
        let keeper = Keeper::start(report);
        keeper.follow(path, loaded, lock);
        World {
            folder,
            keeper,
            autosave,
            changed: false,
            to_copy: None,
            redraw: false,
            own: None,
            reader: None,
            worker: None,
        }
    }

    /// The same with a session that is not on disk as it is: it is kept before the first key.
    pub fn with_changes(self) -> Self {
        World { changed: true, ..self }
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
                self.changed = true;
                None
            }
            Effect::Save => Some(Msg::Said(self.save(app))),
            Effect::SaveAs(name) => Some(self.save_as(app, &name)),
            Effect::Rename(name) => Some(self.rename(app, &name)),
            Effect::ListSessions { pin } => Some(Msg::Listed(store::list(&self.folder, &shared(app)), pin)),
            Effect::Pin(path) => Some(pin(app, &path)),
            Effect::Open(path) => Some(self.open(app, path)),
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

    /// Hands the session to the keeper if it changed: once for any number of keys.
    pub(super) fn keep_if_asked(&mut self, app: &App) {
        if std::mem::take(&mut self.changed) && self.autosave {
            self.keeper.keep(app.session.clone());
        }
    }

    /// Writes what is not on disk yet.
    pub(super) fn finish(&mut self, app: &App) -> Result<(), SaveError> {
        self.keep_if_asked(app);
        self.keeper.flush().unwrap_or(Ok(()))
    }

    /// The same at the end, when nobody can choose another name any more. A session whose file another program changed goes
    /// beside it, so that neither is lost; one that can't be written where it belongs goes where temporary files do.
    pub(super) fn finish_for_good(&mut self, app: &App) -> Result<(), RunError> {
        let Err(error) = self.finish(app).and_then(|()| self.write_again(app)) else { return Ok(()) };
        let free = |folder: &Path| store::free(folder, &app.session.name);
        let to = |path: &Path| self.keeper.save_as(path.to_owned(), app.session.clone()).is_ok();
        if let SaveError::Changed { path } = &error
            && let Some(beside) = free(&self.folder).filter(|path| to(path))
        {
            return Err(RunError::Beside { path: path.clone(), beside });
        }
        if self.keeper.is_noted() {
            return Err(RunError::Noted(error));
        }
        Err(match free(&std::env::temp_dir()).filter(|path| to(path)) {
            Some(elsewhere) => RunError::Elsewhere { error, elsewhere },
            None => RunError::NotSaved(error),
        })
    }

    /// Writes a session that was saved and whose file somebody took away since: with the program its last copy would go.
    fn write_again(&self, app: &App) -> Result<(), SaveError> {
        let gone = app.on_disk == OnDisk::Saved && !app.path.exists();
        if gone { self.write(&app.session) } else { Ok(()) }
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
            Err(error) => return Msg::Said(first_line(&error.to_string())),
        };
        match own::write(text, id, folder, false) {
            Ok(_) => Msg::PlanAdded(catalog, id.to_owned()),
            Err(error) => Msg::Said(first_line(&error.to_string())),
        }
    }

    fn save(&mut self, app: &App) -> String {
        self.changed = false;
        match self.write(&app.session) {
            Ok(()) => format!("saved in {}", shown(&app.path)),
            Err(error) => format!("not saved: {error}"),
        }
    }

    fn write(&self, session: &Session) -> Result<(), SaveError> {
        self.keeper.keep(session.clone());
        self.keeper.flush().unwrap_or(Ok(()))
    }

    fn save_as(&mut self, app: &App, name: &str) -> Msg {
        self.moved(app, name, "not saved", Keeper::save_as)
    }

    fn rename(&mut self, app: &App, name: &str) -> Msg {
        self.moved(app, name, "not renamed", Keeper::rename)
    }

    /// The session under another name; where that fails, it and what keeps it are as before.
    fn moved(
        &mut self,
        app: &App,
        name: &str,
        failed: &str,
        order: impl FnOnce(&Keeper, PathBuf, Session) -> Result<(), SaveError>,
    ) -> Msg {
        let path = match self.new_path(app, name) {
            Ok(path) => path,
            Err(words) => return Msg::Said(words),
        };
        match order(&self.keeper, path.clone(), called(&app.session, name)) {
            Ok(()) => {
                self.changed = false;
                Msg::Moved(path, name.to_owned())
            }
            Err(error) => Msg::Said(format!("{failed}: {error}")),
        }
    }

    /// The file for a name: a new one, or the session's own where the names differ only in what files don't show.
    fn new_path(&self, app: &App, name: &str) -> Result<PathBuf, String> {
        let path = store::path_of(&self.folder, name).ok_or("a name needs a letter or a digit")?;
        if is_open(app, &path) {
            return Ok(app.path.clone());
        }
        if path.exists() { Err(format!("{} is there already: take another name", shown(&path))) } else { Ok(path) }
    }

    fn open(&mut self, app: &App, path: PathBuf) -> Msg {
        if is_open(app, &path) {
            return Msg::Said(format!("{} is open already", app.session.name));
        }
        if let Err(error) = self.finish(app) {
            return Msg::Said(format!("this session is not saved, so none is opened: {error}"));
        }
        match store::begin(&path, &self.folder, &shared(app), true) {
            Ok(Begun { session, path, loaded, lock, said, changed }) => {
                self.keeper.follow(path.clone(), loaded, lock);
                Msg::Opened(Box::new(Opening { session, path, said, changed }))
            }
            Err(error) => unread(&path, &error),
        }
    }
}

/// Whether a path is that of the open session.
fn is_open(app: &App, path: &Path) -> bool {
    let real = |path: &Path| path.canonicalize().ok();
    path == app.path || real(path).is_some_and(|there| Some(there) == real(&app.path))
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

/// The name of a file as far as all that begin like it are alike; a folder that is the only one gets its `/`.
fn complete(text: &str) -> String {
    let path = at_home(text);
    let (folder, begin) = match text.is_empty() || text.ends_with('/') {
        true => (if text.is_empty() { Path::new(".") } else { path.as_path() }, String::new()),
        false => (disk::folder_of(&path), path.file_name().unwrap_or_default().to_string_lossy().into_owned()),
    };
    let named = |entry: std::fs::DirEntry| {
        let name = entry.file_name().into_string().ok()?;
        let slash = if entry.path().is_dir() { "/" } else { "" };
        let hidden = name.starts_with('.') && begin.is_empty();
        (name.starts_with(&begin) && !hidden && !name.chars().any(crate::text::acts)).then(|| name + slash)
    };
    let mut names = std::fs::read_dir(folder).into_iter().flatten().filter_map(Result::ok).filter_map(named);
    let Some(first) = names.next() else { return text.to_owned() };
    let alike = |a: String, b: String| a.chars().zip(b.chars()).take_while(|(a, b)| a == b).map(|(a, _)| a).collect();
    let common: String = names.fold(first, alike);
    format!("{}{common}", text.strip_suffix(begin.as_str()).unwrap_or_default())
}

/// `~/` is the user's home, as in a shell.
fn at_home(file: &str) -> PathBuf {
    let home = file.strip_prefix("~/").and_then(|rest| Some(etcetera::home_dir().ok()?.join(rest)));
    home.unwrap_or_else(|| PathBuf::from(file))
}

/// A session to be pinned; the one that is open stays.
fn pin(app: &App, path: &Path) -> Msg {
    match store::open(path, &app.catalog) {
        Ok((session, _)) if !app.catalog.carries(&session.carried) => Msg::Said(format!(
            "{} and the open session carry other plans and prices: they can't stand side by side",
            session.name
        )),
        Ok((session, _)) => Msg::Pinned(Box::new(session)),
        Err(error) => unread(path, &error),
    }
}

/// The catalog without what the open session carries: another session is not priced by that.
fn shared(app: &App) -> Arc<Catalog> {
    let without = || app.catalog.carrying(&[]).map(Arc::new);
    let shared = if app.catalog.carries(&[]) { Ok(app.catalog.clone()) } else { without() };
    shared.unwrap_or_else(|_| app.catalog.clone()) // it was read without that when the program started
}

/// Why a session can't be read, in a line.
fn unread(path: &Path, error: &OpenError) -> Msg {
    Msg::Said(format!("{}: {}", shown(path), first_line(&error.to_string())))
}

fn first_line(words: &str) -> String {
    words.lines().next().unwrap_or_default().to_owned()
}

fn called(session: &Session, name: &str) -> Session {
    let mut session = session.clone();
    session.name = name.to_owned();
    session
}

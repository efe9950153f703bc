//! The folder of sessions: the open one is kept there, goes by other names, and makes room for another.

use super::error::{RunError, first_line};
use crate::app::{App, Msg, OnDisk, Opening};
use crate::catalog::Catalog;
use crate::session::store::{self, Begun, Listed, Lock, OpenError, SaveError};
use crate::session::{Keeper, KeptReport, Session};
use crate::text::shown;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The folder, and what keeps the open session.
pub(super) struct Sessions {
    folder: PathBuf,
    keeper: Keeper,
    autosave: bool,
    /// Whether the session changed since the keeper was given it.
    changed: bool,
}

impl Sessions {
    /// The folder with the session at a path open, of which [`World::new`](super::World::new) says more.
    pub(super) fn new(
        folder: PathBuf,
        (path, loaded, lock): (PathBuf, Option<Vec<u8>>, Option<Lock>),
        autosave: bool,
        report: impl Fn(KeptReport) + Send + 'static,
    ) -> Self {
        let keeper = Keeper::start(report);
        keeper.follow(path, loaded, lock);
        Sessions { folder, keeper, autosave, changed: false }
    }

    /// From now on there is something to keep.
    pub(super) fn note_change(&mut self) {
        self.changed = true;
    }

    /// The sessions there are.
    pub(super) fn list(&self, app: &App) -> Vec<Listed> {
        store::list(&self.folder, &shared(app))
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
        let free = |folder: &Path| store::free(folder, &app.session.name, 1);
        let to = |(path, name): (PathBuf, String)| {
            self.keeper.save_as(path.clone(), called(&app.session, &name)).is_ok().then_some(path)
        };
        if let SaveError::Changed { path } = &error
            && let Some(beside) = free(&self.folder).and_then(to)
        {
            return Err(RunError::Beside { path: path.clone(), beside });
        }
        if self.keeper.is_noted() {
            return Err(RunError::Noted(error));
        }
        Err(match free(&std::env::temp_dir()).and_then(to) {
            Some(elsewhere) => RunError::Elsewhere { error, elsewhere },
            None => RunError::NotSaved(error),
        })
    }

    /// Writes a session that was saved and whose file somebody took away since: with the program its last copy would go.
    fn write_again(&self, app: &App) -> Result<(), SaveError> {
        let gone = app.on_disk == OnDisk::Saved && !app.path.exists();
        if gone { self.write(&app.session) } else { Ok(()) }
    }

    /// Writes the session where it is; how that went.
    pub(super) fn save(&mut self, app: &App) -> String {
        self.changed = false;
        match self.write(&app.session) {
            Ok(()) => format!("saved in {}", shown(&app.path)),
            Err(error) => failed("not saved", &app.path, &error),
        }
    }

    fn write(&self, session: &Session) -> Result<(), SaveError> {
        self.keeper.keep(session.clone());
        self.keeper.flush().unwrap_or(Ok(()))
    }

    /// A copy under another name, which is the open one from then on.
    pub(super) fn save_as(&mut self, app: &App, name: &str) -> Msg {
        self.moved(app, name, "not saved", Keeper::save_as)
    }

    /// The same session under another name.
    pub(super) fn rename(&mut self, app: &App, name: &str) -> Msg {
        self.moved(app, name, "not renamed", Keeper::rename)
    }

    /// The session under another name; where that fails, it and what keeps it are as before.
    fn moved(
        &mut self,
        app: &App,
        name: &str,
        what: &str,
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
            Err(error) => Msg::Said(failed(what, &path, &error)),
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

    /// Opens another, once this one is on disk.
    pub(super) fn open(&mut self, app: &App, path: PathBuf) -> Msg {
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

/// What did not come about, at which file, and why.
fn failed(what: &str, path: &Path, error: &SaveError) -> String {
    format!("{what}: {}: {}", shown(path), error.why())
}

/// Whether a path is that of the open session.
fn is_open(app: &App, path: &Path) -> bool {
    let real = |path: &Path| path.canonicalize().ok();
    path == app.path || real(path).is_some_and(|there| Some(there) == real(&app.path))
}

/// A session to be pinned; the one that is open stays.
pub(super) fn pin(app: &App, path: &Path) -> Msg {
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
    Msg::Said(format!("{}: {}", shown(path), first_line(error)))
}

fn called(session: &Session, name: &str) -> Session {
    let mut session = session.clone();
    session.name = name.to_owned();
    session
}

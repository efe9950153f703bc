//! Opens a session for a quote or for the explorer, and starts the latter: in a terminal, or on a screen that is printed.

use super::{ExploreArgs, Failure, Folders, outcome, say};
use crate::app::{App, OnDisk};
use crate::catalog::Catalog;
use crate::import;
use crate::run::{self, End, Look, RunError, Watch, World};
use crate::scenario::Scenario;
use crate::session::Session;
use crate::session::store::{self, Begun, OpenError};
use crate::text::{clean, is_slip, shown};
use crate::ui::Theme;
use std::env;
use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;

/// The session that is opened when none is named, and its name.
const UNTITLED: &str = "untitled";

/// Size of a printed screen where none is given.
const PRINTED: (u16, u16) = (120, 36);

/// The scenario of a named session.
pub(super) fn scenario_of(folders: &Folders, session: &Path, catalog: &Catalog) -> Result<Scenario, Failure> {
    session_of(folders, session, catalog).map(|session| session.scenario().clone())
}

/// A named session.
pub(super) fn session_of(folders: &Folders, session: &Path, catalog: &Catalog) -> Result<Session, Failure> {
    let folder = store::folder(folders.saves.clone());
    let opened = store::open(&store::find(&folder, session), catalog);
    opened.map(|(session, _)| session).map_err(|error| failed(error, session, &folder))
}

/// The catalog that prices sessions: with what they carry over the one there is. Those that can't be opened are told of
/// where they are needed.
pub(super) fn carried(folders: &Folders, sessions: &[&Path], catalog: Catalog) -> Result<Catalog, Failure> {
    let opened = sessions.iter().filter_map(|session| session_of(folders, session, &catalog).ok());
    let mut carried = opened.map(|session| session.carried);
    let Some(first) = carried.next() else { return Ok(catalog) };
    if carried.any(|other| other != first) {
        return Err(Failure::wrong(["these sessions carry other plans and prices: they can't stand side by side"]));
    }
    if first.is_empty() {
        return Ok(catalog);
    }
    let files: Vec<&str> = first.iter().map(|file| file.file.as_str()).collect();
    outcome::note(&format!("priced by what the session carries, over what there is: {}", files.join(", ")));
    catalog.carrying(&first).map_err(|faults| Failure::faults(&faults))
}

/// What is said of an estimate or a bill in the place of a session.
fn comes_in(file: &Path) -> String {
    let file = shown(file);
    format!("{file} is no session, but an estimate or a bill: `costtui import {file}` takes it in")
}

fn failed(error: OpenError, session: &Path, folder: &Path) -> Failure {
    match error {
        OpenError::Wrong(_) if import::is_known(&store::find(folder, session)) => Failure::wrong([comes_in(session)]),
        OpenError::Wrong(faults) => match store::backup_of(&store::find(folder, session)) {
            Some(backup) => {
                let backup = shown(&backup);
                Failure::shown(&format!("{faults}\nthe session as it was before it was last changed is {backup}"))
            }
            None => Failure::faults(&faults),
        },
        error @ OpenError::NotFound { .. } => not_found(&error, session, folder),
        error @ OpenError::Read { .. } => Failure::io(&error.to_string()),
    }
}

/// A word that is no session may be a misspelt subcommand; else the sessions there are help.
fn not_found(error: &OpenError, session: &Path, folder: &Path) -> Failure {
    let word = session.to_string_lossy();
    let commands = super::subcommands();
    // A name is no slip of a command only because it is a little like one.
    let slips = commands.iter().map(String::as_str).filter(|command| is_slip(&word, command));
    let command = crate::text::nearest(&word, slips).first().map(|name| (*name).to_owned());
    let sessions = store::names(folder);
    let nearest =
        crate::text::nearest(&word, sessions.iter().map(String::as_str)).first().map(|name| (*name).to_owned());
    let hint = match (command, sessions.is_empty()) {
        _ if nearest.is_some() => String::new(), // it says so itself
        (Some(command), _) => format!("; the subcommand is `{command}`"),
        (None, true) => String::new(),
        (None, false) => format!("; there are: {}", sessions.join(", ")),
    };
    Failure::wrong([format!("{error}{hint}")])
}

/// Why the last session does not go on, in a line: where it is wrong, and the one before it.
fn left_alone(error: &OpenError, path: &Path) -> String {
    let name = |path: &Path| clean(&path.file_name().unwrap_or_default().to_string_lossy());
    let why = match error {
        OpenError::Wrong(faults) => faults.kept.first().map_or_else(String::new, |fault| {
            format!("{}, line {}: {}", name(path), fault.place.line_column().0, clean(&fault.title))
        }),
        other => other.to_string(),
    };
    let backup = store::backup_of(path).map(|backup| format!("; its backup is {}", name(&backup))).unwrap_or_default();
    format!("the last session can't be read and is left alone: {why}{backup}")
}

/// The session that went on last time without a name; a new one beside it where it can't be read.
fn untitled(folders: &Folders, catalog: &Arc<Catalog>, start: &Scenario, to_write: bool) -> Result<Begun, OpenError> {
    let folder = store::folder(folders.saves.clone());
    let path = folder.join(format!("{UNTITLED}.toml"));
    let fresh =
        |(path, name): (_, String)| store::begin_new(Session::new(&name, start.clone()), path, catalog, to_write);
    let first = (path.clone(), UNTITLED.to_owned());
    match store::begin(&path, &folder, catalog, to_write) {
        Err(OpenError::NotFound { .. }) => fresh(first),
        Err(error) => {
            let words = left_alone(&error, &path);
            let begun = fresh(store::free(&folder, UNTITLED, 1).unwrap_or(first))?;
            Ok(Begun { said: Some(words), ..begun })
        }
        begun => begun,
    }
}

/// The session of the arguments, with the flags as its newest change.
fn opened(folders: &Folders, args: &ExploreArgs, catalog: &Arc<Catalog>, to_write: bool) -> Result<Begun, Failure> {
    let flags = &args.scenario;
    let given = super::ScenarioArgs { session: None, ..flags.clone() } != super::ScenarioArgs::default();
    let folder = store::folder(folders.saves.clone());
    let begun = match &flags.session {
        Some(session) => store::begin(&store::find(&folder, session), &folder, catalog, to_write),
        None => untitled(folders, catalog, &flags.scenario(catalog, None).map_err(Failure::wrong)?, to_write),
    };
    let mut begun =
        begun.map_err(|error| failed(error, flags.session.as_deref().unwrap_or(Path::new(UNTITLED)), &folder))?;
    if given {
        let base = flags.session.is_some().then(|| begun.session.scenario().clone());
        let scenario = flags.scenario(catalog, base).map_err(Failure::wrong)?;
        begun.changed |= begun.session.change(|now| *now = scenario.clone());
        if flags.session.is_none() {
            begun.session.baseline = scenario; // last time's would be compared with something else
        }
    }
    Ok(begun)
}

/// Starts the explorer, or prints its screen.
pub(super) fn start(folders: &Folders, args: &ExploreArgs) -> Result<ExitCode, Failure> {
    let printed = args.print || args.svg;
    let own = if printed { None } else { folders.catalog.place().as_deref().and_then(Watch::begin) };
    let catalog = Arc::new(folders.catalog.load()?);
    let chords = run::script(args.keys.as_deref().unwrap_or_default()).map_err(|e| Failure::wrong([e.to_string()]))?;
    if args.size.is_some() && !printed {
        return Err(Failure::wrong(["--size is the size of a printed screen: it goes with --print or --svg"]));
    }
    let Begun { session, path, loaded, lock, said, changed } = opened(folders, args, &catalog, !printed)?;
    let said = said.or_else(|| session.told_when_opened().map(str::to_owned));
    let catalog = session.catalog(&catalog).map_err(|faults| Failure::faults(&faults))?;
    let mut app = App::new(catalog, session, path.clone(), run::today());
    app.said = said;
    if changed {
        app.on_disk = OnDisk::Pending;
    }
    let folder = store::folder(folders.saves.clone());
    if printed {
        let mut world = World::new(folder, (path, loaded, lock), false, |_| {}).with_catalog(folders.catalog.place());
        let theme = Theme::new(true, args.ascii);
        let size = args.size.unwrap_or(PRINTED);
        run::frame(&mut app, &theme, &mut world, &chords, size);
        // Only a key saves a printed session: nothing is on its way to the disk.
        if app.on_disk == OnDisk::Pending {
            app.on_disk = OnDisk::Untouched;
        }
        let frame = run::frame(&mut app, &theme, &mut world, &[], size);
        return say(&if args.svg { Look::Svg } else { Look::Text }.write(&frame));
    }
    let theme = Theme::new(coloured(), args.ascii || !unicode());
    let open = |report: Box<dyn Fn(_) + Send>| {
        let world = World::new(folder, (path, loaded, lock), true, report).with_catalog(folders.catalog.place());
        if changed { world.with_changes() } else { world }
    };
    match run::explore(&mut app, &theme, &chords, open, own) {
        Ok(End::Quit) => Ok(ExitCode::SUCCESS),
        Ok(End::Signal(signal)) => Ok(ExitCode::from(128u8.saturating_add(u8::try_from(signal).unwrap_or(0)))),
        Err(error @ RunError::Beside { .. }) => Err(Failure::busy(&error.to_string())),
        Err(RunError::NoTerminal(words)) => Err(Failure::wrong([words])),
        Err(error) => Err(Failure::io(&error.to_string())),
    }
}

/// Whether colours are wanted (https://no-color.org).
fn coloured() -> bool {
    env::var_os("NO_COLOR").is_none_or(|value| value.is_empty())
}

/// Whether the locale can show more than ASCII; one that says nothing is taken for a modern terminal's.
fn unicode() -> bool {
    let locale =
        ["LC_ALL", "LC_CTYPE", "LANG"].into_iter().filter_map(|name| env::var(name).ok()).find(|v| !v.is_empty());
    locale.is_none_or(|locale| locale.to_lowercase().contains("utf"))
}

/// Reports of our own bugs, after the terminal is given back. They have no colour: what a bug says may quote any text, and
/// what would steer the terminal is taken out of all of it.
pub fn install_reports() {
    let hooks = color_eyre::config::HookBuilder::default()
        .theme(color_eyre::config::Theme::new())
        .display_env_section(false)
        .panic_section("This is a bug of costtui. The session is on disk up to a moment before it.");
    match hooks.try_into_hooks() {
        Ok((panics, _)) => run::install_panic_hook(move |panic| panics.panic_report(panic).to_string()),
        Err(_) => run::install_panic_hook(|panic| panic.to_string()),
    }
}

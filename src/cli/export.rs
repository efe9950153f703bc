//! The subcommand that writes a scenario into a file for others.

use super::{Failure, Folders, ScenarioArgs, explorer, outcome};
use crate::catalog::Catalog;
use crate::disk::{self, WriteError};
use crate::export::{self, Format, Subject};
use crate::run::today;
use crate::session::Session;
use crate::text::shown;
use clap::Args;
use std::io::{self, IsTerminal};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// What `export` takes.
#[derive(Args, Debug)]
pub struct ExportArgs {
    #[command(flatten)]
    pub(super) scenario: Box<ScenarioArgs>,
    /// File to write; - is standard output. With --format csv a folder, such as tables/, for one file a table
    #[arg(long, value_name = "FILE")]
    to: PathBuf,
    /// What to write; as the name of the file ends unless given
    #[arg(long, value_enum)]
    format: Option<Format>,
    /// Write over a file that is there already
    #[arg(long)]
    replace: bool,
    /// Let a session take along what it needs of your own catalog, your agreed prices too
    #[arg(long)]
    with_catalog: bool,
}

/// Writes the file.
pub(super) fn export(folders: &Folders, args: &ExportArgs, catalog: &Catalog) -> Result<ExitCode, Failure> {
    let folder = disk::is_folder(&args.to);
    let format = match args.format.or_else(|| Format::of_path(&args.to)) {
        Some(format) if folder && format != Format::Csv => Err(file_expected(&args.to)),
        None if folder => Err(file_expected(&args.to)),
        format => format.ok_or_else(|| unknown(&args.to)),
    };
    let session = session(folders, &args.scenario, catalog).map_err(|failure| failure.also(format.as_ref().err()))?;
    let format = format.map_err(|words| Failure::wrong([words]))?;
    if args.with_catalog && format != Format::Toml {
        return Err(Failure::wrong(["--with-catalog goes with a session: --to FILE.toml"]));
    }
    let whole = session.carrying(catalog);
    let left = whole.carried.iter().filter(|file| !session.carried.contains(file)).map(|file| file.file.as_str());
    let left: Vec<&str> = left.collect();
    if format == Format::Toml && !args.with_catalog && !left.is_empty() {
        let files = left.join(", ");
        outcome::note(&format!("it needs these files of your own catalog: {files}; --with-catalog takes them along"));
    }
    let session = if args.with_catalog { whole } else { session };
    let subject = Subject { catalog, session: &session, today: today() };
    if folder {
        return write_tables(&args.to, &export::tables(&subject).map_err(Failure::wrong)?, args.replace);
    }
    let bytes = export::export(format, &subject).map_err(|cannot| Failure::wrong([cannot.to_string()]))?;
    write(&args.to, &bytes, args.replace)
}

fn write_tables(folder: &Path, tables: &[(&str, String)], replace: bool) -> Result<ExitCode, Failure> {
    let written = disk::write_files(folder, tables, replace);
    let failed = |wrong: Vec<(PathBuf, WriteError)>| match wrong.first() {
        Some((path, error)) if !matches!(error, WriteError::Kept) => Failure::io(&error.words(path)),
        _ => Failure::wrong(wrong.iter().map(|(path, _)| kept(path))),
    };
    written.map_err(failed)?;
    is_written(folder)
}

fn kept(path: &Path) -> String {
    format!("{}: --replace writes over it", WriteError::Kept.words(path))
}

fn file_expected(path: &Path) -> String {
    format!("--to {}: a folder takes one file a table, of --format csv; any other format is one file", shown(path))
}

/// The session that is named, with the flags as its newest change; or one that the flags make.
fn session(folders: &Folders, args: &ScenarioArgs, catalog: &Catalog) -> Result<Session, Failure> {
    let Some(named) = &args.session else {
        return Ok(Session::new(export::UNNAMED, args.scenario(catalog, None).map_err(Failure::wrong)?));
    };
    let mut session = explorer::session_of(folders, named, catalog)?;
    let scenario = args.scenario(catalog, Some(session.scenario().clone())).map_err(Failure::wrong)?;
    session.change(|now| *now = scenario);
    Ok(session)
}

fn unknown(path: &Path) -> String {
    let known: Vec<String> = Format::ALL.iter().map(|format| format!(".{}", format.extension())).collect();
    format!("--to {}: expected a name that ends in {}, or --format", shown(path), known.join(", "))
}

/// Says where it is to somebody who looks on; scripts know, and have always heard nothing.
fn is_written(path: &Path) -> Result<ExitCode, Failure> {
    if io::stderr().is_terminal() {
        outcome::note(&format!("{} is written", shown(path)));
    }
    Ok(ExitCode::SUCCESS)
}

/// Writes to a file, or to standard output.
pub(super) fn write(to: &Path, bytes: &[u8], replace: bool) -> Result<ExitCode, Failure> {
    if to == Path::new("-") {
        return outcome::say_bytes(bytes);
    }
    match disk::write(to, bytes, |_| Ok(replace)) {
        Ok(()) => is_written(to),
        Err(WriteError::Kept) => Err(Failure::wrong([kept(to)])),
        Err(error) => Err(Failure::io(&error.words(to))),
    }
}

//! The subcommand that writes a scenario into a file for others.

use super::{Failure, Folders, ScenarioArgs, explorer, outcome};
use crate::catalog::Catalog;
use crate::disk::{self, WriteError};
use crate::export::{self, Format, Subject};
use crate::run::today;
use crate::session::Session;
use crate::text::clean;
use clap::Args;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// What `export` takes.
#[derive(Args, Debug)]
pub struct ExportArgs {
    #[command(flatten)]
    scenario: Box<ScenarioArgs>,
    /// File to write; - is standard output
    #[arg(long, value_name = "FILE")]
    to: PathBuf,
    /// What to write; as the name of the file ends unless given
    #[arg(long, value_enum)]
    format: Option<Format>,
    /// Write over a file that is there already
    #[arg(long)]
    replace: bool,
}

/// The name of a session that flags alone make.
const UNNAMED: &str = "scenario";

/// Writes the file.
pub(super) fn export(folders: &Folders, args: &ExportArgs, catalog: &Catalog) -> Result<ExitCode, Failure> {
    let format = args.format.or_else(|| Format::of_path(&args.to)).ok_or_else(|| unknown(&args.to));
    let session = session(folders, &args.scenario, catalog).map_err(|failure| failure.also(format.as_ref().err()))?;
    let format = format.map_err(|words| Failure::wrong([words]))?;
    let bytes = export::export(format, &Subject { catalog, session: &session, today: today() })
        .map_err(|cannot| Failure::wrong([cannot.to_string()]))?;
    write(&args.to, &bytes, args.replace)
}

/// The session that is named, with the flags as its newest change; or one that the flags make.
fn session(folders: &Folders, args: &ScenarioArgs, catalog: &Catalog) -> Result<Session, Failure> {
    let Some(named) = &args.session else {
        return Ok(Session::new(UNNAMED, args.scenario(catalog, None).map_err(Failure::wrong)?));
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

/// Writes to a file, or to standard output.
pub(super) fn write(to: &Path, bytes: &[u8], replace: bool) -> Result<ExitCode, Failure> {
    if to == Path::new("-") {
        return outcome::say_bytes(bytes);
    }
    match disk::write(to, bytes, |_| Ok(replace)) {
        Ok(()) => Ok(ExitCode::SUCCESS),
        Err(WriteError::Kept) => {
            Err(Failure::wrong([format!("{} is there already: --replace writes over it", shown(to))]))
        }
        Err(WriteError::Io(error)) => Err(Failure::io(&format!("{} is not written: {error}", shown(to)))),
        Err(WriteError::Unsure(error)) => {
            Err(Failure::io(&format!("{} is written, but the disk does not confirm it: {error}", shown(to))))
        }
    }
}

fn shown(path: &Path) -> String {
    clean(&path.display().to_string())
}

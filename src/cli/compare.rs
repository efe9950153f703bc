//! `compare`: saved sessions side by side.

use super::{Failure, Folders, explorer, say_sheets};
use crate::catalog::Catalog;
use crate::explore::compare::{self, Compared, MOST_BESIDE};
use crate::report::{self, Format};
use clap::Args;
use std::path::PathBuf;
use std::process::ExitCode;

/// What `compare` takes.
#[derive(Args, Debug)]
pub struct CompareArgs {
    /// Sessions, by name or as .toml files; the others are held against the first. One alone is held against its baseline,
    /// beside what is pinned in it
    #[arg(required = true, value_name = "SESSION")]
    pub(super) sessions: Vec<PathBuf>,
    /// How to write it
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

/// Sessions side by side.
pub(super) fn compare(folders: &Folders, args: &CompareArgs, catalog: &Catalog) -> Result<ExitCode, Failure> {
    if args.sessions.len() > MOST_BESIDE + 1 {
        return Err(Failure::wrong([format!("at most {} sessions fit side by side", MOST_BESIDE + 1)]));
    }
    let mut columns = Vec::new();
    for session in &args.sessions {
        let session = explorer::session_of(folders, session, catalog)?;
        if args.sessions.len() == 1 {
            columns.push(Compared::of(catalog, "baseline", session.baseline.clone()));
        }
        columns.push(Compared::of(catalog, session.name.clone(), session.scenario().clone()));
        if args.sessions.len() == 1 {
            columns
                .extend(session.pinned.iter().map(|pin| Compared::of(catalog, pin.name.clone(), pin.scenario.clone())));
        }
    }
    columns.truncate(MOST_BESIDE + 1);
    let comparison = compare::compare(catalog, &columns);
    say_sheets(args.format, &[report::compare::compare(catalog, &columns, &comparison)])
}

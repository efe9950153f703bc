//! The subcommand that adds up a bill.

use super::questions::too_large;
use super::{Failure, say_sheets};
use crate::catalog::Catalog;
use crate::import::bill::{self, Bill, Cost, Group, ReadError};
use crate::report::{self, Format};
use clap::Args;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// What `bill` takes.
#[derive(Args, Debug)]
pub struct BillArgs {
    /// Files of the bill, in the FOCUS format: CSV, CSV in gzip, or Parquet
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// Which cost is added up: what was used (EffectiveCost), or what was invoiced (BilledCost)
    #[arg(long, value_enum, default_value_t)]
    cost: Cost,
    /// The table that comes first; the only one of a CSV
    #[arg(long, value_enum, default_value_t)]
    by: Group,
    /// How to write it
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

impl BillArgs {
    /// One file, by months.
    pub(super) fn of(file: &Path, format: Format) -> Self {
        BillArgs { files: vec![file.to_owned()], cost: Cost::default(), by: Group::default(), format }
    }
}

/// What the bill adds up to.
pub(super) fn bill(args: &BillArgs, catalog: &Catalog) -> Result<ExitCode, Failure> {
    let bill = read(&args.files, args.cost, catalog)?;
    let answer = report::bill::bill(&bill, args.by).map_err(too_large)?;
    say_sheets(args.format, &[answer])
}

/// The bill in some files, or all that is wrong with them.
pub(super) fn read(files: &[PathBuf], cost: Cost, catalog: &Catalog) -> Result<Bill, Failure> {
    bill::read(files, cost, catalog, &mut |_| true).map_err(|error| match error {
        ReadError::Wrong(wrong) => Failure::wrong(wrong.sentences()),
        error => Failure::io(&error.to_string()),
    })
}

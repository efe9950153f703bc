//! Bills in the FOCUS format (versions 1.0 to 1.4), read as a stream: totals by month, category, service and provider.
//!
//! A row is looked at once and added to the total of its month, `ServiceCategory`, `ServiceName`, provider and
//! `ChargeCategory`: memory grows with the number of those, never with the rows. A bill is read whole or refused whole.

mod accumulate;
mod cell;
mod columns;
mod csv;
mod guarded;
mod keyed;
mod moment;
mod money;
mod month;
mod open;
mod parquet;
mod seen;
mod sum;
mod told;
mod totals;
mod wrong;

pub use guarded::is_guarded;
pub use told::Told;
pub use totals::{Bill, Charge, Cost, Covered, Group, Grouped, Total};
pub use wrong::{Problem, ReadError, Wrong};

use crate::catalog::Catalog;
use accumulate::Accumulator;
use open::Shape;
use std::path::PathBuf;

/// Reads the files of a bill, of which each may be CSV, CSV in gzip, or Parquet: what it is, its first bytes tell.
///
/// `cost` says which column is added up. With [`Cost::Effective`] the month of a row is that of its `ChargePeriodStart`, when
/// it was used; with [`Cost::Billed`] that of its `BillingPeriodStart`, whose invoice it is on. Other currencies than US
/// dollars are converted by the latest rate of the catalog. `watch` is told now and then how many rows were read, and
/// answers whether to go on.
///
/// # Errors
///
/// A file that can't be opened or read; every cell, row and column that is wrong (the first of them by name); an answer of
/// `watch` to stop. Nothing of a bill that is refused is kept.
pub fn read(
    files: &[PathBuf],
    cost: Cost,
    catalog: &Catalog,
    watch: &mut dyn FnMut(u64) -> bool,
) -> Result<Bill, ReadError> {
    let mut accumulator = Accumulator::new(cost);
    let mut given = Vec::new();
    for path in files {
        accumulator.begin(path);
        let real = path.canonicalize().ok();
        if real.is_some() && given.contains(&real) {
            accumulator.wrong.of_file("is given twice; its rows would count twice".to_owned());
            continue;
        }
        given.push(real);
        match open::open(path)? {
            Ok(Shape::Csv(reader)) => csv::read(reader, &mut accumulator, watch)?,
            Ok(Shape::Parquet(file)) => parquet::read(file, &mut accumulator, watch)?,
            Err(words) => accumulator.wrong.of_file(words),
        }
    }
    accumulator.finish(catalog)
}

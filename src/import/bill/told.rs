//! What to know about a bill that was read.

use super::{Charge, Cost};
use crate::amount::{exact, grouped};
use crate::catalog::ExchangeRate;
use crate::date::Date;
use jiff::civil::DateTime;

/// Something to know about a bill.
#[derive(Clone, Debug)]
pub enum Told {
    /// It is in another currency, and was converted.
    Converted {
        /// The currency.
        currency: String,
        /// At what.
        rate: ExchangeRate,
    },
    /// Its charges do not cover a month.
    Incomplete {
        /// The month.
        month: Date,
        /// When the first charge begins, and the last one ends.
        from_to: (DateTime, DateTime),
    },
    /// Several files have rows of a month.
    Twice {
        /// The month.
        month: Date,
        /// The files.
        files: Vec<String>,
    },
    /// Dates are written `5/1/25`, and were read as month, day, year.
    American {
        /// The first file that has some.
        file: String,
        /// The row of the first.
        row: u64,
        /// How it is written.
        example: String,
    },
    /// Charges for use are below nothing.
    Negative {
        /// The first file that has some.
        file: String,
        /// The row of the first.
        row: u64,
        /// How many.
        rows: u64,
    },
    /// There are charges that are no use of anything.
    Apart {
        /// Which.
        charge: Charge,
        /// How many rows.
        rows: u64,
    },
    /// Amounts have digits beyond the 28th decimal place, which were rounded off.
    Rounded {
        /// How many.
        rows: u64,
    },
    /// Names of services or providers are missing.
    Nameless {
        /// How many rows.
        rows: u64,
    },
}

impl Told {
    /// In a sentence.
    pub fn words(&self, cost: Cost) -> String {
        let many = |n: u64| format!("{} row{}", grouped(n.into(), 0), if n == 1 { "" } else { "s" });
        match self {
            Told::Converted { currency, rate } => {
                format!("{currency} at ${} of {}, by {}", exact(rate.usd), rate.as_of, rate.source)
            }
            Told::Incomplete { month, from_to: (from, to) } => {
                format!("{month} is not complete: its charges go from {} to {}", minute(*from), minute(*to))
            }
            Told::Twice { month, files } => {
                format!("{month} is in {}: their rows are added, none is taken for a copy", files.join(" and in "))
            }
            Told::American { file, row, example } => {
                format!("dates such as {example} are read as month/day/year ({file}, row {row})")
            }
            Told::Negative { file, row, rows } => {
                let verb = if *rows == 1 { "charges" } else { "charge" };
                format!("{} {verb} less than nothing for use, the first in {file}, row {row}; they count", many(*rows))
            }
            Told::Apart { charge, rows } => match (charge, cost) {
                (Charge::Purchase, Cost::Effective) => {
                    format!(
                        "{} of purchases: what a commitment covers is in the use, as EffectiveCost has it",
                        many(*rows)
                    )
                }
                (Charge::Purchase, Cost::Billed) => {
                    format!("{} of purchases, in the month of their invoice", many(*rows))
                }
                (charge, _) => {
                    format!("{} of {} in the total, apart from use", many(*rows), charge.id().to_lowercase())
                }
            },
            Told::Rounded { rows } => {
                format!("{} had digits beyond the 28th decimal place, which are rounded off", many(*rows))
            }
            Told::Nameless { rows } => format!("{} did not say the service, its category or provider", many(*rows)),
        }
    }
}

/// A moment to the minute; a day where it is midnight.
fn minute(at: DateTime) -> String {
    let midnight = at.time() == jiff::civil::Time::midnight();
    if midnight { at.date().to_string() } else { format!("{} {:02}:{:02}", at.date(), at.hour(), at.minute()) }
}

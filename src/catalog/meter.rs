//! Meters, the physical things that a line can buy and a card can price; and the categories of lines.

use super::Usage;
use crate::amount::Estimate;
use crate::faults::Named;
use crate::table::Table;

/// The physical thing a line buys.
#[derive(Clone, Debug)]
pub struct Meter {
    /// Its name in files.
    pub id: String,
    /// Its name on the screen.
    pub label: String,
    /// What is counted.
    pub unit: String,
    /// Whether it is bought in sizes, the cheapest that fits: then a line says what it needs.
    pub sized: bool,
    /// The meter that a card without a price for this one is asked for instead.
    pub or: Option<String>,
    /// What one unit may cost a month in US dollars; of a sized meter one vCPU, or where none is given one GB of memory.
    pub plausible: Option<Estimate>,
    /// What a usage file of Infracost calls it, where it has a word for it.
    pub usage: Option<Usage>,
}

/// A kind of line.
#[derive(Clone, Debug)]
pub struct Category {
    /// Its name everywhere.
    pub id: String,
    /// Its `ServiceCategory` in a bill of FOCUS.
    pub focus: String,
}

/// The `ServiceCategory` of what has none of its own.
const OTHER: &str = "Other";

impl Meter {
    /// Reads one `[[meter]]`; the meter it falls back on comes along for the check.
    pub(super) fn read(table: &Table) -> (Named, Self, Option<Named>) {
        let id = table.need_id("id");
        let or = table.name("or");
        let meter = Meter {
            id: id.text.clone(),
            label: table.need_text("label").text,
            unit: table.need_text("unit").text,
            sized: table.flag("sized"),
            or: or.as_ref().map(|named| named.text.clone()),
            plausible: table.range("plausible"),
            usage: Usage::read(table),
        };
        table.finish();
        (id, meter, or)
    }
}

impl Category {
    /// Reads one `[[category]]`.
    pub(super) fn read(table: &Table) -> (Named, Self) {
        let id = table.need_id("id");
        let category = Category {
            id: id.text.clone(),
            focus: table.text("focus").map_or_else(|| OTHER.to_owned(), |focus| focus.text),
        };
        table.finish();
        (id, category)
    }
}

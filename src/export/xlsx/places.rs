//! Where things stand in the workbook, so that formulas of every sheet find them.

use super::factors::Factor;
use super::page::At;
use crate::catalog::Catalog;
use crate::engine::{Acting, QuoteLine, Rate};
use std::collections::BTreeSet;
use std::ops::Range;

pub(super) const SUMMARY: &str = "Summary";
pub(super) const INPUTS: &str = "Inputs";
pub(super) const LEVERS: &str = "Levers";
pub(super) const TIERS: &str = "Tiers";
pub(super) const QUANTITIES: &str = "Quantities";
pub(super) const BILL: &str = "Bill";
pub(super) const RANGE: &str = "Range";
pub(super) const ECONOMICS: &str = "Economics";
pub(super) const FORECAST: &str = "Forecast";
pub(super) const SOURCES: &str = "Sources";

/// The names of what a month costs, beside those of the sliders.
pub(super) const COST: [&str; 3] = ["CostLow", "Cost", "CostHigh"];
pub(super) const BUFFER: &str = "Buffer";
pub(super) const HOURS: &str = "HoursPerMonth";

/// The row of the names of columns on every sheet; what they name begins below it.
pub(super) const HEAD: u32 = 3;
pub(super) const FIRST: u32 = HEAD + 1;

/// The column of values on the sheet of inputs.
pub(super) const VALUE: u16 = 1;

/// Where things stand.
pub(super) struct Places {
    sliders: usize,
    drivers: usize,
    /// What formulas call each slider and driver; none where its name is no name in a spreadsheet.
    names: Vec<Option<String>>,
    /// The levers that do something to a line of the bill, by id.
    pub levers: Vec<String>,
    /// What the user's bill asks of lines.
    pub factors: Vec<Factor>,
    /// Of each line its rows among what levers do, and among tiers.
    lever_rows: Vec<Range<u32>>,
    tier_rows: Vec<Range<u32>>,
}

impl Places {
    pub(super) fn of(catalog: &Catalog, lines: &[QuoteLine], acting: &[Vec<Acting>]) -> Self {
        let mut taken: BTreeSet<String> = COST.into_iter().chain([BUFFER, HOURS]).map(str::to_lowercase).collect();
        let ids = catalog.sliders.iter().map(|of| &of.id).chain(catalog.drivers.iter().map(|of| &of.id));
        let names = ids.map(|id| name_of(id).filter(|name| taken.insert(name.to_lowercase()))).collect();
        let mut levers: Vec<String> = Vec::new();
        for lever in acting.iter().flatten() {
            if !levers.contains(&lever.lever) {
                levers.push(lever.lever.clone());
            }
        }
        let tiers =
            lines.iter().map(|line| if let Rate::Tiers { tiers, .. } = line.term.rate.own() { tiers.len() } else { 0 });
        let mut places = Places {
            sliders: catalog.sliders.len(),
            drivers: catalog.drivers.len(),
            names,
            levers,
            factors: Vec::new(),
            lever_rows: rows(acting.iter().map(Vec::len)),
            tier_rows: rows(tiers),
        };
        // Below the levers, or the word that there are none.
        places.factors = Factor::all(lines, places.lever(places.levers.len().max(1)).row + 2);
        places
    }

    /// The cell of a slider or driver, by its index.
    pub(super) fn driver(&self, index: usize) -> At {
        let gap = if index < self.sliders { 0 } else { 2 };
        input(FIRST + index as u32 + gap)
    }

    /// What a formula on a sheet calls a slider or driver.
    pub(super) fn named(&self, index: usize, sheet: &str) -> String {
        self.name(index).map_or_else(|| self.driver(index).on(sheet), str::to_owned)
    }

    /// The name of a slider or driver in the workbook.
    pub(super) fn name(&self, index: usize) -> Option<&str> {
        self.names.get(index)?.as_deref()
    }

    /// The cell of the buffer.
    pub(super) fn buffer(&self) -> At {
        input(FIRST + (self.sliders + self.drivers) as u32 + 4)
    }

    /// The cell of the hours of a month.
    pub(super) fn hours(&self) -> At {
        input(self.buffer().row + 1)
    }

    /// The cell of the share of a lever, by its place among those that do something.
    pub(super) fn lever(&self, at: usize) -> At {
        input(self.hours().row + 3 + at as u32)
    }

    /// The cell of the share of a lever, by its id.
    pub(super) fn share(&self, lever: &str) -> At {
        self.lever(self.levers.iter().position(|id| id == lever).unwrap_or_default())
    }

    /// The rows of what levers do to a line.
    pub(super) fn levers_of(&self, line: usize) -> Range<u32> {
        self.lever_rows[line].clone()
    }

    /// The rows of the tiers of a line's price.
    pub(super) fn tiers_of(&self, line: usize) -> Range<u32> {
        self.tier_rows[line].clone()
    }
}

/// The row of a line on the sheets that have a row a line.
pub(super) fn row_of(line: usize) -> u32 {
    FIRST + line as u32
}

fn input(row: u32) -> At {
    At { sheet: INPUTS, column: VALUE, row }
}

/// Rows one after another, so many for each.
fn rows(counts: impl Iterator<Item = usize>) -> Vec<Range<u32>> {
    let mut next = FIRST;
    counts
        .map(|count| {
            let from = next;
            next += count as u32;
            from..next
        })
        .collect()
}

/// The name of an id in a workbook: `RevenuePerUser`. None of what would be read as a cell, such as `GB1`, or as a row.
fn name_of(id: &str) -> Option<String> {
    let name: String = id.split(['-', '_']).map(crate::text::capital).collect();
    let letters = name.chars().take_while(char::is_ascii_alphabetic).count();
    let cell = letters <= 3 && name[letters..].chars().all(|c| c.is_ascii_digit());
    (!cell && letters > 0 && !name.to_lowercase().starts_with("r1c")).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::name_of;

    #[test]
    fn what_would_be_read_as_a_cell_is_no_name() {
        assert_eq!(name_of("users").as_deref(), Some("Users"));
        assert_eq!(name_of("revenue_per_user").as_deref(), Some("RevenuePerUser"));
        assert_eq!(name_of("gb_1").as_deref(), None);
        assert_eq!(name_of("r").as_deref(), None);
        assert_eq!(name_of("xfd1048576").as_deref(), None);
        assert_eq!(name_of("3d").as_deref(), None);
        assert_eq!(name_of("gbps_10").as_deref(), Some("Gbps10"));
    }
}

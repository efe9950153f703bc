//! What a line costs as a formula: the same arithmetic as the engine's, on cells.

use super::matter::Matter;
use super::page::{At, letters};
use super::places::{BILL, RANGE, row_of};
use super::{bill, factors, quantities, range, tiers};
use crate::engine::Rate;

/// One end of what a line costs: 0 low, 1 expected, 2 high.
pub(super) const EXPECTED: u16 = 1;

/// A line, one of its ends, and the sheet that the formula is for.
pub(super) struct Wanted<'m> {
    pub matter: &'m Matter<'m>,
    pub line: usize,
    pub end: u16,
    pub sheet: &'static str,
}

impl Wanted<'_> {
    /// What it costs before levers.
    pub(super) fn before(&self) -> String {
        format!("={}", self.of_units(&quantities::units(self.line, self.sheet)))
    }

    /// What it costs after them. What it cost before them and what they leave stand in cells.
    pub(super) fn after(&self, before: At, left: At) -> String {
        let (before, left) = (before.on(self.sheet), left.on(self.sheet));
        let makes_free = self.matter.acting[self.line].iter().any(|lever| !lever.free.is_zero());
        if !makes_free {
            return format!("={before}*{left}");
        }
        let (units, paid) = (quantities::units(self.line, self.sheet), quantities::paid(self.line, self.sheet));
        match self.matter.quote.lines[self.line].term.rate.own() {
            // An amount that stands whatever the quantity is paid in part.
            Rate::Still(_) => format!("=IF({units}=0,{before},{before}*{paid}/{units})*{left}"),
            _ => format!("=({})*{left}", self.of_units(&paid)),
        }
    }

    /// What so many units cost, times what the user's bill asks.
    fn of_units(&self, units: &str) -> String {
        let priced = self.priced(units);
        match factors::named(self.matter, self.line, self.end, self.sheet) {
            Some(factor) => format!("{priced}*{factor}"),
            None => priced,
        }
    }

    /// What so many units cost at the price that stands in a cell.
    fn priced(&self, units: &str) -> String {
        let line = &self.matter.quote.lines[self.line];
        let price = self.price();
        let per = self.bill(bill::PER);
        match line.term.rate.own() {
            Rate::Still(_) | Rate::TooLarge | Rate::Billed { .. } => price,
            Rate::Proportional { .. } => match line.unit_price.and_then(|each| each.hours) {
                Some(_) => format!("{units}*{price}*{}/{per}", self.bill(bill::HOURS)),
                None => format!("{units}*{price}/{per}"),
            },
            Rate::Along { .. } => {
                let [low, high, from, to] =
                    [range::PRICE, range::PRICE + 1, range::FROM, range::TO].map(|column| self.range(column));
                format!("IF({units}<{from},{low}*{units}/{from},{low}+({high}-{low})*({units}-{from})/({to}-{from}))")
            }
            Rate::Tiers { .. } => format!("{}/{per}", tiers::graduated(self.matter, self.line, units)),
            Rate::Share { of, .. } => format!("{price}*{}", self.sum(of)),
        }
    }

    /// The cell of the price, of the end that is wanted.
    fn price(&self) -> String {
        match self.end {
            0 => self.range(range::PRICE),
            2 => self.range(range::PRICE + 1),
            _ => self.bill(bill::PRICE),
        }
    }

    fn bill(&self, column: u16) -> String {
        At { sheet: BILL, column, row: row_of(self.line) }.on(self.sheet)
    }

    fn range(&self, column: u16) -> String {
        At { sheet: RANGE, column, row: row_of(self.line) }.on(self.sheet)
    }

    /// The sum of what other lines cost after levers, at the same end.
    fn sum(&self, of: &[usize]) -> String {
        let (sheet, column) = match self.end {
            0 => (RANGE, range::LOW),
            2 => (RANGE, range::LOW + 1),
            _ => (BILL, bill::MONTH),
        };
        let parts: Vec<String> = spans(of)
            .into_iter()
            .map(|(first, last)| {
                let first = At { sheet, column, row: row_of(first) }.on(self.sheet);
                format!("{first}:{}{}", letters(column), row_of(last) + 1)
            })
            .collect();
        // A function takes 255 arguments.
        let sums: Vec<String> = parts.chunks(255).map(|parts| format!("SUM({})", parts.join(","))).collect();
        if sums.is_empty() { "0".to_owned() } else { format!("({})", sums.join("+")) }
    }
}

/// Numbers that follow one another, as first and last.
fn spans(of: &[usize]) -> Vec<(usize, usize)> {
    let mut spans: Vec<(usize, usize)> = Vec::new();
    for at in of {
        match spans.last_mut() {
            Some((_, last)) if *last + 1 == *at => *last = *at,
            _ => spans.push((*at, *at)),
        }
    }
    spans
}

#[cfg(test)]
mod tests {
    use super::spans;

    #[test]
    fn lines_beside_one_another_are_one_span() {
        assert_eq!(spans(&[0, 1, 2, 5, 7, 8]), [(0, 2), (5, 5), (7, 8)]);
        assert_eq!(spans(&[]), []);
    }
}

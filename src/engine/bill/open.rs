//! What a bill leaves open: the lines whose amount is a range, a printed total that is one, and what ranged levers leave.

use super::{Bill, bought};
use crate::amount::{Estimate, Overflow};
use crate::catalog::Line;
use crate::engine::levers::{Factors, Parted};
use crate::engine::rates::Rate;

impl Bill<'_> {
    /// The lines whose amount is a range, by their places; lines that a printed total stands in for change nothing.
    pub(in crate::engine) fn open_lines(&self) -> impl Iterator<Item = (usize, &Line, Estimate)> {
        let first = if self.total.printed.is_some() { self.total.own } else { 0 };
        let lines = self.entries.iter().zip(&self.terms).enumerate().skip(first);
        lines.filter_map(|(at, (entry, term))| Some((at, entry.line.as_ref(), term.rate.range()?)))
    }

    /// The printed total, where it is a range.
    pub(in crate::engine) fn printed_range(&self) -> Option<Estimate> {
        self.total.printed.filter(|printed| !printed.is_exact())
    }

    /// The lines that a range of the user's bill multiplies, by their places, with their category and that factor.
    pub(in crate::engine) fn open_factors(&self) -> impl Iterator<Item = (usize, &str, Estimate)> {
        let first = if self.total.printed.is_some() { self.total.own } else { 0 };
        let lines = self.entries.iter().zip(&self.terms).enumerate().skip(first);
        lines.filter_map(|(at, (entry, term))| {
            let factor = term.factor().filter(|factor| !factor.is_exact())?;
            Some((at, entry.line.category.as_str(), *factor))
        })
    }

    /// Of each line that levers with a range touch, by its place, what they leave wherever they are in it.
    pub(in crate::engine) fn parted(&self, factors: &Factors) -> Result<Vec<(usize, Parted)>, Overflow> {
        let lines = self.entries.iter().zip(&self.terms).enumerate();
        let open = lines.filter(|(_, (_, term))| {
            !term.left.factor.is_exact() && !matches!(term.rate, Rate::TooLarge | Rate::Share { .. })
        });
        open.map(|(at, (entry, _))| Ok((at, factors.parted(entry.line, bought(&entry.listed))?))).collect()
    }
}

//! The ranges in a bill: which lines have one, and what a bill costs with one of them at an end.

use super::Bill;
use crate::amount::{Decimal, End, Number, Overflow, Place};
use crate::catalog::Line;
use crate::engine::demand::Demand;
use std::sync::Arc;

impl<'c> Bill<'c> {
    /// What to reckon with where one line, by its place, is at one of its ends.
    pub fn with_line_at(&self, demand: &Demand, line: usize, end: End) -> Result<Decimal, Overflow> {
        let mut done = Vec::with_capacity(self.terms.len());
        self.total.figure_at(one_at(line, end), &self.terms, demand, &mut done)
    }

    /// The same of the lines of a category.
    pub(in crate::engine) fn category_with_line_at(
        &self,
        demand: &Demand,
        category: &str,
        (line, end): (usize, End),
    ) -> Result<Decimal, Overflow> {
        self.category_at(demand, category, one_at(line, end))
    }

    /// What the lines of a category cost, each at one of its ends by its place.
    pub(in crate::engine) fn category_at<P: Place<Decimal>>(
        &self,
        demand: &Demand,
        category: &str,
        places: impl Fn(usize) -> P,
    ) -> Result<Decimal, Overflow> {
        let mut done = Vec::with_capacity(self.terms.len());
        self.total.figure_at(places, &self.terms, demand, &mut done)?;
        let lines = self.entries.iter().zip(done).filter(|(entry, _)| entry.line.category == category);
        lines.into_iter().try_fold(Decimal::ZERO, |sum, (_, figure)| sum.plus(figure?))
    }

    /// The places whose own amount, or what levers save of it, is a range, with their lines; last, without a line, the
    /// place of a printed total that is one.
    pub(in crate::engine) fn ranges(&self) -> impl Iterator<Item = (usize, Option<&'c Arc<Line>>)> {
        let lines = self.entries.iter().zip(&self.terms).enumerate();
        let lines = lines.filter(|(_, (_, term))| !term.is_exact()).map(|(at, (entry, _))| (at, Some(entry.line)));
        let printed = self.total.printed.filter(|printed| !printed.is_exact());
        lines.chain(printed.map(|_| (self.terms.len(), None)))
    }

    /// What one place of [`Bill::ranges`] costs at one of its ends, after its levers; the others as expected.
    pub(in crate::engine) fn place_at(&self, demand: &Demand, place: usize, end: End) -> Result<Decimal, Overflow> {
        let mut done = Vec::with_capacity(self.terms.len());
        self.total.figure_at(one_at(place, end), &self.terms, demand, &mut done)?;
        match (done.get(place), self.total.printed) {
            (Some(figure), _) => *figure,
            (None, Some(printed)) => Ok(printed.at(end)),
            (None, None) => Err(Overflow),
        }
    }
}

/// One place at an end, the others as expected.
fn one_at(place: usize, end: End) -> impl Fn(usize) -> End {
    move |at| if at == place { end } else { End::Expected }
}

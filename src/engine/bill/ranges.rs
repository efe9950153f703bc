//! The ranges in a bill: which lines have one, and what a bill costs with one of them at an end.

use super::Bill;
use super::total::Total;
use crate::amount::{Decimal, End, Estimate, Number, Overflow};
use crate::catalog::Line;
use crate::engine::demand::Demand;
use crate::engine::rates::Term;
use std::sync::Arc;

impl<'c> Bill<'c> {
    /// What to reckon with where one line, by its place, is at one of its ends.
    pub fn with_line_at(&self, demand: &Demand, line: usize, end: End) -> Result<Decimal, Overflow> {
        let (terms, total) = self.held_at(line, end);
        total.figure(End::Expected, &terms, demand, &mut Vec::with_capacity(terms.len()))
    }

    /// The same of the lines of a category.
    pub(in crate::engine) fn category_with_line_at(
        &self,
        demand: &Demand,
        category: &str,
        (line, end): (usize, End),
    ) -> Result<Decimal, Overflow> {
        let (terms, total) = self.held_at(line, end);
        self.category_of(&terms, total, demand, category)
    }

    /// The terms and the total with one place of [`Bill::ranges`] held at one of its ends.
    fn held_at(&self, place: usize, end: End) -> (Vec<Term<Decimal>>, Total) {
        let (mut terms, mut total) = (self.terms.clone(), self.total);
        match terms.get_mut(place) {
            Some(term) => *term = term.held_at(end),
            None => total.printed = total.printed.map(|printed| Estimate::exact(printed.at(end))),
        }
        (terms, total)
    }

    /// What the lines of a category cost, as expected.
    pub(super) fn category_of(
        &self,
        terms: &[Term<Decimal>],
        total: Total,
        demand: &Demand,
        category: &str,
    ) -> Result<Decimal, Overflow> {
        let mut done = Vec::with_capacity(terms.len());
        total.figure(End::Expected, terms, demand, &mut done)?;
        let lines = self.entries.iter().zip(done).filter(|(entry, _)| entry.line.category == category);
        lines.into_iter().try_fold(Decimal::ZERO, |sum, (_, figure)| sum.plus(figure?.after))
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
        let (terms, total) = self.held_at(place, end);
        let mut done = Vec::with_capacity(terms.len());
        total.figure(End::Expected, &terms, demand, &mut done)?;
        match (done.get(place), total.printed) {
            (Some(figure), _) => (*figure).map(|figure| figure.after),
            (None, Some(printed)) => Ok(printed.expected),
            (None, None) => Err(Overflow),
        }
    }
}

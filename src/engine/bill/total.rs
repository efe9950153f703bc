//! How the terms of a bill become its total, for exact figures, for pictures and for draws.

use crate::amount::{Decimal, Estimate, Expected, Number, Overflow, Part, Place};
use crate::engine::demand::Demand;
use crate::engine::rates::Done;
use crate::engine::term::Term;

/// How the terms become a total.
#[derive(Clone, Copy, Debug)]
pub(in crate::engine) struct Total<N = Decimal> {
    /// A printed figure in place of the variant's lines; add-ons come on top.
    pub printed: Option<Estimate<N>>,
    /// How many of the terms are the variant's; those of add-ons come after them.
    pub own: usize,
    /// 1 + the buffer.
    pub buffered: N,
}

/// A bill for pictures and draws: the same terms as floats.
#[derive(Clone)]
pub(in crate::engine) struct Drawn {
    pub terms: Vec<Term<f64>>,
    pub total: Total<f64>,
}

/// Room for the costs of terms, after levers.
pub(in crate::engine) type Figures<N> = Vec<Result<N, Overflow>>;

impl Drawn {
    /// The expected cost at a demand.
    pub(in crate::engine) fn cost(&self, demand: &Demand<f64>, done: &mut Figures<f64>) -> Option<f64> {
        self.total.figure(Expected, &self.terms, demand, done).ok()
    }

    /// The cost with each term at a place in its range, and a printed total at that after them.
    pub(in crate::engine) fn cost_at(
        &self,
        places: impl Fn(usize) -> Part,
        demand: &Demand<f64>,
        done: &mut Figures<f64>,
    ) -> Option<f64> {
        self.total.figure_at(places, &self.terms, demand, done).ok()
    }
}

impl Total {
    /// The same for another kind of number.
    pub(super) fn of<N: Number>(&self) -> Total<N> {
        Total { printed: self.printed.map(Estimate::of), own: self.own, buffered: N::of(self.buffered) }
    }
}

impl<N: Number> Total<N> {
    /// The total at a demand, everything at one place in its range; `done` is left with what each term costs.
    pub(super) fn figure<P: Place<N>>(
        &self,
        place: P,
        terms: &[Term<N>],
        demand: &Demand<N>,
        done: &mut Figures<N>,
    ) -> Result<N, Overflow> {
        done.clear();
        let mut sum = Ok(N::ZERO);
        for term in terms {
            let figure = term.after(place, demand, Done { figures: done, sum: Some(&sum) });
            sum = sum.and_then(|sum| sum.plus(figure?));
            done.push(figure);
        }
        self.of_terms(sum, place, done)
    }

    /// The same with each term at a place of its own, by where it stands in the bill, and a printed total at that after them.
    // A function of its own: as the other one with a function in the place of the place, a bill took a sixth longer.
    pub(super) fn figure_at<P: Place<N>>(
        &self,
        places: impl Fn(usize) -> P,
        terms: &[Term<N>],
        demand: &Demand<N>,
        done: &mut Figures<N>,
    ) -> Result<N, Overflow> {
        done.clear();
        let mut sum = Ok(N::ZERO);
        for (at, term) in terms.iter().enumerate() {
            let figure = term.after(places(at), demand, Done { figures: done, sum: Some(&sum) });
            sum = sum.and_then(|sum| sum.plus(figure?));
            done.push(figure);
        }
        self.of_terms(sum, places(terms.len()), done)
    }

    /// The total of what the terms cost: their sum, or a printed figure in the place of the variant's; with the buffer.
    fn of_terms<P: Place<N>>(&self, sum: Result<N, Overflow>, place: P, done: &Figures<N>) -> Result<N, Overflow> {
        let sum = match &self.printed {
            None => sum,
            Some(printed) => done[self.own..].iter().try_fold(printed.at(place), |sum, figure| sum.plus((*figure)?)),
        };
        if self.buffered == N::ONE { sum } else { sum?.times(self.buffered) }
    }
}

//! How the terms of a bill become its total, for exact figures and for pictures.

use crate::amount::{Decimal, End, Estimate, Number, Overflow};
use crate::engine::demand::Demand;
use crate::engine::rates::{Done, Figure, Term};

/// How the terms become a total.
#[derive(Clone, Copy, Debug)]
pub(in crate::engine) struct Total {
    /// A printed figure in place of the variant's lines; add-ons come on top.
    pub printed: Option<Estimate>,
    /// How many of the terms are the variant's; those of add-ons come after them.
    pub own: usize,
    /// 1 + the buffer.
    pub buffered: Decimal,
}

/// A bill for pictures: the same terms as floats.
pub(in crate::engine) struct Drawn {
    pub terms: Vec<Term<f64>>,
    pub total: Total,
}

/// Room for the costs of terms.
pub(in crate::engine) type Figures<N> = Vec<Result<Figure<N>, Overflow>>;

impl Drawn {
    /// The expected cost at a demand.
    pub(in crate::engine) fn cost(&self, demand: &Demand<f64>, done: &mut Figures<f64>) -> Option<f64> {
        self.total.figure(End::Expected, &self.terms, demand, done).ok()
    }
}

impl Total {
    /// One end of the total at a demand; `done` is left with what each term costs.
    pub(super) fn figure<N: Number>(
        &self,
        end: End,
        terms: &[Term<N>],
        demand: &Demand<N>,
        done: &mut Figures<N>,
    ) -> Result<N, Overflow> {
        done.clear();
        let mut sum = Ok(N::ZERO);
        for term in terms {
            let figure = term.figure(end, demand, Done { figures: done, sum });
            sum = sum.and_then(|sum| sum.plus(figure?.after));
            done.push(figure);
        }
        if let Some(printed) = self.printed {
            sum = done[self.own..].iter().try_fold(N::of(printed.at(end)), |sum, figure| sum.plus((*figure)?.after));
        }
        if self.buffered == Decimal::ONE { sum } else { sum?.times(N::of(self.buffered)) }
    }
}

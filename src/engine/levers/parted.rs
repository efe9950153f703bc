//! What levers leave of a line, each anywhere in the range that it saves: the factor of draws.

use super::{Bought, Factors, saving, touches};
use crate::amount::{Decimal, End, Number, Overflow};
use crate::catalog::{Effect, Lever, Line};

/// What is left of a line as a product of sums: Π over groups of (1 − Σ share × saving), with the savings open. A place
/// of 0 is the largest saving, which leaves the low end of the cost; 1 is the smallest.
#[derive(Clone, Debug)]
pub(in crate::engine) struct Parted(Vec<Group>);

#[derive(Clone, Debug)]
struct Group {
    /// What is left at the largest savings.
    least: f64,
    /// Levers that save a range, by their places in [`Factors::ranged`], and what each leaves more at its smallest saving.
    more: Vec<(usize, f64)>,
}

impl Parted {
    /// The factor, with the place of each ranged lever.
    pub(in crate::engine) fn left(&self, places: &[f64]) -> f64 {
        let group = |group: &Group| group.more.iter().fold(group.least, |left, (at, more)| left + more * places[*at]);
        self.0.iter().map(|of| group(of).max(0.0)).product()
    }

    /// The places of the levers that move it.
    pub(in crate::engine) fn levers(&mut self) -> impl Iterator<Item = &mut usize> {
        self.0.iter_mut().flat_map(|group| group.more.iter_mut().map(|(at, _)| at))
    }
}

impl<'c> Factors<'c> {
    /// The levers that save a range.
    pub(in crate::engine) fn ranged(&self) -> Vec<&'c Lever> {
        let is_ranged = |lever: &Lever| matches!(&lever.effect, Effect::Saves(saves) if !saves.is_exact());
        self.0.iter().map(|(lever, _)| *lever).filter(|lever| is_ranged(lever)).collect()
    }

    /// What is left of a line where the levers are anywhere in their ranges, as floats; see [`Factors::on`].
    pub(in crate::engine) fn parted(&self, line: &Line, bought: Bought) -> Result<Parted, Overflow> {
        let ranged = self.ranged();
        let place = |lever: &Lever| ranged.iter().position(|other| std::ptr::eq(*other, lever));
        let groups = self.groups().into_iter().map(|levers| {
            let mut group = Group { least: 1.0, more: Vec::new() };
            for (lever, share) in levers.into_iter().filter(|(lever, _)| touches(lever, line) && !bought.holds(lever)) {
                let saved = |end| saved(lever, share, line, end);
                let (most, least) = (saved(End::Low)?, saved(End::High)?);
                group.least -= most;
                group.more.extend(place(lever).map(|at| (at, most - least)));
            }
            Ok(group)
        });
        groups.collect::<Result<Vec<_>, _>>().map(Parted)
    }
}

/// The share of a line that a lever saves at one end.
fn saved(lever: &Lever, share: Decimal, line: &Line, end: End) -> Result<f64, Overflow> {
    let (saved, of) = saving(lever, line, end)?;
    share.times(saved)?.over(of).map(f64::of)
}

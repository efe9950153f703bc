//! Whether a printed figure agrees with a computed one.

use crate::amount::{Decimal, End, Estimate, Number};

/// How a printed figure stands to a computed one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// The same.
    Exact,
    /// The same when the computed one is rounded to the printed places.
    Rounded,
    /// One figure inside a range.
    Inside,
    /// Another.
    Differs,
}

/// Whether a printed figure agrees with a computed one, as far as it is printed.
pub fn agrees(stated: Estimate, computed: Estimate) -> bool {
    verdict(stated, computed) != Verdict::Differs
}

/// Holds a printed figure against a computed one: ranges end by end, one figure against a range by being inside.
pub fn verdict(stated: Estimate, computed: Estimate) -> Verdict {
    if stated.is_exact() != computed.is_exact() {
        let (one, range) = if stated.is_exact() { (stated, computed) } else { (computed, stated) };
        let inside = range.low <= one.expected && one.expected <= range.high;
        return if inside { Verdict::Inside } else { Verdict::Differs };
    }
    let ends = [End::Low, End::High].map(|end| (stated.at(end), computed.at(end)));
    if ends.iter().all(|(stated, computed)| stated == computed) {
        Verdict::Exact
    } else if ends.iter().all(|(stated, computed)| rounds(*stated, *computed)) {
        Verdict::Rounded
    } else {
        Verdict::Differs
    }
}

/// Whether a figure rounds to the printed one at its printed places: half away from zero, as people round.
fn rounds(stated: Decimal, computed: Decimal) -> bool {
    let half = rust_decimal::RoundingStrategy::MidpointAwayFromZero;
    computed.round_dp_with_strategy(stated.scale(), half) == stated
}

/// Printed minus computed at the end where it is farther from nothing; of one figure beside a range, by how far it lies
/// outside. Nothing where 28 digits can't hold it.
pub fn gap(stated: Estimate, computed: Estimate) -> Decimal {
    let fit = match (stated.is_exact(), computed.is_exact()) {
        (false, true) => Some(Fit::of(computed, stated, false)),
        (true, false) => Some(Fit::of(stated, computed, false)).map(|fit| Fit { under: fit.over, over: fit.under }),
        _ => None,
    };
    let ends = match fit {
        Some(fit) => [fit.under, -fit.over],
        None => [End::Low, End::High].map(|end| stated.at(end).minus(computed.at(end)).unwrap_or_default()),
    };
    if ends[0].abs() > ends[1].abs() { ends[0] } else { ends[1] }
}

/// How a figure lies in a band.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fit {
    /// How far its low end is under the band.
    pub under: Decimal,
    /// How far its high end is over the band.
    pub over: Decimal,
}

impl Fit {
    /// How a figure lies in a band; an open band has no high end.
    pub fn of(figure: Estimate, band: Estimate, open: bool) -> Self {
        let above = |a: Decimal, b: Decimal| a.minus(b).unwrap_or_default().max(Decimal::ZERO);
        let over = if open { Decimal::ZERO } else { above(figure.high, band.high) };
        Fit { under: above(band.low, figure.low), over }
    }

    /// Whether it lies inside.
    pub fn inside(&self) -> bool {
        self.under.is_zero() && self.over.is_zero()
    }
}

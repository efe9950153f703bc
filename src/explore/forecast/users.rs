//! The users of each month: where growth leads, held to the slider's ends.

use super::{Ahead, Growth};
use crate::amount::{Decimal, Number};
use crate::catalog::{Catalog, Slider};
use crate::engine::grown;
use crate::scenario::Scenario;

/// The users of a month.
#[derive(Clone, Copy, Debug)]
pub(super) struct Now {
    /// With every digit.
    pub users: Decimal,
    /// Those that are priced: whole ones.
    pub priced: Decimal,
    /// Whether they have reached the slider's end.
    pub at_end: bool,
}

/// Users month by month, without an end.
pub(super) struct Course<'a> {
    slider: &'a Slider,
    growth: &'a Growth,
    /// The growth slider.
    rate: Decimal,
    month: usize,
    users: Decimal,
}

impl<'a> Course<'a> {
    /// From where a scenario stands; none where the catalog has no users slider.
    pub(super) fn of(catalog: &'a Catalog, scenario: &Scenario, ahead: &'a Ahead) -> Option<Self> {
        let slider = catalog.slider("users")?;
        let rate = catalog.slider("growth").map_or(Decimal::ZERO, |growth| scenario.value(catalog, growth));
        Some(Course { slider, growth: &ahead.growth, rate, month: 0, users: scenario.value(catalog, slider) })
    }

    /// The users of the month after one with so many; what can't be held is beyond every slider.
    fn after(&self, users: Decimal, month: usize) -> Decimal {
        let given = |of: &[Decimal]| of.get(month - 1).or(of.last()).copied();
        match self.growth {
            Growth::Rate | Growth::Roadmap(_) => grown(users, self.rate).unwrap_or(Decimal::MAX),
            Growth::Each(rates) => grown(users, given(rates).unwrap_or_default()).unwrap_or(Decimal::MAX),
            Growth::Users(counts) => given(counts).unwrap_or(users),
        }
    }
}

impl Iterator for Course<'_> {
    type Item = Now;

    fn next(&mut self) -> Option<Now> {
        if self.month > 0 {
            self.users = self.after(self.users, self.month);
        }
        self.month += 1;
        self.users = self.users.clamp(self.slider.min, self.slider.max);
        let priced = self.users.down();
        Some(Now { users: self.users, priced, at_end: self.users >= self.slider.max })
    }
}

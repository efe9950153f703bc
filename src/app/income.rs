//! Mixes of payers: presets of the three sliders that revenue is made of.

use super::{App, Effect, Entry, Overlay, Typed};
use crate::amount::{Decimal, Estimate};
use crate::catalog::{Catalog, Income};
use crate::scenario::Scenario;

/// The sliders that a preset sets, in the order of [`values`].
pub(super) const SLIDERS: [&str; 3] = ["paid_share", "revenue_per_user", "other_income"];

/// Places of money that a preset keeps where a mix does not come out even: those that a slider shows below $1.
const PLACES: u32 = 4;

/// The slider that an income without a figure is typed into.
const OTHER: &str = "other_income";

/// What a preset puts on the sliders; none where its figures are too large, or the user has to give them.
fn values(income: &Income) -> Option<[Decimal; 3]> {
    if income.asks {
        return None;
    }
    let each = income.per_payer().ok()?.expected.normalize();
    let each = if each.scale() > PLACES { each.round_dp(PLACES) } else { each };
    Some([income.paid_share(), each, income.other])
}

/// Puts a preset on the sliders.
fn set(scenario: &mut Scenario, catalog: &Catalog, income: &Income) {
    for (id, value) in SLIDERS.iter().zip(values(income).into_iter().flatten()) {
        if let Some(slider) = catalog.slider(id) {
            scenario.set(catalog, slider, value);
        }
    }
}

impl App {
    /// The preset that the sliders stand at, by its place in the plan; none where they stand elsewhere. One that asks for
    /// its figure stands wherever there is other income that no other preset brings.
    pub fn income(&self) -> Option<usize> {
        let stands = |income: &Income| {
            let Some(values) = values(income) else { return false };
            let slider = |id: &str| self.catalog.slider(id);
            SLIDERS.iter().zip(values).all(|(id, value)| {
                slider(id).is_some_and(|s| self.scenario().value(&self.catalog, s) == s.clamp(value).normalize())
            })
        };
        let incomes = &self.plan().incomes;
        let other = || self.value_of(OTHER).is_some_and(|other| !other.is_zero());
        let asks = || incomes.iter().position(|income| income.asks).filter(|_| other());
        incomes.iter().position(stands).or_else(asks)
    }

    /// What a payer of the preset pays a month, where that is a range.
    pub fn price_range(&self) -> Option<Estimate> {
        let income = &self.plan().incomes[self.income()?];
        income.per_payer().ok().filter(|price| !price.is_exact())
    }

    /// The presets as choices, first that the sliders stand elsewhere, and the place of the one they stand at.
    pub(super) fn income_choices(&self) -> (Vec<(String, String)>, usize) {
        let presets = self.plan().incomes.iter().map(|income| (income.id.clone(), income.name.clone()));
        let choices = std::iter::once((String::new(), "as set".to_owned())).chain(presets).collect();
        (choices, self.income().map_or(0, |at| at + 1))
    }

    /// Another preset, in one step. That the sliders stand elsewhere is nothing to choose: it is passed over.
    pub(super) fn choose_income(&mut self, pick: impl Fn(usize, usize) -> usize) -> Option<Effect> {
        let incomes = &self.plan().incomes;
        let mut at = match self.income() {
            Some(at) => pick(at, incomes.len()),
            // From nowhere, the way up leads to the first, the way down to the last.
            None => pick(0, incomes.len() + 1).saturating_sub(1),
        };
        // Presets that come to the same sliders are one stop on the way.
        for _ in 0..incomes.len() {
            let same = |here: usize| values(&incomes[here]) == values(&incomes[at.min(incomes.len() - 1)]);
            if !self.income().is_some_and(same) {
                break;
            }
            at = pick(at, incomes.len());
        }
        let (catalog, income) = (self.catalog.clone(), incomes.get(at)?.clone());
        if income.asks {
            return self.ask_income(&income);
        }
        self.change(|scenario| set(scenario, &catalog, &income))
    }

    /// Asks what an income without a figure brings a month: it is other income.
    fn ask_income(&mut self, income: &Income) -> Option<Effect> {
        let slider = self.catalog.sliders.iter().position(|slider| slider.id == OTHER)?;
        self.overlay = Overlay::Entry(Entry::new(Typed::Slider(slider), ""));
        self.said = Some(format!("{}: type what it brings a month", income.name));
        None
    }

    /// The sliders of revenue as the plan starts them.
    pub(super) fn restore_income(&mut self) -> Option<Effect> {
        self.change(|scenario| scenario.sliders.retain(|id, _| !SLIDERS.contains(&id.as_str())))
    }
}

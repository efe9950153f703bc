//! The plan's document held against a list, made once for what that depends on.

use super::App;
use crate::amount::Decimal;
use crate::explore::against;
use crate::sources::HeldAgainst;
use std::collections::BTreeMap;

/// A comparison, and what it was made of.
#[derive(Debug)]
pub(super) struct Compared {
    of: Terms,
    /// What came of it; none where a figure of it is too large.
    pub found: Option<HeldAgainst>,
}

/// What a comparison with a list depends on.
#[derive(Debug, PartialEq, Eq)]
struct Terms {
    plan: String,
    card: String,
    region: Option<String>,
    /// Those of the revenue are among them; the users are the stages' own.
    sliders: BTreeMap<String, Decimal>,
    chosen: bool,
}

impl App {
    /// The document against the card that prices, else against the list that prices the most of it.
    pub(super) fn held_against(&self, before: Option<Compared>) -> Option<Compared> {
        let (plan, scenario) = (self.plan(), self.scenario());
        let chosen = self.card();
        let card =
            chosen.or_else(|| self.catalog.cards_that_price(plan).into_iter().find(|card| card.plan.is_none()))?;
        let region = scenario.region.clone().filter(|_| chosen.is_some());
        let mut sliders = scenario.sliders.clone();
        sliders.remove("users");
        let (plan_id, card_id) = (plan.id.clone(), card.id.clone());
        let of = Terms { plan: plan_id, card: card_id, region, sliders, chosen: chosen.is_some() };
        if before.as_ref().is_some_and(|before| before.of == of) {
            return before;
        }
        let found = against::against(&self.catalog, plan, card, of.region.as_deref(), scenario).ok();
        let found = found.map(|against| HeldAgainst { against, chosen: of.chosen });
        Some(Compared { of, found })
    }
}

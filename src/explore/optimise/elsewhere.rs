//! The cheapest levers on every list card that prices enough lines, in each region and each way to buy.

use super::{Allowed, set};
use crate::amount::{Decimal, Number};
use crate::catalog::{Catalog, Plan, Purchase};
use crate::engine;
use crate::explore::cards::{Offer, Order, enough, offers};
use crate::scenario::Scenario;

/// A card, a region and a way to buy, with the cheapest levers there.
#[derive(Clone, Debug)]
pub struct Elsewhere {
    /// The card with its region: `AWS, Frankfurt`.
    pub name: String,
    /// How what it sells so is bought.
    pub purchase: Purchase,
    /// How many lines the card prices, of how many.
    pub lines: [usize; 2],
    /// What a month costs there with the levers as they are.
    pub before: Decimal,
    /// What it costs with the cheapest.
    pub cost: Decimal,
    /// What that saves of the scenario as it is.
    pub saves: Decimal,
    /// Whether nothing cheaper can be there.
    pub exhaustive: bool,
    /// Whether it is how things are bought now.
    pub current: bool,
    /// The scenario there.
    pub scenario: Scenario,
}

/// All of them, the cheapest first. A way to buy that costs what buying on demand does is left out, and one of which a
/// figure is too large.
pub(super) fn all(catalog: &Catalog, plan: &Plan, scenario: &Scenario, allowed: &Allowed) -> Vec<Elsewhere> {
    let offers = offers(catalog, plan, scenario, Order::Total);
    let enough = enough(&offers);
    let lists = offers.iter().filter(|offer| offer.list && offer.lines > 0 && offer.lines >= enough);
    let ways: Vec<(&Offer, Purchase)> = lists
        .flat_map(|offer| {
            let card = catalog.card(&offer.card);
            let region = |id: Option<&str>| card.and_then(|card| card.region(id));
            let purchases =
                card.map(|card| card.purchases(region(offer.region.as_ref().map(|region| region.id.as_str()))));
            purchases.unwrap_or_default().into_iter().map(move |purchase| (offer, purchase))
        })
        .collect();
    // What the search may take is for all of them together.
    let each = Allowed { most: (allowed.most / ways.len().max(1)).max(1), ..allowed.clone() };
    let Ok(now) = engine::cost(catalog, scenario) else { return Vec::new() };
    let one = |way| one(catalog, plan, way, scenario, &each, now);
    let mut all: Vec<Elsewhere> = ways.into_iter().filter_map(one).collect();
    let same = |a: &Elsewhere, b: &Elsewhere| (&a.name, a.cost) == (&b.name, b.cost);
    let on_demand: Vec<Elsewhere> = all.iter().filter(|other| other.purchase == Purchase::OnDemand).cloned().collect();
    // A way to buy that changes nothing there says nothing.
    all.retain(|other| {
        other.current || other.purchase == Purchase::OnDemand || on_demand.iter().all(|first| !same(first, other))
    });
    all.sort_by_key(|other| (other.cost, other.purchase));
    all
}

fn one(
    catalog: &Catalog,
    plan: &Plan,
    (offer, purchase): (&Offer, Purchase),
    scenario: &Scenario,
    allowed: &Allowed,
    now: Decimal,
) -> Option<Elsewhere> {
    let mut there = Scenario { purchase, ..scenario.clone() };
    there.choose_card(&offer.card, offer.region.as_ref().map(|region| region.id.as_str()));
    let before = engine::cost(catalog, &there).ok()?;
    let best = set(catalog, plan, &there, allowed).ok()?;
    there.levers = best.levers;
    let cost = engine::cost(catalog, &there).ok()?;
    Some(Elsewhere {
        name: offer.words(),
        purchase,
        lines: [offer.lines, offer.all_lines()],
        before,
        cost,
        saves: now.minus(cost).ok()?,
        exhaustive: best.exhaustive,
        current: offer.current && purchase == scenario.purchase,
        scenario: there,
    })
}

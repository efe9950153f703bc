//! Which inputs a plan has, and the two ends that each is moved to.

use super::{Input, Moved, Setting, Still, Swing};
use crate::amount::{Decimal, Number};
use crate::catalog::{Effect, Income, Lever, Slider, at_region};
use crate::explore::cards::{Order, enough, offers};
use crate::explore::worth::room;

/// An input with its two ends.
pub(super) struct Sides {
    pub input: Input,
    pub label: String,
    pub low: Setting,
    pub high: Setting,
}

/// The inputs of a plan that can be moved: sliders, levers, factors and cards.
pub(super) fn all(moved: &Moved, swing: &Swing) -> Vec<Sides> {
    let mut all = sliders(moved, swing);
    all.extend(moved.plan.levers.iter().enumerate().filter_map(|(at, lever)| lever_sides(moved, at, lever)));
    all.extend(factors(moved));
    all.extend(cards(moved));
    all
}

/// The inputs that stand where they can't be moved from.
pub(super) fn still(moved: &Moved, swing: &Swing) -> Vec<(String, Still)> {
    let sliders = moved.catalog.sliders_of(moved.plan);
    let at_zero = sliders.filter(|slider| !swing.own && moved.scenario.value(moved.catalog, slider).is_zero());
    let full = |lever: &&Lever| acts(moved, lever) && ends(moved, lever).is_none();
    let full = moved.plan.levers.iter().filter(full);
    let at_zero = at_zero.map(|slider| (name(moved, slider), Still::AtZero));
    at_zero.chain(full.map(|lever| (lever.name.clone(), Still::NoRoom))).collect()
}

/// What a slider is called; users are what the plan counts.
fn name(moved: &Moved, slider: &Slider) -> String {
    if slider.id == "users" { crate::text::capital(&moved.plan.scale) } else { slider.label.clone() }
}

fn sliders(moved: &Moved, swing: &Swing) -> Vec<Sides> {
    let sides = |slider: &Slider| {
        let value = moved.scenario.value(moved.catalog, slider);
        let [low, high] = if swing.own { printed(moved, slider)? } else { around(slider, value, swing.by)? };
        let input = Input::Slider(moved.catalog.driver_index(&slider.id)?);
        Some(Sides { input, label: name(moved, slider), low: Setting::Value(low), high: Setting::Value(high) })
    };
    moved.catalog.sliders_of(moved.plan).filter_map(sides).collect()
}

/// A value with a share of it taken off and put on, to the slider's grain and between its ends; none at 0, of which a
/// share is nothing.
fn around(slider: &Slider, value: Decimal, by: Decimal) -> Option<[Decimal; 2]> {
    let grain = slider.grain();
    let to = |factor: Decimal| {
        let grains = value.times(factor).and_then(|value| value.over(grain)).and_then(|n| n.plus(Decimal::new(5, 1)));
        Some(slider.clamp(grains.ok()?.down().times(grain).ok()?).normalize())
    };
    if value.is_zero() {
        return None;
    }
    Some([to(Decimal::ONE.minus(by).ok()?)?, to(Decimal::ONE.plus(by).ok()?)?])
}

/// The ends that the document prints for a slider: what a payer pays, of the first mix with as many payers that the
/// slider's value is a price of. No document prints other ends than those of prices.
fn printed(moved: &Moved, slider: &Slider) -> Option<[Decimal; 2]> {
    if slider.id != "revenue_per_user" {
        return None;
    }
    let at = |slider: &Slider| moved.scenario.value(moved.catalog, slider);
    let (value, paid) = (at(slider), moved.catalog.slider("paid_share").map(at));
    let price = |income: &Income| {
        let price = income.per_payer().ok().filter(|price| !price.is_exact())?;
        let here = paid.is_none_or(|paid| paid == income.paid_share());
        (here && price.low <= value && value <= price.high).then_some([price.low, price.high])
    };
    let [low, high] = moved.plan.incomes.iter().find_map(price)?;
    Some([slider.clamp(low).normalize(), slider.clamp(high).normalize()])
}

/// Whether a lever does anything to a month: one that asks for a figure only once it has one.
fn acts(moved: &Moved, lever: &Lever) -> bool {
    let on = moved.scenario.levers.contains_key(&lever.id);
    lever.acts() && !matches!(lever.effect, Effect::Credit(_)) && (on || !lever.asks())
}

/// The share that a lever is on at, or would be; none where its group has nothing left.
fn ends(moved: &Moved, lever: &Lever) -> Option<Decimal> {
    moved.scenario.levers.get(&lever.id).copied().or_else(|| room(moved.plan, moved.scenario, lever))
}

fn lever_sides(moved: &Moved, at: usize, lever: &Lever) -> Option<Sides> {
    let share = ends(moved, lever).filter(|_| acts(moved, lever))?;
    Some(Sides { input: Input::Lever(at), label: lever.name.clone(), low: Setting::Off, high: Setting::On(share) })
}

/// The factors of a bill that are ranges, with what they were at the least and at the most.
fn factors(moved: &Moved) -> impl Iterator<Item = Sides> {
    let open = moved.scenario.factors.iter().filter(|(_, factor)| !factor.is_exact());
    open.map(|(category, factor)| Sides {
        input: Input::Factor(category.clone()),
        label: format!("Your bill for {category}"),
        low: Setting::Factor(factor.low),
        high: Setting::Factor(factor.high),
    })
}

/// The list cards that price enough to be compared, each in the region where the scenario is cheapest.
fn cards(moved: &Moved) -> Vec<Sides> {
    let offers = offers(moved.catalog, moved.plan, moved.scenario, Order::Total);
    let enough = enough(&offers);
    let mut cards: Vec<Sides> = Vec::new();
    for offer in offers.iter().filter(|offer| offer.list && !offer.current && offer.lines > 0) {
        let told = cards.iter().any(|card| matches!(&card.input, Input::Card { card, .. } if *card == offer.card));
        if offer.lines >= enough && !told {
            let region = offer.region.as_ref().map(|region| region.id.clone());
            let label = at_region(&offer.name, offer.region.as_ref());
            let input = Input::Card { card: offer.card.clone(), region };
            cards.push(Sides { input, label, low: Setting::Now, high: Setting::Chosen });
        }
    }
    cards
}

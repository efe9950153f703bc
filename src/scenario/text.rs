//! Choices made from `key=value` texts: the form that flags, sessions and undo steps share.

use super::factor::factor;
use super::{Basis, Override, Scenario, Spread};
use crate::amount::{self, Decimal, Number, exact};
use crate::catalog::{Catalog, DOCUMENTED, Purchase, SliderUnit};
use crate::text::{clean, did_you_mean, nearest};
use std::collections::BTreeMap;

/// A choice that can't be made; says what would be right.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct BadChoice(pub String);

/// Makes one choice from its text. An empty value takes the choice back. Names are not checked here: see
/// [`Scenario::unknown`]. Numbers are what people type (`12k`, `1,250`, `5%`); one that can't be meant is refused, not moved.
pub fn put(scenario: &mut Scenario, catalog: &Catalog, key: &str, value: &str) -> Result<(), BadChoice> {
    let given = (!value.is_empty()).then(|| value.to_owned());
    let share = |text: &String| number(key, amount::share(text));
    match key.split_once('.').unwrap_or((key, "")) {
        ("plan", "") => scenario.plan = value.to_owned(),
        ("stage", "") => scenario.stage = given.filter(|id| id != "auto"),
        ("variant", "") => scenario.variant = given,
        ("addons", "") => scenario.addons = value.split_whitespace().map(str::to_owned).collect(),
        ("card", "") => put_card(scenario, catalog, given.unwrap_or_else(|| DOCUMENTED.to_owned())),
        ("region", "") => scenario.region = given,
        ("purchase", "") => scenario.purchase = purchase(value)?,
        ("basis", "") => scenario.basis = basis(value)?,
        ("elastic", "") => scenario.elastic = value.is_empty() || flag(key, value)?,
        ("buffer", "") => {
            scenario.buffer = given.as_ref().map(share).transpose()?.map(|s| at_most_one(key, s)).transpose()?;
        }
        ("hours", "") => scenario.hours = given.as_ref().map(|text| hours(key, text)).transpose()?,
        ("sliders", id) => put_slider(scenario, catalog, id, given)?,
        ("spreads", id) => put_spread(scenario, catalog, id, given)?,
        ("levers", id) => place(
            &mut scenario.levers,
            id,
            given.as_ref().map(share).transpose()?.map(|s| at_most_one(key, s)).transpose()?,
        ),
        ("answers", id) => {
            place(&mut scenario.answers, id, given.as_deref().map(|text| answer(key, text)).transpose()?)
        }
        ("inputs", id) => {
            place(&mut scenario.inputs, id, given.as_ref().map(share).transpose()?);
        }
        ("factors", id) => {
            match given.as_deref().map(|text| factor(key, text)).transpose()? {
                Some(factor) => scenario.factors.insert(id.to_owned(), factor),
                None => scenario.factors.remove(id),
            };
        }
        ("overrides", rest) => put_override(scenario, key, rest, value)?,
        _ => return Err(BadChoice(format!("`{key}` is no part of a scenario"))),
    }
    Ok(())
}

/// Keys of a scenario that stand alone.
const SINGLE: [&str; 11] =
    ["plan", "stage", "variant", "addons", "card", "region", "purchase", "basis", "elastic", "buffer", "hours"];

/// Keys under which there are names.
const GROUPS: [&str; 7] = ["sliders", "spreads", "levers", "answers", "inputs", "factors", "overrides"];

/// The nearest right key to one that is no part of a scenario; nothing for a key that is.
pub fn hint_at_key(key: &str) -> String {
    match key.split_once('.') {
        None if SINGLE.contains(&key) => String::new(),
        None => did_you_mean(key, SINGLE),
        Some((group, _)) if GROUPS.contains(&group) => String::new(),
        Some((group, name)) => match nearest(group, GROUPS).first() {
            Some(near) => format!("; did you mean `{near}.{name}`?"),
            None => did_you_mean(group, GROUPS),
        },
    }
}

pub(super) fn number(key: &str, read: Result<Decimal, amount::BadNumber>) -> Result<Decimal, BadChoice> {
    let value = read.map_err(|bad| BadChoice(format!("{key}: {bad}")))?;
    if value < Decimal::ZERO {
        return Err(BadChoice(format!("{key}: expected 0 or more, not {}", exact(value))));
    }
    Ok(value)
}

fn at_most_one(key: &str, share: Decimal) -> Result<Decimal, BadChoice> {
    if share > Decimal::ONE {
        return Err(BadChoice(format!(
            "{key}: expected a share up to 100%, such as 30% or 0.3, not {}",
            amount::percent(share)
        )));
    }
    Ok(share)
}

/// Hours of a month, at most those of 31 days.
fn hours(key: &str, text: &str) -> Result<Decimal, BadChoice> {
    let hours = number(key, amount::entry(text, false))?;
    if hours > Decimal::from(31 * 24) {
        return Err(BadChoice(format!("{key}: a month has at most 744, not {}", exact(hours))));
    }
    Ok(hours)
}

/// A number, or yes or no.
fn answer(key: &str, text: &str) -> Result<Decimal, BadChoice> {
    match text {
        "yes" | "true" => Ok(Decimal::ONE),
        "no" | "false" => Ok(Decimal::ZERO),
        text => number(key, amount::entry(text.trim_end_matches('%'), false)),
    }
}

fn place(map: &mut BTreeMap<String, Decimal>, id: &str, value: Option<Decimal>) {
    match value {
        Some(value) => map.insert(id.to_owned(), value.normalize()),
        None => map.remove(id),
    };
}

fn basis(value: &str) -> Result<Basis, BadChoice> {
    let found = Basis::ALL.into_iter().find(|basis| basis.id() == value).or(value.is_empty().then(Basis::default));
    found.ok_or_else(|| {
        let hint = did_you_mean(value, Basis::ALL.map(Basis::id));
        BadChoice(format!("basis: `{}` is none{hint}", clean(value)))
    })
}

/// Another card sells elsewhere: a region that it does not have is let go, as when a card is chosen on the screen.
fn put_card(scenario: &mut Scenario, catalog: &Catalog, card: String) {
    let regions = catalog.card(&card).map_or(&[][..], |card| &card.regions);
    if scenario.card != card && regions.iter().all(|region| Some(&region.id) != scenario.region.as_ref()) {
        scenario.region = None;
    }
    scenario.card = card;
}

fn purchase(value: &str) -> Result<Purchase, BadChoice> {
    let found = Purchase::ALL.into_iter().find(|way| way.id() == value).or(value.is_empty().then(Purchase::default));
    found.ok_or_else(|| {
        let hint = did_you_mean(value, Purchase::ALL.map(Purchase::id));
        BadChoice(format!("purchase: `{}` is none{hint}", clean(value)))
    })
}

fn flag(key: &str, value: &str) -> Result<bool, BadChoice> {
    match value {
        "true" | "yes" | "1" => Ok(true),
        "false" | "no" | "0" => Ok(false),
        _ => Err(BadChoice(format!("{key}: expected true or false"))),
    }
}

/// A slider takes a value between its ends; one beyond them is refused rather than moved in silence.
fn put_slider(scenario: &mut Scenario, catalog: &Catalog, id: &str, given: Option<String>) -> Result<(), BadChoice> {
    let (Some(text), Some(slider)) = (&given, catalog.slider(id)) else {
        scenario.sliders.remove(id);
        if given.is_some() {
            scenario.sliders.insert(id.to_owned(), Decimal::ZERO); // an unknown name is reported by `unknown`
        }
        return Ok(());
    };
    let share = slider.unit == SliderUnit::Share;
    let read = if share { amount::share(text) } else { amount::entry(text, false) };
    let value = read.map_err(|bad| BadChoice(format!("{id}: {bad}")))?;
    if !(slider.min..=slider.max).contains(&value) {
        let show =
            |end: Decimal| if share { amount::percent(end) } else { amount::grouped(end, end.normalize().scale()) };
        let part = meant_as_percent(text, value).filter(|part| share && (slider.min..=slider.max).contains(part));
        let meant = part.map(|part| format!("; {0} % is written {0}% or {1}", exact(value), exact(part)));
        return Err(BadChoice(format!(
            "{id}: expected {} to {}, not {}{}",
            show(slider.min),
            show(slider.max),
            clean(text),
            meant.unwrap_or_default()
        )));
    }
    if slider.whole && !value.fract().is_zero() {
        return Err(BadChoice(format!("{id}: expected a whole number, not {}", clean(text))));
    }
    scenario.set(catalog, slider, value);
    Ok(())
}

/// The share that a bare number of percent may have been meant for: 1 is all of it here, so that 5 is not read as 5 %.
fn meant_as_percent(text: &str, value: Decimal) -> Option<Decimal> {
    let bare = !text.ends_with('%') && value > Decimal::ONE && value <= Decimal::ONE_HUNDRED;
    value.over(Decimal::ONE_HUNDRED).ok().filter(|_| bare)
}

/// A spread of a slider, or none any more.
fn put_spread(scenario: &mut Scenario, catalog: &Catalog, id: &str, given: Option<String>) -> Result<(), BadChoice> {
    let spread = match (&given, catalog.slider(id)) {
        (None, _) => {
            scenario.spreads.remove(id);
            return Ok(());
        }
        (Some(text), Some(slider)) => Spread::read(text, slider).map_err(|bad| BadChoice(format!("{id}: {bad}")))?,
        (Some(_), None) => Spread::Uniform { low: Decimal::ZERO, high: Decimal::ONE }, // reported by `unknown`
    };
    scenario.spreads.insert(id.to_owned(), spread);
    Ok(())
}

fn put_override(scenario: &mut Scenario, key: &str, rest: &str, value: &str) -> Result<(), BadChoice> {
    let Some((line, what)) = rest.rsplit_once('.') else {
        return Err(BadChoice(format!("`{rest}`: expected LINE.quantity, LINE.amount, LINE.unit_price or LINE.drop")));
    };
    let given = (!value.is_empty()).then(|| number(key, amount::entry(value, false))).transpose()?;
    let mut change = scenario.overrides.get(line).cloned().unwrap_or_default();
    match what {
        "quantity" => change.quantity = given,
        "amount" => change.amount = given,
        "unit_price" => change.unit_price = given,
        "drop" => change.drop = given.is_some_and(|n| !n.is_zero()),
        _ => {
            let hint = did_you_mean(what, ["quantity", "amount", "unit_price", "drop"]);
            return Err(BadChoice(format!("`{}` can't be overridden{hint}", clean(what))));
        }
    }
    // A change that is taken back leaves no trace: an override that is there counts as one.
    if change == Override::default() {
        scenario.overrides.remove(line);
    } else {
        scenario.overrides.insert(line.to_owned(), change);
    }
    Ok(())
}

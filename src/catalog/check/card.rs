//! Cards that could mislead: on meters nobody knows, in money of no known worth, at prices nobody asks.

use super::known;
use super::lists::{Lists, Names, ids};
use crate::amount::{Decimal, Estimate, Number, money_fine};
use crate::catalog::card::{Billing, HOURS_PER_MONTH, Purchase, Shelf, Size};
use crate::catalog::currency::USD;
use crate::catalog::{Card, Catalog, Meter, Rate};
use crate::faults::{Fault, Named};
use crate::table::{Collected, Table};
use std::collections::{HashMap, HashSet};

/// The names that a card uses.
#[derive(Default)]
pub(in crate::catalog) struct CardUses {
    /// The meters of its rates.
    pub rates: Vec<Named>,
    /// The meters of its sizes.
    pub shelves: Vec<Named>,
    /// The plan whose comparison it is.
    pub plan: Option<Named>,
    /// The list card of the same provider.
    pub provider: Option<Named>,
    /// The currency of its prices.
    pub currency: Option<Named>,
    /// The names of its sizes by meter, region and way to buy: there a size has one price.
    pub sizes: HashMap<(String, Option<usize>, Purchase), HashSet<String>>,
}

/// The names that a price of the user's own uses.
pub(in crate::catalog) struct OwnUses {
    card: Option<Named>,
    category: Option<Named>,
    meter: Option<Named>,
}

impl OwnUses {
    /// What a discount is of.
    pub fn read(table: &Table) -> Self {
        OwnUses { card: table.name("card"), category: table.name("category"), meter: table.name("meter") }
    }

    /// What an agreed rate is of: it has its meter as any rate has.
    pub fn read_card(table: &Table) -> Self {
        OwnUses { card: table.name("card"), category: None, meter: None }
    }

    /// The card's id.
    pub fn card(&self) -> Option<String> {
        self.card.as_ref().map(|named| named.text.clone())
    }

    /// The category.
    pub fn category(&self) -> Option<String> {
        self.category.as_ref().map(|named| named.text.clone())
    }

    /// The meter.
    pub fn meter(&self) -> Option<String> {
        self.meter.as_ref().map(|named| named.text.clone())
    }
}

/// The cards of providers: not the comparisons of documents.
fn of_providers(catalog: &Catalog) -> Names<'_> {
    catalog.cards.iter().filter(|card| card.plan.is_none()).map(|card| card.id.as_str()).collect()
}

/// Adds a fault for each name of the user's own prices that leads nowhere.
pub(in crate::catalog) fn own(lists: &Lists, uses: &OwnUses, faults: &Collected) {
    uses.card.iter().for_each(|named| known(named, "list card", &of_providers(lists.catalog), faults));
    uses.category.iter().for_each(|named| known(named, "category", &lists.categories, faults));
    uses.meter.iter().for_each(|named| super::meter(lists, named, faults));
}

/// Adds a fault for each name of a card that leads nowhere, or to a meter that is bought otherwise.
pub(in crate::catalog) fn card(lists: &Lists, uses: &CardUses, faults: &Collected) {
    uses.rates.iter().for_each(|named| super::meter(lists, named, faults));
    for named in &uses.shelves {
        super::meter(lists, named, faults);
        if let Some(meter) = lists.meter(&named.text).filter(|meter| !meter.sized) {
            let title = format!("`{}` is not bought in sizes", meter.id);
            let label = format!("it is counted in {}: expected a [[rate]]", meter.unit);
            faults.push(Fault { title, label, place: named.place.clone() });
        }
    }
    if let Some(named) = &uses.plan {
        known(named, "plan", &ids(&lists.catalog.plans, |plan| &plan.id), faults);
    }
    if let Some(named) = &uses.provider {
        known(named, "list card", &of_providers(lists.catalog), faults);
    }
    if let Some(named) = &uses.currency {
        let currencies = lists.catalog.currencies.iter().map(|c| c.id.as_str()).chain([USD]).collect();
        known(named, "currency with a rate in currencies.toml", &currencies, faults);
    }
}

/// Warns of prices that nobody asks: outside what a unit of the meter may cost.
pub(in crate::catalog) fn plausible(lists: &Lists, card: &Card, uses: &CardUses, warnings: &Collected) {
    for (rate, named) in card.rates.iter().zip(&uses.rates) {
        plausible_rate(lists, &card.currency, rate, named, warnings);
    }
    let usd = in_usd(lists.catalog, &card.currency);
    for (shelf, named) in card.shelves.iter().zip(&uses.shelves) {
        warn_of(lists, named, |meter, range| odd_size(shelf, meter, usd, range), warnings);
    }
}

/// The same of one rate, a card's or the user's own.
pub(in crate::catalog) fn plausible_rate(
    lists: &Lists,
    currency: &str,
    rate: &Rate,
    named: &Named,
    warnings: &Collected,
) {
    let usd = in_usd(lists.catalog, currency);
    warn_of(lists, named, |meter, range| odd_price(rate, meter, usd, range), warnings);
}

fn in_usd(catalog: &Catalog, currency: &str) -> Decimal {
    catalog.exchange(currency).map_or(Decimal::ONE, |rate| rate.usd)
}

/// A price a month of one unit that lies outside of a range. Nothing is a price too: lists have free allowances.
fn odd_price(rate: &Rate, meter: &Meter, usd: Decimal, range: Estimate) -> Option<String> {
    let unit = |price: Decimal| rate.billing.month(price, HOURS_PER_MONTH).ok()?.times(usd).ok()?.over(rate.per).ok();
    let odd = |price: &Decimal| !price.is_zero() && !(range.low..=range.high).contains(price);
    let price = rate.prices().into_iter().filter_map(unit).find(odd)?;
    Some(format!("this price is {} a month for one {}", money_fine(price), meter.unit))
}

/// A size whose vCPU, or where it says none whose gigabyte of memory, lies outside of a range.
fn odd_size(shelf: &Shelf, meter: &Meter, usd: Decimal, range: Estimate) -> Option<String> {
    // In whole hours and dollars, so that a hundred thousand are compared without a division.
    let month = if shelf.billing == Billing::Month { Decimal::ONE } else { HOURS_PER_MONTH };
    let usd = usd.times(month).ok()?;
    let parts = |size: &Size| size.vcpu.or(size.memory_gb).unwrap_or(Decimal::ONE);
    let is_odd = |size: &Size| {
        let (price, parts) = (size.price.times(usd).ok()?, parts(size));
        Some(price < range.low.times(parts).ok()? || price > range.high.times(parts).ok()?)
    };
    let odd = shelf.sizes.iter().find(|size| is_odd(size).unwrap_or(true))?;
    let Some(price) = odd.price.times(usd).ok().and_then(|price| price.over(parts(odd)).ok()).map(money_fine) else {
        return Some(format!("`{}` costs more than can be reckoned with", odd.name));
    };
    Some(match (odd.vcpu, odd.memory_gb) {
        (Some(_), _) => format!("a vCPU of `{}` is {price} a month", odd.name),
        (None, Some(_)) => format!("a GB of `{}` is {price} a month", odd.name),
        (None, None) => format!("`{}` is {price} for one {}", odd.name, meter.unit),
    })
}

fn warn_of(lists: &Lists, named: &Named, odd: impl FnOnce(&Meter, Estimate) -> Option<String>, warnings: &Collected) {
    let Some((meter, range)) = lists.meter(&named.text).and_then(|meter| Some((meter, meter.plausible?))) else {
        return;
    };
    let Some(words) = odd(meter, range) else { return };
    let title = format!("a price of `{}` that nobody asks", meter.id);
    let label = format!("{words}: expected {} to {}", money_fine(range.low), money_fine(range.high));
    warnings.push(Fault { title, label, place: named.place.clone() });
}

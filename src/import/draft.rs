//! What a reader found in a file, and the estimate that it makes: in US dollars, named, with its first guesses.

use super::document::Document;
use super::follow::guess;
use super::infracost::last_part;
use super::own::{id_of, written};
use super::total::{self, Credit};
use super::{Estimate, Follow, Item, Kind, Stated};
use crate::amount::{Decimal, Number, money, signed_money};
use crate::catalog::{Catalog, ExchangeRate, USD};
use crate::date::Date;
use crate::text::did_you_mean;
use std::collections::{HashMap, HashSet};
use std::ops::Range;
use std::path::Path;

/// Letters of a name by which is guessed what it is.
const LONGEST: usize = 400;

/// What a reader found, in the file's own money.
#[derive(Default)]
pub(super) struct Draft {
    pub title: Option<String>,
    /// The currency, and where it stands; none where the file does not say.
    pub currency: Option<(String, Range<usize>)>,
    pub as_of: Option<Date>,
    pub stated: Stated,
    pub found: Vec<Found>,
    pub remarks: Vec<String>,
}

/// One priced thing that was found.
#[derive(Default)]
pub(super) struct Found {
    /// What its id is made of.
    pub short: String,
    pub item: String,
    /// The category, where the file gives one.
    pub category: Option<String>,
    /// What its service is called, in any number of words.
    pub service: String,
    pub quantity: Option<Decimal>,
    pub unit: Option<String>,
    pub unit_price: Option<Decimal>,
    /// What a month costs; none where the file has no price of it.
    pub amount: Option<Decimal>,
    pub upfront: Decimal,
    pub group: Option<String>,
    pub region: Option<String>,
    pub spec: Option<String>,
    pub note: Option<String>,
    pub place: String,
    /// Bytes of the file.
    pub span: Range<usize>,
}

impl Draft {
    /// The estimate; none, with faults, where it can't be one.
    pub(super) fn estimate(self, kind: Kind, file: &str, document: &Document, catalog: &Catalog) -> Option<Estimate> {
        let exchange = self.exchange(document, catalog)?;
        let Draft { title, currency, as_of, stated, found, mut remarks } = self;
        let currency = currency.map_or_else(|| USD.to_owned(), |(code, _)| code);
        let usd = exchange.as_ref().map_or(Decimal::ONE, |rate| rate.usd);
        remarks.extend(exchange.as_ref().map(|rate| converted(&currency, rate)));
        let parts = found.into_iter().map(Found::called).map(Found::parted);
        let (found, credits): (Vec<Option<Found>>, Vec<Option<Credit>>) = parts.unzip();
        let (found, credits) =
            (found.into_iter().flatten().collect(), credits.into_iter().flatten().collect::<Vec<_>>());
        let items = named(found, usd, document, catalog);
        let stated = total::converted(stated, usd).or_else(|| {
            document.fault(0..0, "the total that the file prints is too large", "it needs more than 28 digits");
            None
        })?;
        let credited = total::credits(&credits, usd, &mut remarks);
        let stem = Path::new(file).file_stem().map(|stem| stem.to_string_lossy().into_owned());
        let title = title.filter(|title| !title.trim().is_empty()).or(stem).unwrap_or_default();
        let file_name =
            Path::new(file).file_name().map_or_else(|| file.to_owned(), |name| name.to_string_lossy().into_owned());
        let mut estimate = Estimate {
            kind,
            file: crate::text::clean(&file_name),
            title: crate::text::clean(title.trim()),
            currency,
            exchange,
            as_of,
            stated,
            items,
            remarks,
        };
        if estimate.lines().next().is_none() {
            // Where more is wrong, that is why.
            if document.is_sound() {
                let expected = "expected at least one item with a price".to_owned();
                let label: Vec<String> = std::iter::once(expected).chain(estimate.remarks).collect();
                document.fault(0..0, "there is nothing to import", label.join("; "));
            }
            return None;
        }
        total::told(&mut estimate, credited).or_else(|| {
            document.fault(0..0, "the sum of the items is too large", "it needs more than 28 digits");
            None
        })?;
        Some(estimate)
    }

    /// What its currency is converted at: nothing for US dollars; none, with a fault, where nobody knows.
    fn exchange(&self, document: &Document, catalog: &Catalog) -> Option<Option<ExchangeRate>> {
        let Some((code, span)) = self.currency.as_ref().filter(|(code, _)| code != USD) else { return Some(None) };
        let rate = catalog.exchange(code).cloned();
        if rate.is_none() {
            document.keeps_rows(0..0);
            let known = [USD].into_iter().chain(catalog.currencies.iter().map(|other| other.id.as_str()));
            let label = format!("expected a currency with a rate in currencies.toml{}", did_you_mean(code, known));
            document.fault(span.clone(), format!("nobody knows what {code} is worth"), label);
        }
        rate.map(Some)
    }
}

/// `Prices are in EUR, converted at $1.1133 for 1 EUR (2026-10-28, …)`.
fn converted(currency: &str, rate: &ExchangeRate) -> String {
    let usd = crate::amount::exact(rate.usd);
    format!("Prices are in {currency}, converted at ${usd} for 1 {currency} ({}, {})", rate.as_of, rate.source)
}

impl Found {
    /// The same with a name where the file gives none: a line of a plan has one.
    fn called(self) -> Self {
        let item = if self.item.is_empty() { "an item without a name".to_owned() } else { self.item };
        Found { item, ..self }
    }

    /// What becomes a line of it, and what of it lowers a bill: the catalog has no line below zero.
    fn parted(mut self) -> (Option<Found>, Option<Credit>) {
        let below = |amount: Decimal| amount.min(Decimal::ZERO);
        let (month, upfront) = (self.amount.map_or(Decimal::ZERO, below), below(self.upfront));
        if month.is_zero() && upfront.is_zero() {
            return (Some(self), None);
        }
        self.amount = self.amount.map(|amount| amount.max(Decimal::ZERO));
        self.upfront = self.upfront.max(Decimal::ZERO);
        let whole = self.amount.is_none_or(|amount| amount.is_zero()) && self.upfront.is_zero();
        let credit = Credit { item: self.item.clone(), place: self.place.clone(), month, upfront, whole };
        (Some(self).filter(|_| !whole), Some(credit))
    }
}

/// Items with their prices in US dollars, their names and their first guesses.
fn named(found: Vec<Found>, usd: Decimal, document: &Document, catalog: &Catalog) -> Vec<Item> {
    let mut ids = Ids::default();
    let found = told_apart(found);
    found.into_iter().filter_map(|found| item(found, usd, document, catalog, &mut ids)).collect()
}

/// Things of one name in several groups, with their groups ahead.
fn told_apart(mut found: Vec<Found>) -> Vec<Found> {
    let mut named: HashMap<String, usize> = HashMap::new();
    for one in &found {
        *named.entry(one.item.clone()).or_default() += 1;
    }
    for one in &mut found {
        let group = one.group.as_deref().filter(|group| !group.is_empty() && named[&one.item] > 1);
        if let Some(group) = group.map(last_part) {
            one.item = format!("{group}: {}", one.item);
            one.short = format!("{group} {}", one.short);
        }
    }
    found
}

fn item(found: Found, usd: Decimal, document: &Document, catalog: &Catalog, ids: &mut Ids) -> Option<Item> {
    let dollars = |amount: Decimal| match amount.times(usd).and_then(written) {
        Ok(dollars) => Some(dollars),
        Err(overflow) => {
            document.fault(found.span.clone(), format!("{} can't be held exactly", found.item), overflow.to_string());
            None
        }
    };
    let quantity = found.quantity.filter(|quantity| *quantity >= Decimal::ZERO);
    let unit_price = match found.unit_price.filter(|price| *price >= Decimal::ZERO) {
        Some(price) => Some(dollars(price)?),
        None => None,
    };
    let few = |words: &str| crate::text::cut(words, LONGEST);
    let guess = guess(catalog, found.category.as_deref().map(few).as_deref(), &few(&found.service));
    let idle =
        quantity.is_some_and(|quantity| quantity.is_zero()) && found.amount.is_none_or(|amount| amount.is_zero());
    let follows = if idle { Follow::Nothing } else { guess.follows };
    Some(Item {
        id: ids.free(&found.short),
        category: guess.category,
        quantity,
        unit: found.unit.filter(|unit| !unit.is_empty()),
        unit_price,
        amount: dollars(found.amount.unwrap_or_default())?,
        upfront: dollars(found.upfront)?,
        group: found.group.filter(|group| !group.is_empty()),
        region: found.region.filter(|region| !region.is_empty()),
        spec: found.spec.filter(|spec| !spec.is_empty()),
        note: found.note,
        place: found.place,
        line: document.line(found.span.start),
        priced: found.amount.is_some() || !found.upfront.is_zero(),
        follows,
        because: if idle { "none of it is used".to_owned() } else { guess.because },
        item: found.item,
    })
}

/// The ids of the items so far.
#[derive(Default)]
struct Ids {
    taken: HashSet<String>,
    /// The number that an id gets next, by what it is made of: a thousand items of one name are numbered in one go.
    next: HashMap<String, usize>,
}

impl Ids {
    /// An id that no item before has.
    fn free(&mut self, short: &str) -> String {
        let stem = Some(id_of(short)).filter(|id| !id.is_empty()).unwrap_or_else(|| "line".to_owned());
        let next = self.next.entry(stem.clone()).or_insert(1);
        loop {
            let id = if *next == 1 { stem.clone() } else { format!("{stem}-{next}") };
            *next += 1;
            if self.taken.insert(id.clone()) {
                return id;
            }
        }
    }
}

/// A sum of money in words that show cents only where they tell all of it.
pub(super) fn dollars(amount: Decimal, signed: bool) -> String {
    let digits = crate::amount::exact(amount.abs());
    let sign = if amount < Decimal::ZERO {
        "−"
    } else if signed {
        "+"
    } else {
        ""
    };
    match amount.round_dp(2) == amount {
        true if signed => signed_money(amount),
        true => money(amount),
        false => format!("{sign}${digits}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_numbered_beyond_those_that_are_named_so() {
        let mut ids = Ids::default();
        let named = ["Web", "web 2", "web", "web", "--", "web-2", "line"].map(|short| ids.free(short));
        assert_eq!(named, ["web", "web-2", "web-3", "web-4", "line", "web-2-2", "line-2"]);
    }
}

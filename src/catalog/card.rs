//! Cards: one provider's prices for meters, each with its source, date and grade.

mod read;
mod shelf;
mod sizes;
mod tariff;

pub use shelf::{Needs, Pick, Shelf, Size};
pub use tariff::{Billing, HOURS_PER_MONTH, Rate, Tariff, Tier};

pub(super) use read::{Reader, read_date};

use super::demand::one_of;
use crate::amount::Decimal;
use crate::date::Date;
use crate::faults::Named;
use crate::table::Table;

/// A rate card.
#[derive(Clone, Debug)]
pub struct Card {
    /// Its name in files and on the command line.
    pub id: String,
    /// Its name on the screen.
    pub name: String,
    /// The currency of its prices.
    pub currency: String,
    /// Where its prices were read; the first holds for prices that name no other.
    pub sources: Vec<PriceSource>,
    /// The plan whose own comparison it is; none for a card of every plan.
    pub plan: Option<String>,
    /// The list card of the provider that a document's comparison is of.
    pub provider: Option<String>,
    /// Where it sells, the usual place first; none where it has one price everywhere.
    pub regions: Vec<Region>,
    /// What it asks for meters that are bought by quantity.
    pub rates: Vec<Rate>,
    /// What it asks for meters that are bought in sizes.
    pub shelves: Vec<Shelf>,
    /// Whether it is the user's own.
    pub yours: bool,
}

/// Where prices were read, and what that is worth.
#[derive(Clone, Debug)]
pub struct PriceSource {
    /// Its name in the card's file; empty where there is one.
    pub id: String,
    /// What it is.
    pub name: String,
    /// The date of the prices; none counts as old.
    pub as_of: Option<Date>,
    /// How far it is to be trusted; none for a document's own comparison, and for what the user wrote.
    pub trust: Option<Trust>,
}

/// How far a price is to be trusted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Trust {
    /// The provider's own list.
    List,
    /// Somebody's copy of it.
    ThirdParty,
    /// Hearsay: there was nothing better.
    Low,
}

/// A place where a provider sells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Region {
    /// Its name in files and on the command line.
    pub id: String,
    /// Its name on the screen.
    pub name: String,
}

/// How something is bought.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Purchase {
    /// By the hour, without a commitment.
    #[default]
    OnDemand,
    /// What nobody else wants now; it can be taken back at any time.
    Spot,
    /// For a year.
    Reserved1y,
    /// For three years.
    Reserved3y,
}

impl Trust {
    const WORDS: [(&'static str, Trust); 3] =
        [("list", Trust::List), ("third-party", Trust::ThirdParty), ("low", Trust::Low)];

    /// Its name everywhere.
    pub fn id(self) -> &'static str {
        Self::WORDS[self as usize].0
    }
}

impl Purchase {
    /// All of them, in the order of the chooser.
    pub const ALL: [Purchase; 4] = [Purchase::OnDemand, Purchase::Spot, Purchase::Reserved1y, Purchase::Reserved3y];

    const WORDS: [(&'static str, Purchase); 4] = [
        ("on_demand", Purchase::OnDemand),
        ("spot", Purchase::Spot),
        ("reserved_1y", Purchase::Reserved1y),
        ("reserved_3y", Purchase::Reserved3y),
    ];

    /// Its name in files and on the command line.
    pub fn id(self) -> &'static str {
        Self::WORDS[self as usize].0
    }

    /// Its name on the screen.
    pub fn label(self) -> &'static str {
        match self {
            Purchase::OnDemand => "on demand",
            Purchase::Spot => "spot",
            Purchase::Reserved1y => "reserved 1 year",
            Purchase::Reserved3y => "reserved 3 years",
        }
    }

    /// Reads a `purchase`; on demand where the key is missing.
    fn read(table: &Table) -> Self {
        table.name("purchase").map_or(Purchase::OnDemand, |word| one_of(table, &word, &Self::WORDS))
    }
}

impl Card {
    /// The place of a region among the card's; the first where none, or none of that name, is given.
    pub fn region(&self, id: Option<&str>) -> Option<usize> {
        let named = self.regions.iter().position(|region| Some(region.id.as_str()) == id);
        named.or((!self.regions.is_empty()).then_some(0))
    }

    /// The rate for a meter in a region: the region's own, else one that holds everywhere.
    pub fn rate(&self, meter: &str, region: Option<usize>) -> Option<&Rate> {
        let at =
            |region: Option<usize>| self.rates.iter().find(move |rate| rate.meter == meter && rate.region == region);
        region.and_then(|region| at(Some(region))).or_else(|| at(None))
    }

    /// The sizes of a meter in a region under a purchase option.
    fn shelves(&self, meter: &str, region: Option<usize>, purchase: Purchase) -> impl Iterator<Item = &Shelf> {
        let sold = move |shelf: &&Shelf| shelf.meter == meter && shelf.purchase == purchase && shelf.is_in(region);
        self.shelves.iter().filter(sold)
    }

    /// The cheapest size of a meter that has what is needed, at so many hours a month, and the next cheapest; of two at
    /// one price the larger, then the first by name.
    pub fn cheapest(
        &self,
        meter: &str,
        (region, purchase): (Option<usize>, Purchase),
        needs: &Needs,
        hours: Decimal,
    ) -> Option<(Pick<'_>, Option<Pick<'_>>)> {
        let mut fitting: Vec<Pick> =
            self.shelves(meter, region, purchase).flat_map(|shelf| shelf.cheapest_two(needs, hours)).collect();
        fitting.sort_by(Pick::order);
        let mut fitting = fitting.into_iter();
        Some((fitting.next()?, fitting.next()))
    }

    /// The size of a meter with exactly this name, on demand.
    pub fn named(&self, meter: &str, region: Option<usize>, name: &str, hours: Decimal) -> Option<Pick<'_>> {
        self.shelves(meter, region, Purchase::OnDemand).find_map(|shelf| shelf.named(name, hours))
    }

    /// Whether it has any size of a meter in a region, however it is bought.
    pub fn has_sizes(&self, meter: &str, region: Option<usize>) -> bool {
        self.shelves.iter().any(|shelf| shelf.meter == meter && shelf.is_in(region))
    }

    /// The ways to buy that it has prices for, on demand first.
    pub fn purchases(&self, region: Option<usize>) -> Vec<Purchase> {
        let sold = |purchase| self.shelves.iter().any(|shelf| shelf.purchase == purchase && shelf.is_in(region));
        Purchase::ALL.into_iter().filter(|purchase| *purchase == Purchase::OnDemand || sold(*purchase)).collect()
    }
}

/// The name of a card with where it sells: `AWS, Frankfurt`.
pub fn at_region(card: &str, region: Option<&Region>) -> String {
    region.map_or_else(|| card.to_owned(), |region| format!("{card}, {}", region.name))
}

impl Region {
    fn read(table: &Table) -> (Named, Self) {
        let id = table.need_id("id");
        let region = Region { id: id.text.clone(), name: table.need_text("name").text };
        table.finish();
        (id, region)
    }
}

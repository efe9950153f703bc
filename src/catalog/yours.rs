//! The user's own prices over the lists: discounts, and rates that were agreed on.

use super::card::{PriceSource, Rate, Reader};
use super::check::{CardUses, OwnUses};
use super::currency::USD;
use crate::amount::{Decimal, percent_short};
use crate::table::{Collected, Table};

/// A share off what a card asks.
#[derive(Clone, Debug)]
pub struct Discount {
    /// The card; none for every list card.
    pub card: Option<String>,
    /// The category of the lines; none for all.
    pub category: Option<String>,
    /// The meter; none for all.
    pub meter: Option<String>,
    /// The share.
    pub off: Decimal,
}

/// A rate for one meter, in the place of a card's.
#[derive(Clone, Debug)]
pub struct Agreed {
    /// The card; none for every list card that none names.
    pub card: Option<String>,
    /// The currency of its price.
    pub currency: String,
    /// The rate.
    pub rate: Rate,
    /// Where it stands.
    pub source: PriceSource,
}

impl Discount {
    /// Whether it is off a line of a card.
    pub fn is_of(&self, card: &str, category: &str, meter: &str) -> bool {
        let names = |name: &Option<String>, other: &str| name.as_deref().is_none_or(|name| name == other);
        names(&self.card, card) && names(&self.category, category) && names(&self.meter, meter)
    }

    /// Of several only the narrowest acts: one of a meter before one of a category before one of a card.
    pub fn narrow(&self) -> u8 {
        u8::from(self.meter.is_some()) * 4 + u8::from(self.category.is_some()) * 2 + u8::from(self.card.is_some())
    }

    /// What it is, in words: `12 % off compute`.
    pub fn words(&self) -> String {
        let of = self.meter.as_deref().or(self.category.as_deref()).or(self.card.as_deref());
        let off = format!("{} off", percent_short(self.off));
        of.map_or_else(|| off.clone(), |of| format!("{off} {of}"))
    }

    /// Reads a `[[discount]]`; the names it uses come along for the check.
    pub(super) fn read(table: &Table) -> (Self, OwnUses) {
        let uses = OwnUses::read(table);
        let off = table.need("off", "a share such as \"12%\"", Table::share).unwrap_or_default();
        if off > Decimal::ONE {
            let place = table.place_of("off").unwrap_or_else(|| table.place());
            table.fault(place, "a discount of more than everything", "expected a share up to 100%, such as \"12%\"");
        }
        let discount = Discount { card: uses.card(), category: uses.category(), meter: uses.meter(), off };
        table.finish();
        (discount, uses)
    }
}

impl Agreed {
    /// Reads an `[[agreed]]`; the names it uses come along for the check.
    pub(super) fn read(table: &Table, warnings: &Collected) -> (Self, OwnUses, CardUses) {
        let own = OwnUses::read_card(table);
        let mut uses = CardUses { currency: table.name("currency"), ..CardUses::default() };
        let source = PriceSource::yours("your own rate");
        let rate = Rate::read(table, &Reader::of(source.clone(), warnings), &mut uses);
        let currency = uses.currency.as_ref().map_or_else(|| USD.to_owned(), |named| named.text.clone());
        let agreed = Agreed { card: own.card(), currency, rate, source };
        table.finish();
        (agreed, own, uses)
    }

    /// Whether it takes the place of a card's rate for a meter.
    pub fn is_of(&self, card: &str, meter: &str) -> bool {
        self.rate.meter == meter && self.card.as_deref().is_none_or(|own| own == card)
    }
}

//! What the chosen card asks for a thing that no line buys.

use super::lister::{Lister, Wanted};
use crate::amount::Decimal;
use crate::catalog::Catalog;
use crate::engine::rates::{Rate, UnitPrice};
use crate::engine::{CardPrice, Sizes, Unpriced};
use crate::scenario::Scenario;

/// What a card asks for so much of a meter, in US dollars.
#[derive(Clone, Debug)]
pub struct ListPrice {
    /// The price of any count of it.
    pub rate: Rate<Decimal>,
    /// The price of one, where it is one.
    pub unit_price: Option<UnitPrice>,
    /// Where it is from.
    pub price: CardPrice,
}

impl ListPrice {
    /// What the scenario's card asks for a meter, the size that is named where it has that; none for `documented`.
    pub fn of(
        catalog: &Catalog,
        scenario: &Scenario,
        wanted: Wanted,
        units: Decimal,
    ) -> Option<Result<Self, Unpriced>> {
        let listed = Lister::of(catalog, scenario, Sizes::AsNamed)?.want(wanted);
        Some(listed.map(|listed| ListPrice {
            price: listed.card_price(Ok(units)),
            rate: listed.rate.clone(),
            unit_price: listed.unit_price,
        }))
    }
}

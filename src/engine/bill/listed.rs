//! What a card asks for a line, with where that is from.

use crate::amount::{Decimal, Overflow};
use crate::catalog::{self, Agreed, Card, Discount, ExchangeRate, Pick, PriceSource, Purchase, Region};
use crate::date::Date;
use crate::engine::rates::{Rate, UnitPrice};
use crate::engine::{CardPrice, Exchange, RunnerUp};

/// What a card asks, and where that is from.
pub(super) struct Listed<'c> {
    /// The price of a count of the meter.
    pub rate: Rate<Decimal>,
    /// The price of one, where it is one.
    pub unit_price: Option<UnitPrice>,
    pub(super) card: &'c Card,
    pub(super) region: Option<&'c Region>,
    /// How it is bought.
    pub purchase: Purchase,
    /// Whether the list makes the first units free.
    pub allowance: bool,
    pub(super) of: Of<'c>,
    pub(super) exchange: Option<(&'c str, &'c ExchangeRate)>,
    pub(super) discount: Option<&'c Discount>,
    /// The label of the meter that stands in for the line's own.
    pub stands_in: Option<&'c str>,
}

/// What the price is of.
pub(super) enum Of<'c> {
    Rate(&'c catalog::Rate),
    Size { pick: Pick<'c>, runner_up: Option<(&'c str, UnitPrice)> },
    Agreed(&'c Agreed),
}

impl Listed<'_> {
    /// The price with its sources, for so many units.
    pub(super) fn card_price(&self, units: Result<Decimal, Overflow>) -> CardPrice {
        let sources = self.sources(units.unwrap_or_default());
        // The worst is what the line is worth: a price without a date is the oldest.
        let oldest: Option<Option<Date>> = sources.iter().map(|source| source.as_of).min();
        let exchange = self.exchange.map(|(currency, rate)| Exchange {
            currency: currency.to_owned(),
            usd: rate.usd,
            as_of: rate.as_of,
            source: rate.source.clone(),
        });
        let lines = if let Of::Rate(rate) = &self.of { rate.lines.as_deref() } else { None };
        CardPrice {
            card: self.card.name.clone(),
            name: self.name().map(str::to_owned),
            size: match &self.of {
                Of::Size { pick, .. } => Some((pick.vcpu, pick.memory_gb)),
                _ => None,
            },
            runner_up: match &self.of {
                Of::Size { runner_up: Some((name, price)), .. } => {
                    Some(RunnerUp { name: (*name).to_owned(), price: *price })
                }
                _ => None,
            },
            region: self.region.map(|region| region.name.clone()),
            purchase: self.purchase,
            source: super::priced::joined(&sources[0].name, lines),
            as_of: oldest.flatten(),
            trust: sources.iter().filter_map(|source| source.trust).max(),
            at_most: self.known_to().is_some_and(|known| units.is_ok_and(|units| units > known)),
            stands_in: self.stands_in.map(str::to_owned),
            agreed: matches!(self.of, Of::Agreed(_)),
            exchange,
            yours: self.yours(),
            note: self.note().map(str::to_owned),
        }
    }

    /// Where what so many units are paid at was read; never nothing.
    fn sources(&self, units: Decimal) -> Vec<&PriceSource> {
        match &self.of {
            Of::Rate(rate) => {
                let mut found: Vec<usize> = rate.sources(units).collect();
                // The rate's own first, where a tier that is reached is from there.
                found.sort_by_key(|at| *at != rate.from);
                found.into_iter().map(|at| &self.card.sources[at]).collect()
            }
            Of::Size { pick, .. } => vec![&self.card.sources[pick.shelf.from]],
            Of::Agreed(agreed) => vec![&agreed.source],
        }
    }

    fn name(&self) -> Option<&str> {
        match &self.of {
            Of::Rate(rate) => rate.name.as_deref(),
            Of::Size { pick, .. } => Some(pick.name),
            Of::Agreed(agreed) => Some(agreed.rate.name.as_deref().unwrap_or("your own rate")),
        }
    }

    fn known_to(&self) -> Option<Decimal> {
        match &self.of {
            Of::Rate(rate) => rate.known_to,
            Of::Agreed(agreed) => agreed.rate.known_to,
            Of::Size { .. } => None,
        }
    }

    fn note(&self) -> Option<&str> {
        match &self.of {
            Of::Rate(rate) => rate.note.as_deref(),
            Of::Size { pick, .. } => pick.shelf.note.as_deref(),
            Of::Agreed(agreed) => agreed.rate.note.as_deref(),
        }
    }

    /// What of the user's own acts on it.
    fn yours(&self) -> Option<String> {
        match (&self.of, self.discount) {
            (Of::Agreed(_), _) => Some("your own rate".to_owned()),
            (_, Some(discount)) => Some(format!("your {}", discount.words())),
            _ => self.card.yours.then(|| "your own card".to_owned()),
        }
    }
}

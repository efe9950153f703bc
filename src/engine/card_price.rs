//! What a card asked for a line, as it is shown: product, source, date, grade, money.

use super::UnitPrice;
use crate::amount::{Decimal, exact, plain};
use crate::catalog::{Purchase, Trust};
use crate::date::Date;

/// A card's price of a line, and where it is from.
#[derive(Clone, Debug)]
pub struct CardPrice {
    /// The card's name.
    pub card: String,
    /// What the provider calls the product, or the size.
    pub name: Option<String>,
    /// The vCPU and memory of a size, where it says so.
    pub size: Option<(Option<Decimal>, Option<Decimal>)>,
    /// The next cheapest size that fits.
    pub runner_up: Option<RunnerUp>,
    /// The region's name.
    pub region: Option<String>,
    /// How it is bought.
    pub purchase: Purchase,
    /// Where it was read.
    pub source: String,
    /// The date of the oldest price in it; none counts as old.
    pub as_of: Option<Date>,
    /// How far the worst price in it is to be trusted.
    pub trust: Option<Trust>,
    /// Whether it is at most that: the list is not known for so much, and its last price goes on.
    pub at_most: bool,
    /// What it is a price of, where the card has none of what the line buys: `Transfer to the internet`.
    pub stands_in: Option<String>,
    /// Whether it is a rate that the user agreed on.
    pub agreed: bool,
    /// What it was converted at.
    pub exchange: Option<Exchange>,
    /// What of the user's own prices acts on it.
    pub yours: Option<String>,
    /// What to know about it.
    pub note: Option<String>,
}

impl CardPrice {
    /// What the provider calls it, else the card.
    pub fn called(&self) -> &str {
        self.name.as_deref().unwrap_or(&self.card)
    }

    /// A warning, where something else is priced than what the line buys.
    pub fn not_the_same(&self) -> Option<String> {
        let is = self.stands_in.as_ref()?.to_lowercase();
        Some(format!("Not the same thing: this card has no price of what the line buys, and {is} stands in."))
    }

    /// What is bought: `m7g.2xlarge, 8 vCPU, 32 GB, N. Virginia, spot`.
    pub fn product(&self) -> String {
        let mut words: Vec<String> = self.name.iter().cloned().collect();
        if let Some((vcpu, memory)) = self.size {
            words.extend(vcpu.map(|vcpu| format!("{} vCPU", plain(vcpu))));
            words.extend(memory.map(|memory| format!("{} GB", plain(memory))));
        }
        words.extend(self.region.clone());
        if self.purchase != Purchase::OnDemand {
            words.push(self.purchase.label().to_owned());
        }
        words.join(", ")
    }

    /// Whether it is old on a day; one without a date is, unless the user agreed on it.
    pub fn is_old(&self, today: Date) -> bool {
        !self.is_of_now() && crate::date::is_old(self.as_of, today)
    }

    /// Whether it is a rate of the user's that holds without a date.
    pub fn is_of_now(&self) -> bool {
        self.agreed && self.as_of.is_none()
    }

    /// The date of the oldest of some prices, none if one has none; nothing where none of them has to have one.
    pub fn oldest<'p>(prices: impl Iterator<Item = &'p CardPrice>) -> Option<Option<Date>> {
        prices.filter(|price| !price.is_of_now()).map(|price| price.as_of).min()
    }

    /// Where the price was read, when, and what that is worth: `AWS Price List, 2026-10-13`.
    pub fn provenance(&self) -> String {
        if self.is_of_now() {
            return self.source.clone();
        }
        let date = self.as_of.map_or_else(|| "no date: reckon it old".to_owned(), |date| date.to_string());
        let grade = match self.trust {
            Some(Trust::Low) => ", low trust",
            Some(Trust::ThirdParty) => ", a third party's copy",
            Some(Trust::List) | None => "",
        };
        format!("{} ({date}{grade})", self.source)
    }
}

/// A size that fits as well, and is the next cheapest.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RunnerUp {
    /// What the provider calls it.
    pub name: String,
    /// What one costs.
    pub price: UnitPrice,
}

/// What one unit of a currency was taken as.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exchange {
    /// The currency.
    pub currency: String,
    /// In US dollars.
    pub usd: Decimal,
    /// When it was worth that.
    pub as_of: Date,
    /// Where that was read.
    pub source: String,
}

impl Exchange {
    /// `$1.1133 for 1 EUR (2026-10-28, ECB)`.
    pub fn words(&self) -> String {
        format!("${} for 1 {} ({}, {})", exact(self.usd), self.currency, self.as_of, self.source)
    }
}

/// Why a card does not price a line; its documented figure stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unpriced {
    /// The document says nothing of it that a card could count.
    NoMeter,
    /// The card has no price for what it buys.
    NoRate,
    /// The document does not say how large a thing it buys.
    NoSize,
    /// The card sells nothing so large.
    NoFit,
}

impl Unpriced {
    /// All of them: what is the card's first, then what is the document's.
    pub const ALL: [Unpriced; 4] = [Unpriced::NoRate, Unpriced::NoFit, Unpriced::NoSize, Unpriced::NoMeter];

    /// Its name in reports.
    pub fn id(self) -> &'static str {
        match self {
            Unpriced::NoMeter => "no_meter",
            Unpriced::NoRate => "no_rate",
            Unpriced::NoSize => "no_size",
            Unpriced::NoFit => "no_fit",
        }
    }

    /// In words, of the line.
    pub fn words(self) -> &'static str {
        match self {
            Unpriced::NoMeter => "no size or quantity that a list could price",
            Unpriced::NoRate => "not on this card",
            Unpriced::NoSize => "the document names no size",
            Unpriced::NoFit => "nothing so large on this card",
        }
    }
}

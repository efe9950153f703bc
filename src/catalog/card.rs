//! Cards: one provider's prices for meters, from one source, at one date.

use super::check::CardUses;
use crate::amount::Decimal;
use crate::faults::Named;
use crate::table::Table;

/// A rate card.
#[derive(Clone, Debug)]
pub struct Card {
    /// Its name in files and on the command line.
    pub id: String,
    /// Its name on the screen.
    pub name: String,
    /// Where its prices were read.
    pub source: String,
    /// The date of its prices; none counts as old.
    pub as_of: Option<String>,
    /// The plan whose own comparison it is; none for a card of every plan.
    pub plan: Option<String>,
    /// What it prices.
    pub rates: Vec<Rate>,
}

/// What one meter costs.
#[derive(Clone, Debug)]
pub struct Rate {
    /// The meter.
    pub meter: String,
    /// How its quantity is priced.
    pub tariff: Tariff,
    /// Units that a price is for.
    pub per: Decimal,
    /// Whether the price is one hour's.
    pub hourly: bool,
    /// Where it stands in the source.
    pub lines: Option<String>,
}

/// A price, or graduated prices.
#[derive(Clone, Debug)]
pub enum Tariff {
    /// One price whatever the quantity.
    Flat(Decimal),
    /// Each tier at its own rate, lowest first.
    Tiers(Vec<Tier>),
}

/// A part of the quantity and its price.
#[derive(Clone, Debug)]
pub struct Tier {
    /// The quantity it reaches up to; none for the last.
    pub up_to: Option<Decimal>,
    /// The price of the part inside it.
    pub price: Decimal,
}

impl Card {
    /// The rate for a meter.
    pub fn rate(&self, meter: &str) -> Option<&Rate> {
        self.rates.iter().find(|rate| rate.meter == meter)
    }

    /// Reads a card file; the names it uses come along for the check.
    pub(super) fn read(table: &Table) -> (Named, Self, CardUses) {
        let mut meters = Vec::new();
        let id = table.need_id("id");
        let plan = table.text("plan");
        let currency = table.need_text("currency");
        if !matches!(currency.text.as_str(), "USD" | "") {
            let label = "expected \"USD\": no rate of exchange is known for another";
            table.fault(currency.place, "a card in an unknown currency", label);
        }
        let card = Card {
            id: id.text.clone(),
            name: table.need_text("name").text,
            source: table.need_text("source").text,
            as_of: table.text("as_of").map(|named| named.text),
            plan: plan.as_ref().map(|named| named.text.clone()),
            rates: table.tables("rate").iter().map(|rate| Rate::read(rate, &mut meters)).collect(),
        };
        if id.text == super::DOCUMENTED {
            table.fault(id.place.clone(), "`documented` is the card every plan has", "give this card another id");
        }
        if card.rates.is_empty() {
            table.fault(
                id.place.clone(),
                format!("card `{}` prices nothing", id.text),
                "expected at least one [[rate]]",
            );
        }
        (id, card, CardUses { meters, plan })
    }
}

impl Rate {
    fn read(table: &Table, meters: &mut Vec<Named>) -> Self {
        let meter = table.need_text("meter");
        if table.has("price") == table.has("tiers") {
            table.fault(table.place(), "a rate has one price", "expected exactly one of `price` and `tiers`");
        }
        let tiers = read_tiers(table);
        let rate = Rate {
            meter: meter.text.clone(),
            tariff: match table.decimal("price") {
                Some(price) => Tariff::Flat(price),
                None => Tariff::Tiers(tiers),
            },
            per: table.decimal("per").unwrap_or(Decimal::ONE),
            hourly: table.flag("hourly"),
            lines: table.text("lines").map(|named| named.text),
        };
        if rate.per.is_zero() {
            table.fault(table.place(), "a price is for something", "`per` has to be above 0");
        }
        meters.push(meter);
        table.finish();
        rate
    }
}

fn read_tiers(table: &Table) -> Vec<Tier> {
    let tables = table.tables("tiers");
    if let Some(place) = table.place_of("tiers").filter(|_| table.is_empty_list("tiers")) {
        table.fault(place, "tiers are prices", "expected at least one tier: `{ price = \"…\" }`");
    }
    let mut tiers: Vec<Tier> = Vec::new();
    for (i, tier) in tables.iter().enumerate() {
        let up_to = tier.decimal("up_to");
        let last = i + 1 == tables.len();
        let below = tiers.last().and_then(|previous| previous.up_to);
        if last && up_to.is_some() {
            tier.fault(tier.place(), "tiers end", "the last tier has no `up_to`: it is open");
        } else if !last && (up_to.is_none() || up_to <= below) {
            tier.fault(tier.place(), "tiers rise", "expected an `up_to` above that of the tier before");
        }
        let price = tier.need("price", "a quoted decimal", Table::decimal).unwrap_or_default();
        tier.finish();
        tiers.push(Tier { up_to, price });
    }
    tiers
}

//! What one meter costs: a price or graduated prices, for so many units, a month or an hour.

use super::super::check::CardUses;
use super::read::Reader;
use crate::amount::{Decimal, Number, Overflow};
use crate::table::Table;

/// What a card asks for a meter that is bought by quantity.
#[derive(Clone, Debug)]
pub struct Rate {
    /// The meter.
    pub meter: String,
    /// What the provider calls it.
    pub name: Option<String>,
    /// The region it holds in, by its place on the card; none for all.
    pub region: Option<usize>,
    /// Where it was read, by its place among the card's sources.
    pub from: usize,
    /// How its quantity is priced.
    pub tariff: Tariff,
    /// Units that a price is for.
    pub per: Decimal,
    /// Whether a price is an hour's.
    pub billing: Billing,
    /// The quantity that the list is known up to, where its last price goes on beyond: there a cost is at most so much.
    pub known_to: Option<Decimal>,
    /// Where it stands in the source.
    pub lines: Option<String>,
    /// What to know about it.
    pub note: Option<String>,
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
    /// Where it was read, where that is not where the rate was.
    pub from: Option<usize>,
}

/// What a price is for in time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Billing {
    /// A month, or a unit that has no duration.
    Month,
    /// An hour, of which at most so many a month are billed.
    Hours {
        /// The most; none for all there are.
        most: Option<Decimal>,
    },
}

/// Hours a month of an hourly price: 365 × 24 ÷ 12.
pub const HOURS_PER_MONTH: Decimal = Decimal::from_parts(730, 0, 0, false, 0);

impl Billing {
    /// The hours of a month that are billed; none where a price is not an hour's.
    pub fn hours(self, of_month: Decimal) -> Option<Decimal> {
        match self {
            Billing::Month => None,
            Billing::Hours { most } => Some(most.map_or(of_month, |most| most.min(of_month))),
        }
    }

    /// What a month costs at a price.
    pub fn month(self, price: Decimal, hours: Decimal) -> Result<Decimal, Overflow> {
        self.hours(hours).map_or(Ok(price), |hours| price.times(hours))
    }

    /// Reads `hourly` or `hours`.
    pub(super) fn read(table: &Table) -> Self {
        let (hourly, most) = (table.flag("hourly"), table.decimal("hours"));
        if let Some(place) = table.place_of("hourly").filter(|_| table.has("hours")) {
            table.fault(place, "a price is billed in one way", "leave `hourly` out: `hours` says it by itself");
        }
        if let Some(place) = table.place_of("hours").filter(|_| most.is_some_and(|hours| hours.is_zero())) {
            table.fault(place, "an hour's price is billed for hours", "`hours` has to be above 0");
        }
        if hourly || most.is_some() { Billing::Hours { most } } else { Billing::Month }
    }
}

impl Rate {
    /// The sources of the prices that so many units are paid at.
    pub fn sources(&self, units: Decimal) -> impl Iterator<Item = usize> {
        let tiers = if let Tariff::Tiers(tiers) = &self.tariff { tiers.as_slice() } else { &[] };
        let mut below = Some(Decimal::ZERO);
        let reached = tiers.iter().take_while(move |tier| {
            let begins = below;
            below = tier.up_to;
            begins.is_some_and(|edge| edge < units || edge.is_zero())
        });
        let flat = tiers.is_empty().then_some(self.from);
        reached.map(|tier| tier.from.unwrap_or(self.from)).chain(flat)
    }

    /// Whether the first units cost nothing.
    pub fn has_allowance(&self) -> bool {
        matches!(&self.tariff, Tariff::Tiers(tiers) if tiers.first().is_some_and(|tier| tier.price.is_zero()))
    }

    /// The prices it asks, whatever the quantity.
    pub fn prices(&self) -> Vec<Decimal> {
        match &self.tariff {
            Tariff::Flat(price) => vec![*price],
            Tariff::Tiers(tiers) => tiers.iter().map(|tier| tier.price).collect(),
        }
    }

    /// Reads a `[[rate]]`, or what else is given like one.
    pub(in crate::catalog) fn read(table: &Table, card: &Reader, uses: &mut CardUses) -> Self {
        let meter = table.need_text("meter");
        if table.has("price") == table.has("tiers") {
            table.fault(table.place(), "a rate has one price", "expected exactly one of `price` and `tiers`");
        }
        let tiers = read_tiers(table, card);
        let rate = Rate {
            meter: meter.text.clone(),
            name: table.name("name").map(|named| named.text),
            region: card.region(table),
            from: card.from(table),
            tariff: match table.decimal("price") {
                Some(price) => Tariff::Flat(price),
                None => Tariff::Tiers(tiers),
            },
            per: table.decimal("per").unwrap_or(Decimal::ONE),
            billing: Billing::read(table),
            known_to: table.decimal("known_to"),
            lines: table.text("lines").map(|named| named.text),
            note: table.name("note").map(|named| named.text),
        };
        if let Some(place) = table.place_of("per").filter(|_| rate.per.is_zero()) {
            table.fault(place, "a price is for something", "`per` has to be above 0");
        }
        uses.rates.push(meter);
        rate
    }
}

fn read_tiers(table: &Table, card: &Reader) -> Vec<Tier> {
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
        } else if !last && (up_to.is_none() || up_to <= below.or(Some(Decimal::ZERO))) {
            let label = match below {
                Some(edge) => format!("expected an `up_to` above {edge}, where the tier before ends"),
                None => "expected an `up_to` above 0".to_owned(),
            };
            let nothing = up_to.is_some_and(|edge| edge.is_zero());
            tier.fault(tier.place(), if nothing { "a tier of nothing" } else { "tiers overlap" }, label);
        }
        let price = tier.need("price", "a quoted decimal", Table::decimal).unwrap_or_default();
        let from = tier.has("from").then(|| card.from(tier));
        if let Some(before) = tiers.last().filter(|before| before.price < price && !before.price.is_zero()) {
            let label = format!("the tier before costs {}: more usually costs less", before.price);
            card.warn(tier.place_of("price").unwrap_or_else(|| tier.place()), "this tier is dearer", label);
        }
        tier.finish();
        tiers.push(Tier { up_to, price, from });
    }
    tiers
}

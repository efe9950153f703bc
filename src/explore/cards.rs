//! Every card and region at the same sliders: what a month costs there, and what is not in that answer.

use crate::amount::{Decimal, Estimate, Number, Overflow};
use crate::catalog::{Card, Catalog, DOCUMENTED, Plan, Region, Trust, at_region};
use crate::date::{Date, is_old};
use crate::engine::{self, CardPrice, LineBasis, Month, QuoteLine, Unpriced};
use crate::scenario::Scenario;
use std::cmp::Ordering;

/// One card in one of its regions.
#[derive(Clone, Debug)]
pub struct Offer {
    /// The card's id.
    pub card: String,
    /// The card's name.
    pub name: String,
    /// The region; none for a card with one price everywhere.
    pub region: Option<Region>,
    /// What a month costs: lines that the card does not price stand as documented.
    pub cost: Result<Estimate, Overflow>,
    /// What it costs more than the scenario as it is.
    pub delta: Option<Decimal>,
    /// What a user costs.
    pub cost_per_user: Option<Estimate>,
    /// What is left of the revenue.
    pub margin: Option<Estimate>,
    /// That as a share of the revenue.
    pub margin_share: Option<Decimal>,
    /// The share of the cost that the card priced.
    pub priced: Option<Decimal>,
    /// The share of the documented cost that the lines it priced have there.
    pub covers: Option<Decimal>,
    /// Whether it is at most that: a list is not known for so much.
    pub at_most: bool,
    /// How many lines the card priced.
    pub lines: usize,
    /// The lines it did not price, and why not.
    pub unpriced: Vec<(String, Unpriced)>,
    /// The date of the oldest price used, none if one has no date; nothing where no price was used.
    pub oldest: Option<Option<Date>>,
    /// The least trusted price used.
    pub trust: Option<Trust>,
    /// What of the user's own prices acts.
    pub yours: Option<String>,
    /// The prices it asks, line by line.
    pub prices: Vec<Asked>,
    /// Whether they are a provider's list, and not the document's own claims.
    pub list: bool,
    /// Whether the scenario is priced so now.
    pub current: bool,
}

/// What a card asks for a line.
#[derive(Clone, Debug)]
pub struct Asked {
    /// The line.
    pub item: String,
    /// What a month of it costs, after levers.
    pub cost: Option<Decimal>,
    /// The price, and where it is from.
    pub price: Box<CardPrice>,
}

/// What offers are put in order by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum Order {
    /// The cheapest first.
    #[default]
    Total,
    /// Those that price the most lines first.
    Priced,
    /// Those with the oldest prices last.
    Date,
    /// By name.
    Name,
}

impl Order {
    /// All of them, in the order of the key that goes through them.
    pub const ALL: [Order; 4] = [Order::Total, Order::Priced, Order::Date, Order::Name];

    /// What it is called.
    pub fn words(self) -> &'static str {
        match self {
            Order::Total => "the cheapest first",
            Order::Priced => "the most priced first",
            Order::Date => "the newest prices first",
            Order::Name => "by name",
        }
    }

    fn of(self, a: &Offer, b: &Offer) -> Ordering {
        let cost = |offer: &Offer| offer.cost.map_or(Decimal::MAX, |cost| cost.expected);
        let by_cost = || cost(a).cmp(&cost(b));
        match self {
            Order::Total => by_cost(),
            Order::Priced => b.lines.cmp(&a.lines).then_with(by_cost),
            Order::Date => b.oldest.flatten().cmp(&a.oldest.flatten()).then_with(by_cost),
            Order::Name => a.name.cmp(&b.name),
        }
    }
}

/// The plan as documented, as it is priced now, and on every card and region that prices anything of its bill, in an order.
pub fn offers(catalog: &Catalog, plan: &Plan, scenario: &Scenario, order: Order) -> Vec<Offer> {
    let printed = engine::month(catalog, &Scenario { card: DOCUMENTED.to_owned(), region: None, ..scenario.clone() });
    let now = Now { scenario, cost: engine::cost(catalog, scenario).ok(), printed: &printed };
    let documented = Offer::of(catalog, &now, None);
    let on_cards = scenario.cards(catalog, plan).into_iter().flat_map(|card| {
        let regions: Vec<Option<&Region>> =
            if card.regions.is_empty() { vec![None] } else { card.regions.iter().map(Some).collect() };
        regions.into_iter().map(|region| Offer::of(catalog, &now, Some((card, region)))).collect::<Vec<_>>()
    });
    let mut offers: Vec<Offer> = std::iter::once(documented).chain(on_cards).collect();
    offers.retain(|offer| offer.lines > 0 || offer.current || offer.card == DOCUMENTED);
    offers.sort_by(|a, b| order.of(a, b));
    offers
}

/// The cheapest list that prices at least half as many lines as the one that prices the most: one that prices next to
/// nothing is cheap by the document's own claims.
pub fn cheapest(offers: &[Offer]) -> Option<&Offer> {
    let enough = enough(offers);
    let lists = offers.iter().filter(|offer| offer.list && offer.lines > 0 && offer.cost.is_ok());
    lists.filter(|offer| offer.lines >= enough).min_by(|a, b| Order::Total.of(a, b))
}

/// How many lines an offer has to price to be compared: half of those of the list that prices the most.
pub fn enough(offers: &[Offer]) -> usize {
    let lists = offers.iter().filter(|offer| offer.list && offer.cost.is_ok());
    lists.map(|offer| offer.lines).max().unwrap_or_default().div_ceil(2)
}

/// What offers are held against.
struct Now<'a> {
    scenario: &'a Scenario,
    /// What the scenario costs as it is.
    cost: Option<Decimal>,
    /// The same as documented.
    printed: &'a Month,
}

impl Now<'_> {
    /// The share of the documented cost that is of lines which a month prices by its card.
    fn covered(&self, month: &Month) -> Option<Decimal> {
        let pairs = self.printed.lines.iter().zip(&month.lines);
        let priced = pairs.filter(|(_, line)| line.basis == LineBasis::Card);
        let costs = priced.map(|(printed, _)| Some(printed.cost.ok()?.after.expected));
        let sum = costs.into_iter().try_fold(Decimal::ZERO, |sum, cost| sum.plus(cost?).ok())?;
        sum.over(self.printed.cost.ok()?.expected).ok()
    }
}

impl Offer {
    /// The card with its region: `AWS, Frankfurt`.
    pub fn words(&self) -> String {
        at_region(&self.name, self.region.as_ref())
    }

    /// How many lines the bill has: those that the card prices, and the others.
    pub fn all_lines(&self) -> usize {
        self.lines + self.unpriced.len()
    }

    /// Whether its oldest price is old; nothing where no price was used.
    pub fn is_old(&self, today: Date) -> Option<bool> {
        self.oldest.map(|date| is_old(date, today))
    }

    /// Whether it is the same card in the same region.
    pub fn is_same(&self, other: &Offer) -> bool {
        (&self.card, &self.region) == (&other.card, &other.region)
    }

    fn of(catalog: &Catalog, now: &Now, card: Option<(&Card, Option<&Region>)>) -> Self {
        let mut scenario = now.scenario.clone();
        let region = card.and_then(|(_, region)| region);
        let id = card.map_or(DOCUMENTED, |(card, _)| &card.id);
        scenario.choose_card(id, region.map(|region| region.id.as_str()));
        let month = engine::month(catalog, &scenario);
        let prices = month.lines.iter().filter_map(|line| line.card_price.as_deref());
        Offer {
            card: id.to_owned(),
            name: card.map_or_else(|| "as documented".to_owned(), |(card, _)| card.name.clone()),
            region: region.cloned(),
            cost: month.cost,
            delta: month.cost.ok().zip(now.cost).and_then(|(cost, now)| cost.expected.minus(now).ok()),
            cost_per_user: month.economics.cost_per_user,
            margin: month.economics.margin,
            margin_share: month.economics.margin_share,
            priced: month.priced_by_card.filter(|_| card.is_some()),
            covers: now.covered(&month),
            at_most: prices.clone().any(|price| price.at_most),
            lines: month.lines.iter().filter(|line| line.basis == LineBasis::Card).count(),
            unpriced: unpriced(&month),
            prices: month.lines.iter().filter_map(Asked::of).collect(),
            oldest: CardPrice::oldest(prices.clone()),
            trust: prices.clone().filter_map(|price| price.trust).max(),
            yours: prices.clone().find_map(|price| price.yours.clone()),
            list: card.is_some_and(|(card, _)| card.plan.is_none()),
            current: is_now(now.scenario, card.map(|(card, _)| card), region),
        }
    }
}

impl Asked {
    fn of(line: &QuoteLine) -> Option<Self> {
        let price = line.card_price.clone()?;
        let cost = line.cost.ok().map(|cost| cost.after.expected);
        Some(Asked { item: line.line.item.clone(), cost, price })
    }
}

/// Whether a scenario is priced by a card in a region.
fn is_now(scenario: &Scenario, card: Option<&Card>, region: Option<&Region>) -> bool {
    match card {
        None => scenario.card == DOCUMENTED,
        Some(card) => scenario.card == card.id && scenario.region_on(card) == region,
    }
}

fn unpriced(month: &Month) -> Vec<(String, Unpriced)> {
    let why = |line: &QuoteLine| Some((line.line.item.clone(), line.unpriced?));
    month.lines.iter().filter_map(why).collect()
}

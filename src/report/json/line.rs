//! One line of the bill: a row of the contract, and of the CSV.

use crate::amount::{Decimal, Estimate, exact};
use crate::catalog::{Price, Trust};
use crate::engine::{LineBasis, QuoteLine, Rate, Unpriced};
use crate::scenario::factor_text;
use serde::Serialize;

/// One line of the bill; its fields are the columns of the CSV too.
///
/// `low`, `expected`, `high` are a month's cost after levers, `before_levers` the expected cost without them. `price` is
/// for one unit where one is known (the plan's, the card's flat rate, the user's), else the printed amount a month, or what
/// a graduated rate or a share comes to. `product` to `yours` are of a card's price: what the provider calls it, the next
/// cheapest that fits, how it is bought, its grade, whether it is at most that (the list does not go so far), what else stands
/// in for it, what it was converted at, a remark, and what of the user's own acts on it; `unpriced` is why the card has none.
/// `factor` is what the user's bill asks, as a multiple, as `--factor` takes it; it is in the costs, and not in `price`.
#[derive(Serialize)]
pub struct Line {
    pub id: String,
    pub item: String,
    pub category: String,
    pub quantity: Option<String>,
    pub unit: Option<String>,
    pub basis: &'static str,
    pub price: Option<String>,
    pub low: Option<String>,
    pub expected: Option<String>,
    pub high: Option<String>,
    pub before_levers: Option<String>,
    pub source: String,
    pub as_of: Option<String>,
    pub explain: String,
    pub product: Option<String>,
    pub runner_up: Option<String>,
    pub purchase: Option<&'static str>,
    pub trust: Option<&'static str>,
    pub at_most: Option<bool>,
    pub stands_in: Option<String>,
    pub currency: Option<String>,
    pub exchange_rate: Option<String>,
    pub exchange_date: Option<String>,
    pub note: Option<String>,
    pub yours: Option<String>,
    pub unpriced: Option<&'static str>,
    pub factor: Option<String>,
}

impl Line {
    /// A line of a quote.
    pub fn of(line: &QuoteLine) -> Self {
        let after = |pick: fn(&Estimate) -> Decimal| line.cost.ok().map(|cost| exact(pick(&cost.after)));
        let card = line.card_price.as_deref();
        let exchange = card.and_then(|card| card.exchange.as_ref());
        Line {
            id: line.line.id.clone(),
            item: line.line.item.clone(),
            category: line.line.category.clone(),
            quantity: line.quantity.ok().map(exact),
            unit: line.unit.clone(),
            basis: line.basis.id(),
            price: price(line).map(exact),
            low: after(|e| e.low),
            expected: after(|e| e.expected),
            high: after(|e| e.high),
            before_levers: line.cost.ok().map(|cost| exact(cost.before.expected)),
            source: line.origin().to_owned(),
            as_of: card.and_then(|card| card.as_of).map(|date| date.to_string()),
            explain: line.explain(),
            product: card.and_then(|card| card.name.clone()),
            runner_up: card.and_then(|card| card.runner_up.as_ref()).map(|next| next.name.clone()),
            purchase: card.map(|card| card.purchase.id()),
            trust: card.and_then(|card| card.trust).map(Trust::id),
            at_most: card.map(|card| card.at_most),
            stands_in: card.and_then(|card| card.stands_in.clone()),
            currency: exchange.map(|rate| rate.currency.clone()),
            exchange_rate: exchange.map(|rate| exact(rate.usd)),
            exchange_date: exchange.map(|rate| rate.as_of.to_string()),
            note: card.and_then(|card| card.note.clone()),
            yours: card.and_then(|card| card.yours.clone()),
            unpriced: line.unpriced.map(Unpriced::id),
            factor: line.factor().map(factor_text),
        }
    }
}

fn price(line: &QuoteLine) -> Option<Decimal> {
    match (line.unit_price, line.term.rate.own(), &line.line.price) {
        (Some(each), ..) => each.of_one(),
        (None, Rate::Still(amount), _) if line.basis == LineBasis::Override => Some(amount.expected),
        (None, _, Price::Amount(amount)) if line.card_price.is_none() => Some(amount.expected),
        _ => line.cost.ok().map(|cost| cost.list.expected),
    }
}

//! A quote as JSON: the contract. Decimals are strings with every digit, what is undefined is null.

mod rules;

use crate::amount::{Decimal, Estimate, Number, Overflow, exact};
use crate::catalog::{self, Catalog, Price, RuleKind, Trust};
use crate::engine::{LineBasis, Quote, QuoteLine, Rate, Unpriced};
use crate::scenario::Scenario;
use rules::{Move, Rule, rules};
use serde::Serialize;
use serde_json::{Map, Value};

/// The version of the contract; it changes when a script that reads it would have to.
const FORMAT: u32 = 1;

#[derive(Serialize)]
struct Contract {
    format: u32,
    scenario: Chosen,
    demand: Map<String, Value>,
    lines: Vec<Line>,
    cost: Option<Spread>,
    cost_per_year: Option<Spread>,
    cost_per_user: Option<Spread>,
    cost_per_concurrent_user: Option<Spread>,
    revenue: Option<String>,
    margin: Option<Spread>,
    margin_percent: Option<String>,
    infra_percent: Option<String>,
    rating: Option<String>,
    break_even_revenue_per_user: Option<String>,
    break_even_users: Vec<Interval>,
    next_cliff: Option<Cliff>,
    priced_by_card_percent: Option<String>,
    levers: Vec<Saving>,
    /// Budgets and alerts.
    alerts: Vec<Rule>,
    triggers: Vec<Rule>,
    /// Targets, measures of success, reviews and what has to hold before a move: `fired` where they are missed.
    targets: Vec<Rule>,
    moves: Vec<Move>,
    flags: Vec<&'static str>,
}

/// What was priced: the stage and variant are those the quote chose.
#[derive(Serialize)]
struct Chosen {
    plan: String,
    stage: String,
    variant: Option<String>,
    addons: Vec<String>,
    card: String,
    region: Option<String>,
    purchase: &'static str,
    basis: &'static str,
    elastic: bool,
    sliders: Map<String, Value>,
    levers: Vec<LeverOn>,
    answers: Map<String, Value>,
    inputs: Map<String, Value>,
    buffer: Option<String>,
    hours: Option<String>,
    overrides: Map<String, Value>,
}

#[derive(Serialize)]
struct LeverOn {
    id: String,
    share: String,
}

#[derive(Serialize)]
struct Spread {
    low: String,
    expected: String,
    high: String,
}

#[derive(Serialize)]
struct Interval {
    from: String,
    to: Option<String>,
}

#[derive(Serialize)]
struct Cliff {
    users: String,
    adds: String,
}

#[derive(Serialize)]
struct Saving {
    id: String,
    saves: Option<String>,
}

/// One line of the bill; its fields are the columns of the CSV too.
///
/// `low`, `expected`, `high` are a month's cost after levers, `before_levers` the expected cost without them. `price` is
/// for one unit where one is known (the plan's, the card's flat rate, the user's), else the printed amount a month, or what
/// a graduated rate or a share comes to. `product` to `yours` are of a card's price: what the provider calls it, the next
/// cheapest that fits, how it is bought, its grade, and what of the user's own acts on it; `unpriced` is why the card has none.
#[derive(Serialize)]
pub(super) struct Line {
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
    pub yours: Option<String>,
    pub unpriced: Option<&'static str>,
}

/// The contract of a quote, in the order that it is printed in the documentation.
pub(super) fn write(catalog: &Catalog, scenario: &Scenario, quote: &Quote) -> String {
    let contract = contract(catalog, scenario, quote);
    let mut text = serde_json::to_string_pretty(&contract).expect("texts, lists and text keys are always JSON");
    text.push('\n');
    text
}

fn contract(catalog: &Catalog, scenario: &Scenario, quote: &Quote) -> Contract {
    let economics = &quote.economics;
    let saving =
        |(id, saved): &(String, Result<Decimal, Overflow>)| Saving { id: id.clone(), saves: saved.ok().map(exact) };
    Contract {
        format: FORMAT,
        scenario: chosen(catalog, scenario, quote),
        demand: demand(catalog, quote),
        lines: quote.lines.iter().map(Line::of).collect(),
        cost: quote.cost.ok().map(Spread::of),
        cost_per_year: economics.cost_per_year.map(Spread::of),
        cost_per_user: economics.cost_per_user.map(Spread::of),
        cost_per_concurrent_user: economics.cost_per_concurrent_user.map(Spread::of),
        revenue: economics.revenue.map(exact),
        margin: economics.margin.map(Spread::of),
        margin_percent: percent(economics.margin_share),
        infra_percent: percent(economics.infra_share),
        rating: economics.rating.as_ref().map(|rating| rating.id.clone()),
        break_even_revenue_per_user: economics.break_even_revenue_per_user.map(exact),
        break_even_users: intervals(quote),
        next_cliff: quote.outlook.next_cliff.as_ref().map(|c| Cliff { users: exact(c.users), adds: exact(c.adds) }),
        priced_by_card_percent: percent(quote.priced_by_card),
        levers: quote.levers.iter().map(saving).collect(),
        alerts: rules(catalog, scenario, quote, |kind| matches!(kind, RuleKind::Budget | RuleKind::Alert)),
        triggers: rules(catalog, scenario, quote, |kind| kind == RuleKind::Trigger),
        targets: rules(catalog, scenario, quote, |kind| !kind.fires()),
        moves: quote.moves.iter().map(Move::of).collect(),
        flags: quote.flags.iter().map(|flag| flag.id()).collect(),
    }
}

fn chosen(catalog: &Catalog, scenario: &Scenario, quote: &Quote) -> Chosen {
    let slider = |slider: &catalog::Slider| (slider.id.clone(), exact(scenario.value(catalog, slider)).into());
    let lever = |(id, share): (&String, &Decimal)| LeverOn { id: id.clone(), share: exact(*share) };
    Chosen {
        plan: scenario.plan.clone(),
        stage: quote.stage.stage.clone(),
        variant: quote.stage.variant.clone(),
        addons: scenario.addons.clone(),
        card: scenario.card.clone(),
        region: catalog.card(&scenario.card).and_then(|card| scenario.region_on(card)).map(|region| region.id.clone()),
        purchase: scenario.purchase.id(),
        basis: scenario.basis.id(),
        elastic: scenario.elastic,
        sliders: catalog.sliders.iter().map(slider).collect(),
        levers: scenario.levers.iter().map(lever).collect(),
        answers: scenario.answers.iter().map(|(id, value)| (id.clone(), exact(*value).into())).collect(),
        inputs: scenario.inputs.iter().map(|(id, value)| (id.clone(), exact(*value).into())).collect(),
        buffer: scenario.buffer.map(exact),
        hours: scenario.hours.map(exact),
        overrides: overrides(scenario),
    }
}

/// Every change of a line as `--override` takes it: `LINE.quantity` and the number.
fn overrides(scenario: &Scenario) -> Map<String, Value> {
    let choices = scenario.choices().into_iter();
    choices.filter_map(|(key, value)| Some((key.strip_prefix("overrides.")?.to_owned(), value.into()))).collect()
}

/// A share in percent: it carries places enough to be right after two of them are gone.
fn percent(share: Option<Decimal>) -> Option<String> {
    share.and_then(|share| share.times(Decimal::ONE_HUNDRED).ok()).map(exact)
}

/// Users and every driver; the other sliders stand in the scenario.
fn demand(catalog: &Catalog, quote: &Quote) -> Map<String, Value> {
    let driven = |id: &str| id == "users" || catalog.slider(id).is_none();
    let value = |value: &Result<Decimal, Overflow>| value.map_or(Value::Null, |value| exact(value).into());
    quote.demand.iter().filter(|(id, _)| driven(id)).map(|(id, found)| (id.clone(), value(found))).collect()
}

fn intervals(quote: &Quote) -> Vec<Interval> {
    let interval = |i: &crate::engine::Interval| Interval { from: exact(i.from), to: i.to.map(exact) };
    quote.outlook.break_even_users.iter().map(interval).collect()
}

impl Spread {
    fn of(estimate: Estimate) -> Self {
        Spread { low: exact(estimate.low), expected: exact(estimate.expected), high: exact(estimate.high) }
    }
}

impl Line {
    pub(super) fn of(line: &QuoteLine) -> Self {
        let after = |pick: fn(&Estimate) -> Decimal| line.cost.ok().map(|cost| exact(pick(&cost.after)));
        let card = line.card_price.as_deref();
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
            yours: card.and_then(|card| card.yours.clone()),
            unpriced: line.unpriced.map(Unpriced::id),
        }
    }
}

fn price(line: &QuoteLine) -> Option<Decimal> {
    match (line.unit_price, &line.term.rate, &line.line.price) {
        (Some(each), ..) => each.of_one(),
        (None, Rate::Still(amount), _) if line.basis == LineBasis::Override => Some(amount.expected),
        (None, _, Price::Amount(amount)) if line.card_price.is_none() => Some(amount.expected),
        _ => line.cost.ok().map(|cost| cost.before.expected),
    }
}

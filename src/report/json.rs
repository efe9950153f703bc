//! A quote as JSON: the contract. Decimals are strings with every digit, what is undefined is null.

mod line;
mod rules;

use crate::amount::{Decimal, Estimate, Number, Overflow, exact};
use crate::catalog::{self, Catalog, RuleKind};
use crate::engine::Quote;
use crate::scenario::{Scenario, factor_text};
pub(super) use line::Line;
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
    /// As `--spread` takes them.
    spreads: Map<String, Value>,
    /// As `--factor` takes them.
    factors: Map<String, Value>,
    /// Files of plans and prices that the session brought along; left out where there are none.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    carried: Vec<String>,
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
        spreads: scenario.spreads.iter().map(|(id, spread)| (id.clone(), spread.to_string().into())).collect(),
        factors: scenario.factors.iter().map(|(id, factor)| (id.clone(), factor_text(factor).into())).collect(),
        carried: catalog.carried(),
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

//! What a bill means, as labelled sentences: what it is per user and against revenue, what priced it, and what speaks.

use super::rows::{UNDEFINED, signed_percent, whole};
use super::{measure, rules};
use crate::amount::{Decimal, Estimate, money, money_fine, percent, signed_money};
use crate::catalog::{Catalog, DOCUMENTED, Effect, Plan};
use crate::engine::{self, CardPrice, Quote};
use crate::explore::watch::{self, Says, Subject, Watched};
use crate::scenario::Scenario;

/// A labelled sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fact {
    /// What it is about.
    pub label: &'static str,
    /// The figure that it begins with, if it begins with one.
    pub figure: String,
    /// The rest of it, with what parts it from the figure.
    pub rest: String,
}

impl Fact {
    fn of(label: &'static str, figure: impl Into<String>, rest: impl Into<String>) -> Self {
        Fact { label, figure: figure.into(), rest: rest.into() }
    }

    fn said(label: &'static str, words: impl Into<String>) -> Self {
        Fact::of(label, "", words)
    }

    /// The sentence.
    pub fn words(&self) -> String {
        format!("{}{}", self.figure, self.rest)
    }
}

/// All that is said of a quote.
pub(super) fn facts(catalog: &Catalog, scenario: &Scenario, quote: &Quote) -> Vec<Fact> {
    let Some(plan) = engine::plan_of(catalog, scenario) else { return Vec::new() };
    let mut facts = economics(plan, quote);
    facts.extend(priced(scenario, quote));
    facts.extend(levers(plan, quote));
    facts.extend(spoken(catalog, plan, quote));
    facts.extend(notes(quote));
    facts
}

/// What the cost is a year, per user and against revenue, and where that turns.
pub fn economics(plan: &Plan, quote: &Quote) -> Vec<Fact> {
    let economics = &quote.economics;
    let or = |figure: Option<String>| figure.unwrap_or_else(|| UNDEFINED.to_owned());
    let fine = |cost: Option<Estimate>| or(cost.map(|cost| money_fine(cost.expected)));
    let user = user(plan);
    let rating =
        economics.rating.as_ref().map(|rating| format!(": {}, {}", rating.id, rating.words)).unwrap_or_default();
    let at_once = format!(", per concurrent {user} {}", fine(economics.cost_per_concurrent_user));
    let of_revenue = format!(", {} of revenue", or(economics.margin_share.map(percent)));
    let per_user = if plan.scale == "customers" { "Per customer" } else { "Per user" };
    let mut facts = vec![
        Fact::of("Cost a year", or(economics.cost_per_year.map(|cost| money(cost.expected))), ""),
        Fact::of(per_user, fine(economics.cost_per_user), at_once),
        Fact::of("Revenue", or(economics.revenue.map(money)), ""),
        Fact::of("Margin", or(economics.margin.map(|margin| money(margin.expected))), of_revenue),
        Fact::of("Infrastructure", or(economics.infra_share.map(percent)), format!(" of revenue{rating}")),
        break_even(quote, plan, user),
    ];
    facts.extend(cliff(quote, plan));
    facts
}

/// What one of the plan's users is called.
pub fn user(plan: &Plan) -> &str {
    plan.scale.strip_suffix('s').unwrap_or(&plan.scale)
}

/// What a chosen card priced, and at what rate of exchange.
pub fn priced(scenario: &Scenario, quote: &Quote) -> Vec<Fact> {
    if scenario.card == DOCUMENTED {
        return Vec::new();
    }
    let prices = quote.lines.iter().filter_map(|line| line.card_price.as_deref());
    let oldest = CardPrice::oldest(prices.clone())
        .map(|date| date.map_or("is of no date".to_owned(), |date| format!("is of {date}")));
    let oldest = oldest.map(|date| format!("; the oldest price {date}")).unwrap_or_default();
    let share = quote.priced_by_card.map_or(UNDEFINED.to_owned(), percent);
    let mut facts = vec![Fact::said("Card", format!("priced {share} of the cost{oldest}"))];
    let rates = prices.filter_map(|price| price.exchange.as_ref());
    facts.extend(rates.take(1).map(|rate| Fact::said("Converted", format!("at {}", rate.words()))));
    facts
}

/// What each lever that is on does now.
pub fn levers(plan: &Plan, quote: &Quote) -> Vec<Fact> {
    let fact = |(id, saved): &(String, Result<Decimal, _>)| {
        let effect = plan.levers.iter().find(|lever| lever.id == *id).map(|lever| &lever.effect);
        if let Some(Effect::Credit(credit)) = effect {
            return Fact::said("Lever", format!("{id} gives {} once, off the sum of a roadmap", money(*credit)));
        }
        Fact::said(
            "Lever",
            format!("{id} saves {}", saved.as_ref().map_or(UNDEFINED.to_owned(), |saved| money(*saved))),
        )
    };
    quote.levers.iter().map(fact).collect()
}

/// What to know about the answer.
pub fn notes(quote: &Quote) -> Vec<Fact> {
    quote.flags.iter().map(|flag| Fact::said("Note", flag.words())).collect()
}

/// The alerts and budgets that fire, the targets that are missed, the triggers that fire, and whether it is time to move.
pub fn spoken(catalog: &Catalog, plan: &Plan, quote: &Quote) -> Vec<Fact> {
    let fact = |watched: Watched| {
        let label = match (watched.says, watched.of) {
            (Says::Suggested, Subject::Move(at)) => {
                return Some(Fact::said("Move", rules::move_words(plan, &quote.moves[at])));
            }
            (Says::Fired, _) => "Trigger",
            (Says::Speaks, _) if !watched.is_loud() => return None,
            (Says::Speaks, _) => {
                if watched.rule(plan, quote)?.0.kind.fires() {
                    "Alert"
                } else {
                    "Missed"
                }
            }
            _ => return None,
        };
        let (rule, verdict) = watched.rule(plan, quote)?;
        let value = verdict.value.map_or(UNDEFINED.to_owned(), |value| measure::measured(catalog, rule, value));
        let action = rule.action.as_ref().map(|action| format!(": {action}")).unwrap_or_default();
        Some(Fact::said(label, format!("{} is {value} ({}){action}", rule.name, measure::comparison(catalog, rule))))
    };
    watch::rows(catalog, plan, quote).into_iter().filter_map(fact).collect()
}

fn break_even(quote: &Quote, plan: &Plan, user: &str) -> Fact {
    let price = quote.economics.break_even_revenue_per_user.map_or(UNDEFINED.to_owned(), money_fine);
    let spans = quote.outlook.break_even_users.iter().map(|span| match span.to {
        Some(to) => format!("at {}–{}", whole(span.from), whole(to)),
        None if span.from <= Decimal::ONE => "at any number of".to_owned(),
        None => format!("from {}", whole(span.from)),
    });
    let mut spans: Vec<String> = spans.collect();
    let all = spans.len();
    spans.truncate(MOST_SPANS);
    let more = if all > MOST_SPANS { format!(", and {} spans more", all - MOST_SPANS) } else { String::new() };
    let users = match all {
        0 => format!("at no number of {}", plan.scale),
        _ => format!("{} {}{more}", spans.join(" or "), plan.scale),
    };
    Fact::of("Break-even", price, format!(" a paying {user}; covered {users}"))
}

/// Spans of users that a sentence can bear; the JSON has all of them.
const MOST_SPANS: usize = 4;

fn cliff(quote: &Quote, plan: &Plan) -> Option<Fact> {
    let cliff = quote.outlook.next_cliff.as_ref()?;
    let share = cliff.share.map(|share| format!(" ({})", signed_percent(share))).unwrap_or_default();
    let rest = format!(" {}, {}: {}{share}", plan.scale, cliff.stage, signed_money(cliff.adds));
    Some(Fact::of("Next cliff", whole(cliff.users), rest))
}

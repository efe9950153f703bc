//! The answer in a few sentences: what a month costs, what is left of the revenue, and where the next cliff is.

use super::facts::user;
use super::rows::{self, signed_percent, whole};
use crate::amount::{Decimal, money, money_fine, percent, signed_money};
use crate::catalog::{Catalog, Plan, Slider};
use crate::engine::{self, Quote};
use crate::scenario::Scenario;

/// The answer in its parts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// What a month costs: `$9,864.00`; a dash where that can't be told.
    pub cost: String,
    /// What it may be at least and at most; empty where it is exact.
    pub range: String,
    /// For whom, and what that is for each: `for 60,000 users, $0.1644 each`.
    pub of: String,
    /// What that leaves, and where the next cliff is, in sentences.
    pub rest: String,
}

impl Summary {
    /// `$9,864.00 a month for 60,000 users, $0.1644 each. That is 41.1 % of $24,000.00 of revenue (urgent, above 20 %), and
    /// leaves $14,136.00, 58.9 %. From 100,001 users on Continental scale begins: +$7,912.01 a month (+63.6 %).`
    pub fn words(&self) -> String {
        let range = if self.range.is_empty() { String::new() } else { format!(" ({})", self.range) };
        format!("{} a month{range} {}. {}", self.cost, self.of, self.rest)
    }
}

/// The answer to a scenario.
pub fn summary(catalog: &Catalog, scenario: &Scenario, quote: &Quote) -> Summary {
    let Some(plan) = engine::plan_of(catalog, scenario) else { return Summary::default() };
    let cost = quote.cost.ok();
    let each = quote.economics.cost_per_user.map(|each| format!(", {} each", money_fine(each.expected)));
    let users = rows::scale(catalog, scenario, quote);
    let rest = match cost {
        None => vec!["That can't be told: a figure needs more than 28 digits.".to_owned()],
        Some(_) => {
            let revenue = default_revenue(catalog, plan, scenario);
            left(quote, plan, revenue).into_iter().chain([cliff(plan, scenario, quote)]).collect()
        }
    };
    Summary {
        cost: cost.map_or(rows::UNDEFINED.to_owned(), |cost| money(cost.expected)),
        range: cost.map_or(String::new(), rows::range),
        of: format!("for {users}{}", each.unwrap_or_default()),
        rest: rest.join(" "),
    }
}

/// Whether a slider stands where it does because neither the plan nor the user said anything of it.
pub fn nobody_chose(plan: &Plan, scenario: &Scenario, slider: &Slider) -> bool {
    let of_plan = plan.sliders.iter().any(|(id, _)| *id == slider.id);
    !of_plan && !scenario.sliders.contains_key(&slider.id) && !scenario.spreads.contains_key(&slider.id)
}

/// The revenue of a user, where nobody chose it: `$0.50`.
pub fn default_revenue(catalog: &Catalog, plan: &Plan, scenario: &Scenario) -> Option<String> {
    let slider = catalog.slider("revenue_per_user").filter(|slider| nobody_chose(plan, scenario, slider))?;
    Some(slider.show(scenario.value(catalog, slider)))
}

/// What is left of the revenue. One that nobody chose is named, and the cost is not judged by it.
fn left(quote: &Quote, plan: &Plan, default: Option<String>) -> Option<String> {
    let economics = &quote.economics;
    let (revenue, margin) = (economics.revenue?, economics.margin?);
    let Some((infra, share)) = economics.infra_share.zip(economics.margin_share) else {
        return Some("Nothing comes in.".to_owned());
    };
    let judged = economics.rating.as_ref().map(|rating| format!(" ({}, {})", rating.id, rating.words));
    let named = |each| format!(" (at the default revenue of {each} a {})", user(plan));
    let rating = default.map_or(judged, |each| Some(named(each)));
    let of = format!("That is {} of {} of revenue{}", percent(infra), money(revenue), rating.unwrap_or_default());
    Some(match margin.expected < Decimal::ZERO {
        true => format!("{of}: a loss of {}, {}.", money(-margin.expected), percent(share)),
        false => format!("{of}, and leaves {}, {}.", money(margin.expected), percent(share)),
    })
}

fn cliff(plan: &Plan, scenario: &Scenario, quote: &Quote) -> String {
    let Some(cliff) = &quote.outlook.next_cliff else {
        let why = if scenario.stage.is_some() { "the stage is pinned" } else { "this is the last stage" };
        return format!("No cliff lies ahead: {why}.");
    };
    let share = cliff.share.map(|share| format!(" ({})", signed_percent(share))).unwrap_or_default();
    let (users, adds) = (whole(cliff.users), signed_money(cliff.adds));
    format!("From {users} {} on {} begins: {adds} a month{share}.", plan.scale, cliff.stage)
}

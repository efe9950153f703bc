//! What the text and Markdown reports share: the bill as cells, and its meaning as labelled sentences.

use super::{measure, rules};
use crate::amount::{Decimal, Estimate, Number, grouped, money, money_fine, percent, signed_money};
use crate::catalog::{Catalog, DOCUMENTED, Plan, Purchase, at_region};
use crate::engine::{self, CardPrice, Quote, QuoteLine};
use crate::explore::watch::{self, Says, Subject, Watched};
use crate::scenario::{Basis, Scenario};

/// The names of the columns, and whether they are numbers.
pub(super) const COLUMNS: [(&str, bool); 6] =
    [("Item", false), ("Quantity", true), ("Cost", true), ("Range", true), ("Share", true), ("Basis", false)];

/// What stands where a figure is undefined.
const UNDEFINED: &str = "—";

/// One row of the bill, by [`COLUMNS`].
pub(super) type Cells = [String; COLUMNS.len()];

/// Plan, stage and variant by name.
pub fn title(catalog: &Catalog, scenario: &Scenario, quote: &Quote) -> String {
    let Some(plan) = engine::plan_of(catalog, scenario) else { return String::new() };
    let stage = plan.stages.get(quote.stage.index);
    let mut names = vec![plan.name.as_str()];
    names.extend(stage.map(|stage| stage.name.as_str()));
    let variants = stage.into_iter().flat_map(|stage| &stage.variants).chain(&plan.addons);
    let chosen = quote.stage.variant.as_deref();
    names.extend(variants.filter(|v| Some(v.id.as_str()) == chosen).take(1).map(|v| v.name.as_str()));
    names.join(" › ")
}

/// How many users: `5,000 users`.
pub(super) fn scale(catalog: &Catalog, scenario: &Scenario, quote: &Quote) -> String {
    let users = quote.demand.iter().find(|(id, _)| id == "users").and_then(|(_, users)| users.ok());
    let scale = engine::plan_of(catalog, scenario).map_or("users", |plan| plan.scale.as_str());
    format!("{} {scale}", users.map_or(UNDEFINED.to_owned(), whole))
}

/// What the title leaves open: users, card, basis.
pub(super) fn terms(catalog: &Catalog, scenario: &Scenario, quote: &Quote) -> String {
    let users = scale(catalog, scenario, quote);
    let card = card(catalog, scenario);
    let held = if scenario.elastic { "" } else { ", quantities as printed" };
    format!("{users}, card: {card}, basis: {}{held}", scenario.basis.id())
}

/// The card, where it sells, and how it is bought there: `AWS, Frankfurt, spot`.
pub(super) fn card(catalog: &Catalog, scenario: &Scenario) -> String {
    let Some(card) = catalog.card(&scenario.card) else { return "as documented".to_owned() };
    let name = at_region(&card.name, scenario.region_on(card));
    if scenario.purchase == Purchase::OnDemand { name } else { format!("{name}, {}", scenario.purchase.label()) }
}

/// The lines, then the total.
pub(super) fn bill(scenario: &Scenario, quote: &Quote) -> Vec<Cells> {
    let total = quote.cost.ok();
    let mut rows: Vec<Cells> = quote.lines.iter().map(|line| row(line, total)).collect();
    let name = match scenario.basis {
        Basis::Lines => "Total".to_owned(),
        other => format!("Total, {}", other.id()),
    };
    let cost = total.map_or(UNDEFINED.to_owned(), |total| money(total.expected));
    rows.extend(buffer(quote));
    rows.push([name, String::new(), cost, total.map(range).unwrap_or_default(), String::new(), String::new()]);
    rows
}

/// The buffer that is in the total, as a row of its own, so that the rows add up.
fn buffer(quote: &Quote) -> Option<Cells> {
    let share = quote.total_from.buffer?;
    let total = quote.cost.ok()?;
    let part = |whole: Decimal| whole.times(share).and_then(|part| part.over(share.plus(Decimal::ONE)?)).ok();
    let of_total = share.over(share.plus(Decimal::ONE).ok()?).ok()?;
    let name = format!("Buffer {}", percent(share));
    Some([name, String::new(), money(part(total.expected)?), String::new(), percent(of_total), String::new()])
}

/// What priced a line: of a card what the provider calls it, `card: t4g.medium`; of the user's own `yours: …`.
fn basis(line: &QuoteLine) -> String {
    let price = line.card_price.as_deref();
    let id = if price.is_some_and(|price| price.yours.is_some()) { "yours" } else { line.basis.id() };
    let name = price.and_then(|price| price.name.as_ref()).map(|name| format!(": {name}"));
    let factor = line.factor().filter(|_| line.basis != engine::LineBasis::Headline);
    let factor = factor.map(|factor| format!(" × {}, your bill", engine::shown_factor(factor))).unwrap_or_default();
    let most = if price.is_some_and(|price| price.at_most) { "at most, " } else { "" };
    format!("{most}{id}{}{factor}", name.unwrap_or_default())
}

fn row(line: &QuoteLine, total: Option<Estimate>) -> Cells {
    let cost = line.cost.ok().map(|cost| cost.after);
    let counted = line.basis != engine::LineBasis::Headline;
    let share = cost.zip(total).filter(|_| counted).and_then(|(cost, total)| cost.expected.over(total.expected).ok());
    [
        line.line.item.clone(),
        line.counted(),
        cost.map_or(UNDEFINED.to_owned(), |cost| money(cost.expected)),
        cost.map(range).unwrap_or_default(),
        share.map_or(UNDEFINED.to_owned(), percent),
        basis(line),
    ]
}

/// `$419.00–$644.00`; nothing where the figure is exact.
fn range(cost: Estimate) -> String {
    if cost.is_exact() { String::new() } else { format!("{}–{}", money(cost.low), money(cost.high)) }
}

/// What the bill means, each with its label.
pub(super) fn facts(catalog: &Catalog, scenario: &Scenario, quote: &Quote) -> Vec<(&'static str, String)> {
    let Some(plan) = engine::plan_of(catalog, scenario) else { return Vec::new() };
    let economics = &quote.economics;
    let or = |figure: Option<String>| figure.unwrap_or_else(|| UNDEFINED.to_owned());
    let fine = |cost: Option<Estimate>| or(cost.map(|cost| money_fine(cost.expected)));
    let user = plan.scale.strip_suffix('s').unwrap_or(&plan.scale);
    let margin = or(economics.margin.map(|margin| money(margin.expected)));
    let rating =
        economics.rating.as_ref().map(|rating| format!(": {}, {}", rating.id, rating.words)).unwrap_or_default();
    let mut facts = vec![
        ("Cost a year", or(economics.cost_per_year.map(|cost| money(cost.expected)))),
        (if plan.scale == "customers" { "Per customer" } else { "Per user" }, {
            let (one, at_once) = (fine(economics.cost_per_user), fine(economics.cost_per_concurrent_user));
            format!("{one}, per concurrent {user} {at_once}")
        }),
        ("Revenue", or(economics.revenue.map(money))),
        ("Margin", format!("{margin}, {} of revenue", or(economics.margin_share.map(percent)))),
        ("Infrastructure", format!("{} of revenue{rating}", or(economics.infra_share.map(percent)))),
        ("Break-even", break_even(quote, plan, user)),
    ];
    facts.extend(cliff(quote, plan).map(|words| ("Next cliff", words)));
    if scenario.card != DOCUMENTED {
        let prices = quote.lines.iter().filter_map(|line| line.card_price.as_deref());
        let oldest = CardPrice::oldest(prices.clone())
            .map(|date| date.map_or("is of no date".to_owned(), |date| format!("is of {date}")));
        let oldest = oldest.map(|date| format!("; the oldest price {date}")).unwrap_or_default();
        facts.push(("Card", format!("priced {} of the cost{oldest}", or(quote.priced_by_card.map(percent)))));
        let rates = prices.filter_map(|price| price.exchange.as_ref());
        facts.extend(rates.take(1).map(|rate| ("Converted", format!("at {}", rate.words()))));
    }
    for (id, saved) in &quote.levers {
        let credit = plan.levers.iter().find(|lever| lever.id == *id).map(|lever| &lever.effect);
        if let Some(crate::catalog::Effect::Credit(credit)) = credit {
            facts.push(("Lever", format!("{id} gives {} once, off the sum of a roadmap", money(*credit))));
            continue;
        }
        facts.push(("Lever", format!("{id} saves {}", or(saved.ok().map(money)))));
    }
    facts.extend(spoken(catalog, plan, quote));
    facts.extend(quote.flags.iter().map(|flag| ("Note", flag.words().to_owned())));
    facts
}

/// The alerts and budgets that fire, the targets that are missed, the triggers that fire, and whether it is time to move.
fn spoken(catalog: &Catalog, plan: &Plan, quote: &Quote) -> Vec<(&'static str, String)> {
    let fact = |watched: Watched| {
        let label = match (watched.says, watched.of) {
            (Says::Suggested, Subject::Move(at)) => return Some(("Move", rules::move_words(plan, &quote.moves[at]))),
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
        Some((label, format!("{} is {value} ({}){action}", rule.name, measure::comparison(catalog, rule))))
    };
    watch::rows(catalog, plan, quote).into_iter().filter_map(fact).collect()
}

fn break_even(quote: &Quote, plan: &Plan, user: &str) -> String {
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
    format!("{price} a paying {user}; covered {users}")
}

/// Spans of users that a sentence can bear; the JSON has all of them.
const MOST_SPANS: usize = 4;

fn cliff(quote: &Quote, plan: &Plan) -> Option<String> {
    let cliff = quote.outlook.next_cliff.as_ref()?;
    let share = cliff.share.map(|share| format!(" ({})", signed_percent(share))).unwrap_or_default();
    let (users, adds) = (whole(cliff.users), signed_money(cliff.adds));
    Some(format!("{users} {}, {}: {adds}{share}", plan.scale, cliff.stage))
}

pub(super) fn signed_percent(share: Decimal) -> String {
    let text = percent(share);
    if share > Decimal::ZERO { format!("+{text}") } else { text }
}

fn whole(value: Decimal) -> String {
    grouped(value, 0)
}

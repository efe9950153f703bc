//! What the reports share: what is priced, in words, and the bill as cells.

use crate::amount::{Decimal, Estimate, Number, grouped, money, percent};
use crate::catalog::{Catalog, Purchase, at_region};
use crate::engine::{self, Quote, QuoteLine};
use crate::scenario::{Basis, Scenario};

/// The names of the columns, and whether they are numbers.
pub const COLUMNS: [(&str, bool); 6] =
    [("Item", false), ("Quantity", true), ("Cost", true), ("Range", true), ("Share", true), ("Basis", false)];

/// What stands where a figure is undefined.
pub(super) const UNDEFINED: &str = "—";

/// One row of the bill, by [`COLUMNS`].
pub type Cells = [String; COLUMNS.len()];

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
pub fn scale(catalog: &Catalog, scenario: &Scenario, quote: &Quote) -> String {
    let users = quote.demand.iter().find(|(id, _)| id == "users").and_then(|(_, users)| users.ok());
    let scale = engine::plan_of(catalog, scenario).map_or("users", |plan| plan.scale.as_str());
    format!("{} {scale}", users.map_or(UNDEFINED.to_owned(), whole))
}

/// What the title leaves open: users, card, basis.
pub fn terms(catalog: &Catalog, scenario: &Scenario, quote: &Quote) -> String {
    let users = scale(catalog, scenario, quote);
    let card = card(catalog, scenario);
    let held = if scenario.elastic { "" } else { ", quantities as printed" };
    format!("{users}, card: {card}, basis: {}{held}", scenario.basis.id())
}

/// The card, where it sells, and how it is bought there: `AWS, Frankfurt, spot`.
pub fn card(catalog: &Catalog, scenario: &Scenario) -> String {
    let Some(card) = catalog.card(&scenario.card) else { return "as documented".to_owned() };
    let name = at_region(&card.name, scenario.region_on(card));
    if scenario.purchase == Purchase::OnDemand { name } else { format!("{name}, {}", scenario.purchase.label()) }
}

/// What a cost that 28 digits don't hold is called on its line.
const TOO_LARGE: &str = "too large";

/// The lines, then the total.
pub fn bill(scenario: &Scenario, quote: &Quote) -> Vec<Cells> {
    let total = quote.cost.ok();
    let mut rows: Vec<Cells> = quote.lines.iter().map(|line| row(line, total)).collect();
    let name = match scenario.basis {
        Basis::Lines => "Total".to_owned(),
        other => format!("Total, {}", other.id()),
    };
    let cost = total.map_or(TOO_LARGE.to_owned(), |total| money(total.expected));
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
        cost.map_or(TOO_LARGE.to_owned(), |cost| money(cost.expected)),
        cost.map(range).unwrap_or_default(),
        share.map_or(UNDEFINED.to_owned(), percent),
        basis(line),
    ]
}

/// `$419.00–$644.00`; nothing where the figure is exact.
pub(super) fn range(cost: Estimate) -> String {
    if cost.is_exact() { String::new() } else { format!("{}–{}", money(cost.low), money(cost.high)) }
}

pub(super) fn signed_percent(share: Decimal) -> String {
    let text = percent(share);
    if share > Decimal::ZERO { format!("+{text}") } else { text }
}

/// A whole number, its thousands parted.
pub(super) fn whole(value: Decimal) -> String {
    grouped(value, 0)
}

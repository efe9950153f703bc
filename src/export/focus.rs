//! The months ahead as a bill in the shape of FOCUS 1.2, for tools that read such bills.
//!
//! The months are those of the subcommand `forecast` with its defaults: 24, the first of them the one after the day of the
//! export, at the scenario's growth. A row is a line of the bill in a month; a buffer, and a printed total that stands in for
//! lines, are rows of their own, so that the rows of a month add up to its cost exactly. Columns are the 21 mandatory ones of
//! the specification, then columns of our own.
//!
//! `ListCost` is what the plan or the card asks, the other costs what is paid: after levers, and times the factor of the user's
//! bill, of which `x_PriceSource` tells. So has the specification it: list cost is list price × quantity, and holds neither
//! what was negotiated nor what discounts take off. A share of other lines is listed as that share of what they are paid.
//!
//! What the specification says, from its `specification/attributes`: dates are UTC with exclusive ends (DateTimeFormat), numbers
//! are bare (NumericFormat), units are capital plurals, and `1000000 Tokens` (UnitFormat), nothing is null and neither an empty
//! text nor 0 (NullHandling). CSV has no null of its own: it is a field with nothing in it and no quotes, which is what the
//! providers' own exports have, and what DuckDB, PostgreSQL, BigQuery and pandas read as null; a text of ours is never empty.
//! `ListUnitPrice` and `PricingCategory` may not be null in a column that is there, and a graduated price is not one price, nor
//! a line half on spot in one category: the columns are left out.

mod provider;

use super::{CannotExport, Subject};
use crate::amount::{Decimal, Estimate, Number, Overflow};
use crate::catalog::{Catalog, Plan};
use crate::date::Date;
use crate::engine::{self, LineBasis, Quote, QuoteLine, shown_factor, units};
use crate::explore::forecast::{self, Ahead, Month, Wrong};
use crate::report::csv::finished;
use crate::scenario::Basis;
use crate::text::{capital, clean, neutral};

/// The columns: those of the specification by name, then our own.
const COLUMNS: [&str; 29] = [
    "BilledCost",
    "BillingAccountId",
    "BillingAccountName",
    "BillingCurrency",
    "BillingPeriodEnd",
    "BillingPeriodStart",
    "ChargeCategory",
    "ChargeClass",
    "ChargeDescription",
    "ChargePeriodEnd",
    "ChargePeriodStart",
    "ContractedCost",
    "EffectiveCost",
    "InvoiceIssuerName",
    "ListCost",
    "PricingQuantity",
    "PricingUnit",
    "ProviderName",
    "PublisherName",
    "ServiceCategory",
    "ServiceName",
    "x_Scenario",
    "x_Stage",
    "x_LineId",
    "x_LowCost",
    "x_HighCost",
    "x_PriceSource",
    "x_PriceAsOf",
    "x_IsForecast",
];

/// What a row says beside its month.
struct Charge {
    line: Option<String>,
    description: String,
    list: Decimal,
    cost: Estimate,
    quantity: Decimal,
    unit: String,
    provider: String,
    category: String,
    service: String,
    source: Option<String>,
    as_of: Option<Date>,
}

/// The bill as CSV.
pub(super) fn focus(subject: &Subject) -> Result<String, CannotExport> {
    let (catalog, scenario) = (subject.catalog, subject.session.scenario());
    let plan = engine::plan_of(catalog, scenario).ok_or(CannotExport::NoPlan)?;
    let found = forecast::forecast(catalog, plan, scenario, &Ahead::default());
    let found = found.map_err(|wrong| CannotExport::NoMonths(wrong.iter().map(Wrong::to_string).collect()))?;
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(COLUMNS).expect("a vector takes every row of one length");
    for month in &found.months[1..] {
        let quote = engine::quote(catalog, &month.scenario(catalog, plan, scenario));
        let charges = charges(catalog, plan, month, &quote).map_err(|Overflow| CannotExport::TooLarge)?;
        for charge in charges {
            let row = row(subject, plan, month, charge);
            writer.write_record(&row).expect("a vector takes every row of one length");
        }
    }
    Ok(finished(writer))
}

/// What is charged in a month; together its cost.
fn charges(catalog: &Catalog, plan: &Plan, month: &Month, quote: &Quote) -> Result<Vec<Charge>, Overflow> {
    let total = month.cost?;
    let stage = &plan.stages[month.stage];
    let own = |words: &str, cost: Estimate| Charge {
        line: None,
        description: format!("{}: {words}", stage.name),
        list: cost.expected,
        cost,
        quantity: Decimal::ONE,
        unit: "Months".to_owned(),
        provider: plan.name.clone(),
        category: "Other".to_owned(),
        service: words.to_owned(),
        source: Some(plan.source.clone()),
        as_of: None,
    };
    let mut charges: Vec<Charge> = Vec::new();
    let printed = if quote.total_from.basis == Basis::Headline { "headline" } else { "printed total" };
    charges.extend(quote.total_from.printed.map(|total| own(printed, total)));
    for line in quote.lines.iter().filter(|line| line.basis != LineBasis::Headline) {
        charges.push(charge(catalog, plan, line)?);
    }
    if quote.total_from.buffer.is_some() {
        let sum = charges.iter().try_fold(Estimate::ZERO, |sum, charge| sum.plus(charge.cost))?;
        charges.push(own("buffer", total.try_with(sum, Number::minus)?));
    }
    Ok(charges)
}

fn charge(catalog: &Catalog, plan: &Plan, line: &QuoteLine) -> Result<Charge, Overflow> {
    let (cost, quantity, card) = (line.cost?, line.quantity?, line.card_price.as_deref());
    Ok(Charge {
        line: Some(line.line.id.clone()),
        description: format!("{}: {}", line.line.item, line.explain()),
        list: cost.list.expected,
        cost: cost.after,
        quantity,
        unit: line.unit.as_deref().map_or_else(|| "Units".to_owned(), unit),
        provider: card.map_or_else(|| provider::of(plan, line), |card| card.card.clone()),
        category: catalog.focus_of(&line.line.category).to_owned(),
        service: card.map_or(line.line.item.as_str(), |card| card.called()).to_owned(),
        source: source(line),
        as_of: card.and_then(|card| card.as_of),
    })
}

/// Where a price is from, and what of it is from the user's bill: `AWS Price List AmazonEC2, × 1.15 from your bill`.
fn source(line: &QuoteLine) -> Option<String> {
    let listed = Some(line.origin().to_owned()).filter(|source| !source.is_empty());
    let factor = line.factor().map(|factor| format!("× {} from your bill", shown_factor(factor)));
    let parts: Vec<String> = listed.into_iter().chain(factor).collect();
    (!parts.is_empty()).then(|| parts.join(", "))
}

fn row(subject: &Subject, plan: &Plan, month: &Month, charge: Charge) -> [String; 29] {
    let [start, end] = [month.number, month.number + 1].map(|number| midnight(subject.today.month_after(number)));
    let (cost, provider) = (bare(charge.cost.expected), text(&charge.provider));
    let stage = plan.stages.get(month.stage).map_or("", |stage| stage.id.as_str());
    [
        cost.clone(),
        text(&plan.id),
        text(&plan.name),
        "USD".to_owned(),
        end.clone(),
        start.clone(),
        "Usage".to_owned(),
        NULL.to_owned(),
        text(&charge.description),
        end,
        start,
        cost.clone(),
        cost,
        provider.clone(),
        bare(charge.list),
        bare(charge.quantity),
        text(&charge.unit),
        provider.clone(),
        provider,
        text(&charge.category),
        text(&charge.service),
        text(&subject.session.name),
        text(stage),
        charge.line.as_deref().map_or(NULL.to_owned(), text),
        bare(charge.cost.low),
        bare(charge.cost.high),
        charge.source.as_deref().map_or(NULL.to_owned(), text),
        charge.as_of.map_or(NULL.to_owned(), |date| date.to_string()),
        "true".to_owned(),
    ]
}

/// What is absent, as CSV has it.
const NULL: &str = "";

/// A text that neither steers a terminal nor is run by a spreadsheet.
fn text(text: &str) -> String {
    neutral(&clean(text))
}

/// A number with all its digits, so that what adds up here adds up there.
fn bare(number: Decimal) -> String {
    number.normalize().to_string()
}

/// The begin of a day.
fn midnight(day: Date) -> String {
    format!("{day}T00:00:00Z")
}

/// Units of size, which have one form.
const SIZES: [&str; 6] = ["B", "KB", "MB", "GB", "TB", "PB"];

/// The times that a unit may be a rate in.
const TIMES: [&str; 5] = ["second", "minute", "hour", "day", "month"];

/// A unit as the specification writes it: `GB`, `Hosted Zones`, `1000000 Tokens`, `Calls/Minute`.
fn unit(unit: &str) -> String {
    if SIZES.contains(&unit) {
        return unit.to_owned();
    }
    if let Some(millions) = unit.strip_prefix("M ") {
        return format!("1000000 {}", counted(millions));
    }
    match unit.rsplit_once(" a ").filter(|(_, time)| TIMES.contains(time)) {
        Some((what, time)) => format!("{}/{}", counted(what), capital(time)),
        None => counted(unit),
    }
}

/// More than one of something, each word with a capital.
fn counted(unit: &str) -> String {
    units(Ok(Decimal::TWO), unit).split(' ').map(capital).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::unit;

    #[test]
    fn units_are_written_as_the_specification_does() {
        let cases = [
            ("GB", "GB"),
            ("TB", "TB"),
            ("node", "Nodes"),
            ("hosted zone", "Hosted Zones"),
            ("M tokens", "1000000 Tokens"),
            ("M requests", "1000000 Requests"),
            ("call a minute", "Calls/Minute"),
            ("gateway", "Gateways"),
        ];
        for (ours, theirs) in cases {
            assert_eq!(unit(ours), theirs);
        }
    }
}

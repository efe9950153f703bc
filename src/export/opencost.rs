//! A custom price file for OpenCost, of the prices of the scenario's card: what a vCPU, a GB and the rest cost an hour.
//!
//! A list prices whole machines. OpenCost itself parts the price of a node between its vCPU, memory and GPUs in the ratio of
//! its default prices (`pkg/costmodel/costmodel.go`: `ramMultiple = gpus × gpuToRAMRatio + cpus × cpuToRAMRatio + GB`, a GB costs
//! the node ÷ `ramMultiple`), and so does this. The machine is one that the bill buys on the card, of several the one that costs
//! the least for its parts; where it buys none, that of all on the card. A file has to have every key: without one of the
//! network's OpenCost knows none of them (`pkg/cloud/provider/customprovider.go`). What the card has no price of stands at
//! OpenCost's own default, and `description` says of what. Levers and the factors of the user's bill are not in list prices.

mod machine;

use super::{CannotExport, Subject};
use crate::amount::{Decimal, Estimate, Number, Overflow, exact};
use crate::catalog::{Catalog, HOURS_PER_MONTH, at_region};
use crate::engine::{ListPrice, Rate, Wanted, shown_factor};
use crate::scenario::Scenario;
use crate::text::clean;
use machine::{Machine, Parts};
use serde_json::{Map, Value};

/// The keys of a price file in their order, with OpenCost's own prices: its `configs/default.json` at commit 0d1f69cc975b.
const DEFAULTS: [(&str, &str); 14] = [
    ("CPU", "0.031611"),
    ("spotCPU", "0.006655"),
    ("RAM", "0.004237"),
    ("spotRAM", "0.000892"),
    ("GPU", "0.95"),
    ("storage", "0.00005479452"),
    ("zoneNetworkEgress", "0.01"),
    ("regionNetworkEgress", "0.01"),
    ("internetNetworkEgress", "0.12"),
    ("natGatewayEgress", "0.045"),
    ("natGatewayIngress", "0.045"),
    ("firstFiveForwardingRulesCost", "0.0"),
    ("additionalForwardingRuleCost", "0.0"),
    ("LBIngressDataCost", "0.0"),
];

/// What OpenCost is told, key by key, and how each came about.
#[derive(Default)]
struct Told {
    prices: Vec<(&'static str, Decimal)>,
    from: Vec<String>,
}

/// The file.
pub(super) fn price_file(subject: &Subject) -> Result<String, CannotExport> {
    let (catalog, scenario) = (subject.catalog, subject.session.scenario());
    let card = catalog.card(&scenario.card).ok_or(CannotExport::NoCard)?;
    let place = at_region(&card.name, scenario.region_on(card));
    let machine = Machine::of(catalog, scenario).ok_or_else(|| CannotExport::NoMachine(place.clone()))?;
    let told = told(catalog, scenario, &machine).map_err(|Overflow| CannotExport::TooLarge)?;
    let left: Vec<&str> =
        DEFAULTS.iter().map(|(key, _)| *key).filter(|key| told.prices.iter().all(|(other, _)| other != key)).collect();
    let mut said = vec![format!("{place}, by costtui {} on {}", env!("CARGO_PKG_VERSION"), subject.today)];
    said.extend(told.from);
    said.extend(
        (!left.is_empty()).then(|| format!("not on this card, and at OpenCost's own default: {}", left.join(", "))),
    );
    said.extend(left_out(scenario));
    let mut file = Map::new();
    file.insert("provider".to_owned(), Value::from("custom"));
    file.insert("description".to_owned(), Value::from(clean(&said.join("; "))));
    for (key, default) in DEFAULTS {
        let price = told.prices.iter().find(|(other, _)| *other == key);
        file.insert(key.to_owned(), Value::from(price.map_or_else(|| default.to_owned(), |(_, price)| exact(*price))));
    }
    let text = serde_json::to_string_pretty(&Value::Object(file)).expect("texts are written as JSON");
    Ok(text + "\n")
}

/// That the factors of the user's bill are not in list prices; nothing where there are none.
fn left_out(scenario: &Scenario) -> Option<String> {
    let factor = |(category, factor): (&String, &Estimate)| format!("{category} × {}", shown_factor(factor));
    let factors: Vec<String> = scenario.factors.iter().map(factor).collect();
    (!factors.is_empty()).then(|| format!("list prices, without what your bill asks: {}", factors.join(", ")))
}

fn told(catalog: &Catalog, scenario: &Scenario, machine: &Machine) -> Result<Told, Overflow> {
    let mut told = Told::default();
    let parts = machine.parts()?;
    told.from.push(format!("CPU and RAM: {}", machine.words()));
    told.prices.extend([("CPU", parts.cpu), ("RAM", parts.ram)]);
    match machine.spot(catalog, scenario) {
        Some(spot) => {
            let Parts { cpu, ram, .. } = spot.parts()?;
            told.from.push(format!("spotCPU and spotRAM: {}", spot.words()));
            told.prices.extend([("spotCPU", cpu), ("spotRAM", ram)]);
        }
        None => {
            told.from.push("spotCPU and spotRAM: as on demand, since the card has no spot price of it".to_owned());
            told.prices.extend([("spotCPU", parts.cpu), ("spotRAM", parts.ram)]);
        }
    }
    if let Some(with_gpu) = Machine::with_gpu(catalog, scenario) {
        told.from.push(format!("GPU: {}", with_gpu.words()));
        told.prices.push(("GPU", with_gpu.parts()?.gpu));
    }
    // A month's price of a GB or a balancer is parted among the hours of a month; a GB that leaves is a GB.
    for (key, meter, category, hourly) in [
        ("storage", "block_storage_gb_month", "storage", true),
        ("internetNetworkEgress", "transfer_gb", "network", false),
        ("firstFiveForwardingRulesCost", "load_balancer", "network", true),
    ] {
        let Some(price) = listed(catalog, scenario, Wanted { meter, needs: None, category }) else { continue };
        let Some((each, words)) = of_one(&price)? else { continue };
        told.prices.push((key, if hourly { each.over(HOURS_PER_MONTH)? } else { each }));
        told.from.push(format!("{key}: {}, {}{words}", price.price.product(), price.price.provenance()));
    }
    Ok(told)
}

/// What the card asks for something on demand.
fn listed(catalog: &Catalog, scenario: &Scenario, wanted: Wanted) -> Option<ListPrice> {
    let price = ListPrice::of(catalog, scenario, wanted, Decimal::ONE)?.ok()?;
    price.price.stands_in.is_none().then_some(price)
}

/// What a month of one unit costs, or of graduated prices the first that is one, with a word on those that are free.
fn of_one(price: &ListPrice) -> Result<Option<(Decimal, String)>, Overflow> {
    if let Some(each) = price.unit_price {
        return each.month().ok_or(Overflow)?.over(each.per).map(|each| Some((each, String::new())));
    }
    let Rate::Tiers { tiers, per } = &price.rate else { return Ok(None) };
    let Some(at) = tiers.iter().position(|(_, price)| !price.is_zero()) else { return Ok(None) };
    let free = at.checked_sub(1).and_then(|before| tiers[before].0);
    let free =
        free.map_or_else(String::new, |free| format!(", the first {} GB a month free", crate::amount::plain(free)));
    tiers[at].1.over(*per).map(|each| Some((each, free)))
}

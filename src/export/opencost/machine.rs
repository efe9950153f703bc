//! The machine whose price is parted: one that the bill buys on the card, else the cheapest for its parts on all of it.

use crate::amount::{Decimal, Number, Overflow, plain};
use crate::catalog::{Catalog, HOURS_PER_MONTH, Needs, Purchase, Shelf, Size};
use crate::engine::{self, CardPrice, ListPrice, UnitPrice, Wanted};
use crate::scenario::Scenario;
use std::cmp::Ordering;

/// The meters of machines, and that of machines with GPUs.
const MACHINES: [&str; 2] = ["kubernetes_node", "machine"];
const WITH_GPU: &str = "gpu_machine";
/// The category that discounts on machines are of.
const COMPUTE: &str = "compute";

/// What OpenCost takes a vCPU, a GB of memory and a GPU as, an hour: the ratio that a price is parted in. From its
/// `configs/default.json` at commit 0d1f69cc975b.
const CPU: Decimal = Decimal::from_parts(31_611, 0, 0, false, 6);
const RAM: Decimal = Decimal::from_parts(4_237, 0, 0, false, 6);
const GPU: Decimal = Decimal::from_parts(95, 0, 0, false, 2);

/// A machine of a card.
#[derive(Clone, Debug)]
pub(super) struct Machine {
    vcpu: Decimal,
    memory_gb: Decimal,
    gpus: Decimal,
    /// What it costs an hour, in US dollars.
    hour: Decimal,
    price: CardPrice,
}

/// What an hour of each of its parts costs; together they cost what it does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Parts {
    pub cpu: Decimal,
    pub ram: Decimal,
    pub gpu: Decimal,
}

impl Machine {
    /// The machine of a scenario on its card, on demand.
    pub(super) fn of(catalog: &Catalog, scenario: &Scenario) -> Option<Self> {
        let scenario = &on_demand(scenario);
        let quote = engine::quote(catalog, scenario);
        let bought = quote.lines.iter().filter(|line| MACHINES.map(Some).contains(&line.line.meter.as_deref()));
        let bought =
            bought.filter_map(|line| Machine::read(line.unit_price?, line.card_price.as_deref()?, Decimal::ZERO));
        bought.min_by(Machine::cheaper).or_else(|| {
            let of_card = |meter: &&str| Machine::cheapest(catalog, scenario, meter);
            MACHINES.iter().rev().find_map(of_card)
        })
    }

    /// The machine with GPUs that costs the least for its parts.
    pub(super) fn with_gpu(catalog: &Catalog, scenario: &Scenario) -> Option<Self> {
        Machine::cheapest(catalog, &on_demand(scenario), WITH_GPU)
    }

    /// The cheapest of at least its size that the card sells as spot.
    pub(super) fn spot(&self, catalog: &Catalog, scenario: &Scenario) -> Option<Self> {
        let scenario = Scenario { purchase: Purchase::Spot, ..scenario.clone() };
        let needs = Needs { vcpu: Some(self.vcpu), memory_gb: Some(self.memory_gb), ..Needs::default() };
        let wanted = Wanted { meter: MACHINES[0], needs: Some(&needs), category: COMPUTE };
        let found = ListPrice::of(catalog, &scenario, wanted, Decimal::ONE)?.ok()?;
        let machine = Machine::read(found.unit_price?, &found.price, Decimal::ZERO)?;
        (found.price.purchase == Purchase::Spot).then_some(machine)
    }

    /// The cheapest for its parts of a meter on the card.
    fn cheapest(catalog: &Catalog, scenario: &Scenario, meter: &str) -> Option<Self> {
        let card = catalog.card(&scenario.card)?;
        let region = card.region(scenario.region.as_deref());
        let here = |shelf: &&Shelf| shelf.region.is_none() || shelf.region == region;
        let sold = card.shelves.iter().filter(here);
        let sold = sold.filter(|shelf| shelf.meter == meter && shelf.purchase == Purchase::OnDemand);
        let sizes = sold.flat_map(|shelf| shelf.sizes.iter().map(move |size| (shelf, size)));
        let with_parts = sizes.filter_map(|(shelf, size)| Some((per_part(shelf, size)?, size)));
        let (_, size) = with_parts.min_by(|(a, _), (b, _)| a.cmp(b))?;
        let needs = Needs { size: Some(size.name.clone()), ..Needs::default() };
        let wanted = Wanted { meter, needs: Some(&needs), category: COMPUTE };
        let found = ListPrice::of(catalog, scenario, wanted, Decimal::ONE)?.ok()?;
        Machine::read(found.unit_price?, &found.price, size.gpus.unwrap_or_default())
    }

    /// A machine whose size is known.
    fn read(each: UnitPrice, price: &CardPrice, gpus: Decimal) -> Option<Self> {
        let (Some(vcpu), Some(memory_gb)) = price.size? else { return None };
        let hour = each.of_one()?;
        let hour = if each.hours.is_some() { hour } else { hour.over(HOURS_PER_MONTH).ok()? };
        Some(Machine { vcpu, memory_gb, gpus, hour, price: price.clone() })
    }

    /// What an hour of each part costs: the price in the ratio of the parts' default prices.
    pub(super) fn parts(&self) -> Result<Parts, Overflow> {
        let whole = weight(self.vcpu, self.memory_gb, self.gpus)?;
        let part = |each: Decimal| self.hour.times(each)?.over(whole);
        Ok(Parts { cpu: part(CPU)?, ram: part(RAM)?, gpu: part(GPU)? })
    }

    /// `m7g.2xlarge, 8 vCPU, 32 GB, N. Virginia, AWS Price List (2026-10-13)`.
    pub(super) fn words(&self) -> String {
        let gpus = if self.gpus.is_zero() { String::new() } else { format!(", {} GPU", plain(self.gpus)) };
        format!("{}{gpus}, {}", self.price.product(), self.price.provenance())
    }

    fn cheaper(&self, other: &Self) -> Ordering {
        let each = |machine: &Machine| machine.parts().map_or(Decimal::MAX, |parts| parts.ram);
        each(self).cmp(&each(other))
    }
}

/// What its parts cost together at OpenCost's default prices.
fn weight(vcpu: Decimal, memory_gb: Decimal, gpus: Decimal) -> Result<Decimal, Overflow> {
    vcpu.times(CPU)?.plus(memory_gb.times(RAM)?)?.plus(gpus.times(GPU)?)
}

/// What a size costs a month against that; none where it does not say how large it is.
fn per_part(shelf: &Shelf, size: &Size) -> Option<Decimal> {
    let month = shelf.billing.month(size.price, HOURS_PER_MONTH).ok()?;
    let whole = weight(size.vcpu?, size.memory_gb?, size.gpus.unwrap_or_default()).ok()?;
    month.over(whole).ok()
}

fn on_demand(scenario: &Scenario) -> Scenario {
    Scenario { purchase: Purchase::OnDemand, ..scenario.clone() }
}

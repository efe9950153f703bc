//! What is bought in sizes: machines, databases, caches, models; and the cheapest that fits.

use super::{Billing, Purchase};
use crate::amount::{Decimal, Number};
use std::cmp::Ordering;
use std::collections::HashMap;

/// What a line needs of a size: at least so much of each.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Needs {
    /// Virtual processors.
    pub vcpu: Option<Decimal>,
    /// Gigabytes of memory.
    pub memory_gb: Option<Decimal>,
    /// GPUs.
    pub gpus: Option<Decimal>,
    /// The size that the document names: what it is compared with where a card has it.
    pub size: Option<String>,
}

/// The sizes of one meter from one source: in a region, under a purchase option, cheapest first.
#[derive(Clone, Debug)]
pub struct Shelf {
    /// The meter.
    pub meter: String,
    /// The region they are sold in, by its place on the card; none for all.
    pub region: Option<usize>,
    /// How they are bought.
    pub purchase: Purchase,
    /// Where they were read, by its place among the card's sources.
    pub from: usize,
    /// Whether a price is an hour's.
    pub billing: Billing,
    /// What to know about them.
    pub note: Option<String>,
    /// Those of a fixed size, cheapest first; of one price the larger first.
    pub sizes: Vec<Size>,
    /// Those of any size.
    pub(super) flexible: Vec<Flexible>,
    /// The places of the two cheapest of each spec: no other is ever the cheapest that fits, or the next.
    pub(super) cheapest: Vec<usize>,
    /// The most vCPU, memory and GPUs of those up to each: where a search can begin.
    pub(super) most: Vec<[Decimal; 3]>,
}

/// One size.
#[derive(Clone, Debug)]
pub struct Size {
    /// What the provider calls it.
    pub name: String,
    /// Virtual processors.
    pub vcpu: Option<Decimal>,
    /// Gigabytes of memory.
    pub memory_gb: Option<Decimal>,
    /// GPUs.
    pub gpus: Option<Decimal>,
    /// What one costs.
    pub price: Decimal,
}

/// Any size, at so much for each vCPU and each gigabyte.
#[derive(Clone, Debug)]
pub(super) struct Flexible {
    pub name: String,
    pub per_vcpu: Decimal,
    pub per_gb: Decimal,
    /// The memory it can have.
    pub from_gb: Decimal,
    pub to_gb: Option<Decimal>,
}

impl Needs {
    /// Whether a name is all there is of it.
    pub fn is_name(&self) -> bool {
        self.size.is_some() && self.vcpu.is_none() && self.memory_gb.is_none() && self.gpus.is_none()
    }
}

/// A size that fits.
#[derive(Clone, Debug)]
pub struct Pick<'c> {
    /// The shelf it is from.
    pub shelf: &'c Shelf,
    /// What the provider calls it.
    pub name: &'c str,
    /// Its vCPU, where it says so.
    pub vcpu: Option<Decimal>,
    /// Its memory, where it says so.
    pub memory_gb: Option<Decimal>,
    /// What one costs: a month, or an hour.
    pub price: Decimal,
    /// What one costs a month.
    pub month: Decimal,
}

impl Pick<'_> {
    /// Cheaper first; of one price the larger, then by name.
    pub(super) fn order(&self, other: &Self) -> Ordering {
        let larger = |pick: &Self| (pick.vcpu, pick.memory_gb);
        self.month.cmp(&other.month).then(larger(other).cmp(&larger(self))).then(self.name.cmp(other.name))
    }
}

/// Whether there is enough of something.
fn enough(there: Option<Decimal>, needed: Option<Decimal>) -> bool {
    needed.is_none_or(|needed| there.is_some_and(|there| there >= needed))
}

impl Size {
    fn fits(&self, needs: &Needs) -> bool {
        enough(self.vcpu, needs.vcpu) && enough(self.memory_gb, needs.memory_gb) && enough(self.gpus, needs.gpus)
    }
}

impl Flexible {
    /// The price of exactly what is needed.
    fn price(&self, needs: &Needs) -> Option<Decimal> {
        let (vcpu, memory) = (needs.vcpu.unwrap_or_default(), needs.memory_gb.unwrap_or_default());
        let memory = memory.max(self.from_gb);
        let sold = needs.gpus.is_none() && self.to_gb.is_none_or(|most| memory <= most);
        // What is needed has a price, and what has a price is known: neither part may seem to cost nothing.
        let priced =
            needs.vcpu.is_some() != self.per_vcpu.is_zero() && needs.memory_gb.is_some() != self.per_gb.is_zero();
        let price = vcpu.times(self.per_vcpu).ok()?.plus(memory.times(self.per_gb).ok()?).ok()?;
        (sold && priced).then_some(price)
    }
}

impl Shelf {
    /// Whether it is sold in a region.
    pub(super) fn is_in(&self, region: Option<usize>) -> bool {
        self.region.is_none() || self.region == region
    }

    /// The two cheapest of its fixed sizes that fit, and the flexible ones.
    pub(super) fn cheapest_two<'c>(&'c self, needs: &Needs, hours: Decimal) -> Vec<Pick<'c>> {
        let wanted = [needs.vcpu, needs.memory_gb, needs.gpus].map(Option::unwrap_or_default);
        let begin = self.most.partition_point(|most| most.iter().zip(&wanted).any(|(most, wanted)| most < wanted));
        let fixed = self.cheapest[begin..].iter().map(|at| &self.sizes[*at]).filter(|size| size.fits(needs)).take(2);
        let fixed = fixed.filter_map(|size| self.pick(size, hours));
        let flexible = self.flexible.iter().filter_map(|flexible| {
            let (price, name) = (flexible.price(needs)?, flexible.name.as_str());
            let month = self.billing.month(price, hours).ok()?;
            Some(Pick { shelf: self, name, vcpu: needs.vcpu, memory_gb: needs.memory_gb, price, month })
        });
        fixed.chain(flexible).collect()
    }

    /// The size of this name.
    pub(super) fn named(&self, name: &str, hours: Decimal) -> Option<Pick<'_>> {
        self.sizes.iter().find(|size| size.name == name).and_then(|size| self.pick(size, hours))
    }

    fn pick<'c>(&'c self, size: &'c Size, hours: Decimal) -> Option<Pick<'c>> {
        let (name, price) = (size.name.as_str(), size.price);
        let month = self.billing.month(price, hours).ok()?;
        Some(Pick { shelf: self, name, vcpu: size.vcpu, memory_gb: size.memory_gb, price, month })
    }

    /// Puts its fixed sizes in order, cheapest first, and notes those that a search has to look at.
    pub(super) fn sort(&mut self) {
        let larger = |size: &Size| (size.vcpu, size.memory_gb);
        self.sizes.sort_by(|a, b| {
            a.price.cmp(&b.price).then_with(|| larger(b).cmp(&larger(a))).then_with(|| a.name.cmp(&b.name))
        });
        let mut most = [Decimal::ZERO; 3];
        let mut of_spec: HashMap<[Option<Decimal>; 3], usize> = HashMap::new();
        for (at, size) in self.sizes.iter().enumerate() {
            let spec = [size.vcpu, size.memory_gb, size.gpus];
            let before = of_spec.entry(spec).or_default();
            *before += 1;
            if *before <= 2 {
                most = std::array::from_fn(|i| most[i].max(spec[i].unwrap_or_default()));
                self.cheapest.push(at);
                self.most.push(most);
            }
        }
    }
}

//! A bill that was read: totals, and what they are of.

use super::sum::Sum;
use super::told::Told;
use crate::amount::{Decimal, Overflow};
use crate::date::Date;
use jiff::civil::DateTime;
use std::collections::BTreeMap;

/// Which cost of a row is added up. FOCUS has both in every row; they are never in one total.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum Cost {
    /// `EffectiveCost`: what was used, with what was paid ahead spread over its time. The run rate.
    #[default]
    Effective,
    /// `BilledCost`: what is on the invoices. The cash.
    Billed,
}

/// What a charge is for: `ChargeCategory`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Charge {
    /// Use of something.
    Usage,
    /// Something bought: a commitment, a licence, a fee.
    Purchase,
    /// Tax.
    Tax,
    /// Credit that the provider gives.
    Credit,
    /// What the provider puts right.
    Adjustment,
}

/// By what totals are put together.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum Group {
    /// By month.
    #[default]
    Month,
    /// By `ServiceCategory`.
    Category,
    /// By `ServiceName`.
    Service,
    /// By provider.
    Provider,
    /// By `ChargeCategory`.
    Charge,
}

/// The total of the rows that are alike in all that is told apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Total {
    /// The month.
    pub month: Date,
    /// `ServiceCategory`; empty where the bill does not say.
    pub category: String,
    /// `ServiceName`; empty where the bill does not say.
    pub service: String,
    /// The provider; empty where the bill does not say.
    pub provider: String,
    /// What it is for.
    pub charge: Charge,
    /// How many rows it is of.
    pub rows: u64,
    /// In the bill's own currency.
    pub(super) sum: Sum,
}

/// A month of a bill.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Covered {
    /// The month.
    pub month: Date,
    /// When its first charge begins, and its last one ends, in UTC. Charges of up to a day decide where there are any: one of
    /// a whole month says nothing of the days in it.
    pub from_to: (DateTime, DateTime),
    /// Whether they cover the month.
    pub complete: bool,
    /// How many rows it has.
    pub rows: u64,
}

/// Totals put together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grouped {
    /// What they have in common; empty where the bill does not say.
    pub name: String,
    /// What they cost in US dollars.
    pub cost: Decimal,
    /// Of that, each charge by itself, in the order of [`Charge::ALL`].
    pub charges: [Decimal; 5],
    /// How many rows.
    pub rows: u64,
}

/// A bill.
#[derive(Clone, Debug)]
pub struct Bill {
    /// Which cost its totals are of.
    pub cost: Cost,
    /// The currency of its files.
    pub currency: String,
    /// What one unit of that is worth in US dollars.
    pub rate: Decimal,
    /// The totals, by month, category, service, provider and charge.
    pub totals: Vec<Total>,
    /// Its months, the earliest first.
    pub months: Vec<Covered>,
    /// How many rows it has.
    pub rows: u64,
    /// Its files.
    pub files: Vec<String>,
    /// What to know about it.
    pub told: Vec<Told>,
}

impl Cost {
    /// The column that is added up.
    pub(super) fn columns(self) -> &'static [&'static str] {
        match self {
            Cost::Effective => &["EffectiveCost"],
            Cost::Billed => &["BilledCost"],
        }
    }

    /// Its column.
    pub fn column(self) -> &'static str {
        self.columns()[0]
    }

    /// Its name in flags.
    pub fn id(self) -> &'static str {
        match self {
            Cost::Effective => "effective",
            Cost::Billed => "billed",
        }
    }

    pub(super) fn other(self) -> Self {
        match self {
            Cost::Effective => Cost::Billed,
            Cost::Billed => Cost::Effective,
        }
    }
}

impl Charge {
    /// All of them.
    pub const ALL: [Charge; 5] = [Charge::Usage, Charge::Purchase, Charge::Tax, Charge::Credit, Charge::Adjustment];

    /// As FOCUS writes it.
    pub fn id(self) -> &'static str {
        match self {
            Charge::Usage => "Usage",
            Charge::Purchase => "Purchase",
            Charge::Tax => "Tax",
            Charge::Credit => "Credit",
            Charge::Adjustment => "Adjustment",
        }
    }

    /// Whether it is for what a plan prices: use and purchases are, tax, credits and adjustments are not.
    pub fn is_planned(self) -> bool {
        matches!(self, Charge::Usage | Charge::Purchase)
    }
}

impl Group {
    /// All of them, in the order of the tables.
    pub const ALL: [Group; 5] = [Group::Month, Group::Category, Group::Service, Group::Provider, Group::Charge];
}

impl Total {
    fn name(&self, group: Group) -> String {
        match group {
            Group::Month => self.month.to_string(),
            Group::Category => self.category.clone(),
            Group::Service => self.service.clone(),
            Group::Provider => self.provider.clone(),
            Group::Charge => self.charge.id().to_owned(),
        }
    }
}

impl Bill {
    /// What all of it costs, in US dollars.
    ///
    /// # Errors
    ///
    /// Like all amounts of a bill, where converting it needs more than 28 digits.
    pub fn total(&self) -> Result<Decimal, Overflow> {
        self.sum_of(|_| true)
    }

    /// What the totals of a choice cost together, in US dollars: exact, in any order.
    pub fn sum_of(&self, chosen: impl Fn(&Total) -> bool) -> Result<Decimal, Overflow> {
        let sum: Sum = self.totals.iter().filter(|total| chosen(total)).map(|total| total.sum).sum();
        sum.at(self.rate)
    }

    /// What the totals cost together, by what they have in common; those without it count nowhere.
    pub fn sums_by<'b, K: Ord>(
        &'b self,
        common: impl Fn(&'b Total) -> Option<K>,
    ) -> Result<BTreeMap<K, Decimal>, Overflow> {
        let mut sums: BTreeMap<K, Sum> = BTreeMap::new();
        for total in &self.totals {
            if let Some(key) = common(total) {
                let sum = sums.entry(key).or_default();
                *sum = *sum + total.sum;
            }
        }
        sums.into_iter().map(|(key, sum)| Ok((key, sum.at(self.rate)?))).collect()
    }

    /// The totals put together: months and charges in their order, the rest by cost, most first.
    pub fn by(&self, group: Group) -> Result<Vec<Grouped>, Overflow> {
        let mut names: Vec<String> = self.totals.iter().map(|total| total.name(group)).collect();
        names.sort();
        names.dedup();
        if group == Group::Charge {
            names.sort_by_key(|name| Charge::ALL.iter().position(|charge| charge.id() == name));
        }
        let mut found: BTreeMap<String, ([Sum; 5], u64)> = BTreeMap::new();
        for total in &self.totals {
            let (sums, rows) = found.entry(total.name(group)).or_default();
            sums[total.charge as usize] = sums[total.charge as usize] + total.sum;
            *rows += total.rows;
        }
        let grouped = |name: String| {
            let (sums, rows) = found.get(&name).copied().unwrap_or_default();
            let mut charges = [Decimal::ZERO; 5];
            for (charge, sum) in charges.iter_mut().zip(sums) {
                *charge = sum.at(self.rate)?;
            }
            Ok(Grouped { name, cost: sums.into_iter().sum::<Sum>().at(self.rate)?, charges, rows })
        };
        let mut all = names.into_iter().map(grouped).collect::<Result<Vec<Grouped>, Overflow>>()?;
        if !matches!(group, Group::Month | Group::Charge) {
            all.sort_by_key(|group| std::cmp::Reverse(group.cost));
        }
        Ok(all)
    }

    /// The months that are complete, the earliest first.
    pub fn complete_months(&self) -> impl DoubleEndedIterator<Item = Date> {
        self.months.iter().filter(|covered| covered.complete).map(|covered| covered.month)
    }
}

//! The totals of a bill: one for each month, category, service, provider and charge that a row has.

use super::cell;
use super::columns::{Cells, Part};
use super::sum::Sum;
use super::totals::{Charge, Total};
use crate::date::Date;
use crate::text::clean;
use std::collections::HashMap;

/// The most totals that are told apart: a bill of ten years, 20 providers and 100 services each has fewer.
const MOST_TOTALS: usize = 300_000;

/// Bytes of the names that totals are told apart by: far more than so many names have.
const MOST_BYTES: usize = 32 << 20;

/// The totals so far, and where each is.
#[derive(Default)]
pub(super) struct Keyed {
    totals: Vec<Total>,
    places: HashMap<Vec<u8>, usize>,
    /// Bytes of the keys of all totals.
    bytes: usize,
    /// Room for the key of a row.
    key: Vec<u8>,
}

impl Keyed {
    /// The total that a row belongs to; none where there are too many.
    pub(super) fn of(&mut self, month: Date, charge: Charge, cells: &Cells) -> Option<&mut Total> {
        let names = [Part::Category, Part::Service, Part::Provider].map(|part| cell::name(cells[part as usize]));
        let first = month.month_days()?.0;
        self.key.clear();
        self.key.extend_from_slice(&first.year().to_le_bytes());
        self.key.extend_from_slice(&[first.month() as u8, charge as u8]);
        for name in names {
            self.key.extend_from_slice(&(name.len() as u32).to_le_bytes());
            self.key.extend_from_slice(name);
        }
        if let Some(place) = self.places.get(&self.key) {
            return self.totals.get_mut(*place);
        }
        if self.totals.len() >= MOST_TOTALS || self.bytes + self.key.len() > MOST_BYTES {
            return None;
        }
        self.bytes += self.key.len();
        let [category, service, provider] = names.map(|name| clean(&String::from_utf8_lossy(name)));
        self.places.insert(self.key.clone(), self.totals.len());
        self.totals.push(Total { month, category, service, provider, charge, rows: 0, sum: Sum::default() });
        self.totals.last_mut()
    }

    /// All of them, as they were met.
    pub(super) fn iter(&self) -> impl Iterator<Item = &Total> {
        self.totals.iter()
    }

    /// All of them, by month, names and charge.
    pub(super) fn in_order(mut self) -> Vec<Total> {
        self.totals.sort_by(|a, b| {
            let key = |of: &Total| (of.month, of.category.clone(), of.service.clone(), of.provider.clone(), of.charge);
            key(a).cmp(&key(b))
        });
        self.totals
    }
}

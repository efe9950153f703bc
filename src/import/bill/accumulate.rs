//! Adds rows up: one at a time, into the totals that they belong to.

use super::cell;
use super::columns::{Cells, Columns, PARTS, Part};
use super::keyed::Keyed;
use super::moment::Moment;
use super::money::Money;
use super::month::Month;
use super::seen::{Added, Seen};
use super::sum::Sum;
use super::told::Told;
use super::totals::{Bill, Charge, Cost, Covered};
use super::wrong::{ReadError, Wrong};
use super::{moment, money};
use crate::amount::Decimal;
use crate::catalog::{Catalog, USD};
use crate::date::Date;
use crate::text::did_you_mean;
use std::collections::BTreeMap;
use std::path::Path;

/// The longest name of a category, service or provider.
pub(super) const LONGEST_NAME: usize = 1024;

/// What is known of a bill so far.
pub(super) struct Accumulator {
    pub cost: Cost,
    pub wrong: Wrong,
    /// Whether there are too many different names to go on.
    pub full: bool,
    columns: Columns,
    totals: Keyed,
    months: BTreeMap<Date, Month>,
    files: Vec<String>,
    currency: Vec<u8>,
    /// All amounts as if they were above 0: while this fits, so does every sum of some of them.
    gross: Sum,
    seen: Seen,
}

/// What is wrong with the cells of a row, by the part that they are.
type Noted = [Option<String>; PARTS];

/// A row that is sound.
struct Parsed {
    money: Money,
    /// The gross sum with it.
    gross: Sum,
    period: (Moment, Moment),
    month: Date,
    charge: Charge,
}

impl Accumulator {
    pub(super) fn new(cost: Cost) -> Self {
        Accumulator {
            cost,
            wrong: Wrong::default(),
            full: false,
            columns: Columns { parts: Vec::new(), names: Default::default() },
            totals: Keyed::default(),
            months: BTreeMap::new(),
            files: Vec::new(),
            currency: Vec::new(),
            gross: Sum::default(),
            seen: Seen::default(),
        }
    }

    /// What follows is of this file.
    pub(super) fn begin(&mut self, path: &Path) {
        self.wrong.begin(path);
        self.files.push(self.wrong.file().to_owned());
    }

    /// The columns of the file by its header; none where some are missing.
    pub(super) fn header(&mut self, names: &[String]) -> Option<Columns> {
        match Columns::of(names, self.cost) {
            Ok(columns) => {
                self.columns = columns;
                Some(self.columns.clone())
            }
            Err(missing) => {
                missing.into_iter().for_each(|words| self.wrong.of_file(words));
                None
            }
        }
    }

    /// How many rows were looked at.
    pub(super) fn rows(&self) -> u64 {
        self.seen.rows
    }

    /// Adds a row, or notes all that is wrong with it.
    pub(super) fn row(&mut self, at: u64, cells: &Cells) {
        self.seen.rows += 1;
        match self.parsed(cells) {
            Ok(parsed) => self.add(at, cells, parsed),
            Err(wrong) => {
                for (column, words) in self.columns.names.clone().iter().zip(*wrong) {
                    words.into_iter().for_each(|words| self.wrong.of_cell(at, column, words));
                }
            }
        }
    }

    /// The cells of a row, or what is wrong with each.
    fn parsed(&mut self, cells: &Cells) -> Result<Parsed, Box<Noted>> {
        let mut wrong = Noted::default();
        let mut note = |part: Part, words: String| wrong[part as usize] = Some(words);
        let cell = |part: Part| cells[part as usize];
        let money = money::money(cell(Part::Cost)).map_err(|words| note(Part::Cost, words));
        let start = moment::moment(cell(Part::Start)).map_err(|words| note(Part::Start, words));
        let end = moment::moment(cell(Part::End)).map_err(|words| note(Part::End, words));
        let month = match self.cost {
            Cost::Effective => start,
            Cost::Billed => moment::moment(cell(Part::Billing)).map_err(|words| note(Part::Billing, words)),
        };
        let charge = cell::charge(cell(Part::Charge)).map_err(|words| note(Part::Charge, words));
        let currency = self.same_currency(cell(Part::Currency)).map_err(|words| note(Part::Currency, words));
        if let (Ok(start), Ok(end)) = (start, end)
            && end.at < start.at
        {
            note(Part::End, "lies before the start of the charge; expected it behind that".to_owned());
        }
        let long =
            [Part::Category, Part::Service, Part::Provider].into_iter().filter(|part| cell(*part).len() > LONGEST_NAME);
        let long =
            long.inspect(|part| note(*part, format!("is longer than {LONGEST_NAME} bytes; expected a name"))).count();
        let gross = money.ok().map(|money| self.gross.plus(money.mantissa.abs(), money.places));
        if gross == Some(None) {
            note(Part::Cost, "brings the bill above 17 billion: more than is added up".to_owned());
        }
        match (money, gross.flatten(), start, end, month, charge, currency) {
            (Ok(money), Some(gross), Ok(start), Ok(end), Ok(month), Ok(charge), Ok(()))
                if end.at >= start.at && long == 0 =>
            {
                Ok(Parsed { money, gross, period: (start, end), month: Date::of_month(month.at.date()), charge })
            }
            _ => Err(Box::new(wrong)),
        }
    }

    /// Adds a row that is sound.
    fn add(&mut self, at: u64, cells: &Cells, parsed: Parsed) {
        let Parsed { money, gross, period, month, charge } = parsed;
        let Some(total) = self.totals.of(month, charge, cells) else {
            self.full = true;
            let words = "has too many different services, categories and providers; expected their names, not ids";
            return self.wrong.of_cell(at, &self.columns.names[Part::Service as usize], words.to_owned());
        };
        self.gross = gross;
        // Within the gross sum, which fits.
        total.sum = total.sum.plus(money.mantissa, money.places).unwrap_or(total.sum);
        total.rows += 1;
        self.months.entry(month).or_default().add(self.files.len() - 1, period);
        self.wrong.sound(at);
        let negative = charge.is_planned() && money.mantissa < 0;
        let (file, rounded) = (self.wrong.file(), money.rounded);
        self.seen.add(&Added { file, row: at, cells, period, rounded, negative });
    }

    /// The first currency is that of the bill; another is refused.
    fn same_currency(&mut self, cell: &[u8]) -> Result<(), String> {
        if cell == self.currency && !cell.is_empty() {
            return Ok(());
        }
        let code = cell.trim_ascii().to_ascii_uppercase();
        if cell::is_null(cell) || code.len() != 3 || !code.iter().all(u8::is_ascii_uppercase) {
            let shown = cell::shown(&String::from_utf8_lossy(cell));
            return Err(format!("is no currency: {shown}; expected its three letters, such as USD"));
        }
        if self.currency.is_empty() {
            self.currency = code;
        } else if self.currency != code {
            let (own, other) = (String::from_utf8_lossy(&self.currency), String::from_utf8_lossy(&code));
            return Err(format!("is {other}, and {own} before it; expected one currency: filter the bill by it"));
        }
        Ok(())
    }

    /// The bill, or all that is wrong with it.
    pub(super) fn finish(mut self, catalog: &Catalog) -> Result<Bill, ReadError> {
        let currency = String::from_utf8_lossy(&self.currency).into_owned();
        let exchange = catalog.exchange(&currency);
        if self.wrong.is_empty() && self.seen.rows == 0 {
            self.wrong.of_file("there is no row under the header; expected at least one".to_owned());
        } else if self.wrong.is_empty() && currency != USD && exchange.is_none() {
            let known = [USD].into_iter().chain(catalog.currencies.iter().map(|known| known.id.as_str()));
            let hint = did_you_mean(&currency, known.collect::<Vec<_>>());
            self.wrong.of_file(format!("nobody knows what {currency} is worth in USD{hint}"));
        }
        if !self.wrong.is_empty() {
            return Err(ReadError::Wrong(self.wrong));
        }
        let months: Vec<Covered> = self.months.iter().map(|(month, of)| of.covered(*month)).collect();
        let mut told = Vec::new();
        told.extend(exchange.map(|rate| Told::Converted { currency: currency.clone(), rate: rate.clone() }));
        told.extend(self.told(&months));
        Ok(Bill {
            cost: self.cost,
            rate: exchange.map_or(Decimal::ONE, |rate| rate.usd),
            currency,
            totals: self.totals.in_order(),
            months,
            rows: self.seen.rows,
            files: self.files,
            told,
        })
    }

    fn told(&self, months: &[Covered]) -> Vec<Told> {
        let incomplete = months.iter().filter(|of| !of.complete);
        let mut told: Vec<Told> =
            incomplete.map(|of| Told::Incomplete { month: of.month, from_to: of.from_to }).collect();
        let twice = self.months.iter().filter(|(_, of)| of.files.len() > 1);
        told.extend(twice.map(|(month, of)| Told::Twice {
            month: *month,
            files: of.files.iter().map(|at| self.files[*at].clone()).collect(),
        }));
        told.extend(self.seen.of_rows());
        for charge in Charge::ALL.into_iter().filter(|charge| *charge != Charge::Usage) {
            let rows = self.totals.iter().filter(|total| total.charge == charge).map(|total| total.rows).sum();
            told.extend((rows > 0).then_some(Told::Apart { charge, rows }));
        }
        told.extend(self.seen.of_cells());
        told
    }
}

//! Adds rows up: one at a time, into the totals that they belong to.

use super::cell::{self, Moment};
use super::columns::{Cells, Columns, PARTS, Part};
use super::sum::Sum;
use super::told::Told;
use super::totals::{Bill, Charge, Cost, Covered, Total};
use super::wrong::{ReadError, Wrong};
use crate::amount::Decimal;
use crate::catalog::{Catalog, USD};
use crate::date::Date;
use crate::text::{clean, did_you_mean};
use jiff::civil::DateTime;
use std::collections::{BTreeMap, HashMap};
use std::path::Path;

/// The most totals that are told apart: a bill of ten years, 20 providers and 100 services each has fewer.
const MOST_TOTALS: usize = 300_000;

/// What is known of a bill so far.
pub(super) struct Accumulator {
    pub cost: Cost,
    pub wrong: Wrong,
    /// Whether there are too many different names to go on.
    pub full: bool,
    columns: Columns,
    totals: Vec<Total>,
    places: HashMap<Vec<u8>, usize>,
    months: BTreeMap<Date, Month>,
    files: Vec<String>,
    currency: Vec<u8>,
    /// All amounts as if they were above 0: while this fits, so does every sum of some of them.
    gross: Sum,
    /// Room for the key of a row.
    key: Vec<u8>,
    seen: Seen,
}

/// What is told of the rows, with the first of a kind.
#[derive(Default)]
struct Seen {
    rows: u64,
    american: Option<(String, u64, String)>,
    negative: Option<(String, u64)>,
    negatives: u64,
    rounded: u64,
    nameless: u64,
}

/// What is known of a month so far.
#[derive(Default)]
struct Month {
    rows: u64,
    files: Vec<usize>,
    /// When the first begins and the last ends: of charges of up to a day, and of longer ones.
    short: Option<Span>,
    long: Option<Span>,
}

#[derive(Clone, Copy)]
struct Span {
    from: DateTime,
    to: DateTime,
    /// Whether the last end is a day without a time.
    day: bool,
}

impl Accumulator {
    pub(super) fn new(cost: Cost) -> Self {
        Accumulator {
            cost,
            wrong: Wrong::default(),
            full: false,
            columns: Columns { parts: Vec::new(), names: Default::default() },
            totals: Vec::new(),
            places: HashMap::new(),
            months: BTreeMap::new(),
            files: Vec::new(),
            currency: Vec::new(),
            gross: Sum::default(),
            key: Vec::new(),
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
        let mut wrong: [Option<String>; PARTS] = Default::default();
        let mut note = |part: Part, words: String| wrong[part as usize] = Some(words);
        let cell = |part: Part| cells[part as usize];
        let money = cell::money(cell(Part::Cost)).map_err(|words| note(Part::Cost, words));
        let start = cell::moment(cell(Part::Start)).map_err(|words| note(Part::Start, words));
        let end = cell::moment(cell(Part::End)).map_err(|words| note(Part::End, words));
        let month = match self.cost {
            Cost::Effective => start,
            Cost::Billed => cell::moment(cell(Part::Billing)).map_err(|words| note(Part::Billing, words)),
        };
        let charge = charge(cell(Part::Charge)).map_err(|words| note(Part::Charge, words));
        let currency = self.same_currency(cell(Part::Currency)).map_err(|words| note(Part::Currency, words));
        if let (Ok(start), Ok(end)) = (start, end)
            && end.at < start.at
        {
            note(Part::End, "lies before the start of the charge; expected it behind that".to_owned());
        }
        let (Ok(money), Ok(start), Ok(end), Ok(month), Ok(charge), Ok(())) =
            (money, start, end, month, charge, currency)
        else {
            return self.note(at, wrong);
        };
        let gross = self.gross.plus(money.mantissa.abs(), money.places);
        if gross.is_none() {
            note(Part::Cost, "brings the bill above 17 billion: more than is added up".to_owned());
        }
        let (Some(gross), true) = (gross, wrong.iter().all(Option::is_none)) else { return self.note(at, wrong) };
        self.gross = gross;
        let month = Date::of_month(month.at.date());
        let Some(place) = self.place(month, charge, cells) else {
            self.full = true;
            let words = "has too many different services, categories and providers; expected their names, not ids";
            return self.wrong.of_cell(at, &self.columns.names[Part::Service as usize].clone(), words.to_owned());
        };
        let total = &mut self.totals[place];
        // Within the gross sum, which fits.
        total.sum = total.sum.plus(money.mantissa, money.places).unwrap_or(total.sum);
        total.rows += 1;
        self.covers(month, start, end);
        self.wrong.sound += 1;
        self.remember(at, money.rounded, charge.is_planned() && money.mantissa < 0, (start, end), cells);
    }

    /// The place of the total that a row belongs to; none where there are too many.
    fn place(&mut self, month: Date, charge: Charge, cells: &Cells) -> Option<usize> {
        let names = [Part::Category, Part::Service, Part::Provider].map(|part| name(cells[part as usize]));
        let first = month.month_days()?.0;
        self.key.clear();
        self.key.extend_from_slice(&first.year().to_le_bytes());
        self.key.extend_from_slice(&[first.month() as u8, charge as u8]);
        for name in names {
            self.key.extend_from_slice(&(name.len() as u32).to_le_bytes());
            self.key.extend_from_slice(name);
        }
        if let Some(place) = self.places.get(&self.key) {
            return Some(*place);
        }
        if self.totals.len() >= MOST_TOTALS {
            return None;
        }
        let [category, service, provider] = names.map(|name| clean(&String::from_utf8_lossy(name)));
        self.totals.push(Total { month, category, service, provider, charge, rows: 0, sum: Sum::default() });
        self.places.insert(self.key.clone(), self.totals.len() - 1);
        Some(self.totals.len() - 1)
    }

    fn covers(&mut self, month: Date, start: Moment, end: Moment) {
        let of = self.months.entry(month).or_default();
        of.rows += 1;
        let file = self.files.len() - 1;
        if of.files.last() != Some(&file) {
            of.files.push(file);
        }
        let day_later = start.at.date().tomorrow().map_or(start.at, |day| day.to_datetime(start.at.time()));
        let span = if end.at <= day_later { &mut of.short } else { &mut of.long };
        let new = Span { from: start.at, to: end.at, day: end.day };
        let span = span.get_or_insert(new);
        span.from = span.from.min(new.from);
        if new.to > span.to {
            (span.to, span.day) = (new.to, new.day);
        }
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

    fn remember(&mut self, at: u64, rounded: bool, negative: bool, (start, end): (Moment, Moment), cells: &Cells) {
        let seen = &mut self.seen;
        seen.rounded += u64::from(rounded);
        let nameless = |part: Part| cell::is_null(cells[part as usize]);
        let nameless = [Part::Category, Part::Service, Part::Provider].into_iter().any(nameless);
        seen.nameless += u64::from(nameless);
        if negative {
            seen.negatives += 1;
            seen.negative.get_or_insert_with(|| (self.wrong.file().to_owned(), at));
        }
        if (start.american || end.american) && seen.american.is_none() {
            let part = if start.american { Part::Start } else { Part::End };
            let example = clean(String::from_utf8_lossy(cells[part as usize]).trim());
            seen.american = Some((self.wrong.file().to_owned(), at, example));
        }
        if self.wrong.is_empty() {
            match &mut self.wrong.up_to {
                Some((file, row)) if file == self.files.last().unwrap_or(file) => *row = at,
                up_to => *up_to = Some((self.files.last().cloned().unwrap_or_default(), at)),
            }
        }
    }

    fn note(&mut self, at: u64, wrong: [Option<String>; PARTS]) {
        for (column, words) in self.columns.names.clone().iter().zip(wrong) {
            if let Some(words) = words {
                self.wrong.of_cell(at, column, words);
            }
        }
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
        self.totals.sort_by(|a, b| {
            let key = |of: &Total| (of.month, of.category.clone(), of.service.clone(), of.provider.clone(), of.charge);
            key(a).cmp(&key(b))
        });
        Ok(Bill {
            cost: self.cost,
            rate: exchange.map_or(Decimal::ONE, |rate| rate.usd),
            currency,
            totals: self.totals,
            months,
            rows: self.seen.rows,
            files: self.files,
            told,
        })
    }

    fn told(&self, months: &[Covered]) -> Vec<Told> {
        let seen = &self.seen;
        let incomplete = months.iter().filter(|of| !of.complete);
        let mut told: Vec<Told> =
            incomplete.map(|of| Told::Incomplete { month: of.month, from_to: of.from_to }).collect();
        let twice = self.months.iter().filter(|(_, of)| of.files.len() > 1);
        told.extend(twice.map(|(month, of)| Told::Twice {
            month: *month,
            files: of.files.iter().map(|at| self.files[*at].clone()).collect(),
        }));
        let american = seen.american.clone();
        told.extend(american.map(|(file, row, example)| Told::American { file, row, example }));
        let negative = seen.negative.clone();
        told.extend(negative.map(|(file, row)| Told::Negative { file, row, rows: seen.negatives }));
        for charge in Charge::ALL.into_iter().filter(|charge| *charge != Charge::Usage) {
            let rows = self.totals.iter().filter(|total| total.charge == charge).map(|total| total.rows).sum();
            told.extend((rows > 0).then_some(Told::Apart { charge, rows }));
        }
        told.extend((seen.rounded > 0).then_some(Told::Rounded { rows: seen.rounded }));
        told.extend((seen.nameless > 0).then_some(Told::Nameless { rows: seen.nameless }));
        told
    }
}

impl Month {
    /// Whether its charges go from its first to its last day. An end is the moment behind the charge; where only days are given,
    /// the last day of the month may be meant to be in it.
    fn covered(&self, month: Date) -> Covered {
        let span = self.short.or(self.long);
        let of = |span: Span| (span.from, span.to);
        let covers = |span: Span| {
            let (first, after) = month.month_days()?;
            let last = after.yesterday().ok()?;
            let to_the_end = span.to >= after.at(0, 0, 0, 0) || (span.day && span.to.date() == last);
            Some(span.from <= first.at(0, 0, 0, 0) && to_the_end)
        };
        Covered {
            month,
            from_to: span.map_or((DateTime::ZERO, DateTime::ZERO), of),
            complete: span.and_then(covers).unwrap_or(false),
            rows: self.rows,
        }
    }
}

/// A name without the spaces around it; nothing where the bill says nothing.
fn name(cell: &[u8]) -> &[u8] {
    if cell::is_null(cell) { b"" } else { cell.trim_ascii() }
}

fn charge(cell: &[u8]) -> Result<Charge, String> {
    let found = Charge::ALL.into_iter().find(|charge| charge.id().as_bytes() == cell);
    let kind = || Charge::ALL.into_iter().find(|charge| cell.trim_ascii().eq_ignore_ascii_case(charge.id().as_bytes()));
    found.or_else(kind).ok_or_else(|| {
        let shown = cell::shown(&String::from_utf8_lossy(cell));
        format!("is no kind of charge: {shown}; expected {}", Charge::ALL.map(Charge::id).join(", "))
    })
}

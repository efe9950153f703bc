//! A plain CSV: a row for each thing that is bought, with columns in any order.

use super::columns::{Column, Columns};
use super::document::Document;
use super::draft::{Draft, Found};
use super::number::{Figure, Point};
use super::records::{Record, part_of, records};
use super::total::listed;
use crate::amount::{Decimal, Number};
use crate::catalog::USD;
use crate::text::meant;
use std::ops::Range;

/// The columns with numbers in them.
const FIGURES: [Column; 4] = [Column::Quantity, Column::UnitPrice, Column::Month, Column::Upfront];

/// A plain CSV as a draft.
pub(super) fn read(document: &Document) -> Option<Draft> {
    let part = part_of(document.text());
    let rows = records(document, part);
    let (header, rows) = rows.split_first()?;
    let columns = Columns::of(header, document);
    document.keeps_rows(columns.as_ref().map_or(0..0, |_| header.span.end..document.text().len()));
    let columns = columns?;
    let rows: Vec<&Record> = rows.iter().filter(|row| row.fits(columns.count)).collect();
    let point = point(&columns, &rows, part);
    if point.is_none() {
        document.keeps_rows(0..0);
    }
    let reader = Reader { point: point?, columns, document };
    let mut draft = Draft { currency: reader.currency(&rows, header), ..Draft::default() };
    let (mut sums, mut others) = (Vec::new(), Vec::new());
    for row in rows {
        match reader.row(row, &mut draft) {
            Some(Odd::Sum) => sums.push(format!("row {}", row.line)),
            Some(Odd::Product) => others.push(format!("row {}", row.line)),
            None => {}
        }
    }
    let unread = reader.columns.unread.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>();
    let told = [
        ("Columns that are not read", unread),
        ("Sums of rows above them, which are not counted again", sums),
        ("Quantity × unit price is not the month's figure, which counts", others),
    ];
    let told = told.into_iter().filter(|(_, which)| !which.is_empty());
    draft.remarks.extend(told.map(|(what, which)| format!("{what}: {}", listed(which.into_iter()))));
    Some(draft)
}

/// What is odd about a row.
enum Odd {
    /// It is the sum of some rows above it.
    Sum,
    /// Its quantity and unit price make another figure than its month.
    Product,
}

struct Reader<'a> {
    columns: Columns,
    document: &'a Document,
    point: Point,
}

/// What parts decimals in a file: a point where commas part cells, else what its own numbers say, all of them.
fn point(columns: &Columns, rows: &[&Record], part: u8) -> Option<Point> {
    if part == b',' {
        return Some(Point::Dot);
    }
    let places = FIGURES.into_iter().filter_map(|column| columns.place(column)).collect::<Vec<_>>();
    let cells = rows.iter().flat_map(|row| places.iter().map(move |at| (*row, *at)));
    let figures = cells.filter_map(|(row, at)| Some((row, at, Figure::of(row.raw(at))?)));
    let (mut said, mut open, mut sound) = (None, Vec::new(), true);
    for (row, at, figure) in figures {
        match (figure.point(), said) {
            (Some(point), None) => said = Some(point),
            (Some(point), Some(before)) if point != before => {
                let label = "other numbers of this file have another sign there: expected one for all of them";
                row.fault(at, columns.name(at), "a number with another decimal point", label);
                sound = false;
            }
            (None, _) if row.raw(at).contains(['.', ',']) => open.push((row, at)),
            _ => {}
        }
    }
    if let (None, Some((row, at))) = (said, open.first()) {
        let label = "three digits behind it may be thousands or decimals: write 1250 or 1.25, or part cells by commas";
        row.fault(*at, columns.name(*at), "a number that may mean two things", label);
        return None;
    }
    sound.then_some(said.unwrap_or(Point::Dot))
}

impl Reader<'_> {
    /// The one currency of the file: of its column, beside its numbers, or in the names of its columns.
    fn currency(&self, rows: &[&Record], header: &Record) -> Option<(String, Range<usize>)> {
        let of_header = self.columns.currency.clone().map(|(code, at)| (code, header.cell(at)));
        let (mut said, mut mixed) = (of_header, 0);
        for row in rows {
            for (code, at) in self.currencies(row) {
                match &said {
                    None => said = Some((code, row.cell(at))),
                    Some((before, _)) if *before != code => {
                        let label = format!("expected {before}, as above: one file is in one currency");
                        row.fault(at, &self.column_at(at), &format!("this is in {code}"), label);
                        mixed += 1;
                    }
                    Some(_) => {}
                }
            }
        }
        said.filter(|_| mixed == 0)
    }

    fn column_at(&self, at: usize) -> String {
        self.columns.name(at).to_owned()
    }

    /// The currencies that a row says, each with its column.
    fn currencies(&self, row: &Record) -> Vec<(String, usize)> {
        let own = self.columns.place(Column::Currency).filter(|at| !row.raw(*at).is_empty());
        let own = own.map(|at| (crate::text::clean(&row.raw(at).to_uppercase()), at));
        let places =
            FIGURES.into_iter().filter(|column| *column != Column::Quantity).filter_map(|c| self.columns.place(c));
        let beside = places.filter_map(|at| Some((Figure::of(row.raw(at))?.currency?, at)));
        // A dollar sign beside another dollar says nothing of which it is.
        let dollar = |code: &str| code == USD && own.as_ref().is_some_and(|(own, _)| own.ends_with('D'));
        let beside: Vec<(String, usize)> = beside.filter(|(code, _)| !dollar(code)).collect();
        own.clone().into_iter().chain(beside).collect()
    }

    fn row(&self, row: &Record, draft: &mut Draft) -> Option<Odd> {
        // The CSV of a quote keeps spreadsheets from running what begins as a formula does.
        let text = |column: Column| row.text(self.columns.place(column)).map(|text| meant(&text).to_owned());
        let number = |column: Column| self.number(row, column);
        let (quantity, unit_price) = (number(Column::Quantity), number(Column::UnitPrice));
        let (month, upfront) = (number(Column::Month), number(Column::Upfront));
        let amount = month.or_else(|| self.made_of(row, quantity, unit_price));
        let item = text(Column::Item);
        if item.as_deref().is_some_and(is_total) {
            draft.stated.month = amount.or(draft.stated.month);
            draft.stated.upfront = upfront.or(draft.stated.upfront);
            draft.stated.line = Some(row.line);
            return None;
        }
        let Some(item) = item else {
            let at = self.columns.place(Column::Item).unwrap_or_default();
            row.fault(at, self.columns.name(at), "nothing stands here", "expected what it is called");
            return None;
        };
        if matches!(item.to_lowercase().as_str(), "subtotal" | "sub-total" | "sub total") {
            return Some(Odd::Sum);
        }
        // Of a printed amount no unit price is made up.
        let unit_price = unit_price.filter(|_| self.is_unit_price());
        let odd = quantity.zip(unit_price).zip(month).is_some_and(|((q, p), month)| q.times(p) != Ok(month));
        let service = text(Column::Service).unwrap_or_default();
        draft.found.push(Found {
            short: item.clone(),
            service: format!("{item} {service}"),
            category: text(Column::Category),
            quantity,
            unit: text(Column::Unit),
            unit_price: unit_price.filter(|_| !odd),
            amount,
            upfront: upfront.unwrap_or_default(),
            group: text(Column::Group),
            region: text(Column::Region),
            note: text(Column::Note),
            place: format!("row {}", row.line),
            span: row.span.clone(),
            item,
            ..Found::default()
        });
        odd.then_some(Odd::Product)
    }

    /// Without a quantity and beside no month, a price is the month's.
    fn is_unit_price(&self) -> bool {
        self.columns.place(Column::Quantity).is_some() || self.columns.place(Column::Month).is_some()
    }

    fn made_of(&self, row: &Record, quantity: Option<Decimal>, unit_price: Option<Decimal>) -> Option<Decimal> {
        let (quantity, price) =
            if self.is_unit_price() { (quantity?, unit_price?) } else { (Decimal::ONE, unit_price?) };
        let product = quantity.times(price);
        if let Err(overflow) = product {
            let title = format!("row {}: quantity × unit price can't be held exactly", row.line);
            self.document.fault(row.span.clone(), title, overflow.to_string());
        }
        product.ok()
    }

    fn number(&self, row: &Record, column: Column) -> Option<Decimal> {
        let at = self.columns.place(column)?;
        let figure = Figure::of(row.raw(at))?;
        match figure.number(self.point) {
            Ok(number) => Some(number),
            Err(bad) => {
                row.fault(at, self.columns.name(at), "this is no number", bad.to_string());
                None
            }
        }
    }
}

/// Whether a row is the sum of those above it.
fn is_total(item: &str) -> bool {
    let word = item.trim().trim_end_matches(':').to_lowercase();
    matches!(word.as_str(), "total" | "sum" | "grand total" | "total cost" | "monthly total")
}

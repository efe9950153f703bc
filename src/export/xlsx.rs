//! A workbook with live formulas: inputs, quantities, bill, economics, months and sources, so that others can reckon on.
//!
//! Figures that a formula works out carry what the engine has for them, which programs show that don't calculate. Numbers
//! are binary floats, as in every workbook: right to far below a cent. The bytes depend on nothing but the session, the
//! catalog and the day.

mod bill;
mod economics;
mod factors;
mod formula;
mod inputs;
mod levers;
mod look;
mod matter;
mod months;
mod page;
mod places;
mod quantities;
mod range;
mod sources;
mod summary;
mod tiers;

use super::{CannotExport, Subject};
use crate::date::Date;
use crate::text::clean;
use factors::Factor;
use matter::Matter;
use page::{At, Page};
use places::{BILL, BUFFER, COST, HOURS};
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, XlsxError};

/// The bytes of the workbook.
pub(super) fn xlsx(subject: &Subject) -> Result<Vec<u8>, CannotExport> {
    let matter = Matter::of(subject)?;
    written(&matter).map_err(|error| CannotExport::Workbook(error.to_string()))
}

fn written(matter: &Matter) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let properties = DocProperties::new().set_title(clean(&matter.session.name)).set_author("costtui");
    book.set_properties(&properties.set_creation_datetime(&midnight(matter.today)?));
    let has_levers = matter.acting.iter().any(|acting| !acting.is_empty());
    let has_tiers = (0..matter.quote.lines.len()).any(|line| !matter.places.tiers_of(line).is_empty());
    let pages: [Option<Page>; 10] = [
        Some(summary::page(matter)),
        Some(inputs::page(matter)),
        Some(bill::page(matter)),
        Some(economics::page(matter)),
        Some(months::page(matter)),
        Some(quantities::page(matter)),
        has_levers.then(|| levers::page(matter)),
        has_tiers.then(|| tiers::page(matter)),
        Some(range::page(matter)),
        Some(sources::page(matter)),
    ];
    for page in pages.into_iter().flatten() {
        book.push_worksheet(page.done()?);
    }
    for (name, cell) in names(matter) {
        book.define_name(name, &format!("={}", cell.fixed()))?;
    }
    book.save_to_buffer()
}

/// The cells that have a name.
fn names<'m>(matter: &'m Matter) -> Vec<(&'m str, At)> {
    let places = &matter.places;
    let drivers = matter.catalog.sliders.len() + matter.catalog.drivers.len();
    let mut names: Vec<(&str, At)> =
        (0..drivers).filter_map(|index| Some((places.name(index)?, places.driver(index)))).collect();
    let total = |column| At { sheet: BILL, column, row: bill::total_row(matter) };
    let [low, cost, high] = COST;
    names.extend(places.factors.iter().flat_map(Factor::names));
    names.extend([(BUFFER, places.buffer()), (HOURS, places.hours())]);
    names.extend([(low, total(bill::MONTH + 1)), (cost, total(bill::MONTH)), (high, total(bill::MONTH + 2))]);
    names
}

/// The begin of a day; that of the year or month where no day is given.
fn midnight(day: Date) -> Result<ExcelDateTime, XlsxError> {
    let (year, month, day) = day.begins_on();
    ExcelDateTime::from_ymd(year, month, day)
}

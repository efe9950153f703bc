//! Currencies: what one unit of money was worth in US dollars, and when.

use super::card::read_date;
use crate::amount::Decimal;
use crate::date::Date;
use crate::faults::Named;
use crate::table::Table;

/// A currency other than the US dollar.
#[derive(Clone, Debug)]
pub struct Currency {
    /// Its ISO 4217 code.
    pub id: String,
    /// What it was worth; never empty in a sound catalog.
    pub rates: Vec<ExchangeRate>,
}

/// What one unit of a currency was worth on a day.
#[derive(Clone, Debug)]
pub struct ExchangeRate {
    /// When.
    pub as_of: Date,
    /// In US dollars.
    pub usd: Decimal,
    /// Where that was read.
    pub source: String,
}

/// The currency that everything is shown in.
pub const USD: &str = "USD";

impl Currency {
    /// The rate that prices are converted at: the latest.
    pub fn latest(&self) -> Option<&ExchangeRate> {
        self.rates.iter().max_by_key(|rate| rate.as_of)
    }

    /// Reads one `[[currency]]`.
    pub(super) fn read(table: &Table) -> (Named, Self) {
        let id = table.need_text("id");
        let code = id.text.len() == 3 && id.text.chars().all(|c| c.is_ascii_uppercase());
        if !id.text.is_empty() && (!code || id.text == USD) {
            let label = "expected the three letters of another currency than USD, such as \"EUR\"";
            table.fault(id.place.clone(), format!("`{}` is no currency to convert", id.text), label);
        }
        let rates = table.all_tables("rates");
        if rates.is_empty() {
            let label = "expected `rates = [{ as_of = \"2026-10-28\", usd = \"1.1133\", source = \"…\" }]`";
            table.fault(id.place.clone(), format!("nobody knows what {} is worth", id.text), label);
        }
        let currency = Currency { id: id.text.clone(), rates: rates.iter().filter_map(ExchangeRate::read).collect() };
        table.finish();
        (id, currency)
    }
}

impl ExchangeRate {
    /// Reads one of `rates`; none where it has no date, with a fault.
    fn read(table: &Table) -> Option<Self> {
        let usd = table.need("usd", "a quoted decimal", Table::decimal);
        if let Some(place) = table.place_of("usd").filter(|_| usd.is_some_and(|usd| usd.is_zero())) {
            table.fault(place, "money that is worth nothing", "`usd` has to be above 0");
        }
        let source = table.need_text("source").text;
        let as_of = table.need("as_of", "a date", |table, _| read_date(table));
        table.finish();
        Some(ExchangeRate { as_of: as_of?, usd: usd.unwrap_or_default(), source })
    }
}

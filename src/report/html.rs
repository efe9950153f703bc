//! A quote as a page: what is priced, the bill, and what it means.

use super::page::{self, Row, Table, Width};
use super::{facts, rows};
use crate::catalog::Catalog;
use crate::engine::Quote;
use crate::scenario::Scenario;
use crate::text::clean;
use maud::html;

pub(super) fn write(catalog: &Catalog, scenario: &Scenario, quote: &Quote) -> String {
    let title = rows::title(catalog, scenario, quote);
    let body = html! {
        h1 { (clean(&title)) }
        p.terms { (clean(&rows::terms(catalog, scenario, quote))) }
        h2 { "The bill" }
        (page::table(&bill(scenario, quote)))
        h2 { "What it means" }
        (page::facts(&facts::facts(catalog, scenario, quote)))
    };
    page::page(&title, Width::Prose, &body)
}

fn bill(scenario: &Scenario, quote: &Quote) -> Table {
    let mut rows: Vec<Row> =
        rows::bill(scenario, quote).into_iter().map(|cells| Row { cells: cells.into(), ..Row::default() }).collect();
    rows.iter_mut().last().into_iter().for_each(|row| row.total = true);
    let columns = rows::COLUMNS.map(|(name, figures)| (name.to_owned(), figures)).into();
    Table { caption: "The bill of a month".to_owned(), columns, rows, empty: String::new() }
}

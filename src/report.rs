//! A quote for scripts, spreadsheets, pages and terminals: one function, a format each.

mod against;
mod audit;
pub mod bill;
mod calculate;
pub mod calibrate;
pub mod cards;
pub mod compare;
pub(crate) mod csv;
pub mod facts;
pub mod heat;
pub mod import;
mod flags;
mod forecast;
mod html;
mod json;
pub mod levers;
pub mod markdown;
pub mod measure;
mod notes;
pub mod optimise;
pub mod page;
mod roadmap;
pub mod rows;
pub mod rules;
pub mod seek;
pub mod sensitivity;
pub mod sheet;
pub mod sweep;
pub mod simulate;
mod summary;
mod text;

pub use against::{CAVEAT, against};
pub use audit::{AuditPart, audit, inside};
pub use calculate::{calculate, input_as_read, outcome_agrees};
pub use flags::{command, flags};
pub use forecast::forecast;
pub use notes::{notes, terms};
pub use roadmap::{credit, roadmap, stage_lines};

pub use import::lines as estimate_lines;
pub use summary::{Summary, default_revenue, nobody_chose, summary};

pub use rows::title;
pub use text::line as aligned;

use crate::catalog::Catalog;
use crate::engine::Quote;
use crate::scenario::Scenario;

/// What a quote is written as.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    /// An aligned table for a terminal.
    #[default]
    Text,
    /// Every figure, exact: the contract of scripts.
    Json,
    /// A row for each line, for spreadsheets.
    Csv,
    /// A table for a page or a pull request.
    Markdown,
    /// A page for a browser, with nothing in it from elsewhere.
    Html,
}

/// A quote in a format, with its last line end.
pub fn write(format: Format, catalog: &Catalog, scenario: &Scenario, quote: &Quote) -> String {
    write_within(format, None, catalog, scenario, quote)
}

/// The same for a terminal of so many columns, where it is for one: what is long there is cut only where it has to be.
pub fn write_within(
    format: Format,
    columns: Option<usize>,
    catalog: &Catalog,
    scenario: &Scenario,
    quote: &Quote,
) -> String {
    match format {
        Format::Text => text::write(columns, catalog, scenario, quote),
        Format::Json => json::write(catalog, scenario, quote),
        Format::Csv => csv::write(scenario, quote),
        Format::Markdown => markdown::write(catalog, scenario, quote),
        Format::Html => html::write(catalog, scenario, quote),
    }
}

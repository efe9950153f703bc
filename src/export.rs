//! What leaves the program: a session as a file that others can use, with the figures of the screen.

mod chart;
mod document;
mod focus;
mod html;
mod infracost;
mod markdown;
mod opencost;
mod tables;
mod xlsx;

use document::guesses;
pub use document::{Ahead, Document, Section};
pub use tables::tables;

use crate::catalog::Catalog;
use crate::date::Date;
use crate::engine;
use crate::report;
use crate::session::Session;
use crate::text::clean_prose;
use std::path::Path;

/// What a session is exported as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    /// The session itself, to be opened elsewhere.
    Toml,
    /// Every figure, exact: the contract of scripts.
    Json,
    /// A row for each line of the bill, for spreadsheets.
    Csv,
    /// A report for a pull request or a document.
    Markdown,
    /// A page for a browser, with pictures.
    Html,
    /// A workbook with live formulas.
    Xlsx,
    /// The months ahead as a bill of FOCUS.
    Focus,
    /// What the plan counts, as usage for Infracost.
    InfracostUsage,
    /// The prices of its card, for OpenCost.
    #[value(name = "opencost")]
    OpenCost,
}

/// Why a session can't be written as something.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CannotExport {
    /// The catalog is empty.
    #[error("there is no plan to export")]
    NoPlan,
    /// Part of it can't be held.
    #[error("a figure needs more than 28 digits, and is not exported rounded: lower a slider, a price or a quantity")]
    TooLarge,
    /// It has the prices of a document, which are none of a vCPU or a GB.
    #[error(
        "prices for OpenCost are those of a card, and this scenario has those of its document: choose a card, such as --card aws"
    )]
    NoCard,
    /// Its card has no machine.
    #[error(
        "prices for OpenCost are parted from those of a machine, and none of known vCPU and memory is on {0}: choose another --card"
    )]
    NoMachine(String),
    /// There are no months to look ahead.
    #[error("no month can be told: {0}")]
    NoMonths(String),
    /// It has more rows than a workbook.
    #[error("no workbook can be written of it: {0}")]
    Workbook(String),
}

/// The name of a session that nobody named: flags alone made it.
pub const UNNAMED: &str = "scenario";

/// What is exported.
#[derive(Clone, Copy)]
pub struct Subject<'a> {
    /// What is known.
    pub catalog: &'a Catalog,
    /// What was chosen, with its baseline and notes.
    pub session: &'a Session,
    /// The day, which tells what prices are old.
    pub today: Date,
}

impl Format {
    /// All of them, in the order of the chooser.
    pub const ALL: [Format; 9] = [
        Format::Toml,
        Format::Json,
        Format::Csv,
        Format::Markdown,
        Format::Html,
        Format::Xlsx,
        Format::Focus,
        Format::InfracostUsage,
        Format::OpenCost,
    ];

    /// What it is called.
    pub fn name(self) -> &'static str {
        match self {
            Format::Toml => "Session",
            Format::Json => "JSON",
            Format::Csv => "CSV",
            Format::Markdown => "Report, Markdown",
            Format::Html => "Report, page",
            Format::Xlsx => "Workbook",
            Format::Focus => "FOCUS",
            Format::InfracostUsage => "Infracost usage",
            Format::OpenCost => "OpenCost prices",
        }
    }

    /// How the name of its file ends.
    pub fn extension(self) -> &'static str {
        match self {
            Format::Toml => "toml",
            Format::Json => "json",
            Format::Csv => "csv",
            Format::Markdown => "md",
            Format::Html => "html",
            Format::Xlsx => "xlsx",
            Format::Focus => "focus.csv",
            Format::InfracostUsage => "infracost-usage.yml",
            Format::OpenCost => "opencost.json",
        }
    }

    /// What it is, for who chooses.
    pub fn about(self) -> &'static str {
        match self {
            Format::Toml => "the session itself, to open elsewhere",
            Format::Json => "every figure, exact, for scripts",
            Format::Csv => "a row for each line of the bill",
            Format::Markdown => "a report, to paste into a pull request",
            Format::Html => "a page with pictures, for a browser and for print",
            Format::Xlsx => "a workbook with live formulas",
            Format::Focus => "the months ahead as a FOCUS bill",
            Format::InfracostUsage => "what it counts, as usage for Infracost",
            Format::OpenCost => "the prices of its card, for OpenCost",
        }
    }

    /// The format that the name of a file asks for: of several the one with the longest ending, which may be all of it.
    pub fn of_path(path: &Path) -> Option<Format> {
        let name = path.file_name()?.to_string_lossy().to_lowercase();
        let fits = |format: &Format| {
            let ending = format.extension();
            name.ends_with(&format!(".{ending}")) || (name == ending && ending.contains('.'))
        };
        Format::ALL.into_iter().filter(fits).max_by_key(|format| format.extension().len())
    }
}

/// The bytes of the file, or why there are none. What is text is without what acts.
pub fn export(format: Format, subject: &Subject) -> Result<Vec<u8>, CannotExport> {
    let scenario = subject.session.scenario();
    let quote = || engine::quote(subject.catalog, scenario);
    let written = |format| report::write(format, subject.catalog, scenario, &quote());
    let text = match format {
        Format::Xlsx => return xlsx::xlsx(subject),
        Format::Toml => subject.session.to_toml(),
        Format::Json => written(report::Format::Json),
        Format::Csv => written(report::Format::Csv),
        Format::Markdown => markdown::write(&Document::of(subject)),
        Format::Html => html::write(&Document::of(subject)),
        Format::Focus => focus::focus(subject)?,
        Format::InfracostUsage => infracost::usage_file(subject)?,
        Format::OpenCost => opencost::price_file(subject)?,
    };
    Ok(clean_prose(&text).into_bytes())
}

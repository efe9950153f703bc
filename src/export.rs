//! What leaves the program: a session as a file that others can use, with the figures of the screen.

mod chart;
mod document;
mod html;
mod markdown;
mod tables;

pub use document::{Ahead, Document, Section};
pub use tables::tables;

use crate::catalog::Catalog;
use crate::date::Date;
use crate::engine;
use crate::report;
use crate::session::Session;
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
    pub const ALL: [Format; 5] = [Format::Toml, Format::Json, Format::Csv, Format::Markdown, Format::Html];

    /// What it is called.
    pub fn name(self) -> &'static str {
        match self {
            Format::Toml => "Session",
            Format::Json => "JSON",
            Format::Csv => "CSV",
            Format::Markdown => "Report, Markdown",
            Format::Html => "Report, page",
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
        }
    }

    /// The format that the name of a file asks for.
    pub fn of_path(path: &Path) -> Option<Format> {
        let name = path.file_name()?.to_string_lossy().to_lowercase();
        let fits = |format: &Format| name.ends_with(&format!(".{}", format.extension()));
        Format::ALL.into_iter().find(fits)
    }
}

/// The bytes of the file.
pub fn export(format: Format, subject: &Subject) -> Vec<u8> {
    let scenario = subject.session.scenario();
    let quote = || engine::quote(subject.catalog, scenario);
    let written = |format| report::write(format, subject.catalog, scenario, &quote());
    match format {
        Format::Toml => subject.session.to_toml().into_bytes(),
        Format::Json => written(report::Format::Json).into_bytes(),
        Format::Csv => written(report::Format::Csv).into_bytes(),
        Format::Markdown => markdown::write(&Document::of(subject)).into_bytes(),
        Format::Html => html::write(&Document::of(subject)).into_bytes(),
    }
}

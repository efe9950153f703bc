//! What comes in: estimates of other programs, made into plans that the sliders move, and bills, added up.

pub mod bill;
mod calculator_csv;
mod calculator_json;
mod choices;
mod columns;
mod cut;
mod document;
mod draft;
mod follow;
mod infracost;
mod infracost_cli;
mod json;
mod kind;
mod number;
pub mod own;
mod plain;
mod plan;
mod records;
mod total;

pub use choices::Choices;
pub use document::Refused;
pub use follow::{NOTHING, Rule, Unmatched};
pub use kind::{Kind, kind_of};
pub use plan::plan;
pub use total::is_told;

use crate::amount::{Decimal, Number, Overflow};
use crate::catalog::{Catalog, ExchangeRate};
use crate::date::Date;
use crate::disk;
use document::Document;
use std::io::{self, Read};
use std::path::Path;

/// A file larger than this is refused before it is read: 64 MiB.
pub const LARGEST: usize = 64 << 20;

/// Bytes that tell what a file is.
const HEAD: u64 = 64 << 10;

/// An estimate of another program, in US dollars.
#[derive(Clone, Debug)]
pub struct Estimate {
    /// What it was read as.
    pub kind: Kind,
    /// The file, by the name it was read under; places are lines of it.
    pub file: String,
    /// What it calls itself, else its file's name.
    pub title: String,
    /// The currency of the file, as its three letters.
    pub currency: String,
    /// What that was converted at; none for US dollars.
    pub exchange: Option<ExchangeRate>,
    /// The day it was made, where it says so.
    pub as_of: Option<Date>,
    /// The totals that it prints.
    pub stated: Stated,
    /// What it is made of, in the order of the file; none of it below zero.
    pub items: Vec<Item>,
    /// What to know about it: differences, credits, what has no price.
    pub remarks: Vec<String>,
}

/// The totals that a file prints, in US dollars.
#[derive(Clone, Debug, Default)]
pub struct Stated {
    /// Of a month.
    pub month: Option<Decimal>,
    /// Paid once, ahead.
    pub upfront: Option<Decimal>,
    /// Of the first twelve months, with what is paid ahead.
    pub year: Option<Decimal>,
    /// The line of the file that says so.
    pub line: Option<usize>,
}

/// One thing that an estimate prices.
#[derive(Clone, Debug)]
pub struct Item {
    /// Its name in the plan: lower-case letters, digits, `-` and `_`, once in the estimate.
    pub id: String,
    /// Its name.
    pub item: String,
    /// A category of the catalog.
    pub category: String,
    /// How many, where the file says so.
    pub quantity: Option<Decimal>,
    /// What is counted.
    pub unit: Option<String>,
    /// What one costs a month, where the file says so.
    pub unit_price: Option<Decimal>,
    /// What it costs a month.
    pub amount: Decimal,
    /// What is paid once, ahead.
    pub upfront: Decimal,
    /// The file's own heading over it: a project, a group.
    pub group: Option<String>,
    /// Where it runs.
    pub region: Option<String>,
    /// What exactly is bought, in the file's words.
    pub spec: Option<String>,
    /// A remark.
    pub note: Option<String>,
    /// Where it stands: `row 8`, or a path such as `projects[0].breakdown.resources[2]`.
    pub place: String,
    /// The line of the file.
    pub line: usize,
    /// Whether the file knows a price of it; what has none is in no total and in no plan.
    pub priced: bool,
    /// What makes more of it.
    pub follows: Follow,
    /// Why it follows that: the word that it was guessed by, or that it was chosen.
    pub because: String,
}

/// What makes more of an item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Follow {
    /// Nothing: it costs the same whatever the sliders say.
    Nothing,
    /// A slider or driver of the catalog, by its id.
    Of(String),
}

impl Follow {
    /// Its name on the command line.
    pub fn id(&self) -> &str {
        match self {
            Follow::Nothing => NOTHING,
            Follow::Of(driver) => driver,
        }
    }
}

/// Why a file is not imported.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// It can't be read, or is larger than [`LARGEST`].
    #[error("{0}{advice}", advice = advice(.0))]
    Read(io::Error),
    /// It is a bill, which is read by other means.
    #[error("this is a bill, not an estimate: `costtui bill` reads bills")]
    Bill,
    /// It is nothing that is known; says what would be.
    #[error("{0}")]
    Unknown(String),
    /// What is wrong with it, at its places.
    #[error("{0}")]
    Wrong(Refused),
}

/// What to do about a file that can't be read.
fn advice(error: &io::Error) -> &'static str {
    match error.kind() {
        io::ErrorKind::NotFound => "; is its path right?",
        io::ErrorKind::FileTooLarge => ", and an estimate is smaller: is it one?",
        io::ErrorKind::InvalidInput => ": name a file, such as estimate.json; what a pipe brings is saved as one first",
        _ => "",
    }
}

/// Whether a file is an estimate or a bill, by how it begins.
pub fn is_known(path: &Path) -> bool {
    head(path).is_ok_and(|head| kind_of(&head).is_some())
}

/// The whole lines that a file begins with; of one that is no file none.
fn head(path: &Path) -> io::Result<Vec<u8>> {
    let mut head = Vec::new();
    if let Ok(file) = disk::open_regular(path) {
        file.take(HEAD).read_to_end(&mut head)?;
    }
    if head.len() as u64 == HEAD {
        head.truncate(head.iter().rposition(|byte| *byte == b'\n').map_or(head.len(), |end| end + 1));
    }
    Ok(head)
}

/// An estimate in a file. That it is a bill is told by its beginning, however large it is.
pub fn read(path: &Path, catalog: &Catalog) -> Result<Estimate, ImportError> {
    if kind_of(&head(path).map_err(ImportError::Read)?) == Some(Kind::Bill) {
        return Err(ImportError::Bill);
    }
    let bytes = disk::read(path, LARGEST).map_err(ImportError::Read)?;
    estimate(&path.display().to_string(), bytes, catalog)
}

/// An estimate in the bytes of a file of this name: all of it, or everything that is wrong with it.
pub fn estimate(name: &str, bytes: Vec<u8>, catalog: &Catalog) -> Result<Estimate, ImportError> {
    let kind = kind_of(&bytes);
    if kind == Some(Kind::Bill) {
        return Err(ImportError::Bill);
    }
    let document = Document::of(name, kind::text_of(name, bytes)?);
    let read = match kind {
        Some(Kind::Infracost) => infracost::read,
        Some(Kind::InfracostCli) => infracost_cli::read,
        Some(Kind::CalculatorCsv) => calculator_csv::read,
        Some(Kind::CalculatorJson) => calculator_json::read,
        Some(Kind::Csv) => plain::read,
        Some(Kind::Bill) | None => {
            kind::refuse(&document);
            return Err(ImportError::Wrong(document.refused()));
        }
    };
    let draft = read(&document);
    let kind = kind.expect("only what is known is read");
    let estimate = draft.and_then(|draft| draft.estimate(kind, name, &document, catalog));
    match estimate {
        Some(estimate) if document.is_sound() => Ok(estimate),
        _ => Err(ImportError::Wrong(document.refused())),
    }
}

impl Estimate {
    /// What a month of its items costs, added up in their order.
    pub fn total(&self) -> Result<Decimal, Overflow> {
        self.items.iter().try_fold(Decimal::ZERO, |sum, item| sum.plus(item.amount))
    }

    /// What its items ask for once, ahead.
    pub fn upfront(&self) -> Result<Decimal, Overflow> {
        self.items.iter().try_fold(Decimal::ZERO, |sum, item| sum.plus(item.upfront))
    }

    /// The items that become lines of a plan.
    pub fn lines(&self) -> impl Iterator<Item = &Item> {
        self.items.iter().filter(|item| item.priced)
    }
}

//! Which columns of a FOCUS file are read, by the names of all its versions.

use super::Cost;
use crate::text::{clean, nearest};

/// What is read of a row. A file of another version calls some of it otherwise.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    Cost,
    Currency,
    Start,
    End,
    Billing,
    Category,
    Service,
    Provider,
    Charge,
}

/// How many parts there are.
pub(super) const PARTS: usize = 9;

/// Columns that a header may have: FOCUS has some sixty, and providers add as many of their own.
const MOST_COLUMNS: usize = 1_000;

/// The cells of a row, by [`Part`].
pub(super) type Cells<'a> = [&'a [u8]; PARTS];

impl Part {
    const ALL: [Part; PARTS] = [
        Part::Cost,
        Part::Currency,
        Part::Start,
        Part::End,
        Part::Billing,
        Part::Category,
        Part::Service,
        Part::Provider,
        Part::Charge,
    ];

    /// Its columns in the versions of FOCUS, the first that is there counts. `ProviderName` and `PublisherName` are of 1.0 to
    /// 1.2, deprecated in 1.3 and gone from 1.4, which has the other two.
    pub(super) fn names(self, cost: Cost) -> &'static [&'static str] {
        match self {
            Part::Cost => cost.columns(),
            Part::Currency => &["BillingCurrency"],
            Part::Start => &["ChargePeriodStart"],
            Part::End => &["ChargePeriodEnd"],
            Part::Billing => &["BillingPeriodStart"],
            Part::Category => &["ServiceCategory"],
            Part::Service => &["ServiceName"],
            Part::Provider => &["ServiceProviderName", "ProviderName", "HostProviderName", "PublisherName"],
            Part::Charge => &["ChargeCategory"],
        }
    }

    /// Whether it is read for this cost.
    fn is_read(self, cost: Cost) -> bool {
        self != Part::Billing || cost == Cost::Billed
    }
}

/// Where the parts stand in a file.
#[derive(Clone, Debug)]
pub(super) struct Columns {
    /// Of each column the part that it is, by the place of the column.
    pub parts: Vec<Option<Part>>,
    /// The name of the column of each part; empty where it is not read.
    pub names: [String; PARTS],
}

impl Columns {
    /// Finds the parts among the names of a header, or says which are missing. Case is no matter.
    pub(super) fn of(header: &[String], cost: Cost) -> Result<Self, Vec<String>> {
        if header.len() > MOST_COLUMNS {
            return Err(vec![format!("the header has {} columns; expected at most {MOST_COLUMNS}", header.len())]);
        }
        let mut columns = Columns { parts: vec![None; header.len()], names: Default::default() };
        let mut wrong = Vec::new();
        for part in Part::ALL.into_iter().filter(|part| part.is_read(cost)) {
            let named = |name: &&&str| header.iter().position(|column| column.trim().eq_ignore_ascii_case(name));
            match part.names(cost).iter().find_map(|name| named(&name)) {
                Some(at) => {
                    let again = header.iter().skip(at + 1).any(|other| other.eq_ignore_ascii_case(&header[at]));
                    wrong.extend(again.then(|| format!("column {} is there twice", clean(&header[at]))));
                    columns.names[part as usize] = clean(header[at].trim());
                    columns.parts[at] = Some(part);
                }
                None => wrong.push(missing(part, cost, header)),
            }
        }
        if wrong.is_empty() { Ok(columns) } else { Err(wrong) }
    }
}

fn missing(part: Part, cost: Cost, header: &[String]) -> String {
    let names = part.names(cost);
    let or = if names.len() > 1 { format!(" (or {})", names[1..].join(", ")) } else { String::new() };
    let there = |name: &str| header.iter().any(|column| column.trim().eq_ignore_ascii_case(name));
    let other = cost.other();
    if part == Part::Cost && there(other.columns()[0]) {
        let (column, flag) = (other.columns()[0], other.id());
        return format!("column {} is missing; {column} is there: --cost {flag}", names[0]);
    }
    // What is one of the other columns is not this one misspelt.
    let known =
        |column: &str| Part::ALL.iter().flat_map(|part| part.names(cost)).any(|name| name.eq_ignore_ascii_case(column));
    let near = nearest(names[0], header.iter().map(String::as_str).filter(|column| !known(column)));
    let hint = near.first().map(|name| format!("; is it {}?", clean(name))).unwrap_or_default();
    format!("column {}{or} is missing, which every FOCUS file has{hint}", names[0])
}

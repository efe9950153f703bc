//! The columns of a plain CSV: what they are called in any case and order, and which is which.

use super::document::Document;
use super::records::{self, Record};
use crate::text::{clean, did_you_mean};

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Column {
    /// What it is called.
    Item,
    /// Whose service it is.
    Service,
    /// The category.
    Category,
    /// How many.
    Quantity,
    /// What is counted.
    Unit,
    /// What one costs.
    UnitPrice,
    /// What a month costs.
    Month,
    /// What is paid once, ahead.
    Upfront,
    /// The money.
    Currency,
    /// Where it runs.
    Region,
    /// A heading.
    Group,
    /// A remark.
    Note,
}

use Column::*;

/// Names of columns, lower-case words with one space between them; of one column's the first that is there is read.
const NAMES: [(Column, &[&str]); 12] = [
    (
        Item,
        &[
            "item",
            "line",
            "line item",
            "name",
            "resource",
            "resource name",
            "product",
            "what",
            "description",
            "service",
            "service name",
        ],
    ),
    (Service, &["service", "service name", "product", "resource type", "type"]),
    (Category, &["category", "service category", "kind"]),
    (Quantity, &["quantity", "qty", "count", "usage", "units", "number", "how many"]),
    (Unit, &["unit", "unit of measure", "uom", "usage unit"]),
    (
        UnitPrice,
        &["unit price", "price", "rate", "unit cost", "price per unit", "cost per unit", "list price", "price each"],
    ),
    (
        Month,
        &[
            "month",
            "monthly",
            "monthly cost",
            "cost per month",
            "monthly amount",
            "monthly price",
            "monthly total",
            "price per month",
            "per month",
            "a month",
            "expected",
            "cost",
            "amount",
            "total",
            "total cost",
            "subtotal",
        ],
    ),
    (Upfront, &["upfront", "upfront cost", "one time", "setup", "setup fee", "ahead"]),
    (Currency, &["currency", "billing currency"]),
    (Region, &["region", "location"]),
    (Group, &["group", "environment", "project", "section", "account"]),
    (Note, &["note", "notes", "comment", "comments", "remark", "spec", "configuration", "details"]),
];

/// Columns of which two would be two answers to one question.
const ONE: [Column; 4] = [Month, UnitPrice, Quantity, Category];

/// Columns that no two may be called the same.
const ONCE: [Column; 7] = [Item, Month, UnitPrice, Quantity, Upfront, Category, Currency];

/// The columns of a header.
pub(super) struct Columns {
    /// What was found, with its place and its name as the file has it.
    found: Vec<(Column, usize, String)>,
    /// The currency that a name of a column says, such as `Cost (EUR)`.
    pub currency: Option<(String, usize)>,
    /// Those that are not read.
    pub unread: Vec<String>,
    pub count: usize,
}

/// Whether a row names an item and a month, or what a month is made of.
pub(super) fn known(row: &[String]) -> bool {
    let words: Vec<String> = row.iter().map(|cell| parted(cell).0).collect();
    let has = |column: Column| words.iter().any(|word| names(column).contains(&word.as_str()));
    has(Item) && (has(Month) || has(UnitPrice)) || (has(Month) && row.len() > 1) || (has(Item) && row.len() > 1)
}

fn names(column: Column) -> &'static [&'static str] {
    NAMES.iter().find(|(known, _)| *known == column).map_or(&[], |(_, names)| names)
}

/// Lower-case words with one space between them, and the currency that stands at their end.
fn parted(name: &str) -> (String, Option<String>) {
    let signs = name.replace('$', " USD ").replace('€', " EUR ").replace('£', " GBP ");
    let lower = signs.to_lowercase();
    let mut words: Vec<&str> = lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let code = words.last().filter(|word| matches!(**word, "usd" | "eur" | "gbp") && words.len() > 1);
    let code = code.map(|code| code.to_uppercase());
    if code.is_some() {
        words.pop();
    }
    (words.join(" "), code)
}

impl Columns {
    /// Those of a header; faults where one is missing, or two could be one.
    pub(super) fn of(header: &Record, document: &Document) -> Option<Self> {
        let cells: Vec<(String, Option<String>)> = header.cells().map(parted).collect();
        let mut columns = Columns { found: Vec::new(), currency: None, unread: Vec::new(), count: header.len() };
        // The CSV of a quote says what a card's price was converted from: its costs are US dollars.
        let converted = cells.iter().any(|(word, _)| word == "exchange rate");
        for (column, names) in NAMES.into_iter().filter(|(column, _)| *column != Currency || !converted) {
            columns.pick(column, names, &cells, header);
        }
        let free = |at: &usize| !columns.found.iter().any(|(_, other, _)| other == at);
        let unread = (0..cells.len()).filter(free).filter_map(|at| header.text(Some(at)));
        columns.unread = unread.collect();
        columns.currency = columns.priced_in(&cells, header);
        columns.complete(header, document).then_some(columns)
    }

    fn pick(&mut self, column: Column, names: &[&str], cells: &[(String, Option<String>)], header: &Record) {
        let taken = |at: usize, found: &[(Column, usize, String)]| found.iter().any(|(_, other, _)| *other == at);
        let called = |name: &&str| (0..cells.len()).filter(|at| cells[*at].0 == **name).collect::<Vec<_>>();
        let places: Vec<usize> = names.iter().flat_map(called).filter(|at| !taken(*at, &self.found)).collect();
        let Some(&first) = places.first() else { return };
        let exact = cells[first].0 == names[0];
        let twice = |second: &usize| cells[*second].0 == cells[first].0;
        let open = |second: &&usize| (ONE.contains(&column) && !exact) || (ONCE.contains(&column) && twice(second));
        if let Some(&second) = places.get(1).filter(open) {
            let label = match twice(&second) && exact {
                true => format!("`{}` stands here twice: leave the one that counts", header.raw(first)),
                false => format!("`{}` could be it too: call the one that counts `{}`", header.raw(first), names[0]),
            };
            header.fault(second, header.raw(second), &format!("two columns could be the {}", names[0]), label);
        }
        self.found.push((column, first, clean(header.raw(first))));
    }

    /// The one currency of the columns of money.
    fn priced_in(&self, cells: &[(String, Option<String>)], header: &Record) -> Option<(String, usize)> {
        let money = [Month, UnitPrice, Upfront].into_iter().filter_map(|column| self.place(column));
        let mut said = money.filter_map(|at| Some((cells[at].1.clone()?, at)));
        let first = said.next()?;
        if let Some((code, at)) = said.find(|(code, _)| *code != first.0) {
            let label = format!("expected {} as in the others, or a currency in each row", first.0);
            header.fault(at, header.raw(at), &format!("this is in {code}"), label);
        }
        Some(first)
    }

    /// Whether it has an item and a month, or what a month is made of.
    fn complete(&self, header: &Record, document: &Document) -> bool {
        let has = |column: Column| self.place(column).is_some();
        let month = has(Month) || has(UnitPrice);
        let missing =
            [(has(Item), Item, "what it is called"), (month, Month, "what a month costs, or quantity and unit price")];
        for (_, column, what) in missing.into_iter().filter(|(there, ..)| !there) {
            let name = names(column)[0];
            let unread = self.unread.iter().map(String::as_str);
            let near = self.unread.iter().find(|other| near(other, names(column)));
            let hint = match near {
                Some(near) => format!("; did you mean `{name}` by `{near}`?"),
                None if self.unread.is_empty() => String::new(),
                None => {
                    format!("; not read: {}", unread.map(|other| format!("`{other}`")).collect::<Vec<_>>().join(", "))
                }
            };
            document.fault(
                header.span.clone(),
                format!("the column `{name}` is missing"),
                format!("expected `{name}`, {what}{hint}"),
            );
        }
        has(Item) && month
    }

    /// Where a column stands.
    pub(super) fn place(&self, column: Column) -> Option<usize> {
        self.found.iter().find(|(known, ..)| *known == column).map(|(_, at, _)| *at)
    }

    /// What the file calls the column at a place.
    pub(super) fn name(&self, at: usize) -> &str {
        self.found.iter().find(|(_, other, _)| *other == at).map_or("", |(_, _, name)| name)
    }
}

/// Whether a name is nearly one of these.
fn near(name: &str, names: &[&str]) -> bool {
    did_you_mean(&parted(&crate::text::cut(name, 64)).0, names.iter().copied()).starts_with("; did")
}

/// Says what is missing of a text that is no CSV of a kind that is known.
pub(super) fn refuse(document: &Document) {
    let records = records::records(document, records::part_of(document.text()));
    document.keeps_rows(0..0);
    let Some(header) = records.first() else {
        // Rows that can't be cut are told by their own faults.
        if document.is_sound() {
            document.fault(0..0, "there is nothing in this file", "expected a header and rows below it");
        }
        return;
    };
    if Columns::of(header, document).is_some() {
        document.fault(header.span.clone(), "this is no estimate that is known", "expected a header and rows below it");
    }
}

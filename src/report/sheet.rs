//! Sheets: answers that are tables, written by one hand for terminals, scripts, spreadsheets and pages.

mod csv;
mod html;
mod json;
mod markdown;
mod text;

use super::Format;
use crate::amount::{Decimal, Estimate, Number, exact, grouped, money, money_fine, money_range};
use std::borrow::Cow;

/// An answer: what it is about, and its tables.
#[derive(Clone, Debug)]
pub struct Answer {
    /// Its heading.
    pub title: String,
    /// Keys and values for scripts, beside the tables.
    pub facts: Vec<(&'static str, Cell)>,
    /// The tables, most telling first.
    pub sheets: Vec<Sheet>,
}

/// One table.
#[derive(Clone, Debug)]
pub struct Sheet {
    /// Its name for scripts.
    pub id: &'static str,
    /// Its heading.
    pub title: String,
    /// The names of its columns.
    pub columns: Vec<Column>,
    /// Its rows, a cell for each column.
    pub rows: Vec<Vec<Cell>>,
    /// What is said where it has no row.
    pub empty: &'static str,
    /// Whether people see it only where it comes first.
    pub detail: bool,
}

/// A column.
#[derive(Clone, Debug)]
pub struct Column {
    /// Its name for scripts.
    pub id: &'static str,
    /// Its name for people; none where it is for scripts alone.
    pub name: Cow<'static, str>,
    /// How it stands.
    pub look: Look,
}

/// How a column stands where people read it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Look {
    /// To the left.
    Text,
    /// To the right.
    Figure,
    /// A sentence on a line of its own.
    Below,
    /// Nowhere: for scripts.
    Hidden,
}

/// A cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cell {
    /// Nothing: undefined, or not there.
    None,
    /// Words.
    Text(String),
    /// Money, exact or a range.
    Money(Estimate),
    /// Money that may be a range, of which people read the middle.
    Expected(Estimate),
    /// A difference in money.
    Gap(Decimal),
    /// A number, exact or a range.
    Number(Estimate),
    /// A number of percent.
    Percent(Decimal),
    /// A range of percent.
    Percents(Estimate),
    /// A difference of numbers, such as percent points.
    Points(Decimal),
    /// So many times.
    Times(Decimal),
    /// A number with the words that people read in its place; none where scripts read nothing.
    Shown(String, Option<Decimal>),
    /// Yes or no.
    Flag(bool),
}

impl Answer {
    /// The tables that people see.
    fn shown(&self) -> impl Iterator<Item = &Sheet> {
        self.sheets.iter().enumerate().filter(|(at, sheet)| *at == 0 || !sheet.detail).map(|(_, sheet)| sheet)
    }
}

impl Column {
    /// A column of words.
    pub const fn text(id: &'static str, name: &'static str) -> Self {
        Column { id, name: Cow::Borrowed(name), look: Look::Text }
    }

    /// A column of figures.
    pub const fn figure(id: &'static str, name: &'static str) -> Self {
        Column { id, name: Cow::Borrowed(name), look: Look::Figure }
    }

    /// The same with a name that is known only now.
    pub fn named(self, name: impl Into<String>) -> Self {
        Column { name: Cow::Owned(name.into()), ..self }
    }

    /// A column of sentences.
    pub const fn below(id: &'static str) -> Self {
        Column { id, name: Cow::Borrowed(""), look: Look::Below }
    }

    /// A column for scripts.
    pub const fn hidden(id: &'static str) -> Self {
        Column { id, name: Cow::Borrowed(""), look: Look::Hidden }
    }
}

impl Cell {
    /// Words, where there are any.
    pub fn words(text: Option<impl Into<String>>) -> Self {
        text.map_or(Cell::None, |text| Cell::Text(text.into()))
    }

    /// The same, with nothing in place of a dash where people read it.
    pub fn or_empty(self) -> Self {
        if self == Cell::None { Cell::Text(String::new()) } else { self }
    }

    /// Money, where it is known.
    pub fn money(amount: Option<Estimate>) -> Self {
        amount.map_or(Cell::None, Cell::Money)
    }

    /// A share, in percent.
    pub fn share(share: Option<Decimal>) -> Self {
        share.and_then(|share| share.times(Decimal::ONE_HUNDRED).ok()).map_or(Cell::None, Cell::Percent)
    }

    /// A count.
    pub fn count(n: usize) -> Self {
        Cell::Number(Estimate::exact(Decimal::from(n)))
    }

    /// A figure in a unit: `$`, `%` or a word.
    pub fn figure(value: Option<Estimate>, unit: &str) -> Self {
        match value {
            None => Cell::None,
            Some(value) if unit.starts_with('$') => Cell::Money(value),
            Some(value) if unit == "%" && value.is_exact() => Cell::Percent(value.expected),
            Some(value) if unit == "%" => Cell::Percents(value),
            Some(value) => Cell::Number(value),
        }
    }

    /// As people read it.
    pub fn shown(&self) -> String {
        match self {
            Cell::None => "—".to_owned(),
            Cell::Text(text) | Cell::Shown(text, _) => text.clone(),
            Cell::Money(amount) if amount.is_exact() => money_fine_or_cents(amount.expected),
            Cell::Money(amount) if amount.low.abs().max(amount.high.abs()) < Decimal::ONE => {
                format!("{}–{}", money_fine(amount.low), money_fine(amount.high))
            }
            Cell::Money(amount) => money_range(*amount),
            Cell::Expected(amount) => money_fine_or_cents(amount.expected),
            Cell::Gap(gap) => gap_words(*gap),
            Cell::Number(number) if number.is_exact() => plain(number.expected),
            Cell::Number(number) => format!("{}–{}", plain(number.low), plain(number.high)),
            Cell::Percents(range) => format!("{}–{} %", plain(range.low), plain(range.high)),
            Cell::Percent(percent) => {
                let rounded = percent.round_dp(2).normalize();
                format!("{} %", grouped(rounded, rounded.scale().max(1)).replace('-', "−"))
            }
            Cell::Points(points) => {
                let sign = if *points > Decimal::ZERO { "+" } else { "" };
                format!("{sign}{}", plain(points.round_dp(2)))
            }
            Cell::Times(times) => format!("{} ×", grouped(*times, 2)),
            Cell::Flag(flag) => if *flag { "yes" } else { "no" }.to_owned(),
        }
    }

    /// Whether there is anything in it.
    pub fn says(&self) -> bool {
        !matches!(self, Cell::None) && !self.shown().is_empty()
    }

    /// The figures of a range, where it is one.
    fn range(&self) -> Option<[String; 2]> {
        match self {
            Cell::Money(range) | Cell::Expected(range) | Cell::Number(range) | Cell::Percents(range) => {
                Some([exact(range.low), exact(range.high)])
            }
            _ => None,
        }
    }

    /// As scripts read it; nothing where it is none.
    fn raw(&self) -> String {
        match self {
            Cell::None => String::new(),
            Cell::Text(text) => text.clone(),
            Cell::Money(range) | Cell::Expected(range) | Cell::Number(range) | Cell::Percents(range) => {
                exact(range.expected)
            }
            Cell::Gap(number) | Cell::Percent(number) | Cell::Points(number) | Cell::Times(number) => exact(*number),
            Cell::Shown(_, number) => number.map(exact).unwrap_or_default(),
            Cell::Flag(flag) => flag.to_string(),
        }
    }
}

/// Cents where they are all, four places below a dollar where they are not.
fn money_fine_or_cents(amount: Decimal) -> String {
    if amount.round_dp(2) == amount { money(amount) } else { money_fine(amount) }
}

/// A difference in cents; in four places where it is a few cents.
fn gap_words(gap: Decimal) -> String {
    let sign = if gap > Decimal::ZERO { "+" } else { "" };
    let words = if gap.abs() >= Decimal::new(10, 2) { money(gap) } else { money_fine_or_cents(gap) };
    format!("{sign}{words}")
}

/// A number with its places, at most four of them.
fn plain(number: Decimal) -> String {
    let rounded = number.round_dp(4).normalize();
    grouped(rounded, rounded.scale()).replace('-', "−")
}

/// An answer in a format, with its last line end. CSV has the first table alone.
pub fn write(format: Format, answers: &[Answer]) -> String {
    write_within(format, None, answers)
}

/// The same for a terminal of so many columns, where it is for one: what is long there is cut only where it has to be.
pub fn write_within(format: Format, columns: Option<usize>, answers: &[Answer]) -> String {
    match format {
        Format::Text => answers.iter().map(|answer| text::write(answer, columns)).collect::<Vec<_>>().join("\n"),
        Format::Markdown => answers.iter().map(markdown::write).collect::<Vec<_>>().join("\n"),
        Format::Json => json::write(answers),
        Format::Csv => csv::write(answers),
        Format::Html => html::write(answers),
    }
}

//! A sheet of a workbook: words as words, numbers as numbers, and formulas with what the engine makes of them.

use super::look::{self, Kind, Look};
use crate::amount::{Decimal, Number, exact};
use crate::text::{clean, wrap};
use rust_xlsxwriter::{ConditionalFormatFormula, Formula, Note, Worksheet, XlsxError};

/// Characters that a formula may have.
const LONGEST_FORMULA: usize = 8192;

/// The height of a line, in points.
const LINE: f64 = 15.0;

/// The most lines of a row: one may be 409 points high.
const MOST_LINES: u8 = 27;

/// What stands where a figure is undefined.
pub(super) const UNDEFINED: &str = "—";

/// What a formula comes to, as the engine has it: what viewers show that do not calculate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Result {
    Figure(Decimal),
    Words(String),
}

impl From<Decimal> for Result {
    fn from(figure: Decimal) -> Self {
        Result::Figure(figure)
    }
}

impl From<Option<Decimal>> for Result {
    fn from(figure: Option<Decimal>) -> Self {
        figure.map_or_else(|| Result::Words(UNDEFINED.to_owned()), Result::Figure)
    }
}

impl From<&str> for Result {
    fn from(words: &str) -> Self {
        Result::Words(words.to_owned())
    }
}

/// A sheet, row after row; rows and columns are counted from 0.
pub(super) struct Page {
    pub sheet: Worksheet,
    name: &'static str,
    /// The first thing that went wrong.
    wrong: Option<XlsxError>,
    /// Where counts stand, by column and row.
    counts: Vec<(u16, u32)>,
}

/// Where a cell is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct At {
    pub sheet: &'static str,
    pub column: u16,
    pub row: u32,
}

impl At {
    /// The cell as a formula on another sheet names it: `Bill!K5`.
    pub(super) fn name(self) -> String {
        format!("{}!{}", self.sheet, self.here())
    }

    /// The cell as a formula on its own sheet names it: `K5`.
    pub(super) fn here(self) -> String {
        format!("{}{}", letters(self.column), self.row + 1)
    }

    /// The cell as a formula on a sheet names it.
    pub(super) fn on(self, sheet: &str) -> String {
        if self.sheet == sheet { self.here() } else { self.name() }
    }

    /// The cell wherever it is named: `Inputs!$B$5`.
    pub(super) fn fixed(self) -> String {
        format!("{}!${}${}", self.sheet, letters(self.column), self.row + 1)
    }
}

/// The letters of a column: `A`, `Z`, `AA`.
pub(super) fn letters(column: u16) -> String {
    rust_xlsxwriter::utility::column_number_to_name(column)
}

impl Page {
    /// A sheet with its name, what it is, and the widths of its columns.
    pub(super) fn new(name: &'static str, title: &str, about: &str, widths: &[f64]) -> Self {
        let mut sheet = Worksheet::new();
        let wrong = sheet.set_name(name).err();
        sheet.set_landscape().set_paper_size(9).set_print_fit_to_pages(1, 0).set_footer("&L&A&RPage &P of &N");
        let mut page = Page { sheet, name, wrong, counts: Vec::new() };
        for (column, width) in (0..).zip(widths) {
            page.keep(|sheet| sheet.set_column_width(column, *width).map(drop));
        }
        page.words(0, 0, title, Kind::Title);
        page.words(1, 0, about, Kind::Words);
        page
    }

    /// The names of the columns in a row that stays in sight, and on every page in print; those of figures stand to the right.
    pub(super) fn head(&mut self, row: u32, names: &[&str], figures: &[(u16, u16)]) {
        for (column, name) in (0..).zip(names) {
            let is_figure = figures.iter().any(|(first, last)| (*first..=*last).contains(&column));
            self.words(row, column, name, if is_figure { Kind::HeadOfFigures } else { Kind::Head });
        }
        self.keep(|sheet| sheet.set_row_height(row, 2.0 * LINE).map(drop));
        self.keep(|sheet| sheet.set_freeze_panes(row + 1, 1).map(drop));
        self.keep(|sheet| sheet.set_repeat_rows(row, row).map(drop));
    }

    /// Where a cell of this sheet is.
    pub(super) fn at(&self, column: u16, row: u32) -> At {
        At { sheet: self.name, column, row }
    }

    /// Words, never a formula, whatever they begin with.
    pub(super) fn words(&mut self, row: u32, column: u16, words: &str, kind: Kind) {
        let text = clean(words);
        let format = Look::of(kind).at(column).format();
        self.keep(|sheet| sheet.write_string_with_format(row, column, text, &format).map(drop));
    }

    /// Sentences in columns of so many characters, and a row as high as they need: not every program fits it to them.
    pub(super) fn prose(&mut self, row: u32, columns: &[(u16, &str, usize)]) {
        for (column, words, _) in columns {
            self.words(row, *column, words, Kind::Prose);
        }
        let lines = columns.iter().map(|(_, words, width)| wrap(&clean(words), *width).len()).max();
        let lines = u8::try_from(lines.unwrap_or(1)).unwrap_or(u8::MAX);
        self.keep(|sheet| sheet.set_row_height(row, LINE * f64::from(lines.min(MOST_LINES))).map(drop));
    }

    /// Words in a row that sums up.
    pub(super) fn strong(&mut self, row: u32, column: u16, words: &str) {
        let (text, format) = (clean(words), Look::sum(Kind::Words).at(column).format());
        self.keep(|sheet| sheet.write_string_with_format(row, column, text, &format).map(drop));
    }

    /// A figure.
    pub(super) fn figure(&mut self, row: u32, column: u16, figure: Decimal, look: Look) {
        let format = look.of_figure(figure).format();
        self.counts.extend(look.is_count().then_some((column, row)));
        self.keep(|sheet| sheet.write_number_with_format(row, column, f64::of(figure), &format).map(drop));
    }

    /// A formula with what it comes to. One that is too long for a spreadsheet is a figure with a note.
    pub(super) fn live(&mut self, row: u32, column: u16, formula: &str, result: impl Into<Result>, look: Look) {
        let result = result.into();
        let format = match result {
            Result::Figure(figure) => look.of_figure(figure).format(),
            Result::Words(_) => look.at(column).format(),
        };
        if formula.len() >= LONGEST_FORMULA {
            return self.still(row, column, result, look, "Too long to be a formula: a value, as the program has it.");
        }
        self.counts.extend(look.is_count().then_some((column, row)));
        let result = match result {
            Result::Figure(figure) => exact(figure),
            Result::Words(words) => clean(&words),
        };
        let formula = Formula::new(formula).set_result(result);
        self.keep(|sheet| sheet.write_formula_with_format(row, column, formula, &format).map(drop));
    }

    /// What can't be a formula, with a note that says why.
    pub(super) fn still(&mut self, row: u32, column: u16, result: Result, look: Look, why: &str) {
        match result {
            Result::Figure(figure) => self.figure(row, column, figure, look),
            Result::Words(words) => self.words(row, column, &words, Kind::Words),
        }
        let note = Note::new(why).set_author("costtui");
        self.keep(|sheet| sheet.insert_note(row, column, &note).map(drop));
    }

    /// Does something to the sheet, and keeps what goes wrong first.
    pub(super) fn keep(&mut self, does: impl FnOnce(&mut Worksheet) -> std::result::Result<(), XlsxError>) {
        let wrong = does(&mut self.sheet).err();
        self.wrong = self.wrong.take().or(wrong);
    }

    /// Counts that are not whole show places, also when they were whole until what they are worked out of was changed.
    fn parted_counts(&mut self) {
        let mut counts = std::mem::take(&mut self.counts);
        counts.sort_unstable();
        for run in counts.chunk_by(|one, next| one.0 == next.0 && one.1 + 1 == next.1) {
            let ((column, first), last) = (run[0], run[run.len() - 1].1);
            let cell = self.at(column, first).here();
            let rule = ConditionalFormatFormula::new()
                .set_rule(format!("=AND(ISNUMBER({cell}),{cell}<>INT({cell}))").as_str());
            let rule = rule.set_format(look::parted());
            self.keep(|sheet| sheet.add_conditional_format(first, column, last, column, &rule).map(drop));
        }
    }

    /// The sheet, unless something went wrong.
    pub(super) fn done(mut self) -> std::result::Result<Worksheet, XlsxError> {
        self.parted_counts();
        self.wrong.map_or(Ok(self.sheet), Err)
    }
}

//! The factors of the user's bill: where they stand on the sheet of inputs, and what formulas call them.

use super::formula::EXPECTED;
use super::look::{Kind, Look};
use super::matter::Matter;
use super::page::{At, Page};
use super::places::{INPUTS, VALUE};
use crate::amount::Estimate;
use crate::engine::QuoteLine;
use rust_xlsxwriter::{DataValidation, DataValidationRule};
use std::collections::BTreeSet;

/// Characters that the name of a cell may have.
const LONGEST_NAME: usize = 255;

/// The factor of a category that touches a line of the bill: one cell, or three where it is a range.
pub(super) struct Factor {
    category: String,
    factor: Estimate,
    /// Its cells and their names: to be reckoned with, then of a range low and high. A name that is taken is none.
    cells: Vec<(At, Option<String>)>,
}

impl Factor {
    /// The factors of the lines of a bill, one below the other from a row of the inputs on.
    pub(super) fn all(lines: &[QuoteLine], first: u32) -> Vec<Self> {
        let (mut found, mut row): (Vec<Factor>, u32) = (Vec::new(), first);
        // Not those of sliders: there is no underscore in theirs.
        let mut taken = BTreeSet::new();
        for line in lines {
            let (category, Some(factor)) = (&line.line.category, line.factor()) else { continue };
            if found.iter().any(|known| known.category == *category) {
                continue;
            }
            let ends: &[&str] = if factor.is_exact() { &[""] } else { &["", "_low", "_high"] };
            let cells = ends.iter().zip(row..).map(|(end, row)| {
                let name = name_of(category, end).filter(|name| taken.insert(name.to_lowercase()));
                (At { sheet: INPUTS, column: VALUE, row }, name)
            });
            let cells: Vec<_> = cells.collect();
            row += cells.len() as u32;
            found.push(Factor { category: category.clone(), factor: *factor, cells });
        }
        found
    }

    /// Its cells that have a name, with it.
    pub(super) fn names(&self) -> impl Iterator<Item = (&str, At)> {
        self.cells.iter().filter_map(|(cell, name)| Some((name.as_deref()?, *cell)))
    }

    /// What it does, and where it stands.
    pub(super) fn about(&self) -> String {
        let (category, cell) = (&self.category, self.cells[0].0.name());
        format!("Your bill: the lines of {category} cost so many times their price as stands in {cell}, before levers.")
    }

    /// What a formula on a sheet calls one of its ends.
    fn named(&self, end: u16, sheet: &str) -> String {
        let at = [1, 0, 2][usize::from(end)];
        let (cell, name) = self.cells.get(at).unwrap_or(&self.cells[0]);
        name.clone().unwrap_or_else(|| cell.on(sheet))
    }
}

/// The name of an end of a factor: `Factor_compute_low`. None of what a spreadsheet takes as no name.
fn name_of(category: &str, end: &str) -> Option<String> {
    let name = format!("Factor_{}{end}", category.replace('-', "_"));
    (name.len() <= LONGEST_NAME && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')).then_some(name)
}

/// What a formula on a sheet calls the factor of a line, at one of its ends; none where the line has none.
pub(super) fn named(matter: &Matter, line: usize, end: u16, sheet: &str) -> Option<String> {
    let line = &matter.quote.lines[line];
    line.factor()?;
    let factor = matter.places.factors.iter().find(|factor| factor.category == line.line.category)?;
    Some(factor.named(end, sheet))
}

/// That a line is multiplied, and by what: `× Factor_compute from your bill`.
pub(super) fn words(matter: &Matter, line: usize) -> Option<String> {
    named(matter, line, EXPECTED, "").map(|name| format!("× {name} from your bill"))
}

/// The rows of the inputs.
pub(super) fn rows(page: &mut Page, matter: &Matter) {
    let Some(first) = matter.places.factors.first() else { return };
    page.words(first.cells[0].0.row - 1, 0, "Your bill, times the price", Kind::Head);
    for factor in &matter.places.factors {
        self::factor(page, factor);
    }
}

fn factor(page: &mut Page, factor: &Factor) {
    let of = factor.factor;
    let (low, high) = (factor.named(0, INPUTS), factor.named(2, INPUTS));
    let middle = Estimate::between(of.low, of.high).is_ok_and(|middle| middle.expected == of.expected);
    let told = [
        ("", "so many times the price of its lines, before levers; shares of them follow"),
        (", at least", "the least that the bill of a month asked"),
        (", at most", "the most that the bill of a month asked"),
    ];
    for ((at, (cell, name)), (end, about)) in factor.cells.iter().enumerate().zip(told) {
        let row = cell.row;
        page.words(row, 0, &format!("Your bill: {}{end}", factor.category), Kind::Words);
        match [of.expected, of.low, of.high][at] {
            value if at == 0 && middle && !of.is_exact() => {
                page.live(row, VALUE, &format!("=({low}+{high})/2"), value, Look::of(Kind::Factor));
            }
            value => page.figure(row, VALUE, value, Look::input(Kind::Factor)),
        }
        page.words(row, 2, name.as_deref().unwrap_or_default(), Kind::Words);
        page.words(row, 3, about, Kind::Words);
        let rule = DataValidation::new().allow_decimal_number(DataValidationRule::GreaterThanOrEqualTo(0.0));
        page.keep(|sheet| sheet.add_data_validation(row, VALUE, row, VALUE, &rule).map(drop));
    }
}

#[cfg(test)]
mod tests {
    use super::name_of;

    #[test]
    fn a_category_names_its_factor_where_a_spreadsheet_takes_the_name() {
        assert_eq!(name_of("compute", "").as_deref(), Some("Factor_compute"));
        assert_eq!(name_of("third-party", "_low").as_deref(), Some("Factor_third_party_low"));
        assert_eq!(name_of("größe", ""), None);
        assert_eq!(name_of("a b", ""), None);
        assert_eq!(name_of(&"a".repeat(249), ""), None);
    }
}

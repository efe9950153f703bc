//! A quote as Markdown: a table for a page or a pull request.

use super::facts;
use super::rows::{self, COLUMNS};
use crate::catalog::Catalog;
use crate::engine::Quote;
use crate::scenario::Scenario;
use crate::text::clean;

/// Title, table and list.
pub(super) fn write(catalog: &Catalog, scenario: &Scenario, quote: &Quote) -> String {
    let title = escaped(&rows::title(catalog, scenario, quote));
    let mut out = format!("### {title}\n\n{}\n\n", escaped(&rows::terms(catalog, scenario, quote)));
    out.push_str(&row(COLUMNS.map(|(name, _)| name.to_owned())));
    out.push_str(&row(COLUMNS.map(|(_, number)| if number { "---:" } else { "---" }.to_owned())));
    let mut bill = rows::bill(scenario, quote);
    let total = bill.pop();
    for cells in bill {
        out.push_str(&row(cells.map(|cell| escaped(&cell))));
    }
    let bold = |cell: String| if cell.is_empty() { cell } else { format!("**{}**", escaped(&cell)) };
    total.into_iter().for_each(|cells| out.push_str(&row(cells.map(bold))));
    out.push('\n');
    for fact in facts::facts(catalog, scenario, quote) {
        out.push_str(&format!("- {}: {}\n", fact.label, escaped(&fact.words())));
    }
    out
}

/// The cells of one row.
pub fn row(cells: impl IntoIterator<Item = String>) -> String {
    format!("| {} |\n", cells.into_iter().collect::<Vec<_>>().join(" | "))
}

/// The text with everything that Markdown would act on, or a terminal, held back.
pub fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in clean(text).chars() {
        if matches!(c, '\\' | '|' | '`' | '*' | '_' | '<' | '>' | '[' | ']' | '~' | '&') {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

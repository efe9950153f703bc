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
    let mut out = format!("### {title}\n\n{}\n\n", paragraph(&rows::terms(catalog, scenario, quote)));
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

/// The same for a paragraph, whose first letters begin no heading, list, rule or code.
pub fn paragraph(text: &str) -> String {
    let text = escaped(text.trim_start());
    let (number, rest) = text.split_at(text.chars().take_while(char::is_ascii_digit).count());
    let mut signs = rest.chars();
    let mark = signs.next();
    let opens = signs.next().is_none_or(|next| next == ' ' || Some(next) == mark);
    match mark {
        Some('#' | '-' | '+' | '=') if opens && number.is_empty() => format!("\\{text}"),
        Some('.' | ')') if opens && !number.is_empty() => format!("{number}\\{rest}"),
        _ => text,
    }
}

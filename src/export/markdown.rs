//! The document as Markdown, to be pasted into a pull request.

use super::document::{Document, Section};
use crate::report::facts::Fact;
use crate::report::markdown::{escaped, paragraph, row};
use crate::report::page::Table;

/// The whole of it, with its last line end.
pub(super) fn write(document: &Document) -> String {
    let mut out = match &document.question {
        Some(question) => format!("## {}\n\n**{}**\n\n", escaped(question), escaped(&document.title)),
        None => format!("## {}\n\n", escaped(&document.title)),
    };
    out.push_str(&format!("{}\n\n", paragraph(&document.terms)));
    let notes: Vec<String> = document.notes.iter().map(|note| format!("> {}\n", paragraph(note))).collect();
    if !notes.is_empty() {
        out.push_str(&format!("{}\n", notes.join(">\n")));
    }
    let (answer, rest) = (&document.answer, &document.answer.rest);
    let said = answer.words();
    let first = said.strip_suffix(rest.as_str()).unwrap_or(&said).trim_end();
    out.push_str(&format!("**{}** {}\n", escaped(first), escaped(rest)));
    let spoken = document.spoken.iter().chain(&document.flags);
    list(&mut out, "What to know", spoken);
    section(&mut out, &document.bill);
    list(&mut out, "What it means", &document.economics);
    out.push_str("\n### Around it, and ahead\n\n");
    for ahead in &document.ahead {
        out.push_str(&format!("- **{}.** {}\n", escaped(&ahead.title), escaped(&ahead.said)));
    }
    document.baseline.iter().for_each(|baseline| section(&mut out, baseline));
    section(&mut out, &document.assumptions);
    section(&mut out, &document.sources);
    out.push_str("\n### To ask again\n\n");
    if !document.needs.is_empty() {
        out.push_str(&format!("{}\n\n", paragraph(&document.needs)));
    }
    document.command.iter().for_each(|line| out.push_str(&format!("    {}\n", crate::text::clean(line))));
    out.push_str(&format!("\n---\n\n{}\n", escaped(&document.colophon)));
    out
}

fn list<'f>(out: &mut String, title: &str, facts: impl IntoIterator<Item = &'f Fact>) {
    let rows: Vec<String> =
        facts.into_iter().map(|fact| format!("- {}: {}\n", fact.label, escaped(&fact.words()))).collect();
    if !rows.is_empty() {
        out.push_str(&format!("\n### {title}\n\n{}", rows.concat()));
    }
}

fn section(out: &mut String, section: &Section) {
    out.push_str(&format!("\n### {}\n", section.title));
    if !section.lead.is_empty() {
        out.push_str(&format!("\n{}\n", paragraph(&section.lead)));
    }
    let several = section.tables.len() > 1;
    for of in &section.tables {
        if several {
            out.push_str(&format!("\n#### {}\n", escaped(&of.caption)));
        }
        out.push_str(&format!("\n{}", table(of)));
    }
}

fn table(table: &Table) -> String {
    let used = table.used();
    let columns = || used.iter().map(|at| &table.columns[*at]);
    let mut out = row(columns().map(|(name, _)| escaped(name)));
    out.push_str(&row(columns().map(|(_, figures)| if *figures { "---:" } else { "---" }.to_owned())));
    for of in &table.rows {
        let cell = |cell: &String| match (of.total, cell.is_empty()) {
            (true, false) => format!("**{}**", escaped(cell)),
            _ => escaped(cell),
        };
        out.push_str(&row(used.iter().map(|at| cell(&of.cells[*at]))));
    }
    out
}

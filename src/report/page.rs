//! Pages: one file for a browser, with its style and nothing from elsewhere, that reads well on a phone and in print.

use super::facts::Fact;
use crate::text::clean;
use maud::{DOCTYPE, Markup, PreEscaped, html};

/// How pages look: light and dark, narrow and printed.
const STYLE: &str = include_str!("page/style.css");

/// Nothing is fetched and nothing runs; the style in the page and pictures in it are all there is.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; img-src data:";

/// A table of texts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    /// What it is of.
    pub caption: String,
    /// The names of its columns, and whether they are figures.
    pub columns: Vec<(String, bool)>,
    /// Its rows.
    pub rows: Vec<Row>,
    /// What is said where it has none.
    pub empty: String,
}

/// A row of a table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Row {
    /// Its cells, one for each column.
    pub cells: Vec<String>,
    /// What is said of it below them.
    pub below: String,
    /// Whether it sums up those before it.
    pub total: bool,
}

impl Table {
    /// The places of the columns that any row has something in: what nobody has needs no column.
    pub fn used(&self) -> Vec<usize> {
        let used = |at: &usize| self.rows.iter().any(|row| row.cells.get(*at).is_some_and(|cell| !cell.is_empty()));
        (0..self.columns.len()).filter(used).collect()
    }
}

/// Letters of a cell that is never broken.
const WHOLE: usize = 22;

/// How wide a page is at most.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Width {
    /// As wide as prose is read well.
    Prose,
    /// As wide as tables of many columns.
    Tables,
}

/// A whole page.
pub fn page(title: &str, width: Width, body: &Markup) -> String {
    let page = html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta http-equiv="Content-Security-Policy" content=(POLICY);
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                title { (clean(title)) }
                style { (PreEscaped(STYLE)) }
            }
            body { main class=[(width == Width::Tables).then_some("wide")] { (body) } }
        }
    };
    page.into_string() + "\n"
}

/// A table that scrolls by itself where there is no room for it.
pub fn table(table: &Table) -> Markup {
    if table.rows.is_empty() {
        return html! { p.none { (clean(&table.empty)) } };
    }
    let shown = table.used();
    let class = |at: usize| table.columns[at].1.then_some("n");
    let whole = |at: usize, cell: &str| class(at).or((cell.chars().count() <= WHOLE).then_some("s"));
    html! {
        div.scroll tabindex="0" role="region" aria-label=(clean(&table.caption)) {
            table {
                caption { (clean(&table.caption)) }
                thead { tr { @for at in &shown { th scope="col" class=[class(*at)] { (clean(&table.columns[*at].0)) } } } }
                tbody {
                    @for row in &table.rows {
                        tr class=[row.total.then_some("total")] {
                            @for (place, at) in shown.iter().enumerate() {
                                @let cell = clean(&row.cells[*at]);
                                @if place == 0 { th scope="row" class=[class(*at)] { (cell) } }
                                @else { td class=[whole(*at, &cell)] { (cell) } }
                            }
                        }
                        @if !row.below.is_empty() {
                            tr.below { td colspan=(shown.len()) { span { (clean(&row.below)) } } }
                        }
                    }
                }
            }
        }
    }
}

/// Labelled sentences, each with the figure that it begins with before the rest.
pub fn facts<'f>(facts: impl IntoIterator<Item = &'f Fact>) -> Markup {
    html! {
        dl.facts {
            @for fact in facts {
                div {
                    dt { (fact.label) }
                    dd {
                        @if !fact.figure.is_empty() { b { (clean(&fact.figure)) } " " }
                        (clean(fact.rest.trim_start_matches([',', ';', ':', ' '])))
                    }
                }
            }
        }
    }
}

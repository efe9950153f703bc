//! Sheets as a page.

use super::{Answer, Cell, Look, Sheet};
use crate::report::page::{self, Row, Table, Width};
use crate::text::clean;
use maud::{Markup, html};

pub(super) fn write(answers: &[Answer]) -> String {
    let title = answers.first().map_or("costtui", |answer| &answer.title);
    let body = match answers {
        [one] => html! { h1 { (clean(&one.title)) } (sheets(one, false)) },
        several => html! {
            h1 { (several.len()) " answers" }
            @for answer in several { h2 { (clean(&answer.title)) } (sheets(answer, true)) }
        },
    };
    page::page(title, Width::Tables, &body)
}

/// The tables that people see, each under its title.
fn sheets(answer: &Answer, below: bool) -> Markup {
    html! {
        @for sheet in answer.shown() {
            @if below { h3 { (clean(&sheet.title)) } } @else { h2 { (clean(&sheet.title)) } }
            (page::table(&sheet.table()))
        }
    }
}

impl Sheet {
    /// The sheet as people read it.
    pub fn table(&self) -> Table {
        let read = |at: &usize| matches!(self.columns[*at].look, Look::Text | Look::Figure);
        // Of a column in which no cell says anything, dashes say nothing either.
        let says = |at: &usize| self.rows.iter().any(|row| row[*at].says());
        let shown: Vec<usize> = (0..self.columns.len()).filter(|at| read(at) && says(at)).collect();
        let below = self.columns.iter().position(|column| column.look == Look::Below);
        let row = |cells: &Vec<Cell>| Row {
            cells: shown.iter().map(|at| cells[*at].shown()).collect(),
            below: below.filter(|at| cells[*at].says()).map(|at| cells[at].shown()).unwrap_or_default(),
            total: false,
        };
        let column = |at: &usize| (self.columns[*at].name.to_string(), self.columns[*at].look == Look::Figure);
        Table {
            caption: self.title.clone(),
            columns: shown.iter().map(column).collect(),
            rows: self.rows.iter().map(row).collect(),
            empty: self.empty.to_owned(),
        }
    }
}

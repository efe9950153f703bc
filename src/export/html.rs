//! The document as one page: the answer first, the bill, four pictures, and what they rest on.

use super::document::{Ahead, Document, Section};
use crate::report::page::{self, Width};
use crate::text::clean;
use maud::{Markup, PreEscaped, html};

/// The whole page.
pub(super) fn write(document: &Document) -> String {
    let body = html! {
        (head(document))
        (answer(document))
        (section(&document.bill))
        h2 { "What it means" }
        (page::facts(&document.economics))
        h2 { "Around it, and ahead" }
        (pictures(&document.ahead))
        @if let Some(baseline) = &document.baseline { (section(baseline)) }
        (section(&document.assumptions))
        (section(&document.sources))
        h2 { "To ask again" }
        @if !document.needs.is_empty() { p.lead { (clean(&document.needs)) } }
        pre tabindex="0" { @for line in &document.command { (clean(line)) "\n" } }
        footer { p { (clean(&document.colophon)) } }
    };
    let title = document.question.as_ref().unwrap_or(&document.title);
    page::page(title, Width::Prose, &body)
}

fn head(document: &Document) -> Markup {
    html! {
        header {
            @if let Some(question) = &document.question {
                h1 { (clean(question)) }
                p.terms { (clean(&document.title)) }
            } @else {
                h1 { (clean(&document.title)) }
            }
            p.terms { (clean(&document.terms)) }
            @if !document.notes.is_empty() {
                blockquote { @for note in &document.notes { p { (note) } } }
            }
        }
    }
}

fn answer(document: &Document) -> Markup {
    let told = document.spoken.iter().map(|fact| (fact, true)).chain(document.flags.iter().map(|flag| (flag, false)));
    html! {
        div.answer {
            p.amount { (clean(&document.answer.cost)) small { " a month" } }
            @if !document.answer.range.is_empty() { p.range { (clean(&document.answer.range)) } }
            p.for { (clean(&document.answer.of)) }
            p.said { (clean(&document.answer.rest)) }
        }
        @if !document.spoken.is_empty() || !document.flags.is_empty() {
            h2 { "What to know" }
            ul.speaks {
                @for (fact, loud) in told {
                    li class=[(!loud).then_some("aside")] { b { (fact.label) } ": " (clean(&fact.words())) }
                }
            }
        }
    }
}

fn section(section: &Section) -> Markup {
    let several = section.tables.len() > 1;
    html! {
        h2 { (section.title) }
        @if !section.lead.is_empty() { p.lead { (clean(&section.lead)) } }
        @for table in &section.tables {
            @if several { h3 { (clean(&table.caption)) } }
            (page::table(table))
        }
    }
}

/// The pictures two by two; one that is left over stands beside its words, and what has no picture below them all.
fn pictures(all: &[Ahead]) -> Markup {
    let (drawn, bare): (Vec<&Ahead>, Vec<&Ahead>) = all.iter().partition(|ahead| ahead.chart.is_some());
    let odd = drawn.len() % 2 == 1;
    html! {
        div.charts {
            @for (at, ahead) in drawn.iter().enumerate() {
                (picture(ahead, (odd && at + 1 == drawn.len()).then_some("lone")))
            }
            @for ahead in bare { (picture(ahead, Some("bare"))) }
        }
    }
}

/// A picture under what it says, with its figures folded below it.
fn picture(ahead: &Ahead, class: Option<&str>) -> Markup {
    let label = format!("{}. {}", ahead.title, ahead.said);
    let drawn = ahead.chart.as_ref().and_then(|chart| Some((chart.draw(&label)?, chart.key())));
    html! {
        figure class=[class] {
            figcaption {
                h3 { (clean(&ahead.title)) }
                p { (clean(&ahead.said)) }
            }
            @if let Some((svg, key)) = drawn {
                (PreEscaped(svg))
                p.key { (key) }
            }
            @if let Some(table) = &ahead.figures {
                details {
                    summary { "The figures" }
                    (page::table(table))
                }
            }
        }
    }
}

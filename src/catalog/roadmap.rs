//! Roadmaps: what a document expects to spend, month by month.

use super::plan::{Use, plain};
use crate::amount::Estimate;
use crate::faults::{Named, Place};
use crate::table::Table;

/// A document's own timeline.
#[derive(Clone, Debug)]
pub struct Roadmap {
    /// Its name in files and on the command line.
    pub id: String,
    /// Its name on the screen.
    pub name: String,
    /// Its steps: from the first month, without holes.
    pub steps: Vec<Step>,
    /// A remark.
    pub note: Option<String>,
    /// Where it stands in the document.
    pub lines: Option<String>,
}

/// Some months in a row.
#[derive(Clone, Debug)]
pub struct Step {
    /// Its name on the screen.
    pub name: String,
    /// Its first month, from 1.
    pub from: u32,
    /// Its last month; none where it goes on.
    pub to: Option<u32>,
    /// What a month of it costs; none where the document gives no figure.
    pub spend: Option<Estimate>,
    /// The stage it is in.
    pub stage: Option<String>,
    /// A remark.
    pub note: Option<String>,
    /// Where it stands in the document.
    pub lines: Option<String>,
}

impl Roadmap {
    /// Reads a `[[roadmap]]`; the stages it uses come along for the check.
    pub(super) fn read(table: &Table, uses: &mut Vec<Use>) -> (Named, Self) {
        let id = table.need_id("id");
        let tables = table.tables("step");
        let read = tables.iter().map(|step| Step::read(step, uses));
        let (spans, steps): (Vec<_>, Vec<Step>) = read.unzip();
        without_holes(table, &id, &spans);
        let roadmap = Roadmap {
            id: id.text.clone(),
            name: table.need_text("name").text,
            steps,
            note: plain(table, "note"),
            lines: plain(table, "lines"),
        };
        table.finish();
        (id, roadmap)
    }
}

/// Each step begins in the month after the one before it ends; the first in month 1. A step whose months can't be read
/// was told already, and nothing is known of the one after it.
fn without_holes(table: &Table, id: &Named, spans: &[(Place, Option<Span>)]) {
    if spans.is_empty() {
        table.fault(id.place.clone(), format!("roadmap `{}` leads nowhere", id.text), "expected a [[roadmap.step]]");
    }
    let mut before = Some((1, Some(0)));
    for (place, span) in spans {
        let label = match (before, span) {
            (Some((_, Some(last))), Some((from, _))) if *from == last + 1 => None,
            (Some((_, Some(last))), Some((from, _))) if *from > last + 1 => {
                Some(format!("a hole: it has to begin in month {}", last + 1))
            }
            (Some((_, Some(last))), Some(_)) => Some(format!("an overlap: it has to begin in month {}", last + 1)),
            (Some((_, None)), Some(_)) => Some("an overlap: the step before it goes on for ever".to_owned()),
            _ => None,
        };
        if let Some(label) = label {
            let title = format!("the months of roadmap `{}` don't follow one another", id.text);
            table.fault(place.clone(), title, label);
        }
        before = *span;
    }
}

impl Step {
    /// Reads a `[[roadmap.step]]`, and its months with their place; no months where they can't be read.
    fn read(table: &Table, uses: &mut Vec<Use>) -> ((Place, Option<Span>), Self) {
        let months = table.need_text("months");
        let span = months_of(&months.text);
        if span.is_none() && table.has("months") {
            table.fault(
                months.place.clone(),
                "`months` is a span of months",
                "expected such as \"1..6\", \"7\" or, open, \"25..\"",
            );
        }
        let (from, to) = span.unwrap_or((1, None));
        let stage = table.name("stage");
        let step = Step {
            name: table.need_text("name").text,
            from,
            to,
            spend: table.range("spend"),
            stage: stage.as_ref().map(|named| named.text.clone()),
            note: plain(table, "note"),
            lines: plain(table, "lines"),
        };
        uses.extend(stage.map(Use::Stage));
        table.finish();
        ((months.place, span), step)
    }
}

/// The first month and the last; none where it goes on.
type Span = (u32, Option<u32>);

/// `1..6`, `7`, `25..`.
fn months_of(text: &str) -> Option<Span> {
    let month = |text: &str| text.trim().parse::<u32>().ok().filter(|month| (1..=12_000).contains(month));
    let Some((from, to)) = text.split_once("..") else {
        return month(text).map(|only| (only, Some(only)));
    };
    let from = month(from)?;
    if to.trim().is_empty() {
        return Some((from, None));
    }
    month(to).filter(|to| *to >= from).map(|to| (from, Some(to)))
}

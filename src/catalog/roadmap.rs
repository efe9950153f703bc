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
        let steps: Vec<Step> = tables.iter().map(|step| Step::read(step, uses)).collect();
        let places = tables.iter().map(|step| step.place_of("months").unwrap_or_else(|| step.place()));
        without_holes(table, &id, &steps, places);
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

/// Each step begins in the month after the one before it ends; the first in month 1.
fn without_holes(table: &Table, id: &Named, steps: &[Step], places: impl Iterator<Item = Place>) {
    if steps.is_empty() {
        table.fault(id.place.clone(), format!("roadmap `{}` leads nowhere", id.text), "expected a [[roadmap.step]]");
    }
    let mut next = Some(1);
    for (step, place) in steps.iter().zip(places) {
        let label = match next {
            Some(month) if step.from == month => None,
            Some(month) if step.from > month => Some(format!("a hole: it has to begin in month {month}")),
            Some(month) => Some(format!("an overlap: it has to begin in month {month}")),
            None => Some("an overlap: the step before it goes on for ever".to_owned()),
        };
        if let Some(label) = label {
            table.fault(place, format!("the months of roadmap `{}` don't follow one another", id.text), label);
        }
        next = step.to.and_then(|to| to.checked_add(1));
    }
}

impl Step {
    fn read(table: &Table, uses: &mut Vec<Use>) -> Self {
        let months = table.need_text("months");
        let span = months_of(&months.text);
        if span.is_none() && table.has("months") {
            table.fault(
                months.place,
                "`months` is a span of months",
                "expected such as \"1..6\", \"7\" or, open, \"25..\"",
            );
        }
        let (from, to) = span.unwrap_or((1, None));
        let stage = table.text("stage");
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
        step
    }
}

/// `1..6`, `7`, `25..`.
fn months_of(text: &str) -> Option<(u32, Option<u32>)> {
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

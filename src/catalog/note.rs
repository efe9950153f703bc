//! Notes: what a document says that prices nothing — architecture, checklists, procedures — and what of it says nothing.

use super::calculator::Calculator;
use super::demand::one_of;
use super::plan::{Use, distinct, plain};
use crate::faults::Named;
use crate::table::Table;

/// What stands beside a plan, in a file of its own.
#[derive(Clone, Debug, Default)]
pub struct Notes {
    /// The plan.
    pub plan: String,
    /// What to know and do.
    pub notes: Vec<Note>,
    /// What the document works out.
    pub calculators: Vec<Calculator>,
    /// Parts of the document that carry nothing.
    pub nothing: Vec<Nothing>,
}

/// Some things to know, to do or to tick.
#[derive(Clone, Debug)]
pub struct Note {
    /// Its name in files and reports.
    pub id: String,
    /// What kind of note it is.
    pub kind: NoteKind,
    /// Its name on the screen.
    pub title: String,
    /// The stage it is about; of a procedure, the stage it leads from.
    pub stage: Option<String>,
    /// The stage that a procedure leads to.
    pub to: Option<String>,
    /// How long a procedure is prepared.
    pub preparation: Option<String>,
    /// How long a procedure takes.
    pub window: Option<String>,
    /// How long a procedure stops the service.
    pub downtime: Option<String>,
    /// The way back of a procedure.
    pub rollback: Option<String>,
    /// Its parts.
    pub items: Vec<Item>,
    /// Where it stands in the document.
    pub lines: Option<String>,
}

/// One thing to know or to do.
#[derive(Clone, Debug)]
pub struct Item {
    /// Its name in sessions, where it can be ticked.
    pub id: Option<String>,
    /// What it says.
    pub text: String,
    /// Where it stands in the document.
    pub lines: Option<String>,
}

/// A part of the document that carries nothing to encode.
#[derive(Clone, Debug)]
pub struct Nothing {
    /// Where it stands in the document.
    pub lines: String,
    /// Why it carries nothing.
    pub why: String,
}

/// Kinds of notes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoteKind {
    /// What a stage is built of.
    Architecture,
    /// To be ticked before or from time to time.
    Checklist,
    /// The steps of a move, to be ticked.
    Procedure,
    /// What a provider gives for nothing.
    FreeTier,
    /// Where money may come from beside the users.
    Funding,
    /// What was decided, or is to be.
    Decision,
    /// Files that are spoken of.
    Files,
    /// What the document advises.
    Advice,
    /// What the document claims.
    Claim,
    /// What comes when.
    Milestone,
    /// What the document shows by an example.
    Example,
}

/// In the order of the screen.
const KINDS: [(&str, NoteKind, &str); 11] = [
    ("checklist", NoteKind::Checklist, "Checklists"),
    ("procedure", NoteKind::Procedure, "Procedures"),
    ("architecture", NoteKind::Architecture, "Architecture"),
    ("free-tier", NoteKind::FreeTier, "Free tiers"),
    ("funding", NoteKind::Funding, "Funding"),
    ("milestone", NoteKind::Milestone, "Milestones"),
    ("decision", NoteKind::Decision, "Decisions"),
    ("advice", NoteKind::Advice, "Advice"),
    ("claim", NoteKind::Claim, "Claims"),
    ("example", NoteKind::Example, "Examples"),
    ("files", NoteKind::Files, "Files"),
];

impl NoteKind {
    /// Every kind, in the order of the screen.
    pub fn all() -> impl Iterator<Item = NoteKind> {
        KINDS.into_iter().map(|(_, kind, _)| kind)
    }

    /// Its name in files and reports.
    pub fn id(self) -> &'static str {
        KINDS.iter().find(|(_, kind, _)| *kind == self).map_or("", |(id, ..)| id)
    }

    /// What several of it are called on the screen.
    pub fn heading(self) -> &'static str {
        KINDS.iter().find(|(_, kind, _)| *kind == self).map_or("", |(.., heading)| heading)
    }

    /// Whether its items can be ticked.
    pub fn ticks(self) -> bool {
        matches!(self, NoteKind::Checklist | NoteKind::Procedure)
    }
}

impl Note {
    /// What a tick of an item is kept under: `note/item`.
    pub fn tick(&self, item: &Item) -> Option<String> {
        item.id.as_ref().filter(|_| self.kind.ticks()).map(|id| format!("{}/{id}", self.id))
    }

    fn read(table: &Table, uses: &mut Vec<Use>) -> (Named, Self) {
        let id = table.need_id("id");
        let (stage, to) = (table.name("stage"), table.name("to"));
        let kinds: Vec<(&str, NoteKind)> = KINDS.iter().map(|(id, kind, _)| (*id, *kind)).collect();
        let kind = one_of(table, &table.need_text("kind"), &kinds);
        let tables = table.tables("item");
        let items: Vec<Item> = tables.iter().map(|item| Item::read(item, kind)).collect();
        let item_ids: Vec<Named> = tables.iter().filter(|item| item.has("id")).map(|item| item.need_id("id")).collect();
        distinct(table, "item", &item_ids);
        let note = Note {
            id: id.text.clone(),
            kind,
            title: table.need_text("title").text,
            stage: stage.as_ref().map(|named| named.text.clone()),
            to: to.as_ref().map(|named| named.text.clone()),
            preparation: plain(table, "preparation"),
            window: plain(table, "window"),
            downtime: plain(table, "downtime"),
            rollback: plain(table, "rollback"),
            items,
            lines: plain(table, "lines"),
        };
        uses.extend(stage.into_iter().chain(to).map(Use::Stage));
        table.finish();
        (id, note)
    }
}

impl Item {
    fn read(table: &Table, kind: NoteKind) -> Self {
        let id = table.has("id").then(|| table.need_id("id").text);
        if kind.ticks() && id.is_none() {
            let label = format!("expected `id`: what is ticked of a {} is kept under it", kind.id());
            table.fault(table.place(), "`id` is missing", label);
        }
        let item = Item { id, text: table.need_text("text").text, lines: plain(table, "lines") };
        table.finish();
        item
    }
}

impl Nothing {
    fn read(table: &Table) -> Self {
        let nothing = Nothing { lines: table.need_text("lines").text, why: table.need_text("why").text };
        table.finish();
        nothing
    }
}

impl Notes {
    /// Reads a notes file; the names it uses come along for the check.
    pub(super) fn read(table: &Table) -> (Named, Self, Vec<Use>) {
        let mut uses = Vec::new();
        let plan = table.need_text("plan");
        let (note_ids, notes): (Vec<_>, _) = table.tables("note").iter().map(|t| Note::read(t, &mut uses)).unzip();
        let calculators = table.tables("calculator");
        let (ids, calculators): (Vec<_>, _) = calculators.iter().map(|t| Calculator::read(t, &mut uses)).unzip();
        distinct(table, "note", &note_ids);
        distinct(table, "calculator", &ids);
        let nothing = table.tables("nothing").iter().map(Nothing::read).collect();
        (plan.clone(), Notes { plan: plan.text, notes, calculators, nothing }, uses)
    }
}

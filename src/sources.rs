//! What a plan's document says, section by section, as rows of words: findings, tables, rules, notes. Pure.

mod against;
mod calculators;
mod figure;
mod findings;
mod incomes;
mod notes;
mod provenance;
mod roadmaps;
mod rules;
mod tables;

use crate::catalog::{Catalog, NoteKind, Notes, Plan, Stage};
use crate::date::Date;
use crate::engine::Quote;
use crate::explore::audit::Audit;
pub use against::HeldAgainst;

use crate::rows::{Block, Column, Row};
use crate::scenario::Scenario;
use std::collections::BTreeSet;

/// Everything that sections are made of.
#[derive(Clone, Copy)]
pub struct Facts<'a> {
    /// What is known.
    pub catalog: &'a Catalog,
    /// The plan whose document is read.
    pub plan: &'a Plan,
    /// What the user chose.
    pub scenario: &'a Scenario,
    /// The answer to it.
    pub quote: &'a Quote,
    /// The plan's document held against itself; none where a figure of it is too large.
    pub audit: Option<&'a Audit>,
    /// The plan held against a list; none where no list prices anything of it.
    pub against: Option<&'a HeldAgainst>,
    /// The day, which tells what prices are old.
    pub today: Date,
    /// What the user ticked.
    pub ticks: &'a BTreeSet<String>,
}

/// What a section is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// What the document contradicts.
    Findings,
    /// What the same costs by a provider's list.
    Against,
    /// Its tables with their totals.
    Tables,
    /// Where the lines of the current bill are from.
    Provenance,
    /// What it expects to spend when.
    Roadmaps,
    /// Its targets, budgets, alerts and triggers.
    Rules,
    /// Its mixes of payers.
    Incomes,
    /// What it works out.
    Calculators,
    /// Its notes of one kind.
    Notes(NoteKind),
    /// What of it carries nothing.
    NotEncoded,
}

impl Kind {
    /// Its name on the screen.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Findings => "Findings",
            Kind::Against => "Against lists",
            Kind::Tables => "Tables",
            Kind::Provenance => "Provenance",
            Kind::Roadmaps => "Roadmaps",
            Kind::Rules => "Rules",
            Kind::Incomes => "Incomes",
            Kind::Calculators => "Calculators",
            Kind::Notes(kind) => kind.heading(),
            Kind::NotEncoded => "Not encoded",
        }
    }

    /// Whether the section is there even where it is empty, and says so.
    fn stays(self) -> bool {
        matches!(self, Kind::Findings | Kind::Tables | Kind::Provenance)
    }
}

/// A section: a sentence about all of it, and its rows.
#[derive(Clone, Debug)]
pub struct Section {
    /// What it is about.
    pub kind: Kind,
    /// How much there is of it: `27`, `3/14`.
    pub count: String,
    /// What to know of all of it.
    pub heading: String,
    /// Its rows, in blocks that have columns in common.
    pub blocks: Vec<Block>,
}

impl Section {
    /// A section with one block.
    fn new(kind: Kind, count: usize, heading: impl Into<String>, columns: Vec<Column>, rows: Vec<Row>) -> Self {
        Section { kind, count: count.to_string(), heading: heading.into(), blocks: vec![Block { columns, rows }] }
    }

    /// All its rows.
    pub fn rows(&self) -> impl Iterator<Item = &Row> {
        self.blocks.iter().flat_map(|block| &block.rows)
    }
}

/// The sections of a plan, in the order of the screen; empty ones are left out.
pub fn sections(facts: &Facts) -> Vec<Section> {
    let mut sections = vec![findings::section(facts)];
    sections.extend(against::section(facts));
    sections.extend([
        tables::section(facts),
        provenance::section(facts),
        roadmaps::section(facts),
        rules::section(facts),
        incomes::section(facts),
        calculators::section(facts),
    ]);
    sections.extend(NoteKind::all().map(|kind| notes::section(facts, kind)));
    sections.push(notes::not_encoded(facts));
    sections.retain(|section| section.kind.stays() || section.rows().next().is_some());
    sections
}

impl<'a> Facts<'a> {
    fn notes(&self) -> Option<&'a Notes> {
        self.catalog.notes_of(self.plan)
    }

    /// The name of a stage; its id where the plan does not have it.
    fn stage_name(&self, id: &str) -> String {
        self.plan.stage(id).map_or_else(|| id.to_owned(), |stage: &Stage| stage.name.clone())
    }

    /// What an audit calls `stage / variant`, by the names of the screen.
    fn table_name(&self, stage: &str, group: &str) -> String {
        let addon = self.plan.addons.iter().find(|addon| addon.id == group);
        if let Some(addon) = addon {
            return format!("+ {}", addon.name);
        }
        let of = self.plan.stage(stage);
        let variant = of.filter(|of| of.variants.len() > 1).and_then(|of| of.variants.iter().find(|v| v.id == group));
        let variant = variant.map(|variant| format!(", {}", variant.name)).unwrap_or_default();
        format!("{}{variant}", self.stage_name(stage))
    }
}

//! The document that people read: the question, the answer, the bill, what it means, what it rests on, and where that is from.

mod ahead;
mod assumptions;
mod baseline;
mod bill;
mod guesses;
mod sources;

pub use ahead::Ahead;
pub(super) use guesses::sentence as guesses;

use super::Subject;
use crate::catalog::{Catalog, Plan};
use crate::engine::{self, Quote};
use crate::report::facts::{self, Fact};
use crate::report::page::Table;
use crate::report::{self, Summary, rows};
use crate::scenario::Scenario;
use crate::text::clean_prose;
use std::collections::BTreeSet;

/// What sessions are called that nobody gave a name.
const NAMELESS: [&str; 2] = [super::UNNAMED, "untitled"];

/// A scenario, written up. Every figure is as a quote of it says it.
#[derive(Debug)]
pub struct Document {
    /// Plan, stage and variant.
    pub title: String,
    /// The question that it answers, where it has a name, and what its author wrote about it, by paragraphs.
    pub question: Option<String>,
    /// That too.
    pub notes: Vec<String>,
    /// Users, card, basis.
    pub terms: String,
    /// The answer in a few sentences.
    pub answer: Summary,
    /// Alerts and budgets that fire, targets that are missed, triggers that are true.
    pub spoken: Vec<Fact>,
    /// What to know about the figures.
    pub flags: Vec<Fact>,
    /// The bill of a month.
    pub bill: Section,
    /// Per user, against revenue, break-even.
    pub economics: Vec<Fact>,
    /// What lies around the scenario and ahead of it.
    pub ahead: Vec<Ahead>,
    /// What differs from the baseline, if there is another.
    pub baseline: Option<Section>,
    /// Everything that was chosen.
    pub assumptions: Section,
    /// Where the figures are from, and when they were read.
    pub sources: Section,
    /// The command that asks the same again, line by line.
    pub command: Vec<String>,
    /// The files of the user's own that it needs, and how another gets them; empty where it needs none.
    pub needs: String,
    /// By what it was made, when, and what to beware of.
    pub colophon: String,
}

/// A heading, a sentence, and tables.
#[derive(Clone, Debug)]
pub struct Section {
    /// Its heading.
    pub title: &'static str,
    /// What to know of all of it; may be empty.
    pub lead: String,
    /// Its tables.
    pub tables: Vec<Table>,
}

impl Document {
    /// The document of a subject.
    pub fn of(subject: &Subject) -> Self {
        let (catalog, session, scenario) = (subject.catalog, subject.session, subject.session.scenario());
        let quote = engine::quote(catalog, scenario);
        let name = Some(session.name.clone()).filter(|name| !NAMELESS.contains(&name.as_str()));
        let plan = engine::plan_of(catalog, scenario);
        Document {
            title: report::title(catalog, scenario, &quote),
            question: name,
            notes: paragraphs(&session.notes),
            terms: rows::terms(catalog, scenario, &quote),
            answer: report::summary(catalog, scenario, &quote),
            spoken: plan.map_or(Vec::new(), |plan| facts::spoken(catalog, plan, &quote)),
            flags: told(catalog, plan, &quote),
            bill: bill::section(scenario, plan, &quote, subject.today),
            economics: plan.map_or(Vec::new(), |plan| meaning(subject, plan, &quote)),
            ahead: plan.map_or(Vec::new(), |plan| ahead::all(subject, plan, &quote)),
            baseline: baseline::section(subject),
            assumptions: assumptions::section(subject, &quote),
            sources: sources::section(subject, &quote),
            command: report::command(scenario),
            needs: needs(catalog, scenario),
            colophon: colophon(subject),
        }
    }
}

/// Notes by paragraphs: a line that ends within a sentence goes on in the next, unless that begins as one of a list does.
fn paragraphs(notes: &str) -> Vec<String> {
    let mut paragraphs: Vec<String> = Vec::new();
    let mut ended = true;
    for line in clean_prose(notes).lines().map(str::trim) {
        let mark = line.trim_start_matches(|c: char| c.is_ascii_digit());
        let begins = line.starts_with(['-', '*', '+', '#', '>', '|']) || (mark != line && mark.starts_with(['.', ')']));
        match paragraphs.last_mut().filter(|_| !ended && !begins && !line.is_empty()) {
            Some(open) => open.push_str(&format!(" {line}")),
            None if line.is_empty() => {}
            None => paragraphs.push(line.to_owned()),
        }
        ended = line.is_empty() || line.ends_with(['.', '?', '!', ':', ')']);
    }
    paragraphs
}

/// What to know about the figures: what the quote says of them, what the plan says of its stage, and what of it is a guess.
fn told(catalog: &Catalog, plan: Option<&Plan>, quote: &Quote) -> Vec<Fact> {
    let note = |rest: String| Fact { label: "Note", figure: String::new(), rest };
    let stage = plan.and_then(|plan| plan.stages.get(quote.stage.index));
    let of_stage = stage.and_then(|stage| stage.note.clone()).map(note);
    let guessed = guesses(catalog, quote).map(note);
    facts::notes(quote).into_iter().chain(of_stage).chain(guessed).collect()
}

/// What whoever asks again needs beside the program.
fn needs(catalog: &Catalog, scenario: &Scenario) -> String {
    let needed = catalog.needed(&BTreeSet::from([&*scenario.plan]), &BTreeSet::from([&*scenario.card]));
    let files: Vec<&str> = needed.iter().map(|carried| carried.file.as_str()).collect();
    if files.is_empty() {
        return String::new();
    }
    format!(
        "The program does not have {}: it is private. The session exported with --with-catalog carries it.",
        files.join(", ")
    )
}

fn meaning(subject: &Subject, plan: &Plan, quote: &Quote) -> Vec<Fact> {
    let mut facts = facts::economics(plan, quote);
    if let Some(each) = report::default_revenue(subject.catalog, plan, subject.session.scenario()) {
        for fact in &mut facts {
            match fact.label {
                "Revenue" => fact.rest = format!(", at the default of {each} a {}", facts::user(plan)),
                // What that share is called would judge the user by a figure that nobody chose.
                "Infrastructure" => " of that revenue".clone_into(&mut fact.rest),
                _ => {}
            }
        }
    }
    facts.extend(facts::priced(subject.session.scenario(), quote));
    facts.extend(facts::levers(plan, quote));
    facts
}

fn colophon(subject: &Subject) -> String {
    format!(
        "Made by costtui {} on {}. Figures are exact, and rounded only here. List prices are on demand unless chosen otherwise, \
         without tax and without a negotiated discount: check them before you sign anything.",
        env!("CARGO_PKG_VERSION"),
        subject.today
    )
}

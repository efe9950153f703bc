//! The subcommands that answer with tables: levers, rules, calculators, roadmaps, notes and the audit.

use super::{Failure, Folders, ScenarioArgs, chosen, say_sheets};
use crate::amount::Overflow;
use crate::catalog::{Card, Catalog, NoteKind, Plan};
use crate::engine;
use crate::explore::{against, audit, cards, worth};
use crate::report::{self, Format};
use crate::run::today;
use crate::scenario::Scenario;
use crate::text::{clean, did_you_mean};
use clap::Args;
use std::process::ExitCode;

/// A scenario, and how its answer is written.
#[derive(Args, Debug)]
pub struct Asked {
    /// What is asked about.
    #[command(flatten)]
    pub(super) scenario: Box<ScenarioArgs>,
    /// How to write it
    #[arg(long, value_enum, default_value_t)]
    pub(super) format: Format,
}

/// What `calculate` takes.
#[derive(Args, Debug)]
pub struct CalculateArgs {
    #[command(flatten)]
    pub(super) asked: Asked,
    /// One calculator; all of the plan's unless given
    #[arg(long, value_name = "ID")]
    only: Option<String>,
}

/// What `roadmap` takes.
#[derive(Args, Debug)]
pub struct RoadmapArgs {
    #[command(flatten)]
    pub(super) asked: Asked,
    /// One roadmap; all of the plan's unless given
    #[arg(long, value_name = "ID")]
    only: Option<String>,
    /// Months to count, such as 1-24; all that have an end unless given
    #[arg(long, value_name = "FROM-TO", value_parser = months)]
    months: Option<(u32, u32)>,
}

/// What `notes` takes.
#[derive(Args, Debug)]
pub struct NotesArgs {
    #[command(flatten)]
    pub(super) asked: Asked,
    /// One kind of notes, such as checklist or procedure
    #[arg(long, value_name = "KIND", value_parser = kind)]
    kind: Option<NoteKind>,
}

/// What `cards` takes.
#[derive(Args, Debug)]
pub struct CardsArgs {
    #[command(flatten)]
    pub(super) asked: Asked,
    /// What comes first
    #[arg(long, value_enum, default_value_t)]
    sort: cards::Order,
}

/// What `audit` takes.
#[derive(Args, Debug)]
pub struct AuditArgs {
    /// Plan to audit; may be repeated; all of them unless given
    #[arg(long = "plan", value_name = "ID")]
    plans: Vec<String>,
    /// Hold the documents against the list prices of a card in place of themselves
    #[arg(long, value_name = "CARD", conflicts_with = "part")]
    against: Option<String>,
    /// Region of that card; its usual one unless given
    #[arg(long, value_name = "ID", requires = "against")]
    region: Option<String>,
    /// The table that comes first; the only one of a CSV
    #[arg(long, value_enum, default_value_t)]
    part: report::AuditPart,
    /// How to write it
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

/// `1-24`, or one month.
fn months(text: &str) -> Result<(u32, u32), String> {
    let (from, to) = text.split_once('-').unwrap_or((text, text));
    let month = |text: &str| text.trim().parse::<u32>().ok().filter(|month| (1..=12_000).contains(month));
    let span = month(from).zip(month(to)).filter(|(from, to)| from <= to);
    span.ok_or_else(|| "expected two months, such as 1-24".to_owned())
}

fn kind(text: &str) -> Result<NoteKind, String> {
    NoteKind::all().find(|kind| kind.id() == text).ok_or_else(|| {
        let hint = did_you_mean(text, NoteKind::all().map(NoteKind::id).collect::<Vec<_>>());
        format!("`{}` is no kind of note{hint}", crate::text::clean(text))
    })
}

/// The scenario of some arguments with its plan.
pub(super) fn scenario<'c>(
    folders: &Folders,
    asked: &Asked,
    catalog: &'c Catalog,
) -> Result<(Scenario, &'c Plan), Failure> {
    let scenario = chosen(folders, &asked.scenario, catalog)?;
    let plan = engine::plan_of(catalog, &scenario).ok_or_else(|| Failure::wrong(["the catalog has no plan"]))?;
    Ok((scenario, plan))
}

/// A figure that can't be held.
pub(super) fn too_large(_: Overflow) -> Failure {
    Failure::wrong(["a figure needs more than 28 digits"])
}

/// The items that are asked for: the one with this id, or all.
fn picked<'c, T>(
    what: &str,
    items: &'c [T],
    only: Option<&String>,
    id: impl Fn(&T) -> &String,
) -> Result<Vec<&'c T>, Failure> {
    let Some(name) = only else { return Ok(items.iter().collect()) };
    let found = items.iter().find(|item| id(item) == name);
    found.map(|found| vec![found]).ok_or_else(|| {
        let hint = did_you_mean(name, items.iter().map(|item| id(item).as_str()).collect::<Vec<_>>());
        let of = if what == "plan" { "" } else { " of this plan" };
        Failure::wrong([format!("`{}` is no {what}{of}{hint}", crate::text::clean(name))])
    })
}

/// What each lever saves now.
pub(super) fn levers(folders: &Folders, asked: &Asked, catalog: &Catalog) -> Result<ExitCode, Failure> {
    let (scenario, plan) = scenario(folders, asked, catalog)?;
    let title = report::title(catalog, &scenario, &engine::quote(catalog, &scenario));
    let worth = worth::levers(catalog, plan, &scenario).levers;
    say_sheets(asked.format, &[report::levers::levers(plan, &worth, title)])
}

/// What the rules say now.
pub(super) fn rules(folders: &Folders, asked: &Asked, catalog: &Catalog) -> Result<ExitCode, Failure> {
    let (scenario, plan) = scenario(folders, asked, catalog)?;
    let quote = engine::quote(catalog, &scenario);
    let title = report::title(catalog, &scenario, &quote);
    say_sheets(asked.format, &[report::rules::rules(catalog, plan, &scenario, &quote, title)])
}

/// Calculators with the scenario's inputs.
pub(super) fn calculate(folders: &Folders, args: &CalculateArgs, catalog: &Catalog) -> Result<ExitCode, Failure> {
    let (scenario, plan) = scenario(folders, &args.asked, catalog)?;
    let all = catalog.notes_of(plan).map_or(&[][..], |notes| &notes.calculators);
    let which = picked("calculator", all, args.only.as_ref(), |of| &of.id)?;
    say_sheets(args.asked.format, &[report::calculate(catalog, plan, &scenario, &which)])
}

/// What roadmaps add up to.
pub(super) fn roadmap(folders: &Folders, args: &RoadmapArgs, catalog: &Catalog) -> Result<ExitCode, Failure> {
    let (scenario, plan) = scenario(folders, &args.asked, catalog)?;
    let maps = picked("roadmap", &plan.roadmaps, args.only.as_ref(), |map| &map.id)?;
    if maps.is_empty() {
        let others = catalog.plans.iter().filter(|plan| !plan.roadmaps.is_empty()).map(|plan| plan.id.as_str());
        let others: Vec<&str> = others.collect();
        return Err(Failure::wrong([format!("`{}` has no roadmap; these have: {}", plan.id, others.join(", "))]));
    }
    let answers = maps.into_iter().map(|map| report::roadmap(catalog, plan, map, args.months, &scenario));
    say_sheets(args.asked.format, &answers.collect::<Result<Vec<_>, _>>().map_err(too_large)?)
}

/// What to know and do.
pub(super) fn notes(folders: &Folders, args: &NotesArgs, catalog: &Catalog) -> Result<ExitCode, Failure> {
    let (_, plan) = scenario(folders, &args.asked, catalog)?;
    say_sheets(args.asked.format, &[report::notes(plan, catalog.notes_of(plan), args.kind)])
}

/// What documents contradict.
pub(super) fn audit(args: &AuditArgs, catalog: &Catalog) -> Result<ExitCode, Failure> {
    let mut plans = Vec::new();
    for id in &args.plans {
        plans.extend(picked("plan", &catalog.plans, Some(id), |plan| &plan.id)?);
    }
    if args.plans.is_empty() {
        plans.extend(&catalog.plans);
    }
    let answers: Result<Vec<_>, Overflow> = match &args.against {
        Some(id) => {
            let card = list_card(catalog, id, args.region.as_deref())?;
            let held = |plan: &Plan| against::against(catalog, plan, card, args.region.as_deref(), &Scenario::of(plan));
            plans.into_iter().map(|plan| Ok(report::against(plan, id, &held(plan)?))).collect()
        }
        None => {
            plans.into_iter().map(|plan| Ok(report::audit(plan, &audit::audit(catalog, plan)?, args.part))).collect()
        }
    };
    say_sheets(args.format, &answers.map_err(too_large)?)
}

/// A card that documents can be held against, with the region, or the nearest right names.
fn list_card<'c>(catalog: &'c Catalog, id: &str, region: Option<&str>) -> Result<&'c Card, Failure> {
    let lists: Vec<&Card> = catalog.cards.iter().filter(|card| card.plan.is_none()).collect();
    let wrong = |what: &str, name: &str, known: &[&str]| {
        Failure::wrong([format!("`{}` is no {what}{}", clean(name), did_you_mean(name, known.iter().copied()))])
    };
    let ids: Vec<&str> = lists.iter().map(|card| card.id.as_str()).collect();
    let card = lists.into_iter().find(|card| card.id == id).ok_or_else(|| wrong("list card", id, &ids))?;
    let regions: Vec<&str> = card.regions.iter().map(|region| region.id.as_str()).collect();
    match region {
        Some(name) if !regions.contains(&name) => Err(wrong("region of this card", name, &regions)),
        _ => Ok(card),
    }
}

/// The same on every card and region.
pub(super) fn cards(folders: &Folders, args: &CardsArgs, catalog: &Catalog) -> Result<ExitCode, Failure> {
    let (scenario, plan) = scenario(folders, &args.asked, catalog)?;
    let quote = engine::quote(catalog, &scenario);
    let offers = cards::offers(catalog, plan, &scenario, args.sort);
    let title = report::cards::title(catalog, &scenario, &quote);
    let answer = report::cards::cards(&offers, args.sort, today(), title, &plan.id);
    say_sheets(args.asked.format, &[answer])
}

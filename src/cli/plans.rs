//! The plans and the names in them, for people and for scripts.

use crate::amount::{exact, grouped, money_range};
use crate::catalog::{Catalog, DOCUMENTED, Plan, Stage};
use serde::Serialize;

/// What the list of plans is written as.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    /// A few lines for each plan.
    #[default]
    Text,
    /// Every name.
    Json,
}

#[derive(Serialize)]
struct Row<'a> {
    id: &'a str,
    name: &'a str,
    about: &'a str,
    scale: &'a str,
    source: &'a str,
    stages: Vec<StageRow<'a>>,
    addons: Vec<&'a str>,
    levers: Vec<&'a str>,
    cards: Vec<&'a str>,
}

#[derive(Serialize)]
struct StageRow<'a> {
    id: &'a str,
    name: &'a str,
    low: Option<String>,
    high: Option<String>,
    headline: Option<[String; 2]>,
    variants: Vec<&'a str>,
}

/// The plans of a catalog, with the last line end.
pub(super) fn write(format: Format, catalog: &Catalog) -> String {
    let rows: Vec<Row> = catalog.plans.iter().map(|plan| Row::of(catalog, plan)).collect();
    if format == Format::Json {
        let list = serde_json::json!({ "format": 1, "plans": rows });
        return format!("{list:#}\n");
    }
    let shown = catalog.plans.iter().zip(&rows).map(|(plan, row)| text(plan, row));
    let mut out = shown.collect::<Vec<_>>().join("\n");
    out.push_str(&regions(catalog));
    out
}

/// The regions of the cards that have any: what `--region` takes.
fn regions(catalog: &Catalog) -> String {
    let mut out = String::from("\nregions, the usual one first\n");
    for card in catalog.cards.iter().filter(|card| !card.regions.is_empty()) {
        let regions: Vec<&str> = card.regions.iter().map(|region| region.id.as_str()).collect();
        out.push_str(&format!("  {}: {}\n", card.id, regions.join(", ")));
    }
    out
}

impl<'a> Row<'a> {
    fn of(catalog: &'a Catalog, plan: &'a Plan) -> Self {
        Row {
            id: &plan.id,
            name: &plan.name,
            about: &plan.about,
            scale: &plan.scale,
            source: &plan.source,
            stages: plan.stages.iter().map(StageRow::of).collect(),
            addons: plan.addons.iter().map(|addon| addon.id.as_str()).collect(),
            levers: plan.levers.iter().map(|lever| lever.id.as_str()).collect(),
            cards: std::iter::once(DOCUMENTED)
                .chain(catalog.cards_that_price(plan).into_iter().map(|card| card.id.as_str()))
                .collect(),
        }
    }
}

impl<'a> StageRow<'a> {
    fn of(stage: &'a Stage) -> Self {
        StageRow {
            id: &stage.id,
            name: &stage.name,
            low: stage.low.map(exact),
            high: stage.high.map(exact),
            headline: stage.headline.map(|headline| [exact(headline.low), exact(headline.high)]),
            variants: stage.variants.iter().map(|variant| variant.id.as_str()).collect(),
        }
    }
}

fn text(plan: &Plan, row: &Row) -> String {
    let mut out = format!("{}  {}\n  {}\n", plan.id, plan.name, plan.about);
    let widest = plan.stages.iter().map(|stage| stage.id.len()).max().unwrap_or_default();
    let bands: Vec<String> = plan.stages.iter().map(|stage| band(plan, stage)).collect();
    let broadest = bands.iter().map(|band| band.chars().count()).max().unwrap_or_default();
    for ((stage, names), band) in plan.stages.iter().zip(&row.stages).zip(&bands) {
        let headline = stage.headline.map(money_range).unwrap_or_default();
        let plus = if stage.headline_open { "+" } else { "" };
        let variants = names.variants.join(", ");
        let line = format!("  {:widest$}  {band:broadest$}  {variants}", stage.id);
        let said = if headline.is_empty() { String::new() } else { format!("  (headline {headline}{plus})") };
        out.push_str(&format!("{line}{said}\n"));
    }
    for (label, names) in [("add-ons", &row.addons), ("levers", &row.levers), ("cards", &row.cards)] {
        if !names.is_empty() {
            out.push_str(&format!("  {label}: {}\n", names.join(", ")));
        }
    }
    out
}

fn band(plan: &Plan, stage: &Stage) -> String {
    let edge = |value| grouped(value, 0);
    match (stage.low, stage.high) {
        (Some(low), Some(high)) => format!("{} to {} {}", edge(low), edge(high), plan.scale),
        (Some(low), None) => format!("above {} {}", edge(low), plan.scale),
        _ => "picked by hand".to_owned(),
    }
}

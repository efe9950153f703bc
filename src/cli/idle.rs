//! Changes of lines that the bill does not have: they are sound, since another stage has the line, and do nothing here.

use crate::catalog::{Catalog, Plan, Variant};
use crate::engine::{self, Quote};
use crate::scenario::Scenario;
use crate::text::{clean, did_you_mean};

/// What is good to know of the flags: each change that this quote has no line for, the nearest line that it has, and where
/// the line is.
pub(super) fn notes(catalog: &Catalog, scenario: &Scenario, flags: &[String], quote: &Quote) -> Vec<String> {
    let Some(plan) = engine::plan_of(catalog, scenario) else { return Vec::new() };
    flags.iter().filter_map(|flag| note(plan, quote, flag)).collect()
}

fn note(plan: &Plan, quote: &Quote, flag: &str) -> Option<String> {
    let (key, _) = flag.split('=').next()?.rsplit_once('.')?;
    let (stage, line) = key.split_once('/').map_or((None, key), |(stage, line)| (Some(stage), line));
    let here = plan.stages.get(quote.stage.index)?;
    let says = |words: String| Some(format!("--override {}: {words}", clean(flag)));
    if stage.is_some_and(|stage| stage != here.id) {
        return says(format!("the stage that is priced is `{}`: it changes nothing here", here.id));
    }
    let lines = || quote.lines.iter().map(|line| &line.line).chain(&quote.dropped).map(|line| line.id.as_str());
    if lines().any(|id| id == line) {
        return None;
    }
    let near = did_you_mean(line, lines().collect::<Vec<_>>());
    says(format!(
        "this bill of `{}` has no such line; it stands in {}{near}",
        here.id,
        places(plan, &here.id, line).join(", ")
    ))
}

/// Where a plan has a line: its other stages, and the variants and add-ons that are not chosen.
fn places(plan: &Plan, here: &str, line: &str) -> Vec<String> {
    let has = |variant: &&Variant| variant.lines.iter().any(|other| other.id == line);
    let mut places = Vec::new();
    for stage in &plan.stages {
        let variants = stage.variants.iter().filter(has);
        match stage.id == here {
            true => places.extend(variants.map(|variant| format!("its variant `{}`", variant.id))),
            false => places.extend(variants.take(1).map(|_| format!("`{}`", stage.id))),
        }
    }
    places.extend(plan.addons.iter().filter(has).map(|addon| format!("the add-on `{}`", addon.id)));
    places
}

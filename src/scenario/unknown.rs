//! Names in a scenario that the catalog does not have, each with the nearest right ones.

use super::Scenario;
use crate::catalog::{Catalog, DOCUMENTED, Plan};
use crate::faults::MOST_HINTED;
use crate::text::did_you_mean;
use std::collections::{HashMap, HashSet};

impl Scenario {
    /// Names in it that the catalog does not have: what kind of name, the name, and a hint.
    pub fn unknown(&self, catalog: &Catalog) -> Vec<Unknown> {
        let mut found = Vec::new();
        let Some(plan) = catalog.plan(&self.plan) else {
            found.push(Unknown::new("plan", &self.plan, catalog.plans.iter().map(|p| p.id.as_str())));
            return found;
        };
        let stages = plan.stages.iter().map(|s| s.id.as_str());
        found.extend(self.stage.iter().filter_map(|id| Unknown::check("stage", id, stages.clone().chain(["auto"]))));
        let priced = plan.stages.iter().flat_map(|stage| &stage.variants).chain(&plan.addons).map(|v| v.id.as_str());
        found.extend(self.variant.iter().filter_map(|id| Unknown::check("variant", id, priced.clone())));
        let addons = plan.addons.iter().map(|a| a.id.as_str());
        found.extend(self.addons.iter().filter_map(|id| Unknown::check("add-on", id, addons.clone())));
        let cards = catalog.cards_of(plan).map(|c| c.id.as_str()).chain([DOCUMENTED]);
        found.extend(Unknown::check("card", &self.card, cards.collect::<Vec<_>>()).map(|unknown| {
            let of = catalog.card(&self.card).and_then(|card| card.plan.as_ref());
            let hint = of.map(|plan| format!("; it is the comparison of the plan `{plan}` alone"));
            Unknown { hint: hint.unwrap_or(unknown.hint), ..unknown }
        }));
        let regions = catalog.card(&self.card).into_iter().flat_map(|card| &card.regions).map(|r| r.id.as_str());
        found.extend(self.region.iter().filter_map(|id| Unknown::check("region of this card", id, regions.clone())));
        // Not "known: none": a price that holds everywhere has no region to name.
        for region in found.iter_mut().filter(|region| region.what == "region of this card") {
            if regions.clone().next().is_none() {
                region.hint = match self.card == DOCUMENTED {
                    true => "; it belongs to a card: `--card aws --region eu-central-1`".to_owned(),
                    false => "; this card has one price everywhere".to_owned(),
                };
            }
        }
        let sliders = catalog.sliders.iter().map(|s| s.id.as_str());
        check_all("slider", self.sliders.keys().chain(self.spreads.keys()), sliders, &mut found);
        let levers = plan.levers.iter().filter(|l| l.acts()).map(|l| l.id.as_str());
        check_all("lever", self.levers.keys(), levers, &mut found);
        let metrics = if self.answers.is_empty() { Vec::new() } else { catalog.metric_ids() };
        check_all("metric", self.answers.keys(), metrics.iter().map(String::as_str), &mut found);
        let inputs = if self.inputs.is_empty() { Vec::new() } else { catalog.input_ids(plan) };
        check_all("input", self.inputs.keys(), inputs.iter().map(String::as_str), &mut found);
        let categories = catalog.categories.iter().map(|category| category.id.as_str());
        check_all("category", self.factors.keys(), categories, &mut found);
        check_lines(plan, self.overrides.keys(), &mut found);
        found
    }
}

/// Names held against those there are, which are gone through once.
fn check_all<'a>(
    what: &'static str,
    names: impl Iterator<Item = &'a String>,
    known: impl Iterator<Item = &'a str> + Clone,
    found: &mut Vec<Unknown>,
) {
    let mut names = names.peekable();
    let there: HashSet<&str> = names.peek().map(|_| known.clone().collect()).unwrap_or_default();
    for name in names.filter(|name| !there.contains(name.as_str())) {
        found.push(Unknown::among(what, name, known.clone(), found.len()));
    }
}

/// What leads nowhere of the keys of changed lines: the stage or the line, or the line at that stage.
fn check_lines<'a>(plan: &Plan, keys: impl Iterator<Item = &'a String>, found: &mut Vec<Unknown>) {
    let mut keys = keys.peekable();
    if keys.peek().is_none() {
        return;
    }
    let stages = || plan.stages.iter().map(|stage| stage.id.as_str());
    let all = || plan.lines().map(|line| line.id.as_str());
    let (known_stages, known_lines): (HashSet<&str>, HashSet<&str>) = (stages().collect(), all().collect());
    // The lines of each stage whose lines are asked for.
    let mut at_stages: HashMap<&str, HashSet<&str>> = HashMap::new();
    for key in keys {
        let (stage, line) = key.split_once('/').map_or((None, key.as_str()), |(stage, line)| (Some(stage), line));
        let right = found.len();
        if let Some(stage) = stage.filter(|stage| !known_stages.contains(stage)) {
            found.push(Unknown::among("stage", stage, stages(), found.len()));
        }
        if !known_lines.contains(line) {
            found.push(Unknown::among("line", line, all(), found.len()));
        }
        let Some(stage) = stage.filter(|_| found.len() == right).and_then(|stage| plan.stage(stage)) else { continue };
        let variants = || stage.variants.iter().chain(&plan.addons);
        let here = || variants().flat_map(|variant| &variant.lines).map(|line| line.id.as_str());
        if !at_stages.entry(&stage.id).or_insert_with(|| here().collect()).contains(line) {
            found.push(Unknown::among("line of this stage", line, here().collect::<Vec<_>>(), found.len()));
        }
    }
}

/// A name that leads nowhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unknown {
    /// What it should be the name of.
    pub what: &'static str,
    /// The name.
    pub name: String,
    /// The nearest right names, or that there are none.
    pub hint: String,
}

impl Unknown {
    fn new<'a>(what: &'static str, name: &str, known: impl IntoIterator<Item = &'a str> + Clone) -> Self {
        Unknown::among(what, name, known, 0)
    }

    /// The same behind others; of hundreds, nobody misspelt a name.
    fn among<'a>(
        what: &'static str,
        name: &str,
        known: impl IntoIterator<Item = &'a str> + Clone,
        before: usize,
    ) -> Self {
        if before >= MOST_HINTED {
            return Unknown { what, name: crate::text::clean(name), hint: String::new() };
        }
        let none = known.clone().into_iter().next().is_none();
        let hint = if none { format!("; there is no {what} here") } else { did_you_mean(name, known) };
        Unknown { what, name: crate::text::clean(name), hint }
    }

    fn check<'a>(what: &'static str, name: &str, known: impl IntoIterator<Item = &'a str> + Clone) -> Option<Self> {
        let there = known.clone().into_iter().any(|candidate| candidate == name);
        (!there).then(|| Unknown::new(what, name, known))
    }
}

impl Unknown {
    /// What was expected, for the place where the name stands.
    pub fn expected(&self) -> String {
        let article = if self.what.starts_with(['a', 'i']) { "an" } else { "a" };
        format!("expected {article} {}{}", self.what, self.hint)
    }
}

impl std::fmt::Display for Unknown {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "`{}` is no {}{}", self.name, self.what, self.hint)
    }
}

//! Names in a scenario that the catalog does not have, each with the nearest right ones.

use super::Scenario;
use crate::catalog::{Catalog, DOCUMENTED, Plan};
use crate::text::did_you_mean;

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
        let moved = self.sliders.keys().chain(self.spreads.keys());
        found.extend(moved.filter_map(|id| Unknown::check("slider", id, sliders.clone())));
        let levers = plan.levers.iter().filter(|l| l.acts()).map(|l| l.id.as_str());
        found.extend(self.levers.keys().filter_map(|id| Unknown::check("lever", id, levers.clone())));
        let metrics = catalog.metric_ids();
        let metrics = metrics.iter().map(String::as_str);
        found.extend(self.answers.keys().filter_map(|id| Unknown::check("metric", id, metrics.clone())));
        let inputs = catalog.input_ids(plan);
        let inputs = inputs.iter().map(String::as_str);
        found.extend(self.inputs.keys().filter_map(|id| Unknown::check("input", id, inputs.clone())));
        let categories = catalog.categories.iter().map(|category| category.id.as_str());
        found.extend(self.factors.keys().filter_map(|id| Unknown::check("category", id, categories.clone())));
        found.extend(self.overrides.keys().flat_map(|key| no_line(plan, key)));
        found
    }
}

/// What leads nowhere of the key of a changed line: the stage or the line, or the line at that stage.
fn no_line(plan: &Plan, key: &str) -> Vec<Unknown> {
    let all: Vec<&str> = plan.lines().map(|line| line.id.as_str()).collect();
    let Some((stage, line)) = key.split_once('/') else {
        return Unknown::check("line", key, all).into_iter().collect();
    };
    let stages: Vec<&str> = plan.stages.iter().map(|stage| stage.id.as_str()).collect();
    let unknown = Unknown::check("stage", stage, stages).into_iter().chain(Unknown::check("line", line, all));
    let unknown: Vec<Unknown> = unknown.collect();
    let Some(at) = plan.stage(stage).filter(|_| unknown.is_empty()) else { return unknown };
    let variants = at.variants.iter().chain(&plan.addons);
    let here: Vec<&str> = variants.flat_map(|variant| &variant.lines).map(|line| line.id.as_str()).collect();
    Unknown::check("line of this stage", line, here).into_iter().collect()
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

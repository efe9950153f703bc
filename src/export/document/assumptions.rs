//! Everything that was chosen, and what stands where nothing is.

use super::{Section, Subject, guesses};
use crate::amount::{Decimal, Estimate, exact, money_fine, percent_short, plain};
use crate::catalog::{Catalog, DOCUMENTED, Metric, Plan, Slider, Variant};
use crate::engine::{self, Quote};
use crate::report::page::{Row, Table};
use crate::report::{self, measure, rows};
use crate::scenario::{Basis, Override, Scenario};
use crate::text::capital;

/// What is said of a slider that neither the plan nor the user moved.
const NOT_CHOSEN: &str = "not chosen: the slider's default";

/// What is assumed, as what, and what it would be unless chosen.
type Assumed = [String; 3];

pub(super) fn section(subject: &Subject, quote: &Quote) -> Section {
    let (catalog, scenario) = (subject.catalog, subject.session.scenario());
    let of_plan = |plan| {
        let about = About { catalog, plan, scenario };
        [
            about.plan(quote),
            about.terms(),
            about.sliders(),
            about.levers(),
            about.factors(),
            about.overrides(),
            about.answers(),
        ]
        .concat()
    };
    let assumed: Vec<Assumed> = engine::plan_of(catalog, scenario).map(of_plan).unwrap_or_default();
    let rows = assumed.into_iter().map(|cells| Row { cells: cells.into(), ..Row::default() }).collect();
    let columns = ["What", "Is", "Unless chosen"].map(|name| (name.to_owned(), false)).into();
    let table = Table { caption: "What was chosen".to_owned(), columns, rows, empty: String::new() };
    let tables = [Some(table), guesses::table(catalog, quote)].into_iter().flatten().collect();
    Section { title: "Assumptions", lead: String::new(), tables }
}

struct About<'a> {
    catalog: &'a Catalog,
    plan: &'a Plan,
    scenario: &'a Scenario,
}

fn assumed(what: impl Into<String>, is: impl Into<String>, unless: impl Into<String>) -> Assumed {
    [what.into(), is.into(), unless.into()]
}

impl About<'_> {
    fn plan(&self, quote: &Quote) -> Vec<Assumed> {
        let plan = self.plan;
        let stage = plan.stages.get(quote.stage.index);
        let place = format!("{} of {}", quote.stage.index + 1, plan.stages.len());
        let pinned = self.scenario.stage.is_some();
        let variants = stage.into_iter().flat_map(|stage| &stage.variants).chain(&plan.addons);
        let variant = variants.clone().find(|variant| Some(&variant.id) == quote.stage.variant.as_ref());
        let first = stage
            .and_then(|stage| stage.variants.first())
            .filter(|first| Some(&first.id) != quote.stage.variant.as_ref());
        let addons = plan.addons.iter().filter(|addon| self.scenario.addons.contains(&addon.id));
        let addons: Vec<&str> = addons.map(|addon| addon.name.as_str()).collect();
        let mut out = vec![assumed("Plan", plan.name.clone(), "")];
        out.extend(stage.map(|stage| {
            let how = if pinned { "pinned" } else { "the users pick it" };
            assumed("Stage", format!("{place}, {} ({how})", stage.name), if pinned { "the users pick it" } else { "" })
        }));
        let name = |of: Option<&Variant>| of.map(|of| of.name.clone()).unwrap_or_default();
        out.extend(variant.map(|variant| assumed("Variant", variant.name.clone(), name(first))));
        let some = !addons.is_empty();
        out.push(assumed(
            "Add-ons",
            if some { addons.join(", ") } else { "none".to_owned() },
            if some { "none" } else { "" },
        ));
        out
    }

    fn terms(&self) -> Vec<Assumed> {
        let scenario = self.scenario;
        let chosen = scenario.card != DOCUMENTED;
        let basis = match scenario.basis {
            Basis::Lines => "lines: they are summed",
            Basis::Buffered => "buffered: the lines, and the buffer on them",
            Basis::Stated => "stated: the printed total",
            Basis::Headline => "headline: the printed headline",
        };
        let usual = scenario.basis == Basis::Lines;
        let quantities = if scenario.elastic { "follow users and the other sliders" } else { "as printed" };
        let mut out = vec![
            assumed("Card", rows::card(self.catalog, scenario), if chosen { "as documented" } else { "" }),
            assumed("Basis", basis, if usual { "" } else { "lines" }),
            assumed("Quantities", quantities, if scenario.elastic { "" } else { "follow users and the other sliders" }),
        ];
        if chosen {
            out.push(assumed("Bought", scenario.purchase.label(), ""));
        }
        out.extend(scenario.buffer.map(|share| assumed("Buffer", percent_short(share), "as printed")));
        out.extend(scenario.hours.map(|hours| assumed("Hours a month", plain(hours), "those of each line")));
        out
    }

    fn sliders(&self) -> Vec<Assumed> {
        let (catalog, scenario) = (self.catalog, self.scenario);
        let row = |slider: &Slider| {
            let (value, start) = (scenario.value(catalog, slider), scenario.start(catalog, slider));
            let name = if slider.id == "users" { capital(&self.plan.scale) } else { slider.label.clone() };
            let unless = match value == start {
                true if report::nobody_chose(self.plan, scenario, slider) => NOT_CHOSEN.to_owned(),
                true => String::new(),
                false => slider.show(start),
            };
            let spread = scenario.spreads.get(&slider.id).map(|spread| format!("; may be {}", spread.words(slider)));
            assumed(name, format!("{}{}", slider.show(value), spread.unwrap_or_default()), unless)
        };
        let of_plan: Vec<&Slider> = catalog.sliders_of(self.plan).collect();
        let moved = |id: &String| scenario.sliders.contains_key(id) || scenario.spreads.contains_key(id);
        let others = catalog.sliders.iter().filter(|slider| moved(&slider.id));
        let others = others.filter(|slider| of_plan.iter().all(|known| known.id != slider.id));
        of_plan.iter().copied().chain(others).map(row).collect()
    }

    fn levers(&self) -> Vec<Assumed> {
        let row = |(id, share): (&String, &Decimal)| {
            let lever = self.plan.levers.iter().find(|lever| lever.id == *id);
            let name = lever.map_or(id, |lever| &lever.name);
            assumed(format!("Lever: {name}"), percent_short(*share), "off")
        };
        self.scenario.levers.iter().map(row).collect()
    }

    fn factors(&self) -> Vec<Assumed> {
        let row = |(category, factor): (&String, &Estimate)| {
            assumed(format!("Your bill: {category}"), format!("× {}", engine::shown_factor(factor)), "× 1")
        };
        self.scenario.factors.iter().map(row).collect()
    }

    fn overrides(&self) -> Vec<Assumed> {
        let name = |key: &str| {
            let (stage, id) = key.split_once('/').map_or((None, key), |(stage, id)| (Some(stage), id));
            let item = self.plan.lines().find(|line| line.id == id).map_or(id, |line| &line.item);
            let stage = stage.and_then(|id| self.plan.stage(id)).map(|stage| format!(", at {}", stage.name));
            format!("{item}{}", stage.unwrap_or_default())
        };
        let said = |change: &Override| {
            let parts = [
                change.drop.then(|| "left out".to_owned()),
                change.quantity.map(|n| format!("quantity {}", plain(n))),
                change.amount.map(|n| format!("{} a month", money_fine(n))),
                change.unit_price.map(|n| format!("{} for one", money_fine(n))),
            ];
            parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
        };
        let row = |(key, change): (&String, &Override)| assumed(name(key), said(change), "as printed");
        self.scenario.overrides.iter().map(row).collect()
    }

    /// Answers to what rules ask, and inputs of calculators.
    fn answers(&self) -> Vec<Assumed> {
        let answer = |(id, value): (&String, &Decimal)| match self.catalog.metric(id) {
            Some(Metric::Asked(asked)) => assumed(asked.label.clone(), measure::answer(asked, *value), "not answered"),
            _ => assumed(measure::metric_name(self.catalog, self.plan, id), exact(*value), "computed"),
        };
        let calculators = self.catalog.notes_of(self.plan).map_or(&[][..], |notes| &notes.calculators);
        let input = |(key, value): (&String, &Decimal)| {
            let parts = key.split_once('/');
            let of = parts.and_then(|(of, id)| Some((calculators.iter().find(|known| known.id == of)?, id)));
            let found = of.and_then(|(of, id)| of.inputs.iter().find(|input| input.id == id));
            let name = found.map_or(key, |input| &input.label);
            assumed(format!("Input: {name}"), exact(*value), "the document's")
        };
        self.scenario.answers.iter().map(answer).chain(self.scenario.inputs.iter().map(input)).collect()
    }
}

//! What the user chose: set, nudged, clamped, overridden. Every part has a text form, shared by flags, sessions and undo.

mod text;

pub use text::{BadChoice, put};

use crate::amount::{Decimal, Number};
use crate::catalog::{Catalog, DOCUMENTED, Plan, Scale, Slider};
use crate::text::did_you_mean;
use std::collections::BTreeMap;

/// Which figures a stage's total is made of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Basis {
    /// The lines, summed.
    #[default]
    Lines,
    /// The lines and the printed buffer.
    Buffered,
    /// The printed total.
    Stated,
    /// The printed headline.
    Headline,
}

impl Basis {
    /// All of them, in the order of the chooser.
    pub const ALL: [Basis; 4] = [Basis::Lines, Basis::Buffered, Basis::Stated, Basis::Headline];

    /// Its name everywhere.
    pub fn id(self) -> &'static str {
        match self {
            Basis::Lines => "lines",
            Basis::Buffered => "buffered",
            Basis::Stated => "stated",
            Basis::Headline => "headline",
        }
    }
}

/// What the user changed of a line.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Override {
    /// How many, whatever the quantity follows.
    pub quantity: Option<Decimal>,
    /// What it costs a month, whatever it is the price of.
    pub amount: Option<Decimal>,
    /// The price of one unit.
    pub unit_price: Option<Decimal>,
    /// Whether it is left out.
    pub drop: bool,
}

/// Everything a quote depends on beside the catalog.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scenario {
    /// The plan.
    pub plan: String,
    /// The pinned stage; none lets the users slider pick.
    pub stage: Option<String>,
    /// The chosen variant, in stages that have it; elsewhere the first is priced.
    pub variant: Option<String>,
    /// The add-ons that are on.
    pub addons: Vec<String>,
    /// The card; `documented` for the plan's own figures.
    pub card: String,
    /// What the total is made of.
    pub basis: Basis,
    /// Whether quantities move inside a stage.
    pub elastic: bool,
    /// A buffer in place of the printed one, as a share.
    pub buffer: Option<Decimal>,
    /// Hours a month in place of those of each line.
    pub hours: Option<Decimal>,
    /// Slider values that are not where the plan starts.
    pub sliders: BTreeMap<String, Decimal>,
    /// Levers that are on, and the share of what they touch.
    pub levers: BTreeMap<String, Decimal>,
    /// Lines that were changed, by `stage/line` or, for every stage that has it, by the line.
    pub overrides: BTreeMap<String, Override>,
}

impl Scenario {
    /// A plan as it starts.
    pub fn of(plan: &Plan) -> Self {
        Scenario {
            plan: plan.id.clone(),
            stage: None,
            variant: None,
            addons: Vec::new(),
            card: DOCUMENTED.to_owned(),
            basis: Basis::default(),
            elastic: true,
            buffer: None,
            hours: None,
            sliders: BTreeMap::new(),
            levers: BTreeMap::new(),
            overrides: BTreeMap::new(),
        }
    }

    /// What the user changed of a line: at one stage (`stage/line`), else wherever a line has this id.
    pub fn change_of(&self, stage: &str, line: &str) -> Option<&Override> {
        if self.overrides.is_empty() {
            return None;
        }
        self.overrides.get(&format!("{stage}/{line}")).or_else(|| self.overrides.get(line))
    }

    /// Where a slider stands.
    pub fn value(&self, catalog: &Catalog, slider: &Slider) -> Decimal {
        self.sliders.get(&slider.id).copied().unwrap_or_else(|| self.start(catalog, slider))
    }

    /// Where the plan starts a slider.
    pub fn start(&self, catalog: &Catalog, slider: &Slider) -> Decimal {
        let own = catalog.plan(&self.plan).and_then(|plan| plan.sliders.iter().find(|(id, _)| *id == slider.id));
        slider.clamp(own.map_or(slider.default, |(_, value)| *value))
    }

    /// Moves a slider to a value, held to its ends.
    pub fn set(&mut self, catalog: &Catalog, slider: &Slider, value: Decimal) {
        let value = slider.clamp(value).normalize();
        if value == self.start(catalog, slider) {
            self.sliders.remove(&slider.id);
        } else {
            self.sliders.insert(slider.id.clone(), value);
        }
    }

    /// Moves a slider by fine or coarse steps, onto their grid.
    pub fn nudge(&mut self, catalog: &Catalog, slider: &Slider, up: bool, coarse: bool) {
        let value = self.value(catalog, slider);
        self.set(catalog, slider, stepped(slider, value, up, coarse));
    }

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
        found.extend(Unknown::check("card", &self.card, cards.collect::<Vec<_>>()));
        let sliders = catalog.sliders.iter().map(|s| s.id.as_str());
        found.extend(self.sliders.keys().filter_map(|id| Unknown::check("slider", id, sliders.clone())));
        let levers = plan.levers.iter().map(|l| l.id.as_str());
        found.extend(self.levers.keys().filter_map(|id| Unknown::check("lever", id, levers.clone())));
        let lines: Vec<&str> = plan.lines().map(|l| l.id.as_str()).collect();
        for key in self.overrides.keys() {
            let (stage, line) = key.split_once('/').map_or((None, key.as_str()), |(stage, line)| (Some(stage), line));
            found.extend(stage.and_then(|id| Unknown::check("stage", id, stages.clone())));
            found.extend(Unknown::check("line", line, lines.clone()));
        }
        found
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
        let article = if self.what.starts_with('a') { "an" } else { "a" };
        format!("expected {article} {}{}", self.what, self.hint)
    }
}

impl std::fmt::Display for Unknown {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "`{}` is no {}{}", self.name, self.what, self.hint)
    }
}

/// The next value on the step's grid, so that the ends and round values stay within reach.
fn stepped(slider: &Slider, value: Decimal, up: bool, coarse: bool) -> Decimal {
    let part = if coarse { slider.coarse } else { slider.fine };
    match slider.scale {
        Scale::Linear => on_grid(value, part, up).unwrap_or(value),
        Scale::Log => log_stepped(slider, value, part, up).unwrap_or(value),
    }
}

fn log_stepped(slider: &Slider, value: Decimal, part: Decimal, up: bool) -> Option<Decimal> {
    if value < slider.least || value.is_zero() {
        return Some(if up { slider.least } else { slider.min });
    }
    let mut decade = decade_of(value)?;
    if !up && value == decade {
        decade = decade.over(Decimal::TEN).ok()?; // 10,000 goes down to 9,900, not to 9,000
    }
    let mut step = decade.times(part).ok()?;
    if slider.whole {
        step = step.max(Decimal::ONE);
    }
    let next = on_grid(value, step, up)?;
    Some(if next < slider.least { slider.min } else { next })
}

/// The next count of things: 1 from 29, 10 from 500, 100 from 5,000; coarse steps ten times that. Never below 0.
pub fn stepped_count(value: Decimal, up: bool, coarse: bool) -> Option<Decimal> {
    let decade = decade_of(value.max(Decimal::ONE))?;
    let fine = if coarse { decade } else { decade.over(Decimal::TEN).ok()? };
    on_grid(value, fine.max(Decimal::ONE), up).map(|next| next.max(Decimal::ZERO))
}

/// The power of ten at or below a positive value.
fn decade_of(value: Decimal) -> Option<Decimal> {
    let mut decade = Decimal::ONE;
    while decade > value {
        decade = decade.over(Decimal::TEN).ok().filter(|d| !d.is_zero())?;
    }
    while decade.times(Decimal::TEN).ok()? <= value {
        decade = decade.times(Decimal::TEN).ok()?;
    }
    Some(decade)
}

/// The nearest multiple of `step` above or below `value`.
fn on_grid(value: Decimal, step: Decimal, up: bool) -> Option<Decimal> {
    let steps = value.checked_div(step)?;
    let whole = steps.floor();
    let next = match (up, whole == steps) {
        (true, _) => whole.checked_add(Decimal::ONE)?,
        (false, true) => whole.checked_sub(Decimal::ONE)?,
        (false, false) => whole,
    };
    next.checked_mul(step)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::amount::decimal;
    use crate::catalog::SliderUnit;

    fn users() -> Slider {
        let d = |text| decimal(text).unwrap();
        Slider {
            id: "users".into(),
            label: "Users".into(),
            unit: SliderUnit::Count,
            min: d("0"),
            max: d("10000000000"),
            default: d("5000"),
            scale: Scale::Log,
            fine: d("0.1"),
            coarse: d("1"),
            least: d("1"),
            whole: true,
            always: true,
        }
    }

    fn step(from: &str, up: bool, coarse: bool) -> String {
        stepped(&users(), decimal(from).unwrap(), up, coarse).normalize().to_string()
    }

    #[test]
    fn a_step_is_a_part_of_the_values_decade_and_lands_on_round_values() {
        assert_eq!(step("5000", true, false), "5100");
        assert_eq!(step("5000", true, true), "6000");
        assert_eq!(step("5130", false, false), "5100");
        assert_eq!(step("9950", true, false), "10000");
        assert_eq!(step("10000", true, false), "11000");
        assert_eq!(step("10000", false, false), "9900");
    }

    #[test]
    fn a_log_slider_reaches_zero_and_leaves_it() {
        assert_eq!(step("1", false, false), "0");
        assert_eq!(step("0", true, false), "1");
        assert_eq!(step("0", true, true), "1");
        assert_eq!(step("7", true, false), "8");
    }
}

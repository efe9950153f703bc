//! What the user chose: set, nudged, clamped, overridden. Every part has a text form, shared by flags, sessions and undo.

mod choices;
mod factor;
mod spread;
mod step;
mod text;
mod unknown;

pub use factor::factor_text;
pub use spread::{Law, Spread};
pub use step::stepped_count;
pub use text::{BadChoice, hint_at_key, put};
pub use unknown::Unknown;

use crate::amount::{Decimal, Estimate};
use crate::catalog::{Card, Catalog, DOCUMENTED, Plan, Purchase, Region, Slider};
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
    /// Where the card sells; none for its usual place.
    pub region: Option<String>,
    /// How what has a price for it on the card is bought.
    pub purchase: Purchase,
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
    /// What sliders may be, in place of where they stand, when values are drawn at random.
    pub spreads: BTreeMap<String, Spread>,
    /// Levers that are on, and the share of what they touch.
    pub levers: BTreeMap<String, Decimal>,
    /// What the user answered of the metrics that sliders can't know: numbers as they are, yes as 1, no as 0.
    pub answers: BTreeMap<String, Decimal>,
    /// Inputs of calculators that the user changed, by `calculator/input`.
    pub inputs: BTreeMap<String, Decimal>,
    /// Lines that were changed, by `stage/line` or, for every stage that has it, by the line.
    pub overrides: BTreeMap<String, Override>,
    /// What a bill asked for lines of a category, as a multiple of what the plan or a card asks; by the category. Low and high
    /// are what they were in other months.
    pub factors: BTreeMap<String, Estimate>,
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
            region: None,
            purchase: Purchase::default(),
            basis: Basis::default(),
            elastic: true,
            buffer: None,
            hours: None,
            sliders: BTreeMap::new(),
            spreads: BTreeMap::new(),
            levers: BTreeMap::new(),
            answers: BTreeMap::new(),
            inputs: BTreeMap::new(),
            overrides: BTreeMap::new(),
            factors: BTreeMap::new(),
        }
    }

    /// What the user changed of a line: at one stage (`stage/line`), else wherever a line has this id.
    pub fn change_of(&self, stage: &str, line: &str) -> Option<&Override> {
        if self.overrides.is_empty() {
            return None;
        }
        self.overrides.get(&format!("{stage}/{line}")).or_else(|| self.overrides.get(line))
    }

    /// What lines of a category are multiplied by, where that changes anything.
    pub fn factor_of(&self, category: &str) -> Option<&Estimate> {
        if self.factors.is_empty() {
            return None;
        }
        self.factors.get(category).filter(|factor| **factor != Estimate::exact(Decimal::ONE))
    }

    /// Where a card sells in this scenario; none for a card without regions.
    pub fn region_on<'c>(&self, card: &'c Card) -> Option<&'c Region> {
        card.region(self.region.as_deref()).map(|at| &card.regions[at])
    }

    /// The cards there are to choose from: those that price anything of a plan, and the chosen one.
    pub fn cards<'c>(&self, catalog: &'c Catalog, plan: &Plan) -> Vec<&'c Card> {
        let mut cards = catalog.cards_that_price(plan);
        let chosen = catalog.card(&self.card).filter(|chosen| cards.iter().all(|card| card.id != chosen.id));
        cards.extend(chosen);
        cards
    }

    /// Prices with a card, where it sells first, as it is bought now.
    pub fn choose_card(&mut self, card: &str, region: Option<&str>) {
        self.card = card.to_owned();
        self.region = region.map(str::to_owned);
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
        self.set(catalog, slider, step::stepped(slider, value, up, coarse));
    }
}

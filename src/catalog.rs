//! What is known: sliders, drivers, meters, plans and cards, read from TOML and checked as a whole.

mod calculator;
mod card;
mod check;
mod comparison;
mod currency;
mod demand;
mod formula;
mod goal;
mod income;
mod lever;
mod load;
mod meter;
mod metric;
mod note;
mod own;
mod parse;
mod plan;
mod rating;
mod reference;
mod roadmap;
mod rule;
mod service;
mod usage;
mod yours;

pub use calculator::{Calculator, Input, InputValue, Limit, Outcome};
pub use card::{
    Billing, Card, HOURS_PER_MONTH, Needs, Pick, PriceSource, Purchase, Rate, Region, Shelf, Size, Tariff, Tier, Trust,
    at_region,
};
pub use comparison::{Comparison, Sign};
pub use currency::{Currency, ExchangeRate, USD};
pub use demand::{Driver, Scale, Slider, SliderUnit};
pub use formula::Formula;
pub use goal::{Goal, MetricUnit};
pub use income::{Income, Segment};
pub use lever::{Effect, Lever, Swap};
pub use load::{LoadError, embedded, holds_files, layers, load};
pub use meter::{Category, Meter};
pub use metric::{Asked, AskedUnit, Metric};
pub use note::{Item, Note, NoteKind, Notes, Nothing};
pub use own::{Carried, OwnFile};
pub use parse::parse;
pub use plan::{Follows, Line, Plan, Price, Quantity, Stage, Variant};
pub use rating::{Health, Rating, RatingEnd};
pub use reference::{GroupFigure, LineFigure, Reference, StageFigure};
pub use roadmap::{Roadmap, Step};
pub use rule::{Group, Rule, RuleKind};
pub use service::Service;
pub use usage::Usage;
pub use yours::{Agreed, Discount};

use crate::faults::Fault;

/// The id of the card that every plan has: its own printed figures.
pub const DOCUMENTED: &str = "documented";

/// Everything the program knows. [`load`] makes sound ones only: every name in it leads somewhere.
#[derive(Clone, Debug, Default)]
pub struct Catalog {
    /// What can be moved, in the order of the screen.
    pub sliders: Vec<Slider>,
    /// What quantities follow; each uses sliders and drivers before it.
    pub drivers: Vec<Driver>,
    /// What lines are of, in the order of the reports.
    pub categories: Vec<Category>,
    /// What others call what lines are of.
    pub services: Vec<Service>,
    /// What cards price.
    pub meters: Vec<Meter>,
    /// What infrastructure as a share of revenue is called, unless a plan has words of its own.
    pub ratings: Vec<Rating>,
    /// What rules may ask of the user.
    pub asked: Vec<Asked>,
    /// What stands beside the plans.
    pub notes: Vec<Notes>,
    /// The plans, in the order of their files.
    pub plans: Vec<Plan>,
    /// The cards beside `documented`.
    pub cards: Vec<Card>,
    /// What other currencies are worth.
    pub currencies: Vec<Currency>,
    /// What the user gets off the lists.
    pub discounts: Vec<Discount>,
    /// What the user pays in place of the lists.
    pub agreed: Vec<Agreed>,
    /// What is sound, and more likely wrong than meant.
    pub warnings: Vec<Fault>,
    /// The files over those of the program, in the order they were read.
    pub own: Vec<OwnFile>,
}

impl Catalog {
    /// The plan with this id.
    pub fn plan(&self, id: &str) -> Option<&Plan> {
        self.plans.iter().find(|plan| plan.id == id)
    }

    /// The slider with this id.
    pub fn slider(&self, id: &str) -> Option<&Slider> {
        self.sliders.iter().find(|slider| slider.id == id)
    }

    /// The service that a name of a provider's or an estimate's means; the first name that means one decides.
    pub fn service(&self, names: &[&str]) -> Option<&Service> {
        names.iter().find_map(|name| service::named(&self.services, name))
    }

    /// The `ServiceCategory` of FOCUS that a category is.
    pub fn focus_of(&self, category: &str) -> &str {
        self.categories.iter().find(|known| known.id == category).map_or("Other", |known| &known.focus)
    }

    /// What stands beside a plan.
    pub fn notes_of(&self, plan: &Plan) -> Option<&Notes> {
        self.notes.iter().find(|notes| notes.plan == plan.id)
    }

    /// The inputs of a plan's calculators, as `calculator/input`.
    pub fn input_ids(&self, plan: &Plan) -> Vec<String> {
        let calculators = self.notes_of(plan).into_iter().flat_map(|notes| &notes.calculators);
        calculators.flat_map(|of| of.inputs.iter().map(move |input| format!("{}/{}", of.id, input.id))).collect()
    }

    /// What a share of revenue is called in a plan.
    pub fn ratings_of<'c>(&'c self, plan: &'c Plan) -> &'c [Rating] {
        if plan.ratings.is_empty() { &self.ratings } else { &plan.ratings }
    }

    /// The meter with this id.
    pub fn meter(&self, id: &str) -> Option<&Meter> {
        self.meters.iter().find(|meter| meter.id == id)
    }

    /// What prices in a currency are converted at; none for US dollars.
    pub fn exchange(&self, currency: &str) -> Option<&ExchangeRate> {
        self.currencies.iter().find(|other| other.id == currency)?.latest()
    }

    /// The card with this id; none for `documented`.
    pub fn card(&self, id: &str) -> Option<&Card> {
        self.cards.iter().find(|card| card.id == id)
    }

    /// Cards a plan can be priced on, beside its documented figures: list cards, and its own comparison.
    pub fn cards_of(&self, plan: &Plan) -> impl Iterator<Item = &Card> {
        self.cards.iter().filter(|card| card.plan.as_ref().is_none_or(|own| *own == plan.id))
    }

    /// The cards that price anything of a plan: its own comparison first, then those that price the most of its meters.
    pub fn cards_that_price(&self, plan: &Plan) -> Vec<&Card> {
        let mut meters: Vec<&str> = plan.lines().filter_map(|line| line.meter.as_deref()).collect();
        meters.sort_unstable();
        meters.dedup();
        let priced = |card: &Card| meters.iter().filter(|meter| self.prices(card, meter)).count();
        let mut cards: Vec<(&Card, usize)> = self.cards_of(plan).map(|card| (card, priced(card))).collect();
        cards.retain(|(_, priced)| *priced > 0);
        cards.sort_by_key(|(card, priced)| (card.plan.is_none(), std::cmp::Reverse(*priced)));
        cards.into_iter().map(|(card, _)| card).collect()
    }

    /// Whether a card has a price of a meter, or of one that stands in for it, in any region.
    fn prices(&self, card: &Card, meter: &str) -> bool {
        let own = card.rates.iter().map(|rate| &rate.meter).chain(card.shelves.iter().map(|shelf| &shelf.meter));
        let or = || self.meter(meter).and_then(|meter| meter.or.as_deref());
        own.clone().any(|other| other == meter) || or().is_some_and(|or| self.prices(card, or))
    }

    /// The sliders that move something in a plan: those marked `always`, and those its lines follow.
    pub fn sliders_of<'a>(&'a self, plan: &'a Plan) -> impl Iterator<Item = &'a Slider> {
        let used = self.used_by(plan);
        self.sliders.iter().filter(move |slider| slider.always || used.contains(&slider.id.as_str()))
    }

    /// The sliders that a plan's quantities follow, through any number of drivers.
    fn used_by<'a>(&'a self, plan: &'a Plan) -> Vec<&'a str> {
        let mut used: Vec<&str> =
            plan.lines().flat_map(|line| line.quantities()).filter_map(Quantity::driver).collect();
        for driver in self.drivers.iter().rev() {
            if used.contains(&driver.id.as_str()) {
                used.extend(driver.times.iter().chain(&driver.without).map(String::as_str));
            }
        }
        used
    }

    /// The place of a slider or driver among all of them, sliders first: what the engine indexes by.
    pub fn driver_index(&self, id: &str) -> Option<usize> {
        let slider = self.sliders.iter().position(|slider| slider.id == id);
        slider.or_else(|| self.drivers.iter().position(|d| d.id == id).map(|i| self.sliders.len() + i))
    }
}

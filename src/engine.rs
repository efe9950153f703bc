//! `quote`: what a scenario costs, line by line, and why. Pure, total, exact; no file, clock or terminal, and floats for the curve alone.

mod bill;
mod calculate;
mod card_price;
mod count;
mod demand;
mod economics;
mod explain;
mod figures;
mod flag;
mod gauge;
mod growth;
mod left;
mod levers;
mod month;
mod outlook;
pub mod printed;
mod rates;
mod road;
mod roadmap;
mod sample;
mod savings;
mod seek;
mod stages;
mod term;
mod uncertain;
mod verdict;

pub use bill::{Basis as LineBasis, Bill, Combined, ListPrice, Wanted, acting, metered};
pub use calculate::{Answer, Calculated, Figure, calculate};
pub use card_price::{CardPrice, Exchange, RunnerUp, Unpriced};
pub use count::Count;
pub use demand::Demand;
pub use economics::Economics;
pub use explain::{shown_factor, units};
pub use flag::Flag;
pub use growth::{grown, months_until};
pub use left::Left;
pub use levers::{Acting, LeverError, levers_fit};
pub use month::{Month, Sizes, month, month_at};
pub use outlook::{Cliff, Curve, Outlook};
pub use rates::{Rate, UnitPrice};
pub use road::{Point, Road, Stretch};
pub use roadmap::{Spent, spent};
pub use sample::{Ranged, Sample};
pub use savings::Switched;
pub use seek::{Found, Interval, Tried, seek};
pub use stages::{Crossing, Stages, Standing};
pub use term::{Cost, Term};
pub use uncertain::{Outcome, Range, RangeOf, Uncertain};
pub use verdict::{Move, Reason, Verdict};

use crate::amount::{Decimal, Estimate, Overflow};
use crate::catalog::{Catalog, Line, Plan, Stage, Variant};
use crate::scenario::Scenario;
use std::sync::Arc;
use verdict::Measured;

/// The answer to a scenario.
#[derive(Clone, Debug)]
pub struct Quote {
    /// Where the users slider, or the pin, puts the plan.
    pub stage: StageChoice,
    /// What quantities follow: every slider and driver in the catalog's order, with its id.
    pub demand: Vec<(String, Result<Decimal, Overflow>)>,
    /// What is bought. Dropped lines are left out.
    pub lines: Vec<QuoteLine>,
    /// What a month costs; an overflow where a line, or the sum, can't be held exactly.
    pub cost: Result<Estimate, Overflow>,
    /// What that means per user and against revenue.
    pub economics: Economics,
    /// Where cost steps next, and where revenue covers it.
    pub outlook: Outlook,
    /// The share of the cost that the chosen card priced.
    pub priced_by_card: Option<Decimal>,
    /// What each lever that is on saves now: without it, minus with it.
    pub levers: Vec<(String, Result<Decimal, Overflow>)>,
    /// What the rules of the stage, and those of the whole plan, say.
    pub verdicts: Vec<Verdict>,
    /// Whether it is time for another stage.
    pub moves: Vec<Move>,
    /// The lines of the stage that are left out.
    pub dropped: Vec<Arc<Line>>,
    /// What the total is made of.
    pub total_from: TotalFrom,
    /// What to know about the answer.
    pub flags: Vec<Flag>,
}

/// What a total is made of, beside the lines of add-ons.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TotalFrom {
    /// `lines`, or the printed figure that stands in for them.
    pub basis: crate::scenario::Basis,
    /// That figure.
    pub printed: Option<Estimate>,
    /// The buffer that is in it, as a share of what it is a buffer of.
    pub buffer: Option<Decimal>,
}

/// Which stage and variant are priced.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StageChoice {
    /// The stage's id.
    pub stage: String,
    /// Its place among the plan's stages.
    pub index: usize,
    /// The variant's id, if the stage has any.
    pub variant: Option<String>,
    /// Users at which the band ends; none where it is open.
    pub high: Option<Decimal>,
}

/// One line of the answer.
#[derive(Clone, Debug)]
pub struct QuoteLine {
    /// What is bought.
    pub line: Arc<Line>,
    /// The add-on it came with.
    pub addon: Option<String>,
    /// What priced it.
    pub basis: LineBasis,
    /// The card's price and where it is from, where a card priced it.
    pub card_price: Option<Box<CardPrice>>,
    /// Why the chosen card did not price it.
    pub unpriced: Option<Unpriced>,
    /// How it was computed.
    pub term: Term<Decimal>,
    /// What one unit costs, where the price is one.
    pub unit_price: Option<UnitPrice>,
    /// How many; of a metered line that a card priced, how much of the meter.
    pub quantity: Result<Decimal, Overflow>,
    /// How many in the plan's own unit: what an override of the quantity is of.
    pub own_quantity: Result<Decimal, Overflow>,
    /// What is counted.
    pub unit: Option<String>,
    /// The cost before and after levers.
    pub cost: Result<Cost<Decimal>, Overflow>,
    /// The driver's value above which the line is over its printed capacity, where it is.
    pub over_capacity: Option<Decimal>,
    /// Where it stands: `document:lines`.
    pub source: String,
    /// What it follows.
    driver: Option<Driven>,
}

/// The driver a line follows, with its value.
#[derive(Clone, Debug)]
struct Driven {
    label: String,
    value: Decimal,
}

/// Prices a scenario. Names the catalog does not have fall back to the first plan, the stage of the users, the first
/// variant and the documented card; [`Scenario::unknown`] tells them beforehand.
pub fn quote(catalog: &Catalog, scenario: &Scenario) -> Quote {
    let Some(plan) = plan_of(catalog, scenario) else { return nothing() };
    let demand = Demand::of(catalog, scenario);
    let users = demand.users();
    let (index, beyond) = road::stage_at(plan, scenario, users);
    let bill = Bill::of(catalog, plan, &plan.stages[index], scenario);
    let priced = bill.price(&demand);
    let economics = Economics::of(&demand, priced.total, catalog.ratings_of(plan));
    let stage = &plan.stages[index];
    let measured = Measured { catalog, plan, stage, scenario, demand: &demand, priced: &priced, economics: &economics };
    let verdicts = verdict::of(&measured);
    let outlook = Outlook::of(catalog, scenario);
    let mut flags = bill.flags_at(&priced, users, beyond);
    flags.extend((!outlook.break_even_complete).then_some(Flag::BreakEvenIncomplete));
    Quote {
        stage: bill.choice(index),
        demand: demand.named(catalog),
        cost: priced.total,
        priced_by_card: priced.by_card(scenario),
        moves: verdict::moves(plan, &verdicts),
        verdicts,
        lines: priced.lines,
        economics,
        outlook,
        levers: savings::of(catalog, plan, &plan.stages[index], scenario, &demand),
        flags,
        dropped: bill.dropped.clone(),
        total_from: bill.total_from(),
    }
}

/// What the rules say of a scenario: the part of [`quote`] without the search for break-even.
pub fn verdicts(catalog: &Catalog, scenario: &Scenario) -> Vec<Verdict> {
    measured(catalog, scenario, verdict::of).unwrap_or_default()
}

/// A metric of a scenario: the user's answer where there is one, else what follows from the sliders. None where it is
/// undefined, not answered, or belongs to a rule.
pub fn metric(catalog: &Catalog, scenario: &Scenario, id: &str) -> Option<Decimal> {
    let answer = scenario.answers.get(id).copied();
    answer.or_else(|| measured(catalog, scenario, |measured| measured.metric(catalog.metric(id)?))?)
}

fn measured<T>(catalog: &Catalog, scenario: &Scenario, of: impl FnOnce(&Measured) -> T) -> Option<T> {
    let plan = plan_of(catalog, scenario)?;
    let demand = Demand::of(catalog, scenario);
    let (index, _) = road::stage_at(plan, scenario, demand.users());
    let stage = &plan.stages[index];
    let priced = Bill::of(catalog, plan, stage, scenario).price(&demand);
    let economics = Economics::of(&demand, priced.total, catalog.ratings_of(plan));
    let (demand, priced, economics) = (&demand, &priced, &economics);
    Some(of(&Measured { catalog, plan, stage, scenario, demand, priced, economics }))
}

/// What a month of a scenario costs.
pub fn cost(catalog: &Catalog, scenario: &Scenario) -> Result<Decimal, Overflow> {
    let Some(plan) = plan_of(catalog, scenario) else { return Ok(Decimal::ZERO) };
    let demand = Demand::of(catalog, scenario);
    let (index, _) = road::stage_at(plan, scenario, demand.users());
    Bill::of(catalog, plan, &plan.stages[index], scenario).expected(&demand)
}

/// The scenario's plan, else the first.
pub fn plan_of<'c>(catalog: &'c Catalog, scenario: &Scenario) -> Option<&'c Plan> {
    catalog.plan(&scenario.plan).or(catalog.plans.first())
}

/// The variant priced at a stage: the chosen one where the stage has it, a chosen add-on by itself, else the first.
fn variant_of<'c>(plan: &'c Plan, stage: &'c Stage, scenario: &Scenario) -> Option<&'c Variant> {
    let chosen = scenario.variant.as_deref();
    let addon = plan.addons.iter().find(|addon| Some(addon.id.as_str()) == chosen);
    let own = stage.variants.iter().any(|variant| Some(variant.id.as_str()) == chosen);
    addon.filter(|_| !own).or_else(|| stage.variant(chosen))
}

/// The quote of an empty catalog, which `check` refuses.
fn nothing() -> Quote {
    Quote {
        stage: StageChoice { stage: String::new(), index: 0, variant: None, high: None },
        demand: Vec::new(),
        lines: Vec::new(),
        cost: Ok(Estimate::ZERO),
        economics: Economics::default(),
        outlook: Outlook::default(),
        priced_by_card: None,
        levers: Vec::new(),
        verdicts: Vec::new(),
        moves: Vec::new(),
        flags: Vec::new(),
        dropped: Vec::new(),
        total_from: TotalFrom::default(),
    }
}

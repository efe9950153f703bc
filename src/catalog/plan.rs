//! Plans: stages, variants, add-ons, lines and levers.

mod read;

pub(super) use read::{Saved, Use, distinct, plain};

use super::{Group, Income, Lever, Needs, Rating, Roadmap, Rule};
use crate::amount::{Decimal, Estimate, Number, Overflow};
use crate::date::Date;
use std::sync::Arc;

/// One product's road from small to large.
#[derive(Clone, Debug)]
pub struct Plan {
    /// Its name in files and on the command line.
    pub id: String,
    /// Its name on the screen.
    pub name: String,
    /// The document it is from.
    pub source: String,
    /// What is counted along its stages: `users` or `customers`.
    pub scale: String,
    /// One sentence.
    pub about: String,
    /// The kind of estimate that it was made of, such as `Infracost`; none where it is of a document.
    pub estimate: Option<String>,
    /// The day that its document or estimate is of, where that says so.
    pub as_of: Option<Date>,
    /// Where it starts: slider values other than the defaults.
    pub sliders: Vec<(String, Decimal)>,
    /// Its stages, small to large.
    pub stages: Vec<Stage>,
    /// Lines to be had beside any variant.
    pub addons: Vec<Variant>,
    /// Savings that can be switched on.
    pub levers: Vec<Lever>,
    /// Targets, budgets, alerts and triggers.
    pub rules: Vec<Rule>,
    /// What has to speak for a move to another stage before it is suggested.
    pub moves_on: Vec<Group>,
    /// What a share of revenue is called; none where the catalog's words hold.
    pub ratings: Vec<Rating>,
    /// Who pays what.
    pub incomes: Vec<Income>,
    /// What is spent when.
    pub roadmaps: Vec<Roadmap>,
}

/// A band of the plan's scale, `(low, high]`.
#[derive(Clone, Debug)]
pub struct Stage {
    /// Its name in files and on the command line.
    pub id: String,
    /// Its name on the screen.
    pub name: String,
    /// The band's open low edge; none where the stage has no band and is only ever picked by hand.
    pub low: Option<Decimal>,
    /// The band's high edge; none where it is open.
    pub high: Option<Decimal>,
    /// Users at which the printed quantities hold.
    pub design: Option<Decimal>,
    /// The printed monthly figure of the stage.
    pub headline: Option<Estimate>,
    /// Whether the headline was printed with a `+`.
    pub headline_open: bool,
    /// Whether the headline was printed with a `~`.
    pub headline_about: bool,
    /// The printed figure of a year.
    pub headline_year: Option<Estimate>,
    /// The printed cost of one user a month.
    pub headline_per_user: Option<Decimal>,
    /// Where the headline stands in the document.
    pub headline_lines: Option<String>,
    /// Where the stage is spoken of.
    pub lines: Option<String>,
    /// What a reader should know.
    pub note: Option<String>,
    /// The alternatives; exactly one is priced.
    pub variants: Vec<Variant>,
}

/// One alternative inside a stage, or an add-on: a group of lines with its printed total.
#[derive(Clone, Debug)]
pub struct Variant {
    /// Its name in files and on the command line.
    pub id: String,
    /// Its name on the screen.
    pub name: String,
    /// An add-on's stage: the one it was printed for.
    pub stage: Option<String>,
    /// The printed total.
    pub stated: Option<Estimate>,
    /// The printed total of a year.
    pub stated_year: Option<Estimate>,
    /// Where the total stands in the document.
    pub stated_lines: Option<String>,
    /// The printed buffer, a share of the total.
    pub buffer: Option<Decimal>,
    /// The printed total with the buffer.
    pub buffer_stated: Option<Decimal>,
    /// Where the buffer stands in the document.
    pub buffer_lines: Option<String>,
    /// Where it is spoken of.
    pub place: Option<String>,
    /// What is bought.
    pub lines: Vec<Arc<Line>>,
}

/// One thing bought.
#[derive(Clone, Debug)]
pub struct Line {
    /// Its name in files and on the command line.
    pub id: String,
    /// Its name on the screen.
    pub item: String,
    /// Its category.
    pub category: String,
    /// Where it stands in the document.
    pub lines: String,
    /// Where else the document speaks of it.
    pub see_lines: Option<String>,
    /// How many.
    pub quantity: Quantity,
    /// What is counted.
    pub unit: Option<String>,
    /// What it costs a month on the documented card.
    pub price: Price,
    /// What the document printed, where that differs from the price.
    pub stated: Option<Estimate>,
    /// What the document prints for a year.
    pub year: Option<Estimate>,
    /// What a card prices it by.
    pub meter: Option<String>,
    /// How much of the meter, where it is not the line's own quantity.
    pub metered: Option<Quantity>,
    /// What one of it needs, where its meter is bought in sizes.
    pub needs: Option<Needs>,
    /// What belongs to it and its meter does not price.
    pub leaves_out: Option<String>,
    /// Whether the document calls it optional.
    pub optional: bool,
    /// The document's own heading inside the stage.
    pub group: Option<String>,
    /// What exactly is bought.
    pub spec: Option<String>,
    /// A remark.
    pub note: Option<String>,
    /// Why it follows what it follows.
    pub why: Option<String>,
    /// Whether nobody said what it follows: it was guessed by its name.
    pub guessed: bool,
}

/// How many.
#[derive(Clone, Debug)]
pub enum Quantity {
    /// Always as many.
    Fixed(Decimal),
    /// In proportion to a driver.
    Follows(Follows),
}

/// `is` when the driver `of` is `at`, in proportion otherwise.
#[derive(Clone, Debug)]
pub struct Follows {
    /// The printed quantity.
    pub is: Decimal,
    /// The driver's value at which it is printed.
    pub at: Decimal,
    /// The driver.
    pub of: String,
    /// Whether it is rounded up to whole units.
    pub whole: bool,
    /// The least there is.
    pub min: Option<Decimal>,
    /// The most that was planned for; above it the line is over capacity.
    pub max: Option<Decimal>,
}

/// What a line costs on the documented card.
#[derive(Clone, Debug)]
pub enum Price {
    /// The printed amount a month, at the quantity `is`.
    Amount(Estimate),
    /// Quantity × price, × hours where the price is by the hour.
    Unit {
        /// For one unit.
        price: Decimal,
        /// Hours a month that the document used.
        hours: Option<Decimal>,
    },
    /// A share of other lines.
    Percent {
        /// The share.
        share: Decimal,
        /// Lines, categories, or `all`.
        of: Vec<String>,
    },
}

impl Quantity {
    /// How many are printed.
    pub fn printed(&self) -> Decimal {
        match self {
            Quantity::Fixed(n) => *n,
            Quantity::Follows(follows) => follows.is,
        }
    }

    /// The driver it follows.
    pub fn driver(&self) -> Option<&str> {
        match self {
            Quantity::Fixed(_) => None,
            Quantity::Follows(follows) => Some(&follows.of),
        }
    }
}

impl Line {
    /// What a month of it costs as printed; none where it is a share of others.
    pub fn printed_amount(&self) -> Result<Option<Estimate>, Overflow> {
        Ok(match &self.price {
            Price::Amount(amount) => Some(*amount),
            Price::Unit { price, hours } => {
                let month = price.times(hours.unwrap_or(Decimal::ONE))?;
                Some(Estimate::exact(month.times(self.quantity.printed())?))
            }
            Price::Percent { .. } => None,
        })
    }

    /// Its quantities: its own, and the metered one where that differs.
    pub fn quantities(&self) -> impl Iterator<Item = &Quantity> {
        std::iter::once(&self.quantity).chain(&self.metered)
    }
}

impl Stage {
    /// The variant with this id, else the first.
    pub fn variant(&self, id: Option<&str>) -> Option<&Variant> {
        self.variants.iter().find(|v| Some(v.id.as_str()) == id).or(self.variants.first())
    }

    /// Users at which the printed quantities hold: the design point, else the top of the band, else its low edge.
    pub fn reference(&self) -> Option<Decimal> {
        self.design.or(self.high).or(self.low)
    }
}

impl Plan {
    /// The stage with this id.
    pub fn stage(&self, id: &str) -> Option<&Stage> {
        self.stages.iter().find(|stage| stage.id == id)
    }

    /// Every line, of all stages and add-ons.
    pub fn lines(&self) -> impl Iterator<Item = &Arc<Line>> + Clone {
        self.stages.iter().flat_map(|stage| &stage.variants).chain(&self.addons).flat_map(|variant| &variant.lines)
    }
}

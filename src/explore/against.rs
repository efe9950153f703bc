//! A document held against a card: what each line is printed at, and what the same thing costs by the list.

mod columns;

use crate::amount::{Decimal, Estimate, Number, Overflow};
use crate::catalog::{Card, Catalog, DOCUMENTED, Line, Plan, Purchase, Stage, Variant, at_region};
use crate::engine::{self, CardPrice, Month, QuoteLine, Sizes, Unpriced};
use crate::scenario::{Basis, Scenario};
use std::sync::Arc;
use std::{cmp::Reverse, fmt};

/// A plan held against a card.
#[derive(Clone, Debug)]
pub struct Against {
    /// The card's name, and that of its region.
    pub card: String,
    /// The lines that the card prices, those that are farthest from the list first.
    pub held: Vec<Held>,
    /// The lines it does not price.
    pub unpriced: Vec<Unheld>,
    /// What each stage costs and leaves, as documented and by the list.
    pub stages: Vec<StageHeld>,
}

/// Where lines stand. As a text: `u50k / infrastructure`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// The stage's id.
    pub stage: String,
    /// The id of the variant, or of the add-on.
    pub variant: String,
}

/// A line that the card does not price.
#[derive(Clone, Debug)]
pub struct Unheld {
    /// Where it stands.
    pub group: Group,
    /// What is bought.
    pub item: String,
    /// Why the card has no price for it.
    pub why: Unpriced,
}

/// One line at the quantity that is printed.
#[derive(Clone, Debug)]
pub struct Held {
    /// Where it stands.
    pub group: Group,
    /// The line.
    pub line: Arc<Line>,
    /// How much of what the card counts.
    pub quantity: Decimal,
    /// What is counted.
    pub unit: Option<String>,
    /// What the document prints for a month.
    pub documented: Estimate,
    /// What the list asks for a month.
    pub list: Decimal,
    /// The list ÷ the document; none where the document prints nothing.
    pub ratio: Option<Decimal>,
    /// The list's price.
    pub price: Box<CardPrice>,
}

/// A variant of a stage where its printed figures hold.
#[derive(Clone, Debug)]
pub struct StageHeld {
    /// Which it is.
    pub group: Group,
    /// Users at which the printed figures hold.
    pub users: Decimal,
    /// What a month costs as documented, at the lines.
    pub documented: Estimate,
    /// What it costs with the lines that the card prices at list.
    pub list: Estimate,
    /// What is left of the revenue, as documented.
    pub margin_documented: Option<Estimate>,
    /// What is left of it by the list.
    pub margin_list: Option<Estimate>,
    /// Those as shares of the revenue.
    pub margin_shares: (Option<Decimal>, Option<Decimal>),
    /// Lines that the card prices, of all.
    pub lines: (usize, usize),
}

/// The lines of a plan, at the quantities that are printed, against the list prices of a card in a region: on demand, without a
/// lever, and of the size that the document names, where the card has it.
pub fn against(
    catalog: &Catalog,
    plan: &Plan,
    card: &Card,
    region: Option<&str>,
    scenario: &Scenario,
) -> Result<Against, Overflow> {
    let name = at_region(&card.name, card.region(region).map(|at| &card.regions[at]));
    let mut found = Against { card: name, held: Vec::new(), unpriced: Vec::new(), stages: Vec::new() };
    let printed = Printed { catalog, plan, card, region, scenario };
    for stage in &plan.stages {
        for variant in stage.variants.iter().filter(|variant| !variant.lines.is_empty()) {
            let (documented, list) = printed.hold(stage, variant, &mut found)?;
            found.stages.push(StageHeld::of(Group::of(stage, variant), stage, &documented, &list)?);
        }
    }
    for addon in plan.addons.iter().filter(|addon| !addon.lines.is_empty()) {
        let stage = addon.stage.as_deref().and_then(|id| plan.stage(id)).or(plan.stages.last());
        stage.map(|stage| printed.hold(stage, addon, &mut found)).transpose()?;
    }
    for column in columns::of(catalog, plan, card) {
        printed.hold(&column, &column.variants[0], &mut found)?;
    }
    found.held.sort_by_cached_key(|held| Reverse(held.distance()));
    Ok(found)
}

impl Held {
    /// What the list asks more than the document prints; none where that can't be held exactly.
    pub fn difference(&self) -> Option<Decimal> {
        self.list.minus(self.documented.expected).ok()
    }

    /// How many times the list's price is the documented one, or the other way round; of lines as far as each other, how
    /// much of money lies between.
    fn distance(&self) -> (Decimal, Decimal) {
        let times = match self.ratio {
            Some(ratio) if ratio >= Decimal::ONE => ratio,
            Some(ratio) if ratio > Decimal::ZERO => Decimal::ONE.over(ratio).unwrap_or(Decimal::MAX),
            // Something against nothing is the farthest; nothing against nothing agrees.
            _ if self.list.is_zero() && self.documented.expected.is_zero() => Decimal::ONE,
            _ => Decimal::MAX,
        };
        (times, self.difference().map_or(Decimal::MAX, |gap| gap.abs()))
    }
}

struct Printed<'a> {
    catalog: &'a Catalog,
    plan: &'a Plan,
    card: &'a Card,
    region: Option<&'a str>,
    scenario: &'a Scenario,
}

impl Printed<'_> {
    /// A stage as printed, with the user's revenue.
    fn scenario(&self, stage: &Stage, variant: &Variant, card: &str) -> Scenario {
        let mut scenario = Scenario {
            stage: Some(stage.id.clone()),
            variant: Some(variant.id.clone()),
            purchase: Purchase::OnDemand,
            basis: Basis::Lines,
            elastic: false,
            sliders: self.scenario.sliders.clone(),
            ..Scenario::of(self.plan)
        };
        scenario.choose_card(card, self.region.filter(|_| card != DOCUMENTED));
        if let (Some(slider), Some(users)) = (self.catalog.slider("users"), stage.reference()) {
            scenario.set(self.catalog, slider, users);
        }
        scenario
    }

    /// Holds the lines of a variant against the list; its month as documented, and by the list.
    fn hold(&self, stage: &Stage, variant: &Variant, found: &mut Against) -> Result<(Month, Month), Overflow> {
        let month = |card: &str, sizes| {
            let scenario = self.scenario(stage, variant, card);
            engine::month_at(self.catalog, self.plan, stage, &scenario, sizes)
        };
        let (documented, list) = (month(DOCUMENTED, Sizes::Cheapest), month(&self.card.id, Sizes::AsNamed));
        let group = || Group::of(stage, variant);
        for (printed, listed) in documented.lines.iter().zip(&list.lines) {
            match (&listed.card_price, listed.unpriced) {
                (Some(price), _) => found.held.push(held(group(), printed, listed, price)?),
                (None, Some(why)) => {
                    found.unpriced.push(Unheld { group: group(), item: printed.line.item.clone(), why });
                }
                (None, None) => {}
            }
        }
        Ok((documented, list))
    }
}

impl Group {
    fn of(stage: &Stage, variant: &Variant) -> Self {
        Group { stage: stage.id.clone(), variant: variant.id.clone() }
    }
}

impl fmt::Display for Group {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} / {}", self.stage, self.variant)
    }
}

fn held(group: Group, printed: &QuoteLine, listed: &QuoteLine, price: &CardPrice) -> Result<Held, Overflow> {
    let documented = printed.cost?.before;
    let list = listed.cost?.before.expected;
    Ok(Held {
        group,
        line: printed.line.clone(),
        quantity: listed.quantity?,
        unit: listed.unit.clone(),
        documented,
        list,
        ratio: list.over(documented.expected).ok(),
        price: Box::new(price.clone()),
    })
}

impl StageHeld {
    /// The list ÷ the document; none where the document prints nothing.
    pub fn ratio(&self) -> Option<Decimal> {
        self.list.expected.over(self.documented.expected).ok()
    }

    fn of(group: Group, stage: &Stage, documented: &Month, list: &Month) -> Result<Self, Overflow> {
        let priced = list.lines.iter().filter(|line| line.card_price.is_some()).count();
        Ok(StageHeld {
            group,
            users: stage.reference().unwrap_or_default(),
            documented: documented.cost?,
            list: list.cost?,
            margin_documented: documented.economics.margin,
            margin_list: list.economics.margin,
            margin_shares: (documented.economics.margin_share, list.economics.margin_share),
            lines: (priced, list.lines.len()),
        })
    }
}

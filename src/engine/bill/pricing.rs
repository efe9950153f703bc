//! What prices a line of a bill: its own figures, a card, or the user.

use super::Basis;
use super::listed::Listed;
use super::lister::Lister;
use crate::amount::{Decimal, Estimate, Number, Overflow};
use crate::catalog::{Catalog, Follows, Line, Price, Quantity, Stage};
use crate::engine::Unpriced;
use crate::engine::count::Count;
use crate::engine::rates::{Rate, UnitPrice};
use crate::scenario::{Override, Scenario};
use std::sync::Arc;

/// What prices a line: the term, and where it is from.
pub(super) struct Pricing<'c> {
    /// How many in the plan's own unit.
    pub own: Count<Decimal>,
    /// How many of what the rate is for.
    pub count: Count<Decimal>,
    pub rate: Rate<Decimal>,
    pub basis: Basis,
    /// The card's price of it, or why a chosen card has none.
    pub listed: Option<Result<Listed<'c>, Unpriced>>,
    pub unit: Option<&'c str>,
    pub unit_price: Option<UnitPrice>,
}

/// Prices the lines of a bill one by one.
pub(super) struct Pricer<'a, 'c> {
    pub catalog: &'c Catalog,
    pub stage: &'c Stage,
    pub scenario: &'a Scenario,
    /// The card, where one is chosen.
    pub card: Option<Lister<'c>>,
    /// All lines of the bill, with the add-on each came with.
    pub priced: &'a [(&'c Arc<Line>, Option<&'c str>)],
}

impl<'c> Pricer<'_, 'c> {
    /// What prices a line.
    pub(super) fn of(&self, line: &'c Line) -> Pricing<'c> {
        let (scenario, change, card) = (self.scenario, &self.change(line), self.card);
        let count = |quantity: &Quantity| match change.quantity {
            Some(quantity) => Count::Fixed(quantity),
            None => self.count(quantity),
        };
        let own = count(&line.quantity);
        let untouched = change.amount.is_none() && change.unit_price.is_none();
        let unpriced = match card.map(|card| card.price(line)) {
            Some(Ok(listed)) if untouched => return self.by_card(line, own, change, listed),
            Some(Err(why)) => Some(Err(why)),
            _ => None,
        };
        let is_share = matches!(line.price, Price::Percent { .. });
        let quantity = change.quantity.filter(|_| !is_share); // a share has no quantity to change
        let overridden = quantity.is_some() || change.amount.is_some() || change.unit_price.is_some();
        let basis = match (overridden, card.is_some()) {
            (true, _) => Basis::Override,
            (false, true) => Basis::Missing,
            (false, false) => Basis::Documented,
        };
        let unpriced = unpriced.filter(|_| !overridden);
        let unit_price = unit_price(line, scenario, change);
        let rate = match unit_price {
            Some(each) => each.rate(),
            None => self.documented_rate(line, change),
        };
        let own = match (&rate, &line.quantity) {
            (Rate::Still(amount), Quantity::Follows(follows)) if !amount.is_exact() => Count::Fixed(middle(follows)),
            _ if is_share => Count::Fixed(Decimal::ONE),
            _ => own,
        };
        Pricing { count: own.clone(), own, rate, basis, listed: unpriced, unit: line.unit.as_deref(), unit_price }
    }

    /// What a card asks for a line, by the line's meter.
    fn by_card(&self, line: &'c Line, own: Count<Decimal>, change: &Override, listed: Listed<'c>) -> Pricing<'c> {
        let (mut rate, unit_price) = (listed.rate.clone(), listed.unit_price);
        let (mut count, mut unit) = (own.clone(), line.unit.as_deref());
        if let Some(metered) = &line.metered {
            let meter = line.meter.as_deref().and_then(|meter| self.catalog.meter(meter));
            unit = meter.map(|meter| meter.unit.as_str());
            match self.metered(metered, line, change) {
                Ok(metered) => count = metered,
                Err(Overflow) => rate = Rate::TooLarge,
            }
        }
        Pricing { count, own, rate, basis: Basis::Card, listed: Some(Ok(listed)), unit, unit_price }
    }

    /// What the user's bill asks for a line, as a multiple of what the plan or the card asks: not of the user's own price, and
    /// not of a share of other lines, which moves with those.
    pub(super) fn factor(&self, line: &Line, rate: &Rate<Decimal>) -> Option<Estimate> {
        let factor = self.scenario.factor_of(&line.category)?;
        let is_share = matches!(rate, Rate::Share { .. }) || matches!(line.price, Price::Percent { .. });
        let change = self.scenario.change_of(&self.stage.id, &line.id);
        let yours = change.is_some_and(|change| change.amount.is_some() || change.unit_price.is_some());
        (!is_share && !yours).then_some(*factor)
    }

    /// A metered quantity moves with its line's: an overridden quantity takes it along in proportion.
    fn metered(&self, metered: &Quantity, line: &Line, change: &Override) -> Result<Count<Decimal>, Overflow> {
        match change.quantity {
            None => Ok(self.count(metered)),
            Some(quantity) => metered.printed().times(quantity)?.over(line.quantity.printed()).map(Count::Fixed),
        }
    }

    /// How much of its meter a line buys.
    pub(super) fn metered_of(&self, metered: &Quantity, line: &Line) -> Result<Count<Decimal>, Overflow> {
        self.metered(metered, line, &self.change(line))
    }

    fn count(&self, quantity: &Quantity) -> Count<Decimal> {
        match quantity {
            Quantity::Follows(follows) if self.scenario.elastic => Count::Follows {
                is: follows.is,
                at: follows.at,
                driver: self.catalog.driver_index(&follows.of).unwrap_or_default(),
                whole: follows.whole,
                min: follows.min,
                max: follows.max,
            },
            quantity => Count::Fixed(quantity.printed()),
        }
    }

    fn documented_rate(&self, line: &Line, change: &Override) -> Rate<Decimal> {
        let scenario = self.scenario;
        if let Some(amount) = change.amount {
            return Rate::Still(Estimate::exact(amount));
        }
        match &line.price {
            Price::Unit { .. } => Rate::TooLarge, // priced by its unit, above
            Price::Amount(amount) => amount_rate(*amount, &line.quantity, scenario.elastic, change),
            Price::Percent { share, of } => {
                let bases = self.bases(line, of);
                // A printed share stands while all it is of stands as printed too.
                let there =
                    |name: &String| self.priced.iter().any(|(line, _)| line.id == *name || line.category == *name);
                let changed = |at: &usize| self.scenario.change_of(&self.stage.id, &self.priced[*at].0.id).is_some();
                let touched = scenario.hours.is_some()
                    || self.card.is_some()
                    || bases.iter().any(changed)
                    || bases.iter().any(|at| scenario.factor_of(&self.priced[*at].0.category).is_some())
                    || !of.iter().all(|name| name == "all" || there(name));
                match line.stated {
                    Some(stated) if !scenario.elastic && !touched => Rate::Still(stated),
                    _ => Rate::Share { share: *share, of: bases },
                }
            }
        }
    }

    fn change(&self, line: &Line) -> Override {
        self.scenario.change_of(&self.stage.id, &line.id).cloned().unwrap_or_default()
    }

    /// The lines a share is of: `all` is every line that is no share itself, a category its lines; named lines as they are,
    /// when they stand before this one.
    fn bases(&self, line: &Line, of: &[String]) -> Vec<usize> {
        let priced = self.priced;
        let place = priced.iter().position(|(other, _)| std::ptr::eq(other.as_ref(), line)).unwrap_or(priced.len());
        let is_share = |other: &Line| matches!(other.price, Price::Percent { .. });
        let meant = |at: usize, other: &Line| {
            let named = of.contains(&other.id);
            let grouped = of.iter().any(|name| name == "all" || *name == other.category) && !is_share(other);
            (named || grouped) && (at < place)
        };
        (0..priced.len()).filter(|&at| meant(at, priced[at].0)).collect()
    }
}

/// The middle of a printed range of units, which is what the midpoint of its printed amounts pays for.
fn middle(follows: &Follows) -> Decimal {
    let ends = follows.min.zip(follows.max).and_then(|(min, max)| Estimate::between(min, max).ok());
    ends.map_or(follows.is, |ends| ends.expected)
}

/// An amount for the printed quantity: along its range where both have ends, else in proportion.
fn amount_rate(amount: Estimate, quantity: &Quantity, elastic: bool, change: &Override) -> Rate<Decimal> {
    let Quantity::Follows(follows) = quantity else {
        return proportional(amount, quantity.printed());
    };
    let ends = (follows.min, follows.max);
    match ends {
        (Some(from), Some(to)) if from < to && !amount.is_exact() => match elastic || change.quantity.is_some() {
            true => Rate::Along { from, to, low: amount.low, high: amount.high },
            false => Rate::Still(amount),
        },
        _ => proportional(amount, follows.is),
    }
}

fn proportional(amount: Estimate, of: Decimal) -> Rate<Decimal> {
    if of.is_zero() { Rate::Still(amount) } else { Rate::Proportional { amount, of } }
}

/// The price of one unit on the documented card, or the user's; none where an amount stands for all of them.
fn unit_price(line: &Line, scenario: &Scenario, change: &Override) -> Option<UnitPrice> {
    let (price, hours) = match (&line.price, change.unit_price) {
        _ if change.amount.is_some() => return None,
        (Price::Unit { price, hours }, own) => (own.unwrap_or(*price), *hours),
        (_, own) => (own?, None),
    };
    let hours = hours.map(|printed| scenario.hours.unwrap_or(printed));
    Some(UnitPrice { price, per: Decimal::ONE, hours })
}

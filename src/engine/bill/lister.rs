//! Looks up what a card asks for a line: a rate, or the cheapest size that fits.

use super::listed::{Listed, Of};
use crate::amount::{Decimal, Number, Overflow};
use crate::catalog::{
    self, Billing, Card, Catalog, Discount, ExchangeRate, HOURS_PER_MONTH, Line, Needs, Pick, Purchase, Region, Tariff,
};
use crate::engine::rates::{Rate, UnitPrice};
use crate::engine::{Sizes, Unpriced};
use crate::scenario::Scenario;

/// What a card is asked for.
#[derive(Clone, Copy, Debug)]
pub struct Wanted<'w> {
    /// The meter.
    pub meter: &'w str,
    /// What one needs, where it is bought in sizes.
    pub needs: Option<&'w Needs>,
    /// The category that discounts may be of.
    pub category: &'w str,
}

/// Looks prices up on the card that a scenario chose.
#[derive(Clone, Copy)]
pub(super) struct Lister<'c> {
    catalog: &'c Catalog,
    card: &'c Card,
    region: Option<usize>,
    purchase: Purchase,
    hours: Decimal,
    sizes: Sizes,
}

impl<'c> Lister<'c> {
    /// For the card of a scenario; none for `documented`.
    pub(super) fn of(catalog: &'c Catalog, scenario: &Scenario, sizes: Sizes) -> Option<Self> {
        let card = catalog.card(&scenario.card)?;
        let hours = scenario.hours.unwrap_or(HOURS_PER_MONTH);
        let region = card.region(scenario.region.as_deref());
        Some(Lister { catalog, card, region, purchase: scenario.purchase, hours, sizes })
    }

    /// The price of a line's meter on the card, or why there is none.
    pub(super) fn price(&self, line: &Line) -> Result<Listed<'c>, Unpriced> {
        let meter = line.meter.as_deref().ok_or(Unpriced::NoMeter)?;
        self.want(Wanted { meter, needs: line.needs.as_ref(), category: &line.category })
    }

    /// The price of what is wanted, or why there is none.
    pub(super) fn want(&self, wanted: Wanted) -> Result<Listed<'c>, Unpriced> {
        let mut meter = wanted.meter;
        let mut why = Unpriced::NoRate;
        loop {
            match self.of_meter(meter, wanted) {
                Ok(listed) => return Ok(Listed { stands_in: self.stands_in(meter, wanted), ..listed }),
                Err(Unpriced::NoRate) => {}
                Err(reason) => why = reason,
            }
            let or = self.catalog.meter(meter).and_then(|meter| meter.or.as_deref());
            meter = or.ok_or(why)?;
        }
    }

    /// What a meter is called that stands in for another that is wanted; a node is a machine by any name.
    fn stands_in(&self, meter: &str, wanted: Wanted) -> Option<&'c str> {
        let other = wanted.meter != meter;
        self.catalog.meter(meter).filter(|meter| other && !meter.sized).map(|meter| meter.label.as_str())
    }

    /// Whether the card sells a meter, or one that stands in for it.
    fn sells(&self, meter: &str) -> bool {
        let own = self.card.rate(meter, self.region).is_some() || self.card.has_sizes(meter, self.region);
        let or = || self.catalog.meter(meter).and_then(|meter| meter.or.as_deref());
        own || or().is_some_and(|or| self.sells(or))
    }

    fn of_meter(&self, meter: &str, wanted: Wanted) -> Result<Listed<'c>, Unpriced> {
        let own = self.card.plan.is_none(); // a document's own comparison is nobody's contract
        let agreed = self.catalog.agreed.iter().filter(|agreed| own && agreed.is_of(&self.card.id, meter));
        // One for every card is for those that sell it: nobody rents a CDN of a maker of models.
        let agreed = agreed.filter(|agreed| agreed.card.is_some() || self.sells(meter));
        if let Some(agreed) = agreed.max_by_key(|agreed| agreed.card.is_some()) {
            return Ok(self.by_rate(&agreed.rate, Of::Agreed(agreed), &agreed.currency, None));
        }
        let discounts = self
            .catalog
            .discounts
            .iter()
            .filter(|discount| own && discount.is_of(&self.card.id, wanted.category, meter));
        let discount = discounts.max_by_key(|discount| discount.narrow());
        if let Some(rate) = self.card.rate(meter, self.region) {
            return Ok(self.by_rate(rate, Of::Rate(rate), &self.card.currency, discount));
        }
        if !self.card.has_sizes(meter, self.region) {
            return Err(Unpriced::NoRate);
        }
        let needs = wanted.needs.ok_or(Unpriced::NoSize)?;
        // A model is no machine: without a spec, no other will do where the card has the very one.
        let named = needs.size.as_deref().filter(|_| self.sizes == Sizes::AsNamed || needs.is_name());
        let named = named.and_then(|size| self.card.named(meter, self.region, size, self.hours));
        let (pick, next) = match named {
            Some(pick) => (pick, None),
            None => self.cheapest(meter, needs).ok_or(Unpriced::NoFit)?,
        };
        Ok(self.by_size(pick, next, discount))
    }

    /// The cheapest that fits as the scenario buys; on demand where the card does not sell it so, or so only in sizes that
    /// cost more: a list of few reserved sizes has nothing small.
    fn cheapest(&self, meter: &str, needs: &Needs) -> Option<(Pick<'c>, Option<Pick<'c>>)> {
        let as_bought = |purchase| self.card.cheapest(meter, (self.region, purchase), needs, self.hours);
        let on_demand = as_bought(Purchase::OnDemand);
        if self.purchase == Purchase::OnDemand {
            return on_demand;
        }
        let dearer = |(pick, _): &(Pick, _)| on_demand.as_ref().is_some_and(|(other, _)| pick.month > other.month);
        let bought = as_bought(self.purchase).filter(|found| !dearer(found));
        // Nor is a large one that is sold so the next cheapest, where a smaller on demand is cheaper.
        let next =
            |next: Pick<'c>| on_demand.as_ref().is_none_or(|(other, _)| next.month <= other.month).then_some(next);
        bought.map(|(pick, runner_up)| (pick, runner_up.and_then(next))).or_else(|| on_demand.clone())
    }

    fn by_rate(
        &self,
        rate: &'c catalog::Rate,
        of: Of<'c>,
        currency: &'c str,
        discount: Option<&'c Discount>,
    ) -> Listed<'c> {
        let exchange = self.exchange(currency);
        let shown = |price| in_dollars(price, exchange, discount);
        let (priced, unit_price) = match &rate.tariff {
            Tariff::Flat(price) => self.flat(shown(*price), rate.per, rate.billing),
            Tariff::Tiers(tiers) => {
                let month = |price| rate.billing.month(shown(price)?, self.hours);
                let tiers: Result<Vec<_>, Overflow> =
                    tiers.iter().map(|tier| Ok((tier.up_to, month(tier.price)?))).collect();
                (tiers.map_or(Rate::TooLarge, |tiers| Rate::Tiers { tiers, per: rate.per }), None)
            }
        };
        let (region, purchase, allowance) = (self.region(), Purchase::OnDemand, rate.has_allowance());
        Listed {
            rate: priced,
            unit_price,
            card: self.card,
            region,
            purchase,
            allowance,
            of,
            exchange,
            discount,
            stands_in: None,
        }
    }

    fn by_size(&self, pick: Pick<'c>, next: Option<Pick<'c>>, discount: Option<&'c Discount>) -> Listed<'c> {
        let exchange = self.exchange(&self.card.currency);
        let price =
            |pick: &Pick| self.flat(in_dollars(pick.price, exchange, discount), Decimal::ONE, pick.shelf.billing);
        let runner_up = next.and_then(|next| Some((next.name, price(&next).1?)));
        let ((rate, unit_price), region, purchase) = (price(&pick), self.region(), pick.shelf.purchase);
        let of = Of::Size { pick, runner_up };
        Listed {
            rate,
            unit_price,
            card: self.card,
            region,
            purchase,
            allowance: false,
            of,
            exchange,
            discount,
            stands_in: None,
        }
    }

    fn region(&self) -> Option<&'c Region> {
        self.region.map(|at| &self.card.regions[at])
    }

    fn flat(
        &self,
        price: Result<Decimal, Overflow>,
        per: Decimal,
        billing: Billing,
    ) -> (Rate<Decimal>, Option<UnitPrice>) {
        let unit = price.map(|price| UnitPrice { price, per, hours: billing.hours(self.hours) });
        (unit.map_or(Rate::TooLarge, |unit| unit.rate()), unit.ok())
    }

    fn exchange(&self, currency: &'c str) -> Option<(&'c str, &'c ExchangeRate)> {
        self.catalog.exchange(currency).map(|rate| (currency, rate))
    }
}

/// A price of a list as the user pays it.
fn in_dollars(
    price: Decimal,
    exchange: Option<(&str, &ExchangeRate)>,
    discount: Option<&Discount>,
) -> Result<Decimal, Overflow> {
    let price = exchange.map_or(Ok(price), |(_, rate)| price.times(rate.usd))?;
    discount.map_or(Ok(price), |discount| price.times(Decimal::ONE.minus(discount.off)?))
}

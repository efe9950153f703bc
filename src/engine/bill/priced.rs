//! A bill at one demand: every line with its cost, and the total.

use super::total::Figures;
use super::{Basis, Bill, Entry};
use crate::amount::{Decimal, End, Estimate, Number, Overflow};
use crate::catalog::DOCUMENTED;
use crate::engine::count::Count;
use crate::engine::demand::Demand;
use crate::engine::rates::Done;
use crate::engine::term::{Cost, Term};
use crate::engine::{Driven, Flag, QuoteLine};
use crate::scenario::Scenario;

/// A bill at one demand.
pub(in crate::engine) struct Priced {
    pub lines: Vec<QuoteLine>,
    pub total: Result<Estimate, Overflow>,
}

impl Bill<'_> {
    /// Every line at a demand.
    pub(in crate::engine) fn price(&self, demand: &Demand) -> Priced {
        let mut done = End::ALL.map(|_| Figures::new());
        let ends = if self.exact { &[End::Expected] } else { End::ALL.as_slice() };
        let mut totals = [Err(Overflow); 3];
        for &end in ends {
            totals[end as usize] = self.total.figure(end, &self.terms, demand, &mut done[end as usize]);
        }
        let cost = |place: usize| {
            let after = self.ends(|end| done[end as usize][place])?;
            let others = |end| Done { figures: &done[end as usize][..place], sum: None };
            let before = self.ends(|end| self.terms[place].before(end, demand, others(end)))?;
            let list = match self.terms[place].factor() {
                None => before,
                Some(_) => self.ends(|end| self.terms[place].list(end, demand, others(end)))?,
            };
            Ok(Cost { list, before, after })
        };
        let total = self.ends(|end| totals[end as usize]);
        let lines = self.entries.iter().zip(&self.terms).enumerate();
        Priced { lines: lines.map(|(i, (entry, term))| self.line(entry, term, cost(i), demand)).collect(), total }
    }

    fn line(
        &self,
        entry: &Entry,
        term: &Term<Decimal>,
        cost: Result<Cost<Decimal>, Overflow>,
        demand: &Demand,
    ) -> QuoteLine {
        let line = entry.line;
        let driven = match &term.count {
            Count::Follows { driver, .. } => {
                demand.value(*driver).ok().map(|value| Driven { label: self.label(*driver), value })
            }
            Count::Fixed(_) => None,
        };
        let quantity = term.count.at(demand).and_then(|ratio| ratio.value());
        let listed = entry.listed.as_ref().and_then(|listed| listed.as_ref().ok());
        let replaced = self.total.printed.is_some() && entry.addon.is_none();
        QuoteLine {
            line: line.clone(),
            addon: entry.addon.map(str::to_owned),
            basis: if replaced { Basis::Headline } else { entry.basis },
            card_price: listed.map(|listed| Box::new(listed.card_price(quantity))),
            unpriced: entry.listed.as_ref().and_then(|listed| listed.as_ref().err().copied()),
            quantity,
            own_quantity: entry.own.at(demand).and_then(|ratio| ratio.value()),
            unit: entry.unit.map(str::to_owned),
            unit_price: entry.unit_price,
            over_capacity: term.count.over_capacity(demand),
            cost,
            term: term.clone(),
            source: joined(&self.plan.source, Some(&line.lines)),
            driver: driven,
        }
    }

    /// What to know about it as it is priced for some users, who may be beyond the plan's last band.
    pub(in crate::engine) fn flags_at(&self, priced: &Priced, users: Decimal, beyond: bool) -> Vec<Flag> {
        let over = priced.lines.iter().any(|line| line.over_capacity.is_some());
        let found = [
            (beyond, Flag::Beyond),
            (self.outside_band(users), Flag::OutsideBand),
            (over, Flag::OverCapacity),
            (priced.total.is_err(), Flag::Overflow),
        ];
        let found = found.into_iter().filter_map(|(true_of_it, flag)| true_of_it.then_some(flag));
        self.flags.iter().copied().chain(found).collect()
    }

    /// Whether the stage is pinned outside its band.
    fn outside_band(&self, users: Decimal) -> bool {
        let first = self.plan.stages.iter().find(|stage| stage.low.is_some()).is_some_and(|s| s.id == self.stage.id);
        let below = self.stage.low.is_some_and(|low| users < low || (users == low && !first));
        let above = self.stage.high.is_some_and(|high| users > high);
        self.pinned && (below || above)
    }

    fn label(&self, driver: usize) -> String {
        match driver.checked_sub(self.catalog.sliders.len()) {
            None if self.catalog.sliders[driver].id == "users" => self.plan.scale.clone(),
            None => self.catalog.sliders[driver].label.to_lowercase(),
            Some(index) => self.catalog.drivers[index].label.clone(),
        }
    }
}

impl Priced {
    /// The share of the cost that the card priced; none where nothing is charged. The documented card prices all.
    pub(in crate::engine) fn by_card(&self, scenario: &Scenario) -> Option<Decimal> {
        let total = self.total.ok()?.expected;
        if scenario.card == DOCUMENTED {
            return (!total.is_zero()).then_some(Decimal::ONE);
        }
        let mut card = Decimal::ZERO;
        for line in self.lines.iter().filter(|line| line.basis == Basis::Card) {
            card = card.plus(line.cost.ok()?.after.expected).ok()?;
        }
        card.over(total).ok()
    }
}

pub(super) fn joined(source: &str, lines: Option<&str>) -> String {
    lines.map_or_else(|| source.to_owned(), |lines| format!("{source}:{lines}"))
}

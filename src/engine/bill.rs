//! The bill of one stage: which lines are priced, by what, with names resolved once for any number of demands.

mod basis;
mod combined;
mod list_price;
mod listed;
mod lister;
mod open;
mod priced;
mod pricing;
mod ranges;
mod total;
mod workings;

pub use basis::Basis;
pub use combined::Combined;
pub use list_price::ListPrice;
pub use lister::Wanted;
pub(super) use priced::Priced;
pub(super) use total::{Drawn, Figures};
pub use workings::{acting, metered};

use super::count::Count;
use super::demand::Demand;
use super::left::Left;
use super::levers::Bought;
use super::rates::{Rate, UnitPrice};
use super::term::Term;
use super::{Flag, Sizes, StageChoice, TotalFrom, Unpriced, levers, variant_of};
use crate::amount::{Decimal, End, Estimate, Expected, Number, Overflow};
use crate::catalog::{Catalog, Line, Plan, Purchase, Stage, Variant};
use crate::scenario::{self, Scenario};
use listed::Listed;
use lister::Lister;
use pricing::{Pricer, Pricing};
use std::sync::Arc;
use total::Total;

/// A stage's bill, ready to be priced at any demand.
pub struct Bill<'c> {
    catalog: &'c Catalog,
    plan: &'c Plan,
    stage: &'c Stage,
    variant: Option<&'c Variant>,
    pinned: bool,
    entries: Vec<Entry<'c>>,
    terms: Vec<Term<Decimal>>,
    total: Total,
    /// Whether low, expected and high are one figure on every line.
    exact: bool,
    /// What the variant's part of the total is made of.
    basis: scenario::Basis,
    /// The lines that are left out.
    pub dropped: Vec<Arc<Line>>,
    /// What to know about it, whatever the demand.
    pub flags: Vec<Flag>,
}

struct Entry<'c> {
    line: &'c Arc<Line>,
    addon: Option<&'c str>,
    /// How many in the plan's own unit.
    own: Count<Decimal>,
    basis: Basis,
    listed: Option<Result<Listed<'c>, Unpriced>>,
    unit: Option<&'c str>,
    unit_price: Option<UnitPrice>,
}

impl<'c> Bill<'c> {
    /// The bill of a stage under a scenario.
    pub fn of(catalog: &'c Catalog, plan: &'c Plan, stage: &'c Stage, scenario: &Scenario) -> Self {
        Bill::with_sizes(catalog, plan, stage, scenario, Sizes::Cheapest)
    }

    /// The same with other sizes than the cheapest that fit.
    pub(super) fn with_sizes(
        catalog: &'c Catalog,
        plan: &'c Plan,
        stage: &'c Stage,
        scenario: &Scenario,
        sizes: Sizes,
    ) -> Self {
        let card = Lister::of(catalog, scenario, sizes);
        let variant = variant_of(plan, stage, scenario);
        let addons = plan.addons.iter().filter(|addon| scenario.addons.contains(&addon.id));
        let addons = addons.filter(|addon| variant.is_none_or(|variant| variant.id != addon.id));
        let elsewhere = addons.clone().any(|addon| addon.stage.as_deref().is_some_and(|printed| printed != stage.id));
        let own = variant.into_iter().flat_map(|variant| &variant.lines).map(|line| (line, None));
        let added = addons.flat_map(|addon| addon.lines.iter().map(|line| (line, Some(addon.id.as_str()))));
        let dropped = |line: &Line| scenario.change_of(&stage.id, &line.id).is_some_and(|change| change.drop);
        let (left_out, priced): (Vec<_>, Vec<_>) = own.chain(added).partition(|(line, _)| dropped(line));

        let mut bill = Bill {
            catalog,
            plan,
            stage,
            variant,
            dropped: left_out.into_iter().map(|(line, _)| line.clone()).collect(),
            basis: scenario::Basis::default(),
            pinned: scenario.stage.as_deref() == Some(stage.id.as_str()),
            entries: Vec::with_capacity(priced.len()),
            terms: Vec::with_capacity(priced.len()),
            total: Total { printed: None, own: 0, buffered: Decimal::ONE },
            exact: true,
            flags: Vec::new(),
        };
        bill.flags.extend(elsewhere.then_some(Flag::AddonElsewhere));
        bill.fill(&Pricer { catalog, stage, scenario, card, priced: &priced });
        bill.choose_total(scenario);
        bill
    }

    /// Prices its lines, with what levers leave of them.
    fn fill(&mut self, pricer: &Pricer<'_, 'c>) {
        let factors = levers::Factors::of(self.plan, pricer.scenario);
        self.flags.extend(factors.is_err().then_some(Flag::LeversExceed));
        let factors = factors.unwrap_or_default();
        for (line, addon) in pricer.priced {
            let pricing = pricer.of(line);
            let left = left_of(line, &pricing.rate, &pricing.listed, &factors);
            // What levers leave of it can't be held: nor can what it costs.
            let rate = if left.is_ok() { pricing.rate } else { Rate::TooLarge };
            let factor = pricer.factor(line, &rate);
            self.terms.push(Term { count: pricing.count, rate: rate.times(factor), left: left.unwrap_or(Left::ALL) });
            let Pricing { own, basis, listed, unit, unit_price, .. } = pricing;
            self.entries.push(Entry { line, addon: *addon, own, basis, listed, unit, unit_price });
        }
        let twice = self.entries.iter().any(|entry| factors.is_idle_on(entry.line, bought(&entry.listed)));
        self.flags.extend(twice.then_some(Flag::LeverInPrice));
        let committed = |entry: &Entry| bought(&entry.listed).committed;
        let idle = pricer.scenario.purchase != Purchase::OnDemand && !self.entries.iter().any(committed);
        self.flags.extend(idle.then_some(Flag::PurchaseIdle));
    }

    /// Puts other levers in the place of those that are on; what prices the lines stays.
    pub(super) fn switch(&mut self, factors: &levers::Factors) -> Result<(), Overflow> {
        for (entry, term) in self.entries.iter().zip(&mut self.terms) {
            term.left = left_of(entry.line, &term.rate, &entry.listed, factors)?;
        }
        // Levers that save a range make a range of an exact bill.
        self.exact = false;
        Ok(())
    }

    fn choose_total(&mut self, scenario: &Scenario) {
        use scenario::Basis as Chosen;
        let variant = self.variant;
        let own_lines = variant.is_some_and(|variant| !variant.lines.is_empty());
        let stated = variant.and_then(|variant| variant.stated);
        let headline = self.stage.headline;
        let is_addon = variant.is_some_and(|variant| self.plan.addons.iter().any(|addon| addon.id == variant.id));
        let printed = match scenario.basis {
            Chosen::Stated if stated.is_some() => stated,
            Chosen::Headline if headline.is_some() && !is_addon => headline,
            _ if !own_lines => headline,
            _ => None,
        };
        // A buffer that is given is of whatever the total is; a printed one is of the lines it stands under.
        let printed_buffer = variant.and_then(|variant| variant.buffer).filter(|_| printed.is_none());
        let buffer = scenario.buffer.or(printed_buffer.filter(|_| scenario.basis == Chosen::Buffered));
        let from_headline =
            printed.is_some() && printed == headline && (scenario.basis == Chosen::Headline || !own_lines);
        let flags = [
            (!own_lines && printed.is_some(), Flag::HeadlineOnly),
            (from_headline && self.stage.headline_open, Flag::HeadlineOpen),
            (scenario.basis == Chosen::Stated && stated.is_none() && own_lines, Flag::NoStatedTotal),
            (scenario.basis == Chosen::Headline && printed.is_none(), Flag::NoHeadline),
            (scenario.basis == Chosen::Buffered && buffer.is_none(), Flag::NoBuffer),
        ];
        self.flags.extend(flags.into_iter().filter_map(|(true_of_it, flag)| true_of_it.then_some(flag)));
        let buffered = buffer.map_or(Ok(Decimal::ONE), |share| share.plus(Decimal::ONE));
        self.basis = match printed {
            None => Chosen::Lines,
            Some(_) if from_headline => Chosen::Headline,
            Some(_) => Chosen::Stated,
        };
        let own = self.entries.iter().take_while(|entry| entry.addon.is_none()).count();
        self.total = Total { printed, own, buffered: buffered.unwrap_or(Decimal::ONE) };
        let counted = if printed.is_some() { own } else { 0 };
        let idle = !scenario.factors.is_empty() && self.terms[counted..].iter().all(|term| term.factor().is_none());
        self.flags.extend(idle.then_some(Flag::FactorIdle));
        self.exact = self.terms.iter().all(Term::is_exact) && printed.is_none_or(|printed| printed.is_exact());
    }

    /// What the total is made of.
    pub(super) fn total_from(&self) -> TotalFrom {
        let buffer = self.total.buffered.minus(Decimal::ONE).ok().filter(|share| !share.is_zero());
        TotalFrom { basis: self.basis, printed: self.total.printed, buffer }
    }

    /// Which stage and variant this is the bill of.
    pub(super) fn choice(&self, index: usize) -> StageChoice {
        StageChoice {
            stage: self.stage.id.clone(),
            index,
            variant: self.variant.map(|variant| variant.id.clone()),
            high: self.stage.high,
        }
    }

    /// What the stage costs at a demand.
    pub fn cost(&self, demand: &Demand) -> Result<Estimate, Overflow> {
        let mut done = Vec::with_capacity(self.terms.len());
        self.ends(|end| self.total.figure(end, &self.terms, demand, &mut done))
    }

    /// What to reckon with of [`Bill::cost`]: a third of the work where figures are ranges.
    pub fn expected(&self, demand: &Demand) -> Result<Decimal, Overflow> {
        self.total.figure(Expected, &self.terms, demand, &mut Vec::with_capacity(self.terms.len()))
    }

    /// What to reckon with of the lines of a category.
    pub(super) fn category(&self, demand: &Demand, category: &str) -> Result<Decimal, Overflow> {
        self.category_at(demand, category, |_| Expected)
    }

    /// The three ends of a figure; of an exact bill they are one.
    fn ends(&self, mut figure: impl FnMut(End) -> Result<Decimal, Overflow>) -> Result<Estimate, Overflow> {
        if self.exact { figure(End::Expected).map(Estimate::exact) } else { Estimate::of_ends(figure) }
    }

    /// The terms and total for another kind of number.
    pub(super) fn drawn(&self) -> Drawn {
        Drawn { terms: self.terms.iter().map(Term::of).collect(), total: self.total.of() }
    }

    /// Whether nothing bends the cost between two demands; see [`Term::mark`].
    pub(super) fn is_straight(&self, a: &Demand, b: &Demand) -> bool {
        self.terms.iter().all(|term| term.mark(a).is_ok_and(|mark| term.mark(b) == Ok(mark)))
    }
}

/// What levers leave of a line. A computed share is of lines that their levers have already lowered.
fn left_of(
    line: &Line,
    rate: &Rate<Decimal>,
    listed: &Option<Result<Listed, Unpriced>>,
    factors: &levers::Factors,
) -> Result<Left<Decimal>, Overflow> {
    if matches!(rate, Rate::Share { .. }) {
        return Ok(Left::ALL);
    }
    let mut left = factors.on(line, bought(listed))?;
    left.free = in_meter(left.free, line, listed)?;
    Ok(left)
}

/// Free units are counted as the line is: where a card counts its meter, they are as much of that.
fn in_meter(free: Decimal, line: &Line, listed: &Option<Result<Listed, Unpriced>>) -> Result<Decimal, Overflow> {
    let printed = line.quantity.printed();
    let counts_meter = matches!(listed, Some(Ok(_))) && !free.is_zero() && !printed.is_zero();
    match line.metered.as_ref().filter(|_| counts_meter) {
        Some(metered) => free.times(metered.printed())?.over(printed),
        None => Ok(free),
    }
}

/// What a price holds already, so that no lever takes it off again.
fn bought(listed: &Option<Result<Listed, Unpriced>>) -> Bought {
    match listed {
        Some(Ok(listed)) => Bought { committed: listed.purchase != Purchase::OnDemand, allowance: listed.allowance },
        _ => Bought::default(),
    }
}

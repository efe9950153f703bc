//! The bill of one stage: which lines are priced, by what, with names resolved once for any number of demands.

use super::demand::Demand;
use super::rates::{Cost, Count, Done, Figure, Rate, Term, UnitPrice};
use super::{Driven, Flag, QuoteLine, StageChoice, levers, variant_of};
use crate::amount::{Decimal, End, Estimate, Number, Overflow};
use crate::catalog::{Card, Catalog, DOCUMENTED, Follows, Line, Plan, Price, Quantity, Stage, Tariff, Variant};
use crate::scenario::{self, Override, Scenario};
use std::sync::Arc;

/// What priced a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Basis {
    /// The plan's own figure.
    Documented,
    /// The chosen card.
    Card,
    /// The user.
    Override,
    /// The stage's headline or stated total: not a line's own figure.
    Headline,
    /// The plan's own figure, because the line has no meter, or the chosen card no rate for it.
    Missing,
}

impl Basis {
    /// Its name in reports.
    pub fn id(self) -> &'static str {
        match self {
            Basis::Documented => "documented",
            Basis::Card => "card",
            Basis::Override => "override",
            Basis::Headline => "headline",
            Basis::Missing => "missing",
        }
    }
}

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
    /// What to know about it, whatever the demand.
    pub flags: Vec<Flag>,
}

struct Entry<'c> {
    line: &'c Arc<Line>,
    addon: Option<&'c str>,
    basis: Basis,
    card: Option<(&'c Card, Option<&'c str>)>,
    unit: Option<&'c str>,
    unit_price: Option<UnitPrice>,
}

/// How the terms become a total.
#[derive(Clone, Copy, Debug)]
struct Total {
    /// A printed figure in place of the variant's lines; add-ons come on top.
    printed: Option<Estimate>,
    /// How many of the terms are the variant's; those of add-ons come after them.
    own: usize,
    /// 1 + the buffer.
    buffered: Decimal,
}

/// A bill at one demand.
pub(super) struct Priced {
    pub lines: Vec<QuoteLine>,
    pub total: Result<Estimate, Overflow>,
}

/// What prices a line: the term, and where it is from.
struct Pricing<'c> {
    count: Count<Decimal>,
    rate: Rate<Decimal>,
    basis: Basis,
    card: Option<(&'c Card, Option<&'c str>)>,
    unit: Option<&'c str>,
    unit_price: Option<UnitPrice>,
}

impl<'c> Bill<'c> {
    /// The bill of a stage under a scenario.
    pub fn of(catalog: &'c Catalog, plan: &'c Plan, stage: &'c Stage, scenario: &Scenario) -> Self {
        let variant = variant_of(plan, stage, scenario);
        let addons = plan.addons.iter().filter(|addon| scenario.addons.contains(&addon.id));
        let addons = addons.filter(|addon| variant.is_none_or(|variant| variant.id != addon.id));
        let elsewhere = addons.clone().any(|addon| addon.stage.as_deref().is_some_and(|printed| printed != stage.id));
        let own = variant.into_iter().flat_map(|variant| &variant.lines).map(|line| (line, None));
        let added = addons.flat_map(|addon| addon.lines.iter().map(|line| (line, Some(addon.id.as_str()))));
        let change = |line: &Line| scenario.overrides.get(&line.id).cloned().unwrap_or_default();
        let priced: Vec<(&Arc<Line>, Option<&str>)> = own.chain(added).filter(|(line, _)| !change(line).drop).collect();

        let mut bill = Bill {
            catalog,
            plan,
            stage,
            variant,
            pinned: scenario.stage.as_deref() == Some(stage.id.as_str()),
            entries: Vec::with_capacity(priced.len()),
            terms: Vec::with_capacity(priced.len()),
            total: Total { printed: None, own: 0, buffered: Decimal::ONE },
            exact: true,
            flags: Vec::new(),
        };
        bill.flags.extend(elsewhere.then_some(Flag::AddonElsewhere));
        let card = catalog.card(&scenario.card).filter(|_| scenario.card != DOCUMENTED);
        let factors = levers::Factors::of(plan, scenario);
        bill.flags.extend(factors.is_err().then_some(Flag::LeversExceed));
        let factors = factors.unwrap_or_default();
        for (line, addon) in &priced {
            let pricing = bill.pricing(line, &priced, card, scenario, &change(line));
            let computed_share = matches!(pricing.rate, Rate::Share { .. });
            // A computed share is of lines that their levers have already lowered.
            let factor = if computed_share { Estimate::exact(Decimal::ONE) } else { factors.on(line) };
            bill.terms.push(Term { count: pricing.count, rate: pricing.rate, factor });
            let Pricing { basis, card, unit, unit_price, .. } = pricing;
            bill.entries.push(Entry { line, addon: *addon, basis, card, unit, unit_price });
        }
        bill.choose_total(scenario);
        bill
    }

    fn pricing(
        &self,
        line: &'c Line,
        priced: &[(&Arc<Line>, Option<&str>)],
        card: Option<&'c Card>,
        scenario: &Scenario,
        change: &Override,
    ) -> Pricing<'c> {
        let count = |quantity: &Quantity| match change.quantity {
            Some(quantity) => Count::Fixed(quantity),
            None => self.count(quantity, scenario.elastic),
        };
        let rate = line.meter.as_deref().and_then(|meter| card?.rate(meter));
        let unit = line.unit.as_deref();
        if let (Some(rate), Some(card), None, None) = (rate, card, change.amount, change.unit_price) {
            let meter = self.catalog.meters.iter().find(|meter| Some(&meter.id) == line.meter.as_ref());
            let own = line.metered.is_none();
            let count = if own { count(&line.quantity) } else { self.metered(line, scenario, change) };
            let unit = if own { unit } else { meter.map(|meter| meter.unit.as_str()) };
            let hours = rate.hourly.then(|| scenario.hours.unwrap_or(HOURS_PER_MONTH));
            let (rate, unit_price, lines) = (card_rate(rate, hours), card_price(rate, hours), rate.lines.as_deref());
            return Pricing { count, rate, basis: Basis::Card, card: Some((card, lines)), unit, unit_price };
        }
        let overridden = change.quantity.is_some() || change.amount.is_some() || change.unit_price.is_some();
        let basis = match (overridden, card.is_some()) {
            (true, _) => Basis::Override,
            (false, true) => Basis::Missing,
            (false, false) => Basis::Documented,
        };
        let unit_price = unit_price(line, scenario, change);
        let rate = match unit_price {
            Some(each) => each.rate(),
            None => self.documented_rate(line, priced, scenario, change),
        };
        let count = match (&rate, &line.quantity) {
            (Rate::Still(amount), Quantity::Follows(follows)) if !amount.is_exact() => Count::Fixed(middle(follows)),
            (_, quantity) => count(quantity),
        };
        Pricing { count, rate, basis, card: None, unit, unit_price }
    }

    /// A metered quantity moves with its line's: an overridden quantity takes it along in proportion.
    fn metered(&self, line: &Line, scenario: &Scenario, change: &Override) -> Count<Decimal> {
        let metered = line.metered.as_ref().unwrap_or(&line.quantity);
        let (Some(quantity), own) = (change.quantity, printed(&line.quantity)) else {
            return self.count(metered, scenario.elastic);
        };
        let scaled = printed(metered).times(quantity).and_then(|product| product.over(own));
        Count::Fixed(scaled.unwrap_or(quantity))
    }

    fn count(&self, quantity: &Quantity, elastic: bool) -> Count<Decimal> {
        match quantity {
            Quantity::Follows(follows) if elastic => Count::Follows {
                is: follows.is,
                at: follows.at,
                driver: self.catalog.driver_index(&follows.of).unwrap_or_default(),
                whole: follows.whole,
                min: follows.min,
                max: follows.max,
            },
            quantity => Count::Fixed(printed(quantity)),
        }
    }

    fn documented_rate(
        &self,
        line: &Line,
        priced: &[(&Arc<Line>, Option<&str>)],
        scenario: &Scenario,
        change: &Override,
    ) -> Rate<Decimal> {
        if let Some(amount) = change.amount {
            return Rate::Still(Estimate::exact(amount));
        }
        match &line.price {
            Price::Unit { .. } => Rate::TooLarge, // priced by its unit, above
            Price::Amount(amount) => amount_rate(*amount, &line.quantity, scenario.elastic, change),
            Price::Percent { share, of } => {
                let bases = bases(line, of, priced);
                let touched =
                    |at: &usize| scenario.overrides.contains_key(&priced[*at].0.id) || scenario.hours.is_some();
                match line.stated {
                    Some(stated) if !scenario.elastic && !bases.iter().any(touched) => Rate::Still(stated),
                    _ => Rate::Share { share: *share, of: bases },
                }
            }
        }
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
        let buffer = scenario.buffer.or_else(|| {
            (scenario.basis == Chosen::Buffered).then(|| variant.and_then(|variant| variant.buffer)).flatten()
        });
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
        let applies = printed.is_none() || scenario.buffer.is_none();
        let buffered = buffer.filter(|_| applies).map_or(Ok(Decimal::ONE), |share| share.plus(Decimal::ONE));
        let own = self.entries.iter().take_while(|entry| entry.addon.is_none()).count();
        self.total = Total { printed, own, buffered: buffered.unwrap_or(Decimal::ONE) };
        self.exact = self.terms.iter().all(Term::is_exact) && printed.is_none_or(|printed| printed.is_exact());
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

    /// Whether the stage is pinned outside its band.
    pub(super) fn outside_band(&self, users: Decimal) -> bool {
        let first = self.plan.stages.iter().find(|stage| stage.low.is_some()).is_some_and(|s| s.id == self.stage.id);
        let below = self.stage.low.is_some_and(|low| users < low || (users == low && !first));
        let above = self.stage.high.is_some_and(|high| users > high);
        self.pinned && (below || above)
    }

    /// What the stage costs at a demand.
    pub fn cost(&self, demand: &Demand) -> Result<Estimate, Overflow> {
        let mut done = Vec::with_capacity(self.terms.len());
        self.ends(|end| self.total.figure(end, &self.terms, demand, &mut done))
    }

    /// What to reckon with of [`Bill::cost`]: a third of the work where figures are ranges.
    pub fn expected(&self, demand: &Demand) -> Result<Decimal, Overflow> {
        self.total.figure(End::Expected, &self.terms, demand, &mut Vec::with_capacity(self.terms.len()))
    }

    /// The three ends of a figure; of an exact bill they are one.
    fn ends(&self, mut figure: impl FnMut(End) -> Result<Decimal, Overflow>) -> Result<Estimate, Overflow> {
        if self.exact { figure(End::Expected).map(Estimate::exact) } else { Estimate::of_ends(figure) }
    }

    /// The terms and total for another kind of number.
    pub(super) fn drawn(&self) -> Drawn {
        Drawn { terms: self.terms.iter().map(Term::of).collect(), total: self.total }
    }

    /// Whether nothing bends the cost between two demands; see [`Term::mark`].
    pub(super) fn is_straight(&self, a: &Demand, b: &Demand) -> bool {
        self.terms.iter().all(|term| term.mark(a).is_ok_and(|mark| term.mark(b) == Ok(mark)))
    }

    /// Every line at a demand.
    pub(super) fn price(&self, demand: &Demand) -> Priced {
        let mut done = End::ALL.map(|_| Figures::new());
        let ends = if self.exact { &[End::Expected] } else { End::ALL.as_slice() };
        let mut totals = [Err(Overflow); 3];
        for &end in ends {
            totals[end as usize] = self.total.figure(end, &self.terms, demand, &mut done[end as usize]);
        }
        let cost = |place: usize| {
            let figure = |end| done[end as usize][place];
            let before = self.ends(|end| Ok(figure(end)?.before))?;
            Ok(Cost { before, after: self.ends(|end| Ok(figure(end)?.after))? })
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
        let replaced = self.total.printed.is_some() && entry.addon.is_none();
        QuoteLine {
            line: line.clone(),
            addon: entry.addon.map(str::to_owned),
            basis: if replaced { Basis::Headline } else { entry.basis },
            card_source: entry.card.map(|(card, lines)| joined(&card.source, lines)),
            as_of: entry.card.and_then(|(card, _)| card.as_of.clone()),
            quantity: term.count.at(demand).and_then(|ratio| ratio.value()),
            unit: entry.unit.map(str::to_owned),
            unit_price: entry.unit_price,
            over_capacity: term.count.over_capacity(demand),
            cost,
            term: term.clone(),
            source: joined(&self.plan.source, Some(&line.lines)),
            driver: driven,
        }
    }

    fn label(&self, driver: usize) -> String {
        match driver.checked_sub(self.catalog.sliders.len()) {
            None if self.catalog.sliders[driver].id == "users" => self.plan.scale.clone(),
            None => self.catalog.sliders[driver].label.to_lowercase(),
            Some(index) => self.catalog.drivers[index].label.clone(),
        }
    }
}

/// Hours a month of an hourly card price: 365 × 24 ÷ 12.
const HOURS_PER_MONTH: Decimal = Decimal::from_parts(730, 0, 0, false, 0);

/// A bill for pictures: the same terms as floats.
pub(super) struct Drawn {
    terms: Vec<Term<f64>>,
    total: Total,
}

/// Room for the costs of terms.
pub(super) type Figures<N> = Vec<Result<Figure<N>, Overflow>>;

impl Drawn {
    /// The expected cost at a demand.
    pub(super) fn cost(&self, demand: &Demand<f64>, done: &mut Figures<f64>) -> Option<f64> {
        self.total.figure(End::Expected, &self.terms, demand, done).ok()
    }
}

impl Total {
    /// One end of the total at a demand; `done` is left with what each term costs.
    fn figure<N: Number>(
        &self,
        end: End,
        terms: &[Term<N>],
        demand: &Demand<N>,
        done: &mut Figures<N>,
    ) -> Result<N, Overflow> {
        done.clear();
        let mut sum = Ok(N::ZERO);
        for term in terms {
            let figure = term.figure(end, demand, Done { figures: done, sum });
            sum = sum.and_then(|sum| sum.plus(figure?.after));
            done.push(figure);
        }
        if let Some(printed) = self.printed {
            sum = done[self.own..].iter().try_fold(N::of(printed.at(end)), |sum, figure| sum.plus((*figure)?.after));
        }
        if self.buffered == Decimal::ONE { sum } else { sum?.times(N::of(self.buffered)) }
    }
}

impl Priced {
    /// The part of the cost that the card priced, in `whole`s; none where nothing is charged. The documented card prices
    /// all.
    pub(super) fn by_card(&self, scenario: &Scenario, whole: Decimal) -> Option<Decimal> {
        let total = self.total.ok()?.expected;
        if scenario.card == DOCUMENTED {
            return (!total.is_zero()).then_some(whole);
        }
        let mut card = Decimal::ZERO;
        for line in self.lines.iter().filter(|line| line.basis == Basis::Card) {
            card = card.plus(line.cost.ok()?.after.expected).ok()?;
        }
        card.times(whole).ok()?.over(total).ok()
    }
}

/// The middle of a printed range of units, which is what the midpoint of its printed amounts pays for.
fn middle(follows: &Follows) -> Decimal {
    let ends = follows.min.zip(follows.max).and_then(|(min, max)| Estimate::between(min, max).ok());
    ends.map_or(follows.is, |ends| ends.expected)
}

/// The printed quantity.
fn printed(quantity: &Quantity) -> Decimal {
    match quantity {
        Quantity::Fixed(n) => *n,
        Quantity::Follows(follows) => follows.is,
    }
}

/// An amount for the printed quantity: along its range where both have ends, else in proportion.
fn amount_rate(amount: Estimate, quantity: &Quantity, elastic: bool, change: &Override) -> Rate<Decimal> {
    let Quantity::Follows(follows) = quantity else {
        return proportional(amount, printed(quantity));
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

/// The price of one unit on a card; none where it is graduated.
fn card_price(rate: &crate::catalog::Rate, hours: Option<Decimal>) -> Option<UnitPrice> {
    match rate.tariff {
        Tariff::Flat(price) => Some(UnitPrice { price, per: rate.per, hours }),
        Tariff::Tiers(_) => None,
    }
}

fn card_rate(rate: &crate::catalog::Rate, hours: Option<Decimal>) -> Rate<Decimal> {
    let each = |price: Decimal| price.times(hours.unwrap_or(Decimal::ONE));
    let tiers: Result<Vec<_>, Overflow> = match &rate.tariff {
        Tariff::Flat(price) => return UnitPrice { price: *price, per: rate.per, hours }.rate(),
        Tariff::Tiers(tiers) => tiers.iter().map(|tier| Ok((tier.up_to, each(tier.price)?))).collect(),
    };
    tiers.map_or(Rate::TooLarge, |tiers| Rate::Tiers { tiers, per: rate.per })
}

/// The lines a share is of: `all` is every line that is no share itself, a category its lines; named lines as they are,
/// when they stand before this one.
fn bases(line: &Line, of: &[String], priced: &[(&Arc<Line>, Option<&str>)]) -> Vec<usize> {
    let place = priced.iter().position(|(other, _)| std::ptr::eq(other.as_ref(), line)).unwrap_or(priced.len());
    let is_share = |other: &Line| matches!(other.price, Price::Percent { .. });
    let meant = |at: usize, other: &Line| {
        let named = of.contains(&other.id);
        let grouped = of.iter().any(|name| name == "all" || *name == other.category) && !is_share(other);
        (named || grouped) && (at < place)
    };
    (0..priced.len()).filter(|&at| meant(at, priced[at].0)).collect()
}

fn joined(source: &str, lines: Option<&str>) -> String {
    lines.map_or_else(|| source.to_owned(), |lines| format!("{source}:{lines}"))
}

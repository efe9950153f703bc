//! Gauges: metrics as quotients of parts, each of which only ever rises with what quantities follow.

use super::bill::Bill;
use super::demand::Demand;
use crate::amount::{Decimal, Number, Overflow};
use crate::catalog::{Comparison, Metric, Sign};

/// How many parts there are.
const PARTS: usize = 6;

/// Cost, revenue, a driver, what the lines of a category cost, 1, and income that does not follow users: what metrics are
/// made of at one demand.
pub(super) type Parts = [Decimal; PARTS];

const COST: usize = 0;
const REVENUE: usize = 1;
const DRIVER: usize = 2;
const CATEGORY: usize = 3;
const UNIT: usize = 4;
const OTHER_INCOME: usize = 5;

/// What is counted below the bar, or is the metric itself.
#[derive(Clone, Copy)]
enum Counted {
    Users,
    ConcurrentUsers,
    PayingUsers,
    Driver(usize),
}

/// A metric as a quotient of sums of parts; what is below the bar is never negative.
#[derive(Clone)]
pub(super) struct Gauge<'c> {
    above: Parts,
    below: Parts,
    counted: Option<Counted>,
    category: Option<&'c str>,
    /// Whether it is 0 where the quotient is below that.
    floored: bool,
}

/// Parts with their factors.
fn parts(of: &[(usize, Decimal)]) -> Parts {
    let mut parts = [Decimal::ZERO; PARTS];
    of.iter().for_each(|(at, factor)| parts[*at] = *factor);
    parts
}

impl<'c> Gauge<'c> {
    /// Revenue minus cost.
    pub(super) fn margin() -> Self {
        Gauge::sum(&[(REVENUE, Decimal::ONE), (COST, Decimal::NEGATIVE_ONE)])
    }

    fn sum(above: &[(usize, Decimal)]) -> Self {
        let below = parts(&[(UNIT, Decimal::ONE)]);
        Gauge { above: parts(above), below, counted: None, category: None, floored: false }
    }

    fn over(self, below: usize) -> Self {
        Gauge { below: parts(&[(below, Decimal::ONE)]), ..self }
    }

    fn counting(self, counted: Counted) -> Self {
        Gauge { counted: Some(counted), ..self }
    }

    /// The gauge of a metric; none where sliders don't move it by cost, revenue and drivers alone.
    pub(super) fn of(metric: Metric<'c>) -> Option<Self> {
        let (one, hundred) = (Decimal::ONE, Decimal::ONE_HUNDRED);
        let cost = |factor| Gauge::sum(&[(COST, factor)]);
        let revenue = |factor| Gauge::sum(&[(REVENUE, factor)]);
        Some(match metric {
            Metric::Driver(at) => Gauge::sum(&[(DRIVER, one)]).counting(Counted::Driver(at)),
            Metric::Revenue { year } => revenue(if year { Decimal::from(12) } else { one }),
            Metric::Cost { day: false } => cost(one),
            Metric::Cost { day: true } => Gauge { below: parts(&[(UNIT, Decimal::from(30))]), ..cost(one) },
            Metric::CostPerYear => cost(Decimal::from(12)),
            Metric::CostPerUser => cost(one).over(DRIVER).counting(Counted::Users),
            Metric::CostPerConcurrentUser => cost(one).over(DRIVER).counting(Counted::ConcurrentUsers),
            Metric::BreakEvenRevenuePerUser => {
                let to_earn = Gauge::sum(&[(COST, one), (OTHER_INCOME, Decimal::NEGATIVE_ONE)]);
                Gauge { floored: true, ..to_earn.over(DRIVER).counting(Counted::PayingUsers) }
            }
            Metric::Margin => Gauge::margin(),
            Metric::InfraPercent => cost(hundred).over(REVENUE),
            Metric::MarginPercent => Gauge::sum(&[(REVENUE, hundred), (COST, -hundred)]).over(REVENUE),
            Metric::Category(category) => Gauge { category: Some(category), ..Gauge::sum(&[(CATEGORY, one)]) },
            Metric::NextStageRatio | Metric::Asked(_) => return None,
        })
    }

    /// The parts that it needs, at a demand.
    pub(super) fn parts(&self, bill: &Bill, demand: &Demand) -> Result<Parts, Overflow> {
        let needs = |part: usize| !self.above[part].is_zero() || !self.below[part].is_zero();
        let mut parts = [Decimal::ZERO; PARTS];
        parts[UNIT] = Decimal::ONE;
        if needs(COST) {
            parts[COST] = bill.expected(demand)?;
        }
        if needs(REVENUE) {
            parts[REVENUE] = demand.revenue()?;
        }
        if needs(OTHER_INCOME) {
            parts[OTHER_INCOME] = demand.other_income();
        }
        if let Some(category) = self.category {
            parts[CATEGORY] = bill.category(demand, category)?;
        }
        parts[DRIVER] = match self.counted {
            None => Decimal::ZERO,
            Some(Counted::Users) => demand.users(),
            Some(Counted::ConcurrentUsers) => demand.concurrent_users()?,
            Some(Counted::PayingUsers) => demand.paying_users()?,
            Some(Counted::Driver(at)) => demand.value(at)?,
        };
        Ok(parts)
    }

    /// The metric; none where what is below the bar is 0.
    pub(super) fn value(&self, parts: &Parts) -> Option<Decimal> {
        let quotient = sum(&self.above, parts).ok()?.over(sum(&self.below, parts).ok()?).ok()?;
        Some(if self.floored { quotient.max(Decimal::ZERO) } else { quotient })
    }
}

/// The sum of parts with their factors.
fn sum(factors: &Parts, parts: &Parts) -> Result<Decimal, Overflow> {
    let with = factors.iter().zip(parts).filter(|(factor, _)| !factor.is_zero());
    with.into_iter().try_fold(Decimal::ZERO, |sum, (factor, part)| {
        sum.plus(if *factor == Decimal::ONE { *part } else { factor.times(*part)? })
    })
}

impl Comparison {
    /// What a figure has to be so that the figure, or 0 where it is below that, compares so; none where none or all do.
    fn of_floored(self) -> Option<Self> {
        let zero = Decimal::ZERO;
        match self.sign {
            Sign::AtLeast | Sign::Below if self.threshold <= zero => None,
            Sign::Is if self.threshold.is_zero() => Some(Comparison { sign: Sign::AtMost, ..self }),
            _ if self.threshold < zero => None,
            _ => Some(self),
        }
    }
}

/// A metric and what it should be, as the sign of one sum of parts.
pub(super) struct Wanted<'c> {
    pub gauge: Gauge<'c>,
    sign: Sign,
    /// Above the bar minus threshold × below it.
    lead: Parts,
}

impl<'c> Wanted<'c> {
    pub(super) fn of(gauge: Gauge<'c>, is: Comparison) -> Result<Self, Overflow> {
        let is = match is.of_floored() {
            Some(is) if gauge.floored => is,
            None if gauge.floored => {
                // So everywhere or nowhere that it is defined: 0 is at least 0, and not above it.
                let sign = if is.holds(Decimal::ZERO) { Sign::AtLeast } else { Sign::Above };
                return Ok(Wanted { gauge, sign, lead: [Decimal::ZERO; PARTS] });
            }
            _ => is,
        };
        let mut lead = gauge.above;
        for (lead, below) in lead.iter_mut().zip(gauge.below).filter(|(_, below)| !below.is_zero()) {
            *lead = lead.minus(below.times(is.threshold)?)?;
        }
        Ok(Wanted { gauge, sign: is.sign, lead })
    }

    /// Whether the metric is as wanted; none where it is undefined.
    pub(super) fn holds(&self, parts: &Parts) -> Result<Option<bool>, Overflow> {
        let holds = self.sign.holds(sum(&self.lead, parts)?, Decimal::ZERO);
        Ok((sum(&self.gauge.below, parts)? > Decimal::ZERO).then_some(holds))
    }

    /// Whether it is as wanted wherever each part lies between two figures; none where that depends.
    pub(super) fn between(&self, low: &Parts, high: &Parts) -> Result<Option<bool>, Overflow> {
        let end = |rising: &Parts, falling: &Parts| {
            let ends = std::array::from_fn(|at| if self.lead[at] >= Decimal::ZERO { rising[at] } else { falling[at] });
            sum(&self.lead, &ends)
        };
        let (least, most) = (end(low, high)?, end(high, low)?);
        let zero = Decimal::ZERO;
        let (always, never) = match self.sign {
            Sign::AtLeast => (least >= zero, most < zero),
            Sign::Above => (least > zero, most <= zero),
            Sign::AtMost => (most <= zero, least > zero),
            Sign::Below => (most < zero, least >= zero),
            Sign::Is => (least.is_zero() && most.is_zero(), least > zero || most < zero),
        };
        if never || sum(&self.gauge.below, high)?.is_zero() {
            return Ok(Some(false));
        }
        Ok((always && sum(&self.gauge.below, low)? > zero).then_some(true))
    }

    /// Whether, where all parts are straight lines between two points, what holds at both holds between them.
    pub(super) fn is_convex(&self, both: bool) -> bool {
        self.sign != Sign::Is || both
    }
}

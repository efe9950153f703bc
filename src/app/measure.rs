//! What a rule measures, in the metric's own unit: as the screen writes it, and as the user types it.

use super::App;
use crate::amount::{self, Decimal, grouped, money, money_fine, money_short, plain};
use crate::catalog::{Asked, AskedUnit, Metric, Rule, Sign, SliderUnit};

impl App {
    /// The metric of a rule, where the user is asked for it.
    pub fn asked(&self, rule: &Rule) -> Option<&Asked> {
        match self.catalog.metric(&rule.metric) {
            Some(Metric::Asked(asked)) => Some(asked),
            _ => None,
        }
    }

    /// A value that a rule measures: `$7,750`, `66.7 %`, `5,000`, `2.9×`, `yes`.
    pub fn measured(&self, rule: &Rule, value: Decimal) -> String {
        // Of what is large, cents say nothing, nor do those that are none.
        let dollars = |value: Decimal| match value {
            large if large.abs() >= Decimal::from(100_000) => money_short(large.round()),
            even if even.fract().is_zero() => money_short(even),
            other => money(other),
        };
        self.written(rule, value, |value| format!("{} %", grouped(value, 1)), dollars)
    }

    /// What the value is held against, with no more digits than are printed: `$3,000`, `40 %`, `2 developers`.
    pub fn threshold(&self, rule: &Rule) -> String {
        let is = rule.is.threshold;
        match self.catalog.metric(&rule.metric) {
            Some(Metric::Asked(asked)) => answer(asked, is),
            Some(Metric::Driver(at)) if self.is_share(at) => amount::percent_short(is),
            _ => self.written(rule, is, |value| format!("{} %", plain(value)), money_short),
        }
    }

    /// Whether a slider is a share.
    fn is_share(&self, at: usize) -> bool {
        self.catalog.sliders.get(at).is_some_and(|slider| slider.unit == SliderUnit::Share)
    }

    fn written(
        &self,
        rule: &Rule,
        value: Decimal,
        percent: fn(Decimal) -> String,
        dollars: fn(Decimal) -> String,
    ) -> String {
        if rule.of.is_some() {
            return percent(value);
        }
        match self.catalog.metric(&rule.metric) {
            Some(Metric::Driver(at)) => self.catalog.sliders.get(at).map_or_else(|| plain(value), |s| s.show(value)),
            Some(Metric::Revenue { .. } | Metric::Cost { .. } | Metric::Category(_)) => dollars(value),
            Some(Metric::CostPerUser) if value < Decimal::ONE && value.scale() > 2 => money_fine(value),
            Some(Metric::CostPerUser) => dollars(value),
            Some(Metric::InfraPercent | Metric::MarginPercent) => percent(value).replace('-', "−"),
            Some(Metric::NextStageRatio) => format!("{}×", grouped(value, value.normalize().scale().min(1))),
            // What is counted stands behind the threshold, once.
            Some(Metric::Asked(Asked { unit: AskedUnit::Count, .. })) => plain(value),
            Some(Metric::Asked(asked)) => answer(asked, value),
            None => plain(value),
        }
    }

    /// What a metric is called: `Team size`, `database cost a month`.
    pub fn metric_words(&self, rule: &Rule) -> String {
        let words = match self.catalog.metric(&rule.metric) {
            Some(Metric::Driver(at)) => match at.checked_sub(self.catalog.sliders.len()) {
                None if self.catalog.sliders[at].id == "users" => self.plan().scale.clone(),
                None => self.catalog.sliders[at].label.clone(),
                Some(at) => self.catalog.drivers[at].label.clone(),
            },
            Some(Metric::Revenue { year: false }) => "revenue a month".to_owned(),
            Some(Metric::Revenue { year: true }) => "revenue a year: 12 months of it".to_owned(),
            Some(Metric::Cost { day: false }) => "cost a month".to_owned(),
            Some(Metric::Cost { day: true }) => "cost a day: a thirtieth of the month".to_owned(),
            Some(Metric::CostPerUser) => "cost of one user a month, paying or not".to_owned(),
            Some(Metric::InfraPercent) => "cost as percent of revenue".to_owned(),
            Some(Metric::MarginPercent) => "margin as percent of revenue".to_owned(),
            Some(Metric::Category(category)) => format!("what the lines of {category} cost a month"),
            Some(Metric::NextStageRatio) => "cost of the next stage ÷ cost of this one, at these sliders".to_owned(),
            Some(Metric::Asked(asked)) => asked.label.clone(),
            None => rule.metric.clone(),
        };
        let budget = rule.of.as_ref().and_then(|id| self.plan().rules.iter().find(|other| other.id == *id));
        match budget {
            Some(budget) => format!("{words}, as percent of the {} of {}", budget.name, self.threshold(budget)),
            None => words,
        }
    }
}

/// An answer in the unit it is asked in.
pub fn answer(asked: &Asked, value: Decimal) -> String {
    match (asked.unit, &asked.of) {
        (AskedUnit::YesNo, _) => if value.is_zero() { "no" } else { "yes" }.to_owned(),
        (AskedUnit::Percent, _) => format!("{} %", plain(value)),
        (AskedUnit::Count, Some(of)) => format!("{} {of}", plain(value)),
        (AskedUnit::Count, None) => plain(value),
    }
}

/// An answer as it is typed, or what would be right.
pub(super) fn typed(asked: &Asked, text: &str) -> Result<Decimal, String> {
    match (asked.unit, text.to_lowercase().as_str()) {
        (AskedUnit::YesNo, "y" | "yes" | "1") => return Ok(Decimal::ONE),
        (AskedUnit::YesNo, "n" | "no" | "0") => return Ok(Decimal::ZERO),
        (AskedUnit::YesNo, _) => return Err("yes or no".to_owned()),
        _ => {}
    }
    let percent = asked.unit == AskedUnit::Percent;
    let number = if percent { text.trim_end_matches('%').trim_end() } else { text };
    let value = amount::entry(number, false).map_err(|bad| bad.to_string())?;
    match () {
        () if value < Decimal::ZERO => Err("0 or more".to_owned()),
        () if percent && value > Decimal::ONE_HUNDRED => Err("from 0 to 100 %".to_owned()),
        () => Ok(value),
    }
}

/// How a value really stands to a threshold, given whether the comparison holds: `<` that does not hold is `≥`.
pub fn relation(sign: Sign, holds: bool) -> &'static str {
    match (sign, holds) {
        (Sign::Below, true) | (Sign::AtLeast, false) => "<",
        (Sign::AtMost, true) | (Sign::Above, false) => "≤",
        (Sign::Above, true) | (Sign::AtMost, false) => ">",
        (Sign::AtLeast, true) | (Sign::Below, false) => "≥",
        (Sign::Is, true) => "=",
        (Sign::Is, false) => "≠",
    }
}

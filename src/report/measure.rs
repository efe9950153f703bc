//! What a rule measures, as screen and reports write it: in the metric's own unit, with cents only where they tell.

use super::sheet::Cell;
use crate::amount::{Decimal, Estimate, grouped, money, money_fine, money_short, percent_short, plain};
use crate::catalog::{Asked, AskedUnit, Catalog, Goal, Metric, MetricUnit, Plan, Rule, Slider, SliderUnit};

/// A value that a rule measures: `$7,750`, `66.7 %`, `5,000`, `2.9×`, `yes`.
pub fn measured(catalog: &Catalog, rule: &Rule, value: Decimal) -> String {
    // Of what is large, cents say nothing, nor do those that are none.
    let dollars = |value: Decimal| match value {
        large if large.abs() >= Decimal::from(100_000) => money_short(large.round()),
        even if even.fract().is_zero() => money_short(even),
        other => money(other),
    };
    match catalog.metric(&rule.metric) {
        // What is counted stands behind the threshold, once.
        Some(Metric::Asked(Asked { unit: AskedUnit::Count, .. })) if rule.of.is_none() => plain(value),
        _ => written(catalog, rule, value, |value| format!("{} %", grouped(value, 1)), dollars),
    }
}

/// A value that a document prints, with no more digits than are printed: `$3,000`, `40 %`, `2 developers`.
pub fn printed(catalog: &Catalog, rule: &Rule, value: Decimal) -> String {
    match catalog.metric(&rule.metric) {
        Some(Metric::Driver(at)) if rule.of.is_none() && is_share(catalog, at) => percent_short(value),
        _ => written(catalog, rule, value, |value| format!("{} %", plain(value)), money_short),
    }
}

/// The range that a document prints, where the rule is one side of it: `$2,000 to $3,000`, `2 to 3 developers`.
pub fn stated(catalog: &Catalog, rule: &Rule) -> Option<String> {
    let stated = rule.stated?;
    let high = printed(catalog, rule, stated.high);
    let low = match catalog.asks(rule) {
        Some(Asked { unit: AskedUnit::Count, .. }) => plain(stated.low),
        _ => printed(catalog, rule, stated.low),
    };
    Some(if stated.low == stated.high { high } else { format!("{low} to {high}") })
}

/// What a value is held against: `$3,000`, `40 %`, `2 developers`.
pub fn threshold(catalog: &Catalog, rule: &Rule) -> String {
    printed(catalog, rule, rule.is.threshold)
}

/// The same, with how the rule compares: `≥ $3,000`, `< 40 %`; `yes` alone.
pub fn comparison(catalog: &Catalog, rule: &Rule) -> String {
    let threshold = threshold(catalog, rule);
    if is_yes_no(catalog, rule) { threshold } else { format!("{} {threshold}", rule.is.sign.relation(true)) }
}

/// How a value stands to the threshold, and the threshold: `≥ $3,000` of one that is not `< $3,000`.
pub fn standing(catalog: &Catalog, rule: &Rule, value: Decimal) -> String {
    format!("{} {}", rule.is.sign.relation(rule.is.holds(value)), threshold(catalog, rule))
}

/// Whether a rule asks for yes or no.
pub fn is_yes_no(catalog: &Catalog, rule: &Rule) -> bool {
    catalog.asks(rule).is_some_and(|asked| asked.unit == AskedUnit::YesNo)
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

/// Whether a slider is a share.
fn is_share(catalog: &Catalog, at: usize) -> bool {
    catalog.sliders.get(at).is_some_and(|slider| slider.unit == SliderUnit::Share)
}

fn written(
    catalog: &Catalog,
    rule: &Rule,
    value: Decimal,
    percent: fn(Decimal) -> String,
    dollars: fn(Decimal) -> String,
) -> String {
    if rule.of.is_some() {
        return percent(value);
    }
    match catalog.metric(&rule.metric) {
        Some(Metric::Driver(at)) => catalog.sliders.get(at).map_or_else(|| plain(value), |slider| slider.show(value)),
        Some(
            Metric::Revenue { .. } | Metric::Cost { .. } | Metric::CostPerYear | Metric::Margin | Metric::Category(_),
        ) => dollars(value),
        Some(Metric::CostPerUser | Metric::CostPerConcurrentUser | Metric::BreakEvenRevenuePerUser)
            if value < Decimal::ONE && value.scale() > 2 =>
        {
            money_fine(value)
        }
        Some(Metric::CostPerUser | Metric::CostPerConcurrentUser | Metric::BreakEvenRevenuePerUser) => dollars(value),
        Some(Metric::InfraPercent | Metric::MarginPercent) => percent(value).replace('-', "−"),
        Some(Metric::NextStageRatio) => format!("{}×", grouped(value, value.normalize().scale().min(1))),
        Some(Metric::Asked(asked)) => answer(asked, value),
        None => plain(value),
    }
}

/// What the metric of a rule is called: `Team size`, `database cost a month`.
pub fn metric_words(catalog: &Catalog, plan: &Plan, rule: &Rule) -> String {
    let words = metric_name(catalog, plan, &rule.metric);
    let budget = rule.of.as_ref().and_then(|id| plan.rules.iter().find(|other| other.id == *id));
    match budget {
        Some(budget) => format!("{words}, as percent of the {} of {}", budget.name, threshold(catalog, budget)),
        None => words,
    }
}

/// What a metric is called: `revenue a month`, `concurrent users`.
pub fn metric_name(catalog: &Catalog, plan: &Plan, id: &str) -> String {
    match catalog.metric(id) {
        Some(Metric::Driver(at)) => match at.checked_sub(catalog.sliders.len()) {
            None if catalog.sliders[at].id == "users" => plan.scale.clone(),
            None => catalog.sliders[at].label.clone(),
            Some(at) => catalog.drivers[at].label.clone(),
        },
        Some(Metric::Revenue { year: false }) => "revenue a month".to_owned(),
        Some(Metric::Revenue { year: true }) => "revenue a year: 12 months of it".to_owned(),
        Some(Metric::Cost { day: false }) => "cost a month".to_owned(),
        Some(Metric::Cost { day: true }) => "cost a day: a thirtieth of the month".to_owned(),
        Some(Metric::CostPerYear) => "cost a year".to_owned(),
        Some(Metric::CostPerUser) => "cost of one user a month, paying or not".to_owned(),
        Some(Metric::CostPerConcurrentUser) => "cost of one concurrent user a month".to_owned(),
        Some(Metric::Margin) => "margin a month".to_owned(),
        Some(Metric::BreakEvenRevenuePerUser) => "break-even revenue of a paying user".to_owned(),
        Some(Metric::InfraPercent) => "cost as percent of revenue".to_owned(),
        Some(Metric::MarginPercent) => "margin as percent of revenue".to_owned(),
        Some(Metric::Category(category)) => format!("what the lines of {category} cost a month"),
        Some(Metric::NextStageRatio) => "cost of the next stage ÷ cost of this one, at these sliders".to_owned(),
        Some(Metric::Asked(asked)) => asked.label.clone(),
        None => id.to_owned(),
    }
}

/// A value of a metric, computed or given: `$1,250.00`, `79.6 %`, `5,000`.
pub fn metric_value(catalog: &Catalog, id: &str, value: Decimal) -> String {
    let Some(metric) = catalog.metric(id) else { return plain(value) };
    match (metric, catalog.metric_unit(metric)) {
        (Metric::Driver(at), _) if at < catalog.sliders.len() => catalog.sliders[at].show(value),
        (_, MetricUnit::Money) if value.normalize().scale() > 2 => money_fine(value),
        (_, MetricUnit::Money) => money(value),
        (_, MetricUnit::Percent) => format!("{} %", grouped(value, 1)).replace('-', "−"),
        (_, MetricUnit::Share) => crate::amount::percent(value),
        (_, MetricUnit::Count) => plain(value),
    }
}

/// A value of a metric as a cell.
pub fn cell(catalog: &Catalog, id: &str, value: Option<Decimal>) -> Cell {
    let (Some(value), Some(metric)) = (value, catalog.metric(id)) else { return Cell::None };
    let exact = Estimate::exact(value);
    match (metric, catalog.metric_unit(metric)) {
        (Metric::Driver(at), _) if at < catalog.sliders.len() => slider(&catalog.sliders[at], value),
        (_, MetricUnit::Money) => Cell::Money(exact),
        (_, MetricUnit::Percent) => Cell::Percent(value),
        (_, MetricUnit::Share) => Cell::share(Some(value)),
        (_, MetricUnit::Count) => Cell::Number(exact),
    }
}

/// A value of a slider as a cell.
pub fn slider(slider: &Slider, value: Decimal) -> Cell {
    Cell::Shown(slider.show(value), Some(value))
}

/// A goal in words: `margin as percent of revenue ≥ 80.0 %`.
pub fn goal(catalog: &Catalog, plan: &Plan, goal: &Goal) -> String {
    let value = metric_value(catalog, &goal.metric, goal.is.threshold);
    format!("{} {} {value}", metric_name(catalog, plan, &goal.metric), goal.is.sign.relation(true))
}

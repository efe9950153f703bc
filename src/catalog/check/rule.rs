//! Rules that could be watched in vain: on a metric nobody knows, never true, or leading backwards.

use super::known;
use crate::amount::{self, Decimal};
use crate::catalog::{AskedUnit, Catalog, Comparison, Metric, Plan, Sign, SliderUnit};
use crate::faults::{Fault, Named};
use crate::table::Collected;

/// A rule measures what is known, and can be true: a metric that never gets so far would be watched in vain.
pub(super) fn metric(
    catalog: &Catalog,
    named: &Named,
    is: &Named,
    comparison: Comparison,
    of_budget: bool,
    faults: &Collected,
) {
    let Some(metric) = catalog.metric(&named.text) else {
        let names = catalog.metric_ids();
        return known(named, "metric", &names.iter().map(String::as_str).collect(), faults);
    };
    let name = &named.text;
    let yes_no = matches!(metric, Metric::Asked(asked) if asked.unit == AskedUnit::YesNo);
    let most = catalog.most(metric).filter(|_| !of_budget);
    let never_negative = !matches!(metric, Metric::MarginPercent);
    let (title, label) = match most {
        _ if yes_no && comparison.sign != Sign::Is => {
            ("this is no comparison with yes or no", format!("`{name}` is answered by yes or no: expected \"yes\""))
        }
        _ if !yes_no && ["yes", "no"].contains(&is.text.as_str()) => {
            ("this is no comparison with a number", format!("`{name}` is a number: expected such as \"> 5\""))
        }
        Some(most) if beyond(comparison, most) => {
            ("this can never be true", format!("`{name}` is {} at most", written(catalog, metric, most)))
        }
        _ if below(comparison) && never_negative => ("this can never be true", format!("`{name}` is never below 0")),
        _ => return,
    };
    faults.push(Fault { title: title.into(), label, place: is.place.clone() });
}

/// Whether a comparison is true only above what there can be.
fn beyond(is: Comparison, most: Decimal) -> bool {
    match is.sign {
        Sign::Above => is.threshold >= most,
        Sign::AtLeast | Sign::Is => is.threshold > most,
        Sign::Below | Sign::AtMost => false,
    }
}

/// Whether a comparison is true only below 0.
fn below(is: Comparison) -> bool {
    match is.sign {
        Sign::Below => is.threshold <= Decimal::ZERO,
        Sign::AtMost | Sign::Is => is.threshold < Decimal::ZERO,
        Sign::Above | Sign::AtLeast => false,
    }
}

/// A figure of a metric, as people write it.
fn written(catalog: &Catalog, metric: Metric, figure: Decimal) -> String {
    let slider = if let Metric::Driver(at) = metric { catalog.sliders.get(at) } else { None };
    match slider {
        Some(slider) if slider.unit == SliderUnit::Share => amount::percent(figure),
        _ => amount::grouped(figure, figure.normalize().scale()),
    }
}

/// A trigger or justification leads onwards: what leads back, or nowhere, would never be followed.
pub(super) fn leads_on(plan: &Plan, rule: &str, from: Option<&str>, to: &Named, faults: &Collected) {
    let place = |stage: &str| plan.stages.iter().position(|other| other.id == stage);
    let (Some(start), Some(end)) = (from.and_then(place), place(&to.text)) else { return };
    if end > start {
        return;
    }
    let (title, after) = match end == start {
        true => (format!("{rule} stays where it is"), &to.text),
        false => (format!("{rule} leads backwards"), &plan.stages[start].id),
    };
    let later: Vec<String> = plan.stages[start + 1..].iter().map(|stage| format!("`{}`", stage.id)).collect();
    let label = match later.is_empty() {
        true => format!("`{after}` is the last stage: leave `to` out, or begin at another"),
        false => format!("expected a stage after `{after}`: {}", later.join(", ")),
    };
    faults.push(Fault { title, label, place: to.place.clone() });
}

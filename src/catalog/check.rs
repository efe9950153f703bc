//! The names in a catalog lead somewhere: every reference held against what there is.

mod card;
mod rule;

pub(super) use card::{CardUses, OwnUses, card, own, plausible, plausible_rate};

use super::plan::{Saved, Use};
use super::service::ServiceUses;
use super::{Catalog, Driver, Plan, RuleKind, SliderUnit};
use crate::amount::{self, Decimal};
use crate::faults::{Fault, Named};
use crate::table::Collected;
use crate::text::did_you_mean;

/// The names that a driver uses.
pub(super) struct DriverUses {
    /// The sliders and drivers it multiplies.
    pub times: Vec<Named>,
    /// The shares it takes off.
    pub without: Vec<Named>,
}

/// Adds a fault for each name of a plan that leads nowhere, with the nearest that does.
pub(super) fn plan(catalog: &Catalog, plan: &Plan, uses: &[Use], faults: &Collected) {
    for name in uses {
        match name {
            Use::Driver(named) => known(named, "slider or driver", &drivers(catalog), faults),
            Use::Slider(named) => known(named, "slider", &ids(&catalog.sliders, |s| &s.id), faults),
            Use::Start(place, id, value) => start(catalog, place, id, *value, faults),
            Use::Meter(named, sized) => line_meter(catalog, named, *sized, faults),
            Use::Category(named) => known(named, "category", &ids(&catalog.categories, |c| &c.id), faults),
            Use::Stage(named) => known(named, "stage of this plan", &ids(&plan.stages, |s| &s.id), faults),
            Use::Saved(named, lines) => saved(catalog, named, lines, faults),
            Use::Swapped(named, lines) => swapped(named, lines, faults),
            Use::Metric { metric, is, comparison, of_budget } => {
                rule::metric(catalog, metric, is, *comparison, *of_budget, faults)
            }
            Use::Move { rule, from, to } => {
                known(to, "stage of this plan", &ids(&plan.stages, |s| &s.id), faults);
                rule::leads_on(plan, rule, from.as_deref(), to, faults);
            }
            Use::Budget(named) => {
                let budgets: Vec<&str> =
                    plan.rules.iter().filter(|r| r.kind == RuleKind::Budget).map(|r| r.id.as_str()).collect();
                known(named, "budget of this plan", &budgets, faults);
            }
            Use::Reference(named) => reference(catalog, plan, named, faults),
            Use::Above(named, lines, at) => above(catalog, named, lines, *at, faults),
        }
    }
}

/// The same for a service.
pub(super) fn service(catalog: &Catalog, uses: &ServiceUses, faults: &Collected) {
    known(&uses.category, "category", &ids(&catalog.categories, |c| &c.id), faults);
    uses.follows.iter().for_each(|named| known(named, "slider or driver", &drivers(catalog), faults));
}

/// The same for what stands beside a plan.
pub(super) fn notes(catalog: &Catalog, named: &Named, uses: &[Use], faults: &Collected) {
    match catalog.plan(&named.text) {
        Some(of) => plan(catalog, of, uses, faults),
        None => known(named, "plan", &ids(&catalog.plans, |plan| &plan.id), faults),
    }
}

fn reference(catalog: &Catalog, plan: &Plan, named: &Named, faults: &Collected) {
    if let Err(label) = catalog.reference(plan, &named.text) {
        let title = format!("`{}` is no figure of this plan", named.text);
        faults.push(Fault { title, label, place: named.place.clone() });
    }
}

/// Only what is bought in sizes has to fit.
fn line_meter(catalog: &Catalog, named: &Named, needs: bool, faults: &Collected) {
    meter(catalog, named, faults);
    if let Some(meter) = catalog.meter(&named.text).filter(|meter| needs && !meter.sized) {
        let title = format!("`{}` is not bought in sizes", meter.id);
        let label = format!("it is counted in {}: leave `needs` out", meter.unit);
        faults.push(Fault { title, label, place: named.place.clone() });
    }
}

/// A meter falls back on one above it, so that no circle can be written, and on one that is bought in the same way.
pub(super) fn meters_in_order(catalog: &Catalog, uses: &[Option<Named>], faults: &Collected) {
    for (at, (meter, or)) in catalog.meters.iter().zip(uses).enumerate() {
        let Some(named) = or else { continue };
        let above = catalog.meters[..at].iter().filter(|other| other.sized == meter.sized);
        let above: Vec<&str> = above.map(|other| other.id.as_str()).collect();
        let what = if meter.sized {
            "meter above this one that is sized too"
        } else {
            "meter above this one that is not sized"
        };
        known(named, what, &above, faults);
    }
}

fn meter(catalog: &Catalog, named: &Named, faults: &Collected) {
    known(named, "meter", &ids(&catalog.meters, |m| &m.id), faults);
}

/// A lever saves on lines with a price of their own; on a share of other lines alone it would save nothing.
fn saved(catalog: &Catalog, named: &Named, lines: &Saved, faults: &Collected) {
    let targets = targets(catalog, &lines.lines);
    let category = catalog.categories.iter().any(|category| category.id == named.text);
    if category && !lines.categories.contains(&named.text) && !lines.lines.contains(&named.text) {
        let hint = did_you_mean(&named.text, lines.categories.iter().map(String::as_str));
        faults.push(Fault {
            title: format!("this plan has no line of the category `{}`", named.text),
            label: format!("a lever there would never save anything{hint}"),
            place: named.place.clone(),
        });
    } else if lines.shares.contains(&named.text) && !targets.contains(&named.text.as_str()) {
        faults.push(Fault {
            title: format!("`{}` is a share of other lines", named.text),
            label: "a lever saves on lines with a price of their own: name those".into(),
            place: named.place.clone(),
        });
    } else {
        known(named, "line or category", &targets, faults);
    }
}

/// A lever puts another price in the place of a line's own.
fn swapped(named: &Named, lines: &Saved, faults: &Collected) {
    if lines.shares.contains(&named.text) && !lines.lines.contains(&named.text) {
        faults.push(Fault {
            title: format!("`{}` is a share of other lines", named.text),
            label: "a swap is of a line with a price of its own: name that".into(),
            place: named.place.clone(),
        });
    } else {
        known(named, "line of this plan", &ids(&lines.lines, |id| id), faults);
    }
}

/// A share is of lines above it, so that no circle can be written.
fn above(catalog: &Catalog, named: &Named, lines: &[String], at: usize, faults: &Collected) {
    let before = targets(catalog, &lines[..at]);
    let label = match lines[at..].iter().position(|line| *line == named.text) {
        Some(0) => "a line can't be a share of itself",
        Some(_) => "it stands below: a share is of lines above it",
        None => "",
    };
    if label.is_empty() || before.contains(&named.text.as_str()) {
        return known(named, "category, or line above this one", &before, faults);
    }
    let title = format!("`{}` is no line above this one", named.text);
    faults.push(Fault { title, label: label.into(), place: named.place.clone() });
}

/// A plan starts its sliders at values they have: any other would be moved in silence.
fn start(catalog: &Catalog, named: &Named, id: &str, value: Decimal, faults: &Collected) {
    let Some(slider) = catalog.slider(id) else { return };
    let fault = |label: String| {
        let title = format!("slider `{id}` can't start there");
        faults.push(Fault { title, label, place: named.place.clone() });
    };
    if !(slider.min..=slider.max).contains(&value) {
        let plain = |end: Decimal| amount::grouped(end, end.normalize().scale());
        fault(format!("expected {} to {}", plain(slider.min), plain(slider.max)));
    } else if slider.whole && !value.is_integer() {
        fault("expected a whole number".into());
    }
}

/// Drivers use sliders and the drivers before them, so that a circle can't be written, and follow each slider once:
/// the search for break-even relies on costs that are straight between their steps.
pub(super) fn drivers_in_order(catalog: &Catalog, uses: &[DriverUses], faults: &Collected) {
    let mut before = ids(&catalog.sliders, |s| &s.id);
    let whole = catalog.sliders.iter().filter(|s| s.unit == SliderUnit::Share && s.max <= Decimal::ONE);
    let shares: Vec<&str> = whole.map(|s| s.id.as_str()).collect();
    // The sliders in each name of `before`, at the same place.
    let mut inside: Vec<Vec<&str>> = before.iter().map(|&slider| vec![slider]).collect();
    for (driver, uses) in catalog.drivers.iter().zip(uses) {
        for named in &uses.times {
            known(named, "slider, or a driver above this one", &before, faults);
        }
        for named in &uses.without {
            known(named, "slider of unit `share` that ends at 100 % or below", &shares, faults);
        }
        let mut followed: Vec<&str> = Vec::new();
        let off = uses.without.iter().filter(|named| shares.contains(&named.text.as_str()));
        for named in uses.times.iter().chain(off) {
            let Some(at) = before.iter().position(|name| *name == named.text) else { continue };
            if let Some(again) = inside[at].iter().find(|slider| followed.contains(slider)) {
                twice(driver, named, again, faults);
            }
            let new: Vec<&str> = inside[at].iter().copied().filter(|slider| !followed.contains(slider)).collect();
            followed.extend(new);
        }
        before.push(&driver.id);
        inside.push(followed);
    }
}

fn twice(driver: &Driver, named: &Named, slider: &str, faults: &Collected) {
    let once = "a driver follows each slider once";
    let label = match named.text == slider {
        true => once.to_owned(),
        false => format!("`{}` follows `{slider}` too: {once}", named.text),
    };
    let title = format!("driver `{}` follows `{slider}` twice", driver.id);
    faults.push(Fault { title, label, place: named.place.clone() });
}

/// A name is among the known ones.
fn known(named: &Named, what: &str, known: &[&str], faults: &Collected) {
    if named.text.is_empty() || known.contains(&named.text.as_str()) {
        return;
    }
    let hint = did_you_mean(&named.text, known.iter().copied());
    faults.push(Fault {
        title: format!("`{}` is no {what}", named.text),
        label: format!("expected a {what}{hint}"),
        place: named.place.clone(),
    });
}

fn targets<'a>(catalog: &'a Catalog, lines: &'a [String]) -> Vec<&'a str> {
    let mut targets = ids(&catalog.categories, |c| &c.id);
    targets.extend(lines.iter().map(String::as_str).chain(["all"]));
    targets
}

fn drivers(catalog: &Catalog) -> Vec<&str> {
    let mut names = ids(&catalog.sliders, |s| &s.id);
    names.extend(catalog.drivers.iter().map(|d| d.id.as_str()));
    names
}

fn ids<T>(items: &[T], id: impl Fn(&T) -> &String) -> Vec<&str> {
    items.iter().map(|item| id(item).as_str()).collect()
}

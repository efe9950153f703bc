//! The names in a catalog lead somewhere: every reference held against what there is.

mod card;
mod lists;
mod rule;

pub(super) use card::{CardUses, OwnUses, card, own, plausible, plausible_rate};
pub(super) use lists::Lists;

use super::plan::Use;
use super::service::ServiceUses;
use super::{Catalog, Driver, Plan, SliderUnit};
use crate::amount::{self, Decimal};
use crate::faults::{Fault, Named};
use crate::table::Collected;
use crate::text::did_you_mean;
use lists::{Lines, Names, PlanLines, ids};

/// The name that is of all lines.
const ALL: &str = "all";

/// The names that a driver uses.
pub(super) struct DriverUses {
    /// The sliders and drivers it multiplies.
    pub times: Vec<Named>,
    /// The shares it takes off.
    pub without: Vec<Named>,
}

/// Adds a fault for each name of a plan that leads nowhere, with the nearest that does.
pub(super) fn plan(lists: &Lists, plan: &Plan, uses: &[Use], faults: &Collected) {
    let catalog = lists.catalog;
    let mut lines = Lines::default();
    for name in uses {
        match name {
            Use::Driver(named) => known(named, "slider or driver", &lists.drivers, faults),
            Use::Slider(named) => known(named, "slider", &lists.sliders, faults),
            Use::Start(place, id, value) => start(catalog, place, id, *value, faults),
            Use::Meter(named, sized) => line_meter(lists, named, *sized, faults),
            Use::Category(named) => known(named, "category", &lists.categories, faults),
            Use::Stage(named) => known(named, "stage of this plan", lines.stages(plan), faults),
            Use::Saved(named, of) => saved(lists, named, lines.of_plan(of), faults),
            Use::Swapped(named, of) => swapped(named, lines.of_plan(of), faults),
            Use::Metric { metric, is, comparison, of_budget } => {
                rule::metric(catalog, metric, is, *comparison, *of_budget, faults)
            }
            Use::Move { rule, from, to } => {
                known(to, "stage of this plan", lines.stages(plan), faults);
                rule::leads_on(plan, rule, from.as_deref(), to, faults);
            }
            Use::Budget(named) => known(named, "budget of this plan", lines.budgets(plan), faults),
            Use::Reference(named) => reference(catalog, plan, named, faults),
            Use::Above(named, of, at) => above(lists, named, lines.of_variant(of), *at, faults),
        }
    }
}

/// The same for a service.
pub(super) fn service(lists: &Lists, uses: &ServiceUses, faults: &Collected) {
    known(&uses.category, "category", &lists.categories, faults);
    uses.follows.iter().for_each(|named| known(named, "slider or driver", &lists.drivers, faults));
}

/// The same for what stands beside a plan.
pub(super) fn notes(lists: &Lists, named: &Named, uses: &[Use], faults: &Collected) {
    match lists.catalog.plan(&named.text) {
        Some(of) => plan(lists, of, uses, faults),
        None => unknown(named, "plan", lists.catalog.plans.iter().map(|plan| plan.id.as_str()), faults),
    }
}

fn reference(catalog: &Catalog, plan: &Plan, named: &Named, faults: &Collected) {
    if let Err(label) = catalog.reference(plan, &named.text) {
        let title = format!("`{}` is no figure of this plan", named.text);
        faults.push(Fault { title, label, place: named.place.clone() });
    }
}

/// Only what is bought in sizes has to fit.
fn line_meter(lists: &Lists, named: &Named, needs: bool, faults: &Collected) {
    meter(lists, named, faults);
    if let Some(meter) = lists.meter(&named.text).filter(|meter| needs && !meter.sized) {
        let title = format!("`{}` is not bought in sizes", meter.id);
        let label = format!("it is counted in {}: leave `needs` out", meter.unit);
        faults.push(Fault { title, label, place: named.place.clone() });
    }
}

/// A meter falls back on one above it, so that no circle can be written, and on one that is bought in the same way.
pub(super) fn meters_in_order(catalog: &Catalog, uses: &[Option<Named>], faults: &Collected) {
    // Those above, not sized and sized.
    let mut above = [Names::default(), Names::default()];
    for (meter, or) in catalog.meters.iter().zip(uses) {
        let [counted, sized] = &mut above;
        let (above, what) = match meter.sized {
            true => (sized, "meter above this one that is sized too"),
            false => (counted, "meter above this one that is not sized"),
        };
        or.iter().for_each(|named| known(named, what, above, faults));
        above.add(&meter.id);
    }
}

fn meter(lists: &Lists, named: &Named, faults: &Collected) {
    known(named, "meter", &lists.meters, faults);
}

/// A lever saves on lines with a price of their own; on a share of other lines alone it would save nothing.
fn saved(lists: &Lists, named: &Named, of: &PlanLines, faults: &Collected) {
    let is = |names: &Names| names.has(&named.text);
    if is(&lists.categories) && !is(&of.categories) && !is(&of.lines) {
        let hint = faults.hint(|| did_you_mean(&named.text, of.categories.iter()));
        faults.push(Fault {
            title: format!("this plan has no line of the category `{}`", named.text),
            label: format!("a lever there would never save anything{hint}"),
            place: named.place.clone(),
        });
    } else if is(&of.shares) && !is(&of.lines) && !is(&lists.categories) && named.text != ALL {
        faults.push(Fault {
            title: format!("`{}` is a share of other lines", named.text),
            label: "a lever saves on lines with a price of their own: name those".into(),
            place: named.place.clone(),
        });
    } else if !is(&lists.categories) && !is(&of.lines) && named.text != ALL {
        unknown(named, "line or category", targets(lists, of.lines.iter()), faults);
    }
}

/// A lever puts another price in the place of a line's own.
fn swapped(named: &Named, of: &PlanLines, faults: &Collected) {
    if of.shares.has(&named.text) && !of.lines.has(&named.text) {
        faults.push(Fault {
            title: format!("`{}` is a share of other lines", named.text),
            label: "a swap is of a line with a price of its own: name that".into(),
            place: named.place.clone(),
        });
    } else {
        known(named, "line of this plan", &of.lines, faults);
    }
}

/// A share is of lines above it, so that no circle can be written.
fn above(lists: &Lists, named: &Named, lines: &Names, at: usize, faults: &Collected) {
    let place = lines.place(&named.text);
    if lists.categories.has(&named.text) || named.text == ALL || place.is_some_and(|place| place < at) {
        return;
    }
    let label = match place {
        Some(place) if place == at => "a line can't be a share of itself",
        Some(_) => "it stands below: a share is of lines above it",
        None => {
            let before = targets(lists, lines.iter().take(at));
            return unknown(named, "category, or line above this one", before, faults);
        }
    };
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
    let shares: Names = whole.map(|s| s.id.as_str()).collect();
    // The sliders in each name of `before`, at the same place.
    let mut inside: Vec<Vec<&str>> = before.iter().map(|slider| vec![slider]).collect();
    for (driver, uses) in catalog.drivers.iter().zip(uses) {
        for named in &uses.times {
            known(named, "slider, or a driver above this one", &before, faults);
        }
        for named in &uses.without {
            known(named, "slider of unit `share` that ends at 100 % or below", &shares, faults);
        }
        let mut followed = Names::default();
        let off = uses.without.iter().filter(|named| shares.has(&named.text));
        for named in uses.times.iter().chain(off) {
            let Some(sliders) = before.place(&named.text).and_then(|at| inside.get(at)) else { continue };
            if let Some(again) = sliders.iter().find(|slider| followed.has(slider)) {
                twice(driver, named, again, faults);
            }
            sliders.iter().for_each(|slider| followed.add(slider));
        }
        before.add(&driver.id);
        inside.push(followed.iter().collect());
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
fn known(named: &Named, what: &str, known: &Names, faults: &Collected) {
    if !known.has(&named.text) {
        unknown(named, what, known.iter(), faults);
    }
}

/// A name is among none of these. They are gone through only as long as somebody would read what is like it.
fn unknown<'n>(named: &Named, what: &str, known: impl Iterator<Item = &'n str> + Clone, faults: &Collected) {
    if named.text.is_empty() {
        return;
    }
    faults.add(|| {
        let hint = faults.hint(|| did_you_mean(&named.text, known));
        let title = format!("`{}` is no {what}", named.text);
        Fault { title, label: format!("expected a {what}{hint}"), place: named.place.clone() }
    });
}

/// What a lever or a share of a plan may be of: categories, these lines, and all of them.
fn targets<'n>(
    lists: &'n Lists<'n>,
    lines: impl Iterator<Item = &'n str> + Clone,
) -> impl Iterator<Item = &'n str> + Clone {
    lists.categories.iter().chain(lines).chain([ALL])
}

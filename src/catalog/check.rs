//! The names in a catalog lead somewhere: every reference held against what there is.

use super::{Catalog, plan::Use};
use crate::amount::{self, Decimal};
use crate::faults::{Fault, Named};
use crate::table::Collected;
use crate::text::did_you_mean;

/// What the check of one plan or card needs: the names it uses, and the plan they are inside.
pub(super) struct Uses {
    /// The plan; none for cards.
    pub plan: Option<String>,
    /// The names.
    pub names: Vec<Use>,
}

/// Adds a fault for each name that leads nowhere, with the nearest that does.
pub(super) fn references(catalog: &Catalog, all: &[Uses], faults: &Collected) {
    for uses in all {
        let plan = uses.plan.as_deref().and_then(|id| catalog.plan(id));
        for name in &uses.names {
            match name {
                Use::Driver(named) => known(named, "slider or driver", &drivers(catalog), faults),
                Use::Slider(named) => known(named, "slider", &ids(&catalog.sliders, |s| &s.id), faults),
                Use::Start(place, id, value) => start(catalog, place, id, *value, faults),
                Use::Meter(named) => known(named, "meter", &ids(&catalog.meters, |m| &m.id), faults),
                Use::Category(named) => known(named, "category", &ids(&catalog.categories, |c| &c.id), faults),
                Use::Stage(named) => {
                    let stages = plan.map(|plan| ids(&plan.stages, |s| &s.id)).unwrap_or_default();
                    known(named, "stage of this plan", &stages, faults);
                }
                Use::Target(named, lines) => known(named, "line or category", &targets(catalog, lines), faults),
                Use::Above(named, lines) => {
                    known(named, "category, or line above this one", &targets(catalog, lines), faults);
                }
            }
        }
    }
}

/// A plan starts its sliders between their ends: a value beyond them would be moved in silence.
fn start(catalog: &Catalog, named: &Named, id: &str, value: Decimal, faults: &Collected) {
    let Some(slider) = catalog.slider(id) else { return };
    if !(slider.min..=slider.max).contains(&value) {
        let plain = |end: Decimal| amount::grouped(end, end.normalize().scale());
        faults.borrow_mut().push(Fault {
            title: format!("slider `{id}` can't start there"),
            label: format!("expected {} to {}", plain(slider.min), plain(slider.max)),
            place: named.place.clone(),
        });
    }
}

/// Drivers may use sliders and the drivers before them; a circle can't be written that way.
pub(super) fn drivers_in_order(catalog: &Catalog, used: &[(usize, Vec<Named>)], faults: &Collected) {
    for (index, names) in used {
        let mut before = ids(&catalog.sliders, |s| &s.id);
        before.extend(catalog.drivers[..*index].iter().map(|d| d.id.as_str()));
        for named in names {
            known(named, "slider, or a driver above this one", &before, faults);
        }
    }
}

/// A name is among the known ones.
pub(super) fn known(named: &Named, what: &str, known: &[&str], faults: &Collected) {
    if named.text.is_empty() || known.contains(&named.text.as_str()) {
        return;
    }
    let hint = did_you_mean(&named.text, known.iter().copied());
    faults.borrow_mut().push(Fault {
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

//! What a plan is made with, beside its estimate: its name, and the users that the estimate is for.

use super::own::name_of;
use crate::amount::{Decimal, Number};
use crate::catalog::{Catalog, Slider};

/// What a plan is made with, beside the estimate.
#[derive(Clone, Debug)]
pub struct Choices {
    /// Its id.
    pub id: String,
    /// Its name on the screen.
    pub name: String,
    /// The users that the estimate is for.
    pub users: Decimal,
    /// The share of them who are there at once; the slider's default unless given.
    pub concurrency: Option<Decimal>,
}

impl Choices {
    /// A plan of this id for as many users as the slider starts with.
    pub fn of(id: &str, catalog: &Catalog) -> Self {
        let users = catalog.slider("users").map_or(Decimal::ONE, |slider| slider.default);
        Choices { id: id.to_owned(), name: name_of(id), users, concurrency: None }
    }

    /// Where a slider starts in the plan.
    fn start(&self, slider: &Slider) -> Decimal {
        match slider.id.as_str() {
            "users" => self.users,
            "concurrency" => self.concurrency.unwrap_or(slider.default),
            _ => slider.default,
        }
    }

    /// Why sliders can't start so. An estimate is for one user or more: of none nobody knows what ten times as many cost.
    pub(super) fn beyond(&self, catalog: &Catalog) -> Vec<String> {
        let least = |slider: &Slider| if slider.id == "users" { slider.min.max(Decimal::ONE) } else { slider.min };
        catalog.sliders.iter().filter_map(|slider| beyond(slider, least(slider), self.start(slider))).collect()
    }

    /// The value of a slider or driver at these choices; none where it can't be held, or is none.
    pub fn value(&self, catalog: &Catalog, id: &str) -> Option<Decimal> {
        if let Some(slider) = catalog.slider(id) {
            return Some(self.start(slider));
        }
        let driver = catalog.drivers.iter().find(|driver| driver.id == id)?;
        let mut value = Decimal::ONE;
        for factor in &driver.times {
            value = value.times(self.value(catalog, factor)?).ok()?;
        }
        for share in &driver.without {
            value = value.times(Decimal::ONE.minus(self.value(catalog, share)?).ok()?).ok()?;
        }
        Some(if driver.whole { value.down() } else { value.normalize() })
    }
}

/// Why a slider can't start at a value.
fn beyond(slider: &Slider, least: Decimal, value: Decimal) -> Option<String> {
    let ends = least..=slider.max;
    if !ends.contains(&value) {
        return Some(format!(
            "{}: expected {} to {}, not {value}",
            slider.id,
            slider.show(least),
            slider.show(slider.max)
        ));
    }
    (slider.whole && !value.is_integer()).then(|| format!("{}: expected a whole number, not {value}", slider.id))
}

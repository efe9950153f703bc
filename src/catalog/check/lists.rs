//! The names that there are, each list of them made once: a catalog of thousands is held against thousands.

use crate::catalog::plan::Saved;
use crate::catalog::{Catalog, Meter, Plan, RuleKind};
use std::collections::HashMap;
use std::sync::Arc;

/// Names in the order of their files, and where each stands first.
#[derive(Default)]
pub(super) struct Names<'a> {
    list: Vec<&'a str>,
    places: HashMap<&'a str, usize>,
}

impl<'a> Names<'a> {
    pub(super) fn add(&mut self, name: &'a str) {
        self.places.entry(name).or_insert(self.list.len());
        self.list.push(name);
    }

    pub(super) fn has(&self, name: &str) -> bool {
        self.places.contains_key(name)
    }

    pub(super) fn place(&self, name: &str) -> Option<usize> {
        self.places.get(name).copied()
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &'a str> + Clone + '_ {
        self.list.iter().copied()
    }
}

impl<'a> FromIterator<&'a str> for Names<'a> {
    fn from_iter<I: IntoIterator<Item = &'a str>>(names: I) -> Self {
        let mut all = Names::default();
        names.into_iter().for_each(|name| all.add(name));
        all
    }
}

pub(super) fn ids<T>(items: &[T], id: impl Fn(&T) -> &String) -> Names<'_> {
    items.iter().map(|item| id(item).as_str()).collect()
}

/// The names of a catalog.
pub(in crate::catalog) struct Lists<'a> {
    pub(super) catalog: &'a Catalog,
    pub(super) sliders: Names<'a>,
    /// Sliders and drivers.
    pub(super) drivers: Names<'a>,
    pub(super) categories: Names<'a>,
    pub(super) meters: Names<'a>,
}

impl<'a> Lists<'a> {
    pub(in crate::catalog) fn of(catalog: &'a Catalog) -> Self {
        let sliders = catalog.sliders.iter().map(|slider| slider.id.as_str());
        Lists {
            catalog,
            drivers: sliders.chain(catalog.drivers.iter().map(|driver| driver.id.as_str())).collect(),
            sliders: ids(&catalog.sliders, |slider| &slider.id),
            categories: ids(&catalog.categories, |category| &category.id),
            meters: ids(&catalog.meters, |meter| &meter.id),
        }
    }

    /// The meter with this id.
    pub(super) fn meter(&self, id: &str) -> Option<&'a Meter> {
        self.catalog.meters.get(self.meters.place(id)?)
    }
}

/// The lines of a plan, as a lever may name them.
#[derive(Default)]
pub(super) struct PlanLines<'a> {
    pub(super) lines: Names<'a>,
    pub(super) shares: Names<'a>,
    pub(super) categories: Names<'a>,
}

/// What uses of a plan name: its stages, its budgets, its lines, and the lines of the variant that was asked for last.
#[derive(Default)]
pub(super) struct Lines<'a> {
    stages: Option<Names<'a>>,
    budgets: Option<Names<'a>>,
    plan: Option<PlanLines<'a>>,
    variant: Option<(&'a Arc<[String]>, Names<'a>)>,
}

impl<'a> Lines<'a> {
    /// The stages of the plan that all the uses are of.
    pub(super) fn stages(&mut self, plan: &'a Plan) -> &Names<'a> {
        self.stages.get_or_insert_with(|| ids(&plan.stages, |stage| &stage.id))
    }

    /// The budgets of that plan.
    pub(super) fn budgets(&mut self, plan: &'a Plan) -> &Names<'a> {
        let budgets = plan.rules.iter().filter(|rule| rule.kind == RuleKind::Budget);
        self.budgets.get_or_insert_with(|| budgets.map(|rule| rule.id.as_str()).collect())
    }

    /// Those of the plan; a plan has one list of them.
    pub(super) fn of_plan(&mut self, saved: &'a Saved) -> &PlanLines<'a> {
        let names = |list: &'a [String]| list.iter().map(String::as_str).collect();
        self.plan.get_or_insert_with(|| PlanLines {
            lines: names(&saved.lines),
            shares: names(&saved.shares),
            categories: names(&saved.categories),
        })
    }

    /// Those of a variant, whose uses stand together.
    pub(super) fn of_variant(&mut self, lines: &'a Arc<[String]>) -> &Names<'a> {
        let same = self.variant.take().filter(|(of, _)| Arc::ptr_eq(of, lines));
        let made = || (lines, lines.iter().map(String::as_str).collect());
        &self.variant.insert(same.unwrap_or_else(made)).1
    }
}

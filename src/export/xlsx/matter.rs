//! What a workbook is made of: the quote, with what it was worked out of.

use super::places::Places;
use crate::amount::{Decimal, Estimate, Overflow};
use crate::catalog::{Catalog, Plan, Stage};
use crate::date::Date;
use crate::engine::{self, Acting, Cost, Quote, QuoteLine};
use crate::export::{CannotExport, Subject};
use crate::scenario::Scenario;
use crate::session::Session;

/// What a workbook is made of.
pub(super) struct Matter<'a> {
    pub catalog: &'a Catalog,
    pub session: &'a Session,
    pub scenario: &'a Scenario,
    pub today: Date,
    pub plan: &'a Plan,
    pub stage: &'a Stage,
    pub quote: Quote,
    /// What a month costs.
    pub cost: Estimate,
    /// What each lever does to each line.
    pub acting: Vec<Vec<Acting>>,
    pub places: Places,
}

impl<'a> Matter<'a> {
    pub(super) fn of(subject: &Subject<'a>) -> Result<Self, CannotExport> {
        let (catalog, session, today) = (subject.catalog, subject.session, subject.today);
        let scenario = session.scenario();
        let plan = engine::plan_of(catalog, scenario).ok_or(CannotExport::NoPlan)?;
        let quote = engine::quote(catalog, scenario);
        let cost = quote.cost.map_err(|Overflow| CannotExport::TooLarge)?;
        let acting = engine::acting(catalog, scenario).map_err(|Overflow| CannotExport::TooLarge)?;
        let places = Places::of(catalog, &quote.lines, &acting);
        let stage = &plan.stages[quote.stage.index];
        Ok(Matter { catalog, session, scenario, today, plan, stage, quote, cost, acting, places })
    }

    /// Lines with their places.
    pub(super) fn lines(&self) -> impl Iterator<Item = (usize, &QuoteLine)> {
        self.quote.lines.iter().enumerate()
    }

    /// What a slider or driver stands at.
    pub(super) fn value(&self, driver: usize) -> Option<Decimal> {
        self.quote.demand.get(driver)?.1.ok()
    }

    /// The name of the variant that is priced.
    pub(super) fn variant(&self) -> &str {
        let variants = self.stage.variants.iter().chain(&self.plan.addons);
        let chosen = self.quote.stage.variant.as_deref();
        variants
            .filter(|variant| Some(variant.id.as_str()) == chosen)
            .map(|variant| variant.name.as_str())
            .next()
            .unwrap_or_default()
    }

    /// The name of an add-on.
    pub(super) fn addon(&self, id: &str) -> &str {
        let named = self.plan.addons.iter().find(|addon| addon.id == id);
        named.map_or("", |addon| addon.name.as_str())
    }
}

/// What a line costs; a bill that can't be held is not exported.
pub(super) fn cost_of(line: &QuoteLine) -> Cost<Decimal> {
    line.cost.unwrap_or(Cost { list: Estimate::ZERO, before: Estimate::ZERO, after: Estimate::ZERO })
}

//! A document's own comparison of providers, as lines that can be held against the list of the same provider.

use crate::amount::Estimate;
use crate::catalog::{Card, Catalog, Line, Plan, Price, Quantity, Rate, Stage, Tariff, Variant};
use std::sync::Arc;

/// The columns of a plan's comparison that are of a card's provider, each as a stage of its own.
pub(super) fn of(catalog: &Catalog, plan: &Plan, card: &Card) -> Vec<Stage> {
    let own = |column: &&Card| column.plan.as_deref() == Some(&plan.id) && column.provider.as_deref() == Some(&card.id);
    catalog.cards.iter().filter(own).map(|column| stage(catalog, column)).collect()
}

fn stage(catalog: &Catalog, column: &Card) -> Stage {
    let lines = column.rates.iter().filter_map(|rate| line(catalog, rate)).map(Arc::new).collect();
    let variant = Variant {
        id: column.id.clone(),
        name: column.name.clone(),
        stage: None,
        stated: None,
        stated_year: None,
        stated_lines: None,
        buffer: None,
        buffer_stated: None,
        buffer_lines: None,
        place: None,
        lines,
    };
    Stage {
        id: "comparison".to_owned(),
        name: column.name.clone(),
        low: None,
        high: None,
        design: None,
        headline: None,
        headline_open: false,
        headline_about: false,
        headline_year: None,
        headline_per_user: None,
        headline_lines: None,
        lines: None,
        note: None,
        variants: vec![variant],
    }
}

/// A flat rate as a line: as many units as its price is for.
fn line(catalog: &Catalog, rate: &Rate) -> Option<Line> {
    let Tariff::Flat(price) = rate.tariff else { return None };
    let meter = catalog.meter(&rate.meter)?;
    Some(Line {
        id: meter.id.clone(),
        item: meter.label.clone(),
        category: String::new(),
        lines: rate.lines.clone().unwrap_or_default(),
        see_lines: None,
        quantity: Quantity::Fixed(rate.per),
        unit: Some(meter.unit.clone()),
        price: Price::Amount(Estimate::exact(price)),
        stated: None,
        year: None,
        meter: Some(meter.id.clone()),
        metered: None,
        needs: None,
        leaves_out: None,
        optional: false,
        group: None,
        spec: None,
        note: None,
        why: None,
        guessed: false,
    })
}

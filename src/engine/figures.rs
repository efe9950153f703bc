//! Figures of a plan by reference, always as its document prints them.

use super::printed::{self, Printed};
use super::roadmap;
use crate::amount::{Decimal, Estimate, Number, Overflow};
use crate::catalog::{
    Catalog, Effect, GroupFigure, Line, LineFigure, Plan, Price, Reference, StageFigure, Tariff, Variant,
};

/// The figure that a reference names; none where the document does not print it, or it is undefined.
pub fn figure(catalog: &Catalog, plan: &Plan, reference: Reference) -> Result<Option<Estimate>, Overflow> {
    match reference {
        Reference::Stage(stage, figure) => Ok(match figure {
            StageFigure::Headline => stage.headline,
            StageFigure::HeadlineYear => stage.headline_year,
            StageFigure::HeadlinePerUser => stage.headline_per_user.map(Estimate::exact),
            StageFigure::Low => stage.low.map(Estimate::exact),
            StageFigure::High => stage.high.map(Estimate::exact),
        }),
        Reference::Group(group, figure) => group_figure(catalog, plan, group, figure),
        Reference::Line(group, line, figure) => line_figure(catalog, plan, (group, line), figure),
        Reference::Rule(rule) => Ok(Some(Estimate::exact(rule.is.threshold))),
        Reference::Lever(lever) => match &lever.effect {
            Effect::Saves(saves) => saves.times(Decimal::ONE_HUNDRED).map(Some),
            Effect::Claims(claim) => claim.map(|claim| claim.times(Decimal::ONE_HUNDRED)).transpose(),
            Effect::Free { units, .. } => Ok(Some(Estimate::exact(*units))),
            Effect::Credit(credit) => Ok(Some(Estimate::exact(*credit))),
            Effect::Swaps(_) | Effect::Asks => Ok(None),
        },
        Reference::Rate(rate) => Ok(match &rate.tariff {
            Tariff::Flat(price) => Some(Estimate::exact(*price)),
            Tariff::Tiers(_) => None,
        }),
        Reference::Income(income) => income.per_user().map(Some),
        Reference::Roadmap(map) => roadmap::spent(map, None, Decimal::ZERO).map(|spent| Some(spent.total)),
    }
}

fn group_figure(
    catalog: &Catalog,
    plan: &Plan,
    group: &Variant,
    figure: GroupFigure,
) -> Result<Option<Estimate>, Overflow> {
    match figure {
        GroupFigure::Stated => Ok(group.stated),
        GroupFigure::StatedYear => Ok(group.stated_year),
        GroupFigure::Lines => Ok(printed(catalog, plan, group)?.map(|printed| printed.sum)),
        GroupFigure::Category(category) => {
            let printed = printed(catalog, plan, group)?;
            printed.map(|printed| printed.sum_of(|line| line.category == category)).transpose()
        }
    }
}

fn line_figure(
    catalog: &Catalog,
    plan: &Plan,
    (group, line): (&Variant, &Line),
    figure: LineFigure,
) -> Result<Option<Estimate>, Overflow> {
    let quantity = line.quantity.printed();
    let amount = || Ok(printed(catalog, plan, group)?.and_then(|printed| printed.cost_of(&line.id)));
    match figure {
        LineFigure::Quantity => Ok(Some(Estimate::exact(quantity))),
        LineFigure::Amount => amount(),
        LineFigure::UnitPrice => Ok(match &line.price {
            Price::Unit { price, .. } => Some(Estimate::exact(*price)),
            Price::Amount(_) | Price::Percent { .. } => None,
        }),
        LineFigure::PerUnit if quantity.is_zero() => Ok(None),
        LineFigure::PerUnit => amount()?.map(|amount| amount.try_map(|amount| amount.over(quantity))).transpose(),
    }
}

fn printed(catalog: &Catalog, plan: &Plan, group: &Variant) -> Result<Option<Printed>, Overflow> {
    printed::stage_of(plan, group).map(|stage| Printed::of(catalog, plan, stage, group)).transpose()
}

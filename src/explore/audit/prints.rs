//! Printed figures that follow from others: years, costs per user, shares, hours.

use super::tables::Table;
use super::{Checks, Finding, Kind};
use crate::amount::{Decimal, Estimate, Number, Overflow};
use crate::catalog::{Catalog, Line, Plan, Price, Stage, Variant};
use crate::engine::printed::{self, Printed};

/// Months of a year.
const YEAR: Decimal = Decimal::from_parts(12, 0, 0, false, 0);

pub(super) fn check(catalog: &Catalog, plan: &Plan, tables: &[Table], checks: &mut Checks) -> Result<(), Overflow> {
    for stage in &plan.stages {
        headline(stage, tables, checks)?;
    }
    let variants = plan.stages.iter().flat_map(|stage| stage.variants.iter().map(move |variant| (stage, variant)));
    let addons = plan.addons.iter().filter_map(|addon| Some((printed::stage_of(plan, addon)?, addon)));
    for (stage, group) in variants.chain(addons) {
        let about = tables.iter().find(|table| table.stage == stage.id && table.group == group.id).map(Table::name);
        let Some(about) = about else { continue };
        let printed = Printed::of(catalog, plan, stage, group)?;
        years(group, &about, &printed, checks)?;
        shares(group, &about, &printed, checks)?;
        hours((catalog, plan, stage), group, &about, &printed, checks)?;
    }
    Ok(())
}

/// A headline's year, and its cost per user at the top of the band, which is also held against the lines.
fn headline(stage: &Stage, tables: &[Table], checks: &mut Checks) -> Result<(), Overflow> {
    let lines = [stage.headline_lines.as_deref()];
    if let (Some(month), Some(year)) = (stage.headline, stage.headline_year) {
        let says = "the headline's year is not twelve of its months";
        let finding = Finding::of(Kind::Annual, &stage.id, says, year, month.times(YEAR)?);
        checks.hold(Finding { months: 12, ..finding }.at(lines));
    }
    let (Some(stated), Some(users)) = (stage.headline_per_user, stage.reference()) else { return Ok(()) };
    let per_user = |cost: Estimate| cost.try_map(|cost| cost.over(users));
    if let Some(month) = stage.headline {
        let says = "the printed cost per user is not the headline over the users";
        checks.hold(Finding::of(Kind::PerUser, &stage.id, says, Estimate::exact(stated), per_user(month)?).at(lines));
    }
    for table in tables.iter().filter(|table| table.stage == stage.id && !table.addon && table.count > 0) {
        let says = "the printed cost per user is not the sum of the lines over the users";
        let finding =
            Finding::of(Kind::PerUserLines, table.name(), says, Estimate::exact(stated), per_user(table.sum)?);
        checks.hold(finding.at(lines.into_iter().chain([Some(table.lines.as_str())])));
    }
    Ok(())
}

/// Years beside months: of each line, of the stated total, and the total of the years' own column.
fn years(group: &Variant, about: &str, printed: &Printed, checks: &mut Checks) -> Result<(), Overflow> {
    let mut column = Estimate::ZERO;
    let mut complete = !group.lines.is_empty();
    for line in &group.lines {
        let (Some(year), Some(month)) = (line.year, printed.cost_of(&line.id)) else {
            complete = false;
            continue;
        };
        column = column.plus(year)?;
        let says = format!("the year of {} is not twelve of its months", line.item);
        let finding = Finding::of(Kind::Annual, about, says, year, month.times(YEAR)?).at([Some(line.lines.as_str())]);
        checks.hold(Finding { months: 12, ..finding });
    }
    let Some(stated_year) = group.stated_year else { return Ok(()) };
    let lines = [group.stated_lines.as_deref()];
    if let Some(stated) = group.stated {
        let says = "the total's year is not twelve of its months";
        let finding = Finding::of(Kind::Annual, about, says, stated_year, stated.times(YEAR)?).at(lines);
        checks.hold(Finding { months: 12, ..finding });
    }
    if complete {
        let says = "the annual total is not the sum of its column";
        let finding = Finding::of(Kind::AnnualTotal, about, says, stated_year, column).at(lines);
        checks.hold(Finding { months: 12, ..finding });
    }
    Ok(())
}

/// Lines that are a share of others, computed, against what is printed for the month and for the year.
fn shares(group: &Variant, about: &str, printed: &Printed, checks: &mut Checks) -> Result<(), Overflow> {
    for (at, line) in group.lines.iter().enumerate() {
        let (Price::Percent { share, of }, Some(stated)) = (&line.price, line.stated) else { continue };
        // As the bill has it: of lines above it; a category, or all, is of those that are no share themselves.
        let above = |other: &Line| group.lines[..at].iter().any(|line| line.id == other.id);
        let meant = |other: &Line| {
            let grouped = of.iter().any(|name| *name == other.category || name == "all");
            of.contains(&other.id) || (grouped && !matches!(other.price, Price::Percent { .. }))
        };
        let base = printed.sum_of(|other| above(other) && meant(other))?;
        let computed = base.times(*share)?;
        let says = format!("{} is not {} of what it is of", line.item, crate::amount::percent(*share));
        checks.hold_exactly(Finding::of(Kind::Share, about, says, stated, computed).at([Some(line.lines.as_str())]));
        if let Some(year) = line.year {
            let says = format!("the year of {} is not twelve times its share", line.item);
            let finding = Finding::of(Kind::Share, about, says, year, computed.times(YEAR)?);
            checks.hold_exactly(Finding { months: 12, ..finding }.at([Some(line.lines.as_str())]));
        }
    }
    Ok(())
}

/// One table reckons with one length of a month.
fn hours(
    (catalog, plan, stage): (&Catalog, &Plan, &Stage),
    group: &Variant,
    about: &str,
    printed: &Printed,
    checks: &mut Checks,
) -> Result<(), Overflow> {
    let mut used: Vec<Decimal> = Vec::new();
    let mut lines = Vec::new();
    for line in &group.lines {
        if let Price::Unit { hours: Some(hours), .. } = line.price {
            lines.push(Some(line.lines.as_str()));
            if !used.contains(&hours) {
                used.push(hours);
            }
        }
    }
    if lines.is_empty() {
        return Ok(());
    }
    used.sort();
    let Some((longest, rest)) = used.split_last().filter(|(_, rest)| !rest.is_empty()) else {
        checks.agree(Kind::Hours);
        return Ok(());
    };
    let whole = Printed::at(catalog, plan, stage, group, Some(*longest))?.sum;
    let others: Vec<String> = rest.iter().map(|hours| crate::amount::exact(*hours)).collect();
    let says = format!(
        "months of {} and {} hours in one table; with {} throughout it costs this",
        others.join(", "),
        crate::amount::exact(*longest),
        crate::amount::exact(*longest)
    );
    checks.find(Finding::of(Kind::Hours, about, says, printed.sum, whole).at(lines));
    Ok(())
}

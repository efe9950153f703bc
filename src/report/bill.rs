//! A bill as tables: what it adds up to, and what to know about it.

use super::sheet::{Answer, Cell, Column, Sheet};
use crate::amount::{Decimal, Estimate, Number, Overflow, exact};
use crate::import::bill::{Bill, Charge, Cost, Group, Grouped, Told};

/// A bill, the table of one group first.
pub fn bill(bill: &Bill, first: Group) -> Result<Answer, Overflow> {
    let total = bill.total()?;
    let mut groups = Group::ALL.to_vec();
    groups.sort_by_key(|group| *group != first);
    let mut sheets = groups.into_iter().map(|group| table(bill, group, total)).collect::<Result<Vec<Sheet>, _>>()?;
    sheets.push(told(bill));
    let facts = vec![
        ("cost", Cell::Text(bill.cost.id().to_owned())),
        ("column", Cell::Text(bill.cost.column().to_owned())),
        ("total", Cell::Money(Estimate::exact(total))),
        ("currency", Cell::Text(bill.currency.clone())),
        ("exchange_rate", Cell::Text(exact(bill.rate))),
        ("rows", Cell::count(usize::try_from(bill.rows).unwrap_or(usize::MAX))),
        ("files", Cell::Text(bill.files.join(", "))),
    ];
    Ok(Answer { title: title(bill), facts, sheets })
}

/// What it is a bill of: its files, its rows, and which cost is added up.
pub fn title(bill: &Bill) -> String {
    let files = match &bill.files[..] {
        [one] => one.clone(),
        [first, rest @ ..] => format!("{first} and {} more", rest.len()),
        [] => "no file".to_owned(),
    };
    let is = match bill.cost {
        Cost::Effective => "EffectiveCost, what was used",
        Cost::Billed => "BilledCost, what was invoiced",
    };
    let rows = crate::amount::grouped(bill.rows.into(), 0);
    format!("Bill {files}: {is}, {rows} row{}", if bill.rows == 1 { "" } else { "s" })
}

/// The name and heading of a group's table, and the name of its first column.
fn words(group: Group) -> (&'static str, &'static str, &'static str) {
    match group {
        Group::Month => ("months", "By month", "Month"),
        Group::Category => ("categories", "By service category", "Category"),
        Group::Service => ("services", "By service", "Service"),
        Group::Provider => ("providers", "By provider", "Provider"),
        Group::Charge => ("charges", "By kind of charge", "Charge"),
    }
}

/// What is written where a bill leaves a name empty.
pub(super) fn or_nameless(name: &str) -> String {
    if name.is_empty() { "not said".to_owned() } else { name.to_owned() }
}

fn table(bill: &Bill, group: Group, total: Decimal) -> Result<Sheet, Overflow> {
    let (id, title, name) = words(group);
    let rows = bill.by(group)?;
    // Kinds of charges that the bill does not have take no column; nor do they where each row is one of them.
    let there = |charge: Charge| group != Group::Charge && bill.totals.iter().any(|total| total.charge == charge);
    let one = Charge::ALL.into_iter().filter(|charge| there(*charge)).count() < 2;
    let charge = |of: &Grouped, charge: Charge| match there(charge) && !one {
        true => Cell::Money(Estimate::exact(of.charges[charge as usize])),
        false => Cell::None,
    };
    let cells = |of: &Grouped| {
        let mut cells = vec![Cell::Text(or_nameless(&of.name))];
        cells.extend(Charge::ALL.map(|kind| charge(of, kind)));
        let share = of.cost.over(total).ok();
        let rows = Cell::count(usize::try_from(of.rows).unwrap_or(usize::MAX));
        cells.extend([Cell::Money(Estimate::exact(of.cost)), Cell::share(share), rows]);
        if group == Group::Month {
            let covered = bill.months.iter().find(|covered| covered.month.to_string() == of.name);
            let of = |pick: &dyn Fn(&crate::import::bill::Covered) -> Cell| covered.map_or(Cell::None, pick);
            cells.push(of(&|covered| Cell::Flag(covered.complete)));
            cells.push(of(&|covered| Cell::Text(covered.from_to.0.to_string())));
            cells.push(of(&|covered| Cell::Text(covered.from_to.1.to_string())));
        }
        cells
    };
    let mut columns = vec![
        Column::text("name", name),
        Column::figure("usage", "Use"),
        Column::figure("purchases", "Purchases"),
        Column::figure("tax", "Tax"),
        Column::figure("credits", "Credits"),
        Column::figure("adjustments", "Adjustments"),
        Column::figure("cost", "Total"),
        Column::figure("share_percent", "Share"),
        Column::figure("rows", "Rows"),
    ];
    if group == Group::Month {
        columns.extend([Column::text("complete", "Complete"), Column::hidden("from"), Column::hidden("to")]);
    }
    let rows = rows.iter().map(cells).collect();
    let title = title.to_owned();
    Ok(Sheet { id, title, columns, rows, empty: "Nothing.", detail: true })
}

/// What to know about it, a sentence each.
pub(super) fn told(bill: &Bill) -> Sheet {
    Sheet {
        id: "notes",
        title: "To know".to_owned(),
        columns: vec![Column::text("note", "Note")],
        rows: bill.told.iter().map(|told: &Told| vec![Cell::Text(told.words(bill.cost))]).collect(),
        empty: "Nothing: every month is complete, in US dollars, and in one file.",
        detail: false,
    }
}

//! The levers of a plan as a table: what each saves now, most first.

use super::sheet::{Answer, Cell, Column, Sheet};
use crate::amount::{Decimal, Estimate};
use crate::catalog::{Effect, Lever, Plan};
use crate::explore::worth::Worth;

/// The levers with what they are worth.
pub fn levers(plan: &Plan, worth: &[Worth], title: String) -> Answer {
    let columns = vec![
        Column::text("name", "Lever"),
        Column::text("id", "Id"),
        Column::text("on", "On"),
        Column::figure("share_percent", "Share"),
        Column::figure("saves", "Saves now"),
        Column::text("at_most", ""),
        Column::text("effect", "By"),
        Column::hidden("touches"),
        Column::text("group", "Shares with"),
        Column::text("lines", "Lines"),
        Column::below("condition"),
        Column::hidden("stated"),
    ];
    let mut order: Vec<&Worth> = worth.iter().collect();
    order.sort_by_key(|worth| {
        let (saves, remark) = saving(&plan.levers[worth.lever], worth);
        (remark == AT_MOST, std::cmp::Reverse(saves))
    });
    let sheet = Sheet {
        id: "levers",
        title: "What each lever saves a month: on, against being off; off, against being on".to_owned(),
        columns,
        rows: order.iter().map(|worth| row(&plan.levers[worth.lever], worth)).collect(),
        empty: "The plan has no lever.",
        detail: false,
    };
    Answer { title, facts: vec![("plan", Cell::Text(plan.id.clone()))], sheets: vec![sheet] }
}

fn row(lever: &Lever, worth: &Worth) -> Vec<Cell> {
    let (saves, remark) = saving(lever, worth);
    vec![
        Cell::Text(lever.name.clone()),
        Cell::Text(lever.id.clone()),
        Cell::Flag(worth.on.is_some()),
        Cell::share(worth.on),
        Cell::money(saves.map(Estimate::exact)),
        Cell::Text(remark.to_owned()),
        Cell::Text(effect(lever)),
        Cell::Text(lever.on.join(", ")),
        Cell::words(lever.group.clone()),
        Cell::words(lever.lines.clone()),
        Cell::words(lever.condition.clone()),
        lever.stated.map_or(Cell::None, |stated| Cell::Text(shares(stated))),
    ]
}

/// What is said of a saving that nobody can know: the part that the lever acts on was not given.
const AT_MOST: &str = "at most";

/// What a lever saves now, with a remark.
fn saving(lever: &Lever, worth: &Worth) -> (Option<Decimal>, &'static str) {
    let saves = if lever.part && worth.on.is_none() { worth.alone } else { worth.saves };
    match saves {
        Some(saves) if saves.is_zero() => (Some(saves), "nothing here"),
        saves if lever.part && worth.on.is_none() => (saves, AT_MOST),
        saves => (saves, ""),
    }
}

/// What a lever does, in words.
pub fn effect(lever: &Lever) -> String {
    match &lever.effect {
        Effect::Saves(saves) => format!("{} of {}", shares(*saves), lever.on.join(", ")),
        Effect::Swaps(swaps) => {
            let swap = |swap: &crate::catalog::Swap| {
                let name = swap.name.as_ref().map(|name| format!(" ({name})")).unwrap_or_default();
                format!("{} to {}{name}", swap.line, crate::amount::money(swap.amount))
            };
            swaps.iter().map(swap).collect::<Vec<_>>().join(", ")
        }
        Effect::Asks => "asks: no figure is printed".to_owned(),
        Effect::Claims(Some(claim)) => format!("claims {}, in the figures already", shares(*claim)),
        Effect::Claims(None) => "a claim, in the figures already".to_owned(),
        Effect::Free { units, unit } => {
            let word = unit.chars().all(|c| c.is_lowercase());
            let s = if word && *units != Decimal::ONE { "s" } else { "" };
            format!("{} {unit}{s} free", crate::amount::grouped(*units, units.normalize().scale()))
        }
        Effect::Credit(credit) => format!("{} once", crate::amount::money(*credit)),
    }
}

/// `68 %`, `60–80 %`.
pub fn shares(share: Estimate) -> String {
    let percent =
        |share: Decimal| format!("{} %", share.checked_mul(Decimal::ONE_HUNDRED).unwrap_or(share).normalize());
    if share.is_exact() {
        return percent(share.expected);
    }
    format!("{}–{}", percent(share.low).trim_end_matches(" %"), percent(share.high))
}

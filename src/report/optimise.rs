//! The cheapest levers that are allowed, step by step, and the same on other cards.

use super::flags::{command, flags};
use super::sheet::{Answer, Cell, Column, Sheet};
use crate::amount::{Decimal, Estimate, Number, grouped, money, percent, percent_short};
use crate::catalog::{Lever, Plan};
use crate::explore::optimise::{Elsewhere, Optimum, Step, Unused};

/// The answer: the steps, the other cards where they were looked at, what is not used, and the flags.
pub fn optimise(plan: &Plan, optimum: &Optimum, title: String) -> Answer {
    let mut sheets = vec![steps(plan, optimum)];
    sheets.extend((!optimum.elsewhere.is_empty()).then(|| elsewhere(optimum)));
    sheets.push(unused(plan, optimum));
    sheets.push(pasted(optimum));
    let facts = vec![
        ("plan", Cell::Text(plan.id.clone())),
        ("cost_now", exactly(optimum.now)),
        ("cost_then", exactly(optimum.then)),
        ("saves", exactly(optimum.saves)),
        ("exhaustive", Cell::Flag(optimum.exhaustive)),
        ("combinations_priced", Cell::count(optimum.looked)),
        ("combinations", Cell::Text(optimum.combinations.to_string())),
        ("flags", Cell::Text(flags(&optimum.scenario).join(" "))),
    ];
    Answer { title, facts, sheets }
}

fn exactly(amount: Decimal) -> Cell {
    Cell::Money(Estimate::exact(amount))
}

/// What the set saves, in a sentence: `Saves $1,566.00 of $3,580.60 a month, 43.7 %. Nothing that is allowed is cheaper.`
pub fn sentence(optimum: &Optimum) -> String {
    let of = optimum.saves.over(optimum.now).map(|share| format!(", {}", percent(share))).unwrap_or_default();
    let saves = if optimum.saves < Decimal::ZERO {
        format!("Costs {} more than {} a month{}", money(-optimum.saves), money(optimum.now), of.replace('−', ""))
    } else if optimum.steps.is_empty() {
        format!("Nothing to change at {} a month", money(optimum.now))
    } else {
        format!("Saves {} of {} a month{of}", money(optimum.saves), money(optimum.now))
    };
    let all = Decimal::try_from_i128_with_scale(i128::try_from(optimum.combinations).unwrap_or(i128::MAX), 0);
    let all = all.map_or_else(|_| "very many".to_owned(), |all| grouped(all, 0));
    let how = match (optimum.exhaustive, optimum.combinations) {
        (true, 1) => "Nothing else is allowed".to_owned(),
        (true, combinations) if combinations == optimum.looked as u128 => {
            format!("Nothing that is allowed is cheaper: all {all} combinations were priced")
        }
        (true, _) => format!(
            "Nothing that is allowed is cheaper: {} of {all} combinations priced, the others ruled out",
            grouped(Decimal::from(optimum.looked), 0)
        ),
        (false, _) => format!(
            "Something cheaper may be allowed: {} of {all} combinations were priced, then one group of levers changed at a time",
            grouped(Decimal::from(optimum.looked), 0)
        ),
    };
    format!("{saves}. {how}.")
}

fn steps(plan: &Plan, optimum: &Optimum) -> Sheet {
    let row = |step: &Step| {
        let lever = &plan.levers[step.lever];
        vec![
            Cell::Text(lever.name.clone()),
            Cell::Text(change(step)),
            exactly(step.saves),
            exactly(step.cost),
            Cell::Text(lever.id.clone()),
            Cell::share(step.from),
            Cell::share(step.to),
            Cell::words(lever.group.clone()),
            Cell::words(lever.condition.clone()),
        ]
    };
    Sheet {
        id: "steps",
        title: sentence(optimum),
        columns: vec![
            Column::text("name", "Lever"),
            Column::text("change", "Change"),
            Column::figure("saves", "Saves"),
            Column::figure("cost", "A month then"),
            Column::text("id", "Id"),
            Column::hidden("from_percent"),
            Column::hidden("to_percent"),
            Column::hidden("group"),
            Column::below("condition"),
        ],
        rows: optimum.steps.iter().map(row).collect(),
        empty: "No change that is allowed makes it cheaper.",
        detail: false,
    }
}

/// `on for 60 %`, `30 % to 100 %`, `off`.
fn change(step: &Step) -> String {
    match (step.from, step.to) {
        (Some(from), Some(to)) => format!("{} to {}", percent_short(from), percent_short(to)),
        (None, Some(to)) => format!("on for {}", percent_short(to)),
        (_, None) => "off".to_owned(),
    }
}

fn elsewhere(optimum: &Optimum) -> Sheet {
    Sheet {
        id: "cards",
        title: best_elsewhere(optimum),
        columns: vec![
            Column::text("name", "Card"),
            Column::text("bought", "Bought"),
            Column::figure("cost", "A month"),
            Column::figure("before", "Levers as now"),
            Column::figure("delta", "Against now"),
            Column::text("lines", "Lines"),
            Column::text("levers", "Levers"),
            Column::text("remark", ""),
            Column::hidden("card"),
            Column::hidden("region"),
            Column::hidden("purchase"),
            Column::hidden("lines_priced"),
            Column::hidden("lines_all"),
            Column::hidden("exhaustive"),
            Column::hidden("current"),
            Column::hidden("flags"),
        ],
        rows: optimum.elsewhere.iter().map(card).collect(),
        empty: "No list prices enough of this plan.",
        detail: false,
    }
}

/// A card, a region and a way to buy.
fn card(other: &Elsewhere) -> Vec<Cell> {
    let [priced, all] = other.lines;
    let levers = other.scenario.levers.iter().map(|(id, share)| format!("{id} {}", percent_short(*share)));
    vec![
        Cell::Text(other.name.clone()),
        Cell::Text(other.purchase.label().to_owned()),
        exactly(other.cost),
        exactly(other.before),
        Cell::Gap(-other.saves),
        Cell::Text(format!("{priced} of {all}")),
        Cell::Text(levers.collect::<Vec<_>>().join(", ")),
        Cell::Text(if other.current { "now" } else { "" }.to_owned()),
        Cell::Text(other.scenario.card.clone()),
        Cell::words(other.scenario.region.clone()),
        Cell::Text(other.purchase.id().to_owned()),
        Cell::count(priced),
        Cell::count(all),
        Cell::Flag(other.exhaustive),
        Cell::Flag(other.current),
        Cell::Text(flags(&other.scenario).join(" ")),
    ]
}

/// The cheapest card beside the cheapest without leaving the one now.
fn best_elsewhere(optimum: &Optimum) -> String {
    let Some(best) = optimum.elsewhere.first() else { return "No list prices enough of this plan".to_owned() };
    let here = money(optimum.then);
    let name = format!("{}, {}", best.name, best.purchase.label());
    let gap = best.cost.minus(optimum.then).unwrap_or_default();
    let [priced, all] = best.lines;
    let lines = format!("It prices {priced} of {all} lines; the others stand as documented");
    match gap {
        gap if gap < Decimal::ZERO => format!("{name} takes another {} off {here}. {lines}", money(-gap)),
        gap if gap.is_zero() => format!("No other card is cheaper: {name} costs as much. {lines}"),
        gap => format!("No other card is cheaper: {name} costs {} more than {here}. {lines}", money(gap)),
    }
}

/// Why a lever is off in the end.
fn why(lever: &Lever, unused: Unused) -> &'static str {
    match unused {
        Unused::Asks if lever.part => "acts on a part that you alone know",
        Unused::Asks => "the document does not say what it saves",
        Unused::Forbidden => "left out, as asked",
        Unused::Claimed => "in the document's figures already",
        Unused::Once => "money given once: it shortens no month",
        Unused::Untouched => "touches nothing that is bought here",
        Unused::NoHelp => "saves nothing beside the others",
    }
}

fn unused(plan: &Plan, optimum: &Optimum) -> Sheet {
    let row = |(at, unused): &(usize, Unused)| {
        let lever = &plan.levers[*at];
        let flag = (*unused == Unused::Asks).then(|| format!("--allow {}=30%", lever.id));
        let why = Cell::Text(why(lever, *unused).to_owned());
        vec![Cell::Text(lever.name.clone()), why, Cell::words(flag).or_empty(), Cell::Text(lever.id.clone())]
    };
    Sheet {
        id: "unused",
        title: "Levers that stay off".to_owned(),
        columns: vec![
            Column::text("name", "Lever"),
            Column::text("why", "Because"),
            Column::text("flag", "Used with"),
            Column::hidden("id"),
        ],
        rows: optimum.unused.iter().map(row).collect(),
        empty: "None.",
        detail: false,
    }
}

fn pasted(optimum: &Optimum) -> Sheet {
    let lines = command(&optimum.scenario).into_iter().map(|line| vec![Cell::Text(line)]);
    Sheet {
        id: "command",
        title: "The scenario with these levers, as flags".to_owned(),
        columns: vec![Column::text("line", "Command")],
        rows: lines.collect(),
        empty: "",
        detail: false,
    }
}

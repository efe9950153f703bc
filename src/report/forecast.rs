//! A forecast as tables: the months, what happens in them, what acting at another time costs, and all months together.

mod events;
mod words;

use super::rows;
use super::sheet::{Answer, Cell, Column, Sheet};
use crate::amount::{Decimal, Estimate, exact};
use crate::catalog::{Catalog, Plan};
use crate::engine::Flag;
use crate::explore::forecast::{Acted, Forecast, Growth, Month, Timing};
use crate::scenario::Scenario;

/// The months ahead of a scenario.
pub fn forecast(catalog: &Catalog, plan: &Plan, scenario: &Scenario, found: &Forecast) -> Answer {
    let (growth, roadmap) = match &found.ahead.growth {
        Growth::Rate => ("rate", None),
        Growth::Each(_) => ("each", None),
        Growth::Users(_) => ("users", None),
        Growth::Roadmap(id) => ("roadmap", Some(id.clone())),
    };
    let facts = vec![
        ("plan", Cell::Text(plan.id.clone())),
        ("card", Cell::Text(scenario.card.clone())),
        ("growth", Cell::Text(growth.to_owned())),
        ("roadmap", Cell::words(roadmap)),
        ("starting_cash", Cell::Money(Estimate::exact(found.ahead.cash))),
        ("budget", Cell::money(found.ahead.budget.map(Estimate::exact))),
    ];
    let sheets = vec![
        months(plan, found, words::title(catalog, plan, scenario, found)),
        events::events(catalog, plan, found),
        timings(plan, found),
        sums(found),
    ];
    Answer { title: format!("{}: months ahead, card: {}", plan.name, rows::card(catalog, scenario)), facts, sheets }
}

/// A stage by its number and name: `2 National scale`.
fn stage(plan: &Plan, at: usize) -> String {
    plan.stages.get(at).map_or_else(String::new, |stage| format!("{} {}", at + 1, stage.name))
}

fn id(plan: &Plan, at: usize) -> Cell {
    Cell::words(plan.stages.get(at).map(|stage| stage.id.clone()))
}

fn money(amount: Option<Decimal>) -> Cell {
    Cell::money(amount.map(Estimate::exact))
}

fn expected(amount: Option<Estimate>) -> Cell {
    amount.map_or(Cell::None, Cell::Expected)
}

fn months(plan: &Plan, found: &Forecast, title: String) -> Sheet {
    // What no month has is for scripts alone.
    let on_roadmap = matches!(found.ahead.growth, Growth::Roadmap(_));
    let noted = found.months.iter().any(|month| !note(month).is_empty());
    let columns = vec![
        Column::figure("month", "Month"),
        Column::figure("users", "Users"),
        Column::figure("cost", "Cost"),
        if on_roadmap { Column::figure("printed", "As printed") } else { Column::hidden("printed") },
        Column::figure("cost_per_user", "A user"),
        Column::figure("revenue", "Revenue"),
        Column::figure("margin", "Margin"),
        Column::figure("infra_percent", "Infra"),
        Column::figure("cash", "Cash after it"),
        Column::figure("stage", "Stage"),
        if noted { Column::text("note", "Note") } else { Column::hidden("note") },
        Column::hidden("stage_id"),
        Column::hidden("stage_name"),
        Column::hidden("cost_low"),
        Column::hidden("cost_high"),
        Column::hidden("margin_low"),
        Column::hidden("margin_high"),
        Column::hidden("margin_percent"),
        Column::hidden("users_exact"),
        Column::hidden("flags"),
    ];
    Sheet {
        id: "months",
        title,
        columns,
        rows: found.months.iter().map(|month| row(plan, month)).collect(),
        empty: "There is no month.",
        detail: false,
    }
}

fn row(plan: &Plan, month: &Month) -> Vec<Cell> {
    let (cost, of) = (month.cost.ok(), &month.economics);
    let number = |n: Decimal| Cell::Number(Estimate::exact(n));
    let end = |amount: Option<Estimate>, high: bool| money(amount.map(|a| if high { a.high } else { a.low }));
    let flags = month.flags.iter().map(|flag| flag.id()).chain(month.at_end.then_some("slider_end"));
    vec![
        number(month.number.into()),
        number(month.priced_users),
        expected(cost),
        Cell::money(month.printed).or_empty(),
        expected(of.cost_per_user),
        money(of.revenue),
        expected(of.margin),
        Cell::share(of.infra_share),
        money(month.cash),
        Cell::count(month.stage + 1),
        Cell::Text(note(month)),
        id(plan, month.stage),
        Cell::words(plan.stages.get(month.stage).map(|stage| stage.name.as_str())),
        end(cost, false),
        end(cost, true),
        end(of.margin, false),
        end(of.margin, true),
        Cell::share(of.margin_share),
        Cell::Text(exact(month.users)),
        Cell::Text(flags.collect::<Vec<_>>().join(" ")),
    ]
}

/// What comes and goes with the months, in a word or two; what holds for all of them is among the flags.
fn note(month: &Month) -> String {
    let told = [
        (month.flags.contains(&Flag::Beyond), "beyond"),
        (month.flags.contains(&Flag::OutsideBand), "off band"),
        (month.flags.contains(&Flag::OverCapacity), "over capacity"),
        (month.flags.contains(&Flag::HeadlineOnly), "headline"),
        (month.flags.contains(&Flag::Overflow), "too large"),
        (month.at_end, "slider's end"),
    ];
    told.into_iter().filter_map(|(is_so, words)| is_so.then_some(words)).collect::<Vec<_>>().join(", ")
}

fn timings(plan: &Plan, found: &Forecast) -> Sheet {
    let columns = vec![
        Column::figure("month", "Month"),
        Column::text("from", "From"),
        Column::text("to", "To"),
        Column::figure("earlier", "A month earlier"),
        Column::figure("later", "A month later"),
        Column::below("note"),
        Column::hidden("from_id"),
        Column::hidden("to_id"),
        Column::hidden("earlier_flags"),
        Column::hidden("later_flags"),
    ];
    let gap = |acted: &Acted| acted.costs.map_or(Cell::None, Cell::Gap);
    let ids = |acted: &Acted| Cell::Text(acted.flags.iter().map(|flag| flag.id()).collect::<Vec<_>>().join(" "));
    let row = |timing: &Timing| {
        vec![
            Cell::count(timing.month as usize),
            Cell::Text(stage(plan, timing.from)),
            Cell::Text(stage(plan, timing.to)),
            gap(&timing.earlier),
            gap(&timing.later),
            Cell::words(words::strain(timing)),
            id(plan, timing.from),
            id(plan, timing.to),
            ids(&timing.earlier),
            ids(&timing.later),
        ]
    };
    Sheet {
        id: "moves",
        title: "What a change of stage costs more in a month before its time, or after it".to_owned(),
        columns,
        rows: found.timings.iter().map(row).collect(),
        empty: "No month changes the stage.",
        detail: false,
    }
}

fn sums(found: &Forecast) -> Sheet {
    let ranged = [found.sums.cost, found.sums.printed].into_iter().flatten().any(|sum| !sum.is_exact());
    let end = |id, name| if ranged { Column::figure(id, name) } else { Column::hidden(id) };
    let columns = vec![
        Column::text("name", "Figure"),
        Column::figure("expected", "Together"),
        end("low", "At least"),
        end("high", "At most"),
        Column::hidden("id"),
    ];
    let sums = &found.sums;
    let row = |id: &str, name: String, sum: Option<Estimate>| {
        let end = |figure: fn(Estimate) -> Decimal| {
            let range = sum.filter(|sum| !sum.is_exact());
            if sum.is_some() { money(range.map(figure)).or_empty() } else { Cell::None }
        };
        let (low, high) = (end(|sum| sum.low), end(|sum| sum.high));
        vec![Cell::Text(name), money(sum.map(|sum| sum.expected)), low, high, Cell::Text(id.to_owned())]
    };
    let mut rows = vec![
        row("cost", "Cost".to_owned(), sums.cost),
        row("revenue", "Revenue".to_owned(), sums.revenue.map(Estimate::exact)),
        row("margin", "Margin".to_owned(), sums.margin),
    ];
    rows.extend(sums.printed.map(|printed| row("printed", "Cost as printed".to_owned(), Some(printed))));
    let cash = found.months.last().and_then(|month| month.cash);
    rows.push(row("cash", "Cash after them".to_owned(), cash.map(Estimate::exact)));
    let least = found.least_cash.map_or_else(String::new, |(month, _)| format!(", in month {month}"));
    rows.push(row("least_cash", format!("Least cash{least}"), found.least_cash.map(|(_, cash)| Estimate::exact(cash))));
    let title = match found.ahead.months {
        1 => "The month ahead".to_owned(),
        months => format!("The {months} months ahead together; month 0 is not among them"),
    };
    Sheet { id: "sums", title, columns, rows, empty: "There is no month.", detail: false }
}

//! A sweep as tables: the figures along a slider, and the cliffs.

use super::measure::{self, metric_name};
use super::sheet::{Answer, Cell, Column, Sheet};
use crate::amount::{Decimal, Estimate, Number, signed_money};
use crate::catalog::{Catalog, Plan};
use crate::engine::Point;
use crate::explore::sweep::{Step, Sweep};
use crate::text::capital;

/// A sweep of a plan.
pub fn sweep(catalog: &Catalog, plan: &Plan, sweep: &Sweep, users: Decimal, title: String) -> Answer {
    let slider = &catalog.sliders[sweep.slider];
    let along_users = slider.id == "users";
    let name = capital(&metric_name(catalog, plan, &slider.id));
    let columns = vec![
        Column::figure("at", "").named(name.clone()),
        Column::figure("cost", "A month"),
        Column::figure("cost_per_user", "Per user"),
        Column::figure("revenue", "Revenue"),
        Column::figure("margin", "Margin"),
        Column::figure("margin_percent", "%"),
        Column::figure("infra_percent", "Infra"),
        Column::text("stage_name", "Stage"),
        Column::text("remark", ""),
        Column::hidden("stage"),
        Column::hidden("beyond"),
    ];
    let row = |point: &Point| {
        let users = if along_users { point.value } else { users };
        let margin = point.revenue.and_then(|revenue| revenue.minus(point.cost?)).ok();
        let of_revenue =
            |of: Option<Decimal>| of.zip(point.revenue.ok()).and_then(|(of, revenue)| of.over(revenue).ok());
        let money = |of: Option<Decimal>| Cell::money(of.map(Estimate::exact));
        let beyond = sweep.beyond.is_some_and(|end| along_users && point.value > end);
        let begins = sweep.cliffs.iter().any(|step| step.at == point.value);
        let stage = plan.stages.get(point.stage);
        let remarks = [(begins, "begins here"), (beyond, "beyond the last stage")];
        let remarks: Vec<&str> = remarks.into_iter().filter_map(|(is, words)| is.then_some(words)).collect();
        vec![
            measure::slider(slider, point.value),
            money(point.cost.ok()),
            money(point.cost.ok().and_then(|cost| cost.over(users).ok())),
            money(point.revenue.ok()),
            money(margin),
            Cell::share(of_revenue(margin)),
            Cell::share(of_revenue(point.cost.ok())),
            Cell::words(stage.map(|stage| stage.name.clone())),
            Cell::Text(remarks.join(", ")),
            Cell::words(stage.map(|stage| stage.id.clone())),
            Cell::Flag(beyond),
        ]
    };
    let points = Sheet {
        id: "points",
        title: format!("{name} from {} to {}", slider.show(first(sweep)), slider.show(last(sweep))),
        columns,
        rows: sweep.points.iter().map(row).collect(),
        empty: "No value to look at.",
        detail: false,
    };
    let facts = vec![("plan", Cell::Text(plan.id.clone())), ("slider", Cell::Text(slider.id.clone()))];
    Answer { title, facts, sheets: vec![points, cliffs(catalog, plan, sweep)] }
}

fn first(sweep: &Sweep) -> Decimal {
    sweep.points.first().map_or(Decimal::ZERO, |point| point.value)
}

fn last(sweep: &Sweep) -> Decimal {
    sweep.points.last().map_or(Decimal::ZERO, |point| point.value)
}

fn cliffs(catalog: &Catalog, plan: &Plan, sweep: &Sweep) -> Sheet {
    let slider = &catalog.sliders[sweep.slider];
    let stage = |at: usize| plan.stages.get(at).map(|stage| stage.name.clone());
    let row = |step: &Step| {
        vec![
            measure::slider(slider, step.at),
            Cell::words(stage(step.from)),
            Cell::words(stage(step.to)),
            step.adds.map_or(Cell::None, Cell::Gap),
            Cell::share(step.share),
        ]
    };
    Sheet {
        id: "cliffs",
        title: "Where stages begin, and what that one step adds".to_owned(),
        columns: vec![
            Column::figure("at", "From"),
            Column::text("before", "Stage before"),
            Column::text("stage", "Stage"),
            Column::figure("adds", "Adds"),
            Column::figure("adds_percent", "%"),
        ],
        rows: sweep.cliffs.iter().map(row).collect(),
        empty: "No stage begins along it.",
        detail: false,
    }
}

/// A cliff in words: `50,001 users: Continental, +$4,003.41`.
pub fn step_words(catalog: &Catalog, plan: &Plan, sweep: &Sweep, step: &Step) -> String {
    let slider = &catalog.sliders[sweep.slider];
    let stage = plan.stages.get(step.to).map_or("", |stage| stage.name.as_str());
    let adds = step.adds.map(|adds| format!(", {}", signed_money(adds))).unwrap_or_default();
    format!("{} {}: {stage}{adds}", slider.show(step.at), metric_name(catalog, plan, &slider.id))
}

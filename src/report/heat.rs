//! A heat map as a table: a row for each value of the slider that leads up, with where it breaks even.

use super::measure::{self, metric_name};
use super::sheet::{Answer, Cell, Column, Sheet};
use crate::amount::exact;
use crate::catalog::{Catalog, Plan, Slider};
use crate::explore::heat::{HeatMap, Row};
use crate::text::capital;

/// A figure over two sliders: every cell as a row for scripts, and where each row breaks even.
pub fn heat(
    catalog: &Catalog,
    plan: &Plan,
    map: &HeatMap,
    (metric, across, up): (&str, usize, usize),
    title: String,
) -> Answer {
    let (along, leads) = (&catalog.sliders[across], &catalog.sliders[up]);
    let name = |id: &str| capital(&metric_name(catalog, plan, id));
    let (x, y) = (name(&along.id), name(&leads.id));
    let cells = map.rows.iter().flat_map(|row| {
        row.cells.iter().zip(&map.across).map(|(value, at)| {
            vec![measure::slider(leads, row.at), measure::slider(along, *at), measure::cell(catalog, metric, *value)]
        })
    });
    let figure = metric_name(catalog, plan, metric);
    let cells = Sheet {
        id: "cells",
        title: format!("{} by {} and {}", capital(&figure), x.to_lowercase(), y.to_lowercase()),
        columns: vec![
            Column::figure("up", "").named(y.clone()),
            Column::figure("across", "").named(x.clone()),
            Column::figure("figure", "").named(capital(&figure)),
        ],
        rows: cells.collect(),
        empty: "No cell to look at.",
        detail: true,
    };
    let contour = Sheet {
        id: "break_even",
        title: format!("{x} at which revenue covers cost, by {}", y.to_lowercase()),
        columns: vec![Column::figure("up", "").named(y), Column::text("covered", "").named(x), Column::hidden("spans")],
        rows: map.rows.iter().map(|row| covered(along, leads, row)).collect(),
        empty: "No row to look at.",
        detail: false,
    };
    let facts = vec![
        ("plan", Cell::Text(plan.id.clone())),
        ("metric", Cell::Text(metric.to_owned())),
        ("across", Cell::Text(along.id.clone())),
        ("up", Cell::Text(leads.id.clone())),
    ];
    Answer { title, facts, sheets: vec![cells, contour] }
}

fn covered(along: &Slider, leads: &Slider, row: &Row) -> Vec<Cell> {
    let words = row.covered.iter().map(|span| match span.to {
        Some(to) if to == span.from => along.show(to),
        Some(to) => format!("{}–{}", along.show(span.from), along.show(to)),
        None => format!("{} or more", along.show(span.from)),
    });
    let raw =
        row.covered.iter().map(|span| format!("{}..{}", exact(span.from), span.to.map(exact).unwrap_or_default()));
    let words: Vec<String> = words.collect();
    let words = if words.is_empty() { "at none".to_owned() } else { words.join(" or ") };
    let words = if row.complete { words } else { format!("{words}, of those that were told apart") };
    vec![measure::slider(leads, row.at), Cell::Text(words), Cell::Text(raw.collect::<Vec<_>>().join("; "))]
}

//! Where sliders make a figure as wanted, in words and as a table.

use super::measure::{self, metric_name, metric_value};
use super::sheet::{Answer, Cell, Column, Sheet};
use crate::amount::{Decimal, REPORTED_PLACES, exact, grouped};
use crate::catalog::{Catalog, Goal, Plan, Slider};
use crate::explore::seek::{Edge, Reach, Sought, Span};
use crate::text::capital;

/// What sliders were asked for, slider by slider.
pub fn seek(catalog: &Catalog, plan: &Plan, goal: &Goal, sought: &[Sought], title: String) -> Answer {
    let figure = metric_name(catalog, plan, &goal.metric);
    let columns = vec![
        Column::text("slider", "Slider"),
        Column::figure("from", "From"),
        Column::figure("to", "To"),
        Column::figure("now", "Now"),
        Column::text("stage", "Stage"),
        Column::figure("there", "Figure there"),
        Column::figure("outside", "A step outside"),
        Column::text("remark", ""),
        Column::hidden("by"),
        Column::hidden("complete"),
        Column::hidden("set"),
    ];
    let sheet = Sheet {
        id: "spans",
        title: answer(catalog, plan, goal, sought),
        columns,
        rows: sought.iter().flat_map(|of| rows(catalog, plan, goal, of)).collect(),
        empty: "Nothing to move.",
        detail: false,
    };
    let facts = vec![
        ("plan", Cell::Text(plan.id.clone())),
        ("metric", Cell::Text(goal.metric.clone())),
        ("is", Cell::Text(format!("{} {}", goal.is.sign.sign(), exact(goal.is.threshold)))),
        ("figure", Cell::Text(figure)),
    ];
    Answer { title, facts, sheets: vec![sheet] }
}

/// The answer in a sentence.
pub fn answer(catalog: &Catalog, plan: &Plan, goal: &Goal, sought: &[Sought]) -> String {
    let wanted = measure::goal(catalog, plan, goal);
    if let [only] = sought
        && only.spans.is_empty()
    {
        let name = capital(&slider_name(catalog, plan, only));
        return format!("{name}: {wanted} {}. {}", nowhere(only), missed(catalog, goal, only));
    }
    let open = |span: &Span| span.from.is_none() && span.to.is_none();
    let told = |of: &&Sought| !of.spans.is_empty() && (sought.len() == 1 || !of.spans.iter().all(open));
    // What fits a hand comes first: a slider with a crowd of spans is told last.
    let (few, many): (Vec<_>, Vec<_>) = sought.iter().filter(told).partition(|of| of.spans.len() <= MOST_SPANS);
    let words: Vec<String> = few.into_iter().chain(many).map(|of| said(catalog, plan, of)).collect();
    match words.as_slice() {
        [] if sought.iter().any(|of| !of.spans.is_empty()) => format!("{} whatever one slider is.", capital(&wanted)),
        [] => {
            let found = if sought.iter().all(|of| of.complete) { "" } else { " that was found" };
            format!("{} at no value of any slider{found}.", capital(&wanted))
        }
        words => format!("{} with {}.", capital(&wanted), words.join("; or ")),
    }
}

fn slider_name(catalog: &Catalog, plan: &Plan, of: &Sought) -> String {
    metric_name(catalog, plan, &catalog.sliders[of.slider].id)
}

/// A slider with its spans in words; of many the first and the last. That not all are known, or that they begin where the
/// plan says nothing any more, is told with them.
fn said(catalog: &Catalog, plan: &Plan, of: &Sought) -> String {
    let slider = &catalog.sliders[of.slider];
    let words = |span: &Span| span_words(slider, span);
    let spans = match of.spans.as_slice() {
        [first, .., last] if of.spans.len() > MOST_SPANS => {
            format!("in {} spans, the first {}, the last {}", of.spans.len(), words(first), words(last))
        }
        few => few.iter().map(words).collect::<Vec<_>>().join(" or "),
    };
    let known = if of.complete { "" } else { "; they are not all, there are too many steps to tell apart" };
    let beyond = if of.spans.iter().all(|span| beyond(slider, plan, span)) { ", beyond the last stage" } else { "" };
    format!("{} {spans}{beyond}{known}", slider_name(catalog, plan, of).to_lowercase())
}

/// Whether a span begins with more users than the plan speaks of.
fn beyond(slider: &Slider, plan: &Plan, span: &Span) -> bool {
    let last = plan.stages.last().and_then(|stage| stage.high);
    slider.id == "users" && span.from.zip(last).is_some_and(|(from, last)| from.at > last)
}

/// Spans that a sentence can bear; the table has all of them.
const MOST_SPANS: usize = 4;

/// `$41.30 or more`, `2,645 or less`, `8,002–50,000`, `whatever it is`.
pub fn span_words(slider: &Slider, span: &Span) -> String {
    match (&span.from, &span.to) {
        (None, None) => "whatever it is".to_owned(),
        (Some(from), None) => format!("{} or more", slider.show(from.at)),
        (None, Some(to)) => format!("{} or less", slider.show(to.at)),
        (Some(from), Some(to)) if from.at == to.at => format!("{} only", slider.show(from.at)),
        (Some(from), Some(to)) => format!("{}–{}", slider.show(from.at), slider.show(to.at)),
    }
}

/// The same in a few words, for a row: of a figure that moves its least and its most.
fn missed_shortly(catalog: &Catalog, goal: &Goal, of: &Sought) -> String {
    let value = |value: Decimal| metric_value(catalog, &goal.metric, value);
    let words = match of.reach {
        Reach::Undefined => "undefined throughout".to_owned(),
        Reach::Still(figure) => format!("{} throughout", value(figure)),
        Reach::Moves([least, most]) => format!("{} to {}", value(least.metric), value(most.metric)),
    };
    format!("{}: {words}", nowhere(of))
}

/// That no value is as wanted, or that none was found.
fn nowhere(of: &Sought) -> &'static str {
    if of.complete { "at no value" } else { "at no value that was found" }
}

/// What there is instead, where no value is as wanted.
fn missed(catalog: &Catalog, goal: &Goal, of: &Sought) -> String {
    let slider = &catalog.sliders[of.slider];
    let value = |value: Decimal| metric_value(catalog, &goal.metric, value);
    match of.reach {
        Reach::Undefined => "The figure is undefined throughout: there are no users, or nothing comes in.".to_owned(),
        Reach::Still(figure) => format!("It does not move the figure, which is {} throughout.", value(figure)),
        Reach::Moves([least, most]) => format!(
            "Of the values that were tried it is from {} (at {}) to {} (at {}).",
            value(least.metric),
            slider.show(least.at),
            value(most.metric),
            slider.show(most.at)
        ),
    }
}

fn rows(catalog: &Catalog, plan: &Plan, goal: &Goal, of: &Sought) -> Vec<Vec<Cell>> {
    let slider = &catalog.sliders[of.slider];
    let name = || Cell::Text(capital(&slider_name(catalog, plan, of)));
    let (id, now) = (|| Cell::Text(slider.id.clone()), || measure::slider(slider, of.now));
    if of.spans.is_empty() {
        let remark = missed_shortly(catalog, goal, of);
        let none = [Cell::None, Cell::None, now(), Cell::Text(String::new()), Cell::None, Cell::None];
        let rest = [Cell::Text(remark), id(), Cell::Flag(of.complete), Cell::None];
        return vec![std::iter::once(name()).chain(none).chain(rest).collect()];
    }
    let row = |span: &Span| {
        let end = |edge: Option<Edge>, open: &str| match edge {
            Some(edge) => measure::slider(slider, edge.at),
            None => Cell::Shown(open.to_owned(), None),
        };
        let tells = span.from.or(span.to);
        let figure = |pick: fn(Edge) -> Option<Decimal>| match (
            measure::cell(catalog, &goal.metric, tells.and_then(pick)),
            tells.and_then(|edge| apart(edge, goal.is.threshold)),
        ) {
            (Cell::Percent(percent), Some(places)) if places > 2 => {
                let words = grouped(percent.round_dp(places), places).replace('-', "−");
                Cell::Shown(format!("{words} %"), Some(percent))
            }
            (cell, _) => cell,
        };
        let stage = tells.and_then(|edge| plan.stages.get(edge.stage)).map(|stage| stage.name.clone());
        vec![
            name(),
            end(span.from, "its lowest"),
            end(span.to, "its highest"),
            now(),
            Cell::words(stage),
            figure(|edge| edge.inside),
            figure(|edge| edge.outside),
            Cell::Text(remarks(of, span, beyond(slider, plan, span)).join(", ")),
            id(),
            Cell::Flag(of.complete),
            Cell::words(tells.map(|edge| format!("--set {}={}", slider.id, exact(edge.at)))),
        ]
    };
    of.spans.iter().map(row).collect()
}

/// The places at which the figures on both sides of an edge read as on their side of what was asked for; at least two.
fn apart(edge: Edge, threshold: Decimal) -> Option<u32> {
    let (inside, outside) = edge.inside.zip(edge.outside)?;
    let reads = |value: Decimal, places| value.round_dp(places).cmp(&threshold) == value.cmp(&threshold);
    (2..=REPORTED_PLACES).find(|places| reads(inside, *places) && reads(outside, *places))
}

/// What to know of a span.
fn remarks(of: &Sought, span: &Span, beyond: bool) -> Vec<&'static str> {
    let here = span.from.is_none_or(|edge| edge.at <= of.now) && span.to.is_none_or(|edge| of.now <= edge.at);
    let all = span.from.is_none() && span.to.is_none();
    let words = [
        (here, "now"),
        (all, "all of it"),
        (beyond, "beyond the last stage"),
        (!of.complete, "too many steps to tell all apart"),
    ];
    words.into_iter().filter_map(|(is, words)| is.then_some(words)).collect()
}

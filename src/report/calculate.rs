//! Calculators as tables: inputs, and results beside what the document prints.

use super::sheet::{Answer, Cell, Column, Sheet};
use crate::amount::Decimal;
use crate::catalog::{Calculator, Catalog, Input, Outcome, Plan};
use crate::engine::{self, Calculated, Figure};
use crate::explore::audit::agrees;
use crate::scenario::Scenario;

/// Calculators with a scenario's inputs.
pub fn calculate(catalog: &Catalog, plan: &Plan, scenario: &Scenario, which: &[&Calculator]) -> Answer {
    let calculated: Vec<(&Calculator, Calculated)> =
        which.iter().map(|of| (*of, engine::calculate(catalog, plan, of, Some(scenario)))).collect();
    let results = Sheet {
        id: "results",
        title: "Results, and what the document prints".to_owned(),
        columns: vec![
            Column::text("calculator", "Calculator"),
            Column::text("label", "Result"),
            Column::figure("value", "Computed"),
            Column::text("unit", "Unit"),
            Column::figure("stated", "Printed"),
            Column::text("limit", "Held to"),
            Column::text("agrees", "Agrees"),
            Column::text("lines", "Lines"),
            Column::hidden("id"),
            Column::hidden("formula"),
        ],
        rows: calculated.iter().flat_map(|(of, figures)| results(of, figures)).collect(),
        empty: "The plan has no calculator.",
        detail: false,
    };
    let inputs = Sheet {
        id: "inputs",
        title: "Inputs".to_owned(),
        columns: vec![
            Column::text("id", "Input"),
            Column::text("label", "What it is"),
            Column::figure("value", "Value"),
            Column::text("unit", "Unit"),
            Column::text("lines", "Lines"),
        ],
        rows: calculated.iter().flat_map(|(of, figures)| inputs(of, figures)).collect(),
        empty: "None.",
        detail: false,
    };
    let title = format!("{}: what the document works out, computed again ({})", plan.name, plan.source);
    Answer { title, facts: vec![("plan", Cell::Text(plan.id.clone()))], sheets: vec![results, inputs] }
}

fn results<'a>(of: &'a Calculator, figures: &'a Calculated) -> impl Iterator<Item = Vec<Cell>> {
    of.results.iter().zip(&figures.results).map(|(result, answer)| {
        let lines = result.lines.as_ref().or(of.lines.as_ref());
        vec![
            Cell::Text(of.id.clone()),
            Cell::Text(result.label.clone()),
            Cell::figure(answer.value.ok().flatten(), &result.unit),
            Cell::Text(result.unit.clone()),
            Cell::figure(result.stated, &result.unit),
            limit(result, answer),
            Cell::words(
                outcome_agrees(result, answer, figures.changed).map(|agrees| if agrees { "yes" } else { "! no" }),
            ),
            Cell::words(lines.cloned()),
            Cell::Text(result.id.clone()),
            Cell::Text(result.formula.text().to_owned()),
        ]
    })
}

fn limit(result: &Outcome, answer: &engine::Answer) -> Cell {
    let Some(limit) = &result.limit else { return Cell::None };
    let edge = answer.limit.and_then(Result::ok).flatten();
    Cell::Text(format!("{} {}", limit.sign.relation(true), Cell::figure(edge, &result.unit).shown()))
}

/// Whether a result is what the document says of its own inputs, or is held to; none where it says nothing, or of inputs
/// that were changed, or a figure is undefined.
pub fn outcome_agrees(outcome: &Outcome, answer: &engine::Answer, changed: bool) -> Option<bool> {
    match (outcome.stated, answer.value) {
        (Some(_), _) if changed => None,
        (Some(stated), Ok(Some(value))) => Some(agrees(stated, value)),
        _ => answer.holds,
    }
}

/// The figure of an input as people read it: a share is the number of percent that its unit says.
pub fn input_as_read(input: &Input, figure: Figure) -> Figure {
    match input.is_share() {
        true => figure?.map(|figure| figure.times(Decimal::ONE_HUNDRED)).transpose(),
        false => figure,
    }
}

fn inputs<'a>(of: &'a Calculator, figures: &'a Calculated) -> impl Iterator<Item = Vec<Cell>> {
    of.inputs.iter().zip(&figures.inputs).map(|(input, value)| {
        vec![
            Cell::Text(format!("{}/{}", of.id, input.id)),
            Cell::Text(input.label.clone()),
            Cell::figure(input_as_read(input, *value).ok().flatten(), &input.unit),
            Cell::Text(input.unit.clone()),
            Cell::words(input.lines.as_ref().or(of.lines.as_ref()).cloned()),
        ]
    })
}

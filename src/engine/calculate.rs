//! Calculators: a document's sums computed again, beside what it prints.

use super::figures;
use crate::amount::{Decimal, End, Estimate, Overflow};
use crate::catalog::{Calculator, Catalog, Formula, InputValue, Outcome, Plan};
use crate::scenario::Scenario;

/// A figure; none where it is undefined.
pub type Figure = Result<Option<Estimate>, Overflow>;

/// A calculator with its figures.
#[derive(Clone, Debug)]
pub struct Calculated {
    /// Of each input, in its order.
    pub inputs: Vec<Figure>,
    /// Of each result, in its order.
    pub results: Vec<Answer>,
    /// Whether an input is the user's: then nothing that is printed can be contradicted.
    pub changed: bool,
}

/// A result with what it is held against.
#[derive(Clone, Debug)]
pub struct Answer {
    /// What it is.
    pub value: Figure,
    /// What its limit is, where it has one.
    pub limit: Option<Figure>,
    /// Whether the limit holds; none where there is none, or a figure is undefined.
    pub holds: Option<bool>,
}

/// Computes a calculator with the inputs of a scenario, or without one with the document's own.
pub fn calculate(catalog: &Catalog, plan: &Plan, of: &Calculator, scenario: Option<&Scenario>) -> Calculated {
    let mut known: Vec<(&str, Figure)> = Vec::new();
    for input in &of.inputs {
        let own = scenario.and_then(|scenario| scenario.inputs.get(&format!("{}/{}", of.id, input.id)));
        let figure = match (&input.value, own) {
            (_, Some(value)) => Ok(Some(Estimate::exact(*value))),
            (InputValue::Number(number), _) => Ok(Some(*number)),
            (InputValue::Formula(formula), _) => value(catalog, plan, formula, &known),
        };
        known.push((&input.id, figure));
    }
    let mut results = Vec::new();
    for outcome in &of.results {
        let result = result(catalog, plan, outcome, &known);
        known.push((&outcome.id, result.value));
        results.push(result);
    }
    let inputs = known[..of.inputs.len()].iter().map(|(_, figure)| *figure).collect();
    let own = format!("{}/", of.id);
    let changed = scenario.is_some_and(|scenario| scenario.inputs.keys().any(|key| key.starts_with(&own)));
    Calculated { inputs, results, changed }
}

fn result(catalog: &Catalog, plan: &Plan, outcome: &Outcome, known: &[(&str, Figure)]) -> Answer {
    let figure = value(catalog, plan, &outcome.formula, known);
    let limit = outcome.limit.as_ref().map(|limit| value(catalog, plan, &limit.formula, known));
    let holds = match (&outcome.limit, figure, limit) {
        (Some(limit), Ok(Some(figure)), Some(Ok(Some(edge)))) => {
            let at = |end: End| limit.sign.holds(figure.at(end), edge.at(end));
            Some(End::ALL.into_iter().all(at))
        }
        _ => None,
    };
    Answer { value: figure, limit, holds }
}

/// A formula's value, end by end.
fn value(catalog: &Catalog, plan: &Plan, formula: &Formula, known: &[(&str, Figure)]) -> Figure {
    let at = |end: End| -> Result<Option<Decimal>, Overflow> {
        let name = |name: &str| match known.iter().find(|(other, _)| *other == name) {
            Some((_, figure)) => figure.map(|figure| figure.map(|figure| figure.at(end))),
            None => Ok(None),
        };
        let reference = |text: &str| match catalog.reference(plan, text) {
            Ok(reference) => figures::figure(catalog, plan, reference).map(|figure| figure.map(|f| f.at(end))),
            Err(_) => Ok(None),
        };
        formula.value(&name, &reference)
    };
    let (low, expected, high) = (at(End::Low)?, at(End::Expected)?, at(End::High)?);
    Ok(match (low, expected, high) {
        (Some(low), Some(expected), Some(high)) => Some(Estimate { low, expected, high }),
        _ => None,
    })
}

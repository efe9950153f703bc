//! Calculators: what the document works out, computed again beside what it prints; the inputs can be changed.

use super::figure::{cell_of, said};
use super::{Facts, Kind, Section};
use crate::catalog::{Calculator, Input, InputValue, Outcome};
use crate::engine::{self, Answer, Figure};
use crate::report::{input_as_read, outcome_agrees};
use crate::rows::{Cell, Column, Handle, Row, Words};
use crate::text::at_lines;

pub(super) fn section(facts: &Facts) -> Section {
    let columns = vec![
        Column::words("What is worked out", 9),
        Column::figures("Computed", 8),
        Column::figures("Stated", 7),
        Column::words("Lines", 3),
    ];
    let calculators = facts.notes().map_or(&[][..], |notes| &notes.calculators);
    let rows = calculators.iter().flat_map(|of| rows(facts, of)).collect();
    let heading = "Type a number on an input, marked =, and the results follow; Backspace takes it back.";
    Section::new(Kind::Calculators, calculators.len(), heading, columns, rows)
}

fn rows(facts: &Facts, of: &Calculator) -> Vec<Row> {
    let calculated = engine::calculate(facts.catalog, facts.plan, of, Some(facts.scenario));
    let judged: Vec<bool> = of
        .results
        .iter()
        .zip(&calculated.results)
        .filter_map(|(outcome, answer)| outcome_agrees(outcome, answer, calculated.changed))
        .collect();
    let wrong = judged.iter().filter(|agrees| !**agrees).count();
    let note = match (wrong, judged.len()) {
        (_, 0) if calculated.changed => Cell::plain("with inputs of yours"),
        (_, 0) => Cell::empty(),
        (0, _) => Cell::plain("as stated").judged(true),
        (wrong, all) => Cell::plain(format!("{wrong} of {all} differ")).judged(false),
    };
    let mut rows = vec![Row::heading(&*of.name, note).told([
        Words::title(&*of.name),
        Words::plain(of.about.clone().unwrap_or_default()),
        Words::place(of.lines.as_deref()),
    ])];
    rows.extend(of.inputs.iter().zip(&calculated.inputs).map(|(input, figure)| input_row(facts, of, input, *figure)));
    rows.extend(
        of.results
            .iter()
            .zip(&calculated.results)
            .map(|(outcome, answer)| result_row(of, outcome, answer, calculated.changed)),
    );
    rows
}

fn input_row(facts: &Facts, of: &Calculator, input: &Input, figure: Figure) -> Row {
    let key = format!("{}/{}", of.id, input.id);
    let changed = facts.scenario.inputs.contains_key(&key);
    let printed = match &input.value {
        InputValue::Number(number) if input.is_share() => crate::amount::percent(number.expected),
        InputValue::Number(number) => said(*number, &input.unit),
        InputValue::Formula(formula) => formula.text().to_owned(),
    };
    let value = cell_of(input_as_read(input, figure), &input.unit);
    let cells = [
        Cell::dim(format!("= {}", input.label)),
        if changed { value.strong() } else { value },
        if changed { Cell::dim("yours") } else { Cell::empty() },
        Cell::dim(input.lines.clone().unwrap_or_default()),
    ];
    Row::new(cells).with(Handle::Input(key)).told([
        Words::title(format!("{}, an input of {}", input.label, of.name)),
        Words::figure(format!("In the document {printed}")),
        Words::plain(if changed { "Changed by you; Backspace takes it back." } else { "Type a number to change it." }),
        Words::place(input.lines.as_deref()),
    ])
}

fn result_row(of: &Calculator, outcome: &Outcome, answer: &Answer, changed: bool) -> Row {
    let unit = outcome.unit.as_str();
    let against = match (&outcome.stated, &outcome.limit, answer.limit) {
        (Some(stated), ..) => Cell { unit: String::new(), ..cell_of(Ok(Some(*stated)), unit) },
        (None, Some(limit), Some(edge)) => {
            Cell::plain(format!("{} {}", limit.sign.relation(true), cell_of(edge, unit).text))
        }
        _ => Cell::empty(),
    };
    let (agrees, computed) = (outcome_agrees(outcome, answer, changed), cell_of(answer.value, unit));
    let cells = [
        Cell::plain(&*outcome.label),
        agrees.map_or(computed.clone(), |agrees| computed.judged(agrees)),
        against,
        Cell::dim(outcome.lines.clone().unwrap_or_default()),
    ];
    let whole = |figure: Figure| match figure {
        Ok(Some(figure)) => said(figure, unit),
        Ok(None) => "undefined".to_owned(),
        Err(overflow) => overflow.to_string(),
    };
    let held = match (outcome.stated, &outcome.limit, answer.limit) {
        (Some(stated), ..) if changed => format!("The document states {}, of its own inputs.", said(stated, unit)),
        (Some(stated), ..) => format!("The document states {}: {}.", said(stated, unit), word(agrees)),
        (None, Some(limit), Some(edge)) => {
            format!("The document says it is {} {}: {}.", limit.sign.relation(true), whole(edge), word(agrees))
        }
        _ => "The document prints no figure for it.".to_owned(),
    };
    let lines = outcome.lines.as_deref().or(of.lines.as_deref());
    Row::new(cells).told([
        Words::title(format!("{} ({})", outcome.label, of.name)),
        Words::figure(format!("{} = {}", outcome.formula.text(), whole(answer.value))),
        Words::plain(held),
        Words::plain(outcome.says.as_ref().map(|says| format!("In its words: “{says}”.")).unwrap_or_default()),
        Words::aside(lines.map_or(String::new(), |lines| format!("In the document: {}.", at_lines(lines)))),
    ])
}

fn word(agrees: Option<bool>) -> &'static str {
    match agrees {
        Some(true) => "that holds",
        Some(false) => "it does not hold",
        None => "that can't be told",
    }
}

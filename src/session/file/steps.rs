//! The history in the file of a session: each step as the choices that lead there from the one before it.

use super::super::Session;
use super::super::history::Stack;
use super::choose;
use crate::catalog::Catalog;
use crate::scenario::{BadChoice, Scenario};
use crate::table::{Table, quoted};
use std::fmt::Write;
use std::sync::Arc;

/// Bytes of undo steps, and of redo steps, that a file takes: some eighty thousand steps each.
const HISTORY_BYTES: usize = 2 << 20;

/// The same in steps: however short they are, a file of them is not too much to be read again.
const HISTORY_STEPS: usize = 100_000;

/// The same in choices of the scenarios that the steps lead to, each of which holds all of its own: a hundred thousand of ten.
const HISTORY_CHOICES: usize = 1_000_000;

/// What parts the choices of one step.
const APART: &str = "; ";

/// The history of a session as its file has it; nothing where there is none.
pub(super) fn written(session: &Session) -> String {
    let of = |key: &str, stack| {
        let steps = lines(&session.scenario, stack);
        if steps.is_empty() { steps } else { format!("{key} = [\n{steps}]\n") }
    };
    let lists = of("undo", &session.undo) + &of("redo", &session.redo);
    if lists.is_empty() {
        return lists;
    }
    format!(
        "\n# Each step is the choices that lead there from the one before it; the nearest comes first.\n[history]\n{lists}"
    )
}

/// A line of the file for each step, as many as fit. What no choice leads to is no step.
fn lines(from: &Scenario, to: &Stack) -> String {
    let mut here = from;
    let mut bytes = 0;
    let step = |next| {
        let mut choices = String::new();
        for (key, value) in here.steps_to(next) {
            let apart = if choices.is_empty() { "" } else { APART };
            write!(choices, "{apart}{key}={value}").expect("a string takes all");
        }
        here = next;
        (!choices.is_empty()).then(|| format!("  {},\n", quoted(&choices)))
    };
    let fits = |line: &String| {
        bytes += line.len();
        bytes <= HISTORY_BYTES
    };
    let mut held = 0;
    let holds = |next: &&Scenario| {
        held += choices_of(next);
        held <= HISTORY_CHOICES
    };
    to.iter().take_while(holds).filter_map(step).take_while(fits).take(HISTORY_STEPS).collect()
}

/// The history of a session whose scenario is read, as far as this catalog can follow it.
pub(super) fn read(history: &Table, session: &mut Session, catalog: &Catalog) {
    let (undo, undo_lost) = read_stack(history, "undo", &session.scenario, catalog);
    let (redo, redo_lost) = read_stack(history, "redo", &session.scenario, catalog);
    (session.undo, session.redo, session.older_steps_lost) = (undo, redo, undo_lost || redo_lost);
    history.finish();
}

/// The scenarios that the steps lead to, one from the other, up to the first step that this catalog can't follow; and
/// whether there is one. What is no step at all is a fault.
fn read_stack(table: &Table, key: &'static str, from: &Scenario, catalog: &Catalog) -> (Stack, bool) {
    let mut here = from.clone();
    let mut passed = Vec::new();
    let mut lost = false;
    let mut held = 0;
    for (index, step) in table.proses(key).iter().enumerate() {
        if step.text.is_empty() {
            continue; // other versions wrote one where nothing had changed
        }
        let Some(choices) = parted(&step.text) else {
            let title = format!("step {} of `{key}` leads nowhere", index + 1);
            let label = "expected choices such as users=5000, parted by `;` (without this list the session opens)";
            table.fault(step.place.clone(), title, label);
            break;
        };
        // Names that are looked through take a tenth of what choices take that are held.
        held += choices_of(&here) + looked_through(&here, &choices, catalog) / 10;
        lost = lost
            || passed.len() == HISTORY_STEPS
            || held > HISTORY_CHOICES
            || take(&mut here, &choices, catalog).is_err();
        if !lost {
            passed.push(Arc::new(here.clone()));
        }
    }
    (Stack::of(passed), lost)
}

/// The choices of a step as keys and values.
fn parted(step: &str) -> Option<Vec<(&str, &str)>> {
    step.split(APART.trim_end()).map(|choice| choice.trim().split_once('=')).collect()
}

fn take(here: &mut Scenario, choices: &[(&str, &str)], catalog: &Catalog) -> Result<(), BadChoice> {
    for (key, value) in choices {
        choose(here, catalog, key, value)?;
    }
    let unknown = if only_sliders(choices, catalog) { Vec::new() } else { here.unknown(catalog) };
    unknown.first().map_or(Ok(()), |unknown| Err(BadChoice(unknown.to_string())))
}

/// Whether a step only moves known sliders: most of a history does, and brings no new name.
fn only_sliders(choices: &[(&str, &str)], catalog: &Catalog) -> bool {
    choices.iter().all(|(key, _)| key.strip_prefix("sliders.").is_some_and(|id| catalog.slider(id).is_some()))
}

/// The lines that a step with a changed line is held against.
fn looked_through(here: &Scenario, choices: &[(&str, &str)], catalog: &Catalog) -> usize {
    let changes = !here.overrides.is_empty() && !only_sliders(choices, catalog)
        || choices.iter().any(|(key, _)| key.starts_with("overrides."));
    catalog.plan(&here.plan).filter(|_| changes).map_or(0, |plan| plan.lines().count())
}

/// How many choices a scenario holds, its plan among them.
fn choices_of(scenario: &Scenario) -> usize {
    let Scenario { sliders, spreads, levers, answers, inputs, overrides, factors, .. } = scenario;
    let values = sliders.len() + levers.len() + answers.len() + inputs.len();
    1 + values + spreads.len() + overrides.len() + factors.len()
}

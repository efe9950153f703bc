//! A scenario as the flags that make it.

use crate::amount::{Decimal, Number, exact};
use crate::scenario::Scenario;

/// Cells of a line of flags, so that a terminal of 100 columns does not break it.
const WIDE: usize = 92;

/// The flags that make a scenario from nothing, one each, in the order of a session file.
pub fn flags(scenario: &Scenario) -> Vec<String> {
    scenario.choices().iter().flat_map(|(key, value)| flag(key, value)).collect()
}

/// One choice as flags; add-ons are a flag each.
fn flag(key: &str, value: &str) -> Vec<String> {
    let (part, rest) = key.split_once('.').unwrap_or((key, ""));
    let share = || value.parse::<Decimal>().ok().and_then(|share| share.times(Decimal::ONE_HUNDRED).ok()).map(exact);
    let percent = || share().map_or_else(|| value.to_owned(), |percent| format!("{percent}%"));
    match part {
        "addons" => value.split_whitespace().map(|addon| format!("--addon {addon}")).collect(),
        "elastic" => vec!["--fixed".to_owned()],
        "buffer" => vec![format!("--buffer {}", percent())],
        "spreads" => vec![format!("--spread \"{rest}={value}\"")],
        "sliders" => vec![format!("--set {rest}={value}")],
        "levers" => vec![format!("--lever {rest}={}", percent())],
        "factors" => vec![format!("--factor {rest}={value}")],
        "answers" => vec![format!("--answer {rest}={value}")],
        "inputs" => vec![format!("--input {rest}={value}")],
        "overrides" if rest.ends_with(".drop") => vec![format!("--override {rest}")],
        "overrides" => vec![format!("--override {rest}={value}")],
        _ => vec![format!("--{part} {value}")],
    }
}

/// The command that quotes a scenario, in lines that a shell reads as one.
pub fn command(scenario: &Scenario) -> Vec<String> {
    let mut lines = vec!["costtui quote".to_owned()];
    for flag in flags(scenario) {
        match lines.last_mut().filter(|line| line.len() + flag.len() < WIDE) {
            Some(line) => line.push_str(&format!(" {flag}")),
            None => lines.push(format!("  {flag}")),
        }
    }
    let last = lines.len() - 1;
    lines.iter_mut().take(last).for_each(|line| line.push_str(" \\"));
    lines
}

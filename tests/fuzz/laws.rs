//! What holds of all that is read.

use crate::held::acting::assert_none;
use crate::held::the_lines_sum_to_the_total;
use costtui::amount::exact;
use costtui::catalog::Catalog;
use costtui::engine::quote;
use costtui::faults::{Faults, Warnings};
use costtui::report::{self, Format};
use costtui::scenario::Scenario;

/// Faults that are shown at least: of very many the rest may be counted.
const SHOWN: usize = 20;

/// Bytes as the text that a reader of text gets.
pub fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// Nothing in a text that is shown acts on a terminal.
#[track_caller]
pub fn nothing_acts(shown: &str) {
    assert_none(shown, "what is shown");
}

/// Faults stand in the sources that were read, and say so by line.
pub fn faults_stand_in(faults: &Faults, name: &str) {
    assert!(!faults.kept.is_empty(), "refused without a fault");
    let shown = faults.to_string();
    nothing_acts(&shown);
    for (at, fault) in faults.kept.iter().enumerate() {
        let (source, span) = (&fault.place.source, &fault.place.span);
        assert!(span.start <= span.end && span.end <= source.text.len(), "{span:?} of {}: {shown}", source.text.len());
        let line = 1 + source.text.as_bytes()[..span.start].iter().filter(|byte| **byte == b'\n').count();
        let place = format!("{name}:{line}:");
        assert!(source.name != name || at >= SHOWN || shown.contains(&place), "not {place} in {shown}");
        assert!(!fault.title.is_empty() && !fault.label.is_empty(), "{shown}");
    }
}

/// What is odd in a catalog is told in lines.
pub fn warnings_are_lines(catalog: &Catalog) {
    let shown = Warnings(&catalog.warnings).to_string();
    nothing_acts(&shown);
    assert_eq!(shown.lines().count(), catalog.warnings.len(), "{shown}");
}

/// A quote adds up, and reads well in every format; what it costs is the JSON's figure to the last digit.
pub fn a_quote_adds_up(catalog: &Catalog, scenario: &Scenario) {
    let quote = quote(catalog, scenario);
    the_lines_sum_to_the_total(scenario, &quote);
    if let Ok(cost) = quote.cost {
        assert!(cost.low <= cost.expected && cost.expected <= cost.high, "{cost:?}");
    }
    let written = |format| report::write(format, catalog, scenario, &quote);
    [Format::Text, Format::Markdown, Format::Csv].into_iter().for_each(|format| nothing_acts(&written(format)));
    let json: serde_json::Value = serde_json::from_str(&written(Format::Json)).expect("JSON is written");
    let told = json["cost"]["expected"].as_str().map(str::to_owned);
    assert_eq!(told, quote.cost.ok().map(|cost| exact(cost.expected)), "{json}");
}

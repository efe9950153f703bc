//! A usage file for Infracost: what the plan counts a month, as defaults of resource types.
//!
//! Which attribute a meter or a driver is, is data (`infracost` in `catalog/meters.toml` and `catalog/demand.toml`). A figure is
//! what the bill counts before levers and free allowances: Infracost prices all usage. Several lines of one attribute add up.

use super::{CannotExport, Subject};
use crate::amount::{Decimal, Number, Overflow, exact, plain};
use crate::catalog::{Catalog, Driver, Plan, Usage};
use crate::engine::{self, Count, Quote, QuoteLine};
use crate::report;
use crate::text::clean;
use std::collections::BTreeMap;

/// What stands below a key: attributes, or a figure with what it is made of.
enum Node {
    Inner(Tree),
    Figure(Decimal, Vec<String>),
}

type Tree = BTreeMap<String, Node>;

/// Words that YAML 1.1 reads as yes or no.
const NOT_WORDS: [&str; 10] = ["y", "n", "yes", "no", "on", "off", "true", "false", "null", "nan"];

/// The file.
pub(super) fn usage_file(subject: &Subject) -> Result<String, CannotExport> {
    let (catalog, scenario) = (subject.catalog, subject.session.scenario());
    let plan = engine::plan_of(catalog, scenario).ok_or(CannotExport::NoPlan)?;
    let quote = engine::quote(catalog, scenario);
    let (mut tree, mut left_out) = (Tree::new(), Vec::new());
    let metered = engine::metered(catalog, scenario);
    for (line, metered) in quote.lines.iter().zip(metered) {
        let counted = counted(catalog, &quote, line, metered).map_err(|Overflow| CannotExport::TooLarge)?;
        match counted {
            Some((usage, units, words)) => put(&mut tree, usage, units, &words)?,
            None => left_out.push(format!("{}: {}", line.line.item, line.counted())),
        }
    }
    for driver in followed(catalog, plan) {
        let (Some(usage), Some(value)) = (&driver.usage, value_of(&quote, &driver.id)) else { continue };
        put(&mut tree, usage, value, &format!("{}: {}", crate::text::capital(&driver.label), plain(value)))?;
    }
    Ok(written(subject, &report::title(catalog, scenario, &quote), &tree, &left_out))
}

/// What a line counts of its meter, where a usage file has a word for that.
fn counted<'c>(
    catalog: &'c Catalog,
    quote: &Quote,
    line: &QuoteLine,
    metered: Option<Result<Decimal, Overflow>>,
) -> Result<Option<(&'c Usage, Decimal, String)>, Overflow> {
    let meter = line.line.meter.as_deref().and_then(|meter| catalog.meter(meter));
    let Some((meter, usage, units)) =
        meter.zip(metered).and_then(|(meter, units)| Some((meter, meter.usage.as_ref()?, units)))
    else {
        return Ok(None);
    };
    let units = units?;
    let count = format!("{} {}", plain(units), engine::units(Ok(units), &meter.unit));
    let follows = follows(catalog, quote, line).map(|words| format!(", with {words}")).unwrap_or_default();
    Ok(Some((usage, units, format!("{}: {count}{follows}", line.line.item))))
}

/// What the quantity of a line follows, with what that stands at: `users at 50,000`.
fn follows(catalog: &Catalog, quote: &Quote, line: &QuoteLine) -> Option<String> {
    let driver = line.line.metered.as_ref().unwrap_or(&line.line.quantity).driver()?;
    matches!(line.term.count, Count::Follows { .. }).then_some(())?;
    let (slider, own) = (catalog.slider(driver), catalog.drivers.iter().find(|own| own.id == driver));
    let label = slider.map(|slider| slider.label.to_lowercase()).or(own.map(|own| own.label.clone()))?;
    Some(format!("{label} at {}", plain(value_of(quote, driver)?)))
}

/// The drivers that lines of a plan follow: of others nobody said how many there are.
fn followed<'c>(catalog: &'c Catalog, plan: &Plan) -> impl Iterator<Item = &'c Driver> {
    let used: Vec<String> =
        plan.lines().flat_map(|line| line.quantities()).filter_map(|of| of.driver().map(str::to_owned)).collect();
    catalog.drivers.iter().filter(move |driver| used.contains(&driver.id))
}

fn value_of(quote: &Quote, driver: &str) -> Option<Decimal> {
    quote.demand.iter().find(|(id, _)| id == driver)?.1.ok()
}

/// Adds a figure to each attribute of a usage.
fn put(tree: &mut Tree, usage: &Usage, units: Decimal, words: &str) -> Result<(), CannotExport> {
    let times = units.times(usage.times).map_err(|Overflow| CannotExport::TooLarge)?;
    let figure = if usage.times == Decimal::ONE { times } else { times.ceil() };
    for attribute in &usage.attributes {
        add(tree, attribute, figure, words).map_err(|Overflow| CannotExport::TooLarge)?;
    }
    Ok(())
}

fn add(tree: &mut Tree, attribute: &[String], figure: Decimal, words: &str) -> Result<(), Overflow> {
    let [key, inner @ ..] = attribute else { return Ok(()) };
    let empty = || if inner.is_empty() { Node::Figure(Decimal::ZERO, Vec::new()) } else { Node::Inner(Tree::new()) };
    match tree.entry(key.clone()).or_insert_with(empty) {
        Node::Inner(tree) => add(tree, inner, figure, words),
        Node::Figure(sum, from) => {
            *sum = sum.plus(figure)?;
            from.push(words.to_owned());
            Ok(())
        }
    }
}

fn written(subject: &Subject, title: &str, tree: &Tree, left_out: &[String]) -> String {
    let mut lines = vec![
        comment(&format!("Usage of {title}, as {} has it.", subject.session.name)),
        comment(&format!("Written by costtui {} on {}.", env!("CARGO_PKG_VERSION"), subject.today)),
        comment("For: infracost breakdown --usage-file; see https://infracost.io/usage-file/"),
        comment("A default is of each resource of its type: where a project has several, part it among them below"),
        comment("resource_usage. Of providers that a project does not use, nothing is read."),
        "version: 0.1".to_owned(),
    ];
    match tree.is_empty() {
        true => lines.push("resource_type_default_usage: {}".to_owned()),
        false => lines.push("resource_type_default_usage:".to_owned()),
    }
    nodes(tree, 1, &mut lines);
    if !left_out.is_empty() {
        lines.push(comment("Not in it, because a usage file has no default for what they count:"));
        lines.extend(left_out.iter().map(|words| comment(&format!("  {words}"))));
    }
    lines.join("\n") + "\n"
}

fn nodes(tree: &Tree, depth: usize, lines: &mut Vec<String>) {
    let indent = "  ".repeat(depth);
    for (key, node) in tree {
        let key = if NOT_WORDS.contains(&key.as_str()) { format!("\"{key}\"") } else { key.clone() };
        match node {
            Node::Inner(tree) => {
                lines.push(format!("{indent}{key}:"));
                nodes(tree, depth + 1, lines);
            }
            Node::Figure(figure, from) => {
                lines.extend(from.iter().map(|words| format!("{indent}{}", comment(words))));
                lines.push(format!("{indent}{key}: {}", exact(*figure)));
            }
        }
    }
}

/// A comment, on one line whatever is in it.
fn comment(words: &str) -> String {
    format!("# {}", clean(words))
}

//! JSON of Infracost 0.10: projects with a breakdown of resources, each with cost components and resources of its own.

use super::document::Document;
use super::draft::{Draft, Found};
use super::json::{self, Node, Object};
use super::total::listed;
use crate::amount::{Decimal, Number};
use std::collections::BTreeMap;

/// The version of the format that is read.
const VERSION: &str = "0.2";

/// How deep resources may stand in resources. Those of Infracost stand three deep. Each
/// level is parsed out of the one above it, so that a byte costs as often as it is deep.
pub(super) const DEEPEST: usize = 10;

/// A file of Infracost as a draft.
pub(super) fn read(document: &Document) -> Option<Draft> {
    let root = json::root(document)?.object()?;
    if let Some(version) = root.get("version")
        && version.text().is_some_and(|text| text != VERSION)
    {
        let label = format!("expected {VERSION:?}, which Infracost 0.10 writes: `infracost breakdown --format json`");
        document.fault(version.span(), "this version is not known", label);
    }
    let mut draft = Draft {
        currency: currency(&root),
        as_of: root.text("timeGenerated").and_then(|time| time.get(..10)?.parse().ok()),
        ..Draft::default()
    };
    if draft.currency.is_none() {
        draft.remarks.push("The file does not say its currency: read as US dollars".to_owned());
    }
    let projects: Vec<Object> =
        root.need("projects", "a list of projects")?.list().iter().filter_map(Node::object).collect();
    let several = projects.len() > 1;
    for project in &projects {
        read_project(project, several, document, &mut draft);
    }
    if projects.is_empty() {
        draft.remarks.push("The file has no project".to_owned());
    }
    draft.remarks.extend(unsupported(&root));
    draft.title = match projects.as_slice() {
        [one] => one.text("name").map(|name| last_part(&name)),
        _ => None,
    };
    let month = root.get("totalMonthlyCost");
    draft.stated.line = month.as_ref().map(Node::line);
    draft.stated.month = month.and_then(|month| month.number()).or_else(|| sum_of_projects(&projects));
    Some(draft)
}

/// The currency with its place.
pub(super) fn currency(root: &Object) -> Option<(String, std::ops::Range<usize>)> {
    let node = root.get("currency")?;
    Some((node.text().filter(|code| !code.is_empty())?, node.span()))
}

/// The last part of a path: what a project is called without where it is.
pub(super) fn last_part(name: &str) -> String {
    name.trim_end_matches('/').rsplit('/').next().unwrap_or(name).to_owned()
}

fn sum_of_projects(projects: &[Object]) -> Option<Decimal> {
    let totals = projects.iter().map(|project| project.object("breakdown")?.number("totalMonthlyCost"));
    let totals: Option<Vec<Decimal>> = totals.collect();
    totals.filter(|totals| !totals.is_empty())?.into_iter().try_fold(Decimal::ZERO, |sum, total| sum.plus(total)).ok()
}

fn read_project(project: &Object, several: bool, document: &Document, draft: &mut Draft) {
    let name = project.text("name").unwrap_or_else(|| "a project without a name".to_owned());
    let errors = project.object("metadata").map(|metadata| metadata.list("errors")).unwrap_or_default();
    for error in errors {
        let message = error.object().and_then(|error| error.text("message")).unwrap_or_default();
        draft.remarks.push(format!("Infracost could not read {name}, and it is not in this: {}", cut(&message)));
    }
    let Some(breakdown) = project.object("breakdown") else { return };
    let group = several.then(|| name.clone());
    for resource in breakdown.list("resources").iter().filter_map(Node::object) {
        let reader = Resource { document, group: group.clone() };
        reader.read(&resource, &[], 0, draft);
    }
}

/// A message in one line that a remark can bear.
pub(super) fn cut(message: &str) -> String {
    crate::text::cut(message, 160)
}

/// What Infracost knows no prices for: `12 resources … (aws_x 7, aws_y 5)`.
fn unsupported(root: &Object) -> Option<String> {
    let counts = root.object("summary")?.object("unsupportedResourceCounts")?;
    let counts: BTreeMap<String, String> = counts.words().into_iter().collect();
    let kinds = counts.iter().map(|(kind, count)| format!("{kind} {count}"));
    (!counts.is_empty())
        .then(|| format!("Infracost has no prices for these, and they are not in this: {}", listed(kinds)))
}

struct Resource<'d> {
    document: &'d Document,
    group: Option<String>,
}

impl Resource<'_> {
    /// Reads the components of a resource, and the resources in it.
    fn read(&self, resource: &Object, above: &[String], depth: usize, draft: &mut Draft) {
        let name = resource.text("name").unwrap_or_else(|| "a resource without a name".to_owned());
        let mut names = above.to_vec();
        names.push(name);
        if depth > DEEPEST {
            let label = format!("expected at most {DEEPEST} resources in one another");
            return self.document.fault(resource.node().span(), "this is nested too deeply", label);
        }
        let type_of = || type_of(&names[0]).to_owned();
        let kind = resource.text("resourceType").filter(|_| above.is_empty()).unwrap_or_else(type_of);
        let (components, below) = (resource.list("costComponents"), resource.list("subresources"));
        for component in components.iter().filter_map(Node::object) {
            draft.found.push(self.component(&component, &names, &kind));
        }
        for inner in below.iter().filter_map(Node::object) {
            self.read(&inner, &names, depth + 1, draft);
        }
        if components.is_empty() && below.is_empty() {
            draft.found.extend(self.whole(resource, &names, &kind));
        }
    }

    /// A resource with a cost and nothing that it is made of.
    fn whole(&self, resource: &Object, names: &[String], kind: &str) -> Option<Found> {
        let amount = resource.number("monthlyCost").filter(|cost| !cost.is_zero())?;
        let item = names.join(" / ");
        let found =
            Found { short: short(names, ""), item, service: kind.to_owned(), amount: Some(amount), ..Found::default() };
        Some(self.placed(found, resource.node()))
    }

    fn component(&self, component: &Object, names: &[String], kind: &str) -> Found {
        let name = component.text("name").unwrap_or_default();
        let price = component.number("price").filter(|_| !component.says("priceNotFound"));
        let (quantity, cost) = (component.number("monthlyQuantity"), component.number("monthlyCost"));
        let unknown = cost.is_none() && quantity.is_none() && price.is_some();
        let found = Found {
            short: short(names, &name),
            item: format!("{}: {name}", names.join(" / ")),
            service: format!("{kind} {} {name}", names[1..].join(" ")),
            // A price without a use of it costs nothing yet.
            quantity: if unknown { Some(Decimal::ZERO) } else { quantity },
            unit: component.text("unit"),
            unit_price: price,
            amount: cost.filter(|_| !component.says("priceNotFound")).or(unknown.then_some(Decimal::ZERO)),
            note: unknown.then(|| "by use, and the estimate has none: give its quantity".to_owned()),
            ..Found::default()
        };
        self.placed(found, component.node())
    }

    fn placed(&self, found: Found, node: &Node) -> Found {
        Found { group: self.group.clone(), place: node.path.clone(), span: node.span(), ..found }
    }
}

/// The type in an address such as `module.shop["a.b"].aws_instance.web[0]`: the part before the last.
pub(super) fn type_of(address: &str) -> &str {
    let (mut depth, mut points) = (0_usize, Vec::new());
    for (at, sign) in address.char_indices() {
        match sign {
            '[' => depth += 1,
            ']' => depth = depth.saturating_sub(1),
            '.' if depth == 0 => points.push(at),
            _ => {}
        }
    }
    match points.as_slice() {
        [] => address,
        [only] => &address[..*only],
        [.., before, last] => &address[before + 1..*last],
    }
}

/// What an id is made of: the names without types and modules, and of a component the words before its bracket.
pub(super) fn short(names: &[String], component: &str) -> String {
    let own =
        names.first().map(|name| name[name.find(type_of(name)).map_or(0, |at| at + type_of(name).len())..].to_owned());
    let own = own.filter(|own| own.chars().any(char::is_alphanumeric)).or_else(|| names.first().cloned());
    let below = names.iter().skip(1).cloned();
    let component = component.split('(').next().unwrap_or_default().to_owned();
    own.into_iter().chain(below).chain([component]).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_type_is_the_part_before_the_last_one_of_an_address() {
        let cases = [
            ("aws_instance.web", "aws_instance"),
            ("aws_instance.web[0]", "aws_instance"),
            ("module.shop[\"a.b\"].aws_db_instance.main[\"x.y\"]", "aws_db_instance"),
            ("lonely", "lonely"),
        ];
        for (address, kind) in cases {
            assert_eq!(type_of(address), kind, "{address}");
        }
        let names = ["aws_instance.web[1]".to_owned(), "root_block_device".to_owned()];
        assert_eq!(short(&names, "Storage (gp3)").trim(), ".web[1] root_block_device Storage");
    }
}

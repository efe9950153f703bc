//! JSON of Infracost CLI 2.0: snake case, projects with resources, each with cost components and resources of its own.

use super::document::Document;
use super::draft::{Draft, Found};
use super::infracost::{DEEPEST, currency, cut, last_part, short, type_of};
use super::json::{self, Node, Object};
use super::total::listed;
use crate::amount::{Decimal, Number};
use std::collections::BTreeMap;

/// A file of the CLI as a draft.
pub(super) fn read(document: &Document) -> Option<Draft> {
    let root = json::root(document)?.object()?;
    let mut draft = Draft { currency: currency(&root), ..Draft::default() };
    if draft.currency.is_none() {
        draft.remarks.push("The file does not say its currency: read as US dollars".to_owned());
    }
    let projects = root.need("projects", "a list of projects")?.list();
    let several = projects.len() > 1;
    let mut unsupported = BTreeMap::new();
    for project in projects.iter().filter_map(Node::object) {
        let name = project.text("project_name").unwrap_or_else(|| "a project without a name".to_owned());
        for diagnostic in project.list("diagnostics").iter().filter_map(Node::object) {
            draft.remarks.extend(told(&diagnostic, &name));
        }
        let group = several.then(|| name.clone());
        if !several {
            draft.title = Some(last_part(&name));
        }
        for resource in project.list("resources").iter().filter_map(Node::object) {
            let mut reader = Reader { document, group: group.clone(), unsupported: &mut unsupported };
            reader.read(&resource, &[], 0, &mut draft);
        }
    }
    if projects.is_empty() {
        draft.remarks.push("The file has no project".to_owned());
    }
    if !unsupported.is_empty() {
        let kinds = unsupported.iter().map(|(kind, count)| format!("{kind} {count}"));
        draft.remarks.push(format!("Infracost has no prices for these, and they are not in this: {}", listed(kinds)));
    }
    let month = root.object("summary").and_then(|summary| summary.get("total_monthly_cost"));
    draft.stated.line = month.as_ref().map(Node::line);
    draft.stated.month = month.and_then(|month| month.number());
    Some(draft)
}

/// An error of a project, as a remark.
fn told(diagnostic: &Object, project: &str) -> Option<String> {
    let severity = diagnostic.text("severity").unwrap_or_default().to_lowercase();
    let message = diagnostic.text("message").unwrap_or_default();
    severity.contains("err").then(|| format!("Infracost says of {project}: {}", cut(&message)))
}

struct Reader<'d> {
    document: &'d Document,
    group: Option<String>,
    /// Types that Infracost has no prices for, and how many of each.
    unsupported: &'d mut BTreeMap<String, usize>,
}

impl Reader<'_> {
    fn read(&mut self, resource: &Object, above: &[String], depth: usize, draft: &mut Draft) {
        let name = resource.text("name").unwrap_or_else(|| "a resource without a name".to_owned());
        let mut names = above.to_vec();
        names.push(name);
        if depth > DEEPEST {
            let label = format!("expected at most {DEEPEST} resources in one another");
            return self.document.fault(resource.node().span(), "this is nested too deeply", label);
        }
        let own = resource.text("type").filter(|_| above.is_empty());
        let kind = own.unwrap_or_else(|| type_of(&names[0]).to_owned());
        if resource.get("is_supported").is_some() && !resource.says("is_supported") && !resource.says("is_free") {
            *self.unsupported.entry(kind.clone()).or_default() += 1;
        }
        for component in resource.list("cost_components").iter().filter_map(Node::object) {
            draft.found.push(self.component(&component, &names, &kind));
        }
        for inner in resource.list("subresources").iter().filter_map(Node::object) {
            self.read(&inner, &names, depth + 1, draft);
        }
    }

    fn component(&self, component: &Object, names: &[String], kind: &str) -> Found {
        let name = component.text("name").unwrap_or_default();
        let (price, quantity) = (component.number("price"), component.number("quantity"));
        let cost = component.number("total_monthly_cost").or_else(|| self.in_two(component));
        let unknown = cost.is_none() && quantity.is_none() && price.is_some();
        Found {
            short: short(names, &name),
            item: format!("{}: {name}", names.join(" / ")),
            service: format!("{kind} {} {name}", names[1..].join(" ")),
            quantity: if unknown { Some(Decimal::ZERO) } else { quantity },
            unit: component.text("unit"),
            unit_price: price,
            amount: cost.or(unknown.then_some(Decimal::ZERO)),
            note: unknown.then(|| "by use, and the estimate has none: give its quantity".to_owned()),
            group: self.group.clone(),
            place: component.node().path.clone(),
            span: component.node().span(),
            ..Found::default()
        }
    }

    /// What stands still and what goes by use, where there is no sum of them.
    fn in_two(&self, component: &Object) -> Option<Decimal> {
        let (base, usage) = (component.number("base_monthly_cost"), component.number("usage_monthly_cost"));
        match (base, usage) {
            (Some(base), Some(usage)) => base.plus(usage).ok(),
            (base, usage) => base.or(usage),
        }
    }
}

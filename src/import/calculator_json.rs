//! JSON of the AWS Pricing Calculator: groups in groups, a support plan, costs a month and ahead.

use super::document::Document;
use super::draft::{Draft, Found};
use super::infracost::DEEPEST;
use super::json::{self, Node, Object};
use crate::amount::Decimal;
use crate::date::Date;

/// Letters of a service's properties that are kept.
const LONGEST: usize = 400;

/// A file of the calculator as a draft.
pub(super) fn read(document: &Document) -> Option<Draft> {
    let root = json::root(document)?.object()?;
    let metadata = root.object("Metadata");
    let mut draft = Draft { title: root.text("Name"), ..Draft::default() };
    match metadata.as_ref().and_then(|metadata| metadata.get("Currency")) {
        Some(code) => draft.currency = code.text().map(|text| (text, code.span())),
        None => draft.remarks.push("The file does not say its currency: read as US dollars".to_owned()),
    }
    if let Some(metadata) = &metadata {
        created(metadata, &mut draft);
    }
    let groups = root.need("Groups", "an object of groups with services")?.object()?;
    let mut reader = Reader { document, draft };
    reader.group(&groups, &[], 0);
    reader.support(&root);
    let mut draft = reader.draft;
    if let Some(total) =
        root.need("Total Cost", "an object with monthly, upfront and 12 months").and_then(|node| node.object())
    {
        draft.stated.line = Some(total.node().line());
        draft.stated.month = total.number("monthly");
        draft.stated.upfront = total.number("upfront");
        draft.stated.year = total.number("12 months");
    }
    Some(draft)
}

/// The day it was made: month, day and year where it is American, else as ISO 8601 writes it.
fn created(metadata: &Object, draft: &mut Draft) {
    let Some(made) = metadata.text("Created On") else { return };
    let american = metadata.text("Locale").is_none_or(|locale| locale.starts_with("en_US"));
    let parts: Vec<&str> = made.split('/').collect();
    let iso = match parts.as_slice() {
        [month, day, year] if american => format!("{year:0>4}-{month:0>2}-{day:0>2}"),
        _ => made.get(..10).unwrap_or(&made).to_owned(),
    };
    draft.as_of = iso.parse::<Date>().ok();
    if draft.as_of.is_none() {
        draft.remarks.push(format!("The day it was made is not read: {made}"));
    }
}

struct Reader<'d> {
    document: &'d Document,
    draft: Draft,
}

impl Reader<'_> {
    /// The services of a group, and the groups in it.
    fn group(&mut self, group: &Object, above: &[String], depth: usize) {
        if depth > DEEPEST {
            let label = format!("expected at most {DEEPEST} groups in one another");
            return self.document.fault(group.node().span(), "this is nested too deeply", label);
        }
        for service in group.list("Services").iter().filter_map(Node::object) {
            self.service(&service, above);
        }
        for (name, node) in group.objects() {
            let mut names = above.to_vec();
            names.extend((name != "Groups").then_some(name));
            node.object().iter().for_each(|inner| self.group(inner, &names, depth + 1));
        }
    }

    fn service(&mut self, service: &Object, groups: &[String]) {
        let name = service.need("Service Name", "a text").and_then(|node| node.text()).unwrap_or_default();
        let name = name.trim().to_owned();
        let description =
            service.text("Description").map(|text| text.trim().to_owned()).filter(|text| !text.is_empty());
        let item = description.map_or_else(|| name.clone(), |description| format!("{name}: {description}"));
        let properties = service.object("Properties").map(|properties| properties.words()).unwrap_or_default();
        let spec =
            properties.iter().map(|(key, value)| format!("{} {value}", colon(key))).collect::<Vec<_>>().join("; ");
        let status = service.text("Status").filter(|status| !status.is_empty());
        let costs = self.costs(service);
        self.draft.found.push(Found {
            short: item.clone(),
            service: item.clone(),
            item,
            spec: Some(crate::text::cut(&spec, LONGEST)),
            region: service.text("Region"),
            group: Some(groups.join(" > ")),
            note: status.map(|status| format!("Status: {status}")),
            place: service.node().path.clone(),
            span: service.node().span(),
            ..costs
        });
    }

    fn costs(&self, of: &Object) -> Found {
        let cost = of.need("Service Cost", "an object with monthly and upfront").and_then(|node| node.object());
        let month =
            cost.as_ref().and_then(|cost| cost.need("monthly", "what a month costs")).and_then(|node| node.number());
        let upfront = cost.as_ref().and_then(|cost| cost.number("upfront"));
        Found { amount: month, upfront: upfront.unwrap_or(Decimal::ZERO), ..Found::default() }
    }

    /// The support plan, which stands beside the groups.
    fn support(&mut self, root: &Object) {
        let Some(support) = root.object("Support") else { return };
        if support.get("Service Cost").is_none() {
            return;
        }
        let name = support.text("Plan Name").unwrap_or_else(|| "Support plan".to_owned());
        let costs = self.costs(&support);
        self.draft.found.push(Found {
            short: name.clone(),
            service: format!("{name} support plan"),
            item: name,
            region: support.text("Region"),
            spec: support.text("Summary"),
            place: support.node().path.clone(),
            span: support.node().span(),
            ..costs
        });
    }
}

/// A name with one colon behind it.
fn colon(key: &str) -> String {
    format!("{}:", key.trim_end_matches(':'))
}

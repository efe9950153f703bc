//! Tables: each variant and add-on with its sum, its stated total and its stage's headline.

use super::compare::Fit;
use super::{Checks, Finding, Kind};
use crate::amount::{Decimal, Estimate, Number, Overflow};
use crate::catalog::{Catalog, Line, Plan, Stage, Variant};
use crate::engine::printed::{self, Printed};

/// A group of lines as printed; a stage without lines has none.
#[derive(Clone, Debug)]
pub struct Table {
    /// The stage; an add-on's is the one it was printed for.
    pub stage: String,
    /// The variant or add-on; empty where the stage has no lines.
    pub group: String,
    /// Whether it is an add-on, beside what the stage is said to cost.
    pub addon: bool,
    /// How many lines.
    pub count: usize,
    /// Where the lines stand, first to last.
    pub lines: String,
    /// What they add up to.
    pub sum: Estimate,
    /// The stated total.
    pub stated: Option<Estimate>,
    /// Where that stands.
    pub stated_lines: Option<String>,
    /// The stage's headline; an add-on has none.
    pub headline: Option<Estimate>,
    /// Whether the headline's high end is open.
    pub headline_open: bool,
    /// Where that stands.
    pub headline_lines: Option<String>,
    /// The sum without the lines that the document calls optional, where there are any.
    pub without_optional: Option<Estimate>,
    /// The sum with the printed buffer, and what is printed for it.
    pub buffered: Option<(Estimate, Option<Estimate>)>,
    /// Where that stands.
    pub buffer_lines: Option<String>,
    /// The sum of each category, in the catalog's order.
    pub categories: Vec<Part>,
    /// The sum of each of the document's own headings.
    pub groups: Vec<Part>,
}

/// A part of a table.
#[derive(Clone, Debug)]
pub struct Part {
    /// Its name.
    pub name: String,
    /// What its lines add up to.
    pub sum: Estimate,
    /// Its share of the whole, by expected figures; none where that is nothing.
    pub share: Option<Decimal>,
}

impl Table {
    /// `stage / variant`.
    pub fn name(&self) -> String {
        if self.group.is_empty() { self.stage.clone() } else { format!("{} / {}", self.stage, self.group) }
    }

    /// How the sum lies in the headline.
    pub fn sum_fit(&self) -> Option<Fit> {
        self.headline.filter(|_| self.count > 0).map(|band| Fit::of(self.sum, band, self.headline_open))
    }

    /// How the stated total lies in the headline.
    pub fn stated_fit(&self) -> Option<Fit> {
        Some(Fit::of(self.stated?, self.headline?, self.headline_open))
    }

    /// Stated minus sum, end by end.
    pub fn difference(&self) -> Option<Estimate> {
        self.stated?.try_with(self.sum, Decimal::minus).ok()
    }
}

/// Every table of a plan.
pub(super) fn of(catalog: &Catalog, plan: &Plan) -> Result<Vec<Table>, Overflow> {
    let mut tables = Vec::new();
    for stage in &plan.stages {
        for variant in stage.variants.iter().filter(|variant| !variant.lines.is_empty()) {
            tables.push(table(catalog, plan, stage, variant, false)?);
        }
        if stage.variants.iter().all(|variant| variant.lines.is_empty()) {
            tables.push(bare(stage));
        }
    }
    for addon in &plan.addons {
        let Some(stage) = printed::stage_of(plan, addon) else { continue };
        tables.push(table(catalog, plan, stage, addon, true)?);
    }
    Ok(tables)
}

fn bare(stage: &Stage) -> Table {
    Table {
        stage: stage.id.clone(),
        group: String::new(),
        addon: false,
        count: 0,
        lines: String::new(),
        sum: Estimate::ZERO,
        stated: None,
        stated_lines: None,
        headline: stage.headline,
        headline_open: stage.headline_open,
        headline_lines: stage.headline_lines.clone(),
        without_optional: None,
        buffered: None,
        buffer_lines: None,
        categories: Vec::new(),
        groups: Vec::new(),
    }
}

fn table(catalog: &Catalog, plan: &Plan, stage: &Stage, group: &Variant, addon: bool) -> Result<Table, Overflow> {
    let headline = stage.headline.filter(|_| !addon);
    let printed = Printed::of(catalog, plan, stage, group)?;
    let optional = group.lines.iter().any(|line| line.optional);
    let names = |name: fn(&Line) -> Option<&str>| {
        let mut names: Vec<&str> = Vec::new();
        for found in group.lines.iter().filter_map(|line| name(line)) {
            if !names.contains(&found) {
                names.push(found);
            }
        }
        names
    };
    let categories = catalog.categories.iter().map(|category| category.id.as_str());
    let used = names(|line| Some(&line.category));
    let categories = categories.filter(|id| used.contains(id));
    let part = |name: &str, sum: Estimate| Part {
        name: name.to_owned(),
        sum,
        share: sum.expected.over(printed.sum.expected).ok(),
    };
    Ok(Table {
        stage: stage.id.clone(),
        group: group.id.clone(),
        addon,
        count: group.lines.len(),
        lines: span(group),
        sum: printed.sum,
        stated: group.stated,
        stated_lines: group.stated_lines.clone(),
        headline,
        headline_open: stage.headline_open,
        headline_lines: stage.headline_lines.clone().filter(|_| headline.is_some()),
        without_optional: optional.then(|| printed.sum_of(|line| !line.optional)).transpose()?,
        buffered: group
            .buffer
            .map(|share| Ok((printed.sum.times(share.plus(Decimal::ONE)?)?, group.buffer_stated.map(Estimate::exact))))
            .transpose()?,
        buffer_lines: group.buffer_lines.clone(),
        categories: categories
            .map(|id| Ok(part(id, printed.sum_of(|line| line.category == id)?)))
            .collect::<Result<_, Overflow>>()?,
        groups: names(|line| line.group.as_deref())
            .into_iter()
            .map(|name| Ok(part(name, printed.sum_of(|line| line.group.as_deref() == Some(name))?)))
            .collect::<Result<_, Overflow>>()?,
    })
}

/// From the first to the last line of the document that a group's lines stand on.
fn span(group: &Variant) -> String {
    let numbers = group.lines.iter().flat_map(|line| line.lines.split(|c: char| !c.is_ascii_digit()));
    let numbers: Vec<u32> = numbers.filter_map(|number| number.parse().ok()).collect();
    match (numbers.iter().min(), numbers.iter().max()) {
        (Some(first), Some(last)) if first == last => first.to_string(),
        (Some(first), Some(last)) => format!("{first}-{last}"),
        _ => String::new(),
    }
}

/// Stated totals and headlines against the sums, and one against the other.
pub(super) fn check(plan: &Plan, tables: &[Table], checks: &mut Checks) {
    for table in tables.iter().filter(|table| table.count > 0) {
        let lines = [table.stated_lines.as_deref(), Some(table.lines.as_str())];
        if let Some(stated) = table.stated {
            let says = "the stated total is not the sum of its lines";
            checks.hold(Finding::of(Kind::Total, table.name(), says, stated, table.sum).at(lines));
        }
        if let Some((sum, Some(stated))) = table.buffered {
            let says = "the total with its buffer is not the sum with it";
            checks.hold(Finding::of(Kind::Buffer, table.name(), says, stated, sum).at([table.buffer_lines.as_deref()]));
        }
        check_headline(plan, table, checks);
    }
}

fn check_headline(plan: &Plan, table: &Table, checks: &mut Checks) {
    let Some(headline) = table.headline else { return };
    let about = plan.stage(&table.stage).is_some_and(|stage| stage.headline_about);
    let about = if about { ", though it is printed with a ~" } else { "" };
    let held = [
        (Kind::Headline, table.sum_fit(), Some(table.sum), "the sum of the lines", Some(&table.lines)),
        (Kind::StatedHeadline, table.stated_fit(), table.stated, "the stated total", table.stated_lines.as_ref()),
    ];
    for (kind, fit, figure, what, lines) in held {
        let (Some(fit), Some(figure)) = (fit, figure) else { continue };
        if fit.inside() {
            checks.agree(kind);
            continue;
        }
        let says = format!("{what} is not inside the headline{about}");
        let gap = if fit.over > fit.under { -fit.over } else { fit.under };
        let lines = [table.headline_lines.as_deref(), lines.map(String::as_str)];
        checks.find(Finding { gap, ..Finding::of(kind, table.name(), says, headline, figure).at(lines) });
    }
}

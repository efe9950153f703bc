//! The audit as tables: what is contradicted, each table with its sums, its parts, and what was checked.

use super::sheet::{Answer, Cell, Column, Sheet};
use crate::amount::{Decimal, Estimate};
use crate::catalog::Plan;
use crate::explore::audit::{Audit, Finding, Fit, Table};

/// Which table of the audit comes first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum AuditPart {
    /// What is contradicted, worst first.
    #[default]
    Findings,
    /// Sums against stated totals and headlines.
    Tables,
    /// Sums of categories and of the document's own headings.
    Parts,
    /// How many statements agree.
    Checked,
}

/// A plan's audit; the chosen part first.
pub fn audit(plan: &Plan, audit: &Audit, first: AuditPart) -> Answer {
    let (checked, agree): (usize, usize) =
        audit.checked.iter().fold((0, 0), |(all, fine), (_, made, agrees)| (all + made, fine + agrees));
    let title = format!(
        "{}: {} of {checked} statements are contradicted by their own document, {agree} agree ({})",
        plan.name,
        audit.findings.len(),
        plan.source
    );
    let mut sheets = vec![findings(audit), tables(audit), parts(audit), checks(audit)];
    let at = match first {
        AuditPart::Findings => 0,
        AuditPart::Tables => 1,
        AuditPart::Parts => 2,
        AuditPart::Checked => 3,
    };
    sheets[..=at].rotate_right(1);
    let facts = vec![("plan", Cell::Text(plan.id.clone())), ("source", Cell::Text(plan.source.clone()))];
    Answer { title, facts, sheets }
}

fn findings(audit: &Audit) -> Sheet {
    let columns = vec![
        Column::figure("gap", "Difference"),
        Column::figure("percent", "%"),
        Column::text("about", "About"),
        Column::figure("stated", "Stated"),
        Column::figure("computed", "Computed"),
        Column::text("lines", "Lines"),
        Column::below("says"),
        Column::hidden("kind"),
        Column::hidden("unit"),
        Column::hidden("months"),
        Column::hidden("dollars_a_month"),
    ];
    Sheet {
        id: "findings",
        title: "Contradicted, worst first: dollars a month, then percent".to_owned(),
        columns,
        rows: audit.findings.iter().map(finding).collect(),
        empty: "Nothing: every statement agrees with its own figures.",
        detail: false,
    }
}

fn finding(finding: &Finding) -> Vec<Cell> {
    let year = if finding.months == 12 { " (a year)" } else { "" };
    vec![
        match finding.unit.as_str() {
            "$" => Cell::Gap(finding.gap),
            _ => Cell::figure(Some(Estimate::exact(finding.gap)), &finding.unit),
        },
        finding.percent().map_or(Cell::None, Cell::Percent),
        Cell::Text(finding.about.clone()),
        Cell::figure(Some(finding.stated), &finding.unit),
        Cell::figure(Some(finding.computed), &finding.unit),
        Cell::Text(finding.lines.clone()),
        Cell::Text(format!("{}{year}", finding.says)),
        Cell::Text(finding.kind.id().to_owned()),
        Cell::Text(finding.unit.clone()),
        Cell::count(finding.months as usize),
        finding.dollars().map_or(Cell::None, |dollars| Cell::Money(Estimate::exact(dollars))),
    ]
}

fn tables(audit: &Audit) -> Sheet {
    let columns = vec![
        Column::text("stage", "Stage"),
        Column::text("group", "Variant or add-on"),
        Column::figure("count", "n"),
        Column::text("lines", "Lines"),
        Column::figure("sum", "Sum"),
        Column::figure("stated", "Stated"),
        Column::figure("difference", "Stated − sum"),
        Column::figure("headline", "Headline"),
        Column::text("sum_inside_headline", "Sum in it"),
        Column::text("stated_inside_headline", "Stated in it"),
        Column::figure("without_optional", "Without optional"),
        Column::figure("buffered", "With buffer"),
        Column::hidden("buffered_stated"),
        Column::hidden("stated_lines"),
        Column::hidden("headline_lines"),
        Column::hidden("headline_open"),
        Column::hidden("under"),
        Column::hidden("over"),
    ];
    Sheet {
        id: "tables",
        title: "Sums against stated totals and headlines".to_owned(),
        columns,
        rows: audit.tables.iter().map(table).collect(),
        empty: "The plan has no table.",
        detail: false,
    }
}

fn table(table: &Table) -> Vec<Cell> {
    let has_lines = table.count > 0;
    let exact = |value: Decimal| Cell::Money(Estimate::exact(value));
    let fit = table.sum_fit();
    vec![
        Cell::Text(table.stage.clone()),
        Cell::words(Some(table.group.as_str()).filter(|group| !group.is_empty())),
        Cell::count(table.count),
        Cell::words(Some(table.lines.as_str()).filter(|lines| !lines.is_empty())),
        Cell::money(has_lines.then_some(table.sum)),
        Cell::money(table.stated),
        table.difference().map_or(Cell::None, |d| if d.is_exact() { Cell::Gap(d.expected) } else { Cell::Money(d) }),
        Cell::money(table.headline),
        Cell::words(fit.map(inside)),
        Cell::words(table.stated_fit().map(inside)),
        Cell::money(table.without_optional),
        Cell::money(table.buffered.map(|(sum, _)| sum)),
        Cell::money(table.buffered.and_then(|(_, stated)| stated)),
        Cell::words(table.stated_lines.clone()),
        Cell::words(table.headline_lines.clone()),
        Cell::Flag(table.headline_open),
        fit.map_or(Cell::None, |fit| exact(fit.under)),
        fit.map_or(Cell::None, |fit| exact(fit.over)),
    ]
}

/// `yes`, or how far a figure sticks out.
pub fn inside(fit: Fit) -> String {
    let money = crate::amount::money;
    match (fit.under.is_zero(), fit.over.is_zero()) {
        (true, true) => "yes".to_owned(),
        (false, true) => format!("{} under", money(fit.under)),
        (true, false) => format!("{} over", money(fit.over)),
        (false, false) => format!("{} under, {} over", money(fit.under), money(fit.over)),
    }
}

fn parts(audit: &Audit) -> Sheet {
    let columns = vec![
        Column::text("stage", "Stage"),
        Column::text("group", "Variant or add-on"),
        Column::text("kind", "Of"),
        Column::text("name", "Name"),
        Column::figure("sum", "Sum"),
        Column::figure("percent", "Share"),
    ];
    let rows = audit.tables.iter().flat_map(|table| {
        let of = |kind: &'static str, parts: &[crate::explore::audit::Part]| {
            let row = |part: &crate::explore::audit::Part| {
                vec![
                    Cell::Text(table.stage.clone()),
                    Cell::Text(table.group.clone()),
                    Cell::Text(kind.to_owned()),
                    Cell::Text(part.name.clone()),
                    Cell::Money(part.sum),
                    Cell::share(part.share),
                ]
            };
            parts.iter().map(row).collect::<Vec<_>>()
        };
        of("category", &table.categories).into_iter().chain(of("heading", &table.groups))
    });
    Sheet {
        id: "parts",
        title: "Sums of categories and of the document's own headings".to_owned(),
        columns,
        rows: rows.collect(),
        empty: "The plan has no table.",
        detail: true,
    }
}

fn checks(audit: &Audit) -> Sheet {
    let columns = vec![
        Column::text("what", "Statements"),
        Column::figure("checked", "Checked"),
        Column::figure("agree", "Agree"),
        Column::hidden("kind"),
    ];
    let row = |(kind, made, agree): &(crate::explore::audit::Kind, usize, usize)| {
        vec![
            Cell::Text(kind.words().to_owned()),
            Cell::count(*made),
            Cell::count(*agree),
            Cell::Text(kind.id().to_owned()),
        ]
    };
    Sheet {
        id: "checked",
        title: "What was checked".to_owned(),
        columns,
        rows: audit.checked.iter().map(row).collect(),
        empty: "Nothing.",
        detail: false,
    }
}

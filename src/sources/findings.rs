//! Findings: what the document contradicts, worst first.

use super::figure::{cell, dollars, number, said};
use super::{Facts, Kind, Section};
use crate::amount::{Decimal, Estimate, Number, signed_money};
use crate::engine::printed::Printed;
use crate::explore::audit::{Finding, Kind as AuditKind};
use crate::rows::{Cell, Column, Row, Words};

pub(super) fn section(facts: &Facts) -> Section {
    let columns = vec![
        Column::words("About", 9),
        Column::figures("Stated", 7),
        Column::figures("Computed", 6),
        Column::figures("Difference", 8),
        Column::figures("Off by", 5),
    ];
    let Some(audit) = facts.audit else {
        return Section::new(
            Kind::Findings,
            0,
            "Not audited: a figure needs more than 28 digits.",
            columns,
            Vec::new(),
        );
    };
    let agree: usize = audit.checked.iter().map(|(_, _, agree)| agree).sum();
    let count = audit.findings.len();
    let heading = match count {
        0 => format!("No statement contradicts its own figures; {agree} agree."),
        1 => format!("1 statement contradicts its own figures; {agree} agree."),
        n => format!("{n} statements contradict their own figures; {agree} agree."),
    };
    let rows = audit.findings.iter().map(|finding| row(facts, finding)).collect();
    Section::new(Kind::Findings, count, heading, columns, rows)
}

/// The lines that a sum is of, each with what a month of it costs.
fn summed(facts: &Facts, finding: &Finding) -> Vec<Words> {
    let sums = matches!(finding.kind, AuditKind::Total | AuditKind::Headline | AuditKind::Buffer);
    let Some((stage, group)) = finding.about.split_once(" / ").filter(|_| sums) else { return Vec::new() };
    let stage = facts.plan.stage(stage);
    let group = |stage: &'_ crate::catalog::Stage| {
        let groups = stage.variants.iter().chain(&facts.plan.addons);
        groups.into_iter().find(|variant| variant.id == group).cloned()
    };
    let printed = stage.and_then(|stage| Printed::of(facts.catalog, facts.plan, stage, &group(stage)?).ok());
    let lines = printed.map(|printed| printed.lines).unwrap_or_default();
    let words = lines.iter().map(|(line, cost)| format!("{}: {}", line.item, dollars(*cost)));
    let heading = (!lines.is_empty()).then(|| Words::plain("The lines that it is the sum of:"));
    heading.into_iter().chain(words.map(Words::aside)).collect()
}

fn row(facts: &Facts, finding: &Finding) -> Row {
    let about = about(facts, finding);
    let (stated, computed, end) = farthest(finding);
    let year = finding.months > 1;
    let difference = Cell::plain(difference(finding)).of(match (finding.unit.as_str(), year) {
        ("$", true) => "a year",
        ("$", false) => "",
        (unit, _) => unit,
    });
    let cells = [
        Cell::plain(&*about).signed(false),
        unitless(stated, finding),
        unitless(computed, finding),
        difference.strong(),
        percent(finding).map_or(Cell::empty(), |percent| Cell::dim(percent).of("%")),
    ];
    let place = crate::text::at_lines(&finding.lines);
    Row::new(cells)
        .above(format!("{}{end} · {place}", finding.says))
        .told(detail(facts, finding, &about).into_iter().chain(summed(facts, finding)))
}

/// At most four places: what is farther behind the point is no finding.
fn coarse(figure: Decimal) -> Decimal {
    figure.round_dp(4)
}

/// A figure; its unit stands behind the difference.
fn unitless(figure: Decimal, finding: &Finding) -> Cell {
    Cell { unit: String::new(), ..cell(Estimate::exact(coarse(figure)), &finding.unit) }
}

/// What a finding is about, by the names of the screen.
fn about(facts: &Facts, finding: &Finding) -> String {
    if let Some((stage, group)) = finding.about.split_once(" / ") {
        return facts.table_name(stage, group);
    }
    let id = &finding.about;
    let calculators = facts.notes().into_iter().flat_map(|notes| &notes.calculators);
    let named = calculators.map(|of| (&of.id, &of.name));
    let named = named.chain(facts.plan.roadmaps.iter().map(|of| (&of.id, &of.name)));
    let named = named.chain(facts.plan.incomes.iter().map(|of| (&of.id, &of.name)));
    let mut named = named.chain(facts.plan.levers.iter().map(|of| (&of.id, &of.name)));
    let stage = facts.plan.stage(id).map(|stage| stage.name.clone());
    stage.or_else(|| named.find(|(other, _)| *other == id).map(|(_, name)| name.clone())).unwrap_or_else(|| id.clone())
}

/// Both figures at the ends that the difference is between, and where those are: of ranges, only the ends that are
/// farthest from each other matter.
fn farthest(finding: &Finding) -> (Decimal, Decimal, &'static str) {
    let (stated, computed) = (finding.stated, finding.computed);
    let ranges = !stated.is_exact() || !computed.is_exact();
    let ends = [
        (stated.low, computed.low, ", at the low end"),
        (stated.high, computed.high, ", at the high end"),
        (stated.low, computed.high, ", at the high end"),
        (stated.high, computed.low, ", at the low end"),
    ];
    let apart = |(stated, computed, _): &(Decimal, Decimal, &str)| stated.minus(*computed) == Ok(finding.gap);
    match ends.into_iter().find(apart) {
        Some((stated, computed, end)) if ranges => (stated, computed, end),
        _ => (stated.expected, computed.expected, ""),
    }
}

/// Stated minus computed, with a sign either way.
fn difference(finding: &Finding) -> String {
    match finding.unit.as_str() {
        "$" if finding.gap.abs() < Decimal::ONE => {
            let sign = if finding.gap.is_sign_negative() { "−" } else { "+" };
            format!("{sign}{}", dollars(Estimate::exact(coarse(finding.gap.abs()))))
        }
        "$" => signed_money(finding.gap),
        _ => signed(finding.gap, 2),
    }
}

fn percent(finding: &Finding) -> Option<String> {
    finding.percent().map(|percent| signed(percent, 1))
}

fn signed(value: Decimal, places: u32) -> String {
    let text = number(value.round_dp(places));
    if value > Decimal::ZERO { format!("+{text}") } else { text }
}

fn detail(facts: &Facts, finding: &Finding, about: &str) -> Vec<Words> {
    let unit = finding.unit.as_str();
    let of = if finding.months > 1 { " (both for a year)" } else { "" };
    let behind = if matches!(unit, "$" | "") { String::new() } else { format!(" {unit}") };
    let month = finding.dollars().filter(|_| finding.months > 1);
    let month = month.map(|dollars| format!("That is {} a month.", crate::amount::money(dollars))).unwrap_or_default();
    let percent =
        percent(finding).map(|percent| format!("{percent} % of what its own figures make.")).unwrap_or_default();
    vec![
        Words::title(format!("{about}: {}", finding.says)),
        Words::figure(format!(
            "Stated {}; its own figures make {}: {}{behind}{of}",
            said(finding.stated, unit),
            said(finding.computed, unit),
            difference(finding)
        )),
        Words::plain(percent),
        Words::plain(month),
        Words::aside(format!("{}, {}.", facts.plan.source, crate::text::at_lines(&finding.lines))),
        Words::aside(format!("Checked among {}.", finding.kind.words())),
    ]
}

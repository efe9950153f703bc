//! The audit finds what is wrong with the five documents, and no more: against an audit that was made by hand.

use costtui::amount::{Decimal, Estimate, Number, decimal, range};
use costtui::catalog::{self, Catalog, Plan};
use costtui::engine::calculate;
use costtui::explore::audit::{Audit, Finding, Fit, Kind, Table, agrees, audit};
use costtui::faults::Source;
use std::collections::HashMap;

/// Every table of the documents with its sum, stated total and headline. A row ending in `o` leaves out what the document
/// calls optional, one ending in `b` adds the printed buffer.
const TABLES: &str = include_str!("golden/tables.csv");

/// What each category of a table adds up to, and what percent of the table that is, to two places.
const CATEGORIES: &str = include_str!("audit/categories.csv");

/// What is contradicted: printed, computed and the difference, figures that repeat to six places.
const FINDINGS: &str = include_str!("audit/findings.csv");

/// A plan of nobody's document.
const OWN: &str = include_str!("audit/own.toml");

type Row = HashMap<String, String>;

fn rows(text: &str) -> Vec<Row> {
    csv::Reader::from_reader(text.as_bytes()).into_deserialize().map(|row| row.expect("it is CSV")).collect()
}

fn shipped() -> Catalog {
    catalog::load(None).expect("the shipped catalog is sound")
}

fn audited(catalog: &Catalog) -> HashMap<&str, (&Plan, Audit)> {
    let of = |plan| (plan, audit(catalog, plan).expect("a document's figures fit"));
    catalog.plans.iter().map(|plan| (plan.id.as_str(), of(plan))).collect()
}

const PLANS: [(&str, &str); 5] = [
    ("000", "zero-to-planetary"),
    ("001", "business-os"),
    ("002", "edunerve"),
    ("003", "barum-aws"),
    ("004", "lean-markets"),
];

/// A cell such as `$2,550–6,000 (L72)`; none where it has no figure.
fn cell(text: &str) -> Option<Estimate> {
    let figures = text.split(" (").next()?.strip_prefix('$')?.replace(',', "").replace('–', "..");
    Some(range(&figures).expect("a figure of a table"))
}

/// Where a cell says its figure stands: `(L72)`.
fn place(text: &str) -> Option<&str> {
    text.split_once("(L").and_then(|(_, rest)| rest.split(')').next())
}

/// `yes`, `equal`, `no (low end 10 under)`, `no (high end 95 over)`, `no ($5,481 vs $4,500: -981)` by the low ends; `—` and
/// nothing where there is none.
fn fits(said: &str, fit: Option<Fit>, figure: Option<Estimate>, headline: Option<Estimate>) -> bool {
    let amount = |text: &str| decimal(&text.replace(',', "")).expect("a figure of a fit");
    let Some(fit) = fit else { return ["—", ""].contains(&said) };
    let inner = said.strip_prefix("no (").and_then(|rest| rest.strip_suffix(')'));
    match inner {
        None => fit.inside() && ["yes", "equal"].contains(&said),
        Some(words) => match (words.strip_prefix("low end "), words.strip_prefix("high end "), words.rsplit_once(": "))
        {
            (Some(under), ..) => fit.under == amount(under.trim_end_matches(" under")),
            (_, Some(over), _) => fit.over == amount(over.trim_end_matches(" over")),
            (.., Some((_, gap))) => {
                !fit.inside() && headline.zip(figure).is_some_and(|(band, figure)| band.low - figure.low == amount(gap))
            }
            _ => false,
        },
    }
}

fn table_faults(row: &Row, audits: &HashMap<&str, (&Plan, Audit)>) -> Option<String> {
    let id = row["id"].as_str();
    let plan = PLANS.iter().find(|(doc, _)| *doc == row["doc"]).expect("a document").1;
    let (stage, group) = row["stage / option"].split_once(" / ").expect("a stage and an option");
    let group = group.split(' ').next().unwrap_or(group);
    let found = audits[plan].1.tables.iter().find(|table| table.stage == stage && table.group == group);
    let Some(table) = found else { return Some(format!("{id}: not audited")) };
    let (sum, stated) = match id.chars().last() {
        Some('o') => (table.without_optional?, None),
        Some('b') => (table.buffered?.0, table.buffered?.1),
        _ => (table.sum, table.stated),
    };
    let fit = |figure: Estimate| table.headline.map(|band| Fit::of(figure, band, table.headline_open));
    let own = id.chars().all(|c| !c.is_lowercase());
    let mut right = vec![
        ("sum", Some(sum) == cell(&row["sum of lines"])),
        ("headline", table.headline == cell(&row["headline (line)"])),
        ("sum in it", fits(&row["sum inside headline"], fit(sum), Some(sum), table.headline)),
    ];
    // Without what is optional a table has no stated total of its own.
    if !id.ends_with('o') {
        right.push(("stated", stated == cell(&row["stated total (line)"])));
        right
            .push(("stated in it", fits(&row["stated inside headline"], stated.and_then(fit), stated, table.headline)));
        right.push(("difference", difference(&row["difference"], stated, sum)));
    }
    if own {
        right.push(("count", table.count.to_string() == row["n"]));
        right.push(("lines", same_lines(&table.lines, &row["lines"])));
        right.push(("stated place", table.stated_lines.as_deref() == place(&row["stated total (line)"])));
        let printed = table.headline_lines.as_deref().unwrap_or_default();
        right.push((
            "headline place",
            place(&row["headline (line)"]).is_none_or(|at| printed.split(", ").any(|l| l == at)),
        ));
        right
            .push(("itself", table.difference() == stated.map(|stated| stated.try_with(sum, Decimal::minus).unwrap())));
    }
    let wrong: Vec<&str> = right.into_iter().filter(|(_, right)| !right).map(|(what, _)| what).collect();
    (!wrong.is_empty()).then(|| format!("{id}: {wrong:?} of {row:?} in {table:?}"))
}

/// `0 ✓`, `**-1,000**`, `**low -200, high 100**`; `n/a` where nothing is stated.
fn difference(said: &str, stated: Option<Estimate>, sum: Estimate) -> bool {
    let Some(stated) = stated else { return said == "n/a" };
    let figures = said.trim_matches('*').replace(" ✓", "").replace("low ", "").replace(" high ", "");
    let (low, high) = (stated.low - sum.low, stated.high - sum.high);
    match said.contains("high") {
        true => figures == format!("{},{}", low.normalize(), high.normalize()),
        false => [low, high].iter().all(|gap| decimal(&figures.replace(',', "")) == Ok(*gap)),
    }
}

/// `14–14` is `14`.
fn same_lines(found: &str, said: &str) -> bool {
    let (from, to) = said.split_once('–').expect("a span of lines");
    found == if from == to { from.to_owned() } else { format!("{from}-{to}") }
}

#[test]
fn every_table_is_summed_and_held_against_what_is_printed() {
    let catalog = shipped();
    let audits = audited(&catalog);
    let rows = rows(TABLES);
    assert_eq!(rows.len(), 26, "22 tables, one of them buffered, three without what is optional");
    let wrong: Vec<String> = rows.iter().filter_map(|row| table_faults(row, &audits)).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    let named = |table: &&Table| table.count > 0;
    let all: usize = audits.values().map(|(_, audit)| audit.tables.iter().filter(named).count()).sum();
    assert_eq!(all, 22, "a table of no document is audited");
}

#[test]
fn a_stage_without_lines_stands_there_with_its_headline() {
    let catalog = shipped();
    let audits = audited(&catalog);
    for (plan, stage, headline, open) in [
        ("zero-to-planetary", "s0-local-dev", "0", false),
        ("zero-to-planetary", "s4-global", "10000..100000", true),
        ("lean-markets", "growth", "20..50", false),
    ] {
        let bare = |table: &&Table| table.stage == stage && table.count == 0;
        let [table] = audits[plan].1.tables.iter().filter(bare).collect::<Vec<_>>()[..] else { panic!("{stage}") };
        assert_eq!((table.headline, table.headline_open), (range(headline).ok(), open), "{stage}");
        assert_eq!((table.sum_fit(), table.stated_fit(), table.difference()), (None, None, None), "{stage}");
    }
}

#[test]
fn categories_and_headings_of_every_table_add_up() {
    let catalog = shipped();
    let audits = audited(&catalog);
    let rows = rows(CATEGORIES);
    assert_eq!(rows.len(), 130, "a category was lost");
    let mut wrong = Vec::new();
    for row in &rows {
        let here = |table: &&Table| table.stage == row["stage"] && table.group == row["group"];
        let table = audits[row["plan"].as_str()].1.tables.iter().find(here).expect("the table of a category");
        let part = table.categories.iter().find(|part| part.name == row["category"]);
        let percent = part.and_then(|part| part.share).map(|share| (share * Decimal::ONE_HUNDRED).round_dp(2));
        let right =
            (part.map(|part| part.sum.expected), percent) == (decimal(&row["sum"]).ok(), decimal(&row["percent"]).ok());
        if !right {
            wrong.push(format!("{row:?}: {part:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    let regions = audits["zero-to-planetary"].1.tables.iter().find(|table| table.stage == "s3-regional").unwrap();
    let sums: Vec<_> = regions.groups.iter().map(|part| (part.name.as_str(), part.sum)).collect();
    let sub_sum = |name: &str, figures: &str| sums.iter().any(|(n, sum)| *n == name && *sum == range(figures).unwrap());
    for (name, figures) in
        [("Primary region", "1500..3100"), ("Secondary region (DR)", "550..1100"), ("Global services", "500..1800")]
    {
        assert!(sub_sum(name, figures), "{name} in {sums:?}");
    }
}

#[test]
fn the_baskets_of_the_providers_are_filled() {
    let catalog = shipped();
    let plan = catalog.plan("zero-to-planetary").unwrap();
    let calculators = &catalog.notes_of(plan).unwrap().calculators;
    let results: HashMap<&str, Estimate> = calculators
        .iter()
        .flat_map(|of| of.results.iter().zip(calculate(&catalog, plan, of, None).results))
        .filter_map(|(result, answer)| Some((result.id.as_str(), answer.value.ok()??)))
        .collect();
    for (provider, basket) in [("aws", 485), ("gcp", 405), ("azure", 465), ("do_linode", 152)] {
        assert_eq!(results.get(provider), Some(&Estimate::exact(basket.into())), "{provider}");
    }
}

/// Whether a computed figure is a printed one, to the six places that repeating figures are given with.
fn same(found: Decimal, given: Decimal) -> bool {
    let rounded = found.scale() > 6 && given.scale() <= 6;
    if rounded { (found - given).abs() <= Decimal::new(5, 7) } else { found == given }
}

fn is(finding: &Finding, row: &Row) -> bool {
    // Not `range`: a gain may be below 0.
    let ends = |text: &str| {
        let (low, high) = text.split_once("..").unwrap_or((text, text));
        (decimal(low).expect("a figure"), decimal(high).expect("a figure"))
    };
    let alike = |figure: Estimate, text: &str| same(figure.low, ends(text).0) && same(figure.high, ends(text).1);
    finding.kind.id() == row["kind"]
        && finding.about == row["about"]
        && alike(finding.stated, &row["stated"])
        && alike(finding.computed, &row["computed"])
        && same(finding.gap, ends(&row["gap"]).0)
}

#[test]
fn every_error_that_changes_a_price_is_found_once() {
    let catalog = shipped();
    let audits = audited(&catalog);
    let rows = rows(FINDINGS);
    assert_eq!(rows.len(), 83, "a finding was lost");
    let count = |row: &Row| audits[row["plan"].as_str()].1.findings.iter().filter(|finding| is(finding, row)).count();
    let wrong: Vec<String> =
        rows.iter().filter(|row| count(row) != 1).map(|row| format!("{} times: {row:?}", count(row))).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn findings_stand_worst_first_each_with_its_place_and_what_agrees_is_none() {
    let catalog = shipped();
    for (plan, audit) in audited(&catalog).into_values() {
        let worst = |finding: &Finding| (finding.dollars(), finding.percent().map(|percent| percent.abs()));
        for pair in audit.findings.windows(2) {
            assert!(worst(&pair[0]) >= worst(&pair[1]), "{}: {:?} before {:?}", plan.id, pair[0], pair[1]);
        }
        for finding in &audit.findings {
            assert!(!finding.lines.is_empty() && !finding.says.is_empty(), "{}: {finding:?}", plan.id);
            let exactly = [Kind::Share, Kind::Limit, Kind::Rule, Kind::Hours].contains(&finding.kind);
            let headline = [Kind::Headline, Kind::StatedHeadline].contains(&finding.kind);
            let apart = exactly || headline || !agrees(finding.stated, finding.computed);
            assert!(apart, "{}: {finding:?}", plan.id);
        }
    }
}

#[test]
fn what_was_checked_is_counted_and_the_worst_of_edunerve_is_its_million() {
    let catalog = shipped();
    let audits = audited(&catalog);
    let checked = |plan: &str, kind: Kind| {
        let of = audits[plan].1.checked.iter().find(|(other, ..)| *other == kind);
        of.map(|(_, made, agree)| (*made, *agree))
    };
    assert_eq!(checked("edunerve", Kind::Annual), Some((75, 75)), "all of them are twelve times the month beside them");
    assert_eq!(checked("edunerve", Kind::Total), Some((6, 2)));
    assert_eq!(checked("edunerve", Kind::PerUser), Some((4, 4)));
    assert_eq!(checked("edunerve", Kind::Hours), Some((1, 1)));
    assert_eq!(checked("barum-aws", Kind::Annual), Some((3, 3)), "~535, ~1,258 and ~4,940 are rounded");
    assert_eq!(checked("barum-aws", Kind::Total), Some((3, 3)));
    assert_eq!(checked("business-os", Kind::Total), Some((4, 4)));
    assert_eq!(checked("business-os", Kind::Roadmap), Some((4, 4)));
    assert_eq!(checked("lean-markets", Kind::Income), Some((1, 1)), "$280,000 at 100,000 users");
    assert_eq!(checked("zero-to-planetary", Kind::Hours), None);
    let worst = &audits["edunerve"].1.findings[..2];
    assert!(worst.iter().all(|finding| finding.about == "u1m / infrastructure"), "{worst:?}");
    for (plan, audit) in audits.values() {
        let contradicted: usize = audit.checked.iter().map(|(_, made, agree)| made - agree).sum();
        assert_eq!(contradicted, audit.findings.len(), "{}", plan.id);
    }
}

#[test]
fn a_plan_of_your_own_is_audited_just_as_well() {
    let source = Source { name: "own.toml".into(), text: OWN.into() };
    let catalog = catalog::parse(&[catalog::embedded(), vec![source]]).unwrap_or_else(|faults| panic!("{faults}"));
    let audit = audit(&catalog, catalog.plan("own").unwrap()).unwrap();
    let found: Vec<String> = audit
        .findings
        .iter()
        .map(|f| {
            format!("{} {}: {} of {}, {}", f.kind.id(), f.about, f.stated.high, f.computed.high.normalize(), f.lines)
        })
        .collect();
    assert_eq!(
        found,
        [
            "rule right / two: 400 of 500, 25",
            "annual shares / one: 1300 of 1200, 5",
            "share shares / one: 21 of 20, 7",
            "per_user_lines shares / one: 2 of 1.31, 3, 5-7",
        ]
    );
    let agree: Vec<(&str, usize)> = audit.checked.iter().map(|(kind, _, agree)| (kind.id(), *agree)).collect();
    assert_eq!(agree, [("total", 2), ("annual", 0), ("share", 1), ("per_user_lines", 0), ("rule", 1)]);
}

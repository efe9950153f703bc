//! Nothing that the five documents say is left out: every numbered fact stands in the catalog, with its figures and its lines.

use costtui::amount::{Decimal, decimal};
use costtui::catalog::Plan;
use std::collections::{BTreeSet, HashMap};
use std::fs;
use toml::{Table, Value};

/// Every fact of the documents: its number, the lines it stands on, and the figures that are printed there.
const FACTS: &str = include_str!("coverage/facts.csv");

/// Each document with its plan, and how many facts it has.
const PLANS: [(&str, &str, usize); 5] = [
    ("000", "zero-to-planetary", 81),
    ("001", "business-os", 220),
    ("002", "edunerve", 211),
    ("003", "barum-aws", 110),
    ("004", "lean-markets", 116),
];

struct Fact {
    id: String,
    lines: BTreeSet<u32>,
    figures: BTreeSet<Decimal>,
}

/// A table of a file: the lines it cites, or that the table around it cites, and the figures in its texts.
struct Record {
    lines: BTreeSet<u32>,
    figures: BTreeSet<Decimal>,
}

fn facts(document: &str) -> Vec<Fact> {
    let rows = csv::Reader::from_reader(FACTS.as_bytes()).into_deserialize::<HashMap<String, String>>();
    let rows = rows.map(|row| row.expect("the facts are CSV")).filter(|row| row["fact"].starts_with(document));
    let figure = |text: &str| decimal(text).expect("a figure of a fact").normalize();
    rows.map(|row| Fact {
        id: row["fact"].clone(),
        lines: span(&row["lines"]),
        figures: row["figures"].split_whitespace().map(figure).collect(),
    })
    .collect()
}

/// `30-31, 35` as numbers.
fn span(lines: &str) -> BTreeSet<u32> {
    let number = |text: &str| text.trim().parse::<u32>().unwrap_or_else(|_| panic!("`{lines}` are no lines"));
    let parts = lines.split(',').map(|part| part.split_once('-').unwrap_or((part, part)));
    parts.flat_map(|(from, to)| number(from)..=number(to)).collect()
}

/// The figures in a text: `1,250`, `0.10`, and `50K` as 50 and as 50,000.
fn figures(text: &str) -> BTreeSet<Decimal> {
    let mut found = BTreeSet::new();
    let mut rest = text;
    while let Some(start) = rest.find(|c: char| c.is_ascii_digit()) {
        rest = &rest[start..];
        let mut digits = whole(&mut rest);
        let fraction = rest.strip_prefix('.').map(leading_digits).unwrap_or_default();
        if !fraction.is_empty() {
            digits = format!("{digits}.{fraction}");
            rest = &rest[1 + fraction.len()..];
        }
        let Ok(figure) = decimal(&digits) else { continue };
        found.insert(figure.normalize());
        found.extend(times(rest).and_then(|factor| figure.checked_mul(factor)).map(|large| large.normalize()));
    }
    found
}

/// Takes a whole number off a text, without the commas between its thousands.
fn whole(text: &mut &str) -> String {
    let mut digits = leading_digits(text).to_owned();
    *text = &text[digits.len()..];
    while let Some(group) = text.strip_prefix(',').map(leading_digits).filter(|group| group.len() == 3) {
        digits += group;
        *text = &text[4..];
    }
    digits
}

fn leading_digits(text: &str) -> &str {
    &text[..text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len())]
}

/// What a `K`, `M` or `B` behind a number stands for; the first letter of a word is none.
fn times(rest: &str) -> Option<Decimal> {
    let mut letters = rest.chars();
    let factor = match letters.next()? {
        'K' => 1_000,
        'M' => 1_000_000,
        'B' => 1_000_000_000,
        _ => return None,
    };
    letters.next().is_none_or(|next| !next.is_ascii_alphabetic()).then(|| Decimal::from(factor))
}

fn cites(key: &str) -> bool {
    key == "lines" || key.ends_with("_lines")
}

/// Adds a table and those in it; one that cites nothing belongs to what is cited around it.
fn walk(table: &Table, around: &BTreeSet<u32>, records: &mut Vec<Record>) {
    let own = table.iter().filter(|(key, _)| cites(key)).filter_map(|(_, value)| value.as_str()).flat_map(span);
    let own: BTreeSet<u32> = own.collect();
    let lines = if own.is_empty() { around.clone() } else { own };
    let mut record = Record { lines: lines.clone(), figures: BTreeSet::new() };
    for (_, value) in table.iter().filter(|(key, _)| !cites(key)) {
        read(value, &lines, &mut record, records);
    }
    records.push(record);
}

fn read(value: &Value, lines: &BTreeSet<u32>, record: &mut Record, records: &mut Vec<Record>) {
    match value {
        Value::String(text) => record.figures.extend(figures(text)),
        Value::Array(values) => values.iter().for_each(|value| read(value, lines, record, records)),
        Value::Table(table) => walk(table, lines, records),
        _ => {}
    }
}

fn records(texts: &[String]) -> Vec<Record> {
    let mut records = Vec::new();
    for text in texts {
        walk(&text.parse::<Table>().expect("a file of the catalog is TOML"), &BTreeSet::new(), &mut records);
    }
    records
}

fn files(plan: &str) -> Vec<String> {
    let read = |path: String| fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"));
    ["plans", "notes"].map(|folder| read(format!("catalog/{folder}/{plan}.toml"))).to_vec()
}

/// What of a fact no record holds; none where all of it is held.
fn missing(fact: &Fact, records: &[Record]) -> Option<String> {
    let near: Vec<&Record> = records.iter().filter(|record| !record.lines.is_disjoint(&fact.lines)).collect();
    let lines = fact.lines.iter().filter(|line| !near.iter().any(|record| record.lines.contains(line)));
    let figures = fact.figures.iter().filter(|figure| !near.iter().any(|record| record.figures.contains(figure)));
    let (lines, figures): (Vec<_>, Vec<_>) = (lines.collect(), figures.map(Decimal::to_string).collect());
    let held = lines.is_empty() && figures.is_empty();
    (!held).then(|| format!("{}: lines not cited: {lines:?}; figures not held: {figures:?}", fact.id))
}

#[test]
fn every_fact_of_the_documents_stands_in_the_catalog() {
    let (mut count, mut unaccounted) = (0, Vec::new());
    for (document, plan, of) in PLANS {
        let (facts, records) = (facts(document), records(&files(plan)));
        assert_eq!(facts.len(), of, "a fact of document {document} was lost");
        count += facts.len();
        unaccounted.extend(facts.iter().filter_map(|fact| missing(fact, &records)));
    }
    assert_eq!(count, 738);
    assert!(unaccounted.is_empty(), "{} facts unaccounted for:\n{}", unaccounted.len(), unaccounted.join("\n"));
}

#[test]
fn the_check_sees_a_figure_that_nobody_holds_and_a_line_that_nobody_cites() {
    let text =
        "lines = \"9\"\nyear = \"1200\"\n[[line]]\nlines = \"10-11\"\namount = \"1,250\"\nswap = [{ to = \"50K\" }]\n";
    let records = records(&[text.to_owned()]);
    let fact =
        |lines: &str, figures_of: &str| Fact { id: "F".into(), lines: span(lines), figures: figures(figures_of) };
    let told = |lines: &str, figures_of: &str| missing(&fact(lines, figures_of), &records);
    assert_eq!(told("10", "1250"), None);
    assert_eq!(told("9, 11", "1200 50000 50"), None);
    assert_eq!(told("10", "1250 7").unwrap(), "F: lines not cited: []; figures not held: [\"7\"]");
    assert_eq!(told("11-12", "").unwrap(), "F: lines not cited: [12]; figures not held: []");
    // A figure that stands elsewhere in the document is not this fact's.
    assert_eq!(told("10", "1200").unwrap(), "F: lines not cited: []; figures not held: [\"1200\"]");
    assert_eq!(told("30", "50").unwrap(), "F: lines not cited: [30]; figures not held: [\"50\"]");
}

#[test]
fn a_figure_is_read_as_it_is_printed() {
    let read = |text: &str| figures(text).iter().map(Decimal::to_string).collect::<Vec<_>>().join(" ");
    assert_eq!(read("$1,250.50 for 2–3, 4,5 and 1.5M; 3 Months, 20KB"), "1.5 2 3 4 5 20 1250.5 1500000");
    assert_eq!(read("0.10 and 7. At v2"), "0.1 2 7");
}

/// Where a plan's lines and levers stand, each line of the document with who cites it.
fn priced(plan: &Plan) -> Vec<(u32, String)> {
    let lines = plan.lines().flat_map(|line| {
        let places = std::iter::once(line.lines.as_str()).chain(line.see_lines.as_deref());
        places.map(|lines| (lines, format!("line {}", line.id)))
    });
    let levers = plan.levers.iter().map(|lever| {
        let lines = lever.lines.as_deref().expect("a lever of a document stands in it");
        (lines, format!("lever {}", lever.id))
    });
    let each = |(lines, who): (&str, String)| span(lines).into_iter().map(move |line| (line, who.clone()));
    lines.chain(levers).flat_map(each).collect()
}

#[test]
fn what_is_said_to_carry_nothing_carries_no_price() {
    let catalog = costtui::catalog::load(None).expect("the shipped catalog is sound");
    let mut wrong = Vec::new();
    for (_, id, _) in PLANS {
        let plan = catalog.plan(id).expect("the plan of a document");
        let nothing = &catalog.notes_of(plan).expect("the notes of a document").nothing;
        for (nothing, lines) in nothing.iter().map(|nothing| (nothing, span(&nothing.lines))) {
            let both = priced(plan).into_iter().filter(|(line, _)| lines.contains(line));
            wrong.extend(
                both.map(|(line, who)| format!("{id}: L{line} of {who} is said to be nothing: {}", nothing.why)),
            );
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

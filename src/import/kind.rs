//! What a file is, by its shape and never by its name.

use super::document::{Document, Refused};
use super::{ImportError, columns, json, records};
use crate::faults::decode;
use crate::text::clean;

/// A kind of file that comes in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// JSON of Infracost 0.10, `version` 0.2.
    Infracost,
    /// JSON of Infracost CLI 2.0.
    InfracostCli,
    /// CSV of the AWS Pricing Calculator.
    CalculatorCsv,
    /// JSON of the AWS Pricing Calculator.
    CalculatorJson,
    /// Any other CSV with names and months.
    Csv,
    /// A bill: FOCUS columns, or compressed or Parquet, which only bills are.
    Bill,
}

impl Kind {
    /// What it is called.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Infracost => "Infracost",
            Kind::InfracostCli => "Infracost CLI",
            Kind::CalculatorCsv | Kind::CalculatorJson => "AWS Pricing Calculator",
            Kind::Csv => "CSV",
            Kind::Bill => "bill",
        }
    }
}

/// The bytes that other programs write ahead of UTF-8.
const MARK: &str = "\u{feff}";

/// Lines within which the header of a CSV has to stand.
const HEAD: usize = 40;

/// What the bytes of a file are; none where they are nothing that is known, or broken JSON.
pub fn kind_of(bytes: &[u8]) -> Option<Kind> {
    if bytes.starts_with(&[0x1f, 0x8b]) || bytes.starts_with(b"PAR1") {
        return Some(Kind::Bill);
    }
    let text = std::str::from_utf8(bytes).ok()?.trim_start_matches(MARK);
    match text.trim_start().chars().next()? {
        '{' => of_json(text),
        '[' | '<' => None,
        _ => of_csv(text),
    }
}

fn of_json(text: &str) -> Option<Kind> {
    let (root, project) = json::outline(text);
    let has = |key: &str| root.iter().any(|name| name == key);
    let projects = |key: &str| project.iter().any(|name| name == key);
    if has("projects") {
        let cli = !has("version") && (projects("project_name") || has("summary") && !has("timeGenerated"));
        return Some(if cli && !projects("breakdown") { Kind::InfracostCli } else { Kind::Infracost });
    }
    (has("Groups") || has("Total Cost")).then_some(Kind::CalculatorJson)
}

fn of_csv(text: &str) -> Option<Kind> {
    let head = records::head(text, HEAD);
    let has = |row: &Vec<String>, name: &str| row.iter().any(|cell| cell.trim().eq_ignore_ascii_case(name));
    if head
        .iter()
        .any(|row| has(row, "Group hierarchy") || (has(row, "Upfront cost") && has(row, "Total 12 months cost")))
    {
        return Some(Kind::CalculatorCsv);
    }
    let first = head.first()?;
    if has(first, "BilledCost") || has(first, "EffectiveCost") {
        return Some(Kind::Bill);
    }
    columns::known(first).then_some(Kind::Csv)
}

/// Bytes as text, without the mark of their encoding; else what is wrong with them.
pub(super) fn text_of(name: &str, bytes: Vec<u8>) -> Result<String, ImportError> {
    let another = |what: &str| Err(ImportError::Unknown(format!("this is {what}: save it as CSV or JSON in UTF-8")));
    match bytes.as_slice() {
        [b'P', b'K', 3, 4, ..] => return another("a workbook or another ZIP file"),
        [b'%', b'P', b'D', b'F', ..] => return another("a PDF"),
        _ => {}
    }
    let mut text = decode(&clean(name), bytes).map_err(|faults| ImportError::Wrong(Refused::of(faults, None)))?.text;
    if text.starts_with(MARK) {
        text.drain(..MARK.len());
    }
    Ok(text)
}

/// Says why a text is no estimate that is known.
pub(super) fn refuse(document: &Document) {
    let known = "expected JSON of Infracost or of the AWS Pricing Calculator, its CSV, or a CSV with the columns item and month";
    let text = document.text().trim_start();
    if text.is_empty() {
        return document.fault(0..0, "the file is empty", known);
    }
    if text.starts_with('{') {
        if let Some(root) = json::root(document).and_then(|root| root.object()) {
            if root.get("planned_values").is_some() {
                let label =
                    "`infracost breakdown --path FILE --format json` makes an estimate of it, which can be imported";
                return document.fault(0..1, "this is a Terraform plan, which has no prices", label);
            }
            let keys: Vec<String> = root.keys().take(6).map(|key| format!("`{key}`")).collect();
            let found = if keys.is_empty() {
                "an object of nothing".to_owned()
            } else {
                format!("an object of {}", keys.join(", "))
            };
            document.fault(0..1, "this JSON is no estimate that is known", format!("{known}; this is {found}"));
        }
        return;
    }
    if text.starts_with(['[', '<']) {
        let what = if text.starts_with('[') { "a list" } else { "a page" };
        return document.fault(0..1, "this is no estimate that is known", format!("{known}; this is {what}"));
    }
    columns::refuse(document);
}

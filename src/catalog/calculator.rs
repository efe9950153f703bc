//! Calculators: sums that a document works out, as inputs and formulas, beside what it prints as their results.

use super::comparison::Sign;
use super::formula::Formula;
use super::plan::{Use, distinct, plain};
use crate::amount::{BadNumber, Estimate, range, share};
use crate::faults::{Named, Place};
use crate::table::Table;

/// A sum with its inputs.
#[derive(Clone, Debug)]
pub struct Calculator {
    /// Its name in files and on the command line.
    pub id: String,
    /// Its name on the screen.
    pub name: String,
    /// One sentence.
    pub about: Option<String>,
    /// What goes in.
    pub inputs: Vec<Input>,
    /// What comes out; a formula may use the results before it.
    pub results: Vec<Outcome>,
    /// Where it stands in the document.
    pub lines: Option<String>,
}

/// What goes into a sum.
#[derive(Clone, Debug)]
pub struct Input {
    /// Its name in formulas.
    pub id: String,
    /// Its name on the screen.
    pub label: String,
    /// What it is unless the user says otherwise.
    pub value: InputValue,
    /// What is counted; `$` for money, `%` for percent.
    pub unit: String,
    /// Where it stands in the document.
    pub lines: Option<String>,
}

/// The value of an input.
#[derive(Clone, Debug)]
pub enum InputValue {
    /// A number or range of the document.
    Number(Estimate),
    /// Made of figures of the plan.
    Formula(Formula),
}

/// What comes out of a sum.
#[derive(Clone, Debug)]
pub struct Outcome {
    /// Its name in formulas after it.
    pub id: String,
    /// Its name on the screen.
    pub label: String,
    /// How it is computed.
    pub formula: Formula,
    /// What is counted; `$` for money, `%` for percent.
    pub unit: String,
    /// What the document prints.
    pub stated: Option<Estimate>,
    /// What the document says it is held to.
    pub limit: Option<Limit>,
    /// The document's words.
    pub says: Option<String>,
    /// Where it stands in the document.
    pub lines: Option<String>,
}

/// A comparison that the document claims.
#[derive(Clone, Debug)]
pub struct Limit {
    /// How.
    pub sign: Sign,
    /// With what.
    pub formula: Formula,
}

impl Calculator {
    /// Reads a `[[calculator]]`; the references it uses come along for the check.
    pub(super) fn read(table: &Table, uses: &mut Vec<Use>) -> (Named, Self) {
        let id = table.need_id("id");
        let mut names: Vec<Named> = Vec::new();
        let mut inputs = Vec::new();
        for input in table.tables("input") {
            let (name, read) = Input::read(&input, uses);
            names.push(name);
            inputs.push(read);
        }
        let mut results = Vec::new();
        for result in table.tables("result") {
            let (name, read) = Outcome::read(&result, &names, uses);
            names.push(name);
            results.push(read);
        }
        distinct(table, "input or result", &names);
        for name in names.iter().filter(|name| name.text.contains('-')) {
            table.fault(
                name.place.clone(),
                format!("`{}` would be read as a difference", name.text),
                "expected letters, digits and _",
            );
        }
        if results.is_empty() {
            table.fault(
                table.place(),
                format!("calculator `{}` computes nothing", id.text),
                "expected a [[calculator.result]]",
            );
        }
        let calculator = Calculator {
            id: id.text.clone(),
            name: table.need_text("name").text,
            about: plain(table, "about"),
            inputs,
            results,
            lines: plain(table, "lines"),
        };
        table.finish();
        (id, calculator)
    }
}

impl Input {
    /// Whether its values are fractions that people read as percent; what is made of figures of the plan is percent already.
    pub fn is_share(&self) -> bool {
        self.unit == "%" && matches!(self.value, InputValue::Number(_))
    }

    fn read(table: &Table, uses: &mut Vec<Use>) -> (Named, Self) {
        let id = table.need_id("id");
        let text = table.need_text("value");
        let value = match number(&text.text) {
            Ok(number) => InputValue::Number(number),
            Err(_) => InputValue::Formula(read_formula(table, &text.text, &text.place, 0, &[], uses)),
        };
        let input = Input {
            id: id.text.clone(),
            label: table.need_text("label").text,
            value,
            unit: plain(table, "unit").unwrap_or_default(),
            lines: plain(table, "lines"),
        };
        table.finish();
        (id, input)
    }
}

impl Outcome {
    fn read(table: &Table, names: &[Named], uses: &mut Vec<Use>) -> (Named, Self) {
        let id = table.need_id("id");
        let text = table.need_text("formula");
        let formula = read_formula(table, &text.text, &text.place, 0, names, uses);
        let limit = table.name("limit").map(|text| read_limit(table, &text, names, uses));
        let outcome = Outcome {
            id: id.text.clone(),
            label: table.need_text("label").text,
            formula,
            unit: plain(table, "unit").unwrap_or_default(),
            stated: table.range("stated"),
            limit,
            says: plain(table, "says"),
            lines: plain(table, "lines"),
        };
        if outcome.stated.is_some() && outcome.limit.is_some() {
            table.fault(
                table.place_of("limit").unwrap_or_else(|| table.place()),
                format!("result `{}` is held against two things", id.text),
                "expected `stated` or `limit`, not both",
            );
        }
        table.finish();
        (id, outcome)
    }
}

/// A decimal, a share, or a range of decimals.
fn number(text: &str) -> Result<Estimate, BadNumber> {
    share(text).map(Estimate::exact).or_else(|_| range(text))
}

fn read_limit(table: &Table, text: &Named, names: &[Named], uses: &mut Vec<Use>) -> Limit {
    let Some((sign, rest)) = Sign::prefix(&text.text) else {
        if !text.text.is_empty() {
            let hint =
                Sign::meant(&text.text).map_or_else(String::new, |sign| format!("; did you mean {}?", sign.sign()));
            let title = "`limit` is a comparison such as \"<= quota\"";
            table.fault(text.place.clone(), title, format!("expected <, <=, >, >= or = and a formula{hint}"));
        }
        return Limit { sign: Sign::Is, formula: Formula::default() };
    };
    let offset = text.text.len() - rest.len();
    Limit { sign, formula: read_formula(table, rest, &text.place, offset, names, uses) }
}

/// A formula whose names are known; its references are checked with the plan. `offset` is where in the quoted text it begins.
fn read_formula(
    table: &Table,
    text: &str,
    place: &Place,
    offset: usize,
    names: &[Named],
    uses: &mut Vec<Use>,
) -> Formula {
    // One byte on: the quote. A text of several lines is not what stands in the file: its whole place has to do.
    let start = place.span.start + 1 + offset;
    let as_written = place.source.text.get(start..start + text.len()) == Some(text);
    let at = |span: std::ops::Range<usize>| match as_written {
        true => Place { source: place.source.clone(), span: start + span.start..start + span.end },
        false => place.clone(),
    };
    let formula = match Formula::parse(text) {
        Ok(formula) => formula,
        Err(error) => {
            if !text.is_empty() {
                table.fault(at(error.span.clone()), "this formula can't be computed", error.to_string());
            }
            return Formula::default();
        }
    };
    for (name, span) in formula.names() {
        let known = names.iter().map(|known| known.text.as_str());
        if !known.clone().any(|known| known == name) {
            let (title, label) = match names.is_empty() {
                true => ("no number", "expected a number, or a formula of [references]".to_owned()),
                false => {
                    let hint = crate::text::did_you_mean(name, known);
                    ("no input or result", format!("expected an input, or a result above this one{hint}"))
                }
            };
            table.fault(at(span), format!("`{name}` is {title}"), label);
        }
    }
    let references = formula.references();
    uses.extend(references.map(|(name, span)| Use::Reference(Named { text: name.to_owned(), place: at(span) })));
    formula
}

//! Sheets as JSON: decimals are strings with every digit, ranges have three of them, what is undefined is null.

use super::{Answer, Cell, Sheet};
use crate::amount::{Estimate, exact};
use serde_json::{Map, Value, json};

/// One answer as an object; several under `plans`.
pub(super) fn write(answers: &[Answer]) -> String {
    let answer = match answers {
        [one] => {
            let mut object = Map::from_iter([("format".to_owned(), json!(1))]);
            object.extend(object_of(one));
            Value::Object(object)
        }
        several => {
            json!({ "format": 1, "plans": several.iter().map(|one| Value::Object(object_of(one))).collect::<Vec<_>>() })
        }
    };
    format!("{answer:#}\n")
}

fn object_of(answer: &Answer) -> Map<String, Value> {
    let facts = answer.facts.iter().map(|(key, cell)| ((*key).to_owned(), value(cell)));
    facts.chain(answer.sheets.iter().map(|sheet| (sheet.id.to_owned(), rows(sheet)))).collect()
}

fn rows(sheet: &Sheet) -> Value {
    let row = |cells: &Vec<Cell>| {
        let named = sheet.columns.iter().zip(cells);
        Value::Object(named.map(|(column, cell)| (column.id.to_owned(), value(cell))).collect())
    };
    sheet.rows.iter().map(row).collect()
}

fn value(cell: &Cell) -> Value {
    let spread = |e: &Estimate| json!({ "low": exact(e.low), "expected": exact(e.expected), "high": exact(e.high) });
    match cell {
        Cell::None => Value::Null,
        Cell::Text(text) => json!(text),
        Cell::Money(range) | Cell::Expected(range) | Cell::Percents(range) => spread(range),
        Cell::Number(number) if number.is_exact() => json!(exact(number.expected)),
        Cell::Number(range) => spread(range),
        Cell::Gap(number) | Cell::Percent(number) | Cell::Points(number) | Cell::Times(number) => json!(exact(*number)),
        Cell::Shown(_, number) => json!(number.map(exact)),
        Cell::Flag(flag) => json!(flag),
    }
}

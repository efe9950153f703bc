//! The first table of an answer as CSV; a column with a range in it is three.

use super::{Answer, Cell, Sheet};
use crate::report::csv::finished;
use crate::text::neutral;

pub(super) fn write(answers: &[Answer]) -> String {
    let Some(sheets) = answers.iter().map(|answer| answer.sheets.first()).collect::<Option<Vec<&Sheet>>>() else {
        return String::new();
    };
    let Some(first) = sheets.first() else { return String::new() };
    let ranges: Vec<bool> = (0..first.columns.len()).map(|at| sheets.iter().any(|sheet| ranged(sheet, at))).collect();
    let several = answers.len() > 1;
    let mut writer = ::csv::Writer::from_writer(Vec::new());
    let mut put = |row: Vec<String>| writer.write_record(&row).expect("a vector takes every row of one length");
    let mut header: Vec<String> = several.then(|| "plan".to_owned()).into_iter().collect();
    for (column, ranged) in first.columns.iter().zip(&ranges) {
        header.push(column.id.to_owned());
        if *ranged {
            header.extend(["low", "high"].map(|end| format!("{}_{end}", column.id)));
        }
    }
    put(header);
    for (answer, sheet) in answers.iter().zip(sheets) {
        for cells in &sheet.rows {
            let mut row: Vec<String> = several.then(|| plan_of(answer)).into_iter().collect();
            for (cell, ranged) in cells.iter().zip(&ranges) {
                let text = matches!(cell, Cell::Text(_));
                row.push(if text { neutral(&cell.raw()) } else { cell.raw() });
                if *ranged {
                    row.extend(cell.range().unwrap_or_default());
                }
            }
            put(row);
        }
    }
    finished(writer)
}

fn ranged(sheet: &Sheet, column: usize) -> bool {
    sheet.rows.iter().any(|row| {
        matches!(row[column], Cell::Money(_) | Cell::Number(_) | Cell::Percents(_))
            && row[column].range().is_some_and(|[low, high]| low != high)
    })
}

fn plan_of(answer: &Answer) -> String {
    let plan = answer.facts.iter().find(|(key, _)| *key == "plan");
    plan.map(|(_, cell)| neutral(&cell.raw())).unwrap_or_default()
}

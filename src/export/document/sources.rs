//! Where the figures are from: the document, each list of prices with its date and grade, rates of exchange, and the user's bill.

use super::{Section, Subject};
use crate::catalog::Trust;
use crate::engine::{self, CardPrice, LineBasis, Quote};
use crate::report::page::{Row, Table};

pub(super) fn section(subject: &Subject, quote: &Quote) -> Section {
    let mut rows: Vec<Row> = document(subject, quote).into_iter().collect();
    let mut told: Vec<(Row, usize)> = Vec::new();
    for price in quote.lines.iter().filter_map(|line| line.card_price.as_deref()) {
        let row = listed(subject, price);
        match told.iter_mut().find(|(known, _)| *known == row) {
            Some((_, count)) => *count += 1,
            None => told.push((row, 1)),
        }
    }
    rows.extend(told.into_iter().map(|(mut row, count)| {
        row.cells[3] = lines(count);
        row
    }));
    for rate in quote.lines.iter().filter_map(|line| line.card_price.as_deref()?.exchange.as_ref()) {
        let what = format!("${} for 1 {}", crate::amount::exact(rate.usd), rate.currency);
        let row = row([rate.source.clone(), rate.as_of.to_string(), "rate of exchange".to_owned(), what]);
        if !rows.contains(&row) {
            rows.push(row);
        }
    }
    rows.extend(billed(quote));
    let old = quote.lines.iter().filter_map(|line| line.card_price.as_deref());
    let lead = match old.filter(|price| price.is_old(subject.today)).count() {
        0 => String::new(),
        1 => "1 price is old: read more than 12 months ago, or on a day that nobody noted.".to_owned(),
        n => format!("{n} prices are old: read more than 12 months ago, or on a day that nobody noted."),
    };
    let columns = ["Source", "Of", "Grade", "For"].map(|name| (name.to_owned(), false)).into();
    let table = Table { caption: "Where the figures are from".to_owned(), columns, rows, empty: String::new() };
    Section { title: "Sources and dates", lead, tables: vec![table] }
}

/// The plan's own document, for the lines that stand as it prints them.
fn document(subject: &Subject, quote: &Quote) -> Option<Row> {
    let plan = engine::plan_of(subject.catalog, subject.session.scenario())?;
    let printed = quote.lines.iter().filter(|line| line.card_price.is_none());
    let yours = printed.clone().filter(|line| line.basis == LineBasis::Override).count();
    let rest = if yours == 0 { String::new() } else { format!(", {yours} of them changed by you") };
    let what = match printed.count() {
        0 => "quantities, and what each line needs".to_owned(),
        count => format!("{}{rest}", lines(count)),
    };
    let grade = match subject.catalog.carried_by(&plan.id) {
        Some(file) => format!("as the session says, which carries {file}"),
        None => "the plan's document".to_owned(),
    };
    let grade = match &plan.estimate {
        Some(kind) if subject.catalog.carried_by(&plan.id).is_some() => format!("an estimate, {kind}, {grade}"),
        Some(kind) => format!("an estimate, {kind}"),
        None => grade,
    };
    let dated = match (plan.as_of, &plan.estimate) {
        (Some(date), _) => date.to_string(),
        (None, Some(_)) => "of no date".to_owned(),
        (None, None) => "as printed".to_owned(),
    };
    Some(row([plan.source.clone(), dated, grade, what]))
}

/// The user's bill, for the lines whose price it multiplies.
fn billed(quote: &Quote) -> Option<Row> {
    let counted = quote.lines.iter().filter(|line| line.basis != LineBasis::Headline);
    let count = counted.filter(|line| line.factor().is_some()).count();
    let cells = ["your bill", "as you gave it", "your own factors", &lines(count)].map(str::to_owned);
    (count > 0).then(|| row(cells))
}

fn listed(subject: &Subject, price: &CardPrice) -> Row {
    let carried = subject.catalog.carried_by(&subject.session.scenario().card);
    let carried = carried.map(|file| format!("as the session says, which carries {file}"));
    let grade = match price.trust {
        _ if carried.is_some() => carried.as_deref().unwrap_or_default(),
        _ if price.agreed => "your own rate",
        Some(Trust::List) => "the provider's list",
        Some(Trust::ThirdParty) => "a third party's copy",
        Some(Trust::Low) => "low trust: hearsay",
        None => "not graded",
    };
    let date = super::bill::when(price, subject.today);
    row([format!("{}: {}", price.card, price.source), date, grade.to_owned(), String::new()])
}

fn lines(count: usize) -> String {
    if count == 1 { "1 line".to_owned() } else { format!("{count} lines") }
}

fn row(cells: [String; 4]) -> Row {
    Row { cells: cells.into(), ..Row::default() }
}

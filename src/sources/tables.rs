//! Tables: each variant and add-on with its sum, its stated total and its headline.

use super::figure::dollars;
use super::{Facts, Kind, Section};
use crate::amount::{Decimal, Estimate, Number, percent};
use crate::explore::audit::{Fit, Part, Table};
use crate::report::inside;
use crate::rows::{Cell, Column, Row, Words};
use crate::text::at_lines;

pub(super) fn section(facts: &Facts) -> Section {
    let columns = vec![
        Column::words("Table", 9),
        Column::figures("Lines", 2),
        Column::figures("Their sum", 8),
        Column::figures("Stated total", 7),
        Column::figures("Difference", 4),
        Column::figures("Headline", 6),
        Column::words("Sum in it", 5),
        Column::words("Stated in it", 3),
    ];
    let Some(audit) = facts.audit else {
        return Section::new(Kind::Tables, 0, "Not added up: a figure needs more than 28 digits.", columns, Vec::new());
    };
    let rows: Vec<Row> = audit.tables.iter().map(|table| row(facts, table)).collect();
    let heading = "What the lines of each table add up to, its stated total, and its stage's headline.";
    Section::new(Kind::Tables, rows.len(), heading, columns, rows)
}

fn row(facts: &Facts, table: &Table) -> Row {
    let name = facts.table_name(&table.stage, &table.group);
    let figure = |figure: Option<Estimate>| figure.map_or(Cell::dim("—"), |figure| Cell::plain(dollars(figure)));
    let priced = table.count > 0;
    let band = table.headline.map_or(Cell::dim("—"), |_| Cell::plain(headline(table)));
    let cells = [
        Cell::plain(name.clone()),
        Cell::dim(table.count.to_string()),
        figure(Some(table.sum).filter(|_| priced)),
        table
            .difference()
            .filter(|_| priced)
            .map_or(figure(table.stated), |gap| figure(table.stated).signed(gap == Estimate::ZERO)),
        table.difference().filter(|_| priced).map_or(Cell::dim("—"), difference),
        table.sum_fit().map_or(band.clone(), |fit| band.signed(fit.inside())),
        lies(table.sum_fit()),
        lies(table.stated_fit()),
    ];
    Row::new(cells).told(detail(table, name))
}

/// Nothing where the total is the sum.
fn difference(gap: Estimate) -> Cell {
    match gap == Estimate::ZERO {
        true => Cell::dim("0"),
        false => Cell::plain(signed(gap)),
    }
}

fn signed(gap: Estimate) -> String {
    let one = |value: Decimal| crate::amount::signed_money(value);
    if gap.is_exact() || gap.low == gap.high { one(gap.low) } else { format!("{}…{}", one(gap.low), one(gap.high)) }
}

fn headline(table: &Table) -> String {
    let open = if table.headline_open { "+" } else { "" };
    table.headline.map_or("—".to_owned(), |headline| format!("{}{open}", dollars(headline)))
}

/// How a figure lies in the headline.
fn lies(fit: Option<Fit>) -> Cell {
    match fit {
        None => Cell::dim("—"),
        Some(fit) if fit.inside() => Cell::dim(inside(fit)),
        Some(fit) => Cell::plain(inside(fit)),
    }
}

fn detail(table: &Table, name: String) -> Vec<Words> {
    let at = |lines: Option<&str>| {
        lines.filter(|l| !l.is_empty()).map(|l| format!(" ({})", at_lines(l))).unwrap_or_default()
    };
    let mut out = vec![Words::title(name)];
    if table.count > 0 {
        let (sum, place) = (dollars(table.sum), at(Some(&table.lines)));
        let lines = if table.count == 1 { "1 line is".to_owned() } else { format!("{} lines add up to", table.count) };
        out.push(Words::figure(format!("{lines} {sum}{place}")));
    }
    if let Some(stated) = table.stated {
        let gap = table.difference().filter(|gap| *gap != Estimate::ZERO);
        let gap = gap.map_or(", which they are".to_owned(), |gap| format!(", {} from them", signed(gap)));
        out.push(Words::plain(format!("Stated total {}{gap}{}.", dollars(stated), at(table.stated_lines.as_deref()))));
    }
    if table.headline.is_some() {
        let lies = |what: &str, fit: Option<Fit>| {
            let fit = fit?;
            Some(format!(
                "{what} {}",
                if fit.inside() { "inside it".to_owned() } else { format!("{} it", inside(fit)) }
            ))
        };
        let fits = [lies("the sum is", table.sum_fit()), lies("the stated total is", table.stated_fit())];
        let fits = fits.into_iter().flatten().map(|fit| format!("; {fit}")).collect::<String>();
        out.push(Words::plain(format!("Headline {}{}{fits}.", headline(table), at(table.headline_lines.as_deref()))));
    }
    if let Some(without) = table.without_optional {
        let optional = table.sum.try_with(without, Decimal::minus).map_or("—".to_owned(), dollars);
        out.push(Words::plain(format!("Without the optional lines {}; these are {optional}.", dollars(without))));
    }
    if let Some((sum, stated)) = table.buffered {
        let stated = stated.map(|stated| format!("; stated {}", dollars(stated))).unwrap_or_default();
        let place = at(table.buffer_lines.as_deref());
        out.push(Words::plain(format!("With the printed buffer {}{stated}{place}.", dollars(sum))));
    }
    out.push(Words::plain(parts("By category", &table.categories)));
    out.push(Words::plain(parts("By its own headings", &table.groups)));
    out
}

fn parts(title: &str, parts: &[Part]) -> String {
    let part = |part: &Part| {
        let share = part.share.map(|share| format!(" ({})", percent(share))).unwrap_or_default();
        format!("{} {}{share}", part.name, dollars(part.sum))
    };
    if parts.is_empty() {
        return String::new();
    }
    format!("{title}: {}.", parts.iter().map(part).collect::<Vec<_>>().join(", "))
}

//! What came in: the lines of an estimate with what they follow and why, and its sums beside the file's.

use super::Format;
use super::sheet::{self, Answer, Cell, Column, Sheet};
use crate::amount::{Decimal, Estimate as Range, grouped};
use crate::import::{Choices, Estimate, Follow, Item, NOTHING, is_told};

/// Where an estimate went, and what to type next.
pub struct Taken<'a> {
    /// What came in.
    pub estimate: &'a Estimate,
    /// As what plan.
    pub choices: &'a Choices,
    /// The file it was written to; none where it was not.
    pub path: Option<String>,
    /// Commands to type next, with what they do.
    pub next: Vec<(String, &'static str)>,
}

/// The answer in a format, with its last line end.
pub fn write(format: Format, taken: &Taken) -> String {
    sheet::write(format, &[answer(taken)])
}

fn answer(taken: &Taken) -> Answer {
    let Taken { estimate, choices, .. } = taken;
    let text = |text: &str| Cell::Text(text.to_owned());
    let users = grouped(choices.users, 0);
    let dated = estimate.as_of.map(|date| format!(", {date}")).unwrap_or_default();
    let title =
        format!("{}: from {} ({}{dated}), for {users} users", choices.name, estimate.file, estimate.kind.name());
    let facts = vec![
        ("plan", text(&choices.id)),
        ("name", text(&choices.name)),
        ("file", text(&estimate.file)),
        ("kind", text(estimate.kind.name())),
        ("as_of", Cell::words(estimate.as_of.map(|date| date.to_string()))),
        ("currency", text(&estimate.currency)),
        ("users", Cell::Number(Range::exact(choices.users))),
        ("written_to", Cell::words(taken.path.clone())),
    ];
    let mut sheets = vec![lines(estimate), totals(estimate)];
    sheets.extend([remarks(estimate), next(taken)]);
    Answer { title, facts, sheets }
}

/// The lines of an estimate, what each follows and why.
pub fn lines(estimate: &Estimate) -> Sheet {
    Sheet {
        id: "lines",
        title: "Lines, and what makes more of them; --follow LINE_OR_CATEGORY=WHAT changes it".to_owned(),
        columns: vec![
            Column::text("item", "Item"),
            Column::text("category", "Category"),
            Column::figure("amount", "A month"),
            Column::text("follows", "Follows"),
            Column::text("because", "Why"),
            Column::text("id", "Line"),
            Column::hidden("quantity"),
            Column::hidden("unit"),
            Column::hidden("unit_price"),
            Column::hidden("upfront"),
            Column::hidden("group"),
            Column::hidden("region"),
            Column::hidden("line"),
            Column::hidden("place"),
            Column::hidden("priced"),
        ],
        rows: estimate.items.iter().map(row).collect(),
        empty: "None.",
        detail: false,
    }
}

fn row(item: &Item) -> Vec<Cell> {
    let number = |value: Option<Decimal>| value.map_or(Cell::None, |value| Cell::Number(Range::exact(value)));
    let follows = match (&item.follows, item.priced) {
        (_, false) => Cell::None,
        (Follow::Nothing, _) => Cell::Text(NOTHING.to_owned()),
        (Follow::Of(driver), _) => Cell::Text(driver.clone()),
    };
    let money = |value: Decimal| Cell::Money(Range::exact(value));
    vec![
        Cell::Text(item.item.clone()),
        Cell::Text(item.category.clone()),
        if item.priced { money(item.amount) } else { Cell::None },
        follows,
        Cell::Text(if item.priced { item.because.clone() } else { "no price in the file: left out".to_owned() }),
        Cell::Text(item.id.clone()),
        number(item.quantity),
        Cell::words(item.unit.clone()),
        number(item.unit_price),
        money(item.upfront),
        Cell::words(item.group.clone()),
        Cell::words(item.region.clone()),
        Cell::count(item.line),
        Cell::Text(item.place.clone()),
        Cell::Flag(item.priced),
    ]
}

fn totals(estimate: &Estimate) -> Sheet {
    let money = |amount: Option<Decimal>| amount.map_or(Cell::None, |amount| Cell::Money(Range::exact(amount)));
    let (month, ahead) = (estimate.total().ok(), estimate.upfront().ok());
    let stated = &estimate.stated;
    let row = |what: &str, sum: Option<Decimal>, stated: Option<Decimal>| {
        let gap = sum.zip(stated).and_then(|(sum, stated)| sum.checked_sub(stated)).filter(|gap| is_told(*gap));
        vec![Cell::Text(what.to_owned()), money(sum), money(stated), gap.map_or(Cell::None, Cell::Gap).or_empty()]
    };
    let mut rows = vec![row("A month", month, stated.month)];
    if ahead.is_some_and(|ahead| !ahead.is_zero()) || stated.upfront.is_some_and(|upfront| !upfront.is_zero()) {
        rows.push(row("Ahead, once", ahead, stated.upfront));
    }
    Sheet {
        id: "totals",
        title: "Sums".to_owned(),
        columns: vec![
            Column::text("what", ""),
            Column::figure("lines", "The lines"),
            Column::figure("stated", "The file says"),
            Column::figure("difference", "Difference"),
        ],
        rows,
        empty: "None.",
        detail: false,
    }
}

/// What no estimate says, and a plan of one starts with all the same.
const DEFAULTS: &str = "Revenue per user, paid share and growth are the program's defaults: set them with --revenue-per-user, \
                        --set paid_share=… and --set growth=…";

fn remarks(estimate: &Estimate) -> Sheet {
    Sheet {
        id: "remarks",
        title: "To know".to_owned(),
        columns: vec![Column::text("remark", "Remark")],
        rows: estimate
            .remarks
            .iter()
            .map(String::as_str)
            .chain([DEFAULTS])
            .map(|of| vec![Cell::Text(of.to_owned())])
            .collect(),
        empty: "Nothing.",
        detail: false,
    }
}

fn next(taken: &Taken) -> Sheet {
    let title = match &taken.path {
        Some(path) => format!("Written to {path}. Next"),
        None => "Nothing is written. Next".to_owned(),
    };
    Sheet {
        id: "next",
        title,
        columns: vec![Column::text("what", "For"), Column::text("command", "type")],
        rows: taken
            .next
            .iter()
            .map(|(command, what)| vec![Cell::Text((*what).to_owned()), Cell::Text(command.clone())])
            .collect(),
        empty: "Nothing.",
        detail: false,
    }
}

//! A document against a card, as tables: lines worst first, what each stage leaves, what the card does not price.

use super::sheet::{Answer, Cell, Column, Sheet};
use crate::amount::Estimate;
use crate::catalog::Plan;
use crate::date;
use crate::explore::against::{Against, Held, StageHeld, Unheld};

/// What to keep in mind when a document is held against a list.
pub const CAVEAT: &str = "List prices on demand, without a discount, for the size that the document names, else the cheapest \
                          that fits; who commits or negotiates pays less";

/// A plan held against a card.
pub fn against(plan: &Plan, card: &str, against: &Against) -> Answer {
    let title = format!("{} against {}. {CAVEAT}", plan.name, against.card);
    let facts = vec![("plan", Cell::Text(plan.id.clone())), ("card", Cell::Text(card.to_owned()))];
    Answer { title, facts, sheets: vec![held(against), stages(against), unpriced(against)] }
}

fn held(against: &Against) -> Sheet {
    let columns = vec![
        Column::figure("ratio", "List ÷ document"),
        Column::text("group", "Stage"),
        Column::text("item", "Line"),
        Column::figure("quantity", "Quantity"),
        Column::text("unit", ""),
        Column::figure("documented", "Documented"),
        Column::text("at_most", ""),
        Column::figure("list", "List"),
        Column::figure("difference", "Difference"),
        Column::text("product", "Priced as"),
        Column::text("as_of", "As of"),
        Column::text("leaves_out", "Without"),
        Column::text("lines", "Lines"),
        Column::hidden("line"),
        Column::hidden("source"),
        Column::hidden("trust"),
        Column::hidden("note"),
        Column::hidden("yours"),
        Column::hidden("stands_in"),
    ];
    Sheet {
        id: "held",
        title: "Each line at its printed quantity, the farthest from the list first".to_owned(),
        columns,
        rows: against.held.iter().map(row).collect(),
        empty: "The card prices nothing of this plan.",
        detail: false,
    }
}

fn row(held: &Held) -> Vec<Cell> {
    let price = &held.price;
    vec![
        held.ratio.map_or(Cell::None, Cell::Times),
        Cell::Text(held.group.to_string()),
        Cell::Text(held.line.item.clone()),
        Cell::Number(Estimate::exact(held.quantity)),
        Cell::words(held.unit.clone()).or_empty(),
        Cell::Money(held.documented),
        Cell::Text(if price.at_most { "at most" } else { "" }.to_owned()),
        Cell::Money(Estimate::exact(held.list)),
        held.difference().map_or(Cell::None, Cell::Gap),
        Cell::Text(format!("{}{}", price.called(), if price.stands_in.is_some() { " (stands in)" } else { "" })),
        Cell::Text(date::words(price.as_of)),
        Cell::words(held.line.leaves_out.clone()).or_empty(),
        Cell::Text(held.line.lines.clone()),
        Cell::Text(held.line.id.clone()),
        Cell::Text(price.source.clone()),
        Cell::words(price.trust.map(|trust| trust.id())),
        Cell::words(price.note.clone()),
        Cell::words(price.yours.clone()),
        Cell::words(price.stands_in.clone()),
    ]
}

fn stages(against: &Against) -> Sheet {
    let columns = vec![
        Column::text("group", "Stage"),
        Column::figure("users", "Users"),
        Column::figure("documented", "Documented"),
        Column::figure("list", "By the list"),
        Column::figure("ratio", "÷"),
        Column::figure("margin_documented", "Margin"),
        Column::figure("margin_documented_percent", "%"),
        Column::figure("margin_list", "By the list"),
        Column::figure("margin_list_percent", "%"),
        Column::figure("lines_priced", "Lines"),
        Column::hidden("lines"),
    ];
    Sheet {
        id: "stages",
        title: "Each stage where its figures hold: as documented, and with what the card prices at list".to_owned(),
        columns,
        rows: against.stages.iter().map(stage).collect(),
        empty: "The plan has no lines.",
        detail: false,
    }
}

fn stage(stage: &StageHeld) -> Vec<Cell> {
    let middle = |estimate: Option<Estimate>| Cell::money(estimate.map(|estimate| Estimate::exact(estimate.expected)));
    vec![
        Cell::Text(stage.group.to_string()),
        Cell::Number(Estimate::exact(stage.users)),
        Cell::Money(stage.documented),
        Cell::Money(stage.list),
        stage.ratio().map_or(Cell::None, Cell::Times),
        middle(stage.margin_documented),
        Cell::share(stage.margin_shares.0),
        middle(stage.margin_list),
        Cell::share(stage.margin_shares.1),
        Cell::count(stage.lines.0),
        Cell::count(stage.lines.1),
    ]
}

fn unpriced(against: &Against) -> Sheet {
    Sheet {
        id: "unpriced",
        title: "What the card does not price".to_owned(),
        columns: vec![
            Column::text("group", "Stage"),
            Column::text("item", "Line"),
            Column::text("why", "Because"),
            Column::hidden("reason"),
        ],
        rows: against
            .unpriced
            .iter()
            .map(|unheld| {
                let text = |text: &str| Cell::Text(text.to_owned());
                let Unheld { group, item, why } = unheld;
                vec![Cell::Text(group.to_string()), text(item), text(why.words()), text(why.id())]
            })
            .collect(),
        empty: "Nothing: every line has a price.",
        detail: false,
    }
}

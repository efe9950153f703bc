//! The document against a list: each printed line beside what the same costs by a provider's list, worst first.

use super::figure::{dollars, number};
use super::{Facts, Kind, Section};
use crate::amount::{Decimal, Estimate, grouped, money, signed_money};
use crate::date;
use crate::engine::Unpriced;
use crate::explore::against::{Against, Group, Held, StageHeld, Unheld};
use crate::report::CAVEAT;
use crate::rows::{Block, Cell, Column, Row, Words};
use crate::text::{at_lines, capital};

/// A plan held against a card, and whether the user chose that.
#[derive(Clone, Debug)]
pub struct HeldAgainst {
    /// The lines and stages.
    pub against: Against,
    /// Whether the scenario is priced by that card.
    pub chosen: bool,
}

pub(super) fn section(facts: &Facts) -> Option<Section> {
    let HeldAgainst { against, chosen } = facts.against?;
    let which = if *chosen { "the card now" } else { "which prices the most of it" };
    let heading = format!("Against {}, {which}; F3 chooses another. {CAVEAT}.", against.card);
    let blocks = vec![held(facts, against), stages(facts, against), unpriced(facts, against)];
    Some(Section { kind: Kind::Against, count: against.held.len().to_string(), heading, blocks })
}

/// A group by the names of the screen.
fn named(facts: &Facts, group: &Group) -> String {
    facts.table_name(&group.stage, &group.variant)
}

fn held(facts: &Facts, against: &Against) -> Block {
    let columns = vec![
        Column::words("Line", 9),
        Column::figures("List ÷ doc", 10),
        Column::figures("Documented", 7),
        Column::figures("By the list", 8),
        Column::words("Stage", 6),
        Column::words("Priced as", 4),
        Column::words("As of", 5),
    ];
    Block { columns, rows: against.held.iter().map(|held| held_row(facts, held)).collect() }
}

fn held_row(facts: &Facts, held: &Held) -> Row {
    let price = &held.price;
    let date = Cell::dim(date::words(price.as_of));
    let stage = named(facts, &held.group);
    let cells = [
        Cell::plain(&*held.line.item),
        held.ratio.map_or(Cell::dim("—"), times),
        Cell::plain(dollars(held.documented)),
        Cell::plain(format!("{}{}", if held.price.at_most { "≤ " } else { "" }, money(held.list))),
        Cell::dim(&*stage),
        Cell::plain(price.called()),
        if price.is_old(facts.today) { date.signed(false) } else { date },
    ];
    Row::new(cells).told(detail(held, stage))
}

/// `5.51 ×`, marked where it is twice or half.
fn times(ratio: Decimal) -> Cell {
    let cell = Cell::plain(grouped(ratio, 2)).strong().of("×");
    let far = ratio >= Decimal::TWO || ratio <= Decimal::new(5, 1);
    if far { cell.signed(false) } else { cell }
}

fn detail(held: &Held, stage: String) -> Vec<Words> {
    let price = &held.price;
    let product = price.product();
    let product = if product.is_empty() { String::new() } else { format!(", as {product}") };
    let unit = held.unit.as_deref().unwrap_or_default();
    let gap = held.difference().map(signed_money).unwrap_or_default();
    vec![
        Words::title(format!("{}, {stage}", held.line.item)),
        Words::figure(format!(
            "{}{} by the list, {} as documented: {gap}",
            if held.price.at_most { "At most " } else { "" },
            money(held.list),
            dollars(held.documented)
        )),
        Words::plain(format!("{} {unit}{product}.", capital(&number(held.quantity)))),
        Words::plain(price.not_the_same().unwrap_or_default()),
        Words::plain(price.yours.as_ref().map(|yours| format!("{}.", capital(yours))).unwrap_or_default()),
        Words::plain(
            held.line
                .leaves_out
                .as_ref()
                .map(|what| format!("The list's price leaves out {what}."))
                .unwrap_or_default(),
        ),
        Words::aside(format!("{}.", price.provenance())),
        Words::aside(price.note.as_ref().map(|note| format!("Of the price: {note}")).unwrap_or_default()),
        Words::aside(format!("In the document: {}.", at_lines(&held.line.lines))),
    ]
}

fn stages(facts: &Facts, against: &Against) -> Block {
    let columns = vec![
        Column::words("Stage, where its figures hold", 9),
        Column::figures("List ÷ doc", 10),
        Column::figures("Documented", 6),
        Column::figures("By the list", 7),
        Column::figures("Margin, doc", 5),
        Column::figures("Margin, list", 8),
        Column::words("Lines", 4),
    ];
    Block { columns, rows: against.stages.iter().map(|stage| stage_row(facts, stage)).collect() }
}

fn stage_row(facts: &Facts, stage: &StageHeld) -> Row {
    let name = named(facts, &stage.group);
    let (priced, all) = stage.lines;
    let (was, is) = stage.margin_shares;
    let share = |share: Option<Decimal>| share.map_or(Cell::dim("—"), Cell::margin);
    let title = Words::title(format!("{name}, {} {}", grouped(stage.users, 0), facts.plan.scale));
    let figure = |estimate: Estimate| money(estimate.expected);
    let left = |margin: Option<Estimate>| margin.map_or("—".to_owned(), figure);
    let told = [
        title,
        Words::figure(format!("{} as documented, {} by the list", figure(stage.documented), figure(stage.list))),
        Words::plain(format!(
            "What is left of the revenue: {}, by the list {}.",
            left(stage.margin_documented),
            left(stage.margin_list)
        )),
        Words::plain(format!("The list prices {priced} of {all} lines; the others stand as documented.")),
    ];
    Row::new([
        Cell::plain(name),
        stage.ratio().map_or(Cell::dim("—"), times),
        Cell::plain(figure(stage.documented)),
        Cell::plain(figure(stage.list)),
        share(was),
        share(is),
        Cell::dim(format!("{priced} of {all}")),
    ])
    .told(told)
}

/// The lines that the list does not price, under the reason.
fn unpriced(facts: &Facts, against: &Against) -> Block {
    let columns = vec![Column::words("Not priced", 9), Column::words("Stage", 6)];
    let of = |reason: Unpriced| {
        let rows: Vec<Row> = against
            .unpriced
            .iter()
            .filter(|unheld| unheld.why == reason)
            .map(|Unheld { group, item, .. }| {
                let stage = named(facts, group);
                let told = [Words::title(format!("{item}, {stage}")), Words::plain(because(reason))];
                Row::new([Cell::plain(&**item), Cell::dim(stage)]).told(told)
            })
            .collect();
        let many = if rows.len() == 1 { "1 line".to_owned() } else { format!("{} lines", rows.len()) };
        let heading = Row::heading(capital(reason.words()), Cell::dim(many)).told([Words::plain(because(reason))]);
        (!rows.is_empty()).then_some(heading).into_iter().chain(rows)
    };
    Block { columns, rows: Unpriced::ALL.into_iter().flat_map(of).collect() }
}

fn because(reason: Unpriced) -> String {
    format!("{}: its documented figure stands.", capital(reason.words()))
}

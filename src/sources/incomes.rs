//! Incomes: who pays what, and what that makes of the month at the users there are now.

use super::figure::dollars;
use super::{Facts, Kind, Section};
use crate::amount::{Decimal, End, Estimate, Number, Overflow, grouped, percent};
use crate::catalog::{Income, Segment};
use crate::rows::{Cell, Column, Row, Words};
use crate::text::at_lines;

pub(super) fn section(facts: &Facts) -> Section {
    let columns = vec![
        Column::words("Who pays", 9),
        Column::figures("Share", 6),
        Column::figures("Low price", 8),
        Column::figures("High price", 7),
        Column::words("Lines", 3),
    ];
    let rows = facts.plan.incomes.iter().flat_map(|income| rows(facts, income)).collect();
    let heading = format!(
        "Each mix of payers at {} {} and a cost of {} a month.",
        users(facts).map_or("—".to_owned(), |users| grouped(users, 0)),
        facts.plan.scale,
        facts.quote.cost.map_or("—".to_owned(), |cost| dollars(Estimate::exact(cost.expected)))
    );
    Section::new(Kind::Incomes, facts.plan.incomes.len(), heading, columns, rows)
}

/// Where the users slider stands.
fn users(facts: &Facts) -> Option<Decimal> {
    facts.catalog.slider("users").map(|slider| facts.scenario.value(facts.catalog, slider))
}

/// What an income makes of the month.
struct Month {
    users: Decimal,
    revenue: Estimate,
    margin: Estimate,
    /// Cost ÷ revenue; none where there is no revenue.
    infra: [Option<Decimal>; 2],
    /// Revenue per user, of all of them, that covers the cost.
    break_even: Option<Decimal>,
}

impl Month {
    fn of(facts: &Facts, income: &Income) -> Result<Self, Overflow> {
        let (users, cost) = (users(facts).ok_or(Overflow)?, facts.quote.cost?.expected);
        let revenue = income.per_user()?.times(users)?.try_map(|revenue| revenue.plus(income.other))?;
        let infra = [revenue.low, revenue.high].map(|revenue| cost.over(revenue).ok());
        let to_earn = cost.minus(income.other)?.max(Decimal::ZERO);
        let margin = revenue.try_map(|revenue| revenue.minus(cost))?;
        Ok(Month { users, revenue, margin, infra, break_even: to_earn.over(users).ok() })
    }

    /// Whether the low price, and whether the high one, brings more than break-even.
    fn covered(&self) -> [bool; 2] {
        [self.margin.low, self.margin.high].map(|margin| margin >= Decimal::ZERO)
    }
}

fn rows(facts: &Facts, income: &Income) -> Vec<Row> {
    if income.asks {
        let told = detail(income, None).into_iter().chain([Words::plain(
            "The document gives no figure: type what it brings a month at Other income, or choose it at Income.",
        )]);
        return vec![Row::heading(&*income.name, Cell::dim("asked: no figure is printed")).told(told)];
    }
    let month = Month::of(facts, income);
    let verdict = match month.as_ref().map(Month::covered) {
        Err(Overflow) => Cell::dim("too large"),
        Ok([true, true]) => Cell::plain("covers the cost").judged(true),
        Ok([false, true]) => Cell::plain("covers the cost at the high price only").judged(false),
        Ok(_) => Cell::plain("does not cover the cost").judged(false),
    };
    let mut rows = vec![Row::heading(&*income.name, verdict).told(detail(income, month.as_ref().ok()))];
    rows.extend(income.segments.iter().map(segment));
    if !income.other.is_zero() {
        let other = Cell::plain(dollars(Estimate::exact(income.other)));
        rows.push(Row::new([Cell::plain("Beside the users, a month"), Cell::empty(), other.clone(), other]));
    }
    rows.extend(figure_row("Revenue per user, of all", income.per_user(), &[]));
    rows.extend(figure_row("Revenue per payer", income.per_payer(), &[]));
    let Ok(month) = month else { return rows };
    rows.extend(figure_row("Revenue a month", Ok(month.revenue), &[]));
    rows.extend(figure_row("Margin a month", Ok(month.margin), &month.covered()));
    let infra = month.infra.map(|share| share.map_or(Cell::dim("—"), share_cell));
    let [low, high] = infra;
    rows.push(Row::new([Cell::plain("Infrastructure of revenue"), Cell::empty(), low, high]));
    if let Some(break_even) = month.break_even {
        let figure = Cell::plain(dollars(Estimate::exact(break_even.round_dp(4))));
        rows.push(Row::new([Cell::plain("Break-even per user, of all"), Cell::empty(), figure.clone(), figure]));
    }
    rows
}

fn segment(segment: &Segment) -> Row {
    let [low, high] = [End::Low, End::High].map(|end| Cell::plain(dollars(Estimate::exact(segment.price.at(end)))));
    let lines = Cell::dim(segment.lines.clone().unwrap_or_default());
    Row::new([Cell::plain(&*segment.name), share_cell(segment.share), low, high, lines]).told([
        Words::title(&*segment.name),
        Words::figure(format!("{} of all users at {} a month", percent(segment.share), dollars(segment.price))),
        Words::place(segment.lines.as_deref()),
    ])
}

fn share_cell(share: Decimal) -> Cell {
    let text = percent(share);
    match text.strip_suffix(" %") {
        Some(figure) => Cell::plain(figure).of("%"),
        None => Cell::dim(text),
    }
}

/// A figure at both prices; with whether each is fine, where that can be said.
fn figure_row(label: &str, figure: Result<Estimate, Overflow>, fine: &[bool]) -> Option<Row> {
    let figure = figure.ok()?;
    let cell = |at: usize, value: Decimal| {
        let cell = Cell::plain(dollars(Estimate::exact(value.round_dp(4))));
        match fine.get(at) {
            Some(fine) => cell.judged(*fine),
            None => cell,
        }
    };
    let (low, high) = (cell(0, figure.low), cell(1, figure.high));
    Some(Row::new([Cell::dim(label), Cell::empty(), low, high]))
}

fn detail(income: &Income, month: Option<&Month>) -> Vec<Words> {
    let who: Vec<String> = income
        .segments
        .iter()
        .map(|segment| format!("{} {} × {}", percent(segment.share), segment.name, dollars(segment.price)))
        .collect();
    let revenue = month.map(|month| {
        format!(
            "{} at {} users, less the cost: {}.",
            dollars(month.revenue),
            grouped(month.users, 0),
            dollars(month.margin)
        )
    });
    let stated = income
        .stated
        .zip(income.stated_users)
        .map(|(stated, users)| format!("The document prints {} at {} users.", dollars(stated), grouped(users, 0)));
    vec![
        Words::title(&*income.name),
        Words::figure(who.join(" + ")),
        Words::plain(revenue.unwrap_or_default()),
        Words::plain(stated.unwrap_or_default()),
        Words::plain(income.note.clone().unwrap_or_default()),
        Words::aside(income.lines.as_deref().map_or(String::new(), |l| format!("In the document: {}.", at_lines(l)))),
    ]
}

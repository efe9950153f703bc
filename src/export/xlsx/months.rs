//! The sheet of the forecast: the months ahead, as the subcommand `forecast` has them with its defaults.

use super::look::{Kind, Look};
use super::matter::Matter;
use super::page::Page;
use super::places::{FIRST, FORECAST, HEAD};
use crate::amount::Decimal;
use crate::explore::forecast::{self, Ahead, Month};

const COST: u16 = 4;
const REVENUE: u16 = 7;
const MARGIN: u16 = 8;
const CASH: u16 = 12;

const HEADS: [&str; 13] = [
    "Month",
    "Begins",
    "Users",
    "Stage",
    "Cost",
    "At least",
    "At most",
    "Revenue",
    "Margin",
    "Margin, of revenue",
    "Infrastructure, of revenue",
    "Cost of a user",
    "Cash after it",
];

pub(super) fn page(matter: &Matter) -> Page {
    let about = "Users, stage, cost and revenue are values: on the way stages and prices change, which the program works out. \
                 What is made of them is formulas. Month 0 is this month; cash begins at the yellow cell.";
    let widths = [8.0, 12.0, 14.0, 28.0, 14.0, 14.0, 14.0, 14.0, 14.0, 12.0, 14.0, 14.0, 16.0];
    let mut page = Page::new(FORECAST, "The months ahead", about, &widths);
    page.head(HEAD, &HEADS, &[(2, 2), (4, 12)]);
    let ahead = Ahead::default();
    let Ok(found) = forecast::forecast(matter.catalog, matter.plan, matter.scenario, &ahead) else {
        page.words(FIRST, 0, "No forecast: the catalog has no users.", Kind::Words);
        return page;
    };
    for (row, month) in (FIRST..).zip(&found.months) {
        values(&mut page, matter, row, month);
        formulas(&mut page, row, month);
    }
    sums(&mut page, &found, FIRST + found.months.len() as u32);
    page
}

fn values(page: &mut Page, matter: &Matter, row: u32, month: &Month) {
    page.figure(row, 0, Decimal::from(month.number), Look::of(Kind::Whole));
    page.words(row, 1, &matter.today.month_after(month.number).to_string(), Kind::Words);
    page.figure(row, 2, month.priced_users, Look::of(Kind::Whole));
    let stage = matter.plan.stages.get(month.stage).map_or("", |stage| stage.name.as_str());
    page.words(row, 3, &format!("{} {stage}", month.stage + 1), Kind::Words);
    match month.cost {
        Ok(cost) => {
            for (column, figure) in (COST..).zip([cost.expected, cost.low, cost.high]) {
                page.figure(row, column, figure, Look::of(Kind::Money));
            }
        }
        Err(_) => page.words(row, COST, super::page::UNDEFINED, Kind::Words),
    }
    if let Some(revenue) = month.economics.revenue {
        page.figure(row, REVENUE, revenue, Look::of(Kind::Money));
    }
}

fn formulas(page: &mut Page, row: u32, month: &Month) {
    let of = &month.economics;
    let cell = |column| page.at(column, row).here();
    let (users, cost, revenue, margin) = (cell(2), cell(COST), cell(REVENUE), cell(MARGIN));
    let above = page.at(CASH, row.saturating_sub(1)).here();
    if month.cost.is_ok() {
        let left = of.margin.map(|margin| margin.expected);
        page.live(row, MARGIN, &format!("={revenue}-{cost}"), left, Look::of(Kind::Money));
        let part = |above: &str, below: &str| format!("=IF({below}=0,\"—\",{above}/{below})");
        page.live(row, MARGIN + 1, &part(&margin, &revenue), of.margin_share, Look::of(Kind::Share));
        page.live(row, MARGIN + 2, &part(&cost, &revenue), of.infra_share, Look::of(Kind::Share));
        let each = of.cost_per_user.map(|each| each.expected);
        page.live(row, MARGIN + 3, &part(&cost, &users), each, Look::of(Kind::Price));
    }
    match month.cash {
        Some(cash) if month.number == 0 => page.figure(row, CASH, cash, Look::input(Kind::Money)),
        Some(cash) => page.live(row, CASH, &format!("={above}+{margin}"), cash, Look::of(Kind::Money)),
        None => page.words(row, CASH, super::page::UNDEFINED, Kind::Words),
    }
}

/// All months ahead together; month 0 is not among them.
fn sums(page: &mut Page, found: &forecast::Forecast, row: u32) {
    page.strong(row, 0, "Months ahead together");
    let sums = &found.sums;
    let cost = |of: fn(crate::amount::Estimate) -> Decimal| sums.cost.map(of);
    let columns = [
        (COST, cost(|cost| cost.expected)),
        (COST + 1, cost(|cost| cost.low)),
        (COST + 2, cost(|cost| cost.high)),
        (REVENUE, sums.revenue),
        (MARGIN, sums.margin.map(|margin| margin.expected)),
    ];
    for (column, sum) in columns {
        let (from, to) = (page.at(column, FIRST + 1).here(), page.at(column, row - 1).here());
        page.live(row, column, &format!("=SUM({from}:{to})"), sum, Look::sum(Kind::Money));
    }
}

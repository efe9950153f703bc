//! The first sheet: what it is of, the figures that matter, the categories, and how to go on with it.

use super::bill::{self, total_row};
use super::economics::Figure;
use super::factors::Factor;
use super::look::{Kind, Look};
use super::matter::{Matter, cost_of};
use super::page::{At, Page, Result, letters};
use super::places::{BILL, FIRST, SUMMARY, row_of};
use crate::amount::{Decimal, Number, exact};
use crate::catalog::{Purchase, at_region};
use crate::export::guesses;
use crate::report;

const INSIDE: &str = "the users are of this stage";
const OUTSIDE: &str = "outside of this stage: export again for the bill of another";

pub(super) fn page(matter: &Matter) -> Page {
    let title = report::title(matter.catalog, matter.scenario, &matter.quote);
    let about = format!("{}, written by costtui {} on {}", of(matter), env!("CARGO_PKG_VERSION"), matter.today);
    let mut page = Page::new(SUMMARY, &title, &about, &[34.0, 18.0, 18.0, 18.0, 40.0]);
    let below = figures(&mut page, matter);
    let below = stage(&mut page, matter, below + 1);
    let below = categories(&mut page, matter, below + 1);
    notes(&mut page, matter, below + 1);
    page
}

/// The session, the card and the basis.
fn of(matter: &Matter) -> String {
    let scenario = matter.scenario;
    let card = matter.catalog.card(&scenario.card);
    let card = card.map_or_else(|| "as documented".to_owned(), |card| at_region(&card.name, scenario.region_on(card)));
    let bought = if scenario.purchase == Purchase::OnDemand { "" } else { scenario.purchase.label() };
    let bought = if bought.is_empty() { String::new() } else { format!(", {bought}") };
    let held = if scenario.elastic { "" } else { ", quantities as printed" };
    let name = &matter.session.name;
    let asked = if matter.places.factors.is_empty() { "" } else { ", times what your bill asks" };
    let basis = scenario.basis.id();
    format!("{name}: card {card}{bought}, basis {basis}{held}; list prices in US dollars without tax{asked}")
}

/// The figures that matter, as cells of the other sheets.
fn figures(page: &mut Page, matter: &Matter) -> u32 {
    for (column, head) in (0..).zip(["A month", "To reckon with", "At least", "At most"]) {
        page.words(FIRST - 1, column, head, if column == 0 { Kind::Head } else { Kind::HeadOfFigures });
    }
    let of = &matter.quote.economics;
    let users = matter.catalog.driver_index("users").and_then(|index| matter.value(index));
    let rows: [(&str, Figure, Kind, Result); 9] = [
        ("Users, or customers", Figure::Users, Kind::Whole, users.unwrap_or_default().into()),
        ("Cost", Figure::Cost, Kind::Money, matter.cost.expected.into()),
        ("Cost of a user", Figure::PerUser, Kind::Price, of.cost_per_user.map(|of| of.expected).into()),
        ("Revenue", Figure::Revenue, Kind::Money, of.revenue.into()),
        ("Margin", Figure::Margin, Kind::Money, of.margin.map(|of| of.expected).into()),
        ("Margin, of revenue", Figure::MarginShare, Kind::Share, of.margin_share.into()),
        ("Infrastructure, of revenue", Figure::InfraShare, Kind::Share, of.infra_share.into()),
        (
            "What that is called",
            Figure::Rating,
            Kind::Words,
            Result::from(of.rating.as_ref().map_or(super::page::UNDEFINED, |rating| rating.id.as_str())),
        ),
        ("Revenue per user to break even", Figure::BreakEven, Kind::Price, of.break_even_revenue_per_user.into()),
    ];
    for (row, (name, figure, kind, result)) in (FIRST..).zip(rows) {
        page.words(row, 0, name, Kind::Words);
        page.live(row, 1, &format!("={}", figure.cell().name()), result, Look::of(kind));
        let ends = match figure {
            Figure::Cost => Some((matter.cost.low, matter.cost.high)),
            Figure::Margin => of.margin.map(|margin| (margin.low, margin.high)),
            _ => None,
        };
        for (beside, end) in ends.into_iter().flat_map(|(low, high)| [(1, low), (2, high)]) {
            let cell = At { column: 1 + beside, ..figure.cell() };
            page.live(row, 1 + beside, &format!("={}", cell.name()), end, Look::of(kind));
        }
    }
    FIRST + 9
}

/// Whether the users are still those of the stage that is priced.
fn stage(page: &mut Page, matter: &Matter, row: u32) -> u32 {
    page.words(row, 0, "Stage", Kind::Words);
    page.words(row, 1, &matter.stage.name, Kind::Words);
    let Some(low) = matter.stage.low else {
        page.words(row, 2, "picked by hand, for any number of users", Kind::Words);
        return row + 1;
    };
    let users = Figure::Users.cell().name();
    // Users at an edge belong to the stage below it; there is none below the first.
    let first = matter.plan.stages.iter().find(|stage| stage.low.is_some()).is_some_and(|of| of.id == matter.stage.id);
    let below = format!("{users}<{}{}", if first { "" } else { "=" }, exact(low));
    let above = matter.stage.high.map_or_else(String::new, |high| format!(",{users}>{}", exact(high)));
    let at = matter.catalog.driver_index("users").and_then(|index| matter.value(index)).unwrap_or_default();
    let outside = at < low || (at == low && !first) || matter.stage.high.is_some_and(|high| at > high);
    let result = if outside { OUTSIDE } else { INSIDE };
    page.live(row, 2, &format!("=IF(OR({below}{above}),\"{OUTSIDE}\",\"{INSIDE}\")"), result, Look::of(Kind::Words));
    row + 1
}

/// What the lines of each category come to, after levers.
fn categories(page: &mut Page, matter: &Matter, row: u32) -> u32 {
    for (column, head) in (0..).zip(["Lines by category", "A month", "Of the lines"]) {
        page.words(row, column, head, if column == 0 { Kind::Head } else { Kind::HeadOfFigures });
    }
    let lines = &matter.quote.lines;
    let sum = |category: Option<&str>| {
        let of = lines.iter().filter(|line| category.is_none_or(|category| line.line.category == category));
        of.into_iter().try_fold(Decimal::ZERO, |sum, line| sum.plus(cost_of(line).after.expected)).ok()
    };
    let here = matter.catalog.categories.iter().filter(|of| lines.iter().any(|line| line.line.category == of.id));
    let column =
        |column: u16| format!("{BILL}!${0}${1}:${0}${2}", letters(column), row_of(0) + 1, row_of(lines.len().max(1)));
    let (of, costs) = (column(bill::CATEGORY), column(bill::MONTH));
    let mut next = row + 1;
    for category in here {
        page.words(next, 0, &category.id, Kind::Words);
        let (name, cell) = (page.at(0, next).here(), page.at(1, next).here());
        let cost = sum(Some(&category.id));
        page.live(next, 1, &format!("=SUMIF({of},{name},{costs})"), cost, Look::of(Kind::Money));
        let all = sum(None);
        let share = cost.zip(all).and_then(|(cost, all)| cost.over(all).ok());
        page.live(next, 2, &format!("=IF(SUM({costs})=0,\"—\",{cell}/SUM({costs}))"), share, Look::of(Kind::Share));
        next += 1;
    }
    next
}

/// What to know, and how to go on.
fn notes(page: &mut Page, matter: &Matter, row: u32) {
    page.words(row, 0, "What to know", Kind::Head);
    let total = At { sheet: BILL, column: bill::MONTH, row: total_row(matter) }.name();
    let mut said: Vec<String> = vec![
        format!("The bill is formulas down to the yellow cells of every sheet; its total is {total}."),
        "Change the users, a share of a lever, a price, a quantity: the bill follows, within this stage. The months do not.".to_owned(),
    ];
    if matter.quote.lines.iter().any(|line| line.card_price.is_some()) {
        said.push(
            "A card's machine is the cheapest that fits what a line needs now; another card is another export."
                .to_owned(),
        );
    }
    said.extend(matter.places.factors.iter().map(Factor::about));
    said.extend(matter.quote.flags.iter().map(|flag| crate::text::capital(flag.words())));
    said.extend(matter.quote.dropped.iter().map(|line| format!("Left out: {}", line.item)));
    said.extend(matter.stage.note.iter().cloned());
    said.extend(guesses(matter.catalog, &matter.quote).map(|said| crate::text::capital(&said)));
    let default = report::default_revenue(matter.catalog, matter.plan, matter.scenario);
    said.extend(default.map(|each| format!("Nobody chose the revenue of {each} a user: it is the slider's default.")));
    said.extend(matter.session.notes.lines().map(str::to_owned));
    for (row, words) in (row + 1..).zip(said.iter().filter(|said| !said.trim().is_empty())) {
        page.words(row, 0, words, Kind::Words);
    }
}

//! The sheet of economics: what a month costs against users and revenue.

use super::look::{Kind, Look};
use super::matter::Matter;
use super::page::{At, Page, Result};
use super::places::{COST, ECONOMICS, FIRST, HEAD};
use crate::amount::{Decimal, Estimate, Number, exact};
use crate::catalog::{Rating, RatingEnd};
use crate::text::clean;

/// The columns of a figure: to be reckoned with, low, high.
const FIGURE: u16 = 1;
/// Places that a share is rounded to before it is held against a rating, so that a float's last bit decides nothing.
const PLACES: u32 = 12;

/// The figures, a row each.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Figure {
    Users,
    ConcurrentUsers,
    PayingUsers,
    Cost,
    Year,
    PerUser,
    PerConcurrentUser,
    Revenue,
    Margin,
    MarginShare,
    InfraShare,
    Rating,
    BreakEven,
}

impl Figure {
    /// The cell of what is to be reckoned with.
    pub(super) fn cell(self) -> At {
        At { sheet: ECONOMICS, column: FIGURE, row: FIRST + self as u32 }
    }
}

/// A row: its name, its unit, and a formula with what it comes to, for each of the columns that it has.
struct Row<'r> {
    figure: Figure,
    name: &'r str,
    kind: Kind,
    cells: Vec<(String, Result)>,
    about: &'r str,
}

pub(super) fn page(matter: &Matter) -> Page {
    let about = "A margin is low where the cost is high.";
    let mut page = Page::new(ECONOMICS, "What it means", about, &[34.0, 16.0, 16.0, 16.0, 60.0]);
    page.head(HEAD, &["Figure", "To reckon with", "At least", "At most", "How it is worked out"], &[(1, 3)]);
    for row in users(matter).into_iter().chain(costs(matter)).chain(against_revenue(matter)) {
        put(&mut page, row);
    }
    page
}

fn put(page: &mut Page, row: Row) {
    let at = row.figure.cell().row;
    page.words(at, 0, row.name, Kind::Words);
    for (column, (formula, result)) in (FIGURE..).zip(row.cells) {
        page.live(at, column, &formula, result, Look::of(row.kind));
    }
    page.words(at, 4, row.about, Kind::Words);
}

/// What formulas call a slider or driver, and what it stands at; what is left where the catalog has none of it.
fn known(matter: &Matter, id: &str, missing: Decimal) -> (String, Option<Decimal>) {
    match matter.catalog.driver_index(id) {
        Some(index) => (matter.places.named(index, ECONOMICS), matter.value(index)),
        None => (exact(missing), Some(missing)),
    }
}

/// A slider or driver; where the catalog has none of it, users × a share of them.
fn of_users(matter: &Matter, id: &str, share: &str, missing: Decimal) -> (String, Option<Decimal>) {
    if matter.catalog.driver_index(id).is_some() {
        return known(matter, id, missing);
    }
    let ((users, all), (share, part)) = (known(matter, "users", Decimal::ZERO), known(matter, share, missing));
    (format!("{users}*{share}"), all.zip(part).and_then(|(all, part)| all.times(part).ok()))
}

fn concurrent(matter: &Matter) -> (String, Option<Decimal>) {
    of_users(matter, "concurrent_users", "concurrency", Decimal::ZERO)
}

fn paying(matter: &Matter) -> (String, Option<Decimal>) {
    of_users(matter, "paying_users", "paid_share", Decimal::ONE)
}

fn users<'m>(matter: &'m Matter) -> [Row<'m>; 3] {
    let row = |figure, name, (formula, value): (String, Option<Decimal>), about| Row {
        figure,
        name,
        kind: Kind::Count,
        cells: vec![(format!("={formula}"), value.into())],
        about,
    };
    [
        row(Figure::Users, "Users, or customers", known(matter, "users", Decimal::ZERO), ""),
        row(Figure::ConcurrentUsers, "Users at once", concurrent(matter), "users × concurrency"),
        row(Figure::PayingUsers, "Users who pay", paying(matter), "users × paid share"),
    ]
}

/// Each end of a cost through a formula of it.
fn ends(of: Option<Estimate>, formula: impl Fn(&str) -> String) -> Vec<(String, Result)> {
    let [low, cost, high] = COST;
    let ends = [(cost, of.map(|of| of.expected)), (low, of.map(|of| of.low)), (high, of.map(|of| of.high))];
    ends.into_iter().map(|(name, figure)| (format!("={}", formula(name)), figure.into())).collect()
}

fn costs<'m>(matter: &'m Matter) -> [Row<'m>; 4] {
    let of = &matter.quote.economics;
    let row = |figure, name, cells, about| Row { figure, name, kind: Kind::Money, cells, about };
    let per = |of, units: &str| ends(of, |cost| divided(cost, units));
    let fine = |row: Row<'m>| Row { kind: Kind::Price, ..row };
    [
        row(Figure::Cost, "Cost a month", ends(Some(matter.cost), str::to_owned), "the total of the bill"),
        row(Figure::Year, "Cost a year", ends(of.cost_per_year, |cost| format!("{cost}*12")), "12 months"),
        fine(row(Figure::PerUser, "Cost of a user", per(of.cost_per_user, &Figure::Users.cell().here()), "")),
        fine(row(
            Figure::PerConcurrentUser,
            "Cost of a user at once",
            per(of.cost_per_concurrent_user, &Figure::ConcurrentUsers.cell().here()),
            "",
        )),
    ]
}

/// A quotient; undefined where nothing divides.
fn divided(above: &str, below: &str) -> String {
    format!("IF({below}=0,\"—\",{above}/{below})")
}

fn against_revenue<'m>(matter: &'m Matter) -> [Row<'m>; 6] {
    let of = &matter.quote.economics;
    let (price, _) = known(matter, "revenue_per_user", Decimal::ZERO);
    let (other, _) = known(matter, "other_income", Decimal::ZERO);
    let (revenue, paying) = (Figure::Revenue.cell().here(), Figure::PayingUsers.cell().here());
    let [low, cost, high] = COST;
    let margin = |cost: &str, of: Option<Decimal>| (format!("={revenue}-{cost}"), of.into());
    let share = |above: &str, of: Option<Decimal>| vec![(format!("={}", divided(above, &revenue)), of.into())];
    let infra = Figure::InfraShare.cell().here();
    let row = |figure, name, kind, cells, about| Row { figure, name, kind, cells, about };
    let margins = vec![
        margin(cost, of.margin.map(|of| of.expected)),
        margin(high, of.margin.map(|of| of.low)),
        margin(low, of.margin.map(|of| of.high)),
    ];
    let earned = vec![(format!("={paying}*{price}+{other}"), of.revenue.into())];
    let even = format!("=IF({paying}=0,\"—\",MAX(0,{cost}-{other})/{paying})");
    let called = Result::from(of.rating.as_ref().map_or(super::page::UNDEFINED, |rating| rating.id.as_str()));
    let rating = format!("=IF(ISNUMBER({infra}),{},\"—\")", ratings(&infra, matter.catalog.ratings_of(matter.plan)));
    [
        row(Figure::Revenue, "Revenue a month", Kind::Money, earned, "users who pay × revenue per user + other income"),
        row(Figure::Margin, "Margin a month", Kind::Money, margins, "revenue − cost"),
        row(
            Figure::MarginShare,
            "Margin, of revenue",
            Kind::Share,
            share(&Figure::Margin.cell().here(), of.margin_share),
            "",
        ),
        row(Figure::InfraShare, "Infrastructure, of revenue", Kind::Share, share(cost, of.infra_share), ""),
        row(Figure::Rating, "What that is called", Kind::Words, vec![(rating, called)], "by the plan's own bands"),
        row(
            Figure::BreakEven,
            "Revenue per user to break even",
            Kind::Price,
            vec![(even, of.break_even_revenue_per_user.into())],
            "of a user who pays, after other income",
        ),
    ]
}

/// The first band that holds a share.
fn ratings(share: &str, ratings: &[Rating]) -> String {
    let named = |rating: &Rating| format!("\"{}\"", clean(&rating.id).replace('"', "\"\""));
    let open = ratings.last().map_or_else(|| "\"\"".to_owned(), named);
    ratings.iter().rev().fold(open, |beyond, rating| {
        let held = match rating.end {
            RatingEnd::Below(end) => format!("ROUND({share},{PLACES})<{}", exact(end)),
            RatingEnd::UpTo(end) => format!("ROUND({share},{PLACES})<={}", exact(end)),
            RatingEnd::Open => return beyond,
        };
        format!("IF({held},{},{beyond})", named(rating))
    })
}

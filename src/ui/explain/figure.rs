//! A figure of the month, explained.

use super::{Kind, Paragraph};
use crate::amount::{Decimal, exact, grouped, money, money_fine, percent};
use crate::app::{App, Figure};
use crate::scenario::Basis;
use crate::ui::month::covered;

pub(super) fn about_figure(app: &App, figure: Figure) -> Vec<Paragraph> {
    let economics = &app.quote.economics;
    let value = |id: &str| app.value_of(id).unwrap_or_default();
    let (users, scale) = (grouped(value("users"), 0), &app.plan().scale);
    let cost = app.quote.cost.map_or("—".to_owned(), |cost| money(cost.expected));
    let or_dash = |figure: Option<Decimal>, show: fn(Decimal) -> String| figure.map_or("—".to_owned(), show);
    let revenue = or_dash(economics.revenue, money);
    let (title, formula, words) = match figure {
        Figure::Cost => (
            "Cost of a month",
            sum_of(app),
            "Exact; rounded only here. Ranges add end to end, as the documents add theirs.".to_owned(),
        ),
        Figure::PerUser => (
            "Cost per user and month",
            format!("{cost} ÷ {users} = {}", or_dash(economics.cost_per_user.map(|e| e.expected), money_fine)),
            "Of all users, paying or not.".to_owned(),
        ),
        Figure::Revenue => (
            "Revenue of a month",
            format!(
                "{users} × {} × {} + {} = {revenue}",
                percent(value("paid_share")),
                money_fine(value("revenue_per_user")),
                money(value("other_income"))
            ),
            format!("{scale} × paying share × revenue per user + other income."),
        ),
        Figure::Margin => (
            "Margin",
            format!("{revenue} − {cost} = {}", or_dash(economics.margin.map(|m| m.expected), money)),
            "What is left of revenue after infrastructure.".to_owned(),
        ),
        Figure::Infra => (
            "Infrastructure as a share of revenue",
            format!("{cost} ÷ {revenue} = {}", or_dash(economics.infra_share, percent)),
            "Below 5 % genius, 10 % great, 15 % good, 20 % target; at 20 % the limit, above it urgent.".to_owned(),
        ),
        Figure::BreakEven => (
            "Break-even",
            format!("({cost} − {}) ÷ ({users} × {})", money(value("other_income")), percent(value("paid_share"))),
            format!("With the other sliders as they are, revenue covers cost at {}.", covered(&app.quote, scale)),
        ),
        Figure::NextCliff => (
            "Next cliff",
            next_stage(app),
            "Where the next stage begins, and what its first user adds to the month.".to_owned(),
        ),
    };
    let mut out = vec![(title.to_owned(), Kind::Title), (formula, Kind::Formula), (words, Kind::Plain)];
    out.extend(app.quote.flags.iter().map(|flag| (format!("! {}", flag.words()), Kind::Plain)));
    if figure == Figure::Cost
        && let Some(year) = economics.cost_per_year
    {
        out.push((format!("A year: 12 × {cost} = {}.", money(year.expected)), Kind::Aside));
        out.push((
            format!("Every digit: {}.", app.quote.cost.map_or_else(|e| e.to_string(), |c| exact(c.expected))),
            Kind::Aside,
        ));
    }
    out
}

/// What the total is made of: `17 lines = $5,480.60`, `the stated total + 3 add-on lines, + 10.0 % buffer = …`.
fn sum_of(app: &App) -> String {
    let quote = &app.quote;
    let cost = quote.cost.map_or_else(|overflow| overflow.to_string(), |cost| money(cost.expected));
    let added = quote.lines.iter().filter(|line| line.addon.is_some()).count();
    let lines = |n: usize, of: &str| format!("{n} {of}line{}", if n == 1 { "" } else { "s" });
    let mut parts = match quote.total_from.basis {
        Basis::Lines | Basis::Buffered => lines(quote.lines.len(), ""),
        Basis::Stated => "the stated total".to_owned(),
        Basis::Headline => "the headline".to_owned(),
    };
    if added > 0 && quote.total_from.basis != Basis::Lines {
        parts.push_str(&format!(" + {}", lines(added, "add-on ")));
    }
    if let Some(buffer) = quote.total_from.buffer {
        parts.push_str(&format!(", + {} buffer", percent(buffer)));
    }
    format!("{parts} = {cost}")
}

fn next_stage(app: &App) -> String {
    match &app.quote.outlook.next_cliff {
        Some(cliff) => format!(
            "{} {}: {}, {}",
            grouped(cliff.users, 0),
            app.plan().scale,
            cliff.stage,
            crate::amount::signed_money(cliff.adds)
        ),
        None => "none".to_owned(),
    }
}

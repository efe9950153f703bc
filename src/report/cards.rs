//! Every card and region at the same sliders, as a table.

use super::rows;
use super::sheet::{Answer, Cell, Column, Sheet};
use crate::amount::{Estimate, money, percent};
use crate::catalog::{Catalog, Trust};
use crate::date::{self, Date};
use crate::engine::{Quote, Unpriced};
use crate::explore::cards::{Offer, Order, cheapest};
use crate::scenario::Scenario;

/// What is priced on every card: plan, stage and variant, with the users.
pub fn title(catalog: &Catalog, scenario: &Scenario, quote: &Quote) -> String {
    format!("{}, {}", rows::title(catalog, scenario, quote), rows::scale(catalog, scenario, quote))
}

/// The offers of a scenario, in their order; `today` tells which prices are old.
pub fn cards(offers: &[Offer], order: Order, today: Date, title: String, plan: &str) -> Answer {
    let columns = vec![
        Column::text("name", "Card"),
        Column::figure("cost", "A month"),
        Column::figure("delta", "Against now"),
        Column::figure("cost_per_user", "Per user"),
        Column::figure("margin", "Margin"),
        Column::figure("margin_percent", "%"),
        Column::text("lines", "Lines"),
        Column::figure("priced_by_card_percent", "Priced"),
        Column::text("oldest_price", "Oldest price"),
        Column::text("remark", ""),
        Column::text("flags", "--card"),
        Column::hidden("card"),
        Column::hidden("region"),
        Column::hidden("lines_priced"),
        Column::hidden("lines_all"),
        Column::hidden("unpriced"),
        Column::hidden("old"),
        Column::hidden("trust"),
        Column::hidden("yours"),
        Column::hidden("current"),
    ];
    let sheet = Sheet {
        id: "cards",
        title: format!(
            "The same on every card, {}; a line that a card does not price stands as documented",
            order.words()
        ),
        columns,
        rows: offers.iter().map(|offer| row(offer, today)).collect(),
        empty: "No card prices anything of this plan.",
        detail: false,
    };
    let mut sheets = vec![sheet];
    sheets.extend(answer(offers).map(missing));
    Answer { title, facts: vec![("plan", Cell::Text(plan.to_owned()))], sheets }
}

/// The answer in a sentence, with the offer it is about.
pub fn answer(offers: &[Offer]) -> Option<(String, &Offer)> {
    let best = cheapest(offers)?;
    let cost = best.cost.ok()?;
    let all = best.all_lines();
    let priced = best.priced.map(|share| format!(", {} of the cost", percent(share))).unwrap_or_default();
    let words = format!(
        "{} is the cheapest list that prices enough to compare: {} a month. It prices {} of {all} lines{priced}; the \
         others stand as documented.",
        best.words(),
        money(cost.expected),
        best.lines
    );
    Some((words, best))
}

/// What is not in the answer.
fn missing((words, best): (String, &Offer)) -> Sheet {
    Sheet {
        id: "not_in_it",
        title: words,
        columns: vec![Column::text("line", "Not in it"), Column::text("why", "Because")],
        rows: best
            .unpriced
            .iter()
            .map(|(item, why)| vec![Cell::Text(item.clone()), Cell::Text(why.words().to_owned())])
            .collect(),
        empty: "Nothing: every line has a price.",
        detail: false,
    }
}

fn row(offer: &Offer, today: Date) -> Vec<Cell> {
    let region = offer.region.as_ref().map(|region| &region.id);
    let all = offer.all_lines();
    let flags = region.map(|region| format!("{} --region {region}", offer.card));
    let expected = |estimate: Estimate| Estimate::exact(estimate.expected);
    let unpriced = |(item, why): &(String, Unpriced)| format!("{item} ({})", why.id());
    vec![
        Cell::Text(offer.words()),
        Cell::money(offer.cost.ok().map(expected)),
        offer.delta.filter(|_| !offer.current).map_or(Cell::None, Cell::Gap),
        Cell::money(offer.cost_per_user.map(expected)),
        Cell::money(offer.margin.map(expected)),
        Cell::share(offer.margin_share),
        Cell::Text(if offer.lines == 0 { "—".to_owned() } else { format!("{} of {all}", offer.lines) }),
        Cell::share(offer.priced),
        Cell::Text(date_words(offer)),
        Cell::Text(remarks(offer, today).join(", ")),
        Cell::Text(flags.unwrap_or_else(|| offer.card.clone())),
        Cell::Text(offer.card.clone()),
        Cell::words(region),
        Cell::count(offer.lines),
        Cell::count(all),
        Cell::Text(offer.unpriced.iter().map(unpriced).collect::<Vec<_>>().join("; ")),
        offer.is_old(today).map_or(Cell::None, Cell::Flag),
        Cell::words(offer.trust.map(|trust| trust.id())),
        Cell::words(offer.yours.clone()),
        Cell::Flag(offer.current),
    ]
}

/// The date of the oldest price, in words.
pub fn date_words(offer: &Offer) -> String {
    offer.oldest.map_or_else(|| "—".to_owned(), date::words)
}

/// What to know about an offer: that it is the one now, old, hearsay, or the user's own.
pub fn remarks(offer: &Offer, today: Date) -> Vec<String> {
    let old = offer.is_old(today) == Some(true);
    let mut words: Vec<String> = Vec::new();
    words.extend(offer.current.then(|| "now".to_owned()));
    words.extend(old.then(|| "old".to_owned()));
    words.extend(graded(offer).map(str::to_owned));
    words
}

/// What its prices are worth, and whose they are.
pub fn graded(offer: &Offer) -> impl Iterator<Item = &'static str> {
    let low = offer.trust == Some(Trust::Low);
    low.then_some("low trust").into_iter().chain(offer.yours.is_some().then_some("yours"))
}

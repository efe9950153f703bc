//! Every card and region at the same sliders, as a table.

use super::rows;
use super::sheet::{Answer, Cell, Column, Sheet};
use crate::amount::{Decimal, Estimate, Number, money, percent};
use crate::catalog::{Catalog, DOCUMENTED, Trust};
use crate::date::{self, Date};
use crate::engine::{Quote, Unpriced};
use crate::explore::cards::{Offer, Order, cheapest, enough};
use crate::scenario::Scenario;
use std::cmp::Ordering;

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
        Column::figure("covers_percent", "Covers"),
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
        Column::hidden("priced_by_card_percent"),
        Column::hidden("at_most"),
        Column::hidden("stands_in"),
        Column::hidden("exchange"),
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
    let answer = answer(offers);
    let best = answer.as_ref().map(|(_, best)| *best);
    sheets.extend(answer.map(|(words, best)| missing("not_in_it", words, best)));
    // Who chose a card asks for its gaps too.
    let chosen = offers.iter().find(|offer| offer.current && offer.lines > 0);
    let chosen = chosen.filter(|chosen| best.is_none_or(|best| !best.is_same(chosen)));
    sheets.extend(chosen.map(|chosen| {
        let words = format!("{}, chosen now, prices {}", chosen.words(), priced(chosen));
        missing("not_in_the_chosen", words, chosen)
    }));
    Answer { title, facts: vec![("plan", Cell::Text(plan.to_owned()))], sheets }
}

/// The answer in a sentence, with the offer it is about.
pub fn answer(offers: &[Offer]) -> Option<(String, &Offer)> {
    let best = cheapest(offers)?;
    let cost = best.cost.ok()?.expected;
    let most = if best.at_most { "at most " } else { "" };
    let enough = match enough(offers) {
        1 => "that price any line".to_owned(),
        lines => format!("that price {lines} lines or more"),
    };
    let documented = offers.iter().find(|offer| offer.card == DOCUMENTED).and_then(|offer| offer.cost.ok());
    let against = documented.and_then(|documented| cost.minus(documented.expected).ok()).map(against_documented);
    let words = format!(
        "{} is the cheapest of the providers' lists {enough}: {most}{} a month{}. It prices {}",
        best.words(),
        money(cost),
        against.unwrap_or_default(),
        priced(best)
    );
    Some((words, best))
}

/// How much of the bill an offer prices: `4 of 10 lines, 53.0 % of the documented cost; the others stand as documented.`
pub fn priced(offer: &Offer) -> String {
    let all = offer.all_lines();
    let share = offer.covers.map(|share| format!(", {} of the documented cost", percent(share))).unwrap_or_default();
    let rest = if offer.unpriced.is_empty() { "." } else { "; the others stand as documented." };
    format!("{} of {all} lines{share}{rest}", offer.lines)
}

/// `, $1,694.22 less than as documented`.
fn against_documented(gap: Decimal) -> String {
    match gap.cmp(&Decimal::ZERO) {
        Ordering::Less => format!(", {} less than as documented", money(-gap)),
        Ordering::Equal => ", as much as documented".to_owned(),
        Ordering::Greater => format!(", {} more than as documented", money(gap)),
    }
}

/// The lines that something else is priced for, with what that is.
pub fn stands_in(offer: &Offer) -> impl Iterator<Item = (&str, &str)> {
    offer.prices.iter().filter_map(|asked| Some((asked.item.as_str(), asked.price.stands_in.as_deref()?)))
}

/// What currencies were converted at, each once: `$1.1133 for 1 EUR (2026-10-28)`.
pub fn exchanges(offer: &Offer) -> Vec<String> {
    let mut told: Vec<String> = Vec::new();
    for rate in offer.prices.iter().filter_map(|asked| asked.price.exchange.as_ref()) {
        let words = rate.words();
        if !told.contains(&words) {
            told.push(words);
        }
    }
    told
}

/// What an offer does not price, or prices as something else.
fn missing(id: &'static str, title: String, offer: &Offer) -> Sheet {
    let text = |text: &str| Cell::Text(text.to_owned());
    let unpriced = offer.unpriced.iter().map(|(item, why)| vec![text(item), text(why.words())]);
    let other = stands_in(offer).map(|(item, is)| vec![text(item), Cell::Text(format!("priced as {is}"))]);
    Sheet {
        id,
        title,
        columns: vec![Column::text("line", "Not in it"), Column::text("why", "Because")],
        rows: unpriced.chain(other).collect(),
        empty: "Nothing: every line has a price.",
        detail: false,
    }
}

fn row(offer: &Offer, today: Date) -> Vec<Cell> {
    let region = offer.region.as_ref().map(|region| &region.id);
    let all = offer.all_lines();
    let flags = region.map(|region| format!("{} --region {region}", offer.card));
    let expected = |estimate: Option<Estimate>| estimate.map_or(Cell::None, Cell::Expected);
    let unpriced = |(item, why): &(String, Unpriced)| format!("{item} ({})", why.id());
    vec![
        Cell::Text(offer.words()),
        expected(offer.cost.ok()),
        offer.delta.filter(|_| !offer.current).map_or(Cell::None, Cell::Gap),
        expected(offer.cost_per_user),
        expected(offer.margin),
        Cell::share(offer.margin_share),
        Cell::Text(if offer.lines == 0 { "—".to_owned() } else { format!("{} of {all}", offer.lines) }),
        Cell::share(offer.covers.filter(|_| offer.lines > 0)),
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
        Cell::share(offer.priced),
        Cell::Flag(offer.at_most),
        Cell::Text(stands_in(offer).map(|(item, is)| format!("{item}: {is}")).collect::<Vec<_>>().join("; ")),
        Cell::Text(exchanges(offer).join("; ")),
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
    let words = [(low, "low trust"), (offer.at_most, "at most"), (offer.yours.is_some(), "yours")];
    words.into_iter().filter_map(|(is_so, word)| is_so.then_some(word))
}

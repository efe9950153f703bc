//! All there is to say of one offer: what it costs, what is not in that, and where its prices are from.

use crate::amount::{money, percent, signed_money};
use crate::catalog::{DOCUMENTED, Purchase, Trust};
use crate::date::{Date, OLD_MONTHS, is_old};
use crate::engine::Unpriced;
use crate::explore::cards::{Asked, Offer};
use crate::rows::Words;
use crate::text::capital;

pub(super) fn of(offer: &Offer, today: Date) -> Vec<Words> {
    let mut out = vec![Words::title(offer.words()), Words::figure(cost(offer))];
    if offer.card == DOCUMENTED {
        let back = if offer.current { "." } else { "; Backspace comes back to them." };
        out.push(Words::plain(format!("The plan's own printed figures{back}")));
        return out;
    }
    let all = offer.all_lines();
    let share = offer.priced.map(|share| format!(", {} of the cost", percent(share))).unwrap_or_default();
    let rest = if offer.unpriced.is_empty() { "." } else { "; the others stand as documented." };
    out.push(Words::plain(format!("Prices {} of {all} lines{share}{rest}", offer.lines)));
    out.extend(not_in_it(offer));
    out.extend(offer.yours.iter().map(|yours| Words::plain(format!("{}.", capital(yours)))));
    out.push(Words::plain(bought(offer)));
    out.push(Words::plain(oldest(offer, today)));
    out.push(Words::aside(exchanged(offer)));
    out.push(Words::title("What it asks"));
    out.extend(offer.prices.iter().map(|asked| Words::aside(asked_for(asked))));
    out
}

fn cost(offer: &Offer) -> String {
    let Ok(cost) = offer.cost else { return "Too large to be held exactly.".to_owned() };
    let now = match offer.delta {
        _ if offer.current => ", as it is priced now".to_owned(),
        Some(gap) if gap.is_zero() => ": as much as now".to_owned(),
        Some(gap) => format!(": {} against now", signed_money(gap)),
        None => String::new(),
    };
    format!("{} a month{now}", money(cost.expected))
}

/// The lines without a price, by the reason.
fn not_in_it(offer: &Offer) -> Vec<Words> {
    let of = |reason: Unpriced| {
        let items: Vec<&str> =
            offer.unpriced.iter().filter(|(_, why)| *why == reason).map(|(item, _)| &**item).collect();
        (!items.is_empty()).then(|| Words::plain(format!("{}: {}.", capital(reason.words()), items.join(", "))))
    };
    Unpriced::ALL.into_iter().filter_map(of).collect()
}

/// How its prices are bought, where that is not on demand.
fn bought(offer: &Offer) -> String {
    let ways = Purchase::ALL.into_iter().filter(|way| *way != Purchase::OnDemand);
    let counted = ways.filter_map(|way| {
        let count = offer.prices.iter().filter(|asked| asked.price.purchase == way).count();
        (count > 0).then(|| format!("{count} of {} prices are {}", offer.prices.len(), way.label()))
    });
    let counted: Vec<String> = counted.collect();
    if counted.is_empty() { String::new() } else { format!("{}; the others on demand.", counted.join(", ")) }
}

/// The source of the oldest price, and what that is worth.
fn oldest(offer: &Offer, today: Date) -> String {
    let Some(asked) = offer.prices.iter().min_by_key(|asked| asked.price.as_of) else { return String::new() };
    let old = match asked.price.as_of {
        Some(date) if date.is_old(today) => format!(": it is more than {OLD_MONTHS} months old"),
        _ => String::new(),
    };
    let all = offer.prices.iter().filter(|asked| is_old(asked.price.as_of, today)).count();
    let count = if all > 1 { format!(" {all} of {} prices are old.", offer.prices.len()) } else { String::new() };
    let low = offer.prices.iter().filter(|asked| asked.price.trust == Some(Trust::Low)).count();
    let low = if low > 0 { format!(" Low trust: {low} of {}.", offer.prices.len()) } else { String::new() };
    format!("Oldest price: {}{old}.{count}{low}", asked.price.provenance())
}

/// What currencies were converted at, each once.
fn exchanged(offer: &Offer) -> String {
    let mut said: Vec<String> = Vec::new();
    for rate in offer.prices.iter().filter_map(|asked| asked.price.exchange.as_ref()) {
        let words = rate.words();
        if !said.contains(&words) {
            said.push(words);
        }
    }
    said.join(" ")
}

fn asked_for(asked: &Asked) -> String {
    let product = if asked.price.name.is_some() { asked.price.product() } else { "by the unit".to_owned() };
    let cost = asked.cost.map(|cost| format!(": {}", money(cost))).unwrap_or_default();
    format!("{}{cost} · {product} · {}", asked.item, asked.price.provenance())
}

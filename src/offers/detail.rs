//! All there is to say of one offer: what it costs, what is not in that, and where its prices are from.

use crate::amount::{money, money_fine, percent, signed_money};
use crate::catalog::{DOCUMENTED, Purchase, Trust};
use crate::date::{Date, OLD_MONTHS};
use crate::engine::Unpriced;
use crate::explore::cards::{Asked, Offer};
use crate::report;
use crate::rows::Words;
use crate::text::capital;

pub(super) fn of(offer: &Offer, today: Date) -> Vec<Words> {
    let mut out = vec![Words::title(offer.words()), Words::figure(cost(offer))];
    if offer.card == DOCUMENTED {
        let back = if offer.current { "." } else { "; Backspace comes back to them." };
        out.push(Words::plain(format!("The plan's own printed figures{back}")));
        return out;
    }
    out.extend(left(offer));
    out.push(Words::plain(format!("Prices {}", report::cards::priced(offer))));
    out.extend(not_in_it(offer));
    out.extend(stands_in(offer));
    out.extend(at_most(offer));
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

/// What that is for a user, and what it leaves: narrow screens have no column for it.
fn left(offer: &Offer) -> Option<Words> {
    let user = money_fine(offer.cost_per_user?.expected);
    let (margin, share) = (offer.margin?.expected, offer.margin_share.map(percent));
    let share = share.map(|share| format!(", {share} of revenue")).unwrap_or_default();
    Some(Words::plain(format!("{user} per user; margin {}{share}.", money(margin))))
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

/// What is priced for something else, because the card has none of it.
fn stands_in(offer: &Offer) -> Option<Words> {
    let told: Vec<String> =
        report::cards::stands_in(offer).map(|(item, is)| format!("{item} priced as {}", is.to_lowercase())).collect();
    (!told.is_empty()).then(|| Words::plain(format!("Not the same thing: {}.", told.join(", "))))
}

/// The lines of which the list does not go so far.
fn at_most(offer: &Offer) -> Option<Words> {
    let items: Vec<&str> =
        offer.prices.iter().filter(|asked| asked.price.at_most).map(|asked| asked.item.as_str()).collect();
    let words = "At most so much, because the list does not go so far and its last price goes on";
    (!items.is_empty()).then(|| Words::plain(format!("{words}: {}.", items.join(", "))))
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
    let Some(asked) =
        offer.prices.iter().filter(|asked| !asked.price.is_of_now()).min_by_key(|asked| asked.price.as_of)
    else {
        return String::new();
    };
    let old = match asked.price.as_of {
        Some(date) if date.is_old(today) => format!(": it is more than {OLD_MONTHS} months old"),
        _ => String::new(),
    };
    let all = offer.prices.iter().filter(|asked| asked.price.is_old(today)).count();
    let count = if all > 1 { format!(" {all} of {} prices are old.", offer.prices.len()) } else { String::new() };
    let low = offer.prices.iter().filter(|asked| asked.price.trust == Some(Trust::Low)).count();
    let low = if low > 0 { format!(" Low trust: {low} of {}.", offer.prices.len()) } else { String::new() };
    format!("Oldest price: {}{old}.{count}{low}", asked.price.provenance())
}

/// What currencies were converted at.
fn exchanged(offer: &Offer) -> String {
    report::cards::exchanges(offer).iter().map(|rate| format!("Converted at {rate}.")).collect::<Vec<_>>().join(" ")
}

fn asked_for(asked: &Asked) -> String {
    let product = if asked.price.name.is_some() { asked.price.product() } else { "by the unit".to_owned() };
    let cost = asked.cost.map(|cost| format!(": {}", money(cost))).unwrap_or_default();
    format!("{}{cost} · {product} · {}", asked.item, asked.price.provenance())
}

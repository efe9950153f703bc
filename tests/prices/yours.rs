//! The user's own prices over the lists: discounts, and rates that were agreed on.

use super::{BASKET, CORNER, costs, d, line, month, product, quoted, shop, with};
use costtui::amount::Decimal;
use costtui::catalog::Catalog;
use costtui::engine::{LineBasis, Quote};

/// The basket with prices of the user's own.
fn own(prices: &str) -> Catalog {
    with(&[BASKET, CORNER, prices])
}

fn basket(catalog: &Catalog, card: &str) -> Quote {
    quoted(catalog, "basket", &[("card", card)])
}

/// What of the user's own a line's price is said to hold.
fn yours<'q>(quote: &'q Quote, id: &str) -> Option<&'q str> {
    line(quote, id).card_price.as_ref().and_then(|price| price.yours.as_deref())
}

/// What the list asks for a line.
fn listed(card: &str, id: &str) -> Decimal {
    month(&basket(shop(), card), id)
}

/// A discount of so many percent; each letter of `of` names what it is of: a card, category or meter.
fn discount(of: &str, percent: usize) -> String {
    let keys = [("c", "card = \"aws\""), ("k", "category = \"compute\""), ("m", "meter = \"machine\"")];
    let named = keys.iter().filter(|(letter, _)| of.contains(letter)).map(|(_, key)| format!("{key}\n"));
    format!("[[discount]]\n{}off = \"{percent}%\"\n", named.collect::<String>())
}

#[test]
fn only_the_narrowest_discount_acts() {
    // From the widest to the narrowest, in a file that begins with the narrowest.
    let kinds = ["", "c", "k", "ck", "m", "cm", "km", "ckm"];
    for widest in 1..=kinds.len() {
        let discounts: Vec<String> = (0..widest).rev().map(|at| discount(kinds[at], at + 1)).collect();
        let quote = basket(&own(&discounts.concat()), "aws");
        let left = d("1") - Decimal::new(widest as i64, 2);
        assert_eq!(month(&quote, "servers"), listed("aws", "servers") * left, "{discounts:?}");
        assert!(yours(&quote, "servers").is_some_and(|said| said.contains(&format!("{widest}"))), "{discounts:?}");
    }
}

#[test]
fn a_discount_is_off_what_it_names_alone() {
    let off = |discount: &str, card: &str, id: &str| {
        let quote = basket(&own(discount), card);
        let acts = month(&quote, id) == listed(card, id) * d("0.88");
        assert!(acts || month(&quote, id) == listed(card, id), "{discount} on {card}: {id}");
        assert_eq!(yours(&quote, id).is_some(), acts, "{discount} on {card}: {id}");
        acts
    };
    let of_card = "[[discount]]\ncard = \"aws\"\noff = \"12%\"";
    assert!(off(of_card, "aws", "servers") && off(of_card, "aws", "delivery") && !off(of_card, "gcp", "servers"));
    let of_category = "[[discount]]\ncategory = \"compute\"\noff = \"12%\"";
    assert!(
        off(of_category, "aws", "nodes") && off(of_category, "hetzner", "roomy") && !off(of_category, "aws", "storage")
    );
    let of_meter = "[[discount]]\nmeter = \"transfer_gb\"\noff = \"12%\"";
    assert!(off(of_meter, "aws", "transfer") && !off(of_meter, "aws", "delivery"), "CloudFront is another meter");
    assert!(off(of_meter, "fly", "delivery"), "it is what the delivery falls back to");
    let of_all = "[[discount]]\noff = \"12%\"";
    assert!(off(of_all, "aws", "storage") && off(of_all, "oracle", "servers") && !off(of_all, "aws", "giant"));
}

#[test]
fn a_discount_is_off_the_runner_up_as_well_and_off_a_spot_price() {
    let catalog = own("[[discount]]\noff = \"50%\"");
    let quote = quoted(&catalog, "basket", &[("card", "aws"), ("purchase", "spot")]);
    let price = line(&quote, "roomy").card_price.as_ref().expect("it is priced");
    let next = price.runner_up.as_ref().expect("there is another");
    assert_eq!((next.name.as_str(), next.price.month()), ("m5.large", Some(d("15.9359")))); // 0.04366 × 730 ÷ 2
    assert_eq!(month(&quote, "roomy"), d("13.8189")); // 0.03786 × 730 ÷ 2
    assert_eq!(yours(&quote, "roomy"), Some("your 50 % off"));
}

#[test]
fn an_agreed_rate_takes_the_place_of_the_list_and_serves_what_it_lacks() {
    let catalog = own("[[agreed]]\nmeter = \"machine\"\nprice = \"0.02\"\nhourly = true\nname = \"Our machine\"\n\
                       [[agreed]]\nmeter = \"monitored_host\"\ncard = \"aws\"\nprice = \"7\"\nper = \"2\"\n\
                       [[agreed]]\nmeter = \"transfer_gb\"\ncard = \"aws\"\ncurrency = \"EUR\"\n\
                       tiers = [{ up_to = \"500\", price = \"0\" }, { price = \"0.01\" }]\n\
                       [[discount]]\noff = \"12%\"\n");
    let aws = basket(&catalog, "aws");
    assert_eq!(month(&aws, "servers"), d("43.8")); // 3 × 0.02 × 730, and no discount of it
    assert_eq!((product(&aws, "servers"), yours(&aws, "servers")), (Some("Our machine"), Some("your own rate")));
    assert_eq!(month(&aws, "giant"), d("14.6"), "of any size");
    assert_eq!(month(&aws, "unnamed"), d("14.6"), "and of none");
    assert_eq!(month(&aws, "nodes"), d("29.2"), "a node is a machine here");
    assert_eq!((month(&aws, "hosts"), line(&aws, "hosts").basis), (d("17.5"), LineBasis::Card)); // 5 × 7 ÷ 2
    assert_eq!(month(&aws, "transfer"), d("16.6995")); // 1500 × 0.01 × 1.1133
    assert_eq!(month(&aws, "delivery"), d("82.96") * d("0.88"), "CloudFront is another meter");
    // What names a card is for that card alone.
    let gcp = basket(&catalog, "gcp");
    assert_eq!((month(&gcp, "transfer"), month(&gcp, "servers")), (d("230") * d("0.88"), d("43.8")));
    // One for every card is for those that sell it.
    let openai = basket(&catalog, "openai");
    assert_eq!(line(&openai, "servers").basis, LineBasis::Missing);
    let spot = quoted(&catalog, "basket", &[("card", "aws"), ("purchase", "spot"), ("hours", "100")]);
    assert_eq!(month(&spot, "servers"), d("6"), "an agreed rate is no spot price");
}

#[test]
fn a_rate_that_was_agreed_on_for_a_card_goes_before_one_for_all() {
    let all = "[[agreed]]\nmeter = \"machine\"\nprice = \"20\"\n";
    let one = "[[agreed]]\nmeter = \"machine\"\ncard = \"aws\"\nprice = \"10\"\n";
    for prices in [[all, one].concat(), [one, all].concat()] {
        let catalog = own(&prices);
        let machine = |card| month(&basket(&catalog, card), "roomy");
        assert_eq!((machine("aws"), machine("gcp")), (d("10"), d("20")), "{prices}");
    }
}

#[test]
fn an_allowance_that_was_agreed_on_is_not_given_twice() {
    let tiers = "[[agreed]]\nmeter = \"object_storage_gb_month\"\n\
                 tiers = [{ up_to = \"50000\", price = \"0\" }, { price = \"0.01\" }]\n";
    let choices = [("card", "aws"), ("levers.free-gigabytes", "100%")];
    let quote = quoted(&own(tiers), "basket", &choices);
    assert_eq!(costs(&quote, "storage"), (d("100"), d("100"))); // 10000 × 0.01
}

#[test]
fn own_prices_touch_neither_what_a_document_printed_nor_its_own_comparison() {
    let prices = "[[discount]]\noff = \"50%\"\n[[agreed]]\nmeter = \"kubernetes_node\"\nprice = \"1\"\n\
                  [[agreed]]\nmeter = \"transfer_gb\"\nprice = \"1\"\n";
    let catalog = own(prices);
    for (plan, card) in [
        ("basket", "documented"),
        ("zero-to-planetary", "documented"),
        ("zero-to-planetary", "zero-to-planetary-aws"),
        ("zero-to-planetary", "zero-to-planetary-do-linode"),
    ] {
        let (with, without) = (quoted(&catalog, plan, &[("card", card)]), quoted(shop(), plan, &[("card", card)]));
        assert_eq!(with.cost, without.cost, "{plan} on {card}");
        assert!(with.lines.iter().all(|line| yours(&with, &line.line.id).is_none()), "{plan} on {card}");
    }
    let list = quoted(&catalog, "zero-to-planetary", &[("card", "aws")]);
    assert_ne!(list.cost, quoted(shop(), "zero-to-planetary", &[("card", "aws")]).cost);
}

#[test]
fn a_card_of_the_users_is_theirs_and_a_shipped_one_is_not() {
    assert_eq!(yours(&basket(shop(), "corner"), "servers"), Some("your own card"));
    assert_eq!(yours(&basket(shop(), "aws"), "servers"), None);
    let replaced = "id = \"aws\"\nname = \"Ours\"\ncurrency = \"USD\"\nsource = \"me\"\nas_of = \"2026-10-28\"\n\
                    [[rate]]\nmeter = \"machine\"\nprice = \"10\"\n";
    let quote = basket(&own(replaced), "aws");
    assert_eq!((yours(&quote, "roomy"), month(&quote, "roomy")), (Some("your own card"), d("10")));
    let less = basket(&own("[[discount]]\ncard = \"corner\"\noff = \"10%\""), "corner");
    assert_eq!((yours(&less, "roomy"), month(&less, "roomy")), (Some("your 10 % off corner"), d("6.57")));
}

#[test]
fn a_rate_of_exchange_of_the_users_own_takes_the_place_of_the_latest() {
    let euro = "[[currency]]\nid = \"EUR\"\n\
                rates = [{ as_of = \"2026-11-20\", usd = \"2\", source = \"our bank\" }]\n";
    let ours = basket(&own(euro), "hetzner");
    let price = line(&ours, "servers").card_price.as_ref().expect("Hetzner sells servers");
    assert_eq!(
        price.exchange.as_ref().map(|rate| rate.words()).as_deref(),
        Some("$2 for 1 EUR (2026-11-20, our bank)")
    );
    assert_eq!(month(&ours, "servers") * d("1.1133"), listed("hetzner", "servers") * d("2"));
}

//! The date and grade of a line: those of the oldest and worst price that its quantity reaches.

use super::{line, quoted, shop};
use costtui::catalog::Trust;

fn told(card: &str, id: &str, quantity: &str) -> (Option<String>, Option<Trust>) {
    let key = format!("overrides.{id}.quantity");
    let quote = quoted(shop(), "basket", &[("card", card), (&key, quantity)]);
    let price = line(&quote, id).card_price.as_ref().unwrap_or_else(|| panic!("{card} has no price for {id}"));
    (price.as_of.map(|date| date.to_string()), price.trust)
}

#[test]
fn a_line_is_as_old_as_the_oldest_price_that_it_pays() {
    let date = |card, id, quantity| told(card, id, quantity).0;
    for quantity in ["0", "1", "1024", "2000", "10240"] {
        assert_eq!(date("aws", "delivery", quantity).as_deref(), Some("2026-09-23"), "{quantity} GB");
    }
    for quantity in ["10240.01", "20000", "10000000000"] {
        assert_eq!(date("aws", "delivery", quantity).as_deref(), Some("2024-07-01"), "{quantity} GB");
    }
    assert_eq!(date("corner", "delivery", "100").as_deref(), Some("2026-09-23"));
    assert_eq!(date("corner", "delivery", "101").as_deref(), Some("2024-07"));
    // A price without a date is the oldest of all.
    assert_eq!(date("corner", "delivery", "5000").as_deref(), Some("2024-07"));
    assert_eq!(date("corner", "delivery", "5001"), None);
    assert_eq!(date("fly", "delivery", "1"), None);
}

#[test]
fn a_size_is_as_old_as_the_list_it_is_from() {
    let date = |card| told(card, "servers", "3").0;
    assert_eq!(date("aws").as_deref(), Some("2026-10-13"));
    assert_eq!(date("hetzner").as_deref(), Some("2026-08-17"));
    assert_eq!(date("scaleway").as_deref(), Some("2026-07-03"));
    assert_eq!(date("railway"), None);
    assert_eq!(told("corner", "roomy", "1").0.as_deref(), Some("2024-07"));
}

#[test]
fn a_line_is_to_be_trusted_as_far_as_the_worst_price_that_it_pays() {
    assert_eq!(told("corner", "delivery", "100").1, Some(Trust::List));
    assert_eq!(told("corner", "delivery", "101").1, Some(Trust::ThirdParty));
    assert_eq!(told("corner", "delivery", "5001").1, Some(Trust::Low));
}

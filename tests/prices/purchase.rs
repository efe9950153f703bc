//! No saving is counted twice: a lever does not act where the price of a card holds it already.

use super::{costs, d, month, quoted, shop};
use costtui::amount::Decimal;
use costtui::engine::{Flag, Quote};

fn basket(choices: &[(&str, &str)]) -> Quote {
    quoted(shop(), "basket", choices)
}

/// What levers take off a line.
fn saved(quote: &Quote, id: &str) -> Decimal {
    let (before, after) = costs(quote, id);
    before - after
}

fn told(quote: &Quote) -> bool {
    quote.flags.contains(&Flag::LeverInPrice)
}

#[test]
fn a_spot_price_is_not_made_cheaper_by_a_lever_that_buys_spot() {
    for (lever, share) in [("spot", "0.6"), ("reserved", "0.3")] {
        let quote = basket(&[("card", "aws"), ("purchase", "spot"), (&format!("levers.{lever}"), "100%")]);
        for id in ["servers", "roomy", "busy", "nodes"] {
            assert_eq!(saved(&quote, id), Decimal::ZERO, "{lever} on {id}");
        }
        assert_eq!(month(&quote, "servers"), d("40.077"), "3 × 0.0183 × 730");
        // What was bought on demand all the same, and what the card has no price for, is made cheaper.
        assert_eq!(saved(&quote, "big"), d("953.088") * d(share), "{lever}: 1.3056 × 730");
        assert_eq!(saved(&quote, "giant"), d("5000") * d(share), "{lever}");
        assert_eq!(saved(&quote, "unnamed"), d("70") * d(share), "{lever}");
        let worth = quote.levers.iter().find(|(id, _)| id == lever).expect("it is on").1;
        assert_eq!(worth, Ok(d("6023.088") * d(share)), "{lever}");
        assert!(told(&quote), "{lever}");
    }
}

#[test]
fn reserved_prices_hold_those_levers_as_well() {
    let quote = basket(&[("card", "gcp"), ("purchase", "reserved_3y"), ("levers.spot", "50%")]);
    assert_eq!((saved(&quote, "servers"), month(&quote, "servers")), (Decimal::ZERO, d("66.03974346"))); // 3 × 22.01324782
    assert!(told(&quote));
}

#[test]
fn other_levers_act_on_a_spot_price() {
    let levers = [("levers.spot", "100%"), ("levers.tuning", "100%")];
    let quote = basket(&[&[("card", "aws"), ("purchase", "spot")][..], &levers].concat());
    assert_eq!(saved(&quote, "servers"), d("4.0077"));
    // 40 % of 90 % are left of what is on demand.
    assert_eq!(month(&quote, "big"), d("953.088") * d("0.36"));
}

#[test]
fn on_demand_and_on_documented_figures_the_levers_act_in_full() {
    for purchase in ["on_demand", "spot"] {
        let quote = basket(&[("card", "documented"), ("purchase", purchase), ("levers.spot", "100%")]);
        assert_eq!((saved(&quote, "servers"), saved(&quote, "big")), (d("180"), d("600")));
        assert!(!told(&quote));
    }
    let quote = basket(&[("card", "aws"), ("levers.reserved", "50%")]);
    assert_eq!(saved(&quote, "servers"), d("73.584") * d("0.15"));
    assert!(!told(&quote));
}

#[test]
fn a_figure_of_the_user_is_not_a_spot_price() {
    let own = [("card", "aws"), ("purchase", "spot"), ("levers.spot", "100%"), ("overrides.servers.amount", "200")];
    let quote = basket(&own);
    assert_eq!((saved(&quote, "servers"), saved(&quote, "roomy")), (d("120"), Decimal::ZERO));
}

#[test]
fn a_free_allowance_does_not_act_where_the_list_makes_the_first_units_free() {
    let aws = basket(&[("card", "aws"), ("levers.free-gigabytes", "100%")]);
    assert_eq!((saved(&aws, "delivery"), month(&aws, "delivery")), (Decimal::ZERO, d("82.96"))); // 976 × 0.085
    // S3 has no free tier: 100 of 60,000 GB are, of the last 8,800 at 0.022.
    assert_eq!(saved(&aws, "storage"), d("2.2"));
    assert!(told(&aws));
    let fly = basket(&[("card", "fly"), ("levers.free-gigabytes", "100%")]);
    assert_eq!((saved(&fly, "delivery"), month(&fly, "delivery")), (d("2"), d("38"))); // 100 and 1,900 × 0.02
    assert!(!told(&fly));
    let documented = basket(&[("levers.free-gigabytes", "100%")]);
    assert_eq!(saved(&documented, "delivery"), d("8.5"));
    assert!(!told(&documented));
}

#[test]
fn free_units_are_of_the_unit_of_the_line_whatever_the_card_counts() {
    let fly = basket(&[("card", "fly"), ("levers.free-terabyte", "100%")]);
    assert_eq!((saved(&fly, "transfer"), month(&fly, "transfer")), (d("20"), d("20"))); // 1,000 × 0.02 each
    let half = basket(&[("card", "fly"), ("levers.free-terabyte", "50%"), ("overrides.transfer.quantity", "4")]);
    assert_eq!((saved(&half, "transfer"), month(&half, "transfer")), (d("10"), d("70"))); // 500 and 3,500 × 0.02
    assert_eq!(saved(&basket(&[("levers.free-terabyte", "100%")]), "transfer"), d("90"));
}

#[test]
fn the_flag_is_there_where_a_lever_is_idle_and_only_there() {
    let flagged = |choices: &[(&str, &str)]| told(&basket(choices));
    let spot = [("card", "aws"), ("purchase", "spot")];
    assert!(!flagged(&spot), "no lever is on");
    assert!(!flagged(&[&spot[..], &[("levers.tuning", "100%")]].concat()), "no way to buy");
    assert!(!flagged(&[&spot[..], &[("levers.spot", "0%")]].concat()), "on for nothing");
    assert!(flagged(&[&spot[..], &[("levers.spot", "1%")]].concat()));
    // A card without spot prices sells nothing that holds the lever.
    assert!(!flagged(&[("card", "linode"), ("purchase", "spot"), ("levers.spot", "100%")]));
    assert!(!flagged(&[("card", "gcp"), ("region", "europe-west1"), ("purchase", "spot"), ("levers.spot", "100%")]));
    let without = ["servers", "roomy", "busy", "nodes"].map(|id| format!("overrides.{id}.drop"));
    let without = without.iter().map(|key| (key.as_str(), "1"));
    let dropped: Vec<(&str, &str)> = spot.into_iter().chain([("levers.spot", "100%")]).chain(without).collect();
    assert!(!flagged(&dropped), "nothing that is sold as spot is left");
}

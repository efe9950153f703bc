//! Which product a card sells for a line: the cheapest that fits, and why there is none.

use super::{d, line, month, product, quoted, shop};
use costtui::catalog::Purchase;
use costtui::engine::{LineBasis, Quote, Unpriced};

fn basket(choices: &[(&str, &str)]) -> Quote {
    quoted(shop(), "basket", choices)
}

fn runner_up<'q>(quote: &'q Quote, id: &str) -> Option<&'q str> {
    line(quote, id).card_price.as_ref()?.runner_up.as_ref().map(|next| next.name.as_str())
}

#[test]
fn of_one_price_the_larger_is_taken_then_the_first_by_name_and_the_next_is_named() {
    let at = |hours, id, sold, next| {
        let quote = basket(&[("card", "corner"), ("hours", hours)]);
        assert_eq!((product(&quote, id), runner_up(&quote, id)), (Some(sold), next), "{id} at {hours} hours");
    };
    at("730", "servers", "eta", Some("beta"));
    at("730", "roomy", "beta", Some("zeta"));
    at("730", "busy", "eta", None);
    // An hour more or less, and beta is dearer or cheaper.
    at("731", "roomy", "zeta", Some("beta"));
    at("731", "servers", "eta", Some("zeta"));
    at("729", "servers", "beta", Some("eta"));
}

#[test]
fn the_runner_up_of_a_shipped_card_is_the_next_cheapest_that_fits() {
    let next = |card, purchase, id| {
        let quote = basket(&[("card", card), ("purchase", purchase)]);
        let found = line(&quote, id).card_price.as_ref().expect("it is priced").runner_up.clone();
        found.map(|next| (next.name, next.price.month().expect("a month fits")))
    };
    let told = |name: &str, month| Some((name.to_owned(), d(month)));
    assert_eq!(next("aws", "on_demand", "servers"), told("t3.medium", "30.368")); // 0.0416 × 730
    assert_eq!(next("aws", "spot", "roomy"), told("m5.large", "31.8718")); // 0.04366 × 730
    assert_eq!(next("azure", "on_demand", "big"), told("Standard_D32s_v5", "1121.28")); // 1.536 × 730
    assert_eq!(next("hetzner", "on_demand", "servers"), told("CX33", "9.451917")); // 8.49 × 1.1133
    assert_eq!(next("oracle", "on_demand", "roomy"), told("VM.Standard.E5.Flex", "33.58")); // 0.046 × 730
    assert_eq!(next("railway", "on_demand", "servers"), None);
}

#[test]
fn what_a_card_does_not_price_keeps_its_documented_figure_and_says_why() {
    let unpriced = |card, id, why, printed| {
        let quote = basket(&[("card", card)]);
        let line = line(&quote, id);
        assert_eq!((line.unpriced, line.basis), (Some(why), LineBasis::Missing), "{id} on {card}");
        assert!(line.card_price.is_none() && month(&quote, id) == d(printed), "{id} on {card}");
    };
    unpriced("aws", "giant", Unpriced::NoFit, "5000");
    unpriced("vultr", "big", Unpriced::NoFit, "1000");
    unpriced("gcp", "memory", Unpriced::NoFit, "400");
    unpriced("aws", "unnamed", Unpriced::NoSize, "70");
    unpriced("aws", "hosts", Unpriced::NoRate, "40");
    unpriced("datadog", "servers", Unpriced::NoRate, "300");
    unpriced("fly", "storage", Unpriced::NoRate, "1000");
    unpriced("aws", "advice", Unpriced::NoMeter, "25");
    // A region without a price is no reason to take another region's.
    let quote = basket(&[("card", "aws"), ("region", "eu-central-1")]);
    assert_eq!(line(&quote, "storage").unpriced, Some(Unpriced::NoRate));
}

#[test]
fn a_size_of_any_memory_ends_where_the_list_says() {
    let cache = |card| product(&basket(&[("card", card)]), "memory").map(str::to_owned);
    assert_eq!((cache("gcp"), cache("oracle").as_deref()), (None, Some("OCI Cache, high memory")));
}

#[test]
fn a_meter_that_a_card_has_no_price_for_falls_back_to_the_next_that_will_do() {
    let aws = basket(&[("card", "aws")]);
    assert_eq!((product(&aws, "nodes"), month(&aws, "nodes")), (Some("t4g.medium"), d("49.056"))); // 2 × 0.0336 × 730
    let gcp = basket(&[("card", "gcp")]);
    let (name, price) = ("Premium-tier egress, without Asia and Australia", d("230")); // 1000 × 0.12 + 1000 × 0.11
    assert_eq!((product(&gcp, "delivery"), month(&gcp, "delivery")), (Some(name), price));
    // A card with a price of its own does not.
    assert_eq!(product(&aws, "delivery"), Some("CloudFront, North America"));
    // Where neither has one, the documented figure stands.
    assert_eq!(line(&basket(&[("card", "vultr")]), "delivery").unpriced, Some(Unpriced::NoRate));
}

#[test]
fn what_is_not_sold_as_spot_is_bought_on_demand() {
    let bought = |choices: &[(&str, &str)], id| {
        let quote = basket(&[choices, &[("purchase", "spot")]].concat());
        let price = line(&quote, id).card_price.as_ref().expect("it is priced");
        (price.name.clone().expect("a name"), price.purchase, month(&quote, id))
    };
    let told = |name: &str, purchase, month| (name.to_owned(), purchase, d(month));
    let aws = [("card", "aws")];
    assert_eq!(bought(&aws, "servers"), told("t3.medium", Purchase::Spot, "40.077")); // 3 × 0.0183 × 730
    assert_eq!(bought(&aws, "big"), told("m7g.8xlarge", Purchase::OnDemand, "953.088")); // 1.3056 × 730
    assert_eq!(bought(&[("card", "corner")], "servers"), told("alpha", Purchase::Spot, "9"));
    assert_eq!(bought(&[("card", "corner")], "roomy"), told("beta", Purchase::OnDemand, "7.3"));
    let belgium = [("card", "gcp"), ("region", "europe-west1")];
    let month = "80.7184287"; // 3 × 0.03685773 × 730
    assert_eq!(bought(&belgium, "servers"), told("e2-medium", Purchase::OnDemand, month));
    // A rate is a rate however machines are bought.
    assert_eq!(bought(&aws, "transfer").1, Purchase::OnDemand);
}

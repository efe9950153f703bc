//! Every card and region at the same sliders: the same as a quote on each, in the order that is asked for, and the answer
//! says what is not in it.

use costtui::amount::{Decimal, Number, decimal};
use costtui::catalog::{self, Catalog, DOCUMENTED, Plan};
use costtui::engine::{self, Unpriced};
use costtui::explore::cards::{Offer, Order, cheapest, offers};
use costtui::scenario::{Scenario, put};

fn shipped() -> Catalog {
    catalog::load(None).expect("the shipped catalog is sound")
}

fn at<'c>(catalog: &'c Catalog, plan: &str, users: &str) -> (&'c Plan, Scenario) {
    let plan = catalog.plan(plan).expect(plan);
    let mut scenario = Scenario::of(plan);
    put(&mut scenario, catalog, "sliders.users", users).expect("a number of users");
    (plan, scenario)
}

fn number(text: &str) -> Decimal {
    decimal(text).expect("a number")
}

#[test]
fn an_offer_is_what_a_quote_on_its_card_and_region_says() {
    let catalog = shipped();
    for id in ["zero-to-planetary", "business-os", "edunerve", "barum-aws", "lean-markets"] {
        let (plan, scenario) = at(&catalog, id, "50000");
        let now = engine::quote(&catalog, &scenario);
        for offer in offers(&catalog, plan, &scenario, Order::Total) {
            let mut there = scenario.clone();
            there.choose_card(&offer.card, offer.region.as_ref().map(|region| region.id.as_str()));
            assert!(there.unknown(&catalog).is_empty(), "{} can be chosen", offer.words());
            let quote = engine::quote(&catalog, &there);
            let told = format!("{id} on {}", offer.words());
            assert_eq!(offer.cost, quote.cost, "{told}");
            assert_eq!(offer.margin, quote.economics.margin, "{told}");
            assert_eq!(offer.cost_per_user, quote.economics.cost_per_user, "{told}");
            let delta = quote.cost.unwrap().expected.minus(now.cost.unwrap().expected).unwrap();
            assert_eq!(offer.delta, Some(delta), "{told}");
            let priced = quote.lines.iter().filter(|line| line.card_price.is_some());
            assert_eq!(offer.lines, priced.clone().count(), "{told}");
            let dates = priced.map(|line| line.card_price.as_ref().unwrap().as_of);
            assert_eq!(offer.oldest, dates.min(), "{told}");
            let unpriced: Vec<(String, Unpriced)> =
                quote.lines.iter().filter_map(|line| Some((line.line.item.clone(), line.unpriced?))).collect();
            assert_eq!(offer.unpriced, unpriced, "{told}");
        }
    }
}

#[test]
fn the_documented_figures_and_what_is_chosen_now_are_always_among_them() {
    let catalog = shipped();
    let (plan, mut scenario) = at(&catalog, "zero-to-planetary", "0");
    let now = |scenario: &Scenario| -> Vec<Offer> {
        offers(&catalog, plan, scenario, Order::Name).into_iter().filter(|offer| offer.current).collect()
    };
    assert_eq!(now(&scenario)[0].card, DOCUMENTED);
    // Datadog prices nothing of this plan.
    scenario.choose_card("datadog", None);
    assert_eq!(now(&scenario)[0].card, "datadog");
    scenario.choose_card("aws", None);
    let chosen = now(&scenario);
    assert_eq!(chosen.len(), 1, "a card without a region stands in its usual one");
    assert_eq!(chosen[0].region.as_ref().unwrap().id, "us-east-1");
    let all = offers(&catalog, plan, &scenario, Order::Name);
    assert!(all.iter().any(|offer| offer.card == DOCUMENTED));
    assert!(all.iter().all(|offer| offer.lines > 0 || offer.current || offer.card == DOCUMENTED));
}

#[test]
fn offers_stand_in_the_order_that_is_asked_for() {
    let catalog = shipped();
    let (plan, scenario) = at(&catalog, "edunerve", "50000");
    let sorted = |order| offers(&catalog, plan, &scenario, order);
    let cost = |offer: &Offer| offer.cost.unwrap().expected;
    assert!(sorted(Order::Total).is_sorted_by_key(cost));
    let most_first = |a: &Offer, b: &Offer| (b.lines, cost(a)) <= (a.lines, cost(b)) || a.lines > b.lines;
    assert!(sorted(Order::Priced).is_sorted_by(most_first), "of as many lines the cheaper first");
    assert!(sorted(Order::Date).is_sorted_by(|a, b| a.oldest.flatten() >= b.oldest.flatten()), "no date comes last");
    assert!(sorted(Order::Name).is_sorted_by(|a, b| a.name <= b.name));
}

/// The cheapest of all is a card that prices one line and lets the document's own claims stand: no answer to the question.
#[test]
fn the_answer_is_the_cheapest_list_that_prices_enough_to_compare() {
    let catalog = shipped();
    let (plan, scenario) = at(&catalog, "edunerve", "50000");
    let all = offers(&catalog, plan, &scenario, Order::Total);
    let best = cheapest(&all).unwrap();
    let most = all.iter().filter(|offer| offer.list).map(|offer| offer.lines).max().unwrap();
    assert!(all[0].lines * 2 < most, "{} prices {} of {most} lines", all[0].words(), all[0].lines);
    assert!(best.lines * 2 >= most && best.list);
    let rivals = all.iter().filter(|offer| offer.list && offer.lines * 2 >= most);
    assert!(rivals.into_iter().all(|rival| rival.cost.unwrap().expected >= best.cost.unwrap().expected));
    let (plan, scenario) = at(&catalog, "lean-markets", "1000");
    assert!(cheapest(&offers(&catalog, plan, &scenario, Order::Total)).is_none_or(|best| best.lines > 0));
}

/// Barum at 10,000 users by hand, the cheapest sizes that fit: control plane 73, three t4g.medium 3 × 0.0336 × 730,
/// balancer 16.425, 1,000 GB 23, CloudFront 976 × 0.085, zone 0.50, db.t4g.micro 0.016 × 730, secret 0.40, and $25 documented.
#[test]
fn barum_on_its_own_provider_comes_to_what_the_price_book_makes() {
    let catalog = shipped();
    let (plan, mut scenario) = at(&catalog, "barum-aws", "10001");
    put(&mut scenario, &catalog, "sliders.users", "10000").unwrap();
    put(&mut scenario, &catalog, "stage", "p3-production").unwrap();
    put(&mut scenario, &catalog, "elastic", "false").unwrap();
    let all = offers(&catalog, plan, &scenario, Order::Total);
    let aws = all.iter().find(|offer| offer.card == "aws" && offer.region.as_ref().unwrap().id == "us-east-1").unwrap();
    assert_eq!(aws.cost.unwrap().expected, number("306.549"));
    assert_eq!((aws.lines, aws.unpriced.len()), (8, 1));
    assert_eq!(aws.delta, Some(number("-105.141")), "411.69 documented");
    // Documented are 386.69 of the 411.69.
    assert_eq!(aws.covers.map(|share| share.round_dp(6)), Some(number("0.939275")));
    assert_eq!(aws.priced.map(|share| share.round_dp(6)), Some(number("0.918447")), "281.549 ÷ 306.549");
}

/// A list that is known for the first 10 TB says nothing certain of 500.
#[test]
fn an_offer_beyond_what_its_list_is_known_for_is_at_most_that() {
    let catalog = shipped();
    let (plan, scenario) = at(&catalog, "edunerve", "50000");
    let all = offers(&catalog, plan, &scenario, Order::Total);
    let azure = all.iter().find(|offer| offer.card == "azure").unwrap();
    let cdn = azure.prices.iter().find(|asked| asked.item == "CDN Premium").unwrap();
    assert!(azure.at_most && cdn.price.at_most);
    let (_, few) = at(&catalog, "edunerve", "1024");
    let all = offers(&catalog, plan, &few, Order::Total);
    assert!(!all.iter().find(|offer| offer.card == "azure").unwrap().at_most, "1,024 users move 10,240 GB");
}

#[test]
fn what_stands_in_for_something_else_is_told() {
    let catalog = shipped();
    let (plan, scenario) = at(&catalog, "zero-to-planetary", "50000");
    let all = offers(&catalog, plan, &scenario, Order::Total);
    let told = |card: &str| -> Vec<Option<String>> {
        let offer = all.iter().find(|offer| offer.card == card).unwrap();
        let cdn = offer.prices.iter().filter(|asked| asked.item.starts_with("CDN"));
        cdn.map(|asked| asked.price.stands_in.clone()).collect()
    };
    assert_eq!(told("hetzner"), [Some("Transfer to the internet".to_owned())]);
    assert_eq!(told("aws"), [None], "CloudFront is a CDN");
}

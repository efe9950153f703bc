//! The documents held against list prices: what each printed figure costs by the list, worked out by hand from the price
//! book, and what that leaves.

use costtui::amount::{Decimal, Number, decimal, range};
use costtui::catalog::{self, Catalog};
use costtui::explore::against::{Against, against};
use costtui::scenario::Scenario;
use std::collections::BTreeSet;

/// Lines of the documents with what the list asks for them: a row for each, numbered as the cross-checks of the price book.
const CROSSCHECKS: &str = include_str!("against/crosschecks.csv");

#[derive(serde::Deserialize)]
struct Case {
    check: u32,
    plan: String,
    card: String,
    group: String,
    line: String,
    lines: String,
    quantity: String,
    documented: String,
    list: String,
    why: String,
}

fn shipped() -> Catalog {
    catalog::load(None).expect("the shipped catalog is sound")
}

fn held(catalog: &Catalog, plan: &str, card: &str) -> Against {
    let (plan, card) = (catalog.plan(plan).expect(plan), catalog.card(card).expect(card));
    against(catalog, plan, card, None, &Scenario::of(plan)).expect("a document's figures fit")
}

fn number(text: &str) -> Decimal {
    decimal(text).unwrap_or_else(|bad| panic!("{bad}"))
}

#[test]
fn every_cross_check_of_a_list_with_a_document_comes_out_to_the_last_digit() {
    let catalog = shipped();
    let mut checked = BTreeSet::new();
    for case in csv::Reader::from_reader(CROSSCHECKS.as_bytes()).into_deserialize() {
        let case: Case = case.expect("it is CSV");
        let against = held(&catalog, &case.plan, &case.card);
        let found = against.held.iter().find(|held| held.group.to_string() == case.group && held.line.id == case.line);
        let found = found.unwrap_or_else(|| panic!("{}: {} is not held against {}", case.check, case.line, case.card));
        let told = format!("{}: {} of {} ({})", case.check, case.line, case.plan, case.why);
        let documented = range(&case.documented).expect("a figure of a document");
        assert_eq!(found.line.lines, case.lines, "{told}");
        assert_eq!(found.quantity, number(&case.quantity), "{told}");
        assert_eq!(found.documented, documented, "{told}");
        assert_eq!(found.list, number(&case.list), "{told}");
        assert_eq!(found.ratio, found.list.over(documented.expected).ok(), "{told}");
        checked.insert(case.check);
    }
    let all: Vec<u32> = checked.into_iter().collect();
    // The others compare sources with each other (7, 14, 24 to 28, 30).
    assert_eq!(all, [1, 2, 3, 4, 5, 6, 8, 9, 10, 11, 12, 13, 15, 16, 17, 18, 19, 20, 21, 22, 23, 29]);
}

#[test]
fn what_is_farthest_from_the_list_stands_first_whichever_way_it_is_off() {
    let against = held(&shipped(), "barum-aws", "aws");
    let times: Vec<Decimal> = against
        .held
        .iter()
        .map(|held| match held.ratio.expect("every line of this document has a price") {
            ratio if ratio.is_zero() => Decimal::MAX,
            ratio if ratio < Decimal::ONE => Decimal::ONE / ratio,
            ratio => ratio,
        })
        .collect();
    assert!(times.is_sorted_by(|a, b| a >= b), "{times:?}");
    // What CloudFront and its logs give for nothing is the farthest: the document pays for it.
    let free: Vec<&str> = against.held[..3].iter().map(|held| held.line.id.as_str()).collect();
    assert!(free.contains(&"cloudfront") && free.contains(&"cloudwatch-logs"), "{free:?}");
}

/// 73 + 3 × 0.0416 × 730 + 16.425 + 1,000 × 0.023 + 976 × 0.085 + 0.50 + 13.14 + 0.40, and $25 that no list prices.
#[test]
fn the_margin_of_a_stage_is_told_as_documented_and_by_the_list() {
    let against = held(&shipped(), "barum-aws", "aws");
    let stage = against.stages.iter().find(|stage| stage.group.to_string() == "p3-production / eks-ha").unwrap();
    assert_eq!(stage.users, number("10000"));
    assert_eq!(stage.documented.expected, number("411.69"));
    assert_eq!(stage.list.expected, number("325.529"));
    assert_eq!(stage.lines, (8, 9));
    // 10,000 users at $1.00.
    assert_eq!(stage.margin_documented.unwrap().expected, number("9588.31"));
    assert_eq!(stage.margin_list.unwrap().expected, number("9674.471"));
    assert_eq!(stage.margin_shares, (Some(number("0.958831")), Some(number("0.9674471"))));
}

#[test]
fn what_a_card_does_not_price_is_named_with_the_reason() {
    let against = held(&shipped(), "edunerve", "azure");
    let why = |item: &str| against.unpriced.iter().find(|unheld| unheld.item == item).map(|unheld| unheld.why.id());
    assert_eq!(why("Azure Support Plan"), Some("no_meter"));
    assert_eq!(why("OpenAI API"), Some("no_rate"));
    let catalog = shipped();
    let lines: usize = catalog.plan("edunerve").unwrap().lines().count();
    assert_eq!(against.held.len() + against.unpriced.len(), lines);
}

/// The document is held against list prices on demand: no choice of the scenario but its revenue changes that.
#[test]
fn levers_cards_and_overrides_of_a_scenario_leave_the_check_as_it_is() {
    let catalog = shipped();
    let plan = catalog.plan("edunerve").unwrap();
    let card = catalog.card("aws").unwrap();
    let mut scenario = Scenario::of(plan);
    scenario.levers.insert("spot".into(), Decimal::ONE);
    scenario.choose_card("gcp", Some("europe-west1"));
    scenario.purchase = catalog::Purchase::Spot;
    scenario.overrides.entry("eks-cluster".into()).or_default().quantity = Some(Decimal::TEN);
    let changed = against(&catalog, plan, card, None, &scenario).unwrap();
    let plain = against(&catalog, plan, card, None, &Scenario::of(plan)).unwrap();
    let lists = |against: &Against| against.held.iter().map(|held| held.list).collect::<Vec<_>>();
    assert_eq!(lists(&changed), lists(&plain));
}

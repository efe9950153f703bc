//! The plan that speed is measured on has the results it is known to have.

#[path = "../benches/ref-20/reference.rs"]
mod reference;

use costtui::amount::{Decimal, decimal};
use costtui::catalog::Catalog;
use costtui::engine;
use costtui::explore::seek::{Sought, Span, seek};

#[test]
fn the_reference_workload_is_priced_exactly_as_published() {
    reference::check();
}

fn d(text: &str) -> Decimal {
    decimal(text).expect("a number")
}

fn sought(catalog: &Catalog, goal: &str, slider: &str) -> Sought {
    let slider = catalog.driver_index(slider).expect("a slider");
    seek(catalog, &reference::base(catalog), &catalog.goal(goal).expect("a goal"), slider).expect("it can be sought")
}

#[test]
fn the_reference_workload_has_the_published_answers() {
    let catalog = reference::catalog();
    let price = sought(&catalog, "margin_percent >= 80", "revenue_per_user");
    let [Span { from: Some(edge), to: None }] = price.spans.as_slice() else { panic!("{price:?}") };
    assert_eq!(edge.at, d("41.30"));
    let shares = [edge.inside, edge.outside].map(|percent| percent.unwrap().round_dp(5));
    assert_eq!(shares, [d("80.00197"), d("79.99796")], "0.8000197… and 0.7999796…");
    for (budget, users) in [("1000", "2645"), ("5000", "9999"), ("25000", "99999"), ("100000", "482577")] {
        let most = sought(&catalog, &format!("cost <= {budget}"), "users");
        let [Span { from: None, to: Some(edge) }] = most.spans.as_slice() else { panic!("{most:?}") };
        assert_eq!(edge.at, d(users), "at {budget}");
    }
}

#[test]
fn a_slider_from_which_something_falls_is_sought_as_exactly() {
    let catalog = reference::catalog();
    let base = reference::base(&catalog);
    let (at, of) = (catalog.driver_index("cache_hit").unwrap(), catalog.slider("cache_hit").unwrap());
    // Egress falls and the CDN rises with the share of hits: the cost does both.
    let cost = |hits: Decimal| {
        let mut scenario = base.clone();
        scenario.set(&catalog, of, hits);
        engine::cost(&catalog, &scenario).unwrap()
    };
    let all: Vec<(Decimal, Decimal)> = (0..=990).map(|n| Decimal::new(n, 3)).map(|hits| (hits, cost(hits))).collect();
    let falls = all.windows(2).any(|pair| pair[1].1 < pair[0].1);
    let rises = all.windows(2).any(|pair| pair[1].1 > pair[0].1);
    assert!(falls && rises, "the case tells nothing");
    for threshold in ["13000", "14000", "14310.10044", "15000"] {
        let goal = catalog.goal(&format!("cost <= {threshold}")).unwrap();
        let found = seek(&catalog, &base, &goal, at).unwrap();
        let inside = |hits: Decimal| {
            found
                .spans
                .iter()
                .any(|span| span.from.is_none_or(|edge| edge.at <= hits) && span.to.is_none_or(|edge| hits <= edge.at))
        };
        for (hits, cost) in &all {
            assert_eq!(inside(*hits), *cost <= d(threshold), "cost <= {threshold} at {hits}: {cost}");
        }
    }
}

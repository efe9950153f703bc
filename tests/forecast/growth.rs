//! How users grow: by a rate, a rate a month, or as typed, up to the slider's end and down to nobody.

use crate::scenarios::catalog;
use crate::{ahead, asked_of, d, shipped};
use costtui::amount::Decimal;
use costtui::explore::forecast::{Ahead, Event, Forecast, Growth, MOST_MONTHS, What, Wrong};

fn users(found: &Forecast) -> Vec<Decimal> {
    found.months.iter().map(|month| month.users).collect()
}

fn wrong(plan: &str, ahead: &Ahead) -> Vec<String> {
    let told = asked_of(catalog(), plan, &[], ahead).expect_err("it can't be told");
    told.iter().map(Wrong::to_string).collect()
}

const THOUSAND: (&str, &str) = ("sliders.users", "1000");

#[test]
fn a_rate_of_each_month_goes_on_with_the_last() {
    let rates = ["0.3", "0.2", "-0.1"].map(d).to_vec();
    let found = shipped("barum-aws", &[THOUSAND], &ahead(5, Growth::Each(rates)));
    // 1000 × 1.3 = 1300, × 1.2 = 1560, × 0.9 = 1404, × 0.9 = 1263.6, × 0.9 = 1137.24.
    assert_eq!(users(&found), ["1000", "1300", "1560", "1404", "1263.6", "1137.24"].map(d));
    let priced: Vec<Decimal> = found.months.iter().map(|month| month.priced_users).collect();
    assert_eq!(priced, ["1000", "1300", "1560", "1404", "1263", "1137"].map(d), "whole users are priced");
}

#[test]
fn users_that_are_typed_stay_at_the_last() {
    let counts = ["60000", "0", "99.9"].map(d).to_vec();
    let found = shipped("edunerve", &[], &ahead(5, Growth::Users(counts)));
    assert_eq!(users(&found), ["50000", "60000", "0", "99.9", "99.9", "99.9"].map(d));
    let nobody = &found.months[2];
    assert_eq!((nobody.economics.cost_per_user, nobody.economics.infra_share), (None, None), "undefined, never 0");
    assert_eq!(found.months[3].priced_users, d("99"));
}

#[test]
fn without_growth_or_without_users_nothing_moves() {
    for choices in [[THOUSAND, ("sliders.growth", "0%")], [("sliders.users", "0"), ("sliders.growth", "20%")]] {
        let found = shipped("barum-aws", &choices, &ahead(3, Growth::Rate));
        assert!(users(&found).windows(2).all(|pair| pair[0] == pair[1]), "{choices:?}");
        let cash = |what: &What| matches!(what, What::CashOut { .. } | What::DeepestNeed { .. });
        let moved: Vec<_> = found.events.iter().filter(|event| event.month > 0 && !cash(&event.what)).collect();
        assert!(found.timings.is_empty() && moved.is_empty(), "{choices:?}: {moved:?}");
    }
}

#[test]
fn all_users_can_go_and_no_more_than_all() {
    let found = shipped("edunerve", &[], &ahead(3, Growth::Each(vec![d("-1")])));
    assert_eq!(users(&found), ["50000", "0", "0", "0"].map(d));
    let told = wrong("edunerve", &ahead(3, Growth::Each(["0.1", "-1.01"].map(d).to_vec())));
    assert_eq!(told, ["month 2: a growth of −101 % is none: expected −100 % or more"]);
    let told = wrong("edunerve", &ahead(3, Growth::Users(vec![d("-5")])));
    assert_eq!(told, ["month 1: −5 users are none: expected 0 or more"]);
}

#[test]
fn growth_ends_where_the_slider_does_and_says_so() {
    let most = catalog().slider("users").unwrap().max;
    for growth in
        [Growth::Each(vec![d("999999999")]), Growth::Each(vec![Decimal::MAX]), Growth::Users(vec![Decimal::MAX])]
    {
        let found = shipped("edunerve", &[], &ahead(3, growth));
        assert_eq!(users(&found), [d("50000"), most, most, most]);
        assert_eq!(found.months.iter().map(|month| month.at_end).collect::<Vec<_>>(), [false, true, true, true]);
        let ends: Vec<_> = found.events.iter().filter(|event| event.what == What::End).collect();
        assert_eq!(ends, [&Event { month: 1, what: What::End }]);
    }
    // From the end users fall again as they would from anywhere.
    let found = shipped("edunerve", &[], &ahead(2, Growth::Each(vec![d("999999999"), d("-0.5")])));
    assert_eq!(found.months[2].users, most / Decimal::TWO);
}

#[test]
fn users_carry_up_to_eighteen_places() {
    let found = shipped("edunerve", &[], &ahead(MOST_MONTHS, Growth::Each(vec![d("0.012345678901")])));
    assert_eq!(found.months.len(), 121);
    assert!(found.months.iter().all(|month| month.users.scale() <= 18));
    // 50,000 × 1.012345678901; that × 1.012345678901 = 51242.18867947632982839005, which ends two places earlier.
    assert_eq!(found.months[1].users, d("50617.28394505"));
    assert_eq!(found.months[2].users, d("51242.18867947632982839"));
}

#[test]
fn what_can_not_be_asked_is_told_all_at_once() {
    let none = "0 months can't be looked at: expected 1 to 120";
    assert_eq!(wrong("edunerve", &ahead(0, Growth::Rate)), [none]);
    assert_eq!(wrong("edunerve", &ahead(121, Growth::Rate)), ["121 months can't be looked at: expected 1 to 120"]);
    let million = wrong("edunerve", &ahead(1_000_000, Growth::Rate));
    assert_eq!(million, ["1000000 months can't be looked at: expected 1 to 120"]);
    let all = Ahead { budget: Some(d("-1")), ..ahead(0, Growth::Roadmap("philosofy".to_owned())) };
    let told = wrong("business-os", &all);
    assert_eq!(told[0], none);
    assert_eq!(told[1], "`philosofy` is no roadmap of `business-os`; did you mean `philosophy`?");
    assert_eq!(told[2], "a budget is 0 or more, not −1");
    let told = wrong("edunerve", &ahead(3, Growth::Roadmap("early".to_owned())));
    assert_eq!(told, ["`early` is no roadmap of `edunerve`; it has none"]);
    assert_eq!(
        wrong("edunerve", &ahead(3, Growth::Each(Vec::new()))),
        ["growth is given by the month, but for no month"]
    );
    let told = wrong("edunerve", &ahead(1, Growth::Users(vec![Decimal::ONE; 2])));
    assert_eq!(told, ["figures of 2 months are given for a forecast of 1: leave some out, or look further ahead"]);
}

//! What was worked out by hand: the growth of document 002, and what its plan costs and leaves on the way.

use crate::{ahead, d, figures, rows, shipped, worked};
use costtui::amount::Decimal;
use costtui::engine::Flag;
use costtui::explore::forecast::{Ahead, Growth, What};

/// The golden cases of the documents, of which G128 is growth.
const GOLDEN: &str = include_str!("../golden/questions.csv");

/// The forecast of document 002, month by month, with its arithmetic.
const EDUNERVE: &str = include_str!("edunerve.csv");

/// What a month of each stage costs: the printed lines of the document, added up.
const STAGES: &str = include_str!("stages.csv");

/// The plan as its document prints it: quantities do not move inside a stage.
const FIXED: [(&str, &str); 1] = [("elastic", "false")];

#[test]
fn growth_is_that_of_the_golden_case_to_every_digit() {
    let golden = GOLDEN.lines().find(|line| line.starts_with("G128,")).expect("the golden case of growth");
    let found = shipped("edunerve", &[], &ahead(24, Growth::Rate));
    let mut compared = 0;
    let results = golden.split('"').nth(1).expect("its results stand in quotes");
    for (month, users) in results.split("; ").filter_map(|part| part.strip_prefix("users_m")?.split_once('=')) {
        let month: usize = month.parse().expect("a month has a number");
        assert_eq!(found.months[month].users, d(users), "month {month}");
        compared += 1;
    }
    assert_eq!(compared, 6);
    let over = |target: i64| found.months.iter().find(|month| month.users > Decimal::from(target)).unwrap().number;
    assert!(golden.contains("first month over 100K = 4, over 500K = 13, over 1M = 17"));
    assert_eq!([over(100_000), over(500_000), over(1_000_000)], [4, 13, 17]);
}

#[test]
fn a_forecast_at_printed_quantities_is_the_one_worked_by_hand() {
    let found = shipped("edunerve", &FIXED, &ahead(24, Growth::Rate));
    let stages = rows(STAGES);
    let (paid, mut cash, mut sums) = (d("0.4"), Decimal::ZERO, [Decimal::ZERO; 3]);
    let hand = rows(EDUNERVE);
    assert_eq!(hand.len(), found.months.len());
    for (row, month) in hand.iter().zip(&found.months) {
        // The file itself: a stage costs the sum of its printed lines, and one user in five pays $2.
        let stage = stages.iter().find(|stage| stage["stage"] == row["stage"]).expect("a stage of the document");
        assert_eq!(stage["lines"].split(" + ").map(d).sum::<Decimal>(), d(&stage["month"]), "{}", stage["stage"]);
        assert_eq!((&row["cost"], d(&row["revenue"])), (&stage["month"], d(&row["users"]) * paid), "{row:?}");
        assert_eq!(d(&row["margin"]), d(&row["revenue"]) - d(&row["cost"]), "{row:?}");
        if month.number > 0 {
            cash += d(&row["margin"]);
            sums = [sums[0] + d(&row["cost"]), sums[1] + d(&row["revenue"]), sums[2] + d(&row["margin"])];
        }
        assert_eq!(d(&row["cash"]), cash, "{row:?}");
        // And the forecast.
        assert_eq!(figures(month), worked(row), "month {}", month.number);
        let plan = crate::scenarios::catalog().plan("edunerve").unwrap();
        assert_eq!(plan.stages[month.stage].id, row["stage"], "month {}", month.number);
        assert!(month.cost.is_ok_and(|cost| cost.is_exact()), "no line of it is a range");
    }
    let of = &found.sums;
    let told = [of.cost.map(|cost| cost.expected), of.revenue, of.margin.map(|margin| margin.expected)];
    assert_eq!(told, sums.map(Some));
    // 3 × 12,440 + 9 × 41,520 + 12 × 97,180 = 37,320 + 373,680 + 1,166,160.
    assert_eq!(sums[0], d("1577160"));
}

#[test]
fn stages_begin_in_months_1_4_and_13_and_end_in_month_17() {
    let found = shipped("edunerve", &FIXED, &ahead(24, Growth::Rate));
    let begins: Vec<(u32, What)> = found.events.iter().map(|event| (event.month, event.what.clone())).collect();
    let stage = |stage, users, adds: &str| What::Stage { stage, users: d(users), adds: Some(d(adds)) };
    let expected = [
        // 12,440 − 5,481, 41,520 − 12,440 and 97,180 − 41,520: one user is what these add.
        (1, stage(1, "50001", "6959")),
        (4, stage(2, "100001", "29080")),
        // 103,680 × $0.40 = 41,472 is $48 under the cost of the new stage; a month later there is more than it again.
        (4, What::Loss { margin: d("-48") }),
        (5, What::BreakEven { margin: d("8246.4") }),
        (13, stage(3, "500001", "55660")),
        (17, What::Beyond { high: Some(d("1000000")) }),
    ];
    assert_eq!(begins, expected);
    assert_eq!(found.months[0].stage, 0, "50,000 users themselves are still in the first stage");
    let beyond: Vec<u32> = found.months.iter().filter(|m| m.flags.contains(&Flag::Beyond)).map(|m| m.number).collect();
    assert_eq!(beyond, (17..=24).collect::<Vec<u32>>());
    assert_eq!(found.least_cash, Some((0, Decimal::ZERO)));
}

#[test]
fn a_cliff_a_month_earlier_or_later_costs_the_step_between_two_stages() {
    let found = shipped("edunerve", &FIXED, &ahead(24, Growth::Rate));
    // Nothing moves inside a stage, so that both are the step itself, whichever the month.
    let told: Vec<_> = found.timings.iter().map(|at| (at.month, at.earlier.costs, at.later.costs)).collect();
    let step = |month, adds: &str| (month, Some(d(adds)), Some(-d(adds)));
    assert_eq!(told, [step(1, "6959"), step(4, "29080"), step(13, "55660")]);
}

#[test]
fn a_budget_breaks_in_the_month_whose_cost_is_above_it() {
    let budget = |budget: &str| Ahead { budget: Some(d(budget)), ..Ahead::default() };
    let breaks = |ahead: &Ahead| {
        let events = shipped("edunerve", &FIXED, ahead).events;
        events.into_iter().find(|event| matches!(event.what, What::OverBudget { .. })).map(|event| event.month)
    };
    let months = ["5480.99", "5481", "12439", "12440", "97179", "97180"].map(|text| breaks(&budget(text)));
    assert_eq!(months, [Some(0), Some(1), Some(1), Some(4), Some(13), None]);
}

#[test]
fn a_rule_of_document_001_begins_to_speak_in_the_month_it_was_worked_for() {
    // From 5 customers at 50 % a month: 5 × 1.5^11 = 432.5 and × 1.5 = 648.7, so that stage 4 (above 500) begins in month
    // 12. It costs the 8,500 of the golden case G071, above the 3,000 of the monthly budget, and 8,500 ÷ 30 = 283.33 a day
    // is above the 100 of the daily one; stage 3 costs 1,800 (G054).
    let rates = ahead(12, Growth::Each(vec![d("0.5")]));
    let found = shipped("business-os", &[FIXED[0], ("sliders.users", "5")], &rates);
    let plan = crate::scenarios::catalog().plan("business-os").unwrap();
    let spoke = |id: &str| {
        let of = found.events.iter().filter_map(|event| match event.what {
            What::Rule { rule, value, again } if plan.rules[rule].id == id => Some((event.month, value, again)),
            _ => None,
        });
        of.collect::<Vec<_>>()
    };
    assert_eq!((found.months[11].priced_users, found.months[12].priced_users), (d("432"), d("648")));
    assert_eq!(spoke("monthly-budget"), [(12, d("8500"), false)]);
    assert_eq!(spoke("daily-budget"), [(12, d("283.333333333333333333"), false)]);
}

//! A small plan of two stages: what happens in its months, and what acting at another time costs.

use crate::{Ahead, Growth, asked_of, d, figures, rows, worked};
use costtui::amount::{Decimal, Estimate};
use costtui::catalog::{self, Catalog};
use costtui::engine::Flag;
use costtui::explore::forecast::{Acted, Event, Forecast, What};
use costtui::faults::Source;
use std::sync::OnceLock;

const STEPS: &str = include_str!("steps.toml");

/// Its months, worked by hand.
const MONTHS: &str = include_str!("steps.csv");

/// Its changes of stage, a month earlier and a month later.
const MOVES: &str = include_str!("moves.csv");

fn catalog() -> &'static Catalog {
    static CATALOG: OnceLock<Catalog> = OnceLock::new();
    CATALOG.get_or_init(|| {
        let source = Source { name: "steps.toml".into(), text: STEPS.to_owned() };
        catalog::parse(&[catalog::embedded(), vec![source]]).unwrap_or_else(|faults| panic!("{faults}"))
    })
}

fn steps(choices: &[(&str, &str)], ahead: &Ahead) -> Forecast {
    asked_of(catalog(), "steps", choices, ahead).unwrap_or_else(|wrong| panic!("{wrong:?}"))
}

/// The months of the data files: so many users, $50 owed at the start, a budget of $575.
fn worked_out() -> Forecast {
    let users = ["100", "160", "200", "90", "120"].map(d).to_vec();
    steps(&[], &Ahead { months: 6, growth: Growth::Users(users), cash: d("-50"), budget: Some(d("575")) })
}

fn stage(at: usize) -> &'static str {
    &catalog().plan("steps").unwrap().stages[at].id
}

#[test]
fn the_months_are_those_worked_by_hand() {
    let (hand, found) = (rows(MONTHS), worked_out());
    assert_eq!(hand.len(), found.months.len());
    for (row, month) in hand.iter().zip(&found.months) {
        assert_eq!(
            (figures(month), stage(month.stage)),
            (worked(row), row["stage"].as_str()),
            "month {}",
            month.number
        );
    }
    // The sums of months 1 to 6: 200 + 580 + 600 + 190 + 560 + 560, and 300 + 480 + 600 + 270 + 360 + 360.
    assert_eq!(found.sums.cost, Some(Estimate::exact(d("2690"))));
    assert_eq!(found.sums.revenue, Some(d("2370")));
    assert_eq!(found.sums.margin, Some(Estimate::exact(d("-320"))));
    assert_eq!(found.least_cash, Some((6, d("-370"))), "−50 and −320");
}

#[test]
fn a_change_of_stage_a_month_earlier_or_later_costs_what_was_worked_by_hand() {
    let (hand, found) = (rows(MOVES), worked_out());
    assert_eq!(hand.len(), found.timings.len());
    let told = |acted: &Acted| {
        let flags: Vec<&str> = acted.flags.iter().map(|flag| flag.id()).collect();
        (acted.costs, flags.join(" "))
    };
    for (row, timing) in hand.iter().zip(&found.timings) {
        assert_eq!(
            (timing.month.to_string(), stage(timing.from), stage(timing.to)),
            (row["month"].clone(), row["from"].as_str(), row["to"].as_str())
        );
        assert_eq!(told(&timing.earlier), (Some(d(&row["earlier"])), row["earlier_flags"].clone()), "{row:?}");
        assert_eq!(told(&timing.later), (Some(d(&row["later"])), row["later_flags"].clone()), "{row:?}");
    }
}

#[test]
fn what_happens_is_told_in_the_month_it_begins_and_again_where_it_had_stopped() {
    let plan = catalog().plan("steps").unwrap();
    let rule = |id: &str, value: &str, again| What::Rule {
        rule: plan.rules.iter().position(|rule| rule.id == id).unwrap(),
        value: d(value),
        again,
    };
    let begins = |stage, users: &str, adds: &str| What::Stage { stage, users: d(users), adds: Some(d(adds)) };
    let cash = |cash: &str, again| What::CashOut { cash: d(cash), again };
    let expected = [
        (0, cash("-50", false)),
        // 100 users are the trigger of the small stage, and still in it.
        (1, What::Move { to: Some("large".to_owned()), again: false }),
        (1, rule("many", "100", false)),
        // User 101: 500 + 6 × 10 = 560 after 100 + 10 × 10 = 200. A margin of −100 of 480 is −20.83 %.
        (2, begins(1, "101", "360")),
        (2, rule("dear", "580", false)),
        (2, rule("left", "-20.8333333333333333", false)),
        (2, What::OverBudget { cost: d("580"), again: false }),
        (2, What::Loss { margin: d("-100") }),
        (2, cash("-50", true)),
        // 600 of 600 is left nothing, which is no loss.
        (3, What::BreakEven { margin: Decimal::ZERO }),
        // Back to user 100: 200 after 560.
        (4, begins(0, "100", "-360")),
        (5, begins(1, "101", "360")),
        (5, rule("left", "-55.5555555555555556", true)),
        (5, What::Loss { margin: d("-200") }),
        (5, cash("-170", true)),
        (6, What::DeepestNeed { need: d("370") }),
    ];
    let expected = expected.map(|(month, what)| Event { month, what });
    assert_eq!(worked_out().events, expected);
}

#[test]
fn a_roadmap_says_which_stage_each_month_is_in_and_what_its_document_prints() {
    let found = steps(&[], &Ahead { months: 4, growth: Growth::Roadmap("early".to_owned()), ..Ahead::default() });
    // 80 × 1.25 = 100, 125, 156.25 and 195.3125.
    let users: Vec<Decimal> = found.months.iter().map(|month| month.users).collect();
    assert_eq!(users, ["80", "100", "125", "156.25", "195.3125"].map(d));
    assert_eq!(found.months[4].priced_users, d("195"));
    let printed = Estimate { low: d("400"), expected: d("500"), high: d("600") };
    let told: Vec<_> = found.months.iter().map(|m| (stage(m.stage), figures(m)[1], m.printed)).collect();
    let expected = [
        ("small", Some(d("180")), None),
        // 500 + 5 × 10, and 500 + 7 × 10 for 125 users; 16 and 20 servers of ten, where 10 are what it was planned for.
        ("large", Some(d("550")), Some(printed)),
        ("large", Some(d("570")), Some(printed)),
        ("small", Some(d("260")), None),
        ("small", Some(d("300")), None),
    ];
    assert_eq!(told, expected);
    assert!(found.months[3].flags.contains(&Flag::OutsideBand) && found.months[3].flags.contains(&Flag::OverCapacity));
    assert_eq!(found.sums.printed, Some(Estimate { low: d("800"), expected: d("1000"), high: d("1200") }));
    let changes: Vec<_> =
        found.events.iter().filter(|event| matches!(event.what, What::Stage { .. } | What::Pinned { .. })).collect();
    // 550 after the 200 of 100 users in the small stage; 260 after 500 + 8 × 10 for 156 users in the large one.
    let pinned = |month, stage, adds: &str| Event { month, what: What::Pinned { stage, adds: Some(d(adds)) } };
    assert_eq!(changes, [&pinned(1, 1, "350"), &pinned(3, 0, "-320")]);
}

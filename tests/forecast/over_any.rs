//! The laws of a forecast, over any scenario of the shipped plans and any growth.

use crate::laws::{self, with_users};
use crate::scenarios::{any_scenario, catalog, runner};
use costtui::amount::{Decimal, Estimate};
use costtui::catalog::Plan;
use costtui::engine::{self, Flag, months_until, quote};
use costtui::explore::forecast::{Ahead, Forecast, Growth, forecast};
use costtui::scenario::Scenario;
use proptest::prelude::*;

/// A scenario, and the months ahead of it.
#[derive(Debug)]
struct Asked {
    scenario: Scenario,
    plan: &'static Plan,
    ahead: Ahead,
    found: Forecast,
}

/// Any scenario with any kind of growth, cash and budget.
fn any_asked(months: u32) -> impl Strategy<Value = Asked> {
    let rates = prop::collection::vec(-100..=300i64, 1..4)
        .prop_map(|rates| rates.into_iter().map(|rate| Decimal::new(rate, 2)).collect());
    let counts =
        prop::collection::vec(0..3_000_000u32, 1..4).prop_map(|counts| counts.into_iter().map(Decimal::from).collect());
    let growth = prop_oneof![
        1 => Just(Growth::Rate),
        2 => rates.prop_map(Growth::Each),
        2 => counts.prop_map(Growth::Users),
        2 => any::<prop::sample::Index>().prop_map(|at| Growth::Roadmap(at.index(64).to_string())),
    ];
    let money = (-100_000..=100_000i64, prop::option::of(0..=100_000i64));
    (any_scenario(), 3..=months, growth, money).prop_map(|(scenario, months, growth, (cash, budget))| {
        let plan = catalog().plan(&scenario.plan).expect("a shipped plan");
        let maps = &plan.roadmaps;
        let growth = match growth {
            Growth::Roadmap(at) => at
                .parse::<usize>()
                .ok()
                .filter(|_| !maps.is_empty())
                .map_or(Growth::Rate, |at| Growth::Roadmap(maps[at % maps.len()].id.clone())),
            other => other,
        };
        let ahead = Ahead { months, growth, cash: cash.into(), budget: budget.map(Decimal::from) };
        let found = forecast(catalog(), plan, &scenario, &ahead).unwrap_or_else(|wrong| panic!("{wrong:?}"));
        Asked { scenario, plan, ahead, found }
    })
}

fn always(cases: u32, months: u32, law: impl Fn(Asked) -> Result<(), TestCaseError>) {
    runner(cases).run(&any_asked(months), law).unwrap_or_else(|fault| panic!("{fault}"));
}

#[test]
fn each_month_is_the_quote_of_its_users_and_its_stage() {
    always(96, 7, |asked| {
        for month in &asked.found.months {
            let quoted = quote(catalog(), &month.scenario(catalog(), asked.plan, &asked.scenario));
            prop_assert_eq!(month.stage, quoted.stage.index);
            prop_assert_eq!(month.cost, quoted.cost);
            prop_assert_eq!(format!("{:?}", month.economics), format!("{:?}", quoted.economics));
            prop_assert_eq!(format!("{:?}", month.verdicts), format!("{:?}", quoted.verdicts));
            prop_assert_eq!(&month.moves, &quoted.moves);
            let known = quoted.flags.into_iter().filter(|flag| *flag != Flag::BreakEvenIncomplete);
            prop_assert_eq!(&month.flags, &known.collect::<Vec<_>>());
        }
        Ok(())
    });
}

#[test]
fn nothing_moves_without_growth_and_a_month_is_the_scenario_with_its_users() {
    let still = Ahead { months: 3, growth: Growth::Each(vec![Decimal::ZERO]), ..Ahead::default() };
    laws::always(64, |scenario| {
        let plan = catalog().plan(&scenario.plan).expect("a shipped plan");
        let found = forecast(catalog(), plan, scenario, &still).expect("it can be told");
        let cost = engine::cost(catalog(), scenario);
        for month in &found.months {
            prop_assert_eq!(month.cost.map(|cost| cost.expected), cost);
            prop_assert_eq!(&month.scenario(catalog(), plan, scenario), &with_users(scenario, month.priced_users));
        }
        Ok(())
    });
}

#[test]
fn cash_is_what_there_was_and_every_margin_since() {
    always(96, 40, |asked| {
        let (months, sums) = (&asked.found.months, &asked.found.sums);
        let margins = |upto: usize| -> Option<Decimal> {
            months[1..=upto].iter().map(|month| month.economics.margin.map(|margin| margin.expected)).sum()
        };
        for (at, month) in months.iter().enumerate() {
            prop_assert_eq!(month.cash, margins(at).map(|sum| asked.ahead.cash + sum), "month {}", at);
        }
        let least = months.iter().filter_map(|month| month.cash).min();
        prop_assert_eq!(asked.found.least_cash.map(|(_, cash)| cash), least);
        let last = months.last().and_then(|month| month.cash);
        prop_assert_eq!(sums.margin.map(|margin| asked.ahead.cash + margin.expected), last);
        let costs: Option<Vec<Estimate>> = months[1..].iter().map(|month| month.cost.ok()).collect();
        let high = costs.map(|costs| costs.iter().map(|cost| cost.high).sum::<Decimal>());
        prop_assert_eq!(sums.cost.map(|cost| cost.high), high);
        Ok(())
    });
}

#[test]
fn events_and_changes_of_stage_are_among_the_months_and_in_their_order() {
    always(96, 40, |asked| {
        let found = &asked.found;
        prop_assert!(found.events.iter().all(|event| event.month <= asked.ahead.months));
        prop_assert!(found.events.is_sorted_by_key(|event| event.month));
        let changes = found.months.windows(2).filter(|pair| pair[0].stage != pair[1].stage).map(|pair| pair[1].number);
        prop_assert_eq!(
            found.timings.iter().map(|timing| timing.month).collect::<Vec<_>>(),
            changes.collect::<Vec<_>>()
        );
        for timing in &found.timings {
            let pinned = |month: usize, stage: usize| {
                let of = found.months[month].scenario(catalog(), asked.plan, &asked.scenario);
                engine::cost(catalog(), &Scenario { stage: Some(asked.plan.stages[stage].id.clone()), ..of.clone() })
                    .ok()
                    .zip(engine::cost(catalog(), &of).ok())
            };
            let (before, now) = (timing.month as usize - 1, timing.month as usize);
            let costs = |pair: Option<(Decimal, Decimal)>| pair.map(|(other, own)| other - own);
            prop_assert_eq!(timing.earlier.costs, costs(pinned(before, timing.to)));
            prop_assert_eq!(timing.later.costs, costs(pinned(now, timing.from)));
        }
        Ok(())
    });
}

#[test]
fn a_longer_look_begins_with_the_shorter_one() {
    always(48, 30, |asked| {
        let longer = Ahead { months: asked.ahead.months + 5, ..asked.ahead.clone() };
        let longer = forecast(catalog(), asked.plan, &asked.scenario, &longer).expect("it can be told");
        for (short, long) in asked.found.months.iter().zip(&longer.months) {
            prop_assert_eq!(format!("{short:?}"), format!("{long:?}"));
        }
        Ok(())
    });
}

#[test]
fn a_cliff_is_reached_in_the_month_that_the_month_pane_dates() {
    let growth = (1..=100_000u32, 1..=200i64, 1..=10_000_000u32);
    let law = |(users, percent, target): (u32, i64, u32)| {
        let plan = &catalog().plans[0];
        let mut scenario = Scenario::of(plan);
        let mut set = |id: &str, value| scenario.set(catalog(), catalog().slider(id).expect("it is shipped"), value);
        set("users", Decimal::from(users));
        set("growth", Decimal::new(percent, 2));
        let ahead = Ahead { months: 120, ..Ahead::default() };
        let found = forecast(catalog(), plan, &scenario, &ahead).expect("it can be told");
        let reached = found.months.iter().find(|month| month.users >= Decimal::from(target)).map(|month| month.number);
        let dated = months_until(Decimal::from(users), Decimal::new(percent, 2), Decimal::from(target));
        prop_assert_eq!(reached, dated.filter(|month| *month <= 120));
        Ok(())
    };
    runner(48).run(&growth, law).unwrap_or_else(|fault| panic!("{fault}"));
}

//! The laws of levers, over the shipped plans and any scenario of them.

#[path = "scenarios/laws.rs"]
mod laws;
mod scenarios;

use costtui::amount::{Decimal, Estimate, decimal};
use costtui::catalog::{self, Catalog, Effect, Lever, Plan};
use costtui::engine::{self, Quote, levers_fit, quote};
use costtui::explore::worth;
use costtui::faults::Source;
use costtui::scenario::{Scenario, put};
use laws::{always, with_users};
use proptest::prelude::*;
use scenarios::{any_scenario, catalog, runner};
use std::sync::OnceLock;

fn plan_of(scenario: &Scenario) -> &'static Plan {
    catalog().plan(&scenario.plan).expect("a shipped plan")
}

fn with(scenario: &Scenario, lever: &Lever, share: Decimal) -> Scenario {
    let mut other = scenario.clone();
    other.levers.insert(lever.id.clone(), share);
    other
}

fn without(scenario: &Scenario, lever: &Lever) -> Scenario {
    let mut other = scenario.clone();
    other.levers.remove(&lever.id);
    other
}

fn cost(scenario: &Scenario) -> Estimate {
    quote(catalog(), scenario).cost.expect("a total of a shipped plan fits")
}

fn expected(scenario: &Scenario) -> Decimal {
    engine::cost(catalog(), scenario).expect("a total of a shipped plan fits")
}

#[test]
fn a_lever_never_makes_a_bill_higher_nor_less_than_nothing() {
    let law = |(scenario, share): (Scenario, u32)| {
        for lever in &plan_of(&scenario).levers {
            if !matches!(lever.effect, Effect::Saves(_) | Effect::Asks | Effect::Free { .. }) {
                continue;
            }
            let off = without(&scenario, lever);
            let on = with(&off, lever, Decimal::new(share.into(), 2));
            if levers_fit(catalog(), &on).is_err() {
                continue;
            }
            let (before, after) = (cost(&off), cost(&on));
            prop_assert!(after.low <= before.low && after.expected <= before.expected, "{}", lever.id);
            prop_assert!(after.high <= before.high && after.low >= Decimal::ZERO, "{}", lever.id);
            prop_assert!(after.low <= after.expected && after.expected <= after.high, "{}", lever.id);
        }
        Ok(())
    };
    runner(128).run(&(any_scenario(), 1..=100u32), law).unwrap_or_else(|fault| panic!("{fault}"));
}

/// Levers of a plan that exclude one another, two or more.
fn groups(plan: &Plan) -> Vec<Vec<&Lever>> {
    let mut groups: Vec<Vec<&Lever>> = Vec::new();
    for lever in plan.levers.iter().filter(|lever| lever.group.is_some()) {
        match groups.iter_mut().find(|group| group[0].group == lever.group) {
            Some(group) => group.push(lever),
            None => groups.push(vec![lever]),
        }
    }
    groups.retain(|group| group.len() > 1);
    groups
}

#[test]
fn shares_of_a_group_are_refused_above_the_whole_and_only_there() {
    let groups: Vec<(&Plan, Vec<&Lever>)> =
        catalog().plans.iter().flat_map(|plan| groups(plan).into_iter().map(move |group| (plan, group))).collect();
    assert!(groups.len() >= 5, "{} groups", groups.len());
    let law = |(at, shares): (prop::sample::Index, Vec<u32>)| {
        let (plan, group) = at.get(&groups);
        let mut scenario = Scenario::of(plan);
        let mut sum = 0;
        for (lever, share) in group.iter().zip(&shares) {
            scenario = with(&scenario, lever, Decimal::new((*share).into(), 2));
            sum += share;
        }
        let refused = levers_fit(catalog(), &scenario).map_err(|error| error.to_string());
        prop_assert_eq!(refused.is_err(), sum > 100, "{} % of {:?}", sum, plan.id);
        if let Err(words) = refused {
            let quoted = quote(catalog(), &scenario);
            prop_assert!(words.contains("exclusive levers exceed 100 %"), "{}", words);
            // A session may hold them: then none acts, and that is told.
            prop_assert!(quoted.flags.contains(&engine::Flag::LeversExceed));
            prop_assert_eq!(quoted.cost, quote(catalog(), &Scenario::of(plan)).cost);
        }
        Ok(())
    };
    let shares = prop::collection::vec(0..=70u32, 8);
    runner(512).run(&(any::<prop::sample::Index>(), shares), law).unwrap_or_else(|fault| panic!("{fault}"));
}

#[test]
fn levers_act_alike_in_any_order() {
    let mut backwards: Catalog = catalog().clone();
    for plan in &mut backwards.plans {
        plan.levers.reverse();
    }
    always(256, |scenario| {
        let (one, other) = (quote(catalog(), scenario), quote(&backwards, scenario));
        prop_assert_eq!(one.cost, other.cost);
        Ok(())
    });
}

/// What a line costs after levers.
fn line(quote: &Quote, id: &str) -> Option<Estimate> {
    quote.lines.iter().find(|line| line.line.id == id).map(|line| line.cost.expect("a line fits").after)
}

#[test]
fn what_is_swapped_whole_costs_exactly_what_came_in_its_place() {
    let mut swapped = 0;
    for plan in &catalog().plans {
        for lever in &plan.levers {
            let Effect::Swaps(swaps) = &lever.effect else { continue };
            for swap in swaps {
                let holds = |variant: &&catalog::Variant| variant.lines.iter().any(|line| line.id == swap.line);
                for stage in &plan.stages {
                    for variant in stage.variants.iter().filter(holds) {
                        let mut scenario = with(&Scenario::of(plan), lever, Decimal::ONE);
                        (scenario.stage, scenario.variant) = (Some(stage.id.clone()), Some(variant.id.clone()));
                        scenario.elastic = false;
                        let after = line(&quote(catalog(), &scenario), &swap.line);
                        assert_eq!(after, Some(Estimate::exact(swap.amount)), "{}: {}", plan.id, lever.id);
                        swapped += 1;
                    }
                }
            }
        }
    }
    assert!(swapped >= 5, "{swapped} swaps");
}

#[test]
fn document_004_swaps_three_thousand_for_exactly_one_hundred() {
    let plan = catalog().plan("lean-markets").unwrap();
    let mut scenario = Scenario::of(plan);
    for (key, value) in [("stage", "enterprise"), ("variant", "current"), ("elastic", "false")] {
        put(&mut scenario, catalog(), key, value).unwrap();
    }
    let infrastructure = |scenario: &Scenario| line(&quote(catalog(), scenario), "infrastructure").unwrap();
    assert_eq!(infrastructure(&scenario), Estimate::exact(Decimal::from(3000)));
    put(&mut scenario, catalog(), "levers.lean-infrastructure", "100%").unwrap();
    assert_eq!(infrastructure(&scenario), Estimate::exact(Decimal::from(100)));
    put(&mut scenario, catalog(), "levers.lean-infrastructure", "50%").unwrap();
    assert_eq!(infrastructure(&scenario), Estimate::exact(Decimal::from(1550)));
}

#[test]
fn switching_a_lever_on_and_off_leaves_everything_as_it_was() {
    always(64, |scenario| {
        for lever in plan_of(scenario).levers.iter().filter(|lever| lever.acts()) {
            let off = without(scenario, lever);
            let mut there_and_back = off.clone();
            let key = format!("levers.{}", lever.id);
            put(&mut there_and_back, catalog(), &key, "30%").expect("a share");
            prop_assert_ne!(&there_and_back, &off);
            put(&mut there_and_back, catalog(), &key, "").expect("nothing");
            prop_assert_eq!(&there_and_back, &off);
            // On for nothing is as good as off.
            prop_assert_eq!(cost(&with(&off, lever, Decimal::ZERO)), cost(&off), "{}", lever.id);
        }
        Ok(())
    });
}

#[test]
fn a_lever_that_is_on_is_worth_the_cost_without_it_less_the_cost_with_it() {
    always(96, |scenario| {
        let plan = plan_of(scenario);
        let quoted = quote(catalog(), scenario);
        for worth in worth::levers(catalog(), plan, scenario).levers {
            let lever = &plan.levers[worth.lever];
            let Some(share) = worth.on else {
                let room = worth::room(plan, scenario, lever);
                let says = matches!(lever.effect, Effect::Saves(_) | Effect::Swaps(_) | Effect::Free { .. });
                prop_assert_eq!(worth.saves.is_some(), says && !lever.asks() && room.is_some(), "{}", lever.id);
                if let (Some(saves), Some(room)) = (worth.saves, room) {
                    prop_assert_eq!(saves, expected(scenario) - expected(&with(scenario, lever, room)), "{}", lever.id);
                }
                continue;
            };
            prop_assert_eq!(scenario.levers.get(&lever.id), Some(&share));
            let saves = expected(&without(scenario, lever)) - expected(scenario);
            prop_assert_eq!(worth.saves, Some(saves), "{}", lever.id);
            let told = quoted.levers.iter().find(|(id, _)| *id == lever.id).map(|(_, saves)| *saves);
            prop_assert_eq!(told, Some(Ok(saves)), "{}", lever.id);
        }
        Ok(())
    });
}

/// Two lines that follow users, and levers that make some of them, and of something else, cost nothing.
const SERVERS: &str = include_str!("levers/servers.toml");

/// The plan of servers, with so many of them free.
fn servers(free: u32) -> Catalog {
    static CATALOG: OnceLock<Catalog> = OnceLock::new();
    let read = || {
        let source = Source { name: "servers.toml".into(), text: SERVERS.to_owned() };
        catalog::parse(&[catalog::embedded(), vec![source]]).unwrap_or_else(|faults| panic!("{faults}"))
    };
    let plan = CATALOG.get_or_init(read).plan("servers").expect("it was read").clone();
    let mut catalog = Catalog { plans: vec![plan], sliders: catalog().sliders.clone(), ..Catalog::default() };
    for lever in &mut catalog.plans[0].levers {
        if let Effect::Free { units, .. } = &mut lever.effect {
            *units = free.into();
        }
    }
    catalog
}

#[test]
fn free_units_are_those_that_there_are() {
    let law = |(quantity, free, share): (u32, u32, u32)| {
        let catalog = servers(free);
        let plan = &catalog.plans[0];
        let mut scenario = Scenario::of(plan);
        put(&mut scenario, &catalog, "overrides.server.quantity", &quantity.to_string()).expect("a quantity");
        let share = Decimal::new(share.into(), 2);
        let paid = (Decimal::from(quantity) - Decimal::from(free) * share).max(Decimal::ZERO);
        let cost = |lever: usize, share| line(&quote(&catalog, &with(&scenario, &plan.levers[lever], share)), "server");
        prop_assert_eq!(cost(0, share), Some(Estimate::exact(paid * Decimal::from(7))));
        prop_assert_eq!(cost(2, share), Some(Estimate::exact((quantity * 7).into())), "units of another kind");
        Ok(())
    };
    runner(256).run(&(0..20u32, 0..30u32, 0..=100u32), law).unwrap_or_else(|fault| panic!("{fault}"));
}

#[test]
fn break_even_is_where_revenue_covers_what_is_left_to_pay() {
    let law = |(free, revenue, shares): (u32, u32, [u32; 2])| {
        let catalog = servers(free);
        let plan = &catalog.plans[0];
        let mut scenario = Scenario::of(plan);
        put(&mut scenario, &catalog, "sliders.revenue_per_user", &format!("0.{revenue:02}")).expect("a revenue");
        for (lever, share) in plan.levers.iter().zip(shares) {
            scenario = with(&scenario, lever, Decimal::new(share.into(), 2));
        }
        let outlook = quote(&catalog, &scenario).outlook;
        prop_assert!(outlook.break_even_complete);
        for users in (0..400u32).map(Decimal::from) {
            let cost = engine::cost(&catalog, &with_users(&scenario, users)).expect("it fits");
            let inside = outlook.break_even_users.iter().any(|i| i.from <= users && i.to.is_none_or(|to| users <= to));
            prop_assert_eq!(inside, users * Decimal::new(revenue.into(), 2) >= cost, "{} users: {:?}", users, outlook);
        }
        Ok(())
    };
    let any = (0..9u32, 5..80u32, prop::array::uniform2(0..=100u32));
    runner(24).run(&any, law).unwrap_or_else(|fault| panic!("{fault}"));
}

#[test]
fn shares_of_many_digits_are_not_lost() {
    let plan = catalog().plan("zero-to-planetary").unwrap();
    let mut scenario = Scenario::of(plan);
    (scenario.stage, scenario.elastic) = (Some("s2-growing-community".to_owned()), false);
    let compute = |scenario: &Scenario| line(&quote(catalog(), scenario), "kubernetes-cluster").unwrap().expected;
    let before = compute(&scenario);
    let third = decimal("0.333333333333").unwrap();
    for lever in ["spot", "horizontal", "serverless", "open-source"] {
        scenario.levers.insert(lever.to_owned(), third);
    }
    let twothirds = Decimal::from(2) / Decimal::from(3);
    let left = before * (Decimal::ONE - Decimal::new(7, 1) / Decimal::from(3)) * twothirds * twothirds * twothirds;
    assert!((compute(&scenario) - left).abs() < Decimal::new(1, 9), "{} for {left}", compute(&scenario));
    // And what can't be held at all is told: it is not as if the lever were off.
    scenario.levers = [("spot".to_owned(), decimal("0.3333333333333333333333333333").unwrap())].into();
    assert!(quote(catalog(), &scenario).cost.is_err());
}

//! The cheapest levers that are allowed: sets worked by hand, and a search that knows no shortcut.

mod binary;
#[path = "scenarios/laws.rs"]
mod laws;
mod scenarios;

use binary::costtui;
use costtui::amount::{Decimal, REPORTED_PLACES, decimal};
use costtui::catalog::{self, Catalog, Effect, Lever, Plan};
use costtui::engine::{self, levers_fit};
use costtui::explore::optimise::{Allowed, Optimum, optimise};
use costtui::faults::Source;
use costtui::scenario::Scenario;
use laws::{always, with_users};
use proptest::prelude::*;
use scenarios::catalog;
use std::collections::{BTreeMap, HashMap};
use std::fmt::Write;

type Shares = BTreeMap<String, Decimal>;

/// The shipped catalog with a plan more.
fn with_plan(text: String) -> Catalog {
    let own = Source { name: "plans/own.toml".to_owned(), text };
    catalog::parse(&[catalog::embedded(), vec![own]]).unwrap_or_else(|faults| panic!("{faults}"))
}

fn d(text: &str) -> Decimal {
    decimal(text).unwrap_or_else(|bad| panic!("{text}: {bad}"))
}

/// `spot=0.6 reserved=0.1`.
fn shares(text: &str) -> Shares {
    let part = |part: &str| part.split_once('=').map(|(id, share)| (id.to_owned(), d(share))).expect("ID=SHARE");
    text.split_whitespace().map(part).collect()
}

fn best(catalog: &Catalog, scenario: &Scenario, allowed: &Allowed) -> Optimum {
    let plan = catalog.plan(&scenario.plan).expect("the plan of a scenario");
    optimise(catalog, plan, scenario, allowed).expect("the figures fit")
}

/// Each step as `lever from to saves cost`.
fn steps(plan: &Plan, optimum: &Optimum) -> String {
    let share = |share: Option<Decimal>| share.map_or("none".to_owned(), |share| share.normalize().to_string());
    let steps = optimum.steps.iter().map(|step| {
        let money = [step.saves, step.cost].map(|amount| amount.normalize().to_string()).join(" ");
        format!("{} {} {} {money}", plan.levers[step.lever].id, share(step.from), share(step.to))
    });
    steps.collect::<Vec<_>>().join("; ")
}

#[test]
fn the_sets_and_their_steps_are_those_worked_by_hand() {
    let catalog = with_plan(include_str!("optimise/caps.toml").to_owned());
    let plan = catalog.plan("caps").expect("it was read");
    let cases = csv::Reader::from_reader(include_str!("optimise/caps.csv").as_bytes());
    let cases: Vec<HashMap<String, String>> = cases.into_deserialize().map(|case| case.expect("a case")).collect();
    assert_eq!(cases.len(), 11, "a case was lost");
    for case in cases {
        let scenario = Scenario { levers: shares(&case["on"]), ..Scenario::of(plan) };
        let optimum = best(&catalog, &scenario, &Allowed { shares: shares(&case["allow"]), ..Allowed::default() });
        assert_eq!(optimum.then, d(&case["then"]), "{case:?}: {optimum:#?}");
        assert_eq!(steps(plan, &optimum), case["steps"], "{case:?}");
        assert_eq!(optimum.saves, optimum.now - optimum.then, "{case:?}");
        assert!(optimum.exhaustive, "{case:?}");
    }
}

/// A plan of twelve lines, the n-th of $100 × n, each with a lever of its own that saves 10 %.
fn twelve() -> Catalog {
    let mut text = String::from(
        "id = \"twelve\"\nname = \"Twelve\"\nsource = \"made-up\"\nscale = \"users\"\nabout = \"Twelve levers.\"\n\
         [[stage]]\nid = \"only\"\nname = \"Only\"\nlow = \"0\"\n\
         [[stage.variant]]\nid = \"all\"\nname = \"All\"\n",
    );
    for n in 1..=12 {
        let line = format!("id = \"line-{n}\"\nitem = \"Line {n}\"\ncategory = \"compute\"\nlines = \"{n}\"");
        writeln!(text, "[[stage.variant.line]]\n{line}\namount = \"{n}00\"").expect("a text takes all");
    }
    for n in 1..=12 {
        let lever = format!("id = \"lever-{n}\"\nname = \"Lever {n}\"\non = [\"line-{n}\"]\nsaves = \"10%\"");
        writeln!(text, "[[lever]]\n{lever}\nlines = \"{n}\"").expect("a text takes all");
    }
    with_plan(text)
}

#[test]
fn twelve_free_levers_are_all_on_the_largest_saving_first() {
    let catalog = twelve();
    let plan = catalog.plan("twelve").expect("it was made");
    let optimum = best(&catalog, &Scenario::of(plan), &Allowed::default());
    // 100 × (1 + … + 12) = 7,800, less a tenth of it.
    assert_eq!((optimum.now, optimum.then, optimum.saves), (d("7800"), d("7020"), d("780")));
    assert_eq!((optimum.combinations, optimum.exhaustive), (4096, true));
    let order: Vec<&str> = optimum.steps.iter().map(|step| plan.levers[step.lever].id.as_str()).collect();
    assert_eq!(order, (1..=12).rev().map(|n| format!("lever-{n}")).collect::<Vec<_>>());
    assert_eq!((optimum.steps[0].saves, optimum.steps[0].cost), (d("120"), d("7680")));
}

#[test]
fn a_search_that_is_cut_short_says_so_and_is_legal_still() {
    let catalog = twelve();
    let plan = catalog.plan("twelve").expect("it was made");
    let scenario = Scenario::of(plan);
    let cut = best(&catalog, &scenario, &Allowed { most: 5, ..Allowed::default() });
    assert!(!cut.exhaustive && cut.looked > 0);
    // No two of these levers touch the same line: group by group leads to the same.
    assert_eq!(cut.then, d("7020"));
    let scenario = Scenario::of(catalog.plan("edunerve").expect("it is shipped"));
    let cut = best(&catalog, &scenario, &Allowed { most: 1, ..Allowed::default() });
    assert!(!cut.exhaustive && levers_fit(&catalog, &cut.scenario).is_ok() && cut.then <= cut.now);
}

#[test]
fn a_plan_of_two_thousand_lines_and_forty_levers_is_searched_within_bounds_and_says_what_it_left_out() {
    let mut text =
        "id = \"wide\"\nname = \"Wide\"\nsource = \"made-up\"\nscale = \"users\"\nabout = \"Wide.\"\n\n[[stage]]\n\
                    id = \"only\"\nname = \"Only\"\nlow = \"0\"\n\n[[stage.variant]]\nid = \"all\"\nname = \"All\"\n"
            .to_owned();
    for at in 0..2_000 {
        let category = ["compute", "database", "storage", "ai"][at % 4];
        write!(
            text,
            "\n[[stage.variant.line]]\nid = \"l{at}\"\nitem = \"L{at}\"\ncategory = \"{category}\"\nlines = \"{}\"\n\
             amount = \"{}\"\n",
            at + 1,
            5 + at % 89
        )
        .unwrap();
    }
    for at in 0..40 {
        let (saves, on) = (11 + at % 7, ["compute", "database"][at % 2]);
        write!(
            text,
            "\n[[lever]]\nid = \"v{at}\"\nname = \"V{at}\"\non = [\"{on}\"]\nsaves = \"{saves}%\"\ngroup = \"g{}\"\nlines = \"{}\"\n",
            at / 5,
            9_000 + at
        )
        .unwrap();
    }
    let catalog = with_plan(text);
    let optimum = best(&catalog, &Scenario::of(catalog.plan("wide").unwrap()), &Allowed::default());
    // Each group has levers for either category: what the others could leave of both at once rules little out.
    assert!(!optimum.exhaustive && optimum.looked < 5_000, "{} priced", optimum.looked);
    levers_fit(&catalog, &optimum.scenario).expect("what is told is legal");
    let steps: Decimal = optimum.steps.iter().map(|step| step.saves).sum();
    assert!(optimum.saves > Decimal::ZERO && steps == optimum.saves, "the steps lead there");
}

#[test]
fn free_units_beside_another_lever_of_their_group_are_not_said_to_be_exhausted() {
    let text = include_str!("optimise/caps.toml")
        .replace("saves = \"0%\"", "free = \"1\"\nunit = \"server\"\ngroup = \"commit\"");
    let text = text.replacen("amount = \"1000\"", "amount = \"1000\"\nunit = \"server\"\nquantity = \"10\"", 1);
    let catalog = with_plan(text);
    let optimum = best(&catalog, &Scenario::of(catalog.plan("caps").expect("it was read")), &Allowed::default());
    // Spot leaves 300 + 100; the free server alone would leave 900 + 100.
    assert_eq!((optimum.then, optimum.exhaustive), (d("400"), false));
}

/// The most that a lever may be on for.
fn cap(lever: &Lever, scenario: &Scenario) -> Decimal {
    let on = scenario.levers.get(&lever.id).copied();
    match lever.effect {
        Effect::Claims(_) | Effect::Credit(_) => Decimal::ZERO,
        _ if lever.asks() => on.unwrap_or_default(),
        _ => Decimal::ONE,
    }
}

/// Every way to fill the whole with caps in some order, of levers that exclude one another.
fn fillings(levers: &[(&Lever, Decimal)], left: Decimal, so_far: &Shares, found: &mut Vec<Shares>) {
    found.push(so_far.clone());
    for (at, (lever, cap)) in levers.iter().enumerate() {
        let share = (*cap).min(left);
        if share > Decimal::ZERO {
            let rest: Vec<_> = levers.iter().enumerate().filter(|(n, _)| *n != at).map(|(_, of)| *of).collect();
            let mut with = so_far.clone();
            with.insert(lever.id.clone(), share);
            fillings(&rest, left - share, &with, found);
        }
    }
}

/// Every set of levers that there is a reason to try; none where that is too many to try one by one.
fn every_set(plan: &Plan, scenario: &Scenario) -> Option<Vec<Shares>> {
    let mut groups: Vec<Vec<(&Lever, Decimal)>> = Vec::new();
    for lever in &plan.levers {
        let of = (lever, cap(lever, scenario));
        match groups.iter_mut().find(|group| lever.group.is_some() && group[0].0.group == lever.group) {
            Some(group) => group.push(of),
            None => groups.push(vec![of]),
        }
    }
    let mut sets = vec![Shares::new()];
    for group in groups {
        let mut ways = Vec::new();
        fillings(&group, Decimal::ONE, &Shares::new(), &mut ways);
        ways.sort();
        ways.dedup();
        if sets.len() * ways.len() > 2048 {
            return None;
        }
        let with = |set: &Shares| {
            let set = set.clone();
            ways.iter().map(move |way| set.clone().into_iter().chain(way.clone()).collect()).collect::<Vec<Shares>>()
        };
        sets = sets.iter().flat_map(with).collect();
    }
    Some(sets)
}

fn changes(plan: &Plan, from: &Shares, to: &Shares) -> usize {
    plan.levers.iter().filter(|lever| from.get(&lever.id) != to.get(&lever.id)).count()
}

#[test]
fn no_set_that_is_tried_one_by_one_is_cheaper_nor_as_cheap_with_fewer_changes() {
    let tried = std::cell::Cell::new(0);
    let law = |scenario: &Scenario| {
        let plan = catalog().plan(&scenario.plan).expect("a shipped plan");
        let cost = |levers: &Shares| {
            let other = Scenario { levers: levers.clone(), ..scenario.clone() };
            levers_fit(catalog(), &other).ok()?;
            engine::cost(catalog(), &other).ok().map(|cost| cost.round_dp(REPORTED_PLACES))
        };
        let Some(sets) = every_set(plan, scenario) else { return Ok(()) };
        tried.set(tried.get() + 1);
        let held = plan.levers.iter().filter(|lever| matches!(lever.effect, Effect::Credit(_)));
        let held: Shares = held.filter_map(|of| Some((of.id.clone(), *scenario.levers.get(&of.id)?))).collect();
        let sets = sets.into_iter().map(|set| set.into_iter().chain(held.clone()).collect::<Shares>());
        let sets = sets.chain([scenario.levers.clone()]);
        let least = sets.filter_map(|set| Some((cost(&set)?, changes(plan, &scenario.levers, &set)))).min();
        let optimum = best(catalog(), scenario, &Allowed::default());
        let set = &optimum.scenario.levers;
        let found = cost(set).map(|cost| (cost, changes(plan, &scenario.levers, set)));
        prop_assert!(found.is_some(), "the rules forbid {set:?}");
        prop_assert_eq!(found.map(|(cost, _)| cost), least.map(|(cost, _)| cost), "{:?}", set);
        // A share between none and the cap is tried only as the scenario has it, or as a group fills up.
        prop_assert!(found <= least, "{:?} {:?}", found, least);
        prop_assert_eq!(optimum.then.round_dp(REPORTED_PLACES), found.expect("it was told").0);
        prop_assert!(optimum.exhaustive);
        for lever in &plan.levers {
            let share = set.get(&lever.id).copied().unwrap_or_default();
            let now = scenario.levers.get(&lever.id).copied().unwrap_or_default();
            prop_assert!(share <= cap(lever, scenario).max(now), "{}", lever.id);
        }
        let walked: Decimal = optimum.steps.iter().map(|step| step.saves).sum();
        prop_assert_eq!(walked, optimum.saves);
        Ok(())
    };
    always(96, law);
    assert!(tried.get() > 60, "{} scenarios were few enough to try", tried.get());
}

#[test]
fn every_card_region_and_way_to_buy_is_priced_with_its_own_levers() {
    let plan = catalog().plan("zero-to-planetary").expect("it is shipped");
    let scenario = with_users(&Scenario::of(plan), Decimal::from(50_000));
    let optimum = best(catalog(), &scenario, &Allowed { cards: true, ..Allowed::default() });
    assert!(optimum.elsewhere.len() > 10 && optimum.elsewhere.is_sorted_by_key(|other| other.cost));
    for other in &optimum.elsewhere {
        let there = Scenario { levers: Shares::new(), ..other.scenario.clone() };
        assert_eq!(engine::cost(catalog(), &there), Ok(other.before), "{}", other.name);
        assert_eq!(engine::cost(catalog(), &other.scenario), Ok(other.cost), "{}", other.name);
        assert_eq!(other.saves, optimum.now - other.cost, "{}", other.name);
        let least = every_set(plan, &there).expect("they are few").into_iter();
        let least =
            least.filter_map(|levers| engine::cost(catalog(), &Scenario { levers, ..there.clone() }).ok()).min();
        assert_eq!(least, Some(other.cost), "{} {:?}", other.name, other.purchase);
    }
}

fn told(arguments: &str) -> String {
    let output = costtui(arguments.split(' ')).output().expect("the binary runs");
    assert!(output.status.success(), "{arguments}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("an answer is UTF-8")
}

fn json(arguments: &str) -> serde_json::Value {
    serde_json::from_str(&told(&format!("{arguments} --format json"))).expect("the answer is JSON")
}

#[test]
fn the_cheapest_levers_read_well_as_text_and_csv() {
    insta::assert_snapshot!("optimise_text", told("optimise --plan edunerve --fixed --allow spot=60%"));
    insta::assert_snapshot!("optimise_csv", told("optimise --plan edunerve --fixed --allow spot=60% --format csv"));
    let cards = "optimise --plan zero-to-planetary --users 10k --lever spot=50% --without reserved --cards";
    insta::assert_snapshot!("optimise_cards_text", told(cards));
}

#[test]
fn the_flags_make_the_very_scenario() {
    for asked in [
        "optimise --plan edunerve --users 80k --allow spot=60% --hours 700 --buffer 12.5%",
        "optimise --plan business-os --users 2k --allow batch=30% --override kubernetes-cluster.amount=1200 --card aws --cards",
        "optimise --plan edunerve --addon hidden --addon operations --fixed --set paid_share=30% --without spot",
    ] {
        let answer = json(asked);
        let flags = answer["flags"].as_str().expect("the flags are a text");
        let quote = json(&format!("quote {flags}"));
        assert_eq!(quote["cost"]["expected"], answer["cost_then"]["expected"], "{asked}: {flags}");
        let lines = answer["command"].as_array().expect("the command is lines");
        let lines = lines.iter().map(|row| row["line"].as_str().expect("a line").trim().trim_end_matches(" \\"));
        assert_eq!(lines.collect::<Vec<_>>().join(" "), format!("costtui quote {flags}"));
        for other in answer["cards"].as_array().into_iter().flatten() {
            let quote = json(&format!("quote {}", other["flags"].as_str().expect("a text")));
            assert_eq!(quote["cost"]["expected"], other["cost"]["expected"], "{other}");
        }
    }
}

#[test]
fn everything_that_is_asked_wrongly_is_told_at_once() {
    let refused = |arguments: &str| {
        let output = costtui(arguments.split(' ')).output().expect("the binary runs");
        assert_eq!((output.status.code(), output.stdout.len()), (Some(2), 0), "{arguments}");
        String::from_utf8(output.stderr).expect("words are UTF-8")
    };
    let asked = "optimise --plan edunerve --allow spto=60% --allow spot --allow committed=120% --without scale-cdn";
    for said in [
        "`spto` is no lever of this plan; did you mean `spot`?",
        "expected ID=SHARE, such as reserved-3y=60%, not `spot`",
        "--allow committed: expected a share up to 100%",
        "`scale-cdn` is in the document's figures already",
    ] {
        assert!(refused(asked).contains(said), "{said}: {}", refused(asked));
    }
    let twice = refused("optimise --plan edunerve --allow spot=60% --without spot --users many");
    assert!(twice.contains("`spot` is given twice") && twice.contains("users: "), "{twice}");
    assert!(refused("optimise --plan zero-to-planetary --allow free-gcp-credit=1").contains("money given once"));
    assert!(refused("optimise --plan edunerve --allow spot=lots").contains("--allow spot"));
    assert!(refused("optimise --plan edunerve --allow spot=-5%").contains("--allow spot"));
}

//! What moves a figure most: tornados worked by hand, and what holds of any.

mod binary;
#[path = "scenarios/laws.rs"]
mod laws;
mod scenarios;

use binary::costtui;
use costtui::amount::{Decimal, Estimate, REPORTED_PLACES, decimal};
use costtui::catalog::{self, Catalog};
use costtui::engine::{self, levers_fit};
use costtui::explore::sensitivity::{Bar, Input, Setting, Side, Still, Swing, Tornado, Untold, sensitivity};
use costtui::faults::Source;
use costtui::scenario::Scenario;
use laws::{always, with_users};
use proptest::prelude::*;
use scenarios::{any_scenario, catalog, runner};
use std::collections::HashMap;
use std::sync::OnceLock;

/// The shipped catalog with `tests/sensitivity/shop.toml`.
fn shop() -> &'static Catalog {
    static SHOP: OnceLock<Catalog> = OnceLock::new();
    SHOP.get_or_init(|| {
        let text = include_str!("sensitivity/shop.toml").to_owned();
        let shop = Source { name: "plans/shop.toml".to_owned(), text };
        catalog::parse(&[catalog::embedded(), vec![shop]]).unwrap_or_else(|faults| panic!("{faults}"))
    })
}

fn asked(metric: &str, own: bool) -> Swing {
    Swing { metric: metric.to_owned(), own, ..Swing::default() }
}

fn tornado(catalog: &Catalog, scenario: &Scenario, swing: &Swing) -> Result<Tornado, Untold> {
    let plan = catalog.plan(&scenario.plan).expect("the plan of a scenario");
    sensitivity(catalog, plan, scenario, swing)
}

fn shop_tornado(metric: &str, own: bool) -> Tornado {
    let scenario = Scenario::of(shop().plan("shop").expect("it was read"));
    tornado(shop(), &scenario, &asked(metric, own)).expect("it moves")
}

fn d(text: &str) -> Decimal {
    decimal(text).unwrap_or_else(|bad| panic!("{text}: {bad}"))
}

fn rounded(value: Option<Decimal>) -> Option<Decimal> {
    value.map(|value| value.round_dp(REPORTED_PLACES).normalize())
}

type Row = HashMap<String, String>;

fn rows(text: &'static str) -> Vec<Row> {
    csv::Reader::from_reader(text.as_bytes()).into_deserialize().map(|row| row.expect("the cases are CSV")).collect()
}

#[test]
fn the_bars_of_the_shop_are_those_worked_by_hand_and_no_others() {
    let rows = rows(include_str!("sensitivity/shop.csv"));
    assert_eq!(rows.len(), 16, "a case was lost");
    for row in &rows {
        let tornado = shop_tornado(&row["metric"], row["own"] == "yes");
        let of_it = rows.iter().filter(|other| (&other["metric"], &other["own"]) == (&row["metric"], &row["own"]));
        let named = |bar: &&Bar| of_it.clone().any(|row| row["name"] == bar.label);
        assert_eq!(tornado.bars.iter().filter(named).count(), tornado.bars.len(), "{row:?}: {tornado:#?}");
        assert_eq!(of_it.clone().count(), tornado.bars.len(), "{row:?}: {tornado:#?}");
        let bar = tornado.bars.iter().find(|bar| bar.label == row["name"]).expect("it was named");
        let told = [bar.low.metric, bar.high.metric, Some(bar.swing)].map(rounded);
        assert_eq!(told, ["low", "high", "swing"].map(|end| Some(d(&row[end]).normalize())), "{row:?}");
        let begins = bar.low.stage.as_deref().or(bar.high.stage.as_deref()).unwrap_or_default();
        assert_eq!(begins, row["begins"], "{row:?}");
    }
}

#[test]
fn the_farthest_bar_stands_first_and_what_moves_nothing_is_told_with_why() {
    let tornado = shop_tornado("margin", false);
    let labels: Vec<&str> = tornado.bars.iter().map(|bar| bar.label.as_str()).collect();
    assert_eq!(labels, ["Revenue per user", "Users", "Paid share", "Reserved", "Database"]);
    let still: Vec<String> = tornado.still.iter().map(|(name, why)| format!("{name}: {why:?}")).collect();
    // Batch acts on a part that the user alone knows: it is not even asked.
    assert_eq!(still, ["Other income: AtZero", "Concurrency: Unmoved", "Growth a month: Unmoved"]);
}

#[test]
fn users_and_reserved_servers_act_on_each_other_by_what_was_worked_by_hand() {
    // 1,200 users, reserved: 72 + 200 + 100 = 372; not reserved: 420. 800 users, reserved: 48 + 100 = 148; not: 180.
    // 372 − 420 − 148 + 180 = −16: 40 % of the 40 dollars of servers between 800 and 1,200 users.
    let tornado = shop_tornado("cost", false);
    let found = tornado.interaction.expect("two act on each other");
    let names = found.bars.map(|at| tornado.bars[at].label.as_str());
    assert_eq!((names, found.figure.normalize()), (["Users", "Reserved"], d("-16")));
}

#[test]
fn a_fifth_more_users_of_edunerve_crosses_into_the_next_stage() {
    let lines = rows(include_str!("sensitivity/edunerve.csv"));
    let sum = |stage: &str| lines.iter().filter(|line| line["stage"] == stage).map(|line| d(&line["amount"])).sum();
    let (here, next): (Decimal, Decimal) = (sum("u50k"), sum("u100k"));
    assert_eq!((here, next), (d("5481"), d("12440")), "the printed lines, added by hand");
    let scenario = Scenario { elastic: false, ..Scenario::of(catalog().plan("edunerve").expect("it is shipped")) };
    let tornado = tornado(catalog(), &scenario, &Swing::default()).expect("it moves");
    let users = tornado.bars.iter().find(|bar| bar.label == "Users").expect("users move it");
    // As printed nothing is cheaper with 40,000 users; 60,000 are priced as the stage of 100,000.
    assert_eq!((users.low.metric, users.high.metric), (Some(here), Some(next)));
    assert_eq!((users.low.stage.as_deref(), users.high.stage.as_deref()), (None, Some("National scale")));
    assert_eq!((users.low.set, users.high.set), (Setting::Value(d("40000")), Setting::Value(d("60000"))));
    // Spot saves 75 % of 2,088 + 418.
    let spot = tornado.bars.iter().find(|bar| bar.label == "Spot instances").expect("spot moves it");
    assert_eq!((spot.high.metric, spot.swing), (Some(d("3601.5")), d("1879.5")));
}

/// A scenario with one input of a bar moved, by the words of its side; none for a line.
fn moved(catalog: &Catalog, scenario: &Scenario, bar: &Bar, side: &Side) -> Option<Scenario> {
    let mut other = scenario.clone();
    let lever = |at: &usize| catalog.plan(&scenario.plan).expect("a plan").levers[*at].id.clone();
    match (&bar.input, side.set) {
        (Input::Slider(at), Setting::Value(value)) => other.set(catalog, &catalog.sliders[*at], value),
        (Input::Lever(at), Setting::Off) => drop(other.levers.remove(&lever(at))),
        (Input::Lever(at), Setting::On(share)) => drop(other.levers.insert(lever(at), share)),
        (Input::Card { .. }, Setting::Now) => {}
        (Input::Card { card, region }, Setting::Chosen) => other.choose_card(card, region.as_deref()),
        (Input::Factor(category), Setting::Factor(factor)) => {
            other.factors.insert(category.clone(), Estimate::exact(factor));
        }
        (Input::Line(_), Setting::Cost(_)) => return None,
        other => panic!("no input moves so: {other:?}"),
    }
    Some(other)
}

/// Metrics that follow from the sliders, of every kind.
const METRICS: [&str; 10] = [
    "cost",
    "margin",
    "margin_percent",
    "infra_percent",
    "cost_per_user",
    "cost_per_concurrent_user",
    "cost_per_day",
    "compute_cost",
    "break_even_revenue_per_user",
    "concurrent_users",
];

#[test]
fn both_ends_of_a_bar_are_the_metric_of_the_scenario_so_changed() {
    let law = |(scenario, at, by, own): (Scenario, prop::sample::Index, u32, bool)| {
        let metric = *at.get(&METRICS);
        let swing = Swing { by: Decimal::new(by.into(), 2), own, metric: metric.to_owned() };
        let base = engine::metric(catalog(), &scenario, metric);
        let tornado = match tornado(catalog(), &scenario, &swing) {
            Ok(tornado) => tornado,
            Err(untold) => {
                prop_assert_eq!((untold, base), (Untold::Undefined(metric.to_owned()), None));
                return Ok(());
            }
        };
        prop_assert_eq!(Some(tornado.base), base);
        for bar in &tornado.bars {
            for side in [&bar.low, &bar.high] {
                let Some(other) = moved(catalog(), &scenario, bar, side) else { continue };
                prop_assert!(levers_fit(catalog(), &other).is_ok(), "{}", bar.label);
                prop_assert_eq!(side.metric, engine::metric(catalog(), &other, metric), "{} {:?}", bar.label, side);
                let quote = |scenario| engine::quote(catalog(), scenario).stage.stage;
                let stage = |id: String| catalog().plan(&scenario.plan)?.stage(&id).map(|stage| stage.name.clone());
                let (now, then) = (quote(&scenario), quote(&other));
                prop_assert_eq!(side.stage.clone(), if now == then { None } else { stage(then) }, "{}", bar.label);
            }
            let ends = [Some(tornado.base), bar.low.metric, bar.high.metric].into_iter().flatten();
            let (least, most) = (ends.clone().min(), ends.max());
            prop_assert_eq!(Some(bar.swing), most.zip(least).map(|(most, least)| most - least), "{}", bar.label);
        }
        prop_assert!(tornado.bars.is_sorted_by(|a, b| a.swing >= b.swing));
        Ok(())
    };
    let asked = (any_scenario(), any::<prop::sample::Index>(), 1..=100u32, any::<bool>());
    runner(48).run(&asked, law).unwrap_or_else(|fault| panic!("{fault}"));
}

#[test]
fn a_range_moves_the_margin_by_what_it_moves_the_cost() {
    let lines = |tornado: Tornado| {
        let lines = tornado.bars.into_iter().filter(|bar| matches!(bar.input, Input::Line(_)));
        let ends = lines.map(|bar| (bar.label, bar.low.metric.zip(bar.high.metric).expect("both are defined")));
        ends.collect::<HashMap<_, _>>()
    };
    let law = |scenario: &Scenario| {
        let of = |metric: &str| tornado(catalog(), scenario, &asked(metric, false));
        let (Ok(cost), Ok(margin)) = (of("cost"), of("margin")) else { return Ok(()) };
        let revenue = cost.base + margin.base;
        let (base, cost, margin) = (cost.base, lines(cost), lines(margin));
        prop_assert_eq!(cost.len(), margin.len());
        for (name, (low, high)) in cost {
            prop_assert!(low <= base && base <= high, "{}", name);
            prop_assert_eq!(margin[&name], (revenue - low, revenue - high), "{}", name);
        }
        Ok(())
    };
    always(48, law);
}

#[test]
fn what_no_slider_moves_is_told() {
    let scenario = Scenario::of(shop().plan("shop").expect("it was read"));
    let untold = |metric: &str| tornado(shop(), &scenario, &asked(metric, false)).expect_err("it has no answer");
    assert_eq!(untold("team_size"), Untold::Answered("team_size".to_owned()));
    assert_eq!(untold("next_stage_cost_ratio"), Untold::OfRule("next_stage_cost_ratio".to_owned()));
    assert_eq!(untold("costs"), Untold::Unknown("costs".to_owned()));
    let mut free = scenario.clone();
    free.set(shop(), shop().slider("revenue_per_user").expect("it is shipped"), Decimal::ZERO);
    let untold = tornado(shop(), &free, &asked("margin_percent", false)).expect_err("nothing comes in");
    assert_eq!(untold, Untold::Undefined("margin_percent".to_owned()));
    for by in ["0", "-0.2", "3"].map(d) {
        let untold = tornado(shop(), &scenario, &Swing { by, ..Swing::default() });
        assert_eq!(untold, Err(Untold::By(by)));
    }
}

fn told(arguments: &str) -> String {
    let output = costtui(arguments.split(' ')).output().expect("the binary runs");
    assert!(output.status.success(), "{arguments}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("an answer is UTF-8")
}

fn refused(arguments: &str) -> String {
    let output = costtui(arguments.split(' ')).output().expect("the binary runs");
    assert_eq!((output.status.code(), output.stdout.len()), (Some(2), 0), "{arguments}");
    String::from_utf8(output.stderr).expect("words are UTF-8")
}

#[test]
fn the_tornado_reads_well_as_text_and_csv() {
    insta::assert_snapshot!("sensitivity_text", told("sensitivity --plan edunerve --fixed"));
    let own = "sensitivity --plan edunerve --figure margin --own --lever spot=50% --top 4";
    insta::assert_snapshot!("sensitivity_own_text", told(own));
    insta::assert_snapshot!("sensitivity_csv", told("sensitivity --plan edunerve --fixed --top 5 --format csv"));
}

#[test]
fn a_script_reads_every_end_with_its_change() {
    let json: serde_json::Value =
        serde_json::from_str(&told("sensitivity --plan edunerve --fixed --format json")).expect("it is JSON");
    let users = json["bars"].as_array().unwrap().iter().find(|bar| bar["id"] == "users").expect("users move it");
    assert_eq!((&users["kind"], &users["high_stage"]), (&"slider".into(), &"National scale".into()), "{users}");
    // 12,440 − 5,481.
    assert_eq!(users["high_change"]["expected"], "6959", "{users}");
    assert_eq!((&json["now"]["expected"], &json["figure"]), (&"5481".into(), &"cost".into()));
}

#[test]
fn everything_that_is_asked_wrongly_is_told_at_once() {
    let words = refused("sensitivity --plan edunerve --by 300% --figure margn --users lots");
    assert!(words.contains("--by: expected a share above 0% and up to 100%"), "{words}");
    assert!(words.contains("`margn` is no figure of a quote; did you mean `margin` or"), "{words}");
    assert!(words.contains("users"), "{words}");
    for (arguments, said) in [
        ("sensitivity --by 0", "above 0%"),
        ("sensitivity --by=-20%", "--by"),
        ("sensitivity --by much", "--by"),
        ("sensitivity --own --by 10%", "cannot be used with"),
        ("sensitivity --figure team_size", "`team_size` is what you answer"),
        ("sensitivity --figure next_stage_cost_ratio", "belongs to a rule"),
        ("sensitivity --figure margin_percent --revenue-per-user 0", "is undefined here"),
        ("sensitivity --top 0", "--top"),
    ] {
        let words = refused(arguments);
        assert!(words.contains(said), "{arguments}: {words}");
    }
}

#[test]
fn of_no_users_no_share_is_taken_and_nothing_fails() {
    let plan = catalog().plan("edunerve").expect("it is shipped");
    let scenario = with_users(&Scenario::of(plan), Decimal::ZERO);
    let tornado = tornado(catalog(), &scenario, &Swing::default()).expect("a stage without users has a cost");
    assert!(tornado.still.contains(&("Users".to_owned(), Still::AtZero)), "{:?}", tornado.still);
    let words = refused("sensitivity --plan edunerve --users 0 --figure cost_per_user");
    assert!(words.contains("`cost_per_user` is undefined here"), "{words}");
}

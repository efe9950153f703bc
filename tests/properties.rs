//! The laws of the arithmetic, over the shipped plans and any scenario of them.

#[path = "scenarios/laws.rs"]
mod laws;
mod scenarios;

use costtui::amount::{Decimal, Estimate, Number, money};
use costtui::catalog::{Plan, Price, Quantity, Stage};
use costtui::engine::{Curve, LineBasis, Quote, QuoteLine, quote};
use costtui::report::{self, Format};
use costtui::scenario::{Basis, Scenario};
use laws::{always, with_users};
use proptest::prelude::*;
use scenarios::{any_scenario, catalog, runner};

fn sum(lines: &[QuoteLine]) -> Estimate {
    let costs = lines.iter().map(|line| line.cost.expect("a line of a shipped plan is priced").after);
    costs.fold(Estimate::ZERO, |sum, cost| sum.plus(cost).expect("the sum fits"))
}

#[test]
fn the_lines_sum_to_the_total_exactly() {
    always(512, |scenario| {
        let quote = quote(catalog(), scenario);
        let counted: Vec<QuoteLine> =
            quote.lines.iter().filter(|line| line.basis != LineBasis::Headline).cloned().collect();
        let total = quote.cost.expect("a total of a shipped plan fits");
        let printed = counted.len() < quote.lines.len() || quote.lines.is_empty();
        if !printed && scenario.basis == Basis::Lines && scenario.buffer.is_none() {
            prop_assert_eq!(sum(&counted), total);
        } else if let (false, Some(buffer)) = (printed, scenario.buffer) {
            let buffered = sum(&counted).times(Decimal::ONE.plus(buffer).unwrap()).unwrap();
            prop_assert_eq!(buffered, total);
        }
        prop_assert!(total.low <= total.expected && total.expected <= total.high);
        Ok(())
    });
}

#[test]
fn bands_tile_and_every_number_of_users_is_in_exactly_one() {
    for plan in &catalog().plans {
        let banded: Vec<&Stage> = plan.stages.iter().filter(|stage| stage.low.is_some()).collect();
        let holds = |stage: &Stage, users: Decimal| {
            let first = std::ptr::eq(stage, banded[0]);
            let above = stage.low.is_some_and(|low| users > low || (first && users == low));
            above && stage.high.is_none_or(|high| users <= high)
        };
        let edges = banded.iter().flat_map(|stage| stage.low.into_iter().chain(stage.high));
        let near = edges.flat_map(|edge| [edge - Decimal::ONE, edge, edge + Decimal::ONE]);
        for users in near.filter(|users| *users >= Decimal::ZERO) {
            let picked = quote(catalog(), &with_users(&Scenario::of(plan), users)).stage;
            let holding: Vec<&str> = banded.iter().filter(|s| holds(s, users)).map(|s| s.id.as_str()).collect();
            let beyond = banded.last().and_then(|last| last.high).is_some_and(|high| users > high);
            let expected = if beyond { vec![banded[banded.len() - 1].id.as_str()] } else { holding };
            assert_eq!(expected, [picked.stage.as_str()], "{} at {users}", plan.id);
        }
    }
}

/// A stage's variants, and the add-ons printed for it, each as a scenario at the stage's design point.
fn design_points(plan: &Plan) -> Vec<Scenario> {
    let priced = plan.stages.iter().flat_map(|stage| {
        let addons = plan.addons.iter().filter(|addon| addon.stage.as_deref() == Some(&stage.id));
        stage.variants.iter().chain(addons).map(move |variant| (stage, variant))
    });
    let at = |(stage, variant): (&Stage, &costtui::catalog::Variant)| {
        let mut scenario = Scenario::of(plan);
        scenario.stage = Some(stage.id.clone());
        scenario.variant = Some(variant.id.clone());
        with_users(&scenario, stage.reference().unwrap_or_default())
    };
    priced.map(at).collect()
}

fn runs_along(line: &QuoteLine) -> bool {
    let Quantity::Follows(follows) = &line.line.quantity else { return false };
    let range = matches!((follows.min, follows.max), (Some(min), Some(max)) if min < max);
    range && matches!(&line.line.price, Price::Amount(amount) if !amount.is_exact())
}

#[test]
fn at_its_design_point_every_line_costs_what_was_printed() {
    let (mut along, mut stated) = (0, 0);
    for scenario in catalog().plans.iter().flat_map(design_points) {
        let fixed = quote(catalog(), &Scenario { elastic: false, ..scenario.clone() });
        let moving = quote(catalog(), &scenario);
        assert_eq!(fixed.lines.len(), moving.lines.len());
        for (printed, line) in fixed.lines.iter().zip(&moving.lines) {
            let name = format!("{} {:?}: {}", scenario.plan, scenario.stage, line.line.id);
            let (cost, printed) = (line.cost.unwrap().before, printed.cost.unwrap().before);
            match (&line.line.price, line.line.stated) {
                (Price::Percent { .. }, Some(figure)) => {
                    stated += 1;
                    assert_eq!(printed, figure, "{name}");
                    let rounded = figure.expected.checked_sub(cost.expected).unwrap().abs();
                    assert!(rounded <= Decimal::new(5, 1), "{name}: {figure:?} is no rounding of {cost:?}");
                }
                _ if runs_along(line) => {
                    along += 1;
                    assert_eq!(cost, Estimate::exact(printed.high), "{name}");
                }
                _ => assert_eq!(cost, printed, "{name}"),
            }
        }
    }
    assert!(along >= 10 && stated == 1, "{along} ranges, {stated} stated shares");
}

/// The users of a stage's band, as far as the slider reaches.
fn band(stage: &Stage) -> (u64, u64) {
    let whole = |edge: Option<Decimal>| edge.and_then(|edge| u64::try_from(edge).ok());
    (whole(stage.low).unwrap_or(0) + 1, whole(stage.high).unwrap_or(10_000_000_000))
}

#[test]
fn more_users_never_cost_less_inside_a_stage() {
    let law = |(scenario, a, b): (Scenario, f64, f64)| {
        let plan = catalog().plan(&scenario.plan).unwrap();
        for stage in plan.stages.iter().filter(|stage| stage.low.is_some()) {
            let (from, to) = band(stage);
            let at = |part: f64| {
                let users = Decimal::from(from + (part * (to - from) as f64) as u64);
                let pinned = Scenario { stage: Some(stage.id.clone()), ..with_users(&scenario, users) };
                quote(catalog(), &pinned).cost.expect("a total of a shipped plan fits")
            };
            let (fewer, more) = (at(a.min(b)), at(a.max(b)));
            prop_assert!(fewer.low <= more.low && fewer.expected <= more.expected && fewer.high <= more.high);
        }
        Ok(())
    };
    runner(128).run(&(any_scenario(), 0.0..1.0, 0.0..1.0), law).unwrap_or_else(|fault| panic!("{fault}"));
}

fn covers(quote: &Quote) -> bool {
    quote.economics.margin.expect("a margin of a shipped plan fits").expected >= Decimal::ZERO
}

#[test]
fn break_even_users_cover_their_cost_and_their_neighbours_outside_do_not() {
    always(128, |scenario| {
        let outlook = quote(catalog(), scenario).outlook;
        prop_assume!(outlook.break_even_complete);
        let at = |users: Decimal| covers(&quote(catalog(), &with_users(scenario, users)));
        let most = catalog().slider("users").unwrap().max;
        for interval in &outlook.break_even_users {
            prop_assert!(at(interval.from), "{} does not cover its cost", interval.from);
            prop_assert!(at(interval.to.unwrap_or(most)), "{:?} does not cover its cost", interval.to);
            if interval.from > Decimal::ZERO {
                prop_assert!(!at(interval.from - Decimal::ONE), "{} covers too", interval.from - Decimal::ONE);
            }
            if let Some(to) = interval.to {
                prop_assert!(!at(to + Decimal::ONE), "{} covers too", to + Decimal::ONE);
            }
        }
        Ok(())
    });
}

#[test]
fn break_even_holds_at_any_users_between() {
    always(128, |scenario| {
        let quoted = quote(catalog(), scenario);
        prop_assume!(quoted.outlook.break_even_complete);
        let users = scenario.value(catalog(), catalog().slider("users").unwrap());
        let inside = |i: &costtui::engine::Interval| i.from <= users && i.to.is_none_or(|to| users <= to);
        prop_assert_eq!(quoted.outlook.break_even_users.iter().any(inside), covers(&quoted));
        Ok(())
    });
}

#[test]
fn the_curve_agrees_with_exact_quotes() {
    always(128, |scenario| {
        let users = scenario.value(catalog(), catalog().slider("users").unwrap()).max(Decimal::ONE);
        let from = f64::of(users);
        let users = catalog().driver_index("users").unwrap();
        let curve = Curve::of(catalog(), scenario, users, (from, (from * 1000.0).min(1e10)), 3);
        let whole = curve.points.iter().filter(|(users, ..)| users.fract() == 0.0);
        let mut compared = 0;
        for (users, cost, revenue) in whole {
            let exact = quote(catalog(), &with_users(scenario, Decimal::from(*users as u64)));
            let near = |drawn: f64, exact: Decimal| (drawn - f64::of(exact)).abs() <= 1e-9 * f64::of(exact).abs();
            let (cost_there, revenue_there) = (exact.cost.unwrap().expected, exact.economics.revenue.unwrap());
            prop_assert!(near(*cost, cost_there), "{users} users: {cost} drawn, {cost_there} quoted");
            prop_assert!(near(*revenue, revenue_there), "{users} users: {revenue} drawn, {revenue_there} quoted");
            compared += 1;
        }
        prop_assert!(compared > 0);
        Ok(())
    });
}

#[test]
fn whole_units_are_the_fewest_that_are_enough() {
    let number = |most: i64| (1..most, 0..7u32);
    let law = |((a, a_scale), (b, b_scale)): ((i64, u32), (i64, u32))| {
        let units = Decimal::new(a, a_scale).over_up(Decimal::new(b, b_scale));
        let (num, den) = (i128::from(a) * 10i128.pow(b_scale), i128::from(b) * 10i128.pow(a_scale));
        prop_assert_eq!(units, Ok(Decimal::from((num + den - 1) / den)));
        Ok(())
    };
    runner(4096).run(&(number(i64::MAX), number(i64::MAX)), law).unwrap_or_else(|fault| panic!("{fault}"));
    runner(4096).run(&(number(1_000_000_000), number(10_000)), law).unwrap_or_else(|fault| panic!("{fault}"));
}

/// Every text in an answer.
fn texts(of: &serde_json::Value, found: &mut Vec<String>) {
    match of {
        serde_json::Value::Array(list) => list.iter().for_each(|item| texts(item, found)),
        serde_json::Value::Object(table) => table.values().for_each(|value| texts(value, found)),
        serde_json::Value::String(text) => found.push(text.clone()),
        _ => {}
    }
}

#[test]
fn whatever_is_zero_what_is_divided_by_it_is_undefined_and_no_figure_is_infinite_or_minus_zero() {
    let law = |(mut scenario, zeros): (Scenario, u16)| {
        for (at, slider) in catalog().sliders.iter().enumerate().filter(|(_, slider)| slider.min.is_zero()) {
            if zeros & (1 << at) != 0 {
                scenario.set(catalog(), slider, Decimal::ZERO);
            }
        }
        scenario.hours = scenario.hours.filter(|_| zeros & 1 == 0).or(Some(Decimal::ZERO).filter(|_| zeros % 8 == 1));
        let quote = quote(catalog(), &scenario);
        let users = scenario.value(catalog(), catalog().slider("users").unwrap());
        let figures = &quote.economics;
        prop_assert_eq!(figures.cost_per_user.is_none(), users.is_zero());
        let nothing_comes_in = figures.revenue.unwrap().is_zero();
        prop_assert_eq!(figures.margin_share.is_none(), nothing_comes_in);
        prop_assert_eq!(figures.infra_share.is_none(), nothing_comes_in);
        let written = |format| report::write(format, catalog(), &scenario, &quote);
        let mut found = Vec::new();
        texts(&serde_json::from_str(&written(Format::Json)).unwrap(), &mut found);
        for text in found.iter().filter(|text| text.parse::<f64>().is_ok()) {
            let exact = text.parse::<Decimal>();
            prop_assert!(exact.is_ok_and(|value| !value.is_zero() || !text.starts_with('-')), "{text}");
        }
        for word in written(Format::Text).split_whitespace() {
            prop_assert!(!["inf", "NaN", "-0", "−0", "−$0.00", "−0.0"].contains(&word), "{word}");
        }
        Ok(())
    };
    runner(128).run(&(any_scenario(), any::<u16>()), law).unwrap_or_else(|fault| panic!("{fault}"));
}

#[test]
fn money_is_shown_to_the_cent_half_away_from_zero_and_never_as_minus_zero() {
    let law = |(mantissa, scale): (i64, u32)| {
        // In cents, by whole numbers: 10^scale parts of a dollar.
        let (part, size) = (10i128.pow(scale), i128::from(mantissa).abs() * 100);
        let cents = (2 * size + part) / (2 * part);
        let whole = (cents / 100).to_string();
        let grouped = whole.as_bytes().rchunks(3).rev().map(|group| std::str::from_utf8(group).unwrap());
        let sign = if mantissa < 0 && cents > 0 { "−" } else { "" };
        let known = format!("{sign}${}.{:02}", grouped.collect::<Vec<_>>().join(","), cents % 100);
        prop_assert_eq!(money(Decimal::new(mantissa, scale)), known);
        Ok(())
    };
    let small = (-10_000..10_000i64, 0..7u32);
    runner(4096).run(&small, law).unwrap_or_else(|fault| panic!("{fault}"));
    runner(4096).run(&(any::<i64>(), 0..19u32), law).unwrap_or_else(|fault| panic!("{fault}"));
}

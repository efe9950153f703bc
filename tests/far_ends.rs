//! Arithmetic at the far ends: 10 billion users, prices of 10^-9, costs of 10^12, conversions, tiers, levers and factors
//! together, against fractions that are never rounded.
//!
//! `COSTTUI_MODELS=10000000 cargo test --release --test far_ends -- --nocapture` tries so many models, and tells what came of them;
//! `COSTTUI_PAIRS=2000000` so many sums and products.

mod dice;
#[path = "far_ends/choices.rs"]
mod choices;
#[path = "far_ends/fraction.rs"]
mod fraction;
#[path = "far_ends/model.rs"]
mod model;
#[path = "far_ends/oracle.rs"]
mod oracle;

use choices::Choices;
use costtui::amount::{Decimal, End, Estimate, Number, REPORTED_PLACES, exact};
use costtui::catalog::{Catalog, Price, parse};
use costtui::engine::{self, Flag, Quote, QuoteLine};
use costtui::faults::Source;
use costtui::report::{self, Format};
use costtui::scenario::{Scenario, put};
use dice::Dice;
use fraction::Fraction;
use model::{Model, Reach};
use oracle::{Costs, Oracle};

/// Half a unit of the last of the 12 places that are reported.
fn half_of_the_last_place() -> Fraction {
    Fraction::read("0.0000000000005")
}

fn catalog(model: &Model) -> Catalog {
    let source = |(at, text): (usize, String)| Source { name: format!("{at}.toml"), text };
    let files = model.files().into_iter().enumerate().map(source).collect();
    parse(&[files]).unwrap_or_else(|faults| panic!("{faults}"))
}

/// What came of some models.
#[derive(Debug, Default)]
struct Tally {
    models: u32,
    lines: u32,
    /// Figures that are the fraction itself, to the last of its digits.
    exact: u32,
    /// Figures that repeat, or are longer than 28 digits: right to the 12 places that are reported.
    reported: u32,
    /// Lines and totals that are refused.
    refused: u32,
    /// Lines among them whose figures 28 digits hold: a product on the way, which is divided last, has more of them.
    narrow: u32,
}

impl Tally {
    fn holds(&mut self, what: &str, figure: Decimal, known: &Fraction) {
        if Fraction::of(figure) == *known {
            self.exact += 1;
            return;
        }
        let off = Fraction::of(figure) - known.clone();
        let off = off.clone().max(Fraction::whole(0) - off);
        assert!(off < half_of_the_last_place(), "{what}: {} is {}", exact(figure), known.rounded(20));
        self.reported += 1;
    }

    fn estimate(&mut self, what: &str, estimate: Estimate, known: &[Fraction; 3]) {
        for (end, known) in End::ALL.into_iter().zip(known) {
            self.holds(&format!("{what}, {end:?}"), estimate.at(end), known);
        }
    }

    /// The total is the sum of its lines, to the last digit where none of them has a tail that lies beyond the places reported.
    fn lines_sum_to(&mut self, what: &str, quote: &Quote, cost: Estimate) {
        for end in End::ALL {
            let Some((sum, tailed)) = summed(quote, end) else { continue };
            assert!(tailed || Fraction::of(cost.at(end)) == sum, "{what}: {} is {}", cost.at(end), sum.rounded(28));
            self.holds(what, cost.at(end), &sum);
        }
    }

    fn line(&mut self, what: &str, line: &QuoteLine, known: &Costs) {
        let (before, after) = known.as_ref().unwrap_or_else(|| panic!("{what} is left out"));
        self.lines += 1;
        match line.cost {
            Ok(cost) => {
                self.estimate(&format!("{what} before levers"), cost.before, before);
                self.estimate(&format!("{what} after levers"), cost.after, after);
            }
            Err(_) => {
                self.refused += 1;
                // A swap is a quotient of two amounts, which has the digits of both until it is divided; a share is of others.
                let by_itself = !what.contains("Swap") && !matches!(line.line.price, Price::Percent { .. });
                let held = before.iter().chain(after).all(Fraction::fits);
                self.narrow += u32::from(held && by_itself);
            }
        }
    }
}

/// What the lines of a bill are together with its buffer, as nobody could round it, and whether one of these has a tail; nothing where
/// what a line was before its levers is refused, and with it the line.
fn summed(quote: &Quote, end: End) -> Option<(Fraction, bool)> {
    let costs: Option<Vec<Decimal>> = quote.lines.iter().map(|line| Some(line.cost.ok()?.after.at(end))).collect();
    let costs = costs?;
    let buffered = quote.total_from.buffer.unwrap_or_default() + Decimal::ONE;
    let tailed = costs.iter().any(|cost| cost.normalize().scale() + buffered.scale() > REPORTED_PLACES);
    let sum = costs.into_iter().fold(Fraction::whole(0), |sum, cost| sum + Fraction::of(cost));
    Some((sum * Fraction::of(buffered), tailed))
}

fn held_against_fractions(reach: Reach, models: u64, scenarios: u64) -> Tally {
    let mut tally = Tally::default();
    for seed in 0..models {
        let mut dice = Dice::of(seed);
        let model = Model::any(&mut dice, reach);
        let catalog = catalog(&model);
        for place in 0..scenarios {
            let choices = Choices::any(&mut dice, reach, &model);
            let scenario = choices.scenario(&catalog);
            let oracle = Oracle::of(&model, &choices);
            let known = oracle.lines();
            let quote = engine::quote(&catalog, &scenario);
            let what = format!("seed {seed}, scenario {place}: {model:#?}\n{choices:#?}");
            for line in &quote.lines {
                let at: usize = line.line.id[1..].parse().unwrap();
                tally.line(&format!("{what}\n{}", line.line.id), line, &known[at]);
            }
            match quote.cost {
                Ok(cost) => {
                    tally.estimate(&format!("{what}\ntotal"), cost, &oracle.total(&known));
                    tally.lines_sum_to(&format!("{what}\nlines and total"), &quote, cost);
                }
                Err(_) => {
                    assert!(quote.flags.contains(&Flag::Overflow), "{what}");
                    tally.refused += 1;
                }
            }
            tally.models += 1;
        }
    }
    tally
}

/// How many are asked for by a variable of the environment, or as many as there is time for at each change.
fn asked(name: &str, otherwise: u64) -> u64 {
    std::env::var(name)
        .map_or(otherwise, |asked| asked.parse().unwrap_or_else(|_| panic!("{name} is no number: {asked}")))
}

/// Half of a hundred thousand models, or of as many as are asked for: plans in fifty scenarios each.
fn half_of_the_models(reach: Reach, most_refused: f64) {
    let models = asked("COSTTUI_MODELS", 100_000) / 2;
    let tally = held_against_fractions(reach, models / 50, 50);
    eprintln!("{reach:?}: {tally:?}");
    let (refused, lines) = (f64::from(tally.refused), f64::from(tally.lines + tally.models));
    assert!(u64::from(tally.models) == models && refused <= lines * most_refused, "{reach:?}: {tally:?}");
    assert!(tally.exact > tally.reported && tally.reported > tally.models, "{reach:?}: {tally:?}");
    // What can be said is hardly ever refused.
    assert!(u64::from(tally.narrow) * 100_000 <= u64::from(tally.lines), "{reach:?}: {tally:?}");
}

#[test]
fn fifty_thousand_models_of_usual_size_cost_what_fractions_say_or_are_refused_on_their_line() {
    half_of_the_models(Reach::Usual, 0.004);
}

#[test]
fn fifty_thousand_models_of_far_reach_cost_what_fractions_say_or_are_refused_on_their_line() {
    half_of_the_models(Reach::Far, 0.08);
}

/// A product or sum that is accepted is the exact one, or lost only what lies beyond the places that are reported.
#[test]
fn no_sum_and_no_product_is_rounded_silently_in_a_hundred_thousand_pairs() {
    let mut dice = Dice::of(10);
    let (mut accepted, mut refused) = (0, 0);
    let mut any = |whole: bool| {
        let digits = 1 + dice.below(28) as u32;
        let mantissa = (u128::from(dice.bits()) << 64 | u128::from(dice.bits())) % 10u128.pow(digits);
        // With few places the tail of a repeating quotient, which may be cut, is out of the way.
        Decimal::from_i128_with_scale(mantissa as i128, dice.below(if whole { 7 } else { 29 }) as u32)
    };
    let pairs = asked("COSTTUI_PAIRS", 100_000);
    let half_of_the_14th_place = Fraction::read("0.000000000000005");
    for pair in 0..pairs {
        let (a, b) = (any(pair % 2 == 0), any(pair % 2 == 0));
        let exact_ones = [
            (a.plus(b), Fraction::of(a) + Fraction::of(b)),
            (a.minus(b), Fraction::of(a) - Fraction::of(b)),
            (a.times(b), Fraction::of(a) * Fraction::of(b)),
        ];
        for (result, known) in exact_ones {
            let Ok(result) = result else {
                refused += 1;
                continue;
            };
            accepted += 1;
            let off = Fraction::of(result) - known.clone();
            let off = off.clone().max(Fraction::whole(0) - off);
            // Of a tail 14 places are left at least, so that a hundred of them are right to the 12 that are reported.
            let tail = result.scale() >= 14 && result.abs() >= Decimal::ONE;
            assert!(off.is_zero() || (tail && off <= half_of_the_14th_place), "{a} and {b}: {result}");
            assert!(off.is_zero() || pair % 2 == 1, "{a} and {b}: {result} is rounded");
        }
    }
    eprintln!("{accepted} accepted, {refused} refused");
    assert!(accepted > pairs && refused > pairs / 2, "{accepted} accepted, {refused} refused");
}

/// Prices of 10^-9, 10 billion users and a cost of 10^12 at once: the figures are worked out by hand.
#[test]
fn ten_billion_users_at_a_billionth_of_a_dollar_cost_ten_dollars() {
    let line = |id: &str, rest: &str| {
        format!(
            "[[stage.variant.line]]\nid = \"{id}\"\nitem = \"{id}\"\ncategory = \"compute\"\nlines = \"1\"\n{rest}\n"
        )
    };
    let follows = "quantity = { is = \"1\", at = \"1\", of = \"users\" }";
    let plan =
        "id = \"far\"\nname = \"Far\"\nsource = \"me\"\nscale = \"users\"\nabout = \"Far.\"\n[[stage]]\nid = \"s\"\n\
                name = \"S\"\nlow = \"0\"\n[[stage.variant]]\nid = \"v\"\nname = \"V\"\n"
            .to_owned()
            + &line("nano", &format!("{follows}\nunit_price = \"0.000000001\""))
            + &line("tera", "amount = \"1000000000000\"")
            + &line("cent", &format!("{follows}\nunit_price = \"0.01\""))
            + &line("beyond", &format!("{follows}\nunit_price = \"12345678901234567890.123\""));
    let own = vec![Source { name: "plans/far.toml".to_owned(), text: plan }];
    let catalog = parse(&[costtui::catalog::embedded(), own]).unwrap_or_else(|faults| panic!("{faults}"));
    let mut scenario = Scenario::of(catalog.plan("far").unwrap());
    put(&mut scenario, &catalog, "sliders.users", "10B").unwrap();
    let quote = engine::quote(&catalog, &scenario);
    let cost = |at: usize| quote.lines[at].cost.map(|cost| exact(cost.after.expected));
    assert_eq!([cost(0), cost(1), cost(2)], ["10", "1000000000000", "100000000"].map(|text| Ok(text.to_owned())));
    // 1.2 × 10^29 dollars are more than 28 digits: the line says so, and with it the total.
    assert!(cost(3).is_err() && quote.cost.is_err() && quote.flags.contains(&Flag::Overflow));
    let told = report::write(Format::Text, &catalog, &scenario, &quote);
    let row = told.lines().find(|row| row.contains("beyond")).unwrap_or_else(|| panic!("{told}"));
    assert!(row.contains("too large"), "{told}");
    assert!(told.contains("a figure needs more than 28 digits"), "{told}");
    let json = report::write(Format::Json, &catalog, &scenario, &quote);
    assert!(json.contains("too large: the amount needs more than 28 digits"), "{json}");
}

/// Forty levers on one line, each of 3 % on for 7 %: (1 - 0.0021)^40, which no 28 digits hold, is right to the last place.
#[test]
fn forty_levers_on_a_line_leave_what_fractions_say() {
    let line = model::Line {
        category: "compute",
        count: model::Count { is: "3".into(), follows: None, whole: false, min: None, max: None },
        price: model::Price::Amount("1000000000000".into(), "1000000000000".into()),
        rate: None,
        metered: None,
    };
    let saves = || model::Effect::Saves("0.03".into(), "0.03".into());
    let levers = (0..40).map(|_| model::Lever { on: "all", effect: saves(), group: None }).collect();
    let model = Model { lines: vec![line], levers, usd: "1.0001".into() };
    let mut dice = Dice::of(40);
    let choices = Choices {
        levers: vec![Some("0.07".into()); 40],
        change: None,
        ..Choices::any(&mut dice, Reach::Usual, &model)
    };
    let catalog = catalog(&model);
    let quote = engine::quote(&catalog, &choices.scenario(&catalog));
    let mut tally = Tally::default();
    let known = Oracle::of(&model, &choices).lines();
    tally.line("forty levers", &quote.lines[0], &known[0]);
    assert_eq!((tally.refused, tally.lines), (0, 1));
}

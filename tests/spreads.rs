//! Spreads of sliders as text: what people type, what is wrong with it, and that nothing is lost on the way to a session and back.

#[expect(dead_code, reason = "other tests use the rest")]
mod scenarios;

use costtui::amount::{Decimal, Number};
use costtui::catalog::Slider;
use costtui::faults::Source;
use costtui::scenario::{Law, Scenario, Spread, put};
use costtui::session::Session;
use proptest::prelude::*;
use scenarios::{catalog, runner};
use std::sync::Arc;

fn slider(id: &str) -> &'static Slider {
    catalog().slider(id).expect("it is shipped")
}

fn read(id: &str, text: &str) -> Spread {
    Spread::read(text, slider(id)).unwrap_or_else(|bad| panic!("{bad}"))
}

fn refused(id: &str, text: &str) -> String {
    Spread::read(text, slider(id)).expect_err("it is wrong").0
}

fn d(text: &str) -> Decimal {
    text.parse().unwrap_or_else(|bad| panic!("{text}: {bad}"))
}

#[test]
fn numbers_are_what_people_type() {
    assert_eq!(read("users", "10k to 50k"), Spread::Interval { low: d("10000"), high: d("50000") });
    assert_eq!(read("users", " uniform 10,000 to 1.5M"), Spread::Uniform { low: d("10000"), high: d("1500000") });
    let triangular = Spread::Triangular { low: d("0.01"), mode: d("0.03"), high: d("0.08") };
    assert_eq!(read("concurrency", "triangular 1% to 3% to 8%"), triangular);
    let normal = Spread::Normal { mean: d("50000"), deviation: d("10000") };
    assert_eq!([read("users", "normal 50k ± 10k"), read("users", "normal 50k +- 10k")], [normal.clone(), normal]);
    assert_eq!(read("revenue_per_user", "lognormal $2 to $8"), Spread::Lognormal { low: d("2"), high: d("8") });
}

#[test]
fn an_interval_is_lognormal_above_nothing_and_normal_else() {
    // P5 and P95 lie 1.644854 deviations from the mean. Of 1 and e² the logarithms are 0 and 2: mean 1, 1 ÷ 1.644854 = 0.607957.
    let Law::Lognormal { mean, deviation } = read("users", "1 to 7.38905609893065").law() else { panic!("lognormal") };
    assert!((mean - 1.0).abs() < 1e-12 && (deviation - 0.607957).abs() < 1e-6, "{mean} {deviation}");
    // Of 0 and 100 the mean is 50, the deviation 50 ÷ 1.644854 = 30.397843.
    let Law::Normal { mean, deviation } = read("users", "0 to 100").law() else { panic!("normal") };
    assert!(mean == 50.0 && (deviation - 30.397843).abs() < 1e-5, "{mean} {deviation}");
}

#[test]
fn what_is_no_spread_is_told_what_would_be() {
    for (id, text, words) in [
        ("users", "50k to 10k", "expected the low end first, below the high end, not 50,000 to 10,000"),
        ("users", "uniform 5 to 5", "expected the low end first"),
        ("concurrency", "triangular 1% to 9% to 8%", "expected a mode between 1.0 % and 8.0 %, not 9.0 %"),
        ("users", "normal 50k ± 0", "expected a standard deviation above 0, not 0"),
        ("users", "normal 50k to 60k", "expected `normal MEAN ± DEVIATION`"),
        ("users", "triangular 1 to 2", "expected `triangular LOW to MODE to HIGH`"),
        ("users", "lognormal 0 to 5", "expected both ends of a lognormal spread above 0, not 0"),
        ("concurrency", "uniform 100% to 200%", "expected a spread that reaches between 0.0 % and 100.0 %"),
        ("users", "normal -50k ± 10k", "expected a spread that reaches between 0 and 10,000,000,000"),
        ("users", "trangular 1 to 2 to 3", "did you mean `triangular`?"),
        ("users", "12k", "expected `LOW to HIGH`"),
        ("users", "30k-90k", "write `30k to 90k`"),
        ("users", "", "a number"),
        ("users", "ten to twenty", "is no spread"),
        ("users", "1 to x", "is no number"),
        ("users", "uniform 1% to 5%", "this is no share"),
    ] {
        let said = refused(id, text);
        assert!(said.contains(words), "{text:?}: {words:?} is not in {said:?}");
    }
}

#[test]
fn what_is_written_is_read_as_it_was() {
    let number = || (0..2_000_000_i64, 0..4u32).prop_map(|(digits, places)| Decimal::new(digits, places).normalize());
    let law = |(a, b, c, which): (Decimal, Decimal, Decimal, u8)| {
        let mut ends = [a, b, c];
        ends.sort();
        let [low, mode, high] = ends;
        let spread = match which {
            0 => Spread::Interval { low, high },
            1 => Spread::Uniform { low, high },
            2 => Spread::Triangular { low, mode, high },
            3 => Spread::Normal { mean: a, deviation: b },
            _ => Spread::Lognormal { low, high },
        };
        // What is no spread of users (both ends alike, a lognormal from 0) is refused, and not read as another.
        if let Ok(read) = Spread::read(&spread.to_string(), slider("users")) {
            prop_assert_eq!(&read, &spread);
            prop_assert_eq!(read.to_string(), spread.to_string());
        } else {
            prop_assert!(low == high || low.is_zero() || b.is_zero(), "{}", spread);
        }
        Ok(())
    };
    runner(1024).run(&(number(), number(), number(), 0..5u8), law).unwrap_or_else(|fault| panic!("{fault}"));
}

fn session(choices: &[(&str, &str)]) -> Session {
    let mut session = Session::new("Spread", Scenario::of(&catalog().plans[0]));
    for (key, value) in choices {
        assert!(session.change(|scenario| put(scenario, catalog(), key, value).expect("a right choice")), "{key}");
    }
    session
}

fn reread(session: &Session) -> Session {
    let source = Source { name: "saves/x.toml".into(), text: session.to_toml() };
    Session::from_toml(&Arc::new(source), catalog()).unwrap_or_else(|faults| panic!("{faults}"))
}

#[test]
fn a_session_keeps_spreads_and_the_steps_to_them() {
    let mut session = session(&[
        ("spreads.users", "10k to 50k"),
        ("spreads.concurrency", "triangular 1% to 3% to 8%"),
        ("spreads.revenue_per_user", "normal 0.5 ± 0.1"),
        ("spreads.users", ""),
        ("spreads.users", "lognormal 10k to 50k"),
    ]);
    assert!(session.undo());
    assert!(session.to_toml().contains("[scenario.spreads]\nconcurrency = \"triangular 0.01 to 0.03 to 0.08\"\n"));
    let mut back = reread(&session);
    assert_eq!(back, session);
    assert!(back.redo() && back.scenario().spreads["users"].to_string() == "lognormal 10000 to 50000");
    assert!((0..5).all(|_| back.undo()) && back.scenario().spreads.is_empty(), "every step leads back");
}

#[test]
fn a_spread_of_no_slider_is_told_where_it_stands() {
    let text = session(&[("spreads.users", "10k to 50k")]).to_toml().replace("\nusers = ", "\nusrs = ");
    let source = Source { name: "saves/x.toml".into(), text: text.replace("spreads.users=10", "growth=10") };
    let faults = Session::from_toml(&Arc::new(source), catalog()).expect_err("there is no such slider").to_string();
    assert!(
        faults.contains("`usrs` is no slider") && faults.contains("^^^^ expected a slider; did you mean `users`?"),
        "{faults}"
    );
}

#[test]
fn a_spread_moves_no_quote() {
    let spread = session(&[("spreads.users", "10k to 50k")]);
    let cost = |session: &Session| f64::of(costtui::engine::cost(catalog(), session.scenario()).expect("it fits"));
    assert_eq!(cost(&spread), cost(&session(&[])), "a quote is where the sliders stand");
}

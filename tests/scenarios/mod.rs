//! Any scenario of the shipped plans: what properties are held over.

use costtui::amount::{Decimal, Estimate, Number};
use costtui::catalog::{Catalog, DOCUMENTED, Plan, Slider};
use costtui::engine::levers_fit;
use costtui::scenario::{Basis, Override, Scenario};
use proptest::prelude::*;
use proptest::test_runner::{RngAlgorithm, TestRng, TestRunner};
use std::sync::OnceLock;

/// The shipped catalog, read once.
pub fn catalog() -> &'static Catalog {
    static CATALOG: OnceLock<Catalog> = OnceLock::new();
    CATALOG.get_or_init(|| costtui::catalog::load(None).expect("the shipped catalog is sound"))
}

/// The same cases every time, and few enough to wait for.
pub fn runner(cases: u32) -> TestRunner {
    let config = ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() };
    TestRunner::new_with_rng(config, TestRng::deterministic_rng(RngAlgorithm::ChaCha))
}

/// What a scenario is made of, as parts of what there is to choose from.
#[derive(Clone, Debug)]
struct Parts {
    plan: prop::sample::Index,
    variant: Option<prop::sample::Index>,
    addon: Option<prop::sample::Index>,
    card: Option<prop::sample::Index>,
    basis: Option<prop::sample::Index>,
    elastic: bool,
    buffer: Option<u32>,
    hours: Option<u32>,
    sliders: Vec<f64>,
    levers: Vec<u32>,
    changed: Option<(prop::sample::Index, u32, u8)>,
    factors: Vec<Option<[u32; 3]>>,
}

/// Any plan, any variant, add-on, card and basis, sliders anywhere on their tracks, levers that fit, one line changed, factors of a bill.
pub fn any_scenario() -> impl Strategy<Value = Scenario> {
    let index = any::<prop::sample::Index>;
    let rarely = |of| prop::option::weighted(0.2, of);
    let chosen = (index(), prop::option::of(index()), rarely(index()), prop::option::of(index()), rarely(index()));
    let numbers = (any::<bool>(), prop::option::weighted(0.2, 0..=100u32), prop::option::weighted(0.2, 0..=744u32));
    let sliders = prop::collection::vec(0.0..=1.0f64, 16);
    // Few at once, so that those of a group often fit; more than any plan has.
    let levers = prop::collection::vec(prop_oneof![3 => Just(0), 2 => 1..=100u32], 32);
    let changed = prop::option::weighted(0.3, (index(), 0..=1000u32, 0..4u8));
    let factors = prop::collection::vec(prop::option::weighted(0.2, [0..=300u32, 0..=100u32, 0..=100u32]), 32);
    let parts = (chosen, numbers, sliders, levers, changed, factors);
    parts.prop_map(|(chosen, numbers, sliders, levers, changed, factors)| {
        let (plan, variant, addon, card, basis) = chosen;
        let (elastic, buffer, hours) = numbers;
        scenario(Parts { plan, variant, addon, card, basis, elastic, buffer, hours, sliders, levers, changed, factors })
    })
}

fn scenario(parts: Parts) -> Scenario {
    let plan = parts.plan.get(&catalog().plans);
    let mut scenario = Scenario::of(plan);
    let variants: Vec<&str> =
        plan.stages.iter().flat_map(|stage| &stage.variants).map(|variant| variant.id.as_str()).collect();
    scenario.variant = parts.variant.map(|at| (*at.get(&variants)).to_owned());
    scenario.addons =
        parts.addon.filter(|_| !plan.addons.is_empty()).map(|at| at.get(&plan.addons).id.clone()).into_iter().collect();
    let cards: Vec<&str> = catalog().cards_of(plan).map(|card| card.id.as_str()).chain([DOCUMENTED]).collect();
    scenario.card = parts.card.map_or(DOCUMENTED.to_owned(), |at| (*at.get(&cards)).to_owned());
    scenario.basis = parts.basis.map_or(Basis::Lines, |at| *at.get(&Basis::ALL));
    scenario.elastic = parts.elastic;
    scenario.buffer = parts.buffer.map(|percent| Decimal::new(percent.into(), 2));
    scenario.hours = parts.hours.map(Decimal::from);
    for (slider, at) in catalog().sliders.iter().zip(parts.sliders) {
        scenario.set(catalog(), slider, on_track(slider, at));
    }
    for (lever, share) in plan.levers.iter().zip(parts.levers).filter(|(lever, share)| lever.acts() && *share > 0) {
        scenario.levers.insert(lever.id.clone(), Decimal::new(share.into(), 2));
        if levers_fit(catalog(), &scenario).is_err() {
            scenario.levers.remove(&lever.id);
        }
    }
    for (category, factor) in catalog().categories.iter().zip(parts.factors) {
        scenario.factors.extend(factor.map(|of| (category.id.clone(), factor_of(of))));
    }
    scenario.overrides.extend(parts.changed.map(|(at, number, what)| changed(plan, &at, number, what)));
    scenario
}

/// From 0 to 3, and up to 1 more twice; one figure where nothing is more.
fn factor_of([low, expected, high]: [u32; 3]) -> Estimate {
    let hundredths = |sum: u32| Decimal::new(sum.into(), 2).normalize();
    let ends = (low + expected, low + expected + high);
    Estimate { low: hundredths(low), expected: hundredths(ends.0), high: hundredths(ends.1) }
}

fn changed(plan: &Plan, at: &prop::sample::Index, number: u32, what: u8) -> (String, Override) {
    let lines: Vec<&str> = plan.lines().map(|line| line.id.as_str()).collect();
    let number = Some(Decimal::new(number.into(), 1));
    let change = match what {
        0 => Override { quantity: number, ..Override::default() },
        1 => Override { amount: number, ..Override::default() },
        2 => Override { unit_price: number, ..Override::default() },
        _ => Override { drop: true, ..Override::default() },
    };
    ((*at.get(&lines)).to_owned(), change)
}

/// A value along a slider's track, with at most four places.
fn on_track(slider: &Slider, at: f64) -> Decimal {
    let (min, max) = (f64::of(slider.min), f64::of(slider.max));
    let least = f64::of(slider.least.max(slider.min));
    let value = if least > 0.0 { least * (max / least).powf(at) } else { min + at * (max - min) };
    let value = if at == 0.0 { min } else { value };
    Decimal::try_from(value).unwrap_or(slider.max).round_dp(4)
}

//! Files of a catalog: plans, cards, sliders and other words, notes.

use crate::{Came, corpus, laws};
use costtui::catalog::{Catalog, Plan, Purchase, Scale, Stage, parse};
use costtui::engine::{self, calculate};
use costtui::faults::{Faults, Source};
use costtui::import::own;
use costtui::report;
use costtui::scenario::Scenario;
use std::sync::OnceLock;

fn source(name: &str, text: String) -> Source {
    Source { name: name.to_owned(), text }
}

/// The words that plans are made of.
fn words_beside() -> Source {
    static WORDS: OnceLock<String> = OnceLock::new();
    source("words.toml", WORDS.get_or_init(|| corpus::beside("words.toml")).clone())
}

/// The plan that cards price.
fn shop_beside() -> Source {
    static SHOP: OnceLock<String> = OnceLock::new();
    source("shop.toml", SHOP.get_or_init(|| corpus::beside("shop.toml")).clone())
}

/// What is read of the bytes over the files beside them.
fn read(below: Vec<Source>, bytes: &[u8]) -> (String, Result<Catalog, Faults>) {
    let text = laws::text(bytes);
    let read = parse(&[below, vec![source("fuzzed.toml", text.clone())]]);
    match &read {
        Ok(catalog) => laws::warnings_are_lines(catalog),
        Err(faults) => laws::faults_stand_in(faults, "fuzzed.toml"),
    }
    (text, read)
}

fn refused(faults: &Faults) -> Came {
    Came::refused(&faults.kept.iter().take(2).map(|fault| fault.title.as_str()).collect::<String>())
}

/// A scenario at a stage, with everything there is on.
fn at(plan: &Plan, stage: &Stage) -> Scenario {
    let addons = plan.addons.iter().map(|addon| addon.id.clone()).collect();
    Scenario { stage: Some(stage.id.clone()), addons, ..Scenario::of(plan) }
}

/// A plan: it is priced at every stage, and is the same under another name.
pub fn plan(bytes: &[u8]) -> Came {
    let (text, read) = read(vec![words_beside()], bytes);
    let catalog = match read {
        Ok(catalog) => catalog,
        Err(faults) => return refused(&faults),
    };
    let plan = &catalog.plans[0];
    laws::a_quote_adds_up(&catalog, &Scenario::of(plan));
    for stage in plan.stages.iter().take(3) {
        laws::a_quote_adds_up(&catalog, &at(plan, stage));
    }
    if let Some(renamed) = own::renamed(&text, "renamed", "Another \"name\"\u{7}") {
        let again = parse(&[vec![words_beside(), source("renamed.toml", renamed)]]);
        let again = again.unwrap_or_else(|faults| panic!("renamed: {faults}"));
        let other = again.plan("renamed").expect("it has its new name");
        laws::nothing_acts(&other.name);
        let cost = |catalog: &Catalog, plan: &Plan| engine::quote(catalog, &Scenario::of(plan)).cost;
        assert_eq!(cost(&again, other), cost(&catalog, plan), "renamed");
        assert_eq!(other.lines().count(), plan.lines().count());
    }
    let stages: Vec<usize> = plan.stages.iter().map(|stage| stage.variants.len()).collect();
    Came::taken((stages, plan.lines().count(), plan.levers.len(), plan.rules.len(), catalog.warnings.len()))
}

/// A card: it prices a plan in every region, bought in every way.
pub fn card(bytes: &[u8]) -> Came {
    let (_, read) = read(vec![words_beside(), shop_beside()], bytes);
    let catalog = match read {
        Ok(catalog) => catalog,
        Err(faults) => return refused(&faults),
    };
    let mut priced = Vec::new();
    for card in &catalog.cards {
        let regions = card.regions.iter().map(|region| Some(region.id.clone())).chain([None]);
        for region in regions.take(4) {
            for purchase in Purchase::ALL {
                let large = at(&catalog.plans[0], &catalog.plans[0].stages[1]);
                let scenario = Scenario { card: card.id.clone(), region: region.clone(), purchase, ..large };
                laws::a_quote_adds_up(&catalog, &scenario);
                let quote = engine::quote(&catalog, &scenario);
                priced.push(quote.lines.iter().filter(|line| line.card_price.is_some()).count());
                let share = quote.priced_by_card.unwrap_or_default();
                assert!((0..=1).contains(&share.ceil().try_into().unwrap_or(2)), "{share} is priced by the card");
            }
        }
    }
    Came::taken((priced, catalog.warnings.len()))
}

/// Sliders and other words: a slider never leaves its ends, whatever moves it.
pub fn words(bytes: &[u8]) -> Came {
    let (_, read) = read(vec![words_beside(), shop_beside()], bytes);
    let catalog = match read {
        Ok(catalog) => catalog,
        Err(faults) => return refused(&faults),
    };
    let mut scenario = Scenario::of(&catalog.plans[0]);
    for slider in &catalog.sliders {
        let ends = slider.min..=slider.max;
        assert!(ends.contains(&slider.default), "{slider:?}");
        for (up, coarse) in [(true, true), (true, false), (false, false), (false, true)] {
            for _ in 0..3 {
                let before = scenario.value(&catalog, slider);
                scenario.nudge(&catalog, slider, up, coarse);
                let after = scenario.value(&catalog, slider);
                assert!(ends.contains(&after), "{after} of {slider:?}");
                assert!(if up { after >= before } else { after <= before }, "{before} to {after} of {slider:?}");
                laws::nothing_acts(&slider.show(after));
                let on_track = slider.position(after);
                assert!((0.0..=1.0).contains(&on_track), "{after} stands at {on_track} of {slider:?}");
                assert!(ends.contains(&slider.clamp(slider.at(on_track))), "{slider:?}");
            }
        }
    }
    laws::a_quote_adds_up(&catalog, &scenario);
    let log = catalog.sliders.iter().filter(|slider| slider.scale == Scale::Log).count();
    let own = (catalog.agreed.len(), catalog.discounts.len(), catalog.currencies.len(), catalog.ratings.len());
    Came::taken((log, catalog.sliders.len(), catalog.drivers.len(), catalog.meters.len(), own, catalog.asked.len()))
}

/// Notes: every sum in them has a figure, or says that it has none.
pub fn notes(bytes: &[u8]) -> Came {
    let (_, read) = read(vec![words_beside(), shop_beside()], bytes);
    let catalog = match read {
        Ok(catalog) => catalog,
        Err(faults) => return refused(&faults),
    };
    let plan = &catalog.plans[0];
    let notes = catalog.notes_of(plan);
    let calculators: Vec<_> = notes.into_iter().flat_map(|notes| &notes.calculators).collect();
    let mut figures = Vec::new();
    for of in &calculators {
        let calculated = calculate(&catalog, plan, of, None);
        assert_eq!((calculated.inputs.len(), calculated.results.len()), (of.inputs.len(), of.results.len()));
        for answer in &calculated.results {
            figures.push((answer.value.is_ok_and(|value| value.is_some()), answer.holds));
        }
    }
    drop(report::calculate(&catalog, plan, &Scenario::of(plan), &calculators));
    drop(report::notes(plan, notes, None));
    laws::a_quote_adds_up(&catalog, &Scenario::of(plan));
    Came::taken((figures, notes.map(|notes| (notes.notes.len(), notes.nothing.len()))))
}

//! Estimates of other programs: what is taken makes a plan that costs the same to the last digit.

use crate::sessions::CATALOG;
use crate::{Came, laws};
use costtui::amount::{Decimal, exact};
use costtui::catalog::{embedded, parse};
use costtui::engine::quote;
use costtui::faults::Source;
use costtui::import::{self, Choices, Estimate, ImportError};
use costtui::scenario::Scenario;
use std::sync::LazyLock;

/// The words of the program, without its plans.
static WORDS: LazyLock<Vec<Source>> =
    LazyLock::new(|| embedded().into_iter().filter(|source| source.name.matches('/').count() == 1).collect());

/// An estimate of any kind: what it is shows in it.
pub fn estimate(bytes: &[u8]) -> Came {
    let estimate = match import::estimate("fuzzed.file", bytes.to_vec(), &CATALOG) {
        Ok(estimate) => estimate,
        Err(ImportError::Wrong(refused)) => {
            laws::faults_stand_in(&refused.faults, "fuzzed.file");
            laws::nothing_acts(&refused.to_string());
            assert!(refused.rows.is_none_or(|rows| rows.sound <= rows.of && rows.up_to.is_none_or(|row| row > 0)));
            return Came::refused(&refused.faults.kept[0].title);
        }
        Err(error) => {
            laws::nothing_acts(&error.to_string());
            return Came::refused(&error.to_string());
        }
    };
    let shown = [&estimate.title, &estimate.currency].into_iter().chain(&estimate.remarks);
    let items = estimate.items.iter().flat_map(|item| [&item.item, &item.id, &item.place, &item.because]);
    let rest = |item: &import::Item| {
        [item.unit.clone(), item.group.clone(), item.region.clone(), item.spec.clone(), item.note.clone()]
    };
    shown.chain(items).for_each(|text| laws::nothing_acts(text));
    estimate.items.iter().flat_map(rest).flatten().for_each(|text| laws::nothing_acts(&text));
    assert!(estimate.as_of.is_none_or(|date| date.to_string().parse() == Ok(date)));
    let zero = Decimal::ZERO;
    assert!(estimate.items.iter().all(|item| item.amount >= zero && item.upfront >= zero), "{:?}", estimate.items);
    Came::taken((
        format!("{:?}", estimate.kind),
        estimate.items.len(),
        costs_the_same(&estimate),
        &estimate.remarks.len(),
    ))
}

/// Whether its plan can be held; where it can, it costs what the estimate does.
fn costs_the_same(estimate: &Estimate) -> bool {
    let text = match import::plan(&CATALOG, estimate, &Choices::of("fuzzed", &CATALOG)) {
        Ok(text) => text,
        Err(wrong) => {
            wrong.iter().for_each(|words| laws::nothing_acts(words));
            assert!(!wrong.is_empty());
            return false;
        }
    };
    let source = Source { name: "fuzzed.toml".to_owned(), text };
    let read = parse(&[[&WORDS[..], std::slice::from_ref(&source)].concat()]);
    let catalog = read.unwrap_or_else(|faults| panic!("its plan is not sound: {faults}\n{}", source.text));
    let plan = catalog.plan("fuzzed").expect("the plan that was written");
    let scenario = Scenario::of(plan);
    laws::a_quote_adds_up(&catalog, &scenario);
    assert_eq!(plan.lines().count(), estimate.lines().count());
    let (total, cost) = (estimate.total(), quote(&catalog, &scenario).cost);
    match (total, cost) {
        (Ok(total), Ok(cost)) => assert_eq!(exact(cost.expected), exact(total), "{}", source.text),
        (Ok(total), Err(_)) => {
            // Only what has so many digits that a product with them is beyond what is held.
            let digits = |value: Decimal| value.normalize().mantissa().to_string().len();
            let most = estimate.items.iter().map(|item| digits(item.amount)).max().unwrap_or(0);
            assert!(most > 20 || digits(total) > 20, "{total} is not held: {}", source.text);
        }
        (Err(_), _) => panic!("a plan was made of a sum that is not held"),
    }
    true
}

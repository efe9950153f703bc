//! Laws over any scenarios.

use crate::scenarios::{any_scenario, catalog, runner};
use costtui::amount::Decimal;
use costtui::scenario::Scenario;
use proptest::prelude::*;

/// Holds a law over any scenarios.
pub fn always(cases: u32, law: impl Fn(&Scenario) -> Result<(), TestCaseError>) {
    runner(cases).run(&any_scenario(), |scenario| law(&scenario)).unwrap_or_else(|fault| panic!("{fault}"));
}

/// The same scenario with another number of users.
pub fn with_users(scenario: &Scenario, users: Decimal) -> Scenario {
    let mut other = scenario.clone();
    other.set(catalog(), catalog().slider("users").expect("there are users"), users);
    other
}

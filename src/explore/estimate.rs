//! A plan that was made of an estimate, priced: it has to cost what the estimate does.

use crate::amount::{Decimal, exact};
use crate::catalog::Catalog;
use crate::engine;
use crate::scenario::Scenario;

/// Whether a plan as it starts costs a total, to every digit that is reported.
pub fn costs(catalog: &Catalog, plan: &str, total: Decimal) -> bool {
    let priced = catalog.plan(plan).and_then(|plan| engine::quote(catalog, &Scenario::of(plan)).cost.ok());
    priced.is_some_and(|cost| exact(total) == exact(cost.expected))
}

/// What is said of a plan that does not.
pub const DIFFERS: &str =
    "not written: the plan can't be priced to what the estimate says, as its numbers have too many digits";

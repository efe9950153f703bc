//! Gates: what must not be true of a figure, for scripts that stop where it is.

use crate::catalog::{Catalog, Goal};
use clap::Args;

/// What must not be true.
#[derive(Args, Clone, Debug, Default, PartialEq, Eq)]
pub struct GateArgs {
    /// Fail with exit code 1, and without an answer, where this is true, such as "infra_percent > 20"; may be repeated
    #[arg(long = "fail-on", value_name = "FIGURE > N")]
    pub fail_on: Vec<String>,
}

impl GateArgs {
    /// What is given as goals; else all that is wrong with it.
    pub fn goals(&self, catalog: &Catalog) -> Result<Vec<Goal>, Vec<String>> {
        let (mut goals, mut faults) = (Vec::new(), Vec::new());
        for text in &self.fail_on {
            match catalog.goal(text) {
                Ok(goal) => goals.push(goal),
                Err(bad) => faults.push(format!("--fail-on: {bad}")),
            }
        }
        if faults.is_empty() { Ok(goals) } else { Err(faults) }
    }
}

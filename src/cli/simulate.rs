//! The subcommand that draws at random: what a scenario may cost, and how likely that is.

use super::{Failure, Folders, ScenarioArgs, chosen, say_sheets};
use crate::amount::{self, Decimal};
use crate::catalog::Catalog;
use crate::engine;
use crate::explore::simulate::{self, DRAWS, Draws};
use crate::report::{self, Format};
use clap::Args;
use std::process::ExitCode;
use std::thread::available_parallelism;

/// What `simulate` takes.
#[derive(Args, Debug)]
pub struct SimulateArgs {
    #[command(flatten)]
    pub(super) scenario: Box<ScenarioArgs>,
    /// How many draws, such as 100k; at most 10M
    #[arg(long, value_name = "COUNT", default_value = "100k", allow_hyphen_values = true)]
    draws: String,
    /// Start of the random numbers: the same seed gives the same draws
    #[arg(long, value_name = "NUMBER", default_value_t = 1)]
    seed: u64,
    /// One draw for all printed ranges, low together and high together, in place of one for each
    #[arg(long)]
    together: bool,
    /// What a month may cost; the plan's own budget unless given
    #[arg(long, value_name = "MONEY", allow_hyphen_values = true)]
    budget: Option<String>,
    /// How to write it
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

impl SimulateArgs {
    /// How to draw, or all that is wrong with it.
    fn draws(&self) -> Result<Draws, Vec<String>> {
        let count = count(&self.draws);
        let budget = self.budget.as_deref().map(budget).transpose();
        match (count, budget) {
            (Ok(count), Ok(budget)) => {
                let threads = available_parallelism().map_or(1, usize::from);
                Ok(Draws { count, seed: self.seed, together: self.together, budget, threads })
            }
            (count, budget) => Err(count.err().into_iter().chain(budget.err()).collect()),
        }
    }
}

/// A number of draws, as it is typed.
fn count(text: &str) -> Result<usize, String> {
    let (least, most) = (Decimal::from(*DRAWS.start()), Decimal::from(*DRAWS.end()));
    let limits = || format!("from {} to {}", amount::plain(least), amount::plain(most));
    let typed = amount::entry(text, false).map_err(|bad| format!("--draws: {bad}; expected a number {}", limits()))?;
    let held = Some(typed).filter(|draws| draws.is_integer() && (least..=most).contains(draws));
    let count = held.and_then(|draws| usize::try_from(draws).ok());
    count.ok_or_else(|| format!("--draws: expected a whole number {}, not {}", limits(), amount::plain(typed)))
}

/// A budget: money above 0.
fn budget(text: &str) -> Result<Decimal, String> {
    let typed = amount::entry(text, false).map_err(|bad| format!("--budget: {bad}"))?;
    let above = typed > Decimal::ZERO;
    above.then_some(typed).ok_or_else(|| format!("--budget: expected money above 0, not {}", amount::money(typed)))
}

/// What the scenario may cost.
pub(super) fn simulate(folders: &Folders, args: &SimulateArgs, catalog: &Catalog) -> Result<ExitCode, Failure> {
    let (scenario, draws) = match (chosen(folders, &args.scenario, catalog), args.draws()) {
        (Ok(scenario), Ok(draws)) => (scenario, draws),
        (Err(failure), draws) => return Err(failure.also(draws.err().unwrap_or_default())),
        (Ok(_), Err(wrong)) => return Err(Failure::wrong(wrong)),
    };
    let plan = engine::plan_of(catalog, &scenario).ok_or_else(|| Failure::wrong(["the catalog has no plan"]))?;
    let risk = simulate::simulate(catalog, &scenario, &draws, &|_| true);
    let risk = risk.map_err(|why| Failure::wrong([why.to_string()]))?;
    let title = report::cards::title(catalog, &scenario, &risk.quote);
    say_sheets(args.format, &[report::simulate::simulate(catalog, plan, &scenario, &risk, title)])
}

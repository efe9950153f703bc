//! The command line: what can be asked of the program, thin over the library.

mod along;
mod bill;
mod calibrate;
mod catalog;
mod compare;
mod explorer;
mod export;
mod flags;
mod gate;
mod idle;
mod import;
mod optimise;
mod forecast;
mod outcome;
mod own;
mod plans;
mod questions;
mod sensitivity;
mod simulate;

pub use catalog::CatalogArgs;
pub use explorer::install_reports;
pub use flags::ScenarioArgs;
pub use gate::GateArgs;
use outcome::say_sheets;
pub use outcome::{Failure, say};

use crate::catalog::Catalog;
use crate::run::columns;
use crate::scenario::Scenario;
use crate::{engine, report};
use clap::{Arg, Args, CommandFactory, FromArgMatches, Parser, Subcommand};
use std::env;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// A what-if explorer for infrastructure cost: exact, offline, with the source of every figure.
#[derive(Debug, Parser)]
#[command(name = "costtui", version, disable_help_subcommand = true)]
struct Cli {
    #[command(flatten)]
    folders: Folders,
    #[command(flatten)]
    explore: ExploreArgs,
    #[command(subcommand)]
    command: Option<Command>,
}

/// Where things are kept; the same for every subcommand.
#[derive(Args, Clone, Debug, Default)]
pub struct Folders {
    /// Your own plans and cards.
    #[command(flatten)]
    pub catalog: CatalogArgs,
    /// Folder of your saved sessions
    #[arg(long, value_name = "DIR", global = true, env = "COSTTUI_SAVES", hide_env_values = true)]
    #[arg(help_heading = "Folders")]
    pub saves: Option<PathBuf>,
}

/// What the explorer takes: a scenario to start with, and keys to play.
#[derive(Args, Clone, Debug, Default, PartialEq)]
pub struct ExploreArgs {
    /// Where it starts.
    #[command(flatten)]
    pub scenario: ScenarioArgs,
    /// Keys to play first, such as "right*10 tab lit:12 enter s" (lit: types letters)
    #[arg(long, value_name = "KEYS")]
    pub keys: Option<String>,
    /// Print the last screen as text in place of opening a terminal
    #[arg(long)]
    pub print: bool,
    /// Print the last screen as a picture
    #[arg(long)]
    pub svg: bool,
    /// Size of the printed screen, such as 120x36
    #[arg(long, value_name = "WxH", value_parser = size)]
    pub size: Option<(u16, u16)>,
    /// Draw with ASCII characters only
    #[arg(long)]
    pub ascii: bool,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// What a scenario costs, line by line, and what that means
    Quote {
        #[command(flatten)]
        scenario: Box<ScenarioArgs>,
        #[command(flatten)]
        gates: GateArgs,
        /// How to write it
        #[arg(long, value_enum, default_value_t)]
        format: report::Format,
    },
    /// Saved sessions side by side: figures, lines and choices that differ
    Compare(compare::CompareArgs),
    /// What every value of a slider costs and leaves, with the stages it leads through; or a figure over two sliders
    Sweep(along::SweepArgs),
    /// At which values of a slider a figure is as wanted: all of them, exact to the slider's unit
    Seek(along::SeekArgs),
    /// The plans with their stages, variants, add-ons, levers and cards
    Plans {
        /// How to write them
        #[arg(long, value_enum, default_value_t)]
        format: plans::Format,
    },
    /// What each lever of the plan saves now, most first
    Levers(questions::Asked),
    /// What the plan's rules say now, worst first: alerts, budgets, targets, triggers
    Rules(questions::Asked),
    /// What the document works out, computed again, beside what it prints
    Calculate(questions::CalculateArgs),
    /// What the document's own timelines add up to
    Roadmap(questions::RoadmapArgs),
    /// Architecture, checklists, procedures and what else the document says
    Notes(questions::NotesArgs),
    /// The same scenario on every card and region, the cheapest first, and what is not in that answer
    Cards(questions::CardsArgs),
    /// What moves a figure most: each slider, lever, range and card by itself
    Sensitivity(sensitivity::SensitivityArgs),
    /// The cheapest levers that are allowed, step by step, and with --cards the cheapest card
    Optimise(optimise::OptimiseArgs),
    /// Months ahead: what each costs and leaves while users grow, and what happens on the way
    Forecast(forecast::ForecastArgs),
    /// What the scenario may cost: many draws of spread sliders and printed ranges, with the chance of a loss
    Simulate(simulate::SimulateArgs),
    /// Writes a scenario into a file for others: the session, its figures
    Export(export::ExportArgs),
    /// Takes an estimate in as a plan: Infracost JSON, AWS Pricing Calculator CSV or JSON, or a CSV with item and month
    Import(import::ImportArgs),
    /// Begins a plan of your own: small with comments, or from one that is there
    New(own::NewArgs),
    /// What a bill in the FOCUS format adds up to, by month, category, service, provider and kind of charge
    Bill(bill::BillArgs),
    /// A bill beside the plan: what it asks for each category as a multiple of what is priced
    Calibrate(calibrate::CalibrateArgs),
    /// Where the plans' documents contradict themselves, worst first
    Audit(questions::AuditArgs),
    /// Reads the whole catalog, and lists everything wrong with it
    Check,
}

impl Command {
    /// The sessions that are asked about: they may carry plans and prices of their own.
    fn sessions(&self) -> Vec<&Path> {
        let scenario = match self {
            Command::Quote { scenario, .. } => scenario,
            Command::Export(args) => &args.scenario,
            Command::Compare(args) => return args.sessions.iter().map(PathBuf::as_path).collect(),
            Command::Levers(asked) | Command::Rules(asked) => &asked.scenario,
            Command::Sweep(args) => &args.asked.scenario,
            Command::Seek(args) => &args.asked.scenario,
            Command::Calculate(args) => &args.asked.scenario,
            Command::Roadmap(args) => &args.asked.scenario,
            Command::Notes(args) => &args.asked.scenario,
            Command::Cards(args) => &args.asked.scenario,
            Command::Sensitivity(args) => &args.asked.scenario,
            Command::Optimise(args) => &args.asked.scenario,
            Command::Forecast(args) => &args.asked.scenario,
            Command::Simulate(args) => &args.scenario,
            Command::Calibrate(args) => &args.asked.scenario,
            Command::Plans { .. }
            | Command::Audit(_)
            | Command::Check
            | Command::Import(_)
            | Command::New(_)
            | Command::Bill(_) => {
                return Vec::new();
            }
        };
        scenario.session.as_deref().into_iter().collect()
    }
}

/// Runs the program with its arguments, the first being its own name.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let outcome = match parsed(arguments) {
        Ok(cli) => answer(&cli),
        Err(error) => outcome::usage(&error),
    };
    outcome.unwrap_or_else(|failure| failure.tell())
}

/// The arguments, with the folders that the environment names: an empty variable names none.
fn parsed(arguments: impl IntoIterator<Item = OsString>) -> Result<Cli, clap::Error> {
    let named = |arg: &Arg| arg.get_env().and_then(env::var_os).is_none_or(|value| !value.is_empty());
    let mut command = Cli::command().mut_args(|arg| if named(&arg) { arg } else { arg.env(None) });
    let mut matches = command.try_get_matches_from_mut(arguments)?;
    Cli::from_arg_matches_mut(&mut matches).map_err(|error| error.format(&mut command))
}

fn answer(cli: &Cli) -> Result<ExitCode, Failure> {
    let Some(command) = &cli.command else {
        return explorer::start(&cli.folders, &cli.explore);
    };
    if cli.explore != ExploreArgs::default() {
        return Err(Failure::wrong(["flags and sessions stand behind the subcommand: `costtui quote --users 12k`"]));
    }
    let catalog = match command {
        // Their folder may not be there yet.
        Command::Import(_) | Command::New(_) => Catalog::default(),
        _ => explorer::carried(&cli.folders, &command.sessions(), cli.folders.catalog.load()?)?,
    };
    match command {
        Command::Import(args) => import::import(&cli.folders, args),
        Command::New(args) => own::new(&cli.folders, args),
        Command::Quote { scenario: flags, gates, format } => {
            let goals = gates.goals(&catalog);
            let scenario = chosen(&cli.folders, flags, &catalog)
                .map_err(|failure| failure.also(goals.as_ref().err().into_iter().flatten()))?;
            let goals = goals.map_err(Failure::wrong)?;
            if let Some(plan) = engine::plan_of(&catalog, &scenario) {
                gate::hold(&catalog, plan, &scenario, &goals)?;
            }
            let quote = engine::quote(&catalog, &scenario);
            idle::notes(&catalog, &scenario, &flags.overrides, &quote).iter().for_each(|note| outcome::note(note));
            say(&report::write_within(*format, columns(), &catalog, &scenario, &quote))
        }
        Command::Compare(args) => compare::compare(&cli.folders, args, &catalog),
        Command::Sweep(args) => along::sweep(&cli.folders, args, &catalog),
        Command::Seek(args) => along::seek(&cli.folders, args, &catalog),
        Command::Levers(asked) => questions::levers(&cli.folders, asked, &catalog),
        Command::Rules(asked) => questions::rules(&cli.folders, asked, &catalog),
        Command::Calculate(args) => questions::calculate(&cli.folders, args, &catalog),
        Command::Roadmap(args) => questions::roadmap(&cli.folders, args, &catalog),
        Command::Notes(args) => questions::notes(&cli.folders, args, &catalog),
        Command::Cards(args) => questions::cards(&cli.folders, args, &catalog),
        Command::Sensitivity(args) => sensitivity::sensitivity(&cli.folders, args, &catalog),
        Command::Optimise(args) => optimise::optimise(&cli.folders, args, &catalog),
        Command::Forecast(args) => forecast::forecast(&cli.folders, args, &catalog),
        Command::Simulate(args) => simulate::simulate(&cli.folders, args, &catalog),
        Command::Export(args) => export::export(&cli.folders, args, &catalog),
        Command::Calibrate(args) => calibrate::calibrate(&cli.folders, args, &catalog),
        Command::Bill(args) => bill::bill(args, &catalog),
        Command::Audit(args) => questions::audit(args, &catalog),
        Command::Plans { format } => say(&plans::write(*format, &catalog)),
        Command::Check => say(&catalog::sound(&catalog)),
    }
}

/// The scenario that a session, if one is named, and the flags over it make.
pub fn chosen(folders: &Folders, args: &ScenarioArgs, catalog: &Catalog) -> Result<Scenario, Failure> {
    let base = args.session.as_deref().map(|session| explorer::scenario_of(folders, session, catalog)).transpose()?;
    args.scenario(catalog, base).map_err(Failure::wrong)
}

/// The names of the subcommands, for hints.
fn subcommands() -> Vec<String> {
    Cli::command().get_subcommands().map(|sub| sub.get_name().to_owned()).collect()
}

/// `120x36`, within what a terminal can be.
fn size(text: &str) -> Result<(u16, u16), String> {
    let parts = text.split_once('x').and_then(|(w, h)| Some((w.parse().ok()?, h.parse().ok()?)));
    let fits = |&(w, h): &(u16, u16)| (1..=1000).contains(&w) && (1..=500).contains(&h);
    parts.filter(fits).ok_or_else(|| "expected WIDTHxHEIGHT, such as 120x36, up to 1000x500".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_line_is_sound() {
        Cli::command().debug_assert();
    }

    #[test]
    fn a_size_is_a_width_and_a_height() {
        assert_eq!(size("120x36"), Ok((120, 36)));
        for wrong in ["", "120", "0x36", "x", "120x36x1", "65535x65535", "-1x5"] {
            assert!(size(wrong).is_err(), "{wrong:?}");
        }
    }
}

//! The subcommand `forecast`: months ahead, and gates over all of them.

use super::gate::{self, GateArgs};
use super::questions::{Asked, scenario};
use super::{Failure, Folders, say_sheets};
use crate::amount::{Decimal, entry};
use crate::catalog::{Catalog, Goal, Plan};
use crate::engine;
use crate::explore::forecast::{self, Ahead, Forecast, Growth, MOST_MONTHS};
use crate::report;
use crate::scenario::Scenario;
use crate::text::clean;
use clap::Args;
use std::process::ExitCode;

/// The flag whose figures are shares.
const GROWTH: &str = "growth";

/// What `forecast` takes.
#[derive(Args, Debug)]
pub struct ForecastArgs {
    #[command(flatten)]
    pub(super) asked: Asked,
    /// Months to look ahead, 1 to 120
    #[arg(long, value_name = "N", default_value = "24", allow_hyphen_values = true)]
    months: String,
    /// Growth of the users a month, or of each month from the first, such as 30%,20%,-5%; the last goes on
    #[arg(long, value_name = "SHARES", allow_hyphen_values = true)]
    growth: Option<String>,
    /// Users of each month from the first, such as 50k,60k,80k; the last stay
    #[arg(long, value_name = "COUNTS", allow_hyphen_values = true)]
    users_by_month: Option<String>,
    /// Roadmap of the plan that says which stage each month is in; users grow by the slider
    #[arg(long, value_name = "ID")]
    roadmap: Option<String>,
    /// Cash before the first month, such as 50k
    #[arg(long, value_name = "MONEY", allow_hyphen_values = true)]
    cash: Option<String>,
    /// What a month may cost, such as 5k
    #[arg(long, value_name = "MONEY", allow_hyphen_values = true)]
    budget: Option<String>,
    #[command(flatten)]
    gate: GateArgs,
}

/// The months ahead of a scenario.
pub(super) fn forecast(folders: &Folders, args: &ForecastArgs, catalog: &Catalog) -> Result<ExitCode, Failure> {
    let (ahead, mut faults) = args.ahead();
    let goals = args.gate.goals(catalog).unwrap_or_else(|wrong| {
        faults.extend(wrong);
        Vec::new()
    });
    let (scenario, plan) = match scenario(folders, &args.asked, catalog) {
        Ok(chosen) => chosen,
        Err(failure) => return Err(failure.also(faults)),
    };
    let found = match forecast::forecast(catalog, plan, &scenario, &ahead) {
        Ok(found) if faults.is_empty() => found,
        Ok(_) => return Err(Failure::wrong(faults)),
        Err(wrong) => return Err(Failure::wrong(faults.into_iter().chain(wrong.iter().map(ToString::to_string)))),
    };
    gated(catalog, plan, &scenario, &found, &goals)?;
    say_sheets(args.asked.format, &[report::forecast(catalog, plan, &scenario, &found)])
}

/// Fails where a goal is so in any month, with the first one and the figure of it; and where no month can tell the figure.
fn gated(catalog: &Catalog, plan: &Plan, scenario: &Scenario, found: &Forecast, goals: &[Goal]) -> Result<(), Failure> {
    let of_months = |goal: &Goal| {
        let values = found.months.iter().filter_map(|month| {
            let of_month = month.scenario(catalog, plan, scenario);
            Some((month.number, engine::metric(catalog, &of_month, &goal.metric)?))
        });
        values.collect::<Vec<(u32, Decimal)>>()
    };
    let told: Vec<(&Goal, Vec<(u32, Decimal)>)> = goals.iter().map(|goal| (goal, of_months(goal))).collect();
    gate::answered(catalog, told.iter().filter(|(_, values)| values.is_empty()).map(|(goal, _)| *goal))?;
    let fails = |(goal, values): &(&Goal, Vec<(u32, Decimal)>)| {
        if values.is_empty() {
            return gate::fails(catalog, plan, goal, None);
        }
        let mut words = values.iter().map(|(month, value)| (month, gate::fails(catalog, plan, goal, Some(*value))));
        words.find_map(|(month, words)| Some(format!("{} in month {month}", words?)))
    };
    let failed: Vec<String> = told.iter().filter_map(fails).collect();
    if failed.is_empty() { Ok(()) } else { Err(Failure::gate(failed)) }
}

impl ForecastArgs {
    /// What is asked, and what of it can't be read.
    fn ahead(&self) -> (Ahead, Vec<String>) {
        let mut faults = Vec::new();
        let mut money = |flag: &str, text: &Option<String>| {
            let read = text.as_ref().map(|text| entry(text, false)).transpose();
            read.unwrap_or_else(|bad| {
                faults.push(format!("--{flag}: {bad}"));
                None
            })
        };
        let (cash, budget) = (money("cash", &self.cash), money("budget", &self.budget));
        let months = self.months().unwrap_or_else(|fault| {
            faults.push(fault);
            Ahead::default().months
        });
        let (growth, wrong) = self.growth();
        faults.extend(wrong);
        faults.extend(self.conflict());
        (Ahead { months, growth, cash: cash.unwrap_or_default(), budget }, faults)
    }

    fn months(&self) -> Result<u32, String> {
        let whole = entry(&self.months, false).ok().filter(|months| months.fract().is_zero());
        let months = whole.and_then(|months| u32::try_from(months).ok());
        months.filter(|months| (1..=MOST_MONTHS).contains(months)).ok_or_else(|| {
            format!("--months: expected a whole number from 1 to {MOST_MONTHS}, not `{}`", clean(&self.months))
        })
    }

    /// How users grow, and what can't be read of it.
    fn growth(&self) -> (Growth, Vec<String>) {
        let mut faults = Vec::new();
        let mut growth = self.roadmap.clone().map_or(Growth::Rate, Growth::Roadmap);
        let mut read = |flag: &str, text: &Option<String>, of: fn(Vec<Decimal>) -> Growth| match text
            .as_ref()
            .map(|text| forecast::by_month(text, flag == GROWTH))
        {
            Some(Ok(figures)) => growth = of(figures),
            Some(Err(wrong)) => faults.extend(wrong.into_iter().map(|fault| format!("--{flag}: {fault}"))),
            None => {}
        };
        read(GROWTH, &self.growth, Growth::Each);
        read("users-by-month", &self.users_by_month, Growth::Users);
        (growth, faults)
    }

    /// What is said when growth is given twice.
    fn conflict(&self) -> Option<String> {
        let set = self.asked.scenario.sliders.iter().any(|text| text.starts_with("growth="));
        let (growth, users, roadmap) = (self.growth.is_some(), self.users_by_month.is_some(), self.roadmap.is_some());
        let given = [
            (growth, "--growth"),
            (users, "--users-by-month"),
            (roadmap, "--roadmap"),
            (set && (growth || users), "--set growth"),
        ];
        let given: Vec<&str> = given.into_iter().filter_map(|(is, flag)| is.then_some(flag)).collect();
        let hint = if roadmap { "; on a roadmap users grow by the slider: --set growth=30%" } else { "" };
        (given.len() > 1).then(|| format!("{} say twice how users grow: give one{hint}", given.join(" and ")))
    }
}

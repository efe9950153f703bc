//! The subcommand that holds a bill against a plan, and takes what it asks into a session.

use super::bill::read;
use super::questions::{Asked, scenario, too_large};
use super::{Failure, Folders, explorer, say_sheets};
use crate::amount::{self, Decimal, Number};
use crate::catalog::Catalog;
use crate::date::Date;
use crate::engine;
use crate::explore::calibrate::{self, Calibration};
use crate::import::bill::{Bill, Cost};
use crate::report;
use crate::run::today;
use crate::session::Session;
use crate::session::store::{self, SaveError};
use crate::text::{clean, shown};
use clap::Args;
use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;
use std::process::ExitCode;

/// What `calibrate` takes. Its --users may give those of months, such as 2026-03=40k,2026-04=46k.
#[derive(Args, Debug)]
#[command(
    after_help = "--users takes the users of months too: --users 2026-03=40k,2026-04=46k,2026-05=50k. The plan of a month \
is then priced for those, and from three months on it is told what of each category follows the users."
)]
pub struct CalibrateArgs {
    #[command(flatten)]
    pub(super) asked: Asked,
    /// Files of the bill, in the FOCUS format: CSV, CSV in gzip, or Parquet
    #[arg(long = "bill", required = true, num_args = 1.., value_name = "FILE")]
    bill: Vec<PathBuf>,
    /// Which cost is held against the plan: what was used (EffectiveCost), or what was invoiced (BilledCost)
    #[arg(long, value_enum, default_value_t)]
    cost: Cost,
    /// Month to hold against the plan, such as 2026-05; the latest complete one unless given
    #[arg(long, value_name = "MONTH")]
    month: Option<String>,
    /// Save the scenario with the factors as a session of this name
    #[arg(long, value_name = "NAME")]
    take: Option<String>,
}

/// The bill beside the plan.
pub(super) fn calibrate(folders: &Folders, args: &CalibrateArgs, catalog: &Catalog) -> Result<ExitCode, Failure> {
    let mut asked = calibrate::Asked::default();
    let mut flags = Asked { scenario: args.asked.scenario.clone(), format: args.asked.format };
    let mut wrong = Vec::new();
    if let Some(users) = flags.scenario.users.take_if(|users| users.contains('=')) {
        users_of(&users, catalog).map_or_else(|bad| wrong.extend(bad), |users| asked.users = users);
    }
    match args.month.as_deref().map(month).transpose() {
        Ok(month) => asked.month = month,
        Err(bad) => wrong.push(format!("--month: {bad}")),
    }
    let path = args.take.as_deref().map(|name| free(folders, name)).transpose();
    let path = path.map_err(|bad| wrong.push(bad)).ok().flatten();
    let (scenario, plan) = scenario(folders, &flags, catalog).map_err(|failure| failure.also(&wrong))?;
    if !wrong.is_empty() {
        return Err(Failure::wrong(wrong));
    }
    let bill = read(&args.bill, args.cost, catalog)?;
    let held = calibrate::calibrate(catalog, plan, &scenario, &bill, &asked);
    let held = held.map_err(|why| Failure::wrong([why.to_string()]))?;
    let title = report::cards::title(catalog, &scenario, &engine::quote(catalog, &held.scenario));
    let taken = match (&args.take, path) {
        (Some(name), Some(path)) => Some(take(folders, &flags, name, path, catalog, (&held, &bill))?),
        _ => None,
    };
    let answer = report::calibrate::calibrate(&held, &bill, taken.as_deref(), title).map_err(too_large)?;
    say_sheets(args.asked.format, &[answer])
}

/// `2026-05`.
fn month(text: &str) -> Result<Date, String> {
    let month: Option<Date> = text.trim().parse().ok();
    let month = month.filter(|month| month.month_days().is_some());
    month.ok_or_else(|| format!("expected a month such as 2026-05, not {}", clean(text)))
}

/// `2026-03=40k,2026-04=46k`, or all that is wrong with it.
fn users_of(text: &str, catalog: &Catalog) -> Result<BTreeMap<Date, Decimal>, Vec<String>> {
    let most = catalog.slider("users").map_or(Decimal::MAX, |slider| slider.max);
    let one = |part: &str| {
        let form = || format!("expected MONTH=USERS, such as 2026-03=40k,2026-04=46k, not {}", clean(part));
        let (of, users) = part.split_once('=').ok_or_else(form)?;
        let users = amount::entry(users, false).map_err(|bad| bad.to_string())?;
        if users <= Decimal::ZERO || users > most || users != users.down() {
            return Err(format!("expected a whole number of users from 1 on, not {}", clean(part)));
        }
        Ok((month(of)?, users))
    };
    let (mut all, mut wrong) = (BTreeMap::new(), Vec::new());
    for part in text.split(',') {
        match one(part.trim()) {
            Ok((month, users)) => {
                let twice = all.insert(month, users).is_some();
                wrong.extend(twice.then(|| format!("--users: {month} is there twice")));
            }
            Err(bad) => wrong.push(format!("--users: {bad}")),
        }
    }
    if wrong.is_empty() { Ok(all) } else { Err(wrong) }
}

/// Where a session of this name goes; one that is there already stays.
fn free(folders: &Folders, name: &str) -> Result<PathBuf, String> {
    let path = store::path_of(&store::folder(folders.saves.clone()), name);
    let path = path.ok_or_else(|| "--take: expected a name with a letter or a digit in it".to_owned())?;
    match fs::symlink_metadata(&path) {
        Ok(_) => Err(format!("--take: there is a session at {}; give it another name", shown(&path))),
        Err(_) => Ok(path),
    }
}

/// Saves the session with the factors as its newest change, compared with what it was; answers its name and place.
fn take(
    folders: &Folders,
    flags: &Asked,
    name: &str,
    path: PathBuf,
    catalog: &Catalog,
    (held, bill): (&Calibration, &Bill),
) -> Result<String, Failure> {
    let before = crate::scenario::Scenario { factors: BTreeMap::new(), ..held.scenario.clone() };
    let mut session = match &flags.scenario.session {
        Some(named) => explorer::session_of(folders, named, catalog)?,
        None => Session::new(name, before.clone()),
    };
    (session.name, session.example, session.baseline) = (clean(name), false, before);
    session.change(|now| *now = held.scenario.clone());
    let files = bill.files.join(", ");
    let note = format!("Factors from the bill of {} ({}: {files}), taken {}.", held.month, bill.cost.column(), today());
    session.notes = if session.notes.is_empty() { note } else { format!("{}\n{note}", session.notes) };
    store::save(&path, &session.to_toml(), None, None).map_err(|error| match error {
        SaveError::Changed { .. } => Failure::busy(&error.to_string()),
        error => Failure::io(&error.to_string()),
    })?;
    Ok(format!("{} ({})", session.name, shown(&path)))
}

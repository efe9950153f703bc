//! The subcommand `sensitivity`: what moves a figure most.

use super::questions::{Asked, scenario};
use super::{Failure, Folders, say_sheets};
use crate::amount::{self, Decimal};
use crate::catalog::{Catalog, Metric};
use crate::engine;
use crate::explore::sensitivity::{Swing, sensitivity as swung};
use crate::report;
use crate::text::{clean, did_you_mean};
use clap::Args;
use std::process::ExitCode;

/// What `sensitivity` takes.
#[derive(Args, Debug)]
pub struct SensitivityArgs {
    #[command(flatten)]
    pub(super) asked: Asked,
    /// How far each slider is moved down and up
    #[arg(long, value_name = "SHARE", default_value = "20%", allow_hyphen_values = true)]
    by: String,
    /// Move sliders to the low and high end that the document prints, those alone that have them
    #[arg(long, conflicts_with = "by")]
    own: bool,
    /// The figure that is moved, such as margin_percent, cost_per_user or compute_cost
    #[arg(long, value_name = "METRIC", default_value = "cost")]
    figure: String,
    /// How many inputs to show, those that move it most; all unless given
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    top: Option<u32>,
}

/// What moves a figure most.
pub(super) fn sensitivity(folders: &Folders, args: &SensitivityArgs, catalog: &Catalog) -> Result<ExitCode, Failure> {
    let mut faults: Vec<String> = figure_fault(catalog, &args.figure).into_iter().collect();
    let by = by(&args.by).unwrap_or_else(|fault| {
        faults.push(fault);
        Decimal::ZERO
    });
    let (scenario, plan) = match scenario(folders, &args.asked, catalog) {
        Ok(chosen) if faults.is_empty() => chosen,
        Ok(_) => return Err(Failure::wrong(faults)),
        Err(failure) => return Err(failure.also(faults)),
    };
    let swing = Swing { by, own: args.own, metric: args.figure.clone() };
    let tornado = swung(catalog, plan, &scenario, &swing).map_err(|untold| Failure::wrong([untold.to_string()]))?;
    let title = report::cards::title(catalog, &scenario, &engine::quote(catalog, &scenario));
    let top = args.top.and_then(|top| usize::try_from(top).ok());
    let answer = report::sensitivity::sensitivity(catalog, plan, (&swing, &tornado), top, title);
    say_sheets(args.asked.format, &[answer])
}

/// A share that a slider can be moved by both ways.
fn by(text: &str) -> Result<Decimal, String> {
    let expected = "expected a share above 0% and up to 100%, such as 20%";
    let share = amount::share(text).map_err(|bad| format!("--by: {bad}"))?;
    let fits = share > Decimal::ZERO && share <= Decimal::ONE;
    if fits { Ok(share) } else { Err(format!("--by: {expected}, not {}", clean(text))) }
}

/// What is wrong with the name of a figure, with the nearest of those that can be moved.
fn figure_fault(catalog: &Catalog, name: &str) -> Option<String> {
    if catalog.metric(name).is_some() {
        return None;
    }
    let moved = |id: &String| !matches!(catalog.metric(id), Some(Metric::Asked(_) | Metric::NextStageRatio));
    let known: Vec<String> = catalog.metric_ids().into_iter().filter(moved).collect();
    let hint = did_you_mean(name, known.iter().map(String::as_str).collect::<Vec<_>>());
    Some(format!("--figure: `{}` is no figure of a quote{hint}", clean(name)))
}

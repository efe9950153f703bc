//! The subcommands that ask along sliders: where a figure is as wanted, and what comes of every value.

use super::questions::{Asked, scenario};
use super::{Failure, Folders, say_sheets};
use crate::amount::{self, Decimal};
use crate::catalog::{Catalog, Metric, Plan, Scale, SliderUnit};
use crate::engine;
use crate::explore::{heat, seek, sweep};
use crate::report;
use crate::scenario::Scenario;
use crate::text::{clean, did_you_mean};
use clap::Args;
use std::process::ExitCode;

/// What `seek` takes.
#[derive(Args, Debug)]
pub struct SeekArgs {
    #[command(flatten)]
    pub(super) asked: Asked,
    /// What is wanted, such as "margin_percent >= 80", "cost <= 1k" or "infra_percent > 20"
    #[arg(long, value_name = "FIGURE >= N")]
    goal: String,
    /// Slider to move; each of the plan by itself unless given
    #[arg(long, value_name = "SLIDER")]
    by: Option<String>,
}

/// What `sweep` takes.
#[derive(Args, Debug)]
pub struct SweepArgs {
    #[command(flatten)]
    pub(super) asked: Asked,
    /// Slider to move
    #[arg(long, value_name = "SLIDER", default_value = "users")]
    by: String,
    /// First value; that of the plan unless given
    #[arg(long, value_name = "VALUE", allow_hyphen_values = true)]
    from: Option<String>,
    /// Last value
    #[arg(long, value_name = "VALUE", allow_hyphen_values = true)]
    to: Option<String>,
    /// How many values between them, both among them; the ends of stages come on top
    #[arg(long, value_name = "COUNT", default_value = "20")]
    points: String,
    /// Whether values stand in equal ratios or equal differences; as the slider does unless given
    #[arg(long, value_enum)]
    spacing: Option<Spacing>,
    /// A second slider: a figure over both of them, and where that breaks even
    #[arg(long, value_name = "SLIDER")]
    and: Option<String>,
    /// First value of the second slider
    #[arg(long, value_name = "VALUE", requires = "and", allow_hyphen_values = true)]
    and_from: Option<String>,
    /// Last value of the second slider
    #[arg(long, value_name = "VALUE", requires = "and", allow_hyphen_values = true)]
    and_to: Option<String>,
    /// The figure over two sliders
    #[arg(long, value_name = "FIGURE", requires = "and", default_value = "margin")]
    figure: String,
}

/// How values are spread.
#[derive(Clone, Copy, Debug, clap::ValueEnum)]
enum Spacing {
    /// Equal ratios.
    Log,
    /// Equal differences.
    Linear,
}

/// The place of a slider, or the nearest right names.
fn slider(catalog: &Catalog, plan: &Plan, flag: &str, id: &str) -> Result<usize, String> {
    let found = catalog.sliders.iter().position(|slider| slider.id == id);
    found.ok_or_else(|| {
        let known: Vec<&str> = catalog.sliders_of(plan).map(|slider| slider.id.as_str()).collect();
        format!("{flag}: `{}` is no slider{}", clean(id), did_you_mean(id, known))
    })
}

/// Where sliders make a figure as wanted.
pub(super) fn seek(folders: &Folders, args: &SeekArgs, catalog: &Catalog) -> Result<ExitCode, Failure> {
    let (scenario, plan) = scenario(folders, &args.asked, catalog)?;
    let goal = catalog.goal(&args.goal).map_err(|bad| format!("--goal {bad}"));
    let by = args.by.as_deref().map(|id| slider(catalog, plan, "--by", id)).transpose();
    let (goal, by) = match (goal, by) {
        (Ok(goal), Ok(by)) => (goal, by),
        (goal, by) => return Err(Failure::wrong(goal.err().into_iter().chain(by.err()))),
    };
    let sliders = by.map_or_else(|| seek::sliders(catalog, plan, &goal), |by| vec![by]);
    let sought: Result<Vec<_>, _> =
        sliders.into_iter().map(|slider| seek::seek(catalog, &scenario, &goal, slider)).collect();
    let sought = sought.map_err(|cannot| Failure::wrong([format!("--goal {cannot}")]))?;
    let title = report::cards::title(catalog, &scenario, &engine::quote(catalog, &scenario));
    say_sheets(args.asked.format, &[report::seek::seek(catalog, plan, &goal, &sought, title)])
}

/// What comes of every value of a slider, or of two.
pub(super) fn sweep(folders: &Folders, args: &SweepArgs, catalog: &Catalog) -> Result<ExitCode, Failure> {
    let (scenario, plan) = scenario(folders, &args.asked, catalog)?;
    let road = Asking { catalog, plan, scenario: &scenario };
    let points = points(&args.points);
    let across = points.clone().and_then(|points| road.along("--by", &args.by, (&args.from, &args.to), points));
    let and = args.and.as_ref();
    let up = and.map(|and| road.along("--and", and, (&args.and_from, &args.and_to), points.clone().unwrap_or(2)));
    let (mut across, up) = match (across, up.transpose()) {
        (Ok(across), Ok(up)) => (across, up),
        (across, up) => return Err(Failure::wrong(across.err().into_iter().chain(up.err()))),
    };
    across.spacing = match args.spacing {
        None => across.spacing,
        Some(Spacing::Log) => Scale::Log,
        Some(Spacing::Linear) => Scale::Linear,
    };
    let quote = engine::quote(catalog, &scenario);
    let Some(up) = up else {
        let title = report::title(catalog, &scenario, &quote);
        let users = scenario.value(catalog, &catalog.sliders[catalog.driver_index("users").unwrap_or_default()]);
        let swept =
            sweep::sweep(catalog, &scenario, &across).ok_or_else(|| Failure::wrong(["the catalog has no plan"]))?;
        return say_sheets(args.asked.format, &[report::sweep::sweep(catalog, plan, &swept, users, title)]);
    };
    let metric = road.metric(&args.figure).map_err(|bad| Failure::wrong([bad]))?;
    if up.slider == across.slider {
        return Err(Failure::wrong(["--and: expected another slider than --by"]));
    }
    if across.points.saturating_mul(up.points) > heat::MOST_CELLS {
        return Err(Failure::wrong([format!("--points: at most {} cells over two sliders", heat::MOST_CELLS)]));
    }
    let map = heat::heat_map(catalog, &scenario, metric, (&across, &up), |_| true).unwrap_or_default();
    let title = report::title(catalog, &scenario, &quote);
    let of = (args.figure.as_str(), across.slider, up.slider);
    say_sheets(args.asked.format, &[report::heat::heat(catalog, plan, &map, of, title)])
}

fn points(text: &str) -> Result<usize, String> {
    use rust_decimal::prelude::ToPrimitive;
    let count = amount::entry(text, false).ok().filter(|count| count.is_integer()).and_then(|count| count.to_usize());
    let most = sweep::MOST_POINTS;
    count.filter(|count| (2..=most).contains(count)).ok_or_else(|| {
        format!("--points: expected 2 to {}, not {}", amount::grouped(Decimal::from(most), 0), clean(text))
    })
}

/// What sliders are asked of.
struct Asking<'a> {
    catalog: &'a Catalog,
    plan: &'a Plan,
    scenario: &'a Scenario,
}

impl<'a> Asking<'a> {
    fn along(
        &self,
        flag: &str,
        id: &str,
        (from, to): (&Option<String>, &Option<String>),
        points: usize,
    ) -> Result<sweep::Along, String> {
        let slider = slider(self.catalog, self.plan, flag, id)?;
        let whole = sweep::Along::of(self.catalog, self.plan, self.scenario, slider, points);
        let value = |text: &Option<String>, usual: Decimal| match text {
            None => Ok(usual),
            Some(text) => self.value(slider, text),
        };
        let (from, to) = (value(from, whole.from)?, value(to, whole.to)?);
        let shown = |value| self.catalog.sliders[slider].show(value);
        if from >= to {
            return Err(format!("{flag} {id}: expected to go up, not from {} to {}", shown(from), shown(to)));
        }
        Ok(sweep::Along { from, to, ..whole })
    }

    /// A value of a slider as it is typed, between its ends.
    fn value(&self, slider: usize, text: &str) -> Result<Decimal, String> {
        let of = &self.catalog.sliders[slider];
        let value = amount::entry(text, of.unit == SliderUnit::Share).map_err(|bad| format!("{}: {bad}", of.id))?;
        if !(of.min..=of.max).contains(&value) {
            return Err(format!("{}: expected {} to {}, not {}", of.id, of.show(of.min), of.show(of.max), clean(text)));
        }
        Ok(of.clamp(value))
    }

    fn metric(&self, id: &str) -> Result<Metric<'a>, String> {
        let known = self.catalog.metric_ids();
        let metric = self.catalog.metric(id).ok_or_else(|| {
            let hint = did_you_mean(id, known.iter().map(String::as_str));
            format!("--figure: `{}` is no figure of a quote{hint}", clean(id))
        })?;
        seek::can_seek(self.catalog, id).map_err(|cannot| format!("--figure: {cannot}"))?;
        Ok(metric)
    }
}

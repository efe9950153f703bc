//! The subcommand `optimise`: the cheapest levers that are allowed.

use super::questions::{Asked, scenario, too_large};
use super::{Failure, Folders, say_sheets};
use crate::amount::{self, Decimal};
use crate::catalog::{Catalog, Effect, Lever, Plan};
use crate::engine;
use crate::explore::optimise::{Allowed, optimise as cheapest};
use crate::report;
use crate::text::{clean, did_you_mean};
use clap::Args;
use std::process::ExitCode;

/// What `optimise` takes.
#[derive(Args, Debug)]
pub struct OptimiseArgs {
    #[command(flatten)]
    pub(super) asked: Asked,
    /// The most that a lever may be on for, such as spot=60%; may be repeated. One that acts on a part which you alone know
    /// is used only with it
    #[arg(long = "allow", value_name = "ID=SHARE")]
    allow: Vec<String>,
    /// Lever that is not to be used; may be repeated
    #[arg(long = "without", value_name = "ID")]
    without: Vec<String>,
    /// Look at every list card, region and way to buy too
    #[arg(long)]
    cards: bool,
}

/// The cheapest levers that are allowed.
pub(super) fn optimise(folders: &Folders, args: &OptimiseArgs, catalog: &Catalog) -> Result<ExitCode, Failure> {
    let (scenario, plan) = scenario(folders, &args.asked, catalog).map_err(|failure| {
        let named = args.asked.scenario.plan.as_deref().and_then(|id| catalog.plan(id));
        failure.also(named.and_then(|plan| allowed(plan, args).err()).unwrap_or_default())
    })?;
    let allowed = allowed(plan, args).map_err(Failure::wrong)?;
    let optimum = cheapest(catalog, plan, &scenario, &allowed).map_err(too_large)?;
    let title = report::cards::title(catalog, &scenario, &engine::quote(catalog, &scenario));
    say_sheets(args.asked.format, &[report::optimise::optimise(plan, &optimum, title)])
}

/// What may be done, or everything that is wrong with it.
fn allowed(plan: &Plan, args: &OptimiseArgs) -> Result<Allowed, Vec<String>> {
    let mut allowed = Allowed { cards: args.cards, ..Allowed::default() };
    let mut faults = Vec::new();
    let caps = args.allow.iter().map(|text| cap(plan, text));
    let forbidden = args.without.iter().map(|id| lever(plan, "--without", id).map(|lever| (lever, Decimal::ZERO)));
    for said in caps.chain(forbidden) {
        match said {
            Ok((lever, share))
                if allowed.shares.insert(lever.id.clone(), share).is_some_and(|other| other != share) =>
            {
                faults.push(format!("`{}` is given twice: name it once, in --allow or in --without", lever.id));
            }
            Ok(_) => {}
            Err(fault) => faults.push(fault),
        }
    }
    if faults.is_empty() { Ok(allowed) } else { Err(faults) }
}

/// A lever with the most that it may be on for: `spot=60%`.
fn cap<'c>(plan: &'c Plan, text: &str) -> Result<(&'c Lever, Decimal), String> {
    let Some((id, share)) = text.split_once('=') else {
        return Err(format!("--allow: expected ID=SHARE, such as {}=60%, not `{}`", first(plan), clean(text)));
    };
    let lever = lever(plan, "--allow", id)?;
    let share = amount::share(share).map_err(|bad| format!("--allow {}: {bad}", lever.id))?;
    let fits = (Decimal::ZERO..=Decimal::ONE).contains(&share);
    let expected = || {
        format!("--allow {}: expected a share up to 100%, such as 60%, not {}", lever.id, amount::percent_short(share))
    };
    fits.then_some((lever, share)).ok_or_else(expected)
}

/// The id of a lever, for an example.
fn first(plan: &Plan) -> &str {
    plan.levers.iter().find(|lever| usable(lever)).map_or("spot", |lever| &lever.id)
}

/// Whether a lever can take anything off a month.
fn usable(lever: &Lever) -> bool {
    !matches!(lever.effect, Effect::Claims(_) | Effect::Credit(_))
}

/// The lever of this id, where it can take anything off a month.
fn lever<'c>(plan: &'c Plan, flag: &str, id: &str) -> Result<&'c Lever, String> {
    let usables = plan.levers.iter().filter(|lever| usable(lever));
    match plan.levers.iter().find(|lever| lever.id == id) {
        Some(lever) if usable(lever) => Ok(lever),
        Some(lever) if matches!(lever.effect, Effect::Credit(_)) => {
            Err(format!("{flag}: `{}` is money given once: it shortens no month", lever.id))
        }
        Some(lever) => Err(format!("{flag}: `{}` is in the document's figures already", lever.id)),
        None => {
            let known: Vec<&str> = usables.map(|lever| lever.id.as_str()).collect();
            let none = known.is_empty();
            let hint = if none { "; there is no lever here".to_owned() } else { did_you_mean(id, known) };
            Err(format!("{flag}: `{}` is no lever of this plan{hint}", clean(id)))
        }
    }
}

//! The subcommand that takes an estimate in as a plan.

use super::bill::{self, BillArgs};
use super::own::{self, Own};
use super::{Failure, Folders, say};
use crate::amount;
use crate::catalog::Catalog;
use crate::explore::estimate as made;
use crate::import::own::{id_of, may_be_called, name_of, with};
use crate::import::{self, Choices, Estimate, ImportError, Rule};
use crate::report::{Format, import as report};
use crate::text::shown;
use clap::Args;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// What `import` takes.
#[derive(Args, Debug)]
pub struct ImportArgs {
    /// Estimate to take in: JSON of Infracost, JSON or CSV of the AWS Pricing Calculator, or a CSV with item and month;
    /// a bill is added up, as `bill` does
    file: PathBuf,
    /// Id of the plan that it becomes; made of the file's name unless given
    #[arg(long, value_name = "NAME")]
    name: Option<String>,
    /// Users that the estimate is for; what the users slider starts with unless given
    #[arg(long, value_name = "COUNT", allow_hyphen_values = true)]
    users: Option<String>,
    /// Share of the users who are there at once
    #[arg(long, value_name = "SHARE", allow_hyphen_values = true)]
    concurrency: Option<String>,
    /// What a line, a category or all that is like a pattern follows: users, concurrent_users, transfer_gb, another slider or
    /// driver, or nothing; may be repeated, the later counts
    #[arg(long = "follow", value_name = "LINE_OR_CATEGORY=WHAT")]
    follows: Vec<String>,
    #[command(flatten)]
    own: Own,
    /// Show what would be taken in, and write nothing
    #[arg(long)]
    dry_run: bool,
    /// How to write what was taken in
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

impl ImportArgs {
    /// Whether any flag says something of a plan.
    fn asks_for_a_plan(&self) -> bool {
        self.name.is_some() || self.users.is_some() || self.concurrency.is_some() || !self.follows.is_empty()
    }
}

const NO_PLAN: &str =
    "this is a bill, of which no plan is made: --name, --users, --concurrency and --follow are for estimates";

/// Takes the estimate in.
pub(super) fn import(folders: &Folders, args: &ImportArgs) -> Result<ExitCode, Failure> {
    let folder = args.own.folder(folders)?;
    let catalog = own::catalog(&folder)?;
    let mut estimate = match import::read(&args.file, &catalog) {
        Err(ImportError::Bill) if args.asks_for_a_plan() => return Err(Failure::wrong([NO_PLAN])),
        Err(ImportError::Bill) => return bill::bill(&BillArgs::of(&args.file, args.format), &catalog),
        read => read.map_err(|error| unread(&args.file, &error))?,
    };
    let choices = choices(args, &estimate, &catalog);
    let followed = follow(args, &mut estimate, &catalog);
    let choices = choices.map_err(|wrong| Failure::wrong(wrong).also(followed.as_ref().err().into_iter().flatten()))?;
    followed.map_err(Failure::wrong)?;
    if args.users.is_none() {
        let users = amount::plain(choices.users);
        estimate
            .remarks
            .push(format!("Taken as an estimate for {users} users, as nobody said for how many: --users does"));
    }
    // A dry run writes over nothing.
    may_be_called(&choices.id, &catalog, &folder, args.own.replace || args.dry_run).map_err(own::failed)?;
    let text = import::plan(&catalog, &estimate, &choices).map_err(Failure::wrong)?;
    agrees(&with(&text, &choices.id, &folder).map_err(own::failed)?, &estimate, &choices)?;
    let path = match args.dry_run {
        true => None,
        false => Some(import::own::write(&text, &choices.id, &folder, args.own.replace).map_err(own::failed)?),
    };
    let path = path.as_deref().map(shown);
    let next = next(folders, args, &choices, &folder);
    say(&report::write(args.format, &report::Taken { estimate: &estimate, choices: &choices, path, next }))
}

fn unread(file: &Path, error: &ImportError) -> Failure {
    let name = shown(file);
    match error {
        ImportError::Read(_) => Failure::io(&format!("{name}: {error}")),
        ImportError::Bill | ImportError::Unknown(_) => Failure::wrong([format!("{name}: {error}")]),
        ImportError::Wrong(refused) => Failure::shown(&refused.to_string()),
    }
}

/// What the flags say of the plan; else all that is wrong with them.
fn choices(args: &ImportArgs, estimate: &Estimate, catalog: &Catalog) -> Result<Choices, Vec<String>> {
    let stem = args.file.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
    let id = args
        .name
        .clone()
        .unwrap_or_else(|| Some(id_of(&stem)).filter(|id| !id.is_empty()).unwrap_or_else(|| id_of(&estimate.title)));
    let mut choices = Choices::of(&id, catalog);
    choices.name = if args.name.is_some() || estimate.title.is_empty() { name_of(&id) } else { estimate.title.clone() };
    let mut wrong = Vec::new();
    let mut read = |flag: &str, text: &Option<String>, as_share: bool| {
        let number = text.as_ref().map(|text| amount::entry(text, as_share)).transpose();
        number.unwrap_or_else(|bad| {
            wrong.push(format!("--{flag}: {bad}"));
            None
        })
    };
    let users = read("users", &args.users, false);
    choices.concurrency = read("concurrency", &args.concurrency, true);
    choices.users = users.unwrap_or(choices.users);
    if id.is_empty() {
        wrong.push("no name can be made of the file's: give one with --name".to_owned());
    }
    if wrong.is_empty() { Ok(choices) } else { Err(wrong) }
}

fn follow(args: &ImportArgs, estimate: &mut Estimate, catalog: &Catalog) -> Result<(), Vec<String>> {
    let mut wrong = Vec::new();
    for text in &args.follows {
        let done = Rule::of(text, catalog).and_then(|rule| estimate.follow(&rule));
        wrong.extend(done.err().map(|bad| format!("--follow: {bad}")));
    }
    if wrong.is_empty() { Ok(()) } else { Err(wrong) }
}

/// Holds what the plan costs against what the estimate does: a plan that says anything else is not written.
fn agrees(catalog: &Catalog, estimate: &Estimate, choices: &Choices) -> Result<(), Failure> {
    let same = estimate.total().is_ok_and(|total| made::costs(catalog, &choices.id, total));
    same.then_some(()).ok_or_else(|| Failure::wrong([made::DIFFERS]))
}

/// Commands that go on from here.
fn next(folders: &Folders, args: &ImportArgs, choices: &Choices, folder: &Path) -> Vec<(String, &'static str)> {
    if args.dry_run {
        return vec![("the same without --dry-run".to_owned(), "the plan itself")];
    }
    let named = own::flag(folders, folder);
    let id = &choices.id;
    let ten = amount::plain(choices.users * amount::Decimal::TEN).replace(',', "");
    let users_slider = format!("costtui quote --plan {id} --users {ten}{named}");
    vec![
        (format!("costtui --plan {id}{named}"), "the plan in the explorer"),
        (users_slider, "what it costs at ten times the users"),
    ]
}

//! Plans in the user's own folder: the subcommand that begins one, and where they go.

use super::catalog::{CatalogArgs, of, there};
use super::{Failure, Folders, say};
use crate::catalog::Catalog;
use crate::import::own::{OwnError, TEMPLATE, may_be_called, name_of, renamed, text_of, with, write};
use crate::text::{clean, did_you_mean, shown, width};
use clap::Args;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Where a plan of one's own is written.
#[derive(Args, Debug)]
pub struct Own {
    /// Catalog folder to write into, in place of your own
    #[arg(long, value_name = "FOLDER")]
    to: Option<PathBuf>,
    /// Write over a plan of yours of the same id
    #[arg(long)]
    pub(super) replace: bool,
}

/// What `new` takes.
#[derive(Args, Debug)]
pub struct NewArgs {
    /// Id of the plan: lower-case letters, digits, - and _
    name: String,
    /// Plan to begin with, in place of a small one with comments; `costtui plans` lists them
    #[arg(long, value_name = "PLAN")]
    from: Option<String>,
    #[command(flatten)]
    own: Own,
}

impl Own {
    /// The folder that is named, or the user's own.
    pub(super) fn folder(&self, folders: &Folders) -> Result<PathBuf, Failure> {
        let own = || folders.catalog.place();
        let named = self.to.clone().filter(|folder| !folder.as_os_str().is_empty());
        named.or_else(own).ok_or_else(|| Failure::wrong(["there is no home folder: name a catalog folder with --to"]))
    }
}

/// The catalog with a folder of the user's over it, where there is anything in it yet.
pub(super) fn catalog(folder: &Path) -> Result<Catalog, Failure> {
    of(Some(folder).filter(|folder| there(folder)))
}

/// The flag that commands need to find a plan in this folder: none where they look there anyway.
pub(super) fn flag(folders: &Folders, folder: &Path) -> String {
    let unnamed = CatalogArgs::default().place().as_deref() == Some(folder);
    let by_variable = std::env::var_os("COSTTUI_CATALOG").is_some_and(|named| named == folder.as_os_str());
    if by_variable || (unnamed && folders.catalog.folder.is_none()) {
        return String::new();
    }
    format!(" --catalog {}", typed(&folder.display().to_string()))
}

/// A path as a shell takes it.
fn typed(path: &str) -> String {
    let path = clean(path);
    let plain = path.chars().all(|sign| sign.is_alphanumeric() || matches!(sign, '/' | '.' | '-' | '_' | '~'));
    if plain { path } else { format!("'{}'", path.replace('\'', "'\\''")) }
}

/// Begins a plan.
pub(super) fn new(folders: &Folders, args: &NewArgs) -> Result<ExitCode, Failure> {
    let folder = args.own.folder(folders)?;
    let catalog = catalog(&folder)?;
    let id = &args.name;
    let from = begin(args, &catalog, &folder);
    let named = may_be_called(id, &catalog, &folder, args.own.replace).map_err(failed);
    let text = match (named, from) {
        (Ok(()), from) => from.map_err(|words| Failure::wrong([words]))?,
        (Err(failure), from) => return Err(failure.also(from.err())),
    };
    let first = !there(&folder);
    with(&text, id, &folder).map_err(failed)?;
    let path = write(&text, id, &folder, args.own.replace).map_err(failed)?;
    let flag = flag(folders, &folder);
    let mut out = format!("{} is written.\n", shown(&path));
    if let Some(from) = &args.from {
        out.push_str(&format!(
            "It has everything of the plan {from} but its notes, its calculators and the cards of that plan alone.\n"
        ));
    }
    if first {
        out.push_str("It is the first of this folder: what stands in it adds to what the program has.\n");
    }
    let open = format!("costtui --plan {id}{flag}");
    let check = format!("costtui check{flag}");
    let wide = width(&open).max(width(&check));
    out.push_str(&format!(
        "\n  {open:wide$}  opens it\n  {check:wide$}  says whether it is sound, after each change\n"
    ));
    say(&out)
}

/// The text that a plan begins with; else why there is none.
fn begin(args: &NewArgs, catalog: &Catalog, folder: &Path) -> Result<String, String> {
    let id = &args.name;
    let Some(from) = &args.from else {
        return renamed(TEMPLATE, id, &name_of(id)).ok_or_else(|| "the template is no plan".to_owned());
    };
    let ids = catalog.plans.iter().map(|plan| plan.id.as_str());
    let unknown = || match Path::new(from).is_file() {
        true => {
            let import = format!("costtui import {} --name {}", typed(from), typed(id));
            format!("--from: `{}` is a file, not a plan: `{import}` takes an estimate in", clean(from))
        }
        false => format!("--from: `{}` is no plan{}", clean(from), did_you_mean(from, ids)),
    };
    let own = Some(folder).filter(|folder| there(folder));
    let text = text_of(from, own).ok_or_else(unknown)?;
    renamed(&text, id, &name_of(id)).ok_or_else(|| format!("--from: `{}` can't be read", clean(from)))
}

/// Why a plan of one's own is not written, as the command ends with it.
pub(super) fn failed(error: OwnError) -> Failure {
    match &error {
        OwnError::Name(words) => Failure::wrong([words]),
        OwnError::Unsound(..) => Failure::shown(&error.to_string()),
        OwnError::Kept(_) => Failure::wrong([format!("{error}: --replace writes over it")]),
        OwnError::Read(..) | OwnError::Write(..) => Failure::io(&error.to_string()),
    }
}

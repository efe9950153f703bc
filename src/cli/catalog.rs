//! Which catalog the program runs on: the one in the binary, and a folder of the user's over it.

use super::Failure;
use crate::catalog::{self, Catalog, LoadError, Plan};
use crate::faults::Warnings;
use clap::Args;
use etcetera::BaseStrategy;
use std::path::{Path, PathBuf};

/// Where the user's own catalog is.
#[derive(Args, Clone, Debug, Default)]
pub struct CatalogArgs {
    /// Folder of your own plans and cards, over those in the program
    #[arg(long = "catalog", value_name = "DIR", global = true, env = "COSTTUI_CATALOG", hide_env_values = true)]
    #[arg(help_heading = "Folders")]
    pub folder: Option<PathBuf>,
}

impl CatalogArgs {
    /// The catalog, or everything wrong with it.
    pub fn load(&self) -> Result<Catalog, Failure> {
        of(self.chosen().as_deref())
    }

    /// The named folder; else the one in the user's configuration, if there is anything in it.
    pub fn chosen(&self) -> Option<PathBuf> {
        self.named().or_else(|| usual().filter(|folder| there(folder)))
    }

    /// Where the user's own catalog is, or would be.
    pub fn place(&self) -> Option<PathBuf> {
        self.named().or_else(usual)
    }

    fn named(&self) -> Option<PathBuf> {
        self.folder.clone().filter(|folder| !folder.as_os_str().is_empty())
    }
}

/// The folder in the user's configuration.
fn usual() -> Option<PathBuf> {
    Some(etcetera::choose_base_strategy().ok()?.config_dir().join("costtui").join("catalog"))
}

/// Whether a folder is there, with anything of a catalog in it.
pub(super) fn there(folder: &Path) -> bool {
    folder.is_dir() && catalog::holds_files(folder)
}

/// The catalog with a folder of the user's over it, or everything wrong with it.
pub(super) fn of(folder: Option<&Path>) -> Result<Catalog, Failure> {
    catalog::load(folder).map_err(|error| match error {
        LoadError::Read { .. } => Failure::io(&error.to_string()),
        LoadError::Wrong(faults) => Failure::faults(&faults),
    })
}

/// What is suspicious in a sound catalog, and what it holds, in one line.
pub(super) fn sound(catalog: &Catalog) -> String {
    let lines = catalog.plans.iter().map(|plan| plan.lines().count()).sum();
    let of_plans = |count: fn(&Plan) -> usize| catalog.plans.iter().map(count).sum();
    let counts = [
        (catalog.plans.len(), "plan"),
        (lines, "line"),
        (of_plans(|plan| plan.levers.len()), "lever"),
        (of_plans(|plan| plan.rules.len()), "rule"),
        (catalog.notes.iter().map(|notes| notes.notes.len()).sum(), "note"),
        (catalog.notes.iter().map(|notes| notes.calculators.len()).sum(), "calculator"),
        (catalog.cards.len(), "card"),
        (catalog.sliders.len(), "slider"),
        (catalog.drivers.len(), "driver"),
        (catalog.meters.len(), "meter"),
    ];
    let warned = (catalog.warnings.len(), "warning");
    let counts = counts.into_iter().chain((warned.0 > 0).then_some(warned));
    let counted: Vec<String> = counts.map(|(n, word)| format!("{n} {word}{}", if n == 1 { "" } else { "s" })).collect();
    format!("{}the catalog is sound: {}\n", Warnings(&catalog.warnings), counted.join(", "))
}

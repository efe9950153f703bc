//! Files of the user's own: what each holds, and those that a session carries, so that it costs the same elsewhere.

use super::{Catalog, embedded, parse};
use crate::faults::{Faults, Source};
use crate::text::clean;
use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

/// What a file of a catalog holds, by its id.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Holds {
    /// A plan.
    Plan(String),
    /// What stands beside a plan.
    Notes(String),
    /// A card.
    Card(String),
    /// Sliders, drivers, meters, categories, currencies and prices of one's own.
    Words,
}

/// A file that was read over those of the program.
#[derive(Clone, Debug)]
pub struct OwnFile {
    pub(super) source: Arc<Source>,
    pub(super) holds: Holds,
    /// Whether a session carries it.
    pub(super) carried: bool,
}

/// A file of a catalog that travels with a session.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Carried {
    /// Its name in the folder of a catalog, such as `plans/my-plan.toml`.
    pub file: String,
    /// All of it.
    pub text: String,
}

impl Catalog {
    /// The user's own files that a quote of these plans on these cards needs: theirs, and whatever else prices.
    pub fn needed(&self, plans: &BTreeSet<&str>, cards: &BTreeSet<&str>) -> Vec<Carried> {
        let needed = |own: &&OwnFile| match &own.holds {
            Holds::Plan(id) | Holds::Notes(id) => plans.contains(id.as_str()),
            Holds::Card(id) => cards.contains(id.as_str()),
            Holds::Words => true,
        };
        let mut files: Vec<Carried> = Vec::new();
        for own in self.own.iter().filter(needed) {
            let carried = Carried { file: own.file(), text: own.source.text.clone() };
            // What was carried here already stands over the folder's.
            files.retain(|before| before.file != carried.file);
            files.push(carried);
        }
        files
    }

    /// The file of a session that holds a plan or a card of this id; none where that is the program's or the user's.
    pub fn carried_by(&self, id: &str) -> Option<String> {
        let holds = |own: &&OwnFile| match &own.holds {
            Holds::Plan(held) | Holds::Card(held) => held == id,
            Holds::Notes(_) | Holds::Words => false,
        };
        self.own.iter().filter(|own| own.carried).find(holds).map(OwnFile::file)
    }

    /// What is carried here, by the names of the files.
    pub fn carried(&self) -> Vec<String> {
        self.own.iter().filter(|own| own.carried).map(OwnFile::file).collect()
    }

    /// Whether another was read from the same files of the user's and of a session.
    pub fn same_files(&self, other: &Catalog) -> bool {
        let files = |of: &Catalog| -> Vec<(String, String)> {
            of.own.iter().map(|own| (own.file(), own.source.text.clone())).collect()
        };
        files(self) == files(other)
    }

    /// Whether what is carried here is this.
    pub fn carries(&self, files: &[Carried]) -> bool {
        let carried = self.own.iter().filter(|own| own.carried);
        carried.map(|own| (own.file(), &own.source.text)).eq(files.iter().map(|file| (file.file.clone(), &file.text)))
    }

    /// The same catalog with the files of a session over it, in place of those of another; or what is wrong with them.
    pub fn carrying(&self, files: &[Carried]) -> Result<Catalog, Faults> {
        let own = self.own.iter().filter(|own| !own.carried).map(|own| (*own.source).clone());
        let carried = files.iter().map(|file| Source { name: file.file.clone(), text: file.text.clone() });
        let mut catalog = parse(&[embedded(), own.collect(), carried.collect()])?;
        let begins = catalog.own.len() - files.len();
        catalog.own[begins..].iter_mut().for_each(|own| own.carried = true);
        Ok(catalog)
    }
}

impl OwnFile {
    /// Its name in the folder of its catalog: where that folder is concerns nobody else.
    fn file(&self) -> String {
        let path = Path::new(&self.source.name);
        let name = path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
        let folder = path.parent().and_then(Path::file_name).map(|folder| folder.to_string_lossy().into_owned());
        match folder.filter(|folder| matches!(folder.as_str(), "plans" | "cards" | "notes")) {
            Some(folder) => clean(&format!("{folder}/{name}")),
            None => clean(&name),
        }
    }
}

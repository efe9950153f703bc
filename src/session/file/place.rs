//! Where in a session's file a name stands that leads nowhere.

use crate::faults::Place;
use crate::scenario::Unknown;
use crate::table::Leaf;
use std::collections::HashMap;

/// The choices of a scenario by their keys, and the first change of each line and at each stage.
pub(super) struct Places<'a> {
    leaves: HashMap<&'a str, &'a Leaf>,
    lines: HashMap<&'a str, &'a Leaf>,
    stages: HashMap<&'a str, &'a Leaf>,
}

impl<'a> Places<'a> {
    pub(super) fn of(leaves: &'a [Leaf]) -> Self {
        let mut places = Places { leaves: HashMap::new(), lines: HashMap::new(), stages: HashMap::new() };
        for leaf in leaves {
            let key = leaf.key.text.as_str();
            places.leaves.entry(key).or_insert(leaf);
            // A changed line: `overrides.LINE.quantity`, or `overrides.STAGE/LINE.quantity`.
            let Some((changed, _)) = key.strip_prefix("overrides.").and_then(|key| key.rsplit_once('.')) else {
                continue;
            };
            let (stage, line) = changed.split_once('/').map_or((None, changed), |(stage, line)| (Some(stage), line));
            places.lines.entry(line).or_insert(leaf);
            stage.map(|stage| places.stages.entry(stage).or_insert(leaf));
        }
        places
    }

    /// Where a name stands that leads nowhere.
    pub(super) fn find(&self, unknown: &Unknown) -> Option<Place> {
        let name = unknown.name.as_str();
        let leaf = |key: &str| self.leaves.get(key);
        let of = |group: &str| leaf(&format!("{group}.{name}"));
        let key = match unknown.what {
            "slider" => of("sliders").or_else(|| of("spreads")),
            "category" => of("factors"),
            "lever" => of("levers"),
            "metric" => of("answers"),
            "input" => of("inputs"),
            "line" | "line of this stage" => self.lines.get(name),
            "stage" if leaf("stage").is_none_or(|leaf| leaf.value.text != name) => self.stages.get(name),
            "add-on" => return leaf("addons").map(|leaf| leaf.value.place.clone()),
            other => return leaf(other).map(|leaf| leaf.value.place.clone()),
        };
        key.map(|leaf| leaf.key.place.clone())
    }
}

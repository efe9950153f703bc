//! Where in a session's file a name stands that leads nowhere.

use crate::faults::Place;
use crate::scenario::Unknown;
use crate::table::Leaf;

/// Where a name stands that leads nowhere.
pub(super) fn of(unknown: &Unknown, leaves: &[Leaf]) -> Option<Place> {
    let name = &unknown.name;
    let leaf = |key: &str| leaves.iter().find(|leaf| leaf.key.text == key);
    // A changed line: `overrides.LINE.quantity`, or `overrides.STAGE/LINE.quantity`.
    let changed = |is: &dyn Fn(Option<&str>, &str) -> bool| {
        let of = |leaf: &&Leaf| {
            let line = leaf.key.text.strip_prefix("overrides.").and_then(|key| key.rsplit_once('.'));
            let (stage, line) = line.map(|(key, _)| key.split_once('/').map_or((None, key), |(s, l)| (Some(s), l)))?;
            Some(is(stage, line))
        };
        leaves.iter().find(|leaf| of(leaf) == Some(true))
    };
    match unknown.what {
        "slider" => {
            let leaf = leaf(&format!("sliders.{name}")).or_else(|| leaf(&format!("spreads.{name}")));
            leaf.map(|leaf| leaf.key.place.clone())
        }
        "category" => leaf(&format!("factors.{name}")).map(|leaf| leaf.key.place.clone()),
        "lever" => leaf(&format!("levers.{name}")).map(|leaf| leaf.key.place.clone()),
        "metric" => leaf(&format!("answers.{name}")).map(|leaf| leaf.key.place.clone()),
        "input" => leaf(&format!("inputs.{name}")).map(|leaf| leaf.key.place.clone()),
        "line" | "line of this stage" => changed(&|_, line| line == name).map(|leaf| leaf.key.place.clone()),
        "stage" if leaf("stage").is_none_or(|leaf| leaf.value.text != *name) => {
            changed(&|stage, _| stage == Some(name.as_str())).map(|leaf| leaf.key.place.clone())
        }
        "add-on" => leaf("addons").map(|leaf| leaf.value.place.clone()),
        other => leaf(other).map(|leaf| leaf.value.place.clone()),
    }
}

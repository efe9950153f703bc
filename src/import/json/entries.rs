//! One level of a JSON object or list, borrowed from its text: the first of very many.

use crate::import::document::MOST;
use serde::Deserialize;
use serde::de::{Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;
use std::borrow::Cow;
use std::fmt;

/// The entries of an object, with their values as they stand in the text, and whether these are all.
pub(super) struct Entries<'a>(pub Vec<(Cow<'a, str>, &'a RawValue)>, pub bool);

/// The items of a list as they stand in the text, and whether these are all.
pub(super) struct Items<'a>(pub Vec<&'a RawValue>, pub bool);

#[derive(Deserialize)]
struct Key<'a>(#[serde(borrow)] Cow<'a, str>);

impl<'de: 'a, 'a> Deserialize<'de> for Entries<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Gather;
        impl<'de> Visitor<'de> for Gather {
            type Value = Entries<'de>;

            fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut entries = Vec::new();
                while entries.len() < MOST
                    && let Some((Key(key), value)) = map.next_entry::<Key<'de>, &'de RawValue>()?
                {
                    entries.push((key, value));
                }
                let mut all = true;
                while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {
                    all = false;
                }
                Ok(Entries(entries, all))
            }
        }
        deserializer.deserialize_map(Gather)
    }
}

impl<'de: 'a, 'a> Deserialize<'de> for Items<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Gather;
        impl<'de> Visitor<'de> for Gather {
            type Value = Items<'de>;

            fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
                f.write_str("a list")
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Self::Value, A::Error> {
                let mut items = Vec::new();
                while items.len() < MOST
                    && let Some(item) = list.next_element::<&'de RawValue>()?
                {
                    items.push(item);
                }
                let mut all = true;
                while list.next_element::<IgnoredAny>()?.is_some() {
                    all = false;
                }
                Ok(Items(items, all))
            }
        }
        deserializer.deserialize_seq(Gather)
    }
}

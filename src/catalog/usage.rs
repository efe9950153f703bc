//! What a usage file of Infracost calls the thing that a meter or a driver counts.

use crate::amount::Decimal;
use crate::table::Table;

/// Attributes of resource types, and what one unit is in them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Usage {
    /// Each as its parts: resource type, attribute, and attributes inside of it.
    pub attributes: Vec<Vec<String>>,
    /// How many of theirs one of ours is a month; where it is not 1, theirs are whole.
    pub times: Decimal,
}

impl Usage {
    /// Reads `infracost` and `infracost_times`; none where neither is there.
    pub(super) fn read(table: &Table) -> Option<Self> {
        let names = table.texts("infracost");
        let times = table.decimal("infracost_times");
        if let Some(place) =
            table.place_of("infracost_times").filter(|_| names.is_empty() || times == Some(Decimal::ZERO))
        {
            let label = "expected a number above 0, beside `infracost`";
            table.fault(place, "`infracost_times` counts nothing", label);
        }
        for named in names.iter().filter(|named| !is_attribute(&named.text)) {
            let label = "expected a resource type and its attribute, such as \"aws_s3_bucket.standard.storage_gb\"";
            table.fault(named.place.clone(), format!("`{}` is no usage of a resource", named.text), label);
        }
        let attributes = names.iter().map(|named| named.text.split('.').map(str::to_owned).collect()).collect();
        (!names.is_empty()).then(|| Usage { attributes, times: times.unwrap_or(Decimal::ONE) })
    }
}

/// Two or more words with a point between them.
fn is_attribute(text: &str) -> bool {
    let is_word = |word: &str| {
        word.starts_with(|c: char| c.is_ascii_lowercase())
            && word.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_')
    };
    text.contains('.') && text.split('.').all(is_word)
}

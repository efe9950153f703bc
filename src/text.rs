//! Text that is safe to show: nothing from a file can steer a terminal.

mod cells;
mod clean;
mod formula;
mod slip;

pub use cells::{cut, width, wrap};
pub use clean::{acts, clean, clean_prose, clean_source, is_plain};
pub use formula::{meant, neutral};
pub use slip::is_slip;

/// The text with its first letter large.
pub fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

/// The name of a file or folder as it can be shown.
pub fn shown(path: &std::path::Path) -> String {
    clean(&path.display().to_string())
}

/// `line 30`, `lines 30-32, 35`: where something stands in a document.
pub fn at_lines(lines: &str) -> String {
    let several = lines.contains(['-', ',']);
    format!("line{} {lines}", if several { "s" } else { "" })
}

/// A name that is longer is like no other: to compare two takes as long as both are long.
const LONGEST_NAME: usize = 64;

/// Right names that a wrong one is compared with.
const MOST_COMPARED: usize = 2_000;

/// Right names that are all told where none is near.
const MOST_TOLD: usize = 12;

/// The nearest right names to one that is not known, best first, at most three.
pub fn nearest<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> Vec<&'a str> {
    if name.len() > LONGEST_NAME {
        return Vec::new();
    }
    let name = name.to_lowercase();
    // One slip is near in a short name too, where it leaves little that is alike: `asw`.
    let long = name.chars().count();
    let slip =
        |other: &str| long > 2 && other.chars().count().abs_diff(long) <= 1 && strsim::osa_distance(&name, other) == 1;
    let score = |other: &str| strsim::jaro_winkler(&name, other).max(if slip(other) { 0.7 } else { 0.0 });
    let mut scored: Vec<(f64, &str)> = known
        .into_iter()
        .take(MOST_COMPARED)
        .filter(|candidate| candidate.len() <= LONGEST_NAME)
        .map(|candidate| (score(&candidate.to_lowercase()), candidate))
        .filter(|(score, _)| *score >= 0.7)
        .collect();
    scored.sort_by(|a, b| b.0.total_cmp(&a.0));
    scored.dedup_by(|a, b| a.1 == b.1);
    scored.into_iter().take(3).map(|(_, candidate)| candidate).collect()
}

/// `; did you mean "x"?`, or all the known names where none is near and they are few.
pub fn did_you_mean<'a>(name: &str, known: impl IntoIterator<Item = &'a str> + Clone) -> String {
    let near = nearest(name, known.clone());
    let quoted = |names: &[&str]| names.iter().map(|n| format!("`{n}`")).collect::<Vec<_>>().join(" or ");
    if !near.is_empty() {
        return format!("; did you mean {}?", quoted(&near));
    }
    let mut all: Vec<&str> = Vec::new();
    for candidate in known {
        if !all.contains(&candidate) {
            all.push(candidate);
        }
        if all.len() > MOST_TOLD {
            return String::new();
        }
    }
    if all.is_empty() {
        return "; there is none here".to_owned();
    }
    format!("; known: {}", all.iter().map(|n| format!("`{n}`")).collect::<Vec<_>>().join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_name_is_offered() {
        assert_eq!(nearest("edunrve", ["edunerve", "barum-aws"]), ["edunerve"]);
        assert_eq!(nearest("asw", ["aws", "azure", "gcp"]), ["aws"]);
        assert_eq!(nearest("x", ["y", "z"]), [""; 0]);
    }

    #[test]
    fn a_slip_of_one_letter_is_near_whatever_it_does_to_the_length() {
        for slip in ["abx", "bc", "abcd", "bac", "acb", "äbc"] {
            assert_eq!(nearest("abc", [slip]), [slip], "{slip}");
        }
    }

    #[test]
    fn twelve_names_are_told_and_of_more_none() {
        let names = ["a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l", "m"];
        let twelve = did_you_mean("xyz", names[..12].iter().chain(&names[..12]).copied());
        assert!(twelve.starts_with("; known: `a`") && twelve.ends_with("`l`"), "{twelve}");
        assert_eq!(did_you_mean("xyz", names), "");
    }
}

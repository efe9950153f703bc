//! Text that is safe to show: nothing from a file can steer a terminal.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// Whether a character would act instead of being seen: control codes, bidirectional overrides, invisible joiners.
pub fn acts(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

/// Longest text kept from a file; more than any screen shows.
const LONGEST: usize = 4096;

/// The text with everything that acts replaced by `�`, cut at 4,096 characters.
pub fn clean(text: &str) -> String {
    text.chars().take(LONGEST).map(|c| if acts(c) { '\u{fffd}' } else { c }).collect()
}

/// The same for prose of several lines, such as notes: line ends stay, a tab is a space, and nothing is cut.
pub fn clean_prose(text: &str) -> String {
    let shown = |c| match c {
        '\n' => '\n',
        '\t' => ' ',
        c if acts(c) => '\u{fffd}',
        c => c,
    };
    text.replace("\r\n", "\n").chars().map(shown).collect()
}

/// The same for source excerpts: line ends stay, and every replacement has the bytes of what it replaces, so that
/// spans still point at the right place.
pub fn clean_source(text: &str) -> String {
    let stand_in = |c: char| match c.len_utf8() {
        1 => '?',
        2 => '\u{bf}',
        3 => '\u{fffd}',
        _ => '\u{1f6ab}',
    };
    text.chars().map(|c| if acts(c) && c != '\n' { stand_in(c) } else { c }).collect()
}

/// Cells the text takes on a terminal.
pub fn width(text: &str) -> usize {
    text.width()
}

/// The text in at most `cells` cells, cut with `…`.
pub fn cut(text: &str, cells: usize) -> String {
    if width(text) <= cells {
        return text.to_owned();
    }
    // Whole starts are measured: a sign and its variation selector are wider than the two by themselves.
    let starts: Vec<&str> = text.char_indices().take(LONGEST).map(|(at, _)| &text[..at]).collect();
    let fit = starts.partition_point(|start| width(start) < cells);
    let Some(mut last) = fit.checked_sub(1) else { return String::new() };
    if text[starts[last].len()..].chars().next().is_some_and(|c| c.width() == Some(0)) {
        last = last.saturating_sub(1); // a mark that does not fit takes its sign along
    }
    format!("{}…", starts[last])
}

/// The text broken at spaces into rows of at most `cells` cells; a longer word has a row of its own, and a figure keeps
/// its `%`.
pub fn wrap(text: &str, cells: usize) -> Vec<String> {
    let mut rows = vec![String::new()];
    let mut words: Vec<String> = Vec::new();
    for word in text.split(' ') {
        match words.last_mut() {
            Some(figure) if word.starts_with('%') => figure.push_str(&format!(" {word}")),
            _ => words.push(word.to_owned()),
        }
    }
    for word in &words {
        let row = rows.last_mut().expect("one row from the start");
        if !row.is_empty() && width(row) + 1 + width(word) > cells {
            rows.push(word.clone());
        } else {
            if !row.is_empty() {
                row.push(' ');
            }
            row.push_str(word);
        }
    }
    rows
}

/// The text with its first letter large.
pub fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

/// `line 30`, `lines 30-32, 35`: where something stands in a document.
pub fn at_lines(lines: &str) -> String {
    let several = lines.contains(['-', ',']);
    format!("line{} {lines}", if several { "s" } else { "" })
}

/// A name that is longer is like no other: to compare two takes as long as both are long.
const LONGEST_NAME: usize = 256;

/// The nearest right names to one that is not known, best first, at most three.
pub fn nearest<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> Vec<&'a str> {
    if name.len() > LONGEST_NAME {
        return Vec::new();
    }
    let name = name.to_lowercase();
    // One slip is near in a short name too, where it leaves little that is alike: `asw`.
    let slip = |other: &str| name.chars().count() > 2 && strsim::osa_distance(&name, other) == 1;
    let score = |other: &str| strsim::jaro_winkler(&name, other).max(if slip(other) { 0.7 } else { 0.0 });
    let mut scored: Vec<(f64, &str)> = known
        .into_iter()
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
    }
    if all.is_empty() {
        return "; there is none here".to_owned();
    }
    if all.len() > 12 {
        return String::new();
    }
    format!("; known: {}", all.iter().map(|n| format!("`{n}`")).collect::<Vec<_>>().join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_that_acts_is_left_and_cleaning_twice_changes_nothing() {
        for c in (0..=0x10ffff).filter_map(char::from_u32) {
            let once = clean(&format!("a{c}b"));
            assert!(!once.chars().any(acts), "U+{:04X} came through", c as u32);
            assert_eq!(clean(&once), once);
        }
    }

    #[test]
    fn prose_keeps_its_lines_and_its_length_and_nothing_that_acts() {
        let long = "x".repeat(10_000);
        let prose = clean_prose(&format!("one\r\ntwo\t\u{1b}[2J\n{long}"));
        assert_eq!(prose, format!("one\ntwo \u{fffd}[2J\n{long}"));
        assert_eq!(clean_prose(&prose), prose);
    }

    #[test]
    fn a_cleaned_source_keeps_its_bytes() {
        let source = "a\u{1b}[2J\u{9b}b\u{202e}c\n\u{e0041}";
        assert_eq!(clean_source(source).len(), source.len());
        assert!(!clean_source(source).contains('\u{1b}'));
    }

    #[test]
    fn a_cut_text_ends_in_dots_and_fits() {
        assert_eq!(cut("Kubernetes cluster", 10), "Kubernete…");
        assert_eq!(cut("日本語", 4), "日…");
        assert_eq!(cut("short", 10), "short");
        assert_eq!((cut("日本語", 1).as_str(), cut("日本語", 0).as_str()), ("…", ""));
    }

    #[test]
    fn a_cut_text_fits_where_signs_together_are_wider_than_each() {
        assert_eq!(cut("❤️❤️❤️❤️❤️", 4), "❤️…");
        for text in ["❤️❤️❤️❤️❤️", "1️⃣2️⃣3️⃣", "🇩🇪🇫🇷🇪🇸", "e\u{301}e\u{301}e\u{301}", "👍🏽👍🏽👍🏽", "a❤️日e\u{301}"]
        {
            for cells in 0..width(text) {
                let cut = cut(text, cells);
                assert!(width(&cut) <= cells, "{cut:?} takes {} of {cells}", width(&cut));
            }
        }
    }

    #[test]
    fn the_nearest_name_is_offered() {
        assert_eq!(nearest("edunrve", ["edunerve", "barum-aws"]), ["edunerve"]);
        assert_eq!(nearest("asw", ["aws", "azure", "gcp"]), ["aws"]);
        assert_eq!(nearest("x", ["y", "z"]), [""; 0]);
    }
}

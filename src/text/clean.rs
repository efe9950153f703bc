//! What of a text may be shown: nothing that acts or hides, and no more marks on a sign than are read.

use unicode_width::UnicodeWidthChar;

/// Whether a character would act instead of being seen, or could not be seen at all: control codes, bidirectional overrides,
/// invisible joiners, fillers and tags, and what is no character.
pub fn acts(c: char) -> bool {
    c.is_control() || (c > '\u{ac}' && (is_unseen(c) && !is_selector(c) || is_none(c)))
}

/// What Unicode has programs ignore that don't know it (`Default_Ignorable_Code_Point`), the ends of lines and paragraphs, the
/// marks of interlinear notes, and the controls that join hieroglyphs.
fn is_unseen(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}'..='\u{1160}' | '\u{17b4}'..='\u{17b5}'
        | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
        | '\u{3164}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}'
        | '\u{13430}'..='\u{1343f}' | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}')
}

/// The code points that never are a character: neither XML nor YAML may hold all of them.
fn is_none(c: char) -> bool {
    matches!(c, '\u{fdd0}'..='\u{fdef}') || u32::from(c) & 0xfffe == 0xfffe
}

/// What chooses among the forms of the sign before it, such as that of an emoji.
fn is_selector(c: char) -> bool {
    matches!(c, '\u{180b}'..='\u{180d}' | '\u{180f}' | '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}')
}

/// The most marks on a sign: no script writes more.
const MOST_MARKS: usize = 4;

/// Goes through a text, and says of each character whether it stays.
#[derive(Default)]
struct Reader {
    /// The marks on the last sign; none where there is nothing that could bear one: at the start of a line, and behind what
    /// does not stay.
    marks: Option<usize>,
}

impl Reader {
    fn stays(&mut self, c: char) -> bool {
        let has_width = c.width() != Some(0);
        self.marks = match self.marks {
            _ if acts(c) => None,
            _ if has_width => Some(0),
            Some(marks) if marks < MOST_MARKS && (marks == 0 || !is_selector(c)) => Some(marks + 1),
            _ => None,
        };
        self.marks.is_some()
    }

    /// The character, or what stands in for it.
    fn read(&mut self, c: char, stand_in: impl FnOnce(char) -> char) -> char {
        if self.stays(c) { c } else { stand_in(c) }
    }
}

/// Longest text kept from a file; more than any screen shows.
pub(super) const LONGEST: usize = 4096;

/// The text with `�` for each character that acts or hides and for each mark too many, cut at 4,096 characters.
pub fn clean(text: &str) -> String {
    if text.len() <= LONGEST && is_plain(text) {
        return text.to_owned();
    }
    let mut reader = Reader::default();
    text.chars().take(LONGEST).map(|c| reader.read(c, |_| '\u{fffd}')).collect()
}

/// The same for prose of several lines, such as notes: line ends stay, a tab is a space, and nothing is cut. What leaves the
/// program goes through it as a whole too.
pub fn clean_prose(text: &str) -> String {
    if text.split('\n').all(is_plain) {
        return text.to_owned();
    }
    let text = text.replace("\r\n", "\n").replace('\t', " ");
    let mut reader = Reader::default();
    text.chars().map(|c| reader.read(c, |c| if c == '\n' { c } else { '\u{fffd}' })).collect()
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
    let mut reader = Reader::default();
    text.chars().map(|c| reader.read(c, |c| if c == '\n' { c } else { stand_in(c) })).collect()
}

/// Whether a text is of letters, digits and signs of ASCII alone, as most are: nothing in it acts or hides.
pub fn is_plain(text: &str) -> bool {
    text.bytes().all(|byte| (b' '..=b'~').contains(&byte))
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
        let source = "a\u{1b}[2J\u{9b}b\u{202e}c\n\u{e0041}\u{301}";
        assert_eq!(clean_source(source), "a?[2J\u{bf}b\u{fffd}c\n\u{1f6ab}\u{bf}");
        assert_eq!(clean_source(source).len(), source.len());
    }

    #[test]
    fn a_sign_bears_four_marks_and_a_mark_needs_a_sign() {
        let cases = [
            ("e\u{301}\u{302}\u{303}\u{304}", "e\u{301}\u{302}\u{303}\u{304}"),
            ("e\u{301}\u{302}\u{303}\u{304}\u{305}\u{306}x", "e\u{301}\u{302}\u{303}\u{304}\u{fffd}\u{fffd}x"),
            ("\u{301}e", "\u{fffd}e"),
            ("a\u{200b}\u{301}", "a\u{fffd}\u{fffd}"),
            (" \u{301}", " \u{301}"),
        ];
        for (text, shown) in cases {
            assert_eq!(clean(text), shown, "{text:?}");
        }
        assert_eq!(clean_prose("a\n\u{301}"), "a\n\u{fffd}");
    }

    #[test]
    fn what_chooses_a_form_stands_behind_its_sign_alone() {
        let cases = [
            ("\u{fe0f}", "\u{fffd}"),
            ("❤\u{fe0f}", "❤\u{fe0f}"),
            ("❤\u{fe0f}\u{fe0f}", "❤\u{fe0f}\u{fffd}"),
            ("葛\u{e0100}", "葛\u{e0100}"),
            ("1\u{fe0f}\u{20e3}", "1\u{fe0f}\u{20e3}"),
        ];
        for (text, shown) in cases {
            assert_eq!(clean(text), shown, "{text:?}");
        }
    }

    #[test]
    fn names_of_any_script_and_emoji_stay_as_they_are() {
        for name in
            ["日本語", "العربية", "עִבְרִית", "हिन्दी", "ไทยแลนด์", "한국어", "각", "🇩🇪🇫🇷", "👍🏽", "❤️", "Ấn Độ", "A\u{a0}b"]
        {
            assert_eq!(clean(name), name);
        }
    }
}

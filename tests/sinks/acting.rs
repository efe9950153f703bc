//! What may not come out, by what Unicode says, and not by what the program thinks of it.

use std::ops::RangeInclusive;
use std::sync::LazyLock;
use unicode_width::UnicodeWidthChar;

/// The most marks that a sign may bear.
const MOST_MARKS: usize = 4;

/// Of each character whether it acts or hides wherever it stands: controls, `Default_Ignorable_Code_Point` of Unicode, what orders
/// or breaks text, and what is no character.
static ACTS: LazyLock<Vec<bool>> = LazyLock::new(|| {
    let lines = include_str!("unseen.txt").lines().map(|line| line.split('#').next().unwrap().trim());
    let ranges: Vec<_> = lines.filter(|line| !line.is_empty()).map(ends).collect();
    let acts = |c: u32| {
        let known = char::from_u32(c);
        let unseen = ranges.iter().any(|range| range.contains(&c)) && !known.is_some_and(is_selector);
        unseen || c & 0xfffe == 0xfffe || known.is_some_and(|c| c.is_control() && c != '\n')
    };
    (0..=0x10ffff).map(acts).collect()
});

fn ends(line: &str) -> RangeInclusive<u32> {
    let (from, to) = line.split_once("..").unwrap_or((line, line));
    u32::from_str_radix(from, 16).unwrap()..=u32::from_str_radix(to, 16).unwrap()
}

/// What chooses a form of the sign before it.
fn is_selector(c: char) -> bool {
    matches!(c, '\u{180b}'..='\u{180d}' | '\u{180f}' | '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}')
}

/// The first thing in a text that acts or hides, with what stands around it.
pub fn first(text: &str) -> Option<String> {
    let mut marks = 0;
    let mut before = '\n';
    for (at, c) in text.char_indices() {
        marks = if c.is_ascii() || c.width() != Some(0) { 0 } else { marks + 1 };
        let alone = is_selector(c) && (before == '\n' || before.width() == Some(0));
        if ACTS[c as usize] || alone || marks > MOST_MARKS {
            let around: String = text[..at].chars().rev().take(20).collect::<Vec<_>>().into_iter().rev().collect();
            return Some(format!("U+{:04X} behind {around:?}", u32::from(c)));
        }
        before = c;
    }
    None
}

/// Checks that nothing of a text acts.
#[track_caller]
pub fn assert_none(text: &str, what: &str) {
    if let Some(found) = first(text) {
        panic!("{what}: {found}");
    }
}

#[test]
fn what_acts_is_found_and_what_is_read_is_not() {
    for acting in ["\u{1b}", "\u{9b}", "\r", "\u{202e}", "\u{200b}", "\u{3164}", "\u{e0041}", "\u{fe0f}", "\u{ffff}"] {
        assert!(first(&format!("a\n{acting}")).is_some(), "{acting:?}");
    }
    assert!(first("e\u{301}\u{302}\u{303}\u{304}\u{305}").is_some());
    for fine in ["e\u{301}\u{302}\u{303}\u{304}", "❤\u{fe0f}", "a\nb", "日本語 العربية 🇩🇪", "\u{fffd}"]
    {
        assert_eq!(first(fine), None, "{fine:?}");
    }
}

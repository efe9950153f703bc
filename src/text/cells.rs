//! The cells that a text takes on a terminal, and texts that fit.
//!
//! A terminal goes from sign to sign, and so does the screen. Of a whole text `unicode-width` says less where a font would
//! join signs, such as an Arabic lam and alef: no terminal does.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// The signs of a text with their places, each with the marks that it bears. An emoji and its tone are one, and so are the two
/// letters of a flag.
fn signs(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let rest = &text[at..];
        let mut chars = rest.char_indices();
        let (_, first) = chars.next()?;
        let mut flag = is_flag(first);
        let ends = |(_, c): &(usize, char)| {
            let joins = c.width() == Some(0) || is_tone(*c) || (std::mem::take(&mut flag) && is_flag(*c));
            !joins
        };
        let end = chars.find(ends).map_or(rest.len(), |(end, _)| end);
        at += end;
        Some((at - end, &rest[..end]))
    })
}

/// A letter of those that make a flag in pairs.
fn is_flag(c: char) -> bool {
    matches!(c, '\u{1f1e6}'..='\u{1f1ff}')
}

/// A tone of skin.
fn is_tone(c: char) -> bool {
    matches!(c, '\u{1f3fb}'..='\u{1f3ff}')
}

/// Cells the text takes on a terminal.
pub fn width(text: &str) -> usize {
    if text.is_ascii() { text.len() } else { signs(text).map(|(_, sign)| sign.width()).sum() }
}

/// The text in at most `cells` cells, cut with `…`.
pub fn cut(text: &str, cells: usize) -> String {
    let (mut wide, mut kept) = (0, 0);
    for (at, sign) in signs(text) {
        wide += sign.width();
        if wide > cells {
            return if cells == 0 { String::new() } else { format!("{}…", &text[..kept]) };
        }
        if wide < cells {
            kept = at + sign.len();
        }
    }
    text.to_owned()
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

#[cfg(test)]
mod tests {
    use super::*;

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
    fn a_text_is_as_wide_as_its_signs() {
        let cases = [
            ("السلام", 6),
            ("日本語", 6),
            ("e\u{301}", 1),
            ("❤️", 2),
            ("👍🏽", 2),
            ("🇩🇪🇫🇷", 4),
            ("1️⃣", 2),
            ("각", 2),
            ("", 0),
        ];
        for (text, cells) in cases {
            assert_eq!(width(text), cells, "{text}");
            assert_eq!(cut(text, cells), text);
        }
    }

    #[test]
    fn a_flag_is_whole_or_left_out() {
        assert_eq!(["🇩🇪🇫🇷"; 4].map(|flags| cut(flags, 3)), ["🇩🇪…"; 4]);
        assert_eq!(cut("🇩🇪🇫🇷", 2), "…");
    }
}

//! The piece of a source around a caret.

use super::Place;
use crate::text::clean_source;
use std::ops::Range;

/// Columns of source kept around a caret.
const COLUMNS: usize = 96;

/// The line of the caret, cut around it where it is very long, and the span in that excerpt. A span may lie anywhere, amid a
/// character too: it is that of the characters that it touches the first bytes of.
pub(super) fn excerpt(place: &Place) -> (String, Range<usize>) {
    let text = &place.source.text;
    let start = floor_boundary(text, place.span.start);
    let from = floor_boundary(text, start.saturating_sub(COLUMNS / 2));
    let to = floor_boundary(text, start + COLUMNS);
    let before = text.get(from..start).unwrap_or_default();
    let behind = text.get(start..to).unwrap_or_default();
    let before = before.rsplit('\n').next().unwrap_or_default();
    let behind = behind.split(['\r', '\n']).next().unwrap_or_default();
    let end = floor_boundary(text, place.span.end.clamp(start, start + behind.len()));
    let begins = before.len();
    (clean_source(&format!("{before}{behind}")), begins..begins + (end - start))
}

/// The last place at or before a byte where a character begins, or the text ends.
pub(super) fn floor_boundary(text: &str, at: usize) -> usize {
    let at = at.min(text.len());
    (0..=at).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::faults::{Fault, Faults, Source};
    use std::sync::Arc;

    #[test]
    fn a_span_may_begin_and_end_at_any_byte() {
        let text = format!("ä = \"日本語\"\r\n{}é👍🏽\n\u{202e}x\n", "é".repeat(80));
        let source = Arc::new(Source { name: "x.toml".into(), text: text.clone() });
        let at = |span| Place { source: source.clone(), span };
        for start in 0..=text.len() + 3 {
            for end in [start, start + 1, start + 2, start + 5, text.len(), text.len() + 9, start.saturating_sub(1)] {
                let (shown, span) = excerpt(&at(start..end));
                assert!(shown.is_char_boundary(span.start) && shown.is_char_boundary(span.end), "{start}..{end}");
                assert!(shown.len() <= 2 * COLUMNS && !shown.contains('\n'), "{start}..{end}: {shown:?}");
            }
            let fault = Fault { title: "t".into(), label: "l".into(), place: at(start..start + 1) };
            let (line, column) = fault.place.line_column();
            let shown = Faults::from(fault).to_string();
            assert!(shown.contains(&format!("x.toml:{line}:{column}\n")), "{start}: {shown}");
            let before: &str = &text[..floor_boundary(&text, start)];
            let expected =
                (before.matches('\n').count() + 1, before.split('\n').next_back().unwrap().chars().count() + 1);
            assert_eq!((line, column), expected, "{start}");
        }
    }
}

//! What no file has that somebody wrote, seen before it is parsed: a parser builds it all up first, and a million brackets or
//! keys are a gigabyte. One pass over the bytes, nothing kept.

/// Brackets and braces in one another.
const DEEPEST: usize = 32;

/// Dots in one key or heading.
const MOST_DOTS: usize = 16;

/// Words, signs and texts; a table written as one text is one. A file of 8 MiB that somebody means has no more: an imported line
/// of 274 bytes has 48, a machine in braces 22 in 83. The parser takes up to 120 bytes for each: 230 for `0,`, 350 for `k=1`.
const MOST_PIECES: usize = 2_400_000;

/// Blanks and line ends, blanks beside one another as one: the same line has 39, the machine 18. Each takes 47 bytes.
const MOST_BLANKS: usize = 2_000_000;

/// Tables: headings, braces, and the dots of keys, as each of these may make one. An imported line has four, and 30,600 of them
/// are 8 MiB. One takes up to 940 bytes with a key in it.
const MOST_TABLES: usize = 140_000;

/// Bytes of a line outside of its texts and comments. To parse, a long line costs no more than many short ones; but what is
/// told beside a first syntax error goes up to the end of a line (see [`part`]), and each byte before that may be an error.
const LONGEST_LINE: usize = 64 << 10;

/// What there is too much of, and the byte at which it is.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct TooMuch {
    pub at: usize,
    pub title: &'static str,
    pub label: String,
}

/// Looks for what there is too much of.
pub(super) fn look(text: &str) -> Result<(), TooMuch> {
    Scan::of(text).up_to(text.len()).map(drop)
}

/// A text up to the first line from a byte on that begins outside of all texts and brackets.
pub(super) fn part(text: &str, from: usize) -> &str {
    let end = Scan::of(text).up_to(from).unwrap_or(text.len());
    text.get(..end).unwrap_or(text)
}

/// How far a text is looked through, and what there was.
struct Scan<'a> {
    text: &'a str,
    at: usize,
    deep: usize,
    dots: usize,
    pieces: usize,
    blanks: usize,
    tables: usize,
    line: usize,
    /// The byte before, outside of texts; a line end at first.
    before: u8,
    /// Whether nothing stands before it in its line.
    begins: bool,
    /// Whether it is behind a `=`, where a dot is that of a number.
    valued: bool,
}

impl<'a> Scan<'a> {
    fn of(text: &'a str) -> Self {
        Scan {
            text,
            at: 0,
            deep: 0,
            dots: 0,
            pieces: 0,
            blanks: 0,
            tables: 0,
            line: 0,
            before: b'\n',
            begins: true,
            valued: false,
        }
    }

    /// Goes on up to the first line that begins outside of everything from a byte on, or to the end.
    fn up_to(mut self, from: usize) -> Result<usize, TooMuch> {
        while let Some(byte) = self.byte(self.at) {
            self.look_at(byte)?;
            self.before = byte;
            if byte == b'\n' && self.deep == 0 && self.at >= from {
                break;
            }
        }
        Ok(self.at)
    }

    fn byte(&self, at: usize) -> Option<u8> {
        self.text.as_bytes().get(at).copied()
    }

    /// Counts what begins at the next byte, and goes behind it.
    fn look_at(&mut self, byte: u8) -> Result<(), TooMuch> {
        let goes_on = |kind: fn(u8) -> bool| kind(byte) && kind(self.before);
        match is_space(byte) || matches!(byte, b'\r' | b'\n') {
            true => self.blanks += usize::from(!goes_on(is_space)),
            false => self.pieces += usize::from(!goes_on(is_word)),
        }
        let begins = self.begins;
        self.begins = byte == b'\n' || begins && is_space(byte);
        self.tables += usize::from(byte == b'.' && !self.valued);
        self.valued = byte == b'=' || self.valued && !matches!(byte, b',' | b'\n' | b'[' | b'{');
        match byte {
            b'[' | b'{' => {
                self.tables += usize::from(byte == b'{' || begins && self.deep == 0);
                self.deep += 1;
                self.dots = 0;
            }
            b']' | b'}' => self.deep = self.deep.saturating_sub(1),
            b',' | b'=' | b'\n' => self.dots = 0,
            b'.' => self.dots += 1,
            _ => {}
        }
        self.line = if byte == b'\n' { 0 } else { self.line + 1 };
        self.is_enough()?;
        self.at = match byte {
            b'#' => self.next_of('\n', self.at),
            b'"' | b'\'' => self.behind_text(byte),
            _ => self.at + 1,
        };
        Ok(())
    }

    fn is_enough(&self) -> Result<(), TooMuch> {
        let too_much = |title, label: String| Err(TooMuch { at: self.at, title, label });
        if self.deep > DEEPEST {
            return too_much(
                "brackets nest too deep",
                format!("expected at most {DEEPEST} in one another: is one not closed?"),
            );
        }
        if self.dots > MOST_DOTS {
            return too_much("a key of too many parts", format!("expected at most {MOST_DOTS} dots"));
        }
        if self.line > LONGEST_LINE {
            return too_much(
                "a line is too long",
                format!("expected at most {} KiB outside of texts", LONGEST_LINE >> 10),
            );
        }
        if self.tables > MOST_TABLES {
            return too_much(
                "there are too many tables in this file",
                format!("expected at most {MOST_TABLES} with the dots of their keys: part it"),
            );
        }
        if self.pieces > MOST_PIECES {
            return too_much(
                "there is too much in this file",
                format!("expected at most {MOST_PIECES} words and signs: part it"),
            );
        }
        if self.blanks > MOST_BLANKS {
            return too_much(
                "there is too much in this file",
                format!("expected at most {MOST_BLANKS} blanks and line ends"),
            );
        }
        Ok(())
    }

    /// Where a sign stands next, else where the text ends.
    fn next_of(&self, sign: char, from: usize) -> usize {
        self.text.get(from..).and_then(|rest| rest.find(sign)).map_or(self.text.len(), |at| from + at)
    }

    /// The byte behind the text in quotes that begins here.
    fn behind_text(&self, quote: u8) -> usize {
        let rest = self.text.get(self.at..).unwrap_or_default();
        let (sign, three) = if quote == b'"' { ('"', "\"\"\"") } else { ('\'', "'''") };
        if rest.starts_with(three) {
            return self.behind_lines(sign, three);
        }
        let mut at = self.at + 1;
        loop {
            let end = self.text.get(at..).and_then(|rest| rest.find([sign, '\\', '\n']));
            let Some(end) = end.map(|end| at + end) else { return self.text.len() };
            match self.byte(end) {
                Some(b'\n') => return end, // it is not closed
                Some(b'\\') => at = end + self.escaped(end, quote),
                _ => return end + 1,
            }
        }
    }

    /// The same of one of several lines.
    fn behind_lines(&self, sign: char, three: &str) -> usize {
        let mut at = self.at + three.len();
        loop {
            let end = self.text.get(at..).and_then(|rest| rest.find([sign, '\\']));
            let Some(end) = end.map(|end| at + end) else { return self.text.len() };
            let rest = self.text.get(end..).unwrap_or_default();
            if rest.starts_with('\\') {
                at = end + self.escaped(end, sign as u8);
            } else if rest.starts_with(three) {
                // Up to two quotes may stand before those that close it.
                return end + rest.bytes().take(5).take_while(|byte| *byte == sign as u8).count();
            } else {
                at = end + 1;
            }
        }
    }

    /// The bytes of a backslash and of what it takes along.
    fn escaped(&self, at: usize, quote: u8) -> usize {
        let taken = quote == b'"' && matches!(self.byte(at + 1), Some(b'"' | b'\\'));
        1 + usize::from(taken)
    }
}

fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t')
}

fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'+' | b':' | 0x80..)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(text: &str) -> (usize, &'static str) {
        let TooMuch { at, title, .. } = look(text).expect_err("there is too much");
        (at, title)
    }

    #[test]
    fn what_nobody_writes_is_refused_where_it_is_too_much() {
        let deep = "brackets nest too deep";
        assert_eq!(refused(&format!("a = {}", "[".repeat(1_000_000))), (4 + DEEPEST, deep));
        assert_eq!(refused(&"{a=".repeat(100_000)), (3 * DEEPEST, deep));
        assert_eq!(refused(&format!("[{}a]", "a.".repeat(100_000))), (2 + 2 * MOST_DOTS, "a key of too many parts"));
        assert_eq!(refused(&format!("a = {}", "=".repeat(1_000_000))), (LONGEST_LINE, "a line is too long"));
        let tables = "there are too many tables in this file";
        assert_eq!(refused(&"[[stage]]\n".repeat(200_000)), (10 * MOST_TABLES, tables));
        assert_eq!(refused(&format!("a = [{}]", "{},\n".repeat(200_000))), (5 + 4 * MOST_TABLES, tables));
        assert_eq!(refused(&"a.b=1\n".repeat(200_000)), (1 + 6 * MOST_TABLES, tables));
        assert_eq!(look(&"a=1.5 # a.b\n".repeat(200_000)), Ok(()));
        let all = "there is too much in this file";
        assert_eq!(refused(&"k=12\n".repeat(1_000_000)), (MOST_PIECES / 3 * 5, all)); // three pieces each
        for blank in ["\n", "\r"] {
            let text = format!("{blank}#{blank}").repeat(LONGEST_LINE / 4);
            assert_eq!(look(&text), Ok(()));
        }
        assert_eq!(refused(&"\n".repeat(4 << 20)), (MOST_BLANKS, all));
        assert_eq!(refused(&" \n".repeat(2 << 20)), (MOST_BLANKS, all));
        assert_eq!(refused(&"\t \t \r\n".repeat(1 << 20)), (MOST_BLANKS / 3 * 6 + 5, all)); // three blanks each
    }

    #[test]
    fn in_texts_and_comments_anything_may_stand() {
        let brackets = "[".repeat(100);
        let dots = ".".repeat(100);
        for inside in [&brackets, &dots, &"x".repeat(LONGEST_LINE * 2)] {
            for text in [
                format!("a = \"{inside}\"\n"),
                format!("a = '{inside}\\'\nb = 1\n"),
                format!("a = \"\\\"{inside}\\\\\"\n"),
                format!("a = \"\"\"\n\"{inside}\\\"\"\"\\\n{inside}\"\"\"\"\"\n"),
                format!("a = '''\n'{inside}\\\n''{inside}''''\n"),
                format!("a = 1 # {inside}\n"),
                format!("# \"{inside}\n# '''{inside}\n"),
            ] {
                assert_eq!(look(&text), Ok(()), "{}", &text[..40]);
                assert_eq!(
                    look(&format!("{text}[{}", "[".repeat(DEEPEST))).map_err(|x| x.at),
                    Err(text.len() + DEEPEST)
                );
            }
        }
    }

    #[test]
    fn a_text_that_is_not_closed_ends_with_its_line() {
        assert_eq!(refused(&format!("a = \"x\nb = {}", "[".repeat(100))).0, 11 + DEEPEST);
        assert_eq!(look(&format!("a = \"\"\"x\nb = {}", "[".repeat(100))), Ok(()));
    }

    #[test]
    fn a_part_ends_where_a_line_begins_outside_of_everything() {
        let text = "a = 1\nb = [\n  1,\n]\nc = \"\"\"\nx\n\"\"\"\nd = 2";
        let mut ends: Vec<(usize, usize)> = (0..text.len()).map(|from| (from, part(text, from).len())).collect();
        ends.dedup_by_key(|(_, end)| *end);
        // From the end of a line on, the next one is behind it.
        let line = |of: &str| text.find(of).unwrap();
        let (b, c, d) = (line("b ="), line("c ="), line("d ="));
        assert_eq!(ends, [(0, b), (b + 1, c), (c + 1, d), (d + 1, text.len())]);
    }
}

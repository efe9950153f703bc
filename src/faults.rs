//! What is wrong with a file, where, and what would be right: shown with a caret, all of it at once.

mod collected;
mod decode;
mod excerpt;

pub use collected::{Collected, MOST_HINTED};
pub use decode::decode;

use crate::amount::grouped;
use crate::text::clean_source;
use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet, renderer::DecorStyle};
use excerpt::{excerpt, floor_boundary};
use std::{fmt, ops::Range, sync::Arc};

/// A text to read and the name to call it by.
#[derive(Clone, Debug)]
pub struct Source {
    /// The path, as the user would write it.
    pub name: String,
    /// All of it.
    pub text: String,
}

/// Where something stands: a source and a byte range of it.
#[derive(Clone, Debug)]
pub struct Place {
    /// The source.
    pub source: Arc<Source>,
    /// Bytes of its text.
    pub span: Range<usize>,
}

impl Place {
    /// Line and column, both from 1; the column counts characters.
    pub fn line_column(&self) -> (usize, usize) {
        self.counted_from(0, (1, 1))
    }

    /// The same, counted from a character before it that stands at a line and a column.
    fn counted_from(&self, from: usize, (line, column): (usize, usize)) -> (usize, usize) {
        let between = self.source.text.get(from..self.start()).unwrap_or_default();
        match between.rsplit_once('\n') {
            Some((lines, last)) => (line + 1 + lines.matches('\n').count(), last.chars().count() + 1),
            None => (line, column + between.chars().count()),
        }
    }

    /// The character that its first byte is of.
    fn start(&self) -> usize {
        floor_boundary(&self.source.text, self.span.start)
    }
}

/// A text of a file that remembers where it stood.
#[derive(Clone, Debug)]
pub struct Named {
    /// The text.
    pub text: String,
    /// Where it stood.
    pub place: Place,
}

/// One thing wrong: a sentence for the title, and the words under the caret.
#[derive(Clone, Debug)]
pub struct Fault {
    /// What is wrong.
    pub title: String,
    /// What was expected, at the span.
    pub label: String,
    /// Where.
    pub place: Place,
}

impl Fault {
    /// File, line and column; like the two below it in one line, without control characters.
    fn stands(&self, (line, column): (usize, usize)) -> String {
        format!("{}:{line}:{column}", clean_source(&self.place.source.name).replace('\n', "?"))
    }

    fn title(&self) -> String {
        clean_source(&self.title).replace('\n', " ")
    }

    fn label(&self) -> String {
        clean_source(&self.label).replace('\n', " ")
    }
}

/// Faults with their lines and columns. Each is counted from the one before it, so that a long file with a fault in every
/// line, or a long line with many, is read through once, not once a fault.
fn counted(faults: &[Fault]) -> impl Iterator<Item = (&Fault, (usize, usize))> {
    let mut last: Option<(&Place, (usize, usize))> = None;
    faults.iter().map(move |fault| {
        let place = &fault.place;
        let before = last.filter(|(last, _)| Arc::ptr_eq(&last.source, &place.source) && last.start() <= place.start());
        let (from, at) = before.map_or((0, (1, 1)), |(last, at)| (last.start(), at));
        let at = place.counted_from(from, at);
        last = Some((place, at));
        (fault, at)
    })
}

/// Faults that are shown of one file; of the rest there is the number.
const MOST_SHOWN: usize = 100;

/// Everything wrong with what was read. `Display` is the plain text for stderr: no colour, no control characters.
#[derive(Clone, Debug, Default)]
pub struct Faults {
    /// The faults, file by file.
    pub kept: Vec<Fault>,
    /// How many there are beside those that are kept.
    pub beside: usize,
}

impl std::error::Error for Faults {}

impl From<Fault> for Faults {
    fn from(fault: Fault) -> Self {
        Faults { kept: vec![fault], beside: 0 }
    }
}

impl Faults {
    /// The first so many, and how many more there are.
    pub fn first(mut self, most: usize) -> (Self, usize) {
        let more = self.kept.len().saturating_sub(most) + std::mem::take(&mut self.beside);
        self.kept.truncate(most);
        (self, more)
    }

    /// The same of texts that stand inside a file.
    pub fn inside(mut self, file: &str) -> Self {
        let mut renamed: Vec<(Arc<Source>, Arc<Source>)> = Vec::new();
        for fault in &mut self.kept {
            let there = &fault.place.source;
            let known = renamed.iter().rev().find(|(old, _)| Arc::ptr_eq(old, there)).map(|(_, new)| new.clone());
            let new = known.unwrap_or_else(|| {
                let Source { name, text } = &**there;
                let new = Arc::new(Source { name: format!("{file}: {name}"), text: text.clone() });
                renamed.push((there.clone(), new.clone()));
                new
            });
            fault.place.source = new;
        }
        self
    }

    /// They are file by file.
    fn files(&self) -> impl Iterator<Item = &[Fault]> {
        self.kept.chunk_by(|one, other| Arc::ptr_eq(&one.place.source, &other.place.source))
    }
}

/// What is sound, and more likely wrong than meant. `Display` is a line each, without a caret: nothing is refused.
#[derive(Clone, Copy, Debug)]
pub struct Warnings<'a>(pub &'a [Fault]);

impl fmt::Display for Warnings<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (fault, at) in counted(self.0) {
            writeln!(f, "{}: warning: {}; {}", fault.stands(at), fault.title(), fault.label())?;
        }
        Ok(())
    }
}

impl fmt::Display for Faults {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let shown = |file: &'_ [Fault]| file.len().min(MOST_SHOWN);
        for file in self.files() {
            counted(&file[..shown(file)]).try_for_each(|(fault, at)| write_one(f, fault, at))?;
        }
        let all = self.kept.len() + self.beside;
        let more = all - self.files().map(shown).sum::<usize>();
        let number = |n: usize| grouped(n.into(), 0);
        if more > 0 {
            writeln!(f, "and {} more: of each file the first {MOST_SHOWN} are shown\n", number(more))?;
        }
        let files: std::collections::BTreeSet<&str> = self.kept.iter().map(|x| x.place.source.name.as_str()).collect();
        let count = |n: usize, word: &str| format!("{} {word}{}", number(n), if n == 1 { "" } else { "s" });
        write!(f, "{} in {}", count(all, "fault"), count(files.len(), "file"))
    }
}

/// A fault with its excerpt and its caret.
fn write_one(f: &mut fmt::Formatter<'_>, fault: &Fault, at: (usize, usize)) -> fmt::Result {
    let renderer = Renderer::plain().decor_style(DecorStyle::Ascii).term_width(120);
    let (excerpt, span) = excerpt(&fault.place);
    let (note, title, label) = (fault.stands(at), fault.title(), fault.label());
    let report = &[Level::ERROR.primary_title(title.as_str()).element(
        Snippet::source(excerpt.as_str())
            .line_start(at.0)
            .path(note.as_str())
            .annotation(AnnotationKind::Primary.span(span).label(label.as_str())),
    )];
    // The renderer counts columns in its excerpt: with the place in the path, its own is dropped.
    let shown = renderer.render(report);
    for text in shown.lines() {
        let own = text.trim_start().starts_with("--> ");
        writeln!(f, "{}", if own { format!("  --> {note}") } else { text.trim_end().to_owned() })?;
    }
    writeln!(f)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fault_names_file_line_and_column_and_shows_no_control_character() {
        let source = Arc::new(Source { name: "x.toml".into(), text: "a = 1\nb = \"\u{1b}[2J\"\n".into() });
        let place = Place { source, span: 10..14 };
        let shown = Faults::from(Fault { title: "bad \u{7}".into(), label: "here".into(), place }).to_string();
        assert!(shown.contains("x.toml:2:5"), "{shown}");
        assert!(shown.contains("^^^^ here"), "{shown}");
        assert!(!shown.chars().any(|c| c.is_control() && c != '\n'), "{shown:?}");
    }

    #[test]
    fn lines_are_counted_from_the_fault_before() {
        let source = |name: &str| Arc::new(Source { name: name.into(), text: "a\nb\n\nc\n".into() });
        let (x, y) = (source("x"), source("y"));
        let at = |source: &Arc<Source>, start: usize| Fault {
            title: String::new(),
            label: String::new(),
            place: Place { source: source.clone(), span: start..start },
        };
        let faults = [at(&x, 2), at(&x, 2), at(&x, 5), at(&y, 3), at(&x, 0), at(&x, 100)];
        let found: Vec<_> = counted(&faults).map(|(_, at)| at).collect();
        assert_eq!(found, [(2, 1), (2, 1), (4, 1), (2, 2), (1, 1), (5, 1)]);
        assert!(counted(&faults).all(|(fault, at)| fault.place.line_column() == at));
    }

    #[test]
    fn a_warning_is_one_line() {
        let source = Arc::new(Source { name: "x\n.toml".into(), text: "a = 1\nb = 2\n".into() });
        let place = Place { source, span: 10..11 };
        let fault = Fault { title: "odd\n\u{7}".into(), label: "expected less".into(), place };
        let shown = Warnings(&[fault.clone(), fault]).to_string();
        assert_eq!(shown.lines().count(), 2, "{shown}");
        assert!(shown.starts_with("x?.toml:2:5: warning: odd ") && shown.ends_with("; expected less\n"), "{shown}");
        assert!(!shown.chars().any(|c| c.is_control() && c != '\n'), "{shown:?}");
    }
}

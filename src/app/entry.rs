//! A text being typed: what it will be, and as much of it as there is room for.

use super::Leaving;
use crate::amount;
use crate::text;
use tui_input::Input;

/// What the typed text will be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Typed {
    /// The value of a slider, by its place in the catalog.
    Slider(usize),
    /// The share of a lever.
    Share(String),
    /// The answer to what a rule asks.
    Answer(String),
    /// The quantity of a line, or with `$` its amount.
    Line(String),
    /// The value of a calculator's input, `calculator/input`.
    Input(String),
    /// The spread of a slider.
    Spread(String),
    /// What is sought.
    Goal,
    /// What sliders are moved by.
    By,
    /// Cash before the first month of a forecast.
    Cash,
    /// What a month may cost.
    Budget,
    /// What leads a forecast: a number, or one for each month.
    Months,
    /// The name of what is pinned.
    Pin,
    /// The name of a copy of the session.
    SaveAs,
    /// The new name of the session.
    Rename,
    /// A line of its notes.
    Note,
    /// A file to take in.
    Import,
    /// The users that an estimate is for.
    EstimateUsers,
    /// The id of the plan that an estimate becomes.
    PlanName,
    /// The file that something leaves into, and the file that was just told to be there already.
    Export(Leaving, Option<String>),
}

/// A text being typed.
#[derive(Clone, Debug)]
pub struct Entry {
    /// What it will be.
    pub typed: Typed,
    /// The text and cursor.
    pub input: Input,
    /// Why the last try was refused.
    pub refused: Option<String>,
}

impl Entry {
    /// A new entry, with a text to begin from.
    pub fn new(typed: Typed, text: &str) -> Self {
        Entry { typed, input: Input::new(text.to_owned()), refused: None }
    }

    /// Characters that it takes, typed or pasted.
    fn longest(&self) -> usize {
        if self.typed == Typed::Note { LONGEST_NOTE } else { LONGEST }
    }

    /// `240 of 240`, where it takes no more.
    pub fn full(&self) -> Option<String> {
        let (here, most) = (self.input.value().chars().count(), self.longest());
        let shown = |number: usize| amount::grouped(number.into(), 0);
        (here >= most).then(|| format!("{} of {}", shown(here), shown(most)))
    }

    /// Takes as much of a line as fits, and tells where that is not all.
    pub(super) fn take(&mut self, line: &str) {
        let (before, cursor) = (self.input.value(), self.input.cursor());
        let room = self.longest().saturating_sub(before.chars().count());
        let fits: String = line.chars().take(room).collect();
        let (left, right) = split(before, cursor);
        let cursor = cursor + fits.chars().count();
        self.input = Input::new([left, &fits, right].concat()).with_cursor(cursor);
        let full = self.full().filter(|_| line.chars().nth(room).is_some());
        self.refused = full.map(|full| format!("{full} characters: the rest is left out"));
    }
}

/// Longest text that can be typed or pasted.
pub(super) const LONGEST: usize = 240;

/// The same of a note: some pages.
const LONGEST_NOTE: usize = 10_000;

/// A text up to so many characters, and the rest.
pub(super) fn split(text: &str, chars: usize) -> (&str, &str) {
    text.split_at(text.char_indices().nth(chars).map_or(text.len(), |(at, _)| at))
}

/// What is pasted as one line: where one ends, and at a tab, a space parts what stood apart.
pub(super) fn one_line(text: &str) -> String {
    let parts = text.split(|c: char| c.is_whitespace() && text::acts(c)).filter(|part| !part.is_empty());
    let line = parts.flat_map(|part| std::iter::once(' ').chain(part.chars().filter(|c| !text::acts(*c)))).skip(1);
    line.take(LONGEST_NOTE + 1).collect() // one more than fits anywhere, so that it is told
}

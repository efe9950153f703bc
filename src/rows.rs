//! Rows of words under columns, with what to read or do of each: what a pane that is a table shows.

mod cell;
mod text;

pub use cell::{Bar, Cell, Sign, Tone};
pub use text::text;

/// Rows that have columns in common.
#[derive(Clone, Debug)]
pub struct Block {
    /// Their columns. The first takes the room that is left, and its texts wrap; the others are as wide as their cells.
    pub columns: Vec<Column>,
    /// The rows.
    pub rows: Vec<Row>,
}

/// A column.
#[derive(Clone, Debug)]
pub struct Column {
    /// Its heading.
    pub title: String,
    /// Whether, as the first, it is never broken where half of the room is enough for it.
    pub whole: bool,
    /// Whether its cells are figures, which stand under one another by their decimal point.
    pub figures: bool,
    /// Where there is no room for all columns, those of least worth fold away.
    pub worth: u8,
}

impl Column {
    /// A column of words.
    pub fn words(title: &str, worth: u8) -> Self {
        Column { title: title.to_owned(), whole: false, figures: false, worth }
    }

    /// The same as a first one that is not broken.
    pub fn whole(self) -> Self {
        Column { whole: true, ..self }
    }

    /// A column of figures.
    pub fn figures(title: &str, worth: u8) -> Self {
        Column { title: title.to_owned(), whole: false, figures: true, worth }
    }
}

/// One row.
#[derive(Clone, Debug, Default)]
pub struct Row {
    /// Its cells; a heading's first stands across all columns, its second behind it.
    pub cells: Vec<Cell>,
    /// What stands below them, across all columns.
    pub below: String,
    /// Whether it heads the rows below it.
    pub heads: bool,
    /// All there is to say of it.
    pub detail: Vec<Words>,
    /// What can be done with it.
    pub handle: Option<Handle>,
}

impl Row {
    /// A row of cells.
    pub fn new(cells: impl Into<Vec<Cell>>) -> Self {
        Row { cells: cells.into(), ..Row::default() }
    }

    /// A row that heads others, with a word behind its name.
    pub fn heading(name: impl Into<String>, note: Cell) -> Self {
        Row { cells: vec![Cell::plain(name).strong(), note], heads: true, ..Row::default() }
    }

    /// With a sentence below its cells.
    pub fn above(self, below: impl Into<String>) -> Self {
        Row { below: below.into(), ..self }
    }

    /// With what there is to say of it; what is empty is left out.
    pub fn told(mut self, detail: impl IntoIterator<Item = Words>) -> Self {
        self.detail.extend(detail.into_iter().filter(|words| !words.text.is_empty()));
        self
    }

    /// With what can be done with it.
    pub fn with(self, handle: Handle) -> Self {
        Row { handle: Some(handle), ..self }
    }
}

/// What can be done with a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Handle {
    /// Ticked: `note/item`.
    Tick(String),
    /// Given another value: an input of a calculator, `calculator/input`.
    Input(String),
    /// Taken: a slider, by its place in the catalog, at a value.
    Set(usize, crate::amount::Decimal),
    /// Given a spread: a slider.
    Spread(String),
}

/// A paragraph about a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Words {
    /// The text.
    pub text: String,
    /// How it is said.
    pub voice: Voice,
}

/// How a paragraph is said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Voice {
    /// What it is about.
    Title,
    /// A figure or formula.
    Figure,
    /// Like any text.
    Plain,
    /// Beside the matter.
    Aside,
}

impl Words {
    /// What it is about.
    pub fn title(text: impl Into<String>) -> Self {
        Words { text: text.into(), voice: Voice::Title }
    }

    /// A figure or formula.
    pub fn figure(text: impl Into<String>) -> Self {
        Words { text: text.into(), voice: Voice::Figure }
    }

    /// A text.
    pub fn plain(text: impl Into<String>) -> Self {
        Words { text: text.into(), voice: Voice::Plain }
    }

    /// A text beside the matter.
    pub fn aside(text: impl Into<String>) -> Self {
        Words { text: text.into(), voice: Voice::Aside }
    }

    /// Where it stands in the document.
    pub fn place(lines: Option<&str>) -> Self {
        let lines = lines.filter(|lines| !lines.is_empty());
        Words::aside(
            lines.map(|lines| format!("In the document: {}.", crate::text::at_lines(lines))).unwrap_or_default(),
        )
    }
}

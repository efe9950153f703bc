//! Rows of words under columns, with what to read or do of each: what a pane that is a table shows.

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
}

/// One cell.
#[derive(Clone, Debug, Default)]
pub struct Cell {
    /// What stands before its text.
    pub sign: Option<Sign>,
    /// Its text.
    pub text: String,
    /// What a figure is of; it stands behind the column's figures.
    pub unit: String,
    /// How it is said.
    pub tone: Tone,
    /// A bar in the place of a text.
    pub bar: Option<Bar>,
}

/// A bar, as parts of its column: how far it is filled, and hatched behind that.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bar {
    /// Where it stops being filled.
    pub filled: f64,
    /// Where it ends.
    pub whole: f64,
}

/// A sign before a text, so that nothing is said by colour alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sign {
    /// Fine.
    Good,
    /// Beware.
    Bad,
    /// More to pay.
    Up,
    /// Less to pay.
    Down,
    /// What is so now.
    Here,
    /// Room for the sign that another row has.
    Blank,
    /// A box, ticked or not.
    Box(bool),
}

/// How a cell is said.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tone {
    /// Like any text.
    #[default]
    Plain,
    /// Above the others.
    Strong,
    /// Below the others.
    Dim,
    /// As what went well; with its sign.
    Good,
    /// As what went badly; with its sign.
    Bad,
}

impl Cell {
    /// A text.
    pub fn plain(text: impl Into<String>) -> Self {
        Cell { text: text.into(), ..Cell::default() }
    }

    /// A text below the others.
    pub fn dim(text: impl Into<String>) -> Self {
        Cell { tone: Tone::Dim, ..Cell::plain(text) }
    }

    /// A bar.
    pub fn bar(filled: f64, whole: f64) -> Self {
        Cell { bar: Some(Bar { filled, whole }), ..Cell::default() }
    }

    /// Nothing.
    pub fn empty() -> Self {
        Cell::default()
    }

    /// The same above the others.
    pub fn strong(self) -> Self {
        Cell { tone: Tone::Strong, ..self }
    }

    /// The same as what went well or badly, with the sign of it.
    pub fn judged(self, good: bool) -> Self {
        let (sign, tone) = if good { (Sign::Good, Tone::Good) } else { (Sign::Bad, Tone::Bad) };
        Cell { sign: Some(sign), tone, ..self }
    }

    /// The same with the room of a sign.
    pub fn unsigned(self) -> Self {
        Cell { sign: Some(Sign::Blank), ..self }
    }

    /// The same as a loss, which its own minus says.
    pub fn bad(self) -> Self {
        Cell { tone: Tone::Bad, ..self }
    }

    /// The same with the sign of what is so now.
    pub fn here(self) -> Self {
        Cell { sign: Some(Sign::Here), ..self }
    }

    /// The same with the sign of it alone.
    pub fn signed(self, good: bool) -> Self {
        Cell { sign: Some(if good { Sign::Good } else { Sign::Bad }), ..self }
    }

    /// The same as more or less to pay, with the sign of it.
    pub fn moved(self, up: bool) -> Self {
        let (sign, tone) = if up { (Sign::Up, Tone::Bad) } else { (Sign::Down, Tone::Good) };
        Cell { sign: Some(sign), tone, ..self }
    }

    /// The same with what it is of.
    pub fn of(self, unit: impl Into<String>) -> Self {
        Cell { unit: unit.into(), ..self }
    }
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

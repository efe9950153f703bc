//! A cell of a row: a text, figure or bar, its sign and how it is said.

use crate::amount::{Decimal, percent};

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

/// A bar, in parts of its column.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Bar {
    /// From the left: how far it is filled, and hatched behind that.
    Share {
        /// Where it stops being filled.
        filled: f64,
        /// Where it ends.
        whole: f64,
    },
    /// To both sides of where things stand.
    Swing {
        /// Its left end.
        from: f64,
        /// Where things stand.
        base: f64,
        /// Its right end.
        to: f64,
    },
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

    /// A share of the revenue; a loss where it is below nothing.
    pub fn margin(share: Decimal) -> Self {
        Cell::plain(percent(share).trim_end_matches(" %")).of("%").or_loss(share)
    }

    /// A bar.
    pub fn bar(filled: f64, whole: f64) -> Self {
        Cell { bar: Some(Bar::Share { filled, whole }), ..Cell::default() }
    }

    /// A bar to both sides of where things stand.
    pub fn swing(from: f64, base: f64, to: f64) -> Self {
        Cell { bar: Some(Bar::Swing { from, base, to }), ..Cell::default() }
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

    /// The same as a loss where its figure is below nothing; its own minus says so.
    pub fn or_loss(self, figure: Decimal) -> Self {
        if figure < Decimal::ZERO { Cell { tone: Tone::Bad, ..self } } else { self }
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

    /// The same as more or less than before, with the sign of it, as good or bad.
    pub fn changed(self, up: bool, up_is_good: bool) -> Self {
        let tone = if up == up_is_good { Tone::Good } else { Tone::Bad };
        Cell { sign: Some(if up { Sign::Up } else { Sign::Down }), tone, ..self }
    }

    /// The same with what it is of.
    pub fn of(self, unit: impl Into<String>) -> Self {
        Cell { unit: unit.into(), ..self }
    }
}

//! Paper: what charts are drawn on, with pens whose colours are those of the page.

use crate::text::clean;
use plotters::coord::Shift;
use plotters::prelude::*;
use plotters::style::text_anchor::{HPos, Pos, VPos};

/// What a chart is drawn on, in fine units, so that whole ones are round enough.
pub(super) type Paper<'a> = DrawingArea<SVGBackend<'a>, Shift>;

/// What drawing may end in; a text takes every byte, so that it does not.
pub(super) type Drawn = Result<(), DrawingAreaErrorKind<std::io::Error>>;

/// Fine units of a unit: on a wide page a unit is about a pixel.
pub(super) const FINE: u32 = 4;

/// Size of a chart in units.
pub(super) const SIZE: (u32, u32) = (460, 300);

/// Units of a letter.
const LETTER: f64 = 13.5;

/// Pens; the page says what colours they have, lighter in the dark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Pen {
    Ink,
    Soft,
    Hair,
    Grid,
    Cost,
    Revenue,
    Stage,
    Bad,
    Here,
    Paper,
}

impl Pen {
    const ALL: [Pen; 10] = [
        Pen::Ink,
        Pen::Soft,
        Pen::Hair,
        Pen::Grid,
        Pen::Cost,
        Pen::Revenue,
        Pen::Stage,
        Pen::Bad,
        Pen::Here,
        Pen::Paper,
    ];

    /// The colour that stands for it until it is on the page.
    pub fn colour(self) -> RGBColor {
        RGBColor(0xfe, 0xdc, self as u8)
    }

    /// What the page calls its colour.
    fn name(self) -> &'static str {
        match self {
            Pen::Ink => "ink",
            Pen::Soft | Pen::Stage => "soft",
            Pen::Hair => "hair",
            Pen::Grid => "grid",
            Pen::Cost => "cost",
            Pen::Revenue => "revenue",
            Pen::Bad => "bad",
            Pen::Here => "here",
            Pen::Paper => "paper",
        }
    }

    /// Dashes of its strokes, so that they are told apart without colour.
    fn dashes(self) -> &'static str {
        match self {
            Pen::Revenue => " stroke-dasharray=\"28 16\"",
            Pen::Stage => " stroke-dasharray=\"4 14\" stroke-linecap=\"round\"",
            _ => "",
        }
    }

    /// A stroke of so many units.
    pub fn stroke(self, units: f64) -> ShapeStyle {
        self.colour().stroke_width((units * f64::from(FINE)).round() as u32)
    }

    /// A surface.
    pub fn fill(self) -> ShapeStyle {
        self.colour().filled()
    }

    /// Letters, by where their place is in them.
    pub fn text(self, across: HPos, down: VPos) -> TextStyle<'static> {
        let size = LETTER * f64::from(FINE) * BACKEND;
        ("sans-serif", size).into_font().color(&self.colour()).pos(Pos::new(across, down))
    }
}

/// The backend divides the size of letters by this.
const BACKEND: f64 = 1.24;

/// Units in fine units.
pub(super) fn fine(units: i32) -> i32 {
    units * FINE as i32
}

/// Draws, and makes the colours those of the page.
pub(super) fn picture(label: &str, draw: impl FnOnce(&Paper) -> Drawn) -> Option<String> {
    let mut svg = String::new();
    {
        let paper = SVGBackend::with_string(&mut svg, (SIZE.0 * FINE, SIZE.1 * FINE)).into_drawing_area();
        draw(&paper).and_then(|()| paper.present()).ok()?;
    }
    let (_, drawn) = svg.split_once('>')?;
    let mut drawn = drawn.to_owned();
    for pen in Pen::ALL {
        let RGBColor(red, green, blue) = pen.colour();
        let (colour, name) = (format!("#{red:02X}{green:02X}{blue:02X}"), pen.name());
        let stroke = format!("stroke=\"var(--{name})\"{}", pen.dashes());
        drawn = drawn.replace(&format!("stroke=\"{colour}\""), &stroke);
        drawn = drawn.replace(&format!("fill=\"{colour}\""), &format!("fill=\"var(--{name})\""));
    }
    // The backend leaves out how wide the edge of a rectangle is.
    drawn =
        drawn.replace("fill=\"none\" stroke=", &format!("fill=\"none\" stroke-width=\"{}\" stroke=", FINE + FINE / 2));
    let label = maud::html! { (clean(label)) }.into_string();
    let (wide, high) = (SIZE.0 * FINE, SIZE.1 * FINE);
    Some(format!("<svg viewBox=\"0 0 {wide} {high}\" role=\"img\" aria-label=\"{label}\">{drawn}"))
}

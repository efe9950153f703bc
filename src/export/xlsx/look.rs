//! How cells of a workbook look: what is typed, what is worked out, and in which unit.

use crate::amount::Decimal;
use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder};

/// What is in a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Kind {
    /// The name of a sheet.
    Title,
    /// The name of a column of words.
    Head,
    /// The name of a column of words beside figures.
    HeadAside,
    /// The name of a column of figures.
    HeadOfFigures,
    /// Words.
    Words,
    /// Words beside figures.
    Aside,
    /// Sentences, on as many lines as they take.
    Prose,
    /// A number of whole things.
    Whole,
    /// A number.
    Count,
    /// Dollars and cents.
    Money,
    /// Dollars with the places that a price of one unit needs.
    Price,
    /// A share, in percent.
    Share,
    /// How many times as much.
    Factor,
}

/// How a cell looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Look {
    pub kind: Kind,
    /// Whether it is there to be changed.
    input: bool,
    /// Whether it sums up what stands above it.
    sum: bool,
}

impl Look {
    pub(super) const fn of(kind: Kind) -> Self {
        Look { kind, input: false, sum: false }
    }

    /// One that is there to be changed.
    pub(super) const fn input(kind: Kind) -> Self {
        Look { kind, input: true, sum: false }
    }

    /// One that sums up what stands above it.
    pub(super) const fn sum(kind: Kind) -> Self {
        Look { kind, input: false, sum: true }
    }

    /// The same in a column: words beside figures stand a step apart from them.
    pub(super) fn at(self, column: u16) -> Self {
        let kind = match self.kind {
            Kind::Words if column > 0 => Kind::Aside,
            Kind::Head if column > 0 => Kind::HeadAside,
            kind => kind,
        };
        Look { kind, ..self }
    }

    /// Whether it may be whole or not, and shows places only where it is not.
    pub(super) fn is_count(self) -> bool {
        self.kind == Kind::Count
    }

    /// The same for a figure: a count that is whole shows no places.
    pub(super) fn of_figure(self, figure: Decimal) -> Self {
        let kind = if self.is_count() && figure.is_integer() { Kind::Whole } else { self.kind };
        Look { kind, ..self }
    }

    pub(super) fn format(self) -> Format {
        let format = match self.kind {
            Kind::Title => Format::new().set_bold().set_font_size(14),
            Kind::Head => head(),
            Kind::HeadAside => head().set_align(FormatAlign::Left).set_indent(1),
            Kind::HeadOfFigures => head().set_align(FormatAlign::Right),
            Kind::Words => Format::new().set_align(FormatAlign::Top),
            Kind::Prose => {
                Format::new().set_text_wrap().set_align(FormatAlign::Left).set_align(FormatAlign::Top).set_indent(1)
            }
            Kind::Aside => Format::new().set_align(FormatAlign::Left).set_align(FormatAlign::Top).set_indent(1),
            Kind::Whole => number("#,##0"),
            Kind::Count => number(PARTED),
            Kind::Money => number("\"$\"#,##0.00"),
            Kind::Price => number("\"$\"#,##0.00####"),
            Kind::Share => number("0.0##%"),
            Kind::Factor => number("0.00####"),
        };
        let format = match self.input {
            true => format.set_background_color(Color::RGB(0x00FF_F4CC)).set_font_color(Color::RGB(0x001F_3D7A)),
            false => format,
        };
        if self.sum { format.set_bold().set_border_top(FormatBorder::Thin) } else { format }
    }
}

/// A count that is not whole.
pub(super) fn parted() -> Format {
    Format::new().set_num_format(PARTED)
}

/// A number with places.
const PARTED: &str = "#,##0.00";

fn head() -> Format {
    let format = Format::new().set_bold().set_text_wrap().set_align(FormatAlign::VerticalCenter);
    format.set_background_color(Color::RGB(0x00E7_ECF3)).set_border_bottom(FormatBorder::Thin)
}

fn number(format: &str) -> Format {
    Format::new().set_num_format(format).set_align(FormatAlign::Right).set_align(FormatAlign::Top)
}

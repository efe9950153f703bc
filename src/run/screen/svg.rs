//! A frame as a picture. Lines, blocks and braille are drawn, not written, so that they join in whatever font there is.

use ratatui::buffer::{Buffer, Cell};
use ratatui::style::{Color, Modifier};
use std::collections::BTreeMap;
use std::fmt::Write;

/// Size of a cell, and the room around the screen. The width is the advance of the first font at 14 px.
const CELL: (f64, f64) = (8.43, 17.0);
const MARGIN: f64 = 10.0;

/// The colours of a dark terminal. A style is a list of these classes.
const CLASSES: &str = "text{fill:#d8dee9;white-space:pre}path{fill:none;stroke:#d8dee9}\
    text.c{fill:#6cc7d9}path.c{stroke:#6cc7d9}text.g{fill:#8fc97f}path.g{stroke:#8fc97f}\
    text.m{fill:#e08acb}path.m{stroke:#e08acb}text.r{fill:#1b1f27}.b{font-weight:bold}.d{opacity:.6}";
const PAPER: &str = "#1b1f27";

/// What is drawn rather than written, by how thick its strokes are: dots, thumbs, hair lines, tracks, and bars.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Pen {
    Back,
    Bar,
    Hair,
    Track,
    Dot,
    Thumb,
}

impl Pen {
    fn stroke(self) -> &'static str {
        match self {
            Pen::Back => "stroke-width=\"17\"",
            Pen::Bar => "stroke-width=\"13\"",
            Pen::Hair => "stroke-width=\"1\"",
            Pen::Track => "stroke-width=\"2\"",
            Pen::Dot => "stroke-width=\"2.4\" stroke-linecap=\"round\"",
            Pen::Thumb => "stroke-width=\"8\" stroke-linecap=\"round\"",
        }
    }
}

/// Characters of one style on one row.
struct Run {
    column: u16,
    class: String,
    text: String,
}

/// Writes the picture.
pub(super) fn write(buffer: &Buffer) -> String {
    let mut strokes: BTreeMap<(Pen, String), String> = BTreeMap::new();
    let mut written = String::new();
    for y in 0..buffer.area.height {
        let mut runs: Vec<Run> = Vec::new();
        for x in 0..buffer.area.width {
            let cell = &buffer[(x, y)];
            if cell.modifier.contains(Modifier::REVERSED) {
                let path = format!("M{} {:.1}h{}", left(x), middle(y), CELL.0);
                strokes.entry((Pen::Back, colour(cell).to_owned())).or_default().push_str(&path);
            }
            match drawn(cell.symbol(), x, y) {
                Some((pen, path)) => strokes.entry((pen, class(cell))).or_default().push_str(&path),
                None => join(&mut runs, cell, x),
            }
        }
        runs.iter().for_each(|run| run.write(y, &mut written));
    }
    let (width, height) = (left(buffer.area.width), middle(buffer.area.height) - CELL.1 / 2.0);
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {:.0} {:.0}\" \
         font-family=\"'DejaVu Sans Mono', Menlo, Consolas, monospace\" font-size=\"14\">\n\
         <style>{CLASSES}</style>\n<rect width=\"100%\" height=\"100%\" rx=\"8\" fill=\"{PAPER}\"/>\n",
        width + MARGIN,
        height + MARGIN,
    );
    for ((pen, class), path) in &strokes {
        let _ = writeln!(out, "<path{} {} d=\"{path}\"/>", attribute(class), pen.stroke());
    }
    out + &written + "</svg>\n"
}

fn left(x: u16) -> f64 {
    ((MARGIN + f64::from(x) * CELL.0) * 100.0).round() / 100.0
}

fn middle(y: u16) -> f64 {
    MARGIN + (f64::from(y) + 0.5) * CELL.1
}

fn colour(cell: &Cell) -> &'static str {
    match cell.fg {
        Color::Cyan => "c",
        Color::Green => "g",
        Color::Magenta => "m",
        _ => "",
    }
}

fn class(cell: &Cell) -> String {
    let holds = |modifier| cell.modifier.contains(modifier);
    let first = if holds(Modifier::REVERSED) { "r" } else { colour(cell) };
    let bold = if holds(Modifier::BOLD) { "b" } else { "" };
    let dim = if holds(Modifier::DIM) { "d" } else { "" };
    [first, bold, dim].into_iter().filter(|name| !name.is_empty()).collect::<Vec<_>>().join(" ")
}

fn attribute(class: &str) -> String {
    if class.is_empty() { String::new() } else { format!(" class=\"{class}\"") }
}

/// Adds a cell to the last run where it goes on; a character that may come from another font stands by itself.
fn join(runs: &mut Vec<Run>, cell: &Cell, x: u16) {
    let (symbol, class) = (cell.symbol(), class(cell));
    if symbol == " " {
        return;
    }
    if let Some(run) = runs.last_mut().filter(|run| symbol.is_ascii() && run.text.is_ascii() && run.class == class) {
        let gap = usize::from(x - run.column) - run.text.len();
        if gap <= 1 {
            run.text.push_str(&" ".repeat(gap));
            run.text.push_str(symbol);
            return;
        }
    }
    runs.push(Run { column: x, class, text: symbol.to_owned() });
}

impl Run {
    fn write(&self, y: u16, out: &mut String) {
        let cells = self.text.chars().count() as f64;
        // Holds the run to its cells in a font of another width.
        let held = if cells > 1.0 { format!(" textLength=\"{:.1}\"", cells * CELL.0) } else { String::new() };
        let text = self.text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
        let (x, y, class) = (left(self.column), middle(y) + 4.5, attribute(&self.class));
        let _ = writeln!(out, "<text x=\"{x}\" y=\"{y}\"{held}{class}>{text}</text>");
    }
}

/// The strokes of a cell that is drawn.
fn drawn(symbol: &str, x: u16, y: u16) -> Option<(Pen, String)> {
    let (left, middle) = (left(x), middle(y));
    let (top, centre) = (middle - CELL.1 / 2.0, left + CELL.0 / 2.0);
    let dashes = |n: usize| {
        let step = CELL.1 / n as f64;
        (0..n).map(|i| format!("M{centre:.1} {:.1}v{:.1}", top + (i as f64 + 0.25) * step, step / 2.0)).collect()
    };
    let corner = |from: f64, to: f64| {
        format!("M{centre:.1} {:.1}Q{centre:.1} {middle:.1} {:.2} {middle:.1}", middle + from * CELL.1 / 2.0, to)
    };
    let right = left + CELL.0;
    Some(match symbol.chars().next()? {
        '─' => (Pen::Hair, format!("M{left} {middle:.1}h{}", CELL.0)),
        '│' => (Pen::Hair, format!("M{centre:.1} {top:.1}v{}", CELL.1)),
        '┊' => (Pen::Hair, dashes(4)),
        '┆' => (Pen::Hair, dashes(3)),
        '╭' => (Pen::Hair, corner(1.0, right)),
        '╮' => (Pen::Hair, corner(1.0, left)),
        '╰' => (Pen::Hair, corner(-1.0, right)),
        '╯' => (Pen::Hair, corner(-1.0, left)),
        '━' => (Pen::Track, format!("M{left} {middle:.1}h{}", CELL.0)),
        '●' => (Pen::Thumb, format!("M{centre:.1} {middle:.1}h0")),
        block @ '█'..='▏' => {
            let eighths = f64::from('▏' as u32 + 1 - block as u32);
            (Pen::Bar, format!("M{left} {middle:.1}h{:.2}", CELL.0 * eighths / 8.0))
        }
        braille @ '\u{2801}'..='\u{28ff}' => (Pen::Dot, dots(braille as u32 - 0x2800, left, top)),
        _ => return None,
    })
}

/// The dots of a braille character: bits 0–2 and 6 down the left side, 3–5 and 7 down the right.
fn dots(bits: u32, left: f64, top: f64) -> String {
    let places = [(0, 0), (0, 1), (0, 2), (1, 0), (1, 1), (1, 2), (0, 3), (1, 3)];
    let set = places.iter().enumerate().filter(|(bit, _)| bits >> bit & 1 == 1);
    set.map(|(_, &(column, row))| {
        let at = |n: i32, parts: f64, size: f64| (f64::from(n) + 0.5) * size / parts;
        format!("M{:.1} {:.1}h0", left + at(column, 2.0, CELL.0), top + at(row, 4.0, CELL.1))
    })
    .collect()
}

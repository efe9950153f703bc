//! A picture of dots: braille cells of 2 × 4, or one sign a cell in the ASCII form.

use super::pane::put;
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;

/// Dots over an area; what is outside it is left out.
pub struct Canvas {
    cells: Vec<(u8, usize)>,
    width: u16,
    height: u16,
    braille: bool,
}

/// Bits of a braille cell, by column and row.
const BITS: [[u8; 4]; 2] = [[0x01, 0x02, 0x04, 0x40], [0x08, 0x10, 0x20, 0x80]];

/// Signs of the layers in the ASCII form.
const SIGNS: [&str; 2] = ["*", "o"];

impl Canvas {
    /// An empty picture.
    pub fn new(area: Rect, braille: bool) -> Self {
        let cells = vec![(0, 0); usize::from(area.width) * usize::from(area.height)];
        Canvas { cells, width: area.width, height: area.height, braille }
    }

    /// Dots across and down.
    pub fn size(&self) -> (i32, i32) {
        let (x, y) = if self.braille { (2, 4) } else { (1, 1) };
        (i32::from(self.width) * x, i32::from(self.height) * y)
    }

    /// One dot of a layer; a later layer takes the cell's colour.
    pub fn dot(&mut self, x: i32, y: i32, layer: usize) {
        let (wide, high) = self.size();
        if x < 0 || y < 0 || x >= wide || y >= high {
            return;
        }
        let (column, row) = if self.braille { (x / 2, y / 4) } else { (x, y) };
        let cell = &mut self.cells[row as usize * usize::from(self.width) + column as usize];
        let bit = if self.braille { BITS[(x % 2) as usize][(y % 4) as usize] } else { 1 };
        *cell = (cell.0 | bit, layer);
    }

    /// A straight run of dots between two, leaving every `gap`th column out when it is above 0.
    pub fn line(&mut self, from: (i32, i32), to: (i32, i32), layer: usize, gap: i32) {
        let steps = (to.0 - from.0).abs().max((to.1 - from.1).abs()).max(1);
        for step in 0..=steps {
            let x = from.0 + (to.0 - from.0) * step / steps;
            let y = from.1 + (to.1 - from.1) * step / steps;
            if gap == 0 || x % gap != 0 {
                self.dot(x, y, layer);
            }
        }
    }

    /// Puts the picture on the screen, each layer in its style.
    pub fn draw(&self, area: Rect, styles: &[Style], frame: &mut Frame) {
        for (at, (bits, layer)) in self.cells.iter().enumerate().filter(|(_, (bits, _))| *bits != 0) {
            let (x, y) = (at % usize::from(self.width), at / usize::from(self.width));
            let mut buffer = [0; 4];
            let sign: &str = match char::from_u32(0x2800 + u32::from(*bits)) {
                Some(c) if self.braille => c.encode_utf8(&mut buffer),
                _ => SIGNS[(*layer).min(SIGNS.len() - 1)],
            };
            put(frame, area, x as u16, y as u16, sign, styles[(*layer).min(styles.len() - 1)]);
        }
    }
}

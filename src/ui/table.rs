//! A table in a pane: a sentence, then rows under columns, of which those of least worth fold away; the selected row is in view.

mod columns;
mod flow;
mod row;

use super::Theme;
use super::pane::{corner, put};
use crate::app::Entry;
use crate::rows::Block;
use crate::text::cut;
use flow::Flow;
use ratatui::Frame;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;

/// A table as it is shown.
pub(super) struct Table<'a> {
    /// Its rows, in blocks that have columns in common.
    pub blocks: &'a [Block],
    /// What stands above them, in at most so many lines.
    pub heading: (&'a str, usize),
    /// How that is said.
    pub style: Style,
    /// The selected row.
    pub selected: usize,
    /// Whether it has the keys.
    pub focused: bool,
    /// What leads to the columns that are folded away.
    pub folded: &'a str,
    /// What is being typed for a row.
    pub entry: Option<&'a Entry>,
}

impl Table<'_> {
    /// Draws it inside the frame of a pane.
    pub(super) fn draw(&self, theme: &Theme, pane: Rect, inside: Rect, frame: &mut Frame) {
        let (words, area) = self.parts(inside);
        for (y, words) in (0..inside.height).zip(&words) {
            put(frame, inside, 1, y, &theme.text(words), self.style);
        }
        let count = self.count();
        if count == 0 {
            put(frame, area, 1, 0, "Nothing here.", theme.dim());
            return;
        }
        corner(frame, theme, pane, &format!("{} of {count}", self.selected + 1), theme.dim());
        let flow = Flow::of(self.blocks, area.width);
        for (y, line) in (0..area.height).zip(flow.shown(self.selected, area.height)) {
            let place = Rect { y: area.y + y, height: 1, ..area };
            row::draw(self, &flow, line, theme, place, frame);
        }
        if flow.folds() {
            let edge = Rect { y: pane.bottom().saturating_sub(1), height: 1, ..pane };
            corner(frame, theme, edge, self.folded, theme.dim());
        }
    }

    fn count(&self) -> usize {
        self.blocks.iter().map(|block| block.rows.len()).sum()
    }

    /// The row that stands at a cell of the screen.
    pub(super) fn row_at(&self, inside: Rect, at: Position) -> Option<usize> {
        let (_, area) = self.parts(inside);
        let line = usize::from(at.y.checked_sub(area.y)?);
        let shown = Flow::of(self.blocks, area.width).shown(self.selected, area.height);
        shown.get(line).and_then(|line| line.row())
    }

    /// The lines that the sentence takes above the rows, and what is left of the area.
    fn parts(&self, area: Rect) -> (Vec<String>, Rect) {
        let (heading, most) = self.heading;
        let room = usize::from(area.width.saturating_sub(2)).max(1);
        let mut words = if heading.is_empty() { Vec::new() } else { crate::text::wrap(heading, room) };
        // On a low screen the rows matter more than what is said of them.
        let most = match usize::from(area.height) {
            height if height > self.count() + most => most,
            height if height >= 10 => most.min(height / 4),
            _ => 0,
        };
        if words.len() > most {
            words.truncate(most);
            if let Some(last) = words.last_mut() {
                *last = cut(&format!("{last} …"), room);
            }
        }
        let taken = words.len() as u16;
        (words, Rect { y: area.y + taken, height: area.height.saturating_sub(taken), ..area })
    }
}

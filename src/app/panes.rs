//! The panes of view 1: which has the keys, and which of its rows is selected.

use super::{App, Figure, Overlay, Pane};

/// The panes in the order of Tab: down the left, up the right.
const PANES: [Pane; 5] = [Pane::WhatIf, Pane::Levers, Pane::Watch, Pane::Bill, Pane::Month];

/// The pane behind one, or before it.
pub(super) fn next_pane(pane: Pane, back: bool) -> Pane {
    let at = PANES.iter().position(|other| *other == pane).unwrap_or(0);
    PANES[(at + if back { PANES.len() - 1 } else { 1 }) % PANES.len()]
}

impl App {
    /// Gives a pane the keys; one of the left stays there where there is room for one.
    pub(super) fn give_keys(&mut self, pane: Pane) {
        self.focus = pane;
        if matches!(pane, Pane::WhatIf | Pane::Levers | Pane::Watch) {
            self.left = pane;
        }
    }

    /// Selects another row of the focused pane.
    pub(super) fn move_by(&mut self, by: isize) {
        let rows = match self.focus {
            Pane::WhatIf => self.rows().len(),
            Pane::Levers => self.levers.len(),
            Pane::Watch => self.watch.len(),
            Pane::Month => Figure::ALL.len(),
            Pane::Bill => self.bill_rows(),
        };
        let selected = self.selected_in(self.focus);
        *selected = moved(*selected, by, rows);
    }

    /// The row of a pane that is selected.
    fn selected_in(&mut self, pane: Pane) -> &mut usize {
        match pane {
            Pane::WhatIf => &mut self.selected.what_if,
            Pane::Levers => &mut self.selected.levers,
            Pane::Watch => &mut self.selected.watch,
            Pane::Month => &mut self.selected.month,
            Pane::Bill => &mut self.selected.bill,
        }
    }

    /// Gives a pane the keys, and selects a row of it.
    pub(super) fn point(&mut self, pane: Pane, row: usize) {
        if matches!(self.overlay, Overlay::None) {
            self.give_keys(pane);
            *self.selected_in(pane) = 0;
            self.move_by(row as isize);
        }
    }
}

/// A place moved within `len` rows.
pub(super) fn moved(at: usize, by: isize, len: usize) -> usize {
    at.saturating_add_signed(by).min(len.saturating_sub(1))
}

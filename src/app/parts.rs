//! What can have the keys, what lies over it, and how it stands with the disk.

use super::Entry;
use crate::session::store::Listed;

/// A pane that can have the keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pane {
    /// Sliders and choices.
    WhatIf,
    /// Savings that can be switched on.
    Levers,
    /// What the rules say.
    Watch,
    /// The month in figures.
    Month,
    /// The lines.
    Bill,
}

/// The selected row of each pane.
#[derive(Clone, Copy, Debug, Default)]
pub struct Selected {
    /// Of the sliders and choices.
    pub what_if: usize,
    /// Of the levers.
    pub levers: usize,
    /// Of the rules.
    pub watch: usize,
    /// Of the figures.
    pub month: usize,
    /// Of the lines.
    pub bill: usize,
}

/// What lies over the panes.
#[derive(Clone, Debug)]
pub enum Overlay {
    /// Nothing.
    None,
    /// A value or name being typed.
    Entry(Entry),
    /// How a figure came about.
    Explain {
        /// First row shown.
        scroll: usize,
    },
    /// What was noted of the session.
    Notes {
        /// First row shown.
        scroll: usize,
    },
    /// The keys.
    Help {
        /// First row shown.
        scroll: usize,
    },
    /// A file that comes in.
    Incoming,
    /// What the session can leave as.
    Exports {
        /// The selected one.
        at: usize,
    },
    /// The plans to choose from.
    Plans {
        /// The selected one.
        at: usize,
    },
    /// The sessions to open.
    Sessions {
        /// Those in the folder.
        list: Vec<Listed>,
        /// Whether one is to be pinned in the place of opened.
        pin: bool,
        /// The selected one.
        at: usize,
    },
}

/// Whether the session is on disk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OnDisk {
    /// As it was opened; nothing to write.
    Untouched,
    /// Changed since it was written.
    Pending,
    /// On disk.
    Saved,
    /// Not on disk: why, and that it is tried again.
    Failed(String),
}

/// A figure of the month that can be selected and explained.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Figure {
    /// What a month costs.
    Cost,
    /// Per user and per concurrent user.
    PerUser,
    /// What comes in.
    Revenue,
    /// What is left.
    Margin,
    /// Cost as a share of revenue, and its rating.
    Infra,
    /// Where revenue covers cost.
    BreakEven,
    /// Where the next stage begins.
    NextCliff,
}

impl Figure {
    /// All of them, in the order of the pane.
    pub const ALL: [Figure; 7] = [
        Figure::Cost,
        Figure::PerUser,
        Figure::Revenue,
        Figure::Margin,
        Figure::Infra,
        Figure::BreakEven,
        Figure::NextCliff,
    ];
}

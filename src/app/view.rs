//! Views: what fills the body of the screen.

/// What fills the body of the screen. F1 to F7, and Alt with the digit, are theirs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum View {
    /// Sliders, bill and curve.
    #[default]
    Explore,
    /// What the document says.
    Sources,
}

impl View {
    /// Every view there is, in the order of the strip.
    pub const ALL: [View; 2] = [View::Explore, View::Sources];

    /// The digit of its key.
    pub fn digit(self) -> u8 {
        match self {
            View::Explore => 1,
            View::Sources => 7,
        }
    }

    /// Its name on the screen.
    pub fn name(self) -> &'static str {
        match self {
            View::Explore => "Explore",
            View::Sources => "Sources",
        }
    }
}

//! Views: what fills the body of the screen.

/// What fills the body of the screen. F1 to F7, and Alt with the digit, are theirs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum View {
    /// Sliders, bill and curve.
    #[default]
    Explore,
    /// Every provider at these sliders.
    Cards,
    /// What the document says.
    Sources,
}

impl View {
    /// Every view there is, in the order of the strip.
    pub const ALL: [View; 3] = [View::Explore, View::Cards, View::Sources];

    /// The digit of its key.
    pub fn digit(self) -> u8 {
        match self {
            View::Explore => 1,
            View::Cards => 3,
            View::Sources => 7,
        }
    }

    /// Its name on the screen.
    pub fn name(self) -> &'static str {
        match self {
            View::Explore => "Explore",
            View::Cards => "Cards",
            View::Sources => "Sources",
        }
    }
}

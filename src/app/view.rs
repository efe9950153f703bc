//! Views: what fills the body of the screen.

/// What fills the body of the screen. F1 to F7, and Alt with the digit, are theirs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum View {
    /// Sliders, bill and curve.
    #[default]
    Explore,
    /// Baseline, now and what is pinned, side by side.
    Compare,
    /// Every provider at these sliders.
    Cards,
    /// What matters, what is needed, what saves most.
    Sensitivity,
    /// The months ahead.
    Forecast,
    /// How sure that is.
    Risk,
    /// What the document says.
    Sources,
}

impl View {
    /// Every view there is, in the order of the strip.
    pub const ALL: [View; 7] =
        [View::Explore, View::Compare, View::Cards, View::Sensitivity, View::Forecast, View::Risk, View::Sources];

    /// The digit of its key.
    pub fn digit(self) -> usize {
        View::ALL.iter().position(|view| *view == self).unwrap_or(0) + 1
    }

    /// Its name on the screen.
    pub fn name(self) -> &'static str {
        match self {
            View::Explore => "Explore",
            View::Compare => "Compare",
            View::Cards => "Cards",
            View::Sensitivity => "Sensitivity",
            View::Forecast => "Forecast",
            View::Risk => "Risk",
            View::Sources => "Sources",
        }
    }

    /// Whether it is one of the questions.
    pub fn asks(self) -> bool {
        matches!(self, View::Compare | View::Sensitivity | View::Forecast | View::Risk)
    }
}

//! What priced a line of a bill.

/// What priced a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Basis {
    /// The plan's own figure.
    Documented,
    /// The chosen card.
    Card,
    /// The user.
    Override,
    /// The stage's headline or stated total: not a line's own figure.
    Headline,
    /// The plan's own figure, because the line has no meter, or the chosen card no rate for it.
    Missing,
}

impl Basis {
    /// Its name in reports.
    pub fn id(self) -> &'static str {
        match self {
            Basis::Documented => "documented",
            Basis::Card => "card",
            Basis::Override => "override",
            Basis::Headline => "headline",
            Basis::Missing => "missing",
        }
    }
}

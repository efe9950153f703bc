//! Ratings: what infrastructure as a share of revenue is called.

use crate::amount::Decimal;
use crate::faults::Named;
use crate::table::Table;

/// A band of infrastructure ÷ revenue and its name. Bands stand lowest first; the first that holds a share names it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rating {
    /// Its name in files and reports.
    pub id: String,
    /// Its band in words.
    pub words: String,
    /// Where it ends.
    pub end: RatingEnd,
    /// Where it stands in the document.
    pub lines: Option<String>,
}

/// Where a rating's band ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RatingEnd {
    /// Just below a share.
    Below(Decimal),
    /// At a share.
    UpTo(Decimal),
    /// Nowhere.
    Open,
}

/// How a rating is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Health {
    /// Better than the target.
    Good,
    /// The target: the last band that ends below a share.
    Fair,
    /// Beyond the target.
    Bad,
}

impl Rating {
    /// How it is meant among the ratings it belongs to.
    pub fn health(&self, among: &[Rating]) -> Health {
        let place = |id: &str| among.iter().position(|rating| rating.id == id);
        let target = among.iter().rposition(|rating| matches!(rating.end, RatingEnd::Below(_)));
        match place(&self.id).cmp(&target) {
            std::cmp::Ordering::Less => Health::Good,
            std::cmp::Ordering::Equal => Health::Fair,
            std::cmp::Ordering::Greater => Health::Bad,
        }
    }

    /// Whether a share is no more than its band holds.
    pub fn holds(&self, share: Decimal) -> bool {
        match self.end {
            RatingEnd::Below(end) => share < end,
            RatingEnd::UpTo(end) => share <= end,
            RatingEnd::Open => true,
        }
    }

    /// Reads a `[[rating]]`.
    pub(super) fn read(table: &Table) -> (Named, Self) {
        let id = table.need_id("id");
        let end = match (table.share("below"), table.share("up_to")) {
            (Some(end), Some(_)) => {
                let place = table.place_of("up_to").unwrap_or_else(|| table.place());
                table.fault(place, "a rating ends once", "expected `below` or `up_to`, not both");
                RatingEnd::Below(end)
            }
            (Some(end), None) => RatingEnd::Below(end),
            (None, Some(end)) => RatingEnd::UpTo(end),
            (None, None) => RatingEnd::Open,
        };
        let words = table.need_text("words").text;
        let lines = super::plan::plain(table, "lines");
        table.finish();
        (id.clone(), Rating { id: id.text, words, end, lines })
    }

    /// Faults where bands do not rise to an open one.
    pub(super) fn check(table: &Table, ratings: &[(Named, Rating)]) {
        let edge = |rating: &Rating| match rating.end {
            RatingEnd::Below(end) => Some((end, 0)),
            RatingEnd::UpTo(end) => Some((end, 1)),
            RatingEnd::Open => None,
        };
        let mut highest: Option<((Decimal, u8), &str)> = None;
        for (at, (id, rating)) in ratings.iter().enumerate() {
            let last = at + 1 == ratings.len();
            let fault = |title: &str, label: String| table.fault(id.place.clone(), title, label);
            match (edge(rating), highest) {
                (None, _) if !last => {
                    fault("an open rating is the last", "expected `below` or `up_to`: others stand after it".into())
                }
                (Some(end), Some((before, name))) if end <= before => {
                    let share = crate::amount::percent(before.0);
                    fault("ratings rise", format!("expected to end above {share}, where `{name}` ends"));
                }
                (Some(_), _) if last => fault("the last rating is open", "expected neither `below` nor `up_to`".into()),
                _ => {}
            }
            highest = highest.max(edge(rating).map(|end| (end, id.text.as_str())));
        }
    }
}

//! Money in: mixes of payers that set the sliders of revenue.

use super::plan::plain;
use crate::amount::{Decimal, Estimate, Number, Overflow};
use crate::faults::Named;
use crate::table::Table;

/// Who pays what: a preset for paid share, revenue per user and other income.
#[derive(Clone, Debug)]
pub struct Income {
    /// Its name in files and reports.
    pub id: String,
    /// Its name on the screen.
    pub name: String,
    /// The payers, and who does not pay.
    pub segments: Vec<Segment>,
    /// Income a month that does not follow users.
    pub other: Decimal,
    /// Whether the document gives no figure for it: the user says what it brings a month beside users.
    pub asks: bool,
    /// The printed revenue a month.
    pub stated: Option<Estimate>,
    /// The users it is printed for.
    pub stated_users: Option<Decimal>,
    /// A remark.
    pub note: Option<String>,
    /// Where it stands in the document.
    pub lines: Option<String>,
}

/// A part of the users and what each of them pays a month.
#[derive(Clone, Debug)]
pub struct Segment {
    /// Its name on the screen.
    pub name: String,
    /// Its share of all users.
    pub share: Decimal,
    /// What one pays a month.
    pub price: Estimate,
    /// Where it stands in the document.
    pub lines: Option<String>,
}

impl Income {
    /// The share of the users that pays anything.
    pub fn paid_share(&self) -> Decimal {
        self.segments.iter().filter(|segment| !segment.price.high.is_zero()).map(|segment| segment.share).sum()
    }

    /// Revenue a month over all users, other income aside.
    pub fn per_user(&self) -> Result<Estimate, Overflow> {
        Estimate::of_ends(|end| {
            self.segments.iter().try_fold(Decimal::ZERO, |sum, s| sum.plus(s.share.times(s.price.at(end))?))
        })
    }

    /// Revenue a month of one who pays.
    pub fn per_payer(&self) -> Result<Estimate, Overflow> {
        let share = self.paid_share();
        self.per_user()?.try_map(|revenue| if share.is_zero() { Ok(Decimal::ZERO) } else { revenue.over(share) })
    }

    /// Reads an `[[income]]`.
    pub(super) fn read(table: &Table) -> (Named, Self) {
        let id = table.need_id("id");
        let tables = table.tables("segment");
        let segments: Vec<Segment> = tables.iter().map(Segment::read).collect();
        let income = Income {
            id: id.text.clone(),
            name: table.need_text("name").text,
            segments,
            other: table.decimal("other").unwrap_or_default(),
            asks: table.flag("asks"),
            stated: table.range("stated"),
            stated_users: table.decimal("stated_users"),
            note: plain(table, "note"),
            lines: plain(table, "lines"),
        };
        income.within_all_users(table, &tables);
        let brings = !income.segments.is_empty() || !income.other.is_zero();
        if !brings && !income.asks {
            table.fault(
                table.place(),
                format!("income `{}` brings nothing", id.text),
                "expected an [[income.segment]], or `other`; `asks = true` where the document gives no figure",
            );
        }
        if let Some(place) = table.place_of("asks").filter(|_| brings && income.asks) {
            let title = format!("income `{}` asks for what it gives", id.text);
            table.fault(place, title, "`asks` stands alone: leave out `other` and the segments");
        }
        table.finish();
        (id, income)
    }
}

impl Income {
    /// A fault at the share that leads above all users.
    fn within_all_users(&self, table: &Table, segments: &[Table]) {
        let mut sum = Ok(Decimal::ZERO);
        for (segment, at) in self.segments.iter().zip(segments) {
            sum = sum.and_then(|sum: Decimal| sum.plus(segment.share));
            if !matches!(sum, Ok(sum) if sum <= Decimal::ONE) {
                let title = format!("the segments of `{}` are more than all users", self.id);
                let sum = sum.map_or("more".to_owned(), crate::amount::percent);
                let place = at.place_of("share").unwrap_or_else(|| at.place());
                return table.fault(place, title, format!("with this one their shares add up to {sum}"));
            }
        }
    }
}

impl Segment {
    fn read(table: &Table) -> Self {
        let segment = Segment {
            name: table.need_text("name").text,
            share: table.need("share", "a quoted share", Table::share).unwrap_or_default(),
            price: table.need("price", "a quoted decimal or range", Table::range).unwrap_or(Estimate::ZERO),
            lines: plain(table, "lines"),
        };
        table.finish();
        segment
    }
}

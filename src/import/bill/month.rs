//! Months of a bill, and whether its charges cover them.

use super::moment::Moment;
use super::totals::Covered;
use crate::date::Date;
use jiff::civil::DateTime;

/// What is known of a month so far.
#[derive(Default)]
pub(super) struct Month {
    rows: u64,
    /// The files that have rows of it, by their places.
    pub files: Vec<usize>,
    /// When the first begins and the last ends: of charges of up to a day, and of longer ones.
    short: Option<Span>,
    long: Option<Span>,
}

#[derive(Clone, Copy)]
struct Span {
    from: DateTime,
    to: DateTime,
    /// Whether the last end is a day without a time.
    day: bool,
}

impl Month {
    /// Adds a charge of a file.
    pub(super) fn add(&mut self, file: usize, (start, end): (Moment, Moment)) {
        self.rows += 1;
        if self.files.last() != Some(&file) {
            self.files.push(file);
        }
        let day_later = start.at.date().tomorrow().map_or(start.at, |day| day.to_datetime(start.at.time()));
        let span = if end.at <= day_later { &mut self.short } else { &mut self.long };
        let new = Span { from: start.at, to: end.at, day: end.day };
        let span = span.get_or_insert(new);
        span.from = span.from.min(new.from);
        if new.to > span.to {
            (span.to, span.day) = (new.to, new.day);
        }
    }

    /// Whether its charges go from its first to its last day. An end is the moment behind the charge; where only days are given,
    /// the last day of the month may be meant to be in it.
    pub(super) fn covered(&self, month: Date) -> Covered {
        let span = self.short.or(self.long);
        let of = |span: Span| (span.from, span.to);
        let covers = |span: Span| {
            let (first, after) = month.month_days()?;
            let last = after.yesterday().ok()?;
            let to_the_end = span.to >= after.at(0, 0, 0, 0) || (span.day && span.to.date() == last);
            Some(span.from <= first.at(0, 0, 0, 0) && to_the_end)
        };
        Covered {
            month,
            from_to: span.map_or((DateTime::ZERO, DateTime::ZERO), of),
            complete: span.and_then(covers).unwrap_or(false),
            rows: self.rows,
        }
    }
}

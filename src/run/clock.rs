//! What day it is: the clock, or the day that a build or a test asks for.

use crate::date::Date;
use jiff::{Timestamp, tz::TimeZone};

/// Seconds since 1970 in place of the clock's, as reproducible builds set them.
const EPOCH: &str = "SOURCE_DATE_EPOCH";

/// Today in UTC; what is old is old on this day.
pub fn today() -> Date {
    let asked = std::env::var(EPOCH).ok().and_then(|seconds| Timestamp::from_second(seconds.parse().ok()?).ok());
    Date::of_day(asked.unwrap_or_else(Timestamp::now).to_zoned(TimeZone::UTC).date())
}

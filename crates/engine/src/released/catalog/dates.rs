//! Release dates, which the feed does not contain.
use std::fmt;

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::base::json::written_as_text;

/// A day in the calendar, `2026-09-01`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type), specta(type = String))]
pub struct Day(Date);

impl Day {
    /// Reads `2026-09-01`.
    pub(super) fn parse(text: &str) -> Option<Self> {
        text.parse().ok().map(Self)
    }

    /// Its first moment, in UTC.
    pub(crate) fn begins(self) -> Timestamp {
        self.0.to_zoned_datetime(TimeZone::UTC).map_or(Timestamp::MIN, |begins| begins.timestamp())
    }

    /// The day of a point in time, in UTC.
    pub(crate) fn of(moment: Timestamp) -> Self {
        Self(moment.to_zoned_datetime(TimeZone::UTC).date())
    }
}

impl From<Day> for Date {
    fn from(day: Day) -> Self {
        day.0
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

written_as_text!(Day, "format": "date");

#[cfg(test)]
mod tests {
    use super::super::history::{newest, released_on};

    fn day(version: &str) -> Option<String> {
        released_on(&version.parse().unwrap()).map(|day| day.to_string())
    }

    #[test]
    fn the_newest_release_is_known() {
        assert_eq!(newest().unwrap().as_str(), "go1.27.0");
    }

    #[test]
    fn a_release_in_the_table_has_a_date_and_others_have_none() {
        assert_eq!(day("go1.27.0").as_deref(), Some("2026-08-19"));
        assert_eq!(day("go1.20.0").as_deref(), Some("2023-02-01"), "the same release as go1.20");
        assert_eq!(day("go1").as_deref(), Some("2012-03-28"));
        assert_eq!((day("go1.27.999"), day("go1.27rc1")), (None, None));
    }
}

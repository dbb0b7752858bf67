//! Release dates, from a built-in table, because the feed does not contain them.
use std::collections::HashMap;
use std::fmt;
use std::sync::LazyLock;

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::json::written_as_text;
use crate::version::Version;

/// A day in the calendar, `2026-09-01`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[cfg_attr(feature = "specta", derive(specta::Type), specta(type = String))]
pub struct Day(Date);

/// Origin and licence: `data/README.md`.
const TABLE: &str = include_str!("../../../data/release-dates.txt");

static DATES: LazyLock<HashMap<Version, Day>> = LazyLock::new(|| TABLE.lines().filter_map(row).collect());

/// The day on which `version` was released. `None` for a pre-release, and for a release that is not in the table:
/// releases newer than this version of Upgo, and some patches before Go 1.9.
pub fn released_on(version: &Version) -> Option<Day> {
    DATES.get(version).copied()
}

/// The newest release in the table.
pub(super) fn newest() -> Option<Version> {
    DATES.keys().max().cloned()
}

impl Day {
    /// Its first moment, in UTC.
    pub(crate) fn begins(self) -> Timestamp {
        self.0.to_zoned(TimeZone::UTC).map_or(Timestamp::MIN, |begins| begins.timestamp())
    }

    /// The day of a point in time, in UTC.
    pub(crate) fn of(moment: Timestamp) -> Self {
        Self(moment.to_zoned(TimeZone::UTC).date())
    }
}

fn row(line: &str) -> Option<(Version, Day)> {
    let (version, day) = line.split_once(' ')?;
    Some((Version::from_name(version).ok()?, Day(day.parse().ok()?)))
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
    use super::*;

    fn day(version: &str) -> Option<String> {
        released_on(&version.parse().unwrap()).map(|day| day.to_string())
    }

    #[test]
    fn the_table_is_read_completely() {
        assert_eq!(DATES.len(), TABLE.lines().count());
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

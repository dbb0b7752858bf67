//! Home: whether everything is fine, and if not, the one thing to do.
use jiff::{SignedDuration, Timestamp, ToSpan as _, ZonedDateTime};
use serde::{Deserialize, Serialize};
use specta::Type;
use upgo_engine::base::report::Problem;
use upgo_engine::base::version::Version;
use upgo_engine::cases::Overview;

/// When to remind the user of a release again.
#[derive(Clone, Copy, Debug, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) enum Remind {
    /// In a day.
    Tomorrow,
    /// In seven days.
    NextWeek,
}

impl Remind {
    pub(crate) fn after(self, now: Timestamp) -> Timestamp {
        let hours = match self {
            Self::Tomorrow => 24,
            Self::NextWeek => 24 * 7,
        };
        now.saturating_add(SignedDuration::from_hours(hours)).unwrap_or(now)
    }
}

/// How long notifications are paused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) enum PauseLength {
    /// From now on.
    Hour,
    /// Until midnight.
    Today,
    /// Without an end.
    UntilResumed,
}

impl PauseLength {
    pub(crate) fn end(self) -> Timestamp {
        let now = ZonedDateTime::now();
        let end = match self {
            Self::Hour => now.checked_add(1.hour()),
            Self::Today => now.tomorrow().and_then(|tomorrow| tomorrow.start_of_day()),
            Self::UntilResumed => return Timestamp::MAX,
        };
        end.map_or(now.timestamp(), |end| end.timestamp())
    }
}

page! {
    /// Returns the contents of Home. Never uses the network.
    read overview(&desk) -> Overview { desk.overview() }

    /// Checks for new releases. Returns the problem if the check failed and the cached data is still shown.
    read check(&desk) -> Option<Problem> { desk.check() }

    /// Never mentions this release again.
    change skip(&desk, version: Version) -> () { desk.skip(&version) }

    /// Does not mention this release until the given time.
    change remind_later(&desk, version: Version, when: Remind) -> () {
        desk.remind_later(&version, when.after(Timestamp::now()))
    }

    change offer_again(&desk) -> () { desk.offer_again() }

    /// Pauses notifications; `null` ends the pause.
    change pause_notifications(&desk, length: Option<PauseLength>) -> () { desk.pause(length) }
}

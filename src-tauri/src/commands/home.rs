//! Home: whether everything is fine, and if not, the one thing to do.
use jiff::{SignedDuration, Timestamp};
use serde::Deserialize;
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

    /// Offers again what was skipped or postponed.
    change offer_again(&desk) -> () { desk.offer_again() }

    /// Ends the pause of notifications.
    change resume_notifications(&desk) -> () { desk.pause(None) }
}

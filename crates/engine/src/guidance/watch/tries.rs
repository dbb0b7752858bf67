//! The outcomes of repeated attempts, such as requests to a server, and the back-off after a failure.
use jiff::{SignedDuration, Timestamp, tz::TimeZone};

/// The shortest time between two requests to a server.
pub(super) const HOUR: SignedDuration = SignedDuration::from_hours(1);
/// The longest pause after a failure.
const DAY: SignedDuration = SignedDuration::from_hours(24);
/// How long something must keep failing before the user is notified.
const MENTIONED_AFTER: SignedDuration = SignedDuration::from_hours(3 * 24);
/// On how many days it must also have failed, so that days when the machine was off do not count.
const MENTIONED_AFTER_DAYS: u32 = 3;

#[answer(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, default)]
pub struct Tries {
    pub last: Option<Timestamp>,
    /// The time of the last success.
    pub well: Option<Timestamp>,
    /// The number of failures since then.
    pub failed: u32,
    /// The time of the first of them.
    pub failing_since: Option<Timestamp>,
    /// The number of days with failed attempts.
    pub days: u32,
    pub told: bool,
}

impl Tries {
    pub(crate) fn went_well(&mut self, at: Timestamp) {
        *self = Self { last: Some(at), well: Some(at), ..Self::default() };
    }

    pub(crate) fn went_wrong(&mut self, at: Timestamp) {
        let day = |at: Timestamp| at.to_zoned_datetime(TimeZone::UTC).date();
        let is_new_day = self.failed == 0 || self.last.is_none_or(|last| day(last) != day(at));
        self.days = self.days.saturating_add(u32::from(is_new_day));
        self.failed = self.failed.saturating_add(1);
        self.failing_since = self.failing_since.or(Some(at));
        self.last = Some(at);
    }

    /// The pause after the last failure: 1 h, 2 h, 4 h … 24 h.
    pub(super) fn pause(&self) -> SignedDuration {
        let doubled = HOUR.checked_mul(1 << self.failed.saturating_sub(1).min(5));
        doubled.unwrap_or(DAY).min(DAY)
    }

    /// When the next attempt after a failure is allowed; `None` if the last attempt did not fail.
    pub(super) fn again(&self) -> Option<Timestamp> {
        self.last.filter(|_| self.failed > 0).map(|last| after(last, self.pause()))
    }

    /// Whether it has failed long enough to notify the user, who was not notified yet.
    pub(super) fn is_worth_a_word(&self, now: Timestamp) -> bool {
        let lasts = self.failing_since.is_some_and(|since| now.duration_since(since) >= MENTIONED_AFTER);
        lasts && self.days >= MENTIONED_AFTER_DAYS && !self.told
    }

    /// Replaces times in the future by `now`, because they mean that the clock was set back.
    pub(super) fn settle(&mut self, now: Timestamp) {
        for at in [&mut self.last, &mut self.well, &mut self.failing_since].into_iter().flatten() {
            *at = now.min(*at);
        }
    }
}

pub(super) fn after(at: Timestamp, duration: SignedDuration) -> Timestamp {
    at.checked_add(duration).unwrap_or(Timestamp::MAX)
}

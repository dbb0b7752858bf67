//! How it went to ask somebody, and for how long that is left alone after a failure.
use jiff::{SignedDuration, Timestamp, tz::TimeZone};
use serde::{Deserialize, Serialize};

/// Nobody is asked more often.
pub(super) const HOUR: SignedDuration = SignedDuration::from_hours(1);
/// Nobody is left alone for longer after a failure.
const DAY: SignedDuration = SignedDuration::from_hours(24);
/// A failure is mentioned when it has lasted as long,
const MENTIONED_AFTER: SignedDuration = SignedDuration::from_hours(3 * 24);
/// and was met on as many days: those on which the machine was off do not count.
const MENTIONED_AFTER_DAYS: u32 = 3;

/// How it went to try something again and again.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Tries {
    /// When it was tried last.
    pub last: Option<Timestamp>,
    /// When it went well last.
    pub well: Option<Timestamp>,
    /// How often it has failed since.
    pub failed: u32,
    /// Since when it fails.
    pub failing_since: Option<Timestamp>,
    /// On how many days it has failed.
    pub days: u32,
    /// Whether the user knows that it fails.
    pub told: bool,
}

impl Tries {
    /// It was tried and went well.
    pub fn went_well(&mut self, at: Timestamp) {
        *self = Self { last: Some(at), well: Some(at), ..Self::default() };
    }

    /// It was tried and failed.
    pub fn went_wrong(&mut self, at: Timestamp) {
        let day = |at: Timestamp| at.to_zoned(TimeZone::UTC).date();
        let is_new_day = self.failed == 0 || self.last.is_none_or(|last| day(last) != day(at));
        self.days = self.days.saturating_add(u32::from(is_new_day));
        self.failed = self.failed.saturating_add(1);
        self.failing_since = self.failing_since.or(Some(at));
        self.last = Some(at);
    }

    /// For how long it is left alone after the last failure: 1 h, 2 h, 4 h … a day.
    pub(super) fn pause(&self) -> SignedDuration {
        let doubled = HOUR.checked_mul(1 << self.failed.saturating_sub(1).min(5));
        doubled.unwrap_or(DAY).min(DAY)
    }

    /// Whether it may be tried again after a failure.
    pub(super) fn again(&self) -> Option<Timestamp> {
        self.last.filter(|_| self.failed > 0).map(|last| after(last, self.pause()))
    }

    /// Whether it has failed for so long that the user should know, and does not yet.
    pub(super) fn is_worth_a_word(&self, now: Timestamp) -> bool {
        let lasts = self.failing_since.is_some_and(|since| now.duration_since(since) >= MENTIONED_AFTER);
        lasts && self.days >= MENTIONED_AFTER_DAYS && !self.told
    }

    /// What lies in the future lies there because the clock was set back: it was now.
    pub(super) fn settle(&mut self, now: Timestamp) {
        for at in [&mut self.last, &mut self.well, &mut self.failing_since].into_iter().flatten() {
            *at = now.min(*at);
        }
    }
}

/// So much later.
pub(super) fn after(at: Timestamp, duration: SignedDuration) -> Timestamp {
    at.checked_add(duration).unwrap_or(Timestamp::MAX)
}

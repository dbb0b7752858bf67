//! The time of the next check, and its reason.
use crate::machine::platform::Network;
use jiff::civil::Time;
use jiff::{SignedDuration, Timestamp, ZonedDateTime};

use super::WatchFacts;
use super::tries::{HOUR, Tries, after};
use crate::choices::settings::{Background, DaySpan, Interval, Settings};

/// How many days ahead to look for a time to check. If there is none, quiet hours cover the whole window.
const DAYS_AHEAD: u32 = 8;

#[answer(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema, Type)]
pub struct NextCheck {
    /// The time of the check; `null` if it waits for a condition, or never happens.
    pub at: Option<Timestamp>,
    /// The reason for that time, or for the wait.
    pub why: Why,
}

/// The reason for the time of the next check.
#[answer(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema, Type, rename_all = "kebab-case")]
pub enum Why {
    /// No check for releases has run yet.
    First,
    /// The interval between checks: `check.interval`.
    Regular,
    /// The interval between checks for vulnerabilities: `check.security-interval`.
    Security,
    /// A vulnerability of the running version became known, and a release may fix it.
    NewlyKnown,
    /// The last check got no answer.
    AfterFailure,
    /// It waits for the time of day that the user chose: `check.window`.
    Window,
    /// It waits for the end of the quiet hours.
    QuietHours,
    /// There is no network.
    Offline,
    /// The network is metered: `check.unmetered-only`.
    Metered,
    BatterySaver,
    /// The user turned checks off: `check.automatic`, `background`.
    Off,
    /// Nothing runs in the background.
    Nobody,
    /// The quiet hours cover all of `check.window`.
    Never,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ask {
    Releases,
    Advisories,
}

pub(super) fn next_check(question: &WatchFacts<'_>) -> (NextCheck, Ask) {
    let settings = question.settings;
    if !settings.check_automatic || settings.background == Background::Off {
        return (NextCheck { at: None, why: Why::Off }, Ask::Releases);
    }
    if !question.runs_in_background {
        return (NextCheck { at: None, why: Why::Nobody }, Ask::Releases);
    }
    let (due, why, ask) = due(question);
    let now = question.now.timestamp();
    let from = due.max(now);
    let (at, moved) = match network_time(settings, &from.to_zoned_datetime(question.now.time_zone().clone())) {
        Some((at, moved)) => (at.timestamp(), moved),
        None => return (NextCheck { at: None, why: Why::Never }, ask),
    };
    let hindrance = hindrance(question).filter(|_| at == now);
    let next = match (hindrance, moved) {
        (Some(hindrance), _) => NextCheck { at: None, why: hindrance },
        (None, Some(moved)) => NextCheck { at: Some(at), why: moved },
        (None, None) => NextCheck { at: Some(at), why },
    };
    (next, ask)
}

/// The next check by the intervals alone: its time, reason and kind.
fn due(question: &WatchFacts<'_>) -> (Timestamp, Why, Ask) {
    let WatchFacts { settings, memory, news, .. } = question;
    let seed = memory.seed.unwrap_or_default();
    let releases = match interval(&memory.releases, settings.check_interval, seed) {
        Some(at) if memory.releases.failed > 0 => (at, Why::AfterFailure, Ask::Releases),
        Some(at) => (at, Why::Regular, Ask::Releases),
        None => (Timestamp::MIN, Why::First, Ask::Releases),
    };
    let is_new = memory.releases.failed == 0 && !news.known.is_subset(&memory.asked_knowing);
    let newly = memory.releases.last.filter(|_| is_new).map(|last| (after(last, HOUR), Why::NewlyKnown, Ask::Releases));
    let advisories = news.asks_advisories.then(|| {
        let at = interval(&memory.advisories, settings.check_security_interval, !seed);
        (at.unwrap_or(Timestamp::MIN), Why::Security, Ask::Advisories)
    });
    // a check for releases also fetches vulnerabilities, so none runs within an hour before it
    let advisories = advisories.filter(|(at, ..)| releases.0 > after(question.now.timestamp().max(*at), HOUR));
    let all = [Some(releases), newly, advisories].into_iter().flatten();
    all.min_by_key(|(at, ..)| *at).unwrap_or(releases)
}

/// Spread by a sixth of the interval, so that not all machines check at once; `None` if no check has run yet.
fn interval(tries: &Tries, interval: Interval, seed: u64) -> Option<Timestamp> {
    let last = tries.last.or(tries.well)?;
    let spread = |range: SignedDuration| {
        let range = u64::try_from(range.as_secs()).unwrap_or_default().max(1);
        SignedDuration::from_secs(i64::try_from(mix(seed, last) % range).unwrap_or_default())
    };
    if tries.failed > 0 {
        return Some(after(last, tries.pause() + spread(tries.pause() / 6)));
    }
    let interval = interval.get();
    let at = after(tries.well?, interval - interval / 12 + spread(interval / 6));
    Some(at.max(after(last, HOUR)))
}

/// Reproducible noise (`SplitMix64`).
fn mix(seed: u64, at: Timestamp) -> u64 {
    let mut z = seed.wrapping_add(at.as_second().cast_unsigned().wrapping_mul(0x9e37_79b9_7f4a_7c15));
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

/// The condition that prevents checks and downloads now, although the time of day allows them.
pub(super) fn hindrance(question: &WatchFacts<'_>) -> Option<Why> {
    let WatchFacts { settings, machine, .. } = question;
    match machine.network {
        Some(Network::None) => Some(Why::Offline),
        Some(Network::Metered) if settings.check_unmetered_only => Some(Why::Metered),
        _ if machine.battery_saver == Some(true) => Some(Why::BatterySaver),
        _ => None,
    }
}

/// The first time at or after `at` when the settings allow network use, and the reason for the delay.
pub(super) fn network_time(settings: &Settings, at: &ZonedDateTime) -> Option<(ZonedDateTime, Option<Why>)> {
    let (mut at, mut moved) = (at.clone(), None);
    for _ in 0..2 * DAYS_AHEAD {
        let quiet = settings.quiet_hours.filter(|quiet| quiet.contains(at.time()));
        let outside = settings.check_window.filter(|window| !window.contains(at.time()));
        let (next, why) = match (quiet, outside) {
            (Some(DaySpan { until, .. }), _) => (until, Why::QuietHours),
            (None, Some(DaySpan { from, .. })) => (from, Why::Window),
            (None, None) => return Some((at, moved)),
        };
        (at, moved) = (next_time(&at, next)?, Some(why));
    }
    None
}

/// `None` outside them.
pub(super) fn end_of_quiet(settings: &Settings, now: &ZonedDateTime) -> Option<Timestamp> {
    let quiet = settings.quiet_hours.filter(|quiet| quiet.contains(now.time()))?;
    Some(next_time(now, quiet.until).map_or(Timestamp::MAX, |end| end.timestamp()))
}

fn next_time(at: &ZonedDateTime, time: Time) -> Option<ZonedDateTime> {
    let on = |date: jiff::civil::Date| date.to_datetime(time).to_zoned_datetime(at.time_zone().clone()).ok();
    on(at.date()).filter(|today| today > at).or_else(|| on(at.date().tomorrow().ok()?))
}

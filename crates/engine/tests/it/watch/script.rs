//! Where the laptop is and in what condition, as a function of time.
use std::time::Duration;

use jiff::civil::{Date, Time, Weekday, date, time};
use jiff::tz::TimeZone;
use jiff::{Timestamp, ZonedDateTime};
use upgo_engine::machine::platform::{self, Network};

/// The condition of the laptop at a time.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Condition {
    pub(crate) awake: bool,
    pub(crate) machine: platform::Condition,
    /// Whether Go's servers answer.
    pub(crate) servers: bool,
}

/// The local time where the laptop is.
pub(crate) fn local(at: Timestamp) -> ZonedDateTime {
    let in_zone = |name: &str| at.to_zoned_datetime(TimeZone::get(name).unwrap());
    let at_home = in_zone("Europe/Berlin");
    match at_home.date() {
        day if within(day, date(2026, 5, 4), date(2026, 5, 16)) => in_zone("America/New_York"),
        day if within(day, date(2026, 7, 6), date(2026, 7, 12)) => in_zone("Asia/Tokyo"),
        _ => at_home,
    }
}

pub(crate) fn condition(at: Timestamp) -> Condition {
    let now = local(at);
    let (day, clock) = (now.date(), now.time());
    let is_weekend = matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday);
    let on =
        |from: (i8, i8), until: (i8, i8)| time(from.0, from.1, 0, 0) <= clock && clock < time(until.0, until.1, 0, 0);
    let is_off = within(day, date(2026, 5, 25), date(2026, 6, 14));
    let works = if is_weekend { on((10, 0), (11, 30)) } else { on((7, 30), (12, 30)) || on((13, 15), (18, 0)) };
    let evening = on((20, 30), (23, 30));
    let travels = !is_weekend && (on((7, 30), (8, 30)) || on((17, 15), (18, 0)));
    let network = match now.time_zone().iana_name() {
        Some("America/New_York") if !evening => Network::Metered,
        Some("Asia/Tokyo") if day.weekday() != Weekday::Thursday || !evening => Network::None,
        _ if travels => Network::Metered,
        _ => Network::Free,
    };
    let since = |from: Time| Duration::try_from(clock.duration_since(from)).unwrap_or_default();
    let machine = platform::Condition {
        network: Some(network),
        on_battery: Some(travels),
        battery_saver: Some(day.weekday() == Weekday::Friday && on((15, 0), (17, 15))),
        // a meeting before lunch, and dinner
        idle: Some(if on((11, 30), (12, 30)) { since(time(11, 30, 0, 0)) } else { Duration::from_secs(20) }),
        full_screen: Some(day.weekday() == Weekday::Tuesday && on((9, 0), (11, 0))),
        busy: Some(day.weekday() == Weekday::Monday && on((11, 0), (12, 30))),
    };
    let servers = !within(day, date(2026, 4, 13), date(2026, 4, 17));
    Condition { awake: !is_off && (works || evening), machine, servers }
}

fn within(day: Date, first: Date, last: Date) -> bool {
    first <= day && day <= last
}

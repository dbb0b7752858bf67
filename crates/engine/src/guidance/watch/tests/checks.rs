//! When checks run: their interval, the time of day, the machine, and failures.
use jiff::SignedDuration;

use super::{REST, check, days, hours};
use crate::machine::platform::Network;

#[test]
fn when_checks_are_due() {
    check! {
        "never checked: at once": |w| w.asked(None) => "check releases";
        "vulnerabilities more often than releases": |w| w => REST;
        "releases once a day, with a spread": |w| w.without_database() => "nothing until Sat 09:55 (Regular)";
        "overdue at the start": |w| w.asked(Some(hours(27))) => "check releases";
        "vulnerabilities are due, releases not within the hour": |w| w.asked(Some(hours(7))) => "check advisories";
        "releases within the hour: only then":
            |w| w.with(|w| w.memory.releases.went_wrong(w.now.timestamp() - SignedDuration::from_mins(50)))
                .with(|w| w.memory.advisories.went_well(w.now.timestamp() - hours(7)))
            => "nothing until Fri 12:18 (AfterFailure)";
        "no vulnerability database": |w| w.without_database().asked(Some(hours(7)))
            => "nothing until Sat 04:32 (Regular)";
        "a custom interval": |w| w.without_database().asked(Some(days(6))).set("check.interval = \"1w\"")
            => "nothing until Sat 03:50 (Regular)";
        "never more often than hourly":
            |w| w.without_database().asked(Some(SignedDuration::from_mins(59))).set("check.interval = \"1h\"")
            => "nothing until Fri 12:01 (Regular)";
        "a manual check counts": |w| w.asked(Some(days(9))).with(|w| w.memory.releases.went_well(w.now.timestamp()))
            => "check advisories";
        "a machine that was off for weeks": |w| w.asked(Some(days(40))) => "check releases";
        "a vulnerability of the running version became known": |w| w.knows("GO-2026-0009") => "check releases";
        "but not within the hour": |w| w.knows("GO-2026-0009").asked(Some(SignedDuration::from_mins(20)))
            => "nothing until Fri 12:40 (NewlyKnown)";
        "the user wants no checks": |w| w.asked(None).set("check.automatic = false") => "nothing until Sat 12:00 (Off)";
        "nor anything in the background": |w| w.asked(None).set("background = \"off\"")
            => "nothing until Sat 12:00 (Off)";
        "a pause only silences notifications": |w| w.asked(None).paused(None) => "check releases";
    }
}

#[test]
fn when_the_time_of_day_delays_a_check() {
    check! {
        "before the window": |w| w.asked(None).set("check.window = \"18:00-20:00\"")
            => "nothing until Fri 18:00 (Window)";
        "within it": |w| w.asked(None).set("check.window = \"11:00-13:00\"") => "check releases";
        "after it: tomorrow": |w| w.asked(None).set("check.window = \"08:00-12:00\"")
            => "nothing until Sat 08:00 (Window)";
        "across midnight": |w| w.asked(None).set("check.window = \"22:00-12:01\"") => "check releases";
        "in quiet hours": |w| w.asked(None).set("quiet-hours = \"09:00-17:30\"")
            => "nothing until Fri 17:30 (QuietHours)";
        "both": |w| w.asked(None).set("quiet-hours = \"09:00-19:00\"").set("check.window = \"18:00-20:00\"")
            => "nothing until Fri 19:00 (QuietHours)";
        "both leave no time":
            |w| w.asked(None).set("quiet-hours = \"09:00-19:00\"").set("check.window = \"10:00-11:00\"")
            => "nothing until Sat 12:00 (Never)";
        "what is due later waits for the window, too": |w| w.set("check.window = \"18:00-20:00\"")
            => "nothing until Fri 18:00 (Window)";
        "the clock of another time zone":
            |w| w.asked(None).at("2026-11-20T12:00[Asia/Tokyo]").set("quiet-hours = \"22:00-13:00\"")
            => "nothing until Fri 13:00 (QuietHours)";
        "an hour that spring does not have":
            |w| w.asked(None).at("2026-03-29T01:30[Europe/Berlin]").set("check.window = \"02:00-03:00\"")
            => "nothing until Mon 02:00 (Window)";
        "an hour that autumn has twice":
            |w| w.asked(None).at("2026-10-25T02:30+01:00[Europe/Berlin]").set("check.window = \"02:00-03:00\"")
            => "check releases";
        "quiet hours end by the local clock":
            |w| w.asked(None).at("2026-03-29T00:30[Europe/Berlin]").set("quiet-hours = \"22:00-07:00\"")
            => "nothing until Sun 07:00 (QuietHours)";
    }
}

#[test]
fn when_the_machine_delays_a_check() {
    check! {
        "no network": |w| w.asked(None).network(Network::None) => "nothing until Fri 12:10 (Offline)";
        "the network is back": |w| w.asked(Some(days(2))).network(Network::Free) => "check releases";
        "a metered network is fine": |w| w.asked(None).network(Network::Metered) => "check releases";
        "unless the user says no": |w| w.asked(None).set("check.unmetered-only = true").network(Network::Metered)
            => "nothing until Fri 12:10 (Metered)";
        "unknown whether the network is metered": |w| w.asked(None).set("check.unmetered-only = true")
            => "check releases";
        "no answer whether it is metered: a check is small":
            |w| w.asked(None).set("check.unmetered-only = true").network(Network::Unanswered) => "check releases";
        "battery saver is on": |w| w.asked(None).with(|w| w.machine.battery_saver = Some(true))
            => "nothing until Fri 12:10 (BatterySaver)";
        "the machine is on battery": |w| w.asked(None).with(|w| w.machine.on_battery = Some(true)) => "check releases";
        "no network, but no check is due": |w| w.network(Network::None) => REST;
    }
}

#[test]
fn when_checks_fail() {
    check! {
        "an hour after the first failure": |w| w.failed(1).later(SignedDuration::from_mins(59))
            => "nothing until Fri 13:04 (AfterFailure)";
        "then": |w| w.failed(1).later(SignedDuration::from_mins(70)) => "check releases";
        "two hours after the second": |w| w.failed(2).later(hours(1)) => "nothing until Fri 14:14 (AfterFailure)";
        "four after the third": |w| w.failed(3).later(hours(3)) => "nothing until Fri 16:14 (AfterFailure)";
        "never longer than a day": |w| w.failed(30).without_database() => "tell checks fail for 25 days";
        "failures are mentioned once": |w| w.failed(30).without_database().tell()
            => "nothing until Sat 12:00 (AfterFailure)";
        "not if failures are not to be notified": |w| w.failed(30).set("notify.errors = false").without_database()
            => "nothing until Sat 12:00 (AfterFailure)";
        "not on the second day": |w| w.failed(6).without_database() => "nothing until Sat 12:00 (AfterFailure)";
        "a success resets the failures":
            |w| w.failed(30).with(|w| w.memory.releases.went_well(w.now.timestamp())).without_database()
            => "nothing until Sat 10:14 (Regular)";
        "off for weeks after a failure: a new attempt, no notification":
            |w| w.failed(1).later(days(30)).with(|w| w.memory.releases.went_wrong(w.now.timestamp()))
                .with(|w| w.memory.advisories.went_well(w.now.timestamp()))
            => "nothing until Sun 14:19 (AfterFailure)";
    }
}

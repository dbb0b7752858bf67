//! Numbers and times for people.
use jiff::Timestamp;
use jiff::ZonedDateTime;
use upgo_engine::guidance::watch::{NextCheck, Why};
use upgo_engine::released::advisories::FixedBy;

/// `3 minutes ago`.
pub(crate) fn ago(then: Timestamp, now: Timestamp) -> String {
    let seconds = now.duration_since(then).as_secs();
    match seconds {
        i64::MIN..60 => "just now".into(),
        60..3_600 => plural(seconds / 60, "minute"),
        3_600..86_400 => plural(seconds / 3_600, "hour"),
        _ => plural(seconds / 86_400, "day"),
    }
}

/// `2026-09-01`.
pub(crate) fn day(at: Timestamp) -> String {
    at.strftime("%Y-%m-%d").to_string()
}

/// `Next check tomorrow at 09:12.`
pub(crate) fn next_check(next: &NextCheck, now: &ZonedDateTime) -> String {
    let at = next.at.map(|at| when(&at.to_zoned_datetime(now.time_zone().clone()), now)).unwrap_or_default();
    match next.why {
        Why::First => "The first check runs as soon as Upgo runs in the background.".to_owned(),
        Why::Regular => format!("Next check {at}."),
        Why::Security => format!("Next check {at}, for vulnerabilities."),
        Why::NewlyKnown => format!("Next check {at}, because a vulnerability was published."),
        Why::AfterFailure => format!("Next check {at}, because the last one failed."),
        Why::Window => format!("Next check {at}, when `check.window` begins."),
        Why::QuietHours => format!("Next check {at}, when `quiet-hours` end."),
        Why::Offline => "Next check when the network is back.".to_owned(),
        Why::Metered => "Next check on an unmetered network (`check.unmetered-only`).".to_owned(),
        Why::BatterySaver => "Next check when battery saver turns off.".to_owned(),
        Why::Off => "Automatic checks are off (`check.automatic` or `background`).".to_owned(),
        Why::Nobody => "No check runs by itself (`upgo background scheduled` sets one up).".to_owned(),
        Why::Never => "Automatic checks never run: all of `check.window` is within `quiet-hours`.".to_owned(),
    }
}

/// `tomorrow at 09:12`.
fn when(at: &ZonedDateTime, now: &ZonedDateTime) -> String {
    let time = at.strftime("%H:%M");
    match at.date() {
        _ if at <= now => "now".to_owned(),
        date if date == now.date() => format!("today at {time}"),
        date if now.date().tomorrow().is_ok_and(|tomorrow| date == tomorrow) => format!("tomorrow at {time}"),
        date => format!("on {date} at {time}"),
    }
}

/// `about 12 seconds left`.
pub(crate) fn remaining(seconds: u64) -> String {
    match seconds {
        0..20 => format!("{seconds} s left"),
        20..60 => format!("{} s left", seconds / 5 * 5),
        60..3_600 => format!("about {} min left", seconds.div_ceil(60)),
        _ => "more than an hour left".into(),
    }
}

/// A text, wrapped into lines of at most 100 characters that start with `indent`.
pub(crate) fn wrapped(text: &str, indent: &str) -> String {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        match lines.last_mut() {
            Some(line) if line.chars().count() + word.chars().count() < 100 => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(format!("{indent}{word}")),
        }
    }
    lines.join("\n")
}

/// `, fixed in go1.26.6 and go1.27.3`; empty if no release fixes all.
pub(crate) fn fixed_by(FixedBy { patch, newest }: &FixedBy) -> String {
    let mut releases: Vec<_> = patch.iter().chain(newest).collect();
    releases.dedup();
    match releases.as_slice() {
        [] => String::new(),
        [only] => format!(", fixed in {only}"),
        [patch, newest, ..] => format!(", fixed in {patch} and {newest}"),
    }
}

/// `3 machines`.
pub(crate) fn count(count: u64, unit: &str) -> String {
    format!("{count} {unit}{}", if count == 1 { "" } else { "s" })
}

fn plural(count: i64, unit: &str) -> String {
    format!("{count} {unit}{} ago", if count == 1 { "" } else { "s" })
}

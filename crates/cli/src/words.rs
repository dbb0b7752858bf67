//! Numbers and times as people read them.
use jiff::Timestamp;
use jiff::Zoned;
use upgo_engine::advisories::FixedBy;
use upgo_engine::watch::{NextCheck, Why};

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

/// `Upgo asks again tomorrow at 09:12.`
pub(crate) fn next_check(next: &NextCheck, now: &Zoned) -> String {
    let at = next.at.map(|at| when(&at.to_zoned(now.time_zone().clone()), now)).unwrap_or_default();
    match next.why {
        Why::First => "Upgo asks as soon as it runs in the background.".to_owned(),
        Why::Regular => format!("Upgo asks again {at}."),
        Why::Security => format!("Upgo asks again {at}: for vulnerabilities."),
        Why::NewlyKnown => format!("Upgo asks again {at}: a vulnerability became known."),
        Why::AfterFailure => format!("Upgo asks again {at}: the last time nobody answered."),
        Why::Window => format!("Upgo asks again {at}: then `check.window` begins."),
        Why::QuietHours => format!("Upgo asks again {at}: then `quiet-hours` end."),
        Why::Offline => "Upgo asks again when there is a network.".to_owned(),
        Why::Metered => "Upgo asks again when the network costs nothing: `check.unmetered-only`.".to_owned(),
        Why::BatterySaver => "Upgo asks again when the battery is not being saved.".to_owned(),
        Why::Off => "Upgo does not ask by itself: `check.automatic` or `background` says so.".to_owned(),
        Why::Never => "Upgo never asks by itself: all of `check.window` is within `quiet-hours`.".to_owned(),
    }
}

/// `tomorrow at 09:12`.
fn when(at: &Zoned, now: &Zoned) -> String {
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

/// The words of a text in lines of at most 100 letters, each behind `indent`.
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

/// `gopls, dlv`; of a long list the first two, and how many more there are.
pub(crate) fn some_of(names: &[impl std::fmt::Display]) -> String {
    let shown = |names: &[_]| names.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
    match names {
        [one, two, rest @ ..] if rest.len() > 1 => format!("{one}, {two} and {} more", rest.len()),
        all => shown(all),
    }
}

/// `, all fixed in go1.26.6 and go1.27.3`; nothing where no release fixes all.
pub(crate) fn fixed_by(FixedBy { patch, newest }: &FixedBy) -> String {
    let mut releases: Vec<_> = patch.iter().chain(newest).collect();
    releases.dedup();
    match releases.as_slice() {
        [] => String::new(),
        [only] => format!(", all fixed in {only}"),
        [patch, newest, ..] => format!(", all fixed in {patch} and {newest}"),
    }
}

fn plural(count: i64, unit: &str) -> String {
    format!("{count} {unit}{} ago", if count == 1 { "" } else { "s" })
}

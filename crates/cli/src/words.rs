//! Numbers and times as people read them.
use jiff::Timestamp;
use upgo_engine::advisories::FixedBy;

/// `68.3 MB`.
pub(crate) fn size(bytes: u64) -> String {
    match bytes {
        0..1_000 => format!("{bytes} B"),
        1_000..1_000_000 => format!("{:.0} kB", bytes as f64 / 1e3),
        1_000_000..1_000_000_000 => format!("{:.1} MB", bytes as f64 / 1e6),
        _ => format!("{:.2} GB", bytes as f64 / 1e9),
    }
}

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

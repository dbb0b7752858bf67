//! Numbers of bytes, and a remaining time, in readable form.
use crate::base::words::{Sentence, Statement};

/// Decimal units, as go.dev writes them.
const UNITS: [&str; 5] = ["B", "kB", "MB", "GB", "TB"];

/// `78.9 MB`: three significant digits, as the window writes it.
pub fn size(bytes: u64) -> String {
    let mut unit = 0;
    // 999.6 kB would read `1000 kB`
    while unit < UNITS.len() - 1 && rounded(bytes, unit) >= 1_000.0 {
        unit += 1;
    }
    format!("{} {}", rounded(bytes, unit), UNITS[unit])
}

/// Two different sizes. They are exact to the byte if they would look the same when rounded.
pub fn sizes(one: u64, other: u64) -> (String, String) {
    let rounded = (size(one), size(other));
    if rounded.0 == rounded.1 { (format!("{one} B"), format!("{other} B")) } else { rounded }
}

/// The sum of sizes, which files and servers may state as they like; at most the largest number.
pub fn total(sizes: impl IntoIterator<Item = u64>) -> u64 {
    sizes.into_iter().fold(0, u64::saturating_add)
}

/// The remaining time, rounded as in the window (`timeLeft` in ui/src/features/home/unusual-hero.ts): to 1 s below 20 s,
/// to 5 s below a minute, then to minutes.
pub fn time_left(seconds: u64) -> Statement {
    match seconds {
        0..20 => say!(LeftSeconds { count: seconds.max(1) }),
        20..58 => say!(LeftSeconds { count: seconds.next_multiple_of(5) }),
        58..3600 => say!(LeftMinutes { count: (seconds + 30) / 60 }),
        _ => Sentence::LeftLong.into(),
    }
}

/// A number of bytes in a unit, to three significant digits.
fn rounded(bytes: u64, unit: usize) -> f64 {
    let scaled = (0..unit).fold(bytes as f64, |number, _| number / 1e3);
    let digits = if scaled < 10.0 {
        1e2
    } else if scaled < 100.0 {
        1e1
    } else {
        1.0
    };
    (scaled * digits).round() / digits
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::words::Language;

    #[test]
    fn sizes_are_formatted_like_in_the_window() {
        for (bytes, text) in [
            (0, "0 B"),
            (999, "999 B"),
            (1_000, "1 kB"),
            (812_000, "812 kB"),
            (999_600, "1 MB"),
            (78_931_360, "78.9 MB"),
            (226_538_115, "227 MB"),
            (268_000_000, "268 MB"),
            (1_100_000_000, "1.1 GB"),
            (u64::MAX, "18446744 TB"),
        ] {
            assert_eq!(size(bytes), text);
        }
    }

    #[test]
    fn similar_sizes_are_shown_exactly() {
        assert_eq!(sizes(226_538_115, 100), ("227 MB".to_owned(), "100 B".to_owned()));
        assert_eq!(sizes(226_538_115, 226_538_116), ("226538115 B".to_owned(), "226538116 B".to_owned()));
    }

    #[test]
    fn the_remaining_time_is_rounded_as_in_the_window() {
        for (seconds, expected) in [
            (0, "1 s left"),
            (19, "19 s left"),
            (21, "25 s left"),
            (57, "60 s left"),
            (58, "about 1 min left"),
            (150, "about 3 min left"),
            (3600, "more than an hour left"),
        ] {
            assert_eq!(time_left(seconds).to_string(), expected);
        }
        assert_eq!(time_left(150).say(Language::Chinese), "剩余约 3 分钟");
        assert_eq!(time_left(9000).say(Language::Chinese), "剩余 1 小时以上");
    }
}

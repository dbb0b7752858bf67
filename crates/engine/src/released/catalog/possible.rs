//! Which versions can exist at a time. Upgo believes no official list that lacks a release which an earlier one had, so
//! a single list with `go9.99.9`, whoever sent it, would make every honest one look outdated. What cannot exist yet is
//! therefore left out of official lists and their copies.
use jiff::Timestamp;

use super::history;
use super::support::{ReleaseLine, first_release, line};
use crate::base::version::Version;

/// The days after which a release line follows another one.
const CADENCE: i64 = 182;
/// How many release lines Go may be ahead of its cadence: the one whose candidates are out, and one more.
const AHEAD: ReleaseLine = 2;
/// The digits of a patch or a pre-release. No line has had more than 15 patches.
const DIGITS: usize = 2;

pub(super) struct Possible {
    last_line: ReleaseLine,
}

impl Possible {
    /// By our clock, or the date of the newest release that this Upgo knows, if the clock is behind that.
    pub(super) fn at(at: Timestamp) -> Self {
        let known = history::newest().as_ref().and_then(line).unwrap_or_default();
        let since = first_release(known).and_then(|first| history::released_on(&first));
        let days = since.map_or(0, |day| at.duration_since(day.begins()).as_hours() / 24);
        Self { last_line: known + AHEAD + ReleaseLine::try_from(days / CADENCE).unwrap_or_default() }
    }

    pub(super) fn has(&self, version: &Version) -> bool {
        let number = version.number();
        let (major, rest) = number.split_once('.').unwrap_or((number, "0"));
        let (minor, patch) = rest.split_at(rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len()));
        let is_small = patch.split(|c: char| !c.is_ascii_digit()).all(|digits| digits.len() <= DIGITS);
        major == "1" && is_small && minor.parse::<ReleaseLine>().is_ok_and(|line| line <= self.last_line)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is(version: &str, at: &str) -> bool {
        Possible::at(format!("{at}T00:00:00Z").parse().unwrap()).has(&version.parse().unwrap())
    }

    #[test]
    fn go_has_two_lines_a_year_and_may_be_a_little_ahead() {
        for (at, last) in [
            ("2026-11-22", 29),
            ("2027-03-01", 30),
            ("2036-08-20", 49),
            ("1970-01-01", 29), // the clock is wrong
        ] {
            assert!(is(&format!("go1.{last}.0"), at) && is(&format!("go1.{last}rc1"), at), "{at}");
            assert!(!is(&format!("go1.{}.0", last + 1), at) && !is(&format!("go1.{}rc1", last + 1), at), "{at}");
        }
    }

    #[test]
    fn another_major_version_and_absurd_numbers_cannot_exist() {
        for good in ["go1", "go1.0.1", "go1.4.3", "go1.9.2rc2", "go1.20", "go1.21.0", "go1.24.13", "go1.27rc2"] {
            assert!(is(good, "2026-11-22"), "{good}");
        }
        for bad in
            ["go2", "go2.0.0", "go9.99.9", "go0.9.0", "go1.27.100", "go1.27rc100", "go1.99.1", "go1.5000000000.0"]
        {
            assert!(!is(bad, "2026-11-22"), "{bad}");
        }
    }
}

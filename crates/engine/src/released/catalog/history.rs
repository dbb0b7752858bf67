//! The release history, from a built-in table: when each release came out, and what it fixes. The feed has neither.
use std::collections::HashMap;
use std::sync::LazyLock;

use super::Day;
use crate::version::Version;

/// A release in Go's release history.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PastRelease {
    /// The day on which it was released.
    pub released_on: Day,
    /// Whether it fixes vulnerabilities.
    pub security: bool,
    /// The packages and parts of Go with security fixes: `net/http`, `go command`.
    pub security_fixes: Vec<&'static str>,
    /// Those with other fixes.
    pub other_fixes: Vec<&'static str>,
}

/// Origin and license: `data/README.md`.
const TABLE: &str = include_str!("../../../data/release-history.txt");

static HISTORY: LazyLock<HashMap<Version, PastRelease>> = LazyLock::new(|| TABLE.lines().filter_map(row).collect());

/// What the history says about a release. `None` for a pre-release, and for a release that is not in the table: releases
/// newer than this version of Upgo, and some patches before Go 1.9.
pub fn of(version: &Version) -> Option<&'static PastRelease> {
    HISTORY.get(version)
}

/// The releases in the table, in no order.
pub fn versions() -> impl Iterator<Item = &'static Version> {
    HISTORY.keys()
}

fn row(line: &'static str) -> Option<(Version, PastRelease)> {
    let mut columns = line.split('\t');
    let version = Version::from_name(columns.next()?).ok()?;
    let released_on = Day::parse(columns.next()?)?;
    let security = columns.next() == Some("security");
    let mut names = || columns.next().into_iter().flat_map(|names| names.split(',')).filter(|name| !name.is_empty());
    let (security_fixes, other_fixes) = (names().collect(), names().collect());
    Some((version, PastRelease { released_on, security, security_fixes, other_fixes }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_read_completely() {
        assert_eq!(HISTORY.len(), TABLE.lines().count());
        let secure = HISTORY.values().filter(|release| release.security).count();
        assert_eq!(secure, TABLE.lines().filter(|line| line.split('\t').nth(2) == Some("security")).count());
        let named = |release: &PastRelease| !release.security_fixes.is_empty();
        assert!(HISTORY.values().all(|release| release.security || !named(release)));
    }

    #[test]
    fn a_release_has_its_fixes() {
        let of = |version: &str| of(&version.parse().unwrap());
        let patch = of("go1.25.1").unwrap();
        assert_eq!((patch.security, patch.security_fixes.as_slice()), (true, ["net/http"].as_slice()));
        assert_eq!(patch.other_fixes, ["go command", "net", "os", "os/exec", "testing/synctest"]);
        let first = of("go1.27.0").unwrap();
        assert!(!first.security && first.security_fixes.is_empty() && first.other_fixes.is_empty());
        assert_eq!(of("go1.27.999"), None);
        assert!(of("go1.27.0").is_some() && of("go1.20.0").is_some(), "the same release as go1.20");
    }
}

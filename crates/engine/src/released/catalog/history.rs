//! The release history, from a built-in table: when each release came out, and what it fixes. The feed has neither.
use std::collections::HashMap;
use std::sync::LazyLock;

use super::Day;
use crate::base::version::Version;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PastRelease {
    pub released_on: Day,
    pub security: bool,
    /// The packages and parts of Go with security fixes: `net/http`, `go command`.
    pub security_fixes: Vec<&'static str>,
    pub other_fixes: Vec<&'static str>,
}

/// Origin and license: `data/README.md`.
const TABLE: &str = include_str!("../../../data/release-history.txt");

static HISTORY: LazyLock<HashMap<Version, PastRelease>> = LazyLock::new(|| TABLE.lines().filter_map(row).collect());

/// `None` for a pre-release, a release newer than this Upgo, and some patches before Go 1.9, which have no row.
pub fn of(version: &Version) -> Option<&'static PastRelease> {
    HISTORY.get(version)
}

/// The newest release in the table, which is in its first row.
pub(super) fn newest() -> Option<Version> {
    Version::from_name(TABLE.split('\t').next()?).ok()
}

/// `None` where [`of`] has none. Without reading the rest of the table.
pub fn released_on(version: &Version) -> Option<Day> {
    let own = stem(version.as_str());
    let mut rows = TABLE.lines().filter_map(|row| row.split_once('\t'));
    let is_own = |name: &str| stem(name) == own && Version::from_name(name).is_ok_and(|name| name == *version);
    let (_, rest) = rows.find(|(name, _)| is_own(name))?;
    Day::parse(rest.split('\t').next()?)
}

/// A name without the patch that some names of first releases leave out: `go1.20` is `go1.20.0`.
fn stem(name: &str) -> &str {
    name.strip_suffix(".0").unwrap_or(name)
}

/// In no order.
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
    fn a_single_row_says_what_the_whole_table_says() {
        assert_eq!(newest().as_ref(), versions().max());
        for (version, release) in &*HISTORY {
            assert_eq!(released_on(version), Some(release.released_on), "{version}");
        }
        for (name, day) in
            [("go1.20.0", true), ("go1.0", true), ("go1.27", false), ("go1.27.999", false), ("go2", false)]
        {
            let version = Version::from_name(name).unwrap();
            assert_eq!((released_on(&version).is_some(), of(&version).is_some()), (day, day), "{name}");
        }
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

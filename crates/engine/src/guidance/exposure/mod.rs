//! The exposure clock: how long this machine has run, or ran, a Go whose security fix was already published. Pure. It
//! begins with the first release that fixes a known vulnerability of the Go in use, or with the first run of that Go if
//! later, and ends when the machine runs a fix. Changes that Upgo did not make, and their times, are unknown.
use jiff::Timestamp;

use crate::base::version::Version;
use crate::released::advisories::{Concerning, Projects};
use crate::released::catalog::{Day, released_on};

/// How long this machine has run, or ran, a Go whose security fix was already published.
#[answer(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Exposure {
    /// The Go with the vulnerabilities.
    pub go: Version,
    /// The first release that fixes one of them.
    pub fix: Version,
    /// When that release was published; `null` if unknown.
    pub published_at: Option<Timestamp>,
    /// How that is known; `null` if it is not.
    pub published_by: Option<PublishedBy>,
    /// Since when the machine was exposed: since the publication, or since it began to run `go`, whichever was later;
    /// `null` if unknown.
    pub since: Option<Timestamp>,
    /// When the machine began to run a release with a fix; `null` if it still runs `go`.
    pub until: Option<Timestamp>,
    /// The whole hours from `since` to `until`, or until now; `null` if unknown.
    pub hours: Option<u64>,
}

/// How the time of a publication is known.
#[answer(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub enum PublishedBy {
    /// From Go's release history: the start of that day in UTC.
    ReleaseHistory,
    /// From the first advisory about a vulnerability that the release fixes.
    Advisory,
    /// This machine saw the release for the first time then.
    FirstSeen,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct GoChange {
    pub(crate) at: Timestamp,
    pub(crate) from: Option<Version>,
    pub(crate) to: Option<Version>,
}

pub(crate) struct ExposureFacts<'a> {
    pub(crate) in_use: &'a Version,
    /// Those that Upgo made, newest first.
    pub(crate) changes: &'a [GoChange],
    pub(crate) releases: &'a [Version],
    pub(crate) advisories: &'a Concerning<'a>,
    pub(crate) first_seen: &'a dyn Fn(&Version) -> Option<Timestamp>,
    pub(crate) now: Timestamp,
}

impl ExposureFacts<'_> {
    /// The exposure that has not ended, otherwise the last one that has; `None` if none is known.
    pub(crate) fn exposure(&self) -> Option<Exposure> {
        let begun = self.changes.first().filter(|last| last.to.as_ref() == Some(self.in_use)).map(|last| last.at);
        if let Some(fix) = self.first_fix(self.in_use) {
            return Some(self.lasting(self.in_use, fix, begun, None));
        }
        begun?; // the Go in use came from elsewhere, at an unknown time
        let ends = |index: usize, change: &GoChange| {
            let (from, to) = (change.from.as_ref()?, change.to.as_ref()?);
            // most changes fix nothing, and the search goes through all releases
            let fix = self.fixes(from, to).then(|| self.first_fix(from))??;
            let before = self.changes.get(index + 1).filter(|before| before.to.as_ref() == Some(from));
            Some(self.lasting(from, fix, before.map(|before| before.at), Some(change.at)))
        };
        // an exposure before the publication is none: the machine ran the fix before it was known as one
        let is_one =
            |exposure: &Exposure| exposure.since.is_none_or(|since| exposure.until.is_some_and(|end| since <= end));
        self.changes.iter().enumerate().find_map(|(index, change)| ends(index, change).filter(is_one))
    }

    fn lasting(&self, go: &Version, fix: &Version, begun: Option<Timestamp>, until: Option<Timestamp>) -> Exposure {
        let (published_at, published_by) = self.published(fix).unzip();
        let since = published_at.map(|published| begun.map_or(published, |begun| begun.max(published)));
        let end = until.unwrap_or(self.now);
        let hours = since.map(|since| u64::try_from(end.duration_since(since).as_hours()).unwrap_or(0));
        Exposure { go: go.clone(), fix: fix.clone(), published_at, published_by, since, until, hours }
    }

    /// The first release that fixes a known vulnerability of `go`: of the same line, otherwise of any other.
    fn first_fix(&self, go: &Version) -> Option<&Version> {
        let later = |release: &&Version| **release > *go && !release.is_prerelease();
        let mut later: Vec<_> = self.releases.iter().filter(later).collect();
        later.sort_unstable();
        let mut of_line = later.iter().filter(|release| release.same_line(go));
        of_line.find(|fix| self.fixes(go, fix)).or_else(|| later.iter().find(|fix| self.fixes(go, fix))).copied()
    }

    fn fixes(&self, go: &Version, release: &Version) -> bool {
        self.advisories.fixes(go, release, &Projects::default()).is_some_and(|(count, _)| count > 0)
    }

    fn published(&self, release: &Version) -> Option<(Timestamp, PublishedBy)> {
        let listed = || Some((released_on(release).map(Day::begins)?, PublishedBy::ReleaseHistory));
        let advised = || Some((self.advisories.first_published(release)?, PublishedBy::Advisory));
        let seen = || Some(((self.first_seen)(release)?, PublishedBy::FirstSeen));
        listed().or_else(advised).or_else(seen)
    }
}

#[cfg(test)]
mod tests;

//! The exposure clock: how long this machine has run, or ran, a Go whose security fix was already published. Pure. It
//! begins with the first release that fixes a known vulnerability of the Go in use, or when the machine began to lack that
//! fix if later, and ends only when the machine runs a fix.
mod ran;

use jiff::{SignedDuration, Timestamp};

pub(crate) use ran::CORRECTION;
pub use ran::{RanGo, RanGos};

use crate::base::version::Version;
use crate::released::advisories::{Concerning, Projects};
use crate::released::catalog::{Day, released_on};

/// How long this machine has run, or ran, a Go whose security fix was already published.
#[answer(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Exposure {
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

/// A fix that ran for a shorter time ends no exposure: whoever rolls it back is where they were.
const KEPT: SignedDuration = SignedDuration::from_hours(24);

pub(crate) struct ExposureFacts<'a> {
    pub(crate) in_use: &'a Version,
    /// What ran until now, which ends with `in_use`.
    pub(crate) ran: &'a [RanGo],
    pub(crate) releases: &'a [Version],
    pub(crate) advisories: &'a Concerning<'a>,
    pub(crate) first_seen: &'a dyn Fn(&Version) -> Option<Timestamp>,
    pub(crate) now: Timestamp,
}

impl ExposureFacts<'_> {
    /// The exposure that has not ended, otherwise the last one that has; `None` if none is known.
    pub(crate) fn exposure(&self) -> Option<Exposure> {
        if let Some(fix) = self.first_fix(self.in_use) {
            return self.without(fix, self.ran, None);
        }
        let ended = |index: usize| {
            let (before, after) = self.ran.split_at_checked(index)?;
            let (from, to) = (before.last()?.go.as_ref()?, after.first()?);
            // most changes fix nothing, and the search goes through all releases
            let fix = self.fixes(from, to.go.as_ref()?).then(|| self.first_fix(from))??;
            self.without(fix, before, Some(to.at?))
        };
        // an exposure before the publication is none: the machine ran the fix before it was known as one
        let is_one = |exposure: &Exposure| exposure.published_at.is_none_or(|at| Some(at) <= exposure.until);
        (1..self.ran.len()).rev().find_map(|index| ended(index).filter(is_one))
    }

    /// The exposure of the last of those that `ran`, of which `fix` fixes vulnerabilities.
    fn without(&self, fix: &Version, ran: &[RanGo], until: Option<Timestamp>) -> Option<Exposure> {
        let go = ran.last()?.go.as_ref()?;
        let (published_at, published_by) = self.published(fix).unzip();
        let fixed = self.advisories.ids(fix)?;
        let open = self.advisories.ids(go)?.difference(&fixed).copied().collect();
        let lacks = |go: &Version| self.advisories.ids(go).is_some_and(|ids| !ids.is_disjoint(&open));
        let mut begun = ran.last()?;
        for line in ran.iter().rev() {
            if line.go.as_ref().is_some_and(&lacks) {
                begun = line;
            } else if line.at.zip(begun.at).is_some_and(|(at, begun)| begun.duration_since(at) >= KEPT) {
                break;
            }
        }
        let since = published_at.zip(begun.at).and_then(|(published, begun_at)| {
            // what others began to run was there before Upgo saw it
            if begun_at <= published { Some(published) } else { Some(begun_at).filter(|_| begun.by_upgo) }
        });
        let end = until.unwrap_or(self.now);
        let since = since.filter(|since| *since <= end); // otherwise the clock was set back
        let hours = since.map(|since| u64::try_from(end.duration_since(since).as_hours()).unwrap_or(0));
        Some(Exposure { go: go.clone(), fix: fix.clone(), published_at, published_by, since, until, hours })
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

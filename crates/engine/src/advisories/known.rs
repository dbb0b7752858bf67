//! What of the database concerns a version. Pure.
use std::cmp::Reverse;
use std::collections::HashSet;

use semver::Version as Semantic;

use super::entry::{Affected, Entry};
use super::ranges::Interval;
use super::{AffectedPackage, DatabaseStamp, FixedBy, KnownVulnerabilities, Part, Vulnerability, semantic};
use crate::catalog::{Catalog, Day};
use crate::target::Target;
use crate::version::Version;

/// What the database says of Go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Advisories {
    /// Its entries about Go.
    pub entries: Vec<Entry>,
    /// Which database, and how old this is.
    pub stamp: DatabaseStamp,
}

impl Advisories {
    /// What is known of `version` on `target`, and which releases of `catalog` fix it. `None` where the version cannot be
    /// compared.
    pub fn known(&self, version: &Version, target: &Target, catalog: Option<&Catalog>) -> Option<KnownVulnerabilities> {
        let semantic = semantic::of(version)?;
        let known = |entry| Known::of(entry, target).filter(|known| known.affects(&semantic));
        let mut known: Vec<Known<'_>> = self.entries.iter().filter_map(known).collect();
        known.sort_by_key(|known| Reverse(number(&known.entry.id)));
        Some(KnownVulnerabilities {
            version: version.clone(),
            fixed_by: fixed_by(version, &known, catalog),
            vulnerabilities: known.iter().map(|known| known.describe(version, &semantic, target)).collect(),
            database: self.stamp.clone(),
        })
    }

    /// The ids of what is known of `version` on `target`; `None` where the version cannot be compared.
    pub fn ids(&self, version: &Version, target: &Target) -> Option<HashSet<&str>> {
        let semantic = semantic::of(version)?;
        let affecting = self.entries.iter().filter(|entry| {
            entry.concerning(target).flat_map(intervals_of).any(|interval| interval.contains(&semantic))
        });
        Some(affecting.map(|entry| entry.id.as_str()).collect())
    }
}

/// An entry as it concerns one target: all that it says of `stdlib` and of `toolchain` together.
struct Known<'a> {
    entry: &'a Entry,
    intervals: Vec<Interval>,
}

impl<'a> Known<'a> {
    fn of(entry: &'a Entry, target: &Target) -> Option<Self> {
        let intervals: Vec<_> = entry.concerning(target).flat_map(intervals_of).collect();
        (!intervals.is_empty()).then_some(Self { entry, intervals })
    }

    fn affects(&self, version: &Semantic) -> bool {
        self.intervals.iter().any(|interval| interval.contains(version))
    }

    /// The first version after this one that is not affected.
    fn end(&self, version: &Semantic) -> Option<Semantic> {
        let mut version = version.clone();
        // One part may be mended later than another, and intervals may touch.
        while let Some(interval) = self.intervals.iter().find(|interval| interval.contains(&version)) {
            version = interval.until.clone()?;
        }
        Some(version)
    }

    fn describe(&self, version: &Version, semantic: &Semantic, target: &Target) -> Vulnerability {
        let Self { entry, .. } = self;
        let affecting = entry
            .concerning(target)
            .filter(|affected| intervals_of(affected).iter().any(|interval| interval.contains(semantic)));
        let part = affecting.clone().filter_map(Affected::part).min().unwrap_or(Part::Stdlib);
        let packages = affecting.flat_map(|affected| affected.packages(target));
        let first_fixed = self.end(semantic).and_then(|end| semantic::to_go(&end));
        Vulnerability {
            id: entry.id.clone(),
            aliases: entry.aliases.clone(),
            summary: entry.summary.clone(),
            part,
            packages: packages
                .map(|import| AffectedPackage { path: import.path.clone(), symbols: import.symbols.clone() })
                .collect(),
            fixed_in: first_fixed.clone().filter(|fixed| fixed.same_line(version)),
            first_fixed,
            published_on: entry.published.map(Day::of),
            links: entry.links(),
        }
    }
}

fn intervals_of(affected: &Affected) -> Vec<Interval> {
    affected.ranges.iter().flat_map(super::ranges::Range::intervals).collect()
}

/// The releases that have none of what is known left.
fn fixed_by(version: &Version, known: &[Known<'_>], catalog: Option<&Catalog>) -> FixedBy {
    let (Some(catalog), false) = (catalog, known.is_empty()) else { return FixedBy::default() };
    let is_free = |release: &&Version| {
        **release > *version
            && semantic::of(release).is_some_and(|release| !known.iter().any(|one| one.affects(&release)))
    };
    let newer = catalog.releases.iter().map(|release| &release.version).filter(is_free); // newest first
    let of_line = newer.filter(|release| release.same_line(version));
    // A pre-release is the step of those only who have nothing else to go to.
    let patch = of_line.clone().filter(|release| !release.is_prerelease()).last().or_else(|| of_line.last());
    let newest = catalog.newest().map(|release| &release.version).filter(is_free);
    FixedBy { patch: patch.cloned(), newest: newest.cloned() }
}

/// Year and number, by which ids are in order.
fn number(id: &str) -> (u32, u64) {
    let (year, number) = id.strip_prefix("GO-").and_then(|rest| rest.split_once('-')).unwrap_or_default();
    (year.parse().unwrap_or_default(), number.parse().unwrap_or_default())
}

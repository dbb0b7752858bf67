//! The vulnerabilities that affect a version. Pure.
use std::cmp::Reverse;
use std::collections::BTreeSet;

use jiff::SignedDuration;
use semver::Version as Semantic;

use super::entry::{Advisory, Affected};
use super::ranges::Interval;
use super::{AffectedPackage, DatabaseStamp, FixedBy, KnownVulnerabilities, Part, Vulnerability, semantic};
use crate::catalog::{Catalog, Day};
use crate::report::{Code, Problem};
use crate::target::Target;
use crate::version::Version;

/// The content of the database about Go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Advisories {
    /// Its entries about Go.
    pub entries: Vec<Advisory>,
    /// Whether its last answer contradicted them, and was not believed.
    pub disputed: bool,
    /// The database, and the age of its data.
    pub stamp: DatabaseStamp,
}

/// The entries of the database that affect one target.
#[derive(Debug)]
pub struct Concerning<'a> {
    target: &'a Target,
    stamp: &'a DatabaseStamp,
    /// The entries, newest first.
    all: Vec<TargetAdvisory<'a>>,
}

impl Advisories {
    /// The entries that affect `target`.
    pub fn on<'a>(&'a self, target: &'a Target) -> Concerning<'a> {
        let mut all: Vec<_> = self.entries.iter().filter_map(|entry| TargetAdvisory::of(entry, target)).collect();
        all.sort_by_key(|known| Reverse(number(&known.entry.id)));
        Concerning { target, stamp: &self.stamp, all }
    }

    /// The warning that the database contradicted this data.
    pub fn dispute(&self) -> Option<Problem> {
        let said = format!("the last answer of the vulnerability database {} was rejected", self.stamp.url);
        self.disputed.then(|| Problem::new(Code::VerifyVuln, said))
    }

    /// A stable release that an entry names as its fix, but that is missing from `catalog`, although the entry was
    /// published more than a day before the catalogue was read. In that case, newer release lists are being withheld.
    /// Returns the newest if there are several.
    pub fn unlisted_fix(&self, catalog: &Catalog) -> Option<Version> {
        let is_settled = |entry: &&Advisory| {
            entry
                .published
                .is_some_and(|at| catalog.stamp.fetched_at.duration_since(at) > SignedDuration::from_hours(24))
        };
        let settled = self.entries.iter().filter(is_settled);
        let ends = settled.flat_map(|entry| entry.concerning(&catalog.target)).flat_map(intervals_of);
        let fixes = ends.filter_map(|interval| semantic::to_go(&interval.until?));
        let is_missing = |fix: &Version| {
            let mut listed = catalog.releases.iter().map(|release| &release.version); // newest first
            let newest = listed.clone().find(|release| release.same_line(fix)).or_else(|| listed.next());
            newest.is_some_and(|newest| newest < fix)
        };
        fixes.filter(|fix| !fix.is_prerelease() && is_missing(fix)).max()
    }
}

impl<'a> Concerning<'a> {
    /// The known vulnerabilities of `version`, and the releases in `catalog` that fix them. `None` if the version
    /// cannot be compared.
    pub fn known(&self, version: &Version, catalog: Option<&Catalog>) -> Option<KnownVulnerabilities> {
        let semantic = semantic::of(version)?;
        let known: Vec<_> = self.affecting(&semantic).collect();
        Some(KnownVulnerabilities {
            version: version.clone(),
            fixed_by: fixed_by(version, &known, catalog),
            in_your_projects: None,
            vulnerabilities: known.iter().map(|known| known.describe(version, &semantic, self.target)).collect(),
            database: self.stamp.clone(),
        })
    }

    /// The IDs of the known vulnerabilities of `version`; `None` if the version cannot be compared.
    pub fn ids(&self, version: &Version) -> Option<BTreeSet<&'a str>> {
        let semantic = semantic::of(version)?;
        Some(self.affecting(&semantic).map(|known| known.entry.id.as_str()).collect())
    }

    /// The number of known vulnerabilities of `version`; `None` if the version cannot be compared.
    pub fn count(&self, version: &Version) -> Option<u32> {
        let semantic = semantic::of(version)?;
        u32::try_from(self.affecting(&semantic).count()).ok()
    }

    /// The packages with vulnerabilities that `version` was the first release of its line to fix; empty if none is known.
    pub fn packages_fixed_in(&self, version: &Version) -> BTreeSet<&'a str> {
        let Some(semantic) = semantic::of(version) else { return BTreeSet::new() };
        let is_fix = |affected: &&Affected| {
            intervals_of(affected).iter().any(|interval| interval.until.as_ref() == Some(&semantic))
        };
        let target = self.target;
        let fixed = self.all.iter().flat_map(|known| known.entry.concerning(target)).filter(is_fix);
        fixed.flat_map(|affected| affected.packages(target)).map(|import| import.path.as_str()).collect()
    }

    /// Whether `version` fixes a known vulnerability.
    pub fn is_fix(&self, version: &Version) -> bool {
        let Some(semantic) = semantic::of(version) else { return false };
        let ends = |known: &TargetAdvisory<'_>| {
            known.intervals.iter().any(|interval| interval.until.as_ref() == Some(&semantic))
        };
        self.all.iter().any(ends)
    }

    fn affecting<'s>(&'s self, version: &'s Semantic) -> impl Iterator<Item = &'s TargetAdvisory<'a>> {
        self.all.iter().filter(|known| known.affects(version))
    }
}

/// An entry as it affects one target, with its data on `stdlib` and `toolchain` combined.
#[derive(Debug)]
struct TargetAdvisory<'a> {
    entry: &'a Advisory,
    intervals: Vec<Interval>,
}

impl<'a> TargetAdvisory<'a> {
    fn of(entry: &'a Advisory, target: &Target) -> Option<Self> {
        let intervals: Vec<_> = entry.concerning(target).flat_map(intervals_of).collect();
        (!intervals.is_empty()).then_some(Self { entry, intervals })
    }

    fn affects(&self, version: &Semantic) -> bool {
        self.intervals.iter().any(|interval| interval.contains(version))
    }

    /// The first later version that is not affected.
    fn end(&self, version: &Semantic) -> Option<Semantic> {
        let mut version = version.clone();
        // One part may be fixed later than another, and intervals may touch.
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
            used_by: Vec::new(),
            published_on: entry.published.map(Day::of),
            links: entry.links(),
        }
    }
}

fn intervals_of(affected: &Affected) -> Vec<Interval> {
    affected.ranges.iter().flat_map(super::ranges::Range::intervals).collect()
}

/// The releases that fix all known vulnerabilities.
fn fixed_by(version: &Version, known: &[&TargetAdvisory<'_>], catalog: Option<&Catalog>) -> FixedBy {
    let (Some(catalog), false) = (catalog, known.is_empty()) else { return FixedBy::default() };
    let is_free = |release: &&Version| {
        **release > *version
            && semantic::of(release).is_some_and(|release| !known.iter().any(|one| one.affects(&release)))
    };
    let newer = catalog.releases.iter().rev().map(|release| &release.version).filter(is_free); // oldest first
    let of_line = newer.filter(|release| release.same_line(version));
    // A pre-release is suggested only if there is no stable release.
    let patch = of_line.clone().find(|release| !release.is_prerelease()).or_else(|| of_line.clone().next());
    let newest = catalog.newest().map(|release| &release.version).filter(is_free);
    FixedBy { patch: patch.cloned(), newest: newest.cloned() }
}

/// The year and number of an ID, which define the order of IDs.
fn number(id: &str) -> (u32, u64) {
    let (year, number) = id.strip_prefix("GO-").and_then(|rest| rest.split_once('-')).unwrap_or_default();
    (year.parse().unwrap_or_default(), number.parse().unwrap_or_default())
}

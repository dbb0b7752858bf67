//! The vulnerabilities that affect a version.
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use jiff::{SignedDuration, Timestamp};
use semver::Version as Semantic;

use super::affected::{TargetAdvisory, number};
use super::entry::{Advisory, Affected};
use super::{AffectedPackage, DatabaseStamp, FixedBy, KnownVulnerabilities, Part, Projects, Vulnerability, semantic};
use crate::base::report::{Code, Problem};
use crate::base::target::Target;
use crate::base::version::Version;
use crate::released::catalog::{Catalog, Day};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Advisories {
    pub entries: Vec<Advisory>,
    /// Whether its last answer contradicted them, and was not believed.
    pub disputed: bool,
    pub stamp: DatabaseStamp,
}

/// The entries of the database that affect one target.
#[derive(Debug)]
pub struct Concerning<'a> {
    target: &'a Target,
    of: &'a Advisories,
    /// Newest first.
    all: Vec<TargetAdvisory<'a>>,
}

impl Advisories {
    pub fn new(entries: Vec<Advisory>, disputed: bool, stamp: DatabaseStamp) -> Self {
        Self { entries, disputed, stamp }
    }

    pub fn on<'a>(&'a self, target: &'a Target) -> Concerning<'a> {
        let entries = self.entries.iter().filter_map(|entry| TargetAdvisory::of(entry, target));
        let mut all: Vec<_> = entries.collect();
        all.sort_by_cached_key(|known| Reverse(number(&known.entry.id)));
        Concerning { target, of: self, all }
    }

    pub fn dispute(&self) -> Option<Problem> {
        let said = say!(LastAnswerRejected { url: self.stamp.url.to_string() });
        self.disputed.then(|| Problem::new(Code::VerifyVuln, said))
    }
}

#[cfg(test)]
impl Advisories {
    /// Entries made from the versions in which each vulnerability was introduced and fixed, as of this time.
    pub(crate) fn sample(faults: &[&[(&str, &str)]], fetched_at: Timestamp) -> Self {
        let entry = |(number, events): (usize, &&[(&str, &str)])| {
            let id = format!("GO-2026-{number:04}");
            let entry = upgo_testkit::vulns::Vulns::sample(&id, events).to_string();
            Advisory::parse(entry.as_bytes(), &id).unwrap()
        };
        let stamp = DatabaseStamp { url: "https://vuln.go.dev/".parse().unwrap(), fetched_at, stale: false };
        Self::new(faults.iter().enumerate().map(entry).collect(), false, stamp)
    }
}

impl<'a> Concerning<'a> {
    /// The newest stable release that an entry names as its fix, and that `catalog` lacks although it was read more
    /// than a day after the entry's publication: newer release lists are being withheld.
    pub fn unlisted_fix(&self, catalog: &Catalog) -> Option<Version> {
        let is_settled = |known: &&TargetAdvisory<'_>| {
            known
                .entry
                .published
                .is_some_and(|at| catalog.stamp.fetched_at.duration_since(at) > SignedDuration::from_hours(24))
        };
        let settled = self.all.iter().filter(is_settled).flat_map(TargetAdvisory::intervals);
        // The last fix of each line is enough: if it is listed, or older than what is listed, the others are older.
        let mut last: BTreeMap<(u64, u64), &Semantic> = BTreeMap::new();
        for fix in settled.filter_map(|interval| interval.until.as_ref()).filter(|fix| is_release(fix)) {
            let last = last.entry((fix.major, fix.minor)).or_insert(fix);
            *last = (*last).max(fix);
        }
        let fixes = last.into_values().filter_map(semantic::to_go);
        let is_missing = |fix: &Version| {
            let mut listed = catalog.releases.iter().map(|release| &release.version); // newest first
            let newest = listed.clone().find(|release| release.same_line(fix)).or_else(|| listed.next());
            newest.is_some_and(|newest| newest < fix)
        };
        fixes.filter(|fix| !fix.is_prerelease() && is_missing(fix)).max()
    }

    pub fn stamp(&self) -> &'a DatabaseStamp {
        &self.of.stamp
    }

    /// `None` if the version cannot be compared.
    pub fn known(&self, version: &Version, catalog: Option<&Catalog>) -> Option<KnownVulnerabilities> {
        let semantic = semantic::of(version)?;
        let known: Vec<_> = self.affecting(&semantic).collect();
        Some(KnownVulnerabilities {
            version: version.clone(),
            fixed_by: fixed_by(version, &known, catalog),
            in_your_projects: None,
            vulnerabilities: known.iter().map(|known| self.describe(known, version, &semantic)).collect(),
            database: self.of.stamp.clone(),
        })
    }

    /// `None` if the version cannot be compared. Nothing is described.
    pub fn fixed_by(&self, version: &Version, catalog: Option<&Catalog>) -> Option<FixedBy> {
        let semantic = semantic::of(version)?;
        Some(fixed_by(version, &self.affecting(&semantic).collect::<Vec<_>>(), catalog))
    }

    /// The number of known vulnerabilities of `version` that `release` does not have, and how many of them are in packages
    /// that `projects` use, if there are any. `None` if one of the versions cannot be compared.
    pub fn fixes(&self, version: &Version, release: &Version, projects: &Projects) -> Option<(u32, Option<u32>)> {
        let (semantic, later) = (semantic::of(version)?, semantic::of(release)?);
        let fixes: Vec<_> = self.affecting(&semantic).filter(|known| !known.affects(&later)).collect();
        let is_used = |known: &&&TargetAdvisory<'_>| {
            projects.0.iter().any(|project| project.uses_one_of(known.packages_in(&semantic)))
        };
        let used = u32::try_from(fixes.iter().filter(is_used).count()).ok();
        Some((u32::try_from(fixes.len()).ok()?, used.filter(|_| !projects.0.is_empty())))
    }

    /// `None` if the version cannot be compared.
    pub fn ids(&self, version: &Version) -> Option<BTreeSet<&'a str>> {
        let semantic = semantic::of(version)?;
        Some(self.affecting(&semantic).map(|known| known.entry.id.as_str()).collect())
    }

    /// `None` if the version cannot be compared.
    pub fn count(&self, version: &Version) -> Option<u32> {
        let semantic = semantic::of(version)?;
        u32::try_from(self.affecting(&semantic).count()).ok()
    }

    /// The packages with vulnerabilities that `version` was the first release of its line to fix; empty if none is known.
    pub(crate) fn packages_fixed_in(&self, version: &Version) -> BTreeSet<&'a str> {
        let Some(semantic) = semantic::of(version) else { return BTreeSet::new() };
        let fixed = self.all.iter().flat_map(|known| &known.affected).filter(|affected| affected.ends_at(&semantic));
        fixed.flat_map(|affected| affected.packages.iter().copied()).collect()
    }

    pub(crate) fn is_fix(&self, version: &Version) -> bool {
        let Some(semantic) = semantic::of(version) else { return false };
        self.all.iter().flat_map(|known| &known.affected).any(|affected| affected.ends_at(&semantic))
    }

    /// Of those that `version` was the first release of its line to fix; `None` if unknown.
    pub(crate) fn first_published(&self, version: &Version) -> Option<Timestamp> {
        let semantic = semantic::of(version)?;
        let is_fixed = |known: &&TargetAdvisory<'_>| known.affected.iter().any(|affected| affected.ends_at(&semantic));
        self.all.iter().filter(is_fixed).filter_map(|known| known.entry.published).min()
    }

    fn affecting<'s>(&'s self, version: &'s Semantic) -> impl Iterator<Item = &'s TargetAdvisory<'a>> {
        self.all.iter().filter(|known| known.affects(version))
    }

    fn describe(&self, known: &TargetAdvisory<'_>, version: &Version, semantic: &Semantic) -> Vulnerability {
        let entry = known.entry;
        let affecting = known.affected.iter().filter(|affected| affected.has(semantic));
        let first_fixed = known.end(semantic).and_then(|end| semantic::to_go(&end));
        Vulnerability {
            id: entry.id.clone(),
            aliases: entry.aliases.clone(),
            summary: entry.summary.clone(),
            part: affecting.map(|affected| affected.part).min().unwrap_or(Part::Stdlib),
            packages: self.packages(entry, semantic),
            fixed_in: first_fixed.clone().filter(|fixed| fixed.same_line(version)),
            first_fixed,
            used_by: Vec::new(),
            published_on: entry.published.map(Day::of),
            links: entry.links(),
        }
    }

    fn packages(&self, entry: &Advisory, version: &Semantic) -> Vec<AffectedPackage> {
        let has = |affected: &&Affected| affected.intervals().iter().any(|interval| interval.contains(version));
        let packages = entry.concerning(self.target).filter(has).flat_map(|affected| affected.packages(self.target));
        packages.map(|import| AffectedPackage { path: import.path.clone(), symbols: import.symbols.clone() }).collect()
    }
}

/// Whether a version names a release, or the start of a line.
fn is_release(version: &Semantic) -> bool {
    matches!(version.pre.as_str(), "" | "0")
}

fn fixed_by(version: &Version, known: &[&TargetAdvisory<'_>], catalog: Option<&Catalog>) -> FixedBy {
    let (Some(catalog), false) = (catalog, known.is_empty()) else { return FixedBy::default() };
    let is_free = |release: &&Version| {
        **release > *version
            && semantic::of(release).is_some_and(|release| !known.iter().any(|one| one.affects(&release)))
    };
    let of_line = catalog.releases.iter().rev().map(|release| &release.version); // oldest first
    let of_line: Vec<_> = of_line.filter(|release| release.same_line(version)).filter(is_free).collect();
    // A pre-release is suggested only if there is no stable release.
    let patch = of_line.iter().find(|release| !release.is_prerelease()).or(of_line.first());
    let newest = catalog.newest().map(|release| &release.version).filter(is_free);
    FixedBy { patch: patch.copied().cloned(), newest: newest.cloned() }
}

//! Every Go installation on this machine and every known release. Never goes online.
use std::collections::HashSet;
use std::ffi::OsString;

use super::list::describe_all;
use super::overview::OverviewFacts;
use super::{AvailableVersion, ChannelFilter, Engine, Feed, InstalledToolchain};
use crate::base::report::{Problem, Result};
use crate::base::version::Version;
use crate::change::plan;
use crate::machine::platform::{Processes, RunningProgram};
use crate::released::advisories::{KnownVulnerabilities, Vulnerability};
use crate::released::catalog::{Day, ListedDigest, Support, released_on};
use crate::store::ProofLevel;
use crate::store::proof;
use crate::which_go::inventory::{self, Origin};

/// The result of [`Engine::versions`].
#[answer(Clone, Debug, Serialize, Type)]
pub struct VersionsReport {
    /// Upgo's own, newest first, then the others.
    pub installed: Vec<InstalledVersion>,
    /// Newest first; empty if the release list was never fetched.
    pub available: Vec<AvailableVersion>,
    /// Those of them whose archive is in the cache, so that they can be installed offline.
    #[cfg_attr(feature = "specta", specta(type = Vec<String>))]
    pub downloaded: Vec<Version>,
    /// The toolchains that are no longer needed: not in use, and beyond the setting `keep-versions`. Newest first.
    pub unused: Vec<Version>,
    /// The number of toolchains to keep, as the user set it.
    pub keeps: u32,
    /// The source of the release list, and its age.
    pub feed: Feed,
    pub warnings: Vec<Problem>,
}

/// A Go installation on this machine.
#[answer(Clone, Debug, Serialize, Type)]
pub struct InstalledVersion {
    #[serde(flatten)]
    pub toolchain: InstalledToolchain,
    /// Whether it is a release candidate or a beta.
    pub prerelease: bool,
    /// The support of its release line, if known.
    pub support: Option<Support>,
    /// Its release date, if known.
    pub released_on: Option<Day>,
    /// The number of its known vulnerabilities; `null` if unknown.
    pub vulnerabilities: Option<u32>,
    /// How far its origin is proven; `null` if it is not Upgo's own.
    pub proof: Option<ProofLevel>,
    pub running: Vec<RunningProgram>,
}

/// The result of [`Engine::version_details`].
#[answer(Clone, Debug, PartialEq, Eq, Serialize, Type)]
pub struct VersionDetails {
    /// Its known vulnerabilities; `null` if the database was never fetched, or has no answer for it.
    pub vulnerabilities: Option<KnownVulnerabilities>,
    /// What it fixes; `null` if that is unknown, or there is no version to compare it with.
    pub fixes: Option<SecurityFixes>,
}

/// The security fixes of a version compared with another one.
#[answer(Clone, Debug, PartialEq, Eq, Serialize, Type)]
pub struct SecurityFixes {
    /// The other version: the Go that a new terminal runs if it is older, otherwise the previous release of the line.
    pub since: Version,
    /// The known vulnerabilities of the other version that this one does not have.
    pub vulnerabilities: Vec<Vulnerability>,
}

impl Engine {
    /// The known vulnerabilities of a version, installed or not, and what it fixes.
    pub fn version_details(&self, version: &Version) -> Result<VersionDetails> {
        let seen = self.see()?;
        let vulnerabilities = self.vulnerabilities_of(&seen, Some(version));
        let fixes = vulnerabilities.as_ref().and_then(|known| self.fixes(&seen, known));
        Ok(VersionDetails { vulnerabilities, fixes })
    }

    fn fixes(&self, seen: &OverviewFacts, known: &KnownVulnerabilities) -> Option<SecurityFixes> {
        let since = seen.compared_with(&known.version)?;
        let KnownVulnerabilities { mut vulnerabilities, .. } = self.vulnerabilities_of(seen, Some(&since))?;
        vulnerabilities.retain(|fixed| known.vulnerabilities.iter().all(|open| open.id != fixed.id));
        Some(SecurityFixes { since, vulnerabilities })
    }

    pub fn versions(&self) -> Result<VersionsReport> {
        let warnings = self.recover_and_warn();
        let seen = self.see()?;
        let processes = Processes::now();
        let marks = self.marks(&seen);
        let others = self.with_surroundings(|around| {
            let on_path = seen.searched.iter().filter_map(|searched| Some(searched.go.clone()?.1));
            inventory::foreign(on_path.chain(inventory::in_usual_places(around)))
        });
        let all = self.every_go(&seen.installed, seen.current.as_ref(), seen.active.as_ref(), others);
        let marked = all.into_iter().map(|toolchain| {
            let version = toolchain.go.version.as_ref();
            InstalledVersion {
                prerelease: version.is_some_and(Version::is_prerelease),
                support: seen.support(version),
                released_on: version.and_then(released_on),
                vulnerabilities: version.and_then(|version| marks.count(version)),
                proof: version
                    .filter(|_| toolchain.go.origin == Origin::Upgo)
                    .map(|version| self.proof_of(&seen, version)),
                running: processes.running_from(&toolchain.go.root),
                toolchain,
            }
        });
        let installed = marked.collect();
        let available = describe_all(seen.catalog.as_ref(), &seen.installed, &marks, ChannelFilter::All);
        let downloaded = self.downloaded(&available);
        let unused = plan::unused(&self.look(None)?, self.kept());
        let keeps = self.settings().keep_versions.get();
        let feed = self.feed(seen.catalog.as_ref());
        Ok(VersionsReport { installed, available, downloaded, unused, keeps, feed, warnings })
    }

    fn proof_of(&self, seen: &OverviewFacts, version: &Version) -> ProofLevel {
        let installed = seen.installed.iter().find(|installed| installed.version == *version);
        match installed.and_then(|installed| installed.receipt.as_ref()) {
            Some(receipt) if receipt.is_given() => {
                let (receipt, listed) = self.receipt_as_listed(version);
                proof::level(receipt.as_ref(), &listed)
            }
            receipt => proof::level(receipt, &ListedDigest::No),
        }
    }

    fn downloaded(&self, available: &[AvailableVersion]) -> Vec<Version> {
        let files = fs_err::read_dir(self.home().cache()).into_iter().flatten().flatten();
        let names: HashSet<OsString> = files.map(|file| file.file_name()).collect();
        let is_here = |release: &&AvailableVersion| {
            release.file.as_ref().is_some_and(|file| names.contains(&OsString::from(&file.filename)))
        };
        available.iter().filter(is_here).map(|release| release.version.clone()).collect()
    }
}

impl OverviewFacts {
    /// The version that the fixes of `version` are counted from.
    fn compared_with(&self, version: &Version) -> Option<Version> {
        if let Some(active) = self.active_version().filter(|active| *active < version) {
            return Some(active.clone());
        }
        let releases = self.catalog.iter().flat_map(|catalog| &catalog.releases).map(|release| &release.version);
        let earlier = releases.filter(|release| release.same_line(version) && *release < version);
        earlier.filter(|release| version.is_prerelease() || !release.is_prerelease()).max().cloned()
    }
}

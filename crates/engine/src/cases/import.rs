//! The Go installations that Upgo did not install, for an import: all of them at once, or one in a chosen folder.
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::Engine;
use super::foreign_go::{Refusal, Way, importable, no_other_go};
use super::snapshot::{Planning, disk};
use crate::base::report::{Problem, Result};
use crate::base::version::Version;
use crate::change::plan::{self, ImportedReleases, NewToolchain, Plan, PlanError, Snapshot, Then};
use crate::released::catalog::{Catalog, Release};
use crate::store;
use crate::which_go::inventory::{Installation, Origin};
use crate::which_go::resolve::RunningGo;

/// A Go installation that Upgo did not install, as an import sees it.
#[answer(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema, Type)]
pub struct FoundGo {
    /// Its folder (GOROOT).
    pub root: PathBuf,
    /// Its version; `null` if it cannot be read.
    pub version: Option<Version>,
    pub origin: Origin,
    /// Whether a new terminal runs it.
    pub active: bool,
    /// Whether its `go` program is missing.
    pub damaged: bool,
    /// Whether Upgo has this version already.
    pub stored: bool,
    /// Why it cannot be imported; `null` if it can.
    pub refusal: Option<Refusal>,
}

impl Engine {
    /// In the order in which a new terminal finds them.
    pub fn found(&self) -> Result<Vec<FoundGo>> {
        let ((active, others), known) = (self.running_and_others(), self.known_catalog());
        others.into_iter().map(|found| self.found_go(found, active.as_ref(), known.as_ref())).collect()
    }

    /// The Go in a folder that the user has chosen: the folder itself, the one above its `bin`, or its subfolder `go`.
    pub fn found_in(&self, folder: &Path) -> Result<FoundGo> {
        self.found_go(self.chosen(folder)?, self.running_go().as_ref(), self.known_catalog().as_ref())
    }

    /// An empty `roots` stands for all that can be imported. The others are named in warnings, with the reason.
    pub(super) fn plan_import(&self, roots: &[PathBuf], planning: &mut Planning) -> Result<Plan> {
        let all = match roots {
            [] => self.running_and_others().1,
            roots => roots.iter().map(|root| self.chosen(root)).collect::<Result<_, _>>()?,
        };
        let mut refused = Vec::new();
        let mut meant = Vec::new();
        for found in all {
            match importable(&found) {
                Ok(version) => meant.push((version, found)),
                Err(_) => refused.push(self.why_not(Way::Adopt, &found)),
            }
        }
        let seen = self.look(None)?;
        let (seen, releases) = self.releases_of(&meant, seen, planning, &mut refused)?;
        if releases.is_empty() {
            return Err(refused.into_iter().next().unwrap_or_else(|| no_other_go(None)));
        }
        planning.warnings.extend(refused);
        meant.retain(|(version, _)| releases.iter().any(|release| release.version == *version));
        let first = self.first_of(&meant, &seen);
        let path = match first {
            Some(_) => {
                let roots: Vec<&Path> = meant.iter().map(|(_, found)| found.root.as_path()).collect();
                self.edits_off_path(&roots, false, &seen.path.edits())?
            }
            None => Vec::new(),
        };
        Ok(plan::import(&seen, ImportedReleases { releases: &releases, first, path })?)
    }

    /// Each once, newest first. A version without an official release is refused.
    fn releases_of(
        &self,
        meant: &[(Version, Installation)],
        seen: Snapshot,
        planning: &mut Planning,
        refused: &mut Vec<Problem>,
    ) -> Result<(Snapshot, Vec<Release>)> {
        let versions: BTreeSet<&Version> = meant.iter().map(|(version, _)| version).collect();
        let missing: Vec<&Version> =
            versions.iter().copied().filter(|version| seen.find_installed(version).is_none()).collect();
        let has_all = |catalog: &Catalog| missing.iter().all(|version| catalog.find(version).is_some());
        let catalog = match self.known_catalog().filter(has_all) {
            _ if missing.is_empty() => None,
            Some(known) => Some(known),
            None => Some(planning.told(self.ask_catalog(&planning.cancel)?)),
        };
        let seen = Snapshot { catalog, ..seen };
        let mut releases = Vec::new();
        for version in versions.into_iter().rev() {
            let known = seen.catalog.as_ref().and_then(|catalog| catalog.find(version)).cloned();
            let installed = seen.find_installed(version).map(|own| Release::unlisted(own.version.clone()));
            let unknown = || {
                let folder = meant.iter().find(|(other, _)| other == version).map(|(_, found)| found.root.clone());
                let why = say!(NotOfficial { version: version.as_str() });
                PlanError::NotAdoptable { folder: folder.unwrap_or_default(), why }
            };
            let release = installed.or(known).ok_or_else(unknown).and_then(|release| {
                let alone = NewToolchain::Release(release.clone());
                plan::install(&seen, &alone, Then::Stay).map(|_| release)
            });
            match release {
                Ok(release) => releases.push(release),
                Err(error) => refused.push(error.into()),
            }
        }
        Ok((seen, releases))
    }

    /// The version that the switch selects after an import: the one that a new terminal runs; if the switch selects
    /// none yet, the newest, preferably not a pre-release.
    fn first_of<'a>(&self, meant: &'a [(Version, Installation)], seen: &Snapshot) -> Option<&'a Version> {
        let active = self.running_go();
        let is_active = |found: &Installation| active.as_ref().is_some_and(|active| active.is(found));
        let running = meant.iter().find(|(_, found)| is_active(found)).map(|(version, _)| version);
        let versions = || meant.iter().map(|(version, _)| version).filter(|_| seen.current.is_none());
        let newest = || versions().filter(|version| !version.is_prerelease()).max().or_else(|| versions().max());
        running.or_else(newest)
    }

    fn chosen(&self, folder: &Path) -> Result<Installation> {
        self.found_at(&std::path::absolute(folder).map_err(disk)?)
    }

    fn found_go(&self, found: Installation, active: Option<&RunningGo>, known: Option<&Catalog>) -> Result<FoundGo> {
        let installed = store::installed(self.home()).map_err(disk)?;
        let stored = installed.iter().any(|own| Some(&own.version) == found.version.as_ref());
        let is_denied = !stored && found.version.as_ref().is_some_and(|version| is_no_release(version, known));
        Ok(FoundGo {
            active: active.is_some_and(|active| active.is(&found)),
            damaged: !store::is_go(&found.root),
            stored,
            refusal: importable(&found).err().or(is_denied.then_some(Refusal::VersionUnknown)),
            root: found.root,
            version: found.version,
            origin: found.origin,
        })
    }

    pub(super) fn versions_to_import(&self, others: &[Installation]) -> usize {
        let versions: BTreeSet<Version> = others.iter().filter_map(|found| importable(found).ok()).collect();
        let known = self.known_catalog();
        versions.iter().filter(|version| !is_no_release(version, known.as_ref())).count()
    }
}

/// Whether the known release list goes up to a version, but has no release of it that can be verified.
fn is_no_release(version: &Version, known: Option<&Catalog>) -> bool {
    let is_listed = |known: &Catalog| known.find(version).is_some_and(Release::can_be_verified);
    let goes_beyond = |known: &Catalog| known.releases.first().is_some_and(|newest| *version <= newest.version);
    known.is_some_and(|known| goes_beyond(known) && !is_listed(known))
}

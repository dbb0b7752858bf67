//! Every Go on this machine and every release that is known. Never asks the network.
use std::path::PathBuf;

use serde::Serialize;

use super::list::describe_all;
use super::overview::Seen;
use super::{AvailableVersion, ChannelFilter, Engine, Feed, Way};
use crate::catalog::{Day, Support, released_on};
use crate::inventory::{self, ChangedBy, Found, Origin, Scope};
use crate::platform::{Processes, RunningProgram};
use crate::proof::Level;
use crate::report::Problem;
use crate::store::Installed;
use crate::target::Target;
use crate::version::Version;

/// The answer of [`Engine::versions`].
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct VersionsReport {
    /// Upgo's own, newest first, then the others.
    pub installed: Vec<InstalledVersion>,
    /// Newest first; empty where nothing is known yet.
    pub available: Vec<AvailableVersion>,
    /// Where releases come from, and when they were last asked for.
    pub feed: Feed,
    /// What the user should know.
    pub warnings: Vec<Problem>,
}

/// A Go on this machine.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct InstalledVersion {
    /// Its version; `null` where it would not tell.
    pub version: Option<Version>,
    /// The architecture that it was built for, in Go's words; `null` where that cannot be told.
    pub arch: Option<String>,
    /// Whether that is the machine's own; another one is emulated, or wastes what the machine has.
    pub native: Option<bool>,
    /// Its folder (GOROOT).
    pub root: PathBuf,
    /// Who put it there.
    pub origin: Origin,
    /// For whom it is there.
    pub scope: Scope,
    /// Who may change it.
    pub changed_by: ChangedBy,
    /// Whether the switch names it.
    pub current: bool,
    /// Whether a new terminal runs it.
    pub active: bool,
    /// Bytes of all files; `null` where nobody has written that down.
    pub size_bytes: Option<u64>,
    /// Whether it is a release candidate or a beta.
    pub prerelease: bool,
    /// The support of its line, where that can be told.
    pub support: Option<Support>,
    /// When it came out, where that is known.
    pub released_on: Option<Day>,
    /// How many vulnerabilities of it are known; `null` where that cannot be told.
    pub vulnerabilities: Option<u32>,
    /// How much is proven of where it came from; `null` for what is not Upgo's own.
    pub proof: Option<Level>,
    /// What is offered for it, as plans; none for Upgo's own.
    pub ways: Vec<Way>,
    /// The programs that run from it.
    pub running: Vec<RunningProgram>,
}

impl Engine {
    /// Every Go on this machine and every release that is known.
    pub fn versions(&self) -> Result<VersionsReport, Problem> {
        let warnings = self.standing_warnings();
        let seen = self.see()?;
        let processes = Processes::now();
        let marks = self.marks(&seen);
        let marked = |found: InstalledVersion| InstalledVersion {
            vulnerabilities: found.version.as_ref().and_then(|version| marks.count(version)),
            ..found
        };
        let own = seen.installed.iter().map(|installed| seen.describe_own(installed, self.target(), &processes));
        let others = self.with_surroundings(|around| {
            let on_path = seen.searched.iter().filter_map(|searched| searched.found.clone());
            inventory::foreign(on_path.chain(inventory::in_usual_places(around)))
        });
        let others = others.into_iter().map(|found| {
            let ways = self.ways(&found);
            InstalledVersion { ways, ..seen.describe_other(found, self.target(), &processes) }
        });
        let installed = own.chain(others).map(marked).collect();
        let available = describe_all(&seen, &marks, ChannelFilter::All);
        Ok(VersionsReport { installed, available, feed: self.feed(seen.catalog.as_ref()), warnings })
    }
}

impl Seen {
    fn describe_own(
        &self,
        Installed { version, root, receipt }: &Installed,
        target: &Target,
        processes: &Processes,
    ) -> InstalledVersion {
        let found = inventory::own(version.clone(), root.clone());
        InstalledVersion {
            current: self.current.as_ref() == Some(version),
            size_bytes: receipt.as_ref().map(|receipt| receipt.size_bytes),
            ..self.describe_other(found, target, processes)
        }
    }

    fn describe_other(&self, found: Found, target: &Target, processes: &Processes) -> InstalledVersion {
        let version = found.version.as_ref();
        InstalledVersion {
            current: false,
            active: self.active.as_ref().is_some_and(|active| active.is(&found)),
            size_bytes: found.size_bytes,
            prerelease: version.is_some_and(Version::is_prerelease),
            support: self.support(version),
            released_on: version.and_then(released_on),
            vulnerabilities: None,
            proof: None,
            ways: Vec::new(),
            running: processes.running_from(&found.root),
            native: found.is_native(target),
            version: found.version,
            arch: found.arch,
            root: found.root,
            origin: found.origin,
            scope: found.scope,
            changed_by: found.changed_by,
        }
    }
}

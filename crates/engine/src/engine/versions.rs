//! Every Go on this machine and every release that is known. Never asks the network.
use serde::Serialize;

use super::list::describe_all;
use super::overview::Seen;
use super::{AvailableVersion, ChannelFilter, Engine, Feed, InstalledToolchain};
use crate::catalog::{Day, Support, released_on};
use crate::inventory::{self, Origin};
use crate::platform::{Processes, RunningProgram};
use crate::report::Problem;
use crate::store::{self, Level};
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
    /// What it is.
    #[serde(flatten)]
    pub toolchain: InstalledToolchain,
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
        let others = self.with_surroundings(|around| {
            let on_path = seen.searched.iter().filter_map(|searched| searched.found.clone());
            inventory::foreign(on_path.chain(inventory::in_usual_places(around)))
        });
        let all = self.every_go(&seen.installed, seen.current.as_ref(), seen.active.as_ref(), others);
        let marked = all.into_iter().map(|toolchain| {
            let version = toolchain.version.as_ref();
            InstalledVersion {
                prerelease: version.is_some_and(Version::is_prerelease),
                support: seen.support(version),
                released_on: version.and_then(released_on),
                vulnerabilities: version.and_then(|version| marks.count(version)),
                proof: version.filter(|_| toolchain.origin == Origin::Upgo).map(|version| seen.proof_of(version)),
                running: processes.running_from(&toolchain.root),
                toolchain,
            }
        });
        let installed = marked.collect();
        let available = describe_all(&seen, &marks, ChannelFilter::All);
        Ok(VersionsReport { installed, available, feed: self.feed(seen.catalog.as_ref()), warnings })
    }
}

impl Seen {
    /// How much is proven of an installed release of Upgo's own.
    fn proof_of(&self, version: &Version) -> Level {
        let installed = self.installed.iter().find(|installed| installed.version == *version);
        let origin = installed.and_then(|installed| installed.receipt.as_ref()?.proof.as_ref());
        origin.map_or(Level::Unknown, store::Provenance::level)
    }
}

//! Every Go on this machine and every release that is known. Never asks the network.
use std::path::PathBuf;

use serde::Serialize;

use super::list::describe_all;
use super::overview::Seen;
use super::{AvailableVersion, ChannelFilter, Engine, Feed};
use crate::catalog::{Day, Support, released_on};
use crate::inventory::{self, Found, Origin};
use crate::platform::{Processes, RunningProgram};
use crate::report::Problem;
use crate::store::Installed;
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
    /// Its folder (GOROOT).
    pub root: PathBuf,
    /// Who put it there.
    pub origin: Origin,
    /// Whether the switch names it.
    pub current: bool,
    /// Whether a new terminal runs it.
    pub active: bool,
    /// Bytes of all files; `null` where that was not written down.
    pub size_bytes: Option<u64>,
    /// Whether it is a release candidate or a beta.
    pub prerelease: bool,
    /// The support of its line, where that can be told.
    pub support: Option<Support>,
    /// When it came out, where that is known.
    pub released_on: Option<Day>,
    /// The programs that run from it.
    pub running: Vec<RunningProgram>,
}

impl Engine {
    /// Every Go on this machine and every release that is known.
    pub fn versions(&self) -> Result<VersionsReport, Problem> {
        let warnings = self.standing_warnings();
        let seen = self.see()?;
        let processes = Processes::now();
        let own = seen.installed.iter().map(|installed| seen.describe_own(installed, &processes));
        let others = self.with_surroundings(|around| {
            let on_path = seen.searched.iter().filter_map(|searched| searched.found.clone());
            inventory::foreign(on_path.chain(inventory::in_usual_places(around)))
        });
        let others = others.into_iter().map(|found| seen.describe_other(found, &processes));
        let installed = own.chain(others).collect();
        let feed = self.feed(seen.catalog.as_ref());
        let releases = seen.catalog.map(|catalog| describe_all(catalog, &seen.installed, ChannelFilter::All));
        Ok(VersionsReport { installed, available: releases.unwrap_or_default(), feed, warnings })
    }
}

impl Seen {
    fn describe_own(
        &self,
        Installed { version, root, receipt }: &Installed,
        processes: &Processes,
    ) -> InstalledVersion {
        let found = Found { version: Some(version.clone()), root: root.clone(), origin: Origin::Upgo };
        let is_active = |active: &crate::resolve::Active| {
            active.found.origin == Origin::Upgo && active.found.version.as_ref() == Some(version)
        };
        InstalledVersion {
            current: self.current.as_ref() == Some(version),
            active: self.active.as_ref().is_some_and(is_active),
            size_bytes: receipt.as_ref().map(|receipt| receipt.size_bytes),
            ..self.describe_other(found, processes)
        }
    }

    fn describe_other(&self, found: Found, processes: &Processes) -> InstalledVersion {
        let version = found.version.as_ref();
        InstalledVersion {
            current: false,
            active: self.active.as_ref().is_some_and(|active| active.found.root == found.root),
            size_bytes: None,
            prerelease: version.is_some_and(Version::is_prerelease),
            support: self.support(version),
            released_on: version.and_then(released_on),
            running: processes.running_from(&found.root),
            version: found.version,
            root: found.root,
            origin: found.origin,
        }
    }
}

//! `list --available`: what is out.
use std::str::FromStr;

use schemars::JsonSchema;
use serde::Serialize;

use super::{Engine, Feed};
use crate::catalog::{Archive, Channel, Release};
use crate::digest::Sha256;
use crate::report::{Cancel, Problem};
use crate::store;
use crate::version::Version;

/// The answer of `list --available`.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct AvailableReport {
    /// Newest first.
    pub releases: Vec<AvailableVersion>,
    /// Who said so, and when.
    pub feed: Feed,
    /// What the user should know.
    pub warnings: Vec<Problem>,
}

/// A release.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct AvailableVersion {
    /// Its version.
    pub version: Version,
    /// How far along it is.
    pub channel: Channel,
    /// Whether its line is supported.
    pub supported: bool,
    /// Whether it is in the store.
    pub installed: bool,
    /// The file for this machine; `null` where there is none.
    pub file: Option<ReleaseFile>,
}

/// The file of a release.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct ReleaseFile {
    /// Its name.
    pub filename: String,
    /// Its official digest; `null` where there is none (such a file is refused).
    pub sha256: Option<Sha256>,
    /// Bytes; `null` where the feed does not say.
    pub size: Option<u64>,
}

/// Which releases are wanted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ChannelFilter {
    /// Those of one channel.
    Only(Channel),
    /// Those that one would install today: all but the archived ones.
    #[default]
    Recent,
    /// All.
    All,
}

impl ChannelFilter {
    /// Whether the filter lets a release through.
    pub fn admits(self, channel: Channel) -> bool {
        match self {
            Self::Only(only) => channel == only,
            Self::Recent => channel != Channel::Archived,
            Self::All => true,
        }
    }
}

/// A word that names no channel.
#[derive(Clone, Debug, thiserror::Error)]
#[error("{0:?} is not one of stable, rc, beta, archived, all")]
pub struct NotChannel(String);

impl FromStr for ChannelFilter {
    type Err = NotChannel;

    fn from_str(text: &str) -> Result<Self, NotChannel> {
        Ok(match text {
            "stable" => Self::Only(Channel::Stable),
            "rc" => Self::Only(Channel::Rc),
            "beta" => Self::Only(Channel::Beta),
            "archived" => Self::Only(Channel::Archived),
            "all" => Self::All,
            other => return Err(NotChannel(other.to_owned())),
        })
    }
}

impl Engine {
    /// Asks what is out. Where nobody answers, says so and gives what was known last.
    pub fn available(&self, filter: ChannelFilter, cancel: &Cancel) -> Result<AvailableReport, Problem> {
        let mut warnings = self.standing_warnings();
        let (catalog, problem) = self.ask_catalog(cancel)?;
        warnings.extend(problem);
        let installed = store::installed(&self.home).map_err(super::look::disk)?;
        let feed = self.feed(Some(&catalog));
        let wanted = catalog.releases.into_iter().filter(|release| filter.admits(release.channel));
        let describe = |release: Release| AvailableVersion {
            installed: installed.iter().any(|installed| installed.version == release.version),
            version: release.version,
            channel: release.channel,
            supported: release.supported,
            file: release.archive.map(|Archive { filename, sha256, size }| ReleaseFile { filename, sha256, size }),
        };
        Ok(AvailableReport { releases: wanted.map(describe).collect(), feed, warnings })
    }
}

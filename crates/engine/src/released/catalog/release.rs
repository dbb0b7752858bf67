//! Releases for one target, and how a person names one.
use std::fmt;
use std::str::FromStr;

use jiff::Timestamp;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use url::Url;

use super::{Unmet, unmet};
use crate::archive::Archive;
use crate::system::System;
use crate::target::Target;
use crate::version::{NotVersion, Version};

/// How far along a release is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, schemars::JsonSchema)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
// what Tauri calls a channel is something else
#[serde(rename = "ReleaseChannel", rename_all = "camelCase")]
pub enum Channel {
    /// A stable release of one of the two newest lines, or the newest of its line.
    Stable,
    /// A release candidate of a line that is not out yet.
    Rc,
    /// A beta of a line that is not out yet.
    Beta,
    /// Everything that a newer release of its line has replaced, and lines that are no longer supported.
    Archived,
}

/// Which of the files of a release.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Package {
    /// The tree as a zip or tar.gz.
    #[default]
    Archive,
    /// The package for Windows Installer, which Windows has.
    Installer,
}

/// A version that is out, seen from one target.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Release {
    /// Its version.
    pub version: Version,
    /// How far along it is.
    pub channel: Channel,
    /// Whether its line is one of the two newest that are out ("supported until there are two newer major
    /// releases", <https://go.dev/doc/devel/release>). Pre-releases are not.
    pub supported: bool,
    /// The archive for the target; `None` where there is none.
    pub archive: Option<Archive>,
}

/// Where a catalogue comes from, and when.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Stamp {
    /// The feed's address.
    #[schemars(with = "String")]
    pub url: Url,
    /// When a server last said so.
    #[schemars(with = "String")]
    pub fetched_at: Timestamp,
    /// Whether it could not be refreshed when it should have been.
    pub stale: bool,
}

/// What is out for one target.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Catalog {
    /// The target that the archives are for.
    pub target: Target,
    /// The system that shall run them; `None` where they are for another machine, or where it is not known.
    pub system: Option<System>,
    /// Newest first, by Go's order.
    pub releases: Vec<Release>,
    /// Where it comes from.
    pub stamp: Stamp,
}

/// What a person asks for: `1.27.3`, `1.27` (its newest patch), `latest`, `rc`.
#[derive(Clone, Debug, PartialEq, Eq, schemars::JsonSchema)]
#[cfg_attr(feature = "specta", derive(specta::Type), specta(type = String))]
#[schemars(with = "String")]
pub enum ReleaseRequest {
    /// The newest stable release.
    Latest,
    /// The newest release candidate that is newer than every stable release, else the newest stable one.
    Rc,
    /// The newest of all, also a beta.
    Beta,
    /// The newest stable release of a line, else its newest pre-release.
    Line(Version),
    /// Exactly this one.
    Exact(Version),
}

impl Channel {
    /// The newest release of the channel, as `check` and `upgrade` ask for it.
    pub fn request(self) -> ReleaseRequest {
        match self {
            Self::Stable | Self::Archived => ReleaseRequest::Latest,
            Self::Rc => ReleaseRequest::Rc,
            Self::Beta => ReleaseRequest::Beta,
        }
    }
}

impl Release {
    /// A release of which no feed says anything, such as one that is installed already.
    pub fn unlisted(version: Version) -> Self {
        Self { version, channel: Channel::Archived, supported: false, archive: None }
    }
}

impl Catalog {
    /// The release of exactly this version.
    pub fn find(&self, version: &Version) -> Option<&Release> {
        self.releases.iter().find(|release| release.version == *version)
    }

    /// Why the system cannot run a release; `None` where it can.
    pub fn unmet(&self, version: &Version) -> Option<Unmet> {
        unmet(version, self.system.as_ref()?)
    }

    /// The release that is asked for. "The newest" is one that the system can run; a line or a version that is named is
    /// found also where it cannot.
    pub fn resolve(&self, request: &ReleaseRequest) -> Option<&Release> {
        let stable = |release: &&Release| !release.version.is_prerelease();
        let mut running = self.releases.iter().filter(|release| self.unmet(&release.version).is_none());
        match request {
            ReleaseRequest::Latest => running.find(stable),
            ReleaseRequest::Rc => running.find(|release| matches!(release.version.kind(), "" | "rc")),
            ReleaseRequest::Beta => running.next(),
            ReleaseRequest::Line(line) => {
                let mut of_line = self.releases.iter().filter(|release| release.version.same_line(line));
                of_line.clone().find(stable).or_else(|| of_line.next())
            }
            ReleaseRequest::Exact(version) => self.find(version),
        }
    }

    /// The newest stable release, also where the system cannot run it.
    pub fn newest(&self) -> Option<&Release> {
        self.releases.iter().find(|release| !release.version.is_prerelease())
    }
}

impl FromStr for ReleaseRequest {
    type Err = NotVersion;

    fn from_str(text: &str) -> Result<Self, NotVersion> {
        match text {
            "latest" => Ok(Self::Latest),
            "rc" => Ok(Self::Rc),
            "beta" => Ok(Self::Beta),
            _ => {
                let version: Version = text.parse()?;
                // `1.20` is a line to a person, though Go reads it as the release 1.20.0.
                let dots = version.number().matches('.').count();
                let is_line = dots == 1 && !version.is_prerelease();
                Ok(if is_line { Self::Line(version) } else { Self::Exact(version) })
            }
        }
    }
}

impl Serialize for ReleaseRequest {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for ReleaseRequest {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

impl fmt::Display for ReleaseRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Latest => f.write_str("latest"),
            Self::Rc => f.write_str("rc"),
            Self::Beta => f.write_str("beta"),
            Self::Line(version) | Self::Exact(version) => version.fmt(f),
        }
    }
}

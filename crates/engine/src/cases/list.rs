//! `list --available`: the available releases.
use std::str::FromStr;

use super::advisories::Marks;
use super::overview::OverviewFacts;
use super::snapshot::Asker;
use super::{Engine, Feed};
use crate::base::archive::Archive;
use crate::base::digest::Sha256;
use crate::base::report::{Cancel, Problem, Result};
use crate::base::version::Version;
use crate::released::catalog::{Catalog, Channel, Day, Release, Unmet, line_of, released_on};
use crate::store::Installed;

/// The output of `list --available`.
#[answer(Clone, Debug, Serialize, JsonSchema, Type)]
pub struct AvailableReport {
    /// Newest first.
    pub releases: Vec<AvailableVersion>,
    /// The source of the data, and its age.
    pub feed: Feed,
    pub warnings: Vec<Problem>,
}

/// A release.
#[answer(Clone, Debug, Serialize, JsonSchema, Type)]
#[expect(clippy::struct_excessive_bools, reason = "they are independent of each other")]
pub struct AvailableVersion {
    pub version: Version,
    /// Its release line, `1.27`.
    pub line: String,
    pub channel: Channel,
    /// Whether it is a release candidate or a beta.
    pub prerelease: bool,
    /// Whether it is the newest stable release for this machine.
    pub newest: bool,
    /// Whether it is the last release of a line that is no longer supported, pre-releases not counted.
    pub last_of_line: bool,
    /// Whether its line is supported.
    pub supported: bool,
    /// Its release date, if known.
    pub released_on: Option<Day>,
    /// The number of its known vulnerabilities; `null` if unknown.
    pub vulnerabilities: Option<u32>,
    /// Whether it is the smallest upgrade that fixes all known vulnerabilities of the Go that a new terminal runs.
    pub smallest_fix: bool,
    /// Whether it is in the store.
    pub installed: bool,
    /// Why this system cannot run it; `null` if it can.
    pub unmet: Option<Unmet>,
    /// The file for this machine; `null` if there is none.
    pub file: Option<ReleaseFile>,
}

#[answer(Clone, Debug, Serialize, JsonSchema, Type)]
pub struct ReleaseFile {
    /// Its name.
    pub filename: String,
    /// Its official SHA-256; `null` if there is none (such a file is refused).
    pub sha256: Option<Sha256>,
    /// Its size in bytes; `null` if the feed does not give it.
    pub size: Option<u64>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ChannelFilter {
    Only(Channel),
    /// All except archived ones.
    #[default]
    Recent,
    All,
}

impl ChannelFilter {
    pub(crate) fn admits(self, channel: Channel) -> bool {
        match self {
            Self::Only(only) => channel == only,
            Self::Recent => channel != Channel::Archived,
            Self::All => true,
        }
    }
}

#[derive(Clone, Debug, thiserror::Error)]
#[error("{}", say!(NotAChannel { text: &self.0 }))]
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
    /// If the release list is not reachable, warns and returns the cached one.
    pub fn available(&self, filter: ChannelFilter, cancel: &Cancel) -> Result<AvailableReport> {
        let mut warnings = self.recover_and_warn();
        let (catalog, unheard) = self.ask_for_news(cancel, Asker::User)?;
        warnings.extend(unheard);
        let feed = self.feed(Some(&catalog));
        let seen = OverviewFacts { catalog: Some(catalog), ..self.see_with(self.running_go())? };
        let releases = describe_all(seen.catalog.as_ref(), &seen.installed, &self.marks(&seen), filter);
        Ok(AvailableReport { releases, feed, warnings })
    }
}

/// Newest first; none without a catalogue.
pub fn describe_all(
    catalog: Option<&Catalog>,
    installed: &[Installed],
    marks: &Marks<'_>,
    filter: ChannelFilter,
) -> Vec<AvailableVersion> {
    let Some(catalog) = catalog else { return Vec::new() };
    let newest = catalog.newest_here().map(|release| &release.version);
    let mut line_before: Option<Version> = None;
    let describe = |release: &Release| {
        let Release { version, channel, supported, archive, .. } = release.clone();
        let prerelease = version.is_prerelease();
        // A supported line has no last release yet.
        let is_newest = !prerelease && line_before.as_ref().is_none_or(|before| !before.same_line(&version));
        let last_of_line = is_newest && !supported;
        if !prerelease {
            line_before = Some(version.clone());
        }
        AvailableVersion {
            line: line_of(&version),
            channel,
            prerelease,
            newest: newest == Some(&version),
            last_of_line,
            supported,
            released_on: released_on(&version),
            unmet: catalog.unmet(&version),
            vulnerabilities: marks.count(&version),
            smallest_fix: marks.smallest_fix.as_ref() == Some(&version),
            installed: installed.iter().any(|installed| installed.version == version),
            file: archive.map(|Archive { filename, sha256, size }| ReleaseFile { filename, sha256, size }),
            version,
        }
    };
    let all = catalog.releases.iter().map(describe);
    all.filter(|release| filter.admits(release.channel)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::target::Target;
    use crate::released::catalog::{PackageKind, Stamp, parse};

    #[test]
    fn marks_the_last_release_of_each_old_line_and_the_newest_of_all() {
        let names = [
            "go1.27rc2", "go1.27.0", "go1.27.1", "go1.26.5", "go1.26.6", "go1.28rc1", "go1.25.1", "go1.25.2",
            "go1.25rc1", "go1.24.9",
        ];
        let feed: Vec<_> = names.iter().map(|name| serde_json::json!({ "version": name, "files": [] })).collect();
        let target = Target::new("linux", "amd64");
        let releases = parse(&serde_json::to_vec(&feed).unwrap(), &target, PackageKind::Archive).unwrap().releases;
        let url = "https://go.dev/dl/".parse().unwrap();
        let stamp = Stamp { url, fetched_at: jiff::Timestamp::UNIX_EPOCH, stale: false };
        let catalog = Catalog::new(target, releases, stamp);
        let all = describe_all(Some(&catalog), &[], &Marks::default(), ChannelFilter::All);
        let those = |test: fn(&AvailableVersion) -> bool| -> Vec<&str> {
            all.iter().filter(|release| test(release)).map(|release| release.version.as_str()).collect()
        };
        assert_eq!(
            those(|release| release.last_of_line),
            ["go1.25.2", "go1.24.9"],
            "the others may get another release"
        );
        assert_eq!(those(|release| release.newest), ["go1.27.1"]);
        assert_eq!(those(|release| release.prerelease), ["go1.28rc1", "go1.27rc2", "go1.25rc1"]);
        assert_eq!(all[0].line, "1.28");
    }
}

//! Releases for one target, and the ways in which a user names one.
use std::fmt;
use std::str::FromStr;

use jiff::Timestamp;
use url::Url;

use super::{Day, Unmet, unmet};
use crate::base::archive::Archive;
use crate::base::json::{read_from_text, written_as_text};
use crate::base::module;
use crate::base::system::System;
use crate::base::target::Target;
use crate::base::version::{NotVersion, Version};

#[answer(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema, Type)]
#[serde(rename = "ReleaseChannel")]
// renamed, because Tauri's channels are something else
pub enum Channel {
    /// A stable release of one of the two newest release lines, or the newest of its line.
    Stable,
    /// A release candidate of an unreleased line.
    Rc,
    /// A beta of an unreleased line.
    Beta,
    /// A release that a newer one of its line has replaced, or one of a line that is no longer supported.
    Archived,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PackageKind {
    #[default]
    Archive,
    Installer,
    /// The same for all targets.
    Source,
}

/// A release, as seen from one target.
#[answer(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Release {
    pub version: Version,
    pub channel: Channel,
    /// Whether its line is one of the two newest released lines ("supported until there are two newer major releases",
    /// <https://go.dev/doc/devel/release>). Always false for pre-releases.
    pub supported: bool,
    /// The archive for the target; `None` if there is none.
    pub archive: Option<Archive>,
    /// The day that the list names. Lists of mirrors name one, and Go's own names none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) listed_on: Option<Day>,
}

/// The source and the age of a catalogue.
#[answer(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Stamp {
    /// The feed's address.
    pub url: Url,
    /// When a server last confirmed it.
    pub fetched_at: Timestamp,
    /// Whether a due refresh failed.
    pub stale: bool,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Catalog {
    pub target: Target,
    /// The system that will run them; `None` if they are for another machine, or if it is unknown.
    pub system: Option<System>,
    /// Newest first, by Go's order.
    pub releases: Vec<Release>,
    /// Versions that an official list has although they cannot exist, and that are therefore left out.
    pub left_out: Vec<Version>,
    /// The releases that the user's own list named before and no longer names, newest first.
    pub withdrawn: Vec<Version>,
    /// Releases that the organization's policy does not permit. They are never the newest.
    pub held_back: Vec<Version>,
    /// Releases that are installed, so that they need no file.
    pub in_store: Vec<Version>,
    pub stamp: Stamp,
}

/// The release that a user requests: `1.27.3`, `1.27` (its newest patch), `go1.20` (that release), `latest`, `rc`. Also
/// as other tools write it: `v1.27.3`, `1.27.x`, `stable`.
#[derive(Clone, Debug, PartialEq, Eq, schemars::JsonSchema)]
#[cfg_attr(feature = "specta", derive(specta::Type), specta(type = String))]
#[schemars(with = "String")]
pub enum ReleaseRequest {
    /// The newest stable release.
    Latest,
    /// The newest release candidate if it is newer than every stable release, otherwise the newest stable release.
    Rc,
    /// The newest of all, including betas.
    Beta,
    /// The newest stable release of a line, otherwise its newest pre-release.
    Line(Version),
    /// Exactly this one.
    Exact(Version),
    /// The newest stable release that is not older, of any line or of the same one. Only version files ask for it.
    Since { least: Version, in_line: bool },
}

impl Channel {
    /// The request for the newest release of the channel, as `check` and `upgrade` use it.
    pub fn request(self) -> ReleaseRequest {
        match self {
            Self::Stable | Self::Archived => ReleaseRequest::Latest,
            Self::Rc => ReleaseRequest::Rc,
            Self::Beta => ReleaseRequest::Beta,
        }
    }
}

impl Release {
    /// Whether its archive can be verified: it has a digest, or is a module, which the checksum database proves.
    pub(crate) fn can_be_verified(&self) -> bool {
        self.archive.as_ref().is_some_and(|archive| archive.sha256.is_some() || module::is_zip(&archive.filename))
    }

    /// A release that no feed lists, such as one that is already installed.
    pub(crate) fn unlisted(version: Version) -> Self {
        Self { version, channel: Channel::Archived, supported: false, archive: None, listed_on: None }
    }
}

impl Catalog {
    /// These releases, newest first; nothing else is known about them.
    pub fn new(target: Target, releases: Vec<Release>, stamp: Stamp) -> Self {
        let none = Vec::new;
        let (left_out, withdrawn, held_back, in_store) = (none(), none(), none(), none());
        Self { target, system: None, releases, left_out, withdrawn, held_back, in_store, stamp }
    }

    pub fn find(&self, version: &Version) -> Option<&Release> {
        self.releases.iter().find(|release| release.version == *version)
    }

    /// `None` if the system can run the release.
    pub fn unmet(&self, version: &Version) -> Option<Unmet> {
        unmet(version, self.system.as_ref()?)
    }

    /// The requested release. "The newest" means the newest that the system can run, and of which the list has a file for
    /// the target. An explicit line or version is found even if the system cannot run it, or a policy holds all of it
    /// back. If the list has no file of any, that is for the plan to say.
    pub fn resolve(&self, request: &ReleaseRequest) -> Option<&Release> {
        let permitted = self.pick(request, |version| !self.held_back.contains(version));
        permitted.or_else(|| self.pick(request, |_| is_explicit(request)))
    }

    /// The release that the request would mean without a policy, if the policy holds it back.
    pub(crate) fn resolve_held_back(&self, request: &ReleaseRequest) -> Option<&Release> {
        self.pick(request, |_| true).filter(|release| self.held_back.contains(&release.version))
    }

    /// The newest stable release for this machine, even if a policy holds it back.
    pub(crate) fn newest_here(&self) -> Option<&Release> {
        self.pick(&ReleaseRequest::Latest, |_| true)
    }

    fn pick(&self, request: &ReleaseRequest, admits: impl Fn(&Version) -> bool) -> Option<&Release> {
        let runs = |version: &Version| is_explicit(request) || self.unmet(version).is_none();
        let of = |is_wanted: &dyn Fn(&Release) -> bool| {
            let releases = self.releases.iter().filter(|release| is_wanted(release));
            request.pick(releases.map(|release| &release.version).filter(|version| admits(version) && runs(version)))
        };
        let has_file = |release: &Release| release.archive.is_some() || self.in_store.contains(&release.version);
        self.find(of(&has_file).or_else(|| of(&|_| true))?)
    }

    /// With the module of a version, if that is not listed.
    #[must_use]
    pub(crate) fn with_module(mut self, version: &Version) -> Self {
        add(&mut self.releases, vec![version.clone()], |version| module::archive(version, &self.target));
        self
    }

    /// The newest stable release, even if the system cannot run it.
    pub fn newest(&self) -> Option<&Release> {
        self.releases.iter().find(|release| !release.version.is_prerelease())
    }
}

fn is_explicit(request: &ReleaseRequest) -> bool {
    matches!(request, ReleaseRequest::Line(_) | ReleaseRequest::Exact(_))
}

impl ReleaseRequest {
    /// `1.27.3`, `latest`; `go1.20` for the release of that name, because `1.20` is its line.
    pub(crate) fn word(&self) -> String {
        let text = self.to_string();
        let number = text.strip_prefix("go").filter(|number| number.parse().as_ref() == Ok(self));
        number.map_or_else(|| text.clone(), str::to_owned)
    }

    /// The version that the request means among `newest_first`, whether installed or published.
    pub fn pick<'a>(&self, newest_first: impl IntoIterator<Item = &'a Version>) -> Option<&'a Version> {
        let mut versions = newest_first.into_iter();
        let is_stable = |version: &&Version| !version.is_prerelease();
        match self {
            Self::Latest => versions.find(is_stable),
            Self::Rc => versions.find(|version| matches!(version.kind(), "" | "rc")),
            Self::Beta => versions.next(),
            Self::Line(line) => {
                let of_line: Vec<&Version> = versions.filter(|version| version.same_line(line)).collect();
                of_line.iter().copied().find(is_stable).or_else(|| of_line.first().copied())
            }
            Self::Exact(exact) => versions.find(|version| *version == exact),
            Self::Since { least, in_line } => versions.find(|version| {
                let is_in_line = !in_line || version.same_line(least);
                *version == least || (!version.is_prerelease() && is_in_line && *version >= least)
            }),
        }
    }
}

impl FromStr for ReleaseRequest {
    type Err = NotVersion;

    fn from_str(text: &str) -> Result<Self, NotVersion> {
        match text {
            "latest" | "stable" => Ok(Self::Latest),
            "rc" => Ok(Self::Rc),
            "beta" => Ok(Self::Beta),
            _ => {
                if let Some(line) = text.strip_suffix(".x").and_then(line) {
                    return Ok(Self::Line(line));
                }
                let version: Version = plain(text).parse().map_err(|_| NotVersion::of(text))?;
                // Users mean a line by `1.20`, though Go reads it as the release 1.20.0. Up to Go 1.20, the first
                // release of a line has the name `go1.20`.
                let dots = version.number().matches('.').count();
                let is_name = text.starts_with("go") && !version.is_since("go1.21");
                let is_line = dots == 1 && !version.is_prerelease() && !is_name;
                Ok(if is_line { Self::Line(version) } else { Self::Exact(version) })
            }
        }
    }
}

pub(super) fn add(releases: &mut Vec<Release>, versions: Vec<Version>, archive: impl Fn(&Version) -> Archive) {
    for version in versions {
        let archive = archive(&version);
        if let Some(release) = releases.iter_mut().find(|release| release.version == version) {
            release.archive.get_or_insert(archive);
        } else {
            releases.push(Release { archive: Some(archive), ..Release::unlisted(version) });
        }
    }
    releases.sort_by(|a, b| b.version.cmp(&a.version));
    classify(releases);
}

/// Sets the channel and the support state of releases, which must be sorted, newest first.
///
/// - A stable release of one of the two newest release lines with stable releases is *supported*. The newest of its
///   line is in [`Channel::Stable`]; if it has no file for the target, the newest of its line that has one, too.
/// - A pre-release is in [`Channel::Rc`] or [`Channel::Beta`] while it is newer than every stable release and its line
///   has no stable release.
/// - All others are in [`Channel::Archived`].
pub(super) fn classify(releases: &mut [Release]) {
    let stable: Vec<Version> = releases
        .iter()
        .filter(|release| !release.version.is_prerelease())
        .map(|release| release.version.clone())
        .collect();
    let with_file = |release: &&Release| release.archive.is_some() && !release.version.is_prerelease();
    let with_file: Vec<Version> = releases.iter().filter(with_file).map(|release| release.version.clone()).collect();
    let newest = stable.first();
    let older = stable.iter().find(|version| newest.is_some_and(|newest| !version.same_line(newest)));
    let heads: Vec<&Version> = newest.into_iter().chain(older).collect(); // the newest release of each supported line
    let of_line = |head: &&Version| with_file.iter().find(|version| version.same_line(head));
    let offered: Vec<&Version> = heads.iter().filter_map(of_line).chain(heads.iter().copied()).collect();
    for release in releases {
        let version = &release.version;
        if version.is_prerelease() {
            let coming = newest.is_none_or(|newest| version > newest && !version.same_line(newest));
            release.channel = match (coming, version.kind()) {
                (true, "rc") => Channel::Rc,
                (true, _) => Channel::Beta,
                (false, _) => Channel::Archived,
            };
        } else {
            release.supported = heads.iter().any(|head| head.same_line(version));
            release.channel = if offered.contains(&version) { Channel::Stable } else { Channel::Archived };
        }
    }
}

/// A version without the `v` that other tools and tags put before the number.
fn plain(text: &str) -> &str {
    text.strip_prefix('v').filter(|rest| rest.starts_with(|first: char| first.is_ascii_digit())).unwrap_or(text)
}

/// The release line that `1.27` names in `1.27.x`, as other version managers write it.
fn line(text: &str) -> Option<Version> {
    let version: Version = plain(text).parse().ok()?;
    (version.number().matches('.').count() == 1 && !version.is_prerelease()).then_some(version)
}

written_as_text!(ReleaseRequest);
read_from_text!(ReleaseRequest, ReleaseRequest::from_str);

impl fmt::Display for ReleaseRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Latest => f.write_str("latest"),
            Self::Rc => f.write_str("rc"),
            Self::Beta => f.write_str("beta"),
            Self::Line(line) => f.write_str(line.number()),
            Self::Exact(version) => version.fmt(f),
            Self::Since { least, in_line } => write!(f, "{}{}", if *in_line { "~" } else { ">=" }, least.number()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn picked(request: &str, versions: &[&str]) -> Option<String> {
        let versions: Vec<Version> = versions.iter().map(|name| Version::from_name(name).unwrap()).collect();
        request.parse::<ReleaseRequest>().unwrap().pick(&versions).map(ToString::to_string)
    }

    #[test]
    fn a_request_picks_the_right_version() {
        let all = ["go1.29beta1", "go1.28rc1", "go1.27.3", "go1.27.2", "go1.27rc2", "go1.20.1", "go1.20"];
        for (request, expected) in [
            ("latest", Some("go1.27.3")),
            ("rc", Some("go1.28rc1")),
            ("beta", Some("go1.29beta1")),
            ("1.27", Some("go1.27.3")),
            ("go1.27", Some("go1.27.3")),
            ("1.28", Some("go1.28rc1")),
            ("1.27.2", Some("go1.27.2")),
            ("1.27rc2", Some("go1.27rc2")),
            ("1.20", Some("go1.20.1")),
            ("go1.20", Some("go1.20")),
            ("1.26", None),
            ("stable", Some("go1.27.3")),
            ("v1.27.2", Some("go1.27.2")),
            ("v1.27", Some("go1.27.3")),
            ("1.27.x", Some("go1.27.3")),
            ("v1.20.x", Some("go1.20.1")),
            ("go1.20.x", Some("go1.20.1")),
        ] {
            assert_eq!(picked(request, &all).as_deref(), expected, "{request}");
        }
        assert_eq!(picked("latest", &["go1.28rc1"]), None);
        assert_eq!(picked("1.28", &["go1.28rc1"]).as_deref(), Some("go1.28rc1"));
    }

    #[test]
    fn a_printed_request_is_parsed_back() {
        for text in [
            "latest", "stable", "rc", "beta", "1.27", "1.20", "go1.20", "1.20.x", "1.27.x", "1.27.3", "v1.27.3",
            "go1.27rc1",
        ] {
            let request: ReleaseRequest = text.parse().unwrap();
            assert_eq!(request.to_string().parse::<ReleaseRequest>().unwrap(), request, "{text}");
        }
    }

    #[test]
    fn what_only_looks_like_a_version_is_refused_as_it_was_written() {
        for text in ["v", "vlatest", "vgo1.27", "1.x", "1.27.3.x", "1.27rc1.x", ".x", "1.27.X", "Stable"] {
            assert_eq!(text.parse::<ReleaseRequest>(), Err(NotVersion(text.to_owned())), "{text}");
        }
    }
}

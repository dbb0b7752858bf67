//! The description of a release of Upgo, after its signature was verified.
use std::collections::BTreeSet;

use jiff::Timestamp;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use url::Url;

use super::{KeyId, UpgoError, UpgoVersion};
use crate::archive::{Archive, is_upgo_package};
use crate::digest::Sha256;
use crate::http::check;
use crate::target::Target;

/// The format that this program reads.
const FORMAT: u32 = 1;
/// The largest accepted package in bytes; one has about 20 MB.
const LARGEST: u64 = 512 << 20;
/// The number of releases whose notes are read, of notes of each, and of characters of one.
const RELEASES: usize = 20;
const NOTES: usize = 40;
const NOTE: usize = 600;

/// A release of Upgo, for one target.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UpgoRelease {
    /// Its version.
    pub version: UpgoVersion,
    /// When it was described.
    pub date: Timestamp,
    /// The oldest version that can update itself to it; `None` if every version can.
    pub minimum: Option<UpgoVersion>,
    /// The keys that are no longer trusted.
    pub revoked: BTreeSet<KeyId>,
    /// What is new, newest release first.
    pub notes: Vec<ReleaseNotes>,
    /// Its package for the target.
    pub package: Archive,
    /// The folder that has the package.
    pub folder: Url,
}

/// What is new in a release, in the words of users.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct ReleaseNotes {
    /// The release.
    pub version: UpgoVersion,
    /// In English, one entry for each change.
    #[serde(default)]
    pub en: Vec<String>,
    /// In Simplified Chinese.
    #[serde(default, rename = "zh-CN")]
    pub zh: Vec<String>,
}

/// What every format has.
#[derive(Deserialize)]
struct AnyFormat {
    format: u32,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Text {
    version: UpgoVersion,
    date: Timestamp,
    #[serde(default)]
    minimum_version: Option<UpgoVersion>,
    #[serde(default)]
    revoked_keys: BTreeSet<KeyId>,
    #[serde(default)]
    notes: Vec<ReleaseNotes>,
    packages: Vec<Package>,
}

#[derive(Deserialize)]
struct Package {
    target: Target,
    url: Url,
    size: u64,
    sha256: Sha256,
}

impl UpgoRelease {
    /// Reads the description for a target.
    pub(super) fn parse(text: &[u8], target: &Target) -> Result<Self, UpgoError> {
        let other = |error: serde_json::Error| UpgoError::Foreign(error.to_string());
        let AnyFormat { format } = serde_json::from_slice(text).map_err(other)?;
        if format != FORMAT {
            return Err(UpgoError::Foreign(format!("its format is {format}, and this Upgo reads format {FORMAT}")));
        }
        let Text { version, date, minimum_version, revoked_keys, notes, packages } =
            serde_json::from_slice(text).map_err(other)?;
        let package = packages.into_iter().find(|package| package.target == *target);
        let package = package.ok_or_else(|| UpgoError::Foreign(format!("it has no package for {target}")))?;
        let (package, folder) = package.of(&version, target)?;
        let notes = notes.into_iter().take(RELEASES).map(ReleaseNotes::cut).collect();
        Ok(Self { version, date, minimum: minimum_version, revoked: revoked_keys, notes, package, folder })
    }
}

impl Package {
    /// The package and its folder, if it is that of the release. Its name says of which product, version and target it
    /// is, so that no other file of the publisher can take its place.
    fn of(self, version: &UpgoVersion, target: &Target) -> Result<(Archive, Url), UpgoError> {
        let Self { mut url, size, sha256, .. } = self;
        let foreign = UpgoError::Foreign;
        check(&url).map_err(|error| foreign(error.to_string()))?;
        let filename = url.path_segments().and_then(|mut segments| segments.next_back()).unwrap_or_default().to_owned();
        let expected = format!("upgo-{version}-{target}.zip");
        if filename != expected || !is_upgo_package(&filename) || url.query().is_some() || url.fragment().is_some() {
            return Err(foreign(format!("its package is not called {expected}")));
        }
        if size == 0 || size > LARGEST {
            return Err(foreign(format!("its package has {size} bytes")));
        }
        let folder = url.path().strip_suffix(&filename).unwrap_or("/").to_owned();
        url.set_path(&folder);
        Ok((Archive { filename, sha256: Some(sha256), size: Some(size) }, url))
    }
}

impl ReleaseNotes {
    /// The same without what is too long to be shown.
    fn cut(self) -> Self {
        let cut = |notes: Vec<String>| {
            notes.into_iter().take(NOTES).map(|note| note.chars().take(NOTE).collect()).collect::<Vec<String>>()
        };
        Self { version: self.version, en: cut(self.en), zh: cut(self.zh) }
    }
}

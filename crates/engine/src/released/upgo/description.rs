//! The description of a release of Upgo, after its signature was verified.
use std::collections::BTreeSet;

use jiff::Timestamp;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use url::Url;

use super::{KeyId, UpgoError, UpgoVersion};
use crate::base::archive::{Archive, is_upgo_package};
use crate::base::digest::Sha256;
use crate::base::target::Target;
use crate::net::http::check;

const FORMAT: u32 = 1;
/// The largest accepted package in bytes; one has about 20 MB.
const LARGEST: u64 = 512 << 20;
/// The limits for releases with notes, notes of a release, and characters of a note.
const RELEASES: usize = 20;
const NOTES: usize = 40;
const NOTE: usize = 600;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UpgoRelease {
    pub version: UpgoVersion,
    /// When it was described.
    pub date: Timestamp,
    /// The oldest version that can update itself to it; `None` if every version can.
    pub minimum: Option<UpgoVersion>,
    /// What is new, newest release first.
    pub notes: Vec<ReleaseNotes>,
    pub package: Archive,
    pub folder: Url,
}

/// What is new in a release, in the words of users.
#[answer(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema, Type)]
pub struct ReleaseNotes {
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

#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub(super) struct Age {
    pub(super) version: UpgoVersion,
    pub(super) date: Timestamp,
}

/// The keys that a description revokes, in any format, so that no other mistake in it can hide them.
#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct Revoked {
    revoked_keys: Vec<serde_json::Value>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct ReleaseText {
    version: UpgoVersion,
    date: Timestamp,
    #[serde(default)]
    minimum_version: Option<UpgoVersion>,
    /// They must be ids of keys. [`revoked_by`] reads them.
    #[serde(default, rename = "revokedKeys")]
    _revoked: BTreeSet<KeyId>,
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
    pub(super) fn parse(text: &[u8], target: &Target) -> Result<Self, UpgoError> {
        let ReleaseText { version, date, minimum_version, notes, packages, .. } = read(text)?;
        let package = packages.into_iter().find(|package| package.target == *target);
        let package = package.ok_or_else(|| UpgoError::Foreign(format!("it has no package for {target}")))?;
        let (package, folder) = package.of(&version, target)?;
        let notes = notes.into_iter().take(RELEASES).map(ReleaseNotes::cut).collect();
        Ok(Self { version, date, minimum: minimum_version, notes, package, folder })
    }
}

pub(super) fn read<T: DeserializeOwned>(text: &[u8]) -> Result<T, UpgoError> {
    let other = |error: serde_json::Error| UpgoError::Foreign(error.to_string());
    let AnyFormat { format } = serde_json::from_slice(text).map_err(other)?;
    if format != FORMAT {
        return Err(UpgoError::Foreign(format!("its format is {format}, and this Upgo reads format {FORMAT}")));
    }
    serde_json::from_slice(text).map_err(other)
}

pub(super) fn revoked_by(text: &str) -> BTreeSet<KeyId> {
    let Revoked { revoked_keys } = serde_json::from_str(text).unwrap_or_default();
    revoked_keys.iter().filter_map(|id| id.as_str()?.parse().ok()).collect()
}

impl Package {
    /// The package and its folder, if it is that of the release. It names its product, version and target, so that no
    /// other file of the publisher can take its place.
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
    /// Drops what is too long to be shown.
    fn cut(self) -> Self {
        let cut = |notes: Vec<String>| {
            notes.into_iter().take(NOTES).map(|note| note.chars().take(NOTE).collect()).collect::<Vec<String>>()
        };
        Self { version: self.version, en: cut(self.en), zh: cut(self.zh) }
    }
}

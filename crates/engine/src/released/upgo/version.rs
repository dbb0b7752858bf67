use std::fmt;
use std::str::FromStr;

use crate::base::json::{read_from_text, written_as_text};

/// The longest accepted text; it becomes part of file names and sentences.
const LONGEST: usize = 40;
const AHEAD: u64 = 99;
/// The largest minor version and the largest patch. Windows Installer has no room for more, so there is no such release.
const LARGEST_MINOR: u64 = 255;
const LARGEST_PATCH: u64 = 65_535;

/// A version of Upgo, such as `0.2.0` or `0.3.0-rc.1`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[cfg_attr(feature = "specta", derive(specta::Type), specta(type = String))]
pub struct UpgoVersion(semver::Version);

#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}", say!(NotAnUpgoVersion { text: format!("{:?}", .0) }))]
pub struct NotUpgoVersion(pub String);

impl UpgoVersion {
    pub fn own() -> Self {
        env!("CARGO_PKG_VERSION").parse().unwrap_or(Self(semver::Version::new(0, 0, 0)))
    }

    /// The bound depends on this program and not on earlier answers, so that nobody can raise it.
    pub(super) fn is_possible(&self) -> bool {
        let semver::Version { major, minor, patch, .. } = self.0;
        major <= Self::own().0.major.saturating_add(AHEAD) && minor <= LARGEST_MINOR && patch <= LARGEST_PATCH
    }
}

impl fmt::Display for UpgoVersion {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(to)
    }
}

impl FromStr for UpgoVersion {
    type Err = NotUpgoVersion;

    fn from_str(text: &str) -> Result<Self, NotUpgoVersion> {
        let refused = || NotUpgoVersion(text.chars().take(LONGEST).collect());
        if text.len() > LONGEST {
            return Err(refused());
        }
        // Build metadata would make two versions that are different and neither newer than the other. An upper-case
        // letter would make two names of one file on Windows.
        let version = semver::Version::parse(text).map_err(|_| refused())?;
        let is_plain = version.build.is_empty() && !text.bytes().any(|byte| byte.is_ascii_uppercase());
        if is_plain { Ok(Self(version)) } else { Err(refused()) }
    }
}

written_as_text!(UpgoVersion, "maxLength": LONGEST);
read_from_text!(UpgoVersion, UpgoVersion::from_str);

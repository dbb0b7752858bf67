//! The target of a release: an operating system and an architecture, by Go's names.
use std::fmt;
use std::str::FromStr;

use crate::base::json::{read_from_text, written_as_text};

/// A pair such as `windows-amd64`, by the names in Go's feed (GOOS, GOARCH).
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, schemars::JsonSchema)]
#[schemars(with = "String")]
pub struct Target {
    /// GOOS: `windows`, `linux`, `darwin`, …
    pub os: String,
    /// GOARCH as the feed writes it: `amd64`, `arm64`, `386`, `armv6l`, …
    pub arch: String,
}

#[derive(Debug, thiserror::Error)]
#[error("{}", say!(NotATarget { text: &self.0 }))]
pub struct NotTarget(pub String);

impl Target {
    pub fn new(os: &str, arch: &str) -> Self {
        Self { os: os.to_owned(), arch: arch.to_owned() }
    }

    pub fn of_this_build() -> Self {
        let os = if std::env::consts::OS == "macos" { "darwin" } else { std::env::consts::OS };
        let arch = match std::env::consts::ARCH {
            "x86_64" => "amd64",
            "aarch64" => "arm64",
            "x86" => "386",
            "arm" => "armv6l",
            "powerpc64" => "ppc64le",
            other => other,
        };
        Self::new(os, arch)
    }

    /// The GOARCH. The feed distinguishes the two kinds of 32-bit ARM, but a program's header does not.
    pub fn goarch(&self) -> &str {
        if self.arch == "armv6l" { "arm" } else { &self.arch }
    }

    /// Whether Go's archive for it is a zip (Windows) rather than a tar.gz.
    pub(crate) fn uses_zip(&self) -> bool {
        self.os == "windows"
    }
}

displayed!(Target);

impl fmt::Display for Target {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", self.os, self.arch)
    }
}

impl FromStr for Target {
    type Err = NotTarget;

    fn from_str(text: &str) -> Result<Self, NotTarget> {
        let plain = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit());
        match text.split_once('-') {
            Some((os, arch)) if plain(os) && plain(arch) => Ok(Self::new(os, arch)),
            _ => Err(NotTarget(text.to_owned())),
        }
    }
}

written_as_text!(Target);
read_from_text!(Target, Target::from_str);

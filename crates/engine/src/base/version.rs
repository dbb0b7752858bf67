//! The grammar and the order of Go versions, as in Go's `internal/gover`: `1[.minor[.patch]][kind[pre]]`, where `kind`
//! is a run of letters (`rc`, `beta`) and digits have no leading zeros. From 1.21 on, `1.21` is a *language version*
//! that sorts before its release candidates; up to 1.20, a missing patch means `.0`. Go bounds no digits. Here a name
//! has at most 64 bytes, because names come from outside and are shown.
//! Source: <https://github.com/golang/go/blob/master/src/internal/gover/gover.go>.
#[path = "../../../launcher/src/number.rs"]
pub(crate) mod number;

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::str::FromStr;

use number::{LONGEST, Number};

use crate::base::json::{read_from_text, written_as_text};
use crate::base::words::Statement;

/// The version of a Go release, such as `go1.27.3`.
///
/// Equality and order are Go's: `go1.19` and `go1.19.0` are equal.
#[derive(Clone)]
#[cfg_attr(feature = "specta", derive(specta::Type), specta(type = String))]
pub struct Version(Box<str>);

#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.says())]
pub struct NotVersion(pub String);

impl NotVersion {
    /// The text as it was written, shortened, because messages quote it.
    pub(crate) fn of(text: &str) -> Self {
        Self(text.chars().take(60).collect())
    }

    pub fn says(&self) -> Statement {
        say!(NotAVersion { text: self.0.as_str() })
    }
}

impl Version {
    /// Parses `go1.27.3`; the prefix is required.
    pub fn from_name(name: &str) -> Result<Self, NotVersion> {
        let number = name.strip_prefix("go").and_then(Number::parse);
        number.map(|_| Self(name.into())).ok_or_else(|| NotVersion::of(name))
    }

    /// Parses the first line of a tree's `VERSION` file, or the text after `go version`. The suffix of a vendor or an
    /// experiment (after a space, a tab or a `-`) is ignored. A development version is no release.
    pub fn from_toolchain(text: &str) -> Result<Self, NotVersion> {
        let is_development = text.starts_with("devel ") || text.contains("-devel_");
        if is_development { Err(NotVersion::of(text)) } else { Self::from_build(text) }
    }

    /// As [`from_toolchain`](Self::from_toolchain), but a development version is the release line that it precedes.
    pub(crate) fn from_build(text: &str) -> Result<Self, NotVersion> {
        let text = text.strip_prefix("devel ").unwrap_or(text);
        let end = text.find([' ', '\t', '-']).unwrap_or(text.len());
        Self::from_name(&text[..end])
    }

    /// The name with its prefix, `go1.27.3`.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Without the prefix, `1.27.3`.
    pub fn number(&self) -> &str {
        &self.0[2..]
    }

    fn parsed(&self) -> Number<'_> {
        Number::parse(self.number()).unwrap_or_default()
    }

    /// The language version, `go1.27`, which names the release line that patches and support belong to.
    #[must_use]
    pub fn language(&self) -> Self {
        // Up to 1.20, a release line and its first release share one version; `go1` remains `go1`.
        let name = if self.number() == "1" { "go1".to_owned() } else { format!("go{}", self.parsed().line()) };
        Self::from_name(&name).unwrap_or_else(|_| self.clone())
    }

    /// Whether it names a language version and not a release: `go1.21`, but not `go1.20`.
    pub fn is_language(&self) -> bool {
        let number = self.parsed();
        number.patch.is_empty() && number.kind.is_empty()
    }

    /// Whether it is the first release of its release line: `go1.27.0`, `go1.20`.
    pub fn is_first_of_line(&self) -> bool {
        self.parsed().patch == "0" && !self.is_prerelease()
    }

    pub fn is_prerelease(&self) -> bool {
        self.parsed().is_prerelease()
    }

    /// `rc`, `beta`, …; empty for a release.
    pub fn kind(&self) -> &str {
        self.parsed().kind
    }

    /// Whether it is `first`, the name of a version, or a newer one.
    pub(crate) fn is_since(&self, first: &str) -> bool {
        Self::from_name(first).is_ok_and(|first| *self >= first)
    }

    /// Whether both belong to the same release line, as `go1.27.1` and `go1.27.3` do.
    pub fn same_line(&self, other: &Self) -> bool {
        self.parsed().line() == other.parsed().line()
    }
}

impl PartialEq for Version {
    fn eq(&self, other: &Self) -> bool {
        self.parsed().order() == other.parsed().order()
    }
}

impl Eq for Version {}

impl PartialOrd for Version {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Version {
    fn cmp(&self, other: &Self) -> Ordering {
        self.parsed().order().cmp(&other.parsed().order())
    }
}

impl Hash for Version {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.parsed().order().hash(state);
    }
}

impl FromStr for Version {
    type Err = NotVersion;

    /// Accepts `1.27.3` as well as `go1.27.3`.
    fn from_str(text: &str) -> Result<Self, NotVersion> {
        let named = match text {
            _ if text.len() > LONGEST => return Err(NotVersion::of(text)),
            _ if text.starts_with("go") => Self::from_name(text),
            _ => Self::from_name(&format!("go{text}")),
        };
        named.map_err(|_| NotVersion::of(text))
    }
}

displayed!(Version);

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl fmt::Debug for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

written_as_text!(Version, "pattern": "^go[0-9]+(\\.[0-9]+){0,2}([a-z]+[0-9]*)?$");
read_from_text!(Version, Version::from_name);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_has_its_releases_and_no_others() {
        let same = |one: &str, other: &str| {
            let [one, other] = [one, other].map(|name| Version::from_name(name).unwrap());
            assert_eq!(one.same_line(&other), other.same_line(&one), "{one} and {other}");
            one.same_line(&other)
        };
        for (one, other) in [("go1.27rc1", "go1.27.3"), ("go1.20", "go1.20.14"), ("go1", "go1.0.1"), ("go1", "go1")] {
            assert!(same(one, other), "{one} and {other}");
        }
        for (one, other) in
            [("go1.2", "go1.20"), ("go1.20.1", "go1.2.1"), ("go1", "go1.1"), ("go1.0.1", "go1.1.1"), ("go1", "go2")]
        {
            assert!(!same(one, other), "{one} and {other}");
        }
    }

    #[test]
    fn a_name_without_end_is_no_version_and_is_not_printed() {
        let longest = format!("go1.{}", "9".repeat(LONGEST - "go1.".len()));
        assert!(Version::from_name(&longest).is_ok());
        for text in [format!("{longest}9"), format!("1.{}", "9".repeat(3_000_000)), "go".repeat(3_000_000)] {
            assert!(Version::from_name(&text).is_err() && Version::from_toolchain(&text).is_err());
            let error = text.parse::<Version>().unwrap_err();
            assert!(error.to_string().len() < 100, "{error}");
        }
    }
}
